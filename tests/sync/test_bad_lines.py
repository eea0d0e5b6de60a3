"""What a bad line and a stranger do, and that nothing is lost by it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.servers import ADDRESS, Laptop, Server, Wire, start_server
from tests.sync.ratings import (
    answer,
    ask,
    begin_partnership,
    blank,
    evidence_file,
    rate,
    rows,
    share,
    status,
)
from tests.sync.tampering import with_words_changed
from tests.workspaces import Clock
from wopfield.errors import NoConnection, NotUnderstood, ShutOut, SignInRefused, Trouble
from wopfield.server import admin
from wopfield.sync import central
from wopfield.sync.protocol import Stub, decode, encode

NewLaptop = Callable[[str], Laptop]


@dataclass
class Between(httpx.BaseTransport):
    """Somebody on the way who answers requests of one method, and passes all others on."""

    wire: Wire
    method: str
    answer: httpx.Response

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer, or pass on."""
        return self.answer if request.method == self.method else self.wire.handle_request(request)


@pytest.fixture
def pair(new_laptop: NewLaptop, server: Server) -> tuple[Laptop, Laptop, str]:
    """Two laptops that share a partnership through the server."""
    amina, joost = new_laptop("amina"), new_laptop("joost")
    return amina, joost, share(amina, joost, server=server)


def test_a_page_in_which_a_byte_was_changed_leaves_nothing(pair: tuple[Laptop, Laptop, str], server: Server) -> None:
    amina, _joost, scope = pair
    before = rows(server.database)
    rate(amina, scope, 3)

    def change_a_level(body: bytes) -> bytes:
        return encode(with_words_changed(decode(body), b'"level":3', b'"level":4'))

    amina.wire.tamper = change_a_level
    outcome = amina.sync()

    assert outcome.refused == 1
    assert rows(server.database) == before
    amina.wire.tamper = bytes
    assert amina.sync().refused == 0
    assert answer(server.database).level == 3
    with amina.database.read() as session:
        assert central.refused(session) == []


def size_of(line: bytes | Stub) -> int:
    """Return how long an entry is that travels with its content."""
    assert isinstance(line, bytes)
    return len(line)


def test_a_line_that_takes_no_large_page_is_given_smaller_ones(pair: tuple[Laptop, Laptop, str]) -> None:
    amina, _joost, scope = pair
    for number in range(40):
        with amina.database.change(amina.person) as editor:
            shown = blank(scope, f"WR{number:02}")
            editor.take(shown).comment = f"{number} " * 400
    amina.wire.faults = ["lost"]
    outcome = amina.sync()
    sizes = [sum(size_of(line) for chunk in decode(body).chunks for line in chunk.lines) for body in amina.wire.bodies]
    assert outcome.sent == 40
    assert max(sizes) <= 130_000


def test_nothing_new_takes_one_request_of_less_than_four_kilobytes(
    pair: tuple[Laptop, Laptop, str],
) -> None:
    amina, _joost, _scope = pair
    for _number in range(20):
        begin_partnership(amina)
    amina.sync(), amina.sync()
    amina.wire.requests = amina.wire.bytes = 0

    outcome = amina.sync()

    assert (outcome.requests, amina.wire.requests - outcome.requests) == (1, 0)
    assert amina.wire.bytes <= 4096


def test_an_unknown_partnership_of_somebody_else_is_not_taken_and_told_nothing_of(
    pair: tuple[Laptop, Laptop, str], new_laptop: NewLaptop
) -> None:
    _amina, _joost, scope = pair
    eve = new_laptop("eve")
    with eve.database.change(eve.person) as editor:
        editor.take(blank(scope, "WR01")).level = 4
    with eve.database.change(eve.person) as editor:
        editor.take(blank("no-such-partnership", "WR01")).level = 4

    assert eve.sync().sent == 1  # who she is

    with eve.database.read() as session:
        reasons = {each.refusal.scope: each.reason for each in central.refused(session)}
    assert reasons[scope] == reasons["no-such-partnership"]
    assert status(eve).waiting == 2


def test_a_laptop_that_was_shut_out_is_refused_at_once_and_keeps_its_work(
    pair: tuple[Laptop, Laptop, str], server: Server
) -> None:
    amina, _joost, scope = pair
    rate(amina, scope, 3)
    (device,) = admin.list_devices(server.database, "amina@example.org")
    admin.revoke_device(server.database, device.id)

    with pytest.raises(SignInRefused):
        amina.sync()

    assert "shut this laptop out" in status(amina).last_words
    assert status(amina).waiting == 1
    assert answer(amina.database).level == 3
    with pytest.raises(Trouble, match="shut out"):
        amina.connect(server)


