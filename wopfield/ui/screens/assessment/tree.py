"""The pane at the near side: areas and items with their ratings, flags and progress, and three filters."""

from PySide6.QtCore import QEvent, QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from wopfield.language import _, in_digits
from wopfield.store.item_list import AreaLines, ItemLine, ItemList
from wopfield.ui.icons import pixmap
from wopfield.ui.screens.assessment.checks import CheckLine, check_height, is_stacked
from wopfield.ui.screens.assessment.foot import ListFoot
from wopfield.ui.screens.assessment.tree_model import LINE, Filter, Index, TreeModel, chosen
from wopfield.ui.theme import CAPTION, REGULAR, SEMIBOLD, Theme
from wopfield.ui.widgets.labels import Label, Line
from wopfield.ui.widgets.level import draw_level
from wopfield.ui.widgets.progress import draw_bar
from wopfield.ui.widgets.scrolling import ThinBar
from wopfield.ui.widgets.segments import Segments
from wopfield.ui.widgets.wrapped import draw_wrapped

_ROW, _MARK, _ICON, _SIDE, _TEXT = 38, 26, 18, 12, 14


class TreePane(QWidget):
    """Choose an item; the filters say how many there are of each kind."""

    item_chosen = Signal(str)
    """The code of the item a person chose."""

    answered = Signal(str, str)
    """A check, and the answer to it that was pressed in its line."""

    entered = Signal()
    """The item that is open was chosen once more: its answer is to be given."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._list: ItemList | None = None
        self._current = ""
        self.setAccessibleName(_("Items"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.filters = Segments(
            theme,
            _("Which items"),
            [("all", _("All")), ("not_rated", _("Not rated")), ("flagged", _("Flagged"))],
            "all",
        )
        row = QHBoxLayout()
        row.setContentsMargins(10, 6, 8, 6)
        row.addWidget(self.filters)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(Line(theme))
        self.view = _View(theme, self)
        self.model = TreeModel()
        self.view.setModel(self.model)
        self._nothing = Label(theme, "", "secondary", wrap=True)
        self._nothing.setContentsMargins(16, 16, 16, 16)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._nothing)
        column.addLayout(self._stack, 1)
        column.addWidget(Line(theme))
        self.foot = ListFoot(theme)
        column.addWidget(self.foot)
        self.filters.chosen.connect(self._filter)
        self.view.went_to.connect(self._go)
        self.view.answered.connect(self.answered)

    def show_list(self, found: ItemList, current: str) -> None:
        """Show the items, with ``current`` as the one that is open."""
        moved = current != self._current or self._list is None
        self._list, self._current = found, current
        left = len(found.progress.not_rated)
        words = _("Not answered {count}", count=left) if found.checks else _("Not rated {count}", count=left)
        self.filters.set_words("not_rated", words)
        self.filters.set_words("flagged", _("Flagged {count}", count=len(found.progress.flagged)))
        self.view.show_checks(found.checks, locked=found.closed)
        self.foot.show_checks(found.checks)
        self._fill(keep_current=True)
        if moved:
            self._show_current()

    def codes(self) -> list[str]:
        """Return the items the filter lets through, in order."""
        return self.model.codes()

    def focus(self) -> None:
        """Put the keyboard on the tree."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def paintEvent(self, event: QEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(self._theme.card))

    def _filter(self, _which: str) -> None:
        self._fill(keep_current=False)
        self._show_current()

    def _fill(self, *, keep_current: bool) -> None:
        if self._list is None:
            return
        which: Filter = "all"
        if (key := self.filters.current()) == "not_rated":
            which = "not_rated"
        elif key == "flagged":
            which = "flagged"
        areas = chosen(self._list.areas, which, self._current if keep_current else "")
        open_before = self.view.opened()
        if self.model.show_areas(areas):
            self.view.open_areas(open_before if which == "all" else {area.code for area in areas})
            self._show_current()
        nothing = {"not_rated": _("Nothing is left to do here."), "flagged": _("Nothing is flagged.")}
        self._nothing.setText(nothing.get(which, _("This checklist asks nothing.")))
        self._stack.setCurrentIndex(0 if areas else 1)

    def _show_current(self) -> None:
        self.view.show_current(self.model.find(self._current))

    def _go(self, code: str, again: bool) -> None:
        if code != self._current:
            self.item_chosen.emit(code)
        elif again:
            self.entered.emit()


