"""Figures of a utility given, typed and looked at, as the tests of the indicators screen name it."""

from decimal import Decimal

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.stage import ME, TODAY, Stage, part
from wopfield.store import indicators
from wopfield.store.database import Database
from wopfield.store.tables import IndicatorEntry, Partnership
from wopfield.ui.operations import Operations
from wopfield.ui.screens.indicators import IndicatorsScreen
from wopfield.ui.screens.indicators.cells import CellEditor
from wopfield.ui.screens.indicators.grid import Grid
from wopfield.ui.theme import Theme

HOURS, COSTS, INCOME = "supply_hours", "opex", "rev_op"
WATER = ("pop_area", "533000"), ("pop_water", "381000"), (HOURS, "15")


def opened(stage: Stage, partnership: Partnership, **ids: str) -> IndicatorsScreen:
    return stage.open(make, partnership=partnership.id, **ids)


def on_two_years(stage: Stage, partnership: Partnership) -> IndicatorsScreen:
    """Open the screen on two years, of which only the first has figures."""
    figures(stage, partnership, "2024", ("pop_area", "517000"), (HOURS, "14"), (COSTS, "579"), (INCOME, "603"))
    figures(stage, partnership, "2025", ("pop_area", "533000"))
    return opened(stage, partnership)


def make(theme: Theme, operations: Operations) -> IndicatorsScreen:
    return IndicatorsScreen(theme, operations, today=lambda: TODAY)


def figures(stage: Stage, partnership: Partnership, period: str, *given: tuple[str, str]) -> None:
    """Give figures somewhere else than on the screen."""
    rows = entries(stage.database, partnership)
    for code, value in given:
        shown = rows.get((code, period)) or blank(partnership, code, period)
        with stage.database.change(ME) as editor:
            indicators.give(editor, shown, Decimal(value))


def blank(partnership: Partnership, code: str, period: str) -> IndicatorEntry:
    return indicators.blank(partnership.id, partnership.mentee, code, period)


def entries(database: Database, partnership: Partnership) -> dict[tuple[str, str], IndicatorEntry]:
    with database.read() as session:
        return indicators.by_place(indicators.of_utility(session, partnership.id, partnership.mentee))


def value(stage: Stage, partnership: Partnership, code: str, period: str) -> str:
    row = entries(stage.database, partnership).get((code, period))
    return row.value if row else ""


def grid(screen: IndicatorsScreen) -> Grid:
    return part(screen, Grid)


def begin_typing(screen: IndicatorsScreen, code: str, period: str, text: str) -> CellEditor:
    """Go to a cell and type into it without leaving it."""
    table = grid(screen)
    assert table.choose((code, period))
    table.setFocus()
    press_key(table, text[:1])
    editor = next(each for each in table.findChildren(CellEditor) if not each.isHidden())
    for character in text[1:]:
        press_key(editor, character)
    return editor


def press_key(target: QWidget, character: str) -> None:
    """Press the key of a character, of any script."""
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, character)
    QApplication.sendEvent(target, event)


def type_figure(
    stage: Stage, screen: IndicatorsScreen, code: str, period: str, text: str, end: Qt.Key = Qt.Key.Key_Return
) -> None:
    QTest.keyClick(begin_typing(screen, code, period, text), end)
    stage.settle()


def cell(screen: IndicatorsScreen, code: str, period: str) -> str:
    return str(grid(screen).figures.place_of((code, period)).data())


def figure_names(screen: IndicatorsScreen) -> list[str]:
    return [line.title for line in grid(screen).figures.lines if line.variable]
