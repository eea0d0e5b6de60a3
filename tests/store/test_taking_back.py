"""What was deleted or entered is taken back, and never over what a colleague made of it."""

import pytest
from sqlmodel import select as pick

from tests.laptops import pass_on
from tests.store.log_steps import P, answer, rate, rows
from wopfield.errors import Refused
from wopfield.store import utilities
from wopfield.store.database import Database
from wopfield.store.history import redo, undo
from wopfield.store.rows import COMMONS
from wopfield.store.tables import Finding


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
