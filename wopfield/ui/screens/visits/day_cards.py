"""The days of a visit side by side; one of them is open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QDate, QLocale, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from wopfield.ui.theme import BODY, CARD_RADIUS, QUESTION, SECONDARY, SEMIBOLD, Theme
from wopfield.ui.widgets.elided import elided
from wopfield.ui.widgets.focus import OWN_FOCUS, draw_ring, order_stops
from wopfield.ui.widgets.stepping import SteppingButton

_HEIGHT, _LEAST = 60, 150


@dataclass(frozen=True, slots=True)
class DayWords:
    """One day: what it is called and what it holds."""

    day: date
    note: str
    today: bool = False


class DayCards(QWidget):
    """Days to choose from; arrows move among them. With more than fit, they scroll sideways."""

    chosen = Signal(object)
    """The date a person chose."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._cards: list[DayCard] = []
        self.setAccessibleName(name)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        inside.setProperty("plain", True)
        self._row = QHBoxLayout(inside)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._area.setWidget(inside)
        outside.addWidget(self._area)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_days(self, days: Sequence[DayWords], open_day: date | None) -> None:
        """Show days, with one of them open."""
        if [card.words.day for card in self._cards] != [words.day for words in days]:
            for card in self._cards:
                self._row.removeWidget(card)
                card.hide()
                card.deleteLater()
            self._cards = [DayCard(self._theme, words) for words in days]
            for number, card in enumerate(self._cards):
                card.clicked.connect(lambda _checked=False, card=card: self.chosen.emit(card.words.day))
                card.stepped.connect(lambda step, number=number: self._step(number + step))
                self._row.addWidget(card, 1)
        for card, words in zip(self._cards, days, strict=True):
            card.show_words(words)
            card.setChecked(words.day == open_day)
            card.setFocusPolicy(Qt.FocusPolicy.StrongFocus if words.day == open_day else Qt.FocusPolicy.ClickFocus)
        order_stops(self, self._cards)
        self.updateGeometry()

    def card(self, day: date) -> "DayCard":
        """Return the card of a day."""
        return next(card for card in self._cards if card.words.day == day)

    def sizeHint(self) -> QSize:
        wide = len(self._cards) * (self._theme.px(_LEAST) + 8) > self.width()
        return QSize(400, self._theme.px(_HEIGHT) + (14 if wide else 0))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()  # the bar below the days takes room of its own

    def _step(self, number: int) -> None:
        card = self._cards[max(0, min(number, len(self._cards) - 1))]
        card.setFocus(Qt.FocusReason.TabFocusReason)
        self._area.ensureWidgetVisible(card)
        self.chosen.emit(card.words.day)


class DayCard(SteppingButton):
    """One day: its number large, the weekday, and what it holds."""

    def __init__(self, theme: Theme, words: DayWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setCheckable(True)
        self.setProperty(OWN_FOCUS, True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_words(words)

    def show_words(self, words: DayWords) -> None:
        """Show a day."""
        self.words = words
        day = QDate(words.day.year, words.day.month, words.day.day)
        self._weekday = QLocale().toString(day, "dddd")
        whole = QLocale().toString(day, "dddd d MMMM")
        self.setAccessibleName(f"{whole}, {words.note}" if words.note else whole)
        self.setToolTip(whole)
        self.update()

    def nextCheckState(self) -> None:
        """Leave opening a day to the screen."""

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(_LEAST), self._theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, lit = self._theme, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = theme.accent if lit else theme.control if self.underMouse() else theme.line
        painter.setPen(QPen(QColor(edge), 2 if lit else theme.border))
        painter.setBrush(QColor(theme.tint if lit else theme.card))
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box, CARD_RADIUS, CARD_RADIUS)
        number = theme.font(QUESTION + 4, SEMIBOLD)
        width = QFontMetrics(number).horizontalAdvance("00") + 2  # what rounding takes would shorten it to …
        pad = theme.px(12)
        self._text(painter, self._place(pad, 0, width, box.height()), str(self.words.day.day), number, theme.ink)
        left = pad + width + theme.px(9)
        room = self.width() - left - 5
        half = self.height() / 2
        title = theme.font(BODY - 1, SEMIBOLD)
        above = self._place(left, half - theme.px(20), room, theme.px(20))
        below = self._place(left, half, room, theme.px(20))
        self._text(painter, above, self._weekday, title, theme.accent if self.words.today else theme.ink)
        self._text(painter, below, self.words.note, theme.font(SECONDARY), theme.ink2)
        if self.hasFocus():
            draw_ring(painter, theme, box.adjusted(3, 3, -3, -3), CARD_RADIUS - 3)

    def _place(self, left: float, top: float, width: float, height: float) -> QRectF:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return QRectF(self.width() - left - width if mirrored else left, top, width, height)

    def _text(self, painter: QPainter, box: QRectF, words: str, font: QFont, ink: str) -> None:
        shown = elided(QFontMetrics(font), words, box.width())
        painter.setFont(font)
        painter.setPen(QColor(ink))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
