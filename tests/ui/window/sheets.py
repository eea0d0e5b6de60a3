"""Six invented screens, for the tests of the window."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from wopfield.ui.operations import Operations
from wopfield.ui.screen import Command, Heading, Place, Progress, Screen
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.segments import Segments
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


def shown(window: Window) -> Sheet:
    assert isinstance(window.shown, Sheet)
    return window.shown
