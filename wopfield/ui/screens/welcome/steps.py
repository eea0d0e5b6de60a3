"""The steps of the first start, on the dark side: done, here, and still to come."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from wopfield.language import _, in_digits
from wopfield.ui.icons import pixmap
from wopfield.ui.shell.rail import draw_logo
from wopfield.ui.theme import BODY, MEDIUM, PAGE, SECONDARY, SEMIBOLD, Theme
from wopfield.ui.widgets.elided import elided

WIDTH = 340
RING = 6
"""Pixels around a page that what the keyboard is on needs for its ring, which would be cut where the page ends."""
_WATER, _THREAD = "#5DB9B4", "#3C6472"


@dataclass(frozen=True, slots=True)
class Step:
    """One step and what was answered there."""

    title: str
    note: str


class Steps(QWidget):
    """The steps; the first ``done`` have a tick, the next has its number."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._steps: tuple[Step, ...] = ()
        self._done = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def show_steps(self, steps: Sequence[Step], done: int) -> None:
        """Show how far somebody is."""
        self._steps, self._done = tuple(steps), done
        here = self._steps[min(done, len(steps) - 1)].title
        words = _("Step {number} of {count}: {title}", number=done + 1, count=len(steps), title=here)
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(WIDTH), 500)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(theme.rail))
        draw_logo(painter, self._place(40, 41, 35, 35))
        title = self._place(theme.px(92), 36, theme.px(220), 44)
        self._write(painter, title, "WOPField", theme.font(PAGE, SEMIBOLD), "#FFFFFF")
        for number, step in enumerate(self._steps):
            self._draw_step(painter, number, step)
        foot = self.height() - theme.px(54)
        side = theme.px(18)
        lock = pixmap(theme, "lock", theme.rail_text, 18)
        painter.drawPixmap(self._place(36, foot + 8, side, side), lock, QRectF(lock.rect()))
        words = self._place(62, foot, self.width() - 80, theme.px(34))
        self._write(painter, words, _("Everything stays on this laptop"), theme.font(SECONDARY), theme.rail_text)

    def _place(self, left: float, top: float, width: float, height: float) -> QRectF:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return QRectF(self.width() - left - width if mirrored else left, top, width, height)

    def _draw_step(self, painter: QPainter, number: int, step: Step) -> None:
        theme = self._theme
        pitch, side = theme.px(72), 34
        top = theme.px(125) + number * pitch
        box = self._place(39, top, side, side)
        if number < len(self._steps) - 1:
            painter.setPen(QPen(QColor(_THREAD), 2))
            at = box.center().x()
            painter.drawLine(QPointF(at, box.bottom() + 4), QPointF(at, top + pitch - 8))
        self._draw_dot(painter, number, box)
        left, room = 88, self.width() - 88 - 16
        come = number <= self._done
        ink = "#FFFFFF" if come else theme.rail_text
        title = self._place(left, top - 3, room, theme.px(22))
        self._write(painter, title, step.title, theme.font(BODY + 1, MEDIUM), ink)
        note = self._place(left, top - 3 + theme.px(22), room, theme.px(20))
        self._write(painter, note, step.note, theme.font(SECONDARY), theme.rail_text)

    def _draw_dot(self, painter: QPainter, number: int, box: QRectF) -> None:
        theme = self._theme
        painter.setPen(QPen(QColor(_WATER if number <= self._done else _THREAD), 2.5))
        ground = _WATER if number < self._done else "#FFFFFF" if number == self._done else theme.rail
        painter.setBrush(QColor(ground))
        painter.drawEllipse(box.adjusted(1.25, 1.25, -1.25, -1.25))
        if number < self._done:
            drawn = pixmap(theme, "check", theme.rail, 18)
            painter.drawPixmap(box.adjusted(8, 8, -8, -8), drawn, QRectF(drawn.rect()))
            return
        painter.setFont(theme.font(SECONDARY, SEMIBOLD))
        painter.setPen(QColor("#0E2029" if number == self._done else theme.rail_text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, in_digits(str(number + 1)))

    def _write(self, painter: QPainter, box: QRectF, words: str, font: QFont, ink: str) -> None:
        shown = elided(QFontMetrics(font), words, round(box.width()))
        painter.setFont(font)
        painter.setPen(QColor(ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


def beside_steps(screen: QWidget, theme: Theme) -> tuple[Steps, QStackedWidget, QVBoxLayout]:
    """Lay a screen out as the steps and, beside them, pages in a column that has room for buttons below."""
    across = QHBoxLayout(screen)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(0)
    steps, stack, column = Steps(theme), QStackedWidget(), QVBoxLayout()
    across.addWidget(steps)
    column.setContentsMargins(44 - RING, 36 - RING, 44 - RING, 28)
    across.addLayout(column, 1)
    column.addWidget(stack, 1)
    return steps, stack, column


def add_page(stack: QStackedWidget, page: QWidget) -> None:
    """Add a page that scrolls where the window is too low for it."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    page.setProperty("plain", True)
    area.setWidget(page)
    stack.addWidget(area)


def footer() -> QHBoxLayout:
    """Return the row below the pages, in line with what stands on them."""
    row = QHBoxLayout()
    row.setContentsMargins(RING, 0, RING, 0)
    return row
