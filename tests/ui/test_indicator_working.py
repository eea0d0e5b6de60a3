"""How a result was worked out: formula, numbers, the figures behind it and where they come from."""

from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Dressed
from tests.ui.figures import COSTS, HOURS, INCOME, blank, entries, figure_names, figures, grid, opened
from tests.ui.looking import cut_off, unnamed
from tests.ui.stage import ME, TODAY, Stage, button, choose, field, inside, part, stage_on, words_in
from wopfield.store import indicators
from wopfield.store.database import Database
from wopfield.store.editor import Editor
from wopfield.store.tables import IndicatorEntry, Partnership
from wopfield.ui.operations import Operations
from wopfield.ui.screens.indicators import IndicatorsScreen
from wopfield.ui.screens.indicators.result_cards import ResultCards
from wopfield.ui.screens.indicators.working_page import WorkingPage
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.choose import ChoiceBox
from wopfield.ui.widgets.drawing import DrawingView
from wopfield.ui.widgets.page import Page
from wopfield.ui.widgets.pill import Pill

COVERAGE = "FN09"
""" by operating costs."""


def with_a_gap(stage: Stage, partnership: Partnership, how: str = COVERAGE) -> IndicatorsScreen:
    """Open the working of operating cost coverage, which 2024 has no figures for."""
    figures(stage, partnership, "2023", (COSTS, "600000000"), (INCOME, "540000000"))
    figures(stage, partnership, "2024", (HOURS, "14"))
    figures(stage, partnership, "2025", (INCOME, "671000000"), ("pop_area", "533000"), ("pop_water", "381000"))
    with stage.database.change(ME) as editor:
        row = indicators.give(editor, blank(partnership, COSTS, "2025"), Decimal(612), "million local currency")
        row.source, row.confidence, row.basis = "Accounts 2025, page 14", "B", "measured"
    return opened(stage, partnership, how=how)


@pytest.fixture
def screen(stage: Stage, partnership: Partnership) -> IndicatorsScreen:
    return with_a_gap(stage, partnership)


def said(screen: IndicatorsScreen) -> str:
    return "\n".join(words_in(part(screen, WorkingPage)))


def test_a_result_says_how_it_was_worked_out_from_which_entries_and_who_gave_them(screen: IndicatorsScreen) -> None:
    told = said(screen)
    assert "Operating cost coverage, 2025" in told
    assert "Operating cost coverage = Operating revenue billed / Operating expenses" in told
    assert "= 671\u202f000\u202f000 / 612\u202f000\u202f000 ≈ 1.10" in told
    assert "612 million local currency\n= 612\u202f000\u202f000 local currency" in told
    assert "Measured · Accounts 2025, page 14 · Typed by Amina Diallo, 23 Nov 2026" in told
    assert "As sure as the least sure of its figures: B, records seen." in told
    assert "FN09 = rev_op / opex" in told


def test_a_year_without_a_value_is_a_gap_and_never_made_up(screen: IndicatorsScreen) -> None:
    assert part(screen, DrawingView).accessibleName() == "Over the years: 2023: 0.90, 2024: none, 2025: 1.10"


def test_what_is_missing_is_named_and_one_press_away(stage: Stage, screen: IndicatorsScreen) -> None:
    choose(stage, part(screen, WorkingPage).period, "2024")
    assert "Missing: Operating revenue billed, Operating expenses" in said(screen)
    assert not any("=" in line and "/ " in line and "2024" in line for line in said(screen).splitlines())
    stage.press(button(screen, "Go to Operating expenses"))
    assert grid(screen).isVisible()
    assert grid(screen).current() == (COSTS, "2024")


def test_good_practice_is_judged_only_by_a_value_with_a_source(stage: Stage, partnership: Partnership) -> None:
    screen = with_a_gap(stage, partnership, "CV01")
    assert "Good practice is 100 % or more. Source: SDG 6.1: universal access by 2030" in said(screen)
    pills = {each.text() for each in part(screen, WorkingPage).findChildren(Pill)}
    assert "Good practice not reached yet" in pills

    screen.open(partnership=partnership.id, how="PC01")
    stage.settle()
    assert "No good-practice value with a source is known, so it is not judged." in said(screen)
    pills = {each.text() for each in part(screen, WorkingPage).findChildren(Pill) if each.isVisible()}
    assert not any("Good practice" in pill for pill in pills)


def test_a_pressed_result_opens_its_working_and_esc_leads_back(
    stage: Stage, partnership: Partnership, screen: IndicatorsScreen
) -> None:
    screen.open(partnership=partnership.id, period="2025")
    stage.settle()
    coverage = next(card for card in part(screen, ResultCards).cards if card.code == COVERAGE)
    coverage.setFocus()
    QTest.keyClick(coverage, Qt.Key.Key_Space)
    stage.settle()
    assert part(screen, WorkingPage).isVisible()
    assert screen.go_back()
    assert grid(screen).isVisible()

    stage.press(coverage)
    stage.press(button(screen, "Its figures in the grid"))
    assert figure_names(screen) == ["Operating revenue billed", "Operating expenses"]
    stage.press(button(screen, "How it is worked out"))
    assert part(screen, WorkingPage).isVisible()


