"""Priorities: what each action brings beside the effort it takes, and the same as a list."""

from wopfield.domain.summary import ActionLine, Summary
from wopfield.language import _, meant, plural
from wopfield.report.context import Context, doubtful, heading, opened
from wopfield.report.findings import standing_actions
from wopfield.report.layout import Block, Figure, Marks, Text
from wopfield.report.numbers import begun, number_word
from wopfield.report.page import Pages
from wopfield.report.risks import EFFORTS, IMPACTS, effort_names, priority_grid
from wopfield.report.sections.names import section_name
from wopfield.report.signs import pill
from wopfield.report.style import CODE, MUTED, NOTE, TABLE, TABLE_NAME, WORSE
from wopfield.report.table import Column, GroupRow, Row, Table
from wopfield.report.words import Span


def add(pages: Pages, context: Context) -> None:
    """Add the grid and its list; no page without actions."""
    actions, width = standing_actions(context.summary), context.width
    if not actions:
        return
    pages.begin("priorities", section_name("priorities"))
    lead = _("Each action of the plan by what it brings and by the effort it takes. What stands at the upper end of "
             "the first column comes first.")  # fmt: skip
    blocks = opened(context, "priorities", title(context.summary), lead)
    blocks.append(Figure(priority_grid(actions, width), gap=16))
    blocks.append(Text(_("A filled code is done."), NOTE, width, gap=2))
    blocks.extend([heading(_("The same as a list"), width, gap=18), _table(context, actions)])
    pages.add(blocks)


def title(summary: Summary) -> str:
    """Return the finding: how many actions bring much for little effort."""
    actions = standing_actions(summary)
    first = sum(action.priority == "high" and action.horizon == "quick_win" for action in actions)
    if not first:
        return begun(
            plural("{number} action, none of them brings much for little effort",
                   "{number} actions, none of them brings much for little effort", len(actions),
                   number=number_word(len(actions)))
        )  # fmt: skip
    return begun(
        plural("{number} of {all} actions brings much for little effort",
               "{number} of {all} actions bring much for little effort", first, number=number_word(first),
               all=number_word(len(actions)))
    )  # fmt: skip


def _table(context: Context, actions: list[ActionLine]) -> Table:
    across = (
        Column(0, 28, _("Action")), Column(30, 236, _("What is done")), Column(272, 92, _("Owner")),
        Column(370, 52, _("Impact")), Column(426, 55.9, _("Due"), align="end"),
    )  # fmt: skip
    rows: list[Block] = []
    for effort, name in zip(EFFORTS, effort_names(), strict=True):
        chosen = sorted((one for one in actions if one.horizon == effort), key=lambda one: IMPACTS.index(one.priority))
        if chosen:
            rows.append(GroupRow(name, context.width))
            rows.extend(_row(context, across, one) for one in chosen)
    return Table(across, rows, gap=6)


def _row(context: Context, across: tuple[Column, ...], action: ActionLine) -> Row:
    word = {
        "high": meant("High", "impact"),
        "medium": meant("Medium", "impact"),
        "low": meant("Low", "impact"),
    }[action.priority]
    impact: Block = (
        Text(word, TABLE.in_colour(MUTED), across[3].width)
        if action.priority == "low"
        else Marks(pill(word.upper(), WORSE, filled=action.priority == "high"), 12, baseline=8.4)
    )
    return Row(
        across,
        (
            Text(action.code, CODE, 30),
            Text([Span(action.title, TABLE_NAME), *doubtful(action.disputed)], TABLE_NAME, across[1].width),
            Text(action.owner or _("no owner yet"), TABLE, across[2].width),
            impact,
            Text(context.numbers.short_month(action.due) if action.due else "–", TABLE, across[4].width, align="end"),
        ),
        above=3.4,
        below=3.6,
    )
