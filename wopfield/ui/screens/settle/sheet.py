"""The two columns of the settling screen: who, and below them each register's values side by side."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from wopfield.domain.difference import marked
from wopfield.language import _
from wopfield.store.conflicts import Conflict, OpenRegister
from wopfield.store.naming import register_words
from wopfield.store.rows import encode, registers_of
from wopfield.ui.screens.settle.cells import NoValue, SideCard, ValueCell, name_of
from wopfield.ui.screens.settle.words import note
from wopfield.ui.theme import Theme
from wopfield.ui.values import Shown, Values, plain_words, shown
from wopfield.ui.widgets.labels import Label, ShortLabel

RING = 5
"""Room around the sheet, so that the ring of the focus is not cut off at its edge."""


class Sheet(QWidget):
    """One conflict; ``cells`` are its values by register, None where a side did not change it."""

    pressed = Signal(str, int)
    """A register and a column."""
    taken = Signal(int)
    """The column to take all of."""

    def __init__(self, theme: Theme, conflict: Conflict, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._conflict = conflict
        self.setProperty("plain", True)
        grid = QGridLayout(self)
        grid.setContentsMargins(RING, 2, RING, RING)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        self.cells: dict[str, list[ValueCell | None]] = {}
        for column, side in enumerate(conflict.sides):
            card = SideCard(theme, side)
            card.taken.connect(partial(self.taken.emit, column))
            grid.addWidget(card, 0, column)
            grid.setColumnStretch(column, 1)
            grid.setColumnMinimumWidth(column, theme.px(260))
        for number, register in enumerate(conflict.registers):
            grid.addLayout(self._title(register), 2 * number + 1, 0, 1, -1)
            self.cells[register.register] = self._add_cells(grid, 2 * number + 2, register)
        grid.setRowStretch(2 * len(conflict.registers) + 2, 1)

    def _title(self, register: OpenRegister) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 8, 0, 2)
        row.setSpacing(10)
        row.addWidget(Label(self._theme, register.words, "section"))
        row.addWidget(ShortLabel(self._theme, note(register, self._conflict.names), "secondary", ink="ink2"), 1)
        return row

    def _add_cells(self, grid: QGridLayout, line: int, register: OpenRegister) -> list[ValueCell | None]:
        given = [values for values in register.values if values is not None]
        texts = iter(marked([_text(values) if register.is_text else "" for values in given]))
        cells: list[ValueCell | None] = []
        for column, (side, values) in enumerate(zip(self._conflict.sides, register.values, strict=True)):
            if values is None:
                grid.addWidget(NoValue(self._theme, name_of(side)), line, column)
                cells.append(None)
                continue
            text = next(texts)
            value = self._kept_with(register, column) or shown(register.register, values, self._conflict.names)
            name = _("{register}: {value}, {name}", register=register.words, value=value.words, name=name_of(side))
            cell = ValueCell(self._theme, name, value, text if register.is_text else None)
            cell.setEnabled(column not in register.unreadable)
            cell.clicked.connect(partial(self.pressed.emit, register.register, column))
            grid.addWidget(cell, line, column)
            cells.append(cell)
        return cells

    def _kept_with(self, register: OpenRegister, column: int) -> Shown | None:
        """Return what a row holds, and what stands below it, that one side changed while another deleted it."""
        changed = register.changed[column] if register.changed else ()
        below = register.below[column] if register.below else ()
        if not changed and not below:
            return None
        row = self._conflict.row
        lines = []
        for each in changed:
            values = {field: encode(getattr(row, field)) for field in registers_of(type(row))[each]}
            words = plain_words(values, self._conflict.names)
            lines.append(
                _("{register}: {words}", register=register_words(self._conflict.place.noun, each), words=words)
            )
        return Shown("\n".join([_("Keep it, with the changes"), *lines, *below]))


def _text(values: Values) -> str:
    """Return the words of a register that holds one text."""
    return str(next(iter(values.values()), "") or "")
