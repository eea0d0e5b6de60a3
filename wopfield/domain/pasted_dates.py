"""Days at the head of a pasted table, one a month or one a quarter, and whether the day or the month stands first."""

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from wopfield.domain.period_words import FoundPeriod


def periods_of_days(row: Sequence[str]) -> Mapping[int, FoundPeriod]:
    """Return the months or quarters that the days of a row stand for, by place; nothing where the row does not tell.

    ``13/02/2024`` proves that the day stands first; so do three days that would else be of the same month. Days that
    are a year apart end years, which each says of itself.
    """
    parts = {place: found for place, cell in enumerate(row) if (found := _parts(cell))}
    if len(parts) < 2:
        return {}
    readings = [days for order in _ORDERS if (days := _days(parts.values(), order)) is not None]
    telling = [days for days in readings if len({_month(day) for day in days}) == len(days)]
    proven = len({tuple(days) for days in readings}) == 1
    if len(telling) != 1 and not (telling and proven):
        return {}
    if not proven and len(parts) < _ENOUGH:
        return {}
    return dict(zip(parts, _periods(telling[0]), strict=False))


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────

_ENOUGH: Final = 3
"""Of two days that could be read both ways it may be chance that one way gives the same month twice."""

_ISO = re.compile(r"((?:19|20)\d\d)-(\d\d)-(\d\d)(?:[ T]00:00(?::00)?)?", re.ASCII)
_DAY = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2((?:19|20)?\d\d)", re.ASCII)
_ORDERS: Final = ((0, 1), (1, 0))
"""Where the day and where the month stands."""

_Parts = tuple[int, int, int, bool]
"""First, second and year, and whether the first is surely the day."""


def _parts(cell: str) -> _Parts | None:
    text = cell.strip()
    if found := _ISO.fullmatch(text):
        return int(found[3]), int(found[2]), int(found[1]), True
    if found := _DAY.fullmatch(text):
        year = int(found[4])
        return int(found[1]), int(found[3]), year if year > 99 else 2000 + year, False
    return None


def _days(parts: Iterable[_Parts], order: tuple[int, int]) -> list[date] | None:
    """Return the days by an order; None where one of them is no day by that."""
    days = []
    for first, second, year, known in parts:
        day, month = (first, second) if known else ((first, second)[order[0]], (first, second)[order[1]])
        if not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
            return None
        days.append(date(year, month, day))
    return days


def _month(day: date) -> int:
    return 12 * day.year + day.month - 1


def _periods(days: Sequence[date]) -> list[FoundPeriod]:
    """Return the month of each day, or its quarter where they are three months apart; nothing where neither is so."""
    months = sorted(map(_month, days))
    gaps = {later - earlier for earlier, later in pairwise(months)}
    if 1 in gaps:
        return [FoundPeriod(f"{day.year}-{day.month:02}", sure=False) for day in days]
    at_ends = all(day.month % 3 == 0 for day in days) or all(day.month % 3 == 1 and day.day == 1 for day in days)
    if 3 in gaps and at_ends:
        return [FoundPeriod(f"{day.year}-Q{(day.month + 2) // 3}", sure=False) for day in days]
    return []