class _View(QTreeView):
    """The tree; arrows move among items, and an area opens by a press anywhere on it."""

    went_to = Signal(str, bool)
    """An item, and whether Enter was pressed on it."""

    answered = Signal(str, str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.checks = self.locked = False
        """Whether the items are checks that are answered in their lines, and whether no answer may change."""
        self.setAccessibleName(_("Areas and items"))
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setExpandsOnDoubleClick(False)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setItemDelegate(_Delegate(theme, self))
        ThinBar(theme, self)
        self._opened: set[str] = set()
        self.expanded.connect(lambda index: self._opened.add(index.data(LINE).code))
        self.collapsed.connect(lambda index: self._opened.discard(index.data(LINE).code))

    def show_checks(self, checks: bool, *, locked: bool) -> None:
        """Show lines that are answered where they stand, or items to be chosen."""
        other = checks != self.checks
        self.checks, self.locked = checks, locked
        if other:
            self.setUniformRowHeights(not checks)
            self.scheduleDelayedItemsLayout()

    def opened(self) -> set[str]:
        """Return the codes of the areas that are open."""
        return set(self._opened)

    def open_areas(self, codes: set[str]) -> None:
        """Open these areas and close the others."""
        self._opened.clear()
        for row in range(self.model().rowCount()):
            index = self.model().index(row, 0)
            self.setExpanded(index, index.data(LINE).code in codes)

    def show_current(self, index: QModelIndex) -> None:
        """Mark an item as the one that is open and bring it into sight."""
        if not index.isValid():
            self.setCurrentIndex(QModelIndex())
            return
        self.expand(index.parent())
        self.setCurrentIndex(index)
        last = index.sibling(min(index.row() + 2, self.model().rowCount(index.parent()) - 1), 0)
        self.scrollTo(last)
        self.scrollTo(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        before, now = event.oldSize().width(), event.size().width()
        if self.checks and is_stacked(self._theme, before) != is_stacked(self._theme, now):
            self.scheduleDelayedItemsLayout()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            return
        line, where = index.data(LINE), event.position().toPoint()
        key = ""
        if self.checks and not self.locked and isinstance(line, ItemLine):
            key = CheckLine(self._theme, line, self.visualRect(index), self.layoutDirection()).key_at(where)
        if key:
            self.answered.emit(line.code, key)
        else:
            self._press(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and index.isValid():
            self._press(index, entered=True)
        elif event.text().isprintable() and event.text():
            event.ignore()  # letters and digits rate; they do not search here
        else:
            super().keyPressEvent(event)
            self._follow()

    def _follow(self) -> None:
        line = self.currentIndex().data(LINE)
        if isinstance(line, ItemLine):
            self.went_to.emit(line.code, False)

    def _press(self, index: QModelIndex, *, entered: bool = False) -> None:
        line = index.data(LINE)
        if isinstance(line, ItemLine):
            self.went_to.emit(line.code, entered)
        else:
            self.setExpanded(index, not self.isExpanded(index))


class _Delegate(QStyledItemDelegate):
    """Paint areas and items; everything comes from the line, nothing is worked out here."""

    def __init__(self, theme: Theme, view: _View) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        if self._view.checks and isinstance(index.data(LINE), ItemLine):
            return QSize(200, check_height(self._theme, self._view.viewport().width()))
        return QSize(200, self._theme.px(52 if self._theme.large else _ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = index.data(LINE)
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        row = _Row(painter, self._theme, area, self._view.layoutDirection())
        current, over = index == self._view.currentIndex(), bool(state & QStyle.StateFlag.State_MouseOver)
        if isinstance(line, AreaLines):
            row.draw_area(line, opened=line.code in self._view.opened())
        elif isinstance(line, ItemLine) and self._view.checks:
            check = CheckLine(self._theme, line, area, self._view.layoutDirection())
            check.draw(painter, current=current, over=over, locked=self._view.locked)
        elif isinstance(line, ItemLine):
            row.draw_item(line, current=current, over=over)
        if index == self._view.currentIndex() and self._view.hasFocus():
            row.draw_focus()
        painter.restore()


class _Row:
    """One row being painted; places are given as if reading went left to right."""

    def __init__(self, painter: QPainter, theme: Theme, area: QRect, direction: Qt.LayoutDirection) -> None:
        self._painter, self._theme, self._area, self._direction = painter, theme, area, direction

    def draw_area(self, line: AreaLines, *, opened: bool) -> None:
        theme, painter = self._theme, self._painter
        if opened:
            painter.fillRect(self._area, QColor(theme.sunk))
        bottom = self._area.bottom()
        painter.fillRect(self._area.left(), bottom, self._area.width(), 1, QColor(theme.line))
        self._draw_icon("chevron-down" if opened else "chevron-right", theme.ink2, _SIDE - 3)
        used = self._draw_area_progress(line)
        painter.setFont(theme.font(_TEXT, SEMIBOLD))
        self._write(line, theme.ink, theme.px(32), used)

    def draw_item(self, line: ItemLine, *, current: bool, over: bool) -> None:
        theme, painter = self._theme, self._painter
        if current or over:
            painter.fillRect(self._area, QColor(theme.tint if current else theme.sunk))
        if current:
            painter.fillRect(self._place(0, 4), QColor(theme.accent))
        mark = theme.px(_MARK)
        box = QRectF(self._place(14, mark))
        box = QRectF(box.left(), box.center().y() - mark / 2, mark, mark)
        self._draw_mark(line, box)
        used = _SIDE
        for name, colour in self._signs(line):
            used += theme.px(_ICON)
            self._draw_icon(name, colour, self._area.width() - used)
            used += 6
        painter.setFont(theme.font(_TEXT, SEMIBOLD if current else REGULAR))
        ink = theme.ink if current or not line.left else theme.ink2
        self._write(line, ink, 14 + mark + 10, used)

    def draw_focus(self) -> None:
        self._painter.setPen(QColor(self._theme.accent))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRoundedRect(QRectF(self._area).adjusted(6, 2, -3, -2), 5, 5)

    def _draw_mark(self, line: ItemLine, box: QRectF) -> None:
        mirrored = self._direction == Qt.LayoutDirection.RightToLeft
        theme, painter = self._theme, self._painter
        signs = {"yes": ("circle-check", theme.good), "no": ("circle-x", theme.danger)}
        if line.value:
            name, colour = signs.get(line.value, ("circle-check", theme.accent))
            self._draw_pixmap(name, colour, box, 24)
        elif line.not_seen:
            draw_level(painter, theme, box, None, mirrored=mirrored)
            self._draw_pixmap("clock", theme.ink3, box, 16)
        else:
            draw_level(painter, theme, box, line.level, does_not_apply=line.does_not_apply, mirrored=mirrored)

    def _signs(self, line: ItemLine) -> list[tuple[str, str]]:
        theme = self._theme
        signs = []
        if line.differ or line.open:
            signs.append(("arrows-diff", theme.warning))
        if line.flagged:
            signs.append(("flag", theme.warning))
        if line.commented and not signs:
            signs.append(("message", theme.ink2))
        return signs

    def _draw_area_progress(self, line: AreaLines) -> int:
        """Draw a check or a count with its bar; return the pixels used at the far end."""
        theme, painter = self._theme, self._painter
        if line.count.done:
            side = theme.px(_ICON)
            self._draw_icon("circle-check", theme.good, self._area.width() - _SIDE - side)
            return _SIDE + side + 8
        words = in_digits(f"{line.count.rated}/{line.count.applicable}")
        painter.setFont(theme.font(CAPTION))
        width = max(theme.px(36), QFontMetrics(painter.font()).horizontalAdvance(words))
        left = self._area.width() - _SIDE - width
        place = self._place(left, width)
        half = self._area.height() / 2
        box = QRectF(place.left(), self._area.top() + half + theme.px(8), width, 4)
        draw_bar(
            painter,
            theme,
            box,
            line.count.share,
            mirrored=self._direction == Qt.LayoutDirection.RightToLeft,
        )
        painter.setPen(QColor(theme.ink2))
        text = QRectF(place.left(), self._area.top(), width, self._area.height() - theme.px(8))
        far = Qt.AlignmentFlag.AlignRight if not self._mirrored else Qt.AlignmentFlag.AlignLeft
        flags = far | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(text, flags, words)
        return _SIDE + width + 8

    @property
    def _mirrored(self) -> bool:
        return self._direction == Qt.LayoutDirection.RightToLeft

    def _place(self, left: int, width: int) -> QRect:
        """Return a strip of the row, on the other side where reading goes right to left."""
        asked = QRect(self._area.left() + left, self._area.top(), width, self._area.height())
        return QStyle.visualRect(self._direction, self._area, asked)

    def _draw_icon(self, name: str, colour: str, left: int) -> None:
        self._draw_pixmap(name, colour, QRectF(self._place(left, self._theme.px(_ICON))), _ICON)

    def _draw_pixmap(self, name: str, colour: str, box: QRectF, size: int) -> None:
        side = self._theme.px(size)
        drawn = pixmap(self._theme, name, colour, size)
        place = QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side)
        self._painter.drawPixmap(place, drawn, QRectF(drawn.rect()))

    def _write(self, line: AreaLines | ItemLine, ink: str, left: int, used: int) -> None:
        """Write the number, and beside it the title on as many lines as the row is high."""
        painter = self._painter
        painter.setPen(QColor(ink))
        number = in_digits(f"{line.number}  ")
        wide = QFontMetrics(painter.font()).horizontalAdvance(number)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        start = left + wide
        painter.drawText(QRectF(self._place(left, wide)), flags, number)
        draw_wrapped(painter, QRectF(self._place(start, max(10, self._area.width() - start - used))), line.title)
