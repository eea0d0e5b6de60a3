"""The rail: the places of the program, always in sight, with icon and word."""

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from wopfield.language import _, in_digits, plural
from wopfield.ui.icons import pixmap
from wopfield.ui.shell.places import RailEntry, rail_entries
from wopfield.ui.theme import BOLD, CAPTION, MEDIUM, SEMIBOLD, Theme
from wopfield.ui.widgets.elided import elided

WIDTH = 92
_WATER = "#5DB9B4"


class Rail(QWidget):
    """The places; ``opened`` carries the key of the entry that was pressed."""

    opened = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(_("Places"))
        self.setFixedWidth(theme.px(WIDTH))
        column = QVBoxLayout(self)
        column.setContentsMargins(5, theme.px(64), 5, 10)
        column.setSpacing(6)
        self._entries: dict[str, _Entry] = {}
        stretched = False
        for entry in rail_entries():
            if entry.at_foot and not stretched:
                column.addStretch(1)
                stretched = True
            button = _Entry(theme, entry, self)
            button.clicked.connect(lambda _checked=False, key=entry.key: self.opened.emit(key))
            button.stepped.connect(self._step)
            column.addWidget(button)
            self._entries[entry.key] = button

    def light(self, key: str) -> None:
        """Show which place is open."""
        for name, entry in self._entries.items():
            entry.setChecked(name == key)

    def set_badges(self, badges: Mapping[str, int]) -> None:
        """Show how many things somebody must act on, by entry; the rest show none."""
        for name, entry in self._entries.items():
            entry.set_badge(badges.get(name, 0))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.rail))
        side = self._theme.px(28)
        draw_logo(painter, QRectF((self.width() - side) / 2, self._theme.px(18), side, side))

    def _step(self, key: str, step: int) -> None:
        keys = list(self._entries)
        to = max(0, min(keys.index(key) + step, len(keys) - 1))
        self._entries[keys[to]].setFocus(Qt.FocusReason.TabFocusReason)


class _Entry(QAbstractButton):
    stepped = Signal(str, int)

    def __init__(self, theme: Theme, entry: RailEntry, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._entry = entry
        self._badge = 0
        self.setText(entry.label)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ownFocus", True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_badge(0)

    def set_badge(self, count: int) -> None:
        self._badge = count
        name = self._entry.label
        if count:
            name = plural("{name}, {count} to act on", "{name}, {count} to act on", count, name=name)
        self.setAccessibleName(name)
        self.update()

    def nextCheckState(self) -> None:
        """Leave lighting up to the window, which knows whether the place was opened."""

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(82), self._theme.px(58))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(82), self._theme.px(50))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(self._entry.key, step)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, lit = self._theme, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if lit or self.underMouse():
            ground = QColor(theme.rail_active)
            ground.setAlphaF(1.0 if lit else 0.5)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        ink = "#FFFFFF" if lit else theme.rail_text
        side = theme.px(24)
        drawn = pixmap(theme, self._entry.icon, ink, 24)
        top = self.height() / 2 - theme.px(22)
        place = QRectF((self.width() - side) / 2, top, side, side)
        painter.drawPixmap(place, drawn, QRectF(drawn.rect()))
        self._write(painter, ink, lit=lit)
        if self._badge:
            self._draw_badge(painter, place)
        if self.hasFocus():
            painter.setPen(QColor("#FFFFFF"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 7, 7)

    def _write(self, painter: QPainter, ink: str, *, lit: bool) -> None:
        theme = self._theme
        font = theme.font(CAPTION, SEMIBOLD if lit else MEDIUM)
        shown = self._entry.label
        # A long word in another language is written smaller before it is ever cut.
        while QFontMetrics(font).horizontalAdvance(shown) > self.width() - 4 and font.pixelSize() > 10:
            font.setPixelSize(font.pixelSize() - 1)
        shown = elided(QFontMetrics(font), shown, self.width() - 2)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        height = theme.px(20)
        box = QRectF(0, self.height() / 2 + theme.px(5), self.width(), height)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)

    def _draw_badge(self, painter: QPainter, icon: QRectF) -> None:
        theme = self._theme
        side = theme.px(18)
        words = in_digits("9+" if self._badge > 9 else str(self._badge))
        at_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = icon.left() - side * 0.45 if at_left else icon.right() - side * 0.55
        box = QRectF(left + (0 if at_left else 3), icon.top() - theme.px(5), side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.badge))
        painter.drawEllipse(box)
        font = theme.font(weight=BOLD)
        font.setPixelSize(theme.px(12))
        painter.setFont(font)
        painter.setPen(QColor("#0E2029"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


def draw_logo(painter: QPainter, box: QRectF, ink: str = "#FFFFFF") -> None:
    """Draw the mark of the program: a gauge board standing in water."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ink))
    unit = box.width() / 28
    left, top = box.left(), box.top()
    painter.drawRect(QRectF(left, top, 3 * unit, 27 * unit))
    for number in range(5):
        length = 12 if number % 2 == 0 else 8
        painter.drawRect(QRectF(left, top + number * 6.15 * unit, length * unit, 2.3 * unit))
    water = QPainterPath(QPointF(left + 15 * unit, top + 13 * unit))
    water.cubicTo(
        QPointF(left + 19 * unit, top + 10.5 * unit),
        QPointF(left + 24 * unit, top + 15 * unit),
        QPointF(left + 28 * unit, top + 12.5 * unit),
    )
    water.lineTo(left + 28 * unit, top + 27 * unit)
    water.lineTo(left + 15 * unit, top + 27 * unit)
    water.closeSubpath()
    painter.setBrush(QColor(_WATER))
    painter.drawPath(water)
    painter.restore()
