"""A row of two lines that can be pressed: what it is, and something about it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from wopfield.ui.icons import pixmap
from wopfield.ui.theme import BODY, CONTROL_RADIUS, MEDIUM, SECONDARY, Theme
from wopfield.ui.widgets.elided import elided

_ICON, _GAP = 20, 12


class Entry(QAbstractButton):
    """An icon, a title and a quieter line below it; what does not fit is shortened, and whole in the tooltip."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        note: str = "",
        icon: str = "",
        *,
        colour: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._note = note
        self._icon = icon
        self._colour = colour or theme.ink2
        if icon:
            pixmap(theme, icon)  # an unknown icon is told here, not while painting
        self.setText(title)
        self.setAccessibleName(name or (f"{title}, {note}" if note else title))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        theme = self._theme
        lines = QFontMetrics(theme.font(BODY, MEDIUM)).height()
        lines += QFontMetrics(theme.font(SECONDARY)).height() if self._note else 0
        return QSize(theme.px(200), max(36, lines + 6))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(100), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        over = self.underMouse() and self.isEnabled()
        if over:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.tint))
            painter.drawRoundedRect(QRectF(self.rect()), CONTROL_RADIUS, CONTROL_RADIUS)
        side = theme.px(_ICON)
        near = 0.0
        if self._icon:
            drawn = pixmap(theme, self._icon, self._colour, _ICON)
            box = self._place(0, (self.height() - side) / 2, side, side)
            painter.drawPixmap(box, drawn, QRectF(drawn.rect()))
            near = side + _GAP
        room = self.width() - near
        strong, quiet = theme.font(BODY, MEDIUM), theme.font(SECONDARY)
        first = QFontMetrics(strong).height()
        second = QFontMetrics(quiet).height() if self._note else 0
        top = (self.height() - first - second) / 2
        whole = self._text(painter, self._place(near, top, room, first), self.text(), strong, theme.ink)
        if self._note:
            whole &= self._text(painter, self._place(near, top + first, room, second), self._note, quiet, theme.ink2)
        self.setToolTip("" if whole else f"{self.text()}\n{self._note}".strip())

    def _place(self, left: float, top: float, width: float, height: float) -> QRectF:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return QRectF(self.width() - left - width if mirrored else left, top, width, height)

    def _text(self, painter: QPainter, box: QRectF, words: str, font: QFont, ink: str) -> bool:
        shown = elided(QFontMetrics(font), words, round(box.width()))
        painter.setFont(font)
        painter.setPen(QColor(ink))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
        return shown == words
