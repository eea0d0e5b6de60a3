"""A list at the side of a page: sections of the settings, pages of the help."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from wopfield.ui.icons import pixmap
from wopfield.ui.theme import BODY, CONTROL_RADIUS, MEDIUM, SEMIBOLD, Theme
from wopfield.ui.widgets.focus import draw_ring
from wopfield.ui.widgets.parted import lines_of
from wopfield.ui.widgets.wrapped import draw_wrapped

_KEY, _ICON = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_HEIGHT, _PICTURE = 46, 20
_WIDTH, _WIDEST = 250, 292
"""The width of the column at 100 %, and where it stops growing: on a small screen the page needs its room."""


class SideColumn(QWidget):
    """The narrow column at the side of a page that holds such a list."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(min(theme.px(_WIDTH), _WIDEST))
        self.setAutoFillBackground(True)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, QColor(theme.card))
        self.setPalette(palette)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(12, 14, 12, 12)


class SideList(QListWidget):
    """Entries by key, with words and perhaps an icon; ``chosen`` carries the key, and ``entered`` after Enter."""

    chosen = Signal(str)
    entered = Signal(str)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setItemDelegate(_Entries(theme, self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)  # words take the lines that their width asks for
        self.currentItemChanged.connect(self._tell)
        self.itemActivated.connect(lambda item: self.entered.emit(str(item.data(_KEY))))

    def show_entries(self, entries: Sequence[tuple[str, str, str]]) -> None:
        """Show other entries: key, words and icon (or none); nothing is chosen by that."""
        self.blockSignals(True)
        self.clear()
        for key, words, icon in entries:
            item = QListWidgetItem(words, self)
            item.setToolTip(words)
            item.setData(_KEY, key)
            item.setData(_ICON, icon)
        self.blockSignals(False)

    def keys(self) -> list[str]:
        """Return the keys of the entries, top to bottom."""
        return [str(self.item(row).data(_KEY)) for row in range(self.count())]

    def choose(self, key: str) -> None:
        """Choose an entry, if it is there."""
        if key in self.keys():
            self.setCurrentRow(self.keys().index(key))

    def current(self) -> str:
        """Return the key of the entry that is chosen; empty for none."""
        item = self.currentItem()
        return str(item.data(_KEY)) if item is not None else ""

    def _tell(self, item: QListWidgetItem | None, _before: object) -> None:
        if item is not None:
            self.chosen.emit(str(item.data(_KEY)))


class _Entries(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QListWidget) -> None:
        super().__init__(parent)
        self._theme, self._list = theme, parent

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        theme = self._theme
        metrics = QFontMetricsF(theme.font(BODY, SEMIBOLD))
        room = self._list.viewport().width() - 2 - self._start(bool(index.data(_ICON))) - theme.px(8)
        lines = lines_of(str(index.data()), metrics, room)
        return QSize(80, max(theme.px(_HEIGHT), ceil(len(lines) * metrics.height()) + 3))

    def _start(self, has_icon: bool) -> int:
        px = self._theme.px
        return px(13) + (px(_PICTURE) + px(12) if has_icon else 0)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme = self._theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect).adjusted(1, 1, -1, -2)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.tint))
            painter.drawRoundedRect(box, CONTROL_RADIUS, CONTROL_RADIUS)
        if chosen and option.state & QStyle.StateFlag.State_HasFocus:
            draw_ring(painter, theme, box.adjusted(4, 4, -4, -4), CONTROL_RADIUS - 4)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        icon = str(index.data(_ICON) or "")
        start = self._start(bool(icon))
        if icon:
            side, near = theme.px(_PICTURE), theme.px(13)
            left = box.right() - near - side if mirrored else box.left() + near
            drawn = pixmap(theme, icon, theme.accent if chosen else theme.ink2, _PICTURE)
            painter.drawPixmap(QRectF(left, box.center().y() - side / 2, side, side), drawn, QRectF(drawn.rect()))
        painter.setFont(theme.font(BODY, SEMIBOLD if chosen else MEDIUM))
        painter.setPen(QColor(theme.ink))
        room = box.width() - start - theme.px(8)
        left = box.left() + theme.px(8) if mirrored else box.left() + start
        draw_wrapped(painter, QRectF(left, box.top(), room, box.height()), str(index.data()))
        painter.restore()
