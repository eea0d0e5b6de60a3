"""From what is kept of one assessment to its summary.

The store fills a ``Material`` with plain values; this decides what counts, works out scores and indicators, gives
evidence and actions their codes, and puts everything in its place. Same material, same summary.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from wopfield.domain.audience import agreed_to, spoken_to, told_to, told_together
from wopfield.domain.by_function import action_by_function, around_by_function, entries_by_function
from wopfield.domain.catalogue import Catalogue
from wopfield.domain.checklist import Area, Checklist, Item
from wopfield.domain.indicator import Entry, Indicator, Result
from wopfield.domain.material import Material
from wopfield.domain.numbering import codes
from wopfield.domain.period import days_in, in_order
from wopfield.domain.score import (
    distribution,
    is_given,
    item_result,
    overall,
    peers_by_item,
    score,
)
from wopfield.domain.summary import (
    ActionLine,
    AreaResult,
    Confidence,
    EvidenceLine,
    FindingLine,
    IndicatorLine,
    ItemResult,
    LackingLine,
    Rating,
    Summary,
)
from wopfield.domain.surroundings import with_figures
from wopfield.domain.without_result import without_result


def summarise(material: Material) -> Summary:
    """Return the summary of one assessment."""
    material = _for_its_readers(material)
    asked = material.checklist.at_depth(material.depth).with_areas(material.areas)
    evidence = _evidence(material)
    evidence_codes = {line.id: line.code for line in evidence}
    findings = _findings(material, material.findings, evidence_codes)
    results = _items(material, asked, evidence)
    indicators = _indicators(material)
    key_indicators = _key_indicators(material, indicators)
    areas = tuple(_area(area, results, _of_area(findings, area.code), key_indicators) for area in asked.areas)
    areas = tuple(
        replace(area, items=tuple(told_together(material.audience, item) for item in area.items)) for area in areas
    )
    known_areas = {area.code for area in asked.areas}
    about = material.about
    return Summary(
        partnership=about.partnership,
        partnership_name=about.partnership_name,
        purpose=about.purpose,
        asks={
            item.code: (item.response_type, item.unit)
            for item in material.checklist.items
            if item.response_type != "level"
        },
        mentor=about.mentor,
        mentee=about.mentee,
        mentee_country=about.mentee_country,
        visit_title=about.visit_title,
        visit_place=about.visit_place,
        visit_starts=about.visit_starts,
        visit_ends=about.visit_ends,
        assessment_title=about.assessment_title,
        checklist_title=material.checklist.title,
        checklist_version=material.checklist.version,
        baseline_title=about.baseline_title,
        baseline_date=about.baseline_date,
        team=about.team,
        sites=about.sites,
        overall=overall(area.now for area in areas),
        show_overall=about.show_overall,
        areas=areas,
        periods=in_order(material.entries),
        indicators=indicators,
        key_indicators=key_indicators,
        evidence=evidence,
        actions=_actions(material),
        confidence_share=_confidence_share(material, asked),
        interviews=sum(line.kind == "interview" for line in evidence),
        words=material.words,
        without_result=_without_result(material, indicators),
        open_words=material.open_words,
        today=material.today,
        other_findings=tuple(f for f in findings if f.area not in known_areas),
        baseline_findings=tuple(_findings(material, material.baseline_findings, {})),
        around=with_figures(material.around, material.catalogue, _all_days(material), material.sources, indicators),
        kept_figures=material.kept_figures,
        entry_lines=material.entry_lines,
        given_figures=material.given_figures,
        as_of=material.then.day if material.then is not None else None,
    )


def _for_its_readers(material: Material) -> Material:
    audience = material.audience
    worded = {item.code for item in material.checklist.items if item.response_type in ("text", "photo")}
    actions, entries, unnamed = told_to(audience, material.actions), material.entry_lines, material.unnamed
    if material.then is not None:
        actions = material.then.was_begun(actions, {finding.id for finding in material.findings})
    if unnamed is not None:
        actions = tuple(action_by_function(action, unnamed) for action in actions)
        entries = tuple(entries_by_function(line, unnamed) for line in entries)
    return replace(
        material,
        answers=spoken_to(audience, material.answers, worded),
        agreed=agreed_to(audience, material.agreed),
        baseline=agreed_to(audience, material.baseline, worded),
        findings=told_to(audience, material.findings),
        baseline_findings=told_to(audience, material.baseline_findings),
        actions=actions,
        entry_lines=entries,
        evidence=told_to(audience, material.evidence),
        around=material.around if unnamed is None else around_by_function(material.around, unnamed),
    )


# ── items and areas ──────────────────────────────────────────────────────────────────────────────────────────

_NO_LEVELS = ("", "", "", "", "")


def _items(
    material: Material, asked: Checklist, evidence: Sequence[EvidenceLine]
) -> dict[str, tuple[Item, ItemResult]]:
    peers = peers_by_item(material.answers, self_rater=material.self_rater)
    codes_of: dict[str, list[str]] = {}
    for line in evidence:
        codes_of.setdefault(line.item, []).append(line.code)
    results = {}
    for item in asked.items:
        given = tuple(p for p in peers.get(item.code, ()) if is_given(p) or p.comment)
        results[item.code] = (item, _item(material, item, given, tuple(codes_of.get(item.code, ()))))
    return results


def _item(material: Material, item: Item, peers: tuple[Rating, ...], evidence: tuple[str, ...]) -> ItemResult:
    agreed = material.agreed.get(item.code)
    own = material.answers.get((item.code, material.self_rater))
    before = material.baseline.get(item.code)
    levels = item.levels
    return ItemResult(
        code=item.code,
        number=item.number,
        area=item.area,
        title=item.title,
        question=item.question,
        weight=item.weight,
        levels=(levels[0], levels[1], levels[2], levels[3], levels[4]) if levels else _NO_LEVELS,
        result=item_result(agreed, peers),
        agreed=is_given(agreed),
        self_rating=own if is_given(own) else None,
        peers=peers,
        baseline=before if is_given(before) else None,
        evidence=evidence,
        comment=_comment(agreed, peers),
    )


def _comment(agreed: Rating | None, peers: Iterable[Rating]) -> str:
    """Return the team's reason; where there is none, what the reviewers wrote, one line each."""
    if agreed is not None and (agreed.reason or agreed.comment):
        return agreed.reason or agreed.comment
    return "\n".join(dict.fromkeys(peer.comment for peer in peers if peer.comment))


