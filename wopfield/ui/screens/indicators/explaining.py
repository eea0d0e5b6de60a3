"""The page that says how a result was worked out, held to what is read and to where one came from."""

from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from wopfield.ui.operations import Operations
from wopfield.ui.screens.indicators.pages import Pages
from wopfield.ui.screens.indicators.sheet import Sheet
from wopfield.ui.screens.indicators.working import read_givers


class Explaining(QObject):
    """Opens the page, fills it after each reading, and goes back to the page one came from."""

    year_chosen = Signal(str)

    def __init__(self, pages: Pages, operations: Operations, parent: QObject) -> None:
        super().__init__(parent)
        self._pages = pages
        self._operations = operations
        self._scope = ""
        self._sheet: Sheet | None = None
        self._from: QWidget = pages.figures
        self._told_of: object = None
        pages.working.closed.connect(self.close)
        pages.working.period_chosen.connect(self._choose)

    def show_sheet(self, scope: str, sheet: Sheet) -> None:
        """Take another reading; the page that is open follows it."""
        self._scope, self._sheet, self._told_of = scope, sheet, None
        if self._pages.shows_working():
            self._show(self._pages.working.code, self._pages.working.period.currentText())

    def open(self, code: str, period: str) -> None:
        """Say how a result was worked out."""
        if self._sheet is None or code not in self._sheet.catalogue.indicators:
            return
        if not self._pages.shows_working():
            self._from = self._pages.results if self._pages.shows_results() else self._pages.figures
        self._show(code, period)
        self._pages.show_working()
        self._pages.working.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def close(self) -> None:
        """Go back to where one came from."""
        self._pages.setCurrentWidget(self._from)
        target = self._pages.results.view if self._pages.shows_results() else self._pages.figures.grid
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    # private

    def _choose(self, period: str) -> None:
        self._show(self._pages.working.code, period)
        self.year_chosen.emit(period)

    def _show(self, code: str, period: str) -> None:
        page, sheet = self._pages.working, self._sheet
        if sheet is None:
            return
        page.show_sheet(sheet, code, period if period in sheet.periods else sheet.periods[-1])
        rows = page.rows
        if rows != self._told_of:
            self._told_of = rows
            page.show_givers({})
            self._operations.read(partial(read_givers, self._scope, rows), page.show_givers)
