"""What a report tells beside the ratings of an assessment, as far as it is kept: sites, capacity, programme, people."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from sqlmodel import Session

from wopfield.domain.around import (
    AgendaEntry,
    Around,
    Capacity,
    Goal,
    Met,
    NextVisit,
    ObjectiveLine,
    PeerGroup,
    Reply,
    SitePhoto,
    SiteVisit,
)
from wopfield.domain.audience import agreed_to, audience_of, may_read, spoken_to
from wopfield.domain.checklist import Checklist
from wopfield.domain.summary import Audience, Rating
from wopfield.domain.surroundings import Inspected, capacity, site_visit
from wopfield.domain.then import Then
from wopfield.errors import NotAChecklist
from wopfield.store import agenda, assessments, comparisons, evidence, feedback, objectives, sites, visits
from wopfield.store.counting import load_agreed, load_answers, load_counted
from wopfield.store.partnerships import Pair
from wopfield.store.tables import Assessment, ChecklistVersion, Utility

Answers = Callable[[Session, Assessment], Mapping[tuple[str, str], Rating]]
Counted = Callable[[Session, Assessment], Mapping[str, Rating]]

NON_REVENUE = "NR01"
"""The indicator an objective for the water balance follows."""


def load(
    session: Session,
    row: Assessment,
    pair: Pair | None,
    audience: Audience = "team",
    then: Then | None = None,
) -> Around:
    """Return what is kept around an assessment; of people met and who took part a report for anybody says nothing.

    Where it belongs to the past, ``then``, nothing that was assessed later is told.
    """

    def heard(session: Session, one: Assessment) -> Mapping[tuple[str, str], Rating]:
        return spoken_to(audience, load_answers(session, one))

    def settled(session: Session, one: Assessment) -> Mapping[str, Rating]:
        return agreed_to(audience, load_agreed(session, one))

    public = audience == "report"
    every = [one for one in assessments.of_partnership(session, row.scope) if _belongs(one, row, then)]
    mentee = pair.mentee if pair else None
    return Around(
        nrw_goal=_goal(session, row.scope),
        objectives=_objectives(session, row.scope),
        currency=mentee.currency if mentee else "",
        sites=_sites(session, row, every, heard, audience),
        capacity=_capacity(session, row, every, heard, settled, audience),
        programme=tuple(replace(entry, people=()) if public else entry for entry in _programme(session, row, audience)),
        met=() if public else _met(session, row, mentee),
        replies=_replies(session, row, audience),
        peers=_peers(session, row.scope),
    )


def time_of(session: Session, row: Assessment, today: date) -> Then | None:
    """Return the time an assessment belongs to, where another with its checklist has followed; else None: it is now."""
    visit = visits.find(session, row.scope, row.visit) if row.visit else None
    day = (visit.ends if visit is not None else None) or row.started
    if day is None:
        return None
    asked = _code_of(session, row)
    later = [
        one.started
        for one in assessments.of_partnership(session, row.scope)
        if one.started is not None
        and day < one.started <= today
        and not one.site
        and (one.baseline == row.id or _code_of(session, one) == asked)
    ]
    return Then(day, min(later)) if later else None


def _code_of(session: Session, row: Assessment) -> str:
    version = session.get(ChecklistVersion, (row.scope, row.checklist))
    return version.code if version is not None else row.checklist


def _belongs(one: Assessment, row: Assessment, then: Then | None) -> bool:
    """Return whether an assessment is of the time of ``row``: an inspection until the next review, else the visit's."""
    if then is None or one.started is None or (row.visit and one.visit == row.visit):
        return True
    return one.started < then.next if one.site else one.started <= then.day


def named_sites(session: Session, row: Assessment) -> tuple[str, ...]:
    """Return the names of the sites the visit looks at, as planned, then of those inspected all the same."""
    planned = [stop.site for stop in sites.of_visit(session, row.scope, row.visit)]
    inspected = (
        sites.find(session, row.scope, one.site)
        for one in _inspections(row, assessments.of_partnership(session, row.scope))
    )
    by_id = {site.id: site.name for site in (*planned, *inspected) if site is not None}
    return tuple(by_id.values())


def read_with(session: Session, row: Assessment, today: date) -> frozenset[str]:
    """Return the ids of the assessments that a report about one tells of: itself, and those around it."""
    then = time_of(session, row, today)
    every = [one for one in assessments.of_partnership(session, row.scope) if _belongs(one, row, then)]
    told = [row, *_inspections(row, every)]
    for one, _checklist in _capacity_assessments(session, row, every):
        if load_answers(session, one) or load_agreed(session, one):
            told.append(one)
            break
    return frozenset({one.id for one in told} | {one.baseline for one in told if one.baseline})


def next_visit(session: Session, row: Assessment) -> NextVisit | None:
    """Return the visit planned next after that of an assessment, whatever day it is today; None where none is."""
    visit = visits.find(session, row.scope, row.visit) if row.visit else None
    last = (visit.ends or visit.starts) if visit is not None else row.started
    for one in visits.of_partnership(session, row.scope):
        if one.starts is not None and last is not None and one.starts > last and one.id != row.visit:
            return NextVisit(one.title, one.starts, one.ends, one.place)
    return None


def beside_figures(session: Session, scope: str, pair: Pair) -> Around:
    """Return what is kept beside a partnership's figures, with no assessment."""
    return Around(nrw_goal=_goal(session, scope), currency=pair.mentee.currency if pair.mentee else "")


