"""Progress: the baseline beside the follow-up, area by area and item by item."""

from wopfield.domain.summary import AreaResult, ItemResult, Score
from wopfield.language import _, plural
from wopfield.report.context import Context, heading, opening, said, two_digits
from wopfield.report.findings import profile_title, so_far, standing_actions
from wopfield.report.layout import Block, Marks, Text
from wopfield.report.numbers import begun, number_word
from wopfield.report.page import Pages
from wopfield.report.rounding import area_seems_off, told_of_rounding
from wopfield.report.sections.names import section_name
from wopfield.report.sections.objectives import objectives
from wopfield.report.signs import change_sign, item_cell, score_cell
from wopfield.report.standing import Standing, is_provisional, rating_standing, standing
from wopfield.report.style import BODY, CODE, NOTE, TEXT, TextStyle
from wopfield.report.table import Column, GroupRow, Row, Table
from wopfield.report.words import Span

_NAME = TextStyle("condensed", 8.8, 11, TEXT)
_CELL, _HIGH = 34.0, 15.0

Move = tuple[ItemResult, int, Standing, Standing]
"""An item, how many levels it rose (below 0: fell), and where it stood and stands."""


def add(pages: Pages, context: Context) -> None:
    """Add what has changed since the baseline."""
    pages.begin("progress", section_name("progress"))
    summary, width = context.summary, context.width
    moves = [(area, _moves(area)) for area in summary.areas]
    title = context.title_of("progress", _title(context, moves))
    if not context.baseline_year:
        none = _("There is no baseline to compare with. Choose one in the assessment, and this page fills itself.")
        opened = opening(section_name("progress"), title, "", width)
        pages.add([*opened, Text(none, BODY, width, gap=12), *objectives(context)])
        return
    lead = _("Peer ratings at the baseline and now. A change of one item is shown only where both are rated.")
    blocks = opening(section_name("progress"), title, lead, width)
    blocks.extend(said(context, "progress"))
    blocks.extend(objectives(context))
    if context.summary.around.objectives:
        blocks.append(heading(_("Area by area"), width))
    blocks.append(_areas(context))
    if any(map(area_seems_off, summary.areas)):
        blocks.append(Text(told_of_rounding(), NOTE, width, gap=5))
    if any(found for _area, found in moves):
        blocks.extend([heading(_("Item by item"), width), _items(context, moves)])
    blocks.append(Text(_actions(context), NOTE, width, gap=12))
    pages.add(blocks)


def _title(context: Context, moves: list[tuple[AreaResult, list[Move]]]) -> str:
    """Return the finding: how many items rose and how many fell."""
    if not context.baseline_year:
        return profile_title(context.summary, context.numbers)
    rises = [rise for _area, found in moves for _item, rise, _before, _after in found]
    up = sum(rise > 0 for rise in rises)
    down = len(rises) - up
    if not up and not down:
        return _("No item rose, and none fell")
    rose = plural("{number} item rose", "{number} items rose", up, number=number_word(up)) if up else _("no item rose")
    fell = plural("{number} item fell", "{number} items fell", down, number=number_word(down))
    told = _("{rose}, {fell}", rose=rose, fell=fell if down else _("none fell"))
    unsettled = any(not after.settled for _area, found in moves for _item, _rise, _before, after in found)
    return so_far(told) if unsettled else begun(told)


def _areas(context: Context) -> Table:
    width = context.width
    across = (
        Column(0, 18, ""),
        Column(20, width - 20 - 3 * (_CELL + 14) - 10, _("Area")),
        Column(width - 3 * (_CELL + 14), _CELL, _("Peer"), context.baseline_year, "middle"),
        Column(width - 2 * (_CELL + 14), _CELL, _("Peer"), context.now_year, "middle"),
        Column(width - _CELL - 8, _CELL + 8, _("Change"), "", "middle"),
    )
    rows: list[Block] = []
    for area in context.summary.areas:
        name = Text([Span(area.title, _NAME, context.area_place(area))], _NAME, across[1].width)
        rows.append(
            Row(
                across,
                (
                    Text(two_digits(area.number), CODE, 18),
                    name,
                    _score(area.baseline, context),
                    _score(area.now, context, provisional=is_provisional(area)),
                    Marks(change_sign(area.change, context.numbers, 2, 10.6), _HIGH, baseline=10.6),
                ),
                above=2.4,
                below=2.4,
            )
        )
    return Table(across, rows, gap=14)


def _score(score: Score, context: Context, *, provisional: bool = False) -> Marks:
    marks = score_cell(score, context.numbers, _CELL, _HIGH, provisional=provisional)
    return Marks(marks, _HIGH, baseline=10.6, shows=_("not rated"))


def _moves(area: AreaResult) -> list[Move]:
    found = []
    for item in area.items:
        before, after = rating_standing(item.baseline), standing(item)
        if before and before.level is not None and after.level is not None and before.level != after.level:
            found.append((item, after.level - before.level, before, after))
    return found


def _items(context: Context, moves: list[tuple[AreaResult, list[Move]]]) -> Table:
    width = context.width
    across = (
        Column(0, 30, _("Item")),
        Column(34, width - 34 - 100, _("Practice")),
        Column(width - 88, 30, context.baseline_year, "", "middle"),
        Column(width - 40, 40, context.now_year, "", "middle"),
    )
    rows: list[Block] = []
    for area, found in moves:
        if not found:
            continue
        rows.append(GroupRow(f"{two_digits(area.number)}  {area.title}", width))
        for item, _rise, before, after in found:
            number = Text([Span(item.number, CODE, context.item_place(item.code))], CODE, 30)
            cells = (Marks(item_cell(one, 30, 13), 13, baseline=9.4, shows=_("not rated")) for one in (before, after))
            rows.append(Row(across, (number, Text(item.title, _NAME, across[1].width), *cells), above=3, below=3))
    return Table(across, rows, gap=6)


def _actions(context: Context) -> str:
    actions = standing_actions(context.summary)
    done = sum(action.status == "done" for action in actions)
    if not actions:
        return _("No action is agreed yet")
    return plural("{done} of {all} agreed actions is done.", "{done} of {all} agreed actions are done.", done,
                  done=done, all=len(actions))  # fmt: skip
