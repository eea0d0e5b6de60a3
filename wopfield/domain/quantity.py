"""Numbers as people type them, in any language, and as they are shown.

A person who types ``12,5`` on an English laptop means twelve and a half. So both signs are read everywhere; only
``1,234`` can be two numbers, and then the reader follows the language and says that it was not sure.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import Literal

from wopfield.errors import NotANumber

DecimalSign = Literal[".", ","]

THIN = "\N{NARROW NO-BREAK SPACE}"
"""Stands between thousands; it never breaks a line."""

_SAID_BEFORE = frozenset({"pH"})
"""Scales rather than units: a number on them has the name of the scale before it."""


@dataclass(frozen=True, slots=True)
class Typed:
    """The number a person typed."""

    value: Decimal
    otherwise: Decimal | None = None
    """The other number it could be, where ``1,234`` may mean a thousand or one and a bit."""


def parse_number(text: str, *, decimal: DecimalSign = ".", unit: str = "") -> Typed:
    """Return the number in ``text``, whatever digits and separators it is typed with.

    ``decimal`` is the sign of the person's language; it decides only where a text can be read in two ways.
    ``unit`` may stand behind the number.

    Raises:
        NotANumber: it is empty, text, a formula, not finite, or longer than any figure of a utility.
    """
    if len(text) > _LONGEST:
        raise _refused("This is too long to be a number.")
    plain = plain_digits(text)
    if unit and plain.endswith(unit):
        plain = plain[: -len(unit)].rstrip()
    if not plain:
        raise _refused("There is no number here.")
    if plain.startswith("="):
        raise _refused("Formulas are not worked out here.")
    if plain.lower().lstrip("+-") in _NOT_FINITE:
        raise _refused("This is not a number that can be worked with.")
    sign, body = ("-", plain[1:].lstrip()) if plain.startswith("-") else ("", plain.removeprefix("+").lstrip())
    if not _CHARACTERS.fullmatch(body) or not any(c.isdigit() for c in body):
        raise _refused("This is not a number.")
    whole, fraction, other = _read(body, decimal)
    if len(whole) + len(fraction) > _MOST_DIGITS:
        raise _refused("This is too long to be a number.")
    value = f"{whole or '0'}.{fraction}" if fraction else whole
    return Typed(_signed(sign, value), None if other is None else _signed(sign, other))


def plain_digits(text: str) -> str:
    """Return ``text`` with ASCII digits, one kind of space, minus and apostrophe, and no marks of direction."""
    if text.isascii():
        return text.translate(_SAME).strip()
    digits = (str(unicodedata.decimal(c)) if not c.isascii() and unicodedata.category(c) == "Nd" else c for c in text)
    return "".join(digits).translate(_SAME).strip()


def format_number(
    value: Decimal | float, *, decimal: DecimalSign = ".", places: int | None = None, unit: str = ""
) -> str:
    """Return a number to read: thin no-break spaces between thousands, a true minus, the unit behind it.

    ``places`` rounds to so many decimals; None shows the digits there are. ``%`` and units stand off the number
    by a thin no-break space. A pH is said before its number.
    """
    exact = value if isinstance(value, Decimal) else Decimal(repr(float(value)))
    if not exact.is_finite():
        raise ValueError(value)
    if places is not None:
        exact = rounded(value, places)
    shown = f"{abs(exact):,f}".replace(",", THIN)
    if decimal != ".":
        shown = shown.replace(".", decimal)
    minus = "\N{MINUS SIGN}" if exact < 0 else ""
    if unit in _SAID_BEFORE:
        return f"{unit}\N{NO-BREAK SPACE}{minus}{shown}"
    return f"{minus}{shown}{THIN}{unit}" if unit else minus + shown


def rounded(value: Decimal | float, places: int) -> Decimal:
    """Return ``value`` with so many decimals, halves away from zero: the one rounding of screen and paper.

    People check a printed figure by hand or in a spreadsheet, which both round so. Of a float 15 figures count, as
    there: a mean of 1.65 may be held as 1.6499999999999999, and is still 1.7. What rounds to zero has no sign.
    """
    exact = value if isinstance(value, Decimal) else Decimal(f"{value:.15g}")
    return _WIDE.add(exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=_WIDE), 0)


def change_between(first: float, last: float) -> float:
    """Return last minus first as it is by hand, without what floats lose.

    2.25 less 2.3 is held as -0.0499999999999998, which no longer rounds as the tie that it is; 14 figures of the
    larger of the two count.
    """
    before, after = Decimal(f"{first:.15g}"), Decimal(f"{last:.15g}")
    places = 13 - max(abs(before), abs(after)).adjusted()
    return float(round(_WIDE.subtract(after, before), places))


def significant(value: Decimal | float, figures: int) -> Decimal:
    """Return ``value`` rounded to so many significant figures, written without an exponent."""
    return Decimal(f"{to_figures(value, figures):f}")


def to_figures(value: Decimal | float, figures: int) -> Decimal:
    """Return the same, perhaps with an exponent, which ``format_number`` does not show."""
    exact = value if isinstance(value, Decimal) else Decimal(repr(float(value)))
    return _rounding(figures).plus(exact) if exact else Decimal(0)


@lru_cache(maxsize=64)
def _rounding(figures: int) -> Context:
    return Context(prec=figures, rounding=ROUND_HALF_UP)


def decimals(value: float, among: Iterable[float | None] = ()) -> int:
    """Return how many decimals a result is shown with, on screen and on paper: two below 2, one below 100, else none.

    ``among`` are the results it stands beside, such as other years; the largest decides for all of them.
    """
    size = max((abs(other) for other in among if other is not None), default=abs(value))
    return 0 if size >= 100 else 2 if 0 < size < 2 else 1


# ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────

_LONGEST = 100
_MOST_DIGITS = 30
_WIDE = Context(prec=400)  # any float, with some decimals

_NOT_FINITE = frozenset({"nan", "inf", "infinity", "∞"})
_SPACES = dict.fromkeys("\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}\N{FIGURE SPACE}\t", " ")
_MINUS = dict.fromkeys("\N{MINUS SIGN}\N{EN DASH}\N{NON-BREAKING HYPHEN}\N{FULLWIDTH HYPHEN-MINUS}", "-")
_QUOTES = dict.fromkeys("\N{RIGHT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}", "'")
_MARKS = dict.fromkeys(
    "\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}\N{ARABIC LETTER MARK}"
    "\N{FIRST STRONG ISOLATE}\N{LEFT-TO-RIGHT ISOLATE}\N{RIGHT-TO-LEFT ISOLATE}\N{POP DIRECTIONAL ISOLATE}",
    "",
)
_SAME = str.maketrans(
    _SPACES
    | _MINUS
    | _QUOTES
    | _MARKS
    | {"\N{ARABIC COMMA}": ",", "\N{ARABIC THOUSANDS SEPARATOR}": "'", "\N{FULLWIDTH FULL STOP}": "."}
)
_ARABIC_DECIMAL = "\N{ARABIC DECIMAL SEPARATOR}"
_CHARACTERS = re.compile(r"[0-9., '٫]+")


def _signed(sign: str, digits: str) -> Decimal:
    value = Decimal(digits)
    return value.copy_negate() if sign and value else value


def _refused(happened: str) -> NotANumber:
    return NotANumber(happened, safe="What was kept before is unchanged.", do="Type digits, such as 1250 or 12.5.")


def _read(body: str, decimal: DecimalSign) -> tuple[str, str, str | None]:
    """Return the whole digits, the fraction's digits, and the other number it could be, as text."""
    point = _decimal_sign(body)
    if point is None:
        return _ungrouped(body), "", None
    whole, _, fraction = body.rpartition(point)
    if not fraction.isdigit() and fraction:
        raise _refused("This is not a number.")
    digits = _ungrouped(whole) if whole else ""
    could_group = re.fullmatch(r"[1-9]\d{0,2}", whole) and len(fraction) == 3 and point != _ARABIC_DECIMAL
    if not could_group:
        return digits, fraction, None
    if point == decimal:
        return digits, fraction, digits + fraction
    return digits + fraction, "", f"{digits}.{fraction}"


def _decimal_sign(body: str) -> str | None:
    """Return the sign before the fraction: the last of two kinds, or the only one; None where all group."""
    if _ARABIC_DECIMAL in body:
        return _ARABIC_DECIMAL
    last = max(".,", key=body.rfind)
    if last not in body or body.count(last) > 1:
        return None
    return last


def _ungrouped(whole: str) -> str:
    """Return the digits of a whole number without the signs between thousands (or lakhs)."""
    signs = {c for c in whole if not c.isdigit()}
    if not signs:
        return whole
    groups = re.split(r"[., ']", whole)
    first, *others = groups
    well_formed = (
        len(signs) == 1
        and 1 <= len(first) <= 3
        and len(others[-1]) == 3
        and (all(len(g) == 3 for g in others) or (len(first) <= 2 and all(len(g) == 2 for g in others[:-1])))
    )
    if not well_formed:
        raise _refused("The signs between the thousands are not where they should be.")
    return "".join(groups)
