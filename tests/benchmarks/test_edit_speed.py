"""How long it takes until one answer is kept on the disk, beside its floor, and as the log grows.

The floor is what nobody can do without: one row of the same size, inserted and committed in a file encrypted and
synced to the disk in the same way. It has no rows to lay out, no bases, no names, no conflicts.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from tests.laptops import count_entries
from wopfield.checklists import library
from wopfield.domain import log as wording
from wopfield.domain.log import START, Change, Edit, Entry, Name
from wopfield.store import assessments, timeline
from wopfield.store.database import Database
from wopfield.store.layout import lay_out
from wopfield.store.log import add_arrived
from wopfield.store.rows import COMMONS, new_id
from wopfield.store.tables import Answer, Person, answer_id
from wopfield.store.workspace import Workspace

pytestmark = [pytest.mark.slow, pytest.mark.alone]

P, ME = "partnership", "amina"
ROUNDS, EACH = 12, 25
ITEMS = tuple(item.code for item in library.get("peer_review").items)

MOST_TIMES_THE_FLOOR = 12.0
MOST_SLOWER_WITH_A_LONG_LOG = 1.5


@dataclass
class Timed:
    """Seconds that one thing took, each time it was done."""

    seconds: list[float] = field(default_factory=list)

    @contextmanager
    def once(self) -> Iterator[None]:
        began = time.perf_counter()
        yield
        self.seconds.append(time.perf_counter() - began)

    @property
    def usual(self) -> float:
        return median(self.seconds)

    def words(self) -> str:
        slow = sorted(self.seconds)[int(len(self.seconds) * 0.99)]
        return f"{self.usual * 1000:5.2f} ms, slowest in a hundred {slow * 1000:5.2f} ms"


def test_keeping_an_answer_takes_a_few_times_what_the_disk_takes(database: Database, tmp_path: Path) -> None:
    edit, floor = Timed(), Timed()
    raw = plain_file(tmp_path / "floor.db")
    for row in shown_answers(database, ROUNDS * EACH):
        with edit.once():
            rate(database, row)
        with floor.once():
            insert_one(raw)
    raw.close()

    ratio = edit.usual / floor.usual
    print(f"\none answer kept  {edit.words()}\nthe floor        {floor.words()}\nratio            {ratio:5.2f}")
    assert ratio <= MOST_TIMES_THE_FLOOR


def test_keeping_an_answer_takes_as_long_with_fifty_thousand_entries_as_with_a_thousand(
    new_workspace: Callable[[str], Workspace],
) -> None:
    few, many = new_workspace("few").database, new_workspace("many").database
    colleagues_write(few, 1_000)
    colleagues_write(many, 50_000)
    times = {few: Timed(), many: Timed()}
    rows = {base: shown_answers(base, ROUNDS * EACH) for base in times}
    for start in range(0, ROUNDS * EACH, EACH):
        for base, timed in times.items():
            for row in rows[base][start : start + EACH]:
                with timed.once():
                    rate(base, row)

    pages = page_times(few, many)
    for base, timed in times.items():
        print(f"\n{entries(base):6} entries: an answer kept {timed.words()}")
        print(f"               a page of history {pages[base].words()}")
    ratio = times[many].usual / times[few].usual
    print(f"ratio {ratio:.2f}")
    assert ratio <= MOST_SLOWER_WITH_A_LONG_LOG
    assert pages[many].usual <= MOST_SLOWER_WITH_A_LONG_LOG * pages[few].usual


# ── what is measured ─────────────────────────────────────────────────────────────────────────────────────────


def shown_answers(database: Database, count: int) -> list[Answer]:
    """Return answers as they stand on the screen of somebody about to rate: half of them rated before."""
    with database.change(ME) as editor:
        assessment = assessments.start(editor, P, library.get("peer_review"), title="Follow-up").id
    blank = [assessments.blank_answer(P, assessment, item, rater) for rater in map(str, range(9)) for item in ITEMS]
    again = blank[: count // 2]
    for row in again:
        rate(database, row)
    with database.read() as session:
        kept = [assessments.answer(session, P, assessment, row.item, row.rater) for row in again]
    return [*kept, *blank[count // 2 : count]]


def rate(database: Database, shown: Answer) -> None:
    with database.change(ME) as editor:
        assessments.rate(editor, shown, 3 if shown.level == 2 else 2)


def page_times(*databases: Database) -> dict[Database, Timed]:
    """Read the newest page of each history in turns."""
    found = {database: Timed() for database in databases}
    for _time in range(9):
        for database, timed in found.items():
            with timed.once(), database.read() as session:
                timeline.page(session, P)
    return found


def entries(database: Database) -> int:
    with database.look() as connection:
        return count_entries(connection)


def plain_file(path: Path) -> Any:  # a driver connection
    import sqlcipher3.dbapi2 as sqlcipher

    raw = sqlcipher.connect(str(path), isolation_level=None)
    raw.execute(f"PRAGMA key = \"x'{'5a' * 32}'\"")
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("PRAGMA synchronous = FULL")
    raw.execute("CREATE TABLE entry (seq INTEGER PRIMARY KEY, name TEXT UNIQUE, payload BLOB)")
    return raw


def insert_one(raw: Any) -> None:  # a driver connection
    raw.execute("BEGIN IMMEDIATE")
    raw.execute("INSERT INTO entry (name, payload) VALUES (?, ?)", (new_id(), b"x" * 500))
    raw.execute("COMMIT")


def begin_old(database: Database, count: int) -> list[str]:
    """Begin assessments for a colleague to answer, and return their ids."""
    checklist = library.get("peer_review")
    with database.change(ME) as editor:
        editor.add(Person(scope=COMMONS, id="joost", name="Joost Verhagen"))
        return [assessments.start(editor, P, checklist, title=f"Year {number}").id for number in range(count)]


def colleagues_write(database: Database, count: int) -> None:
    """Let a colleague's log arrive: every answer rated, and half of them changed once."""
    log, before, lines = new_id(), START, []
    olds = begin_old(database, 1 + count * 2 // 3 // len(ITEMS))
    heads: dict[str, Name] = {}
    for seq in range(1, count + 1):
        number = seq if seq <= count * 2 // 3 else seq - count * 2 // 3
        old, item = olds[number // len(ITEMS)], ITEMS[number % len(ITEMS)]
        row = answer_id(old, item, "joost")
        rating = {"level": seq % 5, "value": "", "does_not_apply": False, "not_seen": False, "reason": ""}
        about = {"assessment": old, "item": item, "rater": "joost"}
        known = heads.get(row)
        edits: tuple[Edit, ...] = (Edit("answer", row, "rating", rating, (known,) if known else ()),)
        if known is None:
            edits = (Edit("answer", row, "about", about), *edits)
        at = f"2026-11-{1 + seq * 20 // (count + 1):02}T08:00:00.{seq % 1_000_000:06}+00:00"
        payload = wording.write(Change(at, "joost", edits))
        name = wording.name_of(P, log, seq, before, payload)
        lines.append(Entry(P, log, seq, name, payload))
        heads[row], before = name, name
    for start in range(0, count, 2_000):
        page = lines[start : start + 2_000]
        with database.write() as connection:
            add_arrived(connection, page, [""] * len(page), "server", "2026-11-22T08:00:00.000000+00:00")
            lay_out(connection, page)
