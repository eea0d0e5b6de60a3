"""The units people have their figures in, and how many of ours one of them is.

A catalogue variable has one unit; a utility may have read its meters in another. What was typed is kept as typed,
and worked with in the variable's unit. The factors are exact by definition of the unit, but for the metre of water.
"""

from collections.abc import Mapping
from decimal import Context, Decimal

from wopfield.errors import BadInput

FACTORS: Mapping[str, Mapping[str, Decimal]] = {
    "m3": {
        "m3": Decimal(1),
        "thousand m3": Decimal(1000),
        "million m3": Decimal(1_000_000),
        "litres": Decimal("0.001"),
        "megalitres": Decimal(1000),
        "thousand US gallons": Decimal("3.785411784"),
        "million US gallons": Decimal("3785.411784"),
        "million imperial gallons": Decimal("4546.09"),
        "hundred cubic feet": Decimal("2.8316846592"),
        "acre-feet": Decimal("1233.48183754752"),
    },
    "m3/day": {
        "m3/day": Decimal(1),
        "m3/h": Decimal(24),
        "litres/s": Decimal("86.4"),
        "megalitres/day": Decimal(1000),
        "million US gallons/day": Decimal("3785.411784"),
    },
    "km": {"km": Decimal(1), "m": Decimal("0.001"), "miles": Decimal("1.609344")},
    "m": {
        "m": Decimal(1),
        "bar": Decimal("10.1972"),
        "kPa": Decimal("0.101972"),
        "psi": Decimal("0.703070"),
        "feet": Decimal("0.3048"),
    },
    "kWh": {"kWh": Decimal(1), "MWh": Decimal(1000), "GWh": Decimal(1_000_000), "MJ": 1 / Decimal("3.6")},
    "kg": {"kg": Decimal(1), "tonnes": Decimal(1000)},
    "local currency": {
        "local currency": Decimal(1),
        "thousand local currency": Decimal(1000),
        "million local currency": Decimal(1_000_000),
    },
}
"""For a unit of the catalogue, every unit a figure may be typed in, and how many of ours one of it is."""


def units_for(unit: str) -> tuple[str, ...]:
    """Return the units in which a figure of ``unit`` may be typed, its own first."""
    return tuple(FACTORS.get(unit, {unit: 1}))


def convert(value: Decimal, typed: str, unit: str) -> Decimal:
    """Return ``value``, typed in unit ``typed``, in the catalogue's ``unit``; an empty ``typed`` is the same.

    Raises:
        BadInput: the one does not measure what the other does.
    """
    if typed in ("", unit):
        return value
    factor = FACTORS.get(unit, {}).get(typed)
    if factor is None:
        raise BadInput(f"A figure in “{typed}” cannot be turned into “{unit}”.", do="Choose another unit.")
    return _EXACT.multiply(value, factor)


_EXACT = Context(prec=50)
