"""The board as Qt's table asks for it: items down, raters across, filtered and sorted."""

from collections.abc import Sequence
from typing import Any, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from wopfield.domain.summary import Rating
from wopfield.language import _
from wopfield.store.agreeing import Board, BoardRow, Rater
from wopfield.ui.widgets.level import level_words

Filter = Literal["open", "one", "same", "all"]
Order = Literal["difference", "checklist"]
Index = QModelIndex | QPersistentModelIndex

ROW = Qt.ItemDataRole.UserRole
"""The BoardRow behind an index."""
RATING = Qt.ItemDataRole.UserRole + 1
"""The Rating to draw in a cell, or None."""

ITEM, FIRST_RATER = 0, 1


def passes(row: BoardRow, which: Filter) -> bool:
    """Return whether a filter lets a row through."""
    match which:
        case "open":
            return not row.is_agreed
        case "one":
            return row.difference == 1
        case "same":
            return row.difference == 0
        case _:
            return True


def ordered(rows: Sequence[BoardRow], order: Order) -> list[BoardRow]:
    """Return rows as they are listed; those nobody can compare come last."""
    if order == "checklist":
        return list(rows)
    return sorted(rows, key=lambda row: -1 if row.difference is None else row.difference, reverse=True)


class BoardModel(QAbstractTableModel):
    """Item, one column for each rater, range, agreed, and the baseline if there is one."""

    def __init__(self) -> None:
        super().__init__()
        self._raters: tuple[Rater, ...] = ()
        self._rows: list[BoardRow] = []
        self._baseline = ""
        self._has_baseline = False

    def show_rows(self, board: Board, rows: list[BoardRow]) -> None:
        """Show other rows; where only their content changed the table keeps its place."""
        same_shape = (
            board.raters == self._raters
            and self._has_baseline == bool(board.baseline_title)
            and [row.item.code for row in rows] == [row.item.code for row in self._rows]
        )
        if not same_shape:
            self.beginResetModel()
        self._raters, self._rows = board.raters, rows
        self._baseline, self._has_baseline = board.baseline_year, bool(board.baseline_title)
        if same_shape:
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, self.columnCount() - 1))
        else:
            self.endResetModel()

    @property
    def range_column(self) -> int:
        """Return the column of the range; agreed and baseline follow it."""
        return FIRST_RATER + len(self._raters)

    def row_at(self, number: int) -> BoardRow | None:
        """Return a row by its place, or None."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def place_of(self, code: str) -> int:
        """Return the place of an item, -1 when it is not listed."""
        return next((place for place, row in enumerate(self._rows) if row.item.code == code), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else self.range_column + (3 if self._has_baseline else 2)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # Qt's variant
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole and section == ITEM:
            return Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.ToolTipRole and FIRST_RATER <= section < self.range_column:
            return self._raters[section - FIRST_RATER].name or _("Self")
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if section == ITEM:
            return _("Item")
        if section < self.range_column:
            return rater_words(self._raters[section - FIRST_RATER])
        return (_("Range"), _("Agreed"), self._baseline or _("Before"))[section - self.range_column]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # Qt's variant
        row = self.row_at(index.row())
        if row is None or not index.isValid():
            return None
        if role == ROW:
            return row
        if role == RATING:
            return self._rating(row, index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(row, index.column())
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == ITEM:
            return f"{row.item.number}  {row.item.title}"
        return None

    def _rating(self, row: BoardRow, column: int) -> Rating | None:
        if FIRST_RATER <= column < self.range_column:
            return row.ratings[column - FIRST_RATER]
        if column == self.range_column + 1 and row.is_agreed:
            return Rating(row.agreed.level, does_not_apply=row.agreed.does_not_apply)
        return row.baseline if column == self.range_column + 2 else None

    def _words(self, row: BoardRow, column: int) -> str:
        if column == ITEM:
            return f"{row.item.number}  {row.item.title}"
        if column == self.range_column:
            return "" if row.difference is None else str(row.difference)
        if column == self.range_column + 1 and not row.is_agreed:
            return _("Later") if row.agreed.talk_later else _("Agree")
        if row.hidden and column < self.range_column:
            return _("hidden until you have rated")
        rating = self._rating(row, column)
        return level_words(rating.level if rating else None, does_not_apply=bool(rating and rating.does_not_apply))


def rater_words(rater: Rater) -> str:
    """Return a rater in one word."""
    if rater.is_self_rating:
        return _("Self")
    return rater.name.split()[0] if rater.name else "?"
