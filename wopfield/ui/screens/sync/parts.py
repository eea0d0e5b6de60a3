"""The parts of the Sync centre that are cards of lines, and the picture of where the work is."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from wopfield.language import _, plural
from wopfield.store.exchange_log import Stretch
from wopfield.ui.icons import pixmap
from wopfield.ui.moments import number_words, when
from wopfield.ui.numbers import numeral
from wopfield.ui.receipts import came_to, with_whom
from wopfield.ui.screens.sync.standing import Waiting, kind_words
from wopfield.ui.theme import BODY, SECONDARY, SEMIBOLD, Theme
from wopfield.ui.widgets.card import Card
from wopfield.ui.widgets.elided import elided
from wopfield.ui.widgets.labels import Ink, Label, Line, ShortLabel
from wopfield.ui.widgets.links import Link
from wopfield.ui.widgets.page import clear
from wopfield.ui.widgets.pill import draw_chip, tone_colours

_FEW = 3
_BELOW = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap


@dataclass(frozen=True, slots=True)
class Stop:
    """A place where the work is, or is not yet: what it is called, how it stands, and the way that leads to it."""

    icon: str
    title: str
    words: str
    link: str = ""
    """What is said of the way to it."""
    good: bool = False
    """It has everything that it is to have."""
    reached: bool = False
    """It can be reached now."""


class Picture(QWidget):
    """This laptop, colleagues' laptops and the server, and what lies between them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._stops: tuple[Stop, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_stops(self, stops: tuple[Stop, ...]) -> None:
        """Show places from this laptop to the server."""
        if stops == self._stops:
            return
        self._stops = stops
        said = [word for each in stops for word in (each.link, each.title, each.words) if word]
        self.setAccessibleName(". ".join(said))
        self.setToolTip("\n".join(said))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(400), self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(300), self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be as high as the words below each place are in this width."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        room = self.width() / max(len(self._stops), 1)
        middles = [room * (number + 0.5) for number in range(len(self._stops))]
        if mirrored:
            middles.reverse()
        for number, (stop, middle) in enumerate(zip(self._stops, middles, strict=True)):
            if number:
                self._draw_way(painter, stop, *sorted((middles[number - 1], middle)))
            self._draw_stop(painter, stop, middle, room)

    def _draw_way(self, painter: QPainter, stop: Stop, left: float, right: float) -> None:
        theme = self._theme
        side = theme.px(64)
        left, right = left + side / 2 + 10, right - side / 2 - 10
        pen = QPen(QColor(theme.good if stop.good else theme.control), 3)
        if not stop.reached:
            pen.setDashPattern([5, 3])
        painter.setPen(pen)
        painter.drawLine(int(left), side // 2 + 1, int(right), side // 2 + 1)
        if stop.link:
            painter.setFont(theme.font(SECONDARY, SEMIBOLD))
            width = QFontMetrics(painter.font()).horizontalAdvance(stop.link) + theme.px(26)
            height = theme.px(28)
            box = QRectF((left + right - width) / 2, side / 2 - height / 2, width, height)
            colours = tone_colours(theme, "good" if stop.good else "plain")
            draw_chip(painter, theme, box, stop.link, "", (theme.card, theme.line, colours[2]))

    def _draw_stop(self, painter: QPainter, stop: Stop, middle: float, room: float) -> None:
        theme = self._theme
        side = theme.px(64)
        ink = theme.good if stop.good else theme.control
        painter.setPen(QPen(QColor(ink), 2))
        painter.setBrush(QColor(theme.card))
        painter.drawEllipse(QRectF(middle - side / 2 + 1, 1, side - 2, side - 2))
        inner = theme.px(30)
        drawn = pixmap(theme, stop.icon, ink, 30)
        place = QRectF(middle - inner / 2, (side - inner) / 2, inner, inner)
        painter.drawPixmap(place, drawn, QRectF(drawn.rect()))
        width = self._text_width(room)
        top = side + theme.px(4)
        painter.setFont(theme.font(BODY, SEMIBOLD))
        painter.setPen(QColor(theme.ink))
        title = elided(painter.fontMetrics(), stop.title, width)
        box = QRectF(middle - width / 2, top, width, theme.px(22))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, title)
        painter.setFont(theme.font(SECONDARY))
        painter.setPen(QColor(theme.ink2))
        box = QRectF(middle - width / 2, top + theme.px(22), width, self.height() - top - theme.px(22))
        painter.drawText(box, _BELOW, stop.words)

    def _height(self) -> int:
        """Return the height: two lines below each place, or more where the words need them."""
        theme = self._theme
        room = QRect(0, 0, self._text_width(self.width() / max(len(self._stops), 1)), 1000)
        metrics = QFontMetrics(theme.font(SECONDARY))
        needed = max((metrics.boundingRect(room, _BELOW, stop.words).height() for stop in self._stops), default=0)
        return theme.px(112) + max(0, needed - theme.px(20))

    @staticmethod
    def _text_width(room: float) -> int:
        return int(room * 0.94)


