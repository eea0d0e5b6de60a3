"""The window: the way between screens and back, and what it says of saving."""

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Dressed
from tests.ui.looking import cut_off
from tests.ui.stage import clock, part
from tests.ui.window.sheets import P, Visits, shown
from wopfield.errors import DiskFull
from wopfield.ui.operations import Operations
from wopfield.ui.screen import Place, ServerState
from wopfield.ui.shell.header import Header
from wopfield.ui.shell.saved import LaptopMark
from wopfield.ui.widgets.strip import Strip
from wopfield.ui.widgets.toast import Toast
from wopfield.ui.window import Window


class TestTheWay:
    def test_a_screen_asks_and_the_window_opens(self, window: Window) -> None:
        shown(window).open_requested.emit(Place("visits", **P))
        assert isinstance(shown(window), Visits)
        assert shown(window).told_of == ["open {'partnership': 'p1'}"]

    def test_a_screen_is_built_on_its_first_visit_and_kept(self, window: Window) -> None:
        window.go(Place("visits", **P))
        first = shown(window)
        window.go(Place("home"))
        window.go(Place("visits", **P))
        assert shown(window) is first

    def test_back_finds_a_screen_as_it_was_left(self, window: Window) -> None:
        window.go(Place("visits", **P))
        shown(window).line.setText("half a word")
        window.go(Place("assessment", assessment="a1", **P))
        window.go_back()
        assert shown(window).line.text() == "half a word"
        assert shown(window).told_of == ["open {'partnership': 'p1'}", "leave"]

    def test_back_redraws_what_changed_meanwhile(self, window: Window, no_operations: Operations) -> None:
        window.go(Place("visits", **P))
        window.go(Place("assessment", assessment="a1", **P))
        no_operations.changed.emit(frozenset({"site"}))
        no_operations.changed.emit(frozenset({"visit"}))
        window.go_back()
        assert shown(window).told_of[-1:] == ["redraw"]
        assert shown(window).told_of.count("redraw") == 1

    def test_back_to_another_of_its_kind_opens_that_one(self, window: Window) -> None:
        window.go(Place("partnership", partnership="p1"))
        window.go(Place("partnership", partnership="p2"))
        window.go_back()
        assert shown(window).told_of[-1] == "open {'partnership': 'p1'}"

    def test_the_way_back_never_runs_in_circles(self, window: Window) -> None:
        for _round in range(5):
            window.go(Place("visits", **P))
            window.go(Place("home"))
        window.go_back()
        assert window.place == Place("home")

    def test_a_screen_is_told_before_it_is_left(self, window: Window) -> None:
        home = shown(window)
        window.go(Place("visits", **P))
        assert home.told_of[-1] == "leave"

    def test_a_place_no_way_leads_to_is_a_mistake_that_shows(self, window: Window) -> None:
        with pytest.raises(KeyError):
            window.go(Place("nowhere"))
        assert window.place == Place("home")

    def test_only_who_shows_a_noun_redraws_for_it(self, window: Window, no_operations: Operations) -> None:
        window.go(Place("visits", **P))
        no_operations.changed.emit(frozenset({"action"}))
        assert "redraw" not in shown(window).told_of
        no_operations.changed.emit(frozenset({"visit"}))
        assert "redraw" in shown(window).told_of

    def test_another_look_opens_the_same_place_with_the_same_way_back(self, window: Window, dressed: Dressed) -> None:
        window.go(Place("visits", **P))
        window.go(Place("assessment", assessment="a1", **P))
        window.restyle(dressed("dark"))
        assert window.place == Place("assessment", assessment="a1", **P)
        assert shown(window).theme.look == "dark"
        window.go_back()
        assert window.place == Place("visits", **P)

    def test_another_look_leaves_the_keyboard_where_it_was(
        self, qtbot: QtBot, window: Window, dressed: Dressed
    ) -> None:
        window.go(Place("visits", **P))
        with qtbot.waitActive(window):
            window.show()
        before = shown(window).button
        before.setFocus(Qt.FocusReason.TabFocusReason)
        window.restyle(dressed("dark"))
        assert shown(window).button is not before
        qtbot.waitUntil(shown(window).button.hasFocus)

    def test_another_language_leaves_the_keyboard_on_the_choice_it_was_chosen_with(
        self, qtbot: QtBot, window: Window, dressed: Dressed
    ) -> None:
        window.go(Place("visits", **P))
        with qtbot.waitActive(window):
            window.show()
        small, _large = shown(window).sizes.findChildren(QAbstractButton)
        small.setFocus(Qt.FocusReason.TabFocusReason)
        window.restyle(dressed("light"))
        now = shown(window).sizes.findChildren(QAbstractButton)[0]
        assert now is not small
        qtbot.waitUntil(now.hasFocus)