def test_an_account_that_was_disabled_is_refused_at_once(pair: tuple[Laptop, Laptop, str], server: Server) -> None:
    amina, _joost, _scope = pair
    admin.set_disabled(server.database, "amina@example.org", True)
    with pytest.raises(ShutOut, match="shut your account out"):
        amina.sync()
    with pytest.raises(ShutOut, match="shut your account out"):
        amina.connect(server)


def test_a_wrong_password_and_an_unknown_person_are_told_the_same(new_laptop: NewLaptop, server: Server) -> None:
    amina = new_laptop("amina")
    words = []
    for email in ("amina@example.org", "nobody@example.org"):
        with pytest.raises(SignInRefused) as refused:
            central.connect(amina.database, ADDRESS, email, "a wrong password", "laptop", lambda: amina.wire)
        words.append(str(refused.value))
    assert words[0] == words[1]


def test_whoever_guesses_passwords_has_to_wait_longer_and_longer(new_laptop: NewLaptop, server: Server) -> None:
    amina = new_laptop("amina")

    def guess() -> str:
        with pytest.raises(SignInRefused) as refused:
            central.connect(amina.database, ADDRESS, "amina@example.org", "wrong", "x", lambda: amina.wire)
        return str(refused.value)

    waits = ["too many" in guess() for _number in range(30)]
    assert not any(waits[:5])
    assert sum(waits[:15]) < sum(waits[15:])


def test_another_server_at_the_known_address_is_sent_nothing(pair: tuple[Laptop, Laptop, str], tmp_path: Path) -> None:
    amina, _joost, _scope = pair
    other = start_server(f"sqlite:///{tmp_path / 'other.db'}", tmp_path / "others", Clock())
    other.account("amina")
    with pytest.raises(Trouble, match="Another server"):
        amina.connect(other)
    other.database.close()


def test_a_server_of_another_program_is_recognised(new_laptop: NewLaptop) -> None:
    amina = new_laptop("amina")
    for address in (
        "http://wop.example.org",
        "ftp://x",
        "https://",
        "https://a:b@c",
        "https://a b",
        "https://a:99999",
    ):
        with pytest.raises(Trouble) as trouble:
            central.connect(amina.database, address, "a@b.c", "x", "x", lambda: amina.wire)
        assert trouble.value.do


@pytest.mark.parametrize("method", ["POST", "PUT"])
@pytest.mark.parametrize(
    ("answer", "kind", "words"),
    [
        (httpx.Response(200, html="<p>Welcome to Hotel Marowe</p>"), NotUnderstood, "Wi-Fi wants a sign-in"),
        (httpx.Response(302, headers={"Location": "http://hotel.example/"}), NotUnderstood, "Wi-Fi wants a sign-in"),
        (httpx.Response(502, html="<h1>Bad Gateway</h1>"), NoConnection, "cannot be reached now"),
    ],
)
def test_who_answers_in_the_place_of_the_server_is_named_and_confirms_nothing(
    pair: tuple[Laptop, Laptop, str], method: str, answer: httpx.Response, kind: type[Trouble], words: str
) -> None:
    amina, _joost, scope = pair
    content = b"a picture of an intake"
    with amina.database.change(amina.person) as editor:
        editor.add(evidence_file(scope, content, [amina.files.keep(content)]))

    between = Between(amina.wire, method, answer)
    with pytest.raises(kind, match=words) as trouble:
        central.sync_now(amina.database, amina.files, make_transport=lambda: between)

    assert "safe on this laptop" in trouble.value.safe
    assert amina.sync().files_sent == 1


def test_pieces_are_given_to_members_only(pair: tuple[Laptop, Laptop, str], new_laptop: NewLaptop) -> None:
    amina, _joost, scope = pair
    eve = new_laptop("eve")
    (sha256,) = amina.files.put(b"a photo of the intake")
    with amina.database.change(amina.person) as editor:
        editor.add(evidence_file(scope, b"a photo of the intake", [sha256]))
    amina.sync()
    assert ask(eve, "GET", f"/scopes/{scope}/pieces/{sha256}").status_code == 403
    assert ask(eve, "GET", f"/scopes/commons/pieces/{sha256}").status_code == 400
    assert ask(eve, "PUT", f"/scopes/{scope}/pieces/{sha256}", b"a photo of the intake").status_code == 403
    assert ask(amina, "PUT", f"/scopes/{scope}/pieces/{sha256}", b"another photo").status_code == 403
    assert ask(amina, "GET", f"/scopes/{scope}/pieces/{sha256}").status_code == 200
