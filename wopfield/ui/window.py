"""The main window, and the way between screens.

Screens know no one but the window: they ask for a ``Place``, and the window opens it by the mapping it was given.
Each screen is built on its first visit and kept, so Back finds it as it was left, same row and scroll place.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from wopfield.errors import DiskFull, Trouble
from wopfield.language import _
from wopfield.ui.operations import Operations
from wopfield.ui.screen import Command, Place, Screen, ServerState
from wopfield.ui.shell.header import Header, Person
from wopfield.ui.shell.keyboard import Keyboard
from wopfield.ui.shell.keys import KeysOverlay
from wopfield.ui.shell.keys_of_a_screen import KeysOfAScreen
from wopfield.ui.shell.panes import next_pane
from wopfield.ui.shell.places import rail_entries, tabs
from wopfield.ui.shell.rail import Rail
from wopfield.ui.shell.searching import Searching
from wopfield.ui.shell.still import Still
from wopfield.ui.shell.tabs import Tabs
from wopfield.ui.shell.ways import Find, Marks, Way
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.aloud import announce
from wopfield.ui.widgets.focus import FocusRing, give_back
from wopfield.ui.widgets.palette import Palette
from wopfield.ui.widgets.strip import Strip
from wopfield.ui.widgets.toast import Toast

_UNDO = "Ctrl+Z"
_MOST_LAYERS = 8
"""More than ever lie open within one another in a screen."""


class Window(QMainWindow):
    """Rail, header, tabs and the screen that is open."""

    opened = Signal(object)
    """The Place that is open now."""
    lock_requested = Signal()

    def __init__(
        self,
        theme: Theme,
        ways: Mapping[str, Way],
        operations: Operations,
        person: Person,
        *,
        find: Find | None = None,
        letters: bool = True,
    ) -> None:
        """Put the window together; ``find`` searches what is kept, ``letters`` lets single keys do things."""
        super().__init__()
        self._ways = ways
        self._operations = operations
        self._person = person
        self._find = find
        self._letters = letters
        self._marks = Marks({}, {}, ServerState(0, None, connected=False))
        self._trail: list[Place] = []
        self._full = False
        """Whether it is said that there is no room on the disk."""
        self._told_of_room = False
        """Whether it was said, to whoever closed the window, that not all of it is on the disk."""
        self.setWindowTitle("WOPField")
        self.setMinimumSize(960, 600)
        self._build(theme)
        self._install_keys()
        operations.changed.connect(self._redraw)
        operations.failed.connect(self.complain)
        operations.saving.connect(self._say_saving)
        operations.saved.connect(self._say_saved)
        operations.unsaved.connect(self._say_unsaved)
        operations.waits.connect(self._say_waiting)

    # the way

    @property
    def place(self) -> Place | None:
        """Return the place that is open."""
        return self._trail[-1] if self._trail else None

    @property
    def shown(self) -> Screen | None:
        """Return the screen that is open."""
        current = self._stack.currentWidget()
        return current if isinstance(current, Screen) else None

    def go(self, place: Place) -> None:
        """Open a place; one that no way leads to is a mistake of the program.

        Raises:
            KeyError: no way leads there.
        """
        way = self._ways[place.name]
        self._still.take()
        self._leave()
        screen = self._screens.get(place.name) or self._built(place.name, way)
        if place in self._trail:
            # A place that is on the trail already is gone back to, so that the trail never runs in circles.
            del self._trail[self._trail.index(place) :]
        self._trail.append(place)
        screen.open(**dict(place.ids))
        self._dirty.discard(place.name)
        self._show(screen, place)
        self._still.lay()

    def go_back(self) -> None:
        """Close what is open inside the screen; else return to where one came from."""
        screen = self.shown
        if screen is None or not screen.go_back():
            self._return()

    def leave_place(self) -> None:
        """Close all that is open inside the screen, and return to where one came from, as its arrow says."""
        screen = self.shown
        for _layer in range(_MOST_LAYERS):
            if screen is None or not screen.go_back():
                break
        self._return()

    def _return(self) -> None:
        """Return to where one came from, as it was left; from the first place, to Home."""
        if len(self._trail) < 2:
            self.go(Place("home"))
            return
        self._still.take()
        self._leave()
        self._trail.pop()
        place = self._trail[-1]
        screen = self._screens.get(place.name) or self._built(place.name, self._ways[place.name])
        left = screen.focusWidget() if self._last.get(place.name) == place else None
        if self._last.get(place.name) != place:
            screen.open(**dict(place.ids))
        elif place.name in self._dirty:
            screen.redraw()
        self._dirty.discard(place.name)
        self._show(screen, place)
        self._still.lay()
        give_back(left)

    # what others tell the window

    def show_marks(
        self,
        *,
        rail: Mapping[str, int] | None = None,
        tabs: Mapping[str, int] | None = None,
        server: ServerState | None = None,
    ) -> None:
        """Show counts on rail and tabs, and what waits for the server; what is left out stays."""
        marks = self._marks
        if rail is not None:
            marks = replace(marks, rail=rail)
        if tabs is not None:
            marks = replace(marks, tabs=tabs)
        if server is not None:
            marks = replace(marks, server=server)
        self._marks = marks
        self._rail.set_badges(marks.rail)
        self._tabs.set_counts(marks.tabs)
        self._header.show_server(marks.server)

    def complain(self, error: Exception) -> None:
        """Say what happened, what is safe and what to do, above the screen, until it is put away."""
        if isinstance(error, Trouble):
            self._trouble.show_words(error.happened, " ".join(part for part in (error.safe, error.do) if part))
        else:
            self._trouble.show_words(
                _("Something in the program did not work."),
                _("What you entered before is safe on this laptop. You can go on; the details are kept."),
                details=f"{type(error).__name__}: {error}",
            )
        self._full = isinstance(error, DiskFull)
        self._trouble.show()
        announce(self._trouble, self._trouble.accessibleName())

    def tell(
        self, words: str, undo: Callable[[], object] | None = None, button: str = "", icon: str = "circle-check"
    ) -> None:
        """Say a sentence for ten seconds, with Undo where something can be undone, or with what ``button`` says."""
        self._toast.tell(words, undo, icon, button)

    def open_palette(self) -> None:
        """Open search and commands."""
        here = self.place.get("partnership") if self.place is not None else ""
        self._searching.open(here, self.shown.commands() if self.shown is not None else ())

    def restyle(self, theme: Theme) -> None:
        """Build everything anew in another look, text size or language, and open the same place.

        What the keyboard was on has the keyboard again, so that whoever chose by keys can go on from there.
        """
        spot = self._keyboard.spot()
        self._leave()
        trail = list(self._trail)
        self._keys.take_back()
        self._ring.deleteLater()
        self._build(theme)
        self.show_marks()
        self._trail = trail[:-1]
        if trail:
            self.go(trail[-1])
            self._keyboard.go_to(spot)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._leave()
        if self._operations.lacks_room and not self._told_of_room:
            self._told_of_room = True
            self.complain(_nothing_more_fits())
            event.ignore()
        else:
            super().closeEvent(event)

    # building

    def _build(self, theme: Theme) -> None:
        self.theme = theme
        self._screens: dict[str, Screen] = {}
        self._last: dict[str, Place] = {}
        self._dirty: set[str] = set()
        self._keys = KeysOfAScreen(self)
        whole = QWidget()
        across = QHBoxLayout(whole)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        self._rail = Rail(theme)
        self._rail.opened.connect(self._open_rail)
        across.addWidget(self._rail)
        column = QVBoxLayout()
        column.setSpacing(0)
        across.addLayout(column, 1)
        self._header = self._built_header(theme)
        column.addWidget(self._header)
        self._tabs = Tabs(theme)
        self._tabs.opened.connect(self._open_tab)
        self._tabs.hide()
        column.addWidget(self._tabs)
        self._trouble = Strip(theme, "danger", closable=True)
        self._trouble.hide()
        column.addWidget(self._trouble)
        self._stack = QStackedWidget()
        self._still = Still(self._operations, self._stack)
        column.addWidget(self._stack, 1)
        self.setCentralWidget(whole)
        self._toast = Toast(theme, whole)
        palette = Palette(theme, whole)
        self._searching = Searching(palette, self._operations, self._find, self.go, self.lock_requested.emit)
        self._overlay = KeysOverlay(theme, whole)
        self._ring = FocusRing(theme, self)
        self._keyboard = Keyboard(self._stack, self._ring)

    def _built_header(self, theme: Theme) -> Header:
        header = Header(theme, self._person)
        header.open_requested.connect(self.go)
        header.back_requested.connect(self.leave_place)
        header.search_requested.connect(self.open_palette)
        header.settings_requested.connect(lambda: self.go(Place("settings")))
        header.lock_requested.connect(self.lock_requested)
        header.laptop.show_saved(self._operations.saved_at)
        return header

    def _built(self, name: str, way: Way) -> Screen:
        screen = way(self.theme, self._operations)
        screen.open_requested.connect(self.go)
        screen.back_requested.connect(self.go_back)
        screen.headed.connect(self._head)
        screen.told.connect(self.tell)
        self._screens[name] = screen
        self._stack.addWidget(screen)
        self._keyboard.watch(screen)
        return screen

    def _show(self, screen: Screen, place: Place) -> None:
        self._last[place.name] = place
        self._stack.setCurrentWidget(screen)
        self._rail.light(screen.rail)
        self._tabs.setVisible(bool(screen.tab) and not screen.focus_mode)
        self._tabs.light(screen.tab)
        self._header.show_heading(screen)
        self._header.show_tools(screen.tools())
        self._trouble.hide()
        self._overlay.hide()  # whoever pressed a key that stands there has read it
        self._install_commands(screen)
        screen.setFocus(Qt.FocusReason.OtherFocusReason)
        self.opened.emit(place)

    def _head(self, heading: object) -> None:
        screen = self.shown
        if screen is not None and screen is self.sender():
            self._header.show_heading(screen)
            self._install_commands(screen)  # what a screen has read since may allow more

    def _leave(self) -> None:
        screen = self.shown
        if screen is not None:
            screen.leave()

    def _open_rail(self, key: str) -> None:
        self.go(Place(key))

    def _open_tab(self, name: str) -> None:
        place = self.place
        if place is not None and place.get("partnership"):
            self.go(Place(name, partnership=place.get("partnership")))

    # what is kept

    def _redraw(self, nouns: frozenset[str]) -> None:
        for name, screen in self._screens.items():
            if not screen.shows & nouns:
                continue
            if screen is self.shown:
                screen.redraw()
            else:
                self._dirty.add(name)

    def _say_saving(self) -> None:
        self._header.laptop.show_saving()

    def _say_saved(self) -> None:
        self._told_of_room = False
        if self._full:
            self._full = False
            self._trouble.hide()
        self._header.laptop.show_saved(self._operations.saved_at)

    def _say_unsaved(self) -> None:
        self._header.laptop.show_unsaved()

    def _say_waiting(self) -> None:
        self._header.laptop.show_waiting()

    def _confirm_saved(self) -> None:
        """Answer Ctrl+S: nobody has to save, and it is good to be told so."""
        self._leave()
        if self._operations.pending:
            self._operations.saved.connect(self._tell_saved, Qt.ConnectionType.SingleShotConnection)
        else:
            self._tell_saved()

    def _tell_saved(self, at: object = None) -> None:
        self.tell(_("Everything is saved on this laptop."))

    # keys

    def _show_keys(self) -> None:
        commands = self.shown.commands() if self.shown is not None else ()
        self._overlay.open([(one.keys, one.words) for one in commands if one.keys])

    def _install_keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+K": self.open_palette,
            "Ctrl+S": self._confirm_saved,
            "F1": self._show_keys,
            "Esc": self._escape,
            "F6": lambda: self._walk(1),
            "Shift+F6": lambda: self._walk(-1),
            "F11": lambda: self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen),
        }
        for number, entry in enumerate((entry for entry in rail_entries() if not entry.at_foot), start=1):
            keys[f"Alt+{number}"] = partial(self._open_rail, entry.key)
        for number, tab in enumerate(tabs(), start=1):
            keys[f"Ctrl+{number}"] = partial(self._open_tab, tab.place)
        for key, run in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(run)

    def _install_commands(self, screen: Screen) -> None:
        """Give the keys of the open screen's commands; a text field with the focus keeps single letters."""
        offered = (command.keys for command in screen.commands() if command.keys)
        self._keys.give({_UNDO, *(keys for keys in offered if len(keys) > 1 or self._letters)}, self._run)

    def _run(self, keys: str) -> None:
        if keys == _UNDO and self._toast.undo():
            return
        screen = self.shown
        commands: tuple[Command, ...] = screen.commands() if screen is not None else ()
        for command in commands:
            if command.keys == keys:
                command.run()
                return

    def _escape(self) -> None:
        screen = self.shown
        if screen is not None and (screen.focus_mode or len(self._trail) > 1):
            self.go_back()
        elif screen is not None:
            screen.go_back()

    def _walk(self, step: int) -> None:
        screen = self.shown
        panes = (self._rail, *(screen.panes() if screen is not None else ()))
        next_pane(panes, step)


def _nothing_more_fits() -> DiskFull:
    return DiskFull(
        _("What you entered last is not on the disk yet: there is no room on it."),
        safe=_("Everything saved before is safe."),
        do=_("Make room, and it is kept by itself. Closed once more, the program ends without it."),
    )
