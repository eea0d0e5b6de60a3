"""Figures that look wrong: what was asked about each, and why it was kept, or that nobody has looked at it yet."""

from collections.abc import Iterable
from dataclasses import dataclass

from wopfield.domain.remark import Remark
from wopfield.language import _
from wopfield.report.context import Context
from wopfield.report.layout import Block, Stack, Text
from wopfield.report.style import INK, MUTED, TEXT, WORSE, TextStyle
from wopfield.report.table import Column, Row, Table
from wopfield.report.translating import remark_words

_NAME = TextStyle("condensed-medium", 8.6, 10.4, INK)
_UNIT = TextStyle("condensed", 7.4, 9, MUTED)
_WORDS = _UNIT.in_colour(TEXT)
_OPEN = TextStyle("condensed-italic", 7.4, 9.2, WORSE)


@dataclass(frozen=True, slots=True)
class Doubted:
    """A figure that looks wrong; ``kept`` says whether somebody looked at it and kept it."""

    name: str
    period: str
    value: float | None
    unit: str
    question: Remark
    kept: bool
    reason: str


def doubts_table(context: Context, figures: Iterable[Doubted]) -> Table:
    """Return a table of such figures."""
    width = context.width
    across = (
        Column(0, 140, _("Figure")), Column(146, 82, _("Value"), align="end"),
        Column(244, 112, _("What looks wrong")), Column(366, width - 366, _("Why it was kept")),
    )  # fmt: skip
    return Table(across, [_row(context, across, one) for one in figures], gap=8)


def _row(context: Context, across: tuple[Column, ...], one: Doubted) -> Row:
    numbers = context.numbers
    name, value, wrong, why = (column.width for column in across)
    figure = Text("–" if one.value is None else numbers.exact(one.value), _NAME, value, align="end")
    cells = (
        Stack([Text(one.name, _NAME, name), Text(one.period, _UNIT, name)]),
        Stack([figure, Text(one.unit, _UNIT, value, align="end")]),
        Text(remark_words(one.question, numbers, context.summary.around.currency), _WORDS, wrong),
        _why(one, why),
    )
    return Row(across, cells, above=4, below=4)


def _why(one: Doubted, width: float) -> Block:
    if not one.kept:
        return Text(_("Nobody has said yet whether it is right."), _OPEN, width)
    return Text(one.reason, _WORDS, width) if one.reason else Text(_("Nobody wrote why."), _OPEN, width)
