"""Terms and formulas: how every indicator in the report is defined and worked out, and what the words mean."""

from wopfield.domain.around import Term
from wopfield.language import _, plural
from wopfield.report.context import Context, heading, opened
from wopfield.report.layout import Block, Stack, Text
from wopfield.report.page import Pages
from wopfield.report.style import CODE, INK, MUTED, NOTE, TEXT, TextStyle
from wopfield.report.table import Column, Row, Table, columns
from wopfield.report.translating import FOREIGN, printed_source

_NAME = TextStyle("condensed-semibold", 8.4, 10.4, INK)
_WORDS = TextStyle("condensed", 8, 10, TEXT)
_FORMULA = TextStyle("condensed", 8, 10, INK)
_SMALL = TextStyle("condensed", 7.4, 9.2, MUTED)


def add(pages: Pages, context: Context) -> None:
    """Add each indicator printed with its formula, and the words of the report."""
    terms = context.summary.around.terms
    if not terms:
        return
    title = plural("How {count} indicator is worked out", "How {count} indicators are worked out", len(terms))
    blocks = opened(context, "terms", title, _("Names in a formula are those of the figures entered."))
    blocks.append(_table(context, terms))
    if any(term.source.endswith(FOREIGN) for term in terms):
        note = _("{mark} stands behind the name of a source, which is in English.", mark=FOREIGN)
        blocks.append(Text(note, NOTE, context.width, gap=6))
    blocks.extend([heading(_("Words of this report"), context.width), _glossary(context)])
    pages.follow("terms", context.name_of("terms"), blocks, parted=True)


def _table(context: Context, terms: tuple[Term, ...]) -> Table:
    across = (Column(0, 30, _("Code")), Column(32, 190, _("Indicator")),
              Column(232, context.width - 232, _("Formula, unit and source")))  # fmt: skip
    return Table(across, [_row(context, across, term) for term in terms], gap=12)


def _row(context: Context, across: tuple[Column, ...], term: Term) -> Row:
    named: list[Block] = [Text(term.name, _NAME, across[1].width)]
    if term.definition:
        named.append(Text(term.definition, _WORDS, across[1].width, gap=1))
    worked: list[Block] = [Text(term.formula, _FORMULA, across[2].width)]
    unit = _("unit: {unit}", unit=term.unit) if term.unit else ""
    small = " · ".join(filter(None, (unit, printed_source(term.source))))
    if small:
        worked.append(Text(small, _SMALL, across[2].width, gap=1.5))
    left, right = Stack(named), Stack(worked)
    left.baseline, right.baseline = named[0].baseline, worked[0].baseline
    return Row(across, (Text(term.code, CODE, 32), left, right), above=3.6, below=3.8)


def _glossary(context: Context) -> Table:
    across = columns(((112, "", "", "start"), (context.width - 120, "", "", "start")))
    rows: list[Block] = [
        Row(across, (Text(word, _NAME, 112), Text(words, _WORDS, across[1].width)), above=3, below=3.2)
        for word, words in _words()
    ]
    return Table(across, rows, gap=4)


def _words() -> tuple[tuple[str, str], ...]:
    return (
        (_("Level"), _("What is done and shown for one item: 0 absent, 1 started, 2 partly in place, 3 in place, "
                       "4 leading.")),
        (_("Score"), _("The weighted mean of the levels of an area, always with how many of its items are rated.")),
        (_("Agreed rating"), _("The one level of the team for an item, with the reason for it.")),
        (_("Self-rating"), _("What the utility says of itself, before it sees what the team says.")),
        (_("Baseline"), _("The review this one is compared with.")),
        (_("Confidence"), _("How sure a figure or an answer is: A measured and verified, B records seen, C told by "
                            "staff, D a guess.")),
        (_("95 % limits"), _("Between these the true value lies in 95 of 100 cases, as far as the entries are as sure "
                             "as was said.")),
        (_("Non-revenue water"), _("What is put into the network and not billed: real losses, apparent losses, and "
                                   "authorised use without a bill.")),
        (_("UARL, ILI"), _("Unavoidable annual real losses: what leaks even from the best kept network of this size "
                           "and pressure. The leakage index is real losses divided by them.")),
    )  # fmt: skip
