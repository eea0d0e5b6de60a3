"""The periods figures belong to: a year, a fiscal year, a quarter, a month.

``2024``, ``2023/24``, ``2024-Q2``, ``2024-05``. Other words (``baseline``) are periods, too; only their length is
not known.
"""

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date

YEAR_DAYS = 365
"""A year of figures counts 365 days, leap or not, as published audits do."""


def days_in(period: str) -> int | None:
    """Return the days of a period, or None where its name does not tell."""
    if _YEAR.fullmatch(period) or _FISCAL.fullmatch(period):
        return YEAR_DAYS
    if found := _MONTH.fullmatch(period):
        return monthrange(int(found[1]), int(found[2]))[1]
    if found := _QUARTER.fullmatch(period):
        first = 3 * int(found[2]) - 2
        return sum(monthrange(int(found[1]), month)[1] for month in range(first, first + 3))
    return None


def last_day(period: str) -> date | None:
    """Return the day a period ends on, a fiscal year at the end of June, or None where its name does not tell."""
    year = int(period[:4]) if length_of(period) else 0
    if _YEAR.fullmatch(period):
        return date(year, 12, 31)
    if _FISCAL.fullmatch(period):
        return date(year + 1, 6, 30)
    if found := _MONTH.fullmatch(period):
        return date(year, int(found[2]), monthrange(year, int(found[2]))[1])
    if found := _QUARTER.fullmatch(period):
        month = 3 * int(found[2])
        return date(year, month, monthrange(year, month)[1])
    return None


def in_order(periods: Iterable[str]) -> tuple[str, ...]:
    """Return each period once, the earliest first; those without a year come last."""
    return tuple(sorted(set(periods), key=lambda p: (not p[:4].isdigit(), p)))


def length_of(period: str) -> str:
    """Return ``year``, ``quarter`` or ``month``; empty where the name of a period does not tell."""
    if _YEAR.fullmatch(period) or _FISCAL.fullmatch(period):
        return "year"
    if _MONTH.fullmatch(period):
        return "month"
    return "quarter" if _QUARTER.fullmatch(period) else ""


def before(period: str, periods: Iterable[str]) -> str:
    """Return the last of ``periods`` ahead of ``period`` that is as long, or an empty text."""
    ordered = in_order([*periods, period])
    alike = [each for each in ordered[: ordered.index(period)] if length_of(each) == length_of(period)]
    return alike[-1] if alike else ""


_YEAR = re.compile(r"[12]\d{3}", re.ASCII)
_FISCAL = re.compile(r"[12]\d{3}/\d{2}(?:\d{2})?", re.ASCII)
_MONTH = re.compile(r"([12]\d{3})-(0[1-9]|1[0-2])", re.ASCII)
_QUARTER = re.compile(r"([12]\d{3})-Q([1-4])", re.ASCII)
