"""Rows are what the log says, in whatever order it came and whichever program wrote it."""

from collections.abc import Iterable

from alembic import command
from alembic.config import Config
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select
from sqlmodel import select as pick

from tests.laptops import pass_on
from tests.store.log_steps import P, answer, rate, rows
from wopfield.domain import log as wording
from wopfield.domain.log import Change, Edit, Entry, Name
from wopfield.shipped import shipped
from wopfield.store.database import Database
from wopfield.store.history import history
from wopfield.store.layout import lay_out, lay_out_again
from wopfield.store.log import add_arrived, have
from wopfield.store.log_tables import CONFLICT, EDIT
from wopfield.store.migrate import bring_up
from wopfield.store.rows import Row, read_heads, registers_of, table, write_heads
from wopfield.store.tables import NOUNS, Finding, Visit


def test_what_a_newer_program_wrote_is_kept_and_noted_and_blocks_nothing(database: Database) -> None:
    edits = (
        Edit("valve", "v", "position", {"position": "open"}),
        Edit("finding", "f", "text", {"text": "seen"}),
        Edit("finding", "f", "colour", {"colour": "red"}),
    )
    payload = wording.write(Change("2031-01-01T00:00:00+00:00", "joost", edits, schema=9))
    entry = Entry(P, "log", 1, wording.name_of(P, "log", 1, wording.START, payload), payload)
    with database.write() as connection:
        add_arrived(connection, [entry], [""], "joost", "")
        lay_out(connection, [entry])
    with database.read() as session:
        assert session.exec(pick(Finding)).one().text == "seen"


@given(order=st.permutations(range(8)), doubled=st.lists(st.integers(0, 7), max_size=4))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_rows_do_not_depend_on_the_order_or_number_of_arrivals(
    database: Database, order: list[int], doubled: list[int]
) -> None:
    entries = _tangle()
    with database.write() as connection:
        if not have(connection):
            for log in ("one", "two"):
                lines_of_log = [entry for entry in entries if entry.log == log]
                add_arrived(connection, lines_of_log, [""] * len(lines_of_log), "", "")
        for lines in (EDIT, CONFLICT, *(table(model) for model in NOUNS.values())):
            connection.execute(lines.delete())
        _lay(connection, (entries[place] for place in [*order, *doubled]))
        mixed = {noun: connection.execute(select(table(m))).all() for noun, m in NOUNS.items()}
        for lines in (EDIT, CONFLICT, *(table(model) for model in NOUNS.values())):
            connection.execute(lines.delete())
        lay_out(connection, entries)
        straight = {noun: connection.execute(select(table(m))).all() for noun, m in NOUNS.items()}
    assert mixed == straight


def test_rows_thrown_away_are_laid_out_again_just_as_they_were(laptops: tuple[Database, Database]) -> None:
    here, there = laptops
    rate(here, 2)
    rate(there, 1, "joost")
    with there.change("joost") as editor:
        editor.add(Visit(scope=P, title="Baseline", place="Marowe"))
        editor.add(Finding(scope=P, kind="gap", evidence=["e1", "e2"]))
    pass_on(there, here)
    before = rows(here)
    with here.write() as connection:
        lay_out_again(connection)
    assert rows(here) == before
    assert before["conflict"]


def _lay(connection: Connection, entries: Iterable[Entry]) -> None:
    for entry in entries:
        lay_out(connection, [entry])


def _tangle() -> list[Entry]:
    """Eight entries of two logs: a row made, edited apart, deleted, settled, and filled in by the program."""
    steps: list[tuple[str, str, list[tuple[str, dict[str, object], list[int]]]]] = [
        ("one", "amina", [("text", {"text": "a"}, []), ("kind", {"kind": "gap"}, [])]),
        ("two", "joost", [("text", {"text": "b"}, [0])]),
        ("one", "amina", [("text", {"text": "c"}, [0])]),
        ("two", "joost", [("alive", {"alive": False}, [0, 1])]),
        ("one", "amina", [("text", {"text": "d"}, [1, 2])]),
        ("two", "program", [("cause", {"cause": "default"}, [])]),
        ("one", "amina", [("cause", {"cause": "no budget"}, [])]),
        ("two", "joost", [("text", {"text": "e"}, [4])]),
    ]
    entries: list[Entry] = []
    last: dict[str, Entry] = {}
    for number, (log, author, edits) in enumerate(steps):
        change = Change(
            f"2026-01-01T00:00:0{number}+00:00",
            author,
            tuple(
                Edit("finding", "f", register, values, tuple(entries[base].name for base in bases))
                for register, values, bases in edits
            ),
        )
        payload = wording.write(change)
        before = last.get(log)
        seq, name = (before.seq, before.name) if before else (0, wording.START)
        entry = Entry(P, log, seq + 1, wording.name_of(P, log, seq + 1, name, payload), payload)
        entries.append(entry)
        last[log] = entry
    return entries


def test_every_noun_has_a_register_for_every_field() -> None:
    def fields(model: type[Row]) -> set[str]:
        return set(model.model_fields) - {"scope", "id", "heads", "open"}

    def grouped(model: type[Row]) -> list[str]:
        return [field for group in registers_of(model).values() for field in group]

    assert all(sorted(grouped(model)) == sorted(fields(model)) for model in NOUNS.values())


NAMES = st.text("AZaz09_-", min_size=43, max_size=43).map(Name)


@given(heads=st.dictionaries(st.text(max_size=60), st.lists(NAMES, max_size=3).map(tuple), max_size=4))
def test_the_heads_of_a_row_are_read_as_they_were_written_whatever_a_newer_program_calls_its_registers(
    heads: dict[str, tuple[Name, ...]],
) -> None:
    assert read_heads(write_heads(heads)) == {register: names for register, names in heads.items() if names}


def test_what_an_older_program_laid_out_is_settled_as_if_this_one_had(laptops: tuple[Database, Database]) -> None:
    here, there = laptops
    rate(here, 2)
    rate(there, 1, "joost")
    pass_on(there, here)
    pass_on(here, there)
    as_an_older_program(there)
    with there.look() as connection:
        assert set(connection.execute(select(EDIT.c.status).where(EDIT.c.register == "rating")).scalars()) == {0}
    bring_up(there.engine)
    assert rows(here) == rows(there)
    shown = answer(there)
    heads = read_heads(shown.heads)["rating"]
    with there.change("joost") as editor:
        editor.settle(shown, "rating", heads).level = 3
    pass_on(there, here)
    assert rows(here) == rows(there)
    assert not answer(there).is_open("rating")
    for database in laptops:
        with database.read() as session:
            told = history(session, P, [("answer", shown.id)])
        assert {past.after["level"] for past in told if past.register == "rating"} == {1, 2, 3}


def as_an_older_program(database: Database) -> None:
    """Leave a database as a program kept it that told what stands of a row in two places."""
    config = Config(shipped("migrations") / "alembic.ini", ini_section="field")
    config.attributes["engine"] = database.engine
    command.downgrade(config, "0013")
