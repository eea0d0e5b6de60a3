"""Backups: made whole or not at all, thinned by hour, day and week, and brought back without losing what came after."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from tests.colleagues import Mate, pair
from tests.sync.ratings import begin_partnership_as, blank, rows
from tests.workspaces import PASSWORD, Clock
from wopfield.errors import AlreadyOpen, CannotKeep, Unreadable
from wopfield.store import backup, drafts
from wopfield.store.backup import DAYS, RECENT, SHARE, WEEKS, within, worth_keeping
from wopfield.store.log import own_logs
from wopfield.store.tables import Answer
from wopfield.store.workspace import BACKUPS, DATABASE_FILE, Workspace, bring_back

moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)).map(lambda moment: moment.replace(tzinfo=UTC))


def rate(mate: Mate, scope: str, level: int, item: str = "WR01") -> None:
    """Rate one item."""
    with mate.database.change(mate.person) as editor:
        editor.take(blank(scope, item)).level = level


def opened_again(mate: Mate) -> Mate:
    """Return a laptop whose workspace was closed and opened again."""
    return Mate(mate.name, Workspace.unlock(mate.workspace.folder, PASSWORD, Clock()), mate.person)


# ── thinning ─────────────────────────────────────────────────────────────────────────────────────────────────


@given(st.lists(moments, max_size=60, unique=True))
def test_the_newest_backup_always_stays_and_there_are_never_too_many(made: list[datetime]) -> None:
    kept = worth_keeping(made)
    assert set(sorted(made)[-RECENT:]) <= kept <= set(made)
    assert len(kept) <= RECENT + DAYS + WEEKS
    assert worth_keeping(kept) == kept


@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=30), st.integers(0, 10**11))
def test_backups_take_a_tenth_of_the_disk_at_most_and_the_newest_always_stays(sizes: list[int], room: int) -> None:
    count = within(sizes, room)
    assert count >= 1
    assert count == 1 or sum(sizes[:count]) * SHARE <= room
    assert count == len(sizes) or sum(sizes[: count + 1]) * SHARE > room


def test_of_a_month_of_half_hours_recent_ones_days_and_weeks_stay() -> None:
    start = datetime(2026, 11, 1, tzinfo=UTC)
    kept = worth_keeping(start + timedelta(minutes=30 * number) for number in range(48 * 28))
    assert {moment.date().day for moment in kept} >= {22, 23, 24, 25, 26, 27, 28, 15, 8, 1}
    assert len(kept) <= RECENT + DAYS + WEEKS


def test_a_file_that_is_no_backup_of_ours_is_never_taken_away(workspace: Workspace) -> None:
    workspace.back_up("by-hand")
    stranger = workspace.folder / BACKUPS / "mine.db"
    stranger.write_bytes(b"kept")
    for number in range(RECENT + 3):
        (workspace.folder / BACKUPS / f"20260101-0{number // 10}{number % 10}000-000000-by-itself.db").touch()
    workspace.back_up("by-hand")
    assert stranger.read_bytes() == b"kept"
    assert len(backup.newest_first(workspace.folder / BACKUPS)) <= RECENT + DAYS + WEEKS


def test_where_no_backup_can_be_written_it_is_said_and_those_made_before_stay(workspace: Workspace) -> None:
    workspace.back_up("by-hand")
    before = backup.newest_first(workspace.folder / BACKUPS)
    (workspace.folder / BACKUPS).rename(workspace.folder / "elsewhere")
    (workspace.folder / BACKUPS).write_text("a file where the folder was")
    with pytest.raises(CannotKeep) as told:
        workspace.back_up("by-hand")
    assert "backups made before" in told.value.safe
    (workspace.folder / BACKUPS).unlink()
    (workspace.folder / "elsewhere").rename(workspace.folder / BACKUPS)
    assert backup.newest_first(workspace.folder / BACKUPS) == before


# ── bringing one back ────────────────────────────────────────────────────────────────────────────────────────


def test_a_backup_is_brought_back_with_everything_that_was_entered_after_it(new_mate: Callable[[str], Mate]) -> None:
    amina = new_mate("amina")
    scope = begin_partnership_as(amina.database, amina.person)
    rate(amina, scope, 1)
    amina.workspace.back_up("by-hand")
    rate(amina, scope, 3, "WR02")
    with amina.database.write() as connection:
        drafts_before = connection.exec_driver_sql("SELECT count(*) FROM draft").scalar()
    before = rows(amina.database)
    key, folder = amina.workspace.key, amina.workspace.folder
    amina.workspace.close()

    restored = bring_back(folder, key)

    amina = opened_again(amina)
    assert (restored.entries, restored.whole) == (1, True)
    assert rows(amina.database) == before
    assert drafts_before == len(drafts.take_up(amina.database))
    assert restored.aside in [path.name for path in backup.newest_first(folder / BACKUPS)]
    amina.workspace.close()


@pytest.mark.slow
def test_a_laptop_whose_backup_was_brought_back_begins_a_new_log_and_agrees_with_the_others(
    new_mate: Callable[[str], Mate],
) -> None:
    amina, joost = new_mate("amina"), new_mate("joost")
    pair(amina, joost)
    scope = begin_partnership_as(amina.database, amina.person)
    amina.share(joost, scope)
    amina.meet(joost)
    key, folder = amina.workspace.key, amina.workspace.folder
    amina.workspace.back_up("by-hand")
    rate(amina, scope, 1)
    amina.meet(joost)
    rate(joost, scope, 2, "WR02")
    rate(amina, scope, 4, "WR03")
    with amina.database.look() as connection:
        logs = own_logs(connection)
    amina.workspace.close()
    spoil(folder / DATABASE_FILE)  # so that nothing of what came after the backup can be read here

    restored = bring_back(folder, key)
    amina = opened_again(amina)
    rate(amina, scope, 0, "WR04")
    amina.meet(joost)

    with amina.database.look() as connection:
        assert not own_logs(connection) & logs
    assert not restored.whole
    assert rows(amina.database) == rows(joost.database)
    assert levels(amina) == {"WR01": 1, "WR02": 2, "WR04": 0}
    assert (folder / BACKUPS / restored.aside).is_file()
    amina.workspace.close()


def test_a_database_that_is_missing_comes_from_the_newest_backup(new_mate: Callable[[str], Mate]) -> None:
    amina = new_mate("amina")
    begin_partnership_as(amina.database, amina.person)
    before = rows(amina.database)
    amina.workspace.back_up("by-hand")
    amina.workspace.close()
    (amina.workspace.folder / DATABASE_FILE).unlink()

    bring_back(amina.workspace.folder, amina.workspace.key)

    amina = opened_again(amina)
    assert rows(amina.database) == before
    amina.workspace.close()


@pytest.mark.parametrize("damage", [b"", b"SQLite format 3\0 but not ours", bytes(range(256)) * 160])
def test_a_damaged_backup_is_refused_and_the_work_stays_as_it_is(workspace: Workspace, damage: bytes) -> None:
    made = workspace.back_up("by-hand")
    made.write_bytes(damage)
    workspace.close()
    before = (workspace.folder / DATABASE_FILE).read_bytes()

    with pytest.raises(Unreadable, match="damaged"):
        bring_back(workspace.folder, workspace.key, made.name)

    assert (workspace.folder / DATABASE_FILE).read_bytes() == before
    assert not list(workspace.folder.glob("*.restoring*"))


def test_a_backup_is_not_brought_back_over_work_that_is_open(workspace: Workspace) -> None:
    workspace.back_up("by-hand")
    with pytest.raises(AlreadyOpen):
        bring_back(workspace.folder, workspace.key)


def test_a_backup_nobody_made_is_not_found(workspace: Workspace) -> None:
    workspace.close()
    with pytest.raises(Unreadable, match="no backup yet"):
        bring_back(workspace.folder, workspace.key)
    with pytest.raises(Unreadable, match="no single backup 2031"):
        bring_back(workspace.folder, workspace.key, "2031")


def spoil(database: Path) -> None:
    """Damage every page of a database but the first, as a failing disk does."""
    content = bytearray(database.read_bytes())
    for start in range(4096 + 100, len(content), 4096):
        content[start : start + 64] = os.urandom(64)
    database.write_bytes(content)


def levels(mate: Mate) -> dict[str, int | None]:
    """Return the levels that were given, by item."""
    with mate.database.read() as session:
        return {each.item: each.level for each in session.exec(select(Answer)).all()}


# ── a clock that was set back ────────────────────────────────────────────────────────────────────────────────


def test_a_backup_made_after_the_clock_was_set_back_is_the_newest_and_stays(
    new_workspace: Callable[[str], Workspace],
) -> None:
    workspace = new_workspace("amina")
    folder = workspace.folder / BACKUPS
    for _number in range(RECENT + DAYS + WEEKS):
        workspace.back_up("by-hand")
    clock = workspace.database.clock
    assert isinstance(clock, Clock)
    for _month in range(2):
        clock.now -= timedelta(days=31)
        made = workspace.back_up("by-hand")
        assert made == backup.newest_first(folder)[0]
        assert backup.find(folder, "") == made
        assert made.exists()
