"""What Home shows: where one stopped, today's agenda, what needs somebody, and the other partnerships."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from wopfield.domain.catalogue import Catalogue
from wopfield.domain.checklist import Area, Item
from wopfield.domain.plausible import Doubt
from wopfield.domain.summary import Score
from wopfield.errors import BadInput, NotAChecklist
from wopfield.store import (
    actions,
    agenda,
    assessments,
    conflicts,
    counting,
    indicators,
    issuing,
    kept,
    partnerships,
    visits,
)
from wopfield.store.conflicts import Place
from wopfield.store.item_list import ItemList, read_list
from wopfield.store.naming import RowName, row_name
from wopfield.store.overview import newest_with_levels
from wopfield.store.partnerships import Listed, Pair
from wopfield.store.tables import NOUNS, Action, AgendaLine, IndicatorEntry, Report, Visit
from wopfield.store.visits import Companion

MOST = 5
"""How many things that need attention are shown of each kind; Home shows at most this many in all."""

_SCORED = 3
"""How many other partnerships are shown with their areas: each costs the reading of an assessment."""


@dataclass(frozen=True, slots=True)
class LastItem:
    """The item worked on last, and how far its assessment is."""

    pair: Pair | None
    items: ItemList
    item: Item


@dataclass(frozen=True, slots=True)
class Today:
    """The visit that is on, with the sessions of the day and who is there."""

    pair: Pair
    visit: Visit
    agenda: tuple[AgendaLine, ...]
    team: tuple[Companion, ...]


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A figure that looks wrong and was not kept."""

    scope: str
    row: IndicatorEntry
    doubt: Doubt
    currency: str
    """What the utility counts its money in; empty where nobody said."""


@dataclass(frozen=True, slots=True)
class Late:
    """An action that should be done by now, with its code."""

    action: Action
    code: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A report that is begun and not issued as it stands, with what its assessment is called."""

    report: Report
    about: str


@dataclass(frozen=True, slots=True)
class Other:
    """Another partnership, with where each area of its newest assessment stands."""

    listed: Listed
    areas: tuple[tuple[Area, Score], ...]
    report: Report | None


@dataclass(frozen=True, slots=True)
class HomePage:
    """Everything Home shows."""

    last: LastItem | None
    today: Today | None
    upcoming: tuple[tuple[Pair, Visit], ...]
    open: tuple[tuple[Place, RowName], ...]
    """The first of what was changed in two places."""
    open_count: int
    doubtful: tuple[Doubtful, ...]
    late: tuple[Late, ...]
    late_count: int
    drafts: tuple[Waiting, ...]
    """Of assessments that are on this laptop."""
    others: tuple[Other, ...]
    """Other partnerships than the one of today; where there is only that one, it."""
    partnerships: int


def read_home(session: Session, today: date, me: str, catalogue: Catalogue) -> HomePage:
    """Return what Home shows to ``me``."""
    listed = partnerships.listed(session, today)
    pairs = {one.pair.scope: one.pair for one in listed}
    last = _last_item(session, pairs, me)
    now = _today(session, pairs, today)
    places = conflicts.places(session)
    late = [row for row in actions.late(session, today) if row.scope in pairs]
    here = now.pair.scope if now else last.items.assessment.scope if last else ""
    near = [one.pair for one in listed if one.pair.scope == here] or [one.pair for one in listed[:1]]
    others = [one for one in listed if one.pair.scope != here]
    return HomePage(
        last=last,
        today=now,
        upcoming=tuple((pairs[v.scope], v) for v in visits.upcoming(session, today) if v.scope in pairs),
        open=tuple(_named(session, place, catalogue) for place in places[:2]),
        open_count=len(places),
        doubtful=tuple(one for pair in near for one in _doubtful(session, pair, catalogue)),
        late=tuple(_late(session, late[:MOST])),
        late_count=len(late),
        drafts=tuple(_drafts(session)),
        others=tuple(_others(session, others or listed, me)),
        partnerships=len(listed),
    )


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _last_item(session: Session, pairs: dict[str, Pair], me: str) -> LastItem | None:
    """Return the item worked on last, if it is still there."""
    try:
        place = json.loads(kept.get(session, kept.LAST_ITEM) or "{}")
    except ValueError:
        return None
    if not isinstance(place, dict):
        return None
    scope, assessment, code = (str(place.get(key, "")) for key in ("scope", "assessment", "item"))
    try:
        items = read_list(session, scope, assessment, me)
    except (BadInput, NotAChecklist):
        return None
    item = items.checklist.find_item(code)
    return LastItem(pairs.get(scope), items, item) if item is not None else None


def _today(session: Session, pairs: dict[str, Pair], today: date) -> Today | None:
    for visit in visits.running(session, today):
        if visit.scope in pairs:
            lines = agenda.of_day(session, visit.scope, visit.id, today)
            team = visits.team(session, visit.scope, visit.id)
            return Today(pairs[visit.scope], visit, tuple(lines), tuple(team))
    return None


def _named(session: Session, place: Place, catalogue: Catalogue) -> tuple[Place, RowName]:
    row = session.get(NOUNS[place.noun], (place.scope, place.row))
    return place, row_name(session, row, catalogue.names) if row is not None else RowName("", "")


def _doubtful(session: Session, pair: Pair, catalogue: Catalogue) -> list[Doubtful]:
    rows = indicators.by_place(indicators.of_utility(session, pair.scope, pair.partnership.mentee))
    found = indicators.doubts(indicators.figures(rows.values(), catalogue), catalogue)
    listed = [(rows.get(at), doubt) for at, doubt in found.items()]
    currency = pair.mentee.currency if pair.mentee else ""
    return [
        Doubtful(pair.scope, row, doubt, currency)
        for row, doubt in listed
        if row is not None and not indicators.is_kept(row, doubt)
    ][:MOST]


def _late(session: Session, rows: Sequence[Action]) -> list[Late]:
    codes: dict[str, str] = {}
    for scope in dict.fromkeys(row.scope for row in rows):
        codes |= actions.codes(actions.of_partnership(session, scope))
    return [Late(row, codes.get(row.id, "")) for row in rows]


def _drafts(session: Session) -> list[Waiting]:
    rows = session.exec(select(Report).where(Report.status == "draft", col(Report.alive))).all()
    titled = [(row, assessments.find(session, row.scope, row.assessment)) for row in rows]
    # The draft of an issued report stays for the next version: until it says more, nobody waits for it.
    found = [
        Waiting(row, about.title) for row, about in titled if about is not None and issuing.says_more(session, row)
    ]
    return sorted(found, key=lambda one: (one.report.scope, one.report.id))[:MOST]


def _others(session: Session, listed: Sequence[Listed], me: str) -> list[Other]:
    found = []
    for one in listed[:_SCORED]:
        row = newest_with_levels(session, one.pair.scope)
        areas = counting.area_scores(session, row, me) if row else ()
        report = assessments.issued_with(session, one.pair.scope, row.id) if row else None
        found.append(Other(one, areas, report))
    return found
