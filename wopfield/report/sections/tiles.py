"""The four figures at the top of the executive summary."""

import re
from dataclasses import dataclass, replace

from wopfield.domain.quantity import decimals, rounded
from wopfield.domain.summary import IndicatorLine
from wopfield.language import _, plural, reads_from_the_right
from wopfield.report.cleaning import one_line
from wopfield.report.context import Context
from wopfield.report.findings import compared_periods, due_soon, standing_actions
from wopfield.report.numbers import RIGHT_TO_LEFT
from wopfield.report.series import change_of, judgement_colour
from wopfield.report.style import MUTED


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure with its unit and name, and a note below; ``up`` is the direction of its triangle."""

    figure: str
    unit: str
    name: str
    note: str
    colour: str = MUTED
    up: bool | None = None


def tiles(context: Context) -> list[Tile]:
    """Return up to four figures: the overall level if it is shown; indicators; the plan; how much was rated and found.

    A report on capacity has no indicators; of what there is none, nothing is said.
    """
    summary, numbers = context.summary, context.numbers
    codes = () if context.options.document == "capacity" else summary.key_indicators
    indicators = [one for code in codes for one in summary.indicators if one.code == code][:3]
    known = [tile for tile in (_indicator_tile(context, one) for one in indicators) if tile]
    rated = Tile(
        numbers.percent(summary.overall.coverage),
        "",
        _("Items rated by the team"),
        _(
            "{rated} of {all} that apply",
            rated=numbers.whole(summary.overall.rated),
            all=numbers.whole(summary.overall.applicable),
        ),
    )
    actions = standing_actions(summary)
    soon = due_soon(summary)
    planned = Tile(numbers.whole(len(actions)), "", plural("Action agreed", "Actions agreed", len(actions)),
                    plural("{count} due within 12 months", "{count} due within 12 months", soon))  # fmt: skip
    strengths = sum(finding.kind == "strength" for area in summary.areas for finding in area.findings)
    gaps = sum(finding.kind == "gap" for area in summary.areas for finding in area.findings)
    found = Tile(
        numbers.whole(strengths + gaps),
        "",
        _("Findings recorded"),
        _("{strengths} strengths, {gaps} gaps", strengths=strengths, gaps=gaps),
    )
    seen = Tile(
        numbers.whole(len(summary.evidence)),
        "",
        _("Pieces of evidence"),
        plural("{count} interview held", "{count} interviews held", summary.interviews) if summary.interviews else "",
    )
    first = _overall_tile(context) if summary.show_overall else None
    from_the_right = reads_from_the_right()
    there = {planned: actions, found: strengths + gaps, seen: summary.evidence}
    counted = [tile for tile in (planned, rated, found, seen) if there.get(tile, True)]
    ranked = [*([first] if first else []), *known, *counted]
    return [replace(tile, unit=f"{RIGHT_TO_LEFT}{tile.unit}") if from_the_right and tile.unit not in ("", "%") else tile
            for tile in ranked[:4]]  # fmt: skip


def _overall_tile(context: Context) -> Tile | None:
    score, numbers = context.summary.overall, context.numbers
    if score.mean is None:
        return None
    note = _("{rated} of {all} items rated", rated=numbers.whole(score.rated), all=numbers.whole(score.applicable))
    if score.provisional and score.low is not None and score.high is not None:
        note = _("provisional, {range}", range=numbers.range(score.low, score.high))
    return Tile(numbers.decimal(score.mean), _("of 4"), _("Overall maturity, peer rating"), note)


def _indicator_tile(context: Context, one: IndicatorLine) -> Tile | None:
    numbers = context.numbers
    first, last = compared_periods(context.summary)
    known = [(period, value) for period in context.summary.periods if (value := one.values.get(period)) is not None]
    if not known:
        return None
    period, value = known[-1]
    before = one.values.get(first) if first else None
    change = change_of(before, value, one.direction, one.good_practice) if period != first else None
    if change is None:
        return Tile(numbers.measured(value, one.values.values()), one_line(one.unit[:60]), _short(one.name), period)
    digits = decimals(value, one.values.values())
    note = _("{change} since {period}", change=numbers.signed(change.amount, digits), period=first)
    if one.unit == "%":
        note = _("{change} points since {period}", change=numbers.signed(change.amount, digits), period=first)
    if period != last:
        note += f" ({period})"
    up = change.amount > 0 if rounded(change.amount, digits) else None
    return Tile(
        numbers.measured(value, one.values.values()),
        one_line(one.unit[:60]),
        _short(one.name),
        note,
        judgement_colour(change),
        up,
    )


def _short(name: str) -> str:
    """Return what an indicator is called where there is room for little: what stands before the first comma."""
    return re.split("[,،]", name, maxsplit=1)[0]
