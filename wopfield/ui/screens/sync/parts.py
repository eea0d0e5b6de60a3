"""The parts of the Sync centre that are cards of lines, and the picture of where the work is."""

from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from wopfield.language import _, plural
from wopfield.store.exchanges import Past
from wopfield.ui.icons import pixmap
from wopfield.ui.moments import number_words, when
from wopfield.ui.receipts import came_to, with_whom
from wopfield.ui.screens.sync.standing import Standing, Waiting, kind_words
from wopfield.ui.theme import BODY, SECONDARY, SEMIBOLD, Theme
from wopfield.ui.widgets.card import Card
from wopfield.ui.widgets.labels import Ink, Label, Line, ShortLabel
from wopfield.ui.widgets.links import Link
from wopfield.ui.widgets.page import clear
from wopfield.ui.widgets.pill import draw_chip, tone_colours

_FEW = 3


class Picture(QWidget):
    """This laptop and the server, and what lies between them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._link, self._reached = "", False
        self._laptop = self._server = ("", "")
        self._connected = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_picture(self, laptop: str, server: str, link: str, *, connected: bool, reached: bool) -> None:
        """Say what is below each, and what is between them; ``reached`` draws the line whole."""
        self._laptop = (_("This laptop"), laptop)
        self._server = (_("Server"), server)
        self._link, self._reached, self._connected = link, reached, connected
        self.setAccessibleName(". ".join(filter(None, (*self._laptop, link, *self._server))))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(400), self._theme.px(112))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(300), self._theme.px(112))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        near, far = self.width() * 0.22, self.width() * 0.78
        laptop, server = (far, near) if mirrored else (near, far)
        side = theme.px(64)
        ink = theme.good if self._reached else theme.control
        self._draw_node(painter, laptop, "device-laptop", theme.good, self._laptop)
        icon = "cloud-check" if self._reached else "cloud" if self._connected else "cloud-off"
        self._draw_node(painter, server, icon, ink, self._server)
        left, right = near + side / 2 + 10, far - side / 2 - 10
        pen = QPen(QColor(ink), 3)
        if not self._reached:
            pen.setDashPattern([5, 3])
        painter.setPen(pen)
        painter.drawLine(int(left), side // 2 + 1, int(right), side // 2 + 1)
        if self._link:
            painter.setFont(theme.font(SECONDARY, SEMIBOLD))
            width = QFontMetrics(painter.font()).horizontalAdvance(self._link) + theme.px(26)
            height = theme.px(28)
            box = QRectF((left + right - width) / 2, side / 2 - height / 2, width, height)
            colours = tone_colours(theme, "good" if self._reached else "plain")
            draw_chip(painter, theme, box, self._link, "", (theme.card, theme.line, colours[2]))

    def _draw_node(self, painter: QPainter, middle: float, icon: str, ink: str, words: tuple[str, str]) -> None:
        theme = self._theme
        side = theme.px(64)
        painter.setPen(QPen(QColor(ink), 2))
        painter.setBrush(QColor(theme.card))
        painter.drawEllipse(QRectF(middle - side / 2 + 1, 1, side - 2, side - 2))
        inner = theme.px(30)
        drawn = pixmap(theme, icon, ink, 30)
        place = QRectF(middle - inner / 2, (side - inner) / 2, inner, inner)
        painter.drawPixmap(place, drawn, QRectF(drawn.rect()))
        width = self.width() * 0.42
        for number, (line, size, weight, colour) in enumerate(
            ((words[0], BODY, SEMIBOLD, theme.ink), (words[1], SECONDARY, 400, theme.ink2))
        ):
            painter.setFont(theme.font(size, weight))
            painter.setPen(QColor(colour))
            shown = painter.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, int(width))
            top = side + theme.px(4) + number * theme.px(21)
            box = QRectF(middle - width / 2, top, width, theme.px(22))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)


class WaitingLines(QWidget):
    """One line for each kind of what waits, with its count."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_waiting(self, waiting: tuple[Waiting, ...]) -> None:
        """Show what waits."""
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
        self._past: tuple[Past, ...] = ()
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

    def show_exchanges(self, past: tuple[Past, ...]) -> None:
        """Show what was exchanged; the card hides where nothing was."""
        self.setVisible(bool(past))
        if past == self._past:
            return
        self._past = past
        self._fill()

    def _turn(self) -> None:
        self._whole = not self._whole
        self._fill()

    def _fill(self) -> None:
        clear(self._lines)
        self._more.setVisible(len(self._past) > _FEW)
        self._more.setText(_("Show the last few") if self._whole else _("Show all"))
        for each in self._past if self._whole else self._past[:_FEW]:
            self._lines.addWidget(self._line(each))

    def _line(self, each: Past) -> QWidget:
        theme = self._theme
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(10)
        at = when(datetime.fromisoformat(each.at))
        row.addWidget(ShortLabel(theme, _("{when}, with {whom}", when=at, whom=with_whom(each)), "secondary"), 1)
        row.addWidget(Label(theme, _("{seconds} s", seconds=each.seconds), "secondary", ink="ink3"))
        column.addLayout(row)
        ink: Ink = "warning" if each.outcome else "ink"
        column.addWidget(Label(theme, came_to(each), "secondary", ink=ink, wrap=True))
        line.setAccessibleName(f"{at}: {came_to(each)}")
        return line


def conflict_words(standing: Standing) -> str:
    """Return how many things were changed in two places."""
    count = standing.conflicts
    if standing.only_answers:
        return plural(
            "{count} answer was changed in two places", "{count} answers were changed in two places", count
        )
    return plural("{count} thing was changed in two places", "{count} things were changed in two places", count)
