"""A figure among those of other utilities: the middle half of the group, its median, the year before and now."""

from wopfield.domain.comparison import Quartiles
from wopfield.domain.summary import Direction
from wopfield.language import _
from wopfield.report.drawing import Circle, Drawing, Fill, Mark, Rect, Stroke, diamond, line
from wopfield.report.numbers import Numbers
from wopfield.report.style import BAND, BASELINE, PRIMARY, TINT_2, WHITE

HEIGHT = 14.4
_INSET = 6.0
_MEDIAN = "#4F7C86"


def among_peers(
    first: float | None,
    last: float | None,
    group: Quartiles,
    direction: Direction,
    numbers: Numbers,
    width: float,
) -> Drawing:
    """Return a thin track with the group as a band, its median as a tick, a ring for before and a diamond for now.

    Right is always better, so the scale of a figure where less is better runs the other way.
    """
    own = [value for value in (first, last) if value is not None]
    known = (*own, group.lower, group.median, group.upper)
    low, high = min(known), max(known)
    span = (high - low) or abs(high) or 1.0

    def x(value: float) -> float:
        share = (value - low) / span
        return _INSET + (width - 2 * _INSET) * (1 - share if direction == "lower_better" else share)

    left, right = sorted((x(group.lower), x(group.upper)))
    marks: list[Mark] = [
        Rect(0, 6, width, 2.4, None, Fill(TINT_2)),
        Rect(left, 2.2, max(right - left, 1.0), 10, None, Fill(BAND)),
        line(x(group.median), 0.6, x(group.median), 13.8, Stroke(_MEDIAN, 1.4)),
    ]
    if first is not None:
        marks.append(Circle(x(first), 7.2, 2.6, Stroke(BASELINE, 1.1), Fill(WHITE)))
    if last is not None:
        marks.append(diamond(x(last), 7.2, 4.0, stroke=Stroke(WHITE, 0.7), fill=Fill(PRIMARY)))
    return Drawing(width, HEIGHT, tuple(marks), _told(last, group, numbers))


def _told(last: float | None, group: Quartiles, numbers: Numbers) -> str:
    value = "–" if last is None else numbers.measured(last)
    among = (last, group.lower, group.median, group.upper)
    return _(
        "Now {value}; half of {count} utilities lie between {lower} and {upper}, the middle one at {median}.",
        value=value,
        count=group.count,
        lower=numbers.measured(group.lower, among),
        upper=numbers.measured(group.upper, among),
        median=numbers.measured(group.median, among),
    )
