"""The keyboard is never lost: it comes back from what is closed, stays in sight, and arrows move what is shown."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from tests.ui.stage import focused, part
from wopfield.ui.operations import Operations
from wopfield.ui.screen import Place, Screen
from wopfield.ui.shell.header import Person
from wopfield.ui.shell.keys import KeysOverlay
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.page import Page
from wopfield.ui.widgets.palette import Palette
from wopfield.ui.widgets.rows import Column, RowsModel, RowsView
from wopfield.ui.window import Window


class Home(Screen):
    """A list, a button, and a panel that the button opens."""

    place = rail = "home"

    def __init__(self, theme: Theme, operations: Operations) -> None:
        super().__init__(theme, operations)
        column = QVBoxLayout(self)
        self.model = RowsModel[str]([Column("Name", lambda row: row)], lambda row: row, self)
        self.list = RowsView(theme, "Names", self.model)
        self.button = QPushButton("Add")
        self.panel = QWidget()
        inside = QVBoxLayout(self.panel)
        self.field = QPlainTextEdit()
        inside.addWidget(self.field)
        self.panel.hide()
        for each in (self.list, self.button, self.panel):
            column.addWidget(each)
        self.model.show_rows(["Amina", "Joost", "Teresa"])

    def add(self) -> None:
        self.panel.show()
        self.field.setFocus()

    def go_back(self) -> bool:
        was_open = self.panel.isVisible()
        self.panel.hide()
        return was_open


class Long(Screen):
    """A page longer than the window; its field and its list stand at the end."""

    place = "sync"

    def __init__(self, theme: Theme, operations: Operations) -> None:
        super().__init__(theme, operations)
        column = QVBoxLayout(self)
        self.page = Page(theme)
        column.addWidget(self.page)
        for number in range(60):
            self.page.body.addWidget(QLabel(f"Line {number}"))
        self.field = QPlainTextEdit()
        self.field.setFixedHeight(180)
        self.page.body.addWidget(self.field)


class Stacked(Screen):
    """A button, and a form that takes the place of what is told while none is open."""

    place = "utilities"

    def __init__(self, theme: Theme, operations: Operations) -> None:
        super().__init__(theme, operations)
        column = QVBoxLayout(self)
        self.button = QPushButton("Add")
        self.button.clicked.connect(self.add)
        self.forms, self.nothing, self.field = QStackedWidget(), QLabel("Nothing yet"), QPlainTextEdit()
        for each in (self.button, self.forms):
            column.addWidget(each)
        for page in (self.nothing, self.field):
            self.forms.addWidget(page)

    def add(self) -> None:
        self.forms.setCurrentWidget(self.field)
        self.field.setFocus()

    def go_back(self) -> bool:
        was_open = self.forms.currentWidget() is self.field
        self.forms.setCurrentWidget(self.nothing)
        return was_open


WAYS = {"home": Home, "sync": Long, "utilities": Stacked}
Go = Callable[[str], Any]


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, no_operations: Operations) -> Window:
    shown = Window(theme, WAYS, no_operations, Person("Amina Diallo"))
    qtbot.addWidget(shown)
    shown.resize(1024, 700)
    with qtbot.waitActive(shown):
        shown.show()
    return shown


@pytest.fixture
def go(window: Window) -> Go:
    def gone(place: str) -> Screen | None:
        window.go(Place(place))
        return window.shown

    return gone


def press(key: Qt.Key) -> None:
    QTest.keyClick(focused(), key)


def test_a_panel_that_is_closed_gives_the_keyboard_back_to_where_it_was(window: Window, go: Go) -> None:
    home = go("home")
    home.button.setFocus()
    home.add()
    assert home.field.hasFocus()
    press(Qt.Key.Key_Escape)
    assert not home.panel.isVisible()
    assert home.button.hasFocus()


def test_a_form_that_makes_room_for_what_is_no_stop_gives_the_keyboard_back_and_the_search_gets_it(
    window: Window, go: Go
) -> None:
    stacked = go("utilities")
    QTest.mouseClick(stacked.button, Qt.MouseButton.LeftButton)
    assert stacked.field.hasFocus()
    press(Qt.Key.Key_Escape)
    assert stacked.forms.currentWidget() is stacked.nothing
    assert stacked.button.hasFocus()

    QTest.keyClick(stacked.button, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = window.findChild(Palette)
    assert palette is not None
    assert palette.isVisible()
    assert palette.isAncestorOf(focused())


def test_where_nothing_had_the_keyboard_before_the_screen_has_it_and_not_the_rail(window: Window, go: Go) -> None:
    home = go("home")
    home.add()
    press(Qt.Key.Key_Escape)
    assert home.hasFocus()


def test_a_button_that_can_no_longer_be_pressed_leaves_the_keyboard_on_its_screen(window: Window, go: Go) -> None:
    home = go("home")
    home.list.setFocus()
    home.button.setFocus()
    home.button.setEnabled(False)
    assert home.list.hasFocus()


def test_back_gives_the_keyboard_to_the_row_one_came_from(window: Window, go: Go) -> None:
    home = go("home")
    home.list.setFocus()
    home.list.choose("Joost")
    go("sync")
    press(Qt.Key.Key_Escape)
    assert home.list.hasFocus()
    assert home.list.current() == "Joost"


def test_arrows_on_a_screen_just_opened_move_its_list(window: Window, go: Go) -> None:
    home = go("home")
    press(Qt.Key.Key_Down)
    assert home.list.hasFocus()
    assert home.list.current() == "Amina"
    press(Qt.Key.Key_Down)
    assert home.list.current() == "Joost"


def test_enter_on_a_screen_just_opened_chooses_a_row_and_opens_the_one_that_is_chosen(
    qtbot: QtBot, window: Window, go: Go
) -> None:
    home = go("home")
    press(Qt.Key.Key_Return)
    assert home.list.current() == "Amina"
    home.list.choose("Teresa")
    with qtbot.waitSignal(home.list.opened) as opened:
        press(Qt.Key.Key_Return)
    assert opened.args == ["Teresa"]


def test_arrows_on_a_page_without_a_list_scroll_it(window: Window, go: Go) -> None:
    page = go("sync").page
    press(Qt.Key.Key_End)
    assert page.verticalScrollBar().value() == page.verticalScrollBar().maximum() > 0
    press(Qt.Key.Key_Home)
    assert page.verticalScrollBar().value() == 0


def test_a_field_a_key_leads_to_is_seen_as_a_whole(window: Window, go: Go) -> None:
    screen = go("sync")
    screen.field.setFocus()
    top = screen.field.mapTo(screen.page.viewport(), screen.field.rect().topLeft()).y()
    assert top >= 0
    assert top + screen.field.height() <= screen.page.viewport().height()


def test_the_row_one_moves_to_is_in_sight_where_a_list_is_as_high_as_its_rows(
    qtbot: QtBot, theme: Theme, window: Window, go: Go
) -> None:
    screen = go("sync")
    model = RowsModel[str]([Column("Name", lambda row: row)], lambda row: row)
    view = RowsView(theme, "Names", model)
    model.setParent(view)
    model.show_rows([f"Row {number}" for number in range(40)])
    view.setFixedHeight(40 * 50 + 60)
    screen.page.body.addWidget(view)
    qtbot.waitUntil(view.isVisible)
    view.choose("Row 0")
    view.setFocus()
    for _step in range(30):
        press(Qt.Key.Key_Down)
    row = view.visualRect(view.currentIndex())
    top = view.viewport().mapTo(screen.page.viewport(), row.topLeft()).y()
    assert view.current() == "Row 30"
    assert top >= 0
    assert top + row.height() <= screen.page.viewport().height()


@pytest.mark.parametrize("opens", [Qt.Key.Key_F1, Qt.Key.Key_K])
def test_what_had_the_keyboard_may_go_while_keys_or_search_are_open(window: Window, go: Go, opens: Qt.Key) -> None:
    home = go("home")
    home.button.setFocus()
    control = Qt.KeyboardModifier.ControlModifier if opens == Qt.Key.Key_K else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(window, opens, control)
    over = focused()
    delete(home.button)
    QTest.keyClick(over, Qt.Key.Key_Escape)
    assert not over.isVisible()
    assert window.shown is home


def test_a_key_read_in_the_list_of_keys_leads_on_and_puts_the_list_away(window: Window, go: Go) -> None:
    go("home")
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert part(window, KeysOverlay).isVisible()
    go("sync")
    assert not part(window, KeysOverlay).isVisible()
