"""Site inspections: how many risks each site has, the high ones in words, and what was measured."""

from collections.abc import Iterator

from wopfield.domain.around import Gravity, RiskLine, SiteVisit
from wopfield.language import _, plural
from wopfield.report.context import Context, heading, opened
from wopfield.report.layout import Block, Figure, Marks, Stack, Text
from wopfield.report.numbers import begun, number_word
from wopfield.report.page import Pages
from wopfield.report.photographs import at_sites
from wopfield.report.risks import GRAVITIES, gravity_names, risk_bars, risk_legend
from wopfield.report.sections.names import section_name
from wopfield.report.sections.photos import photo_rows
from wopfield.report.signs import pill
from wopfield.report.style import CODE, INK, MUTED, NOTE, TABLE, TABLE_NAME, TEXT, WORSE, TextStyle
from wopfield.report.table import Column, GroupRow, Row, Table
from wopfield.report.two_columns import TwoColumns

_SEEN = TextStyle("condensed", 8.2, 10.2, TEXT)
_EFFECT = TextStyle("condensed-italic", 7.8, 9.8, MUTED)


def add(pages: Pages, context: Context) -> None:
    """Add the inspections of the visit; no page where no site was inspected."""
    sites, width = context.summary.around.sites, context.width
    if not sites:
        return
    pages.begin("sites", section_name("sites"))
    blocks = opened(context, "sites", title(sites), _lead(context, sites))
    marks, _wide = risk_legend()
    blocks.extend([Figure(risk_bars(sites, width), gap=16), Marks(marks, 10, gap=8)])
    note = _("Each bar counts the checks that failed. Sites of different types have different checks: compare what "
             "was found, not the length of the bars.")  # fmt: skip
    blocks.append(Text(note, NOTE, width * 0.92, gap=6))
    blocks.extend(_counts(context, sites))
    for gravity in GRAVITIES:
        blocks.extend(_risks(context, sites, gravity))
    blocks.extend(_readings(context, sites))
    shots = at_sites(sites, context.photos, grey=context.options.greyscale)
    if shots:
        blocks.extend([heading(_("What the team saw"), width), *photo_rows(context, shots)])
    pages.add(blocks)


def title(sites: tuple[SiteVisit, ...]) -> str:
    """Return the finding: how many high risks at how many sites, and where most of them are, if at one."""
    high = sum(site.count("high") for site in sites)
    if not high:
        return begun(
            plural("{number} site inspected, no high risk found", "{number} sites inspected, no high risk found",
                   len(sites), number=number_word(len(sites)))
        )  # fmt: skip
    affected = sum(bool(site.count("high")) for site in sites)
    most = max(site.count("high") for site in sites)
    worst = [site for site in sites if site.count("high") == most]
    first = plural("{number} high risk at {sites} of {all} sites", "{number} high risks at {sites} of {all} sites",
                   high, number=number_word(high), sites=number_word(affected),
                   all=number_word(len(sites)))  # fmt: skip
    if affected == 1:
        return begun(_("{risks}: {site}", risks=first, site=worst[0].name))
    if len(worst) > 1:
        return begun(first)
    return begun(_("{risks}, most at {site}", risks=first, site=worst[0].name))


def _lead(context: Context, sites: tuple[SiteVisit, ...]) -> str:
    days = sorted(site.day for site in sites if site.day)
    answered, asked = sum(site.answered for site in sites), sum(site.asked for site in sites)
    numbers = context.numbers
    if not days:
        return _("{answered} of {asked} checks were answered.", answered=answered, asked=asked)
    return _(
        "{days}. {answered} of {asked} checks were answered. A high risk can harm people’s health or safety, or stop "
        "the supply.",
        days=numbers.days(days[0], days[-1]),
        answered=answered,
        asked=asked,
    )


