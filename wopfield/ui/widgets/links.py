"""Words that open something."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from wopfield.ui.theme import BODY, MEDIUM, SEMIBOLD, Theme
from wopfield.ui.widgets.elided import elided


class Link(QAbstractButton):
    """Words to press; ``quiet`` ones, as in a breadcrumb, take the accent only under the mouse."""

    def __init__(
        self, theme: Theme, text: str, *, quiet: bool = False, size: int = BODY, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._quiet = quiet
        self.setText(text)
        self.setAccessibleName(text)
        self.setFont(theme.font(size, MEDIUM if quiet else SEMIBOLD))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(QFontMetrics(self.font()).horizontalAdvance(self.text()) + 2, max(36, self._theme.px(36)))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), self._theme.px(60)), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        metrics = QFontMetrics(self.font())
        shown = elided(metrics, self.text(), self.width())
        self.setToolTip("" if shown == self.text() else self.text())
        over = self.underMouse() and self.isEnabled()
        painter.setFont(self.font())
        painter.setPen(QColor(self._theme.ink3 if self._quiet and not over else self._theme.accent))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRectF(self.rect()), flags, shown)
        if over:
            width = metrics.horizontalAdvance(shown)
            left = self.width() - width if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 0
            at = (self.height() + metrics.ascent() - metrics.descent()) // 2 + 2
            painter.drawLine(left, at, left + width, at)
