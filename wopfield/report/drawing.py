"""The strokes a chart is made of: plain values that paper and screen paint alike.

Lengths are points, the origin is the upper left corner and y grows downwards. Nothing here knows what
paints it: the report has a painter on a PDF page, the window one on a screen.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import cos, radians, sin
from typing import Literal

from wopfield.report.style import Face

Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Stroke:
    """A drawn line: colour, width, and lengths of dashes and gaps.

    Nothing on paper can be seen through: archives refuse such files. What should look so is mixed with its ground.
    """

    colour: str
    width: float = 0.6
    dash: tuple[float, ...] = ()
    round_ends: bool = False


@dataclass(frozen=True, slots=True)
class Fill:
    """A filled face."""

    colour: str


@dataclass(frozen=True, slots=True)
class Path:
    """A line through points, closed to a polygon if asked."""

    points: tuple[Point, ...]
    stroke: Stroke | None = None
    fill: Fill | None = None
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle around a middle point."""

    x: float
    y: float
    radius: float
    stroke: Stroke | None = None
    fill: Fill | None = None


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle from its upper left corner, its corners rounded by ``radius``."""

    x: float
    y: float
    width: float
    height: float
    stroke: Stroke | None = None
    fill: Fill | None = None
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Label:
    """One line of text; ``x`` is its start, middle or end, ``y`` its baseline."""

    x: float
    y: float
    text: str
    face: Face = "condensed"
    size: float = 7.4
    colour: str = "#25363D"
    anchor: Anchor = "start"
    tracking: float = 0.0
    """Points between letters."""


@dataclass(frozen=True, slots=True)
class Clip:
    """Strokes of which only what lies in a rectangle is seen."""

    x: float
    y: float
    width: float
    height: float
    inside: "tuple[Mark, ...]"


@dataclass(frozen=True, slots=True)
class Facing:
    """Strokes in a strip of the page that keep their left and right when the page is mirrored."""

    x: float
    width: float
    inside: "tuple[Mark, ...]"
    """With the strip's left edge at 0."""


Mark = Path | Circle | Rect | Label | Clip | Facing


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart: its size, its strokes in the order they are painted, and one sentence for who cannot see it."""

    width: float
    height: float
    marks: tuple[Mark, ...]
    alternative: str = ""


def line(x1: float, y1: float, x2: float, y2: float, stroke: Stroke) -> Path:
    """Return a straight line between two points."""
    return Path(((x1, y1), (x2, y2)), stroke)


def diamond(x: float, y: float, radius: float, *, stroke: Stroke | None = None, fill: Fill | None = None) -> Path:
    """Return a square standing on its corner."""
    corners = ((x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y))
    return Path(corners, stroke, fill, closed=True)


def triangle(x: float, y: float, size: float, colour: str, *, up: bool) -> Path:
    """Return a small triangle around a middle point."""
    tip, foot = (y - size * 0.42, y + size * 0.42) if up else (y + size * 0.42, y - size * 0.42)
    return Path(((x, tip), (x + size / 2, foot), (x - size / 2, foot)), None, Fill(colour), closed=True)


def sector(x: float, y: float, radius: float, share: float, fill: Fill) -> Path:
    """Return a slice of a disc, ``share`` 0 to 1 of it, clockwise from the top."""
    steps = max(2, round(60 * share))
    rim = [on_circle(x, y, radius, 360 * share * step / steps) for step in range(steps + 1)]
    return Path(((x, y), *rim), None, fill, closed=True)


def on_circle(x: float, y: float, radius: float, degrees: float) -> Point:
    """Return the point at an angle, clockwise from the top."""
    return (x + radius * sin(radians(degrees)), y - radius * cos(radians(degrees)))


def moved(marks: Sequence[Mark], dx: float, dy: float) -> tuple[Mark, ...]:
    """Return the same strokes somewhere else."""
    return tuple(_moved(mark, dx, dy) for mark in marks)


def _moved(mark: Mark, dx: float, dy: float) -> Mark:
    match mark:
        case Path(points, stroke, fill, closed):
            return Path(tuple((x + dx, y + dy) for x, y in points), stroke, fill, closed)
        case Circle(x, y, radius, stroke, fill):
            return Circle(x + dx, y + dy, radius, stroke, fill)
        case Rect(x, y, width, height, stroke, fill, radius):
            return Rect(x + dx, y + dy, width, height, stroke, fill, radius)
        case Label(x, y):
            return replace(mark, x=x + dx, y=y + dy)
        case Clip(x, y, width, height, inside):
            return Clip(x + dx, y + dy, width, height, moved(inside, dx, dy))
        case Facing(x, width, inside):
            return Facing(x + dx, width, moved(inside, 0, dy))
