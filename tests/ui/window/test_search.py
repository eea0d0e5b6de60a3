"""The window: going anywhere by a few letters."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListView, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Dressed
from tests.ui.looking import cut_off
from tests.ui.stage import focused, part, words_in
from tests.ui.window.sheets import Open, P, Visits, shown
from wopfield.ui.operations import Operations
from wopfield.ui.screen import Place
from wopfield.ui.shell.ways import Found
from wopfield.ui.widgets.palette import Entry, Palette
from wopfield.ui.window import Window


def searched(qtbot: QtBot, window: Window, typed: str, found: str) -> QWidget:
    """Type into the search, and return its field once the first thing listed says what is to be found."""
    window.open_palette()
    field = focused()
    QTest.keyClicks(field, typed)
    qtbot.waitUntil(lambda: found in "".join(listed(window)[1:2]))
    return field


def listed(window: Window) -> list[str]:
    """Return the lines of the search, those that name a group too."""
    model = part(part(window, Palette), QListView).model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


class TestSearch:
    def test_ctrl_k_reaches_places_and_commands_by_typing(self, window: Window) -> None:
        window.go(Place("visits", **P))
        QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        field = focused()
        QTest.keyClicks(field, "new vis")
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert shown(window).told_of[-1] == "new"
        assert not part(window, Palette).isVisible()

    def test_esc_closes_it_and_gives_the_focus_back(self, window: Window) -> None:
        window.go(Place("visits", **P))
        shown(window).line.setFocus()
        window.open_palette()
        QTest.keyClick(focused(), Qt.Key.Key_Escape)
        assert shown(window).line.hasFocus()
        assert isinstance(shown(window), Visits)

    def test_it_finds_what_is_kept_and_goes_there(self, qtbot: QtBot, open_window: Open) -> None:
        def find(session: object, typed: str) -> list[Found]:
            return [Found(f"9.4 Reducing water {typed}", Place("visits", **P), "Items", level=2)]

        window = open_window(find=find)
        QTest.keyClick(searched(qtbot, window, "losses", "9.4"), Qt.Key.Key_Return)
        assert window.place == Place("visits", **P)

    def test_of_two_of_one_name_the_one_of_the_open_partnership_comes_first(
        self, qtbot: QtBot, open_window: Open
    ) -> None:
        def find(session: object, typed: str) -> list[Found]:
            scopes = ("other", *P.values())
            return [Found("SDG 6", Place("visits", partnership=scope), "Screens") for scope in scopes]

        window = open_window(find=find)
        window.go(Place("assessment", assessment="a1", **P))
        QTest.keyClick(searched(qtbot, window, "sdg", "SDG"), Qt.Key.Key_Return)
        assert window.place == Place("visits", **P)

    def test_a_tab_of_the_open_partnership_is_offered_once_and_with_its_key(
        self, qtbot: QtBot, open_window: Open
    ) -> None:
        def find(session: object, typed: str) -> list[Found]:
            scopes = (*P.values(), "other")
            return [Found("Visits", Place("visits", partnership=scope), "Screens", scope) for scope in scopes]

        window = open_window(find=find)
        window.go(Place("partnership", **P))
        window.open_palette()
        QTest.keyClicks(focused(), "visits")
        qtbot.waitUntil(lambda: listed(window) == ["Go to", "Visits", "Screens", "Visits other"])

    @pytest.mark.parametrize(("typed", "first"), [("plan", "Improvement plan"), ("rove", "Rovers leak")])
    def test_where_one_may_go_from_here_comes_before_what_was_found_but_not_before_what_fits_better(
        self, qtbot: QtBot, open_window: Open, typed: str, first: str
    ) -> None:
        def find(session: object, typed: str) -> list[Found]:
            words = ("10.7 Unusual for this plant", "1.9 Demand forecast and supply plan", "Rovers leak")
            return [Found(one, Place("assessment", **P), "Items") for one in words if typed in one.casefold()]

        window = open_window(find=find)
        window.go(Place("partnership", **P))
        window.open_palette()
        QTest.keyClicks(focused(), typed)
        qtbot.waitUntil(lambda: "Items" in listed(window))
        assert listed(window)[1] == first

    def test_it_says_so_when_nothing_is_called_what_was_typed(
        self, qtbot: QtBot, open_window: Open, no_operations: Operations
    ) -> None:
        searched: list[str] = []

        def find(session: object, typed: str) -> list[Found]:
            searched.append(typed)
            return []

        window = open_window(find=find)
        window.open_palette()
        field = focused()
        QTest.keyClicks(field, "zzz")
        nothing = "Nothing is called so. Try fewer letters."
        qtbot.waitUntil(lambda: searched == ["zzz"] and no_operations.pending == 0 and nothing in words_in(window))
        assert cut_off(window) == []
        QTest.keyClick(field, Qt.Key.Key_Backspace, Qt.KeyboardModifier.ControlModifier)
        assert nothing not in words_in(window)

    def test_it_locks(self, qtbot: QtBot, window: Window) -> None:
        window.open_palette()
        field = focused()
        QTest.keyClicks(field, "lock now")
        with qtbot.waitSignal(window.lock_requested):
            QTest.keyClick(field, Qt.Key.Key_Return)

    def test_a_click_beside_it_closes_it(self, qtbot: QtBot, window: Window) -> None:
        window.open_palette()
        qtbot.mouseClick(part(window, Palette), Qt.MouseButton.LeftButton, pos=QPoint(20, 700))
        assert not part(window, Palette).isVisible()


@pytest.mark.parametrize("mirrored", [False, True])
def test_the_full_stop_of_a_sentence_stands_behind_it_whichever_way_the_window_runs(
    qtbot: QtBot, dressed: Dressed, mirrored: bool
) -> None:
    window = QWidget()
    window.resize(1000, 600)
    qtbot.addWidget(window)
    palette = Palette(dressed(mirrored=mirrored), window)
    palette.open([Entry("first", "One", print), Entry("IIII IIII.", "Two", print)])
    window.show()
    listed = palette.findChild(QListView)
    assert isinstance(listed, QListView)
    seen = listed.viewport().grab(listed.visualRect(listed.model().index(3, 0))).toImage()

    paper = seen.pixelColor(seen.width() // 2, 2).lightness()
    near = 48  # the icon, and the room beside it
    inked = [
        [y for y in range(seen.height()) if seen.pixelColor(x, y).lightness() < paper - 60]
        for x in range(near, seen.width() - near)
    ]
    words = [column for column in inked if column]
    assert max(words[0]) - min(words[0]) > 3 * (max(words[-1]) - min(words[-1]))
