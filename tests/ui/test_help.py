"""The help is read without internet, found by words, and opens at the place one asks from."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QTextBrowser
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Dressed
from tests.ui.stage import Stage
from wopfield.store.database import Database
from wopfield.ui.operations import Operations
from wopfield.ui.screens.help import HelpScreen
from wopfield.ui.screens.help.pages import TOPICS, page_of, pages
from wopfield.ui.shortcuts import every_shortcut
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.side_list import SideList
from wopfield.ui.widgets.text import LineText

MANUAL = Path(__file__).parents[2] / "resources" / "manual"


@pytest.fixture
def screen(qtbot: QtBot, theme: Theme, database: Database) -> HelpScreen:
    operations = Operations(database, "amina")
    shown = HelpScreen(theme, operations)
    qtbot.addWidget(shown)
    shown.resize(1274, 710)
    shown.show()
    operations.close()
    return shown


def listed(screen: HelpScreen) -> list[str]:
    return screen.findChildren(SideList)[0].keys()


def test_it_begins_with_the_first_steps(screen: HelpScreen) -> None:
    screen.open()
    assert screen.shown_text().startswith("First steps")


def test_it_opens_the_page_of_the_place_one_asks_from(screen: HelpScreen) -> None:
    screen.open(topic="sync")
    assert screen.shown_text().startswith("Sync")
    screen.open(topic="assessment")
    assert screen.shown_text().startswith("A review day")
    screen.open(topic="sdg")
    assert screen.shown_text().startswith("Figures and results")


def test_every_line_reads_from_the_right_where_people_do_one_that_begins_with_a_key_too(
    stage: Stage, dressed: Dressed
) -> None:
    stage.theme = dressed(code="ar")
    screen = stage.open(HelpScreen, topic="figures")
    document = screen.findChildren(QTextBrowser)[0].document()
    block, sides = document.begin(), []
    while block.isValid():
        sides.append(block.textDirection())
        block = block.next()
    assert set(sides) == {Qt.LayoutDirection.RightToLeft}


def test_words_typed_leave_the_pages_that_say_them(qtbot: QtBot, screen: HelpScreen) -> None:
    screen.open()
    search = screen.findChildren(LineText)[0]
    qtbot.keyClicks(search, "recovery sheet")
    assert listed(screen) == ["first_steps", "safety"]
    search.clear()
    assert len(listed(screen)) == len(TOPICS) + 1


def test_a_link_leads_to_another_page(screen: HelpScreen) -> None:
    screen.open(topic="review_day")
    screen.findChildren(QTextBrowser)[0].anchorClicked.emit(QUrl("help:agree"))
    assert screen.shown_text().startswith("Agree the ratings")


def test_the_keys_stand_in_a_table(screen: HelpScreen) -> None:
    screen.open(topic="keys")
    assert "Ctrl+K" in screen.shown_text()


def test_the_keys_are_those_the_settings_list_every_one_of_them(screen: HelpScreen) -> None:
    screen.open(topic="keys")
    text = screen.shown_text()
    assert [one for one in every_shortcut() if one.keys not in text or one.words not in text] == []


def test_every_link_of_the_manual_leads_to_a_page() -> None:
    links = [link for page in pages() for link in re.findall(r"\]\(([^)]*)\)", page.text)]
    assert links
    assert all(link.startswith("help:") and page_of(link[5:]) == link[5:] for link in links)


def test_every_page_of_the_manual_is_listed() -> None:
    assert {path.stem for path in MANUAL.glob("*.md")} == set(TOPICS)


def test_the_manual_uses_the_words_of_the_program() -> None:
    text = " ".join(page.text.casefold() for page in pages())
    for word in ("conflict", "merge", "commit", "synced", "upload", "record "):
        assert word not in text.replace("records seen", ""), word
