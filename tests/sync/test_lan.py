"""Laptops on one network, over real sockets: paired by six digits, pinned, cut and resumed, and never fooled."""

import hashlib
import random
import shutil
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.colleagues import Mate, own, pair
from tests.sync.ratings import begin_partnership_as, blank, evidence_file, rows
from tests.workspaces import PASSWORD
from wopfield.errors import CannotReach, NoConnection, NotPaired, WrongAddress
from wopfield.language import _, speak, spoken
from wopfield.store import backup, colleagues, exchanges, file_states
from wopfield.store.exchanges import Past
from wopfield.store.workspace import Workspace
from wopfield.sync import bundle, lan
from wopfield.sync.bundle_lock import new_key
from wopfield.sync.bundle_making import Choice
from wopfield.sync.device import keys_of
from wopfield.sync.lan import Address, Line, read_address
from wopfield.sync.lan_server import Answering
from wopfield.sync.lan_wire import asking_context
from wopfield.sync.meeting import Outcome
from wopfield.sync.nearby import Found, Nearby
from wopfield.sync.pairing import Comparison
from wopfield.sync.signing import new_keys

NewMate = Callable[[str], Mate]
HOST = "127.0.0.1"


class Net:
    """The laptops that answer on this computer, by name."""

    def __init__(self) -> None:
        self.answering: dict[str, Answering] = {}
        self.asked: list[Comparison] = []

    def open(self, mate: Mate, say: bool | None = True) -> Address:
        """Let a laptop answer; its person says this of digits, or (None) nothing."""

        def show(comparison: Comparison) -> None:
            self.asked.append(comparison)
            if say is not None:
                comparison.say(say)

        found = Answering(mate.database, mate.files, show=show, host=HOST, port=0)
        self.answering[mate.name] = found
        return Address(HOST, found.port)

    def at(self, mate: Mate) -> list[Address]:
        """Return where a laptop answers."""
        return [Address(HOST, self.answering[mate.name].port)]

    def share(self, one: Mate, other: Mate, connect: lan.Connect = lan.connected) -> Outcome:
        """Let one laptop share with another."""
        return lan.share_with(one.database, one.files, one.knows(other), self.at(other), connect=connect)


@pytest.fixture
def net() -> Iterator[Net]:
    """A network of laptops; all of them stop answering at the end."""
    made = Net()
    yield made
    for answering in made.answering.values():
        answering.close()


@pytest.fixture
def two(new_mate: NewMate, net: Net) -> tuple[Mate, Mate, str]:
    """Two paired laptops that share a partnership; both answer."""
    amina, joost = new_mate("amina"), new_mate("joost")
    pair(amina, joost)
    net.open(amina), net.open(joost)
    scope = begin_partnership_as(amina.database, amina.person)
    amina.share(joost, scope)
    return amina, joost, scope


def test_each_laptop_says_in_its_own_language_what_the_other_answers(two: tuple[Mate, Mate, str], net: Net) -> None:
    amina, joost, _scope = two
    with amina.database.write() as connection:
        colleagues.forget(connection, own(joost))
    speak("es")
    try:
        with spoken("fr"), pytest.raises(NotPaired) as told:
            net.share(joost, amina)
        with spoken("fr"):
            expected = (_("These two laptops are not paired."), _("Pair them: compare six digits once."))
    finally:
        speak("en")

    assert [expected[0] in told.value.happened, told.value.do] == [True, expected[1]]
    assert "laptops" not in " ".join(expected)


def test_a_laptop_backs_up_before_another_one_brings_its_work_for_the_first_time(new_mate: NewMate) -> None:
    amina, joost = new_mate("amina"), new_mate("joost")
    pair(amina, joost)
    begun: list[dict[str, object]] = []

    def back_up() -> None:
        amina.workspace.back_up_before_sharing()
        begun.append(rows(amina.database))

    before = rows(amina.database)
    answering = Answering(amina.database, amina.files, host=HOST, port=0, before_new=back_up)
    for _time in range(2):
        lan.share_with(joost.database, joost.files, joost.knows(amina), [Address(HOST, answering.port)])
    answering.close()

    assert begun == [before]
    assert rows(amina.database) != before
    (made,) = backup.newest_first(amina.workspace.folder / "backups")
    assert made.name.endswith("before-first-sharing.db")


