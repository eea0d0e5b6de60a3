"""Search and commands in one field: every item, figure, person, screen and command, while one types."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from wopfield.language import _
from wopfield.ui.icons import pixmap
from wopfield.ui.theme import BADGE_RADIUS, BODY, CAPTION, CONTROL_RADIUS, MEDIUM, QUESTION, SECONDARY, SEMIBOLD, Theme
from wopfield.ui.widgets.card import Card
from wopfield.ui.widgets.elided import elided
from wopfield.ui.widgets.focus import give_back
from wopfield.ui.widgets.labels import Label, Line
from wopfield.ui.widgets.level import draw_level
from wopfield.ui.widgets.matching import matches, rank, spans

_HEAD, _ENTRY, _GROUP = 77, 44, 28
_SEARCH_MS = 120
_MOST = 8
"""How many of one group are shown."""

Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to go to or to do."""

    words: str
    group: str
    run: Callable[[], object]
    detail: str = ""
    icon: str = "arrow-right"
    keys: str = ""
    level: int | None = None
    """Shown instead of the icon."""


class Palette(QWidget):
    """The field over a dimmed window. It filters what it was opened with; ``asked`` lets others add to it."""

    asked = Signal(str)
    """What was typed, once the typing rests for a moment."""
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._entries: tuple[Entry, ...] = ()
        self._found: tuple[Entry, ...] = ()
        self._before: QWidget | None = None
        self.setAccessibleName(_("Search and commands"))
        self._card = Card(theme, margins=(0, 0, 0, 12), spacing=0, parent=self)
        self._field = QLineEdit()
        self._build()
        self._model = _Entries(self)
        self._list = QListView()
        self._list.setModel(self._model)
        self._delegate = _EntryDelegate(theme, self._list)
        self._list.setItemDelegate(self._delegate)
        self._list.setAccessibleName(_("Found"))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.clicked.connect(self._run)
        self._nothing = Label(theme, _("Nothing is called so. Try fewer letters."), "secondary", ink="ink3")
        self._nothing.setContentsMargins(20, 0, 20, 0)
        self._card.body.addWidget(self._nothing)
        self._card.body.addWidget(self._list)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(_SEARCH_MS)
        self._clock.timeout.connect(self._rest)
        self._field.textEdited.connect(self._typed)
        self._field.installEventFilter(self)
        parent.installEventFilter(self)
        self.hide()

    def open(self, entries: Sequence[Entry]) -> None:
        """Show the field over the window, with these entries to filter."""
        self._before = self.window().focusWidget()
        self._entries, self._found = tuple(entries), ()
        self._field.clear()
        self._show_matches()
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
        self._place()
        self.show()
        self.raise_()
        self._field.setFocus(Qt.FocusReason.PopupFocusReason)

    def show_found(self, typed: str, entries: Sequence[Entry]) -> None:
        """Add what was found elsewhere for ``typed``; too late if something else is typed by now."""
        if self.isVisible() and typed == self._field.text().strip():
            self._found = tuple(entries)
            self._show_matches()
            self._nothing.setVisible(not self._model.rowCount())

    def close_palette(self) -> None:
        """Put the field away and give the focus back."""
        if self.isVisible():
            self.hide()
            give_back(self._before)
            self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parent() and event.type() == QEvent.Type.Resize:
            self.setGeometry(0, 0, *_size(watched))
            self._place()
        if watched is self._field and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                # The window's own keys wait while the field is open.
                event.accept()
                return False
            if event.type() == QEvent.Type.KeyPress:
                return self._key(event)
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._card.geometry().contains(event.position().toPoint()):
            self.close_palette()

    def paintEvent(self, event: QPaintEvent) -> None:
        shade = QColor("#0E2029")
        shade.setAlphaF(0.48)
        QPainter(self).fillRect(self.rect(), shade)

    def _build(self) -> None:
        theme = self._theme
        head = QWidget()
        head.setFixedHeight(theme.px(_HEAD))
        row = QHBoxLayout(head)
        row.setContentsMargins(20, 0, 18, 0)
        row.setSpacing(20)
        glass = Label(theme, "")
        glass.setPixmap(pixmap(theme, "search", theme.ink, 24))
        row.addWidget(glass)
        self._field.setProperty("bare", True)
        self._field.setFont(theme.font(QUESTION))
        self._field.setAccessibleName(_("Search or go to"))
        self._field.setPlaceholderText(_("Search or go to…"))
        row.addWidget(self._field, 1)
        row.addWidget(Label(theme, _("Esc closes"), "secondary", ink="ink3"))
        self._card.body.addWidget(head)
        self._card.body.addWidget(Line(theme))
        self._card.body.addSpacing(8)

    def _place(self) -> None:
        theme = self._theme
        width = min(theme.px(720), self.width() - 48)
        rows = self._model.rowCount()
        listed = sum(theme.px(_GROUP if self._model.is_group(row) else _ENTRY) for row in range(rows))
        top = theme.px(78)
        most = max(self.height() - top - theme.px(30), theme.px(200))
        height = min(theme.px(_HEAD) + 9 + (listed or theme.px(_GROUP)) + 14, most)
        self._card.setGeometry((self.width() - width) // 2, top, width, height)

    def _typed(self) -> None:
        self._found = ()
        self._show_matches()
        self._clock.start()

    def _rest(self) -> None:
        self._nothing.setVisible(not self._model.rowCount())
        self.asked.emit(self._field.text().strip())

    def _show_matches(self) -> None:
        typed = self._field.text().strip()
        self._delegate.typed = typed
        fitting = [one for one in self._entries if matches(typed, f"{one.words} {one.detail}")]
        if typed:
            fitting.sort(key=lambda one: rank(typed, one.words))
        self._model.show_entries(_in_order(typed, fitting, self._found))
        self._list.setVisible(self._model.rowCount() > 0)
        self._nothing.hide()  # while somebody types; it is said once they rest
        self._step(0)
        self._place()

    def _key(self, event: QKeyEvent) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}
        key = Qt.Key(event.key())
        if key in steps:
            self._step(steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run(self._list.currentIndex())
        elif key == Qt.Key.Key_Escape:
            self.close_palette()
        else:
            # Tab too is swallowed: there is nowhere else to go while the field is open.
            return key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        return True

    def _step(self, step: int) -> None:
        """Move among the entries, over the names of groups."""
        rows = [row for row in range(self._model.rowCount()) if not self._model.is_group(row)]
        if not rows:
            return
        now = self._list.currentIndex().row()
        here = rows.index(now) if step and now in rows else 0
        to = rows[max(0, min(here + step, len(rows) - 1))]
        self._list.setCurrentIndex(self._model.index(to))
        if to == rows[0]:
            self._list.scrollToTop()  # the name of its group, too
        self._list.setAccessibleDescription(self._model.words(to))

    def _run(self, index: QModelIndex) -> None:
        entry = index.data(_ROLE)
        if isinstance(entry, Entry):
            self.close_palette()
            entry.run()


def _in_order(typed: str, known: Sequence[Entry], found: Sequence[Entry]) -> list[Entry]:
    """Return what fits, what was found elsewhere first where that fits better: what is read first does not jump."""

    def best(entries: Sequence[Entry]) -> int:
        return min((rank(typed, one.words) for one in entries), default=9)

    return [*found, *known] if typed and best(found) < best(known) else [*known, *found]


def _by_itself(words: str) -> str:
    """Return words that run as they are written, whichever way the window does."""
    return f"\N{FIRST STRONG ISOLATE}{words}\N{POP DIRECTIONAL ISOLATE}"


class _Entries(QAbstractListModel):
    """Entries under the names of their groups."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._lines: list[Entry | str] = []

    def show_entries(self, entries: Sequence[Entry]) -> None:
        groups: dict[str, list[Entry]] = {}
        for entry in entries:
            groups.setdefault(entry.group, []).append(entry)
        self.beginResetModel()
        self._lines = []
        for name, members in groups.items():
            self._lines += [name, *members[:_MOST]]
        self.endResetModel()

    def is_group(self, row: int) -> bool:
        return isinstance(self._lines[row], str)

    def words(self, row: int) -> str:
        line = self._lines[row]
        return line if isinstance(line, str) else f"{line.words} {line.detail}".strip()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # Qt's own default
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.words(index.row())
        return self._lines[index.row()] if role == _ROLE else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self.is_group(index.row()):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class _EntryDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.typed = ""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        group = isinstance(index.data(_ROLE), str)
        return QSize(100, self._theme.px(_GROUP if group else _ENTRY))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = index.data(_ROLE)
        box = QRectF(option.rect)
        if isinstance(line, Entry):
            self._draw_entry(painter, box, line, chosen=bool(option.state & QStyle.StateFlag.State_Selected))
        else:
            painter.setFont(self._theme.font(CAPTION, SEMIBOLD))
            painter.setPen(QColor(self._theme.ink2))
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            painter.drawText(box.adjusted(23, 0, -23, 0), flags, str(line))
        painter.restore()

    def _draw_entry(self, painter: QPainter, box: QRectF, entry: Entry, *, chosen: bool) -> None:
        theme = self._theme
        if chosen:
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.setBrush(QColor(theme.tint))
            painter.drawRoundedRect(box.adjusted(12, 2, -12, -2), CONTROL_RADIUS, CONTROL_RADIUS)
        mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        inner = box.adjusted(23, 0, -23, 0)
        side = theme.px(26 if entry.level is not None else 20)
        left = inner.right() - side if mirrored else inner.left()
        place = QRectF(left, inner.center().y() - side / 2, side, side)
        if entry.level is not None:
            draw_level(painter, theme, place, entry.level)
        else:
            drawn = pixmap(theme, entry.icon, theme.ink2, 20)
            painter.drawPixmap(place, drawn, QRectF(drawn.rect()))
        keys = entry.keys.replace("+", " ") or (_("Enter") if chosen else "")
        room = self._draw_keys(painter, inner, keys, mirrored=mirrored) if keys else 0
        near = side + 12
        words = inner.adjusted(room, 0, -near, 0) if mirrored else inner.adjusted(near, 0, -room, 0)
        self._write(painter, words, entry, mirrored=mirrored)

    def _write(self, painter: QPainter, box: QRectF, entry: Entry, *, mirrored: bool) -> None:
        theme = self._theme
        font = theme.font(BODY, MEDIUM)
        metrics = QFontMetrics(font)
        shown = elided(metrics, entry.words, round(box.width()))
        width = metrics.horizontalAdvance(shown)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setFont(font)
        if not mirrored:  # where words run the other way, a mark behind them could stand elsewhere
            for start, end in spans(self.typed, shown):
                at = box.left() + metrics.horizontalAdvance(shown[:start])
                reach = metrics.horizontalAdvance(shown[:end]) - metrics.horizontalAdvance(shown[:start])
                height = metrics.height() + 2
                mark = QRectF(at - 1, box.center().y() - height / 2, reach + 2, height)
                painter.fillRect(mark, QColor(theme.warning_surface))
        painter.setPen(QColor(theme.ink))
        painter.drawText(box, flags, _by_itself(shown))
        rest = round(box.width()) - width - 14
        if entry.detail and rest > 40:
            font = theme.font(SECONDARY)
            detail = elided(QFontMetrics(font), entry.detail, rest)
            painter.setFont(font)
            painter.setPen(QColor(theme.ink3))
            shift = -(width + 14) if mirrored else width + 14
            place = box.adjusted(0, 0, shift, 0) if mirrored else box.adjusted(shift, 0, 0, 0)
            painter.drawText(place, flags, _by_itself(detail))

    def _draw_keys(self, painter: QPainter, box: QRectF, keys: str, *, mirrored: bool) -> int:
        theme = self._theme
        font = theme.font(SECONDARY, MEDIUM)
        width = QFontMetrics(font).horizontalAdvance(keys) + theme.px(18)
        height = theme.px(24)
        left = box.left() if mirrored else box.right() - width
        cap = QRectF(left, box.center().y() - height / 2, width, height)
        painter.setPen(QPen(QColor(theme.control), 1))
        painter.setBrush(QColor(theme.card))
        painter.drawRoundedRect(cap, BADGE_RADIUS, BADGE_RADIUS)
        painter.setFont(font)
        painter.setPen(QColor(theme.ink2))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, keys)
        return width + 12


def _size(watched: QObject) -> tuple[int, int]:
    return (watched.width(), watched.height()) if isinstance(watched, QWidget) else (0, 0)
