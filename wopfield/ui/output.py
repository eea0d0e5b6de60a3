"""Give a document away: saved as a PDF, for Word or as tables, printed on paper. Each is made from what is shown."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING, TypeVar
from weakref import finalize

from PySide6.QtCore import QObject, Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from wopfield.errors import CannotKeep
from wopfield.language import _
from wopfield.ui.job import Work
from wopfield.ui.moments import size_words
from wopfield.ui.operations import Operations
from wopfield.ui.paper import (
    ChoosePlace,
    Handed,
    Material,
    choose_pdf,
    choose_word,
    choose_workbook,
    hand_to_system,
    print_report,
    write_report_as_tables,
    write_report_for_word,
)
from wopfield.ui.paper_out import AskPrinter, PaperOut, ask_printer, has_printer
from wopfield.ui.queue_out import QueueOut, order_of, takes_files
from wopfield.whole import write_whole

if TYPE_CHECKING:
    from wopfield.report.document import Printed

Made = TypeVar("Made")
HandOver = Callable[[Path], Handed]


class Output(QObject):
    """Asks where to, and does it away from the window's thread."""

    said = Signal(str)
    failed = Signal(object)
    progressed = Signal(str)
    """How far a print is; empty when it has ended."""
    writing = Signal(bool)
    """Whether a file is being made."""

    def __init__(
        self,
        operations: Operations,
        choose: ChoosePlace,
        hand_over: HandOver,
        over: QWidget,
        *,
        choose_word: ChoosePlace = choose_word,
        choose_workbook: ChoosePlace = choose_workbook,
        has_printer: Callable[[], bool] = has_printer,
        ask_printer: AskPrinter = ask_printer,
    ) -> None:
        super().__init__(over)
        self._operations, self._over = operations, over
        self._choose, self._hand_over = choose, hand_over
        self._choose_word, self._choose_workbook = choose_word, choose_workbook
        self._has_printer, self._ask_printer = has_printer, ask_printer
        self._folder: Path | None = None
        self._paper: PaperOut | None = None
        self._queue: QueueOut | None = None
        self.busy = False
        """Whether a file is being made."""

    def save_pdf(self, name: str, pdf: bytes) -> None:
        """Ask where, and write a PDF whole or not at all."""
        chosen = self._choose(self._over, _("Save as PDF"), name)
        if chosen:
            self._write(Path(chosen), pdf)

    def save(self, name: str, material: Material) -> None:
        """Ask where, have the PDF made, and write it."""
        chosen = self._choose(self._over, _("Save as PDF"), name)
        if chosen:
            self._make(print_report, material, partial(self._have_pdf, Path(chosen)))

    def save_word(self, name: str, material: Material) -> None:
        """Ask where, have the same contents made for Word, and write them."""
        chosen = self._choose_word(self._over, _("Save for Word"), name)
        if chosen:
            self._make(write_report_for_word, material, partial(self._have_file, Path(chosen)))

    def save_tables(self, name: str, material: Material) -> None:
        """Ask where, have the tables of the same contents made as a workbook, and write it."""
        chosen = self._choose_workbook(self._over, _("Save as tables"), name)
        if chosen:
            self._make(write_report_as_tables, material, partial(self._have_file, Path(chosen)))

    def print_out(self, material: Material, pages: int = 0) -> None:
        """Ask how and print; where this computer knows no printer, hand the PDF to whatever shows it.

        ``pages`` is how many there are, as far as that is known before they are made.
        """
        if self._paper is not None or self._queue is not None or self.busy:
            return
        if not self._has_printer():
            self._make(print_report, material, self._hand_to_system)
            return
        printer = self._ask_printer(self._over, pages, str(material[2].get("paper", "A4")))
        if printer is not None:
            self._make(print_report, material, partial(self._send_to, printer))

    def stop(self) -> None:
        """Send no more pages to the printer."""
        if self._paper is not None:
            self._paper.stop()

    def _make(self, function: Callable[..., Made], material: Material, then: Callable[[Made], None]) -> None:
        self._say_busy(True)
        self._operations.work(function, *material, then=then, otherwise=self._fail)

    def _say_busy(self, busy: bool) -> None:
        self.busy = busy
        self.writing.emit(busy)

    def _have_pdf(self, path: Path, printed: "Printed") -> None:
        self._have_file(path, printed.pdf)

    def _have_file(self, path: Path, content: bytes) -> None:
        self._say_busy(False)
        self._write(path, content)

    def _send_to(self, printer: QPrinter, printed: "Printed") -> None:
        self._say_busy(False)
        if not takes_files(printer):
            self._draw(printer, printed)
            return
        self._queue = QueueOut(printed.pdf, order_of(printer), self)
        self._queue.ended.connect(partial(self._queued, printer, printed))
        self._queue.start()

    def _queued(self, printer: QPrinter, printed: "Printed", taken: bool) -> None:
        queue, self._queue = self._queue, None
        if queue is not None:
            queue.deleteLater()
        if taken:
            self.said.emit(_("The pages were sent to the printer."))
        else:  # a queue that takes no PDF, or none: as a picture of each page it may
            self._draw(printer, printed)

    def _draw(self, printer: QPrinter, printed: "Printed") -> None:
        self._paper = PaperOut(printed.pdf, printer, self)
        self._paper.progressed.connect(self._say_page)
        self._paper.ended.connect(self._printed)
        self._paper.start()

    def _write(self, path: Path, content: bytes) -> None:
        done = partial(self._say_saved, path.name, len(content))
        self._operations.background(partial(_written, path, content), done, self._fail)

    def _say_saved(self, name: str, size: int, _done: object) -> None:
        self.said.emit(_("Saved as {name}, {size}.", name=name, size=size_words(size)))

    def _fail(self, error: Exception) -> None:
        self._say_busy(False)
        self.failed.emit(error)

    def _say_page(self, sent: int, pages: int) -> None:
        self.progressed.emit(_("Printing: page {page} of {pages}", page=sent, pages=pages))

    def _printed(self, whole: bool) -> None:
        paper, self._paper = self._paper, None
        self.progressed.emit("")
        if paper is not None:
            paper.deleteLater()
        self.said.emit(_("The pages were sent to the printer.") if whole else _("Printing was stopped."))

    def _hand_to_system(self, printed: "Printed") -> None:
        self._say_busy(False)
        if self._folder is None:
            # A private folder that goes with the screen: what it holds is not encrypted.
            self._folder = Path(mkdtemp(prefix="wopfield-"))
            finalize(self, rmtree, self._folder, ignore_errors=True)
        path = self._folder / "report.pdf"
        hand = partial(_written_and_handed, self._hand_over, path, printed.pdf)
        self._operations.background(hand, self._say_handed, self._fail)

    def _say_handed(self, handed: Handed) -> None:
        match handed:
            case Handed.PRINTED:
                self.said.emit(_("The pages were handed to the system to print."))
            case Handed.SHOWN:
                self.said.emit(_("This computer knows no printer. The program that shows PDF files opens the pages."))
            case Handed.REFUSED:
                self.failed.emit(
                    CannotKeep(
                        _("No program on this computer prints PDF files."),
                        do=_("Save the pages as a PDF and print that on another computer."),
                    )
                )


def output_here(operations: Operations, over: QWidget) -> Output:
    """Return what gives documents away with the dialogs and printers of this computer."""
    return Output(operations, choose_pdf, hand_to_system, over)


def _written(path: Path, content: bytes, _work: Work) -> None:
    write_whole(path, content)


def _written_and_handed(hand_over: HandOver, path: Path, content: bytes, _work: Work) -> Handed:
    write_whole(path, content)
    return hand_over(path)