def rate(mate: Mate, scope: str, level: int, item: str = "WR01") -> None:
    """Rate one item."""
    with mate.database.change(mate.person) as editor:
        editor.take(blank(scope, item)).level = level


def say_same(comparison: Comparison) -> None:
    """Be a person who finds the digits the same."""
    comparison.say(True)


def paired(mate: Mate) -> list[str]:
    """Return the laptops a laptop is paired with."""
    with mate.database.look() as connection:
        return [each.laptop for each in colleagues.every(connection)]


# ── pairing ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_two_laptops_are_paired_once_both_people_say_that_the_digits_are_the_same(new_mate: NewMate, net: Net) -> None:
    amina, joost = new_mate("amina"), new_mate("joost")
    at = net.open(joost)
    shown: list[Comparison] = []

    def show(comparison: Comparison) -> None:
        shown.append(comparison)
        comparison.say(True)

    kept = lan.pair(amina.database, [at], show)

    assert (kept.laptop, kept.name) == ("joost’s laptop", "joost")
    assert [each.digits for each in shown] == [each.digits for each in net.asked]
    assert len(shown[0].digits) == 6
    until(lambda: (paired(amina), paired(joost)) == (["joost’s laptop"], ["amina’s laptop"]))


@pytest.mark.parametrize(("here", "there"), [(True, False), (False, True), (False, False)])
def test_when_one_of_the_two_says_no_nothing_is_kept(new_mate: NewMate, net: Net, here: bool, there: bool) -> None:
    amina, joost = new_mate("amina"), new_mate("joost")
    at = net.open(joost, say=there)

    with pytest.raises(NotPaired, match="digits"):
        lan.pair(amina.database, [at], lambda comparison: comparison.say(here))

    net.answering["joost"].close()
    assert (paired(amina), paired(joost)) == ([], [])


def test_somebody_between_the_two_makes_the_digits_differ(new_mate: NewMate, net: Net) -> None:
    amina, joost, eve = map(new_mate, ("amina", "joost", "eve"))
    at_joost, at_eve = net.open(joost, say=None), net.open(eve, say=None)
    shown: list[Comparison] = []

    def ask(mate: Mate, at: Address) -> None:
        with suppress(CannotReach):
            lan.pair(mate.database, [at], shown.append)

    asking = [threading.Thread(target=ask, args=each) for each in ((amina, at_eve), (eve, at_joost))]
    for thread in asking:
        thread.start()
    until(lambda: len(shown) == 2 and len(net.asked) == 2)

    of_amina = next(each for each in shown if each.card.device == own(eve))
    of_joost = next(each for each in net.asked if each.card.device == own(eve))
    assert of_amina.digits != of_joost.digits
    for comparison in (*shown, *net.asked):
        comparison.say(False)
    for thread in asking:
        thread.join()
    for answering in net.answering.values():
        answering.close()
    assert (paired(amina), paired(joost)) == ([], [])


def test_who_did_not_compare_digits_is_given_nothing(new_mate: NewMate, net: Net) -> None:
    amina, joost = new_mate("amina"), new_mate("joost")
    pair(amina, joost)
    at = net.open(joost)
    with joost.database.write() as connection:
        colleagues.forget(connection, own(amina))

    with pytest.raises(NotPaired, match="not paired"):
        lan.share_with(amina.database, None, amina.knows(joost), [at])


def test_a_laptop_whose_key_is_another_than_the_pinned_one_is_sent_nothing(
    two: tuple[Mate, Mate, str], net: Net
) -> None:
    amina, joost, scope = two
    rate(amina, scope, 3)
    before = rows(joost.database)
    other = new_keys(own(joost))
    with joost.database.write() as connection:
        for key, value in (("device private key", other.private), ("device public key", other.public)):
            connection.exec_driver_sql("UPDATE kept SET value = ? WHERE key = ?", (value, key))
    net.answering["joost"].close()
    net.open(joost)

    with pytest.raises(WrongAddress, match="not with the key you compared"):
        net.share(amina, joost)

    assert rows(joost.database) == before
    with pytest.raises(NotPaired, match="not paired"):  # nor does it get in where the old key is known
        net.share(joost, amina)


