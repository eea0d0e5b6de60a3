"""The comments of the utility on the draft: what was said, what the team answers, and whether the text was changed."""

from wopfield.domain.around import Reply
from wopfield.language import _, in_a_row, plural
from wopfield.report.context import Context, doubtful_below, opened
from wopfield.report.layout import Block, Marks, Stack, Text
from wopfield.report.numbers import begun, number_word
from wopfield.report.page import Pages
from wopfield.report.sections.names import section_name
from wopfield.report.signs import pill, pill_width
from wopfield.report.style import MUTED, PRIMARY, TEXT, TextStyle
from wopfield.report.table import Column, GroupRow, Row, Table

_WORDS = TextStyle("condensed", 8.6, 10.8, TEXT)
_WHO = TextStyle("condensed", 7.8, 9.8, MUTED)


def add(pages: Pages, context: Context) -> None:
    """Add the comments with their replies; no page without any."""
    replies = context.summary.around.replies
    if not replies:
        return
    lead = _("Facts were corrected where the utility showed that they were wrong. A judgement changes only with new "
             "evidence; where views differ, both stand here.")  # fmt: skip
    blocks = opened(context, "replies", title(replies), lead)
    pages.follow("replies", context.name_of("replies"), [*blocks, _table(context, replies)])


def title(replies: tuple[Reply, ...]) -> str:
    """Return the finding: how many comments, and how many changed the report."""
    changed = sum(reply.changed for reply in replies)
    first = plural("{number} comment of the utility", "{number} comments of the utility", len(replies),
                   number=number_word(len(replies)))  # fmt: skip
    if not changed:
        return begun(_("{comments}; the report was not changed", comments=first))
    return begun(
        plural("{comments}; {number} changed the report", "{comments}; {number} changed the report", changed,
               comments=first, number=number_word(changed))
    )  # fmt: skip


def _table(context: Context, replies: tuple[Reply, ...]) -> Table:
    across = (Column(0, 196, _("The utility says")), Column(206, 198, _("The team replies")),
              Column(412, 69.9, _("Report"), align="end"))  # fmt: skip
    rows: list[Block] = []
    places = {section: place for place, section in enumerate(context.options.sections)}
    for section in sorted({reply.section for reply in replies}, key=lambda section: (places.get(section, -1), section)):
        rows.append(GroupRow(_about(section), context.width))
        rows.extend(_row(context, across, reply) for reply in replies if reply.section == section)
    return Table(across, rows, gap=14)


def _about(section: str) -> str:
    from wopfield.report.documents import ALL_SECTIONS

    return section_name(section) if section in ALL_SECTIONS else _("The whole report")


def _row(context: Context, across: tuple[Column, ...], reply: Reply) -> Row:
    said: list[Block] = [Text(reply.comment, _WORDS, across[0].width)]
    day = context.numbers.short_day(reply.day) if reply.day else ""
    who = in_a_row((reply.said_by, day))
    if who:
        said.append(Text(who, _WHO, across[0].width, gap=1.5))
    said.extend(doubtful_below(reply.disputed, across[0].width))
    stack = Stack(said)
    stack.baseline = said[0].baseline
    answer = Text(reply.reply or _("No reply yet."), _WORDS if reply.reply else _WHO, across[1].width)
    word = (_("changed") if reply.changed else _("as it was")).upper()
    width = across[2].width
    mark = pill(word, PRIMARY, filled=reply.changed, x=width - pill_width(word))
    return Row(across, (stack, answer, Marks(mark, 12, baseline=8.6)), above=4.5, below=5)