def _area(
    area: Area,
    results: Mapping[str, tuple[Item, ItemResult]],
    findings: tuple[FindingLine, ...],
    key: Sequence[str],
) -> AreaResult:
    rows = [results[item.code] for item in area.items]
    linked = Counter(code for item in area.items for code in dict.fromkeys(item.linked_indicators))
    return AreaResult(
        code=area.code,
        number=area.number,
        title=area.title,
        now=score((item, row.result) for item, row in rows),
        self_rating=score((item, row.self_rating) for item, row in rows),
        baseline=score((item, row.baseline) for item, row in rows),
        items=tuple(row for _, row in rows),
        findings=findings,
        distribution=distribution(row.result for item, row in rows if item.response_type == "level"),
        linked_indicators=tuple(sorted(linked, key=lambda code: (-linked[code], code not in key))),
    )


def _confidence_share(material: Material, asked: Checklist) -> dict[Confidence, int]:
    """Return how many of the reviewers' answers carry each grade."""
    share: dict[Confidence, int] = {"A": 0, "B": 0, "C": 0, "D": 0}
    for (item, rater), rating in material.answers.items():
        counted = rater != material.self_rater and asked.find_item(item) is not None
        if counted and rating.confidence is not None and is_given(rating) and not rating.not_seen:
            share[rating.confidence] += 1
    return share


# ── evidence, findings, actions ──────────────────────────────────────────────────────────────────────────────

_KINDS = {"strength": 0, "gap": 1, "recommendation": 2}
_PRIORITIES = {"high": 0, "medium": 1, "low": 2}


def _evidence(material: Material) -> tuple[EvidenceLine, ...]:
    lines = {line.id: line for line in material.evidence}
    coded = codes(lines, material.numbers, "E")
    return tuple(replace(lines[row], code=code) for row, code in coded.items())


def _actions(material: Material) -> tuple[ActionLine, ...]:
    lines = {line.id: line for line in material.actions}
    coded = codes(lines, material.numbers, "A-", digits=2)
    return tuple(
        replace(lines[row], code=code, area=_area_of(material, lines[row].area, lines[row].item))
        for row, code in coded.items()
        if material.whole_plan or _answers(material, lines[row])
    )


