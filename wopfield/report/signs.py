"""The small signs that mean the same on every page: level cells, confidence bars, pills, changes."""

from collections.abc import Sequence
from functools import lru_cache

from wopfield.domain.quantity import rounded
from wopfield.domain.summary import Confidence, Score
from wopfield.language import _, in_a_row, plural, tag
from wopfield.report.cleaning import one_line
from wopfield.report.drawing import Circle, Clip, Fill, Label, Mark, Path, Rect, Stroke, line, sector, triangle
from wopfield.report.numbers import Numbers
from wopfield.report.rounding import is_clear, is_well_above
from wopfield.report.standing import CONFIDENCES, Standing
from wopfield.report.style import (
    BETTER,
    FAINT,
    INK,
    LEVEL_FILLS,
    MUTED,
    PILL,
    PRIMARY,
    RULE,
    WHITE,
    WORSE,
    Face,
    level_fill,
    level_names,
    numeral_colour,
)
from wopfield.report.text import width_of


def level_cell(
    value: float,
    text: str,
    width: float,
    height: float,
    *,
    outlined: bool = False,
    bold: bool = False,
    size: float = 8.8,
) -> list[Mark]:
    """Return a cell filled for a level or a mean, the figure on it; ``outlined`` is the peers' rating now."""
    return list(_level_cell(value, text, width, height, outlined, "semibold" if bold else "condensed-medium", size))


@lru_cache(maxsize=512)
def _level_cell(
    value: float, text: str, width: float, height: float, outlined: bool, face: Face, size: float
) -> tuple[Mark, ...]:
    """Return the strokes of a cell; a long table has thousands, and few that differ."""
    ground = Rect(0, 0, width, height, None, Fill(level_fill(value)))
    label = Label(width / 2, height / 2 + size * 0.345, text, face, size, numeral_colour(value), "middle")
    if outlined:
        return ground, Rect(0.45, 0.45, width - 0.9, height - 0.9, Stroke(INK, 0.9)), label
    return ground, label


def hatched_cell(width: float, height: float) -> list[Mark]:
    """Return the cell of what is not rated: a thin frame around a grey diagonal hatch, and no figure."""
    strokes: list[Mark] = []
    x = -height
    while x < width:
        strokes.append(line(x, height, x + height, 0, Stroke(RULE, 0.6)))
        x += 3.0
    frame = Rect(0.25, 0.25, width - 0.5, height - 0.5, Stroke(RULE, 0.5))
    return [Clip(0, 0, width, height, tuple(strokes)), frame]


def open_cell(text: str, width: float, height: float, *, size: float = 7.6) -> list[Mark]:
    """Return the cell of what is not settled: the range between dashes."""
    return [
        Rect(0.45, 0.45, width - 0.9, height - 0.9, Stroke(INK, 0.8, (2.2, 1.6)), Fill(WHITE)),
        Label(width / 2, height / 2 + size * 0.345, text, "condensed-semibold", size, INK, "middle"),
    ]


def item_cell(where: Standing | None, width: float, height: float, *, outlined: bool = False) -> list[Mark]:
    """Return the cell of an item: its level, its open range, a word, a hatch, or a dash where nobody was asked."""
    if where is None:
        return [Label(width / 2, height / 2 + 2.8, "–", "condensed", 8.4, MUTED, "middle")]
    if where.kind == "does not apply":
        return [Label(width / 2, height / 2 + 2.5, _("n/a"), "condensed-italic", 7.4, MUTED, "middle")]
    if where.low is None or where.high is None:
        return hatched_cell(width, height)
    if where.low != where.high:
        return open_cell(Numbers(tag()).between(str(where.low), str(where.high)), width, height)
    settled = where.settled and not where.disputed
    marks = level_cell(where.low, str(where.low), width, height, outlined=outlined and settled, bold=True)
    if not settled:
        marks.append(Rect(-1.2, -1.2, width + 2.4, height + 2.4, Stroke(INK, 0.7, (2.2, 1.6))))
    return marks


def score_cell(
    score: Score, numbers: Numbers, width: float, height: float, *, outlined: bool = False, provisional: bool = False
) -> list[Mark]:
    """Return the cell of a mean; what is not rated is hatched and never a figure.

    ``provisional`` says that the team has not agreed on all behind it; one with a range always is.
    """
    if score.mean is None:
        return hatched_cell(width, height)
    marks = level_cell(score.mean, numbers.decimal(score.mean), width, height, outlined=outlined, bold=outlined)
    if score.provisional or provisional:
        marks.append(Rect(-1.2, -1.2, width + 2.4, height + 2.4, Stroke(INK, 0.7, (2.2, 1.6))))
    return marks


def share_bar(
    counts: Sequence[int], width: float, height: float, *, size: float = 7.2, undecided: int = 0
) -> list[Mark]:
    """Return how many items stand at each level, from 0 to 4, the count printed where its part is wide enough.

    Those ``undecided`` between levels stand behind, between dashes.
    """
    total = sum(counts) + undecided
    if not total:
        return hatched_cell(width, height)
    shown = [level for level, count in enumerate(counts) if count]
    room = width - 1.2 * (len(shown) - 1 + bool(undecided))
    marks: list[Mark] = []
    x = 0.0
    for level in shown:
        part = room * counts[level] / total
        marks.append(Rect(x, 0, part, height, None, Fill(LEVEL_FILLS[level])))
        text = str(counts[level])
        if part > 5.5 + 3.2 * len(text):
            marks.append(
                Label(
                    x + part / 2,
                    height / 2 + size * 0.345,
                    text,
                    "condensed-medium",
                    size,
                    numeral_colour(level),
                    "middle",
                )
            )
        x += part + 1.2
    if undecided:
        part = width - x
        marks.append(Rect(x + 0.4, 0.4, part - 0.8, height - 0.8, Stroke(INK, 0.7, (2.2, 1.6)), Fill(WHITE)))
        if part > 5.5 + 3.2 * len(str(undecided)):
            middle = height / 2 + size * 0.345
            marks.append(Label(x + part / 2, middle, str(undecided), "condensed-medium", size, INK, "middle"))
    return marks


