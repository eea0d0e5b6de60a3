"""What the log promises: nothing entered is lost, nothing is silently overwritten."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from tests.laptops import entries_after, pass_on
from tests.store.log_steps import P, answer, rate, rows
from tests.workspaces import clock_of
from wopfield.domain import log as wording
from wopfield.errors import CannotKeep
from wopfield.store.database import Database
from wopfield.store.history import history
from wopfield.store.layout import heads_with_values
from wopfield.store.log import have
from wopfield.store.rows import table
from wopfield.store.tables import Finding, Visit


def test_a_change_and_its_entry_are_kept_together(database: Database) -> None:
    rate(database, 2)
    with database.look() as connection:
        (log,) = have(connection)[P]
        (entry,) = entries_after(connection, P, log, 0)
    change = wording.read(entry.payload)
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
    assert replaced in ([1, 2], [2, 1])


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
    clock_of(there).now = datetime(2031, 1, 1, tzinfo=UTC)
    rate(there, 1, "joost")
    pass_on(there, here)
    clock_of(there).now = datetime(2019, 1, 1, tzinfo=UTC)
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


def test_a_text_too_long_to_carry_is_refused_in_words_and_leaves_nothing(database: Database) -> None:
    with pytest.raises(CannotKeep, match="too long"), database.change("amina") as editor:
        editor.add(Finding(scope=P, text="x" * 2_000_000))
    with database.look() as connection:
        assert have(connection) == {}
