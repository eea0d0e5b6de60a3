"""The figures that are listed, printed or saved as a PDF with what they come to."""

from collections.abc import Callable, Iterable
from datetime import date

from PySide6.QtCore import QObject, Signal

from wopfield.language import _
from wopfield.ui.operations import Operations
from wopfield.ui.output import Output
from wopfield.ui.screen import Command
from wopfield.ui.screens.indicators.paper import FiguresPaper


class Printing(QObject):
    """Knows which figures are listed; what is printed is read once all that was typed is kept."""

    told = Signal(str, object)
    begun = Signal()
    """Figures are about to be printed: what is being typed belongs to them."""

    def __init__(self, operations: Operations, output: Output, today: Callable[[], date], parent: QObject) -> None:
        super().__init__(parent)
        self._paper = FiguresPaper(operations, output, today, self)
        self._paper.told.connect(lambda words: self.told.emit(words, None))
        self._scope = self._words = ""
        self._listed: tuple[str, ...] = ()

    def list_figures(self, scope: str, codes: Iterable[str], words: str) -> None:
        """Hear which figures are listed, and in ``words`` which those are."""
        self._scope, self._listed, self._words = scope, tuple(codes), words

    def commands(self) -> tuple[Command, ...]:
        """Return what the keyboard and Ctrl+K offer."""
        return (
            Command(_("Print"), self.print_out, "Ctrl+P", "printer"),
            Command(_("Save as PDF"), self.save, "Ctrl+Shift+S", "download"),
        )

    def print_out(self) -> None:
        """Ask how, and print the figures that are listed."""
        if self._has_some():
            self._paper.print_entries(self._scope, self._listed, self._words)

    def save(self) -> None:
        """Ask where, and write the figures that are listed as a PDF."""
        if self._has_some():
            self._paper.save_entries(self._scope, self._listed, self._words)

    def _has_some(self) -> bool:
        self.begun.emit()
        if not self._listed:
            self.told.emit(_("There is nothing to print yet: no figure is listed."), None)
        return bool(self._listed)
