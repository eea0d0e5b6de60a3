"""What goes into the report: sections to tick, to drag, and to go to."""

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QDropEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from wopfield.language import _, in_digits
from wopfield.ui.icons import pixmap
from wopfield.ui.theme import BODY, REGULAR, SECONDARY, SEMIBOLD, Theme
from wopfield.ui.widgets.focus import ring_current_row
from wopfield.ui.widgets.wrapped import draw_wrapped, lines_for

_KEY, _PAGE, _WARNS = (Qt.ItemDataRole.UserRole + number for number in range(3))
_HEIGHT, _GRIP, _BOX, _WARNED, _PAGED = 42, 30, 24, 66, 42
_ANY = 10_000


def arranged(chosen: Sequence[str], every: Sequence[str]) -> list[tuple[str, bool]]:
    """Return every section with whether it is chosen; one that is not stands after what usually comes before it."""
    known = [name for name in chosen if name in every]
    found = [(name, True) for name in known] or [(name, True) for name in every]
    for place, name in enumerate(every):
        if any(name == there for there, _on in found):
            continue
        before = set(every[:place])
        at = max((number + 1 for number, (there, _on) in enumerate(found) if there in before), default=0)
        found.insert(at, (name, False))
    return found


def section_on(page: int, starts: Mapping[str, int], lit: str) -> str:
    """Return which section a page belongs to, from the first page of each: of several that begin on it, the one lit."""
    newest = max((first for first in starts.values() if first <= page), default=0)
    there = [name for name, first in starts.items() if first == newest]
    return lit if lit in there or not there else there[0]


