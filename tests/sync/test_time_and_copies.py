"""Time and copies: wrong clocks, restored and cloned disks, yesterday's server, a newer program.

Everybody ends with the same, no entry is lost, and no entry that was written gets another place.
"""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.servers import Laptop, Server, enrolled, start_server
from tests.sync.ratings import answer, copy_of, rate, rows, share, status
from tests.workspaces import Clock, clock_of
from wopfield.domain.log import SCHEMA, Change, Edit
from wopfield.store.database import Database
from wopfield.store.layout import heads_with_values, lay_out, lay_out_again
from wopfield.store.log import add_own, timestamp
from wopfield.store.log_tables import ENTRY
from wopfield.store.rows import read_heads
from wopfield.store.workspace import Workspace
from wopfield.sync.device import home, keys_of
from wopfield.sync.exchange import Exchange
from wopfield.sync.http import Line
from wopfield.sync.replica import Replica
from wopfield.sync.trust import ServersWord

NewLaptop = Callable[[str], Laptop]
Pair = tuple[Laptop, Laptop, str]


@pytest.fixture
def pair(new_laptop: NewLaptop, server: Server) -> Pair:
    """Two laptops that share a partnership through the server."""
    amina, joost = new_laptop("amina"), new_laptop("joost")
    return amina, joost, share(amina, joost, server=server)


def places(database: Database) -> dict[tuple[str, str, int], str]:
    """Return which entry stands at which place of which log."""
    with database.look() as connection:
        found = connection.execute(select(ENTRY.c.scope, ENTRY.c.log, ENTRY.c.seq, ENTRY.c.name))
        return {(scope, log, seq): name for scope, log, seq, name in found}


def write_raw(laptop: Laptop, scope: str, edit: Edit, schema: int) -> None:
    """Write an entry as another program would."""
    with laptop.database.write() as connection:
        change = Change(timestamp(laptop.database.clock()), laptop.person, (edit,), schema)
        lay_out(connection, [add_own(connection, scope, change)])


def rating(laptop: Laptop, scope: str) -> list[dict[str, object]]:
    """Return what stands of the rating of the one answer, as the log says it to any program."""
    with laptop.database.look() as connection:
        heads = heads_with_values(connection, scope, "answer", answer(laptop.database).id, "rating")
    return [dict(head.values) for head in heads]


# ── wrong clocks ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("years", [-9, 9])
def test_clocks_that_are_wrong_by_years_decide_nothing(pair: Pair, server: Server, years: int) -> None:
    amina, joost, scope = pair
    clock_of(joost.database).now += timedelta(days=365 * years)
    rate(joost, scope, 1)
    joost.sync(), amina.sync()
    rate(amina, scope, 3, shown=answer(amina.database))  # by her clock before or after, she has seen his
    rate(amina, scope, 2, item="WR02")
    rate(joost, scope, 4, item="WR02")
    before = places(amina.database) | places(joost.database)

    for laptop in (amina, joost, amina):
        laptop.sync()

    assert (answer(joost.database).level, answer(joost.database).is_open("rating")) == (3, False)
    assert answer(joost.database, "WR02").is_open("rating")
    assert rows(amina.database) == rows(joost.database) == rows(server.database)
    assert before.items() <= places(server.database).items()


# ── a newer program ──────────────────────────────────────────────────────────────────────────────────────────


def test_what_a_newer_program_wrote_passes_through_older_ones_and_is_read_once_they_are_upgraded(
    pair: Pair, server: Server
) -> None:
    amina, joost, scope = pair
    rate(joost, scope, 3)
    joost.sync(), amina.sync()
    shown = answer(amina.database)
    write_raw(amina, scope, Edit("weather_day", "today", "weather", {"sky": "clear"}), SCHEMA + 1)
    write_raw(amina, scope, Edit("answer", shown.id, "weather", {"weather": "dry"}), SCHEMA + 1)
    rate(amina, scope, 4, shown=shown)
    for laptop in (amina, joost, amina):
        laptop.sync()

    assert answer(joost.database).level == 4
    assert places(amina.database) == places(joost.database) == places(server.database)
    before = rows(joost.database)
    with joost.database.write() as connection:
        lay_out_again(connection)  # as after an upgrade; this one knows no more than before
    assert rows(joost.database) == before == rows(server.database)


def test_what_an_older_program_edits_keeps_the_newer_fields_that_were_never_on_its_screen(
    pair: Pair, server: Server
) -> None:
    amina, joost, scope = pair
    rate(joost, scope, 3)
    joost.sync(), amina.sync()
    shown = answer(amina.database)
    newer = {**rating(amina, scope)[-1], "level": 2, "half_step": "upper"}
    bases = read_heads(shown.heads)["rating"]
    write_raw(amina, scope, Edit("answer", shown.id, "rating", newer, bases), SCHEMA + 1)
    amina.sync(), joost.sync()

    for level in (4, 1):  # twice: the second edit stands on one of its own
        rate(joost, scope, level, shown=answer(joost.database))
    joost.sync(), amina.sync()
    assert rating(joost, scope) == rating(amina, scope) == [{**newer, "level": 1}]
    assert rows(amina.database) == rows(joost.database) == rows(server.database)


