"""Where the parts of a water balance stand in the standard table: one geometry for screen and paper.

Five columns that read from what was put in to what earns and what does not. Heights follow volumes above the
least that can be read, which is all that a part without a figure, or below zero, gets. All numbers are shares of the
table's height, from its top; what draws it adds gaps, colours and words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from wopfield.domain.balance import Balance, Component

Kind = Literal["whole", "authorised", "billed", "unbilled", "losses", "apparent", "real", "revenue", "non_revenue"]

COLUMNS: Final = 5


@dataclass(frozen=True, slots=True)
class Box:
    """One part of the table."""

    component: Component
    column: int
    top: float
    height: float
    kind: Kind
    is_part: bool = False
    """Whether it stands in the column of the parts that are entered, and takes its look from the one before it."""


def boxes(balance: Balance, least: float) -> tuple[Box, ...]:
    """Return the table, column by column from its top; ``least`` is the least height of a part."""
    groups = [(kind, balance.find(code), _parts(balance, code)) for kind, code in _GROUPS]
    parts = [part for _kind, _group, members in groups for part in members]
    heights = _heights([part.volume.value or 0.0 for part in parts], least)
    tops = [sum(heights[:place]) for place in range(len(heights))]
    found: list[Box] = []
    spans: dict[Kind, tuple[float, float]] = {}
    first = 0
    for kind, group, members in groups:
        last = first + len(members)
        spans[kind] = (tops[first], sum(heights[:last]))
        found.append(_box(group, 2, kind, spans[kind]))
        places = range(first, last)
        found += [Box(parts[place], 3, tops[place], heights[place], kind, is_part=True) for place in places]
        first = last
    for code, column, kind, above, below in _SPANNING:
        found.append(_box(balance.find(code), column, kind, (spans[above][0], spans[below][1])))
    return tuple(sorted(found, key=lambda box: (box.column, box.top)))


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────

_GROUPS: tuple[tuple[Kind, str], ...] = (
    ("billed", "billed_authorised"),
    ("unbilled", "unbilled_authorised"),
    ("apparent", "apparent_losses"),
    ("real", "real_losses"),
)

_SPANNING: tuple[tuple[str, int, Kind, Kind, Kind], ...] = (
    ("water_supplied", 0, "whole", "billed", "real"),
    ("authorised_consumption", 1, "authorised", "billed", "unbilled"),
    ("water_losses", 1, "losses", "apparent", "real"),
    ("revenue_water", 4, "revenue", "billed", "billed"),
    ("non_revenue_water", 4, "non_revenue", "unbilled", "real"),
)
"""What goes over more than one group: its code, column and kind, and the first and last group it goes over."""


def _parts(balance: Balance, code: str) -> tuple[Component, ...]:
    group = balance.find(code)
    if code != "real_losses":
        return group.children
    # Leakage by where it comes from, where that is known and adds up to no more than what was lost.
    known = all(part.volume.value is not None and part.volume.value >= 0 for part in balance.located)
    return balance.located if balance.located and known else (group,)


def _box(component: Component, column: int, kind: Kind, span: tuple[float, float]) -> Box:
    return Box(component, column, span[0], span[1] - span[0], kind)


def _heights(volumes: Sequence[float], least: float) -> list[float]:
    """Return the heights of parts that together are 1: each gets ``least``, and volumes share what is left.

    So the larger of two parts is always the higher, and small ones can be told apart.
    """
    count = len(volumes)
    least = min(least, 1 / count)
    sizes = [max(volume, 0.0) for volume in volumes]
    whole = sum(sizes)
    room = 1 - least * count
    return [least + room * (size / whole if whole > 0 else 1 / count) for size in sizes]
