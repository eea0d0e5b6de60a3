"""Give a PDF to the system's print queue as it is: its letters and lines stay sharp, and it is sent in a moment.

Qt draws each page as a picture for a printer. Where the system keeps a queue that takes PDF files (CUPS, with its
command ``lp``), the file itself is better; what was chosen in the dialog goes with it as words of that command.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from shutil import which

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QProcess, Signal
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintEngine, QPrinter

_CHOSEN_FOR_CUPS = QPrintEngine.PrintEnginePropertyKey(0xFE00)
"""Where Qt keeps what its dialog offers of this queue: odd pages alone, several on a sheet, a banner."""
_NEAR = 3.0
"""Papers whose sides differ by no more points than this are the same."""
_SIDES = {
    QPrinter.DuplexMode.DuplexAuto: "two-sided-long-edge",
    QPrinter.DuplexMode.DuplexLongSide: "two-sided-long-edge",
    QPrinter.DuplexMode.DuplexShortSide: "two-sided-short-edge",
}


@dataclass(frozen=True, slots=True)
class Order:
    """What was chosen for a print; page 0 stands for none."""

    printer: str
    title: str = ""
    paper: str = ""
    copies: int = 1
    collated: bool = True
    first: int = 0
    last: int = 0
    backwards: bool = False
    sides: str = "one-sided"
    grey: bool = False
    others: tuple[tuple[str, str], ...] = ()
    paper_size: tuple[float, float] = (0.0, 0.0)
    """Width and height of the paper in points."""


def takes_files(printer: QPrinter) -> bool:
    """Return whether a print goes to a queue that takes the file itself."""
    native = printer.outputFormat() == QPrinter.OutputFormat.NativeFormat
    to_queue = native and bool(printer.printerName()) and not printer.outputFileName()
    return to_queue and sys.platform == "linux" and which("lp") is not None


def order_of(printer: QPrinter) -> Order:
    """Return what was chosen in the dialog."""
    told = printer.printEngine().property(_CHOSEN_FOR_CUPS)
    words = [str(word) for word in told] if isinstance(told, list | tuple) else []
    layout = printer.pageLayout()
    size = layout.pageSize().sizePoints()
    return Order(
        printer.printerName(),
        title=printer.docName(),
        paper=layout.pageSize().key(),
        copies=printer.copyCount(),
        collated=printer.collateCopies(),
        first=printer.fromPage(),
        last=printer.toPage(),
        backwards=printer.pageOrder() == QPrinter.PageOrder.LastPageFirst,
        sides=_SIDES.get(printer.duplex(), "one-sided"),
        grey=printer.colorMode() == QPrinter.ColorMode.GrayScale,
        others=tuple(zip(words[::2], words[1::2], strict=False)),
        paper_size=(float(size.width()), float(size.height())),
    )


def words_of(order: Order, page_size: tuple[float, float]) -> list[str]:
    """Return an order in the words of ``lp``, for pages of so many points; the file follows on its input."""
    fits = all(abs(paper - page) <= _NEAR for paper, page in zip(order.paper_size, page_size, strict=True))
    options = {"sides": order.sides, "print-scaling": "none" if fits else "fit", **dict(_chosen(order))}
    words = ["-s", "-d", order.printer, "-n", str(max(order.copies, 1))]
    if order.title:
        words += ["-t", order.title]
    for name, value in options.items():
        words += ["-o", f"{name}={value}" if value else name]
    return [*words, "--", "-"]


def _chosen(order: Order) -> Iterator[tuple[str, str]]:
    if order.paper:
        yield "media", order.paper
    if order.copies > 1:
        yield "collate", "true" if order.collated else "false"
    if order.first:
        yield "page-ranges", f"{order.first}-{max(order.last, order.first)}"
    if order.backwards:
        yield "outputorder", "reverse"
    if order.grey:
        yield "print-color-mode", "monochrome"
    yield from order.others


def _page_size(pdf: bytes) -> tuple[float, float]:
    buffer, document = QBuffer(), QPdfDocument()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    size = document.pagePointSize(0)
    document.close()
    return size.width(), size.height()


class QueueOut(QObject):
    """Hands the file over, away from the window's thread."""

    ended = Signal(bool)
    """Whether the queue took it."""

    def __init__(self, pdf: bytes, order: Order, parent: QObject) -> None:
        super().__init__(parent)
        self._pdf = pdf
        self._process = QProcess(self)
        self._process.setProgram("lp")
        self._process.setArguments(words_of(order, _page_size(pdf)))
        self._process.finished.connect(lambda code, _how: self.ended.emit(code == 0))
        self._process.errorOccurred.connect(self._fail)

    def start(self) -> None:
        """Begin; what the queue does with the file is the system's to show."""
        self._process.start()
        self._process.write(self._pdf)
        self._process.closeWriteChannel()

    def _fail(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:  # else it also finishes
            self.ended.emit(False)
