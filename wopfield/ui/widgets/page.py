"""A page longer than the window: things from top to bottom that scroll as a whole."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QVBoxLayout, QWidget

from wopfield.ui.theme import Theme
from wopfield.ui.widgets.scrolling import ThinBar

_AIR = 8
"""Pixels of a page's margin that may lie beyond the edge."""


class Page(QScrollArea):
    """Put things into ``body``; sideways it scrolls only where text is too large; what has the focus is in sight."""

    def __init__(
        self,
        theme: Theme,
        *,
        margins: tuple[int, int, int, int] = (20, 16, 20, 16),
        spacing: int = 16,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        inside = _Inside()
        inside.setProperty("plain", True)
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(*mirrored(margins))
        self.body.setSpacing(spacing)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.horizontalScrollBar().rangeChanged.connect(self._let_scroll)
        self._let_scroll(0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        ThinBar(theme, self)

    def _let_scroll(self, _least: int, most: int) -> None:
        """Scroll sideways only where words are beyond the edge, not for a pixel or two of a card's own."""
        hidden, shown = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setHorizontalScrollBarPolicy(shown if most > _AIR else hidden)


class _Inside(QWidget):
    """What a page holds; it ends where its last part ends."""

    def minimumSizeHint(self) -> QSize:
        """Ask for the height at the page's width: Qt would add up what wrapped texts take at their narrowest."""
        hint, layout, view = super().minimumSizeHint(), self.layout(), self.parentWidget()
        if layout is None or view is None or not layout.hasHeightForWidth():
            return hint
        return QSize(hint.width(), layout.totalHeightForWidth(max(view.width(), hint.width())))


def mirrored(margins: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """Return margins (near side, top, far side, bottom) as Qt takes them: it does not mirror them itself."""
    near, top, far, bottom = margins
    if QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        return far, top, near, bottom
    return near, top, far, bottom


def clear(layout: QBoxLayout) -> None:
    """Take everything out of a row or column that is filled anew; the parts go once their events are done."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
