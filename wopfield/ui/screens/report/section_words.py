"""The section that is looked at: what it lacks, its title and words, and what the utility says of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wopfield.domain.summary import AreaResult
from wopfield.language import _
from wopfield.report.lacking import Lack
from wopfield.store.tables import Feedback, Report
from wopfield.ui.icons import pixmap
from wopfield.ui.operations import Operations
from wopfield.ui.row_text import RowText
from wopfield.ui.screens.report.area_words import AreaWords
from wopfield.ui.screens.report.work import Written, write_section
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.buttons import Button, IconButton
from wopfield.ui.widgets.card import Card
from wopfield.ui.widgets.choose import Tick
from wopfield.ui.widgets.focus import tab_in_reading_order
from wopfield.ui.widgets.labels import Label
from wopfield.ui.widgets.page import clear
from wopfield.ui.widgets.readers import Readers

if TYPE_CHECKING:
    from wopfield.store.database import Database
    from wopfield.store.editor import Editor

WITHOUT_WORDS = frozenset({"cover", "contents", "summary", "blank"})
"""Sections that have no title or words of their own; those of the summary stand in fields below."""


@dataclass(frozen=True, slots=True)
class Section:
    """What is shown of a section."""

    key: str
    name: str
    lacks: tuple[Lack, ...] = ()


class SectionWords(QWidget):
    """Shows one section at a time."""

    def __init__(
        self, theme: Theme, operations: Operations, database: "Database", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._operations, self._database = theme, operations, database
        self._written: Written | None = None
        self._author = self._key = ""
        self._today = date.min
        self._feedback: tuple[Feedback, ...] = ()
        self._areas: tuple[AreaResult, ...] = ()
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._name = Label(theme, "", "section", wrap=True)
        column.addWidget(self._name)
        self._lacks = QVBoxLayout()
        self._lacks.setSpacing(4)
        column.addLayout(self._lacks)
        self.title = RowText(
            theme, operations, database, _("Title of this section"), "text",
            hint=_("Left empty, the title says the finding from the data"), most=10, write=write_section,
        )  # fmt: skip
        self.words = RowText(
            theme, operations, database, _("Your words at its head"), "text",
            hint=_("What the reader should know first"), least=3, most=10, write=write_section,
        )  # fmt: skip
        self.found = AreaWords(theme, operations, database)
        self._labels = [Label(theme, _("Title of this section"), "secondary"),
                        Label(theme, _("Your words at its head"), "secondary")]  # fmt: skip
        for label, field in zip(self._labels, (self.title, self.words), strict=True):
            label.setBuddy(field)
            column.addWidget(label)
            column.addWidget(field)
        column.addWidget(self.found)
        self._comments = QVBoxLayout()
        self._comments.setSpacing(8)
        column.addLayout(self._comments)
        self.add = Button(theme, _("Add a comment of the utility"), "plus", kind="link")
        self.add.clicked.connect(self._add)
        column.addWidget(self.add, alignment=Qt.AlignmentFlag.AlignLeft)
        self._cards: dict[str, FeedbackCard] = {}

    def show_draft(
        self,
        written: Written,
        author: str,
        feedback: Sequence[Feedback],
        areas: Sequence[AreaResult],
        today: date,
    ) -> None:
        """Take what was read of a report."""
        self._written, self._author, self._today = written, author, today
        self._feedback, self._areas = tuple(feedback), tuple(areas)

    def show_section(self, section: Section) -> None:
        """Show another section, or the same one anew."""
        if self._written is None:
            return
        self._key = section.key
        self._name.setText(section.name)
        clear(self._lacks)
        for lack in section.lacks:
            self._lacks.addWidget(self._lack(lack.words))
        writes = section.key not in WITHOUT_WORDS
        for part in (self.title, self.words, *self._labels, self.add):
            part.setVisible(writes)
        if writes:
            for field, of in ((self.title, "titles"), (self.words, "texts")):
                row = self._written.at(of, section.key)
                field.show_row(row, self._author, draft=self._written.typed.get(row.id))
        else:
            self.flush()
        of_areas = section.key == "areas" and bool(self._areas)
        self.found.setVisible(of_areas)
        if of_areas:
            self.found.show_areas(self._written, self._author, self._areas)
        else:
            self.found.flush()
        self._show_comments()

    @property
    def key(self) -> str:
        """Return the section that is shown."""
        return self._key

    def is_written_in(self) -> bool:
        """Return whether the keyboard is in one of its fields."""
        focused = self.focusWidget()
        return focused is not None and focused.hasFocus() and self.isAncestorOf(focused)

    def flush(self) -> None:
        """Keep what is being written."""
        self.title.flush()
        self.words.flush()
        self.found.flush()
        for card in self._cards.values():
            card.flush()

    def cards(self) -> "tuple[FeedbackCard, ...]":
        """Return the comments shown, in order."""
        return tuple(self._cards.values())

    def _lack(self, words: str) -> QWidget:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        picture = Label(self._theme, "")
        picture.setPixmap(pixmap(self._theme, "alert-triangle", self._theme.warning, 18))
        row.addWidget(picture, alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(Label(self._theme, words, "secondary", wrap=True), 1)
        return whole

    def _show_comments(self) -> None:
        shown = [one for one in self._feedback if one.section == self._key and self._key not in WITHOUT_WORDS]
        if list(self._cards) != [one.id for one in shown]:
            for card in self._cards.values():
                card.flush()
            clear(self._comments)
            self._cards = {}
            for one in shown:
                card = FeedbackCard(self._theme, self._operations, self._database)
                self._comments.addWidget(card)
                self._cards[one.id] = card
            tab_in_reading_order(self._column)
        for one in shown:
            self._cards[one.id].show_row(one, self._author)

    def _add(self) -> None:
        if self._written is not None:
            self._operations.change(partial(_add, self._written.draft, self._key, self._today))


class FeedbackCard(Card):
    """One comment of the utility with the team's reply."""

    def __init__(
        self, theme: Theme, operations: Operations, database: "Database", parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, margins=(10, 6, 6, 10), spacing=4, parent=parent)
        self._operations = operations
        self._row: Feedback | None = None
        head = QHBoxLayout()
        head.addWidget(Label(theme, _("The utility says"), "secondary"), 1)
        self.readers = Readers(theme)
        self.readers.chosen.connect(self._set_readers)
        head.addWidget(self.readers)
        away = IconButton(theme, "trash", _("Delete this comment"), size=18)
        away.clicked.connect(self._remove)
        head.addWidget(away)
        self.body.addLayout(head)
        self.text = RowText(theme, operations, database, _("The utility says"), "text", least=2)
        self.said_by = RowText(theme, operations, database, _("Who said it, by function"), "said_by", least=1, most=2,
                               hint=_("Who said it, by function"))  # fmt: skip
        self.reply = RowText(theme, operations, database, _("The team replies"), "reply", least=2)
        self.body.addWidget(self.text)
        self.body.addWidget(self.said_by)
        self.body.addWidget(Label(theme, _("The team replies"), "secondary"))
        self.body.addWidget(self.reply)
        self.changed = Tick(theme, _("The report was changed"))
        self.changed.clicked.connect(self._set_changed)
        self.body.addWidget(self.changed)

    def show_row(self, row: Feedback, author: str) -> None:
        """Show a comment."""
        self._row = row
        for field in (self.text, self.said_by, self.reply):
            field.show_row(row, author)
        self.changed.setChecked(row.changed)
        self.readers.show_audience(row.audience)

    def flush(self) -> None:
        """Keep what is being written."""
        for field in (self.text, self.said_by, self.reply):
            field.flush()

    def _set_changed(self, on: bool) -> None:
        if self._row is not None:
            self._operations.change(partial(_set_changed, self._row, on))

    def _set_readers(self, audience: str) -> None:
        if self._row is not None:
            self._operations.change(partial(_set_readers, self._row, audience))

    def _remove(self) -> None:
        if self._row is not None:
            self._operations.change(partial(_remove, self._row))


# ── deeds ────────────────────────────────────────────────────────────────────────────────────────────────────


def _add(shown: Report, section: str, today: date, editor: "Editor") -> None:
    from wopfield.store import feedback

    feedback.add(editor, feedback.blank(shown.scope, shown.assessment, section, today))


def _set_readers(row: Feedback, audience: str, editor: "Editor") -> None:
    from wopfield.domain.audience import audience_of
    from wopfield.store import readers

    readers.set_all(editor, [row], audience_of(audience))


def _set_changed(row: Feedback, on: bool, editor: "Editor") -> None:
    from wopfield.store import feedback

    feedback.set_changed(editor, row, on)


def _remove(row: Feedback, editor: "Editor") -> None:
    from wopfield.store import feedback

    feedback.remove(editor, row)
