"""The utility: what it serves, with what, by whom and at what cost, over the years."""

from wopfield.domain.around import Fact
from wopfield.language import _, in_a_row
from wopfield.report.context import Context, opened
from wopfield.report.drawing import Drawing
from wopfield.report.layout import Block, Figure, Marks, Stack, Text
from wopfield.report.page import Pages
from wopfield.report.sections.names import section_name
from wopfield.report.series import SPARK_HEIGHT, SPARK_WIDTH, sparkline, told_of, told_over_time
from wopfield.report.signs import confidence_sign
from wopfield.report.standing import CONFIDENCES
from wopfield.report.style import KEY_NUMBER, MUTED, NOTE, PRIMARY, TABLE, TABLE_NAME, TABLE_SMALL, TextStyle
from wopfield.report.table import Column, GroupRow, Row, Table

_SOURCE = TextStyle("condensed", 7.4, 9, MUTED)
_MOST = 3
"""So many periods stand beside one another."""


def add(pages: Pages, context: Context) -> None:
    """Add the profile of the utility; no page where no figure about it was entered."""
    facts = context.summary.around.facts
    if not facts:
        return
    pages.begin("utility", section_name("utility"))
    where = context.summary.mentee_country.strip()
    lead = _("{utility}, {country}. Figures as entered by the team, with how sure each is and where it comes from.",
             utility=context.summary.mentee, country=where) if where else _(
             "Figures as entered by the team, with how sure each is and where it comes from.")  # fmt: skip
    blocks = opened(context, "utility", title(context), lead)
    note = _(
        "Confidence is that of the last year: A measured and verified, B records seen, C told by staff, D a guess."
    )
    pages.add([*blocks, _table(context, facts), Text(note, NOTE, context.width, gap=8)])


def title(context: Context) -> str:
    """Return the finding: how many people are served, of how many, for how long a day."""
    people, area, hours = (_last(context, code) for code in ("pop_water", "pop_area", "supply_hours"))
    whole, utility = context.numbers.whole, context.summary.mentee
    if people is None:
        return _("What kind of utility {utility} is", utility=utility)
    if area is None or area <= 0:
        return _("{utility} serves {people} people", utility=utility, people=whole(people))
    if hours is None:
        return _("{utility} serves {people} of {all} people in its area", utility=utility, people=whole(people),
                 all=whole(area))  # fmt: skip
    return _("{utility} serves {people} of {all} people in its area, {hours} hours a day", utility=utility,
             people=whole(people), all=whole(area), hours=context.numbers.measured(hours))  # fmt: skip


def _last(context: Context, code: str) -> float | None:
    fact = next((one for one in context.summary.around.facts if one.code == code), None)
    known = [value for value in fact.values.values() if value is not None] if fact else []
    return known[-1] if known else None


def _table(context: Context, facts: tuple[Fact, ...]) -> Table:
    periods = list(facts[0].values)[-_MOST:]
    each = 74.0
    start = 482.0 - 36 - each * len(periods) - SPARK_WIDTH - 12
    made = [Column(0, start - 8, _("Figure"))]
    made.extend(Column(start + at * each, each - 6, period, align="end") for at, period in enumerate(periods))
    span = context.numbers.span(periods[0], periods[-1]) if len(periods) > 1 else ""
    made.append(Column(start + each * len(periods) + 8, SPARK_WIDTH, span))
    made.append(Column(454, 27.9, _("Confid.")))
    across = tuple(made)
    rows: list[Block] = []
    for name, codes in _groups():
        chosen = [fact for fact in facts if fact.code in codes]
        if chosen:
            rows.append(GroupRow(name, context.width))
            rows.extend(_row(context, across, periods, fact) for fact in chosen)
    return Table(across, rows, gap=14)


def _groups() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (
        (_("People and service"), ("pop_area", "pop_water", "pop_sewer", "supply_hours")),
        (_("Connections"), ("n_conn_water", "n_conn_metered", "n_conn_sewer")),
        (_("Water and network"), ("v_own", "v_import", "len_mains", "len_sewers")),
        (_("Staff and money"), ("n_staff", "tariff_retail", "rev_op", "opex", "capex")),
    )


def _row(context: Context, across: tuple[Column, ...], periods: list[str], fact: Fact) -> Row:
    naming: list[Block] = [Text(fact.name, TABLE_NAME, across[0].width)]
    small = in_a_row((fact.unit, fact.source), " · ")
    if small:
        naming.append(Text(small, _SOURCE, across[0].width))
    stack = Stack(naming)
    stack.baseline = naming[0].baseline
    cells: list[Block | None] = [stack]
    for at, period in enumerate(periods, 1):
        value = fact.values.get(period)
        shown = "–" if value is None else context.numbers.measured(value, fact.values.values())
        style = TABLE_SMALL if value is None else KEY_NUMBER if at == len(periods) else TABLE
        cells.append(Text(shown, style, across[at].width, align="end"))
    cells.append(_spark(context, periods, fact))
    grade = next((known for known in CONFIDENCES if known == fact.confidence), None)
    cells.append(Marks(confidence_sign(grade, y=1.5), 12, baseline=9.5))
    return Row(across, cells, above=4, below=4)


def _spark(context: Context, periods: list[str], fact: Fact) -> Figure | None:
    values = [fact.values.get(period) for period in periods]
    if len(fact.values) < 2:
        return None
    told = told_over_time(periods, values, lambda value: context.numbers.measured(value, fact.values.values()))
    return Figure(
        Drawing(
            SPARK_WIDTH, SPARK_HEIGHT, tuple(sparkline(values, None, PRIMARY)), told_of(fact.name, fact.unit, told)
        ),
        baseline=10.5,
    )
