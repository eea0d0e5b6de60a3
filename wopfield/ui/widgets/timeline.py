"""The life of a partnership as a line of visits, and a day as a list of sessions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from wopfield.language import in_digits
from wopfield.ui.icons import pixmap
from wopfield.ui.theme import BODY, CAPTION, CARD_RADIUS, MEDIUM, REGULAR, SECONDARY, SEMIBOLD, Theme
from wopfield.ui.widgets.elided import elided
from wopfield.ui.widgets.stepping import sideways

When = Literal["done", "now", "later"]


@dataclass(frozen=True, slots=True)
class Stop:
    """One visit on the line; ``share`` is where it stands between start (0) and end (1)."""

    key: str
    title: str
    note: str
    share: float
    when: When


class PeriodLine(QWidget):
    """Visits on the line of a partnership's period; left and right move among them, Enter opens."""

    opened = Signal(str)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._stops: tuple[Stop, ...] = ()
        self._elapsed = 0.0
        self._at = 0
        self._name = name
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_stops(self, stops: Sequence[Stop], elapsed: float) -> None:
        """Show visits; ``elapsed`` is how much of the period is over, 0 to 1."""
        self._stops, self._elapsed = tuple(stops), max(0.0, min(1.0, elapsed))
        self._at = next((number for number, stop in enumerate(stops) if stop.when == "now"), 0)
        self.setToolTip("\n".join(f"{stop.title}, {stop.note}" for stop in stops))  # titles may have no room
        self._say()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(600, self._theme.px(66))

    def minimumSizeHint(self) -> QSize:
        return QSize(300, self._theme.px(66))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = sideways(self, event)
        if step is not None and self._stops:
            self._at = max(0, min(self._at + step, len(self._stops) - 1))
            self._say()
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._stops:
            self.opened.emit(self._stops[self._at].key)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        near = [(abs(self._x(stop) - event.position().x()), stop.key) for stop in self._stops]
        distance, key = min(near, default=(1e9, ""))
        if distance <= self._theme.px(44):
            self.opened.emit(key)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        start, end = self._along(0.0), self._along(1.0)
        for colour, to in ((theme.line, end), (theme.accent, self._along(self._elapsed))):
            painter.setPen(QPen(QColor(colour), 6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawLine(QPointF(start, middle), QPointF(to, middle))
        for number, stop in enumerate(self._stops):
            self._draw_dot(painter, stop, middle)
            self._write(painter, number, stop, middle)

    def _along(self, share: float) -> float:
        inset = 11.0
        way = self.width() - 2 * inset
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return self.width() - inset - share * way if mirrored else inset + share * way

    def _x(self, stop: Stop) -> float:
        return self._along(stop.share)

    def _draw_dot(self, painter: QPainter, stop: Stop, middle: float) -> None:
        theme = self._theme
        at = QPointF(self._x(stop), middle)
        painter.setPen(QPen(QColor(theme.card), 2))
        painter.setBrush(QColor(theme.accent if stop.when == "done" else theme.card))
        if stop.when == "now":
            painter.setPen(QPen(QColor(theme.accent), 3.5))
            painter.drawEllipse(at, 9, 9)
        elif stop.when == "later":
            painter.setPen(QPen(QColor(theme.control), 2))
            painter.drawEllipse(at, 6, 6)
        else:
            painter.drawEllipse(at, 7, 7)

    def _write(self, painter: QPainter, number: int, stop: Stop, middle: float) -> None:
        theme = self._theme
        weight = SEMIBOLD if stop.when == "now" else MEDIUM
        if self.hasFocus() and number == self._at:
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(self._x(stop), middle), 13, 13)
        lines = (
            (stop.title, theme.font(SECONDARY, weight), theme.ink, 0.0, [one.title for one in self._stops]),
            (stop.note, theme.font(CAPTION), theme.ink3, middle + theme.px(13), [one.note for one in self._stops]),
        )
        for words, font, ink, top, all_words in lines:
            room = self._room(number, all_words, QFontMetrics(font))
            shown = elided(QFontMetrics(font), in_digits(words), round(room))
            painter.setFont(font)
            painter.setPen(QColor(ink))
            width = QFontMetrics(font).horizontalAdvance(shown) + 4
            left = max(0.0, min(self._x(stop) - width / 2, self.width() - width))
            box = QRectF(left, top, width, theme.px(20))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)

    def _room(self, number: int, words: Sequence[str], metrics: QFontMetrics) -> float:
        """Return how wide the words of a stop may be without touching its neighbours'."""
        here = self._x(self._stops[number])
        room = 240.0
        for place in (number - 1, number + 1):
            if 0 <= place < len(self._stops):
                apart = abs(self._x(self._stops[place]) - here)
                theirs = min(metrics.horizontalAdvance(words[place]) / 2, apart - 20)
                room = min(room, max(2 * (apart - theirs) - 16, apart - 6))
        return room

    def _say(self) -> None:
        stop = self._stops[self._at] if self._stops else None
        self.setAccessibleName(f"{self._name}, {stop.title}, {stop.note}" if stop else self._name)


@dataclass(frozen=True, slots=True)
class Session:
    """One line of a day's agenda."""

    key: str
    starts: str
    ends: str
    title: str
    note: str
    when: When
    status: str
    """The word for it: "Done", "Now", or nothing."""


