"""A field for words that stand among those of all sections."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from wopfield.store.tables import Report
from wopfield.ui.operations import Operations
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.text import GrowingText

if TYPE_CHECKING:
    from wopfield.store.database import Database
    from wopfield.store.editor import Editor


class SectionText(GrowingText):
    """One section's title or words, kept among those of all sections; a draft while it is typed."""

    def __init__(
        self, theme: Theme, operations: Operations, database: "Database", name: str, field: str, hint: str, least: int
    ) -> None:
        super().__init__(theme, name, hint=hint, least=least, most=10)
        self._operations, self._database, self._field = operations, database, field
        self._author = self._section = ""
        self._shown: Report | None = None
        self._on_its_way = 0
        self.edited.connect(self._draft)
        self.left.connect(self._send)

    def show_section(self, shown: Report, section: str, author: str, draft: Mapping[str, object] | None) -> None:
        """Show the words of a section, unless somebody is writing here; ``draft`` was typed and never left."""
        other = self._shown is None or (self._shown.id, self._section) != (shown.id, section)
        if other:
            self.flush()
        elif self.is_typing() or self._on_its_way:
            return
        self._shown, self._section, self._author = shown, section, author
        kept = str(getattr(shown, self._field).get(section, ""))
        self.show_text(kept)
        typed = None if draft is None else draft.get(self._field)
        said = typed.get(section) if isinstance(typed, dict) else None
        if isinstance(said, str) and said != kept:
            self.setPlainText(said)

    def _draft(self, text: str) -> None:
        if self._shown is not None:
            self._operations.change(
                partial(_keep_draft, self._database, self._shown, self._field, self._section, text, self._author)
            )

    def _send(self, text: str) -> None:
        if self._shown is None:
            return
        self._on_its_way += 1
        self._operations.change(
            partial(_write, self._shown, self._field, self._section, text), self._kept, self._not_kept
        )

    def _kept(self, _done: object) -> None:
        self._on_its_way = max(0, self._on_its_way - 1)

    def _not_kept(self, error: Exception) -> None:
        self._kept(None)
        if self._shown is not None:  # so that it is sent again when the field is left
            self._before = str(getattr(self._shown, self._field).get(self._section, ""))
        self._operations.failed.emit(error)


def _keep_draft(
    database: "Database", shown: Report, field: str, section: str, text: str, author: str, _editor: "Editor"
) -> None:
    from wopfield.store import drafts

    drafts.keep(database, shown, field, {field: {**getattr(shown, field), section: text}}, author)


def _write(shown: Report, field: str, section: str, text: str, editor: "Editor") -> None:
    from wopfield.store import drafts, reports

    reports.write_section(editor, shown, field, section, text)
    drafts.forget(editor, shown, field)