# ── copies ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_server_restored_from_yesterday_gets_all_again_and_the_laptop_says_so_meanwhile(
    new_workspace: Callable[[str], Workspace], tmp_path: Path
) -> None:
    yesterday, today = tmp_path / "yesterday.db", tmp_path / "server.db"
    server = start_server(f"sqlite:///{today}", tmp_path / "pieces", Clock())
    amina, joost = (enrolled(new_workspace(name), name, server) for name in ("amina", "joost"))
    scope = share(amina, joost, server=server)
    server.database.close()
    shutil.copy(today, yesterday)
    rate(amina, scope, 3)
    amina.sync(), joost.sync()
    rate(joost, scope, 4, shown=answer(joost.database))
    joost.sync(), amina.sync()
    server.database.close()
    for left in tmp_path.glob("server.db*"):
        left.unlink()
    shutil.copy(yesterday, today)
    restored = start_server(f"sqlite:///{today}", tmp_path / "pieces", Clock())
    for laptop in (amina, joost):
        laptop.wire.app = restored.app

    amina.sync(), joost.sync()

    assert status(amina).waiting == 0
    assert answer(restored.database).level == 4
    assert rows(amina.database) == rows(joost.database) == rows(restored.database)
    restored.database.close()


def test_a_laptop_restored_from_an_old_copy_gets_its_own_work_back_and_begins_a_new_log(
    pair: tuple[Laptop, Laptop, str], server: Server, tmp_path: Path
) -> None:
    amina, joost, scope = pair
    old = copy_of(amina, tmp_path / "old")
    rate(amina, scope, 3)
    rate(amina, scope, 2, item="WR02")
    amina.sync()
    before = places(server.database)

    old.sync()
    rate(old, scope, 4, item="WR03")
    old.sync()
    joost.sync()

    assert {answer(joost.database, item).level for item in ("WR01", "WR02", "WR03")} == {2, 3, 4}
    assert before.items() <= places(server.database).items()
    assert rows(old.database) == rows(joost.database) == rows(server.database)


def test_a_copied_laptops_line_arrives_though_all_its_first_pages_are_known(
    pair: tuple[Laptop, Laptop, str], server: Server, tmp_path: Path
) -> None:
    amina, joost, scope = pair
    for number in range(60):
        rate(amina, scope, number % 5, item=f"WR{number:02}")
    copy = copy_of(amina, tmp_path / "copy")
    amina.sync()
    rate(amina, scope, 3, item="amina")
    rate(copy, scope, 1, item="copy")
    amina.sync()

    bring(copy, room=1000)
    joost.sync()

    assert answer(joost.database, "copy").level == 1
    assert status(copy).waiting == 0
    copy.sync(), amina.sync()
    assert rows(amina.database) == rows(copy.database) == rows(joost.database) == rows(server.database)


def test_both_lines_of_a_copied_laptop_are_kept(
    pair: tuple[Laptop, Laptop, str], server: Server, tmp_path: Path
) -> None:
    amina, joost, scope = pair
    copy = copy_of(amina, tmp_path / "copy")
    for number in range(3):
        rate(amina, scope, 3, item=f"WR1{number}")
        rate(copy, scope, 1, item=f"WR2{number}")
    rate(amina, scope, 3)
    rate(copy, scope, 1)

    outcomes = [laptop.sync() for laptop in (amina, copy, joost, amina, copy, amina)]

    assert any(outcome.copied for outcome in outcomes)
    assert rows(amina.database) == rows(copy.database) == rows(joost.database) == rows(server.database)
    assert answer(joost.database).is_open("rating")
    rate(copy, scope, 2, item="WR30")
    rate(amina, scope, 4, item="WR31")
    for laptop in (copy, amina, joost, copy):
        outcomes.append(laptop.sync())
    assert rows(amina.database) == rows(copy.database) == rows(joost.database) == rows(server.database)
    assert copy.sync().requests == 1
    assert [status(laptop).waiting for laptop in (amina, copy, joost)] == [0, 0, 0]


def bring(laptop: Laptop, room: int) -> None:
    """Exchange with the server in pages that begin with ``room`` bytes."""
    with laptop.database.look() as connection:
        at = home(connection)
    assert at is not None
    replica = Replica(laptop.database, keys_of(laptop.database), at.key, ServersWord(at.key))
    exchange = Exchange(replica, replica.keys.device, room=room)
    with Line(at.address, at.token, lambda: laptop.wire) as line:
        while (message := exchange.next_message()) is not None:
            exchange.receive(line.exchange(message))


def test_a_server_whose_clock_was_behind_for_a_while_lets_in_who_was_there_meanwhile(
    new_laptop: Callable[[str], Laptop], server: Server
) -> None:
    amina = new_laptop("amina")
    clock = server.database.clock
    assert isinstance(clock, Clock)
    right = clock.now
    clock.now = right - timedelta(days=900)
    amina.sync()
    clock.now = right + timedelta(hours=1)
    assert amina.sync().requests == 1
