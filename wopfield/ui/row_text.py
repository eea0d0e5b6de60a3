"""A field for words of a row: a draft within a second of typing, one entry when the field is left.

What is typed is based on the row that was on the screen when its words were loaded, however many newer values have
arrived meanwhile; those are shown only once nothing unsent stands in the field.
"""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from wopfield.errors import DiskFull
from wopfield.ui.operations import Operations
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.text import GrowingText

if TYPE_CHECKING:
    from collections.abc import Callable

    from wopfield.store.database import Database
    from wopfield.store.editor import Editor
    from wopfield.store.rows import Row


class RowText(GrowingText):
    """The words of one field of a row, whose register is that field alone."""

    def __init__(
        self,
        theme: Theme,
        operations: Operations,
        database: "Database",
        name: str,
        field: str,
        *,
        hint: str = "",
        least: int = 2,
        most: int = 12,
        write: "Callable[[Row, str, Editor], object] | None" = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, name, hint=hint, least=least, most=most, parent=parent)
        self._operations = operations
        self._database = database
        self._field = field
        self._write = write or partial(_set, field)
        self._author = ""
        self._shown: Row | None = None
        self._on_its_way = 0
        self.edited.connect(self._draft)
        self.left.connect(self._send)

    def show_row(self, shown: "Row", author: str, *, draft: str | None = None, locked: bool = False) -> None:
        """Show the words of a row, unless somebody is writing here; ``draft`` was typed and never left."""
        if self._shown is None or self._shown.id != shown.id:
            self.flush()
            self._on_its_way = 0
        elif self.is_typing() or self._on_its_way:
            return
        self._author = author
        self._shown = shown
        self.setReadOnly(locked)
        self.show_text(str(getattr(shown, self._field)))
        if draft is not None and draft != self.toPlainText():
            self.setPlainText(draft)

    def _draft(self, text: str) -> None:
        if self._shown is not None:
            # Through the writing thread, so that it never comes after the entry it is the draft of.
            keep = partial(_keep_draft, self._database, self._shown, self._field, text, self._author)
            self._operations.change(keep)

    def _send(self, text: str) -> None:
        if self._shown is not None:
            self._on_its_way += 1
            shown = self._shown
            self._operations.change(
                partial(_keep, self._write, shown, self._field, text),
                partial(self._kept, shown.id),
                partial(self._not_kept, shown),
            )

    def _kept(self, row: str, _done: object) -> None:
        if self._shown is not None and self._shown.id == row:
            self._on_its_way = max(0, self._on_its_way - 1)

    def _not_kept(self, shown: "Row", error: Exception) -> None:
        """Let the words stand here as not kept, so that they are sent again when the field is left.

        What finds no room on the disk is still on its way.
        """
        if not isinstance(error, DiskFull) and self._shown is not None and self._shown.id == shown.id:
            self._on_its_way = max(0, self._on_its_way - 1)
            self._before = str(getattr(shown, self._field))
        self._operations.failed.emit(error)


def _keep_draft(database: "Database", shown: "Row", field: str, text: str, author: str, _editor: "Editor") -> None:
    from wopfield.store import drafts

    drafts.keep(database, shown, field, {field: text}, author)


def _keep(write: "Callable[[Row, str, Editor], object]", shown: "Row", field: str, text: str, editor: "Editor") -> None:
    from wopfield.store import drafts

    write(shown, text, editor)
    drafts.forget(editor, shown, field)


def _set(field: str, shown: "Row", text: str, editor: "Editor") -> None:
    setattr(editor.take(shown), field, text)
