"""The plan as a table: heads of groups across its width, and actions with who, when, how important and how far."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from wopfield.language import _
from wopfield.store.plan_page import PlanLine
from wopfield.ui.icons import pixmap
from wopfield.ui.screens.plan.groups import DONE, Group, Row, grouped, priority_words, status_words
from wopfield.ui.theme import BODY, MEDIUM, REGULAR, SECONDARY, SEMIBOLD, Theme
from wopfield.ui.widgets.avatar import draw_avatar, initials
from wopfield.ui.widgets.progress import draw_bar
from wopfield.ui.widgets.rows import ROW_ROLE, Column, RowDelegate, RowsModel, RowsView
from wopfield.ui.widgets.two_lines import draw_two_lines
from wopfield.ui.widgets.wrapped import draw_wrapped

_GROUP, _ACTION = 34, 50
_NEAR = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)

Index = QModelIndex | QPersistentModelIndex


class PlanModel(RowsModel[Row]):
    """Heads and actions; of the heads only the one that unfolds what is done can be chosen."""

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.row(index.row())
        if row.head is not None and row.key != DONE:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class PlanTable(RowsView):
    """The table; Enter, Space or a click on "Done" shows or hides what is done."""

    unfolded = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._theme = theme
        self.plan = PlanModel(_columns(theme), lambda row: row.key)
        super().__init__(theme, _("Improvement plan"), self.plan, row_height=_ACTION, parent=parent)
        self.plan.setParent(self)
        self.setItemDelegate(_PlanDelegate(theme, _ACTION, self))
        self.opened.connect(self._open)

    def show_lines(self, lines: Sequence[PlanLine], today: date, *, show_done: bool) -> None:
        """Show the plan, grouped."""
        rows = grouped(lines, today, show_done=show_done)
        self.clearSpans()
        self.plan.show_rows(rows)
        for number, row in enumerate(rows):
            self.setRowHeight(number, self._theme.px(_GROUP if row.head else _ACTION))
            if row.head is not None:
                self.setSpan(number, 0, 1, len(self.plan.columns))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self._open(self.plan.key_of(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self._open(self.current())
        else:
            super().keyPressEvent(event)

    def _open(self, key: object) -> None:
        if key == DONE:
            self.unfolded.emit()


class _PlanDelegate(RowDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, Row) or row.head is None:
            super().paint(painter, option, index)
            return
        painter.save()
        _draw_head(self._theme, painter, QRectF(option.rect), row.head)
        painter.restore()


# ── drawing ──────────────────────────────────────────────────────────────────────────────────────────────────


def _columns(theme: Theme) -> Sequence[Column[Row]]:
    return (
        Column(_("Action"), lambda row: row.spoken, draw=partial(_draw_title, theme)),
        Column(_("Item"), lambda row: row.item, width=60, gives_way=2),
        Column(
            _("Owner"),
            lambda row: row.owner,
            width=140,
            gives_way=4,
            draw=partial(_draw_owner, theme),
            needs=lambda _row: theme.px(140),  # two lines of a long name, where there is room
        ),
        Column(
            _("Due"),
            lambda row: f"{row.due} {row.due_note}",
            width=130,
            draw=partial(_draw_due, theme),
            needs=partial(_due_width, theme),
        ),
        Column(
            _("Priority"),
            _priority,
            width=114,
            gives_way=1,
            draw=partial(_draw_priority, theme),
            needs=lambda row: QFontMetricsF(theme.font(BODY)).horizontalAdvance(_priority(row)) + _bars(theme),
        ),
        Column(_("Progress"), _status, width=122, gives_way=3, fits=True, draw=partial(_draw_progress, theme)),
    )


def _priority(row: Row) -> str:
    return priority_words(row.priority)


def _status(row: Row) -> str:
    return status_words(row.status)


def _due_width(theme: Theme, row: Row) -> float:
    day = QFontMetricsF(theme.font(BODY, MEDIUM)).horizontalAdvance(row.due)
    note = QFontMetricsF(theme.font(SECONDARY - 1, MEDIUM)).horizontalAdvance(row.due_note)
    return max(day, note)


def _bars(theme: Theme) -> int:
    """Return how wide the three bars of a priority are, with the gap after them."""
    return 3 * (theme.px(5) + theme.px(2)) + theme.px(7)


def _draw_head(theme: Theme, painter: QPainter, box: QRectF, head: Group) -> None:
    painter.fillRect(box, QColor(theme.sunk))
    painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), QColor(theme.line))
    icons = {"late": "calendar-due", "done": "chevron-right" if head.folded else "chevron-down"}
    tone = {"late": theme.danger, "done": theme.good}.get(head.kind, theme.ink)
    mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    near = 16.0
    if name := icons.get(head.kind):
        side = theme.px(18)
        left = box.right() - near - side if mirrored else box.left() + near
        drawn = pixmap(theme, name, tone, 18)
        painter.drawPixmap(QRectF(left, box.center().y() - side / 2, side, side), drawn, QRectF(drawn.rect()))
        near += side + 8
    painter.setFont(theme.font(SECONDARY + 1, SEMIBOLD))
    painter.setPen(QColor(tone))
    painter.drawText(box.adjusted(near, 0, -near, 0), _NEAR, f"{head.title}   {head.count}")


def _draw_title(theme: Theme, painter: QPainter, box: QRectF, row: Row) -> None:
    code = theme.font(SECONDARY, MEDIUM)
    room = theme.px(48)
    mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    painter.setFont(code)
    painter.setPen(QColor(theme.ink3))
    first = QRectF(box.right() - room if mirrored else box.left(), box.top(), room, box.height())
    painter.drawText(first, _NEAR, row.code)
    rest = box.adjusted(0, 0, -room, 0) if mirrored else box.adjusted(room, 0, 0, 0)
    _write(theme, painter, rest, row.title, MEDIUM)


def _write(theme: Theme, painter: QPainter, box: QRectF, words: str, weight: int) -> None:
    painter.setFont(theme.font(BODY - 1, weight))
    painter.setPen(QColor(theme.ink))
    draw_wrapped(painter, box, words)


def _draw_owner(theme: Theme, painter: QPainter, box: QRectF, row: Row) -> None:
    if not row.owner:
        painter.setFont(theme.font(SECONDARY))
        painter.setPen(QColor(theme.ink3))
        painter.drawText(box, _NEAR, _("nobody yet"))
        return
    side = theme.px(28)
    mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    left = box.right() - side if mirrored else box.left() - 4
    draw_avatar(painter, theme, QRectF(left, box.center().y() - side / 2, side, side), initials(row.owner))
    room = side + 4
    rest = box.adjusted(0, 0, -room, 0) if mirrored else box.adjusted(room, 0, 0, 0)
    _write(theme, painter, rest, row.owner, REGULAR)


def _draw_due(theme: Theme, painter: QPainter, box: QRectF, row: Row) -> None:
    if not row.due_note:
        draw_two_lines(painter, theme, box, row.due, weight=MEDIUM)
    else:
        half = QRectF(box.left(), box.top() + 5, box.width(), box.height() / 2 - 4)
        draw_two_lines(painter, theme, half, row.due, weight=MEDIUM)
        painter.setFont(theme.font(SECONDARY - 1, MEDIUM if row.late else REGULAR))
        painter.setPen(QColor(theme.danger if row.late else theme.ink3))
        painter.drawText(QRectF(box.left(), box.center().y(), box.width(), box.height() / 2 - 4), _NEAR, row.due_note)


def _draw_priority(theme: Theme, painter: QPainter, box: QRectF, row: Row) -> None:
    """Draw three bars, of which as many are dark as it is important, and the word."""
    lit = {"high": 3, "medium": 2, "low": 1}.get(row.priority, 0)
    width, gap = theme.px(5), theme.px(2)
    mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    foot = box.center().y() + theme.px(8)
    for number in range(3):
        height = theme.px(6 + 5 * number)
        step = number * (width + gap)
        left = box.right() - step - width if mirrored else box.left() + step
        painter.fillRect(QRectF(left, foot - height, width, height), QColor(theme.ink if number < lit else theme.line))
    room = _bars(theme)
    rest = box.adjusted(0, 0, -room, 0) if mirrored else box.adjusted(room, 0, 0, 0)
    painter.setFont(theme.font(BODY))
    painter.setPen(QColor(theme.ink))
    painter.drawText(rest, _NEAR, _priority(row))


def _draw_progress(theme: Theme, painter: QPainter, box: QRectF, row: Row) -> None:
    painter.setFont(theme.font(SECONDARY, MEDIUM))
    painter.setPen(QColor(theme.good if row.status == "done" else theme.ink2))
    upper = QRectF(box.left(), box.top() + 5, box.width(), box.height() / 2 - 4)
    painter.drawText(upper, _NEAR, _status(row))
    bar = QRectF(box.left(), box.center().y() + theme.px(7), box.width() - 6, 5)
    mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    draw_bar(painter, theme, bar, row.percent / 100, mirrored=mirrored)
