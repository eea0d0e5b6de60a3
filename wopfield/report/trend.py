"""A figure over the years with how sure it is, and the way from its last value to its goal."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, log10

from wopfield.language import _
from wopfield.report.drawing import Circle, Drawing, Fill, Label, Mark, Path, Stroke, diamond, line
from wopfield.report.numbers import Numbers
from wopfield.report.style import AMBER, AMBER_TEXT, HAIRLINE, INK, MUTED, PRIMARY, WHITE, Face, TextStyle, mixed
from wopfield.report.text import width_of

_TICK = TextStyle("condensed", 7, 8, MUTED)
_GOAL = TextStyle("condensed-semibold", 7.8, 9, AMBER_TEXT)
_LAST: tuple[Face, float, str] = ("semibold", 8.2, INK)
_EARLIER: tuple[Face, float, str] = ("condensed", 7.4, MUTED)
_TOP, _FOOT = 16.0, 14.0
Limits = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Plane:
    """Where years and values stand; years that are numbers keep their distance."""

    places: tuple[float, ...]
    low: float
    high: float
    left: float
    right: float
    foot: float

    def x(self, column: int) -> float:
        first, last = self.places[0], self.places[-1]
        share = (self.places[column] - first) / (last - first) if last > first else 0.5
        return self.left + (self.right - self.left) * share

    def y(self, value: float) -> float:
        return self.foot - (self.foot - _TOP) * (value - self.low) / (self.high - self.low)


def trend(
    periods: Sequence[str],
    values: Sequence[float | None],
    target: tuple[str, float] | None,
    numbers: Numbers,
    width: float,
    height: float,
    *,
    limits: Sequence[Limits | None] = (),
    words: Sequence[str] = (),
) -> Drawing:
    """Return a line over the years with its last value, and the goal as a dashed line to a hollow diamond.

    ``limits`` are those between which each true value lies, shown as a band; a missing year leaves a gap. With
    ``words``, how each value is written, all of them stand at their points.
    """
    known = [value for value in values if value is not None]
    if not known:
        return Drawing(width, height, (), _("No value is known."))
    columns = [*periods, target[0]] if target else list(periods)
    spread = [*known, *([target[1]] if target else []), *(edge for pair in limits if pair for edge in pair)]
    ticks = _ticks(min(spread), max(spread))
    goal_width = width_of(_goal_words(target[1], numbers), _GOAL) + 10 if target else 18.0
    widest = max(width_of(words, _TICK) for words in _scale(ticks, numbers))
    apart = 12.0 if words else 5.0  # the first value begins at the axis, and is no figure of it
    plane = _Plane(_distances(columns), ticks[0], ticks[-1], widest + apart + 5, width - goal_width, height - _FOOT)
    marks = [*_band(plane, limits), *_grid(plane, ticks, numbers, apart), *_years(plane, columns, height)]
    marks.extend(_line(plane, values))
    marks.extend(_every(plane, values, words) if words else _ends(plane, values, numbers))
    if target:
        marks.extend(_way_to_goal(plane, values, target[1], numbers))
    return Drawing(width, height, tuple(marks), _told(periods, values, target, numbers))


def _distances(columns: Sequence[str]) -> tuple[float, ...]:
    years = [float(name) for name in columns if name.isascii() and name.isdigit() and len(name) == 4]
    if len(years) == len(columns) and all(one < other for one, other in pairwise(years)):
        return tuple(years)
    return tuple(float(at) for at in range(len(columns)))


def _ticks(low: float, high: float) -> list[float]:
    """Return two to five round figures around what is shown."""
    span = (high - low) or abs(high) or 1.0
    step = 10 ** floor(log10(span))
    step = next(step * part for part in (0.2, 0.5, 1, 2, 5) if span / (step * part) <= 3.5)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return [step * at for at in range(first, max(last, first + 1) + 1)]


def _scale(ticks: Sequence[float], numbers: Numbers) -> list[str]:
    """Return the figures beside the grid, with the decimals that tell one from the next."""
    places = max(0, -floor(log10(ticks[1] - ticks[0]) + 1e-9))
    return [numbers.decimal(tick, places) for tick in ticks]


def _grid(plane: _Plane, ticks: Sequence[float], numbers: Numbers, apart: float) -> list[Mark]:
    marks: list[Mark] = []
    for tick, words in zip(ticks, _scale(ticks, numbers), strict=True):
        y = plane.y(tick)
        marks.append(line(plane.left, y, plane.right, y, Stroke(HAIRLINE, 0.6)))
        marks.append(Label(plane.left - apart, y + 2.5, words, "condensed", 7, MUTED, "end"))
    return marks


def _years(plane: _Plane, columns: Sequence[str], height: float) -> list[Mark]:
    """Return the names of the years, as many as have room; the last always."""
    marks: list[Mark] = []
    free = plane.right + 30
    for at in reversed(range(len(columns))):
        x, room = plane.x(at), width_of(columns[at], _TICK) / 2
        if x + room + 4 <= free:
            marks.append(Label(x, height - 3, columns[at], "condensed", 7, MUTED, "middle"))
            free = x - room
    return marks


def _band(plane: _Plane, limits: Sequence[Limits | None]) -> list[Mark]:
    marks: list[Mark] = []
    for at, (one, other) in enumerate(pairwise(limits)):
        if one and other:
            corners = (
                (plane.x(at), plane.y(one[1])), (plane.x(at + 1), plane.y(other[1])),
                (plane.x(at + 1), plane.y(other[0])), (plane.x(at), plane.y(one[0])),
            )  # fmt: skip
            marks.append(Path(corners, None, Fill(mixed(WHITE, PRIMARY, 0.12)), closed=True))
    return marks


def _line(plane: _Plane, values: Sequence[float | None]) -> list[Mark]:
    spots = [(plane.x(at), plane.y(value)) if value is not None else None for at, value in enumerate(values)]
    marks: list[Mark] = [
        Path((one, other), Stroke(PRIMARY, 1.8, round_ends=True)) for one, other in pairwise(spots) if one and other
    ]
    last = max(at for at, spot in enumerate(spots) if spot)
    marks.extend(
        Circle(*spot, 2.8 if at == last else 2.0, None, Fill(PRIMARY)) for at, spot in enumerate(spots) if spot
    )
    return marks


def _ends(plane: _Plane, values: Sequence[float | None], numbers: Numbers) -> list[Mark]:
    known = [(at, value) for at, value in enumerate(values) if value is not None]
    (first, start), (last, end) = known[0], known[-1]
    marks: list[Mark] = [
        Label(plane.x(last) + 4, plane.y(end) - 6, numbers.measured(end, values), "semibold", 8.2, INK)
    ]
    if last != first:
        words = numbers.measured(start, values)
        marks.append(Label(plane.x(first), plane.y(start) - 6, words, "condensed", 7.4, MUTED, "middle"))
    return marks


def _every(plane: _Plane, values: Sequence[float | None], words: Sequence[str]) -> list[Mark]:
    known = [(at, value) for at, value in enumerate(values) if value is not None]
    marks: list[Mark] = []
    for at, value in known:
        face, size, ink = _LAST if at == known[-1][0] else _EARLIER
        # the first would stand over the axis
        start = not at and len(plane.places) > 1
        x = plane.x(at) - (2 if start else 0)
        marks.append(Label(x, plane.y(value) - 6, words[at], face, size, ink, "start" if start else "middle"))
    return marks


def _way_to_goal(plane: _Plane, values: Sequence[float | None], goal: float, numbers: Numbers) -> list[Mark]:
    at, end = next((at, value) for at, value in reversed(list(enumerate(values))) if value is not None)
    start, spot = (plane.x(at), plane.y(end)), (plane.x(len(plane.places) - 1), plane.y(goal))
    return [
        Path((start, spot), Stroke(AMBER, 1.2, (3, 2.2))),
        diamond(*spot, 3.6, stroke=Stroke(AMBER, 1.1), fill=Fill(WHITE)),
        Label(spot[0] + 7, spot[1] + 2.7, _goal_words(goal, numbers), _GOAL.face, _GOAL.size, AMBER_TEXT),
    ]


def _goal_words(goal: float, numbers: Numbers) -> str:
    return _("{value} goal", value=numbers.whole(goal) if float(goal).is_integer() else numbers.measured(goal))


def _told(
    periods: Sequence[str], values: Sequence[float | None], target: tuple[str, float] | None, numbers: Numbers
) -> str:
    known = [(period, value) for period, value in zip(periods, values, strict=True) if value is not None]
    words = _(
        "From {first} in {start} to {last} in {end}.",
        first=numbers.measured(known[0][1], values),
        start=known[0][0],
        last=numbers.measured(known[-1][1], values),
        end=known[-1][0],
    )
    if target:
        words += " " + _("The goal is {value} in {period}.", value=numbers.measured(target[1]), period=target[0])
    return words
