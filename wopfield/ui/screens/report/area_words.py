"""What the team says of each area: one is chosen, and its words are written."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wopfield.domain.summary import AreaResult
from wopfield.language import _
from wopfield.store.tables.reports import words_of_area
from wopfield.ui.operations import Operations
from wopfield.ui.row_text import RowText
from wopfield.ui.screens.report.work import Written, write_section
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.choose import ChoiceBox
from wopfield.ui.widgets.labels import Label

if TYPE_CHECKING:
    from wopfield.store.database import Database


class AreaWords(QWidget):
    """Shows one area at a time; what is being written is kept before another is chosen."""

    gone_to = Signal(str)
    """Somebody chose an area, by its code."""

    def __init__(
        self, theme: Theme, operations: Operations, database: "Database", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._written: Written | None = None
        self._author = ""
        self._areas: tuple[tuple[str, str], ...] = ()
        self.area = ChoiceBox(theme, _("Area"))
        self.area.currentIndexChanged.connect(self._show_area)
        self.area.activated.connect(lambda at: self.gone_to.emit(str(self.area.itemData(at))))
        self.text = RowText(
            theme, operations, database, _("What the team found in this area"), "text",
            hint=_("Left empty, it is worked out from the ratings"), least=4, most=10, write=write_section,
        )  # fmt: skip
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        label = Label(theme, _("What the team found in this area"), "secondary", wrap=True)
        label.setBuddy(self.text)
        for part in (label, self.area, self.text):
            column.addWidget(part)

    def show_areas(self, written: Written, author: str, areas: Sequence[AreaResult]) -> None:
        """Show the areas of a report; the one that was chosen stays so."""
        self._written, self._author = written, author
        named = tuple((area.code, f"{area.number:02d}  {area.title}") for area in areas)
        if named != self._areas:
            kept = self.area.currentData()
            self.area.blockSignals(True)
            self.area.clear()
            for code, title in named:
                self.area.addItem(title, code)
            self.area.setCurrentIndex(max(self.area.findData(kept), 0))
            self.area.blockSignals(False)
            self._areas = named
        self._show_area()

    def flush(self) -> None:
        """Keep what is being written."""
        self.text.flush()

    def _show_area(self) -> None:
        code = self.area.currentData()
        if self._written is not None and code:
            row = self._written.at("texts", words_of_area(code))
            self.text.show_row(row, self._author, draft=self._written.typed.get(row.id))