def _answers(material: Material, line: ActionLine) -> bool:
    """Return whether an action answers one of the findings told of, or without a finding one of the items."""
    if line.finding:
        return any(finding.id == line.finding for finding in (*material.findings, *material.baseline_findings))
    if line.item:
        return material.checklist.find_item(line.item) is not None
    return any(area.code == line.area for area in material.checklist.areas)


def _findings(
    material: Material, findings: Iterable[FindingLine], evidence_codes: Mapping[str, str]
) -> list[FindingLine]:
    """Return the findings with codes of evidence: strengths first, the gravest first, then as items stand."""
    place = {item.code: place for place, item in enumerate(material.checklist.items)}
    order = {code: place for place, code in enumerate(evidence_codes.values())}
    told = []
    for finding in findings:
        shown = {evidence_codes[row] for row in finding.evidence if row in evidence_codes}
        told.append(
            replace(
                finding,
                area=_area_of(material, finding.area, finding.item),
                evidence=tuple(sorted(shown, key=order.__getitem__)),
            )
        )
    return sorted(
        told,
        key=lambda f: (
            _KINDS.get(f.kind, len(_KINDS)),
            _PRIORITIES.get(f.priority, len(_PRIORITIES)),
            place.get(f.item, len(place)),
            f.id,
        ),
    )


def _of_area(findings: Iterable[FindingLine], code: str) -> tuple[FindingLine, ...]:
    return tuple(finding for finding in findings if finding.area == code)


def _area_of(material: Material, area: str, item: str) -> str:
    if area:
        return area
    found = material.checklist.find_item(item)
    return found.area if found else ""


# ── indicators ───────────────────────────────────────────────────────────────────────────────────────────────

_ON_PAGE_ONE = 3


def _indicators(material: Material) -> tuple[IndicatorLine, ...]:
    catalogue = material.catalogue
    if catalogue is None or not material.entries:
        return ()
    wanted = [catalogue.indicators[c] for c in material.indicators if c in catalogue.indicators]
    periods = {period: _with_days(period, material.entries[period]) for period in in_order(material.entries)}
    lines = []
    for indicator in wanted or catalogue.indicators.values():
        results = {period: catalogue.work_out(indicator.code, given) for period, given in periods.items()}
        told = any(r.value is not None or r.problem is not None for r in results.values())
        if wanted or told or indicator.code in catalogue.key_indicators:
            lines.append(_indicator(indicator, results, catalogue))
    return tuple(lines)


def _indicator(indicator: Indicator, results: Mapping[str, Result], catalogue: Catalogue) -> IndicatorLine:
    latest = next((r for r in reversed(list(results.values())) if r.value is not None), None)
    lacking = {period: result.missing for period, result in results.items() if result.missing}
    return IndicatorLine(
        code=indicator.code,
        name=indicator.name,
        unit=indicator.unit,
        direction=indicator.direction,
        values={period: result.value for period, result in results.items()},
        missing={period: tuple(catalogue.names[code] for code in codes) for period, codes in lacking.items()},
        confidence=latest.confidence if latest else None,
        good_practice=None if indicator.good_practice is None else float(indicator.good_practice),
        good_practice_source=indicator.good_practice_source,
        source=indicator.source,
        themes=indicator.themes,
        problems={period: result.problem for period, result in results.items() if result.problem},
    )


def _without_result(material: Material, told: Iterable[IndicatorLine]) -> tuple[LackingLine, ...]:
    """Return the indicators that figures are lacking for; none where some were chosen."""
    if material.catalogue is None or material.indicators:
        return ()
    return without_result(material.catalogue, _all_days(material), {line.code for line in told})


def _all_days(material: Material) -> dict[str, Mapping[str, Entry]]:
    return {period: _with_days(period, given) for period, given in material.entries.items()}


def _with_days(period: str, entries: Mapping[str, Entry]) -> Mapping[str, Entry]:
    """Add the length of the period where its name tells it and nobody entered it: it is no matter of measuring."""
    days = days_in(period)
    if days is None or "days" in entries:
        return entries
    return {**entries, "days": Entry(Decimal(days))}


def _key_indicators(material: Material, lines: Iterable[IndicatorLine]) -> tuple[str, ...]:
    with_value = {line.code for line in lines if any(v is not None for v in line.values.values())}
    wanted = material.key_indicators or (material.catalogue.key_indicators if material.catalogue else ())
    return tuple(code for code in wanted if code in with_value)[:_ON_PAGE_ONE]
