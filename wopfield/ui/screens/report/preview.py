"""The pages as they will be printed; while new ones are made the old ones stay."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QModelIndex, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPalette, QResizeEvent
from PySide6.QtPdf import QPdfDocument, QPdfSearchModel
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from wopfield.language import _
from wopfield.ui.screens.report.finding import FindBar
from wopfield.ui.screens.report.thumbnails import Thumbnails
from wopfield.ui.theme import MEDIUM, Theme
from wopfield.ui.widgets.buttons import Button, IconButton
from wopfield.ui.widgets.focus import RINGED
from wopfield.ui.widgets.labels import Line, ShortLabel

_GROUND = {"light": "#C3CFD5", "dark": "#060B0E", "sunlight": "#C3CFD5"}
_STEP = 1.2
_ROOMY, _FIT, _WIDE = 560, 390, 680
_LEAST, _MOST = 0.25, 4.0
_COVER_MS = 450
"""QPdfView draws its pages a moment after it got them; so long the old ones are shown over it."""


class _Pages(QPdfView):
    """Pages that stay at the same place in the document while they become larger or smaller."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        with self.staying():
            super().resizeEvent(event)

    @contextmanager
    def staying(self) -> Iterator[None]:
        """Show the same place at the top after the block as before it."""
        share = self.verticalScrollBar().value() / self._height()
        yield
        self.verticalScrollBar().setValue(round(share * self._height()))

    def show_top(self, page: int, pages: int) -> None:
        """Show the top of a page, from 1, also of the one in sight; all of them are as high.

        The navigator of Qt stays where it is when it is asked for the page it is on.
        """
        margins, gap = self.documentMargins(), self.pageSpacing()
        each = (self._height() - margins.top() - margins.bottom() + gap) / pages
        self.verticalScrollBar().setValue(round((page - 1) * each))

    def show_place(self, page: int, pages: int, across: float, down: float) -> None:
        """Bring a place of a page, from 1, into sight; it lies at these shares of the page's width and height.

        The navigator of Qt leads to the top of the page only.
        """
        self.show_top(page, pages)
        margins, gap = self.documentMargins(), self.pageSpacing()
        high = (self._height() - margins.top() - margins.bottom() + gap) / pages - gap
        bar, room = self.verticalScrollBar(), self.viewport().size()
        bar.setValue(round(bar.value() + margins.top() + down * high - room.height() / 3))
        side = self.horizontalScrollBar()
        side.setValue(round(across * (side.maximum() + room.width()) - room.width() / 2))

    def _height(self) -> int:
        """Return how high all pages are; with its gaps it grows as each page does."""
        return max(self.verticalScrollBar().maximum() + self.viewport().height(), 1)


