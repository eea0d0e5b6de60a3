"""The figures behind an area: the indicators its items are linked to, each with its newest value and its trend."""

from collections.abc import Sequence

from wopfield.domain.summary import AreaResult, IndicatorLine
from wopfield.language import _, in_a_row, reads_from_the_right
from wopfield.report.context import Context, heading
from wopfield.report.drawing import Drawing, Stroke, line
from wopfield.report.findings import compared_periods
from wopfield.report.layout import Block, Figure, Marks, Side, Stack, Text
from wopfield.report.numbers import RIGHT_TO_LEFT
from wopfield.report.sections.indicators import told_by_year
from wopfield.report.series import (
    SPARK_HEIGHT,
    SPARK_WIDTH,
    Change,
    change_marks,
    change_of,
    judgement_colour,
    sparkline,
)
from wopfield.report.style import CODE, HAIRLINE, KEY_NUMBER, MUTED, PRIMARY, TEXT, TextStyle
from wopfield.report.text import NBSP, WIDE
from wopfield.report.words import Span

_NAME = TextStyle("condensed", 8.2, 10.2, TEXT)
_UNIT = TextStyle("condensed", 7.6, 12, MUTED)
_LEFT_OUT = TextStyle("condensed", 7.9, 10.4, MUTED)
_CHANGE_WIDTH = 36.0


def linked(context: Context, area: AreaResult, width: float, most: int) -> Block | None:
    """Return the column of linked indicators that have a value, None where none has.

    Those that worsened come first and are all shown; of the rest as many as make ``most``, and the others are named.
    """
    known = {one.code: one for one in context.summary.indicators if _newest(context, one)}
    found = [known[code] for code in area.linked_indicators if code in known]
    if not found:
        return None
    worsened = [one for one in found if _worsened(context, one)]
    ordered = [*worsened, *(one for one in found if one not in worsened)]
    shown = max(most, len(worsened))
    rows: list[Block] = [_row(context, one, width, first=at == 0) for at, one in enumerate(ordered[:shown])]
    if left := ordered[shown:]:
        rows.append(_left_out(context, left, width))
    return Stack([heading(_("Linked indicators"), width, gap=0), *rows])


def _worsened(context: Context, one: IndicatorLine) -> bool:
    change = _change(context, one)
    return change is not None and change.better is False


def _change(context: Context, one: IndicatorLine) -> Change | None:
    """Return how an indicator moved to its newest value from the year that all are compared with."""
    period, begins = _newest(context, one), compared_periods(context.summary)[0]
    before = one.values.get(begins) if begins != period else None
    return change_of(before, one.values[period], one.direction, one.good_practice)


def _left_out(context: Context, left: Sequence[IndicatorLine], width: float) -> Block:
    """Return the codes of what there is no room for here, and where it stands."""
    there = context.has("indicators")
    codes = in_a_row(one.code for one in left)
    words = _("Linked as well: {codes}; see Indicators", codes=codes) if there else _("Linked as well: {codes}",
                                                                                     codes=codes)  # fmt: skip
    return Text([Span(words, _LEFT_OUT, "section-indicators" if there else "")], _LEFT_OUT, width, gap=1)


def _newest(context: Context, one: IndicatorLine) -> str:
    """Return the last period with a value."""
    return next((period for period in reversed(context.summary.periods) if one.values.get(period) is not None), "")


def _row(context: Context, one: IndicatorLine, width: float, *, first: bool) -> Block:
    period = _newest(context, one)
    begins = compared_periods(context.summary)[0]
    begins = begins if begins != period else ""
    value, change = one.values[period] or 0.0, _change(context, one)
    colour = judgement_colour(change) if change and change.better is not None else PRIMARY
    periods = context.summary.periods
    spark = sparkline([one.values.get(each) for each in periods], periods.index(begins) if begins else None, colour)
    words = [Span(context.numbers.measured(value, one.values.values()), KEY_NUMBER)]
    if one.unit:
        words.append(Span(context.numbers.before_unit(one.unit) + one.unit, _UNIT))
    # neither figure, sign nor year has a letter that tells in which direction they are read
    words.append(Span(f"{RIGHT_TO_LEFT if reads_from_the_right() else ''} ·{NBSP}{period}", _UNIT))
    spark_x = width - _CHANGE_WIDTH - SPARK_WIDTH
    rule = Marks([line(0, 0, width, 0, Stroke(HAIRLINE, 0.6))], 0)
    name = Text([Span(one.code + WIDE, CODE), Span(one.name, _NAME)], _NAME, width)
    figures = Side(
        [
            (0, Text(words, KEY_NUMBER, spark_x - 6)),
            (spark_x, Figure(Drawing(SPARK_WIDTH, SPARK_HEIGHT, tuple(spark), told_by_year(context, one)))),
            (
                spark_x + SPARK_WIDTH,
                Marks(change_marks(change, one.values.values(), context.numbers, _CHANGE_WIDTH), 12, role="P"),
            ),
        ],
        drop=(0, 0, 1),
    )
    figures.gap = 1
    inside = Stack([name, figures])
    row = Side([(0, rule), (0, inside)], drop=(0, 3.5), gap=4 if first else 0)
    row.height = inside.height + 7
    return row
