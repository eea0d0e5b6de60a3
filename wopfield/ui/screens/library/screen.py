"""The library: look up a checklist, an indicator, a variable or a word, without a network."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from wopfield.language import _, plural
from wopfield.ui.moments import number_words
from wopfield.ui.operations import Operations
from wopfield.ui.screen import Command, Heading, Screen
from wopfield.ui.screens.library.books import INDICATORS, VARIABLES, WORDS, Books, Line, Spot, find_lines, read_books
from wopfield.ui.screens.library.leaf import PEER_REVIEW, Leaf
from wopfield.ui.screens.library.shelf_list import ShelfList
from wopfield.ui.theme import BODY, Theme
from wopfield.ui.widgets.card import Card
from wopfield.ui.widgets.labels import Label
from wopfield.ui.widgets.segments import Segments

_CHECKLISTS = "checklists"


class LibraryScreen(Screen):
    """Checklists, indicators, variables and words; nothing here can be changed."""

    place = "library"
    rail = "library"

    def __init__(self, theme: Theme, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(theme, operations, parent)
        self._books: Books | None = None
        self._spot = Spot(PEER_REVIEW, "")
        self._trail: list[Spot] = []
        self._checklist = PEER_REVIEW
        self._build()

    # what the window asks

    def open(self, **ids: str) -> None:
        wanted = _wanted(ids)
        self._say_heading()
        if wanted is not None:
            self._trail.clear()
            self._spot = wanted
            self._field.clear()
        if self._books is None:
            self.operations.read(lambda _session: read_books(), self._show)
        else:
            self._turn_to(self._spot)

    def commands(self) -> tuple[Command, ...]:
        return (
            Command(_("Find in the library"), self._search, "Ctrl+F", "search"),
            Command(_("Checklists"), partial(self._open_section, _CHECKLISTS), "", "list-check"),
            Command(_("Indicators"), partial(self._open_section, INDICATORS), "", "chart-line"),
            Command(_("Variables"), partial(self._open_section, VARIABLES), "", "table"),
            Command(_("Words"), partial(self._open_section, WORDS), "", "bookmark"),
        )

    def panes(self) -> tuple[QWidget, ...]:
        return (self._top, self._left, self._right)

    def go_back(self) -> bool:
        if self._trail:
            self._turn_to(self._trail.pop())
            return True
        if self._field.text():
            self._field.clear()
            return True
        return False

    # building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(12)
        column.addWidget(self._built_top())
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self._built_left(), 2)
        self._right = Card(self.theme, margins=(1, 1, 1, 1))
        self._leaf = Leaf(self.theme)
        self._leaf.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._leaf.setAccessibleName(_("What the library says"))
        self._leaf.asked.connect(self._follow)
        self._right.body.addWidget(self._leaf)
        row.addWidget(self._right, 3)
        column.addLayout(row, 1)

    def _built_top(self) -> QWidget:
        self._top = QWidget()
        row = QHBoxLayout(self._top)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        sections = (
            (_CHECKLISTS, _("Checklists")),
            (INDICATORS, _("Indicators")),
            (VARIABLES, _("Variables")),
            (WORDS, _("Words")),
        )
        self._sections = Segments(self.theme, _("Part of the library"), sections, _CHECKLISTS)
        self._sections.chosen.connect(self._open_section)
        row.addWidget(self._sections)
        row.addStretch(1)
        self._field = QLineEdit()
        self._field.setFont(self.theme.font(BODY))
        self._field.setAccessibleName(_("Find in the library"))
        self._field.setPlaceholderText(_("Find in the library"))
        self._field.setClearButtonEnabled(True)
        self._field.setMaximumWidth(self.theme.px(420))
        self._field.textChanged.connect(self._fill)
        self._field.returnPressed.connect(self._enter_list)
        row.addWidget(self._field, 3)
        return self._top

    def _built_left(self) -> QWidget:
        self._left = Card(self.theme, margins=(1, 10, 1, 8), spacing=8)
        inner = QHBoxLayout()
        inner.setContentsMargins(12, 0, 12, 0)
        self._choice = Segments(self.theme, _("Checklist"), list(_short_titles().items()), PEER_REVIEW)
        self._choice.chosen.connect(self._open_shelf)
        inner.addWidget(self._choice)
        inner.addStretch(1)
        self._left.body.addLayout(inner)
        self._list = ShelfList(self.theme)
        self._list.chosen.connect(self._chosen)
        self._left.body.addWidget(self._list, 1)
        self._note = Label(self.theme, "", "secondary", ink="ink3", wrap=True)
        self._note.setContentsMargins(16, 0, 16, 2)
        self._left.body.addWidget(self._note)
        return self._left

    # showing

    def _show(self, books: Books) -> None:
        self._books = books
        self._turn_to(self._spot)

    def _turn_to(self, spot: Spot) -> None:
        """Show a spot, and the shelf it stands on around it."""
        books = self._books
        if books is None:
            return
        self._spot = spot
        if spot.shelf in books.checklists:
            self._checklist = spot.shelf
            self._choice.choose(spot.shelf)
        self._sections.choose(_section_of(books, spot.shelf))
        self._fill()
        if not self._list.choose_line(spot.code) and self._field.text():
            # What somebody follows a link to is shown, whatever they were looking for before.
            self._field.clear()
            self._list.choose_line(spot.code)

    def _fill(self) -> None:
        """Show the lines of the shelf in which every word typed occurs."""
        books, shelf, typed = self._books, self._spot.shelf, self._field.text()
        if books is None:
            return
        lines = find_lines(books.shelves[shelf], typed)
        self._list.lines.show_rows(lines)
        self._choice.setVisible(shelf in books.checklists)
        self._say_counts(books, typed)
        if not self._list.choose_line(self._spot.code):
            self._choose_first(lines)

    def _say_counts(self, books: Books, typed: str) -> None:
        for code, words in _short_titles().items():
            count = _count(find_lines(books.shelves[code], typed))
            self._choice.set_words(code, f"{words} {count}")
        count = _count(find_lines(books.shelves[self._spot.shelf], typed))
        if typed and not count:
            self._note.setText(_("Nothing here says that. Try fewer words, or another part of the library."))
        elif typed:
            self._note.setText(plural("{count} found", "{count} found", count, count=number_words(count)))
        self._note.setVisible(bool(typed.strip()))

    def _choose_first(self, lines: tuple[Line, ...]) -> None:
        first = next((line for line in lines if not line.is_group), None)
        if first is not None:
            self._list.choose_line(first.code)
        elif self._books is not None:
            self._leaf.show_spot(self._books, Spot("", ""))

    def _say_heading(self) -> None:
        self.head(Heading(_("Library"), _("to look things up; it works without internet")))

    # what people do

    def _open_section(self, section: str) -> None:
        self._open_shelf(self._checklist if section == _CHECKLISTS else section)

    def _open_shelf(self, shelf: str) -> None:
        self._trail.clear()
        self._turn_to_shelf(shelf)

    def _turn_to_shelf(self, shelf: str) -> None:
        books = self._books
        if books is None:
            self._spot = Spot(shelf, "")
            return
        if shelf in books.checklists:
            self._checklist = shelf
            self._choice.choose(shelf)
        self._sections.choose(_section_of(books, shelf))
        self._spot = Spot(shelf, "")
        self._fill()

    def _follow(self, spot: Spot) -> None:
        self._trail.append(self._spot)
        self._turn_to(spot)
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _chosen(self, key: object) -> None:
        index = self._list.currentIndex()
        if self._books is None or key is None or not index.isValid():
            return
        self._spot = Spot(self._spot.shelf, self._list.lines.row(index.row()).code)
        self._leaf.show_spot(self._books, self._spot)

    def _search(self) -> None:
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    def _enter_list(self) -> None:
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)


def _short_titles() -> dict[str, str]:
    return {PEER_REVIEW: _("Peer review"), "capacity_assessment": _("Capacity"), "site_inspection": _("Sites")}


def _wanted(ids: dict[str, str]) -> Spot | None:
    """Return what a place asks for: an item (with its checklist), an indicator, a variable or a word."""
    if "item" in ids:
        return Spot(ids.get("checklist", PEER_REVIEW), ids["item"])
    shelves = {"indicator": INDICATORS, "variable": VARIABLES, "word": WORDS}
    return next((Spot(shelf, ids[noun]) for noun, shelf in shelves.items() if noun in ids), None)


def _section_of(books: Books, shelf: str) -> str:
    return _CHECKLISTS if shelf in books.checklists else shelf


def _count(lines: tuple[Line, ...]) -> int:
    return sum(not line.is_group for line in lines)
