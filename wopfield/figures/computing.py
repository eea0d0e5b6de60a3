"""What a program is answered about figures: every indicator with its value, what it lacks and what is odd."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from wopfield.domain.catalogue import Catalogue
from wopfield.domain.fitting import check_all_together
from wopfield.domain.given import read_given
from wopfield.domain.indicator import PARTS_OF_SUMS, Entry, Result, is_nothing
from wopfield.domain.period import days_in
from wopfield.domain.period_words import find_period
from wopfield.domain.plainly_given import Manner, plain_entries
from wopfield.domain.plausible import check_entries
from wopfield.domain.remark import Remark
from wopfield.domain.side_by_side import SideBySide
from wopfield.figures.utility_year import UtilityYear
from wopfield.language import _


@dataclass(frozen=True, slots=True)
class Taken:
    """A utility-year whose values were read: its entries, and what there is to say about each value."""

    id: object
    entries: Mapping[str, Entry]
    refused: Mapping[str, str]
    """Why a value was not used, by code or by the name nobody knows."""
    remarks: Mapping[str, tuple[str, ...]]
    """What there is to say about values that were used, by code of variable."""
    problem: str = ""
    told: tuple[str, ...] = ()
    """What there is to say about the whole of it."""
    night_flow: object = None
    """What the file says of a minimum night flow."""


def take(year: UtilityYear, catalogue: Catalogue, only: Collection[str] | None = None) -> Taken:
    """Return the entries of a utility-year; what cannot be used is refused in words, and the others stand.

    Of the variables that are known those in ``only`` are read, where that is given.
    """
    wanted = catalogue.variables if only is None else {code: catalogue.variables[code] for code in only}
    refused: dict[str, str] = {}
    remarks: dict[str, tuple[str, ...]] = {}
    length = _length(year, catalogue)
    manner = Manner(year.decimal, _rates(year, catalogue), length, year.sure)
    plain, told = plain_entries(wanted, year.values, manner, year.units)
    for code, raw in year.values.items():
        if plain.get(code) is not None:
            if code in told:
                remarks[code] = (said(told[code]),)
            continue
        if code not in wanted:
            if code not in catalogue.variables and raw not in (None, ""):
                refused[str(code)] = _("No variable has this code.")
            continue
        given = read_given(wanted[code], raw, manner, year.units.get(code, ""))
        plain[code] = given.entry
        if given.refused is not None:
            refused[code] = said(given.refused)
        if given.remarks:
            remarks[code] = tuple(map(said, given.remarks))
    entries = {code: entry for code, entry in plain.items() if entry is not None}
    if length is not None and "days" not in entries and "days" not in refused:
        entries["days"] = Entry(length)
    return Taken(year.id, entries, refused, remarks, year.problem, tuple(map(said, year.remarks)), year.night_flow)


def _length(year: UtilityYear, catalogue: Catalogue) -> Decimal | None:
    """Return the days of a utility-year: those it gives, or those of its period."""
    raw = year.values.get("days")
    given = None if raw in (None, "") else read_given(catalogue.variables["days"], raw, Manner(year.decimal)).entry
    if given is not None and given.value is not None:
        return given.value if given.value > 0 else None
    found = find_period(year.period) if year.period else None
    days = days_in(found.period) if found else None
    return None if days is None else Decimal(days)


def _rates(year: UtilityYear, catalogue: Catalogue) -> Mapping[str, Decimal]:
    raw = year.values.get("fx_usd")
    rate = read_given(catalogue.variables["fx_usd"], raw, Manner(year.decimal)).entry if raw is not None else None
    return {"USD": rate.value} if rate is not None and rate.value is not None and rate.value > 0 else {}


def take_some(
    years: Iterable[UtilityYear], catalogue: Catalogue, only: Collection[str] | None = None
) -> Iterator[list[Taken]]:
    """Yield the entries of utility-years, as many at once as are well worked out together."""
    left = iter(years)
    while some := [take(year, catalogue, only) for year in islice(left, _AT_ONCE)]:
        yield some


_AT_ONCE = 250


Encode = Callable[[object], str]
"""Writes a value as JSON."""


def answer_lines(years: Iterable[UtilityYear], catalogue: Catalogue, encode: Encode = json.dumps) -> Iterator[str]:
    """Yield the answer for each utility-year as JSON: every indicator, and what there is to say of entries."""
    for some in take_some(years, catalogue):
        spoken = _Spoken(catalogue, encode)
        utilities = SideBySide([taken.entries for taken in some])
        worked, warned = catalogue.work_out_many(utilities), entry_warnings(some, utilities, catalogue)
        for taken, results, warnings in zip(some, worked, warned, strict=True):
            others = {
                "refused": taken.refused,
                "warnings": warnings,
                "remarks": taken.told,
                "problem": taken.problem,
            }
            told = "".join([f", {encode(name)}: {encode(other)}" for name, other in others.items() if other])
            indicators = ", ".join(spoken.indicators(results, taken))
            yield f'{{"id": {encode(taken.id)}, "indicators": {{{indicators}}}{told}}}'


def entry_warnings(
    some: Sequence[Taken], utilities: SideBySide, catalogue: Catalogue
) -> Iterator[dict[str, list[str]]]:
    """Yield for each utility what there is to say about its entries: how they were read, whether they are likely."""
    alone, together = check_entries(catalogue.variables, utilities), check_all_together(catalogue.variables, utilities)
    for taken, *doubted in zip(some, alone, together, strict=True):
        found = {code: list(sentences) for code, sentences in taken.remarks.items()}
        for code in PARTS_OF_SUMS & taken.entries.keys():
            if is_nothing(code, taken.entries[code]):
                sentence = _("Does not apply here, and counts as nothing in the sum: {names}.", names=code)
                found.setdefault(code, []).append(sentence)
        for doubts in doubted:
            for code, doubt in doubts.items():
                found.setdefault(code, []).append(said(doubt.remark))
        yield found


def said(remark: Remark) -> str:
    """Return a remark in the language spoken."""
    return _(remark.sentence, **remark.parts)


class _Spoken:
    """Results as JSON; what is the same of many utilities, a remark or what they lack, is put into words once."""

    def __init__(self, catalogue: Catalogue, encode: Encode) -> None:
        self._encode = encode
        self._around = {
            code: (f'{encode(code)}: {{"value": ', f', "unit": {encode(each.unit)}, "missing": ')
            for code, each in catalogue.indicators.items()
        }
        self._said: dict[int, tuple[Remark, str]] = {}
        self._lacking: dict[int, tuple[Result, str]] = {}

    def indicators(self, results: Mapping[str, Result], taken: Taken) -> Iterator[str]:
        """Yield every result of a utility-year, its code before it."""
        told = taken.refused or any(entry.value is None for entry in taken.entries.values())
        for code, result in results.items():
            before, behind = self._around[code]
            if result.missing:
                about = self._lacks(result, _why(result, taken)) if told else self._only_lacks(result)
                yield f"{before}null{behind}{about}}}"
                continue
            value = "null" if result.value is None else repr(result.value)
            warnings = "[]" if result.problem is None else self._problem(result.problem)
            grade = f', "confidence": "{result.confidence}"' if result.confidence else ""
            yield f'{before}{value}{behind}[], "warnings": {warnings}{grade}}}'

    def _problem(self, problem: Remark) -> str:
        kept = self._said.get(id(problem))  # kept with its remark, so that no other one can have its id
        if kept is None:
            kept = self._said[id(problem)] = problem, self._encode([said(problem)])
        return kept[1]

    def _only_lacks(self, result: Result) -> str:
        kept = self._lacking.get(id(result))
        if kept is None:
            kept = self._lacking[id(result)] = result, self._lacks(result, [])
        return kept[1]

    def _lacks(self, result: Result, warnings: list[str]) -> str:
        return f'{self._encode(result.missing)}, "warnings": {self._encode(warnings)}'


def _why(result: Result, taken: Taken) -> list[str]:
    """Return why entries that were given are none for a result that lacks them."""
    warnings = []
    for code in result.missing:
        if code in taken.refused:
            warnings.append(f"{code}: {taken.refused[code]}")
        elif code in taken.entries:
            warnings.append(_("{variable}: not measured.", variable=code))
    return warnings
