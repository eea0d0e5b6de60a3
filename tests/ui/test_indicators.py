"""Figures typed straight into the grid: read as people write them, asked about where odd, never lost."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.laptops import pass_on
from tests.ui.figures import (
    COSTS,
    HOURS,
    INCOME,
    begin_typing,
    blank,
    cell,
    entries,
    figures,
    grid,
    on_two_years,
    opened,
    type_figure,
    value,
)
from tests.ui.stage import ME, Stage, begin_partnership, button, choose, field, part, stage_on, words_in
from wopfield.store import indicators
from wopfield.store.rows import COMMONS
from wopfield.store.tables import Partnership, Utility
from wopfield.store.workspace import Workspace
from wopfield.ui.screen import Place
from wopfield.ui.screens.indicators import IndicatorsScreen
from wopfield.ui.screens.indicators.figure_card import FigureCard
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.choose import ChoiceBox
from wopfield.ui.widgets.pill import Pill


@pytest.fixture
def screen(stage: Stage, partnership: Partnership) -> IndicatorsScreen:
    return on_two_years(stage, partnership)


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


@pytest.mark.parametrize(
    ("variable", "typed", "kept", "unit"),
    [
        ("v_own", "1248 ML", "1248", "megalitres"),
        ("v_own", "12.4 Mm3", "12.4", "million m3"),
        ("v_own", "3.5 acre-feet", "3.5", "acre-feet"),
        ("v_own", "840 m³", "840", ""),
        ("len_mains", "61mi", "61", "miles"),
        ("v_own", "4.2 million", "4.2", "million m3"),
        ("n_conn_water", "45.6k", "45.6", "thousand"),
    ],
)
def test_a_unit_may_be_typed_behind_the_figure(
    stage: Stage, partnership: Partnership, variable: str, typed: str, kept: str, unit: str
) -> None:
    figures(stage, partnership, "2025", (variable, "7"))
    screen = opened(stage, partnership, variable=variable, period="2025")
    type_figure(stage, screen, variable, "2025", typed)

    row = entries(stage.database, partnership)[variable, "2025"]
    assert (row.value, row.unit) == (kept, unit)
    assert cell(screen, variable, "2025").replace("\u202f", "") == kept


@pytest.mark.parametrize(
    ("variable", "typed", "kept", "unit"),
    [
        (COSTS, "$1.3m", "1.3", "million USD"),
        (COSTS, "US$ 1,300,000", "1300000", "USD"),
        (COSTS, "KSh 1.3bn", "1300", "million local currency"),
        (COSTS, "1 300 000 KES", "1300000", ""),
        (COSTS, "EUR 2 million", "2", "million EUR"),
        ("cost_var", "$0.5", "0.5", "USD/m3"),
    ],
)
def test_a_currency_beside_an_amount_is_the_one_that_is_meant_in_the_country(
    stage: Stage, partnership: Partnership, variable: str, typed: str, kept: str, unit: str
) -> None:
    stage.do(lambda editor: setattr(editor.get(Utility, COMMONS, partnership.mentee), "currency", "KES"))
    figures(stage, partnership, "2025", (variable, "7"))
    screen = opened(stage, partnership, variable=variable, period="2025")
    type_figure(stage, screen, variable, "2025", typed)

    row = entries(stage.database, partnership)[variable, "2025"]
    assert (row.value, row.unit) == (kept, unit)


def test_a_word_behind_an_amount_leaves_it_in_its_currency(
    stage: Stage, screen: IndicatorsScreen, partnership: Partnership
) -> None:
    type_figure(stage, screen, COSTS, "2025", "612 million")
    row = entries(stage.database, partnership)[COSTS, "2025"]
    assert (row.value, row.unit) == ("612", "million local currency")

    choose(stage, field(screen, "Unit it was typed in", ChoiceBox), "USD")
    type_figure(stage, screen, COSTS, "2025", "4.6 million")
    row = entries(stage.database, partnership)[COSTS, "2025"]
    assert (row.value, row.unit) == ("4.6", "million USD")


@pytest.mark.parametrize("typed", ["12 apples", "12 ml", "12 USD", "12 km"])
def test_a_word_behind_the_figure_that_is_no_unit_of_it_is_told_and_nothing_is_kept(
    stage: Stage, partnership: Partnership, typed: str
) -> None:
    figures(stage, partnership, "2025", ("v_own", "7"))
    screen = opened(stage, partnership, variable="v_own", period="2025")
    QTest.keyClick(begin_typing(screen, "v_own", "2025", typed), Qt.Key.Key_Return)

    assert "This is not a number." in grid(screen).bubble.words()
    assert value(stage, partnership, "v_own", "2025") == "7"


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


def test_a_question_about_money_is_in_the_utilitys_own_currency_and_its_answers_are_whole(
    stage: Stage, screen: IndicatorsScreen, partnership: Partnership
) -> None:
    stage.do(lambda editor: setattr(editor.get(Utility, COMMONS, partnership.mentee), "currency", "KES"))
    figures(stage, partnership, "2024", (COSTS, "579000000"))
    stage.operations.announce(frozenset({"utility", "indicator_entry"}))
    stage.settle()

    type_figure(stage, screen, COSTS, "2025", "0")
    assert grid(screen).bubble.words() == "Less than expected (usually at least 1\u202fKES)."

    type_figure(stage, screen, COSTS, "2025", "579000000000")
    answers = [each for each in grid(screen).bubble.findChildren(Button) if each.isVisible()]
    assert [each.text() for each in answers] == ["Use 579\u202f000\u202f000", "Keep 579\u202f000\u202f000\u202f000"]
    assert all(each.width() >= each.sizeHint().width() for each in answers)


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
    assert screen.focusWidget() is field(screen, "Why is it right?", QLineEdit)
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
