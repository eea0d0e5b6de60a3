"""The charts of the maturity profile: radar and dumbbell. Values in, strokes out; nothing is painted here."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from wopfield.domain.quantity import change_between, rounded
from wopfield.language import _, in_a_row, reads_from_the_right
from wopfield.report.area_means import Axis, Kind, Series, moves_between, name_of, told_of_means, told_of_moves
from wopfield.report.drawing import (
    Circle,
    Drawing,
    Fill,
    Label,
    Mark,
    Path,
    Point,
    Rect,
    Stroke,
    diamond,
    line,
    on_circle,
)
from wopfield.report.dumbbell import AreaLine, Grid, Manner, Signs, rows
from wopfield.report.numbers import Numbers
from wopfield.report.rounding import is_clear, is_well_above
from wopfield.report.spokes import names_around
from wopfield.report.style import (
    AMBER,
    BASELINE,
    BETTER,
    FAINT,
    HAIRLINE,
    INK,
    MUTED,
    PRIMARY,
    RULE,
    TEXT,
    TINT,
    WHITE,
    WORSE,
    TextStyle,
    mixed,
)
from wopfield.report.text import shortened, width_of

_Part = TypeVar("_Part")
FEWEST_SPOKES, MOST_SPOKES = 5, 14
_LINK = "#9FBFC6"
_PITCH = 18.3
_FACE = mixed(TINT, PRIMARY, 0.13)


def series_sign(kind: Kind, x: float, y: float, *, hollow: bool = False, small: bool = False) -> Mark:
    """Return the marker of a series: filled dot for peers, diamond for the mentee itself, ring for the baseline."""
    if kind == "self":
        return diamond(x, y, 3.0 if small else 3.6, stroke=Stroke(AMBER, 1.0), fill=Fill(WHITE))
    if kind == "baseline":
        return Circle(x, y, 2.6, Stroke(BASELINE, 1.1), Fill(WHITE))
    return Circle(x, y, 2.4 if small else 3.0, Stroke(PRIMARY, 1.1), Fill(WHITE if hollow else PRIMARY))


def unsettled_sign(x: float, y: float) -> Mark:
    """Return the dashed ring around the sign of a mean that the team has not agreed on."""
    return Circle(x, y, 5.2, Stroke(INK, 0.7, (2.2, 1.6)))


def radar(axes: Sequence[Axis], series: Sequence[Series], numbers: Numbers, width: float, height: float) -> Drawing:
    """Return areas around a circle, the first at the top, on the fixed scale 0 to 4.

    A series is not joined across an area that is not rated. Five to fourteen areas; others read better as rows.
    The web is as large as the names around it allow.
    """
    peers = next((one for one in series if one.kind == "peer"), None)
    told = told_of_means(axes, peers, numbers)
    if reads_from_the_right():
        # the page is mirrored, and a circle is read clockwise all the same
        axes = _turned(axes)
        series = [
            replace(one, values=_turned(one.values), hollow=_turned(one.hollow), unsettled=_turned(one.unsettled))
            for one in series
        ]
    x, y = width / 2, height / 2 + 1
    radius, names = names_around([(axis.number, axis.title) for axis in axes], x, y)
    ring, *web = _web(x, y, radius, len(axes))
    marks: list[Mark] = [ring, *(mark for one in series for mark in _inside(one, x, y, radius)), *web]
    marks.extend(mark for name in names for mark in name.marks)
    for one in sorted(series, key=lambda each: ("baseline", "self", "peer").index(each.kind)):
        marks.extend(_outline(one, x, y, radius))
    marks.extend(_scale(x, y, radius))
    return Drawing(width, height, tuple(marks), told)


def _turned(parts: Sequence[_Part]) -> tuple[_Part, ...]:
    return (*parts[:1], *reversed(parts[1:]))


def dumbbell(
    axes: Sequence[Axis], start: Series, end: Series, numbers: Numbers, width: float, *, pitch: float = _PITCH
) -> Drawing:
    """Return one row per area from its start to its end on the scale 0 to 4, the change at the end of the row.

    Rows stand from the weakest to the strongest; what is not rated comes last and says so.
    """
    order = sorted(range(len(axes)), key=lambda place: (end.values[place] is None, end.values[place] or 0.0, place))
    lines = [_line(axes[place], start, end, place, numbers) for place in order]
    manner = _with_room_for(axes, _on_paper(start.kind, width, pitch), width)
    return rows(lines, manner, width, _("not rated"), told_of_moves(axes, start, end, numbers))


def is_crowded(axes: Sequence[Axis], width: float) -> bool:
    """Return whether a dumbbell writes a name on two lines, and its rows want more height."""
    manner = _with_room_for(axes, _on_paper("baseline", width, _PITCH), width)
    room = manner.start - manner.air - manner.title_at
    return any(width_of(axis.title[:400], manner.title) > room for axis in axes)


def _line(axis: Axis, start: Series, end: Series, place: int, numbers: Numbers) -> AreaLine:
    first, last = start.values[place], end.values[place]
    line = AreaLine(axis.number, axis.number, axis.title, first, last, half_rated=not end.is_hollow(place),
                    unsettled=end.is_unsettled(place))  # fmt: skip
    if first is None or last is None:
        return line
    change = change_between(first, last) if start.kind == "baseline" else change_between(last, first)
    return replace(line, change=numbers.signed(change), tone=_change_tone(change, start.kind))


def _on_paper(kind: Kind, width: float, pitch: float) -> Manner:
    name = TextStyle("condensed", 7.7, 8.2, TEXT)
    link = Stroke(_LINK, 2.6)
    now, pale = series_sign("peer", 0, 0), series_sign("peer", 0, 0, hollow=True)
    return Manner(
        head=10.0,
        pitch=pitch,
        start=width * 0.485,
        end=width * 0.885,
        title_at=13.0,
        title_lines=2 if pitch >= 16 else 1,
        air=10.0,
        scale=TextStyle("condensed", 7, 6, FAINT),
        number=TextStyle("condensed-semibold", 7.7, 8.2, PRIMARY),
        title=name,
        value=name,
        change=TextStyle("condensed-semibold", 7.9, 8.2, MUTED),
        nothing=TextStyle("condensed-italic", 7.6, 8.2, MUTED),
        signs=Signs(series_sign(kind, 0, 0), now, pale, link, link, unsettled=unsettled_sign(0, 0)),
        grid=Grid(through=Stroke(HAIRLINE, 0.6)),
    )


def _with_room_for(axes: Sequence[Axis], manner: Manner, width: float) -> Manner:
    """Return the manner with an axis that begins where the fewest names are cut, and no later than that takes."""

    def cut(share: float) -> int:
        room = width * share - manner.air - manner.title_at
        shown = [shortened(axis.title[:400], manner.title, room, manner.title_lines) for axis in axes]
        return sum(lines[-1].endswith("…") for lines in shown)

    return replace(manner, start=width * min(_STARTS, key=cut))


_STARTS = (0.485, 0.52, 0.555, 0.59)
"""How far across a dumbbell its axis may begin."""


def _web(x: float, y: float, radius: float, count: int) -> list[Mark]:
    marks: list[Mark] = []
    for level in (4, 3, 2, 1):
        ring = tuple(on_circle(x, y, radius * level / 4, 360 * at / count) for at in range(count))
        outer = level == 4
        stroke = Stroke("#A9B6BB", 0.7) if outer else Stroke(RULE, 0.5)
        marks.append(Path(ring, stroke, Fill(TINT) if outer else None, closed=True))
    marks.extend(line(x, y, *on_circle(x, y, radius, 360 * at / count), Stroke(RULE, 0.5)) for at in range(count))
    return marks


def _scale(x: float, y: float, radius: float) -> list[Mark]:
    marks: list[Mark] = []
    for level in (1, 2, 3, 4):
        at = y - radius * level / 4
        marks.append(Rect(x - 4, at - 4.5, 8, 9, None, Fill(WHITE)))
        marks.append(Label(x, at + 2.6, str(level), "condensed", 7.4, MUTED, "middle"))
    return marks


def _inside(one: Series, x: float, y: float, radius: float) -> list[Mark]:
    """Return the face of the peers' rating, which lies below the lines of the web."""
    known = [value for value in one.values if value is not None]
    if one.kind != "peer" or len(known) < len(one.values):
        return []
    rim = tuple(on_circle(x, y, radius * value / 4, 360 * at / len(known)) for at, value in enumerate(known))
    return [Path(rim, None, Fill(_FACE), closed=True)]


