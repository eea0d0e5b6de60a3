"""Maturity by area: where it stood and where it stands, on one axis for all areas.

An open circle is the baseline, a solid one now; a pale one with a dotted line says that under half is rated. An
area that is not rated says so in words and never stands at zero.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from wopfield.language import _
from wopfield.ui.theme import BADGE_RADIUS, BODY, CAPTION, MEDIUM, REGULAR, SECONDARY, SEMIBOLD, Theme
from wopfield.ui.widgets.level_axis import axis_x, draw_axis


@dataclass(frozen=True, slots=True)
class AreaLine:
    """One area; ``now`` None means not rated, ``baseline`` None that there was none."""

    key: str
    number: str
    title: str
    baseline: float | None
    now: float | None
    half_rated: bool = True
    """Whether at least half of its items are rated."""
    value: str = ""
    """Such as "2.4", as the language writes it."""
    change: str = ""
    """Such as "+0.8"."""


class Dumbbell(QWidget):
    """Areas under one axis from 0 to 4; up and down move, Enter opens."""

    opened = Signal(str)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = name
        self._areas: tuple[AreaLine, ...] = ()
        self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_areas(self, areas: Sequence[AreaLine]) -> None:
        """Show areas, in the order of the checklist."""
        self._areas = tuple(areas)
        self._at = 0
        self._say()
        said = [self._words(area) for area in areas]
        self.setAccessibleDescription("; ".join(said))
        self.setToolTip("\n".join(said))  # titles may have no room
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(740, self._head + len(self._areas) * self._pitch)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(420), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None and self._areas:
            self._at = max(0, min(self._at + step, len(self._areas) - 1))
            self._say()
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._areas:
            self.opened.emit(self._areas[self._at].key)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = int((event.position().y() - self._head) // self._pitch)
        if 0 <= number < len(self._areas):
            self.opened.emit(self._areas[number].key)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        axis = self._axis(0)
        painter.setFont(theme.font(CAPTION, MEDIUM))
        painter.setPen(QColor(theme.ink2))
        for level in range(5):
            at = axis_x(axis, level, mirrored=self._mirrored)
            box = QRectF(at - 12, 0, 24, self._head)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(level))
        for number, area in enumerate(self._areas):
            self._draw_area(painter, number, area)
        if self.hasFocus() and self._areas:
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            top = self._head + self._at * self._pitch
            painter.drawRoundedRect(QRectF(1, top + 1, self.width() - 2, self._pitch - 2), BADGE_RADIUS, BADGE_RADIUS)

    @property
    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    @property
    def _pitch(self) -> int:
        return self._theme.px(30)

    @property
    def _head(self) -> int:
        return self._theme.px(20)

    @property
    def _title_room(self) -> int:
        font = self._theme.font(SECONDARY + 1, MEDIUM)
        longest = max((QFontMetrics(font).horizontalAdvance(area.title) for area in self._areas), default=0)
        return min(longest + 12, int(self.width() * 0.42))

    @property
    def _far(self) -> int:
        """Return the room at the far end: for a value and its change, or the words that there is none."""
        font = self._theme.font(SECONDARY)
        words = QFontMetrics(font).horizontalAdvance(_("not rated yet"))
        return max(self._theme.px(84), words + 2 if any(area.now is None for area in self._areas) else 0)

    def _place(self, left: float, top: float, width: float) -> QRectF:
        """Return a box one row high, measured from the side where reading starts."""
        return QRectF(self.width() - left - width if self._mirrored else left, top, width, self._pitch)

    def _axis(self, number: int) -> QRectF:
        theme = self._theme
        near = theme.px(26) + self._title_room + theme.px(16)
        far = self._far + theme.px(8)
        return self._place(near, self._head + number * self._pitch, max(self.width() - near - far, 60))

    def _draw_area(self, painter: QPainter, number: int, area: AreaLine) -> None:
        theme = self._theme
        top = self._head + number * self._pitch
        medium = theme.font(SECONDARY + 1, MEDIUM)
        place = self._place(0, top, theme.px(24))
        self._text(painter, place, area.number, theme.font(SECONDARY, SEMIBOLD), theme.ink3)
        self._text(painter, self._place(theme.px(26), top, self._title_room), area.title, medium, theme.ink)
        axis = self._axis(number)
        draw_axis(painter, theme, axis, mirrored=self._mirrored)
        self._draw_standing(painter, axis, area)
        far = self._far
        if area.now is None:
            place = self._place(self.width() - far, top, far)
            self._text(painter, place, _("not rated yet"), theme.font(SECONDARY), theme.ink3, far_end=True)
            return
        half = theme.px(40)
        value = self._place(self.width() - far, top, half)
        self._text(painter, value, area.value, theme.font(BODY, SEMIBOLD), theme.ink)
        change = self._place(self.width() - half, top, half)
        tone = theme.good if area.change.startswith("+") else theme.ink2
        # The mark keeps the sign before its number among letters that run from the right.
        self._text(painter, change, f"\u200e{area.change}", theme.font(SECONDARY), tone, far_end=True)

    def _draw_standing(self, painter: QPainter, axis: QRectF, area: AreaLine) -> None:
        theme = self._theme
        middle = axis.center().y()
        spots = {
            name: QPointF(axis_x(axis, level, mirrored=self._mirrored), middle)
            for name, level in (("then", area.baseline), ("now", area.now))
            if level is not None
        }
        if len(spots) == 2:
            style = Qt.PenStyle.SolidLine if area.half_rated else Qt.PenStyle.DotLine
            painter.setPen(QPen(QColor(theme.accent), 4 if area.half_rated else 3, style))
            painter.drawLine(spots["then"], spots["now"])
        if "now" in spots:
            painter.setPen(QPen(QColor(theme.card if area.half_rated else theme.accent), 1.5))
            painter.setBrush(QColor(theme.accent if area.half_rated else theme.tint))
            painter.drawEllipse(spots["now"], 7, 7)
        if "then" in spots:
            painter.setPen(QPen(QColor(theme.ink), 2))
            painter.setBrush(QColor(theme.card))
            painter.drawEllipse(spots["then"], 5.5, 5.5)

    def _text(
        self, painter: QPainter, box: QRectF, words: str, font: QFont, ink: str, *, far_end: bool = False
    ) -> None:
        shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, round(box.width()) + 2)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        side = Qt.AlignmentFlag.AlignRight if far_end else Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | side, shown)

    def _words(self, area: AreaLine) -> str:
        if area.now is None:
            return _("{number} {title}: not rated yet", number=area.number, title=area.title)
        if not area.change:
            return _("{number} {title}: {value}", number=area.number, title=area.title, value=area.value)
        return _(
            "{number} {title}: {value}, change {change}",
            number=area.number,
            title=area.title,
            value=area.value,
            change=area.change,
        )

    def _say(self) -> None:
        words = self._words(self._areas[self._at]) if self._areas else ""
        self.setAccessibleName(f"{self._name}, {words}" if words else self._name)


class DumbbellLegend(QWidget):
    """What the circles mean, in words; ``baseline`` such as "baseline 2025"."""

    def __init__(self, theme: Theme, baseline: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = (baseline, _("now"), _("now, under half rated"))
        self.setAccessibleName(", ".join(word for word in self._words if word))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._theme.font(SECONDARY, REGULAR))
        words = [word for word in self._words if word]
        return QSize(sum(metrics.horizontalAdvance(word) + 22 for word in words) + 14 * (len(words) - 1), 24)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(SECONDARY))
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        looks = (
            (QPen(QColor(theme.ink), 2), theme.card),
            (QPen(QColor(theme.accent), 1), theme.accent),
            (QPen(QColor(theme.accent), 1.5), theme.tint),
        )
        at = 0
        for word, (pen, ground) in zip(self._words, looks, strict=True):
            if not word:
                continue
            width = painter.fontMetrics().horizontalAdvance(word)
            dot = self.width() - at - 7 if mirrored else at + 7
            painter.setPen(pen)
            painter.setBrush(QColor(ground))
            painter.drawEllipse(QPointF(dot, self.height() / 2), 5.5, 5.5)
            left = self.width() - at - 20 - width if mirrored else at + 20
            painter.setPen(QColor(theme.ink2))
            box = QRectF(left - 2, 0, width + 4, self.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, word)
            at += width + 36