def test_an_open_working_follows_what_is_typed_elsewhere(
    stage: Stage, partnership: Partnership, screen: IndicatorsScreen
) -> None:
    row = entries(stage.database, partnership)[COSTS, "2025"]
    stage.operations.change(partial(give_anew, row))
    stage.settle()
    assert "= 671\u202f000\u202f000 / 700\u202f000\u202f000 ≈ 0.96" in said(screen)


def test_no_key_writes_into_a_figure_that_another_page_lies_over(
    qtbot: QtBot, stage: Stage, partnership: Partnership, screen: IndicatorsScreen
) -> None:
    before = entries(stage.database, partnership)
    with qtbot.waitActive(screen.window()):
        screen.window().activateWindow()
    screen.setFocus()
    screen.open(partnership=partnership.id)  # as by the tab of the figures
    stage.settle()
    assert part(screen, WorkingPage).isVisible()
    on = screen.window().focusWidget()
    assert on is not None
    QTest.keyClicks(on, "600000")
    QTest.keyClick(on, Qt.Key.Key_Return)
    for command in screen.commands():
        if command.keys in ("M", "A", "Ctrl+D"):
            command.run()
    stage.settle()
    assert entries(stage.database, partnership) == before


def give_anew(row: IndicatorEntry, editor: Editor) -> None:
    indicators.give(editor, row, Decimal(700), row.unit)


def test_an_imported_table_stands_beside_a_result_as_median_and_quartiles(
    stage: Stage, partnership: Partnership, tmp_path: Path
) -> None:
    table = tmp_path / "ibnet.csv"
    table.write_text("utility,year,CV01\n" + "".join(f"u{n},2024,{n}0\n" for n in range(1, 7)) + "Marowe,2024,1\n")
    with_a_gap(stage, partnership)

    def make(theme: Theme, operations: Operations) -> IndicatorsScreen:
        return IndicatorsScreen(theme, operations, today=lambda: TODAY, choose_to_open=lambda *_asked: str(table))

    screen = stage.open(make, partnership=partnership.id, how="CV01")
    assert "Fewer than 5 have a value, so nothing is shown." in said(screen)
    stage.press(button(screen, "Compare with a table of utilities"))
    stage.qtbot.waitUntil(
        lambda: "Compared with ibnet from now on" in [words for words, _undo in stage.told], timeout=20_000
    )
    stage.settle()
    assert "Median 35.0 %; half of 6 utilities lie between 22.5 and 47.5." in said(screen)
    assert "6 utilities · 2024 · taken in from ibnet.csv, 23 Nov 2026" in said(screen)

    stage.press(button(screen, "Compare no longer with ibnet"))
    assert "Median" not in said(screen)

    table.write_text("utility,year,CV01\nu1,2024,10\n")
    stage.press(button(screen, "Compare with a table of utilities"))
    stage.qtbot.waitUntil(lambda: "5 or more utilities" in stage.told[-1][0], timeout=20_000)


def test_a_figure_in_other_money_asks_for_its_rate_and_day(
    stage: Stage, partnership: Partnership, screen: IndicatorsScreen
) -> None:
    screen.open(partnership=partnership.id, variable=COSTS, period="2025")
    stage.settle()
    choose(stage, field(screen, "Unit it was typed in", ChoiceBox), "million USD")
    assert "Say how much one USD was, or nothing is worked out from it." in "\n".join(words_in(screen))
    stage.type(field(screen, "Exchange rate", QLineEdit), "129,5")
    stage.type(field(screen, "Day of the rate", QLineEdit), "2025-12-31")
    row = entries(stage.database, partnership)[COSTS, "2025"]
    assert (row.value, row.unit, row.rate, row.rate_date) == ("612", "million USD", "129.5", "2025-12-31")
    assert "= 79\u202f254\u202f000\u202f000 local currency" in words_in(screen)


def test_the_page_ends_where_its_last_part_ends(screen: IndicatorsScreen, qtbot: QtBot) -> None:
    page = part(part(screen, WorkingPage), Page)
    last = page.body.itemAt(2)
    assert last is not None

    qtbot.waitUntil(lambda: inside(page).height() == last.geometry().bottom() + 1 > page.viewport().height())


@pytest.mark.parametrize("worn", [{}, {"scale": 1.3}, {"look": "dark", "mirrored": True}])
def test_nothing_is_cut_off_or_unnamed(
    database: Database, partnership: Partnership, qtbot: QtBot, dressed: Dressed, worn: dict[str, object]
) -> None:
    with stage_on(database, dressed(**worn), qtbot) as stage:
        screen = with_a_gap(stage, partnership)
        assert cut_off(screen) == []
        assert unnamed(screen) == []


def test_a_flow_that_does_not_apply_stands_among_the_numbers_as_nothing(stage: Stage, partnership: Partnership) -> None:
    figures(stage, partnership, "2025", ("v_own", "1000"), ("v_meter_adj", "-5"))
    with stage.database.change(ME) as editor:
        indicators.set_state(editor, blank(partnership, "v_import", "2025"), "not_applicable")
    told = said(opened(stage, partnership, how="WB01"))

    assert "= 1\u202f000 + 0 + −5 = 995 m³" in told
    assert "does not apply\n" in told
    assert "Counts as nothing in the sum" in told
