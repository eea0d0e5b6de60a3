"""What the log promises: nothing entered is lost, nothing is silently overwritten."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

import pytest
from alembic import command
from alembic.config import Config
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlmodel import select as pick

from wopfield.domain import log as wording
from wopfield.domain.log import Change, Edit, Entry, Name
from wopfield.errors import CannotKeep, Refused
from wopfield.shipped import shipped
from wopfield.store import utilities
from wopfield.store.database import Database
from wopfield.store.history import history, redo, undo
from wopfield.store.layout import heads_with_values, lay_out, lay_out_again
from wopfield.store.log import add_arrived, entries_after, have
from wopfield.store.log_tables import CONFLICT, EDIT
from wopfield.store.migrate import bring_up
from wopfield.store.rows import COMMONS, Row, read_heads, table, write_heads
from wopfield.store.tables import NOUNS, Answer, Finding, Visit, answer_id
from wopfield.store.workspace import Workspace

P = "partnership"


def rate(database: Database, level: int, rater: str = "amina", shown: Answer | None = None) -> Answer:
    """Rate one item as somebody who looks at ``shown``, and return the row as it then stands."""
    asked = shown or Answer(scope=P, id=answer_id("a", "WR01", "team"), assessment="a", item="WR01", rater="team")
    with database.change(rater) as editor:
        editor.take(asked).level = level
    return answer(database)


def answer(database: Database) -> Answer:
    """Return the one answer as a screen would read it."""
    with database.read() as session:
        return session.exec(pick(Answer)).one()


def pass_on(source: Database, target: Database) -> None:
    """Carry every entry that ``target`` lacks, as an exchange would."""
    with source.look() as theirs, target.write() as ours:
        known = have(ours)
        for scope, logs in have(theirs).items():
            for log in logs:
                since = known.get(scope, {}).get(log)
                lines = [entry for entry, _ in entries_after(theirs, scope, log, since.seq if since else 0)]
                add_arrived(ours, lines, [""] * len(lines), "a colleague", "")
                lay_out(ours, lines)


def rows(database: Database) -> dict[str, list[str]]:
    """Return everything that is laid out, in one order."""
    with database.look() as connection:
        laid: dict[str, list[str]] = {
            noun: sorted(map(repr, connection.execute(select(table(model))))) for noun, model in NOUNS.items()
        }
        laid["conflict"] = sorted(map(repr, connection.execute(select(CONFLICT))))
        return laid


@pytest.fixture
def laptops(new_workspace: Callable[[str], Workspace]) -> tuple[Database, Database]:
    """Two laptops that have not met."""
    return new_workspace("amina").database, new_workspace("joost").database


def test_a_change_and_its_entry_are_kept_together(database: Database) -> None:
    rate(database, 2)
    with database.look() as connection:
        (log,) = have(connection)[P]
        ((entry, refused),) = entries_after(connection, P, log, 0)
    change = wording.read(entry.payload)
    assert refused == ""
    assert change.author == "amina"
    assert {edit.register for edit in change.edits} == {"about", "rating"}
    assert entry.name == wording.name_of(P, log, 1, wording.START, entry.payload)


def test_a_change_that_fails_leaves_neither_row_nor_entry(database: Database) -> None:
    def fail_halfway() -> None:
        with database.change("amina") as editor:
            editor.add(Visit(scope=P, title="Visit 1"))
            editor.session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()
    with database.look() as connection:
        assert have(connection) == {}
        assert connection.execute(select(table(Visit))).all() == []


def test_two_who_rate_the_same_answer_apart_are_both_kept(laptops: tuple[Database, Database]) -> None:
    here, there = laptops
    rate(here, 2)
    pass_on(here, there)
    seen_here, seen_there = answer(here), answer(there)
    rate(here, 3, "amina", seen_here)
    rate(there, 1, "joost", seen_there)
    pass_on(here, there)
    pass_on(there, here)
    assert rows(here) == rows(there)
    assert answer(here).is_open("rating")
    with here.look() as connection:
        heads = heads_with_values(connection, P, "answer", answer(here).id, "rating")
    assert {head.values["level"] for head in heads} == {1, 3}


def test_settling_replaces_both_values_and_both_stay_in_the_history(laptops: tuple[Database, Database]) -> None:
    here, there = laptops
    rate(here, 2)
    rate(there, 1, "joost")
    pass_on(there, here)
    shown = answer(here)
    with here.look() as connection:
        heads = heads_with_values(connection, P, "answer", shown.id, "rating")
    with here.change("amina") as editor:
        editor.settle(shown, "rating", [head.name for head in heads]).level = 1
    pass_on(here, there)
    assert [answer(database).level for database in laptops] == [1, 1]
    assert not answer(there).is_open("rating")
    with there.read() as session:
        past = history(session, P, [("answer", shown.id)])
    settled, *replaced = [line.after["level"] for line in past if line.register == "rating"]
    assert settled == 1
    assert sorted(replaced) == [1, 2]


def test_equal_values_written_apart_are_no_conflict(laptops: tuple[Database, Database]) -> None:
    here, there = laptops
    rate(here, 2)
    rate(there, 2, "joost")
    pass_on(there, here)
    assert answer(here).open == ""


def test_a_form_left_open_does_not_claim_to_have_seen_what_arrived_meanwhile(
    laptops: tuple[Database, Database],
) -> None:
    here, there = laptops
    rate(here, 2)
    pass_on(here, there)
    open_form = answer(here)
    rate(there, 4, "joost", answer(there))
    pass_on(there, here)
    rate(here, 3, "amina", open_form)
    assert answer(here).is_open("rating")


def test_two_quick_answers_of_one_person_are_no_conflict(database: Database) -> None:
    shown = rate(database, 1)
    rate(database, 2, shown=shown)
    rate(database, 3, shown=shown)
    assert (answer(database).level, answer(database).open) == (3, "")


def test_fields_of_two_registers_edited_apart_do_not_collide(laptops: tuple[Database, Database]) -> None:
    here, there = laptops
    rate(here, 2)
    pass_on(here, there)
    rate(here, 3, "amina", answer(here))
    with there.change("joost") as editor:
        editor.take(answer(there)).comment = "We saw the log book."
    pass_on(there, here)
    assert (answer(here).level, answer(here).comment, answer(here).open) == (3, "We saw the log book.", "")


def test_a_clock_that_went_back_shows_the_same_value_here_as_elsewhere(laptops: tuple[Database, Database]) -> None:
    here, there = laptops
    there.clock.now = datetime(2031, 1, 1, tzinfo=UTC)  # type: ignore[attr-defined]
    rate(there, 1, "joost")
    pass_on(there, here)
    there.clock.now = datetime(2019, 1, 1, tzinfo=UTC)  # type: ignore[attr-defined]
    open_form = answer(there)
    rate(here, 2)
    pass_on(here, there)
    rate(there, 4, "joost", open_form)
    pass_on(there, here)
    assert rows(here) == rows(there)


@pytest.mark.parametrize("typed", ["Cafe\u0301", "\u1e9b\u0323"])
def test_a_text_has_one_form_here_and_elsewhere(laptops: tuple[Database, Database], typed: str) -> None:
    here, there = laptops
    with here.change("amina") as editor:
        editor.add(Finding(scope=P, id="f", text=typed))
    pass_on(here, there)
    assert rows(here) == rows(there)


def test_a_deletion_does_not_take_an_edit_its_author_had_not_seen(laptops: tuple[Database, Database]) -> None:
    here, there = laptops
    with here.change("amina") as editor:
        editor.add(Finding(scope=P, id="f", kind="gap", text="No bulk meters"))
    pass_on(here, there)
    with here.read() as session:
        shown = session.exec(pick(Finding)).one()
    with here.change("amina") as editor:
        editor.remove(shown)
    with there.change("joost") as editor:
        editor.take(shown).cause = "No budget"
    pass_on(here, there)
    pass_on(there, here)
    assert rows(here) == rows(there)
    with here.read() as session:
        found = session.exec(pick(Finding)).one()
    assert (found.alive, found.is_open("alive")) == (True, True)


def test_a_deletion_that_saw_everything_stands_and_can_be_taken_back(database: Database) -> None:
    with database.change("amina") as editor:
        editor.add(Finding(scope=P, id="f", kind="gap", text="No bulk meters"))
    with database.read() as session:
        shown = session.exec(pick(Finding)).one()
    with database.change("amina") as editor:
        editor.remove(shown)
    with database.read() as session:
        gone = session.exec(pick(Finding)).one()
    assert (gone.alive, gone.open) == (False, "")
    undo(database, "amina", P)
    with database.read() as session:
        back = session.exec(pick(Finding)).one()
    assert (back.alive, back.open, back.text) == (True, "", "No bulk meters")


def test_undo_and_redo_walk_back_and_forth_and_survive_a_restart(database: Database) -> None:
    for level in (1, 2, 3):
        rate(database, level, shown=answer(database) if level > 1 else None)
    walk = [undo, undo, redo, undo, undo, redo, redo, redo]
    levels = []
    for step in walk:
        step(database, "amina", P)
        levels.append(answer(database).level)
    assert levels == [2, 1, 2, 1, None, 1, 2, 3]
    assert redo(database, "amina", P) is None


def test_taking_back_the_first_thing_said_of_a_row_leaves_the_row(database: Database) -> None:
    with database.change("amina") as editor:
        utilities.add(editor, name="Marowe Water")
    with database.read() as session:
        shown = utilities.every(session)[0]
    with database.change("amina") as editor:
        utilities.change(editor, shown, city="Marowe")
    undo(database, "amina", COMMONS)
    with database.read() as session:
        assert [(row.name, row.city) for row in utilities.every(session)] == [("Marowe Water", "")]
    undo(database, "amina", COMMONS)
    with database.read() as session:
        assert utilities.every(session) == []


def test_undo_refuses_to_overwrite_what_a_colleague_made_of_it(laptops: tuple[Database, Database]) -> None:
    here, there = laptops
    rate(here, 2)
    pass_on(here, there)
    rate(there, 4, "joost", answer(there))
    pass_on(there, here)
    with pytest.raises(Refused, match="changed this since"):
        undo(here, "amina", P)
    assert answer(here).level == 4


def test_a_text_too_long_to_carry_is_refused_in_words_and_leaves_nothing(database: Database) -> None:
    with pytest.raises(CannotKeep, match="too long"), database.change("amina") as editor:
        editor.add(Finding(scope=P, text="x" * 2_000_000))
    with database.look() as connection:
        assert have(connection) == {}


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


def _lay(connection: object, entries: Iterable[Entry]) -> None:
    for entry in entries:
        lay_out(connection, [entry])  # type: ignore[arg-type]


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

    from wopfield.store.rows import register_of_field

    assert all(set(register_of_field(model)) == fields(model) for model in NOUNS.values())


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
