"""The names around a radar: as large a web as leaves each of them whole and apart from the next."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from wopfield.report.cleaning import one_line
from wopfield.report.drawing import Label, Mark, on_circle
from wopfield.report.style import PRIMARY, TEXT, TextStyle
from wopfield.report.text import shortened, width_of

_LABEL = TextStyle("condensed", 7.4, 8.6, TEXT)
_NUMBER = TextStyle("condensed-semibold", 7.4, 8.6, PRIMARY)
_APART = 8.0
"""How far from the web a name begins."""
_RADII = (80.0, 76.0, 70.0, 64.0, 58.0, 52.0)
_FEWEST_LINES, _MOST_LINES = 2, 6


@dataclass(frozen=True, slots=True)
class SpokeName:
    """A name with its number beside the end of a spoke."""

    marks: tuple[Mark, ...]
    left: float
    right: float
    top: float
    foot: float
    whole: bool

    def meets(self, other: "SpokeName") -> bool:
        """Return whether two names touch."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.foot and other.top < self.foot
        )  # fmt: skip


def names_around(titles: Sequence[tuple[str, str]], x: float, y: float) -> tuple[float, list[SpokeName]]:
    """Return the radius of the web around a point, and the names around it, given with their numbers.

    The drawing is twice as wide and as high as the point is away from its edges.
    """
    best: tuple[int, float, list[SpokeName]] | None = None
    for radius in _RADII:
        names = _names(titles, x, y, radius)
        # one that lies over another or stands out of the drawing is worse than one that is cut
        astray = sum(name.top < -1 or name.foot > 2 * y for name in names)
        astray += sum(one.meets(other) for one, other in combinations(names, 2))
        faults = 100 * astray + sum(not name.whole for name in names)
        if best is None or faults < best[0]:
            best = (faults, radius, names)
        if not faults:
            break
    assert best is not None
    return best[1], best[2]


def _names(titles: Sequence[tuple[str, str]], x: float, y: float, radius: float) -> list[SpokeName]:
    """Return the names around a web; one that is not whole takes as many lines more as keep it apart from others."""

    def made(at: int, most: int) -> SpokeName:
        return _name(*titles[at], at, len(titles), x, y, radius, most)

    names = [made(at, _FEWEST_LINES) for at in range(len(titles))]
    for most in range(_FEWEST_LINES + 1, _MOST_LINES + 1):
        for at, name in enumerate(names):
            longer = name if name.whole else made(at, most)
            inside = longer.top >= -1 and longer.foot <= 2 * y
            if inside and not any(longer.meets(other) for place, other in enumerate(names) if place != at):
                names[at] = longer
    return names


def _room(at_x: float, x: float, number: str, apart: float) -> tuple[int, float]:
    """Return the side of the web a name stands on (-1, 0, 1), and how wide it may be.

    ``apart`` is how far the names next to one in the middle begin from it.
    """
    side = 0 if abs(at_x - x) < 4 else 1 if at_x > x else -1
    beside = 2 * x - at_x if side > 0 else at_x if side < 0 else min(84.0, 2 * apart - 8)
    return side, max(min(beside, 92.0) - width_of(number, _NUMBER) - 1.8, 24.0)


def _name(number: str, title: str, at: int, count: int, x: float, y: float, radius: float, most: int) -> SpokeName:
    begin = radius + _APART
    at_x, at_y = on_circle(x, y, begin, 360 * at / count)
    apart, _y = on_circle(0, 0, begin, 360 / count)
    side, room = _room(at_x, x, number, apart)
    number_width = width_of(number, _NUMBER) + 1.8
    lines = shortened(title, _LABEL, room, most)
    whole = not lines[-1].endswith("…") and not any(
        width_of(word, _LABEL) > room for word in one_line(title[:400]).split()
    )
    widths = [width_of(words, _LABEL) + (number_width if not row else 0.0) for row, words in enumerate(lines)]
    down = (1 - (y - at_y) / begin) / 2  # 0 at the top of the web, 1 at its foot
    first = at_y - _LABEL.leading * len(lines) * (1 - down) + 6.4
    marks: list[Mark] = []
    starts = [at_x - width * {1: 0.0, 0: 0.5, -1: 1.0}[side] for width in widths]
    for row, (start, words) in enumerate(zip(starts, lines, strict=True)):
        if not row:
            marks.append(Label(start, first, number, "condensed-semibold", 7.4, PRIMARY))
        inset = 0.0 if row else number_width
        marks.append(Label(start + inset, first + row * _LABEL.leading, words, "condensed", 7.4, TEXT))
    ends = [start + width for start, width in zip(starts, widths, strict=True)]
    top = first - 6.4
    foot = top + _LABEL.leading * len(lines)
    return SpokeName(tuple(marks), min(starts), max(ends), top, foot, whole)
