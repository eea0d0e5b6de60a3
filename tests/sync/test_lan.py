"""Laptops share over real sockets: with each other in any order, cut and resumed, and both keep account of it."""

import random
import shutil
from contextlib import suppress
from pathlib import Path

import pytest

from tests.colleagues import Mate, own, pair
from tests.laptops import pass_on
from tests.sync.lan_net import HOST, Net, NewMate, Scissors, past, rate, until
from tests.sync.ratings import blank, evidence_file, rows
from tests.workspaces import PASSWORD
from wopfield.errors import NoConnection
from wopfield.store import backup, colleagues, file_states
from wopfield.store.workspace import Workspace
from wopfield.sync import bundle, lan
from wopfield.sync.bundle_lock import new_key
from wopfield.sync.bundle_making import Choice
from wopfield.sync.lan import Address
from wopfield.sync.lan_server import Answering


def test_a_laptop_backs_up_before_another_one_brings_its_work_for_the_first_time(new_mate: NewMate) -> None:
    amina, joost = new_mate("amina"), new_mate("joost")
    pair(amina, joost)
    begun: list[dict[str, list[str]]] = []

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

    net.share(joost, amina)
    net.share(teresa, joost)
    rate(teresa, scope, 1, item="WR02")
    net.share(joost, teresa)
    net.share(amina, joost)

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
    pair(amina, teresa)
    pair(joost, teresa)
    net.open(teresa)
    amina.share(teresa, scope)
    net.share(amina, joost)
    net.share(amina, teresa)
    rate(joost, scope, 2)

    net.share(joost, teresa)  # nobody chose anything for these two

    assert rows(joost.database) == rows(teresa.database)
    with teresa.database.write() as connection:
        colleagues.choose(connection, own(joost), scope, colleagues.NO)
    rate(joost, scope, 4, item="WR03")
    outcome = net.share(joost, teresa)
    assert (outcome.refused, outcome.sent) == (0, 0)
    assert rows(joost.database) != rows(teresa.database)


@pytest.mark.slow
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


def test_what_was_answered_stands_in_the_log_of_exchanges_of_both(two: tuple[Mate, Mate, str], net: Net) -> None:
    amina, joost, scope = two
    rate(amina, scope, 3)

    outcome = net.share(amina, joost)

    until(lambda: bool(past(joost)))  # it is written once the line has ended
    (asked,), (answered,) = past(amina), past(joost)
    assert (answered.received, answered.sent) == (outcome.sent, outcome.received) == (asked.sent, asked.received)
    assert (answered.called, answered.way, answered.reached) == ("amina’s laptop", "laptop", True)


def test_two_who_have_the_same_from_elsewhere_exchange_nothing_when_they_first_meet(
    two: tuple[Mate, Mate, str], net: Net
) -> None:
    amina, joost, scope = two
    rate(amina, scope, 3)
    pass_on(amina.database, joost.database)
    pass_on(joost.database, amina.database)

    net.share(amina, joost)

    until(lambda: bool(past(joost)))
    assert [(each.sent, each.received) for mate in (amina, joost) for each in past(mate)] == [(0, 0), (0, 0)]


def test_the_log_of_exchanges_of_both_says_that_a_laptop_was_copied(
    two: tuple[Mate, Mate, str], net: Net, tmp_path: Path
) -> None:
    amina, joost, scope = two
    net.share(amina, joost)
    copy = Mate("copy", Workspace.unlock(shutil.copytree(amina.workspace.folder, tmp_path / "copy"), PASSWORD), "x")
    rate(amina, scope, 3)
    with copy.database.change(amina.person) as editor:
        editor.take(blank(scope, "WR02")).level = 1

    net.share(amina, joost)
    net.share(copy, joost)
    net.share(amina, joost)

    until(lambda: len(past(joost)) == 4)
    assert [each.copied for each in past(joost)] == [False, True, False, False]
    assert [each.copied for each in past(amina)] == [True, False, False]
    assert rows(amina.database) == rows(joost.database)
    copy.workspace.close()