def counts_by_level(counts: Sequence[int], undecided: int = 0) -> str:
    """Return in words how many items stand at each level that has any, and between levels; empty where none does."""
    told = [
        plural("{count} stands at level {level}", "{count} stand at level {level}", count, level=level)
        for level, count in enumerate(counts)
        if count
    ]
    if undecided:
        told.append(plural("{count} is open", "{count} are open", undecided))
    return in_a_row(told)


def confidence_sign(confidence: Confidence | None, *, x: float = 0.0, y: float = 0.0) -> list[Mark]:
    """Return the letter and its four rising bars, 27 wide; a dash where no confidence was given."""
    if confidence is None:
        return [Label(x, y + 8, "–", "condensed", 8.4, MUTED)]
    good = 4 - CONFIDENCES.index(confidence)
    marks: list[Mark] = [Label(x, y + 8, confidence, "condensed-semibold", 8.4, INK)]
    for bar in range(4):
        height = 2.0 + 1.7 * bar
        colour = PRIMARY if bar < good else RULE
        marks.append(Rect(x + 14 + 3.3 * bar, y + 8 - height, 2.4, height, None, Fill(colour)))
    return marks


def change_sign(change: float | None, numbers: Numbers, x: float, baseline: float) -> list[Mark]:
    """Return a change with its triangle, from ``x`` on: blue from 0.4 up, rust from 0.1 down, else muted."""
    if change is None:
        return [Label(x + 17, baseline, "–", "condensed", 8.4, MUTED, "middle")]
    shown = float(rounded(change, 1))
    colour = BETTER if is_clear(change) else WORSE if shown < 0 else MUTED
    face: Face = "condensed-semibold" if colour != MUTED else "condensed"
    marks: list[Mark] = [Label(x + 9, baseline, numbers.signed(shown), face, 8.4, colour)]
    if shown:
        marks.append(triangle(x + 3, baseline - 2.9, 5.6, colour if colour != MUTED else FAINT, up=shown > 0))
    return marks


def difference_sign(difference: float | None, numbers: Numbers, right: float, baseline: float) -> list[Mark]:
    """Return self minus peer, ending at ``right``; a rust bar marks a self-rating well above the peers'."""
    if difference is None:
        return [Label(right, baseline, "–", "condensed", 8.4, MUTED, "end")]
    far = is_well_above(difference)
    text = numbers.signed(float(rounded(difference, 1)))
    marks: list[Mark] = [
        Label(right, baseline, text, "condensed-semibold" if far else "condensed", 8.4, WORSE if far else MUTED, "end")
    ]
    if far:
        marks.append(Rect(right - 19.5, baseline - 7.6, 1.5, 9.6, None, Fill(WORSE)))
    return marks


def quarter_disc(mean: float, radius: float = 8.0) -> list[Mark]:
    """Return a disc filled to the nearest quarter of the scale, its box starting at 0."""
    share = int(mean + 0.5) / 4
    marks: list[Mark] = []
    if share:
        marks.append(sector(radius, radius, radius - 0.3, share, Fill(PRIMARY)))
    marks.append(Circle(radius, radius, radius - 0.5, Stroke(PRIMARY, 1.0)))
    return marks


def pill_width(text: str) -> float:
    """Return how wide a pill with this text is."""
    return width_of(one_line(text), PILL) + 15


def pill(text: str, colour: str, *, filled: bool, x: float = 0.0, y: float = 0.0) -> list[Mark]:
    """Return a rounded label, 12 high."""
    width, text = pill_width(text), one_line(text)
    marks: list[Mark] = [
        Rect(x, y, width, 12, None, Fill(colour), 6)
        if filled
        else Rect(x + 0.4, y + 0.4, width - 0.8, 11.2, Stroke(colour, 0.8), Fill(WHITE), 5.6)
    ]
    marks.append(
        Label(x + 7.5, y + 8.4, text, PILL.face, PILL.size, WHITE if filled else colour, tracking=PILL.tracking)
    )
    return marks


def level_legend(
    numbers: Numbers, *, x: float = 0.0, y: float = 0.0, size: float = 7.6, rated: bool = True
) -> tuple[list[Mark], float]:
    """Return the scale with its names on one line, 12.5 high, and how wide it is."""
    from wopfield.report.style import TextStyle

    style = TextStyle("condensed", size, size)
    marks: list[Mark] = []
    at = x
    for level, name in enumerate(level_names()):
        marks.extend(_at(level_cell(level, str(level), 16, 12.5, bold=True, size=7.4), at, y))
        marks.append(Label(at + 20, y + 9, name, "condensed", size))
        at += 20 + width_of(name, style) + 13
    if rated:
        marks.extend(_at(hatched_cell(16, 12.5), at, y))
        word = _("Not rated")
        marks.append(Label(at + 20, y + 9, word, "condensed", size))
        at += 20 + width_of(word, style) + 13
    return marks, at - 13 - x


def _at(marks: Sequence[Mark], x: float, y: float) -> Sequence[Mark]:
    from wopfield.report.drawing import moved

    return moved(marks, x, y)


def tick(x: float, y: float, height: float, colour: str) -> Path:
    """Return a short upright line."""
    return line(x, y, x, y + height, Stroke(colour, 1.4))
