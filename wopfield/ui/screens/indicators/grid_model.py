"""The grid as Qt's table asks for it: variables down, years across, and what is typed into a cell judged at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from wopfield.domain.indicator import EntryState
from wopfield.domain.quantity import Typed
from wopfield.domain.typed_figure import Reading, read_typed
from wopfield.errors import NotANumber
from wopfield.language import _, in_digits
from wopfield.store.tables import IndicatorEntry
from wopfield.ui.numbers import decimal_sign, numeral
from wopfield.ui.screens.indicators.lines import Line
from wopfield.ui.screens.indicators.sheet import Sheet, Spot, number_of
from wopfield.ui.screens.indicators.words import (
    NOTHING,
    cell_name,
    figure_words,
    states,
    to_edit,
)
from wopfield.ui.values import unit_words

Index = QModelIndex | QPersistentModelIndex

TITLE, UNIT, FIRST_YEAR = 0, 1, 2

_EMPTY = frozenset({"", "-", NOTHING, "—"})
"""What people type into a cell that shall be empty."""

_NO_FIGURE: Mapping[str, EntryState] = {
    **dict.fromkeys(("n/a", "na", "n.a.", "n/a."), "not_applicable"),
    **dict.fromkeys(("n/m", "nm", "n.m.", "n.d.", "nd", "?"), "not_measured"),
}
"""What people type where there is no figure to have."""


@dataclass(frozen=True, slots=True)
class Given:
    """A figure somebody typed, with the row they were looking at when they began."""

    spot: Spot
    shown: IndicatorEntry
    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Cleared:
    """A figure somebody took away."""

    spot: Spot
    shown: IndicatorEntry


@dataclass(frozen=True, slots=True)
class Stated:
    """Somebody typed that there is no figure to have, and why."""

    spot: Spot
    shown: IndicatorEntry
    state: EntryState


@dataclass(frozen=True, slots=True)
class Wrong:
    """What was typed and is no figure: it stays where it was typed until somebody changes it."""

    text: str
    words: str


class FigureModel(QAbstractTableModel):
    """Lines of a sheet; ``given``, ``cleared`` and ``stated`` ask for a change to be kept, nothing is kept here."""

    given = Signal(object)
    cleared = Signal(object)
    stated = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sheet: Sheet | None = None
        self.lines: tuple[Line, ...] = ()
        self.wrong: dict[Spot, Wrong] = {}
        self.readings: dict[Spot, Decimal] = {}
        """The other number a figure could be, until somebody has said which."""
        self.year = ""
        """The year whose grades stand in the last column."""
        self._begun: dict[Spot, IndicatorEntry] = {}
        self._on_its_way: dict[Spot, str] = {}

    # showing

    def show_sheet(self, sheet: Sheet, lines: Sequence[Line]) -> None:
        """Show another reading; where lines and years are the same, cells keep their place."""
        fresh = tuple(lines)
        same = (
            self.sheet is not None
            and self.sheet.periods == sheet.periods
            and [line.key for line in fresh] == [line.key for line in self.lines]
        )
        if not same:
            self.beginResetModel()
        self.sheet, self.lines = sheet, fresh
        if same:
            self.tell_all()
        else:
            self.endResetModel()

    def is_like(self, sheet: Sheet, lines: Sequence[Line]) -> bool:
        """Return whether another reading would leave every cell where it is."""
        return self.sheet is not None and (self.sheet.periods, [line.key for line in self.lines]) == (
            sheet.periods,
            [line.key for line in lines],
        )

    def show_year(self, period: str) -> None:
        """Show the grades of another year."""
        if period != self.year:
            self.year = period
            self.tell_all()

    def tell_all(self) -> None:
        """Have every cell drawn anew."""
        if self.lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, self.columnCount() - 1))

    @property
    def periods(self) -> tuple[str, ...]:
        """Return the years across."""
        return self.sheet.periods if self.sheet else ()

    @property
    def trend_column(self) -> int:
        """Return the column of the trend; that of the grade follows it."""
        return FIRST_YEAR + len(self.periods)

    def line(self, index: Index) -> Line | None:
        """Return the line of a cell."""
        return self.lines[index.row()] if index.isValid() and index.row() < len(self.lines) else None

    def spot(self, index: Index) -> Spot | None:
        """Return the cell for a figure behind an index, or None where none is typed."""
        line = self.line(index)
        column = index.column() - FIRST_YEAR
        if line is None or line.variable is None or not 0 <= column < len(self.periods):
            return None
        return line.variable.code, self.periods[column]

    def place_of(self, spot: Spot) -> QModelIndex:
        """Return where a cell stands; not valid where it is not shown."""
        row = next((n for n, line in enumerate(self.lines) if line.variable and line.variable.code == spot[0]), -1)
        if row < 0 or spot[1] not in self.periods:
            return QModelIndex()
        return self.index(row, FIRST_YEAR + self.periods.index(spot[1]))

    # typing

    def begin(self, spot: Spot) -> None:
        """Remember what stood in a cell when somebody began to type: the change is based on that."""
        if self.sheet is not None:
            self._begun[spot] = self.sheet.row(spot)

    def refusal(self, spot: Spot, text: str) -> str:
        """Return why a text is no figure, or an empty text."""
        try:
            if text.strip() not in _EMPTY and _state_of(text) is None:
                self._parsed(spot, text)
        except NotANumber as error:
            return error.happened
        return ""

    def settle(self, spot: Spot) -> None:
        """Hear that a figure is kept: from the next reading on the cell shows what was read."""
        self._on_its_way.pop(spot, None)

    def refuse(self, given: Given | Cleared, words: str) -> None:
        """Show what could not be kept again in its cell, and why."""
        self.settle(given.spot)
        if isinstance(given, Given):
            self.wrong[given.spot] = Wrong(to_edit(given.value), words)
        self.tell_all()

    def forget(self, spot: Spot) -> None:
        """Drop what was typed and is no figure, and the question which number was meant."""
        self.wrong.pop(spot, None)
        self.readings.pop(spot, None)
        self.tell_all()

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        spot = self.spot(index)
        if spot is None or self.sheet is None or role != Qt.ItemDataRole.EditRole:
            return False
        text = str(value).strip()
        shown = self._begun.pop(spot, None) or self.sheet.row(spot)
        if text in _EMPTY:
            self._empty(spot, shown)
            return True
        state = _state_of(text)
        if state is not None:
            self.forget(spot)
            self._on_its_way[spot] = states()[state]
            self.stated.emit(Stated(spot, shown, state))
            return True
        try:
            typed, unit = self._parsed(spot, text)
        except NotANumber as error:
            self.wrong[spot] = Wrong(text, error.happened)
            self.tell_all()
            return False
        self.wrong.pop(spot, None)
        if number_of(shown) != typed.value or unit != self.sheet.unit(spot):
            self.readings.pop(spot, None)
            if typed.otherwise is not None:
                self.readings[spot] = typed.otherwise
            self._on_its_way[spot] = numeral(typed.value)
            self.given.emit(Given(spot, shown, typed.value, unit))
        self.tell_all()
        return True

    def _empty(self, spot: Spot, shown: IndicatorEntry) -> None:
        self.wrong.pop(spot, None)
        self.readings.pop(spot, None)
        if shown.value or shown.state != "measured":
            self._on_its_way[spot] = NOTHING
            self.cleared.emit(Cleared(spot, shown))
        self.tell_all()

    def _parsed(self, spot: Spot, text: str) -> tuple[Typed, str]:
        """Return the number and its unit: the one the cell is read in, or another of the figure's typed beside it."""
        return read_typed(text, self.sheet.field_of(spot, decimal_sign()) if self.sheet else Reading("", ""))

    # what Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else self.trend_column + 2

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.spot(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # Qt's variant
        if orientation == Qt.Orientation.Vertical:
            return self.lines[section].title if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignVCenter | self._side(section)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        words = (_("Figure"), _("Unit"), *self.periods, _("Trend"), _("Grade"))
        return in_digits(words[section]) if section < len(words) else None

    def _side(self, section: int) -> Qt.AlignmentFlag:
        if section < FIRST_YEAR:
            return Qt.AlignmentFlag.AlignLeft
        return Qt.AlignmentFlag.AlignRight if section < self.trend_column else Qt.AlignmentFlag.AlignHCenter

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # Qt's variant
        line = self.line(index)
        if line is None or self.sheet is None:
            return None
        spot = self.spot(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(line, spot, index.column())
        if role == Qt.ItemDataRole.EditRole and spot is not None:
            return self._to_edit(spot)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._aloud(line, spot, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(line, spot, index.column())
        return None

    def _words(self, line: Line, spot: Spot | None, column: int) -> str:
        sheet = self.sheet
        if sheet is None or line.variable is None:
            return line.title if column == TITLE else ""
        if spot is not None:
            if spot in self.wrong:
                return self.wrong[spot].text
            return self._on_its_way.get(spot) or figure_words(sheet.rows.get(spot))
        code = line.variable.code
        if column == UNIT:
            return unit_words(sheet.line_unit(code), sheet.currency)
        if column == self.trend_column + 1:
            row = sheet.rows.get((code, self.year))
            return row.confidence if row is not None else ""
        return line.title if column == TITLE else ""

    def _to_edit(self, spot: Spot) -> str:
        if spot in self.wrong:
            return self.wrong[spot].text
        value = number_of(self.sheet.row(spot)) if self.sheet else None
        return "" if value is None else to_edit(value)

    def _aloud(self, line: Line, spot: Spot | None, column: int) -> str:
        if spot is None or self.sheet is None:
            return self._words(line, spot, column)
        if spot in self.wrong:
            wrong = self.wrong[spot]
            return ", ".join((line.title, spot[1], wrong.text, wrong.words))
        return cell_name(self.sheet, spot)

    def _tip(self, line: Line, spot: Spot | None, column: int) -> str | None:
        if column == TITLE and line.variable is not None:
            return f"{line.title}\n{line.variable.definition}"
        if column == UNIT:
            return self._words(line, None, UNIT)
        return self.wrong[spot].words if spot in self.wrong else None


def _state_of(text: str) -> EntryState | None:
    """Return why there is no figure, where that is what was typed."""
    plain = text.strip().lower()
    words = {said.lower(): state for state, said in states().items()}
    return _NO_FIGURE.get(plain) or words.get(plain)
