"""A partnership at a glance: its visits, where each area stands, how far its objectives are, what comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlmodel import Session

from wopfield.domain.catalogue import Catalogue
from wopfield.domain.checklist import Checklist
from wopfield.domain.indicator import Entry
from wopfield.domain.score import levels_of, peers_differ
from wopfield.domain.summary import Summary
from wopfield.errors import NotAChecklist
from wopfield.store import actions, assessments, indicators, objectives, partnerships, summaries, visits
from wopfield.store.indicators import Place
from wopfield.store.objectives import Way
from wopfield.store.partnerships import Pair
from wopfield.store.tables import Action, Assessment, IndicatorEntry, Objective, Visit

_LOOKED_THROUGH = 8
"""How many assessments are looked through for one that asks for levels: site inspections come in dozens."""


@dataclass(frozen=True, slots=True)
class Goal:
    """An objective and how far it has come; ``period`` tells when an indicator was last known."""

    row: Objective
    way: Way
    unit: str
    period: str = ""


@dataclass(frozen=True, slots=True)
class Overview:
    """What is shown of a partnership."""

    pair: Pair
    visits: tuple[Visit, ...]
    assessment: Assessment | None
    """The newest one that asks for levels."""
    closed: bool
    """Whether nothing of that assessment is changed any more."""
    summary: Summary | None
    differing: int
    """How many of its items reviewers see so differently that they should talk, and have not."""
    goals: tuple[Goal, ...]
    late: tuple[Action, ...]
    doubtful: int
    """How many figures look wrong and were not kept."""


def read_overview(session: Session, scope: str, today: date, me: str, catalogue: Catalogue) -> Overview:
    """Return a partnership at a glance, as ``me`` may see it.

    Raises:
        BadInput: it is not on this laptop (any more).
    """
    pair = partnerships.get(session, scope)
    assessment = newest_with_levels(session, scope)
    summary = summaries.summary(session, scope, assessment.id, today, me) if assessment else None
    rows = indicators.of_utility(session, scope, pair.partnership.mentee)
    figures = indicators.figures(rows, catalogue)
    return Overview(
        pair=pair,
        visits=tuple(visits.of_partnership(session, scope)),
        assessment=assessment,
        closed=assessment is not None and assessments.is_closed(session, assessment),
        summary=summary,
        differing=differing(summary) if summary else 0,
        goals=tuple(_goal(row, figures, catalogue) for row in objectives.of_partnership(session, scope)),
        late=tuple(row for row in actions.of_partnership(session, scope) if actions.days_late(row, today)),
        doubtful=len(open_doubts(rows, catalogue)),
    )


def newest_with_levels(session: Session, scope: str) -> Assessment | None:
    """Return the newest assessment of a partnership that asks for levels, a whole peer review before others."""
    found = None
    for row in assessments.of_partnership(session, scope)[:_LOOKED_THROUGH]:
        checklist = _checklist(session, row)
        if checklist is None or not any(item.response_type == "level" for item in checklist.items):
            continue
        if checklist.kind == "peer_review":
            return row
        found = found or row
    return found


def differing(summary: Summary) -> int:
    """Return how many items reviewers see two or more levels apart without having agreed."""
    items = (item for area in summary.areas for item in area.items if not item.agreed)
    return sum(peers_differ(item.peers) for item in items if any(levels_of(peer) for peer in item.peers))


def open_doubts(rows: Sequence[IndicatorEntry], catalogue: Catalogue) -> list[Place]:
    """Return the figures that look wrong and that nobody has kept, by variable and period."""
    by_place = indicators.by_place(rows)
    doubts = indicators.doubts(indicators.figures(rows, catalogue), catalogue)
    return [place for place, doubt in doubts.items() if not indicators.is_kept(by_place.get(place), doubt)]


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _checklist(session: Session, row: Assessment) -> Checklist | None:
    try:
        return assessments.worded_checklist_of(session, row)
    except NotAChecklist:
        return None


def _goal(row: Objective, figures: Mapping[str, Mapping[str, Entry]], catalogue: Catalogue) -> Goal:
    indicator = catalogue.indicators.get(row.indicator)
    if indicator is None:
        return Goal(row, objectives.way(row), row.unit)
    for period in reversed(list(figures)):
        result = catalogue.work_out(indicator.code, figures[period])
        if result.value is not None:
            measured = Decimal(repr(result.value))
            return Goal(row, objectives.way(row, measured), row.unit or indicator.unit, period)
    return Goal(row, objectives.way(row), row.unit or indicator.unit)
