"""What became of the recommendations of the baseline: how far each has come, by whom, and what shows it."""

from wopfield.domain.fate import Fate, fates
from wopfield.domain.summary import ActionLine, AreaResult
from wopfield.language import _, in_a_row, plural
from wopfield.report.context import Context, doubtful, doubtful_below, heading, opened, two_digits
from wopfield.report.drawing import Mark, Stroke, line
from wopfield.report.layout import Block, Marks, Stack, Text
from wopfield.report.numbers import begun, number_word
from wopfield.report.page import Pages
from wopfield.report.signs import item_cell, pill, pill_width
from wopfield.report.standing import rating_standing, standing
from wopfield.report.style import CODE, INK, MUTED, PRIMARY, TEXT, WORSE, TextStyle
from wopfield.report.table import Column, GroupRow, Row, Table
from wopfield.report.text import WIDE
from wopfield.report.words import Span

_WORDS = TextStyle("regular", 8.6, 11.6, TEXT)
_WHO = TextStyle("condensed-medium", 8.2, 10.4, INK)
_QUIET = TextStyle("condensed", 8, 10.2, MUTED)
_MISSING = _QUIET.in_face("condensed-italic")
_SHORT = TextStyle("condensed", 8.4, 10.4, TEXT)
_CELL, _BETWEEN = 18.2, 14.0


def add(pages: Pages, context: Context) -> None:
    """Add what became of each recommendation; no page where the baseline recommended nothing."""
    found = fates(context.summary)
    if not found:
        return
    lead = _("Each recommendation of the baseline under its number of then, the actions that answer it with their "
             "owner, and what shows that they are done.")  # fmt: skip
    blocks = opened(context, "fate", title(found, context.baseline_year), lead)
    pages.follow("fate", context.name_of("fate"), [*blocks, _table(context, found)], parted=True)


def fate_of_area(context: Context, area: AreaResult) -> list[Block]:
    """Return what became of the recommendations of the baseline in one area, in short: two beside one another."""
    found = [one for one in fates(context.summary) if one.area == area.code]
    if not found:
        return []
    beside = min(len(found), 2)
    width = (context.width - (beside - 1) * _BETWEEN) / beside
    wide = max(pill_width(_state(one)[0]) for one in found)
    across = tuple(
        column
        for left in (at * (width + _BETWEEN) for at in range(beside))
        for column in (Column(left, 50), Column(left + 52, width - 60 - wide), Column(left + width - wide, wide))
    )
    rows: list[Block] = []
    for at in range(0, len(found), beside):
        cells = [cell for one in found[at : at + beside] for cell in _in_short(context, one, across)]
        rows.append(Row(across, [*cells, *[None] * (len(across) - len(cells))], above=3.6, below=3.8))
    head = heading(_("What became of the recommendations of {year}", year=context.baseline_year), context.width, gap=18)
    rule = Marks([line(0, 0, context.width, 0, Stroke(INK, 0.8))], 1, gap=5, keep=True)
    return [head, rule, Table(across, rows)]


def _in_short(context: Context, one: Fate, across: tuple[Column, ...]) -> tuple[Block, Block, Block]:
    day = context.summary.baseline_date
    number = f"{one.number} / {day:%y}" if day else one.number
    return (
        Text([Span(number, CODE, "section-fate" if context.has("fate") else "")], CODE, across[0].width),
        Text([Span(one.text, _SHORT), *doubtful(_is_disputed(one))], _SHORT, across[1].width),
        Marks(_pill(one, across[2].width), 12, baseline=8.6, role="P"),
    )


def title(found: tuple[Fate, ...], year: str) -> str:
    """Return the finding: how many are done, how many nobody has begun, and how many no action answers."""
    number = number_word(len(found))
    done = sum(one.state == "done" for one in found)
    idle = sum(one.state == "not_started" for one in found)
    without = sum(one.state == "no_action" for one in found)
    if done == len(found):
        words = plural("The recommendation of {year} is done", "All {number} recommendations of {year} are done",
                       len(found), number=number, year=year)  # fmt: skip
    elif done:
        words = plural("{done} of {number} recommendations of {year} is done",
                       "{done} of {number} recommendations of {year} are done",
                       done, done=number_word(done), number=number, year=year)  # fmt: skip
    else:
        words = plural("The recommendation of {year} is not done yet",
                       "None of the {number} recommendations of {year} is done yet",
                       len(found), number=number, year=year)  # fmt: skip
    rest = in_a_row((
        plural("{number} has not started", "{number} have not started", idle, number=number_word(idle)) if idle else "",
        plural("{number} has no action", "{number} have no action", without, number=number_word(without))
        if without else "",
    ))  # fmt: skip
    if rest:
        words = _("{first}; {second}", first=words, second=rest)
    return begun(words)


