"""What every screen is to the window: a place with a heading that shows some nouns and asks for others.

Screens never import one another. A screen that wants another one opened emits ``open_requested`` with a
``Place``; the window knows the way.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from wopfield.ui.operations import Operations
from wopfield.ui.theme import Theme

Tone = Literal["plain", "accent", "warning", "danger", "good"]


@dataclass(frozen=True, slots=True, init=False)
class Place:
    """Somewhere in the program: the name of a screen and the ids of what it shows there."""

    name: str
    ids: tuple[tuple[str, str], ...]

    def __init__(self, name: str, /, **ids: str) -> None:
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "ids", tuple(sorted(ids.items())))

    def get(self, noun: str) -> str:
        """Return the id of ``noun`` here, or an empty text."""
        return dict(self.ids).get(noun, "")


def beginning(name: str, partnership: str) -> Place:
    """Return where a new one is begun: the list of a partnership with its form open, by one press."""
    return Place(name, partnership=partnership, begin="new")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far something is, in the header of a focus screen."""

    done: int
    total: int
    words: str
    """Such as "62 of 98 rated"."""
    rest: str = ""
    """Such as "36 to go"."""
    rest_tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Mark:
    """A pill beside the title, such as "Draft 3"."""

    words: str
    tone: Tone = "warning"
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """What the header says about the screen that is open."""

    title: str
    subtitle: str = ""
    crumbs: tuple[tuple[str, Place], ...] = ()
    """What stands before the title in the breadcrumb; left out on focus screens."""
    progress: Progress | None = None
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that can be done here, for Ctrl+K, the keyboard and the shortcut overview."""

    words: str
    run: Callable[[], object]
    keys: str = ""
    """As Qt writes them, ``Ctrl+N``; a single letter works only while no text field has focus."""
    icon: str = "arrow-right"
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ServerState:
    """The second half of the save state: what waits for the server, what it refused, and when it was last reached."""

    waiting: int
    last_contact: datetime | None
    refused: int = 0
    """How much the server refused, which is not there."""
    online: bool = False
    connected: bool = True
    """Whether this laptop works with a server at all."""
    files: int = 0
    """How many photos and documents are here and not there."""
    asks: bool = False
    """The server asks for the password again; nothing goes there before."""


class Screen(QWidget):
    """One screen; the window opens it, tells it when nouns it shows have changed, and leaves it.

    A subclass sets the class attributes, builds its parts in its constructor, fills them in ``open``, and
    calls ``head`` once it knows its title.
    """

    open_requested = Signal(object)
    """A Place to go to."""
    back_requested = Signal()
    headed = Signal(object)
    """The Heading has changed, and with it perhaps what can be done here."""
    told = Signal(str, object)
    """A sentence for the toast, and what Undo does (a callable) or None."""

    place: str = ""
    rail: str = "partnerships"
    """Which entry of the rail is lit."""
    tab: str = ""
    """Which tab of a partnership is lit; empty outside one."""
    focus_mode: bool = False
    """Whether Back, title and progress stand in place of breadcrumb and tabs."""
    shows: frozenset[str] = frozenset()
    """The nouns for which the window calls ``redraw`` when one has changed."""

    def __init__(self, theme: Theme, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.operations = operations
        self.heading = Heading("")
        # A click beside everything takes the focus out of a field, which keeps what was typed there.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def open(self, **ids: str) -> None:
        """Show what the ids name; called each time somebody comes here."""

    def redraw(self) -> None:
        """Show again what is shown; called when one of ``shows`` has changed while the screen is open."""

    def leave(self) -> None:
        """Keep what is being typed; called before another screen is opened and before the window closes."""

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here now."""
        return ()

    def panes(self) -> tuple[QWidget, ...]:
        """Return the parts F6 walks through, in reading order."""
        return (self,)

    def tools(self) -> QWidget | None:
        """Return buttons that stand in the header instead of search and save state, or None.

        Asked each time the screen is shown: return the same widget, made once.
        """
        return None

    def go_back(self) -> bool:
        """Close what is open inside the screen (a drawer, a detail); return False when nothing was."""
        return False

    def head(self, heading: Heading) -> None:
        """Say what the header shows."""
        self.heading = heading
        self.setAccessibleName(heading.title)
        self.headed.emit(heading)
