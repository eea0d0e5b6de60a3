"""The standard table as a picture: heights follow volumes. It runs from left to right in every language."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from wopfield.domain.balance import Balance, Component
from wopfield.domain.balance_table import Box, Kind, boxes
from wopfield.language import _
from wopfield.report.balance_parts import part_name
from wopfield.ui.screens.indicators.balance.words import (
    Scale,
    limits_words,
    percent_words,
)
from wopfield.ui.theme import BADGE_RADIUS, MEDIUM, SECONDARY, SECTION, SEMIBOLD, Theme

_WIDTHS = (102, 138, 142, 242, 142)
"""How the columns share the width."""

_PARTS = 3
_LEAST = 26
_GAP, _SIDE = 3, 10
_DARK, _LIGHT = "#0E2029", "#FFFFFF"


class BalancePicture(QWidget):
    """Says nothing that the list beside it does not say; ``chosen`` carries the entry of a part that is clicked."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._balance: Balance | None = None
        self._scale = Scale("m3", 0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)

    def show_balance(self, balance: Balance, scale: Scale, period: str) -> None:
        """Show another balance."""
        self._balance, self._scale = balance, scale
        told = (f"{part_name(each)} {scale.of(each)}, {percent_words(each.percent)}" for each in balance.components())
        words = _("Water balance {period}, {unit}", period=period, unit=scale.words)
        self.setAccessibleName(f"{words}. {'; '.join(told)}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(770), self._theme.px(_LEAST) * 13)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(420), self._theme.px(_LEAST) * 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # The columns read from what is put in to what comes of it; they are not mirrored, and neither are their words.
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        for box, area in self._placed():
            self._draw(painter, box, area)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        for box, area in self._placed():
            if area.contains(event.position()) and box.component.entry:
                self.chosen.emit(box.component.entry)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            for box, area in self._placed():
                if area.contains(event.pos().toPointF()):
                    QToolTip.showText(event.globalPos(), self._told(box.component), self)
            return True
        return super().event(event)

    # private

    def _placed(self) -> list[tuple[Box, QRectF]]:
        if self._balance is None:
            return []
        height = float(self.height())
        least = (self._theme.px(_LEAST) + _GAP) / max(height, 1.0)
        found = boxes(self._balance, least)
        widths = self._widths(found)
        lefts = [sum(widths[:place]) for place in range(len(widths))]
        return [
            (
                box,
                QRectF(lefts[box.column], box.top * height, widths[box.column] - _GAP, box.height * height - _GAP),
            )
            for box in found
        ]

    def _widths(self, found: Sequence[Box]) -> list[float]:
        """Return how wide each column is: none too narrow for its figures, at the cost of that of the parts."""
        widths = [width / sum(_WIDTHS) * self.width() for width in _WIDTHS]
        number = QFontMetrics(self._theme.font(SECTION, SEMIBOLD))
        for box in found:
            if not box.is_part:
                needed = number.horizontalAdvance(self._scale.of(box.component)) + 2 * _SIDE + _GAP + 4
                lacking = max(0.0, needed - widths[box.column])
                widths[box.column] += lacking
                widths[_PARTS] -= lacking
        return widths

    def _told(self, part: Component) -> str:
        volume, scale = part.volume, self._scale
        lines = [part_name(part), f"{scale.number(volume.value)} {scale.words}", percent_words(part.percent)]
        if volume.low is not None and volume.half:
            limits = limits_words(scale.number(volume.low), scale.number(volume.high))
            lines.append(_("95 % limits: {limits}", limits=limits))
        return "\n".join(lines)

    def _draw(self, painter: QPainter, box: Box, area: QRectF) -> None:
        theme = self._theme
        ground, filled = self._ground(box)
        ink = _ink_on(ground, theme)
        painter.setPen(QPen(QColor(theme.control), theme.border) if not filled else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), BADGE_RADIUS, BADGE_RADIUS)
        if box.kind == "apparent" and box.column == 2:
            edge = QRectF(area.right() - 16, area.top() + 1, 15, area.height() - 2)
            painter.fillRect(edge, QBrush(QColor(theme.warning), Qt.BrushStyle.BDiagPattern))
            area = area.adjusted(0, 0, -14, 0)
        inner = area.adjusted(_SIDE, 6, -_SIDE, -4)
        if box.is_part:
            self._write_line(painter, area.adjusted(_SIDE, 0, -_SIDE, 0), box.component, ink)
        else:
            self._write_block(painter, inner, box.component, ink)

    def _write_line(self, painter: QPainter, area: QRectF, part: Component, ink: str) -> None:
        font = self._theme.font(SECONDARY, SEMIBOLD)
        number = self._scale.of(part)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        width = QFontMetrics(font).horizontalAdvance(number) + 6
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, flags, number)
        name = self._theme.font(SECONDARY, MEDIUM)
        painter.setFont(name)
        room = area.adjusted(0, 0, -width, 0)
        words = QFontMetrics(name).elidedText(part_name(part), Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)

    def _write_block(self, painter: QPainter, area: QRectF, part: Component, ink: str) -> None:
        """Write name, number and share below one another, as many of them as there is room for."""
        theme = self._theme
        name, number, share = theme.font(SECONDARY, SEMIBOLD), theme.font(SECTION, SEMIBOLD), theme.font(SECONDARY)
        called = part_name(part)
        if _height(called, name, area) + QFontMetrics(number).height() > area.height():
            called = QFontMetrics(name).elidedText(called, Qt.TextElideMode.ElideRight, int(area.width()))
        lines = [
            (called, name, _height(called, name, area)),
            (self._scale.of(part), number, QFontMetrics(number).height()),
        ]
        if not self._scale.currency:
            lines.append((percent_words(part.percent), share, QFontMetrics(share).height()))
        if sum(height for _words, _font, height in lines[:2]) > area.height():
            self._write_line(painter, area.adjusted(0, -6, 0, 4), part, ink)
            return
        top = area.top()
        painter.setPen(QColor(ink))
        for words, font, height in lines:
            if top + height > area.bottom() + 2:
                break
            painter.setFont(font)
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            painter.drawText(QRectF(area.left(), top, area.width(), height + 1), flags, words)
            top += height

    def _ground(self, box: Box) -> tuple[str, bool]:
        """Return the ground of a box, and whether it is filled with a colour of its kind."""
        theme = self._theme
        if box.column != 2:
            return theme.card, False
        fills: dict[Kind, str] = {
            "billed": theme.accent,
            "unbilled": _mixed(theme.accent, theme.card, 0.24),
            "apparent": _mixed(theme.badge, theme.card, 0.38),
            "real": _mixed(theme.badge, theme.card, 0.86),
        }
        return fills[box.kind], True


def _height(words: str, font: QFont, area: QRectF) -> int:
    room = QRect(0, 0, max(1, int(area.width())), 1000)
    return QFontMetrics(font).boundingRect(room, int(Qt.TextFlag.TextWordWrap), words).height()


def _mixed(colour: str, ground: str, share: float) -> str:
    one, other = QColor(colour), QColor(ground)
    parts = (
        round(a * share + b * (1 - share))
        for a, b in ((one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue()))
    )
    return QColor(*parts).name()


def _ink_on(ground: str, theme: Theme) -> str:
    """Return the ink that can be read on a ground of any look."""
    if ground == theme.card:
        return theme.ink
    if ground == theme.accent:
        return theme.on_accent
    colour = QColor(ground)
    light = 0.2126 * colour.redF() ** 2.2 + 0.7152 * colour.greenF() ** 2.2 + 0.0722 * colour.blueF() ** 2.2
    return _DARK if light > 0.18 else _LIGHT
