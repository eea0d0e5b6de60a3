"""A field for words of a row: a draft within a second of typing, one entry when the field is left.

The field remembers the row that was on the screen when its words were loaded. What is typed is based on that row,
however many newer values have arrived meanwhile; those are shown only once nothing unsent stands in the field.
"""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from wopfield.store.rows import Row
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.text import GrowingText


@dataclass(frozen=True, slots=True)
class Words:
    """What stands in a field: the row it was loaded from, the register and field it belongs to, and the text."""

    shown: Row
    register: str
    field: str
    text: str


class Writing(GrowingText):
    """Words of one field of a row; with ``least`` of 1 Enter leaves it, else it begins a new line."""

    typed = Signal(object)
    """Words to keep as a draft."""
    sent = Signal(object)
    """Words to keep as an entry; answered by ``kept`` or ``not_kept``."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        field: str,
        *,
        register: str = "",
        hint: str = "",
        least: int = 1,
        fills: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, name, hint=hint, least=least, parent=parent)
        self._field, self._register = field, register or field
        self._shown: Row | None = None
        self._on_its_way = 0
        if fills:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.edited.connect(self._draft)
        self.left.connect(self._send)

    def show_words(self, shown: Row, *, draft: str | None = None, locked: bool = False) -> None:
        """Show the words of a row, unless somebody is writing here; ``draft`` was typed and never left."""
        if self._shown is None or self._shown.id != shown.id:
            self.flush()
            self._on_its_way = 0
        elif self.is_typing() or self._on_its_way:
            return
        self._lock(locked)
        self._shown = shown
        self.show_text(str(getattr(shown, self._field)))
        if draft is not None and draft != self.toPlainText():
            self.setPlainText(draft)
            self._drafted = True

    def kept(self, words: Words) -> None:
        """Hear that words this field sent are kept."""
        if self._is_about(words):
            self._on_its_way = max(0, self._on_its_way - 1)

    def not_kept(self, words: Words) -> None:
        """Hear that words this field sent could not be kept: they stay here and are sent again when it is left."""
        if self._is_about(words):
            self._on_its_way = max(0, self._on_its_way - 1)
            self._before = str(getattr(words.shown, self._field))

    def sizeHint(self) -> QSize:
        # The lines are laid out in fractions of a pixel; a little room keeps the last one from scrolling.
        hint = super().sizeHint()
        return QSize(hint.width(), hint.height() + 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._least == 1:
            self.flush()
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def _lock(self, locked: bool) -> None:
        if locked != self.isReadOnly():
            self.setReadOnly(locked)
            self.style().unpolish(self)
            self.style().polish(self)

    def _draft(self, text: str) -> None:
        if self._shown is not None:
            self.typed.emit(Words(self._shown, self._register, self._field, text))

    def _send(self, text: str) -> None:
        if self._shown is not None:
            self._on_its_way += 1
            self.sent.emit(Words(self._shown, self._register, self._field, text))

    def _is_about(self, words: Words) -> bool:
        return self._shown is not None and words.shown.id == self._shown.id
