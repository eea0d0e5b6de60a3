"""The page that says how a result was worked out, held to what is read and to where one came from."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from wopfield.checklists.library import indicator_catalogue
from wopfield.domain.group import Group
from wopfield.errors import Trouble
from wopfield.language import _
from wopfield.store import comparisons
from wopfield.store.editor import Editor
from wopfield.store.tables import ComparisonGroup
from wopfield.ui.operations import Operations
from wopfield.ui.paper import ChoosePlace
from wopfield.ui.screens.indicators.comparisons import read_comparisons, read_table_of_utilities
from wopfield.ui.screens.indicators.pages import Pages
from wopfield.ui.screens.indicators.sheet import Sheet
from wopfield.ui.screens.indicators.working import read_givers
from wopfield.ui.undoing import undo


class Explaining(QObject):
    """Opens the page, fills it after each reading, and goes back to the page one came from."""

    year_chosen = Signal(str)
    told = Signal(str, object)

    def __init__(
        self, pages: Pages, operations: Operations, today: Callable[[], date], choose: ChoosePlace, over: QWidget
    ) -> None:
        super().__init__(over)
        self._over = over
        self._today = today
        self._choose_file = choose
        self._pages = pages
        self._operations = operations
        self._scope = ""
        self._sheet: Sheet | None = None
        self._from: QWidget = pages.figures
        self._told_of: object = None
        pages.working.closed.connect(self.close)
        pages.working.period_chosen.connect(self._choose)
        pages.working.comparisons.asked.connect(self.take_in_group)
        pages.working.comparisons.removed.connect(self._remove_group)

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

    def take_in_group(self) -> None:
        """Read a table of utilities to compare with, and keep median and quartiles of it."""
        if self._sheet is None:
            return
        chosen = self._choose_file(self._over, _("Compare with a table of utilities"), "")
        if chosen:
            read = partial(read_table_of_utilities, Path(chosen), indicator_catalogue())
            self._operations.background(read, partial(self._keep_group, Path(chosen).name), self._trouble)

    # private

    def _keep_group(self, file: str, group: Group) -> None:
        if self._sheet is None:
            return
        mentee = self._sheet.pair.mentee
        own = (mentee.name, mentee.short_name) if mentee else ()
        same = next((name for values in group.values.values() for name in values if name in own), "")
        keep = partial(_keep, self._scope, group, file, self._today(), same)
        self._operations.change(keep, self._group_kept, self._trouble)

    def _group_kept(self, title: str) -> None:
        self.told.emit(_("Compared with {title} from now on", title=title), self._undo)

    def _remove_group(self, row: ComparisonGroup) -> None:
        self._operations.change(partial(_remove, row), self._group_removed)

    def _group_removed(self, title: str) -> None:
        self.told.emit(_("Compared with {title} no longer", title=title), self._undo)

    def _undo(self) -> None:
        undo(self._operations, self._scope)

    def _trouble(self, error: Exception) -> None:
        if isinstance(error, Trouble):
            self.told.emit(str(error), None)
        else:
            self._operations.failed.emit(error)

    def _choose(self, period: str) -> None:
        self._show(self._pages.working.code, period)
        self.year_chosen.emit(period)

    def _show(self, code: str, period: str) -> None:
        page, sheet = self._pages.working, self._sheet
        if sheet is None:
            return
        page.show_sheet(sheet, code, period if period in sheet.periods else sheet.periods[-1])
        rows = page.rows
        if (code, rows) != self._told_of:
            self._told_of = (code, rows)
            mentee = sheet.pair.partnership.mentee
            found = partial(read_comparisons, self._scope, code, mentee, indicator_catalogue())
            self._operations.read(found, page.show_comparisons)
            page.show_givers({})
            self._operations.read(partial(read_givers, self._scope, rows), page.show_givers)


def _keep(scope: str, group: Group, file: str, today: date, leave_out: str, editor: Editor) -> str:
    return comparisons.keep(editor, scope, group, file=file, taken_in=today, leave_out=leave_out).title


def _remove(row: ComparisonGroup, editor: Editor) -> str:
    comparisons.remove(editor, row)
    return row.title