class Agenda(QWidget):
    """A day from top to bottom, with "now" marked; up and down move, Enter opens."""

    opened = Signal(str)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = name
        self._sessions: tuple[Session, ...] = ()
        self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_sessions(self, sessions: Sequence[Session]) -> None:
        """Show a day."""
        self._sessions = tuple(sessions)
        self._at = next((number for number, one in enumerate(sessions) if one.when == "now"), 0)
        self._say()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(420, len(self._sessions) * self._pitch)

    def minimumSizeHint(self) -> QSize:
        return QSize(280, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None and self._sessions:
            self._at = max(0, min(self._at + step, len(self._sessions) - 1))
            self._say()
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._sessions:
            self.opened.emit(self._sessions[self._at].key)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = int(event.position().y() // self._pitch)
        if 0 <= number < len(self._sessions):
            self.opened.emit(self._sessions[number].key)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        for number, session in enumerate(self._sessions):
            if session.when == "now":
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(self._theme.tint))
                top = number * self._pitch + 1
                painter.drawRoundedRect(QRectF(0, top, self.width(), self._pitch - 2), CARD_RADIUS - 2, 8)
        self._draw_thread(painter)
        for number, session in enumerate(self._sessions):
            self._draw_session(painter, number, session)
        if self.hasFocus() and self._sessions:
            painter.setPen(QPen(QColor(self._theme.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            top = self._at * self._pitch + 2
            painter.drawRoundedRect(QRectF(2, top, self.width() - 4, self._pitch - 4), 8, 8)

    @property
    def _pitch(self) -> int:
        return self._theme.px(64)

    def _place(self, left: float, top: float, width: float, height: float) -> QRectF:
        """Return a box measured from the side where reading starts."""
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return QRectF(self.width() - left - width if mirrored else left, top, width, height)

    def _draw_thread(self, painter: QPainter) -> None:
        if len(self._sessions) > 1:
            theme = self._theme
            at = self._place(theme.px(76), 0, 0, 0).left()
            painter.setPen(QPen(QColor(theme.control), 2))
            first, last = self._pitch / 2, (len(self._sessions) - 0.5) * self._pitch
            painter.drawLine(QPointF(at, first + theme.px(7)), QPointF(at, last))

    def _draw_session(self, painter: QPainter, number: int, session: Session) -> None:
        theme = self._theme
        top = number * self._pitch
        line = theme.px(20)
        first, second = top + self._pitch / 2 - line, top + self._pitch / 2
        bold = theme.font(BODY, SEMIBOLD)
        quiet = theme.font(SECONDARY)
        self._text(painter, self._place(12, first, theme.px(56), line), session.starts, bold, theme.ink)
        self._text(painter, self._place(12, second, theme.px(56), line), session.ends, quiet, theme.ink3)
        self._draw_dot(painter, session, QPointF(self._place(theme.px(76), 0, 0, 0).left(), top + self._pitch / 2))
        status = QFontMetrics(theme.font(SECONDARY, SEMIBOLD)).horizontalAdvance(session.status) + 16
        left = theme.px(98)
        room = self.width() - left - status - 8
        title = theme.font(BODY, REGULAR if session.when == "done" else MEDIUM)
        title = theme.font(BODY, SEMIBOLD) if session.when == "now" else title
        ink = theme.ink2 if session.when == "done" else theme.ink
        self._text(painter, self._place(left, first, room, line), session.title, title, ink)
        self._text(painter, self._place(left, second, room, line), session.note, quiet, theme.ink2)
        tone = {"done": theme.good, "now": theme.accent, "later": theme.ink3}[session.when]
        far = self._place(self.width() - status - 12, top, status, self._pitch)
        painter.setFont(theme.font(SECONDARY, SEMIBOLD))
        painter.setPen(QColor(tone))
        painter.drawText(far, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, session.status)

    def _draw_dot(self, painter: QPainter, session: Session, at: QPointF) -> None:
        theme = self._theme
        reach = theme.px(8)
        if session.when == "later":
            painter.setPen(QPen(QColor(theme.control), 2))
            painter.setBrush(QColor(theme.card))
            painter.drawEllipse(at, reach - 1, reach - 1)
            return
        painter.setPen(QPen(QColor(theme.tint if session.when == "now" else theme.card), 2))
        painter.setBrush(QColor(theme.accent if session.when == "now" else theme.good))
        painter.drawEllipse(at, reach + 1, reach + 1)
        if session.when == "now":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.card))
            painter.drawEllipse(at, reach / 2.5, reach / 2.5)
        else:
            side = theme.px(14)
            drawn = pixmap(theme, "check", theme.card, 14)
            box = QRectF(at.x() - side / 2, at.y() - side / 2, side, side)
            painter.drawPixmap(box, drawn, QRectF(drawn.rect()))

    def _text(self, painter: QPainter, box: QRectF, words: str, font: QFont, ink: str) -> None:
        shown = elided(QFontMetrics(font), in_digits(words), round(box.width()))
        painter.setFont(font)
        painter.setPen(QColor(ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def _say(self) -> None:
        one = self._sessions[self._at] if self._sessions else None
        words = (one.starts, one.title, one.note, one.status) if one else ()
        self.setAccessibleName(", ".join([self._name, *(part for part in words if part)]))
