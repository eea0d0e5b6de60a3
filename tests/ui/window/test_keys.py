"""The window: its keys and those of the screen that is open, and the list of them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Dressed
from tests.ui.stage import button, focused, part
from tests.ui.window.sheets import Assessment, Home, Open, P, Visits, shown
from wopfield.ui.screen import Place
from wopfield.ui.shell.header import Header
from wopfield.ui.shell.keys import KeysOverlay, key_words
from wopfield.ui.shell.rail import Rail
from wopfield.ui.widgets.toast import Toast
from wopfield.ui.window import Window


class TestKeys:
    @pytest.mark.parametrize(
        ("key", "name"),
        [(Qt.Key.Key_1, "home"), (Qt.Key.Key_5, "sync")],
    )
    def test_alt_and_a_digit_walk_the_rail(self, window: Window, key: Qt.Key, name: str) -> None:
        window.go(Place("visits", **P))
        QTest.keyClick(window, key, Qt.KeyboardModifier.AltModifier)
        assert window.place == Place(name)

    def test_ctrl_and_a_digit_walk_the_tabs_of_the_partnership(self, window: Window) -> None:
        window.go(Place("partnership", **P))
        QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
        assert window.place == Place("visits", **P)

    def test_ctrl_s_confirms_that_all_is_saved(self, window: Window) -> None:
        QTest.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        assert part(window, Toast).words() == "Everything is saved on this laptop."
        assert shown(window).told_of[-1] == "leave"

    def test_esc_closes_what_is_open_in_the_screen_and_then_goes_back(self, window: Window) -> None:
        window.go(Place("assessment", assessment="a1", **P))
        shown(window).drawer = True
        QTest.keyClick(window, Qt.Key.Key_Escape)
        assert isinstance(shown(window), Assessment)
        QTest.keyClick(window, Qt.Key.Key_Escape)
        assert isinstance(shown(window), Home)

    def test_the_arrow_leaves_the_screen_whatever_is_open_in_it(self, window: Window) -> None:
        window.go(Place("assessment", assessment="a1", **P))
        shown(window).drawer = True
        QTest.mouseClick(button(part(window, Header), "Back"), Qt.MouseButton.LeftButton)
        assert isinstance(shown(window), Home)

    def test_f6_walks_the_panes_and_returns_to_where_one_was(self, window: Window) -> None:
        window.go(Place("visits", **P))
        screen = shown(window)
        screen.line.setFocus()
        QTest.keyClick(window, Qt.Key.Key_F6)
        assert screen.button.hasFocus()
        QTest.keyClick(window, Qt.Key.Key_F6)
        rail = focused()
        assert part(window, Rail).isAncestorOf(rail)
        QTest.keyClick(window, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
        assert screen.button.hasFocus()

    def test_f6_begins_with_the_first_pane_of_a_screen_that_has_just_been_opened(self, window: Window) -> None:
        window.go(Place("visits", **P))
        screen = shown(window)
        QTest.keyClick(window, Qt.Key.Key_F6)
        assert screen.line.hasFocus()
        QTest.keyClick(window, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
        assert part(window, Rail).isAncestorOf(focused())

    def test_f6_goes_to_the_first_control_of_a_screen_that_is_one_pane(self, window: Window) -> None:
        window.go(Place("home"))
        screen = shown(window)
        QTest.keyClick(window, Qt.Key.Key_F6)
        first = focused()
        assert first is not screen
        assert screen.isAncestorOf(first)
        QTest.keyClick(window, Qt.Key.Key_F6)
        assert part(window, Rail).isAncestorOf(focused())

    def test_tab_comes_to_a_screens_buttons_in_the_header_before_it_comes_to_the_screen(self, window: Window) -> None:
        window.go(Place("report", **P))
        stops: list[str] = []
        part(window, Header).findChildren(QAbstractButton)[0].setFocus(Qt.FocusReason.TabFocusReason)
        while (now := focused()) is not shown(window).line and len(stops) < 12:
            stops.append(now.text() if isinstance(now, QPushButton) else now.accessibleName())
            QTest.keyClick(now, Qt.Key.Key_Tab)
        assert stops == ["Back", "Print", "Issue", "Account of Amina Diallo"]

    def test_f11_fills_the_screen_and_back(self, window: Window) -> None:
        QTest.keyClick(window, Qt.Key.Key_F11)
        assert window.isFullScreen()
        QTest.keyClick(window, Qt.Key.Key_F11)
        assert not window.isFullScreen()

    def test_a_screens_own_keys_work_while_it_is_open(self, window: Window) -> None:
        window.go(Place("visits", **P))
        visits = shown(window)
        QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        assert visits.told_of[-1] == "new"
        window.go(Place("home"))
        QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        assert visits.told_of.count("new") == 1

    def test_a_single_letter_belongs_to_the_text_field_that_has_the_focus(self, window: Window) -> None:
        window.go(Place("visits", **P))
        visits = shown(window)
        visits.line.setFocus()
        QTest.keyClicks(visits.line, "c")
        assert visits.line.text() == "c"
        assert "comment" not in visits.told_of
        visits.button.setFocus()
        QTest.keyClicks(visits.button, "c")
        assert visits.told_of[-1] == "comment"

    def test_single_letters_can_be_switched_off(self, open_window: Open) -> None:
        window = open_window(letters=False)
        window.go(Place("visits", **P))
        QTest.keyClicks(shown(window).button, "c")
        assert "comment" not in shown(window).told_of

    def test_f1_shows_the_keys_of_this_screen_and_esc_puts_them_away(self, qtbot: QtBot, window: Window) -> None:
        window.go(Place("visits", **P))
        QTest.keyClick(window, Qt.Key.Key_F1)
        assert part(window, KeysOverlay).isVisible()
        words = {label.text() for label in part(window, KeysOverlay).findChildren(QWidget) if hasattr(label, "text")}
        assert {"New visit", "Search and commands"} <= words
        QTest.keyClick(focused(), Qt.Key.Key_Escape)
        assert not part(window, KeysOverlay).isVisible()
        assert isinstance(shown(window), Visits)

    def test_ctrl_z_takes_back_what_the_message_tells_of(self, window: Window) -> None:
        undone: list[str] = []
        window.go(Place("visits", **P))
        shown(window).told.emit("Photo removed", lambda: undone.append("photo"))
        for _press in range(2):
            QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert undone == ["photo"]

    def test_keys_do_one_thing_once_after_another_look(self, window: Window, dressed: Dressed) -> None:
        window.go(Place("visits", **P))
        window.restyle(dressed("dark"))
        QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        assert shown(window).told_of == ["open {'partnership': 'p1'}", "new"]


def test_a_plus_that_is_a_key_of_its_own_is_shown() -> None:
    assert [key_words(keys) for keys in ("Ctrl+K", "Ctrl++", "F1")] == ["Ctrl K", "Ctrl +", "F1"]
