"""A year, quarter or month that somebody adds to the sheet."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from wopfield.errors import Trouble
from wopfield.ui.operations import Operations
from wopfield.ui.screens.indicators import deeds
from wopfield.ui.screens.indicators.head import SheetHead
from wopfield.ui.screens.indicators.sheet import Sheet


class Beginning(QObject):
    """``begun`` carries the period that is now there; what is none is told beside its field."""

    begun = Signal(str)

    def __init__(self, head: SheetHead, operations: Operations, parent: QObject) -> None:
        super().__init__(parent)
        self._head, self._operations = head, operations
        self._sheet: Sheet | None = None
        head.year_asked.connect(self.begin)

    def show_sheet(self, sheet: Sheet) -> None:
        """Take another reading."""
        self._sheet = sheet

    def begin(self, period: str) -> None:
        """Begin a period, or go to it where it is there already."""
        sheet = self._sheet
        if sheet is None:
            return
        if period in sheet.periods:
            self._begun(period)
            return
        edit = partial(deeds.add_year, sheet.pair.scope, sheet.pair.partnership.mentee, period)
        self._operations.change(edit, self._begun, self._refused)

    # private

    def _begun(self, period: str) -> None:
        self._head.close_year()
        self.begun.emit(period)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, Trouble):
            self._head.complain(f"{error.happened} {error.do}".strip())
        else:
            self._operations.failed.emit(error)
