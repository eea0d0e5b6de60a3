"""The evidence register: every piece with its number, kind, date and place."""

from wopfield.domain.summary import EvidenceLine
from wopfield.language import _, meant, plural
from wopfield.report.context import Context, doubtful_below, opened
from wopfield.report.layout import Block, Stack, Text
from wopfield.report.page import Pages
from wopfield.report.sections.names import evidence_kind
from wopfield.report.style import CODE, MUTED, TEXT, TextStyle
from wopfield.report.table import Column, Row, Table
from wopfield.report.words import Span

_TITLE = TextStyle("condensed", 8.4, 10.4, TEXT)
_SMALL = TextStyle("condensed", 8.2, 10.2, TEXT)
_FILE = TextStyle("condensed", 7.4, 9, MUTED)


def add(pages: Pages, context: Context) -> None:
    """Add the register; no page without any evidence."""
    lines = context.summary.evidence
    if not lines:
        return
    title = plural("{count} piece of evidence", "{count} pieces of evidence", len(lines))
    lead = _(
        "Findings and comments point here by number. The files stay with the partnership; the first digits of a "
        "file’s fingerprint show that it is unchanged."
    )
    blocks = [*opened(context, "evidence", title, lead), _table(context, lines)]
    pages.follow("evidence", context.name_of("evidence"), blocks, parted=True)


def _table(context: Context, lines: tuple[EvidenceLine, ...]) -> Table:
    across = (
        Column(0, 28, _("No.")),
        Column(30, 190, _("What it is")),
        Column(228, 52, _("Kind")),
        Column(286, 32, _("Item")),
        Column(322, 64, _("Date")),
        Column(392, 54, _("Place")),
        Column(449, 32.9, meant("Share", "with others"), align="end"),
    )
    return Table(across, [_row(context, across, line) for line in lines], gap=12)


def _row(context: Context, across: tuple[Column, ...], line: EvidenceLine) -> Row:
    naming: list[Block] = [Text(line.title or "–", _TITLE, across[1].width)]
    file = "  ".join(part for part in (line.file_name, line.sha256[:8]) if part)
    if file:
        naming.append(Text(file, _FILE, across[1].width))
    naming.extend(doubtful_below(line.disputed, across[1].width))
    stack = Stack(naming)
    stack.baseline = naming[0].baseline
    item = [Span(context.item_number(line.item), _SMALL, context.item_place(line.item))] if line.item else "–"
    return Row(
        across,
        (
            Text(line.code, CODE, 30),
            stack,
            Text(evidence_kind(line.kind), _SMALL, across[2].width),
            Text(item, _SMALL, across[3].width),
            Text(context.numbers.short_day(line.taken) if line.taken else "–", _SMALL, across[4].width),
            Text(line.place or "–", _SMALL, across[5].width),
            Text(_("yes") if line.may_be_shared else _("no"), _SMALL, across[6].width, align="end"),
        ),
        above=3.6,
        below=3.8,
        place=context.evidence_place(line.code),
    )
