"""The units people have their figures in, and how many of ours one of them is.

A catalogue variable has one unit; a utility may have read its meters in another. What was typed is kept as typed,
and worked with in the variable's unit. The factors are exact by definition of the unit, but for the metre of water.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import lru_cache, partial

from wopfield.errors import BadInput

_EXACT = Context(prec=50)
_US_GALLON = Decimal("0.003785411784")
_IMPERIAL_GALLON = Decimal("0.00454609")
_CUBIC_FOOT = Decimal("0.028316846592")
_ACRE_FOOT = Decimal("1233.48183754752")


def _per(size: Decimal) -> Decimal:
    return _EXACT.divide(Decimal(1), size)


FACTORS: Mapping[str, Mapping[str, Decimal]] = {
    "m3": {
        "m3": Decimal(1),
        "thousand m3": Decimal(1000),
        "million m3": Decimal(1_000_000),
        "litres": Decimal("0.001"),
        "megalitres": Decimal(1000),
        "US gallons": _US_GALLON,
        "thousand US gallons": 1000 * _US_GALLON,
        "million US gallons": 1_000_000 * _US_GALLON,
        "thousand imperial gallons": 1000 * _IMPERIAL_GALLON,
        "million imperial gallons": 1_000_000 * _IMPERIAL_GALLON,
        "cubic feet": _CUBIC_FOOT,
        "hundred cubic feet": 100 * _CUBIC_FOOT,
        "thousand cubic feet": 1000 * _CUBIC_FOOT,
        "acre-feet": _ACRE_FOOT,
    },
    "m3/day": {
        "m3/day": Decimal(1),
        "thousand m3/day": Decimal(1000),
        "m3/h": Decimal(24),
        "million m3/day": Decimal(1_000_000),
        "litres/s": Decimal("86.4"),
        "litres/day": Decimal("0.001"),
        "megalitres/day": Decimal(1000),
        "US gallons/day": _US_GALLON,
        "acre-feet/day": _ACRE_FOOT,
        "million US gallons/day": 1_000_000 * _US_GALLON,
        "million imperial gallons/day": 1_000_000 * _IMPERIAL_GALLON,
    },
    "km": {"km": Decimal(1), "m": Decimal("0.001"), "miles": Decimal("1.609344")},
    "m": {
        "m": Decimal(1),
        "bar": Decimal("10.19716213"),
        "kPa": Decimal("0.1019716213"),
        "kg/cm2": Decimal(10),
        "psi": Decimal("0.703070"),
        "feet": Decimal("0.3048"),
    },
    "persons": {"persons": Decimal(1), "thousand persons": Decimal(1000), "million persons": Decimal(1_000_000)},
    "number": {"number": Decimal(1), "thousand": Decimal(1000), "million": Decimal(1_000_000)},
    "kWh": {"kWh": Decimal(1), "MWh": Decimal(1000), "GWh": Decimal(1_000_000), "MJ": _per(Decimal("3.6"))},
    "kg": {"kg": Decimal(1), "tonnes": Decimal(1000)},
    "kgCO2e/kWh": {"kgCO2e/kWh": Decimal(1), "gCO2e/kWh": Decimal("0.001")},
    "local currency": {
        "local currency": Decimal(1),
        "thousand local currency": Decimal(1000),
        "million local currency": Decimal(1_000_000),
    },
    "local currency/m3": {
        "local currency/m3": Decimal(1),
        "local currency/megalitre": _per(Decimal(1000)),
        "local currency/thousand US gallons": _per(1000 * _US_GALLON),
        "local currency/million US gallons": _per(1_000_000 * _US_GALLON),
        "local currency/hundred cubic feet": _per(100 * _CUBIC_FOOT),
        "local currency/acre-foot": _per(_ACRE_FOOT),
    },
}
"""For a unit of the catalogue, every unit a figure may be typed in, and how many of ours one of it is."""


@dataclass(frozen=True, slots=True)
class FoundUnit:
    """A unit as we call it; ``assumed`` where the spelling could mean another one, too."""

    name: str
    assumed: bool = False


def units_for(unit: str) -> tuple[str, ...]:
    """Return the units in which a figure of ``unit`` may be typed, its own first."""
    return tuple(FACTORS.get(unit, {unit: 1}))


@lru_cache(maxsize=512)  # a thousand utilities write each unit the same way
def find_unit(spelling: str, unit: str) -> FoundUnit | None:
    """Return which of the units for ``unit`` people mean by ``spelling`` (``Mm³``, ``ccf``, ``mi``), or None.

    Letters decide where they must: ``ML`` is a megalitre, ``ml`` is refused, since nobody knows.
    """
    plain = _plain(spelling)
    if unit in _OF_THE_PERIOD and (of_year := _A_YEAR.sub("", plain)) != plain:
        yearly = find_unit(of_year, unit)
        return FoundUnit(yearly.name, assumed=True) if yearly else None
    choices = units_for(unit)
    for name in choices:
        if plain.casefold() == _plain(name).casefold():
            return FoundUnit(name)
    for name in choices:
        if plain in _SPELLINGS.get(name, ()):
            return FoundUnit(name, plain in _ASSUMED)
    if plain in _BY_LETTER or plain.casefold() not in _ANY_LETTERS:
        return None
    for name in choices:
        if plain.casefold() in {each.casefold() for each in _SPELLINGS.get(name, ())}:
            return FoundUnit(name, plain.casefold() in {each.casefold() for each in _ASSUMED})
    return None


def convert(value: Decimal, typed: str, unit: str) -> Decimal:
    """Return ``value``, typed in unit ``typed``, in the catalogue's ``unit``; an empty ``typed`` is the same.

    Raises:
        BadInput: the one does not measure what the other does.
    """
    if typed in ("", unit):
        return value
    return _EXACT.multiply(value, factor(typed, unit))


def convert_back(value: Decimal, typed: str, unit: str) -> Decimal:
    """Return ``value``, in the catalogue's ``unit``, as it is in the unit ``typed``.

    Raises:
        BadInput: the one does not measure what the other does.
    """
    if typed in ("", unit):
        return value
    return _EXACT.divide(value, factor(typed, unit))


def factor(typed: str, unit: str) -> Decimal:
    """Return how many of the catalogue's ``unit`` one ``typed`` is.

    Raises:
        BadInput: the one does not measure what the other does.
    """
    found = FACTORS.get(unit, {unit: Decimal(1)}).get(typed)
    if found is None:
        sentence = "A figure in “{typed}” cannot be turned into “{unit}”."
        raise BadInput(sentence, do="Choose another unit.", parts={"typed": typed, "unit": unit})
    return found


def turner(typed: str, unit: str) -> Callable[[Decimal], Decimal]:
    """Return what ``convert`` does, made ready for many values.

    Raises:
        BadInput: the one does not measure what the other does.
    """
    return partial(_EXACT.multiply, factor(typed, unit)) if typed not in ("", unit) else _same


def _same(value: Decimal) -> Decimal:
    return value


# ── how people write them ────────────────────────────────────────────────────────────────────────────────────

_SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "m3": (
        "cubic metres",
        "cubic meters",
        "cubic metre",
        "cubic meter",
        "cu m",
        "cu.m",
        "cum",
        "cbm",
        "kl",
        "kilolitres",
        "kiloliters",
        "mc",
        "m cube",
        "m cubes",
        "metros cubicos",
        "metros cúbicos",
        "mètres cubes",
        "م3",
        "م مكعب",
        "متر مكعب",
    ),
    "thousand m3": (
        "1000 m3",
        "1,000 m3",
        "10^3 m3",
        "10³ m3",
        "10*3 m3",
        "'000 m3",
        "000 m3",
        "000s m3",
        "x1000 m3",
        "m3 x 1000",
        "m3 x1000",
        "m3 (thousands)",
        "m3 (000)",
        "m3 ('000)",
        "thousands of m3",
        "thousands m3",
        "k m3",
        "dam3",
        "thousand cubic metres",
        "thousand cubic meters",
        "tcm",
        "mil m3",
        "milliers m3",
    ),
    "million m3": (
        "Mm3",
        "MCM",
        "hm3",
        "10^6 m3",
        "106 m3",
        "millions of m3",
        "million cubic metres",
        "million cubic meters",
        "m3 (millions)",
        "GL",
        "mio m3",
        "mio. m3",
        "mill m3",
        "millones m3",
    ),
    "litres": ("l", "liters", "litre", "liter"),
    "megalitres": ("ML", "Ml", "megaliters", "megaliter", "megalitre", "million litres", "million liters"),
    "US gallons": ("gal", "gals", "gallons", "US gal", "US gallon", "USG", "gallon", "U.S. gallons", "U.S. gal"),
    "thousand US gallons": ("kgal", "1000 gal", "1,000 gal", "thousand gallons", "1000 gallons", "1000 US gallons"),
    "million US gallons": ("MG", "Mgal", "million gallons", "MUSG"),
    "million imperial gallons": ("MIG", "million UK gallons"),
    "thousand imperial gallons": ("thousand UK gallons", "thousand gallons (UK)", "1000 imperial gallons"),
    "cubic feet": ("ft3", "cf", "cu ft", "cu.ft", "cubic foot", "cuft"),
    "hundred cubic feet": ("ccf", "hcf", "100 cubic feet", "100 ft3", "100 cu ft", "100 cf", "hundred ft3"),
    "thousand cubic feet": (
        "kft3",
        "kcf",
        "1000 ft3",
        "1000 cubic feet",
        "thousand ft3",
        "thousand cf",
        "1000 cf",
        "Mcf",
    ),
    "acre-feet": ("acre-foot", "acre feet", "acre foot", "ac-ft", "acft", "af", "ac ft", "acre-ft", "acre ft"),
    "m3/day": ("m3/d", "cubic metres/day", "cubic meters/day", "kl/d", "kl/day", "kld", "cmd", "m3/dia", "m3/jour"),
    "thousand m3/day": ("1000 m3/day", "1000 m3/d", "'000 m3/day", "'000 m3/d", "thousand m3/d"),
    "million m3/day": ("Mm3/d", "Mm3/day", "MCM/d", "MCM/day", "MCMD", "million m3/d"),
    "litres/day": ("l/d", "l/day", "liters/day"),
    "US gallons/day": ("gpd", "gal/d", "gal/day", "gallons/day", "US gal/d", "US gpd"),
    "acre-feet/day": ("af/d", "af/day", "ac-ft/d", "ac-ft/day"),
    "m3/h": ("m3/hour", "m3/hr", "cmh"),
    "litres/s": ("l/s", "lps", "l/sec", "litres/second", "liters/s", "liters/second"),
    "megalitres/day": ("ML/d", "Ml/d", "MLD", "ML/day", "Ml/day"),
    "million US gallons/day": ("MGD", "Mgal/d", "MG/d", "MG/day", "Mgal/day", "US MGD", "million gallons/day"),
    "million imperial gallons/day": ("MIGD",),
    "km": ("kilometres", "kilometers", "kilometre", "kilometer", "kms"),
    "m": (
        "metres",
        "meters",
        "metre",
        "meter",
        "m head",
        "m of head",
        "mwc",
        "m.w.c",
        "m wc",
        "mh2o",
        "mca",
        "m of water",
        "metres of water",
        "mce",
    ),
    "miles": ("mi", "mile"),
    "bar": ("bars",),
    "psi": ("pounds per square inch", "lb/in2"),
    "feet": ("ft", "foot"),
    "persons": ("people", "person", "inhabitants", "inhab", "capita", "hab", "habitants", "habitantes", "نسمة", "فرد"),
    "thousand persons": ("thousand", "thousands", "'000", "000s", "1000 persons", "1000 people", "1000"),
    "million persons": ("million", "millions", "million people"),
    "number": (
        "no",
        "nos",
        "#",
        "núm",
        "num",
        "nº",
        "n°",
        "nb",
        "nr",
        "count",
        "connections",
        "conns",
        "u",
        "nb",
        "nbre",
        "unités",
        "ud",
        "uds",
        "unid",
        "nº",
        "n°",
    ),
    "thousand": ("thousands", "1000", "1,000", "000s", "'000"),
    "million": ("millions",),
    "kgCO2e/kWh": ("kg/kWh", "kg CO2e/kWh", "kgCO2/kWh", "kg CO2/kWh"),
    "gCO2e/kWh": ("g/kWh", "g CO2e/kWh", "gCO2/kWh", "g CO2/kWh"),
    "tonnes": ("t", "tons", "tonne", "metric tons"),
    "kg": ("kilograms", "kilogram"),
    "local currency": ("lcu", "lc"),
    "thousand local currency": ("thousand", "thousands", "1000", "1,000", "000s", "'000", "thousand lcu", "1000 lcu"),
    "million local currency": ("million", "millions", "mio", "million lcu"),
    "local currency/m3": ("/m3", "lcu/m3", "per m3"),
    "local currency/megalitre": ("/ML", "lcu/ML", "/Ml"),
    "local currency/thousand US gallons": ("/kgal", "/1000 gal", "/1000 gallons", "/thousand gallons"),
    "local currency/million US gallons": ("/MG", "/Mgal", "/million gallons"),
    "local currency/hundred cubic feet": ("/ccf", "/hcf"),
    "local currency/acre-foot": ("/acre-ft", "/af", "/ac-ft", "/acre-feet"),
    "hours/day": (
        "hours",
        "h",
        "h/day",
        "h/d",
        "hrs",
        "hours/d",
        "hrs/day",
        "hr/day",
        "h/j",
        "h/jour",
        "h/día",
        "h/dia",
    ),
    "days": ("d", "day"),
    "full-time equivalents": (
        "fte",
        "ftes",
        "persons",
        "staff",
        "employees",
        "people",
        "no",
        "nos",
        "number",
        "nr",
        "count",
        "agents",
        "personas",
        "empleados",
        "personnes",
        "pessoas",
    ),
    "hours": ("h", "hrs"),
    "%": ("percent", "per cent", "pct"),
}
"""What else people write for a unit."""

_ASSUMED = frozenset(
    {"gal", "gallons", "gallon", "kgal", "1000 gal", "1,000 gal", "thousand gallons", "1000 gallons", "MG", "Mgal",
     "million gallons", "MGD", "Mgal/d", "MG/d", "MG/day", "Mgal/day", "million gallons/day", "gpd", "gal/d", "gal/day",
     "gallons/day", "gals", "/kgal", "/1000 gal", "/1000 gallons", "/thousand gallons", "/MG", "/Mgal",
     "/million gallons", "Mcf"}
)  # fmt: skip
"""Spellings that do not say whose gallon; the American one is taken, and said."""

_BY_LETTER = frozenset({"ml", "mm3", "ml/d", "ml/day", "mm3/d", "mm3/day", "mg", "mg/d", "mg/day"})
"""Here a small letter means something else (a millilitre), so it is not taken for the big one."""

_OF_THE_PERIOD = frozenset({"m3", "kWh", "local currency"})
_A_YEAR = re.compile(r"/(?:yr|year|annum|a)$", re.IGNORECASE)
"""Published audits write volumes a year; an entry is for its period, so that it was read so is said."""

_ANY_LETTERS = frozenset(each.casefold() for spellings in _SPELLINGS.values() for each in spellings)
_SAME = str.maketrans({"³": "3", "²": "2", "₂": "2", "\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " "})


def _plain(spelling: str) -> str:
    """Return a spelling with one kind of space, ``m³`` as ``m3`` and without a currency before ``/m3``."""
    text = " ".join(spelling.translate(_SAME).split()).rstrip(".")
    text = text.replace("m^3", "m3").replace(" per ", "/").replace(" / ", "/")
    return re.sub(r"^(?:[$€£]|[A-Z]{3})/", "/", text)
