"""Programme and people met: what was done when and where, and whom the team talked to, by function."""

from datetime import date

from wopfield.language import _, in_a_row, plural
from wopfield.report.context import Context, heading, opened
from wopfield.report.layout import Block, Text
from wopfield.report.numbers import begun, number_word
from wopfield.report.page import Pages
from wopfield.report.style import MUTED, TABLE, TABLE_NAME
from wopfield.report.table import Column, GroupRow, Row, Table


def add(pages: Pages, context: Context) -> None:
    """Add the programme; no page for a visit without one."""
    around = context.summary.around
    if not around.programme and not around.met:
        return
    blocks = opened(context, "programme", title(context), "")
    if around.programme:
        blocks.append(_programme(context))
    if around.met:
        blocks.extend([heading(_("People met"), context.width), _met(context)])
    pages.follow("programme", context.name_of("programme"), blocks, parted=True)


def title(context: Context) -> str:
    """Return the finding: how many days and how many points of the programme."""
    programme = context.summary.around.programme
    days = len({entry.day for entry in programme if entry.day})
    if not days:
        return _("Whom the team met")
    points = plural("{number} session", "{number} sessions", len(programme), number=number_word(len(programme)))
    return begun(plural("{points} in {number} day", "{points} in {number} days", days, points=points,
                        number=number_word(days)))  # fmt: skip


def _programme(context: Context) -> Table:
    across = (Column(0, 58, _("Time")), Column(64, 218, _("What")), Column(290, 92, _("Where")),
              Column(388, 93.9, _("Team")))  # fmt: skip
    entries = context.summary.around.programme
    rows: list[Block] = []
    for day in dict.fromkeys(entry.day for entry in entries):
        rows.append(GroupRow(_day(context, day), context.width))
        for entry in entries:
            if entry.day != day:
                continue
            time = "–".join(filter(None, (entry.starts, entry.ends)))
            rows.append(
                Row(
                    across,
                    (
                        Text(time or "–", TABLE, across[0].width),
                        Text(entry.title or "–", TABLE_NAME, across[1].width),
                        Text(entry.where or "–", TABLE, across[2].width),
                        Text(_who(context, entry.people), TABLE.in_colour(MUTED), across[3].width),
                    ),
                    above=3,
                    below=3.2,
                )
            )
    return Table(across, rows, gap=14)


def _who(context: Context, people: tuple[str, ...]) -> str:
    """Return who of the team took part; everybody is said in two words."""
    team = {name for name, _task in context.summary.team}
    if len(people) > 1 and team and team <= set(people):
        return _("The whole team")
    return in_a_row(people) or "–"


def _day(context: Context, day: date | None) -> str:
    return context.numbers.day(day) if day else _("Without a day")


def _met(context: Context) -> Table:
    named = context.options.name_people
    width = context.width
    across = (Column(0, 170, _("Function")), Column(178, 170, _("Subject")),
              Column(356, width - 356, _("Name") if named else _("Utility")))  # fmt: skip
    rows: list[Block] = [
        Row(
            across,
            (
                Text(one.function or _("function not said"), TABLE_NAME, across[0].width),
                Text(one.subject or "–", TABLE, across[1].width),
                Text((one.name if named else one.utility) or "–", TABLE, across[2].width),
            ),
            above=3,
            below=3.2,
        )
        for one in context.summary.around.met
    ]
    return Table(across, rows, gap=6)