def _outline(one: Series, x: float, y: float, radius: float) -> list[Mark]:
    count = len(one.values)
    points: list[Point | None] = [
        on_circle(x, y, radius * value / 4, 360 * at / count) if value is not None else None
        for at, value in enumerate(one.values)
    ]
    stroke = {
        "peer": Stroke(PRIMARY, 1.8, round_ends=True),
        "self": Stroke(AMBER, 1.2),
        "baseline": Stroke(BASELINE, 1.0, (3, 2.2)),
    }[one.kind]
    marks: list[Mark] = []
    known = [point for point in points if point is not None]
    if len(known) == count:
        marks.append(Path(tuple(known), stroke, None, closed=True))
    else:
        for first, second in zip(points, [*points[1:], points[0]], strict=True):
            if first and second:
                marks.append(Path((first, second), stroke))
    if one.kind != "baseline":
        marks.extend(
            series_sign(one.kind, *point, hollow=one.is_hollow(at), small=True)
            for at, point in enumerate(points)
            if point
        )
    marks.extend(unsettled_sign(*point) for at, point in enumerate(points) if point and one.is_unsettled(at))
    return marks


def _row_name(axis: Axis, y: float, room: float, pitch: float) -> list[Mark]:
    style = TextStyle("condensed", 7.7, 8.2, TEXT)
    lines = shortened(axis.title, style, room - 13, 2 if pitch >= 16 else 1)
    first = y + 2.8 - (len(lines) - 1) * style.leading / 2
    marks: list[Mark] = [Label(0, first, axis.number, "condensed-semibold", 7.7, PRIMARY)]
    marks.extend(Label(13, first + at * style.leading, words, "condensed", 7.7, TEXT) for at, words in enumerate(lines))
    return marks


