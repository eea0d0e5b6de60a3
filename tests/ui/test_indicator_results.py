"""The chosen figure, what figures come to, and which of them are shown: nothing missing is ever zero."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Dressed
from tests.ui.figures import (
    COSTS,
    HOURS,
    INCOME,
    WATER,
    cell,
    entries,
    figure_names,
    figures,
    grid,
    on_two_years,
    opened,
    type_figure,
)
from tests.ui.looking import cut_off, unnamed
from tests.ui.stage import ME, Stage, button, choose, field, inside, part, stage_on, words_in
from wopfield.checklists.library import indicator_catalogue
from wopfield.store.database import Database
from wopfield.store.tables import Partnership
from wopfield.ui.screen import Place
from wopfield.ui.screens.indicators import IndicatorsScreen
from wopfield.ui.screens.indicators.body import SheetBody
from wopfield.ui.screens.indicators.figure_card import FigureCard
from wopfield.ui.screens.indicators.result_cards import ResultCards
from wopfield.ui.screens.indicators.result_list import ResultList
from wopfield.ui.widgets.choose import ChoiceBox
from wopfield.ui.widgets.grades import Grades
from wopfield.ui.widgets.page import Page


@pytest.fixture
def screen(stage: Stage, partnership: Partnership) -> IndicatorsScreen:
    return on_two_years(stage, partnership)


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

    state = field(screen, "Is there a figure?", ChoiceBox)
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
    coverage = next(card for card in part(screen, ResultCards).cards if card.code == "CV01")

    assert coverage.accessibleName() == (
        "Water coverage, – %, IBNET 1.1, Missing, Missing: Population served with water"
    )

    stage.press(coverage)

    assert figure_names(screen) == ["Population in the service area", "Population served with water"]
    assert grid(screen).current() == ("pop_water", "2025")
    which = field(screen, "Which figures", ChoiceBox)
    assert which.currentText() == "For “Water coverage”"

    type_figure(stage, screen, "pop_water", "2025", "381000")

    assert coverage.accessibleName().startswith("Water coverage, 71.5 %")

    choose(stage, which, "For “Water coverage”")
    assert len(figure_names(screen)) == 2
    choose(stage, which, "Common figures")
    assert len(figure_names(screen)) == len(indicator_catalogue().common_variables)
    assert which.itemText(0) == "Common figures"


def test_a_result_of_a_figure_that_looks_wrong_asks_to_check_it(stage: Stage, screen: IndicatorsScreen) -> None:
    type_figure(stage, screen, INCOME, "2025", "671")
    type_figure(stage, screen, COSTS, "2025", "6120")

    coverage = next(card for card in part(screen, ResultCards).cards if card.code == "FN09")
    assert coverage.accessibleName().startswith("Operating cost coverage, 0.11, IBNET 24.1, Check")
    assert "Operating expenses" in coverage.toolTip()


def test_every_result_is_listed_with_its_value_or_what_it_lacks(
    stage: Stage, screen: IndicatorsScreen, qtbot: QtBot
) -> None:
    count = len(indicator_catalogue().indicators)
    stage.press(button(screen, f"All {count} results"))

    view = part(screen, ResultList).view
    assert view.model().rowCount() == count
    assert view.model().index(0, 4).data() == "Missing: Population served with water"
    assert view.columnWidth(0) >= view.wanted_width(0)  # every name whole

    QTest.keyClick(view, Qt.Key.Key_Return)
    stage.settle()

    assert grid(screen).isVisible()
    assert grid(screen).current() == ("pop_water", "2024")
    assert screen.go_back()
    assert "Operating expenses" in figure_names(screen)


@pytest.mark.parametrize("code", ["en", "fr", "es", "pt", "ar"])
def test_results_say_unit_trend_and_what_they_lack_on_a_small_screen(
    database: Database, partnership: Partnership, qtbot: QtBot, dressed: Dressed, code: str
) -> None:
    with stage_on(database, dressed(code=code), qtbot) as stage:
        screen = on_two_years(stage, partnership)
        screen.resize(932, 578)
        part(screen, SheetBody).all.click()
        stage.settle()
        view = part(screen, ResultList).view
        qtbot.waitUntil(lambda: 0 < view.viewport().width() < 932)

        assert cut_off(screen) == []
        assert all(view.columnWidth(column) >= view.wanted_width(column) for column in (1, 3))
        assert view.columnWidth(4) >= 180


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


@pytest.mark.parametrize("way", ["button", "key"])
def test_the_first_year_is_added_where_there_are_no_figures(stage: Stage, partnership: Partnership, way: str) -> None:
    screen = opened(stage, partnership)
    if way == "button":
        stage.press(button(screen, "Add a year"))
    else:
        next(command for command in screen.commands() if command.keys == "Ctrl+N").run()
        stage.settle()
    assert grid(screen).figures.periods == ("2025",)


def test_a_year_is_added_by_its_name_and_what_is_no_year_is_told(stage: Stage, screen: IndicatorsScreen) -> None:
    stage.press(button(screen, "Add year"))
    year = field(screen, "Which year?", QLineEdit)
    assert year.text() == "2026"
    stage.type(year, "next year")
    assert any("not a year" in words for words in words_in(screen))

    stage.type(year, "2026")

    assert grid(screen).figures.periods == ("2024", "2025", "2026")
    assert grid(screen).current() == ("days", "2026")


# looks


def test_the_grid_keeps_to_the_rules_of_a_table(screen: IndicatorsScreen) -> None:
    QAbstractItemModelTester(grid(screen).figures, QAbstractItemModelTester.FailureReportingMode.Fatal)
    grid(screen).figures.show_year("2024")


def test_the_card_of_a_figure_has_room_in_large_french_type(
    database: Database, partnership: Partnership, qtbot: QtBot, dressed: Dressed
) -> None:
    with stage_on(database, dressed(scale=1.3, code="fr"), qtbot) as stage:
        figures(stage, partnership, "2024", (COSTS, "579000000"), *WATER)
        page = part(part(opened(stage, partnership), FigureCard), Page)

        assert inside(page).width() <= page.viewport().width()


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
        next(command for command in screen.commands() if command.keys == "Ctrl+R").run()
        stage.settle()
        title = part(screen, ResultList).title
        assert worn.get("longer") or title.width() >= title.fontMetrics().horizontalAdvance("Results 2025")
