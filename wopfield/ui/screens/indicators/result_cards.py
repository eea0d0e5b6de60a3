"""The key results of the chosen year, side by side, each as wide as its name needs."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from wopfield.ui.screens.indicators.outcome import Outcome
from wopfield.ui.screens.indicators.result_card import ResultCard
from wopfield.ui.theme import Theme

_BETWEEN, _MOST_LINES = 10, 6


class ResultCards(QWidget):
    """A card for each result; ``opened`` carries the code of the one that is pressed."""

    opened = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.cards: list[ResultCard] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_outcomes(self, shown: Sequence[Outcome]) -> None:
        """Show other results; cards that are there stay, so that the keyboard stays where it is."""
        while len(self.cards) > len(shown):
            gone = self.cards.pop()
            gone.hide()
            gone.deleteLater()
        while len(self.cards) < len(shown):
            card = ResultCard(self._theme, self)
            card.clicked.connect(lambda _checked=False, card=card: self.opened.emit(card.code))
            self.cards.append(card)
            card.show()
        for card, outcome in zip(self.cards, shown, strict=True):
            card.show_outcome(outcome)
        self._arrange()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(180) * max(1, len(self.cards)), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._arrange()

    # private

    def _arrange(self) -> None:
        """Give each card its width, and all of them the height that the highest needs."""
        widths = self._widths()
        high = max((card.height_for(wide) for card, wide in zip(self.cards, widths, strict=True)), default=0)
        left = 0
        for card, wide in zip(self.cards, widths, strict=True):
            place = QRect(left, 0, wide, high)
            card.setGeometry(QStyle.visualRect(self.layoutDirection(), QRect(0, 0, self.width(), high), place))
            left += wide + _BETWEEN
        self.setFixedHeight(high)

    def _widths(self) -> list[int]:
        """Return equal widths, or where these give a name more lines than needed, what each name needs and a share."""
        count = len(self.cards)
        if not count:
            return []
        room = self.width() - _BETWEEN * (count - 1)
        equal = [room // count] * count
        most = max(card.name_lines(wide) for card, wide in zip(self.cards, equal, strict=True))
        for lines in range(1, _MOST_LINES):
            for trend in (True, False):
                needed = [card.width_for(lines, trend=trend) for card in self.cards]
                if lines >= most and max(needed) <= equal[0]:
                    return equal
                if sum(needed) <= room:
                    return [need + (room - sum(needed)) // count for need in needed]
        return equal
