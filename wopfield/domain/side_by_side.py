"""The entries of many utilities side by side: a column for each variable, with a row for each utility.

A thousand utilities then cost a few walks along lists. What is not there is not a number, which every sum, product
and comparison carries on: so a result never comes from a missing entry. One utility is a column of one row.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from math import isfinite, nan
from operator import itemgetter

from wopfield.domain.expression import Figures, as_float
from wopfield.domain.grade import Confidence
from wopfield.domain.indicator import Entry, is_nothing

Have = tuple[frozenset[str], frozenset[str]]
"""Codes that have a figure, and codes that do not apply."""


class SideBySide:
    """Utilities in rows; a column is made when somebody first asks for it."""

    def __init__(self, utilities: Sequence[Mapping[str, Entry]]) -> None:
        self.utilities = utilities
        self.figures = Figures(_Columns(utilities), len(utilities))
        self._grades: dict[str, Sequence[Confidence | None]] = {}

    def grades(self, code: str) -> Sequence[Confidence | None]:
        """Return the grade of each figure for a variable, or nothing where no utility has one."""
        found = self._grades.get(code)
        if found is None:
            given = [entry.confidence if (entry := each.get(code)) else None for each in self.utilities]
            found = self._grades[code] = given if any(given) else ()
        return found

    @cached_property
    def alike(self) -> Mapping[Have, Sequence[int]]:
        """Return the rows of the utilities that have figures for the same variables."""
        found: dict[Have, list[int]] = {}
        for row, entries in enumerate(self.utilities):
            have, absent = frozenset(entries), _NOBODY
            if type(None) in map(type, map(_VALUE, entries.values())) or set(map(_STATE, entries.values())) - _MEASURED:
                have = frozenset([code for code, each in entries.items() if _has_figure(code, each)])
                said = frozenset([code for code, each in entries.items() if each.state == "not_applicable"])
                absent = said - have
            found.setdefault((have, absent), []).append(row)
        return found


class _Columns(dict[str, Sequence[float]]):
    """The figure of each utility for a variable, not a number where it has none."""

    def __init__(self, utilities: Sequence[Mapping[str, Entry]]) -> None:
        super().__init__()
        self._utilities = utilities

    def __missing__(self, code: str) -> Sequence[float]:
        given = [entries.get(code) for entries in self._utilities]
        made = self[code] = _all_measured(given) or [_figure(code, entry) for entry in given]
        return made


def _figure(code: str, entry: Entry | None) -> float:
    if entry is None or not _has_figure(code, entry):
        return nan
    return 0.0 if entry.value is None else as_float(entry.value)


def _all_measured(given: Sequence[Entry | None]) -> Sequence[float] | None:
    """Return the figures of a column in which every utility has one, as nearly all do of thousands; else None."""
    entries = [entry for entry in given if entry is not None]
    if len(entries) < len(given) or set(map(_STATE, entries)) != _MEASURED:
        return None
    try:
        made = list(map(float, map(_VALUE, entries)))
    except (TypeError, ValueError):  # one has no value, or one that is not a number
        return None
    return made if all(map(isfinite, made)) else None


def _has_figure(code: str, entry: Entry) -> bool:
    return is_nothing(code, entry) if entry.value is None else entry.state == "measured"


_VALUE, _STATE = itemgetter(Entry._fields.index("value")), itemgetter(Entry._fields.index("state"))
_MEASURED: frozenset[str] = frozenset({"measured"})
_NOBODY: frozenset[str] = frozenset()
