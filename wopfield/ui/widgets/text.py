"""Fields for words that keep what is typed: a draft while typing, the whole when the field is left.

Nobody presses Save. ``edited`` comes within a second of a key, also while somebody types on without a rest, and is
for the draft; ``left`` comes once, when the field is left with something else in it than before, and is the change
itself. What arrives from elsewhere never replaces what somebody is typing. Typing that is taken back to what stood
there is left too, once a draft of it was said: else that draft would come back.

A form may be shown again while somebody types in one of its fields. That field goes on showing what it showed, so
what is typed there is based on the ``source`` of those words, not on what the form has read since (``based_on``).
"""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QScrollArea, QSizePolicy, QStyle, QStyleOptionFrame, QWidget

from wopfield.ui.theme import BODY, Theme
from wopfield.ui.widgets.undo_keys import leaves_undo

_DRAFT_MS = 600

R = TypeVar("R")

_FRAME = 12
"""Pixels that border and document margin take above and below the lines, together."""


class DraftClock(QTimer):
    """Strikes a moment after the first key that is not kept yet."""

    def __init__(self, strike: Callable[[], object], parent: QWidget) -> None:
        super().__init__(parent, singleShot=True, interval=_DRAFT_MS)
        self.timeout.connect(strike)

    def wind(self) -> None:
        """Let it strike soon; more keys do not put it off, so that nobody types for long without a draft."""
        if not self.isActive():
            self.start()


class GrowingText(QPlainTextEdit):
    """Several lines of plain text; the field grows with them between ``least`` and ``most`` lines."""

    edited = Signal(str)
    left = Signal(str)

    def __init__(
        self,
        theme: Theme,
        name: str,
        *,
        hint: str = "",
        least: int = 2,
        most: int = 12,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._least, self._most = least, most
        self.source: object = None
        """What the words that stand here were read from; what is typed is based on that."""
        self._before = ""
        self._drafted = False
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setFont(theme.font(BODY))
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._clock = DraftClock(self._say_edited, self)
        self.textChanged.connect(self._typed)

    def show_text(self, text: str, source: object = None) -> None:
        """Show what is kept, unless somebody is typing something else here; ``source`` is where it was read from."""
        if self.is_typing():
            return
        self._before = text
        self.source = source
        self._drafted = False
        if text != self.toPlainText():
            self.blockSignals(True)
            self.setPlainText(text)
            self.blockSignals(False)
            self.updateGeometry()

    def forget(self) -> None:
        """Stand empty, also where somebody was typing: what stood here was added, or belongs to something else."""
        self._clock.stop()
        self._before = self.toPlainText()
        self.show_text("")

    def is_typing(self) -> bool:
        """Return whether something here is not kept yet."""
        return self.toPlainText() != self._before

    def flush(self) -> None:
        """Say ``left`` now if something is not kept yet; for screens that are being left."""
        self._clock.stop()
        if self.is_typing() or self._drafted:
            self._drafted = False
            self._before = self.toPlainText()
            self.left.emit(self._before)

    def event(self, event: QEvent) -> bool:
        return False if leaves_undo(event, typing=self.is_typing()) else super().event(event)

    def sizeHint(self) -> QSize:
        lines = max(self._least, min(round(self.document().size().height()), self._most))
        spacing = self.fontMetrics().lineSpacing()
        return QSize(self._theme.px(240), lines * spacing + 2 * self._theme.px(7) + _FRAME)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(120), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Another width breaks the lines elsewhere.
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
        self._rest()
        QTimer.singleShot(0, self, self._follow)

    def _follow(self) -> None:
        """Let the page around it go along with the line that is being written, which would else grow out of sight."""
        if self.document().size().height() <= self._most:
            self.verticalScrollBar().setValue(0)  # all of it has room now: what scrolled before it grew comes back
        line, around = self.cursorRect(), self.parentWidget()
        while self.hasFocus() and around is not None:
            inside = around.widget() if isinstance(around, QScrollArea) else None
            if isinstance(around, QScrollArea) and inside is not None:
                place = self.viewport().mapTo(inside, line.bottomLeft())
                around.ensureVisible(place.x(), place.y(), 0, 2 * line.height())
            around = around.parentWidget()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.ensureCursorVisible()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.flush()
            self._rest()

    def _rest(self) -> None:
        """Show the beginning while nobody types here; where one was stays."""
        if not self.hasFocus():
            self.verticalScrollBar().setValue(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.flush()
        super().keyPressEvent(event)
        QTimer.singleShot(0, self, self._follow)

    def _typed(self) -> None:
        self.updateGeometry()
        self._clock.wind()

    def _say_edited(self) -> None:
        if self.is_typing():
            self._drafted = True
            self.edited.emit(self.toPlainText())


class LineText(QLineEdit):
    """One line of text, kept in the same way; Enter leaves it."""

    edited = Signal(str)
    left = Signal(str)

    def __init__(self, theme: Theme, name: str, *, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.source: object = None
        """What the words that stand here were read from; what is typed is based on that."""
        self._before = ""
        self._drafted = False
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setFont(theme.font(BODY))
        self._clock = DraftClock(self._say_edited, self)
        self.textEdited.connect(self._clock.wind)
        self.returnPressed.connect(self.flush)

    def show_text(self, text: str, source: object = None) -> None:
        """Show what is kept, unless somebody is typing something else here; ``source`` is where it was read from."""
        if not self.is_typing():
            self._before = text
            self.source = source
            self._drafted = False
            self.setText(text)
            self._rest()

    def forget(self) -> None:
        """Stand empty, also where somebody was typing: what stood here was added, or belongs to something else."""
        self._clock.stop()
        self._before = self.text()
        self.show_text("")

    def is_typing(self) -> bool:
        """Return whether something here is not kept yet."""
        return self.text() != self._before

    def flush(self) -> None:
        """Say ``left`` now if something is not kept yet; for screens that are being left."""
        self._clock.stop()
        if self.is_typing() or self._drafted:
            self._drafted = False
            self._before = self.text()
            self.left.emit(self._before)

    def event(self, event: QEvent) -> bool:
        return False if leaves_undo(event, typing=self.is_typing()) else super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._rest()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.OtherFocusReason and not self.hasSelectedText():
            self.end(False)  # where nobody pointed at a place, one writes on

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.flush()
            self._rest()

    def _rest(self) -> None:
        """Show the beginning while nobody types here; what has no room is told whole under the mouse."""
        if not self.hasFocus():
            self.setCursorPosition(0)
        option, words = QStyleOptionFrame(), self.text() or self.placeholderText()
        self.initStyleOption(option)
        room = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self).width() - 4
        self.setToolTip("" if self.fontMetrics().horizontalAdvance(words) <= room else words)

    def _say_edited(self) -> None:
        if self.is_typing():
            self._drafted = True
            self.edited.emit(self.text())


def based_on(field: QWidget | None, shown: R) -> R:
    """Return the row that the words of a field were read from; ``shown``, which the form shows, where it has none."""
    source = getattr(field, "source", None)
    same = isinstance(source, type(shown)) and getattr(source, "id", None) == getattr(shown, "id", None)
    return source if same and isinstance(source, type(shown)) else shown
