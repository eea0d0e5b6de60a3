"""Variables, the entries given for them, and the indicators worked out from those."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Literal

from wopfield.domain.expression import Expression, Figures, Work, as_float, names, ready, render, run
from wopfield.domain.grade import Confidence, Direction
from wopfield.domain.remark import Remark

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
    variables: tuple[str, ...] = field(init=False, compare=False, repr=False)
    """Codes of the variables it needs, in the order of the formula; found once, since results are many."""
    needs: frozenset[str] = field(init=False, compare=False, repr=False)
    work: Work = field(init=False, compare=False, repr=False)
    usual: tuple[float, float] = field(init=False, compare=False, repr=False)
    """Between these nothing is odd."""
    bounds: "tuple[Bound, ...]" = field(init=False, compare=False, repr=False)
    """What there is to say beyond each limit, the hardest first."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "variables", names(self.tree))
        object.__setattr__(self, "needs", frozenset(self.variables))
        object.__setattr__(self, "work", ready(self.tree))
        object.__setattr__(self, "usual", _usual(self))
        object.__setattr__(self, "bounds", tuple(_bounds(self)))


@dataclass(frozen=True, slots=True)
class Bound:
    """A limit of an indicator, and what there is to say of a value below or above it."""

    limit: float
    above: bool
    sentence: str
    kind: str
    told: str
    """The limit as the sentence names it; empty where it does not."""


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
    return _Together((entries,), indicator.variables, called or {}).results(indicator)[0]


def work_out_all(
    indicators: Iterable[Indicator], utilities: Sequence[Mapping[str, Entry]], called: Mapping[str, str] | None = None
) -> list[dict[str, Result]]:
    """Return the result of each indicator by its code, for each of many utilities."""
    listed = tuple(indicators)
    together = _Together(utilities, tuple({code: None for each in listed for code in each.variables}), called or {})
    columns = zip(*(together.results(indicator) for indicator in listed), strict=True)
    codes = [indicator.code for indicator in listed]
    return [dict(zip(codes, row, strict=True)) for row in columns]


def readable(indicator: Indicator, called: Mapping[str, str]) -> str:
    """Return the formula with the variables called by their names, or by their figures."""
    return render(indicator.tree, called)


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Known:
    """Entries of one utility, made ready for working out."""

    figures: Mapping[str, float]
    grades: Mapping[str, Confidence]
    absent: frozenset[str]
    """Codes that do not apply here."""

    @classmethod
    def among(cls, entries: Mapping[str, Entry], codes: Iterable[str]) -> "_Known":
        figures: dict[str, float] = {}
        grades: dict[str, Confidence] = {}
        absent = set()
        for code in codes:
            entry = entries.get(code)
            if entry is None:
                continue
            if entry.state == "not_applicable":
                absent.add(code)
            elif entry.state == "measured" and entry.value is not None:
                figures[code] = as_float(entry.value)
                if entry.confidence:
                    grades[code] = entry.confidence
        return cls(figures, grades, frozenset(absent))


class _Together:
    """Works out one indicator after the other for many utilities, of which most have the same entries."""

    def __init__(self, utilities: Sequence[Mapping[str, Entry]], codes: Sequence[str], called: Mapping[str, str]):
        self._known = [_Known.among(entries, codes) for entries in utilities]
        self._called = called
        self._alike: dict[tuple[frozenset[str], frozenset[str]], list[int]] = {}
        for row, known in enumerate(self._known):
            self._alike.setdefault((frozenset(known.figures), known.absent), []).append(row)

    def results(self, indicator: Indicator) -> Sequence[Result]:
        """Return the result of each utility, in their order."""
        if len(self._alike) == 1:
            ((have, absent),) = self._alike
            lacking = self._lacking(indicator, have, absent)
            if lacking is not None:
                return [lacking] * len(self._known)
            return self._worked(indicator, self._known, self._whole)
        found: dict[int, Result] = {}
        rows: list[int] = []
        for (have, absent), alike in self._alike.items():
            lacking = self._lacking(indicator, have, absent)
            if lacking is None:
                rows += alike
            else:
                found.update(dict.fromkeys(alike, lacking))
        if rows:
            known = [self._known[row] for row in rows]
            figures = Figures(_columns(known, indicator.variables), len(rows))
            found.update(zip(rows, self._worked(indicator, known, figures), strict=True))
        return [found[row] for row in range(len(self._known))]

    @cached_property
    def _whole(self) -> Figures:
        """The figures of every utility, where all have the same."""
        return Figures(_columns(self._known, self._known[0].figures), len(self._known))

    def _lacking(self, indicator: Indicator, have: frozenset[str], absent: frozenset[str]) -> Result | None:
        """Return why utilities with these entries have no result; None where nothing is missing."""
        not_here = [code for code in indicator.variables if code in absent] if absent else []
        if not_here:
            names = ", ".join(self._called.get(code, code) for code in not_here)
            return Result(None, problem=Remark("Does not apply here: {names}.", "does_not_apply", {"names": names}))
        if have >= indicator.needs:
            return None
        return Result(None, tuple([code for code in indicator.variables if code not in have]))

    def _worked(self, indicator: Indicator, known: Sequence[_Known], figures: Figures) -> list[Result]:
        """Return the results of utilities that have every entry it needs."""
        least, most = indicator.usual
        doubts: _Doubts | None = None
        found = []
        for row, value in enumerate(run(indicator.work, figures, self._called)):
            problem = None
            if isinstance(value, Remark):
                found.append(Result(None, (), value))
                continue
            if not least <= value <= most:
                doubts = doubts or _Doubts(indicator, self._called)
                problem = doubts.about(value, known[row].figures)
            grades = known[row].grades
            weakest = max((grades[c] for c in indicator.variables if c in grades), default=None) if grades else None
            found.append(Result(value, (), problem, weakest))
        return found


