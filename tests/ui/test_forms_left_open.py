"""A form that is open while a colleague's value arrives does not claim to have seen it: both stand until settled."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.laptops import pass_on
from tests.ui.stage import TODAY, Stage, button, field
from wopfield.domain.log import ALIVE
from wopfield.store import actions, conflicts, objectives, partnerships, utilities
from wopfield.store.database import Database
from wopfield.store.editor import Editor
from wopfield.store.rows import COMMONS, Row, noun_of
from wopfield.store.tables import Action, Objective, Partnership, Utility
from wopfield.store.workspace import Workspace
from wopfield.ui.screens.partnerships.form import PartnershipFormScreen
from wopfield.ui.screens.plan.screen import PlanScreen
from wopfield.ui.screens.settle import SettleScreen
from wopfield.ui.screens.settle.cells import ValueCell
from wopfield.ui.screens.utilities.screen import UtilitiesScreen
from wopfield.ui.widgets.text import LineText


@pytest.fixture
def colleague(new_workspace: Callable[[str], Workspace]) -> Database:
    """Joost's laptop."""
    return new_workspace("joost").database


class Apart:
    """A colleague who has the same rows and changes one of them while a form is open here."""

    def __init__(self, stage: Stage, database: Database) -> None:
        self.stage = stage
        self.database = database
        pass_on(stage.database, database)

    def changes(self, change: Callable[[Editor], object], noun: str) -> None:
        """Change something there, and let it arrive here."""
        with self.database.change("joost") as editor:
            change(editor)
        pass_on(self.database, self.stage.database)
        self.stage.operations.announce(frozenset({noun}))
        self.stage.settle()


def type_in(target: QWidget, words: str) -> None:
    """Begin to type, and stay in the field."""
    target.setFocus()
    for held in (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier):  # of a text, and of a line
        QTest.keyClick(target, Qt.Key.Key_End, held)
    QTest.keyClicks(target, words)


def said(stage: Stage, row: Row, name: str) -> set[str]:
    """Return every value of a field that stands."""
    place = conflicts.Place(row.scope, noun_of(type(row)), row.id)
    found = stage.read(lambda session: conflicts.find(session, place))
    assert found is not None, "nothing is open"
    return {str(values[name]) for each in found.registers for values in each.said if name in values}


@pytest.mark.parametrize("name", ["title", "resources", "expected_result"])
def test_a_field_of_an_action_that_is_being_typed_in(
    stage: Stage, partnership: Partnership, colleague: Database, name: str
) -> None:
    row: Action = stage.do(partial(actions.add, scope=partnership.id, title="Calibrate"))
    apart = Apart(stage, colleague)
    screen = stage.open(partial(PlanScreen, today=lambda: TODAY), partnership=partnership.id, action=row.id)
    type_in(getattr(screen.details, name), "mine")
    fields: dict[str, Any] = {name: "theirs"}
    apart.changes(lambda editor: actions.change(editor, row, **fields), "action")
    screen.leave()
    stage.settle()
    assert said(stage, row, name) == {"theirs", "Calibratemine" if name == "title" else "mine"}


def test_a_day_that_is_being_typed(stage: Stage, partnership: Partnership, colleague: Database) -> None:
    row: Action = stage.do(partial(actions.add, scope=partnership.id, title="Calibrate"))
    apart = Apart(stage, colleague)
    screen = stage.open(partial(PlanScreen, today=lambda: TODAY), partnership=partnership.id, action=row.id)
    type_in(screen.details.due.field, "30 Jan 2027")
    apart.changes(lambda editor: actions.change(editor, row, due=TODAY), "action")
    screen.leave()
    stage.settle()
    assert said(stage, row, "due") == {"2027-01-30", TODAY.isoformat()}


def test_the_purpose_of_a_partnership_that_is_being_typed(
    stage: Stage, partnership: Partnership, colleague: Database
) -> None:
    apart = Apart(stage, colleague)
    screen = stage.open(PartnershipFormScreen, partnership=partnership.id)
    type_in(screen.purpose, "Lower losses")
    apart.changes(lambda editor: partnerships.change(editor, partnership, purpose="Safer water"), "partnership")
    screen.purpose.flush()
    stage.settle()
    assert said(stage, partnership, "purpose") == {"Lower losses", "Safer water"}


def test_an_objective_that_is_being_typed(stage: Stage, partnership: Partnership, colleague: Database) -> None:
    row: Objective = stage.do(partial(objectives.add, scope=partnership.id, text="Losses"))
    apart = Apart(stage, colleague)
    screen = stage.open(PartnershipFormScreen, partnership=partnership.id)
    type_in(field(screen, "Objective", LineText), " lower")
    apart.changes(lambda editor: objectives.change(editor, row, text="Fewer leaks"), "objective")
    screen.goals.flush()
    stage.settle()
    assert said(stage, row, "text") == {"Losses lower", "Fewer leaks"}


def test_a_utility_that_is_being_typed_in(stage: Stage, colleague: Database) -> None:
    row: Utility = stage.do(partial(utilities.add, name="Marowe"))
    apart = Apart(stage, colleague)
    screen = stage.open(UtilitiesScreen, utility=row.id)
    city = next(each for each in screen.findChildren(QWidget) if each.accessibleName() == "City")
    type_in(city, "Here")
    apart.changes(lambda editor: utilities.change(editor, row, city="There"), "utility")
    screen.leave()
    stage.settle()
    assert row.scope == COMMONS
    assert said(stage, row, "city") == {"Here", "There"}


def test_a_conflict_that_is_being_settled(stage: Stage, partnership: Partnership, colleague: Database) -> None:
    row: Action = stage.do(partial(actions.add, scope=partnership.id, title="Calibrate"))
    apart = Apart(stage, colleague)
    stage.do(lambda editor: actions.change(editor, row, title="Calibrate meters"))
    apart.changes(lambda editor: actions.change(editor, row, title="Calibrate sensors"), "action")
    screen = stage.open(SettleScreen, scope=partnership.id, noun="action", row=row.id)
    cells = [cell for cell in screen.findChildren(ValueCell) if cell.isVisible()]
    QTest.mouseClick(cells[0], Qt.MouseButton.LeftButton)
    with apart.database.change("joost") as editor:
        actions.change(editor, row, title="Calibrate pumps")
    pass_on(apart.database, stage.database)  # it has arrived, and the screen has not read it yet
    stage.press(button(screen, "Save and finish"))
    assert said(stage, row, "title") == {"Calibrate meters", "Calibrate pumps"}


def test_an_action_that_is_deleted_from_an_open_list(
    stage: Stage, partnership: Partnership, colleague: Database
) -> None:
    row: Action = stage.do(partial(actions.add, scope=partnership.id, title="Calibrate"))
    apart = Apart(stage, colleague)
    screen = stage.open(partial(PlanScreen, today=lambda: TODAY), partnership=partnership.id, action=row.id)
    with apart.database.change("joost") as editor:
        actions.change(editor, row, owner="Grace")
    pass_on(apart.database, stage.database)
    screen.details.removed.emit(screen.details.line)
    stage.settle()
    now = stage.read(lambda session: session.get(Action, (row.scope, row.id)))
    assert now is not None
    assert (now.alive, now.is_open(ALIVE)) == (True, True)
