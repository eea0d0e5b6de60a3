"""Whether a figure is likely to be what was meant. These are questions, never refusals."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import lru_cache
from typing import NamedTuple

from wopfield.domain.indicator import Variable
from wopfield.domain.period import YEAR_DAYS, days_in
from wopfield.domain.quantity import format_number
from wopfield.domain.remark import Remark
from wopfield.domain.side_by_side import SideBySide


@dataclass(frozen=True, slots=True)
class Earlier:
    """The figure of an earlier period."""

    period: str
    value: Decimal


class Doubt(NamedTuple):
    """A question about a figure, and the value that was likely meant, where there is one."""

    remark: Remark
    likely: Decimal | None = None

    def __str__(self) -> str:
        return str(self.remark)


def check_entry(variable: Variable, value: Decimal, last: Earlier | None = None) -> Doubt | None:
    """Return what to ask about ``value``, in the variable's unit, or None where nothing is odd.

    A slip of the decimal point is asked before the limits, since it names what was likely meant.
    """
    return (
        _slip(value, last)
        or _limits(value, variable.plausible_min, variable.plausible_max, variable.unit)
        or _jump(value, last)
    )


def check_entries(variables: Mapping[str, Variable], utilities: SideBySide) -> list[dict[str, Doubt]]:
    """Return for each utility what ``check_entry`` asks about its entries, in their order."""
    found: list[dict[str, Doubt]] = [{} for _entries in utilities.utilities]
    for code, variable in variables.items():
        least, most = float(variable.plausible_min), float(variable.plausible_max)
        for row, figure in enumerate(utilities.figures.columns[code]):
            if figure <= least or figure >= most:  # rounding moves no figure over a limit, only onto it
                value = utilities.utilities[row][code].value
                doubt = None if value is None else check_entry(variable, value)
                if doubt is not None:
                    found[row][code] = doubt
    return [_in_order(doubts, entries) for doubts, entries in zip(found, utilities.utilities, strict=True)]


def check_days(period: str, value: Decimal) -> Doubt | None:
    """Return what to ask where the days given are not those of the period; a leap year may have one more."""
    days = days_in(period)
    if days is None or value == days or (days == YEAR_DAYS and value == YEAR_DAYS + 1):
        return None
    parts = {"period": period, "days": str(days), "value": format_number(value)}
    likely = Decimal(days)
    return Doubt(Remark("{period} has {days} days; {value} are given.", "days", parts), likely)


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────

_WIDE = Context(prec=60)
_SLIPS: Mapping[int, str] = {
    10: "Ten times {period}. Was {likely} meant?",
    100: "A hundred times {period}. Was {likely} meant?",
    1000: "A thousand times {period}. Was {likely} meant?",
    1_000_000: "A million times {period}. Was {likely} meant?",
}
_SMALL_SLIPS: Mapping[int, str] = {
    10: "A tenth of {period}. Was {likely} meant?",
    100: "A hundredth of {period}. Was {likely} meant?",
    1000: "A thousandth of {period}. Was {likely} meant?",
    1_000_000: "A millionth of {period}. Was {likely} meant?",
}
_CLOSE = Decimal("1.25")
"""Figures seldom change by more than a quarter in a year, so ten times is anything from 8 to 12.5 times."""

_FAR = 2
"""From here on a change is asked about: twice or half of the last period."""


def _in_order(doubts: Mapping[str, Doubt], codes: Iterable[str]) -> dict[str, Doubt]:
    return {code: doubts[code] for code in codes if code in doubts} if doubts else {}


def _slip(value: Decimal, last: Earlier | None) -> Doubt | None:
    """Return the doubt about a decimal point in the wrong place or a unit taken for another."""
    if last is None or value <= 0 or last.value <= 0:
        return None
    for times in _SLIPS:
        larger = _WIDE.divide(value, Decimal(times))
        smaller = _WIDE.multiply(value, Decimal(times))
        if _near(larger, last.value):
            return _asked(_SLIPS[times], last.period, larger)
        if _near(smaller, last.value):
            return _asked(_SMALL_SLIPS[times], last.period, smaller)
    return None


def _near(value: Decimal, other: Decimal) -> bool:
    return other <= _WIDE.multiply(value, _CLOSE) and value <= _WIDE.multiply(other, _CLOSE)


def _asked(sentence: str, period: str, likely: Decimal) -> Doubt:
    tidy = Decimal(f"{likely.normalize(_WIDE):f}")
    return Doubt(Remark(sentence, "slip", {"period": period, "likely": format_number(tidy)}), tidy)


def _limits(value: Decimal, least: Decimal, most: Decimal, unit: str) -> Doubt | None:
    if value < least:
        return _beyond("Less than expected (usually at least {limit}).", "low", least, unit)
    if value > most:
        return _beyond("More than expected (usually at most {limit}).", "high", most, unit)
    return None


@lru_cache(maxsize=1024)  # of a thousand utilities many are beyond the same limit
def _beyond(sentence: str, kind: str, limit: Decimal, unit: str) -> Doubt:
    return Doubt(Remark(sentence, kind, {"limit": format_number(limit, unit=unit)}))


def _jump(value: Decimal, last: Earlier | None) -> Doubt | None:
    if last is None or last.value <= 0 or value < 0:
        return None
    parts = {"period": last.period, "last": format_number(last.value)}
    if value >= _WIDE.multiply(last.value, Decimal(_FAR)):
        return Doubt(Remark("Twice {period} or more ({last}). Is this right?", "jump", parts))
    if _WIDE.multiply(value, Decimal(_FAR)) <= last.value:
        return Doubt(Remark("Half of {period} or less ({last}). Is this right?", "jump", parts))
    return None