class SectionList(QListWidget):
    """Space ticks, Alt with Up or Down moves, a click on the name goes to its page."""

    arranged_anew = Signal(list)
    """The names of the sections that are chosen, in their order."""
    gone_to = Signal(str)
    """The section whose page somebody wants to see."""
    lit = Signal(bool)
    """Another section is shown as the one that is looked at: chosen by a person, or by the page on the screen."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(_("What goes in"))
        self.setItemDelegate(_Rows(theme, self))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)  # names take the lines that their width asks for
        self.currentItemChanged.connect(self._go)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        ring_current_row(self, self._theme)

    def show_sections(
        self,
        sections: Sequence[tuple[str, bool]],
        names: Mapping[str, str],
        pages: Mapping[str, int],
        warns: Mapping[str, str],
    ) -> None:
        """Show sections with their pages; ``warns`` says of some why one should look at them."""
        if [self._key(self.item(row)) for row in range(self.count())] != [name for name, _on in sections]:
            current = self._key(self.currentItem()) if self.currentItem() else ""
            self.blockSignals(True)
            self.clear()
            for name, _on in sections:
                item = QListWidgetItem(names[name], self)
                item.setData(_KEY, name)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable & ~Qt.ItemFlag.ItemIsDropEnabled)
                if name == current:
                    self.setCurrentItem(item)
            self.blockSignals(False)
        for row, (name, on) in enumerate(sections):
            item = self.item(row)
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            item.setData(_PAGE, pages.get(name, 0) if on else 0)
            item.setData(_WARNS, warns.get(name, "") if on else "")
            item.setToolTip("\n".join(filter(None, (names[name], warns.get(name, "") if on else ""))))

    def chosen(self) -> list[str]:
        """Return the sections that are ticked, in their order."""
        items = [self.item(row) for row in range(self.count())]
        return [self._key(item) for item in items if item.checkState() == Qt.CheckState.Checked]

    def current(self) -> str:
        """Return the section that is looked at; empty for none."""
        item = self.currentItem()
        return self._key(item) if item is not None else ""

    def light(self, section: str) -> None:
        """Show which section the page on the screen belongs to."""
        for row in range(self.count()):
            if self._key(self.item(row)) == section and self.currentRow() != row:
                self.blockSignals(True)
                self.setCurrentRow(row)
                self.blockSignals(False)
                self.viewport().update()
                self.lit.emit(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._move(step)
        elif event.key() == Qt.Key.Key_Space and self.currentItem() is not None:
            self.tick(self.currentItem())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go(self.currentItem(), None)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        item = self.itemAt(event.position().toPoint())
        if item is not None and self._tick_box(self.visualItemRect(item).toRectF()).contains(event.position()):
            self.tick(item)

    def dropEvent(self, event: QDropEvent) -> None:
        super().dropEvent(event)
        self.arranged_anew.emit(self.chosen())

    def tick(self, item: QListWidgetItem) -> None:
        """Take a section in or leave it out; the last one stays."""
        on = item.checkState() == Qt.CheckState.Checked
        if on and len(self.chosen()) == 1:
            return
        item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)
        self.arranged_anew.emit(self.chosen())

    def _tick_box(self, row: QRectF) -> QRectF:
        """Return where a row is pressed to tick it: the box and some room for the finger."""
        width, grip = self._theme.px(_BOX + 16), self._theme.px(_GRIP - 8)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = row.right() - grip - width if mirrored else row.left() + grip
        return QRectF(left, row.top(), width, row.height())

    def _move(self, step: int) -> None:
        row = self.currentRow()
        if not 0 <= row + step < self.count():
            return
        self.blockSignals(True)
        item = self.takeItem(row)
        self.insertItem(row + step, item)
        self.setCurrentItem(item)
        self.blockSignals(False)
        self.arranged_anew.emit(self.chosen())

    def _go(self, item: QListWidgetItem | None, _before: object) -> None:
        self.lit.emit(True)
        if item is not None and item.checkState() == Qt.CheckState.Checked:
            self.gone_to.emit(self._key(item))

    def _key(self, item: QListWidgetItem) -> str:
        return str(item.data(_KEY))


class _Rows(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QListWidget) -> None:
        super().__init__(parent)
        self._theme, self._list = theme, parent

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        theme = self._theme
        end = _WARNED if index.data(_WARNS) else _PAGED
        room = self._list.viewport().width() - theme.px(_GRIP + _BOX + 12) - theme.px(end)
        metrics = QFontMetricsF(theme.font(BODY, SEMIBOLD))
        lines = lines_for(str(index.data()), metrics, max(room, 1), _ANY)
        return QSize(100, max(theme.px(_HEIGHT), ceil(len(lines) * metrics.height()) + theme.px(6)))

    def editorEvent(self, event: QEvent, model: Any, option: Any, index: Any) -> bool:  # Qt's own types
        return False  # ticking is the list's, which knows where its boxes are

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme = self._theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(box, QColor(theme.tint))
            left = box.right() - 4 if mirrored else box.left()
            painter.fillRect(QRectF(left, box.top(), 4, box.height()), QColor(theme.accent))
        on = (
            index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked.value
            or index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        )
        row = _Line(theme, box, mirrored=mirrored)
        row.picture(painter, "grip-vertical", theme.control, theme.px(8), 18)
        self._draw_tick(painter, row.place(theme.px(_GRIP), theme.px(_BOX)), on=on)
        page = index.data(_PAGE)
        ink = theme.ink if on else theme.ink3
        painter.setFont(theme.font(BODY, SEMIBOLD if chosen else REGULAR))
        painter.setPen(QColor(ink))
        start, end = theme.px(_GRIP + _BOX + 12), theme.px(_WARNED if index.data(_WARNS) else _PAGED)
        words = row.place(start, box.width() - start - end)
        draw_wrapped(painter, words, str(index.data()))
        if index.data(_WARNS):
            row.picture(painter, "alert-triangle", theme.warning, box.width() - theme.px(60), 20)
        painter.setFont(theme.font(SECONDARY))
        painter.setPen(QColor(theme.ink3))
        at = row.place(box.width() - theme.px(46), theme.px(34))
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, in_digits(str(page or "–")))
        painter.restore()

    def _draw_tick(self, painter: QPainter, place: QRectF, *, on: bool) -> None:
        theme = self._theme
        side = theme.px(_BOX)
        box = QRectF(place.left(), place.center().y() - side / 2, side, side).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(QColor(theme.accent if on else theme.control), 1.5))
        painter.setBrush(QColor(theme.accent if on else theme.card))
        painter.drawRoundedRect(box, 5, 5)
        if on:
            drawn = pixmap(theme, "check", theme.on_accent, 18)
            painter.drawPixmap(box.adjusted(2, 2, -2, -2), drawn, QRectF(drawn.rect()))


class _Line:
    """Places along one row, counted from where reading starts."""

    def __init__(self, theme: Theme, box: QRectF, *, mirrored: bool) -> None:
        self._theme = theme
        self._box = box
        self._mirrored = mirrored

    def place(self, start: float, width: float) -> QRectF:
        left = self._box.right() - start - width if self._mirrored else self._box.left() + start
        return QRectF(left, self._box.top(), width, self._box.height())

    def picture(self, painter: QPainter, name: str, ink: str, start: float, size: int) -> None:
        side = self._theme.px(size)
        place = self.place(start, side)
        drawn = pixmap(self._theme, name, ink, size)
        at = QRectF(place.left(), place.center().y() - side / 2, side, side)
        painter.drawPixmap(at, drawn, QRectF(drawn.rect()))
