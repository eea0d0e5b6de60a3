"""Figures typed straight into the grid: read as people write them, asked about where odd, never lost."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import TypeVar

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.laptops import pass_on
from tests.ui.conftest import Dressed
from tests.ui.looking import cut_off, unnamed
from tests.ui.stage import ME, TODAY, Stage, begin_partnership, button, field, stage_on, words_in
from wopfield.checklists.library import indicator_catalogue
from wopfield.store import indicators
from wopfield.store.database import Database
from wopfield.store.tables import IndicatorEntry, Partnership
from wopfield.store.workspace import Workspace
from wopfield.ui.operations import Operations
from wopfield.ui.screen import Place
from wopfield.ui.screens.indicators import IndicatorsScreen
from wopfield.ui.screens.indicators.cells import CellEditor
from wopfield.ui.screens.indicators.figure_card import FigureCard
from wopfield.ui.screens.indicators.grid import Grid
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.choose import ChoiceBox
from wopfield.ui.widgets.grades import Grades
from wopfield.ui.widgets.pill import Pill

Part = TypeVar("Part", bound=QWidget)

HOURS, COSTS, INCOME = "supply_hours", "opex", "rev_op"
WATER = ("pop_area", "533000"), ("pop_water", "381000"), (HOURS, "15")


@pytest.fixture
def partnership(database: Database) -> Partnership:
    return begin_partnership(database)


@pytest.fixture
def stage(database: Database, theme: Theme, qtbot: QtBot) -> Iterator[Stage]:
    with stage_on(database, theme, qtbot) as made:
        yield made


@pytest.fixture
def screen(stage: Stage, partnership: Partnership) -> IndicatorsScreen:
    """The screen on two years, of which only the first has figures."""
    figures(stage, partnership, "2024", ("pop_area", "517000"), (HOURS, "14"), (COSTS, "579"), (INCOME, "603"))
    figures(stage, partnership, "2025", ("pop_area", "533000"))
    return opened(stage, partnership)


def opened(stage: Stage, partnership: Partnership, **ids: str) -> IndicatorsScreen:
    return stage.open(make, partnership=partnership.id, **ids)


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


def part(screen: IndicatorsScreen, kind: type[Part]) -> Part:
    found = screen.findChild(kind)
    assert isinstance(found, kind)
    return found


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


# typing


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("٣٤", "34"),
        ("1.234,5", "1234.5"),
        ("7 363", "7363"),
        ("15 hours/day", "15"),
    ],
)
def test_a_figure_is_read_as_people_write_it(
    stage: Stage, screen: IndicatorsScreen, partnership: Partnership, typed: str, kept: str
) -> None:
    type_figure(stage, screen, HOURS, "2025", typed)

    assert value(stage, partnership, HOURS, "2025") == kept


@pytest.mark.parametrize(
    ("typed", "told"), [("a lot", "This is not a number."), ("=2*6", "Formulas are not worked out")]
)
def test_what_is_no_figure_is_told_beside_its_cell_and_stays_there(
    stage: Stage, screen: IndicatorsScreen, partnership: Partnership, typed: str, told: str
) -> None:
    editor = begin_typing(screen, HOURS, "2025", typed)
    QTest.keyClick(editor, Qt.Key.Key_Return)

    assert told in grid(screen).bubble.words()
    assert (editor.isVisible(), editor.text()) == (True, typed)

    field(screen, "Find a figure", QLineEdit).setFocus()
    stage.settle()

    assert cell(screen, HOURS, "2025") == typed
    assert any(told in words for words in words_in(screen))
    assert value(stage, partnership, HOURS, "2025") == ""

    stage.press(button(screen, "Drop what was typed"))

    assert cell(screen, HOURS, "2025") == "–"


def test_a_figure_that_may_be_two_numbers_is_asked_about(
    stage: Stage, screen: IndicatorsScreen, partnership: Partnership
) -> None:
    type_figure(stage, screen, COSTS, "2025", "1,234")

    assert value(stage, partnership, COSTS, "2025") == "1234"
    assert grid(screen).bubble.words() == "Read as 1\u202f234. Was 1.234 meant?"

    stage.press(button(grid(screen), "Use 1.234"))

    assert value(stage, partnership, COSTS, "2025") == "1.234"
    assert "1\u202f234" not in grid(screen).bubble.words()


def test_enter_goes_down_tab_goes_on_and_the_arrows_go_everywhere(
    stage: Stage, screen: IndicatorsScreen, partnership: Partnership
) -> None:
    type_figure(stage, screen, INCOME, "2024", "604")
    assert grid(screen).current() == (COSTS, "2024")

    type_figure(stage, screen, INCOME, "2024", "605", Qt.Key.Key_Tab)
    assert grid(screen).current() == (INCOME, "2025")

    type_figure(stage, screen, INCOME, "2025", "700", Qt.Key.Key_Tab)
    assert grid(screen).current() == (COSTS, "2024")

    type_figure(stage, screen, COSTS, "2024", "580", Qt.Key.Key_Up)
    assert grid(screen).current() == (INCOME, "2024")

    type_figure(stage, screen, INCOME, "2024", "606", Qt.Key.Key_Right)
    assert grid(screen).current() == (INCOME, "2025")
    assert [value(stage, partnership, INCOME, year) for year in ("2024", "2025")] == ["606", "700"]


def test_esc_leaves_a_cell_as_it_was(stage: Stage, screen: IndicatorsScreen, partnership: Partnership) -> None:
    QTest.keyClick(begin_typing(screen, COSTS, "2024", "9"), Qt.Key.Key_Escape)
    stage.settle()

    assert cell(screen, COSTS, "2024") == "579"
    assert value(stage, partnership, COSTS, "2024") == "579"


def test_what_is_being_typed_is_kept_when_the_screen_is_left(
    stage: Stage, screen: IndicatorsScreen, partnership: Partnership
) -> None:
    begin_typing(screen, COSTS, "2025", "612")

    screen.leave()
    stage.settle()

    assert value(stage, partnership, COSTS, "2025") == "612"


def test_a_figure_removed_by_delete_can_be_brought_back(
    stage: Stage, screen: IndicatorsScreen, partnership: Partnership
) -> None:
    grid(screen).choose((COSTS, "2024"))
    QTest.keyClick(grid(screen), Qt.Key.Key_Delete)
    stage.settle()

    assert cell(screen, COSTS, "2024") == "–"
    words, bring_back = stage.told[-1]
    assert "2024" in words
    assert bring_back is not None

    bring_back()
    stage.settle()

    assert cell(screen, COSTS, "2024") == "579"


def test_undo_and_redo_take_a_figure_back_and_bring_it_again(
    stage: Stage, screen: IndicatorsScreen, partnership: Partnership
) -> None:
    commands = {command.keys: command.run for command in screen.commands()}
    type_figure(stage, screen, COSTS, "2024", "612")

    commands["Ctrl+Z"]()
    stage.settle()
    assert cell(screen, COSTS, "2024") == "579"

    commands["Ctrl+Shift+Z"]()
    stage.settle()
    assert cell(screen, COSTS, "2024") == "612"


# what looks wrong


def test_a_slip_of_ten_is_asked_about_and_the_likely_figure_used(
    stage: Stage, screen: IndicatorsScreen, partnership: Partnership
) -> None:
    type_figure(stage, screen, COSTS, "2025", "6120")

    assert grid(screen).bubble.words() == "Ten times 2024. Was 612 meant?"

    grid(screen).choose((COSTS, "2025"))
    stage.settle()
    assert "looks wrong" in grid(screen).currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Looks wrong" in [pill.text() for pill in screen.findChildren(Pill)]
    stage.press(button(part(screen, FigureCard), "Use 612"))

    assert value(stage, partnership, COSTS, "2025") == "612"
    assert "Ten times 2024. Was 612 meant?" not in words_in(screen)


def test_a_figure_that_is_kept_stays_marked_with_who_and_why(
    stage: Stage, screen: IndicatorsScreen, partnership: Partnership
) -> None:
    type_figure(stage, screen, COSTS, "2025", "6120")
    grid(screen).choose((COSTS, "2025"))
    stage.settle()
    stage.press(button(part(screen, FigureCard), "Keep 6\u202f120"))
    stage.type(field(screen, "Why is it right?", QLineEdit), "A year of heavy repairs")

    row = entries(stage.database, partnership)[COSTS, "2025"]
    assert (row.kept, row.kept_reason) == ("slip", "A year of heavy repairs")
    assert {"Ten times 2024. Was 612 meant?", "Kept by Amina Diallo"} <= set(words_in(screen))

    stage.press(button(screen, "Ask again"))

    assert entries(stage.database, partnership)[COSTS, "2025"].kept == ""


def test_the_question_is_in_the_unit_the_figure_was_typed_in(
    stage: Stage, screen: IndicatorsScreen, partnership: Partnership
) -> None:
    for year in ("2024", "2025"):
        with stage.database.change(ME) as editor:
            indicators.give(editor, blank(partnership, "v_own", year), Decimal(12_230), "thousand m3")
    stage.operations.announce(frozenset({"indicator_entry"}))
    stage.settle()

    type_figure(stage, screen, "v_own", "2025", "124800")

    assert grid(screen).bubble.words() == "Ten times 2024. Was 12\u202f480 meant?"
    row = entries(stage.database, partnership)["v_own", "2025"]
    assert (row.value, row.unit) == ("124800", "thousand m3")


# the chosen figure


def test_source_grade_state_and_note_are_kept_of_the_chosen_figure(
    stage: Stage, screen: IndicatorsScreen, partnership: Partnership
) -> None:
    grid(screen).choose((COSTS, "2024"))
    stage.settle()
    stage.type(field(screen, "Where it comes from", QLineEdit), "Accounts 2024, page 14")
    stage.press(part(screen, Grades).button("B"))

    row = entries(stage.database, partnership)[COSTS, "2024"]
    assert (row.source, row.confidence) == ("Accounts 2024, page 14", "B")
    assert {"Typed by Amina Diallo, 23 Nov 2026", "B: records seen"} <= set(words_in(screen))

    state = field(screen, "Is it measured?", ChoiceBox)
    state.setFocus()
    QTest.keyClick(state, Qt.Key.Key_Down)
    stage.settle()

    row = entries(stage.database, partnership)[COSTS, "2024"]
    assert (row.state, row.value) == ("not_measured", "")
    assert cell(screen, COSTS, "2024") == "not measured"


def test_the_history_of_a_figure_is_one_press_away(
    stage: Stage, screen: IndicatorsScreen, partnership: Partnership
) -> None:
    grid(screen).choose((COSTS, "2024"))
    stage.settle()
    stage.press(button(screen, "History of this figure"))

    row = entries(stage.database, partnership)[COSTS, "2024"]
    assert stage.asked == [Place("history", partnership=partnership.id, noun="indicator_entry", row=row.id)]


# results


def test_a_result_names_the_figures_it_lacks_and_is_never_zero(stage: Stage, screen: IndicatorsScreen) -> None:
    grid(screen).choose((HOURS, "2025"))
    coverage = next(card for card in screen._body.results.cards if card.code == "CV01")

    assert coverage.accessibleName() == (
        "Water coverage, – %, IBNET 1.1, Missing, Missing: Population served with water"
    )

    stage.press(coverage)

    assert figure_names(screen) == ["Population in the service area", "Population served with water"]
    assert grid(screen).current() == ("pop_water", "2025")

    type_figure(stage, screen, "pop_water", "2025", "381000")

    assert coverage.accessibleName().startswith("Water coverage, 71.5 %")


def test_a_result_of_a_figure_that_looks_wrong_asks_to_check_it(stage: Stage, screen: IndicatorsScreen) -> None:
    type_figure(stage, screen, INCOME, "2025", "671")
    type_figure(stage, screen, COSTS, "2025", "6120")

    coverage = next(card for card in screen._body.results.cards if card.code == "FN09")
    assert coverage.accessibleName().startswith("Operating cost coverage, 0.11, IBNET 24.1, Check")
    assert "Operating expenses" in coverage.toolTip()


def test_every_result_is_listed_with_its_value_or_what_it_lacks(
    stage: Stage, screen: IndicatorsScreen, qtbot: QtBot
) -> None:
    count = len(indicator_catalogue().indicators)
    stage.press(button(screen, f"All {count} results"))

    view = screen._list.view
    assert view.model().rowCount() == count
    assert view.model().index(0, 4).data() == "Missing: Population served with water"

    QTest.keyClick(view, Qt.Key.Key_Return)
    stage.settle()

    assert grid(screen).isVisible()
    assert grid(screen).current() == ("pop_water", "2024")
    assert screen.go_back()
    assert "Operating expenses" in figure_names(screen)


# which figures


def test_a_search_looks_among_all_figures(stage: Stage, screen: IndicatorsScreen) -> None:
    assert len(figure_names(screen)) == len(indicator_catalogue().common_variables)

    QTest.keyClicks(field(screen, "Find a figure", QLineEdit), "sewer blockages")

    assert figure_names(screen) == ["Sewer blockages cleared"]


def test_a_figure_and_year_asked_for_are_gone_to(
    stage: Stage, screen: IndicatorsScreen, partnership: Partnership
) -> None:
    screen.open(partnership=partnership.id, variable="n_blockages", period="2024")
    stage.settle()

    assert grid(screen).current() == ("n_blockages", "2024")


# years


def test_without_figures_there_is_one_thing_to_do(stage: Stage, partnership: Partnership) -> None:
    screen = opened(stage, partnership)

    stage.press(button(screen, "Add a year"))

    assert grid(screen).figures.periods == ("2025",)
    assert cell(screen, "days", "2025") == "365"


def test_without_a_utility_one_is_asked_for(stage: Stage) -> None:
    with stage.database.change(ME) as editor:
        alone = editor.add(Partnership(scope="alone", id="alone", name="Alone"))
    screen = opened(stage, alone)

    stage.press(button(screen, "Choose the utility"))

    assert stage.asked == [Place("partnership_form", partnership="alone")]


def test_a_year_is_added_by_its_name_and_what_is_no_year_is_told(stage: Stage, screen: IndicatorsScreen) -> None:
    stage.press(button(screen, "Add year"))
    year = field(screen, "Which year?", QLineEdit)
    assert year.text() == "2026"
    stage.type(year, "next year")
    assert any("not a year" in words for words in words_in(screen))

    stage.type(year, "2026")

    assert grid(screen).figures.periods == ("2024", "2025", "2026")
    assert grid(screen).current() == ("days", "2026")


# colleagues


def test_a_figure_that_arrives_while_one_types_is_not_lost(
    new_workspace: Callable[[str], Workspace], theme: Theme, qtbot: QtBot
) -> None:
    here, there = new_workspace("amina").database, new_workspace("joost").database
    partnership = begin_partnership(here)
    with stage_on(here, theme, qtbot) as stage:
        figures(stage, partnership, "2025", (COSTS, "600"))
        pass_on(here, there)
        screen = opened(stage, partnership)
        editor = begin_typing(screen, COSTS, "2025", "612")

        shown = entries(there, partnership)[COSTS, "2025"]
        with there.change("joost") as change:
            indicators.give(change, shown, Decimal(640))
        pass_on(there, here)
        stage.operations.announce(frozenset({"indicator_entry"}))
        stage.settle()
        assert editor.text() == "612"

        QTest.keyClick(editor, Qt.Key.Key_Return)
        stage.settle()
        grid(screen).choose((COSTS, "2025"))
        stage.settle()

        row = entries(here, partnership)[COSTS, "2025"]
        assert row.open == "figure"
        assert "changed in two places" in grid(screen).currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
        stage.press(button(screen, "Settle"))
        assert stage.asked == [Place("settle", scope=partnership.id, noun="indicator_entry", row=row.id)]


def test_a_year_that_arrives_while_one_types_waits(
    stage: Stage, screen: IndicatorsScreen, partnership: Partnership
) -> None:
    editor = begin_typing(screen, COSTS, "2025", "61")
    figures(stage, partnership, "2023", (COSTS, "541"))
    stage.operations.announce(frozenset({"indicator_entry"}))
    stage.settle()
    assert editor.isVisible()

    QTest.keyClicks(editor, "2")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    stage.settle()

    assert grid(screen).figures.periods == ("2023", "2024", "2025")
    assert value(stage, partnership, COSTS, "2025") == "612"


# looks


def test_the_grid_keeps_to_the_rules_of_a_table(screen: IndicatorsScreen) -> None:
    QAbstractItemModelTester(grid(screen).figures, QAbstractItemModelTester.FailureReportingMode.Fatal)
    grid(screen).figures.show_year("2024")


@pytest.mark.parametrize("worn", [{}, {"scale": 1.3}, {"longer": True}, {"look": "dark", "mirrored": True}])
def test_nothing_is_cut_off_or_unnamed(
    database: Database, partnership: Partnership, qtbot: QtBot, dressed: Dressed, worn: dict[str, object]
) -> None:
    with stage_on(database, dressed(**worn), qtbot) as stage:
        figures(stage, partnership, "2024", (COSTS, "579000000"), *WATER)
        figures(stage, partnership, "2025", (COSTS, "5790000000"), *WATER)
        screen = opened(stage, partnership, variable=COSTS, period="2025")

        assert cut_off(screen) == []
        assert unnamed(screen) == []