class WaitingLines(QWidget):
    """One line for each kind of what waits, with its count."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: tuple[Waiting, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_waiting(self, waiting: tuple[Waiting, ...]) -> None:
        """Show what waits."""
        if waiting == self._shown:
            return
        self._shown = waiting
        clear(self._column)
        for each in waiting:
            self._column.addWidget(Line(self._theme))
            self._column.addWidget(self._line(each))

    def _line(self, each: Waiting) -> QWidget:
        theme = self._theme
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(18, 9, 18, 9)
        row.setSpacing(14)
        picture = Label(theme, "")
        picture.setPixmap(pixmap(theme, each.icon, theme.ink2, 22))
        row.addWidget(picture)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(ShortLabel(theme, kind_words(each.kind), "strong"))
        if each.detail:
            lines.addWidget(ShortLabel(theme, each.detail, "secondary"))
        row.addLayout(lines, 1)
        row.addWidget(Label(theme, number_words(each.count), "strong", weight=SEMIBOLD))
        whole.setAccessibleName(f"{kind_words(each.kind)}: {each.count}")
        return whole


class Exchanges(Card):
    """What was exchanged, the newest first: a few lines, or all of them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, margins=(18, 12, 18, 12), spacing=6, parent=parent)
        self._theme = theme
        self._past: tuple[Stretch, ...] = ()
        self._made: dict[tuple[Stretch, str, int], QWidget] = {}
        """By what was exchanged, the words for when, and how many of the very same stand above."""
        self._whole = False
        head = QHBoxLayout()
        head.addWidget(ShortLabel(theme, _("Last exchanges"), "section"), 1)
        self._more = Link(theme, _("Show all"))
        self._more.clicked.connect(self._turn)
        head.addWidget(self._more)
        self.body.addLayout(head)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self.body.addLayout(self._lines)

    def show_exchanges(self, past: tuple[Stretch, ...]) -> None:
        """Show what was exchanged; the card hides where nothing was."""
        self.setVisible(bool(past))
        self._past = past
        self._fill()

    def _turn(self) -> None:
        self._whole = not self._whole
        self._fill()

    def _fill(self) -> None:
        """Make the lines that are new, and leave those that stand: each run brings one."""
        self._more.setVisible(len(self._past) > _FEW)
        self._more.setText(_("Show the last few") if self._whole else _("Show all"))
        listed = self._past if self._whole else self._past[:_FEW]
        wanted = [
            (each, when(datetime.fromisoformat(each.newest.at)), listed[:place].count(each))
            for place, each in enumerate(listed)
        ]
        for key in [key for key in self._made if key not in wanted]:
            gone = self._made.pop(key)
            self._lines.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for place, key in enumerate(wanted):
            if key not in self._made:
                self._made[key] = self._line(*key[:2])
                self._lines.insertWidget(place, self._made[key])

    def _line(self, stretch: Stretch, at: str) -> QWidget:
        theme, each = self._theme, stretch.newest
        words = came_to(each)
        if stretch.times > 1:
            since = when(datetime.fromisoformat(stretch.since))
            words = plural("{what} ({count} time since {when})", "{what} ({count} times since {when})", stretch.times,
                           what=words, when=since)  # fmt: skip
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(ShortLabel(theme, _("{when}, with {whom}", when=at, whom=with_whom(each)), "secondary"), 1)
        seconds = numeral(float(each.seconds), places=1)
        row.addWidget(Label(theme, _("{seconds} s", seconds=seconds), "secondary", ink="ink3"))
        column.addLayout(row)
        ink: Ink = "warning" if each.outcome else "ink"
        column.addWidget(Label(theme, words, "secondary", ink=ink, wrap=True))
        line.setAccessibleName(f"{at}: {words}")
        return line


def fact(theme: Theme, icon: str, title: str, ink: str) -> tuple[Card, Label, QHBoxLayout]:
    """Return a card of one line: an icon, a title with words below, and room at the end."""
    card = Card(theme, margins=(18, 12, 14, 12))
    row = QHBoxLayout()
    row.setSpacing(14)
    picture = Label(theme, "")
    picture.setPixmap(pixmap(theme, icon, ink, 24))
    row.addWidget(picture)
    lines = QVBoxLayout()
    lines.setSpacing(0)
    lines.addWidget(Label(theme, title, "strong"))
    words = Label(theme, "", "secondary", wrap=True)
    lines.addWidget(words)
    row.addLayout(lines, 1)
    card.body.addLayout(row)
    card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    return card, words, row