class TestWhatItSays:
    def test_saved_is_said_of_this_laptop_and_never_of_the_server(
        self, qtbot: QtBot, window: Window, no_operations: Operations
    ) -> None:
        laptop = part(window, Header).laptop
        with qtbot.waitSignal(no_operations.saved):
            no_operations.change(lambda change: None)
            assert laptop.words() == "Saving on this laptop"
        assert laptop.words().startswith("Saved on this laptop")
        assert "server" not in laptop.words()

    def test_what_waits_for_the_server_is_said_quietly(self, window: Window) -> None:
        assert part(window, Header).server.words() == "37 waiting for the server last contact Fri 20 Nov"
        window.show_marks(server=ServerState(0, datetime(2026, 11, 20, 9, 0), online=True))
        assert part(window, Header).server.words().startswith("On the server")
        window.show_marks(server=ServerState(0, datetime(2026, 11, 20, 9, 0), refused=1, online=True))
        assert part(window, Header).server.words().startswith("1 refused by the server")
        window.show_marks(server=ServerState(0, datetime(2026, 11, 20, 9, 0), files=2, online=True))
        assert part(window, Header).server.words().startswith("2 files waiting for the server")
        window.show_marks(server=ServerState(3, datetime(2026, 11, 20, 9, 0), asks=True))
        assert part(window, Header).server.words() == "3 waiting for the server sign in again"
        window.show_marks(server=ServerState(1288, datetime(2026, 11, 20, 9, 0), online=True))
        assert part(window, Header).server.words().startswith("1\u202f288 waiting for the server")

    def test_a_laptop_without_a_server_hears_nothing_of_one(self, window: Window) -> None:
        window.show_marks(server=ServerState(0, None, connected=False))
        assert not part(window, Header).server.isVisible()

    def test_trouble_is_told_in_sentences_above_the_screen(self, window: Window, no_operations: Operations) -> None:
        error = DiskFull("The disk is full.", safe="Your last answer is kept.", do="Free some space.")
        no_operations.failed.emit(error)
        assert part(window, Strip).isVisible()
        assert part(window, Strip).accessibleName() == "The disk is full. Your last answer is kept. Free some space."

    def test_what_found_no_room_on_the_disk_is_closed_over_only_by_whoever_closes_twice(
        self, qtbot: QtBot, window: Window, no_operations: Operations
    ) -> None:
        full = [True]

        def edit(_change: object) -> None:
            if full:
                raise DiskFull("There is no room.")

        no_operations.change(edit)
        qtbot.waitUntil(lambda: no_operations.lacks_room)
        assert part(window, LaptopMark).words() == "Waits for room on the disk tried again by itself"
        assert not window.close()
        assert "not on the disk yet" in part(window, Strip).accessibleName()
        full.clear()
        no_operations.change(edit)
        qtbot.waitUntil(lambda: no_operations.pending == 0 and not part(window, Strip).isVisible())
        full.append(True)
        no_operations.change(edit)
        qtbot.waitUntil(lambda: no_operations.lacks_room)
        assert not window.close()
        assert window.close()

    def test_a_bug_is_told_without_its_inside_unless_asked(self, window: Window, no_operations: Operations) -> None:
        no_operations.failed.emit(ZeroDivisionError("division by zero"))
        words = part(window, Strip).accessibleName()
        assert "safe" in words
        assert "division" not in words

    def test_a_message_of_several_sentences_stands_whole_and_for_as_long_as_it_takes_to_read(
        self, window: Window
    ) -> None:
        window.resize(900, 700)
        toast = part(window, Toast)
        for words in ("The clock of this laptop stands before your last change. " * 5, "Saved."):
            window.tell(words)
            assert cut_off(toast) == []
            assert toast.geometry().bottom() < window.height()
            assert clock(toast).interval() >= max(10_000, 100 * len(words) - 1000)
        assert toast.height() < 60

    def test_a_message_offers_undo_for_ten_seconds(self, qtbot: QtBot, window: Window) -> None:
        undone: list[str] = []
        shown(window).told.emit("Photo removed from 9.4", lambda: undone.append("photo"))
        toast = part(window, Toast)
        assert toast.words() == "Photo removed from 9.4"
        assert clock(toast).interval() == 10_000
        toast.undo()
        toast.undo()
        assert undone == ["photo"]
        assert not toast.isVisible()
