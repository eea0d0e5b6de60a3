"""The grid of figures: type into a cell, go on with Enter, Tab or the arrows; what is no figure is told beside it."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QTableView, QWidget

from wopfield.ui.screens.indicators.bubble import Bubble
from wopfield.ui.screens.indicators.cells import GROUP_ROW, ROW, SIDE, CellEditor, Cells, Step
from wopfield.ui.screens.indicators.grid_model import FIRST_YEAR, TITLE, UNIT, FigureModel
from wopfield.ui.screens.indicators.lines import Line
from wopfield.ui.screens.indicators.sheet import Sheet, Spot
from wopfield.ui.theme import BODY, CAPTION, MEDIUM, SECONDARY, SEMIBOLD, Theme
from wopfield.ui.widgets.scrolling import ThinBar

_GRADE = 66
_LONGEST_UNIT, _LONGEST_TITLE = 156, 300
_MANY, _FEW = 5, 3
"""So many years are worth closer columns, and at least so many."""
_NEWEST = 10_000
"""A first year later than any, so that the newest years are shown."""


class _Columns(NamedTuple):
    """How wide columns are, as in the drawing: names and units at least, a year at least, and the trend."""

    title: int
    unit: int
    year: int
    trend: int
    before: int
    """What a figure keeps free before it; behind it, it keeps in line with the head."""


_ROOMY = _Columns(216, 92, 84, 104, SIDE)
_CLOSE, _WITHOUT_TREND = _Columns(150, 72, 62, 68, 3), _Columns(168, 72, 62, 0, 3)


class Grid(QTableView):
    """Variables down and years across; of many years the newest that have room are shown."""

    chosen = Signal(object)
    """The Spot that is now chosen, or None."""
    more_years = Signal(bool, bool)
    """Whether there are earlier and later years than those shown."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.figures = FigureModel(self)
        self._later: tuple[Sheet, tuple[Line, ...]] | None = None
        self._held: Spot | None = None
        self._first_year = _NEWEST
        self._widths: dict[int, int] = {}
        self._telling = QTimer(self)  # once the screen has its size: what asks for room in between comes and goes
        self._telling.setSingleShot(True)
        self._telling.setInterval(0)
        self._telling.timeout.connect(self._tell_years)
        self.cells = Cells(theme, self, self.figures)
        self.setModel(self.figures)
        self.setItemDelegate(self.cells)
        self.setAccessibleName(name)
        self._dress(theme)
        self.bubble = Bubble(theme, self)
        self.cells.finished.connect(self._finish)
        self.cells.began.connect(lambda _spot: self.bubble.hide())
        self.selectionModel().currentChanged.connect(self._hold)
        self.verticalScrollBar().valueChanged.connect(self.bubble.hide)

    def _dress(self, theme: Theme) -> None:
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.DoubleClicked | triggers.EditKeyPressed)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(theme.px(ROW))
        self.verticalHeader().setMinimumSectionSize(theme.px(GROUP_ROW))
        across = self.horizontalHeader()
        across.setHighlightSections(False)
        across.setSectionsClickable(False)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        ThinBar(theme, self)

    # showing

    def show_sheet(self, sheet: Sheet, lines: Sequence[Line]) -> None:
        """Show another reading; one that would move cells waits until nobody types."""
        if self.is_typing() and not self.figures.is_like(sheet, lines):
            self._later = (sheet, tuple(lines))
            return
        self._later = None
        held, scrolled = self._held, self.verticalScrollBar().value()
        same = self.figures.is_like(sheet, lines)
        self.figures.show_sheet(sheet, lines)
        if not same:
            self._lay_lines()
        self._widths = {}
        self._fit()
        if not same and held is not None:
            self.executeDelayedItemsLayout()
            self.verticalScrollBar().setValue(scrolled)
            self.choose(held)

    def is_typing(self) -> bool:
        """Return whether an editor is open."""
        return self.state() == QAbstractItemView.State.EditingState

    def choose(self, spot: Spot) -> bool:
        """Go to a cell; return False where it is not shown."""
        index = self.figures.place_of(spot)
        if not index.isValid():
            return False
        self._bring_year(index.column())
        self.setCurrentIndex(index)
        self.scrollTo(index)
        return True

    def choose_first(self, period: str) -> None:
        """Go to the first line, in a year."""
        first = next((line.variable.code for line in self.figures.lines if line.variable), "")
        if not first or not self.choose((first, period)):
            self.setCurrentIndex(QModelIndex())

    def current(self) -> Spot | None:
        """Return the cell that is chosen."""
        return self.figures.spot(self.currentIndex())

    def ask(self, spot: Spot, words: str, *answers: tuple[str, str]) -> None:
        """Ask something beside a cell, if it is in sight and nobody types into another."""
        index = self.figures.place_of(spot)
        box = self.visualRect(index) if index.isValid() else QRect()
        if box.isValid() and self.viewport().rect().intersects(box) and not self.is_typing():
            self.bubble.say(self._on_view(box), words, *answers)

    def finish_typing(self) -> None:
        """Keep what is being typed; what is no figure stays in its cell and is marked."""
        for editor in self.viewport().findChildren(CellEditor):
            if not editor.isHidden():  # those that were closed go only when their events have been seen to
                self.commitData(editor)
                self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self.bubble.hide()

    def turn_years(self, step: int) -> None:
        """Show earlier (-1) or later (1) years."""
        self._first_year += step
        self._fit()

    # keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shift = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        steps: dict[Qt.Key, Step] = {
            Qt.Key.Key_Return: (-1 if shift else 1, 0),
            Qt.Key.Key_Enter: (-1 if shift else 1, 0),
            Qt.Key.Key_Left: (0, 1 if mirrored else -1),
            Qt.Key.Key_Right: (0, -1 if mirrored else 1),
        }
        pages = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}
        current = self.current()
        if key in pages:
            self._turn_page(pages[key])
        elif key in ends and current is not None:
            self.choose((current[0], self.figures.periods[ends[key]]))
        elif key in steps and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step(*steps[key])
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and current is not None:
            self.figures.setData(self.currentIndex(), "")
        elif key == Qt.Key.Key_Escape and self.bubble.isVisible():
            self.bubble.hide()
        else:
            self.cells.by_typing = key != Qt.Key.Key_F2
            super().keyPressEvent(event)
            self.cells.by_typing = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        line = self.figures.line(index)
        if line is not None and line.variable is not None and self.figures.spot(index) is None:
            # A click on the name, trend or grade of a line stays in the year that is chosen.
            self.finish_typing()
            current = self.current()
            year = current[1] if current else self.figures.year
            self.choose((line.variable.code, year))
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            return
        self.bubble.hide()
        super().mousePressEvent(event)

    def step(self, down: int, on: int) -> None:
        """Go so many lines down or years on; past the last year comes the next line."""
        current = self.current()
        if current is None:
            return
        row, column = self.currentIndex().row(), self.currentIndex().column() + on
        last = FIRST_YEAR + len(self.figures.periods) - 1
        if on and not FIRST_YEAR <= column <= last:
            column = FIRST_YEAR + self._first_year if on > 0 else last
            down = 1 if on > 0 else -1
        places = range(row + down, len(self.figures.lines)) if down > 0 else range(row + down, -1, -1)
        rows = [row] if not down else [place for place in places if self.figures.lines[place].variable]
        if rows:
            self._bring_year(column)
            self.setCurrentIndex(self.figures.index(rows[0], column))

    def _turn_page(self, way: int) -> None:
        """Go as many lines up or down as are in sight."""
        lines = [place for place, line in enumerate(self.figures.lines) if line.variable]
        row = self.currentIndex().row()
        if row in lines:
            reach = max(1, self.viewport().height() // self._theme.px(ROW) - 1)
            place = max(0, min(lines.index(row) + way * reach, len(lines) - 1))
            self.setCurrentIndex(self.figures.index(lines[place], self.currentIndex().column()))

    def _finish(self, editor: CellEditor, step: Step) -> None:
        """Take what was typed and go on; what is no figure is told, and stays to be changed."""
        spot = self.current()
        words = self.figures.refusal(spot, editor.text()) if spot else ""
        if words:
            editor.mark("danger")
            self.bubble.say(self._on_view(editor.geometry()), words, danger=True)
            return
        self.commitData(editor)
        self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.step(*step)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        if not self.figures.wrong:
            self.bubble.hide()
        super().closeEditor(editor, hint)
        if self._later is not None:
            self.show_sheet(*self._later)

    # laying out

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        if self.currentIndex().isValid():
            self._bring_year(self.currentIndex().column())
            self.scrollTo(self.currentIndex())

    def _lay_lines(self) -> None:
        self.clearSpans()
        for place, line in enumerate(self.figures.lines):
            self.setRowHeight(place, self._theme.px(ROW if line.variable else GROUP_ROW))
            if line.variable is None:
                self.setSpan(place, 0, 1, self.figures.columnCount())

    def _fit(self) -> None:
        """Give the years their room, the newest first; the names of the figures take what is left."""
        theme, model = self._theme, self.figures
        years = len(model.periods)
        grade = max(theme.px(_GRADE), self._head_width(model.trend_column + 1))
        chosen = self._columns_for(self.viewport().width() - grade)
        widths, room = self._years_in(chosen, self.viewport().width() - grade)
        trend, tight = theme.px(chosen.trend), not chosen.trend
        self.cells.before = chosen.before
        # Long units are shown whole where no year and no name has to give way for them.
        spare = room - sum(widths) - max(0, self._name_width() - theme.px(chosen.title))
        unit = theme.px(chosen.unit) + max(0, min(self._unit_width() - theme.px(chosen.unit), spare))
        sides = unit + trend + grade
        shown = _fitting(widths, room, self._first_year) if years else range(0)
        self._first_year = shown.start
        used = sides
        for place in range(years):
            self.setColumnHidden(FIRST_YEAR + place, place not in shown)
            self.setColumnWidth(FIRST_YEAR + place, widths[place])
            used += widths[place] if place in shown else 0
        self.setColumnWidth(UNIT, unit)
        if years or model.lines:
            self.setColumnHidden(model.trend_column, tight)
            self.setColumnWidth(model.trend_column, trend)
            self.setColumnHidden(model.trend_column + 1, False)  # a year may have been hidden there before
            self.setColumnWidth(model.trend_column + 1, grade)
        self.setColumnWidth(TITLE, max(theme.px(120), self.viewport().width() - used))
        self._telling.start()

    def _tell_years(self) -> None:
        shown = [not self.isColumnHidden(FIRST_YEAR + place) for place in range(len(self.figures.periods))]
        self.more_years.emit(not all(shown[:1]), not all(shown[-1:]))

    def _columns_for(self, room: int) -> _Columns:
        """Return how wide columns are: closer, and without the trend at last, where that shows the last five years.

        Where not even that does, they are closer only for the last three.
        """

        def shown(columns: _Columns) -> int:
            widths, left = self._years_in(columns, room)
            return len(_fitting(widths, left, _NEWEST)) if sum(widths[-1:]) <= left else 0

        for wanted in (_MANY, _FEW):
            least = min(wanted, len(self.figures.periods))
            for columns in (_ROOMY, self._drawn(_CLOSE), self._drawn(_WITHOUT_TREND)):
                if shown(columns) >= least:
                    return columns
        return self._drawn(_WITHOUT_TREND)

    def _drawn(self, close: _Columns) -> _Columns:
        """Return close columns with room for the words that stand in them in this language."""
        head = self._head_width(self.figures.trend_column) if close.trend else 0
        unit = min(self._unit_word_width() / self._theme.scale, _ROOMY.unit)
        return close._replace(unit=max(close.unit, int(unit)), trend=max(close.trend, int(head / self._theme.scale)))

    def _years_in(self, columns: _Columns, room: int) -> tuple[list[int], int]:
        """Return how wide each year is, and how much room all have beside names and trend."""
        least, spared = self._theme.px(columns.year), SIDE - columns.before
        places = range(FIRST_YEAR, FIRST_YEAR + len(self.figures.periods))
        widths = [max(least, self._head_width(place), self._year_width(place) - spared) for place in places]
        others = sum(self._theme.px(each) for each in (columns.title, columns.unit, columns.trend))
        return widths, room - others

    def _head_width(self, column: int) -> int:
        words = str(self.figures.headerData(column, Qt.Orientation.Horizontal) or "")
        return QFontMetrics(self._theme.font(SECONDARY, SEMIBOLD)).horizontalAdvance(words) + 2 * SIDE + 2

    def _unit_width(self) -> int:
        longest = self._longest(UNIT, QFontMetrics(self._theme.font(SECONDARY)))
        return min(longest + 24, self._theme.px(_LONGEST_UNIT))

    def _unit_word_width(self) -> int:
        """Return how wide the longest word of a unit is: units stand on two lines where they are longer."""
        metrics = QFontMetrics(self._theme.font(CAPTION))
        units = {str(self.figures.index(row, UNIT).data() or "") for row in range(len(self.figures.lines))}
        return max((metrics.horizontalAdvance(word) for unit in units for word in unit.split()), default=0) + 20

    def _name_width(self) -> int:
        longest = self._longest(TITLE, QFontMetrics(self._theme.font(BODY, MEDIUM)))
        return min(longest + 24, self._theme.px(_LONGEST_TITLE))

    def _longest(self, column: int, metrics: QFontMetrics) -> int:
        if column not in self._widths:
            words = {str(self.figures.index(row, column).data() or "") for row in range(len(self.figures.lines))}
            self._widths[column] = max((metrics.horizontalAdvance(each) for each in words), default=0)
        return self._widths[column]

    def _year_width(self, column: int) -> int:
        if column not in self._widths:
            cells = (self.cells.width_of(self.figures.index(row, column)) for row in range(len(self.figures.lines)))
            self._widths[column] = max(cells, default=0)
        return self._widths[column]

    def _bring_year(self, column: int) -> None:
        if self.isColumnHidden(column):
            before = column < FIRST_YEAR + self._first_year
            while self.isColumnHidden(column) and 0 <= self._first_year < len(self.figures.periods):
                earlier = self._first_year
                self.turn_years(-1 if before else 1)
                if self._first_year == earlier:
                    break

    def _on_view(self, box: QRect) -> QRect:
        return box.translated(self.viewport().pos())

    def _hold(self, current: QModelIndex, _before: QModelIndex) -> None:
        spot = self.figures.spot(current)
        self.bubble.hide()
        if spot is not None:
            self._held = spot
            self.figures.show_year(spot[1])
            self.scrollTo(current)
        self.chosen.emit(spot)


def _fitting(widths: Sequence[int], room: int, first: int) -> range:
    """Return which years are shown: as many as have room, from ``first`` on where that leaves none empty."""
    newest = len(widths) - 1
    taken = 0
    while newest >= 0 and taken + widths[newest] <= room:
        taken += widths[newest]
        newest -= 1
    start = max(0, min(first, min(newest + 1, len(widths) - 1)))
    stop, taken = start, 0
    while stop < len(widths) and (stop == start or taken + widths[stop] <= room):
        taken += widths[stop]
        stop += 1
    return range(start, stop)
