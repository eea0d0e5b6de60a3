"""The parts of the screen and where they stand: head, grid and chosen figure, key results."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wopfield.language import _
from wopfield.ui.screens.indicators.figure_card import FigureCard
from wopfield.ui.screens.indicators.grid import Grid
from wopfield.ui.screens.indicators.head import SheetHead
from wopfield.ui.screens.indicators.outcome import outcomes
from wopfield.ui.screens.indicators.result_cards import ResultCards
from wopfield.ui.screens.indicators.sheet import Sheet
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.card import Card
from wopfield.ui.widgets.labels import Label, ShortLabel

_CARD, _LEAST_GRID = 338, 660


class SheetBody(QWidget):
    """Everything but the list of all results and the empty states."""

    all_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.head = SheetHead(theme)
        column.addWidget(self.head)
        middle = QHBoxLayout()
        middle.setSpacing(12)
        left = Card(theme, margins=(1, 4, 1, 6), spacing=0)
        self.grid = Grid(theme, _("Figures by year"))
        self.grid.more_years.connect(self.head.show_more)
        self.head.turned.connect(self.grid.turn_years)
        left.body.addWidget(self.grid, 1)
        self.none = Label(theme, _("No figure is called that."), "secondary", ink="ink3")
        self.none.setContentsMargins(18, 12, 18, 12)
        self.none.hide()
        left.body.addWidget(self.none)
        middle.addWidget(left, 1)
        self.card = FigureCard(theme)
        middle.addWidget(self.card)
        column.addLayout(middle, 1)
        column.addLayout(self._built_title())
        self.results = ResultCards(theme)
        column.addWidget(self.results)

    def _built_title(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        self.title = ShortLabel(self._theme, "", "section")
        row.addWidget(self.title)
        row.addWidget(Label(self._theme, _("worked out from the figures above"), "secondary", ink="ink3"))
        row.addStretch(1)
        self.all = Button(self._theme, "", "chevron-right", kind="link", trailing=True)
        self.all.clicked.connect(self.all_asked)
        row.addWidget(self.all)
        return row

    def show_results(self, sheet: Sheet, period: str) -> None:
        """Show what the figures of a year come to."""
        self._fit()
        self.title.setText(_("Results {period}", period=period))
        self.all.setText(_("All {count} results", count=len(sheet.catalogue.indicators)))
        self.results.show_outcomes(outcomes(sheet, period, sheet.catalogue.key_indicators))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give the card its width, and more where its words need more, as long as the grid has enough."""
        room = self.width() - self._theme.px(_LEAST_GRID) - 12
        wanted = max(self._theme.px(_CARD), self.card.needed_width())
        least = max(self.width() // 4, min(self.card.needed_width(), self.width() // 2))
        self.card.setFixedWidth(max(min(wanted, room), least))
