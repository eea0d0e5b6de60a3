"""Volumes, money and limits of a water balance in words, all of them on one scale."""

from collections.abc import Mapping
from dataclasses import dataclass

from wopfield.domain.balance import Amount, Balance, Component, Measure
from wopfield.domain.balance_scale import in_unit, places_of
from wopfield.domain.quantity import decimals
from wopfield.language import _
from wopfield.ui.numbers import numeral
from wopfield.ui.screens.indicators.words import NOTHING
from wopfield.ui.values import unit_words

MONEY = "money"
SCALES = ("m3", "thousand m3", "million m3", "megalitres")
"""The units a balance is shown in, each a unit that a volume may be typed in."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How volumes are shown: a unit, and how many decimals the whole needs."""

    unit: str
    places: int
    currency: str = ""
    """What money is counted in; empty where volumes are shown."""

    @property
    def words(self) -> str:
        """Return the unit as it is printed."""
        return self.currency or unit_words(self.unit)

    def number(self, cubic_metres: float | None) -> str:
        """Return a volume on this scale; a dash where there is none."""
        if cubic_metres is None:
            return NOTHING
        return numeral(in_unit(cubic_metres, self.unit), places=self.places)

    def of(self, component: Component) -> str:
        """Return what a part of the balance is: its volume, or its money."""
        if not self.currency:
            return self.number(component.volume.value)
        money = component.money.value
        return NOTHING if money is None else numeral(money, places=0)


def scale_of(balance: Balance, unit: str, currency: str = "") -> Scale:
    """Return the scale for a unit, or for money, with four figures of the whole."""
    if unit == MONEY:
        return Scale("m3", 0, currency or _("local currency"))
    return Scale(unit, places_of(balance, unit))


def plus_minus(amount: Amount) -> str:
    """Return the 95 % limits of an amount as a share of it; empty where there are none."""
    if not amount.value or not amount.half or amount.low is None or amount.high is None:
        return ""
    if amount.is_even:
        return _("± {percent} %", percent=_share(amount.half / abs(amount.value)))
    below, above = ((limit - amount.value) / abs(amount.value) for limit in (amount.low, amount.high))
    return limits_words(_("{percent} %", percent=_share(below)), _("{percent} %", percent="+" + _share(above)))


def _share(share: float) -> str:
    percent = 100 * share
    return numeral(percent, places=0 if abs(percent) >= 10 else 1)


def percent_words(amount: Amount) -> str:
    """Return a share of the water supplied."""
    return NOTHING if amount.value is None else _("{percent} %", percent=_number(amount.value, 1))


def measure_words(measure: Measure) -> str:
    """Return the value of a measure."""
    value = measure.amount.value
    return NOTHING if value is None else _number(value, decimals(value))


def half_words(amount: Amount) -> str:
    """Return the limits in the measure's own unit, by half their width where they are even; empty without any."""
    if amount.value is None or amount.low is None or amount.half == 0:
        return ""
    places = decimals(amount.value)
    if amount.high is None:
        return _("at least {low}", low=_number(amount.low, places))
    if amount.is_even:
        return "± " + _number((amount.high - amount.low) / 2, places)
    low, high = _number(amount.low, places), _number(amount.high, places)
    return f"{low}–{high}" if amount.low >= 0 else limits_words(low, high)  # short, since it stands in a tile


def limits_words(low: str, high: str) -> str:
    """Return the limits between which the true value lies."""
    return _("{low} to {high}", low=low, high=high)


def measure_unit(measure: Measure) -> str:
    """Return the unit of a measure, short enough for a tile."""
    return _short_units().get(measure.unit, unit_words(measure.unit))


def money_words(currency: str) -> str:
    """Return what the money beside each part of a balance is."""
    return _(
        "Money in {currency}: what was or should have been sold at the tariff; other water at what one more m³ costs.",
        currency=currency or _("local currency"),
    )


def entry_words() -> Mapping[str, str]:
    """Return what the entries of a balance are called beside it; others go by their names."""
    return {
        "v_own": _("From own sources"),
        "v_import": _("Imported"),
        "v_export": _("Exported"),
        "v_meter_adj": _("Correction of bulk meters"),
        "v_bill_met": _("Billed, metered"),
        "v_bill_unmet": _("Billed, not metered"),
        "v_unbill_met": _("Unbilled, metered"),
        "v_unbill_unmet": _("Unbilled, not metered"),
        "v_unauth": _("Unauthorised use"),
        "v_meter_err": _("Meter errors"),
        "v_data_err": _("Data errors"),
        "len_mains": _("Length of mains"),
        "n_serv_conn": _("Service connections"),
        "n_conn_water": _("Active connections"),
        "lp_avg_m": _("Private pipe per connection"),
        "pressure_avg": _("Average pressure"),
        "supply_hours": _("Hours of supply"),
        "tariff_retail": _("Retail tariff"),
        "cost_var": _("Cost of one more m³"),
        "opex": _("Operating expenses"),
        "n_breaks": _("Bursts on mains repaired"),
        "n_breaks_conn": _("Bursts on connections repaired"),
    }


def _short_units() -> Mapping[str, str]:
    return {
        "m3/km/day": _("m³/km/day"),
        "m3/connection/day": _("m³/conn./day"),
        "litres/connection/day": _("l/conn./day"),
        "litres/connection/day/m": _("l/conn./day/m"),
        "litres/km/day": _("l/km/day"),
        "connections/km": _("conn./km"),
        "ratio": "",
    }


def _number(value: float, places: int) -> str:
    return numeral(value, places=places)
