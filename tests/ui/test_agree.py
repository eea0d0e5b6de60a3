"""A team agrees on one level for each item, the biggest difference first, by keys or by mouse."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from tests.ui.looking import cut_off, unnamed
from wopfield.checklists import library
from wopfield.domain.checklist import SELF
from wopfield.store import assessments, kept
from wopfield.store.rows import COMMONS
from wopfield.store.tables import AgreedRating, Partnership, Person, agreed_rating_id
from wopfield.store.workspace import Workspace
from wopfield.ui.operations import Operations
from wopfield.ui.screen import Place, Screen
from wopfield.ui.screens.agree import AgreeScreen
from wopfield.ui.screens.agree.board import BoardTable
from wopfield.ui.screens.agree.board_model import RATING, BoardModel
from wopfield.ui.shell.header import Person as Account
from wopfield.ui.shell.ways import Way
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.links import Link
from wopfield.ui.widgets.readers import Readers
from wopfield.ui.widgets.segments import Segments
from wopfield.ui.window import Window

P = "partnership"
LEVELS = {"amina": {"NW01": 2, "NW02": 3, "NW04": 1}, "joost": {"NW01": 2, "NW02": 1, "NW03": 0, "NW04": 2}}


@pytest.fixture
def workspace(workspace: Workspace) -> Workspace:
    with workspace.database.write() as connection:
        kept.put(connection, kept.PERSON, "amina")
    with workspace.database.change("amina") as editor:
        for person, name in (("amina", "Amina Diallo"), ("joost", "Joost Verhagen")):
            editor.add(Person(scope=COMMONS, id=person, name=name))
        editor.add(Partnership(scope=P, id=P))
        assessments.start(editor, P, library.get("peer_review"), title="Follow-up").id = "a"
    for rater, levels in (*LEVELS.items(), (SELF, {"NW02": 4})):
        with workspace.database.change(rater) as editor:
            for item, level in levels.items():
                assessments.rate(editor, assessments.blank_answer(P, "a", item, rater), level)
    return workspace


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, workspace: Workspace) -> Iterator[Window]:
    operations = Operations(workspace.database, "amina")
    ways: dict[str, Way] = {"agree": lambda theme, operations: AgreeScreen(theme, operations, workspace), "home": Home}
    shown = Window(theme, ways, operations, Account("Amina Diallo"))
    qtbot.addWidget(shown)
    shown.resize(1366, 768)
    shown.show()
    shown.go(Place("agree", partnership=P, assessment="a"))
    qtbot.waitUntil(lambda: table(shown).rows.rowCount() == 4)
    yield shown
    shown.go(Place("home"))
    operations.close()


class Home(Screen):
    place = "home"


def table(window: Window) -> BoardTable:
    return window.findChildren(BoardTable)[0]


def listed(window: Window) -> list[str]:
    rows = table(window).rows
    return [row.item.code for place in range(rows.rowCount()) if (row := rows.row_at(place)) is not None]


def current(window: Window) -> str:
    row = table(window).current()
    return row.item.code if row else ""


def agreed(workspace: Workspace, item: str) -> AgreedRating | None:
    with workspace.database.read() as session:
        return session.get(AgreedRating, (P, agreed_rating_id("a", item)))


def level(workspace: Workspace, item: str) -> int | None:
    row = agreed(workspace, item)
    return row.level if row else None


def button(window: Window, words: str) -> Button:
    return next(each for each in window.findChildren(Button) if each.isVisible() and each.text() == words)


def shows(window: Window, words: str) -> bool:
    return any(each.isVisible() and each.text() == words for each in window.findChildren(Button))


def test_the_biggest_difference_comes_first(window: Window) -> None:
    assert listed(window) == ["NW02", "NW04", "NW01", "NW03"]
    assert current(window) == "NW02"


def test_a_digit_agrees_and_the_board_and_the_count_follow(qtbot: QtBot, window: Window, workspace: Workspace) -> None:
    qtbot.keyClick(table(window), Qt.Key.Key_2)
    qtbot.waitUntil(lambda: level(workspace, "NW02") == 2)
    screen = window.shown
    assert screen is not None
    qtbot.waitUntil(lambda: screen.heading.progress is not None and screen.heading.progress.done == 1)
    model = table(window).rows
    assert model.index(0, model.range_column + 1).data(RATING).level == 2
    assert current(window) == "NW02"


@pytest.mark.parametrize("key", [Qt.Key.Key_A, Qt.Key.Key_N])
def test_down_goes_to_the_next_item_and_the_keys_of_rating_say_it_does_not_apply(
    qtbot: QtBot, window: Window, workspace: Workspace, key: Qt.Key
) -> None:
    qtbot.keyClick(table(window), Qt.Key.Key_Down)
    assert current(window) == "NW04"
    qtbot.keyClick(window, key)
    qtbot.waitUntil(lambda: (row := agreed(workspace, "NW04")) is not None and row.does_not_apply)


def test_agree_and_next_takes_what_all_said_and_goes_on(qtbot: QtBot, window: Window, workspace: Workspace) -> None:
    table(window).choose("NW01")
    qtbot.mouseClick(button(window, "Agree and next"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: level(workspace, "NW01") == 2)
    qtbot.waitUntil(lambda: current(window) != "NW01")


def test_where_people_differ_next_agrees_on_nothing(qtbot: QtBot, window: Window, workspace: Workspace) -> None:
    qtbot.mouseClick(button(window, "Next to agree"), Qt.MouseButton.LeftButton)
    assert current(window) == "NW04"
    assert agreed(workspace, "NW02") is None


def test_what_is_written_as_the_reason_is_kept_when_the_field_is_left(
    qtbot: QtBot, window: Window, workspace: Workspace
) -> None:
    screen = window.shown
    assert isinstance(screen, AgreeScreen)
    window.activateWindow()
    screen.why.setFocus()
    qtbot.waitUntil(screen.why.hasFocus)
    qtbot.keyClicks(screen.why, "Zones 1 to 3 only")
    qtbot.keyClick(screen.why, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: (row := agreed(workspace, "NW02")) is not None and row.reason == "Zones 1 to 3 only")
    qtbot.keyClick(table(window), Qt.Key.Key_3)
    qtbot.waitUntil(lambda: level(workspace, "NW02") == 3)
    row = agreed(workspace, "NW02")
    assert row is not None
    assert row.reason == "Zones 1 to 3 only"
    readers = next(each for each in window.findChildren(Readers) if each.isVisible())
    assert readers.audience == "utility"
    next(action for action in readers.menu().actions() if "team" in action.text()).trigger()
    qtbot.waitUntil(lambda: (row := agreed(workspace, "NW02")) is not None and row.audience == "team")
    qtbot.waitUntil(lambda: readers.audience == "team" and "team" in readers.accessibleName())


def test_talk_later_parks_an_item_and_goes_on(qtbot: QtBot, window: Window, workspace: Workspace) -> None:
    qtbot.mouseClick(button(window, "Talk later"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: (row := agreed(workspace, "NW02")) is not None and row.talk_later)
    qtbot.waitUntil(lambda: current(window) == "NW04")


def test_what_you_have_not_rated_shows_nothing_and_cannot_be_agreed(
    qtbot: QtBot, window: Window, workspace: Workspace
) -> None:
    table(window).choose("NW03")
    qtbot.keyClick(table(window), Qt.Key.Key_1)
    qtbot.waitUntil(lambda: shows(window, "Rate it"))
    assert agreed(workspace, "NW03") is None


def test_all_that_were_rated_the_same_are_agreed_at_once(qtbot: QtBot, window: Window, workspace: Workspace) -> None:
    link = next(each for each in window.findChildren(Link) if each.isVisible() and "rated the same" in each.text())
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: level(workspace, "NW01") == 2)


def test_an_agreement_can_be_taken_back(qtbot: QtBot, window: Window, workspace: Workspace) -> None:
    qtbot.keyClick(table(window), Qt.Key.Key_2)
    qtbot.waitUntil(lambda: level(workspace, "NW02") == 2)
    screen = window.shown
    assert screen is not None
    qtbot.waitUntil(lambda: screen.heading.progress is not None and screen.heading.progress.done == 1)
    qtbot.keyClick(window, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: level(workspace, "NW02") is None)


def test_a_filter_lists_what_it_says(qtbot: QtBot, window: Window) -> None:
    segment = next(each for each in window.findChildren(QAbstractButton) if each.text().startswith("Differ by 1"))
    qtbot.mouseClick(segment, Qt.MouseButton.LeftButton)
    assert listed(window) == ["NW04"]


def filters(window: Window) -> Segments:
    return next(each for each in window.findChildren(Segments) if each.accessibleName() == "Which items")


def agree_here(qtbot: QtBot, window: Window, digit: Qt.Key) -> None:
    """Agree on the current row by a key, and wait until the board says so."""
    qtbot.keyClick(table(window), digit)
    qtbot.waitUntil(lambda: (row := table(window).current()) is not None and row.is_agreed)


def test_it_opens_on_what_is_still_to_agree_and_shows_everything_once_all_is_settled(
    qtbot: QtBot, window: Window, workspace: Workspace
) -> None:
    with workspace.database.change("amina") as editor:
        assessments.rate(editor, assessments.blank_answer(P, "a", "NW03", "amina"), 1)
    assert filters(window).current() == "open"
    agree_here(qtbot, window, Qt.Key.Key_1)
    assert len(listed(window)) == 4  # what was just agreed stays in sight until somebody goes on
    for left in (3, 2):
        qtbot.keyClick(table(window), Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
        agree_here(qtbot, window, Qt.Key.Key_1)
        assert len(listed(window)) == left
        assert filters(window).current() == "open"
    qtbot.keyClick(table(window), Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    agree_here(qtbot, window, Qt.Key.Key_1)
    assert filters(window).current() == "all"
    assert len(listed(window)) == 4


def test_ctrl_down_and_ctrl_up_go_to_the_next_and_the_previous_row_to_agree(
    qtbot: QtBot, window: Window, workspace: Workspace
) -> None:
    board, ctrl = table(window), Qt.KeyboardModifier.ControlModifier
    board.choose("NW04")
    agree_here(qtbot, window, Qt.Key.Key_2)
    board.choose("NW02")
    visited = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        qtbot.keyClick(board, key, ctrl)
        visited.append(current(window))
    assert visited == ["NW01", "NW03", "NW02", "NW03"]
    assert level(workspace, "NW01") is None


def test_the_model_keeps_qts_rules(window: Window) -> None:
    model: BoardModel = table(window).rows
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert model.columnCount() == 6


def test_nothing_is_cut_off_and_everything_has_a_name(qtbot: QtBot, window: Window) -> None:
    screen = window.shown
    assert screen is not None
    assert unnamed(screen) == []
    qtbot.waitUntil(lambda: cut_off(screen) == [])


def test_on_a_small_laptop_every_column_is_in_sight_without_scrolling(qtbot: QtBot, window: Window) -> None:
    shown = table(window)
    window.resize(1024, 690)
    qtbot.waitUntil(lambda: window.width() == 1024)
    last = shown.rows.columnCount() - 1
    right = shown.columnViewportPosition(last) + shown.columnWidth(last)
    assert right <= shown.viewport().width()
    qtbot.waitUntil(lambda: shown.horizontalScrollBar().maximum() == 0)
    assert cut_off(window) == []


def test_names_that_are_long_give_way_before_a_column_leaves_the_board_of_a_small_laptop(
    qtbot: QtBot, window: Window, workspace: Workspace
) -> None:
    for rater, name in (("maximiliana", "Maximiliana Ruiz"), ("bartholomew", "Bartholomew Otieno")):
        with workspace.database.change(rater) as editor:
            editor.add(Person(scope=COMMONS, id=rater, name=name))
            assessments.rate(editor, assessments.blank_answer(P, "a", "NW01", rater), 3)
    shown = table(window)
    window.resize(1024, 690)
    assert isinstance(window.shown, AgreeScreen)
    window.shown.redraw()
    qtbot.waitUntil(lambda: shown.rows.columnCount() == 8)
    qtbot.waitUntil(lambda: window.width() == 1024 and shown.horizontalScrollBar().maximum() == 0)
    heads = [shown.rows.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole) for column in (4, 5)]
    assert "Bartholomew Otieno" in heads or "Maximiliana Ruiz" in heads
