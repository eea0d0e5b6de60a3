"""Figures carried out of the program as files, and back in: made and read beside the window."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from wopfield.domain.catalogue import Catalogue
from wopfield.domain.pasted_table import Cells
from wopfield.errors import Trouble
from wopfield.language import _, plural
from wopfield.store.indicators import says_something
from wopfield.store.tables import IndicatorEntry
from wopfield.ui.job import Work
from wopfield.ui.library import indicator_catalogue
from wopfield.ui.operations import Operations
from wopfield.ui.paper import ChoosePlace
from wopfield.ui.screen import Command
from wopfield.ui.screens.indicators.sheet import Sheet, read_sheet

Made = Callable[[], bytes]

_YEARS = 5
"""How many years a template asks for."""


class Carrying(QObject):
    """Saves figures as files and reads files of figures; ``opened`` carries the cells of one that was read."""

    told = Signal(str, object)
    opened = Signal(object)
    begun = Signal()
    """Figures are about to be saved: what is being typed belongs to them."""

    def __init__(
        self,
        operations: Operations,
        over: QWidget,
        today: Callable[[], date],
        choose_to_save: ChoosePlace,
        choose_to_open: ChoosePlace,
    ) -> None:
        super().__init__(over)
        self._operations = operations
        self._over = over
        self._today = today
        self._choose_to_save = choose_to_save
        self._choose_to_open = choose_to_open
        self._sheet: Sheet | None = None
        self._listed: tuple[str, ...] = ()

    def show_sheet(self, sheet: Sheet) -> None:
        """Take another reading, of which files are made."""
        self._sheet = sheet

    def list_figures(self, codes: Iterable[str]) -> None:
        """Hear which figures are listed, and so asked for by a template."""
        self._listed = tuple(codes)

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done with files, as the menu and Ctrl+K offer it."""
        return (
            Command(_("Take in a workbook or CSV"), self.take_in, "", "file-import"),
            Command(self._template_words(), self.save_template, "", "file-spreadsheet"),
            Command(_("Save a template of all figures"), self.save_whole_template, "", "file-spreadsheet"),
            Command(_("Save figures and results as a workbook"), self.save_workbook, "", "file-export"),
            Command(_("Save the figures as CSV"), self.save_entries, "", "file-export"),
            Command(_("Save the results as CSV"), self.save_results, "", "file-export"),
        )

    def take_in(self) -> None:
        """Read a workbook or a CSV that somebody chooses; nothing is written by that."""
        sheet = self._sheet
        if sheet is None or sheet.pair.mentee is None:
            return
        chosen = self._choose_to_open(self._over, _("Take in a workbook or CSV"), "")
        if chosen:
            self._operations.background(partial(_read, Path(chosen), sheet.catalogue), self.opened.emit, self._trouble)

    def save_template(self) -> None:
        """Save a workbook to send ahead, for the figures that are listed, or the common ones where none are."""
        if self._sheet is not None:
            self._save_template(self._sheet, self._listed or self._sheet.catalogue.common_variables)

    def save_whole_template(self) -> None:
        """Save a workbook to send ahead, for all figures."""
        if self._sheet is not None:
            self._save_template(self._sheet, tuple(self._sheet.catalogue.variables))

    def save_workbook(self) -> None:
        """Save the entries, and what is worked out from them, as a workbook."""
        self._save_whole(_("Save figures and results"), _("Figures"), ".xlsx", _workbook)

    def save_entries(self) -> None:
        """Save the entries as CSV."""
        self._save_whole(_("Save the figures as CSV"), _("Figures"), ".csv", _entries)

    def save_results(self) -> None:
        """Save what is worked out as CSV."""
        self._save_whole(_("Save the results as CSV"), _("Results"), ".csv", _results)

    # private

    def _template_words(self) -> str:
        if not self._listed:
            return _("Save a template of the common figures")
        count = len(self._listed)
        return plural("Save a template of the figure shown", "Save a template of the {count} figures shown", count)

    def _save_template(self, sheet: Sheet, codes: Sequence[str]) -> None:
        """Save a workbook for the years there are, or the five before this one."""
        if sheet.pair.mentee is None:
            return
        this_year = self._today().year
        years = sheet.periods[-_YEARS:] or tuple(str(year) for year in range(this_year - _YEARS, this_year))
        make = partial(_template, sheet.catalogue, codes, years, _utility(sheet), sheet.currency)
        title = _("Save a template to send ahead")
        self._save(title, _name(_("Template"), sheet, ".xlsx"), make, partial(self._template_saved, len(codes)))

    def _save_whole(self, title: str, kind: str, ending: str, make: Callable[[Sheet], bytes]) -> None:
        """Save what is kept once the figure that is being typed is kept, too."""
        self.begun.emit()
        if self._sheet is None or not self._sheet.periods:
            self.told.emit(_("There are no figures to save yet."), None)
            return
        query = partial(read_sheet, self._sheet.pair.scope, indicator_catalogue())
        self._operations.read_after(query, partial(self._save_sheet, title, kind, ending, make))

    def _save_sheet(self, title: str, kind: str, ending: str, make: Callable[[Sheet], bytes], sheet: Sheet) -> None:
        self._save(title, _name(kind, sheet, ending), partial(make, sheet))

    def _save(self, title: str, name: str, make: Made, saved: Callable[[Path], None] | None = None) -> None:
        chosen = self._choose_to_save(self._over, title, name)
        if chosen:
            path = Path(chosen)
            whole = path if path.suffix else path.with_suffix(Path(name).suffix)
            self._operations.background(partial(_write, whole, make), saved or self._saved, self._trouble)

    def _saved(self, path: Path) -> None:
        self.told.emit(_("Saved as {name}", name=path.name), None)

    def _template_saved(self, count: int, path: Path) -> None:
        words = plural(
            "Saved as {name}, with one figure to fill in", "Saved as {name}, with {count} figures to fill in", count,
            name=path.name,
        )  # fmt: skip
        self.told.emit(words, None)

    def _trouble(self, error: Exception) -> None:
        if isinstance(error, Trouble):
            self.told.emit(str(error), None)
        else:
            self._operations.failed.emit(error)


