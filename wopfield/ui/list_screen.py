"""A list of what a partnership has of one kind, such as its visits, with a way to begin the next."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wopfield.language import _
from wopfield.ui.begun import Begun, Field
from wopfield.ui.deleted import DeletedStrips
from wopfield.ui.operations import Operations
from wopfield.ui.screen import Heading, Place, Screen, beginning
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.card import Card, SectionTitle
from wopfield.ui.widgets.empty import Empty
from wopfield.ui.widgets.panel import Panel
from wopfield.ui.widgets.rows import Column, RowsModel, RowsView

LineT = TypeVar("LineT")


class ListScreen(Screen, Generic[LineT]):
    """A title with a button, below it the list, and at its side the panel in which the next one is begun.

    A subclass builds the list first, then what stands beside it in the order of reading.
    """

    rail = "partnerships"

    def __init__(self, theme: Theme, operations: Operations, *, today: Callable[[], date] = date.today) -> None:
        super().__init__(theme, operations)
        self._today = today
        self._scope = ""
        self._to_begin = False
        """Whether somebody came here to begin a new one, whose panel is not open yet."""

    def open(self, **ids: str) -> None:
        self._scope = ids.get("partnership", "")
        self._to_begin = Place(self.place, **ids) == beginning(self.place, self._scope)
        self._side.hide()
        self.head(Heading("", crumbs=((_("Partnerships"), Place("partnerships")),)))
        self.redraw()

    def leave(self) -> None:
        self._to_begin = False
        self.begun.flush()

    def panes(self) -> tuple[QWidget, ...]:
        return (self.title, self.card, self.empty, self._side)

    def go_back(self) -> bool:
        was_open = self._side.isVisible()
        self._side.hide()
        return was_open

    # what a subclass says

    def _open_one(self, key: object) -> None:
        """Go to the one of that key."""

    def _begin(self) -> None:
        """Open the panel for a new one."""

    # building

    def _build_list(
        self,
        title: str,
        start: str,
        columns: Sequence[Column[LineT]],
        key: Callable[[LineT], Hashable],
        *,
        icon: str = "plus",
        row_height: int = 60,
    ) -> None:
        theme = self.theme
        self._name = title
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(12)
        self.title = SectionTitle(theme, title, role="page")
        self._next_one = Button(theme, start, icon, kind="primary")
        self._next_one.clicked.connect(self._begin)
        self.title.tools.addWidget(self._next_one)
        column.addWidget(self.title)
        self._below = QHBoxLayout()
        self._below.setSpacing(12)
        column.addLayout(self._below, 1)
        self.card = Card(theme, margins=(1, 4, 1, 8))
        self.model = RowsModel[LineT](columns, key, self)
        self.view = RowsView(theme, title, self.model, row_height=row_height)
        self.view.opened.connect(self._open_one)
        self.view.clicked.connect(lambda index: self._open_one(self.model.key_of(index.row())))
        self.card.body.addWidget(self.view)
        self._below.addWidget(self.card, 1)

    def _build_empty(self, title: str, words: str, start: str, link: str = "", *, icon: str = "plus") -> None:
        self.empty = Empty(self.theme, title, words, start, link, icon=icon)
        self.empty.started.connect(self._begin)
        self.empty.asked.connect(lambda: self.open_requested.emit(Place("library")))
        self._below.addWidget(self.empty, 1, Qt.AlignmentFlag.AlignTop)

    def _build_side(self, side: QWidget, width: int, *, full_height: bool = False) -> None:
        """Put what stands beside the list; the width is in pixels at 100 %."""
        self._side = side
        side.setFixedWidth(self.theme.px(width))
        self._below.addWidget(side, 0, Qt.AlignmentFlag(0) if full_height else Qt.AlignmentFlag.AlignTop)

    def _build_deleted(self) -> None:
        """Put what was deleted below the list."""
        self.deleted = DeletedStrips(self.theme, self.operations)
        self.deleted.brought_back.connect(self._brought_back)
        self._column.addWidget(self.deleted)

    def _brought_back(self, words: str) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.told.emit(words, None)

    def _remember(self, name: str, panel: Panel, fields: Mapping[str, Field]) -> None:
        """Keep what is begun in the panel until it is added."""
        self.begun = Begun(self.theme, self.operations, name, fields)
        panel.show_begun(self.begun)

    # showing

    def _show_lines(self, partnership: str, lines: Sequence[LineT], note: str) -> None:
        """Show a partnership by its name, its lines, and how many they are."""
        here = Place("partnership", partnership=self._scope)
        self.head(Heading(self._name, crumbs=((_("Partnerships"), Place("partnerships")), (partnership, here))))
        self.card.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        self._next_one.setVisible(bool(lines))  # where there is nothing yet, the same button stands with its words
        self.title.set_note(note if lines else "")
        self.model.show_rows(lines)
        if self._to_begin:
            self._to_begin = False
            self._begin()
