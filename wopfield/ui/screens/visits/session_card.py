"""One session of a day: when, what, where, with whom, and chips to the work that belongs to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from wopfield.language import _
from wopfield.store.tables import AgendaLine
from wopfield.ui.icons import pixmap
from wopfield.ui.screen import Place
from wopfield.ui.theme import CARD_RADIUS, MEDIUM, SEMIBOLD, Theme
from wopfield.ui.widgets.avatar import Avatar
from wopfield.ui.widgets.buttons import IconButton
from wopfield.ui.widgets.flow import Flow
from wopfield.ui.widgets.focus import OWN_FOCUS, draw_ring
from wopfield.ui.widgets.labels import Label, ShortLabel
from wopfield.ui.widgets.page import mirrored
from wopfield.ui.widgets.pill import Chip

When = Literal["done", "now", "later"]

_TIMES, _EDGE, _MOST_FACES = 58, 5, 5


@dataclass(frozen=True, slots=True)
class Work:
    """A chip on a session: what it says, and where it leads; without a place it starts the site's inspection."""

    icon: str
    words: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class SessionWords:
    """One session as its card shows it."""

    row: AgendaLine
    where: str
    when: When
    people: tuple[str, ...]
    """Names of who is there."""
    work: tuple[Work, ...]


class SessionCard(QWidget):
    """The card with its times before it; Enter and a click open it, the round tick says it was held."""

    opened = Signal(object)
    """The AgendaLine to look at."""
    held = Signal(object)
    """The AgendaLine that was held, or was not after all."""
    work_opened = Signal(object, object)
    """The Work chip that was pressed, and the AgendaLine it stands on."""

    def __init__(self, theme: Theme, words: SessionWords, *, chosen: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.words = words
        self._chosen = chosen
        row = words.row
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty(OWN_FOCUS, True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        status = _status(words.when)
        self.setAccessibleName(", ".join(part for part in (row.starts, row.title, words.where, status) if part))
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self._built_times(), alignment=Qt.AlignmentFlag.AlignTop)
        inside = QHBoxLayout()
        inside.setContentsMargins(*mirrored((theme.px(22), theme.px(7), theme.px(14), theme.px(8))))
        inside.setSpacing(12)
        inside.addLayout(self._built_words(), 1)
        inside.addLayout(self._built_end(status))
        across.addLayout(inside, 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.words.row)
        elif event.key() == Qt.Key.Key_Space:
            self.held.emit(self.words.row)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.opened.emit(self.words.row)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self._box()
        lit = self.words.when == "now"
        shape = QPainterPath()
        shape.addRoundedRect(box, CARD_RADIUS, CARD_RADIUS)
        painter.fillPath(shape, QColor(theme.tint if lit else theme.card))
        painter.save()
        painter.setClipPath(shape)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        edge = QRectF(box.right() - _EDGE if mirrored else box.left(), box.top(), _EDGE, box.height())
        painter.fillRect(
            edge, QColor({"done": theme.good, "now": theme.accent, "later": theme.control}[self.words.when])
        )
        painter.restore()
        strong = lit or self._chosen
        painter.setPen(QPen(QColor(theme.accent if strong else theme.line), 2 if strong else theme.border))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(shape)
        if self.hasFocus():
            draw_ring(painter, theme, box.adjusted(3, 3, -3, -3), CARD_RADIUS - 3)

    def _box(self) -> QRectF:
        times = self._theme.px(_TIMES)
        box = QRectF(self.rect()).adjusted(times, 0, 0, 0)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            box = QRectF(self.rect()).adjusted(0, 0, -times, 0)
        return box.adjusted(1, 1, -1, -1)

    def _built_times(self) -> QWidget:
        theme = self._theme
        whole = QWidget()
        whole.setFixedWidth(theme.px(_TIMES))
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, theme.px(6), 0, 0)
        column.setSpacing(0)
        column.addWidget(Label(theme, self.words.row.starts, "body", weight=SEMIBOLD))
        column.addWidget(Label(theme, self.words.row.ends, "secondary", ink="ink3"))
        return whole

    def _built_words(self) -> QVBoxLayout:
        theme, words = self._theme, self.words
        column = QVBoxLayout()
        column.setSpacing(2)
        title = ShortLabel(theme, words.row.title, "body", weight=SEMIBOLD)
        column.addWidget(title)
        if words.where:
            place = QHBoxLayout()
            place.setSpacing(6)
            pin = Label(theme, "")
            pin.setPixmap(pixmap(theme, "map-pin", theme.ink3, 16))
            place.addWidget(pin)
            place.addWidget(ShortLabel(theme, words.where, "secondary", ink="ink2"), 1)
            column.addLayout(place)
        if words.work:
            chips = Flow(gap=8)
            for one in words.work:
                chip = Chip(theme, one.words, one.icon)
                chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
                chip.clicked.connect(lambda _checked=False, one=one: self.work_opened.emit(one, words.row))
                chips.addWidget(chip)
            column.addLayout(chips)
        column.addStretch(1)
        return column

    def _built_end(self, status: str) -> QVBoxLayout:
        theme, words = self._theme, self.words
        column = QVBoxLayout()
        column.setSpacing(2)
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addStretch(1)
        top.addWidget(
            Label(theme, status, "secondary", ink="good" if words.when == "done" else "accent", weight=SEMIBOLD)
        )
        self.tick = _Held(theme, words.row)
        self.tick.clicked.connect(lambda: self.held.emit(words.row))
        top.addWidget(self.tick)
        column.addLayout(top)
        column.addWidget(_Faces(theme, words.people), alignment=Qt.AlignmentFlag.AlignRight)
        column.addStretch(1)
        return column


class _Held(IconButton):
    """The round tick: filled when the session was held."""

    def __init__(self, theme: Theme, row: AgendaLine) -> None:
        name = (
            _("Not done after all: {title}", title=row.title)
            if row.done
            else _("Mark as done: {title}", title=row.title)
        )
        icon, colour = ("circle-check", theme.good) if row.done else ("circle-dashed", theme.ink3)
        super().__init__(theme, icon, name, colour=colour)

    def sizeHint(self) -> QSize:
        return QSize(36, 36)


class _Faces(QWidget):
    """People in a row, close together; those beyond five are counted."""

    def __init__(self, theme: Theme, people: Sequence[str]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        for name in people[:_MOST_FACES]:
            row.addWidget(Avatar(theme, name, 27))
        if len(people) > _MOST_FACES:
            row.addWidget(Label(theme, f"+{len(people) - _MOST_FACES}", "caption", weight=MEDIUM))


def _status(when: When) -> str:
    return {"done": _("Done"), "now": _("Now"), "later": ""}[when]