def _utility(sheet: Sheet) -> str:
    mentee = sheet.pair.mentee
    return (mentee.short_name or mentee.name) if mentee else ""


def _name(kind: str, sheet: Sheet, ending: str) -> str:
    """Return a name for a file that every system takes."""
    plain = "".join(c if c.isalnum() or c in " -_.()" else "-" for c in f"{kind} {_utility(sheet)}")
    return plain.strip() + ending


def _template(
    catalogue: Catalogue, variables: Sequence[str], periods: Sequence[str], utility: str, currency: str
) -> bytes:
    from wopfield.figures.workbooks import template

    return template(catalogue, variables, periods, utility, currency)


def _given(sheet: Sheet) -> list[IndicatorEntry]:
    """Return the entries that say something: a figure that was removed, or a year taken back, leaves no line."""
    return [row for row in sheet.rows.values() if says_something(row)]


def _workbook(sheet: Sheet) -> bytes:
    from wopfield.figures.tables import entry_line, entry_sheet, result_sheet
    from wopfield.figures.workbooks import as_workbook

    entries = entry_sheet(map(entry_line, _given(sheet)), sheet.catalogue)
    return as_workbook([entries, result_sheet(sheet.figures, sheet.catalogue)])


def _entries(sheet: Sheet) -> bytes:
    from wopfield.figures.tables import entry_line, entry_sheet
    from wopfield.figures.workbooks import as_csv

    return as_csv(entry_sheet(map(entry_line, _given(sheet)), sheet.catalogue)).encode()


def _results(sheet: Sheet) -> bytes:
    from wopfield.figures.tables import result_sheet
    from wopfield.figures.workbooks import as_csv

    return as_csv(result_sheet(sheet.figures, sheet.catalogue)).encode()


def _write(path: Path, make: Made, _hand: Work) -> Path:
    from wopfield.whole import write_whole

    write_whole(path, make())
    return path


def _read(path: Path, catalogue: Catalogue, _hand: Work) -> Cells:
    from wopfield.figures.tables import read_table

    return read_table(path, catalogue)
