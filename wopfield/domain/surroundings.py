"""From entries, inspections and a capacity assessment to what a report tells beside the ratings."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from math import isfinite

from wopfield.domain.around import (
    Ability,
    AbilityArea,
    Around,
    BalanceYear,
    Capacity,
    Fact,
    GoalFigure,
    GoalTarget,
    GoalYear,
    ReadingLine,
    RiskLine,
    SitePhoto,
    SiteVisit,
    Step,
    Term,
)
from wopfield.domain.balancing import INPUTS, balance
from wopfield.domain.catalogue import Catalogue
from wopfield.domain.checklist import Checklist, Item
from wopfield.domain.indicator import Entry, readable
from wopfield.domain.inspection import check_reading, risks
from wopfield.domain.period import in_order
from wopfield.domain.score import is_given, item_result, peers_by_item, score
from wopfield.domain.summary import IndicatorLine, Rating
from wopfield.domain.sustainable import sustainable_water

Entries = Mapping[str, Mapping[str, Entry]]
"""By period, then by code of variable."""

FACTS = (
    "pop_area", "pop_water", "pop_sewer", "n_conn_water", "n_conn_metered", "n_conn_sewer", "v_own", "v_import",
    "supply_hours", "len_mains", "len_sewers", "n_staff", "tariff_retail", "rev_op", "opex", "capex",
)  # fmt: skip
"""The variables that tell what kind of utility this is, in the order they are printed."""


@dataclass(frozen=True, slots=True)
class Inspected:
    """An inspection as it was answered; several answers to one check stand in their order."""

    name: str
    where: str
    day: date | None
    checklist: Checklist
    answers: Mapping[tuple[str, str], Rating]
    photos: tuple[SitePhoto, ...] = ()


def with_figures(
    around: Around,
    catalogue: Catalogue | None,
    entries: Entries,
    sources: Mapping[str, str],
    indicators: Iterable[IndicatorLine],
) -> Around:
    """Return the surroundings with all that comes from entries: balances, facts, SDG 6 and terms."""
    if catalogue is None or not entries:
        return around
    return replace(
        around,
        balances=balance_years(entries, catalogue.names),
        facts=facts(entries, catalogue, sources),
        goals=goal_year(entries, catalogue),
        terms=terms(catalogue, [line.code for line in indicators]),
    )


def balance_years(entries: Entries, called: Mapping[str, str]) -> tuple[BalanceYear, ...]:
    """Return the balance of each period in which anything of it was entered, the oldest first."""
    found = []
    for period in in_order(entries):
        given = entries[period]
        if not any(code in given for code in INPUTS[:4]):
            continue
        grades = {code: given[code].confidence or "" for code in INPUTS if code in given}
        hours = given["supply_hours"].value if "supply_hours" in given else None
        found.append(BalanceYear(period, balance(given, called), grades, None if hours is None else float(hours)))
    return tuple(found)


def facts(entries: Entries, catalogue: Catalogue, sources: Mapping[str, str]) -> tuple[Fact, ...]:
    """Return what is known of the utility; a figure that was never given is left out."""
    periods = in_order(entries)
    found = []
    for code in FACTS:
        variable = catalogue.variables.get(code)
        values = {period: _value(entries[period].get(code)) for period in periods}
        if variable is None or not any(values.values()):
            continue
        last = next((entries[period][code] for period in reversed(periods) if code in entries[period]), None)
        grade = last.confidence if last is not None and last.confidence else ""
        found.append(Fact(code, variable.name, variable.unit, values, grade, sources.get(code, "")))
    return tuple(found)


def goal_year(entries: Entries, catalogue: Catalogue) -> GoalYear | None:
    """Return what the newest period with any of its figures says about SDG 6."""
    for period in reversed(in_order(entries)):
        found = sustainable_water(entries[period], catalogue)
        if not found.known:
            continue
        targets = tuple(
            GoalTarget(
                target.code,
                target.label,
                tuple(
                    GoalFigure(
                        code,
                        catalogue.indicators[code].name,
                        catalogue.indicators[code].unit,
                        result.value,
                        tuple(catalogue.names.get(lacking, lacking) for lacking in result.missing),
                        result.problem,
                    )
                    for code, result in target.indicators
                ),
                tuple(Step(part.label, part.percent) for part in target.ladder),
            )
            for target in found.targets
        )
        return GoalYear(period, targets, found.coverage_gap, found.affordable)
    return None


def terms(catalogue: Catalogue, codes: Sequence[str]) -> tuple[Term, ...]:
    """Return each of these indicators as it is defined, in the order of the catalogue."""
    wanted = frozenset(codes)
    return tuple(
        Term(one.code, one.name, one.definition, readable(one, catalogue.names), one.unit, one.source)
        for one in catalogue.indicators.values()
        if one.code in wanted
    )


def site_visit(inspected: Inspected) -> SiteVisit:
    """Return what an inspection found, the gravest first."""
    peers = peers_by_item(inspected.answers)
    items = inspected.checklist.items
    ratings = {item.code: _told(peers.get(item.code, ())) for item in items}
    given = {code: rating for code, rating in ratings.items() if rating is not None}
    found = risks(items, given)
    kinds = [area.title for area in inspected.checklist.areas]
    return SiteVisit(
        name=inspected.name,
        kind=", ".join(kinds[:2]),
        where=inspected.where,
        day=inspected.day,
        answered=len(given),
        asked=len(items),
        risks=tuple(_risk(item, given[item.code]) for item in (*found.high, *found.medium, *found.low)),
        readings=tuple(line for item in items for line in _reading(item, given.get(item.code))),
        photos=inspected.photos,
    )


def capacity(
    title: str,
    day: date | None,
    checklist: Checklist,
    answers: Mapping[tuple[str, str], Rating],
    agreed: Mapping[str, Rating],
    before: Mapping[str, Rating],
) -> Capacity:
    """Return a capacity assessment; ``agreed`` and ``before`` are what counts now and then, by code of item."""
    peers = peers_by_item(answers)
    areas = []
    for area in checklist.areas:
        now = {item.code: item_result(agreed.get(item.code), peers.get(item.code, ())) for item in area.items}
        mean = score((item, now[item.code]) for item in area.items)
        then = score((item, before.get(item.code)) for item in area.items)
        lines = tuple(_ability(item, now[item.code], before.get(item.code), peers) for item in area.items)
        areas.append(AbilityArea(area.code, area.title, mean.mean, then.mean, mean.rated, mean.applicable, lines))
    return Capacity(title, day, tuple(areas))


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _value(entry: Entry | None) -> float | None:
    if entry is None or entry.value is None:
        return None
    value = float(entry.value)
    return value if isfinite(value) else None


def _told(ratings: Sequence[Rating]) -> Rating | None:
    return next((rating for rating in ratings if is_given(rating)), None)


def _risk(item: Item, rating: Rating) -> RiskLine:
    return RiskLine(item.risk or "low", item.code, item.title, item.risk_text, rating.comment.strip())


def _reading(item: Item, rating: Rating | None) -> Iterable[ReadingLine]:
    if rating is None or item.response_type != "number" or not rating.value:
        return
    try:
        value = Decimal(rating.value)
    except InvalidOperation:
        return
    if value.is_finite():
        yield ReadingLine(item.title, float(value), item.unit, check_reading(item, value) is not None)


def _ability(item: Item, now: Rating, before: Rating | None, peers: Mapping[str, Sequence[Rating]]) -> Ability:
    words = item.levels[now.level] if now.level is not None and len(item.levels) == 5 else ""
    comments = dict.fromkeys(peer.comment.strip() for peer in peers.get(item.code, ()) if peer.comment.strip())
    comment = now.reason.strip() or " ".join(comments)
    return Ability(item.number, item.title, now.level, before.level if before else None, words, comment)
