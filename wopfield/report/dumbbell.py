"""Where areas stood and where they stand, on one axis from 0 to 4: one geometry for paper and screen.

What stands where follows from a ``Manner`` alone, in its own unit: points on paper, pixels on the screen.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from wopfield.report.drawing import Drawing, Label, Mark, Stroke, line, moved
from wopfield.report.style import TextStyle
from wopfield.report.text import shortened, width_of

_TOP_LEVEL = 4
_BELOW_THE_MIDDLE = 0.36
"""How far a baseline lies below the middle of its line, in sizes of its type."""


@dataclass(frozen=True, slots=True)
class AreaLine:
    """One area; ``now`` None means not rated, ``baseline`` None that there was none."""

    key: str
    number: str
    title: str
    baseline: float | None
    now: float | None
    half_rated: bool = True
    """Whether enough of it is rated for its sign to be a full one."""
    value: str = ""
    """Such as "2.4", as the language writes it."""
    change: str = ""
    """Such as "+0.8"."""
    tone: str = ""
    """The colour of the change."""
    unsettled: bool = False
    """Whether the team has not agreed on all that counts now."""


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs of then and now around a middle at 0, 0, and what joins them; pale ones where little is rated."""

    then: Mark
    now: Mark
    pale: Mark
    link: Stroke
    pale_link: Stroke
    then_on_top: bool = False
    unsettled: Mark | None = None
    """What stands around the sign of now where not all of it is agreed."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The lines of the levels: through all rows, or a track with ticks in each."""

    through: Stroke | None = None
    track: Stroke | None = None
    tick: Stroke | None = None
    reach: float = 0.0
    """How far a tick goes up and down."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How large a dumbbell is drawn and in which tones."""

    head: float
    """The room above the rows, where the levels are written."""
    pitch: float
    start: float
    """Where level 0 stands, from the side where reading starts."""
    end: float
    """Where level 4 stands."""
    title_at: float
    """Where titles start; numbers start at 0."""
    title_lines: int
    air: float
    """The least that lies between words and the axis."""
    scale: TextStyle
    number: TextStyle
    title: TextStyle
    value: TextStyle
    change: TextStyle
    nothing: TextStyle
    signs: Signs
    grid: Grid

    def x(self, level: float) -> float:
        """Return where a level stands."""
        return self.start + (self.end - self.start) * level / _TOP_LEVEL

    def y(self, row: int) -> float:
        """Return the middle of a row."""
        return self.head + self.pitch * (row + 0.5)

    def height(self, rows: int) -> float:
        """Return how high so many rows are, with their head."""
        return self.head + self.pitch * rows

    def row_at(self, y: float) -> int:
        """Return the row that holds a height; below 0 it is none."""
        return int((y - self.head) // self.pitch)


def rows(lines: Sequence[AreaLine], manner: Manner, width: float, nothing: str, alternative: str) -> Drawing:
    """Return one row for each area, from its baseline to now; ``nothing`` are the words for an area without a rating.

    They stand at the end of the row, where its figures would, if there is room for them; else on the axis, and what
    the area was like before is left to the table.
    """
    height = manner.height(len(lines))
    at_the_end = width_of(nothing, manner.nothing) <= width - manner.end - manner.air + 0.01
    marks = _axis(manner, len(lines), height)
    for row, area in enumerate(lines):
        marks.extend(_name(area, manner, row))
        if area.now is not None or at_the_end:
            marks.extend(_standing(area, manner, row))
        if area.now is not None:
            marks.extend(_figures(area, manner, row, width))
        elif at_the_end:
            marks.append(_written(nothing, manner.nothing, width, manner.y(row), at_the_end=True))
        else:
            marks.append(_written(nothing, manner.nothing, manner.start, manner.y(row)))
    return Drawing(width, height, tuple(marks), alternative)


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _axis(manner: Manner, count: int, height: float) -> list[Mark]:
    grid, style = manner.grid, manner.scale
    marks: list[Mark] = []
    for level in range(_TOP_LEVEL + 1):
        x = manner.x(level)
        if grid.through:
            marks.append(line(x, manner.head, x, height, grid.through))
        y = style.leading / 2 + style.size * _BELOW_THE_MIDDLE
        marks.append(Label(x, y, str(level), style.face, style.size, style.colour, "middle"))
    for row in range(count):
        y = manner.y(row)
        if grid.track:
            marks.append(line(manner.start, y, manner.end, y, grid.track))
        if grid.tick:
            places = [manner.x(level) for level in range(_TOP_LEVEL + 1)]
            marks.extend(line(x, y - grid.reach, x, y + grid.reach, grid.tick) for x in places)
    return marks


def _name(area: AreaLine, manner: Manner, row: int) -> list[Mark]:
    style = manner.title
    names = shortened(area.title, style, manner.start - manner.air - manner.title_at, manner.title_lines)
    first = manner.y(row) - (len(names) - 1) * style.leading / 2
    marks: list[Mark] = [_written(area.number, manner.number, 0, first)]
    marks += [_written(words, style, manner.title_at, first + at * style.leading) for at, words in enumerate(names)]
    return marks


def _standing(area: AreaLine, manner: Manner, row: int) -> list[Mark]:
    signs, y = manner.signs, manner.y(row)
    then, now = area.baseline, area.now
    marks: list[Mark] = []
    if then is not None and now is not None:
        joined = signs.link if area.half_rated else signs.pale_link
        marks.append(line(manner.x(then), y, manner.x(now), y, joined))
    placed = [(signs.then, then), (signs.now if area.half_rated else signs.pale, now)]
    for sign, level in reversed(placed) if signs.then_on_top else placed:
        if level is not None:
            marks.extend(moved([sign], manner.x(level), y))
    if area.unsettled and now is not None and signs.unsettled is not None:
        marks.extend(moved([signs.unsettled], manner.x(now), y))
    return marks


def _figures(area: AreaLine, manner: Manner, row: int, width: float) -> list[Mark]:
    y = manner.y(row)
    marks: list[Mark] = []
    if area.value:
        marks.append(_written(area.value, manner.value, manner.end + manner.air, y))
    if area.change:
        style = manner.change.in_colour(area.tone or manner.change.colour)
        marks.append(_written(area.change, style, width, y, at_the_end=True))
    return marks


def _written(words: str, style: TextStyle, x: float, middle: float, *, at_the_end: bool = False) -> Label:
    """Return a word of a row, ``middle`` being the middle of its line."""
    baseline = middle + style.size * _BELOW_THE_MIDDLE
    return Label(x, baseline, words, style.face, style.size, style.colour, "end" if at_the_end else "start")
