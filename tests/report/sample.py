"""A rich summary of a review that never took place: 12 areas, 106 items, 20 indicators, a plan and its evidence."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from hashlib import sha256
from random import Random

from tests.report.sample_around import sample_around
from tests.report.sample_entries import sample_entry_lines
from tests.report.sample_texts import (
    AREAS,
    COMMENTS,
    IN_SUMMARY,
    INDICATORS,
    KINDS,
    LEVELS,
    PLAN,
    PRACTICES,
    TEAM,
    TEXTS,
)
from wopfield.domain.summary import (
    ActionLine,
    AreaResult,
    Confidence,
    EvidenceLine,
    FindingKind,
    FindingLine,
    IndicatorLine,
    ItemResult,
    Rating,
    ReportWords,
    Score,
    Signatory,
    Summary,
)

TODAY = date(2026, 11, 20)


def sample_summary() -> Summary:
    """Return the review of Riverbend by Northshore; every figure in it is made up."""
    random = Random(7)
    areas = tuple(_area(random, at, *area) for at, area in enumerate(AREAS, 1))
    evidence = _evidence(areas)
    indicators = _indicators(random)
    return Summary(
        partnership="p-riverbend",
        partnership_name="Riverbend – Northshore, phase 2",
        purpose="Losses below a third, and water every day in the four hill zones.",
        mentor="Northshore Water",
        mentee="Riverbend Water and Sewerage Company",
        mentee_country="Karst Region",
        visit_title="Follow-up review",
        visit_place="Riverbend",
        visit_starts=date(2026, 10, 5),
        visit_ends=date(2026, 10, 16),
        assessment_title="Peer review 2026",
        checklist_title="WOP peer review",
        checklist_version="3.1",
        baseline_title="Baseline review 2024",
        baseline_date=date(2024, 3, 11),
        team=TEAM,
        sites=(
            "Karst Works",
            "Harbour reservoir",
            "Pump house 2",
            "Old Town zone",
            "Mill Street",
            "Central laboratory",
            "Customer office",
            "District store",
            "East sludge works",
        ),
        overall=_score([item for area in areas for item in area.items]),
        show_overall=False,
        areas=areas,
        periods=("2021", "2022", "2023", "2024", "2025", "2026"),
        indicators=indicators,
        key_indicators=("LO01", "SV01", "FI01"),
        evidence=evidence,
        actions=_actions(),
        baseline_findings=_recommended_then(areas),
        confidence_share=_confidences(areas),
        interviews=41,
        words=_words(),
        today=TODAY,
        around=sample_around(indicators),
        entry_lines=sample_entry_lines(),
    )


def _area(random: Random, number: int, code: str, title: str, count: int, mean: float, gain: float) -> AreaResult:
    items = tuple(_item(random, number, at, code, mean, gain) for at in range(1, count + 1))
    rated = [item.result.level for item in items if item.result.level is not None]
    return AreaResult(
        code=code,
        number=number,
        title=title,
        now=_score(items),
        self_rating=_plain_score([item.self_rating for item in items]),
        baseline=_plain_score([item.baseline for item in items]),
        items=items,
        findings=_findings(number, code, items),
        distribution=(rated.count(0), rated.count(1), rated.count(2), rated.count(3), rated.count(4)),
        linked_indicators=tuple(one[0] for one in INDICATORS if one[0][:2] == code),
    )


def _item(random: Random, number: int, at: int, code: str, mean: float, gain: float) -> ItemResult:
    level = _level(random, mean)
    before = max(0, min(4, level - (1 if random.random() < gain else 0)))
    own = min(4, level + (random.choice((0, 0, 0, 1, 1, 2)) if number in (6, 7, 11) else random.choice((0, 0, 0, 1))))
    confidence: Confidence = random.choice(("A", "B", "B", "B", "C", "C", "D"))
    comment = COMMENTS[(number + at) % len(COMMENTS)]
    peers = tuple(
        Rating(
            level,
            confidence=confidence,
            rater=f"r{who}",
            rater_name=name,
            comment=comment if who == 0 else "",
            at=datetime(2026, 10, 6 + at % 8, 14, 5, tzinfo=UTC),
        )
        for who, (name, _task) in enumerate(TEAM[:3])
    )
    result = Rating(level, confidence=confidence, reason="")
    agreed = True
    special = (number, at)
    if special in ((3, 4), (9, 2)):
        result, peers = Rating(None, does_not_apply=True, reason="No own works; water is bought in bulk."), ()
    elif special in ((4, 7), (6, 10)):
        result, peers = Rating(None, not_seen=True, reason="Outside the scope agreed for this visit."), ()
    elif special == (2, 3):
        result, agreed = Rating(None), False
        peers = (peers[0], Rating(min(4, level + 2), confidence="C", rater="r1", rater_name=TEAM[1][0]), peers[2])
    elif special == (11, 5):
        result, agreed = Rating(2, confidence="C", open_levels=(1, 2)), False
    elif special == (8, 6):
        agreed = False
    return ItemResult(
        code=f"{code}{at:02d}",
        number=f"{number}.{at}",
        area=code,
        title=PRACTICES[(number * 3 + at) % len(PRACTICES)][0],
        question=PRACTICES[(number * 3 + at) % len(PRACTICES)][1],
        weight=random.choice((1, 2, 3)),
        levels=LEVELS,
        result=result,
        agreed=agreed,
        self_rating=Rating(
            own, rater="self", rater_name="Riverbend", comment="We meet this since 2025." if own >= level + 2 else ""
        ),
        peers=peers,
        baseline=Rating(before) if special != (5, 9) else None,
        evidence=(f"E{(number * 3 + at) % 30 + 1}",) if at % 3 == 0 else (),
        comment=comment,
    )


def _level(random: Random, mean: float) -> int:
    return max(0, min(4, round(random.gauss(mean, 0.8))))


def _score(items: "tuple[ItemResult, ...] | list[ItemResult]") -> Score:
    """Return the weighted mean of some items, its range where levels are open."""
    rated = [(item.result.level, item) for item in items if item.result.level is not None]
    applicable = sum(not item.result.does_not_apply for item in items)
    weight = sum(item.weight for _level, item in rated)

    def mean(levels: Iterable[int]) -> float:
        return sum(level * item.weight for level, (_level, item) in zip(levels, rated, strict=True)) / weight

    if not rated:
        return Score(None, None, None, 0, applicable, len(items))
    return Score(
        mean(level for level, _item in rated),
        mean(min(item.result.open_levels, default=level) for level, item in rated),
        mean(max(item.result.open_levels, default=level) for level, item in rated),
        len(rated),
        applicable,
        len(items),
    )


def _plain_score(ratings: list[Rating | None]) -> Score:
    levels = [rating.level for rating in ratings if rating is not None and rating.level is not None]
    mean = sum(levels) / len(levels) if levels else None
    return Score(mean, mean, mean, len(levels), len(ratings), len(ratings))


def _findings(number: int, code: str, items: tuple[ItemResult, ...]) -> tuple[FindingLine, ...]:
    texts = TEXTS.get(number)
    made = []
    extra = ("Records of the past twelve months were complete.", "Spare parts for one of three units are missing.")
    kinds: tuple[FindingKind, ...] = ("strength", "gap", "recommendation")
    for place, kind in enumerate(kinds):
        text = (
            " ".join(texts[place]).strip()
            if texts
            else (*extra, "Order the missing parts and keep one set in store.")[place]
        )
        made.append(
            FindingLine(
                f"f-{code}-{kind}",
                kind,
                code,
                items[place + 1].code,
                text,
                effect="Supply in the east stops for a day at each failure." if kind == "gap" else "",
                cause="No budget line; purchases wait for the yearly tender." if kind == "gap" else "",
                evidence=(f"E{number * 2}", f"E{number * 2 + 1}") if kind != "recommendation" else (),
                priority="high" if number in (4, 6, 7, 11) else "medium",
                in_summary=(number, kind) in IN_SUMMARY,
            )
        )
    made.append(FindingLine(f"f-{code}-s2", "strength", code, items[4].code, extra[0], evidence=(f"E{number}",)))
    made.append(
        FindingLine(
            f"f-{code}-g2",
            "gap",
            code,
            items[5].code,
            extra[1],
            priority="low",
            recommendation="Agree a stock of wearing parts with the procurement officer by May 2027.",
        )
    )
    return tuple(made)


def _evidence(areas: tuple[AreaResult, ...]) -> tuple[EvidenceLine, ...]:
    items = [item for area in areas for item in area.items]
    titles = (
        "Bulk meter at Karst Works, calibration label of 2019",
        "Monthly water balance, January to August 2026",
        "Leak-noise correlator in its original packaging",
        "Head of production, on dosing by jar test",
        "Job cards of week 38, sample of twenty",
        "Chlorine store, cylinders chained and labelled",
    )
    return tuple(
        EvidenceLine(
            id=f"ev-{at}",
            code=f"E{at}",
            kind=KINDS[at % 5],
            title=titles[at % 6],
            item=items[(at * 7) % len(items)].code,
            taken=date(2026, 10, 5 + at % 10),
            place=("Karst Works", "Old Town zone", "Customer office")[at % 3],
            may_be_shared=at % 4 != 0,
            file_name=f"IMG_{2000 + at}.jpg" if at % 5 == 0 else "",
            sha256=sha256(str(at).encode()).hexdigest() if at % 5 == 0 else "",
        )
        for at in range(1, 31)
    )


def _indicators(random: Random) -> tuple[IndicatorLine, ...]:
    made = []
    for at, (code, name, unit, direction, theme, start, step, good) in enumerate(INDICATORS):
        values: dict[str, float | None] = {
            str(2021 + year): start + step * year + random.uniform(-0.2, 0.2) * abs(step) for year in range(6)
        }
        missing: dict[str, tuple[str, ...]] = {}
        if code == "LO05":
            values["2026"], missing["2026"] = None, ("n_connections", "mains_length")
        if code == "PE05":
            values, missing = dict.fromkeys(values), dict.fromkeys(values, ("vol_treated",))
        if code == "SV05":
            values["2021"], missing["2021"] = None, ("n_complaints",)
        made.append(
            IndicatorLine(
                code,
                name,
                unit,
                direction,
                values,
                missing,
                confidence=("A", "B", "C", "B", "D")[at % 5] if code != "PE05" else None,
                good_practice=good,
                good_practice_source="national standard, 2022" if good else "",
                source="billing system and production log",
                themes=(theme,),
            )
        )
    return tuple(made)


def _recommended_then(areas: tuple[AreaResult, ...]) -> tuple[FindingLine, ...]:
    """Return what the baseline found, one recommendation for each state an action can be in and one without any."""
    texts = ("Publish a monthly water balance.", "Appoint a loss-reduction engineer.", "Calibrate the bulk meters.",
             "Install two pilot zones.", "Keep a register of assets.")  # fmt: skip
    return tuple(
        FindingLine(f"then-{at}", "gap", area.code, area.items[at].code, "It was missing.", recommendation=text)
        for at, (area, text) in enumerate(zip((areas[5], areas[5], areas[5], areas[6], areas[6]), texts, strict=True))
    )


def _actions() -> tuple[ActionLine, ...]:
    answered = {"done": "then-0", "under_way": "then-1", "not_started": "then-2", "dropped": "then-3"}
    return tuple(
        ActionLine(
            id=f"a-{at}",
            code=f"A{at:02d}",
            title=title,
            item=item,
            area=item[:2],
            owner=owner,
            support=support,
            starts=date.fromisoformat(starts) if starts else None,
            due=date.fromisoformat(due) if due else None,
            status=status,
            percent=percent,
            expected_result="Inlet flow of each zone is read every day." if at % 2 else "",
            goal_level=3 if at % 3 else None,
            resources="USD 185,000, own budget" if at % 2 else "",
            horizon=horizon,
            priority="high" if at in (1, 2, 3, 5, 6, 8, 9, 11) else "medium",
            finding=answered[status],
            done_note="Twelve signed balances were seen (E4)." if status == "done" else "",
        )
        for at, (title, item, owner, support, starts, due, status, percent, horizon) in enumerate(PLAN, 1)
    )


def _confidences(areas: tuple[AreaResult, ...]) -> dict[Confidence, int]:
    given = [item.result.confidence for area in areas for item in area.items]
    return {letter: given.count(letter) for letter in ("A", "B", "C", "D")}


def _words() -> ReportWords:
    return ReportWords(
        headline="Riverbend has moved from reacting to planning; "
        "water losses and asset care now limit every other gain",
        message="The team thanks Riverbend for opening every door. What follows was presented on 16 October 2026.",
        area_context={
            "LO": "Riverbend now produces a monthly water balance and has appointed a loss-reduction engineer, "
            "which did not exist in 2024. The balance still rests on estimates: two of fourteen supply zones have "
            "working inlet meters, the bulk meter at Karst Works over-reads by an estimated 8\u00a0%, and unbilled "
            "use by public bodies is not recorded.\nRepair times improved from 9 to 3.6 days. Active leak detection "
            "has not started: the correlator bought in 2023 was found in its original packaging (E3)."
        },
        signatories=(
            Signatory("Lindiwe Marsh", "Managing Director", "Riverbend Water and Sewerage Company"),
            Signatory("Adaeze Okafor", "Review team leader", "Northshore Water"),
            Signatory("Jonas Pereira", "Facilitator", "Regional WOP platform"),
            Signatory("Samira Haddad", "Second reader, not part of the visit", "Northshore Water"),
        ),
        next_steps=(
            (date(2026, 12, 4), "Board adopts plan"),
            (date(2027, 3, 19), "Two pilot zones live"),
            (date(2027, 6, 25), "Six zones metered"),
            (date(2027, 10, 8), "Remote check-in"),
            (date(2028, 4, 14), "Next peer visit"),
        ),
    )
