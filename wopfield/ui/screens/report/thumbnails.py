"""All pages small, beside the pages: those in sight are drawn in a thread of their own, and old ones stay meanwhile."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QIcon, QImage, QPaintEvent, QPalette, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions, QPdfPageRenderer
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from wopfield.language import _
from wopfield.ui.theme import SECONDARY, Theme
from wopfield.ui.widgets.focus import ring_current_row

_WIDE, _HIGH = 84, 119
"""A small page, of the shape of A4."""


class Thumbnails(QListWidget):
    """One column; a page is gone to when it is chosen, by mouse or by arrow keys."""

    page_chosen = Signal(int)
    """From 1."""

    def __init__(self, theme: Theme, ground: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._document: QPdfDocument | None = None
        self._asked: set[int] = set()
        self.setAccessibleName(_("Small pages"))
        self.setViewMode(QListWidget.ViewMode.IconMode)
        self.setFlow(QListWidget.Flow.TopToBottom)
        self.setWrapping(False)
        self.setMovement(QListWidget.Movement.Static)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFont(theme.font(SECONDARY))
        self._size = QSize(theme.px(_WIDE), theme.px(_HIGH))
        self.setIconSize(self._size)
        self.setGridSize(QSize(self._size.width() + theme.px(24), self._size.height() + theme.px(40)))
        self.setFixedWidth(self._size.width() + theme.px(46))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, QColor(ground))
        palette.setColor(QPalette.ColorRole.Text, QColor(theme.ink))
        self.setPalette(palette)
        self._renderer = QPdfPageRenderer(self)
        self._renderer.setRenderMode(QPdfPageRenderer.RenderMode.MultiThreaded)
        self._renderer.pageRendered.connect(self._have)
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.timeout.connect(self._ask)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._look.start(0))
        self.currentRowChanged.connect(self._choose)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        ring_current_row(self, self._theme)

    def show_document(self, document: QPdfDocument) -> None:
        """Show the pages of another document; those drawn before stay until theirs are there."""
        self._document = document
        self._renderer.setDocument(document)
        self._asked = set()
        self.blockSignals(True)
        count = document.pageCount()
        while self.count() > count:
            self.takeItem(self.count() - 1)
        while self.count() < count:
            item = QListWidgetItem(self._blank(), str(self.count() + 1), self)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, _("Page {page}", page=self.count()))
        self.blockSignals(False)
        self._look.start(0)

    def light(self, page: int) -> None:
        """Show which page is in sight, from 1."""
        self.blockSignals(True)
        self.setCurrentRow(page - 1)
        self.blockSignals(False)
        self.viewport().update()

    def drawn(self) -> int:
        """Return how many pages were asked for since the document came."""
        return len(self._asked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._look.start(0)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look.start(0)

    def _ask(self) -> None:
        if self._document is None or not self.isVisible():
            return
        seen = self.viewport().rect()
        ratio = self.devicePixelRatioF()
        for row in range(self.count()):
            if row not in self._asked and self.visualItemRect(self.item(row)).intersects(seen):
                self._asked.add(row)
                points = self._document.pagePointSize(row)
                share = min(self._size.width() / points.width(), self._size.height() / points.height()) * ratio
                size = QSize(round(points.width() * share), round(points.height() * share))
                self._renderer.requestPage(row, size)

    def _have(self, page: int, _size: QSize, image: QImage, _options: QPdfDocumentRenderOptions, _request: int) -> None:
        item = self.item(page)
        if item is None or image.isNull():
            return
        paper = QPixmap(image.size())
        paper.fill(QColor("white"))
        _paint_on(paper, image)
        paper.setDevicePixelRatio(self.devicePixelRatioF())
        item.setIcon(QIcon(paper))

    def _blank(self) -> QIcon:
        paper = QPixmap(self._size)
        paper.fill(QColor("white"))
        return QIcon(paper)

    def _choose(self, row: int) -> None:
        if row >= 0:
            self.page_chosen.emit(row + 1)


def _paint_on(paper: QPixmap, image: QImage) -> None:
    from PySide6.QtGui import QPainter

    painter = QPainter(paper)
    painter.drawImage(0, 0, image)
    painter.end()
