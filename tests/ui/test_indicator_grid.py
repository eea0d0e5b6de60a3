"""Figures that are missing: why they are, what fills them, and which lines of the grid say so."""

import pytest

from tests.ui.figures import (
    COSTS,
    HOURS,
    INCOME,
    cell,
    entries,
    figure_names,
    figures,
    grid,
    on_two_years,
    opened,
    type_figure,
)
from tests.ui.stage import ME, Stage, button, choose, field, part, words_in
from wopfield.store import partnerships, utilities
from wopfield.store.tables import Partnership
from wopfield.ui.screens.indicators import IndicatorsScreen
from wopfield.ui.screens.indicators.figure_card import FigureCard
from wopfield.ui.screens.indicators.keeping import Keeping
from wopfield.ui.screens.indicators.working import working
from wopfield.ui.widgets.choose import ChoiceBox


@pytest.fixture
def screen(stage: Stage, partnership: Partnership) -> IndicatorsScreen:
    return on_two_years(stage, partnership)


def run(stage: Stage, screen: IndicatorsScreen, words: str) -> None:
    """Do what a command does."""
    next(command for command in screen.commands() if command.words == words).run()
    stage.settle()


def test_not_measured_does_not_apply_and_zero_are_three_things(
    stage: Stage, screen: IndicatorsScreen, partnership: Partnership
) -> None:
    grid(screen).choose((COSTS, "2025"))
    run(stage, screen, "Not measured")
    grid(screen).choose((INCOME, "2025"))
    run(stage, screen, "Does not apply here")
    type_figure(stage, screen, HOURS, "2025", "0")

    rows = entries(stage.database, partnership)
    told = [(rows[code, "2025"].state, rows[code, "2025"].value) for code in (COSTS, INCOME, HOURS)]
    assert told == [("not_measured", ""), ("not_applicable", ""), ("measured", "0")]
    assert [cell(screen, code, "2025") for code in (COSTS, INCOME, HOURS)] == ["not measured", "does not apply", "0"]

    grid(screen).choose((COSTS, "2025"))
    run(stage, screen, "Not measured")
    assert cell(screen, COSTS, "2025") == "–"


@pytest.mark.parametrize(
    ("typed", "state"), [("n/a", "not_applicable"), ("?", "not_measured"), ("N.M.", "not_measured")]
)
def test_why_there_is_no_figure_can_be_typed(
    stage: Stage, screen: IndicatorsScreen, partnership: Partnership, typed: str, state: str
) -> None:
    type_figure(stage, screen, COSTS, "2024", typed)

    row = entries(stage.database, partnership)[COSTS, "2024"]
    assert (row.state, row.value) == (state, "")


def test_a_gap_is_filled_from_the_year_before_and_taken_back_at_once(
    stage: Stage, screen: IndicatorsScreen, partnership: Partnership
) -> None:
    grid(screen).choose((COSTS, "2025"))
    stage.settle()
    stage.press(button(screen, "As in 2024: 579"))

    row = entries(stage.database, partnership)[COSTS, "2025"]
    assert (row.value, row.basis, row.note) == ("579", "estimated", "Carried forward from 2024.")
    words, undo = stage.told[-1]
    assert words == "One figure was carried forward as an estimate"
    assert undo is not None

    undo()
    stage.settle()
    assert entries(stage.database, partnership)[COSTS, "2025"].value == ""


def test_a_whole_year_is_filled_by_one_change(stage: Stage, screen: IndicatorsScreen, partnership: Partnership) -> None:
    grid(screen).choose((COSTS, "2025"))
    keeping = screen.findChild(Keeping)
    assert isinstance(keeping, Keeping)
    keeping.fill_year()
    stage.settle()

    rows = entries(stage.database, partnership)
    assert {code: rows[code, "2025"].value for code in (COSTS, INCOME, HOURS, "pop_area")} == {
        COSTS: "579",
        INCOME: "603",
        HOURS: "14",
        "pop_area": "533000",
    }
    assert stage.told[-1][0] == "3 figures were carried forward as estimates"