def _columns(known: Sequence[_Known], codes: Iterable[str]) -> dict[str, list[float]]:
    return {code: [each.figures[code] for each in known] for code in codes}


_DOUBTFUL_BELOW: Mapping[str, Decimal] = {"NR11": Decimal(1)}
"""Where a value can be, but is usually a wrong entry: a fifth of filed audits have an ILI below 1."""

_NEVER_ABOVE: Mapping[str, int] = {"QS01": 24} | dict.fromkeys(
    ("CV03", "PC06", "PC07", "NR01", "NR02", "FN05", "FN06", "FN07", "FN08", "HR03", "HR04", "HR05"), 100
)
"""Hours of a day and parts of a whole, whose usual range ends below what is possible at all."""

_NEVER_BELOW: Mapping[str, Decimal] = {"EN03": Decimal("0.2725")}
"""What physics allows: a pump without any loss."""

_ROUNDING = 1e-9


class _Doubts:
    """What there is to say of values of one indicator; the same remark is made once for all utilities."""

    def __init__(self, indicator: Indicator, called: Mapping[str, str]) -> None:
        self._indicator = indicator
        self._called = called
        self._made: dict[tuple[Bound, tuple[str, ...]], Remark] = {}

    def about(self, value: float, figures: Mapping[str, float]) -> Remark | None:
        """Return why ``value`` cannot be, or is unlikely to be, what it says."""
        for bound in self._indicator.bounds:
            if value > bound.limit if bound.above else value < bound.limit:
                behind = tuple([c for c in self._indicator.variables if figures[c] != 0 and c != "days"])
                return self._made.get((bound, behind)) or self._make(bound, behind)
        return None

    def _make(self, bound: Bound, behind: tuple[str, ...]) -> Remark:
        check = ", ".join([self._called.get(code, code) for code in behind])
        parts = {"limit": bound.told, "names": check} if bound.told else {"names": check}
        made = self._made[bound, behind] = Remark(bound.sentence, bound.kind, parts)
        return made


def _bounds(indicator: Indicator) -> Iterator[Bound]:
    """Yield each bound, the hardest first."""
    code = indicator.code
    if indicator.typical_min >= 0:
        yield Bound(-_ROUNDING, False, "Not possible: it is below zero. Check: {names}.", "impossible", "")
    if code in _NEVER_BELOW:
        least = _NEVER_BELOW[code]
        sentence = "Not possible: it is below {limit}, which no machine reaches. Check: {names}."
        yield Bound(float(least) * (1 - _ROUNDING), False, sentence, "impossible", f"{least:f}")
    most = 100 if _is_share(indicator) else _NEVER_ABOVE.get(code)
    if most == 100:
        yield Bound(100 + _ROUNDING, True, "Not possible: it is above 100 %. Check: {names}.", "impossible", "")
    elif most is not None:
        sentence = "Not possible: it is above {limit}. Check: {names}."
        yield Bound(most + _ROUNDING, True, sentence, "impossible", str(most))
    least = _DOUBTFUL_BELOW.get(code, indicator.typical_min)
    sentence = "Lower than usual (below {limit}). Check: {names}."
    yield Bound(float(least) - _ROUNDING, False, sentence, "unusual", f"{least:f}")
    sentence = "Higher than usual (above {limit}). Check: {names}."
    most_usual = indicator.typical_max
    yield Bound(float(most_usual) + _ROUNDING, True, sentence, "unusual", f"{most_usual:f}")


def _usual(indicator: Indicator) -> tuple[float, float]:
    code = indicator.code
    least = max(_DOUBTFUL_BELOW.get(code, indicator.typical_min), _NEVER_BELOW.get(code, indicator.typical_min))
    most = min(indicator.typical_max, Decimal(_NEVER_ABOVE.get(code, indicator.typical_max)))
    return float(least), float(most)


def _is_share(indicator: Indicator) -> bool:
    """A percentage whose usual range ends at 100 is a part of a whole, and cannot be more."""
    return indicator.unit == "%" and indicator.typical_max == 100
