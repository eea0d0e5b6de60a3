"""The figures that are listed, on paper: as they were typed, with what is thought of them and what they come to."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.report.reading import Reading
from tests.ui.figures import COSTS, HOURS, INCOME, WATER, begin_typing, entries, figures, grid, opened
from tests.ui.stage import ME, TODAY, Stage, button, choose, part, stage_on
from wopfield.checklists.library import indicator_catalogue
from wopfield.domain.plausible import Doubt
from wopfield.store import indicators, utilities
from wopfield.store.database import Database
from wopfield.store.tables import Partnership
from wopfield.ui.operations import Operations
from wopfield.ui.output import Output
from wopfield.ui.paper import Handed
from wopfield.ui.processes import Processes
from wopfield.ui.screens.indicators import IndicatorsScreen
from wopfield.ui.screens.indicators.grid_model import UNIT
from wopfield.ui.screens.indicators.head import SheetHead
from wopfield.ui.screens.indicators.sdg import SdgScreen
from wopfield.ui.theme import Theme

LONG = 30_000


@pytest.fixture
def stage(
    database: Database, theme: Theme, qtbot: QtBot, press: Processes, partnership: Partnership
) -> Iterator[Stage]:
    """A stage that makes pages."""
    with stage_on(database, theme, qtbot, press) as stage:
        yield stage


class Paper:
    """A computer without a printer: keeps what was handed to the system, and saves where it is told to."""

    def __init__(self, place: Path) -> None:
        self.handed: list[bytes] = []
        self.offered: list[str] = []
        self.place = place

    def output(self, operations: Operations, over: QWidget) -> Output:
        return Output(operations, self._ask, self._take, over, has_printer=lambda: False)

    def sdg(self, theme: Theme, operations: Operations) -> SdgScreen:
        return SdgScreen(theme, operations, today=lambda: TODAY, output=self.output)

    def make(self, theme: Theme, operations: Operations) -> IndicatorsScreen:
        return IndicatorsScreen(theme, operations, today=lambda: TODAY, output=self.output)

    def _ask(self, _parent: QWidget, _title: str, name: str) -> str:
        self.offered.append(name)
        return str(self.place)

    def _take(self, path: Path) -> Handed:
        self.handed.append(path.read_bytes())
        return Handed.PRINTED


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    return Paper(tmp_path / "figures.pdf")


def printed(stage: Stage, paper: Paper, press: Callable[[], object]) -> str:
    press()
    stage.qtbot.waitUntil(lambda: bool(paper.handed and stage.told), timeout=LONG)
    assert stage.told[-1][0] == "The pages were handed to the system to print."
    return " ".join(Reading(paper.handed[-1]).text().split())


def on_screen(stage: Stage, paper: Paper, partnership: Partnership, **ids: str) -> IndicatorsScreen:
    figures(stage, partnership, "2024", *WATER, (COSTS, "579"), (INCOME, "603"))
    figures(stage, partnership, "2025", *WATER)
    return stage.open(paper.make, partnership=partnership.id, **ids)


def test_the_figures_that_are_listed_are_printed_with_the_one_being_typed_and_what_they_come_to(
    stage: Stage, paper: Paper, partnership: Partnership
) -> None:
    screen = on_screen(stage, paper, partnership)
    begin_typing(screen, COSTS, "2025", "612")
    text = printed(stage, paper, lambda: QTest.mouseClick(button(screen, "Print"), Qt.MouseButton.LeftButton))

    assert "MAROWE WATER · FIGURES BY YEAR" in text
    assert "Listed: Common figures." in text
    assert "Operating expenses" in text
    assert "579 612" in text
    assert "What these figures come to" in text
    assert "Water coverage" in text
    assert "71.5" in text
    assert entries(stage.database, partnership)[COSTS, "2025"].value == "612"


def test_of_an_indicator_only_what_it_is_worked_out_from_is_printed(
    stage: Stage, paper: Paper, partnership: Partnership
) -> None:
    screen = on_screen(stage, paper, partnership, indicator="CV01")
    text = printed(stage, paper, next(each.run for each in screen.commands() if each.keys == "Ctrl+P"))

    assert "Listed is what “Water coverage” is worked out from." in text
    assert "Population served with water" in text
    assert "Operating expenses" not in text
    assert "Continuity of supply" not in text


def test_a_figure_that_was_kept_is_printed_with_its_question_and_reason_and_where_it_comes_from(
    stage: Stage, paper: Paper, partnership: Partnership
) -> None:
    screen = on_screen(stage, paper, partnership)
    figures(stage, partnership, "2025", (HOURS, "150"))
    row = entries(stage.database, partnership)[HOURS, "2025"]
    with stage.database.read() as session:
        rows = indicators.of_utility(session, partnership.id, partnership.mentee)
    catalogue = indicator_catalogue()
    doubt: Doubt = indicators.doubts(indicators.figures(rows, catalogue), catalogue)[HOURS, "2025"]
    with stage.database.change(ME) as editor:
        indicators.keep(editor, row, doubt, "The clock of the pump says so.")
        indicators.set_source(editor, row, "Pump log, page 3")
    screen.redraw()
    stage.settle()
    text = printed(stage, paper, lambda: QTest.mouseClick(button(screen, "Print"), Qt.MouseButton.LeftButton))

    odd = text[text.index("Figures that look wrong") : text.index("Where the figures come from")]
    assert "Average hours of supply per day" in odd
    assert "The clock of the pump says so." in odd
    assert "Nobody has said yet" not in odd
    assert "Pump log, page 3" in text


def test_the_figures_are_saved_as_a_pdf_whole(stage: Stage, paper: Paper, partnership: Partnership) -> None:
    screen = on_screen(stage, paper, partnership)
    next(each.run for each in screen.commands() if each.keys == "Ctrl+Shift+S")()
    stage.qtbot.waitUntil(lambda: bool(stage.told), timeout=LONG)

    assert stage.told[-1][0].startswith("Saved as figures.pdf")
    assert "533,000" in Reading(paper.place.read_bytes()).text()


def test_where_no_figure_is_listed_nothing_is_printed_and_the_screen_says_so(
    stage: Stage, paper: Paper, partnership: Partnership
) -> None:
    screen = on_screen(stage, paper, partnership)
    part(screen, SheetHead).search.setText("no such figure")
    stage.press(button(screen, "Print"))

    assert stage.told[-1][0] == "There is nothing to print yet: no figure is listed."
    assert not paper.handed


def test_what_a_year_says_about_sdg_6_is_printed_from_its_page(
    stage: Stage, paper: Paper, partnership: Partnership
) -> None:
    figures(stage, partnership, "2024", ("pop_area", "480000"), ("pop_water", "360000"))
    figures(stage, partnership, "2025", ("pop_area", "500000"), ("pop_water", "400000"))
    screen = stage.open(paper.sdg, partnership=partnership.id)
    choose(stage, screen.period, "2024")
    text = printed(stage, paper, lambda: QTest.mouseClick(button(screen, "Print"), Qt.MouseButton.LeftButton))

    assert "MAROWE WATER · SUSTAINABLE DEVELOPMENT GOAL 6" in text
    assert "From the utility’s own figures for 2024." in text
    assert "CV01 Water coverage 75.0 %" in text
    assert "80.0" not in text


def test_what_a_year_says_about_sdg_6_is_saved_under_its_name_and_year(
    stage: Stage, paper: Paper, partnership: Partnership
) -> None:
    figures(stage, partnership, "2025", ("pop_area", "500000"), ("pop_water", "400000"))
    screen = stage.open(paper.sdg, partnership=partnership.id)
    next(each.run for each in screen.commands() if each.keys == "Ctrl+Shift+S")()
    stage.qtbot.waitUntil(lambda: bool(stage.told), timeout=LONG)

    assert stage.told[-1][0].startswith("Saved as figures.pdf")
    assert paper.offered == ["Sustainable Development Goal 6 Marowe Water 2025.pdf"]
    assert "80.0" in Reading(paper.place.read_bytes()).text()


def test_a_year_that_says_nothing_about_sdg_6_is_not_printed_and_the_page_says_so(
    stage: Stage, paper: Paper, partnership: Partnership
) -> None:
    figures(stage, partnership, "2025", (COSTS, "579"))
    screen = stage.open(paper.sdg, partnership=partnership.id)
    stage.press(button(screen, "Print"))

    assert stage.told[-1][0].startswith("There is nothing to print yet: no figure about SDG 6 is known.")
    assert not paper.handed


def test_the_rate_of_exchange_is_in_the_utilitys_money_for_one_of_the_other(
    stage: Stage, partnership: Partnership
) -> None:
    figures(stage, partnership, "2025", ("fx_usd", "129.8"))
    with stage.database.change(ME) as editor:
        utility = utilities.find(editor.session, partnership.mentee)
        assert utility is not None
        utilities.change(editor, utility, currency="KES")
    screen = opened(stage, partnership, variable="fx_usd", period="2025")
    place = grid(screen).figures.place_of(("fx_usd", "2025"))
    assert place.siblingAtColumn(UNIT).data() == "KES per USD"
