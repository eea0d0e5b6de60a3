"""Values as nearly all of them are given, read quickly: a number that can be read in one way only, in a known unit.

What is given in any other way is left for the closer look of ``given``, which says the same of these, only slower.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, lru_cache
from typing import Final, NamedTuple

from wopfield.domain.accuracy import bands
from wopfield.domain.currency import currency_of
from wopfield.domain.grade import Confidence
from wopfield.domain.indicator import Entry, Variable
from wopfield.domain.quantity import DecimalSign
from wopfield.domain.remark import Remark
from wopfield.domain.units import find_unit, turner


@dataclass(frozen=True, slots=True)
class Manner:
    """How the values at hand are written."""

    decimal: DecimalSign = "."
    rates: Mapping[str, Decimal] = field(default_factory=dict)
    """How much of the local currency one of another is, by its code (``USD``)."""
    days: Decimal | None = None
    """How long the period is, so that a volume may be given as a flow a day; None where nobody knows."""
    sure: bool = True
    """Whether the decimal sign is known; where it is not, what could be two numbers is said."""
    proven: bool = False
    """Whether other figures prove the decimal sign, or somebody chose it, so that nothing can be two numbers."""
    currency: str = ""
    """The code of the local currency; money of another one waits for its rate. Empty where nobody knows it."""


PLAIN: Final = Manner()


def plain_entries(
    variables: Mapping[str, Variable], values: Mapping[str, object], manner: Manner, units: Mapping[str, str]
) -> tuple[dict[str, Entry | None], dict[str, Remark]]:
    """Return the entry of each value of these variables, in their order, and what there is to say of some.

    None stands for what wants a closer look.
    """
    found: dict[str, Entry | None] = {}
    told: dict[str, Remark] = {}
    form_of = _forms(manner.decimal, manner.sure)
    for code, raw in values.items():
        variable = variables.get(code)
        if variable is None:
            continue
        found[code] = None
        unit, known = units.get(code, "") if units else "", _UNGRADED
        if type(raw) is dict:
            held = _held(raw)
            if held is None:
                continue
            raw, known, unit = held[0], held[1], held[2] or unit
        number = _number(raw, form_of)
        if number is None:
            continue
        if unit and unit != variable.unit:
            turn = _turn(unit, variable.unit)
            if turn is None:
                continue
            number = turn.into(number)
            if number.adjusted() >= _LARGEST_PLACE:
                continue
            if turn.told is not None:
                told[code] = turn.told
        found[code] = Entry(number, known[0], "measured", known[1])
    return found, told


def number_in(text: str, manner: Manner) -> Decimal | None:
    """Return a number that can be read in one way only: by the decimal sign, by an exponent, by where signs stand."""
    form = _forms(manner.decimal, manner.sure or "e" in text.casefold())(text)
    if form is None:
        return None
    return Decimal(_PLAIN_DIGITS[form.lastgroup](text) if form.lastgroup else text)


def assumed_unit(spelling: str, unit: str) -> Remark:
    """Return what is said where a spelling could mean another unit, too."""
    return Remark("“{text}” was read as {unit}.", "assumed_unit", {"text": spelling, "unit": unit})


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────

_USUAL = frozenset({"value", "unit", "confidence", "source", "note", "basis"})
_LARGEST_PLACE: Final = 18


_Graded = tuple[Confidence | None, Decimal | None]
_UNGRADED: Final[_Graded] = (None, None)
_Form = Callable[[str], re.Match[str] | None]


def _held(given: dict[str, object]) -> tuple[object, _Graded, str] | None:
    """Return the value, the grade and the unit that stand together; None where there is more to it."""
    grade, unit = given.get("confidence", ""), given.get("unit", "")
    if type(grade) is not str or type(unit) is not str or not given.keys() <= _USUAL:
        return None
    known = bands(grade) if grade else _UNGRADED
    return None if known is None else (given.get("value"), known, unit)


def _number(raw: object, form_of: _Form) -> Decimal | None:
    """Return a value as a number that can be worked with; None where it can be read in more ways than one."""
    if type(raw) is str:
        text = raw.strip()
        form = form_of(text)
        if form is None:
            return None
        kind = form.lastgroup
        number = Decimal(_PLAIN_DIGITS[kind](text) if kind else text)
    elif type(raw) is int:
        number = Decimal(raw)
    elif type(raw) is Decimal:
        number = raw
    else:
        return None
    return number if number.is_finite() and -_LARGEST_PLACE < number.adjusted() < _LARGEST_PLACE else None


class _Turn(NamedTuple):
    """What turns figures in a unit into the variable's, and what there is to say of it."""

    into: Callable[[Decimal], Decimal]
    told: Remark | None


@lru_cache(maxsize=512)  # a thousand utilities write each unit the same way
def _turn(spelling: str, unit: str) -> _Turn | None:
    """Return what turns figures in ``spelling`` into ``unit``; None where it is money of others, or no such unit."""
    found = None if currency_of(spelling) else find_unit(spelling, unit)
    if found is None:
        return None
    return _Turn(turner(found.name, unit), assumed_unit(spelling, found.name) if found.assumed else None)


@cache
def _forms(decimal: DecimalSign, sure: bool) -> Callable[[str], re.Match[str] | None]:
    """Return what matches a number in all forms that can be read in one way; no group names what Python reads itself.

    ``sure`` adds what programs write into files, with their decimal sign and with nothing between thousands.
    """
    with_exponent = "(?:[eE][-+]?[0-9]{1,4})?"
    by_programs = {
        ".": rf"[-+]?[0-9]{{1,30}}(?:\.[0-9]{{1,30}})?{with_exponent}",
        ",": rf"(?P<decimal>[-+]?[0-9]{{1,30}}(?:,[0-9]{{1,30}})?{with_exponent})",
    }
    return re.compile("|".join([*([by_programs[decimal]] if sure else ()), *_UNMISTAKABLE])).fullmatch


_UNMISTAKABLE: Final = (
    "(?P<comma>[0-9]{1,15}[.,](?:[0-9]{1,2}|[0-9]{4,12})|(?:0|[1-9][0-9]{3,14})[.,][0-9]{3})",
    "(?P<spaces>[1-9][0-9]{0,2}(?:[ \u00a0\u202f\u2009][0-9]{3}){1,5}(?:[.,][0-9]{1,12})?)",
    r"(?P<commas>-?[0-9]{1,3}(?:(?:,[0-9]{3}){1,5}\.[0-9]{1,12}|(?:,[0-9]{3}){2,8}))",
    r"(?P<points>-?[0-9]{1,3}(?:(?:\.[0-9]{3}){1,5},[0-9]{1,12}|(?:\.[0-9]{3}){2,8}))",
)
"""A number with one sign for decimals (``12,5``, ``1 234 567,8``), or with signs that must stand between thousands."""
_PLAIN_DIGITS: Mapping[str, Callable[[str], str]] = {
    "decimal": lambda text: text.replace(",", "."),
    "comma": lambda text: text.replace(",", "."),
    "spaces": lambda text: "".join(text.split()).replace(",", "."),
    "commas": lambda text: text.replace(",", ""),
    "points": lambda text: text.replace(".", "").replace(",", "."),
}
"""What makes of each of these forms a number as Python reads it."""
