"""The maturity profile: every area at a glance, and where inside each area the levels lie."""

from collections.abc import Sequence

from wopfield.domain.quantity import change_between
from wopfield.domain.summary import AreaResult, Score
from wopfield.language import _, in_a_row, plural, semicolon
from wopfield.report.context import Context, heading, key_to_signs, opening, said, two_digits
from wopfield.report.drawing import Drawing, Label, Mark, moved
from wopfield.report.findings import profile_title
from wopfield.report.layout import Block, Figure, Marks, Side, Stack, Text, height_of
from wopfield.report.page import Pages
from wopfield.report.rounding import area_seems_off, seems_off, told_of_rounding
from wopfield.report.sections.names import section_name
from wopfield.report.signs import (
    change_sign,
    confidence_sign,
    counts_by_level,
    difference_sign,
    item_cell,
    level_legend,
    score_cell,
    share_bar,
)
from wopfield.report.standing import confidence_of, is_provisional, not_agreed, standing, undecided, words_for
from wopfield.report.style import (
    INK,
    KEY_NUMBER,
    MUTED,
    NOTE,
    PRIMARY,
    RULE,
    TABLE_NAME,
    TEXT,
    TINT,
    TextStyle,
)
from wopfield.report.table import Align, Column, Row, Table
from wopfield.report.text import WIDE
from wopfield.report.words import Span

_CELL, _CELL_HIGH = 30.5, 16.8
_A_LITTLE = 60.0
"""By how much the chapter may be too high for its page and is still brought onto it, by less white space."""
_NUMBER = TextStyle("condensed-semibold", 8.6, 10.4, PRIMARY)
_NAME = TextStyle("condensed", 8.6, 10.4, TEXT)
_SMALL = TextStyle("condensed", 7.6, 9.4, MUTED)


def add(pages: Pages, context: Context) -> None:
    """Add the heat map and the items behind it."""
    pages.begin("profile", section_name("profile"))
    lead = (
        _(
            "Weighted mean of the items in each area on the scale 0 to 4. The peer rating is what the visiting team "
            "agreed; the self-rating is the mentee’s own."
        )
        if context.has_self
        else _(
            "Weighted mean of the items in each area on the scale 0 to 4. The peer rating is what the visiting team "
            "agreed."
        )
    )
    waiting = sum(not_agreed(area.items) for area in context.summary.areas)
    if waiting:
        lead += " " + plural(
            "{count} item is not agreed yet and counts with what the reviewers rated.",
            "{count} items are not agreed yet and count with what the reviewers rated.", waiting,
        )  # fmt: skip
    blocks = opening(section_name("profile"), profile_title(context.summary, context.numbers), lead, context.width)
    blocks.extend(said(context, "profile"))
    legend, width = level_legend(context.numbers)
    blocks.append(key_to_signs(legend, width, 12.5, gap=13, keep=True))
    if context.summary.areas:
        blocks.append(_heat_map(context))
        blocks.extend(_inside(context))
    blocks.append(_how_to_read(context))
    if 0 < height_of(blocks) - pages.sheet.room < _A_LITTLE:
        for block in blocks[1:]:
            block.gap *= 0.5
    pages.add(blocks)


def _heat_map(context: Context) -> Table:
    across = _columns(context)
    rows: list[Block] = [_row(context, across, area) for area in context.summary.areas]
    if context.summary.show_overall:
        rows.append(_overall(context, across))
    return Table(across, rows, gap=12)


def _columns(context: Context) -> tuple[Column, ...]:
    now, then = context.now_year, context.baseline_year
    wanted: list[tuple[str, float, float, str, str, Align]] = [
        ("change", 40, 6, _("Change"), _("since {year}", year=then), "middle"),
        ("difference", 28, 2, _("Self"), _("− peer"), "end"),
        ("share", 74, 12, _("Items by level"), _("peer rating {year}", year=now), "start"),
        ("covered", 24, 6, _("Rated"), _("of items"), "end"),
        ("confidence", 27, 9, _("Evid."), "", "start"),
    ]
    cells: list[tuple[str, float, float, str, str, Align]] = [
        ("baseline", _CELL, 3, _("Peer"), then, "middle"),
        ("self", _CELL, 3, _("Self"), now, "middle"),
        ("now", _CELL, 3, _("Peer"), now, "middle"),
    ]
    kept = [
        one
        for one in (*cells, *wanted)
        if not (one[0] in ("baseline", "change") and not then)
        and not (one[0] in ("self", "difference") and not context.has_self)
    ]
    taken = sum(width + gap for _key, width, gap, *_rest in kept)
    made = [Column(0, 15, ""), Column(15, context.width - taken - 15 - 5, _("Area"))]
    x = context.width - taken
    for _key, width, gap, head, second, align in kept:
        x += gap
        made.append(Column(x, width, head, second, align))
        x += width
    return tuple(made)


