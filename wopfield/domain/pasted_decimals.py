"""Which sign stands before the decimals of a pasted table, and where 402,100 can be one number only."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from wopfield.domain.pasted_table import Cells
from wopfield.domain.plainly_given import Manner
from wopfield.domain.quantity import DecimalSign


def settled(cells: Cells, chosen: DecimalSign | None, manner: Manner) -> Manner:
    """Return how the numbers of a table are written: as a person chose, or as most that can be read in one way are.

    Where all of those agree, 402,100 is no question.
    """
    found = _signs(cells)
    sign = chosen or decimal_sign(cells) or manner.decimal
    other: DecimalSign = "." if sign == "," else ","
    return replace(manner, decimal=sign, proven=chosen is not None or (found[sign] > 0 and not found[other]))


def decimal_sign(cells: Cells) -> DecimalSign | None:
    """Return the decimal sign of a table: the one that most cells can only use as such; None where none does."""
    found = _signs(cells)
    commas, points = found[","], found["."]
    return "," if commas > points else "." if points > commas else None


def settled_beside(rows: Iterable[Sequence[str]], manner: Manner) -> Manner:
    """Return the same where the figures of ``rows`` tell: of 402,100 beside 398450 the other reading is far off."""
    if manner.proven:
        return manner
    told = {sign for row in rows for sign in _signs_beside(row)}
    return replace(manner, decimal=told.pop(), proven=True) if len(told) == 1 else manner


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────

_NEAR = 10
"""The two readings are a thousand times apart, so that of figures within ten times of each other one can be meant."""


def _signs_beside(row: Sequence[str]) -> Iterator[DecimalSign]:
    """Yield the decimal sign by which a number that can be two is about as large as what stands beside it."""
    cells = [cell.strip("-() ") for cell in row]  # accounts write (402,100)
    known = [int(cell.translate(_GROUPING)) for cell in cells if _WHOLE.fullmatch(cell)]
    for cell in cells:
        if known and (either := _EITHER.fullmatch(cell)):
            size = int(either[1] + either[3])
            sign: DecimalSign = "," if either[2] == "," else "."
            other: DecimalSign = "." if sign == "," else ","
            if all(size <= each * _NEAR and each <= size * _NEAR for each in known):
                yield other
            elif all(size <= each * 1000 * _NEAR and each * 1000 <= size * _NEAR for each in known):
                yield sign


def _signs(cells: Cells) -> Counter[DecimalSign | None]:
    return Counter(_sign_of(cell) for row in cells for cell in row if "." in cell or "," in cell)


def _sign_of(cell: str) -> DecimalSign | None:
    """Return the decimal sign that a cell can only use as such; None where it has none, or is no number."""
    if plain := _PLAIN.fullmatch(cell):
        whole, sign, fraction = plain.groups()
        could_group = len(fraction) == 3 and len(whole) <= 3 and not whole.startswith("0")  # 1,234 can be both
        return None if could_group else "," if sign == "," else "."
    if len(cell) > 40:
        return None
    body, exponent = _EXPONENT.subn("", cell.strip("-+() "))
    last: DecimalSign = "," if body.rfind(",") > body.rfind(".") else "."
    other: DecimalSign = "." if last == "," else ","
    whole, _sign, fraction = body.rpartition(last)
    if not fraction.isdigit() or not whole.translate(_GROUPING).isdigit():
        return None
    if last in whole:  # 1,234,567 groups, so that the other is for decimals
        return other if _GROUPED.fullmatch(body) else None
    return None if len(fraction) == 3 and other not in whole and not exponent else last


_EITHER = re.compile(r"([1-9][0-9]{0,2})([.,])([0-9]{3})", re.ASCII)
_WHOLE = re.compile(r"[1-9][0-9]{0,14}|[1-9][0-9]{0,2}(?:[ '\u00a0\u202f\u2009][0-9]{3}){1,4}", re.ASCII)
_PLAIN = re.compile(r"[-+]?([0-9]{1,18})([.,])([0-9]{1,18})", re.ASCII)
_EXPONENT = re.compile(r"[eE][-+]?\d+$")
_GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})+|\d{1,2}(?:,\d\d)+,\d{3}")
_GROUPING = str.maketrans("", "", ".,' \u00a0\u202f\u2009")