# ── sharing ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_three_laptops_share_in_any_order_and_end_with_the_same(
    two: tuple[Mate, Mate, str], new_mate: NewMate, net: Net
) -> None:
    amina, joost, scope = two
    teresa = new_mate("teresa")
    pair(joost, teresa)
    joost.share(teresa, scope)
    net.open(teresa)
    content = random.Random(5).randbytes(1_300_000)
    with amina.database.change(amina.person) as editor:
        editor.add(evidence_file(scope, content, amina.files.put(content)))
    rate(amina, scope, 3)

    net.share(joost, amina), net.share(teresa, joost)
    rate(teresa, scope, 1, item="WR02")
    net.share(joost, teresa), net.share(amina, joost)

    assert rows(amina.database) == rows(joost.database) == rows(teresa.database)
    assert teresa.files.get(amina.files.put(content)) == content
    again = net.share(teresa, joost)
    assert (again.requests, again.sent, again.received, again.files_sent, again.files_received) == (1, 0, 0, 0, 0)


def test_files_that_a_colleague_brought_are_known_to_be_on_that_laptop_too(
    two: tuple[Mate, Mate, str], net: Net
) -> None:
    amina, joost, scope = two
    with amina.database.change(amina.person) as editor:
        editor.add(evidence_file(scope, b"a pump", amina.files.put(b"a pump")))

    assert net.share(amina, joost).files_sent == 1

    for mate, other in ((amina, "joost’s laptop"), (joost, "amina’s laptop")):
        with mate.database.read() as session:
            (found,) = file_states.states(session, mate.files)
        assert (found.state, found.at) == ("here", (other,))


def test_partnerships_that_both_hold_are_shared_and_those_one_does_not_want_are_not(
    two: tuple[Mate, Mate, str], new_mate: NewMate, net: Net
) -> None:
    amina, joost, scope = two
    teresa = new_mate("teresa")
    pair(amina, teresa), pair(joost, teresa)
    net.open(teresa)
    amina.share(teresa, scope)
    net.share(amina, joost), net.share(amina, teresa)
    rate(joost, scope, 2)

    net.share(joost, teresa)  # nobody chose anything for these two

    assert rows(joost.database) == rows(teresa.database)
    with teresa.database.write() as connection:
        colleagues.choose(connection, own(joost), scope, colleagues.NO)
    rate(joost, scope, 4, item="WR03")
    outcome = net.share(joost, teresa)
    assert (outcome.refused, outcome.sent) == (0, 0)
    assert rows(joost.database) != rows(teresa.database)


