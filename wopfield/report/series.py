"""Charts of one figure: sparkline over the years, where it stands against good practice, shares of confidence."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from wopfield.domain.quantity import change_between, decimals
from wopfield.domain.summary import Direction
from wopfield.language import _, in_a_row
from wopfield.report.drawing import Circle, Drawing, Fill, Label, Mark, Path, Rect, Stroke, diamond, line
from wopfield.report.numbers import Numbers
from wopfield.report.style import (
    BAND,
    BASELINE,
    BETTER,
    HAIRLINE,
    MUTED,
    PRIMARY,
    RULE,
    TINT_2,
    WHITE,
    WORSE,
    TextStyle,
)
from wopfield.report.text import NBSP, width_of

SPARK_WIDTH, SPARK_HEIGHT = 54.0, 14.0
_CHANGE = TextStyle("condensed-semibold", 8.4, 10.4, MUTED)
NO_CLEAR_CHANGE = "≈"
_SPARK_LINE = "#7FA3AB"


@dataclass(frozen=True, slots=True)
class Change:
    """How a figure moved between two years: by how much, and whether for the better (None: neither of both)."""

    amount: float
    better: bool | None
    clear: bool = True
    """Whether it is more than figures of this kind differ by anyhow."""


def change_of(
    first: float | None, last: float | None, direction: Direction, goal: float | None = None
) -> Change | None:
    """Return the change from first to last; less than one hundredth of the first is no clear change.

    A figure with a target is better when it comes nearer to its goal; without a goal nobody can say.
    """
    if first is None or last is None:
        return None
    amount = change_between(first, last)
    if abs(amount) < abs(first) * 0.01 or amount == 0:
        return Change(amount, None, clear=False)
    if direction == "target":
        return Change(amount, None if goal is None else abs(last - goal) < abs(first - goal))
    return Change(amount, (amount > 0) == (direction == "higher_better"))


def judgement_colour(change: Change | None) -> str:
    """Return the colour of a change: blue for the better, rust for the worse, muted for neither."""
    if change is None or change.better is None:
        return MUTED
    return BETTER if change.better else WORSE


def change_marks(change: Change | None, values: Iterable[float | None], numbers: Numbers, width: float) -> list[Mark]:
    """Return a change as a signed figure that ends at ``width``, 12 high: strong if it is clear, outlined if worse."""
    if change is None:
        return [Label(width, 9.5, "–", "condensed", 8.4, MUTED, "end")]
    text = numbers.signed(change.amount, decimals(0.0, values))
    if not change.clear:
        text = f"{NO_CLEAR_CHANGE}{NBSP}{text}"
    marks: list[Mark] = []
    if change.better is False:
        outline = width_of(text, _CHANGE) + 9
        marks.append(Rect(width - outline + 4, 0.2, outline, 13, Stroke(WORSE, 0.9), None, 6))
    # in greys the blue of the better is as dark as what is muted: sign and weight tell them apart
    face = "condensed" if change.better is None else _CHANGE.face
    marks.append(Label(width, 9.5, text, face, _CHANGE.size, judgement_colour(change), "end"))
    return marks


def sparkline(values: Sequence[float | None], mark_at: int | None, colour: str) -> list[Mark]:
    """Return a line over equal steps in a box of 54 by 14; a missing year leaves a gap.

    ``mark_at`` is the place of the baseline year, shown as a ring on a faint upright line.
    """
    known = [value for value in values if value is not None]
    if not known:
        return []
    low, high = min(known), max(known)
    span = high - low or 1.0
    inset = 3.0
    step = (SPARK_WIDTH - 2 * inset) / max(len(values) - 1, 1)
    points = [
        (inset + step * at, (SPARK_HEIGHT - 3.0) - (SPARK_HEIGHT - 6.0) * ((value - low) / span if high > low else 0.5))
        if value is not None
        else None
        for at, value in enumerate(values)
    ]
    marks: list[Mark] = []
    ring = points[mark_at] if mark_at is not None else None
    if ring:
        marks.append(line(ring[0], 0, ring[0], SPARK_HEIGHT, Stroke(HAIRLINE, 0.6)))
    for first, second in pairwise(points):
        if first and second:
            marks.append(Path((first, second), Stroke(_SPARK_LINE, 1.0, round_ends=True)))
    if ring:
        marks.append(Circle(*ring, 1.7, Stroke(BASELINE, 0.9), Fill(WHITE)))
    last_at = max(at for at, point in enumerate(points) if point)
    last = points[last_at]
    if last:
        # a dot that stands before the last year is hollow: the last year itself is missing
        full = last_at == len(points) - 1
        marks.append(Circle(*last, 2.1, None if full else Stroke(colour, 0.9), Fill(colour if full else WHITE)))
    return marks


def told_over_time(periods: Sequence[str], values: Sequence[float | None], write: Callable[[float], str]) -> str:
    """Return what a line over the years shows in a sentence: its ends, and its extremes where they lie between."""
    known = [(value, period) for period, value in zip(periods, values, strict=True) if value is not None]
    if not known:
        return _("No value could be worked out.")
    (first, start), (last, end) = known[0], known[-1]
    if len(known) == 1:
        return _("{value} in {period}, the only year with a value.", value=write(first), period=start)
    names = {"first": write(first), "start": start, "last": write(last), "end": end}
    low, high = min(known), max(known)
    if {low[0], high[0]} <= {first, last}:
        return _("From {first} in {start} to {last} in {end}.", **names)
    if low[0] in (first, last):
        return _(
            "From {first} in {start} to {last} in {end}, with the most, {high}, in {high_year}.",
            **names, high=write(high[0]), high_year=high[1],
        )  # fmt: skip
    if high[0] in (first, last):
        return _(
            "From {first} in {start} to {last} in {end}, with the least, {low}, in {low_year}.",
            **names, low=write(low[0]), low_year=low[1],
        )  # fmt: skip
    return _(
        "From {first} in {start} to {last} in {end}, with the least, {low}, in {low_year} and the most, {high}, in "
        "{high_year}.",
        **names, low=write(low[0]), low_year=low[1], high=write(high[0]), high_year=high[1],
    )  # fmt: skip


def told_of(name: str, unit: str, told: str) -> str:
    """Return what a small chart in a row shows, for those who do not see whose row it stands in, and in which unit."""
    return f"{f'{name} ({unit})' if unit else name}. {told}"


def against_good_practice(
    first: float | None, last: float | None, good: float | None, direction: Direction, width: float
) -> list[Mark]:
    """Return a track with good practice as a tick, the baseline as a ring and now as a diamond, 14 high.

    Right is always better, so the scale of a figure where less is better runs the other way. Nothing is shown
    where no good practice is known.
    """
    if good is None or last is None or direction == "target":
        return []
    known = [value for value in (first, last, good) if value is not None]
    low, high = min(known), max(known)
    span = (high - low) or abs(high) or 1.0
    inset = 6.0

    def x(value: float) -> float:
        share = (value - low) / span
        return inset + (width - 2 * inset) * (share if direction == "higher_better" else 1 - share)

    better_from = x(good)
    marks: list[Mark] = [
        Rect(0, 6, width, 2.4, None, Fill(TINT_2)),
        Rect(better_from, 2.2, width - better_from, 10, None, Fill(BAND)),
        line(better_from, 0.6, better_from, 13.8, Stroke("#4F7C86", 1.4)),
    ]
    if first is not None:
        marks.append(Circle(x(first), 7.2, 2.6, Stroke(BASELINE, 1.1), Fill(WHITE)))
    marks.append(diamond(x(last), 7.2, 4.0, stroke=Stroke(WHITE, 0.7), fill=Fill(PRIMARY)))
    return marks


def confidence_bar(counts: Sequence[tuple[str, int]], numbers: Numbers, width: float, height: float) -> Drawing:
    """Return the shares of the four confidence classes as one bar; a share of nothing takes no room."""
    from wopfield.report.style import LEVEL_FILLS, numeral_colour

    total = sum(count for _name, count in counts)
    marks: list[Mark] = []
    if not total:
        return Drawing(
            width,
            height,
            (Rect(0.25, 0.25, width - 0.5, height - 0.5, Stroke(RULE, 0.5)),),
            _("No confidence was given."),
        )
    shown = [(name, count, 4 - at) for at, (name, count) in enumerate(counts) if count]
    room = width - 1.2 * (len(shown) - 1)
    x = 0.0
    for name, count, level in shown:
        part = room * count / total
        marks.append(Rect(x, 0, part, height, None, Fill(LEVEL_FILLS[level])))
        text = f"{name} {numbers.percent(count / total)}"
        text = text if part > 25 else name if part > 7 else ""
        if text:
            marks.append(
                Label(x + part / 2, height / 2 + 2.6, text, "condensed-semibold", 7.4, numeral_colour(level), "middle")
            )
        x += part + 1.2
    told = in_a_row(f"{name} {numbers.percent(count / total)}" for name, count, _level in shown)
    return Drawing(width, height, tuple(marks), _("Confidence of the answers: {shares}.", shares=told))