def test_lines_are_shown_by_theme_or_by_what_lacks_a_figure(stage: Stage, screen: IndicatorsScreen) -> None:
    box = field(screen, "Which figures", ChoiceBox)
    choose(stage, box, "Gender")
    assert "Women on staff" in figure_names(screen)
    assert "Sewer blockages cleared" not in figure_names(screen)

    grid(screen).choose((figure_codes(screen)[0], "2025"))
    choose(stage, box, "Nothing said for 2025")
    names = figure_names(screen)
    assert "Operating expenses" in names
    assert "Population in the service area" not in names

    type_figure(stage, screen, COSTS, "2025", "612")
    assert "Operating expenses" in figure_names(screen)


def figure_codes(screen: IndicatorsScreen) -> list[str]:
    return [line.variable.code for line in grid(screen).figures.lines if line.variable]


def test_how_a_figure_was_got_and_how_far_it_may_be_off_is_said_of_it(
    stage: Stage, screen: IndicatorsScreen, partnership: Partnership
) -> None:
    grid(screen).choose((COSTS, "2024"))
    stage.settle()
    choose(stage, field(screen, "How it was got", ChoiceBox), "Estimated")
    choose(stage, field(screen, "How far it may be off", ChoiceBox), "± 20 % (IWA band 2)")

    row = entries(stage.database, partnership)[COSTS, "2024"]
    assert (row.basis, row.margin) == ("estimated", "20")


def test_a_figure_in_another_unit_shows_what_it_is_in_ours(stage: Stage, partnership: Partnership) -> None:
    figures(stage, partnership, "2025", ("len_mains", "100"))
    screen = opened(stage, partnership, variable="len_mains", period="2025")
    choose(stage, field(screen, "Unit it was typed in", ChoiceBox), "miles")

    assert "≈ 160.934 km" in words_in(part(screen, FigureCard))
    assert entries(stage.database, partnership)["len_mains", "2025"].value == "100"


def test_the_last_five_years_stand_beside_their_trend_on_a_laptops_screen(
    stage: Stage, partnership: Partnership
) -> None:
    for year in range(2020, 2026):
        figures(stage, partnership, str(year), ("v_own", f"{year * 6000}"), (HOURS, "15"))
    screen = opened(stage, partnership)
    shown = grid(screen)
    shown.window().resize(1274, 700)  # what a window of 1366 leaves beside its rail
    stage.qtbot.waitUntil(lambda: not shown.isColumnHidden(shown.figures.trend_column - 5))
    assert shown.isColumnHidden(shown.figures.trend_column - 6)
    assert not shown.isColumnHidden(shown.figures.trend_column)
    across = sum(shown.columnWidth(place) for place in range(shown.figures.columnCount()))
    assert across <= shown.viewport().width()


def test_the_grade_is_shown_whatever_years_another_partnership_had(stage: Stage, partnership: Partnership) -> None:
    for year in range(2018, 2026):
        figures(stage, partnership, str(year), (COSTS, "579000000"))
    screen = opened(stage, partnership)
    shown = grid(screen)
    hidden = [place for place in range(shown.figures.columnCount()) if shown.isColumnHidden(place)]
    with stage.database.change(ME) as editor:
        newtown = utilities.add(editor, name="Newtown Water")
        other = partnerships.add(editor, name="Newtown – Rijnmeer", mentor=partnership.mentor, mentee=newtown.id)
    figures(stage, other, "2025", (COSTS, "579000000"))
    screen.open(partnership=other.id)
    stage.settle()
    grade = shown.figures.columnCount() - 1
    assert grade in hidden  # where a year was that had no room
    assert not shown.isColumnHidden(grade)


def test_months_and_years_stand_on_one_scale_neither_in_the_grid_nor_in_a_working(
    stage: Stage, partnership: Partnership
) -> None:
    for period, income, costs in (("2024", "603", "579"), ("2025", "671", "612"), ("2026-01", "58", "50")):
        figures(stage, partnership, period, (INCOME, income), (COSTS, costs))
    figures(stage, partnership, "2026-01", (HOURS, "14"))
    screen = opened(stage, partnership)
    sheet = grid(screen).figures.sheet
    assert sheet is not None
    assert sheet.trend(INCOME, "2025") == {"2024": 603.0, "2025": 671.0}
    assert sheet.trend(INCOME, "2026-01") == {"2026-01": 58.0}
    assert sheet.trend(HOURS, "2025") == {"2026-01": 14.0}
    assert sheet.trend("n_staff", "2025") == {}
    assert [point.period for point in working(sheet, "FN01", "2025").points] == ["2024", "2025"]