def _table(context: Context, found: tuple[Fate, ...]) -> Table:
    width = context.width
    across = (
        Column(0, 30, _("No.")),
        Column(32, 172, _("Recommendation")),
        Column(214, 76, _("Today")),
        Column(298, width - 298 - 52, _("By whom, and what shows it")),
        Column(width - 42, _CELL, _("Peer"), context.baseline_year, "middle"),
        Column(width - _CELL, _CELL, _("Peer"), context.now_year, "middle"),
    )
    rows: list[Block] = []
    for area in context.summary.areas:
        of_area = [one for one in found if one.area == area.code]
        if of_area:
            rows.append(GroupRow(f"{two_digits(area.number)}  {area.title}", width))
            rows.extend(_row(context, across, one) for one in of_area)
    return Table(across, rows, gap=14)


def _row(context: Context, across: tuple[Column, ...], one: Fate) -> Row:
    words = [Span(one.text, _WORDS)]
    if one.finding.item:
        number = context.item_number(one.finding.item)
        words.append(Span(WIDE + number, CODE, context.item_place(one.finding.item)))
    words.extend(doubtful(one.finding.disputed))
    answers = [part for action in one.actions for part in _answer(context, action, across[3].width)]
    stack = Stack(answers or [Text(_("No action was agreed."), _MISSING, across[3].width)])
    stack.baseline = stack.blocks[0].baseline
    item = context.items.get(one.finding.item)
    before = rating_standing(item.baseline) if item else None
    return Row(
        across,
        (
            Text(one.number, CODE, 30),
            Text(words, _WORDS, across[1].width),
            Marks(_pill(one), 12, baseline=8.6, role="P"),
            stack,
            Marks(item_cell(before, _CELL, 13), 13, baseline=9.4, shows=_("not rated")) if item else None,
            Marks(item_cell(standing(item), _CELL, 13, outlined=True), 13, baseline=9.4, shows=_("not rated"))
            if item
            else None,
        ),
        above=4.5,
        below=5,
    )


def _is_disputed(one: Fate) -> bool:
    return one.finding.disputed or any(action.disputed for action in one.actions)


def _state(one: Fate) -> tuple[str, str, bool]:
    """Return how far it has come, in capitals, the colour of that, and whether its pill is filled."""
    word, colour, filled = {
        "done": (_("Done"), PRIMARY, True),
        "under_way": (_("under way"), PRIMARY, False),
        "not_started": (_("not started"), WORSE, False),
        "no_action": (_("no action"), WORSE, False),
        "dropped": (_("dropped"), MUTED, False),
    }[one.state]
    return word.upper(), colour, filled


def _pill(one: Fate, width: float = 0.0) -> list[Mark]:
    """Return the pill that says how far it has come, at the end of a column of this width."""
    word, colour, filled = _state(one)
    return pill(word, colour, filled=filled, x=max(width - pill_width(word), 0.0))


def _answer(context: Context, action: ActionLine, width: float) -> list[Block]:
    """Return who does an action, how far it is, and what shows it."""
    who = [Span(action.code, CODE), Span(WIDE + (action.owner.strip() or _("no owner yet")), _WHO)]
    due = context.numbers.short_month(action.due) if action.due else ""
    far = context.numbers.percent(min(max(action.percent, 0), 100) / 100) if action.status == "under_way" else ""
    told = in_a_row((far, _("due {month}", month=due) if due and action.status != "done" else ""), " · ")
    if told:
        who.append(Span(WIDE + told, _QUIET))
    if action.is_overdue(context.summary.today):
        who.append(Span(" · " + _("overdue"), _QUIET.in_colour(WORSE)))
    note = action.done_note.strip()
    shows = [Text(note, _QUIET, width)] if note else []
    if not note and action.status == "done":
        shows = [Text(_("Nothing is noted that shows it."), _MISSING, width)]
    return [Text(who, _WHO, width, gap=3), *shows, *doubtful_below(action.disputed, width)]