def _change_tone(change: float, kind: Kind) -> str:
    """Return the colour of a change: a clear rise on the baseline, a fall, a self-rating well above the peers."""
    if kind == "baseline":
        return BETTER if is_clear(change) else WORSE if rounded(change, 1) < 0 else MUTED
    return WORSE if is_well_above(change) else MUTED


def bars(axes: Sequence[Axis], series: Sequence[Series], numbers: Numbers, width: float, height: float) -> Drawing:
    """Return areas as bars from 0 to 4 with the signs of the other series: for fewer areas than a radar needs."""
    pitch = (height - 12) / max(len(axes), 1)
    left = width * 0.4
    marks: list[Mark] = []
    for level in range(5):
        at = left + (width - left - 20) * level / 4
        marks.append(line(at, 10, at, height, Stroke(HAIRLINE, 0.6)))
        marks.append(Label(at, 7.4, str(level), "condensed", 7, FAINT, "middle"))
    for place, axis in enumerate(axes):
        y = 12 + pitch * (place + 0.5)
        marks.extend(_row_name(axis, y, left - 8, pitch))
        for one in sorted(series, key=lambda each: each.kind == "peer", reverse=True):
            value = one.values[place]
            if value is None:
                if one.kind == "peer":
                    marks.append(Label(left + 4, y + 2.6, _("not rated"), "condensed-italic", 7.6, MUTED))
                continue
            x = left + (width - left - 20) * value / 4
            if one.kind == "peer":
                marks.append(
                    Rect(
                        left,
                        y - 4,
                        x - left,
                        8,
                        Stroke(PRIMARY, 0.8) if one.is_hollow(place) else None,
                        Fill(WHITE if one.is_hollow(place) else PRIMARY),
                    )
                )
                if one.is_unsettled(place):
                    marks.append(Rect(left - 1.2, y - 5.2, x - left + 2.4, 10.4, Stroke(INK, 0.7, (2.2, 1.6))))
                marks.append(Label(width, y + 2.8, numbers.decimal(value), "semibold", 8.4, INK, "end"))
            else:
                marks.append(series_sign(one.kind, x, y, small=True))
    peers = next((one for one in series if one.kind == "peer"), None)
    before = next((one for one in series if one.kind == "baseline"), None)
    told = told_of_means(axes, peers, numbers)
    if peers and before and (moves := moves_between(axes, before, peers)):
        (least, fallen), (most, risen) = moves[0], moves[-1]
        told += " " + _(
            "Since before they moved from {least} for {low} to {most} for {high}.",
            least=numbers.signed(least), low=name_of(fallen), most=numbers.signed(most), high=name_of(risen),
        )  # fmt: skip
    return Drawing(width, height, tuple(marks), told)


