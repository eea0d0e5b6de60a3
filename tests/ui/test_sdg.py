"""What the figures say about SDG 6, on a screen of its own: the numbers of the results, and nothing made up."""

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Dressed
from tests.ui.figures import figures
from tests.ui.looking import cut_off, unnamed
from tests.ui.stage import Stage, button, choose, stage_on, words_in
from wopfield.store.database import Database
from wopfield.store.tables import Partnership
from wopfield.ui.screen import Place
from wopfield.ui.screens.indicators.sdg import SdgScreen
from wopfield.ui.screens.indicators.sdg.ladder import Ladder

GIVEN = (
    ("pop_area", "500000"), ("pop_water", "400000"), ("pop_safe_water", "250000"), ("pop_low_income", "100000"),
    ("pop_low_income_served", "60000"),
)  # fmt: skip


def shown(stage: Stage, partnership: Partnership) -> SdgScreen:
    figures(stage, partnership, "2024", ("pop_area", "480000"), ("pop_water", "360000"))
    figures(stage, partnership, "2025", *GIVEN)
    return stage.open(SdgScreen, partnership=partnership.id)


@pytest.fixture
def screen(stage: Stage, partnership: Partnership) -> SdgScreen:
    return shown(stage, partnership)


def said(screen: SdgScreen) -> str:
    return "\n".join(words_in(screen))


def test_ladders_and_gaps_come_from_the_figures_and_what_is_missing_is_named(screen: SdgScreen) -> None:
    ladders = [each.accessibleName() for each in screen.findChildren(Ladder) if each.isVisible()]
    assert ladders[0] == (
        "Safely managed: 50.0 %; Served, but not safely managed: 30.0 %; Not served by the utility: 20.0 %"
    )
    assert "lacks Population with safely managed sanitation" in ladders[1]
    assert "People in low-income areas are 20.0 percentage points behind everybody." in said(screen)
    assert "Water coverage\n80.0 %" in said(screen)
    assert "rule of thumb of development banks, and no international norm" in said(screen)


def test_another_year_is_chosen_by_key_and_a_number_leads_to_how_it_was_worked_out(
    stage: Stage, screen: SdgScreen, partnership: Partnership
) -> None:
    next(command for command in screen.commands() if command.words == "The year before").run()
    stage.settle()
    assert "Water coverage\n75.0 %" in said(screen)
    choose(stage, screen.period, "2025")
    stage.press(button(screen, "How Water coverage was worked out"))
    assert stage.asked == [Place("indicators", partnership=partnership.id, how="CV01", period="2025")]


def test_without_figures_there_is_one_thing_to_do(stage: Stage, partnership: Partnership) -> None:
    screen = stage.open(SdgScreen, partnership=partnership.id)
    stage.press(button(screen, "Go to the figures"))
    assert stage.asked == [Place("indicators", partnership=partnership.id)]


@pytest.mark.parametrize("worn", [{}, {"scale": 1.3}, {"look": "dark", "mirrored": True}])
def test_nothing_is_cut_off_or_unnamed(
    database: Database, partnership: Partnership, qtbot: QtBot, dressed: Dressed, worn: dict[str, object]
) -> None:
    with stage_on(database, dressed(**worn), qtbot) as stage:
        screen = shown(stage, partnership)
        assert cut_off(screen) == []
        assert unnamed(screen) == []
