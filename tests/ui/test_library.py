"""The library: checklists, indicators, variables and words, looked up without a network."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.stage import part
from wopfield.store.database import Database
from wopfield.ui.glossary import glossary
from wopfield.ui.operations import Operations
from wopfield.ui.screens.library import LibraryScreen
from wopfield.ui.screens.library.books import INDICATORS, VARIABLES, WORDS, Books, find_lines, read_books
from wopfield.ui.screens.library.shelf_list import ShelfList
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.labels import Label
from wopfield.ui.widgets.level import LevelMark
from wopfield.ui.widgets.links import Link
from wopfield.ui.widgets.pill import Pill
from wopfield.ui.widgets.segments import Segments


@pytest.fixture(scope="module")
def books() -> Books:
    return read_books()


@pytest.fixture
def operations(database: Database) -> Iterator[Operations]:
    work = Operations(database, "amina")
    yield work
    work.close()


@pytest.fixture
def screen(theme: Theme, operations: Operations, qtbot: QtBot) -> LibraryScreen:
    made = LibraryScreen(theme, operations)
    qtbot.addWidget(made)
    made.resize(1274, 710)
    made.show()
    qtbot.waitExposed(made)
    return made


def open_on(screen: LibraryScreen, qtbot: QtBot, **ids: str) -> None:
    screen.open(**ids)
    qtbot.waitUntil(lambda: bool(chosen(screen)))


def the_list(screen: LibraryScreen) -> ShelfList:
    return part(screen, ShelfList)


def chosen(screen: LibraryScreen) -> str:
    """What is read aloud of the line that is chosen."""
    return str(the_list(screen).currentIndex().data() or "")


def lines(screen: LibraryScreen) -> list[str]:
    """The lines that can be chosen."""
    model = the_list(screen).lines
    every = [model.row(place) for place in range(model.rowCount())]
    return [line.title for line in every if not line.is_group]


def read_page(screen: LibraryScreen, qtbot: QtBot) -> str:
    """Everything written on the page that is open, once it has been laid out."""

    def written() -> str:
        return "\n".join(each.text() for each in screen.findChildren(Label) if each.isVisible())

    qtbot.waitUntil(lambda: bool(written()))
    return written()


def search(screen: LibraryScreen) -> QLineEdit:
    return next(each for each in screen.findChildren(QLineEdit) if each.accessibleName() == "Find in the library")


def segments(screen: LibraryScreen, name: str) -> Segments:
    return next(each for each in screen.findChildren(Segments) if each.accessibleName() == name)


def press_link(screen: LibraryScreen, qtbot: QtBot, words: str) -> None:
    link = next(each for each in screen.findChildren(Link) if each.text() == words)
    qtbot.waitUntil(link.isVisible)
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)


def test_everything_that_ships_stands_on_its_shelf(books: Books) -> None:
    held = {shelf: len(found) for shelf, found in books.shelves.items()}

    assert held == {
        "peer_review": 106,
        "capacity_assessment": 34,
        "site_inspection": 155,
        INDICATORS: 105,
        VARIABLES: 122,
        WORDS: len(glossary()),
    }


def test_each_line_stands_once_and_each_group_is_one_stretch(books: Books) -> None:
    for shelf in books.shelves.values():
        assert len({line.code for line in shelf}) == len(shelf)
        found = find_lines(shelf, "")
        titles = [line.title for line in found if line.is_group]
        assert len(titles) == len(set(titles))


def test_what_is_searched_is_found_whatever_its_case_and_accents(books: Books) -> None:
    found = [line.code for line in find_lines(books.shelves[INDICATORS], "LEAKAGE índex") if not line.is_group]

    assert found == ["NR11"]


def test_a_search_for_what_is_nowhere_finds_nothing(books: Books) -> None:
    assert find_lines(books.shelves["peer_review"], "submarine") == ()


def test_words_are_plain_and_each_is_told_once() -> None:
    words = glossary()

    assert len({word.word for word in words}) == len(words)
    assert all(word.meaning.endswith(".") and word.group for word in words)


def test_an_item_is_shown_with_its_five_levels_what_to_ask_for_and_its_sources(
    screen: LibraryScreen, qtbot: QtBot
) -> None:
    open_on(screen, qtbot)

    assert chosen(screen) == "1.1 Source yield and reliability"
    page = read_page(screen, qtbot)
    assert "No yield figure exists for any source; pumping follows demand." in page
    assert "Source list with yields" in page
    assert "ISO 24512:2024 (scope)" in page
    assert len([mark for mark in screen.findChildren(LevelMark) if mark.isVisible()]) == 5


def test_a_site_check_says_how_it_is_answered_and_what_a_no_can_lead_to(screen: LibraryScreen, qtbot: QtBot) -> None:
    open_on(screen, qtbot, checklist="site_inspection", item="INT01")

    assert "Source can be polluted by nearby activity" in read_page(screen, qtbot)
    pills = [pill.text() for pill in screen.findChildren(Pill) if pill.isVisible()]
    assert pills == ["Yes or no", "High risk if not"]


def test_an_indicator_is_shown_with_its_formula_in_words(screen: LibraryScreen, qtbot: QtBot) -> None:
    open_on(screen, qtbot, indicator="CV01")

    page = read_page(screen, qtbot)
    assert "100 × " in page
    assert "5 to 100\u202f%" in page
    assert "SDG 6.1: universal access by 2030" in page
    assert segments(screen, "Part of the library").current() == INDICATORS


def test_the_numbers_of_a_formula_are_those_of_the_language(screen: LibraryScreen, qtbot: QtBot) -> None:
    QLocale.setDefault(QLocale("fr"))
    open_on(screen, qtbot, indicator="NR10")
    page = read_page(screen, qtbot)
    assert "0,8 × " in page
    assert "0.8 × " not in page


def test_a_link_leads_on_and_escape_leads_back(screen: LibraryScreen, qtbot: QtBot) -> None:
    open_on(screen, qtbot, item="WR01")

    code = screen.findChildren(Link)[0].text()
    press_link(screen, qtbot, code)
    assert chosen(screen) == code.replace("  ", " ")
    assert segments(screen, "Part of the library").current() == INDICATORS

    assert screen.go_back()
    assert chosen(screen) == "1.1 Source yield and reliability"
    assert not screen.go_back()


def test_typing_narrows_the_list_and_counts_what_the_other_checklists_have(screen: LibraryScreen, qtbot: QtBot) -> None:
    open_on(screen, qtbot)

    qtbot.keyClicks(search(screen), "raw water meter")

    found = lines(screen)
    assert 0 < len(found) < 106
    counts = [each.text() for each in segments(screen, "Checklist").findChildren(QAbstractButton)]
    assert counts[0] == f"Peer review {len(found)}"
    assert counts[2] != "Sites 155"
    assert screen.go_back()
    assert len(lines(screen)) == 106


def test_arrows_step_over_the_titles_of_groups(screen: LibraryScreen, qtbot: QtBot) -> None:
    open_on(screen, qtbot, item="WR09")
    view = the_list(screen)
    view.setFocus()

    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert chosen(screen).startswith("2.1 ")
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert chosen(screen).startswith("1.9 ")


def test_each_part_of_the_library_opens_from_its_segment(screen: LibraryScreen, qtbot: QtBot) -> None:
    open_on(screen, qtbot)
    commands = {command.words: command.run for command in screen.commands()}

    commands["Variables"]()
    assert chosen(screen) == "Days in the reporting period"
    assert "28 to 366\u202fdays" in read_page(screen, qtbot)
    commands["Words"]()
    assert chosen(screen) == "Utility"
    commands["Checklists"]()
    assert chosen(screen) == "1.1 Source yield and reliability"
