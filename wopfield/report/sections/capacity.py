"""Capacity: people, organisation and what surrounds them; what training alone will not change."""

from wopfield.domain.around import Ability, AbilityArea, Capacity
from wopfield.language import _, in_a_row
from wopfield.report.area_means import Axis, Series
from wopfield.report.chart import bars, legend
from wopfield.report.context import Context, heading, key_to_signs, opened
from wopfield.report.drawing import moved
from wopfield.report.layout import Block, Figure, Marks, Stack, Text
from wopfield.report.page import Pages
from wopfield.report.sections.names import section_name
from wopfield.report.signs import item_cell
from wopfield.report.standing import Standing
from wopfield.report.style import BODY, CODE, MUTED, TEXT, TextStyle
from wopfield.report.table import Column, GroupRow, Row, Table
from wopfield.report.text import NBSP

_TITLE = TextStyle("condensed-medium", 8.4, 10.4, TEXT)
_WORDS = TextStyle("condensed", 8.2, 10.2, TEXT)
_QUIET = TextStyle("condensed-italic", 7.8, 9.8, MUTED)
_CELL, _HIGH, _WIDE = 18.2, 13.6, 36.0
_FEW = 1
"""Up to this level an ability is hardly there."""


def add(pages: Pages, context: Context) -> None:
    """Add the newest capacity assessment; no page without one."""
    found = context.summary.around.capacity
    if found is None:
        return
    pages.begin("capacity", section_name("capacity"))
    day = context.numbers.day(found.day) if found.day else ""
    lead = in_a_row((found.title, day))
    blocks = opened(context, "capacity", title(context, found), lead)
    blocks.extend(_chart(context, found))
    blocks.extend(_beyond_training(context, found))
    blocks.extend(_table(context, found))
    pages.add(blocks)


def title(context: Context, found: Capacity) -> str:
    """Return the finding: where capacity is strongest and weakest."""
    rated = sorted((area for area in found.areas if area.mean is not None), key=lambda area: area.mean or 0.0)
    if not rated:
        return _("No capacity is rated yet")
    low, high = rated[0], rated[-1]
    decimal = context.numbers.decimal
    if low is high:
        return _("“{area}” stands at {mean}", area=low.title, mean=decimal(low.mean or 0.0))
    return _(
        "“{high}” is strongest at {most}, “{low}” weakest at {least}",
        high=high.title,
        most=decimal(high.mean or 0.0),
        low=low.title,
        least=decimal(low.mean or 0.0),
    )


def _chart(context: Context, found: Capacity) -> list[Block]:
    axes = [Axis(str(at), area.title) for at, area in enumerate(found.areas, 1)]
    hollow = tuple(area.rated < 0.6 * area.applicable for area in found.areas)
    series = [Series("peer", _("Now"), tuple(area.mean for area in found.areas), hollow)]
    if any(area.before is not None for area in found.areas):
        series.append(Series("baseline", _("Before"), tuple(area.before for area in found.areas)))
    drawing = bars(axes, series, context.numbers, context.width * 0.78, 14 + 26 * len(axes))
    blocks: list[Block] = [Figure(drawing, gap=16)]
    if len(series) > 1:
        drawn = legend(series, context.width * 0.78, of_bars=True)
        blocks.append(key_to_signs(drawn.marks, drawn.width, drawn.height, gap=6))
    return blocks


def _beyond_training(context: Context, found: Capacity) -> list[Block]:
    """Return what is low outside of people themselves: rules, tools, money and others' decisions."""
    low = [
        ability
        for area in found.areas[1:]
        for ability in area.abilities
        if ability.level is not None and ability.level <= _FEW
    ]
    if not low:
        return []
    names = in_a_row(f"{ability.number}{NBSP}{ability.title}" for ability in low)
    words = _("These stand at 0 or 1 and lie with the organisation or around it, not with single people: {names}.",
              names=names)  # fmt: skip
    return [heading(_("What training alone will not change"), context.width),
            Text(words, BODY, context.width * 0.92, gap=5)]  # fmt: skip


def _table(context: Context, found: Capacity) -> list[Block]:
    before = any(area.before is not None for area in found.areas)
    made = [Column(0, 28, _("Item")), Column(30, 168, _("Ability"))]
    x = 204.0
    if before:
        made.append(Column(x, _WIDE, _("Before"), align="middle"))
        x += _WIDE + 4
    made.append(Column(x, _WIDE, _("Now"), align="middle"))
    made.append(Column(x + _WIDE + 12, context.width - x - _WIDE - 12, _("What that level means, and what was said")))
    across = tuple(made)
    rows: list[Block] = []
    for area in found.areas:
        rows.append(GroupRow(_group(context, area), context.width))
        rows.extend(_row(across, ability, before) for ability in area.abilities)
    return [heading(_("Every ability"), context.width), Table(across, rows, gap=6)]


def _group(context: Context, area: AbilityArea) -> str:
    if area.mean is None:
        return _("{area}: not rated", area=area.title)
    mean = context.numbers.decimal(area.mean)
    return _(
        "{area}: {mean}, {rated} of {all} rated", area=area.title, mean=mean, rated=area.rated, all=area.applicable
    )


def _row(across: tuple[Column, ...], ability: Ability, before: bool) -> Row:
    cells: list[Block | None] = [
        Text(ability.number, CODE, 28),
        Text(ability.title, _TITLE, across[1].width),
    ]
    if before:
        cells.append(_cell(ability.before, outlined=False))
    cells.append(_cell(ability.level, outlined=True))
    width = across[-1].width
    said: list[Block] = [Text(ability.words or "–", _WORDS if ability.words else _QUIET, width)]
    if ability.comment:
        said.append(Text(ability.comment, _QUIET, width, gap=1))
    stack = Stack(said)
    stack.baseline = said[0].baseline
    return Row(across, (*cells, stack), above=3, below=3)


def _cell(level: int | None, *, outlined: bool) -> Marks:
    marks = item_cell(_standing(level), _CELL, _HIGH, outlined=outlined)
    return Marks(moved(marks, (_WIDE - _CELL) / 2, 0), _HIGH, baseline=9.7, shows=_("not rated"))


def _standing(level: int | None) -> Standing:
    return Standing("not rated") if level is None else Standing("rated", level, level)