def _row(context: Context, across: Sequence[Column], area: AreaResult) -> Row:
    number = Text(two_digits(area.number), _NUMBER, 15)
    name = Text([Span(area.title, _NAME, context.area_place(area))], _NAME, across[1].width)
    return Row(across, (number, name, *_figures(context, across, area)), above=1.9, below=1.8)


def _figures(context: Context, across: Sequence[Column], area: AreaResult) -> list[Block]:
    numbers = context.numbers
    cells: list[Block] = []
    if context.baseline_year:
        cells.append(_score(area.baseline, context))
    if context.has_self:
        cells.append(_score(area.self_rating, context))
    cells.append(_score(area.now, context, outlined=True, provisional=is_provisional(area)))
    if context.baseline_year:
        cells.append(Marks(change_sign(area.change, numbers, 3, 11), _CELL_HIGH, baseline=11))
    if context.has_self:
        cells.append(Marks(difference_sign(_difference(area), numbers, 28, 11), _CELL_HIGH, baseline=11))
    bar = moved(share_bar(area.distribution, 74, 12.4, undecided=undecided(area)), 0, 2.2)
    cells.append(Figure(Drawing(74, _CELL_HIGH, bar, _shares(area))))
    cells.append(Text(f"{area.now.rated}/{area.now.applicable}", _SMALL, 24, align="end"))
    cells.append(Marks(confidence_sign(confidence_of(area.items), y=3), _CELL_HIGH, baseline=11))
    return cells


def _score(score: Score, context: Context, *, outlined: bool = False, provisional: bool = False) -> Block:
    marks = score_cell(score, context.numbers, _CELL, _CELL_HIGH, outlined=outlined, provisional=provisional)
    if score.mean is None:
        return Figure(Drawing(_CELL, _CELL_HIGH, tuple(marks), _("not rated")))
    if score.provisional and score.low is not None and score.high is not None:
        note = _("open {range}", range=context.numbers.range(score.low, score.high))
        label: Mark = Label(_CELL / 2, _CELL_HIGH + 7.8, note, "condensed-italic", 6.6, INK, "middle")
        return Marks([*marks, label], _CELL_HIGH + 9, baseline=11)
    return Marks(marks, _CELL_HIGH, baseline=11)


def _overall(context: Context, across: Sequence[Column]) -> Row:
    score, numbers = context.summary.overall, context.numbers
    name = Text(_("All areas"), TABLE_NAME.in_face("condensed-semibold"), across[1].width)
    shown = numbers.decimal(score.mean) if score.mean is not None else _("not rated")
    figure: list[Mark] = [Label(_CELL / 2, 11, shown, KEY_NUMBER.face, KEY_NUMBER.size, INK, "middle")]
    if score.provisional and score.low is not None and score.high is not None:
        note = _("open {range}", range=numbers.range(score.low, score.high))
        figure.append(Label(_CELL / 2, 20, note, "condensed-italic", 6.6, INK, "middle"))
    covered = Label(24, 11, f"{score.rated}/{score.applicable}", _SMALL.face, _SMALL.size, MUTED, "end")
    before = bool(context.baseline_year) + context.has_self
    after = len(across) - 3 - before
    cells: list[Block | None] = [None] * before
    cells.append(Marks(figure, 22 if score.provisional else 13, baseline=11))
    cells.extend([None] * after)
    cells[-2] = Marks([covered], 13, baseline=11)
    return Row(across, (None, name, *cells), above=5, below=5, ground=TINT, heads=False)


def _difference(area: AreaResult) -> float | None:
    if area.self_rating.mean is None or area.now.mean is None:
        return None
    return change_between(area.now.mean, area.self_rating.mean)


