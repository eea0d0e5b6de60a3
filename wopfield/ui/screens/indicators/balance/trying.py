"""What would be if pressure, repair times or the tariff were others; the figures stay as they are."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from wopfield.domain.balance import Balance
from wopfield.domain.balancing import balance
from wopfield.domain.indicator import Entry
from wopfield.domain.leakage import PUBLISHED_REPAIRS, NightFlow
from wopfield.domain.what_if import Change, what_if
from wopfield.language import _
from wopfield.ui.numbers import numeral
from wopfield.ui.screens.indicators.balance.words import Scale, measure_unit, measure_words
from wopfield.ui.screens.indicators.words import NOTHING
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.flow import Flow
from wopfield.ui.widgets.form import labelled, side_by_side
from wopfield.ui.widgets.labels import Label, Line
from wopfield.ui.widgets.page import Page
from wopfield.ui.widgets.quantity import Quantity

_MEASURES = ("nrw_percent", "nrw_per_connection", "real_per_connection", "ili", "nrw_cost_percent")
_ABREAST, _LARGE = 3, 115


class Trying(Page):
    """Nothing typed here is kept."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, margins=(16, 10, 16, 14), spacing=10, parent=parent)
        self._theme = theme
        self._entries: Mapping[str, Entry] = {}
        self._scale = Scale("m3", 0)
        self._currency = ""
        self.body.addWidget(Label(theme, _("What if?"), "section"))
        told = _("Try other numbers. The figures of the utility stay as they are, and nothing here is kept.")
        self.body.addWidget(Label(theme, told, "secondary", wrap=True))
        self._fields = {
            "pressure": Quantity(theme, _("Average pressure"), _("m"), width=90),
            "mains_days": Quantity(theme, _("Days a burst main runs"), _("days"), width=90),
            "connection_days": Quantity(theme, _("Days a burst connection runs"), _("days"), width=90),
            "tariff": Quantity(theme, _("Retail tariff for one m³"), width=90),
            "night": Quantity(theme, _("Minimum night flow"), _("m³/h"), width=90),
            "night_use": Quantity(theme, _("Lawful use in that hour"), _("m³/h"), width=90),
        }
        names = (
            _("Average pressure"),
            _("Days a burst main runs"),
            _("Days a burst connection runs"),
            _("Retail tariff for one m³"),
            _("Minimum night flow"),
            _("Lawful use in that hour"),
        )
        shown = [labelled(theme, name, field) for name, field in zip(names, self._fields.values(), strict=True)]
        if theme.px(100) > _LARGE:  # then three abreast would be wider than the page
            row = Flow(gap=12)
            for each in shown:
                row.addWidget(each)
            self.body.addLayout(row)
        else:
            for first in range(0, len(shown), _ABREAST):
                self.body.addWidget(side_by_side(*shown[first : first + _ABREAST]))
        for field in self._fields.values():
            field.entered.connect(lambda _value: self._work_out())
        again = Button(theme, _("As it is"), "arrow-back-up")
        again.clicked.connect(self.begin_again)
        self.body.addWidget(again, alignment=Qt.AlignmentFlag.AlignLeft)
        self._build_results()
        self.body.addStretch(1)

    def _build_results(self) -> None:
        theme = self._theme
        self.body.addWidget(Line(theme))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)
        for place, words in enumerate(("", _("As it is"), _("As tried"))):
            self._grid.addWidget(Label(theme, words, "secondary"), 0, place)
        self._cells: dict[str, tuple[Label, Label, Label]] = {}
        for row, code in enumerate((*_MEASURES, "real_losses"), start=1):
            name = Label(theme, "", "body", wrap=True)
            cells = (name, Label(theme, "", "strong"), Label(theme, "", "strong", ink="accent"))
            for place, cell in enumerate(cells):
                self._grid.addWidget(cell, row, place)
            self._cells[code] = cells
        self.body.addLayout(self._grid)
        self._saved = Label(theme, "", "strong", wrap=True)
        self._night = Label(theme, "", "body", wrap=True)
        self.body.addWidget(self._saved)
        self.body.addWidget(self._night)

    def show_entries(self, entries: Mapping[str, Entry], scale: Scale, currency: str) -> None:
        """Show the balance of other entries; what is being tried stays."""
        self._entries, self._scale, self._currency = entries, scale, currency
        usual = {
            "pressure": _value(entries, "pressure_avg"),
            "tariff": _value(entries, "tariff_retail"),
            "mains_days": Decimal(repr(PUBLISHED_REPAIRS.mains_days)),
            "connection_days": Decimal(repr(PUBLISHED_REPAIRS.connection_days)),
        }
        for code, value in usual.items():
            words = "" if value is None else numeral(value)
            self._fields[code].field.setPlaceholderText(words)
        self._work_out()

    def begin_again(self) -> None:
        """Empty every field."""
        for field in self._fields.values():
            field.field.setModified(False)
            field.show_value(None)
        self._work_out()

    def _work_out(self) -> None:
        tried = {code: _as_float(field.value()) for code, field in self._fields.items()}
        change = Change(
            pressure=tried["pressure"],
            mains_days=tried["mains_days"],
            connection_days=tried["connection_days"],
            tariff=tried["tariff"],
        )
        made = what_if(self._entries, change)
        same = all(value is None for code, value in tried.items() if not code.startswith("night"))
        for code in _MEASURES:
            now, then = made.now.measure(code), made.then.measure(code)
            name, first, second = self._cells[code]
            name.setText(" ".join(filter(None, (f"{_(now.label)},", measure_unit(now)))).rstrip(","))
            first.setText(measure_words(now))
            second.setText("" if same else measure_words(then))
        self._show_real(made.now, made.then, same=same)
        self._saved.setText(self._saved_words(made.saved, made.worth, same=same))
        self._show_night(tried["night"], tried["night_use"] or 0.0)

    def _show_real(self, now: Balance, then: Balance, *, same: bool) -> None:
        name, first, second = self._cells["real_losses"]
        scale = self._scale if not self._scale.currency else replace(self._scale, currency="")
        name.setText(_("Real losses, {unit}", unit=scale.words))
        first.setText(scale.number(now.find("real_losses").volume.value))
        second.setText("" if same else scale.number(then.find("real_losses").volume.value))

    def _saved_words(self, saved: float | None, worth: float | None, *, same: bool) -> str:
        if same:
            return ""
        if saved is None:
            return _("What would be saved cannot be told: a figure it needs is missing.")
        scale = replace(self._scale, currency="")
        if worth is None:
            return _("Saved: {volume} {unit}.", volume=scale.number(saved), unit=scale.words)
        money = numeral(worth, places=0)
        return _(
            "Saved: {volume} {unit}, worth {money} {currency} at the cost of one more m³.",
            volume=scale.number(saved),
            unit=scale.words,
            money=money,
            currency=self._currency or _("in local currency"),
        )

    def _show_night(self, flow: float | None, use: float) -> None:
        self._night.setVisible(flow is not None)
        if flow is None:
            return
        found = balance(self._entries, night=NightFlow(flow, use))
        scale = replace(self._scale, currency="")
        told = found.by_night
        words = NOTHING if told is None or told.value is None else scale.number(told.value)
        limits = "" if told is None else half_limits(scale, told.half)
        self._night.setText(
            _(
                "The night flow tells of {volume} {unit} {limits} of real losses; the balance of {other}.",
                volume=words,
                unit=scale.words,
                limits=limits,
                other=scale.number(found.find("real_losses").volume.value),
            )
        )


def half_limits(scale: Scale, half: float | None) -> str:
    """Return half the width of limits of a volume; empty where there are none."""
    return "" if not half else "± " + scale.number(half)


def _value(entries: Mapping[str, Entry], code: str) -> Decimal | None:
    entry = entries.get(code)
    return None if entry is None else entry.value


def _as_float(value: Decimal | None) -> float | None:
    return None if value is None or value < 0 else float(value)
