"""The improvement plan: who does what, when, with whose help, and what it should bring."""

from dataclasses import replace
from datetime import date

from wopfield.domain.summary import ActionLine
from wopfield.language import _, in_a_row, plural
from wopfield.report.context import Context, doubtful, heading, key_to_signs, of_then_below, opening, said
from wopfield.report.drawing import Drawing, Fill, Label, Mark, Rect, Stroke, line
from wopfield.report.findings import due_soon, overdue, plan_title, standing_actions
from wopfield.report.layout import Block, Figure, Marks, Side, Stack, Text
from wopfield.report.page import Pages, brought_into
from wopfield.report.sections.names import horizon_name, section_name
from wopfield.report.signs import pill, pill_width
from wopfield.report.style import (
    BAND,
    BODY,
    CODE,
    FAINT,
    INK,
    MUTED,
    NOTE,
    PRIMARY,
    TEXT,
    TOTAL_FIGURE,
    WORSE,
    TextStyle,
)
from wopfield.report.table import Column, GroupRow, Head, Row, Table
from wopfield.report.text import width_of
from wopfield.report.timebars import Grid, alone, bar, bar_told, grid_for, grid_lines, head_marks, head_told, today_line
from wopfield.report.words import Span

_TITLE = TextStyle("regular", 8.5, 11.4, TEXT)
_OWNER = TextStyle("condensed-medium", 8.4, 10.4, INK)
_SUPPORT = TextStyle("condensed", 7.6, 9.4, MUTED)
_SMALL = TextStyle("condensed", 8.2, 10.2, TEXT)
_HORIZONS = ("quick_win", "partnership", "investment")


def add(pages: Pages, context: Context) -> None:
    """Add the plan; of a capacity assessment that no action answers, only what the team wrote of it."""
    summary, width = context.summary, context.width
    if not context.has("plan"):
        return
    pages.begin("plan", section_name("plan"))
    lead = (
        _("Each action has one owner at the mentee; below the owner stands what the mentor provides.")
        if summary.actions
        else ""
    )
    none = ""
    if context.options.document == "capacity" and not summary.actions:
        none = _("No action of the plan answers this assessment")
    title = context.title_of("plan", none or plan_title(summary, context.numbers))
    blocks = opening(section_name("plan"), title, lead, width)
    blocks.extend([*of_then_below(context, width), *said(context, "plan")])
    if not summary.actions:
        pages.add(
            [
                *blocks,
                Text(_("Actions that are agreed will stand here with owner, time and result."), BODY, width, gap=12),
            ]
        )
        return
    grid = grid_for(summary.actions, summary.today)
    blocks.extend([_table(context, grid), _legend(context), _totals(context)])
    brought_into(pages.sheet.printed_room, blocks)
    pages.add(blocks)
    pages.add(_results(context))


def _table(context: Context, grid: Grid) -> Table:
    status_width = 62.0
    grid_x = context.width - status_width - grid.width
    owner_width = 96.0
    owner_x = grid_x - owner_width - 8
    across = (
        Column(0, 26, _("No.")),
        Column(26, owner_x - 34, _("Action")),
        Column(owner_x, owner_width, _("Owner, peer support")),
        Column(grid_x, grid.width),
        Column(grid_x + grid.width + 6, status_width - 6, _("Status"), align="end"),
    )
    rows: list[Block] = []
    for horizon in _HORIZONS:
        actions = [action for action in context.summary.actions if action.horizon == horizon]
        if actions:
            rows.append(GroupRow(horizon_name(horizon), context.width))
            rows.extend(_row(context, across, grid, action) for action in actions)
    time = Drawing(grid.width, 27, tuple(head_marks(grid, 27)), head_told(grid))
    head = Head(across, drawn={3: time}, least_height=27)
    return Table(
        across,
        rows,
        gap=14,
        head=head,
        under=lambda height: grid_lines(grid, grid_x, height),
        over=lambda height: today_line(grid, context.summary.today, grid_x, height),
    )


def _row(context: Context, across: tuple[Column, ...], grid: Grid, action: ActionLine) -> Row:
    title = Text([Span(action.title, _TITLE), *doubtful(action.disputed)], _TITLE, across[1].width)
    owner: list[Block] = [
        Text(action.owner or _("no owner yet"), _OWNER if action.owner else _SUPPORT, across[2].width)
    ]
    support = action.support.strip()
    owner.append(
        Text(support or _("no peer input"), _SUPPORT if support else _SUPPORT.in_colour(FAINT), across[2].width)
    )
    stack = Stack(owner)
    stack.baseline = owner[0].baseline
    return Row(
        across,
        (
            Text(action.code, CODE, 28),
            title,
            stack,
            _bar(context, grid, action),
            Marks(_status(context, action, across[-1].width), 12, baseline=8.6),
        ),
        above=5.5,
        below=7.5,
    )


def _bar(context: Context, grid: Grid, action: ActionLine) -> Figure:
    today = context.summary.today
    told = bar_told(action, today, context.numbers)
    drawn = Drawing(grid.width, 12, tuple(bar(action, grid, today)), told)
    return Figure(drawn, baseline=8.6, alone=replace(drawn, marks=tuple(alone(action, grid, today))))


