"""Where the figures come from: how sure each is, its source and evidence, and who gave it when."""

from collections.abc import Sequence

from wopfield.domain.entry_line import EntryLine, Origin, alike
from wopfield.domain.period import in_order
from wopfield.language import _, in_a_row
from wopfield.report.context import Context
from wopfield.report.layout import Block, Marks, Stack, Text
from wopfield.report.numbers import Numbers
from wopfield.report.signs import confidence_sign
from wopfield.report.style import INK, MUTED, TEXT, TextStyle
from wopfield.report.table import Column, Row, Table

_NAME = TextStyle("condensed-medium", 8.4, 10.2, INK)
_SMALL = TextStyle("condensed", 7.4, 9.2, MUTED)
_WORDS = TextStyle("condensed", 8, 10, TEXT)
_SURE = 15
"""A figure of no more signs is the same in a float."""
_NOT_SAID = TextStyle("condensed-italic", 8, 10, MUTED)


def origins_table(context: Context) -> Table:
    """Return a row for each origin of each figure; periods that share one stand together."""
    lines, end = context.summary.entry_lines, context.width
    has_way = any(cell.origin.basis or cell.origin.margin for line in lines for cell in line.cells.values())
    name, given, got = (116, 88, 62) if has_way else (140, 104, 0)
    source = name + 90 + (got + 6 if has_way else 0)
    across = (
        Column(0, name, _("Figure")), Column(name + 6, 46, _("Period")), Column(name + 56, 28, _("Confid.")),
        Column(name + 90, got, _("How it was got") if has_way else ""),
        Column(source, end - given - 6 - source, _("Source and evidence")), Column(end - given, given, _("Given by")),
    )  # fmt: skip
    periods = in_order(period for line in lines for period in line.cells)
    rows: list[Block] = [
        _row(context.numbers, across, line, those, periods, origin)
        for line in lines
        for those, origin in alike(line, periods)
    ]
    return Table(across, rows, gap=8)


def _row(
    numbers: Numbers, across: tuple[Column, ...], line: EntryLine, those: Sequence[str], every: Sequence[str],
    origin: Origin,
) -> Row:  # fmt: skip
    name, period, _grade, got, source, given = (column.width for column in across)
    cells: tuple[Block | None, ...] = (
        Text(line.name, _NAME, name),
        Text(_spans(numbers, those, every), _SMALL, period),
        Marks(confidence_sign(origin.confidence, y=1.5), 12, baseline=9.5),
        Text(_got(numbers, origin) or "–", _WORDS, got) if got else None,
        _source(numbers, origin, source),
        Text(_given(numbers, origin) or "–", _SMALL, given),
    )
    return Row(across, cells, above=3, below=3)


def _stacked(blocks: Sequence[Block]) -> Stack:
    stack = Stack(blocks)
    stack.baseline = blocks[0].baseline
    return stack


def _spans(numbers: Numbers, those: Sequence[str], every: Sequence[str]) -> str:
    """Return periods in words; those that follow each other as a span."""
    runs: list[list[str]] = []
    for period in those:
        at = every.index(period)
        if runs and every.index(runs[-1][-1]) == at - 1:
            runs[-1].append(period)
        else:
            runs.append([period])
    return in_a_row(run[0] if len(run) == 1 else numbers.span(run[0], run[-1]) for run in runs)


def _got(numbers: Numbers, origin: Origin) -> str:
    basis = {"measured": _("measured"), "estimated": _("estimated"), "stated": _("stated by somebody")}
    margin = _("± {percent} %", percent=_written(numbers, origin.margin)) if origin.margin else ""
    return in_a_row((basis.get(origin.basis, ""), margin))


def _source(numbers: Numbers, origin: Origin, width: float) -> Block:
    known = [words for words in (origin.source, origin.evidence) if words]
    blocks: list[Block] = [Text(words, _WORDS, width) for words in known]
    if not known:
        blocks.append(Text(_("Nobody wrote where it comes from."), _NOT_SAID, width))
    if origin.rate:
        day = numbers.short_day(origin.rate_day) if origin.rate_day else ""
        rate = _("Exchange rate {rate}", rate=_written(numbers, origin.rate))
        blocks.append(Text(in_a_row((rate, day)), _SMALL, width, gap=1))
    if origin.note:
        blocks.append(Text(origin.note, _SMALL, width, gap=1))
    return _stacked(blocks)


def _given(numbers: Numbers, origin: Origin) -> str:
    return in_a_row((origin.given_by, numbers.short_day(origin.given_on) if origin.given_on else ""))


def _written(numbers: Numbers, figure: str) -> str:
    """Return a figure that is kept as text as the language writes it; what is none stays as it is."""
    try:
        return numbers.exact(float(figure)) if len(figure) <= _SURE else figure
    except ValueError:
        return figure