def _seems_off(context: Context, area: AreaResult) -> bool:
    """Return whether a printed change or difference of an area is not what the printed means give."""
    beside_self = seems_off(area.now.mean, area.self_rating.mean, _difference(area), 1)
    return (bool(context.baseline_year) and area_seems_off(area)) or (context.has_self and beside_self)


def _shares(area: AreaResult) -> str:
    counts = counts_by_level(area.distribution, undecided(area))
    return _("Of the items {counts}.", counts=counts) if counts else _("No item is rated yet.")


def _inside(context: Context) -> list[Block]:
    title = heading(_("Where inside each area"), context.width, gap=26)
    listed = _("Each cell is one item with its level; the annex lists them all.")
    told = listed if context.has("annex") else _("Each cell is one item with its level.")
    note = Text(told, NOTE, context.width, gap=1, keep=True)
    pitch, width = context.width / 3 + 3.6, context.width / 3 - 7.2
    blocks: list[Block] = [title, note]
    for start in range(0, len(context.summary.areas), 3):
        trio = context.summary.areas[start : start + 3]
        stacks = [(at * pitch, _cells(context, area, width)) for at, area in enumerate(trio)]
        blocks.append(Side(stacks, gap=9 if start else 8))
    return blocks


def _cells(context: Context, area: AreaResult, width: float) -> Block:
    small = TextStyle("condensed", 8.2, 10, TEXT)
    name = [
        Span(two_digits(area.number), small.in_face("condensed-semibold").in_colour(PRIMARY)),
        Span(WIDE + area.title, small),
    ]
    per_row = 14
    each = (
        (width - 1.4 * (per_row - 1)) / per_row
        if len(area.items) > per_row
        else (width - 1.4 * (len(area.items) - 1)) / max(len(area.items), 1)
    )
    each = min(each, 30.0)
    marks: list[Mark] = []
    for at, item in enumerate(area.items):
        where = standing(item)
        x, y = (at % per_row) * (each + 1.4), (at // per_row) * 18.0
        # "n/a" needs room; a narrow cell has a dash
        narrow = where.kind == "does not apply" and each < 13
        cell = item_cell(None if narrow else where, each, 16.6)
        marks.extend(moved(cell, x, y))
    rows = (len(area.items) + per_row - 1) // per_row
    drawing = Drawing(width, max(rows * 18.0 - 1.4, 0.0), tuple(marks), _items_told(area))
    return Stack([Text(name, small, width), Figure(drawing, gap=3)])


def _items_told(area: AreaResult) -> str:
    """Return in a sentence which items of an area stand where."""
    numbers: dict[str, list[str]] = {}
    for item in area.items[:200]:
        numbers.setdefault(words_for(standing(item)), []).append(item.number)
    parts = (_("{level} for {items}", level=level, items=in_a_row(found)) for level, found in sorted(numbers.items()))
    told = in_a_row(parts, semicolon())
    return _("The level of the items is {parts}.", parts=told) if told else _("No item is rated yet.")


def _how_to_read(context: Context) -> Block:
    bold = NOTE.in_face("condensed-semibold")
    sentences = [
        _("A darker cell is a more mature practice; the order holds in greyscale and for colour-blind readers."),
        _("Means are coloured in half steps and printed exactly; what does not apply or was not seen is in no mean."),
        _(
            "A dashed outline marks what is not agreed yet, or a mean with such items, with the range if there is one; "
            "“n/a” stands for an item that does not apply."
        ),
    ]
    if context.has_self:
        sentences.append(
            _("A bar beside the difference marks areas where the mentee rated itself at least 0.6 above the peers.")
        )
    if any(_seems_off(context, area) for area in context.summary.areas):
        sentences.append(told_of_rounding())
    rule = Marks([_rule(context.width)], 0.6, keep=True)
    text = Text([Span(_("How to read.") + " ", bold), Span(" ".join(sentences), NOTE)], NOTE, context.width, gap=8)
    return Stack([rule, text], gap=18)


def _rule(width: float) -> Mark:
    from wopfield.report.drawing import Stroke, line

    return line(0, 0, width, 0, Stroke(RULE, 0.6))
