"""What stands beside the ratings as plain tables: typed figures, water balance, SDG 6, a checklist to fill in."""

from wopfield.language import _, in_a_row
from wopfield.report.balance_parts import part_name
from wopfield.report.context import Context
from wopfield.report.lacking import newest_balance
from wopfield.report.sections.goals import target_name
from wopfield.report.sections.names import section_name
from wopfield.report.style import level_names
from wopfield.report.translating import printed_unit
from wopfield.report.worksheet import Rows, Worksheet


def entered(context: Context) -> Worksheet:
    """Return the figures as they were typed, one row for each period, with where each comes from."""
    rows: Rows = [(
        _("Code"), _("Figure"), _("Period"), _("Value"), _("Unit"), _("State"), _("Confidence"), _("Source"),
        _("Evidence"), _("Given by"), _("Notes"),
    )]  # fmt: skip
    states = {"not_measured": _("not measured"), "not_applicable": _("does not apply")}
    for line in context.summary.entry_lines:
        for period, cell in sorted(line.cells.items()):
            origin = cell.origin
            rows.append((
                line.code, line.name, period, cell.value, cell.unit, states.get(cell.state, ""), origin.confidence,
                origin.source, origin.evidence, origin.given_by, in_a_row((origin.note, cell.reason)),
            ))  # fmt: skip
    return Worksheet(section_name("entries"), tuple(rows))


def balance(context: Context) -> Worksheet:
    """Return the parts of the water balance that is printed, and its measures, each with its limits."""
    rows: Rows = [(_("Period"), _("Part"), _("Value"), _("Lowest"), _("Highest"), _("Unit"))]
    year = newest_balance(context.summary, context.options.period)
    if year is not None:
        for part in year.balance.components():
            rows.append((year.period, part_name(part), *part.volume[:3], printed_unit("m3")))
        for one in year.balance.measures:
            unit = printed_unit(one.unit, context.summary.around.currency)
            rows.append((year.period, _(one.label), *one.amount[:3], unit))
    return Worksheet(section_name("balance"), tuple(rows))


def goals(context: Context) -> Worksheet:
    """Return the figures behind SDG 6, with what those lack that have no value."""
    rows: Rows = [(_("Period"), _("Part"), _("Code"), _("Figure"), _("Value"), _("Unit"), _("What is missing"))]
    year = context.summary.around.goals
    for target in year.targets if year is not None else ():
        for one in target.figures:
            rows.append((
                year.period if year is not None else "", target_name(target), one.code, one.name, one.value, one.unit,
                in_a_row(one.missing),
            ))  # fmt: skip
    return Worksheet(section_name("goals"), tuple(rows))


def blank(context: Context) -> Worksheet:
    """Return the items of a checklist with what each level asks for, and room for the answer."""
    rows: Rows = [(
        _("Item"), _("Code"), _("Area"), _("Practice"), _("Weight"),
        *(f"{level} {name}" for level, name in enumerate(level_names())), _("Unit"), _("Value"), _("Comment"),
    )]  # fmt: skip
    for area in context.summary.areas:
        for item in area.items:
            _asks, unit = context.summary.asks.get(item.code, ("level", ""))
            rows.append((
                item.number, item.code, area.title, item.question or item.title, item.weight, *item.levels, unit,
                None, None,
            ))  # fmt: skip
    return Worksheet(_("Items"), tuple(rows))
