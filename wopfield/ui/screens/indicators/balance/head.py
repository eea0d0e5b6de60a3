"""The line above a balance: which period, how it is seen, in which unit, and the table as a file."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QWidget

from wopfield.language import _
from wopfield.ui.screens.indicators.balance.words import MONEY
from wopfield.ui.screens.indicators.title_row import TitleRow
from wopfield.ui.theme import Theme
from wopfield.ui.values import unit_words
from wopfield.ui.widgets.buttons import Button, IconButton
from wopfield.ui.widgets.choose import ChoiceBox
from wopfield.ui.widgets.segments import Segments


class BalanceHead(TitleRow):
    """Asks for another period, view or unit."""

    period_chosen = Signal(str)
    view_chosen = Signal(str)
    """table, rows, leakage or try."""
    unit_chosen = Signal(str)
    save_asked = Signal()
    print_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, _("Water balance"), parent)
        row = self.row
        self._period = ChoiceBox(theme, _("Period"))
        self._period.setFixedWidth(theme.px(100))
        self._period.activated.connect(lambda _place: self.period_chosen.emit(self._period.currentText()))
        row.addWidget(self._period)
        self._unit = ChoiceBox(theme, _("Shown in"))
        self._unit.setMaximumWidth(theme.px(172))
        self._unit.setMinimumWidth(theme.px(96))
        self._unit.activated.connect(lambda _place: self.unit_chosen.emit(str(self._unit.currentData())))
        row.addWidget(self._unit)
        views = [
            ("table", _("Table")),
            ("rows", _("Rows")),
            ("leakage", _("Leakage")),
            ("try", _("What if?")),
        ]
        self.view = Segments(theme, _("How it is seen"), views, "table")
        self.view.chosen.connect(self.view_chosen)
        row.addWidget(self.view)
        save = IconButton(theme, "file-export", _("Save the table as CSV"), framed=True)
        save.clicked.connect(self.save_asked)
        row.addWidget(save)
        self.printing = Button(theme, _("Print"), "printer")
        self.printing.setAccessibleName(_("Print"))
        self.printing.clicked.connect(self.print_asked)
        row.addWidget(self.printing)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave Print to its sign before what is chosen here is squeezed."""
        self._word_printing(_("Print"))
        if self.needed() > self.width():
            self._word_printing("")
        super().resizeEvent(event)

    def minimumSizeHint(self) -> QSize:
        needed = super().minimumSizeHint()
        word = QFontMetrics(self.printing.font()).horizontalAdvance(self.printing.text())
        return QSize(max(0, needed.width() - word), needed.height())

    def _word_printing(self, words: str) -> None:
        self.printing.setText(words)
        self.printing.setToolTip("" if words else _("Print"))
        self.printing.updateGeometry()

    def show_choices(
        self, periods: Sequence[str], period: str, scales: Sequence[str], unit: str, words: str, currency: str
    ) -> None:
        """Show which periods and units there are, and which are chosen."""
        self.say(_("{unit} in the period", unit=words))
        _fill(self._period, [(each, each) for each in reversed(periods)], period)
        money = _("Money, {currency}", currency=currency) if currency else _("Money")
        _fill(self._unit, [*((each, unit_words(each)) for each in scales), (MONEY, money)], unit)


def _fill(box: ChoiceBox, choices: Sequence[tuple[str, str]], chosen: str) -> None:
    box.blockSignals(True)
    box.clear()
    for key, words in choices:
        box.addItem(words, key)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    box.blockSignals(False)
