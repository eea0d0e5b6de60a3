"""What comes from outside, looked at before it is written: a table that was pasted or read, or definitions."""

from PySide6.QtCore import QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from wopfield.domain.pasted import cells_of, check_size, unusable
from wopfield.domain.pasted_html import cells_of_html
from wopfield.domain.pasted_table import Anchor, Cells, Preview
from wopfield.errors import BadInput
from wopfield.store.own import Offered
from wopfield.ui.screens.indicators.keeping import Keeping
from wopfield.ui.screens.indicators.pages import Pages
from wopfield.ui.screens.indicators.pasting import anchor_at
from wopfield.ui.screens.indicators.sheet import Sheet


class Taking(QObject):
    """Shows what a table would write, and has it written when somebody says so."""

    told = Signal(str, object)
    begun = Signal()
    """A table is about to be shown: what is being typed is to be kept before."""

    def __init__(self, pages: Pages, keeping: Keeping, parent: QObject) -> None:
        super().__init__(parent)
        self._pages = pages
        self._keeping = keeping
        self._sheet: Sheet | None = None
        pages.pasting.accepted.connect(self._write)
        pages.pasting.closed.connect(self.close)
        pages.offered.closed.connect(self.close)
        pages.offered.accepted.connect(lambda _wanted: self.close())

    def show_sheet(self, sheet: Sheet) -> None:
        """Take another reading, with which a table is compared."""
        self._sheet = sheet

    def paste(self) -> None:
        """Look at what was copied; numbers without names go from the chosen cell on."""
        sheet, grid = self._sheet, self._pages.figures.grid
        if sheet is None or sheet.pair.mentee is None:
            return
        try:
            cells = copied(QGuiApplication.clipboard().mimeData() or QMimeData())  # None where nobody answers for it
        except BadInput as error:
            self.told.emit(f"{error.happened} {error.do}", None)
            return
        codes = [line.variable.code for line in grid.figures.lines if line.variable]
        self.look_at(cells, anchor_at(codes, sheet.periods, *(grid.current() or ("", ""))))

    def look_at(self, cells: Cells, anchor: Anchor | None = None) -> None:
        """Show what a table would write."""
        if self._sheet is None:
            return
        try:
            check_size(cells, self._sheet.catalogue)
        except BadInput as error:
            self.told.emit(f"{error.happened} {error.do}", None)
            return
        self.begun.emit()
        self._pages.pasting.show_cells(cells, self._sheet, anchor)
        self._pages.show_pasting()
        self._pages.pasting.write.setFocus(Qt.FocusReason.OtherFocusReason)

    def look_at_definitions(self, file: str, offered: tuple[Offered, ...]) -> None:
        """Show what a file of definitions would change."""
        self.begun.emit()
        self._pages.offered.show_offered(file, offered)
        self._pages.show_offered()
        self._pages.offered.take_in.setFocus(Qt.FocusReason.OtherFocusReason)

    def close(self) -> None:
        """Put away what was looked at."""
        self._pages.show_figures()
        if self._sheet is not None:
            self._pages.show_sheet(self._sheet)
        self._pages.figures.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _write(self, found: Preview) -> None:
        self._keeping.take_in(found)
        self.close()


def copied(data: QMimeData) -> Cells:
    """Return the cells of what was copied: as text, or as HTML where its text has lost the columns.

    Raises:
        BadInput: it is no table.
    """
    if data.hasHtml() and "\t" not in data.text() and (cells := cells_of_html(data.html())):
        return cells
    text = data.text()
    if len(text) > _LARGEST:
        raise unusable("This is larger than any table of figures.")
    return cells_of(text)


_LARGEST = 1_000_000
"""What is copied is read in the window's thread: of more nobody could look at every line anyway."""
