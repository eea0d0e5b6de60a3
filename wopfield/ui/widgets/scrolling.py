"""A thin bar over the edge of what scrolls: it takes no width, so nothing breaks its lines anew when it comes."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QScrollArea, QScrollBar, QWidget

from wopfield.ui.theme import Theme

WIDTH = 10
_THICK, _LEAST = 5, 36
_AIR = 8
"""Pixels left free above and below what is brought into sight."""


def bring_into_sight(part: QWidget) -> None:
    """Scroll what a part stands in as little as shows the whole of it; its beginning where it is higher than that.

    Of a list its current row is what is brought. Qt itself brings of a field no more than the line with the cursor.
    """
    wanted = part.rect()
    if isinstance(part, QAbstractItemView) and part.currentIndex().isValid():
        wanted, part = part.visualRect(part.currentIndex()), part.viewport()
    around = part.parentWidget()
    while around is not None and not around.isWindow():
        inside = around.widget() if isinstance(around, QScrollArea) else None
        if isinstance(around, QScrollArea) and inside is not None and inside.isAncestorOf(part):
            top = part.mapTo(inside, wanted.topLeft()).y() - _AIR
            bottom = top + wanted.height() + 2 * _AIR
            bar = around.verticalScrollBar()
            bar.setValue(min(top, max(bar.value(), bottom - around.viewport().height())))
        around = around.parentWidget()


class ThinBar(QScrollBar):
    """The upright scroll bar of an area, drawn over its far edge while there is something to scroll."""

    def __init__(self, theme: Theme, area: QAbstractScrollArea) -> None:
        super().__init__(Qt.Orientation.Vertical, area)
        self._theme = theme
        self._area = area
        real = area.verticalScrollBar()
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        real.rangeChanged.connect(self._follow)
        real.valueChanged.connect(self.setValue)
        self.valueChanged.connect(real.setValue)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, False)
        area.installEventFilter(self)
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.LayoutDirectionChange):
            self._follow()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        reach = self.maximum() - self.minimum()
        if reach <= 0:
            return
        whole = reach + self.pageStep()
        length = max(self._theme.px(_LEAST), round(self.height() * self.pageStep() / whole))
        top = round((self.height() - length) * (self.value() - self.minimum()) / reach)
        over = self.underMouse() or self.isSliderDown()
        thick = _THICK + 3 if over else _THICK
        colour = QColor(self._theme.control)
        colour.setAlphaF(0.95 if over else 0.55)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        left = 1 if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else self.width() - thick - 1
        painter.drawRoundedRect(left, top + 2, thick, length - 4, thick / 2, thick / 2)

    def _follow(self, *_range: int) -> None:
        real = self._area.verticalScrollBar()  # asked for anew: what Python keeps of a bar that Qt made can go stale
        self.setRange(real.minimum(), real.maximum())
        self.setPageStep(real.pageStep())
        self.setSingleStep(real.singleStep())
        self.setValue(real.value())
        self.setVisible(real.maximum() > real.minimum())
        mirrored = self._area.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = 0 if mirrored else self._area.width() - WIDTH
        self.setGeometry(left, 0, WIDTH, self._area.height())
        self.raise_()


class Scrolled(QWidget):
    """What stands in a scroll area: as high as it needs to be at the width it has, and not a line higher.

    Words that break would else be counted at the narrowest they can be, and the area would scroll for nothing.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("plain", True)

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        if layout is None or not layout.hasHeightForWidth():
            return super().minimumSizeHint()
        width = layout.totalMinimumSize().width()
        return QSize(width, layout.totalHeightForWidth(max(width, self.width())))
