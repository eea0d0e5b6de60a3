"""The objectives of the partnership: where each began, where it is, and what it shall come to."""

from collections.abc import Sequence

from wopfield.domain.around import ObjectiveLine
from wopfield.domain.summary import IndicatorLine
from wopfield.language import _
from wopfield.report.context import Context, heading
from wopfield.report.layout import Block, Text
from wopfield.report.style import INK, MUTED, TEXT, TextStyle
from wopfield.report.table import Column, Row, Table

_NAME = TextStyle("regular", 8.8, 11.6, TEXT)
_FIGURE = TextStyle("condensed", 8.8, 11.6, TEXT)
_NOW = TextStyle("condensed-semibold", 8.8, 11.6, INK)
_QUIET = TextStyle("condensed", 8.2, 11.6, MUTED)


def objectives(context: Context) -> list[Block]:
    """Return the table of objectives; nothing where the partnership has none."""
    lines, width = context.summary.around.objectives, context.width
    if not lines:
        return []
    across = (
        Column(0, width - 310, _("Objective")),
        Column(width - 302, 52, _("Start"), align="end"),
        Column(width - 242, 84, _("Now"), align="end"),
        Column(width - 150, 52, _("Goal"), align="end"),
        Column(width - 90, 90, _("Due"), align="end"),
    )
    rows: list[Block] = [_row(context, across, line) for line in lines]
    return [heading(_("Objectives of the partnership"), width), Table(across, rows, gap=6)]


def _row(context: Context, across: tuple[Column, ...], line: ObjectiveLine) -> Row:
    measured = next((one for one in context.summary.indicators if one.code == line.indicator), None)
    value, period = _newest(measured)
    now = line.now if value is None else value
    unit = line.unit or (measured.unit if measured is not None else "")
    among = (line.start, now, line.goal)
    cells = (
        (_said(context, line.start, among, unit), _FIGURE),
        (" · ".join(filter(None, (_said(context, now, among, unit), period))), _NOW),
        (_said(context, line.goal, among, unit), _FIGURE),
        (context.numbers.short_day(line.by) if line.by else "–", _QUIET),
    )
    told = (Text(words, style, column.width, align="end")
            for (words, style), column in zip(cells, across[1:], strict=True))  # fmt: skip
    return Row(across, (Text(line.text, _NAME, across[0].width), *told), above=3.4, below=3.6)


def _newest(one: IndicatorLine | None) -> tuple[float | None, str]:
    """Return the newest value of an indicator, and its period."""
    known = [(period, value) for period, value in one.values.items() if value is not None] if one is not None else []
    period, value = known[-1] if known else ("", None)
    return value, period


def _said(context: Context, value: float | None, among: Sequence[float | None], unit: str) -> str:
    """Return a figure with the decimals that the figures beside it ask for, ``among`` which it stands."""
    if value is None:
        return "–"
    whole = all(each is None or each.is_integer() for each in among)
    figure = context.numbers.exact(value) if whole else context.numbers.measured(value, among)
    return f"{figure}{context.numbers.before_unit(unit)}{unit}" if unit else figure
