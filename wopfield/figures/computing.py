"""What a program is answered about figures: every indicator with its value, what it lacks and what is odd."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from wopfield.domain.catalogue import Catalogue
from wopfield.domain.given import Manner, read_given
from wopfield.domain.indicator import Entry, Indicator, Result
from wopfield.domain.period import days_in
from wopfield.domain.period_words import find_period
from wopfield.domain.plausible import check_entry, check_together
from wopfield.domain.remark import Remark
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


def take(year: UtilityYear, catalogue: Catalogue) -> Taken:
    """Return the entries of a utility-year; what cannot be used is refused in words, and the others stand."""
    entries: dict[str, Entry] = {}
    refused: dict[str, str] = {}
    remarks: dict[str, tuple[str, ...]] = {}
    length = _length(year, catalogue)
    manner = Manner(year.decimal, _rates(year, catalogue), length, year.sure)
    for code, raw in year.values.items():
        variable = catalogue.variables.get(code)
        if variable is None:
            if raw not in (None, ""):
                refused[str(code)] = _("No variable has this code.")
            continue
        if type(raw) is Decimal and code not in year.units and raw.is_finite() and -18 < raw.adjusted() < 18:
            entries[code] = Entry(raw)  # as programs write nearly all of them
            continue
        given = read_given(variable, raw, manner, year.units.get(code, ""))
        if given.entry is not None:
            entries[code] = given.entry
        if given.refused is not None:
            refused[code] = said(given.refused)
        if given.remarks:
            remarks[code] = tuple(map(said, given.remarks))
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


def take_some(years: Iterable[UtilityYear], catalogue: Catalogue) -> Iterator[list[Taken]]:
    """Yield the entries of utility-years, as many at once as are well worked out together."""
    left = iter(years)
    while some := [take(year, catalogue) for year in islice(left, _AT_ONCE)]:
        yield some


_AT_ONCE = 250


def compute(years: Iterable[UtilityYear], catalogue: Catalogue) -> list[dict[str, object]]:
    """Return the answer for each utility-year, ready for JSON."""
    return [answer(take(year, catalogue), catalogue) for year in years]


def answer(taken: Taken, catalogue: Catalogue) -> dict[str, object]:
    """Return every indicator of one utility-year, and what there is to say about its entries."""
    results = catalogue.work_out_all(taken.entries)
    found: dict[str, object] = {
        "id": taken.id,
        "indicators": {code: _indicator(catalogue.indicators[code], result, taken) for code, result in results.items()},
    }
    if taken.refused:
        found["refused"] = dict(taken.refused)
    warnings = entry_warnings(taken, catalogue)
    if warnings:
        found["warnings"] = warnings
    if taken.told:
        found["remarks"] = list(taken.told)
    if taken.problem:
        found["problem"] = taken.problem
    return found


def entry_warnings(taken: Taken, catalogue: Catalogue) -> dict[str, list[str]]:
    """Return what there is to say about each entry: how it was read, and whether it is likely."""
    found = {code: list(sentences) for code, sentences in taken.remarks.items()}
    for code, entry in taken.entries.items():
        doubt = check_entry(catalogue.variables[code], entry.value) if entry.value is not None else None
        if doubt is not None:
            found.setdefault(code, []).append(said(doubt.remark))
    for code, doubt in check_together(catalogue.variables, taken.entries).items():
        found.setdefault(code, []).append(said(doubt.remark))
    return found


def said(remark: Remark) -> str:
    """Return a remark in the language spoken."""
    return _(remark.sentence, **remark.parts)


def _indicator(indicator: Indicator, result: Result, taken: Taken) -> dict[str, object]:
    if not result.missing and result.problem is None and result.confidence is None:
        return {"value": result.value, "unit": indicator.unit, "missing": [], "warnings": []}
    warnings = [said(result.problem)] if result.problem else []
    for code in result.missing:
        if code in taken.refused:
            warnings.append(f"{code}: {taken.refused[code]}")
        elif code in taken.entries:
            warnings.append(_("{variable}: not measured.", variable=code))
    found: dict[str, object] = {
        "value": result.value,
        "unit": indicator.unit,
        "missing": list(result.missing),
        "warnings": warnings,
    }
    if result.confidence:
        found["confidence"] = result.confidence
    return found
