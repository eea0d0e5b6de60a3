"""Lists and tables: a model over frozen rows, the drawing of a row, and a view that keyboards get out of.

The model holds values, never live rows of the database. A screen hands it a new tuple; the view keeps the selected
row by its key, so a redraw after somebody's change does not throw anybody out of place.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from wopfield.language import in_digits
from wopfield.ui.theme import BODY, REGULAR, SECONDARY, SEMIBOLD, Theme
from wopfield.ui.widgets.elided import elided
from wopfield.ui.widgets.focus import ring_current_row
from wopfield.ui.widgets.scrolling import bring_into_sight

RowT = TypeVar("RowT")
Index = QModelIndex | QPersistentModelIndex

ROW_ROLE = Qt.ItemDataRole.UserRole
"""The whole row, for delegates."""
_SAID = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
_EDGE = 14
"""Pixels between the edge of a cell and what it shows."""
_LEAST_REST = 220
"""What wider columns leave to the one that takes the rest, in pixels at 100 %."""


@dataclass(frozen=True)  # with slots, ``Column[Row](…)`` fails on Python 3.11
class Column(Generic[RowT]):
    """One column: its title, what it shows of a row, and how."""

    title: str
    text: Callable[[RowT], str]
    number: bool = False
    """Aligned at its units."""
    strong: bool = False
    width: int = 0
    """In pixels at 100 %, more where its title or its words need more; 0 takes the room that is left."""
    gives_way: int = 0
    """When it hides where there is no room for all, 1 before 2; 0 never does."""
    draw: Callable[[QPainter, QRectF, RowT], None] | None = None
    """Draws the cell; ``text`` is then what is read aloud and copied."""
    fits: bool = False
    """Whether ``draw`` writes ``text`` in one line, for which the column is then made wide enough."""
    needs: Callable[[RowT], float] | None = None
    """How many pixels wide is what ``draw`` draws, where that is something else."""


class RowsModel(QAbstractTableModel, Generic[RowT]):
    """A table over a tuple of rows; ``key`` names a row across redraws."""

    def __init__(
        self, columns: Sequence[Column[RowT]], key: Callable[[RowT], Hashable], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._key = key
        self._rows: tuple[RowT, ...] = ()

    def show_rows(self, rows: Sequence[RowT]) -> None:
        """Show other rows; where only their contents differ, selection and scroll place stay."""
        fresh = tuple(rows)
        same = [self._key(row) for row in fresh] == [self._key(row) for row in self._rows]
        if same and fresh:
            self._rows = fresh
            self.dataChanged.emit(self.index(0, 0), self.index(len(fresh) - 1, len(self.columns) - 1))
            return
        self.beginResetModel()
        self._rows = fresh
        self.endResetModel()

    def row(self, number: int) -> RowT:
        """Return a row by its place."""
        return self._rows[number]

    def place_of(self, key: Hashable) -> int | None:
        """Return where the row of that key stands, or None."""
        return next((number for number, row in enumerate(self._rows) if self._key(row) == key), None)

    def key_of(self, number: int) -> Hashable:
        """Return the key of a row by its place."""
        return self._key(self._rows[number])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # Qt's own default
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # whatever the role asks for
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row, column = self._rows[index.row()], self.columns[index.column()]
        if role in _SAID:
            return in_digits(column.text(row))
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # whatever the role asks for
        if orientation != Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            number = self.columns[section].number
            side = Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None


class RowDelegate(QStyledItemDelegate):
    """Draws a row: a tint and an edge for the chosen one, a thin line below each."""

    def __init__(self, theme: Theme, height: int = 50, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._height = theme.px(height)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, self._height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        box = QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        draw_ground(
            painter,
            self._theme,
            box,
            chosen=chosen,
            first=index.column() == 0,
            mirrored=painter.layoutDirection() == Qt.LayoutDirection.RightToLeft,
        )
        self.draw_cell(painter, box.adjusted(_EDGE, 0, -_EDGE, -1), index, chosen=chosen)
        painter.restore()

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """Say the whole text where it may not have had room."""
        if _advance(self._theme, str(index.data() or "")) + 2 * _EDGE > option.rect.width():
            return super().helpEvent(event, view, option, index)
        QToolTip.hideText()
        return True

    def draw_cell(self, painter: QPainter, box: QRectF, index: Index, *, chosen: bool) -> None:
        """Draw what the cell shows; a subclass may draw something else."""
        model = index.model()
        column = model.columns[index.column()] if isinstance(model, RowsModel) else None
        if column is not None and column.draw is not None:
            column.draw(painter, box, index.data(ROW_ROLE))
            return
        theme = self._theme
        strong = column is not None and column.strong
        font = theme.font(BODY, SEMIBOLD if strong and chosen else 500 if strong else REGULAR)
        words = str(index.data() or "")
        shown = elided(QFontMetrics(font), words, box.width())
        painter.setFont(font)
        painter.setPen(QColor(theme.ink if strong else theme.ink2))
        painter.drawText(box, int(index.data(Qt.ItemDataRole.TextAlignmentRole) or 0), shown)


def _advance(theme: Theme, words: str, size: int = BODY) -> int:
    """Return how wide words are in the boldest weight that cells and titles are written in."""
    return ceil(QFontMetricsF(theme.font(size, SEMIBOLD)).horizontalAdvance(words))


def draw_ground(
    painter: QPainter, theme: Theme, box: QRectF, *, chosen: bool, first: bool, mirrored: bool = False
) -> None:
    """Draw what a row stands on; in the first column the chosen one has a thick edge."""
    painter.fillRect(box, QColor(theme.tint if chosen else theme.card))
    painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), QColor(theme.line))
    if chosen and first:
        left = box.right() - 4 if mirrored else box.left()
        painter.fillRect(QRectF(left, box.top(), 4, box.height()), QColor(theme.accent))


class RowsView(QTableView):
    """A table of whole rows; Tab leaves it, arrows move in it, Enter and double click open a row."""

    opened = Signal(object)
    """The key of the row that was opened."""
    chosen = Signal(object)
    """The key of the row that is selected now, or None."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        model: RowsModel[Any],  # a view shows rows of any kind
        *,
        row_height: int = 50,
        header: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows = model
        self._held: Hashable | None = None
        self._at: tuple[Hashable | None, int] = (None, 0)
        self.setModel(model)
        self.setItemDelegate(RowDelegate(theme, row_height, self))
        self.setAccessibleName(name)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(theme.px(row_height))
        across = self.horizontalHeader()
        across.setVisible(header)
        across.setHighlightSections(False)
        across.setSectionsClickable(False)
        for number, column in enumerate(model.columns):
            mode = QHeaderView.ResizeMode.Fixed if column.width else QHeaderView.ResizeMode.Stretch
            across.setSectionResizeMode(number, mode)
        self.doubleClicked.connect(lambda index: self.opened.emit(model.key_of(index.row())))
        self.selectionModel().currentRowChanged.connect(self._hold)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._find_again)
        model.modelReset.connect(self.fit_columns)
        model.dataChanged.connect(self.fit_columns)
        self.fit_columns()

    def choose(self, key: Hashable) -> None:
        """Select the row of that key, if it is there, and bring it into sight."""
        place = self._rows.place_of(key)
        if place is not None:
            self.setCurrentIndex(self._rows.index(place, 0))

    def current(self) -> Hashable | None:
        """Return the key of the selected row."""
        index = self.currentIndex()
        return self._rows.key_of(index.row()) if index.isValid() else None

    def wanted_width(self, number: int) -> int:
        """Return what the title and the widest cell of a column need."""
        column = self._rows.columns[number]
        if not column.width:
            return 0
        widest = max((self._cell_width(column, self._rows.row(row)) for row in range(self._rows.rowCount())), default=0)
        return max(self._least_width(column), widest)

    def fit_columns(self) -> None:
        """Make columns as wide as what they show, as long as enough is left for the one that takes the rest."""
        self._give_way()
        shown = [n for n, column in enumerate(self._rows.columns) if column.width and not self.isColumnHidden(n)]
        least = {number: self._least_width(self._rows.columns[number]) for number in shown}
        spare = self.viewport().width() - self._theme.px(_LEAST_REST) - sum(least.values())
        for number in shown:
            more = max(0, min(spare, self.wanted_width(number) - least[number]))
            spare -= more
            self.setColumnWidth(number, least[number] + more)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        ring_current_row(self, self._theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.current())
        else:
            super().keyPressEvent(event)

    def _least_width(self, column: Column[Any]) -> int:
        title = _advance(self._theme, column.title, SECONDARY)
        return max(self._theme.px(column.width), title + 2 * _EDGE + 2)

    def _give_way(self) -> None:
        """Hide what is least needed until the rest has room."""
        columns = self._rows.columns
        left = self.viewport().width() - self._theme.px(_LEAST_REST)
        left -= sum(self._least_width(column) for column in columns if column.width)
        giving = (number for number, column in enumerate(columns) if column.gives_way)
        for number in sorted(giving, key=lambda number: columns[number].gives_way):
            hidden = left < 0
            self.setColumnHidden(number, hidden)
            left += self._least_width(columns[number]) if hidden else 0

    def _cell_width(self, column: Column[Any], row: object) -> int:
        if column.needs is not None:
            return ceil(column.needs(row)) + 2 * _EDGE + 2
        if column.draw is not None and not column.fits:
            return 0
        return _advance(self._theme, column.text(row)) + 2 * _EDGE + 2

    def _hold(self, current: QModelIndex, before: QModelIndex) -> None:
        self._held = self._rows.key_of(current.row()) if current.isValid() else None
        if self.hasFocus():
            bring_into_sight(self)  # a list as high as its rows does not scroll itself: the page around it does
        self.chosen.emit(self._held)

    def _remember(self) -> None:
        self._at = (self._held, self.verticalScrollBar().value())

    def _find_again(self) -> None:
        held, scrolled = self._at
        # Until the rows are laid out the scroll bar has nowhere to go.
        self.executeDelayedItemsLayout()
        place = None if held is None else self._rows.place_of(held)
        if place is not None:
            self.setCurrentIndex(self._rows.index(place, 0))
        self.verticalScrollBar().setValue(scrolled)
