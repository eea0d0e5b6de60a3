"""A figure on paper is the figure on the screen: both are read back and compared."""

import re
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.report.reading import Reading
from tests.workspaces import PASSWORD
from wopfield.checklists.library import indicator_catalogue
from wopfield.demo import enter, story
from wopfield.demo.enter import Ground, Laptop
from wopfield.report.document import print_document
from wopfield.report.options import ReportOptions
from wopfield.store import kept, summaries
from wopfield.store.workspace import Workspace
from wopfield.ui.operations import Operations
from wopfield.ui.screens.indicators.result_card import ResultCard
from wopfield.ui.screens.indicators.screen import IndicatorsScreen
from wopfield.ui.screens.partnership.screen import PartnershipScreen
from wopfield.ui.theme import theme_of
from wopfield.ui.widgets.dumbbell import Dumbbell

LONG = 20_000


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ground]:
    """A workspace in which a review was entered, and where it lies."""
    folder = tmp_path_factory.mktemp("paper") / "workspace"
    workspace, _recovery = Workspace.create(folder, PASSWORD)
    with workspace.database.write() as connection:
        kept.put(connection, kept.PERSON, "amina")
    laptop = Laptop(workspace, "amina", date.today() - story.TODAY)
    ground = enter.begin(laptop)
    enter.enter_baseline(laptop, ground)
    for rater in ("self", *story.RATERS):
        enter.enter_ratings(laptop, ground, rater)
    enter.enter_agreement(laptop, ground)
    enter.enter_figures(laptop, ground)
    workspace.close()
    return folder, ground


def printed(workspace: Workspace, ground: Ground, *sections: str) -> str:
    """Return the text of the report."""
    with workspace.database.read() as session:
        summary = summaries.summary(
            session, ground.scope, ground.follow_up, date.today(), catalogue=indicator_catalogue()
        )
    return Reading(print_document(summary, {}, ReportOptions(sections=sections)).pdf).text()


def plain(words: str) -> str:
    """Return words with plain spaces and signs."""
    return re.sub(r"\s+", " ", words.replace("\u2212", "-").replace("\u202f", "").replace("\u2009", ""))


def test_the_scores_of_the_areas_are_the_same_on_screen_and_on_paper(
    qtbot: QtBot, qapp: QApplication, review: tuple[Path, Ground]
) -> None:
    folder, ground = review
    workspace = Workspace.unlock(folder, PASSWORD)
    operations = Operations(workspace.database, "amina")
    screen = PartnershipScreen(theme_of("light"), operations)
    qtbot.addWidget(screen)
    screen.open(partnership=ground.scope)
    chart = screen.findChild(Dumbbell)
    assert isinstance(chart, Dumbbell)
    qtbot.waitUntil(lambda: chart.accessibleDescription().count(";") == 11, timeout=LONG)
    paper = plain(printed(workspace, ground, "profile"))
    spoken = chart.accessibleDescription().split(";")
    operations.close()
    workspace.close()
    # What colleagues say of the last area is hidden from Amina until she has rated it.
    scores = {area: re.findall(r"\d\.\d", area) for area in spoken[:11]}
    assert all(scores.values())
    for area, found in scores.items():
        assert all(number in paper for number in found), area


def test_the_key_results_are_the_same_on_screen_and_on_paper(
    qtbot: QtBot, qapp: QApplication, review: tuple[Path, Ground]
) -> None:
    folder, ground = review
    workspace = Workspace.unlock(folder, PASSWORD)
    operations = Operations(workspace.database, "amina")
    screen = IndicatorsScreen(theme_of("light"), operations)
    qtbot.addWidget(screen)
    screen.open(partnership=ground.scope)
    qtbot.waitUntil(lambda: len(results_on(screen)) == 5, timeout=LONG)
    paper = plain(printed(workspace, ground, "indicators")).replace(" ", "")
    shown = results_on(screen)
    operations.close()
    workspace.close()
    for name, value in shown.items():
        assert value in paper, name


def results_on(screen: IndicatorsScreen) -> dict[str, str]:
    """Return the key results that are shown: what is said of each, and its value."""
    said = [card.accessibleName() for card in screen.findChildren(ResultCard) if card.code]
    values = {words: re.search(r", ([\d\u202f\u2009]+(?:\.\d+)?) ?", words) for words in said}
    return {words: plain(value[1]) for words, value in values.items() if value is not None}
