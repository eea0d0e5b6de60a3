"""A gauge board standing in water: the picture beside the password."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from wopfield.language import _
from wopfield.ui.theme import BODY, BOLD, REGULAR, SEMIBOLD, Theme

WIDTH, _LEAST = 560, 420
"""How wide it is, and how narrow it may be on a small screen: the board ends at 398."""
_BOARD = "#F4F1E6"
_WAVES = ((0.52, "#5DB9B4", 0.47), (0.565, "#22759D", 0.55), (0.637, "#142F60", 0.58))
"""Where each layer of water begins, as a share of the height, its colour and how much it hides."""
_TOP, _LEVEL = 77, 153.6


class GaugeBoard(QWidget):
    """The name of the program above a gauge board in water; says nothing that is not on it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(_("WOPField"))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 600)

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, 300)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(theme.rail))
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        board = QRectF(self.width() - 398 if mirrored else 280, 0, 118, self.height())
        self._draw_board(painter, board, mirrored=mirrored)
        for share, colour, hides in _WAVES:
            self._draw_wave(painter, share * self.height(), colour, hides)
        room = 280 - 44 - 12
        left = self.width() - 44 - room if mirrored else 44
        painter.setPen(QColor("#FFFFFF"))
        painter.setFont(theme.font(30, SEMIBOLD))
        painter.drawText(QRectF(left, 40, room, theme.px(44)), _START | Qt.AlignmentFlag.AlignVCenter, "WOPField")
        painter.setPen(QColor(theme.rail_text))
        painter.setFont(theme.font(BODY, REGULAR))
        words = QRectF(left, 44 + theme.px(44), room, 200)
        flags = _START | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(words, flags, _("Peer reviews of water utilities, with or without internet"))

    def _draw_board(self, painter: QPainter, board: QRectF, *, mirrored: bool) -> None:
        theme = self._theme
        painter.fillRect(board, QColor(_BOARD))
        step = _LEVEL / 10
        number = -5
        while (top := _TOP + number * step) < self.height():
            length = 59 if number % 5 == 0 else 33
            left = board.right() - length if mirrored else board.left()
            painter.fillRect(QRectF(left, top - 2.2, length, 4.4), QColor(theme.rail))
            number += 1
        font = theme.font(weight=BOLD)
        font.setPixelSize(46)
        painter.setFont(font)
        painter.setPen(QColor(theme.rail))
        for level in range(5):
            middle = _TOP + (4 - level) * _LEVEL + 13
            at = board.left() + 29 if mirrored else board.right() - 29
            painter.drawText(QRectF(at - 30, middle - 30, 60, 60), Qt.AlignmentFlag.AlignCenter, str(level))

    def _draw_wave(self, painter: QPainter, top: float, colour: str, hides: float) -> None:
        water = QPainterPath(QPointF(0, top))
        reach = 60.0
        for number in range(int(self.width() / reach) + 1):
            lift = -6.0 if number % 2 == 0 else 6.0
            start = number * reach
            water.cubicTo(
                QPointF(start + reach * 0.35, top + lift),
                QPointF(start + reach * 0.65, top + lift),
                QPointF(start + reach, top),
            )
        water.lineTo(water.currentPosition().x(), self.height())
        water.lineTo(0, self.height())
        water.closeSubpath()
        shade = QColor(colour)
        shade.setAlphaF(hides)
        painter.fillPath(water, shade)


_START = Qt.AlignmentFlag.AlignLeft
"""Painted text turns "left" into the side where reading starts."""
