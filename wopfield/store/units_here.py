"""The units in which figures are typed and read on this laptop where nobody chose another one for them."""

from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from wopfield.domain.currency import CURRENCIES, OWN_CURRENCY, currency_of, in_currency
from wopfield.domain.units import units_for
from wopfield.store import kept

MEASURES = ("m3", "m3/day", "km", "m", "kWh", OWN_CURRENCY, f"{OWN_CURRENCY}/m3")
"""What a unit is chosen for, each by the unit that the catalogue has for it."""

_KEYS: Mapping[str, str] = MappingProxyType({measure: f"unit of {measure}" for measure in MEASURES})


def offered(measure: str) -> tuple[str, ...]:
    """Return the units that one may be chosen of, the catalogue's own first."""
    own = units_for(measure)
    if OWN_CURRENCY not in measure:
        return own
    return own + tuple(in_currency(unit, code) for code in CURRENCIES for unit in own if "gallon" not in unit)


def units_here(where: Connection | Session) -> Mapping[str, str]:
    """Return what was chosen, by the catalogue's unit; nothing for those that nobody chose one for."""
    chosen = zip(MEASURES, kept.several(where, *_KEYS.values()), strict=True)
    return {measure: unit for measure, unit in chosen if unit in offered(measure)}


def choose_unit(connection: Connection, measure: str, unit: str) -> None:
    """Choose the unit of a measure; the catalogue's own is the same as none."""
    if unit in offered(measure):
        kept.put(connection, _KEYS[measure], "" if unit == measure else unit)


def unit_here(chosen: Mapping[str, str], measure: str, currency: str = "") -> str:
    """Return the unit for a new figure of a utility that counts its money in ``currency``."""
    unit = chosen.get(measure, measure)
    code = currency_of(unit)
    return unit.replace(code, OWN_CURRENCY) if code and code == currency else unit