class Preview(QWidget):
    """A bar with pages and size, and the pages."""

    page_shown = Signal(int)
    """The page in sight, from 1."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._document: QPdfDocument | None = None
        self._buffer: QBuffer | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._built_bar())
        column.addWidget(Line(theme))
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._busy.setFixedHeight(3)
        self._busy.setAccessibleName(_("New pages are being made"))
        policy = self._busy.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._busy.setSizePolicy(policy)
        self._busy.hide()
        column.addWidget(self._busy)
        self._search = QPdfSearchModel(self)
        self._search.rowsInserted.connect(self._say_found)
        self._search.modelReset.connect(self._say_found)
        self._found = 0
        self.finding = FindBar(theme)
        self.finding.asked.connect(self._find)
        self.finding.stepped.connect(self.step_found)
        self.finding.closed.connect(self.end_finding)
        column.addWidget(self.finding)
        self._view = _Pages(self)
        self._view.setAccessibleName(_("Pages"))
        self._view.setProperty(RINGED, True)
        self._view.setPageMode(QPdfView.PageMode.MultiPage)
        self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self._view.setPageSpacing(theme.px(14))
        self._view.setFrameShape(QPdfView.Shape.NoFrame)
        palette = self._view.palette()
        for role in (QPalette.ColorRole.Dark, QPalette.ColorRole.Window, QPalette.ColorRole.Base):
            palette.setColor(role, QColor(_GROUND[theme.look]))
        self._view.setPalette(palette)
        self._view.pageNavigator().currentPageChanged.connect(self._say_page)
        self._view.setSearchModel(self._search)
        beside = QHBoxLayout()
        beside.setSpacing(0)
        self.thumbnails = Thumbnails(theme, _GROUND[theme.look])
        self.thumbnails.page_chosen.connect(self.go_to)
        self.thumbnails.hide()
        beside.addWidget(self.thumbnails)
        beside.addWidget(self._view, 1)
        column.addLayout(beside, 1)
        self._cover = QLabel(self._view)
        self._cover.hide()
        self._uncover = QTimer(self)
        self._uncover.setSingleShot(True)
        self._uncover.setInterval(_COVER_MS)
        self._uncover.timeout.connect(self._cover.hide)
        self._say_page()

    @property
    def view(self) -> QWidget:
        """Return the pages, for the focus."""
        return self._view

    def pane(self) -> QWidget:
        """Return where F6 leads: to the pages, to be read; from any part of the preview it leads on."""
        return self if self.isAncestorOf(self.window().focusWidget()) else self._view

    def pages(self) -> int:
        """Return how many pages there are."""
        return self._document.pageCount() if self._document else 0

    def page(self) -> int:
        """Return the page in sight, from 1."""
        return self._view.pageNavigator().currentPage() + 1

    def show_busy(self, busy: bool) -> None:
        """Show that new pages are being made."""
        self._busy.setVisible(busy)

    def show_pdf(self, pdf: bytes) -> None:
        """Show other pages, at the place of the ones before."""
        bar = self._view.verticalScrollBar()
        share = bar.value() / bar.maximum() if bar.maximum() else 0.0
        page = self.page()
        old = (self._document, self._buffer)
        if self._document is not None:
            self._cover.setPixmap(self._view.viewport().grab())
            self._cover.setGeometry(self._view.viewport().geometry())
            self._cover.show()
            self._uncover.start()
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(pdf))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document = QPdfDocument(self)
        self._document.load(self._buffer)
        self._view.setDocument(self._document)
        self._search.setDocument(self._document)
        self.thumbnails.show_document(self._document)
        for part in old:
            if part is not None:
                part.deleteLater()
        if page > 1 and page <= self.pages():
            bar.setValue(round(share * bar.maximum()))
        self._say_page()

    def go_to(self, page: int) -> None:
        """Bring a page into sight, from 1."""
        if 1 <= page <= self.pages():
            self._view.pageNavigator().jump(page - 1, QPointF(), 0)
            self._view.show_top(page, self.pages())

    def step(self, step: int) -> None:
        """Go on or back by pages."""
        self.go_to(self.page() + step)

    @property
    def document(self) -> QPdfDocument | None:
        """Return the pages as a document; None while there are none."""
        return self._document

    def show_thumbnails(self) -> None:
        """Show all pages small at the side, or no more."""
        there = self.thumbnails.isHidden()
        self.thumbnails.setVisible(there)
        self._small.set_name(_("Hide the small pages") if there else _("Small pages"))
        if there:
            self.thumbnails.light(self.page())
            self.thumbnails.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    # finding

    def begin_finding(self) -> None:
        """Ask for words to find in the pages."""
        self.finding.begin()

    def end_finding(self) -> None:
        """Find no more."""
        self.finding.hide()
        self._search.setSearchString("")
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def found(self) -> int:
        """Return in how many places the words were found."""
        return self._search.rowCount(QModelIndex())

    def step_found(self, step: int) -> None:
        """Go to the next place (1) or the one before (-1); after the last comes the first."""
        if self.found():
            self._go_to_found((self._found + step) % self.found())

    def _find(self, words: str) -> None:
        self._found = -1
        self._search.setSearchString(words.strip())
        self._say_found()

    def _say_found(self, *_changed: object) -> None:
        if self.found() and self._found < 0:
            self._go_to_found(0)
        self._found = min(self._found, self.found() - 1)
        self.finding.say(self._found + 1, self.found())

    def _go_to_found(self, place: int) -> None:
        self._found = place
        self._view.setCurrentSearchResultIndex(place)
        link = self._search.resultAtIndex(place)
        self._view.pageNavigator().jump(link.page(), link.location(), 0)
        boxes = link.rectangles()
        if self._document is not None and boxes:
            size, middle = self._document.pagePointSize(link.page()), boxes[0].center()
            across, down = middle.x() / size.width(), middle.y() / size.height()
            self._view.show_place(link.page() + 1, self.pages(), across, down)
        self.finding.say(place + 1, self.found())

    # zoom

    def fit_page(self) -> None:
        """Show a whole page."""
        page = self.page()
        self._view.setZoomMode(QPdfView.ZoomMode.FitInView)
        self.go_to(page)
        self._fit.setText(_("Whole page"))

    def zoom(self, step: int) -> None:
        """Show pages larger (1), smaller (-1), or as wide as there is room (0)."""
        if step == 0:
            with self._view.staying():
                self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
            self._fit.setText(_("Fit width"))
            return
        factor = self._factor() * (_STEP if step > 0 else 1 / _STEP)
        factor = max(_LEAST, min(factor, _MOST))
        with self._view.staying():
            self._view.setZoomMode(QPdfView.ZoomMode.Custom)
            self._view.setZoomFactor(factor)
        self._fit.setText(_("{percent} %", percent=round(factor * 100)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Where there is little room the bar keeps its buttons rather than this sentence; a key shows the whole page.
        roomy = self.width() >= self._theme.px(_ROOMY)
        self._note.setVisible(roomy)
        self._whole.setVisible(roomy)
        tight = self.width() < self._theme.px(_WIDE)
        self._row.setSpacing(1 if not roomy else 3 if tight else 6)
        self._fit.setVisible(self.width() >= self._theme.px(_FIT))
        edge = 4 if not roomy else 8 if tight else 12
        self._row.setContentsMargins(edge, 4, edge, 4)
        self._say_page_number()

    def _factor(self) -> float:
        """Return how large pages are now, also while they follow the width."""
        if self._view.zoomMode() == QPdfView.ZoomMode.Custom or self._document is None:
            return self._view.zoomFactor()
        size = self._document.pagePointSize(0) * self._view.logicalDpiX() / 72
        room = self._view.viewport().size()
        across = (room.width() - 2 * 6) / size.width() if size.width() else 1.0
        if self._view.zoomMode() == QPdfView.ZoomMode.FitToWidth or not size.height():
            return across
        return min(across, (room.height() - 2 * 6) / size.height())

    def _built_bar(self) -> QWidget:
        theme = self._theme
        bar = QWidget()
        bar.setAutoFillBackground(True)
        palette = bar.palette()
        palette.setColor(QPalette.ColorRole.Window, QColor(theme.card))
        bar.setPalette(palette)
        self._row = row = QHBoxLayout(bar)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(6)
        back = IconButton(theme, "chevron-left", _("Page before"))
        back.clicked.connect(lambda: self.step(-1))
        self._page = ShortLabel(theme, "", "strong", weight=MEDIUM)
        on = IconButton(theme, "chevron-right", _("Next page"))
        on.clicked.connect(lambda: self.step(1))
        smaller = IconButton(theme, "minus", _("Smaller"))
        smaller.clicked.connect(lambda: self.zoom(-1))
        self._fit = Button(theme, _("Fit width"), kind="link")
        self._fit.clicked.connect(lambda: self.zoom(0))
        larger = IconButton(theme, "plus", _("Larger"))
        larger.clicked.connect(lambda: self.zoom(1))
        self._whole = IconButton(theme, "maximize", _("Whole page"))
        self._whole.clicked.connect(self.fit_page)
        self._small = IconButton(theme, "layout-list", _("Small pages"))
        self._small.clicked.connect(self.show_thumbnails)
        find = IconButton(theme, "search", _("Find in the report"))
        find.clicked.connect(self.begin_finding)
        self._note = ShortLabel(theme, _("Follows your changes"), "secondary", ink="ink3")
        self._note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        near: tuple[QWidget, ...] = (self._small, back, self._page, on)
        far: tuple[QWidget, ...] = (find, smaller, self._fit, larger, self._whole)
        for part in near:
            row.addWidget(part)
        row.addWidget(self._note, 1)
        for part in far:
            row.addWidget(part)
        return bar

    def _say_page(self, _page: int = 0) -> None:
        if self.pages():
            self._say_page_number()
            self.thumbnails.light(self.page())
            self.page_shown.emit(self.page())
        else:
            self._page.setText(_("No pages yet"))

    def _say_page_number(self) -> None:
        if self.pages():
            words = _("Page {page} of {pages}", page=self.page(), pages=self.pages())
            roomy = self._note.isVisibleTo(self)
            self._page.setText(words if roomy else f"{self.page()} / {self.pages()}")
            self._page.setAccessibleName(words)
