"""What somebody types into the field of a figure: a number, and its unit, its currency or a word such as million."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Final

from wopfield.domain.currency import OWN_CURRENCY, counts_money, currency_of, in_currency
from wopfield.domain.money_words import SIGNS, currency_behind, which_currency
from wopfield.domain.number_words import Worded, worded
from wopfield.domain.pasted_units import is_money, row_unit
from wopfield.domain.quantity import DecimalSign, Typed, parse_number
from wopfield.domain.units import FACTORS, find_unit
from wopfield.errors import NotANumber


@dataclass(frozen=True, slots=True)
class Reading:
    """The field a figure is typed into: what it is for, and how numbers are written in it."""

    own: str
    """The unit of the figure's variable."""
    shown: str
    """The unit the field is read in where nobody types another one."""
    spellings: Sequence[str] = ()
    """How that unit is written where the figure stands, which may be typed behind it again."""
    currency: str = ""
    """The code of the utility's own currency; empty where nobody knows it."""
    decimal: DecimalSign = "."


def read_typed(text: str, field: Reading) -> tuple[Typed, str]:
    """Return the number that was typed and its unit: ``1248 ML``, ``55 psi``, ``$1.3m``, ``4.6 million``.

    Raises:
        NotANumber: it is none, or nobody knows what stands beside it.
    """
    bare = _without_unit(text.strip(), (field.shown, *field.spellings))
    try:
        return parse_number(bare, decimal=field.decimal), field.shown
    except NotANumber:
        if said := worded(bare, field.own):
            return _of_words(said, field)
        parts = _NUMBER_AND_UNIT.fullmatch(currency_behind(bare) if counts_money(field.own) else bare)
        unit = _unit(parts["unit"].strip(), field) if parts else None
        if parts is None or unit is None:
            raise
        return parse_number(parts["number"], decimal=field.decimal), unit


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────

_SIGN: Final = re.escape("".join(sorted(SIGNS)))
_NUMBER_AND_UNIT: Final = re.compile(
    rf"(?P<number>[^\d]{{0,3}}\d[\d\W]{{0,40}}?)\s*(?P<unit>(?:[^\W\d]|[{_SIGN}]).{{0,40}})", re.DOTALL
)
"""“1 248,5 Mm³”: a unit begins with a letter or the sign of a currency, and may end in a digit."""

_WIDE: Final = Context(prec=60)


def _without_unit(text: str, spellings: Sequence[str]) -> str:
    for each in spellings:
        before = text.removesuffix(each).rstrip() if each else text
        text = text if before[-1:].isalpha() else before  # "12 Mm3" is not "12 M" of m3
    return text


def _of_words(said: Worded, field: Reading) -> tuple[Typed, str]:
    """Return how many of the largest unit a number with a word for how large it is comes to."""
    sizes = {factor: name for name, factor in FACTORS.get(field.own, {field.own: Decimal(1)}).items()}
    counted = max(size for size in sizes if size <= said.times and size in _COUNTED_BY)
    times = _WIDE.divide(said.times, counted)
    typed = parse_number(said.number, decimal=field.decimal)
    other = None if typed.otherwise is None else _plain(_WIDE.multiply(typed.otherwise, times))
    code = which_currency(said.currency, field.currency) if said.currency else currency_of(field.shown)
    return Typed(_plain(_WIDE.multiply(typed.value, times)), other), in_currency(sizes[counted], code or OWN_CURRENCY)


_COUNTED_BY: Final = frozenset(map(Decimal, (1, 1000, 1_000_000)))


def _plain(number: Decimal) -> Decimal:
    return Decimal(f"{number.normalize(_WIDE):f}")


def _unit(written: str, field: Reading) -> str | None:
    """Return the unit that is meant; a mere ``million`` leaves money in the currency its field has."""
    found = find_unit(written, field.own)
    if not counts_money(field.own):
        return found.name if found else None
    known = row_unit(written, field.own, field.currency)
    if known != written or (currency_of(known) and is_money(known, field.own)):
        return known or field.own
    return in_currency(found.name, currency_of(field.shown) or OWN_CURRENCY) if found else None