def legend(series: Sequence[Series], width: float, *, of_bars: bool = False) -> Drawing:
    """Return the signs of the series with their names on one line, in the middle; ``of_bars`` as bars have them.

    What the team has not agreed on is named behind them, or on a line below where that is too long.
    """
    style, apart = TextStyle("condensed-medium", 7.9, 10, TEXT), 14
    total = sum(16 + width_of(one.name, style) for one in series) + apart * (len(series) - 1)
    room = width if total <= width else width / len(series) - 30
    parts = [(one, shortened(one.name, style, room)[0]) for one in series]
    total = sum(16 + width_of(name, style) for _, name in parts) + apart * (len(parts) - 1)
    names = [name for _one, name in parts]
    open_wide, behind = 0.0, False
    if any(any(one.unsettled) for one in series):
        names.append(_("not agreed yet"))
        open_wide = 16 + width_of(names[-1], style)
        behind = total + apart + open_wide <= width
    x = max(0.0, (width - total - (apart + open_wide if behind else 0.0)) / 2)
    marks: list[Mark] = []
    for one, name in parts:
        if of_bars and one.kind == "peer":
            marks.append(Rect(x, 1, 12, 8, None, Fill(PRIMARY)))
        elif of_bars:
            marks.append(series_sign(one.kind, x + 6, 5, small=True))
        else:
            marks.extend(_line_sign(one.kind, x))
        marks.append(Label(x + 16, 7.8, name, "condensed-medium", 7.9, INK))
        x += 16 + width_of(name, style) + apart
    if open_wide:
        x, down = (x, 0.0) if behind else (max(0.0, (width - open_wide) / 2), 11.0)
        dashed = (
            Rect(x, down + 1.4, 12, 8, Stroke(INK, 0.7, (2.2, 1.6))) if of_bars else unsettled_sign(x + 6, down + 5)
        )
        marks.extend([dashed, Label(x + 16, down + 7.8, names[-1], "condensed-medium", 7.9, INK)])
    told = _("The signs and what they mean: {names}.", names=in_a_row(names))
    return Drawing(width, 21.0 if open_wide and not behind else 10.0, tuple(marks), told)


def _line_sign(kind: Kind, x: float) -> list[Mark]:
    """Return a piece of the line of a series, with its sign."""
    strokes = {
        "peer": Stroke(PRIMARY, 1.8),
        "self": Stroke(AMBER, 1.2),
        "baseline": Stroke(BASELINE, 1.0, (3, 2.2)),
    }
    drawn: list[Mark] = [line(x, 5, x + 12, 5, strokes[kind])]
    return drawn if kind == "baseline" else [*drawn, series_sign(kind, x + 6, 5, small=True)]
