"""Variables, the entries given for them, and the indicators worked out from those."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from wopfield.domain.expression import Expression, evaluate, names, render
from wopfield.domain.remark import Remark
from wopfield.domain.summary import Confidence, Direction

EntryState = Literal["measured", "not_measured", "not_applicable"]


@dataclass(frozen=True, slots=True)
class Variable:
    """An input figure: what it is, its unit, and the limits between which it is plausible."""

    code: str
    name: str
    unit: str
    definition: str
    plausible_min: Decimal
    plausible_max: Decimal
    source: str
    group: str = ""
    """The group of the grid in which it is entered."""

    @property
    def explanatory(self) -> bool:
        """Return whether it only explains the others and no indicator uses it."""
        return self.source.startswith("explanatory only")


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is worked out from variables, with its formula, limits and source."""

    code: str
    name: str
    formula: str
    tree: Expression
    unit: str
    direction: Direction
    typical_min: Decimal
    typical_max: Decimal
    good_practice: Decimal | None
    good_practice_source: str
    definition: str
    source: str
    themes: tuple[str, ...]

    @property
    def variables(self) -> tuple[str, ...]:
        """Return the codes of the variables it needs, in the order of the formula."""
        return names(self.tree)


@dataclass(frozen=True, slots=True)
class Entry:
    """The figure given for a variable, in the variable's unit; only a measured one has a value."""

    value: Decimal | None
    confidence: Confidence | None = None
    state: EntryState = "measured"
    margin: Decimal | None = None
    """How far the true figure may lie from this one, as ± % at 95 %; None goes by the confidence."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of an indicator: a value, or what it lacks, or why it cannot be.

    A value may come with a ``problem``: it is shown all the same, since it is what the entries say.
    """

    value: float | None
    missing: tuple[str, ...] = ()
    """Codes of the variables that have no entry."""
    problem: Remark | None = None
    confidence: Confidence | None = None
    """The weakest grade among the entries that have one; None where none has."""

    @property
    def comparable(self) -> bool:
        """Return whether the value may stand in a benchmark: it exists and is not impossible."""
        return self.value is not None and not (self.problem and self.problem.kind == "impossible")


def work_out(indicator: Indicator, entries: Mapping[str, Entry], called: Mapping[str, str] | None = None) -> Result:
    """Return what ``indicator`` is, from entries of one utility and period by code of variable.

    ``called`` are the names of the variables, for remarks.
    """
    told = called or {}
    given = {code: entries[code] for code in indicator.variables if code in entries}
    absent = [code for code, entry in given.items() if entry.state == "not_applicable"]
    if absent:
        listed = ", ".join(told.get(code, code) for code in absent)
        problem = Remark("Does not apply here: {names}.", "does_not_apply", {"names": listed})
        return Result(None, problem=problem)
    values = {c: e.value for c, e in given.items() if e.state == "measured" and e.value is not None}
    missing = tuple(code for code in indicator.variables if code not in values)
    if missing:
        return Result(None, missing)
    value = evaluate(indicator.tree, values, told)
    if isinstance(value, Remark):
        return Result(None, problem=value)
    confidence = max((e.confidence for e in given.values() if e.confidence), default=None)
    return Result(value, (), _doubt(indicator, value, values, told), confidence)


def work_out_all(
    indicators: Iterable[Indicator], entries: Mapping[str, Entry], called: Mapping[str, str] | None = None
) -> dict[str, Result]:
    """Return the result of each indicator by its code."""
    return {indicator.code: work_out(indicator, entries, called) for indicator in indicators}


def readable(indicator: Indicator, called: Mapping[str, str]) -> str:
    """Return the formula with the variables called by their names, or by their figures."""
    return render(indicator.tree, called)


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────

_DOUBTFUL_BELOW: Mapping[str, Decimal] = {"NR11": Decimal(1)}
"""Where a value can be, but is usually a wrong entry: a fifth of filed audits have an ILI below 1."""

_ROUNDING = 1e-9


def _doubt(
    indicator: Indicator, value: float, values: Mapping[str, Decimal], called: Mapping[str, str]
) -> Remark | None:
    """Return why ``value`` cannot be, or is unlikely to be, what it says."""
    check = ", ".join(called.get(c, c) for c in values if values[c] != 0 and c != "days")
    if indicator.typical_min >= 0 and value < -_ROUNDING:
        return Remark("Not possible: it is below zero. Check: {names}.", "impossible", {"names": check})
    if _is_share(indicator) and value > 100 + _ROUNDING:
        return Remark("Not possible: it is above 100 %. Check: {names}.", "impossible", {"names": check})
    least = _DOUBTFUL_BELOW.get(indicator.code, indicator.typical_min)
    if value < float(least) - _ROUNDING:
        parts = {"limit": f"{least:f}", "names": check}
        return Remark("Lower than usual (below {limit}). Check: {names}.", "unusual", parts)
    if value > float(indicator.typical_max) + _ROUNDING:
        parts = {"limit": f"{indicator.typical_max:f}", "names": check}
        return Remark("Higher than usual (above {limit}). Check: {names}.", "unusual", parts)
    return None


def _is_share(indicator: Indicator) -> bool:
    """A percentage whose usual range ends at 100 is a part of a whole, and cannot be more."""
    return indicator.unit == "%" and indicator.typical_max == 100
