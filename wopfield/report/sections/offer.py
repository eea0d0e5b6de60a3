"""What the utility can offer others: what it does at the highest level, with the strengths behind it."""

from wopfield.domain.summary import ItemResult
from wopfield.language import _, plural
from wopfield.report.context import Context, opened
from wopfield.report.lacking import best_items
from wopfield.report.layout import Block, Stack, Text
from wopfield.report.numbers import begun, number_word
from wopfield.report.page import Pages
from wopfield.report.style import CODE, INK, MUTED, PRIMARY, TEXT, TextStyle
from wopfield.report.table import Column, GroupRow, Row, Table
from wopfield.report.text import WIDE
from wopfield.report.words import Span

_NAME = TextStyle("medium", 8.8, 12, INK)
_WORDS = TextStyle("condensed", 8.4, 10.6, TEXT)
_SMALL = TextStyle("condensed", 8, 10, MUTED)


def add(pages: Pages, context: Context) -> None:
    """Add the practices others can learn from; no page without any."""
    items = best_items(context.summary)
    if not items:
        return
    title = begun(
        plural("{number} practice others can learn from", "{number} practices others can learn from", len(items),
               number=number_word(len(items)))
    )  # fmt: skip
    lead = _("Rated at the highest level by the team. Other utilities can be shown how this is done; {utility} says "
             "what it is ready to share.", utility=context.summary.mentee)  # fmt: skip
    pages.follow("offer", context.name_of("offer"), [*opened(context, "offer", title, lead), _table(context, items)])


def _table(context: Context, items: tuple[ItemResult, ...]) -> Table:
    across = (Column(0, 30, _("Item")), Column(32, 150, _("Practice")),
              Column(190, context.width - 190, _("What is done, and what shows it")))  # fmt: skip
    rows: list[Block] = []
    for area in context.summary.areas:
        chosen = [item for item in items if item.area == area.code]
        if chosen:
            rows.append(GroupRow(area.title, context.width))
            rows.extend(_row(context, across, item) for item in chosen)
    return Table(across, rows, gap=14)


def _row(context: Context, across: tuple[Column, ...], item: ItemResult) -> Row:
    width = across[2].width
    blocks: list[Block] = [Text(item.levels[4] or item.question, _WORDS, width)]
    strengths = [
        finding
        for area in context.summary.areas
        for finding in area.findings
        if finding.kind == "strength" and finding.item == item.code
    ]
    for finding in strengths:
        spans = [Span(finding.text, _SMALL.in_colour(TEXT))]
        if finding.evidence:
            spans.extend([Span(WIDE, _SMALL), *context.codes(finding.evidence, _SMALL.in_colour(PRIMARY))])
        blocks.append(Text(spans, _SMALL, width, gap=2))
    if not strengths and item.evidence:
        blocks.append(Text(context.codes(item.evidence, _SMALL.in_colour(PRIMARY)), _SMALL, width, gap=2))
    stack = Stack(blocks)
    stack.baseline = blocks[0].baseline
    place = context.item_place(item.code)
    number = Text([Span(item.number, CODE, place)], CODE, 30)
    return Row(across, (number, Text(item.title, _NAME, across[1].width), stack), above=4.5, below=5)