def _status(context: Context, action: ActionLine, width: float) -> list[Mark]:
    if action.status == "done":
        text = _("Done").upper()
        return pill(text, PRIMARY, filled=True, x=width - pill_width(text))
    overdue = action.is_overdue(context.summary.today)
    if action.status == "under_way":
        text = context.numbers.percent(min(max(action.percent, 0), 100) / 100)
        far = pill(text, PRIMARY, filled=False, x=width - pill_width(text))
        return [*far, _word(_("overdue"), width, 20, WORSE)] if overdue else far
    if overdue:
        return [_word(_("overdue"), width, 8.6, WORSE)]
    return [_word(_("not started") if action.status == "not_started" else _("dropped"), width, 8.6, MUTED)]


def _word(text: str, x: float, y: float, colour: str) -> Label:
    return Label(x, y, text, "condensed", 8, colour, "end")


def _legend(context: Context) -> Block:
    style = TextStyle("condensed", 7.9, 10, TEXT)
    first = _("planned time, share done")
    x = 24 + width_of(first, style) + 16
    marks: list[Mark] = [
        Rect(0, 2, 18, 8.8, None, Fill(BAND), 1.2),
        Rect(0, 2, 8, 8.8, None, Fill(PRIMARY), 1.2),
        Label(24, 9.2, first, "condensed", 7.9, TEXT),
        Rect(x, 0.6, 20, 11.6, Stroke(WORSE, 1.0), None, 3),
        Label(x + 26, 9.2, _("high priority"), "condensed", 7.9, TEXT),
    ]
    return key_to_signs(marks, x + 30 + width_of(_("high priority"), style), 12.6, gap=18)


def _totals(context: Context) -> Block:
    actions = standing_actions(context.summary)
    numbers = context.numbers
    high = sum(action.priority == "high" for action in actions)
    done = sum(action.status == "done" for action in actions)
    figures = (
        (
            len(actions),
            plural("action, {high} of high priority", "actions, {high} of high priority", len(actions), high=high),
        ),
        (done, plural("action done", "actions done", done)),
        (sum(action.status == "under_way" for action in actions), _("under way")),
        (due_soon(context.summary), _due(context)),
    )
    gap = 12.0
    width = (context.width - 3 * gap) / 4
    parts: list[tuple[float, Block]] = []
    for at, (count, name) in enumerate(figures):
        rule = Marks([line(0, 0, width, 0, Stroke(PRIMARY, 1.2))], 1, keep=True)
        figure = Text(numbers.whole(count), TOTAL_FIGURE, width, gap=4, keep=True)
        parts.append((at * (width + gap), Stack([rule, figure, Text(name, NOTE, width)])))
    return Side(parts, gap=24)


def _due(context: Context) -> str:
    """Return what the actions counted as due soon are, and how many beside them are late already."""
    late, soon = overdue(context.summary), _("due within 12 months")
    return in_a_row((soon, plural("{count} is overdue", "{count} are overdue", late) if late else ""))


def _results(context: Context) -> list[Block]:
    """Return what each action should bring and when, where somebody wrote it."""
    told = [
        action
        for action in context.summary.actions
        if action.expected_result.strip()
        or action.resources.strip()
        or action.goal_level is not None
        or action.starts
        or action.due
    ]
    if not told:
        return []
    # of another checklist's items nothing is known here
    of_items = any(action.item in context.items for action in told)
    across = (
        Column(0, 26, _("Action")),
        Column(26, 164 if of_items else 202, _("Expected result")),
        Column(198 if of_items else 232, 34 if of_items else 0, _("Item") if of_items else ""),
        Column(236, 30, _("Goal"), align="middle"),
        Column(274, 88, _("Resources")),
        Column(366, 55, _("Start"), align="end"),
        Column(427, 54.9, _("Due"), align="end"),
    )
    rows: list[Block] = []
    for action in told:
        item = (
            [Span(context.item_number(action.item), _SMALL, context.item_place(action.item))]
            if action.item in context.items
            else "–"
            if of_items
            else ""
        )
        rows.append(
            Row(
                across,
                (
                    Text(action.code, CODE, 28),
                    Text(
                        [Span(action.expected_result.strip() or "–", _SMALL), *doubtful(action.disputed)],
                        _SMALL,
                        across[1].width,
                    ),
                    Text(item, _SMALL, 34) if of_items else None,
                    Text(
                        str(action.goal_level) if action.goal_level is not None else "–",
                        _SMALL.in_face("condensed-semibold"),
                        30,
                        align="middle",
                    ),
                    Text(action.resources.strip() or "–", _SMALL, across[4].width),
                    _day(context, action.starts, across[5].width),
                    _day(context, action.due, across[6].width),
                ),
                above=3.4,
                below=3.6,
            )
        )
    return [heading(_("What each action should bring, and when"), context.width), Table(across, rows, gap=6)]


def _day(context: Context, day: date | None, width: float) -> Text:
    return Text(context.numbers.short_day(day) if day else "–", _SMALL, width, align="end")
