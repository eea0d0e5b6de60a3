"""The figures of a utility as they were typed: a line for each variable, a cell for each period.

Results are worked out from ``indicator.Entry``; this is what somebody reads who wants to know what was said, by whom,
and what was thought of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from wopfield.domain.grade import Confidence
from wopfield.domain.indicator import EntryState
from wopfield.domain.remark import Remark


class Origin(NamedTuple):
    """Where a figure comes from; texts are empty where nobody said, or where the reader may not know."""

    confidence: Confidence | None = None
    basis: str = ""
    """``measured``, ``estimated`` or ``stated``."""
    margin: str = ""
    """How far the true figure may lie from it, as ± % at 95 %; empty goes by the confidence."""
    source: str = ""
    evidence: str = ""
    """The number and title of the piece of evidence it was read from."""
    note: str = ""
    rate: str = ""
    """How much of the utility's own currency one of the unit's currency was."""
    rate_day: date | None = None
    given_by: str = ""
    given_on: date | None = None


@dataclass(frozen=True, slots=True)
class EntryCell:
    """What was said of one variable for one period."""

    value: float | None
    """In ``unit``; None where ``state`` says why there is none, or where what stands there is no number."""
    unit: str
    state: EntryState
    origin: Origin
    question: Remark | None = None
    """What looks wrong about it."""
    kept: bool = False
    """Whether somebody looked at that question and kept the figure."""
    reason: str = ""
    disputed: bool = False
    """Whether it was changed in two places, and nobody has settled it."""


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One variable over the periods."""

    code: str
    name: str
    unit: str
    """The unit in which most of the line is read; a cell may have another."""
    group: str
    cells: Mapping[str, EntryCell]
    """By period; a period of which nothing was said has none."""


def alike(line: EntryLine, periods: Iterable[str]) -> list[tuple[list[str], Origin]]:
    """Return where the figures of a line come from, each origin once with its periods, in the order of the first."""
    found: dict[Origin, list[str]] = {}
    for period in periods:
        if period in line.cells:
            found.setdefault(line.cells[period].origin, []).append(period)
    return [(those, origin) for origin, those in found.items()]
