"""Print on paper: the system's own dialog asks how, and one page after the other is drawn and sent."""

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions, QPdfPageRenderer
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget
from shiboken6 import delete

from wopfield.language import _

AskPrinter = Callable[[QWidget, int, str], QPrinter | None]
"""Asks how to print so many pages, 0 where nobody knows yet, made for A4 or Letter; None when nobody wants to."""
_SIZES = {"A4": QPageSize.PageSizeId.A4, "Letter": QPageSize.PageSizeId.Letter}
_DOTS = 300
"""Dots to the inch that pages are drawn with; more makes a page no sharper to the eye and a print slow."""


def has_printer() -> bool:
    """Return whether this computer knows a printer."""
    return bool(QPrinterInfo.availablePrinterNames())


def ask_printer(parent: QWidget, pages: int, paper: str) -> QPrinter | None:
    """Ask in the system's dialog, which also knows about both sides, booklets and trays."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(_("Report"))
    printer.setPageSize(QPageSize(_SIZES[paper]))  # the printer's own may be the other
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(_("Print"))
    if pages:
        dialog.setMinMax(1, pages)
        dialog.setFromTo(1, pages)  # who prints a part of them begins from the whole
        dialog.setPrintRange(QPrintDialog.PrintRange.AllPages)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintSelection, False)
    wanted = dialog.exec() == QPrintDialog.DialogCode.Accepted
    delete(dialog)  # now: hidden, it would go on to know a printer that Python has let go
    return printer if wanted else None


class PaperOut(QObject):
    """Sends the pages of a PDF to a printer; they are drawn in a thread of their own."""

    progressed = Signal(int, int)
    """Pages sent, of how many."""
    ended = Signal(bool)
    """Whether all of them were sent."""

    def __init__(self, pdf: bytes, printer: QPrinter, parent: QObject) -> None:
        super().__init__(parent)
        self._printer = printer
        buffer = QBuffer(self)
        buffer.setData(QByteArray(pdf))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document = document = QPdfDocument(self)
        document.load(buffer)
        first = max(printer.fromPage(), 1)
        last = printer.toPage() or document.pageCount()
        self._pages = list(range(first - 1, min(last, document.pageCount())))
        if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
            self._pages.reverse()
        self._sent = 0
        self._painter = QPainter()
        self._renderer = QPdfPageRenderer(self)
        self._renderer.setDocument(document)
        self._renderer.setRenderMode(QPdfPageRenderer.RenderMode.MultiThreaded)
        self._renderer.pageRendered.connect(self._have, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Begin with the first page."""
        if not self._pages or not self._painter.begin(self._printer):
            self.ended.emit(False)
            return
        self._ask()

    def stop(self) -> None:
        """Send no more pages."""
        if self._painter.isActive():
            self._printer.abort()
            self._painter.end()
            self.ended.emit(False)

    def _ask(self) -> None:
        points = self._document.pagePointSize(self._pages[self._sent])
        share = min(self._printer.resolution(), _DOTS) / 72
        size = QSize(round(points.width() * share), round(points.height() * share))
        self._renderer.requestPage(self._pages[self._sent], size)

    def _have(self, page: int, _size: QSize, image: QImage, _options: QPdfDocumentRenderOptions, _request: int) -> None:
        if not self._painter.isActive():
            return
        if self._sent:
            self._printer.newPage()
        points = self._document.pagePointSize(page)
        self._painter.drawImage(self._box(points.width(), points.height()), image)
        self._sent += 1
        self.progressed.emit(self._sent, len(self._pages))
        if self._sent < len(self._pages):
            self._ask()
        else:
            self._painter.end()
            self.ended.emit(True)

    def _box(self, width: float, height: float) -> QRectF:
        """Return where on the paper a page of so many points goes: in its own size, smaller if it has to be."""
        inch = self._printer.resolution() / 72
        paper = self._printer.pageLayout().fullRectPixels(self._printer.resolution())
        inside = self._printer.pageLayout().paintRectPixels(self._printer.resolution())
        share = min(1.0, paper.width() / (width * inch), paper.height() / (height * inch))
        wide, high = width * inch * share, height * inch * share
        left, top = (paper.width() - wide) / 2 - inside.left(), (paper.height() - high) / 2 - inside.top()
        return QRectF(left, top, wide, high)
