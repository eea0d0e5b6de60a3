"""The window: the way between screens and back, what it says of saving, keys, and room for everything."""

from collections.abc import Callable
from datetime import datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Dressed
from tests.ui.looking import cut_off, unnamed
from wopfield.errors import DiskFull
from wopfield.ui.operations import Operations
from wopfield.ui.screen import Command, Heading, Place, Progress, Screen, ServerState
from wopfield.ui.shell.header import Person
from wopfield.ui.shell.keys import key_words
from wopfield.ui.shell.ways import Found
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.links import Link
from wopfield.ui.widgets.segments import Segments
from wopfield.ui.widgets.toast import Toast
from wopfield.ui.window import Window


class Sheet(Screen):
    """A screen that remembers what happened to it."""

    def __init__(self, theme: Theme, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(theme, operations, parent)
        self.told_of: list[str] = []
        self.drawer = False
        column = QVBoxLayout(self)
        self.line = QLineEdit()
        self.line.setAccessibleName("Line")
        self.button = QPushButton("Press")
        self.sizes = Segments(theme, "Size", [("1", "Small"), ("2", "Large")], "1")
        for part in (self.line, self.button, self.sizes):
            column.addWidget(part)

    def open(self, **ids: str) -> None:
        self.told_of.append(f"open {ids}")
        self.head(self.heading_of(ids))

    def heading_of(self, ids: dict[str, str]) -> Heading:
        return Heading(self.place.title())

    def redraw(self) -> None:
        self.told_of.append("redraw")

    def leave(self) -> None:
        self.told_of.append("leave")

    def go_back(self) -> bool:
        was_open, self.drawer = self.drawer, False
        return was_open


class Home(Sheet):
    place, rail = "home", "home"


class Sync(Sheet):
    place, rail = "sync", "sync"
    shows = frozenset({"visit"})


class Partnership(Sheet):
    place, tab = "partnership", "overview"

    def heading_of(self, ids: dict[str, str]) -> Heading:
        return Heading("Marowe – Rijnmeer", crumbs=(("Partnerships", Place("partnerships")),))


class Visits(Sheet):
    place, tab = "visits", "visits"
    shows = frozenset({"visit", "site"})

    def commands(self) -> tuple[Command, ...]:
        return (
            Command("New visit", lambda: self.told_of.append("new"), "Ctrl+N"),
            Command("Comment", lambda: self.told_of.append("comment"), "C"),
        )

    def panes(self) -> tuple[QWidget, ...]:
        return self.line, self.button


class Assessment(Sheet):
    place, focus_mode = "assessment", True

    def heading_of(self, ids: dict[str, str]) -> Heading:
        progress = Progress(62, 98, "62 of 98 rated", "36 to go")
        return Heading("Follow-up assessment 2026", "Marowe Water · Capacity review 2.1", progress=progress)


class Report(Sheet):
    place, focus_mode = "report", True

    def __init__(self, theme: Theme, operations: Operations) -> None:
        super().__init__(theme, operations)
        self.own_tools = QWidget(self)
        row = QHBoxLayout(self.own_tools)
        for words in ("Print", "Issue"):
            row.addWidget(QPushButton(words))

    def tools(self) -> QWidget:
        return self.own_tools


WAYS = {
    "home": Home,
    "sync": Sync,
    "partnership": Partnership,
    "visits": Visits,
    "assessment": Assessment,
    "report": Report,
}
P = {"partnership": "p1"}
Open = Callable[..., Window]


@pytest.fixture
def open_window(qtbot: QtBot, theme: Theme, no_operations: Operations) -> Open:
    def opened(look: Theme = theme, width: int = 1366, height: int = 768, **options: object) -> Window:
        window = Window(look, WAYS, no_operations, Person("Amina Diallo"), **options)  # type: ignore[arg-type]
        qtbot.addWidget(window)
        window.resize(width, height)
        with qtbot.waitActive(window):
            window.show()
        window.show_marks(
            rail={"sync": 2},
            tabs={"indicators": 1, "plan": 3},
            server=ServerState(37, datetime(2026, 11, 20, 9, 0)),
        )
        window.go(Place("home"))
        return window

    return opened


@pytest.fixture
def window(open_window: Open) -> Window:
    return open_window()


def shown(window: Window) -> Sheet:
    assert isinstance(window.shown, Sheet)
    return window.shown


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
        laptop = window._header.laptop
        with qtbot.waitSignal(no_operations.saved):
            no_operations.change(lambda change: None)
            assert laptop.words() == "Saving on this laptop"
        assert laptop.words().startswith("Saved on this laptop")
        assert "server" not in laptop.words()

    def test_what_waits_for_the_server_is_said_quietly(self, window: Window) -> None:
        assert window._header.server.words() == "37 waiting for the server last contact Fri 20 Nov"
        window.show_marks(server=ServerState(0, datetime(2026, 11, 20, 9, 0), online=True))
        assert window._header.server.words().startswith("On the server")
        window.show_marks(server=ServerState(0, datetime(2026, 11, 20, 9, 0), refused=1, online=True))
        assert window._header.server.words().startswith("1 refused by the server")
        window.show_marks(server=ServerState(3, datetime(2026, 11, 20, 9, 0), asks=True))
        assert window._header.server.words() == "3 waiting for the server sign in again"

    def test_a_laptop_without_a_server_hears_nothing_of_one(self, window: Window) -> None:
        window.show_marks(server=ServerState(0, None, connected=False))
        assert not window._header.server.isVisible()

    def test_trouble_is_told_in_sentences_above_the_screen(self, window: Window, no_operations: Operations) -> None:
        error = DiskFull("The disk is full.", safe="Your last answer is kept.", do="Free some space.")
        no_operations.failed.emit(error)
        assert window._trouble.isVisible()
        assert window._trouble.accessibleName() == "The disk is full. Your last answer is kept. Free some space."

    def test_a_bug_is_told_without_its_inside_unless_asked(self, window: Window, no_operations: Operations) -> None:
        no_operations.failed.emit(ZeroDivisionError("division by zero"))
        words = window._trouble.accessibleName()
        assert "safe" in words
        assert "division" not in words

    def test_a_message_offers_undo_for_ten_seconds(self, qtbot: QtBot, window: Window) -> None:
        undone: list[str] = []
        shown(window).told.emit("Photo removed from 9.4", lambda: undone.append("photo"))
        toast = window.findChild(Toast)
        assert toast.words() == "Photo removed from 9.4"
        assert toast._clock.interval() == 10_000
        toast.undo()
        toast.undo()
        assert undone == ["photo"]
        assert not toast.isVisible()


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
        assert window.findChild(Toast).words() == "Everything is saved on this laptop."
        assert shown(window).told_of[-1] == "leave"

    def test_esc_closes_what_is_open_in_the_screen_and_then_goes_back(self, window: Window) -> None:
        window.go(Place("assessment", assessment="a1", **P))
        shown(window).drawer = True
        QTest.keyClick(window, Qt.Key.Key_Escape)
        assert isinstance(shown(window), Assessment)
        QTest.keyClick(window, Qt.Key.Key_Escape)
        assert isinstance(shown(window), Home)

    def test_f6_walks_the_panes_and_returns_to_where_one_was(self, window: Window) -> None:
        window.go(Place("visits", **P))
        screen = shown(window)
        screen.line.setFocus()
        QTest.keyClick(window, Qt.Key.Key_F6)
        assert screen.button.hasFocus()
        QTest.keyClick(window, Qt.Key.Key_F6)
        rail = QApplication.focusWidget()
        assert window._rail.isAncestorOf(rail)
        QTest.keyClick(window, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
        assert screen.button.hasFocus()

    def test_f6_begins_with_the_first_pane_of_a_screen_that_has_just_been_opened(self, window: Window) -> None:
        window.go(Place("visits", **P))
        screen = shown(window)
        QTest.keyClick(window, Qt.Key.Key_F6)
        assert screen.line.hasFocus()
        QTest.keyClick(window, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
        assert window._rail.isAncestorOf(QApplication.focusWidget())

    def test_f6_goes_to_the_first_control_of_a_screen_that_is_one_pane(self, window: Window) -> None:
        window.go(Place("home"))
        screen = shown(window)
        QTest.keyClick(window, Qt.Key.Key_F6)
        first = QApplication.focusWidget()
        assert first is not screen
        assert screen.isAncestorOf(first)
        QTest.keyClick(window, Qt.Key.Key_F6)
        assert window._rail.isAncestorOf(QApplication.focusWidget())

    def test_tab_comes_to_a_screens_buttons_in_the_header_before_it_comes_to_the_screen(self, window: Window) -> None:
        window.go(Place("report", **P))
        stops = []
        window._header.findChildren(QAbstractButton)[0].setFocus(Qt.FocusReason.TabFocusReason)
        while (now := QApplication.focusWidget()) is not shown(window).line and len(stops) < 12:
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
        assert window._overlay.isVisible()
        words = {label.text() for label in window._overlay.findChildren(QWidget) if hasattr(label, "text")}
        assert {"New visit", "Search and commands"} <= words
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
        assert not window._overlay.isVisible()
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


class TestSearch:
    def test_ctrl_k_reaches_places_and_commands_by_typing(self, window: Window) -> None:
        window.go(Place("visits", **P))
        QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        field = QApplication.focusWidget()
        QTest.keyClicks(field, "new vis")
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert shown(window).told_of[-1] == "new"
        assert not window._palette.isVisible()

    def test_esc_closes_it_and_gives_the_focus_back(self, window: Window) -> None:
        window.go(Place("visits", **P))
        shown(window).line.setFocus()
        window.open_palette()
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
        assert shown(window).line.hasFocus()
        assert isinstance(shown(window), Visits)

    def test_it_finds_what_is_kept_and_goes_there(self, qtbot: QtBot, open_window: Open) -> None:
        def find(session: object, typed: str) -> list[Found]:
            return [Found(f"9.4 Reducing water {typed}", Place("visits", **P), "Items", level=2)]

        window = open_window(find=find)
        window.open_palette()
        field = QApplication.focusWidget()
        QTest.keyClicks(field, "losses")
        listed = window._palette._model
        qtbot.waitUntil(lambda: listed.rowCount() > 0 and "9.4" in listed.words(1))
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert window.place == Place("visits", **P)

    def test_of_two_of_one_name_the_one_of_the_open_partnership_comes_first(
        self, qtbot: QtBot, open_window: Open
    ) -> None:
        def find(session: object, typed: str) -> list[Found]:
            scopes = ("other", *P.values())
            return [Found("SDG 6", Place("visits", partnership=scope), "Screens") for scope in scopes]

        window = open_window(find=find)
        window.go(Place("assessment", assessment="a1", **P))
        window.open_palette()
        field = QApplication.focusWidget()
        QTest.keyClicks(field, "sdg")
        listed = window._palette._model
        qtbot.waitUntil(lambda: listed.rowCount() > 0 and "SDG" in listed.words(1))
        QTest.keyClick(field, Qt.Key.Key_Return)
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
        QTest.keyClicks(QApplication.focusWidget(), "visits")
        listed = window._palette._model
        qtbot.waitUntil(lambda: listed.rowCount() == 4)
        assert [listed.words(row) for row in range(4)] == ["Go to", "Visits", "Screens", "Visits other"]

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
        QTest.keyClicks(QApplication.focusWidget(), typed)
        listed = window._palette._model
        qtbot.waitUntil(lambda: "Items" in [listed.words(row) for row in range(listed.rowCount())])
        assert listed.words(1) == first

    def test_it_says_so_when_nothing_is_called_what_was_typed(self, qtbot: QtBot, open_window: Open) -> None:
        searched: list[str] = []

        def find(session: object, typed: str) -> list[Found]:
            searched.append(typed)
            return []

        window = open_window(find=find)
        window.open_palette()
        field = QApplication.focusWidget()
        QTest.keyClicks(field, "zzz")
        nothing = window._palette._nothing
        qtbot.waitUntil(lambda: searched == ["zzz"] and window._operations.pending == 0 and nothing.isVisible())
        assert cut_off(window) == []
        QTest.keyClick(field, Qt.Key.Key_Backspace, Qt.KeyboardModifier.ControlModifier)
        assert not nothing.isVisible()

    def test_a_click_beside_it_closes_it(self, qtbot: QtBot, window: Window) -> None:
        window.open_palette()
        qtbot.mouseClick(window._palette, Qt.MouseButton.LeftButton, pos=QPoint(20, 700))
        assert not window._palette.isVisible()


@pytest.mark.parametrize("place", [Place("home"), Place("visits", **P), Place("assessment", assessment="a", **P)])
@pytest.mark.parametrize("mirrored", [False, True], ids=["left to right", "right to left"])
@pytest.mark.parametrize(
    ("width", "height", "scale", "longer"),
    [
        (1366, 768, 1.0, False),
        (1366, 690, 1.0, True),
        (1366, 690, 1.3, False),
        (1366, 690, 1.3, True),
        (1024, 690, 1.0, True),
    ],
)
def test_nothing_is_cut_off(
    open_window: Open,
    dressed: Dressed,
    place: Place,
    mirrored: bool,
    width: int,
    height: int,
    scale: float,
    longer: bool,
) -> None:
    window = open_window(dressed(scale=scale, mirrored=mirrored, longer=longer), width, height)
    window.go(place)
    QApplication.processEvents()
    assert (window.width(), window.height()) == (width, height)
    assert cut_off(window) == []


def test_a_breadcrumb_is_whole_as_long_as_search_can_give_way(open_window: Open, dressed: Dressed) -> None:
    window = open_window(dressed(scale=1.3), 1366, 690)
    window.go(Place("partnership", **P))
    QApplication.processEvents()
    links = window._header.findChildren(Link)
    assert [link.text() for link in links if link.isVisible()] == ["Partnerships"]
    assert all(link.width() >= link.sizeHint().width() for link in links if link.isVisible())


def test_the_header_gives_way_in_order(open_window: Open, dressed: Dressed) -> None:
    def given(width: int, scale: float) -> list[bool]:
        window = open_window(dressed(scale=scale), width, 690)
        window.go(Place("assessment", assessment="a", **P))
        QApplication.processEvents()
        header = window._header
        return [header.search._short, header.server._short, not header._where._progress._bar.isVisible()]

    steps = [given(1366, 1.0), given(1366, 1.3), given(1100, 1.3), given(960, 1.3)]
    assert steps[0] == [False, False, False]
    assert all(sorted(step, reverse=True) == step for step in steps)
    assert sorted(map(sum, steps)) == list(map(sum, steps))


@pytest.mark.parametrize("place", [Place("home"), Place("visits", **P), Place("assessment", assessment="a", **P)])
def test_everything_that_can_be_focused_has_a_name(window: Window, place: Place) -> None:
    window.go(place)
    window.open_palette()
    assert unnamed(window) == []


def test_the_rail_stands_where_reading_starts(open_window: Open, dressed: Dressed) -> None:
    assert open_window(dressed())._rail.mapToGlobal(QPoint()).x() < 100
    mirrored = open_window(dressed(mirrored=True))
    assert mirrored._rail.mapTo(mirrored, QPoint()).x() > 1200


def test_a_plus_that_is_a_key_of_its_own_is_shown() -> None:
    assert [key_words(keys) for keys in ("Ctrl+K", "Ctrl++", "F1")] == ["Ctrl K", "Ctrl +", "F1"]
