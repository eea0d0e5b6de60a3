"""The figures by year as they were typed, what looks wrong about them, and what they come to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from wopfield.domain.entry_line import EntryCell, EntryLine
from wopfield.domain.period import in_order
from wopfield.language import _, in_a_row, plural, semicolon
from wopfield.report.cleaning import one_line
from wopfield.report.context import Context, heading, opened
from wopfield.report.drawing import Drawing
from wopfield.report.layout import Block, Figure, Marks, Stack, Text
from wopfield.report.page import Pages
from wopfield.report.sections.doubts import Doubted, doubts_table
from wopfield.report.sections.figures import values_by_period
from wopfield.report.sections.names import section_name
from wopfield.report.sections.origins import origins_table
from wopfield.report.series import SPARK_HEIGHT, SPARK_WIDTH, sparkline, told_of, told_over_time
from wopfield.report.signs import confidence_sign
from wopfield.report.style import BODY, INK, MUTED, NOTE, PRIMARY, TABLE_HEAD, TEXT, WORSE, TextStyle
from wopfield.report.table import Column, GroupRow, Row, Table
from wopfield.report.text import width_of
from wopfield.report.translating import remark_words
from wopfield.report.words import Span

_NAME = TextStyle("condensed-medium", 8.4, 10.2, INK)
_UNIT = TextStyle("condensed", 7.4, 9, MUTED)
_FIGURE = TextStyle("condensed", 8.2, 10.2, TEXT)
_ODD = TextStyle("condensed-semibold", 8.2, 10.2, WORSE)
_SAID = TextStyle("condensed-italic", 7.4, 9, MUTED)
_NAME_WIDTH, _UNIT_WIDTH, _GRADE_WIDTH, _TREND_WIDTH = 128.0, 46.0, 28.0, SPARK_WIDTH + 12
_LEAST, _BETWEEN = 38.0, 6.0
_MOST = 6
"""So many periods stand beside each other at most."""
_MARK = "!"
"""Stands behind a figure that looks wrong."""


@dataclass(frozen=True, slots=True)
class _Part:
    """The periods that stand beside each other in one table, how wide each is, and whether their trend has room."""

    periods: tuple[str, ...]
    each: float
    trend: bool


def add(pages: Pages, context: Context) -> None:
    """Add the figures, the questions about them, the results, and where the figures come from."""
    lines = context.summary.entry_lines
    pages.begin("entries", section_name("entries"))
    blocks = opened(context, "entries", _title(lines), _lead(context), kicker=_kicker(context))
    if not _periods(context):
        pages.add([*blocks, Text(_("Nothing was said of these figures yet."), BODY, context.width, gap=12)])
        return
    for part in _parts(context):
        blocks.append(_table(context, part))
    blocks.append(Text(_signs(context), NOTE, context.width, gap=5))
    blocks.extend(_doubts(context))
    blocks.extend(_results(context))
    blocks.extend([heading(_("Where the figures come from"), context.width), origins_table(context)])
    pages.add(blocks)


def _title(lines: Sequence[EntryLine]) -> str:
    """Return what there is to say first: how many figures nobody has looked at, or how many there are."""
    open_ones = sum(cell.question is not None and not cell.kept for line in lines for cell in line.cells.values())
    if open_ones:
        return plural(
            "{count} figure looks wrong and was not looked at yet",
            "{count} figures look wrong and were not looked at yet",
            open_ones,
        )
    count = _count(lines)
    return plural("{count} figure, as it was given", "{count} figures, as they were given", count)


def _kicker(context: Context) -> str:
    alone = context.options.document == "entries"  # no other page says whose they are
    name = context.name_of("entries")
    return in_a_row((one_line(context.summary.mentee[:200]), name), " · ") if alone else name


def _lead(context: Context) -> str:
    lines, last = context.summary.entry_lines, _periods(context)[-1:]
    if not last:
        return ""
    if all(last[0] in line.cells for line in lines):
        return _("Each figure stands in the unit it was typed in. None is missing for {period}.", period=last[0])
    return _(
        "Each figure stands in the unit it was typed in. Of {total} figures, {known} are known for {period}.",
        total=len(lines), known=_count(lines, last[0]), period=last[0],
    )  # fmt: skip


def _signs(context: Context) -> str:
    odd = any(cell.question is not None or cell.disputed for cell in _cells(context.summary.entry_lines))
    dash = _("– means that nothing was said.")
    mark = _("{mark} stands behind a figure that looks wrong, or that was changed in two places.", mark=_MARK)
    return in_a_row((dash, mark if odd else ""), " ")


def _cells(lines: Sequence[EntryLine]) -> Iterator[EntryCell]:
    return (cell for line in lines for cell in line.cells.values())


def _count(lines: Sequence[EntryLine], only: str = "") -> int:
    """Return how many figures there are, of one period or of all; that there is none to have is no figure."""
    return sum(cell.value is not None for line in lines for period, cell in line.cells.items() if only in ("", period))


def _periods(context: Context) -> tuple[str, ...]:
    return in_order(period for line in context.summary.entry_lines for period in line.cells)


# ── the figures ──────────────────────────────────────────────────────────────────────────────────────────────


def _parts(context: Context) -> Iterator[_Part]:
    """Yield as many periods at a time as have room beside each other, the earliest first.

    The trend is left out where that spares a table.
    """
    periods = _periods(context)
    widest = max((width_of(_shown(context, cell), _ODD) for cell in _cells(context.summary.entry_lines)), default=0.0)
    heads = max((width_of(period, TABLE_HEAD) for period in periods), default=0.0)
    least = max(_LEAST, widest + _BETWEEN, heads + _BETWEEN)
    room = context.width - _NAME_WIDTH - _UNIT_WIDTH - _GRADE_WIDTH - 6
    has_trend = _tables(periods, room - _TREND_WIDTH, least) <= _tables(periods, room, least)
    room -= _TREND_WIDTH if has_trend else 0.0
    beside = -(-len(periods) // _tables(periods, room, least))  # as many in each
    for start in range(0, len(periods), beside):
        yield _Part(periods[start : start + beside], min(room / beside, 64.0), has_trend)


def _tables(periods: Sequence[str], room: float, each: float) -> int:
    """Return how many tables it takes to show all periods."""
    return -(-len(periods) // max(1, min(_MOST, int(room // each))))


def _table(context: Context, part: _Part) -> Table:
    behind = context.width - _GRADE_WIDTH - 6 - (_TREND_WIDTH if part.trend else 0.0)
    first = behind - part.each * len(part.periods)
    across = (
        Column(0, first - _UNIT_WIDTH - 6, _("Figure")), Column(first - _UNIT_WIDTH, _UNIT_WIDTH - 4, _("Unit")),
        *(
            Column(first + part.each * at + 2, part.each - 2, period, align="end")
            for at, period in enumerate(part.periods)
        ),
        Column(behind + 10, SPARK_WIDTH if part.trend else 0.0, _("Trend") if part.trend else ""),
        Column(context.width - _GRADE_WIDTH, _GRADE_WIDTH, _("Confid.")),
    )  # fmt: skip
    rows: list[Block] = []
    for group, lines in groupby(context.summary.entry_lines, key=lambda line: line.group):
        if group:
            rows.append(GroupRow(group, context.width))
        rows.extend(_row(context, across, part, line) for line in lines)
    return Table(across, rows, gap=12)


def _row(context: Context, across: tuple[Column, ...], part: _Part, line: EntryLine) -> Row:
    cells = [line.cells.get(period) for period in part.periods]
    newest = next((cell for cell in reversed(cells) if cell is not None and cell.value is not None), None)
    grade = newest.origin.confidence if newest is not None else None
    return Row(
        across,
        (
            Text(line.name, _NAME, across[0].width),
            Text(line.unit, _UNIT, across[1].width),
            *(_cell(context, line, cell, column.width) for cell, column in zip(cells, across[2:-2], strict=True)),
            _trend(context, line, part.periods) if part.trend else None,
            Marks(confidence_sign(grade, y=1.5), 12, baseline=9.5) if newest is not None else None,
        ),
        above=1.8,
        below=2,
    )


def _cell(context: Context, line: EntryLine, cell: EntryCell | None, width: float) -> Block:
    if cell is None:
        return Text("–", _FIGURE.in_colour(MUTED), width, align="end")
    if cell.value is None:
        return Text(_state_words(cell), _SAID, width, align="end")
    is_odd = cell.disputed or (cell.question is not None and not cell.kept)
    figure = Text(_shown(context, cell), _ODD if is_odd else _FIGURE, width, align="end")
    if cell.unit == line.unit:
        return figure
    stack = Stack([figure, Text(cell.unit, _UNIT, width, align="end")])
    stack.baseline = figure.baseline
    return stack


def _state_words(cell: EntryCell) -> str:
    if cell.state == "measured":
        return "–"
    return {"not_measured": _("not measured"), "not_applicable": _("does not apply")}[cell.state]


def _shown(context: Context, cell: EntryCell) -> str:
    if cell.value is None:
        return ""
    mark = f"\u2009{_MARK}" if cell.question is not None or cell.disputed else ""
    return context.numbers.exact(cell.value) + mark


def _trend(context: Context, line: EntryLine, periods: Sequence[str]) -> Block | None:
    """Return the line over the periods; none where fewer than two are known or they are in several units."""
    known = [cell for period in periods if (cell := line.cells.get(period)) is not None and cell.value is not None]
    if len(known) < 2 or len({cell.unit for cell in known}) > 1:
        return None
    values = [cell.value if (cell := line.cells.get(period)) is not None else None for period in periods]
    told = told_of(line.name, known[0].unit, told_over_time(periods, values, context.numbers.exact))
    return Figure(Drawing(SPARK_WIDTH, SPARK_HEIGHT, tuple(sparkline(values, None, PRIMARY)), told))


# ── what looks wrong, and what they come to ──────────────────────────────────────────────────────────────────


def _doubts(context: Context) -> list[Block]:
    """Return the figures that look wrong: those nobody has looked at first."""
    found = [
        Doubted(line.name, period, cell.value, cell.unit, cell.question, cell.kept, cell.reason)
        for period in _periods(context)
        for line in context.summary.entry_lines
        if (cell := line.cells.get(period)) is not None and cell.question is not None
    ]
    disputed = [
        in_a_row((line.name, period))
        for line in context.summary.entry_lines
        for period, cell in line.cells.items()
        if cell.disputed
    ]
    blocks: list[Block] = []
    if found:
        found.sort(key=lambda one: one.kept)
        blocks = [heading(_("Figures that look wrong"), context.width, gap=18), doubts_table(context, found)]
    if disputed:
        words = _("Changed in two places, and not settled: {names}.", names=in_a_row(disputed, semicolon()))
        blocks.append(Text(words, NOTE.in_colour(WORSE), context.width, gap=8))
    return blocks


def _results(context: Context) -> list[Block]:
    """Return what can be worked out from these figures alone, with what is odd about it."""
    known = [one for one in context.summary.indicators if any(value is not None for value in one.values.values())]
    if not known:
        return []
    remarks = [
        [Span(f"{one.code} {period}: ", NOTE.in_face("condensed-semibold")),
         Span(remark_words(problem, context.numbers, context.summary.around.currency), NOTE)]
        for one in known
        for period, problem in one.problems.items()
    ]  # fmt: skip
    return [
        heading(_("What these figures come to"), context.width),
        *values_by_period(context, known, _periods(context)),
        *(Text(words, NOTE, context.width, gap=4) for words in remarks),
    ]
