"""The table of the board: levels as marks, how far people are apart as a line."""

from math import ceil

from PySide6.QtCore import QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from wopfield.domain.summary import Rating
from wopfield.language import in_digits
from wopfield.store.agreeing import Board, BoardRow
from wopfield.ui.icons import pixmap
from wopfield.ui.screens.agree.board_model import FIRST_RATER, ITEM, RATING, ROW, BoardModel, Index
from wopfield.ui.theme import BODY, MEDIUM, SECONDARY, SEMIBOLD, Theme
from wopfield.ui.widgets.focus import ring_current_row
from wopfield.ui.widgets.level import draw_level
from wopfield.ui.widgets.level_axis import draw_range
from wopfield.ui.widgets.wrapped import draw_wrapped

_EDGE = 14
"""Pixels between the edge of a head and its words."""
_HEIGHT, _RATER, _RANGE, _AGREED, _LEAST_ITEM = 44, 70, 112, 74, 170
_NARROW, _NARROW_EDGES, _NARROW_ITEM = 46, (6, 3), 150
"""What is left of each where there is no room: levels without their gauge, the range without its line."""
_LETTERS = set("0123456789nNaAlL")


class BoardTable(QTableView):
    """Up and Down choose an item; 0 to 4 and the rest are the screen's."""

    item_chosen = Signal(str)
    """The code of the item that is now chosen."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.rows = BoardModel()
        self.setModel(self.rows)
        self.setItemDelegate(_Cells(theme, self))
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.px(_HEIGHT))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setProperty("tight", True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.selectionModel().currentRowChanged.connect(self._tell)

    def show_rows(self, board: Board, rows: list[BoardRow], current: str) -> None:
        """Show other rows and keep the current item, else take the first."""
        self.selectionModel().blockSignals(True)
        self.rows.show_rows(board, rows)
        self.selectionModel().blockSignals(False)
        self._fit()
        self.choose(current if self.rows.place_of(current) >= 0 else rows[0].item.code if rows else "")

    def choose(self, code: str) -> None:
        """Go to an item."""
        place = self.rows.place_of(code)
        if place >= 0 and self.currentIndex().row() != place:
            self.setCurrentIndex(self.rows.index(place, 0))
            self.scrollTo(self.rows.index(place, 0))

    def current(self) -> BoardRow | None:
        """Return the row that is chosen."""
        return self.rows.row_at(self.currentIndex().row())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        ring_current_row(self, self._theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() in _LETTERS:
            event.ignore()  # they are not a search in the list but the screen's keys
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        """Show every column: narrower ones before any of them has to be scrolled to."""
        theme, model = self._theme, self.rows
        usual = dict.fromkeys(range(FIRST_RATER, model.columnCount()), _RATER)
        usual |= {model.range_column: _RANGE, model.range_column + 1: _AGREED}
        widths = [max(theme.px(width), self._head_width(column, _EDGE)) for column, width in usual.items()]
        least, room = theme.px(_LEAST_ITEM), self.viewport().width()
        for edge in _NARROW_EDGES:
            if sum(widths) + least > room:
                widths = [max(theme.px(_NARROW), self._head_width(column, edge)) for column in usual]
                least = theme.px(_NARROW_ITEM)
        if least < theme.px(_LEAST_ITEM):
            whole, widths = widths, _within(widths, room - least, theme.px(_NARROW))
            elide = Qt.TextElideMode.ElideNone if widths == whole else Qt.TextElideMode.ElideRight
            self.horizontalHeader().setTextElideMode(elide)
        for column, width in enumerate((max(least, room - sum(widths)), *widths)):
            self.setColumnWidth(column, width)

    def _head_width(self, column: int, edge: int) -> int:
        head = self.rows.headerData(column, Qt.Orientation.Horizontal)
        font = self._theme.font(SECONDARY, SEMIBOLD)
        return ceil(QFontMetricsF(font).horizontalAdvance(str(head or ""))) + 2 * edge + 2

    def _tell(self, current: QModelIndex, _before: QModelIndex) -> None:
        row = self.rows.row_at(current.row())
        if row is not None:
            self.item_chosen.emit(row.item.code)


def _within(widths: list[int], room: int, least: int) -> list[int]:
    """Return widths that fit in a room: the widest give way first, none below the least; their heads are cut short."""
    cut = list(widths)
    while sum(cut) > room and max(cut) > least:
        widest = cut.index(max(cut))
        cut[widest] -= 1
    return cut


class _Cells(QStyledItemDelegate):
    def __init__(self, theme: Theme, table: BoardTable) -> None:
        super().__init__(table)
        self._theme = theme
        self._table = table

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._theme.px(_RATER), self._theme.px(_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW)
        if not isinstance(row, BoardRow):
            return
        theme = self._theme
        box = QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        painter.save()
        if chosen:
            painter.fillRect(box, QColor(theme.tint))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), QColor(theme.line))
        column, model = index.column(), self._table.rows
        if column == ITEM:
            self._draw_item(painter, box, row, chosen=chosen, mirrored=mirrored)
        elif column == model.range_column:
            self._draw_range(painter, box, row, mirrored=mirrored)
        elif column < model.range_column and row.hidden:
            self._draw_hidden(painter, box)
        elif column == model.range_column + 1 and not row.is_agreed:
            self._write(painter, box, str(index.data()), theme.ink3 if row.agreed.talk_later else theme.accent)
        else:
            small = column > model.range_column
            rating = index.data(RATING)
            if rating is not None or column < model.range_column:
                self._draw_rating(painter, box, rating, small=small, mirrored=mirrored)
        painter.restore()

    def _draw_item(self, painter: QPainter, box: QRectF, row: BoardRow, *, chosen: bool, mirrored: bool) -> None:
        theme = self._theme
        if chosen:
            edge = box.right() - 4 if mirrored else box.left()
            painter.fillRect(QRectF(edge, box.top(), 4, box.height() - 1), QColor(theme.accent))
        near, number = theme.px(14), theme.px(40)
        at = box.right() - near - number if mirrored else box.left() + near
        painter.setFont(theme.font(SECONDARY, MEDIUM))
        painter.setPen(QColor(theme.ink3))
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRectF(at, box.top(), number, box.height()), middle, in_digits(row.item.number))
        painter.setFont(theme.font(BODY, SEMIBOLD if chosen else MEDIUM))
        painter.setPen(QColor(theme.ink))
        room = box.width() - near - number - 8
        left = box.left() + 8 if mirrored else at + number
        draw_wrapped(painter, QRectF(left, box.top(), room, box.height()), row.item.title)

    def _draw_range(self, painter: QPainter, box: QRectF, row: BoardRow, *, mirrored: bool) -> None:
        theme, span = self._theme, row.range
        if span is None:
            return
        wide = (row.difference or 0) >= 2
        ink = theme.warning if wide else theme.ink3
        if box.width() < theme.px(_RANGE):
            self._write(painter, box, str(row.difference), ink)
            return
        width = box.width() - theme.px(44)
        left = box.right() - theme.px(10) - width if mirrored else box.left() + theme.px(10)
        draw_range(painter, theme, QRectF(left, box.top(), width, box.height()), *span, mirrored=mirrored)
        at = box.left() if mirrored else box.right() - theme.px(34)
        number = QRectF(at, box.top(), theme.px(34), box.height())
        self._write(painter, number, str(row.difference), ink)

    def _draw_hidden(self, painter: QPainter, box: QRectF) -> None:
        side = self._theme.px(18)
        drawn = pixmap(self._theme, "eye-off", self._theme.ink3, 18)
        place = QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side)
        painter.drawPixmap(place, drawn, QRectF(drawn.rect()))

    def _draw_rating(
        self, painter: QPainter, box: QRectF, rating: Rating | None, *, small: bool, mirrored: bool
    ) -> None:
        theme = self._theme
        height = theme.px(34)
        bare = small or (rating is not None and rating.does_not_apply) or box.width() < theme.px(_RATER)
        width = height if bare else theme.px(54)
        mark = QRectF(box.center().x() - width / 2, box.center().y() - height / 2, width, height)
        level = rating.level if rating else None
        draw_level(
            painter, theme, mark, level, does_not_apply=bool(rating and rating.does_not_apply), mirrored=mirrored
        )
        if rating is not None and level is None and rating.open_levels:
            low, high = min(rating.open_levels), max(rating.open_levels)
            self._write(painter, mark, f"{low}–{high}", theme.ink2)

    def _write(self, painter: QPainter, box: QRectF, words: str, ink: str) -> None:
        painter.setFont(self._theme.font(BODY, SEMIBOLD))
        painter.setPen(QColor(ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, in_digits(words))
