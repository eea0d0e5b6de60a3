"""The improvement plan with all that its screen shows: actions with their items, and findings nobody answers yet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlmodel import Session

from wopfield.domain.checklist import Checklist, Item
from wopfield.errors import NotAChecklist
from wopfield.store import actions, assessments, counting, partnerships, people, visits
from wopfield.store.overview import newest_with_levels
from wopfield.store.partnerships import Pair
from wopfield.store.tables import Action, Assessment, Finding


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One action: its row, its code, and the item it is to bring forward."""

    row: Action
    code: str
    item: Item | None
    level: int | None
    """Where the item stands in the newest assessment; None where nobody has rated it."""


@dataclass(frozen=True, slots=True)
class PlanPage:
    """Everything the plan shows."""

    pair: Pair
    lines: tuple[PlanLine, ...]
    findings: tuple[Finding, ...]
    """Gaps and recommendations that no action answers."""
    assessment: Assessment | None
    checklist: Checklist | None
    people: tuple[str, ...]
    """Names that could own an action: the mentee's people first."""


def read_plan(session: Session, scope: str, me: str) -> PlanPage:
    """Return the plan of a partnership; levels are those ``me`` may see.

    Raises:
        BadInput: the partnership is not on this laptop (any more).
    """
    pair = partnerships.get(session, scope)
    rows = actions.of_partnership(session, scope)
    codes = actions.codes(rows)
    assessment = newest_with_levels(session, scope)
    checklist = _checklist(session, assessment)
    items = _items(session, scope, rows, checklist)
    levels = _levels(session, assessment, me) if assessment and checklist else {}
    return PlanPage(
        pair=pair,
        lines=tuple(PlanLine(row, codes[row.id], items.get(row.item), levels.get(row.item)) for row in rows),
        findings=tuple(actions.findings_without(session, scope)),
        assessment=assessment,
        checklist=checklist,
        people=tuple(_names(session, scope, pair)),
    )


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _checklist(session: Session, row: Assessment | None) -> Checklist | None:
    try:
        return assessments.worded_checklist_of(session, row) if row is not None else None
    except NotAChecklist:
        return None


def _items(session: Session, scope: str, rows: Iterable[Action], checklist: Checklist | None) -> dict[str, Item]:
    """Return the items that actions name, by code; the newest checklist is asked first, then the others."""
    wanted = {row.item for row in rows if row.item}
    found = {item.code: item for item in checklist.items if item.code in wanted} if checklist else {}
    for row in assessments.of_partnership(session, scope) if wanted - found.keys() else ():
        other = _checklist(session, row)
        for item in other.items if other else ():
            if item.code in wanted:
                found.setdefault(item.code, item)
        if not wanted - found.keys():
            break
    return found


def _levels(session: Session, row: Assessment, me: str) -> Mapping[str, int]:
    counted = counting.counted_for(session, row, me)
    return {code: rating.level for code, rating in counted.items() if rating.level is not None}


def _names(session: Session, scope: str, pair: Pair) -> list[str]:
    """Return the mentee's people, then those of the mentor, then hosts and reviewers of the visits."""
    known = people.every(session)
    order = {pair.partnership.mentee: 0, pair.partnership.mentor: 1}
    stays = visits.of_partnership(session, scope)
    taking_part = {one.row.person for stay in stays for one in visits.team(session, scope, stay.id)}
    mine = [one for one in known if one.utility in order or one.id in taking_part]
    return [one.name for one in sorted(mine, key=lambda one: (order.get(one.utility, 2), one.name.casefold()))]
