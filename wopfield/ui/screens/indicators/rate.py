"""How much of the utility's own currency one of another was, and on which day: asked where a figure is in that."""

from datetime import date
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wopfield.domain.currency import currency_of
from wopfield.domain.day_time import day_in
from wopfield.domain.quantity import parse_number
from wopfield.domain.units import units_for
from wopfield.errors import NotANumber
from wopfield.language import _
from wopfield.store.tables import IndicatorEntry
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.day import DayField
from wopfield.ui.widgets.labels import Label
from wopfield.ui.widgets.quantity import Quantity


class RateFields(QWidget):
    """``said`` carries rate and day, a space between them; an empty rate takes it back."""

    said = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._title = Label(theme, "", "strong", wrap=True)
        column.addWidget(self._title)
        self._rate = Quantity(theme, _("Exchange rate"))
        self._rate.entered.connect(lambda _value: self._say())
        column.addWidget(self._rate)
        self._day = DayField(theme, _("Day of the rate"), hint=_("The day of the rate"))
        self._day.chosen.connect(self._choose)
        column.addWidget(self._day)
        self._chosen: date | None = None
        self.hide()

    def show_row(self, row: IndicatorEntry, unit: str, currency: str) -> None:
        """Show the rate of a figure; nothing where it is in the utility's own currency."""
        code = currency_of(row.unit) if row.unit not in units_for(unit) else ""
        self.setVisible(bool(code) and row.state == "measured")
        own = currency or _("local currency")
        self._title.setText(_("How much {own} was one {other}?", own=own, other=code))
        self._rate.show_value(_number(row.rate))
        self._chosen = day_in(row.rate_date)
        self._day.show_day(self._chosen, row)

    def flush(self) -> None:
        """Keep what is being typed."""
        self._rate.flush()
        self._day.flush()

    def _choose(self, day: date | None) -> None:
        self._chosen = day
        self._say()

    def _say(self) -> None:
        rate = self._rate.value()
        self.said.emit(f"{'' if rate is None else f'{rate:f}'} {self._chosen.isoformat() if self._chosen else ''}")


def _number(text: str) -> Decimal | None:
    try:
        return parse_number(text).value if text else None
    except NotANumber:
        return None
