"""What became of each indicator in a year, ready to show: value, trend, better or worse, or what it lacks."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import dropwhile
from typing import Literal

from wopfield.domain.indicator import Indicator, Result
from wopfield.domain.period import length_of
from wopfield.domain.quantity import decimals
from wopfield.language import _, plural
from wopfield.ui.numbers import numeral
from wopfield.ui.screens.indicators.sheet import Sheet
from wopfield.ui.screens.indicators.words import NOTHING
from wopfield.ui.values import remark_words, unit_words

Judgement = Literal["better", "worse", "same", "check", "missing", ""]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One indicator in one year; ``value`` is a dash where something is missing, never zero."""

    code: str
    name: str
    caption: str
    """Its number in the book it is from, such as IBNET 6.1."""
    value: str
    unit: str
    trend: tuple[float | None, ...]
    judgement: Judgement
    missing: tuple[str, ...] = ()
    """The names of the figures it lacks."""
    problem: str = ""

    @property
    def has_value(self) -> bool:
        """Return whether there is a value, whatever may be said about it."""
        return self.value != NOTHING

    @property
    def is_doubtful(self) -> bool:
        """Return whether its value, or a figure it is worked out from, looks wrong."""
        return self.judgement == "check"

    @property
    def words(self) -> str:
        """Return what is to say beside the value, in a sentence; empty where nothing is."""
        if self.missing:
            return _("Missing: {names}", names=", ".join(self.missing))
        return self.problem

    def fewer_words(self, count: int) -> str:
        """Return the same with so many of the figures it lacks by their names, and how many more there are."""
        names = ", ".join(self.missing[:count])
        rest = len(self.missing) - count
        if not count:
            return plural("Missing: one figure", "Missing: {count} figures", rest)
        return plural("Missing: {names} and one more", "Missing: {names} and {count} more", rest, names=names)

    @property
    def judgement_words(self) -> str:
        """Return better, worse, the same as last time, or that it should be looked at."""
        return {
            "better": _("Better"),
            "worse": _("Worse"),
            "same": _("No change"),
            "check": _("Check"),
            "missing": _("Missing"),
            "": "",
        }[self.judgement]

    @property
    def aloud(self) -> str:
        """Return the whole of it for those who listen."""
        parts = (self.name, f"{self.value} {self.unit}".strip(), self.caption, self.judgement_words, self.words)
        return ", ".join(part for part in parts if part)


def outcomes(sheet: Sheet, period: str, codes: Iterable[str]) -> list[Outcome]:
    """Return what became of some indicators in a year, in the order of their codes given."""
    return [_outcome(sheet, period, sheet.catalogue.indicators[code]) for code in codes]


def caption_of(indicator: Indicator) -> str:
    """Return the number of an indicator in the book it is from, or its code with us where none has it."""
    first = re.split(r"[;,(]", indicator.source, maxsplit=1)[0].strip()
    return first or indicator.code


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _outcome(sheet: Sheet, period: str, indicator: Indicator) -> Outcome:
    result = sheet.results.get(period, {}).get(indicator.code, Result(None, indicator.variables))
    doubted = [code for code in indicator.variables if sheet.open_doubt((code, period)) is not None]
    names = sheet.catalogue.names
    trend = _trend(sheet, indicator.code, period)
    return Outcome(
        code=indicator.code,
        name=indicator.name,
        caption=caption_of(indicator),
        value=NOTHING if result.value is None else _written(result.value, trend),
        unit="" if indicator.unit == "ratio" else unit_words(indicator.unit, sheet.currency),
        trend=trend,
        judgement=_judgement(sheet, period, indicator, result, doubted=bool(doubted)),
        missing=tuple(names[code] for code in result.missing),
        problem=_problem(result, [names[code] for code in doubted], sheet.currency),
    )


def _problem(result: Result, doubted: list[str], currency: str) -> str:
    if result.problem is not None:
        return remark_words(result.problem, currency)
    if doubted and result.value is not None:
        return _("Check: {names}", names=", ".join(doubted))
    return ""


def _written(value: float, among: Sequence[float | None]) -> str:
    return numeral(value, places=decimals(value, among))


def _trend(sheet: Sheet, code: str, period: str) -> tuple[float | None, ...]:
    """Return the values of periods as long, from the first there is up to the one that is shown."""
    upto = sheet.periods[: sheet.periods.index(period) + 1] if period in sheet.periods else ()
    alike = (each for each in upto if length_of(each) == length_of(period))
    values = (sheet.results[each][code].value if each in sheet.results else None for each in alike)
    return tuple(dropwhile(lambda value: value is None, values))


def _judgement(sheet: Sheet, period: str, indicator: Indicator, result: Result, *, doubted: bool) -> Judgement:
    if result.missing:
        return "missing"
    if result.value is None:
        return ""
    if doubted or result.problem is not None:
        return "check"
    trend = _trend(sheet, indicator.code, period)
    earlier = [value for value in trend[:-1] if value is not None]
    if not earlier or indicator.direction == "target":
        return ""
    if _written(result.value, trend) == _written(earlier[-1], trend):
        return "same"
    return "better" if (result.value > earlier[-1]) == (indicator.direction == "higher_better") else "worse"