def _counts(context: Context, sites: tuple[SiteVisit, ...]) -> list[Block]:
    names = gravity_names()
    across = (
        Column(0, 138, _("Site")), Column(142, 108, _("Type")), Column(254, 62, _("Day")),
        Column(318, 46, _("Checks"), align="end"),
        *(Column(370 + at * 38, 35.9, names[gravity], align="end") for at, gravity in enumerate(GRAVITIES)),
    )  # fmt: skip
    rows: list[Block] = []
    for site in sites:
        counts = (str(site.count(gravity)) for gravity in GRAVITIES)
        rows.append(
            Row(
                across,
                (
                    Text(site.name, TABLE_NAME, across[0].width),
                    Text(site.kind or "–", TABLE, across[1].width),
                    Text(context.numbers.short_day(site.day) if site.day else "–", TABLE, across[2].width),
                    Text(f"{site.answered}/{site.asked}", TABLE, across[3].width, align="end"),
                    *(Text(count, TABLE_NAME, 35.9, align="end") for count in counts),
                ),
                above=3.4,
                below=3.6,
            )
        )
    return [Table(across, rows, gap=16)]


def _risks(context: Context, sites: tuple[SiteVisit, ...], gravity: Gravity) -> list[Block]:
    """Return every risk of a gravity with what it can lead to, by site."""
    across = (Column(0, 46, _("Check")), Column(50, 224, _("What was not as it should be")),
              Column(284, 197.9, _("What was seen")))  # fmt: skip
    rows: list[Block] = []
    for site in sites:
        found = [risk for risk in site.risks if risk.gravity == gravity]
        if found:
            rows.append(GroupRow(site.name, context.width))
            rows.extend(_risk(across, risk) for risk in found)
    if not rows:
        return []
    head = {
        "high": _("High risks"),
        "medium": _("Medium risks"),
        "low": _("Low risks"),
    }[gravity]
    return [heading(head, context.width), Table(across, rows, gap=6)]


def _risk(across: tuple[Column, ...], risk: RiskLine) -> Row:
    named: list[Block] = [Text(risk.title, _SEEN.in_colour(INK), across[1].width)]
    if risk.effect:
        named.append(Text(risk.effect[:1].upper() + risk.effect[1:], _EFFECT, across[1].width, gap=1))
    stack = Stack(named)
    stack.baseline = named[0].baseline
    seen = Text(risk.seen or "–", _SEEN if risk.seen else _SEEN.in_colour(MUTED), across[2].width)
    return Row(across, (Text(risk.code, CODE, 34), stack, seen), above=3.6, below=3.8)


def _readings(context: Context, sites: tuple[SiteVisit, ...]) -> list[Block]:
    """Return what was measured at each site, in two columns."""
    width = (context.width - 20) / 2
    tables = [[GroupRow(site.name, width), *_measured(context, site, width)] for site in sites if site.readings]
    if not tables:
        return []
    return [heading(_("What was measured"), context.width),
            TwoColumns(_reading_columns(width), tables, width + 20, gap=6)]  # fmt: skip


def _reading_columns(width: float) -> tuple[Column, ...]:
    return (Column(0, width - 104, _("Reading")), Column(width - 100, 42, _("Value"), align="end"),
            Column(width - 52, 52, _("Unit")))  # fmt: skip


def _measured(context: Context, site: SiteVisit, width: float) -> Iterator[Row]:
    across = _reading_columns(width)
    for reading in site.readings:
        named: list[Block] = [Text(reading.title, TABLE, across[0].width)]
        if reading.odd:
            word = _("outside limits").upper()
            named.append(Marks(pill(word, WORSE, filled=False), 13, gap=1, role="P"))
        stack = Stack(named)
        stack.baseline = named[0].baseline
        value = Text(context.numbers.measured(reading.value), TABLE_NAME, across[1].width, align="end")
        unit = Text(reading.unit or "–", TABLE, across[2].width)
        yield Row(across, (stack, value, unit), above=2.2, below=2.4)
