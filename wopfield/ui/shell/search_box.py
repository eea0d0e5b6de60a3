"""The box in the header that opens search and commands."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from wopfield.language import _
from wopfield.ui.icons import pixmap
from wopfield.ui.theme import BADGE_RADIUS, BODY, CAPTION, CONTROL_RADIUS, MEDIUM, SECONDARY, Theme

KEYS = "Ctrl K"


class SearchBox(QAbstractButton):
    """Looks like a field, opens search; short, it is an icon."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._short = False
        self.setText(_("Search or go to…"))
        self.setAccessibleName(_("Search or go to"))
        self.setToolTip(KEYS)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_short(self, short: bool) -> None:
        """Be an icon, or the whole box."""
        if short != self._short:
            self._short = short
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        height = self._theme.px(38)
        words = QFontMetrics(self._theme.font(BODY)).horizontalAdvance(self.text())
        width = height if self._short else max(self._theme.px(270), words + self._theme.px(120))
        return QSize(width, height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        over = self.underMouse()
        painter.setPen(QPen(QColor(theme.accent if over else theme.control), theme.border))
        painter.setBrush(QColor(theme.tint if over else theme.sunk))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), CONTROL_RADIUS, CONTROL_RADIUS)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side, pad = theme.px(18), 10 if self._short else theme.px(10)
        left = self.width() - pad - side if mirrored else pad
        drawn = pixmap(theme, "search", theme.ink2, 18)
        painter.drawPixmap(QRectF(left, (self.height() - side) / 2, side, side), drawn, QRectF(drawn.rect()))
        if not self._short:
            self._write(painter, pad + side + theme.px(8), mirrored=mirrored)

    def _write(self, painter: QPainter, start: int, *, mirrored: bool) -> None:
        theme = self._theme
        painter.setFont(theme.font(SECONDARY))
        painter.setPen(QColor(theme.ink3))
        box = QRectF(self.rect())
        box = box.adjusted(0, 0, -start, 0) if mirrored else box.adjusted(start, 0, 0, 0)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        font = theme.font(CAPTION, MEDIUM)
        painter.setFont(font)
        width = QFontMetrics(font).horizontalAdvance(KEYS) + theme.px(16)
        left = 9 if mirrored else self.width() - width - 9
        height = theme.px(24)
        cap = QRectF(left + 0.5, (self.height() - height) / 2, width - 1, height)
        painter.setPen(QPen(QColor(theme.control), 1))
        painter.setBrush(QColor(theme.card))
        painter.drawRoundedRect(cap, BADGE_RADIUS + 1, BADGE_RADIUS + 1)
        painter.setPen(QColor(theme.ink2))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, KEYS)
