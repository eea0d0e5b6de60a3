"""A row of choices of which one holds: a segmented control."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from wopfield.ui.icons import pixmap
from wopfield.ui.theme import BODY, CONTROL_RADIUS, MEDIUM, SEMIBOLD, Theme
from wopfield.ui.widgets.focus import OWN_FOCUS, draw_ring
from wopfield.ui.widgets.stepping import SteppingButton

_ICON = 20


@dataclass(frozen=True, slots=True)
class Choice:
    """One segment; ``tone`` colours it while it is chosen (yes is good, no is danger)."""

    key: str
    words: str
    icon: str = ""
    tone: Literal["accent", "good", "danger"] = "accent"
    name: str = ""
    """How it is read aloud, if not by its words."""


class Segments(QWidget):
    """Choices side by side; arrows move among them, Space and click choose.

    ``chosen`` is emitted when a person chooses, not when ``choose`` is called. With ``may_be_none`` a press on
    the chosen one takes the choice back, and ``chosen`` carries an empty text. In a form that is filled in and then
    sent, ``follows`` lets the arrows choose, as they do in every form.
    """

    chosen = Signal(str)

    def __init__(
        self,
        theme: Theme,
        name: str,
        choices: Sequence[Choice | tuple[str, str]],
        chosen: str = "",
        *,
        large: bool = False,
        may_be_none: bool = False,
        follows: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._large = large
        self._may_be_none, self._follows = may_be_none, follows
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._current = ""
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._segments: list[_Segment] = []
        self.set_choices(choices, chosen)

    def set_choices(self, choices: Sequence[Choice | tuple[str, str]], chosen: str = "") -> None:
        """Offer other choices."""
        for segment in self._segments:
            self._row.removeWidget(segment)
            segment.deleteLater()
        self._segments = []
        for number, choice in enumerate(choices):
            whole = choice if isinstance(choice, Choice) else Choice(*choice)
            segment = _Segment(self._theme, whole, self.accessibleName(), large=self._large, parent=self)
            segment.clicked.connect(lambda _checked=False, key=whole.key: self._press(key))
            segment.stepped.connect(lambda step, number=number: self._step(number + step))
            self._row.addWidget(segment)
            self._segments.append(segment)
        self.choose(chosen)

    def set_words(self, key: str, words: str) -> None:
        """Write other words on a segment, such as another count."""
        for segment in self._segments:
            if segment.choice.key == key:
                segment.set_words(words)

    def choose(self, key: str) -> None:
        """Show which holds; an empty text for none."""
        self._current = key
        for segment in self._segments:
            segment.setChecked(segment.choice.key == key)
        holds = [segment for segment in self._segments if segment.isChecked()]
        # One stop for Tab: the segment that holds, else the first.
        for segment in self._segments:
            stop = segment in holds[:1] or (not holds and segment is self._segments[0])
            segment.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus)
        self.update()

    def current(self) -> str:
        """Return which holds; empty for none."""
        return self._current

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard to the segment that Tab would stop at: whoever leads here need not know which it is."""
        stop = next((one for one in self._segments if one.focusPolicy() & Qt.FocusPolicy.TabFocus), None)
        if stop is not None:
            stop.setFocus(event.reason())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.control), theme.border))
        painter.setBrush(QColor(theme.card))
        half = theme.border / 2
        box = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(box, CONTROL_RADIUS, CONTROL_RADIUS)
        painter.setPen(QPen(QColor(theme.line), 1))
        for first, second in zip(self._segments, self._segments[1:], strict=False):
            if not first.isChecked() and not second.isChecked():
                mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
                at = (first if mirrored else second).x()
                painter.drawLine(at, 6, at, self.height() - 7)

    def _press(self, key: str) -> None:
        key = "" if self._may_be_none and key == self._current else key
        self.choose(key)
        self.chosen.emit(key)

    def _step(self, number: int) -> None:
        segment = self._segments[max(0, min(number, len(self._segments) - 1))]
        segment.setFocus(Qt.FocusReason.TabFocusReason)
        if self._follows and not segment.isChecked():
            self._press(segment.choice.key)


class _Segment(SteppingButton):
    def __init__(self, theme: Theme, choice: Choice, of: str, *, large: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.choice = choice
        self._theme = theme
        self._height = theme.large_height if large else theme.control_height
        self._of = of
        self.setCheckable(True)
        self.setProperty(OWN_FOCUS, True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if choice.icon:
            pixmap(theme, choice.icon)
        self.set_words(choice.words)

    def set_words(self, words: str) -> None:
        self.setText(words)
        self.setAccessibleName(self.choice.name or words)
        self.setAccessibleDescription(self._of)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = self._theme
        # The bold width, so that choosing never moves the others.
        words = QFontMetrics(theme.font(BODY, SEMIBOLD)).horizontalAdvance(self.text())
        icon = theme.px(_ICON) + 6 if self.choice.icon else 0
        return QSize(words + icon + 2 * theme.px(13), self._height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = theme.ink2 if self.isEnabled() else theme.ink3
        if self.isChecked():
            ink = self._draw_chosen(painter)
        elif self.underMouse() and self.isEnabled():
            ink = theme.accent
        self._write(painter, ink)
        if self.hasFocus():
            # Inside, because a neighbour would cover a ring outside.
            inner = QRectF(self.rect()).adjusted(5, 5, -5, -5)
            draw_ring(painter, theme, inner, CONTROL_RADIUS - 4)

    def _draw_chosen(self, painter: QPainter) -> str:
        theme = self._theme
        ground, edge, ink = {
            "accent": (theme.tint, theme.accent, theme.ink),
            "good": (theme.good_surface, theme.good, theme.good),
            "danger": (theme.danger_surface, theme.danger, theme.danger),
        }[self.choice.tone]
        painter.setPen(QPen(QColor(edge), 2))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), CONTROL_RADIUS, CONTROL_RADIUS)
        return ink

    def _write(self, painter: QPainter, ink: str) -> None:
        theme = self._theme
        font = theme.font(BODY, SEMIBOLD if self.isChecked() else MEDIUM)
        painter.setFont(font)
        words = QFontMetrics(font).horizontalAdvance(self.text())
        side = theme.px(_ICON) if self.choice.icon else 0
        gap = 6 if self.choice.icon else 0
        left = (self.width() - words - side - gap) / 2
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if self.choice.icon:
            drawn = pixmap(theme, self.choice.icon, ink, _ICON)
            at = left + words + gap if mirrored else left
            place = QRectF(at, (self.height() - side) / 2, side, side)
            painter.drawPixmap(place, drawn, QRectF(drawn.rect()))
        at = left if mirrored else left + side + gap
        painter.setPen(QColor(ink))
        box = QRectF(at - 2, 0, words + 4, self.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.text())