class Scissors:
    """Opens connections that end after so many bytes went through, both ways counted."""

    def __init__(self, after: int) -> None:
        self.left = after
        self._lock = threading.Lock()
        self._ends: list[socket.socket] = []
        self._pumps: list[threading.Thread] = []

    def __enter__(self) -> "Scissors":
        return self

    def __exit__(self, *_error: object) -> None:
        for end in self._ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        for pump in self._pumps:
            pump.join()
        for end in self._ends:
            end.close()

    def connect(self, host: str, port: int) -> socket.socket:
        """Open a connection through a pair of sockets, so that it can be cut anywhere."""
        near, far = socket.socketpair()
        there = socket.create_connection((host, port))
        self._ends += [far, there]
        for source, target in ((far, there), (there, far)):
            self._pumps.append(threading.Thread(target=self._pump, args=(source, target), daemon=True))
            self._pumps[-1].start()
        return near

    def _pump(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while part := source.recv(4096):
                with self._lock:
                    part, self.left = part[: self.left], self.left - len(part)
                target.sendall(part)
                if self.left <= 0:
                    break
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


def test_a_line_cut_after_any_number_of_bytes_goes_on_where_it_stopped(two: tuple[Mate, Mate, str], net: Net) -> None:
    amina, joost, scope = two
    for after in (0, 100, 900, 1500, 2500, 4000, 8000, 20_000, 60_000):
        content = random.Random(after).randbytes(40_000)
        with amina.database.change(amina.person) as editor:
            editor.add(evidence_file(scope, content, amina.files.put(content)))
        for number in range(10):
            rate(amina, scope, after % 5, item=f"{after}.{number:02}")

        with Scissors(after) as scissors, suppress(NoConnection):
            net.share(amina, joost, scissors.connect)
        net.share(amina, joost)

        assert joost.files.get(amina.files.put(content)) == content
    assert rows(amina.database) == rows(joost.database)


def test_stopping_is_heard_between_two_messages_and_nothing_is_lost(two: tuple[Mate, Mate, str], net: Net) -> None:
    amina, joost, scope = two
    rate(amina, scope, 3)
    colleague = amina.knows(joost)
    looks: list[int] = []

    def stop() -> bool:
        looks.append(1)
        return len(looks) > 1

    stopped = lan.share_with(amina.database, amina.files, colleague, net.at(joost), stop=stop)

    assert stopped.stopped
    assert not net.share(amina, joost).stopped
    assert rows(amina.database) == rows(joost.database)


@pytest.mark.slow
def test_a_stick_for_a_colleague_leaves_out_the_photos_that_went_over_the_network(
    two: tuple[Mate, Mate, str], net: Net, tmp_path: Path
) -> None:
    amina, joost, scope = two

    def add(content: bytes) -> list[str]:
        pieces = amina.files.put(content)
        with amina.database.change(amina.person) as editor:
            editor.add(evidence_file(scope, content, pieces))
        return pieces

    add(random.Random(7).randbytes(600_000))
    net.share(amina, joost)
    news = add(b"a photo taken since")
    for_joost = Choice(frozenset({scope}), own(joost), joost.name)

    saved = bundle.save(amina.database, amina.files, tmp_path / "x.wopf", new_key("four wells and a weir"), for_joost)
    anybody = Choice(frozenset({scope}))
    whole = bundle.save(amina.database, amina.files, tmp_path / "all.wopf", new_key("four wells and a weir"), anybody)

    assert saved.pieces == len(news) < whole.pieces
    assert saved.bytes < 50_000 < whole.bytes


# ── hostile guests ───────────────────────────────────────────────────────────────────────────────────────────


NONSENSE = (
    b"GET / HTTP/1.1\r\n\r\n",
    b"w\xff\xff\xff\xff",
    b"w\0\0\0\2[]",
    b'w\0\0\0\x0b{"do":true}',
    b"m\0\0\0\0",
    b"w\0\0\0\x05",
)


def test_who_talks_nonsense_is_let_go_and_the_others_are_served(two: tuple[Mate, Mate, str], net: Net) -> None:
    amina, joost, _scope = two
    address = net.at(joost)[0]
    for said in NONSENSE:
        with (
            socket.create_connection((HOST, address.port), timeout=60) as plain,
            asking_context().wrap_socket(plain) as line,
        ):
            line.sendall(said)
            line.shutdown(socket.SHUT_WR)
            with suppress(ssl.SSLError, OSError):
                while line.recv(1000):
                    pass

    assert net.share(amina, joost).refused == 0


def test_too_many_guests_from_one_address_are_let_go(two: tuple[Mate, Mate, str], net: Net) -> None:
    _amina, joost, _scope = two
    address = net.at(joost)[0]
    guests = [socket.create_connection((HOST, address.port), timeout=60) for _number in range(5)]

    assert guests[-1].recv(1) == b""
    for guest in guests:
        guest.close()


def test_a_piece_is_given_only_where_a_shared_partnership_speaks_of_it(two: tuple[Mate, Mate, str], net: Net) -> None:
    amina, joost, scope = two
    (secret,) = joost.files.put(b"a photo of another place")
    stranger = hashlib.sha256(b"nothing").hexdigest()
    net.share(amina, joost)

    with Line(amina.database, amina.knows(joost), net.at(joost)) as line:
        assert line.get_piece(scope, secret) is None
        assert line.get_piece("commons", secret) is None
        assert line.get_piece(scope, "../../etc/passwd") is None
        assert line.missing_pieces(scope, [secret, stranger]) == []
        line.put_piece(scope, stranger, b"nothing")
        with pytest.raises(NotPaired, match="does not understand"):
            line.missing_pieces(scope, [secret] * 1001)
    assert not joost.files.has(stranger)


@pytest.mark.parametrize("text", ["", ":48290", "a b", "10.0.0.1:0", "10.0.0.1:99999", "10.0.0.1:x"])
def test_an_address_that_is_none_is_refused_in_words(text: str) -> None:
    with pytest.raises(WrongAddress, match="no address"):
        read_address(text)


def test_an_address_is_read_with_and_without_its_port() -> None:
    assert read_address("10.0.0.1") == Address("10.0.0.1", lan.PORT)
    assert read_address(" 10.0.0.1:5000 ") == Address("10.0.0.1", 5000)
    assert read_address("[fe80::1]:5000") == Address("fe80::1", 5000)
    assert str(read_address("[fe80::1]:5000")) == "[fe80::1]:5000"


# ── finding ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_laptops_find_each_other_and_see_who_leaves(new_mate: NewMate) -> None:
    amina, joost = new_mate("amina"), new_mate("joost")
    here, there = (keys_of(mate.database).device for mate in (amina, joost))
    heard: list[frozenset[str]] = []
    one = Nearby(here, lambda found: heard.append(frozenset(each.device for each in found)), [HOST])
    other = Nearby(there, lambda _found: None, [HOST])
    other.show_itself("Joost’s laptop", "1.0", 5000)

    until(lambda: bool(heard) and there in heard[-1])  # others may be on this network too
    assert Found(there, "Joost’s laptop", "1.0", (Address(HOST, 5000),)) in one.found()
    other.close()
    until(lambda: there not in heard[-1])
    one.close()


def test_what_was_answered_stands_in_the_log_of_exchanges_of_both(two: tuple[Mate, Mate, str], net: Net) -> None:
    amina, joost, scope = two
    rate(amina, scope, 3)

    outcome = net.share(amina, joost)

    until(lambda: bool(past(joost)))  # it is written once the line has ended
    (asked,), (answered,) = past(amina), past(joost)
    assert (answered.received, answered.sent) == (outcome.sent, outcome.received) == (asked.sent, asked.received)
    assert (answered.called, answered.way, answered.reached) == ("amina’s laptop", "laptop", True)


def test_the_log_of_exchanges_of_both_says_that_a_laptop_was_copied(
    two: tuple[Mate, Mate, str], net: Net, tmp_path: Path
) -> None:
    amina, joost, scope = two
    net.share(amina, joost)
    copy = Mate("copy", Workspace.unlock(shutil.copytree(amina.workspace.folder, tmp_path / "copy"), PASSWORD), "x")
    rate(amina, scope, 3)
    with copy.database.change(amina.person) as editor:
        editor.take(blank(scope, "WR02")).level = 1

    net.share(amina, joost), net.share(copy, joost), net.share(amina, joost)

    until(lambda: len(past(joost)) == 4)
    assert [each.copied for each in past(joost)] == [False, True, False, False]
    assert [each.copied for each in past(amina)] == [True, False, False]
    assert rows(amina.database) == rows(joost.database)
    copy.workspace.close()


def test_a_laptop_whose_sharing_is_paused_is_told_so_and_given_nothing(two: tuple[Mate, Mate, str], net: Net) -> None:
    amina, joost, scope = two
    rate(amina, scope, 3)
    with amina.database.write() as connection:
        colleagues.allow(connection, own(joost), False)

    with pytest.raises(NotPaired, match="switched off"):
        net.share(joost, amina)

    with amina.database.write() as connection:
        colleagues.allow(connection, own(joost), True)
    net.share(joost, amina)
    assert rows(joost.database) == rows(amina.database)


def test_a_laptop_is_reached_by_either_kind_of_address(new_mate: NewMate) -> None:
    amina, joost = new_mate("amina"), new_mate("joost")
    pair(amina, joost)
    answering = Answering(joost.database, joost.files, port=0)
    hosts = ["127.0.0.1", *(["::1"] if socket.has_dualstack_ipv6() else [])]

    for host in hosts:
        lan.share_with(amina.database, None, amina.knows(joost), [Address(host, answering.port)])

    answering.close()
    assert len(past(amina)) == len(hosts)


def past(mate: Mate) -> list[Past]:
    """Return the exchanges a laptop keeps account of."""
    with mate.database.look() as connection:
        return exchanges.past_exchanges(connection)


def until(true: Callable[[], bool]) -> None:
    """Wait until something is true."""
    ticking = threading.Event()
    for _try in range(1200):
        if true():
            return
        ticking.wait(0.05)
    raise AssertionError("it never came to be true")
