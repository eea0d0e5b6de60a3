"""Every indicator with its values over the years, to be looked up and copied from."""

from collections.abc import Sequence

from wopfield.domain.summary import IndicatorLine
from wopfield.language import _, in_a_row, plural, semicolon
from wopfield.report.context import Context, heading, opened
from wopfield.report.findings import WEAK
from wopfield.report.layout import Block, Marks, Text
from wopfield.report.page import Pages
from wopfield.report.rounding import told_of_grades, told_of_weak_figures
from wopfield.report.signs import confidence_sign
from wopfield.report.style import CODE, MUTED, NOTE, TEXT, TextStyle
from wopfield.report.table import Column, Row, Table
from wopfield.report.text import WIDE
from wopfield.report.words import Span

_UNIT = TextStyle("condensed", 7.4, 9, MUTED)
_YEAR = TextStyle("condensed", 8.2, 10.2, TEXT)
_MOST, _WITH_GROUP = 6, 4
"""So many periods have room beside each other; fewer where a group to compare with stands there, too."""


def add(pages: Pages, context: Context) -> None:
    """Add the table of all values; no page where there is but one year of them."""
    table = every_value(context)
    if table and context.has("figures"):
        blocks = [*opened(context, "figures", _("Each indicator, year by year"), ""), *table, *without_result(context)]
        pages.follow("figures", context.name_of("figures"), blocks, parted=True)


def every_value(context: Context) -> list[Block]:
    """Return a table of all values by period, the newest six if there are more."""
    periods = context.summary.periods[-_MOST:]
    if len(periods) < 2:
        return []
    lines = context.summary.indicators
    weak = told_of_weak_figures() if any(one.confidence in WEAK for one in lines) else ""
    return [
        _table(context, lines, periods[-_WITH_GROUP:] if context.summary.around.peers else periods),
        Text(in_a_row((told_of_grades(), weak), " "), NOTE, context.width, gap=5),
    ]


def without_result(context: Context) -> list[Block]:
    """Return a list of the indicators that could be worked out in no year, each with the figures it lacks."""
    lines = context.summary.without_result
    if not lines:
        return []
    across = (Column(0, 30, _("Code")), Column(30, 190, _("Indicator")),
              Column(232, context.width - 232, _("Figures that are missing")))  # fmt: skip
    rows: list[Block] = [
        Row(
            across,
            (
                Text(one.code, CODE, 30),
                Text(one.name, _YEAR, 190),
                Text(in_a_row(one.missing, semicolon()) or "–", _YEAR, across[2].width),
            ),
            above=3,
            below=3,
        )
        for one in lines
    ]
    head = plural("{count} indicator lacks figures in every year", "{count} indicators lack figures in every year",
                  len(lines))  # fmt: skip
    return [heading(head, context.width), Table(across, rows, gap=6)]


def values_by_period(context: Context, indicators: Sequence[IndicatorLine], periods: Sequence[str]) -> list[Block]:
    """Return the values of some indicators in all these periods, in as many tables as that takes."""
    most = _WITH_GROUP if context.summary.around.peers else _MOST
    return [_table(context, indicators, periods[start : start + most]) for start in range(0, len(periods), most)]


_SIGN = 27.9
_GRADE = _SIGN + 10
"""How wide the column is that says how sure a figure is, with the air before it."""


def _table(context: Context, indicators: Sequence[IndicatorLine], periods: Sequence[str]) -> Table:
    peers = context.summary.around.peers
    each, wide = 46.0, 104.0 if peers else 0.0
    start = context.width - each * len(periods) - wide - _GRADE
    made = [Column(0, 30, _("Code")), Column(30, start - 36, _("Indicator, unit"))]
    made.extend(Column(start + at * each + 4, each - 4, period, align="end") for at, period in enumerate(periods))
    if peers:
        made.append(Column(context.width - _GRADE - wide + 6, wide - 6, _("Group: quartiles"), align="end"))
    made.append(Column(context.width - _SIGN, _SIGN, _("Confid.")))
    across = tuple(made)
    rows: list[Block] = []
    for one in indicators:
        name = [Span(one.name, _YEAR), *([Span(WIDE + one.unit, _UNIT)] if one.unit else [])]
        cells: list[Block] = [Text(one.code, CODE, 30), Text(name, _YEAR, across[1].width)]
        for column, period in zip(across[2:], periods, strict=False):
            value = one.values.get(period)
            shown = context.numbers.measured(value, one.values.values()) if value is not None else "–"
            cells.append(Text(shown, _YEAR if value is not None else _YEAR.in_colour(MUTED), column.width, align="end"))
        if peers:
            shape = peers.shapes.get(one.code)
            parts = (shape.lower, shape.median, shape.upper) if shape else ()
            quartiles = " · ".join(context.numbers.measured(part, parts) for part in parts) or "–"
            cells.append(Text(quartiles, _YEAR if shape else _YEAR.in_colour(MUTED), wide - 6, align="end"))
        cells.append(Marks(confidence_sign(one.confidence, y=1.5), 12, baseline=9.5))
        rows.append(Row(across, cells, above=3, below=3))
    return Table(across, rows, gap=6)