def _objectives(session: Session, scope: str) -> tuple[ObjectiveLine, ...]:
    """Return what the partnership wants to reach, in its order."""
    found = ((row, objectives.way(row)) for row in objectives.of_partnership(session, scope))
    return tuple(
        ObjectiveLine(
            row.text, row.indicator, row.unit, _number(way.start), _number(way.now), _number(way.goal), row.by
        )
        for row, way in found
    )


def _number(figure: Decimal | None) -> float | None:
    return None if figure is None else float(figure)


def _goal(session: Session, scope: str) -> Goal | None:
    for objective in objectives.of_partnership(session, scope):
        goal = objectives.way(objective).goal
        if objective.indicator == NON_REVENUE and goal is not None:
            return Goal(float(goal), objective.by)
    return None


def _sites(
    session: Session, row: Assessment, every: list[Assessment], answers: Answers, audience: Audience
) -> tuple[SiteVisit, ...]:
    """Return the inspections, as the sites of the visit were planned."""
    order = {stop.site.id: at for at, stop in enumerate(sites.of_visit(session, row.scope, row.visit))}
    told = []
    for one in sorted(
        _inspections(row, every), key=lambda one: (order.get(one.site, len(order)), one.started or date.min, one.title)
    ):
        site = sites.find(session, row.scope, one.site)
        try:
            checklist = assessments.checklist_of(session, one)
        except NotAChecklist:
            continue  # it has not arrived; the section says how many sites it shows
        name, where = (site.name, site.where) if site is not None else (one.title, "")
        photos = _photos(session, one, audience)
        told.append(site_visit(Inspected(name, where, one.started, checklist, answers(session, one), photos)))
    return tuple(told)


def _inspections(row: Assessment, every: list[Assessment]) -> list[Assessment]:
    """Return the inspections of the visit; without a visit those since the assessment began."""
    return [one for one in every if one.site and (one.visit == row.visit if row.visit else _since(one, row.started))]


def _photos(session: Session, one: Assessment, audience: Audience) -> tuple[SitePhoto, ...]:
    return tuple(
        SitePhoto(row.item, row.title, row.taken.date() if row.taken else None, file.sha256)
        for row, file in ((exhibit.row, exhibit.file) for exhibit in evidence.of_assessment(session, one.scope, one.id))
        if row.kind == "photo" and file and row.may_be_shared and may_read(audience, audience_of(row.audience))
    )


def _since(one: Assessment, started: date | None) -> bool:
    return started is None or one.started is None or one.started >= started


def _capacity(
    session: Session, row: Assessment, every: list[Assessment], answers: Answers, agreed: Counted, audience: Audience
) -> Capacity | None:
    """Return the newest capacity assessment that says anything."""
    for one, checklist in _capacity_assessments(session, row, every):
        before = assessments.find(session, row.scope, one.baseline) if one.baseline else None
        then = load_counted(session, before, audience) if before is not None else {}
        said = answers(session, one)
        if said or agreed(session, one):
            return capacity(one.title, one.started, checklist, said, agreed(session, one), then)
    return None


def _capacity_assessments(
    session: Session, row: Assessment, every: list[Assessment]
) -> Iterator[tuple[Assessment, Checklist]]:
    """Go through those that are neither the assessment itself nor compared with it, the newest first."""
    for one in every:
        if one.site or one.id == row.id or one.baseline == row.id:
            continue
        try:
            checklist = assessments.checklist_of(session, one)
        except NotAChecklist:
            continue
        if checklist.kind == "capacity_assessment":
            yield one, checklist


def _programme(session: Session, row: Assessment, audience: Audience) -> tuple[AgendaEntry, ...]:
    if not row.visit:
        return ()
    names = {member.row.person: member.name for member in visits.team(session, row.scope, row.visit)}
    return tuple(
        AgendaEntry(
            line.day, line.starts, line.ends, line.title, line.where,
            tuple(names[person] for person in line.people if names.get(person)),
        )
        for line in agenda.of_visit(session, row.scope, row.visit)
        if may_read(audience, audience_of(line.audience))
    )  # fmt: skip


def _peers(session: Session, scope: str) -> PeerGroup | None:
    """Return the largest group the partnership compares with."""
    groups = comparisons.groups(session, scope)
    if not groups:
        return None
    group = max(groups, key=lambda one: (one.utilities, one.id))
    found = {code: comparisons.shape(group, code) for code in sorted(group.shapes)}
    shapes = {code: shape for code, shape in found.items() if shape is not None}
    years = "–".join(dict.fromkeys(filter(None, (group.first_period, group.last_period))))
    return PeerGroup(group.title, group.source, group.utilities, years, shapes)


def _replies(session: Session, row: Assessment, audience: Audience) -> tuple[Reply, ...]:
    return tuple(
        Reply(one.section, one.text, one.said_by, one.day, one.reply, one.changed, bool(one.open))
        for one in feedback.of_assessment(session, row.scope, row.id)
        if one.text.strip() and may_read(audience, audience_of(one.audience))
    )


def _met(session: Session, row: Assessment, mentee: Utility | None) -> tuple[Met, ...]:
    if not row.visit:
        return ()
    return tuple(
        Met(
            member.name,
            member.person.function if member.person is not None else "",
            mentee.name if mentee is not None else "",
            member.row.task,
        )
        for member in visits.team(session, row.scope, row.visit)
        if member.row.host
    )
