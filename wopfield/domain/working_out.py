"""Indicators worked out from entries: a value, or what is missing, or why there can be none."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat

from wopfield.domain.expression import run
from wopfield.domain.grade import Confidence
from wopfield.domain.indicator import Entry, Indicator, Result
from wopfield.domain.remark import Remark
from wopfield.domain.side_by_side import Have, SideBySide


def work_out(indicator: Indicator, entries: Mapping[str, Entry], called: Mapping[str, str] | None = None) -> Result:
    """Return what ``indicator`` is, from entries of one utility and period by code of variable.

    ``called`` are the names of the variables, for remarks.
    """
    needed = {code: entries[code] for code in indicator.variables if code in entries}
    return _results(indicator, SideBySide((needed,)), called or {})[0]


def work_out_all(
    indicators: Iterable[Indicator], utilities: SideBySide, called: Mapping[str, str] | None = None
) -> list[dict[str, Result]]:
    """Return the result of each indicator by its code, for each of many utilities."""
    listed = tuple(indicators)
    columns = zip(*(_results(indicator, utilities, called or {}) for indicator in listed), strict=True)
    codes = [indicator.code for indicator in listed]
    return [dict(zip(codes, row, strict=True)) for row in columns]


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _results(indicator: Indicator, utilities: SideBySide, called: Mapping[str, str]) -> Sequence[Result]:
    """Return the result of each utility, in their order."""
    lacking: dict[int, Result] = {}
    for have, rows in utilities.alike.items():
        why = _lacking(indicator, have, called)
        if why is not None:
            lacking |= dict.fromkeys(rows, why)
    if len(lacking) == utilities.figures.rows:
        return [lacking[row] for row in range(utilities.figures.rows)]
    found = _worked(indicator, utilities, called)
    for row, result in lacking.items():
        found[row] = result
    return found


def _lacking(indicator: Indicator, have: Have, called: Mapping[str, str]) -> Result | None:
    """Return why utilities with these entries have no result; None where nothing is missing."""
    given, absent = have
    not_here = [code for code in indicator.variables if code in absent] if absent else []
    if not_here:
        names = ", ".join(called.get(code, code) for code in not_here)
        return Result(None, problem=Remark("Does not apply here: {names}.", "does_not_apply", {"names": names}))
    if given >= indicator.needs:
        return None
    return Result(None, tuple([code for code in indicator.variables if code not in given]))


def _worked(indicator: Indicator, utilities: SideBySide, called: Mapping[str, str]) -> list[Result]:
    """Return the results of utilities as if every one had all entries it needs."""
    values = run(indicator.work, utilities.figures, called)
    weakest = _weakest(indicator, utilities) or repeat(None)
    least, most = indicator.usual
    doubts = _Doubts(indicator, utilities, called)
    return [
        Result(None, (), value)
        if isinstance(value, Remark)
        else Result(value, (), None if least <= value <= most else doubts.about(value, row), grade)
        for row, (value, grade) in enumerate(zip(values, weakest, strict=False))
    ]


def _weakest(indicator: Indicator, utilities: SideBySide) -> Sequence[Confidence | None]:
    """Return the weakest grade behind each result; nothing where no entry has one."""
    graded = [grades for code in indicator.variables if (grades := utilities.grades(code))]
    if len(graded) < 2:
        return graded[0] if graded else ()
    if all(map(all, graded)):
        return list(map(max, *graded))
    return [max(filter(None, row), default=None) for row in zip(*graded, strict=True)]


class _Doubts:
    """What there is to say of values of one indicator; the same remark is made once for all utilities."""

    def __init__(self, indicator: Indicator, utilities: SideBySide, called: Mapping[str, str]) -> None:
        self._indicator = indicator
        self._columns = utilities.figures.columns
        self._called = called
        self._made: dict[tuple[int, tuple[str, ...]], Remark] = {}
        self._behind = tuple(code for code in indicator.variables if code != "days")
        self._with_zeros = any(0.0 in self._columns[code] for code in self._behind)

    def about(self, value: float, row: int) -> Remark | None:
        """Return why ``value`` cannot be, or is unlikely to be, what it says."""
        for place, bound in enumerate(self._indicator.bounds):
            if value > bound.limit if bound.above else value < bound.limit:
                behind = self._behind
                if self._with_zeros:
                    behind = tuple([code for code in behind if self._columns[code][row] != 0])
                return self._made.get((place, behind)) or self._make(place, behind)
        return None

    def _make(self, place: int, behind: tuple[str, ...]) -> Remark:
        bound = self._indicator.bounds[place]
        names = ", ".join([self._called.get(code, code) for code in behind])
        parts = {"limit": bound.told, "names": names} if bound.told else {"names": names}
        made = self._made[place, behind] = Remark(bound.sentence, bound.kind, parts)
        return made
