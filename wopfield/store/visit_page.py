"""One visit with all that its screen shows: days, agenda, team, sites with their inspections, photos."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date

from sqlalchemy import func
from sqlmodel import Session, col, select

from wopfield.domain import numbering
from wopfield.domain.checklist import Checklist
from wopfield.domain.inspection import Risks, risks
from wopfield.domain.progress import AreaProgress, Count, progress
from wopfield.domain.score import item_results
from wopfield.domain.summary import Rating
from wopfield.errors import NotAChecklist
from wopfield.store import agenda, assessments, evidence, partnerships, people, sites, visits
from wopfield.store.editor import Editor
from wopfield.store.evidence import Exhibit, ReadyFile
from wopfield.store.had import Had, had_now
from wopfield.store.partnerships import Pair
from wopfield.store.sites import Stop
from wopfield.store.tables import (
    AgendaLine,
    Assessment,
    Evidence,
    EvidenceFile,
    Person,
    Report,
    Site,
    Visit,
    VisitDay,
)
from wopfield.store.visits import Companion

_NO_RISKS = Risks((), (), ())


@dataclass(frozen=True, slots=True)
class Progressed:
    """An assessment, what it asks, and how far it is; without checklist where that has not arrived."""

    assessment: Assessment
    checklist: Checklist | None
    count: Count
    areas: tuple[AreaProgress, ...] = ()
    report: Report | None = None
    """The newest report issued from it."""
    site: str = ""
    visit: str = ""
    risks: Risks = _NO_RISKS
    """What an inspection found."""

    @property
    def closed(self) -> bool:
        """Return whether nothing of it is changed any more."""
        return self.assessment.closed or self.report is not None

    @property
    def is_inspection(self) -> bool:
        """Return whether it looks at a site."""
        return bool(self.assessment.site) or (self.checklist is not None and self.checklist.kind == "site_inspection")


@dataclass(frozen=True, slots=True)
class SiteLine:
    """A site of a visit and its inspection there, if one was begun."""

    stop: Stop
    inspection: Progressed | None


@dataclass(frozen=True, slots=True)
class VisitPage:
    """Everything about one visit."""

    pair: Pair
    visit: Visit
    days: tuple[VisitDay, ...]
    agenda: tuple[AgendaLine, ...]
    team: tuple[Companion, ...]
    sites: tuple[SiteLine, ...]
    assessments: tuple[Progressed, ...]
    """Those that look at no site."""
    photos: tuple[Exhibit, ...]
    people: tuple[Person, ...]
    """Everybody who could join."""
    places: tuple[Site, ...]
    """Every site of the mentee."""
    had: Had
    """What was here of every log."""

    @property
    def main(self) -> Progressed | None:
        """Return the assessment the visit is for."""
        return self.assessments[0] if self.assessments else None

    def photos_on(self, day: date | None) -> tuple[Exhibit, ...]:
        """Return the photos of a day, newest first; those whose day nobody knows are in none."""
        return tuple(photo for photo in self.photos if photo.row.taken and photo.row.taken.date() == day)


def read_visit(session: Session, scope: str, visit_id: str, me: str) -> VisitPage:
    """Return a visit; progress in assessments is that of ``me``, in inspections that of everybody.

    Raises:
        BadInput: visit or partnership are not on this laptop (any more).
    """
    pair = partnerships.get(session, scope)
    visit = visits.get(session, scope, visit_id)
    every = [progress_of(session, row, me) for row in assessments.of_visit(session, scope, visit_id)]
    inspections = {one.assessment.site: one for one in every if one.assessment.site}
    stops = sites.of_visit(session, scope, visit_id)
    return VisitPage(
        pair=pair,
        visit=visit,
        days=tuple(visits.days(session, visit)),
        agenda=tuple(agenda.of_visit(session, scope, visit_id)),
        team=tuple(visits.team(session, scope, visit_id)),
        sites=tuple(SiteLine(stop, inspections.get(stop.site.id)) for stop in stops),
        assessments=tuple(one for one in every if not one.is_inspection),
        photos=tuple(_photos(session, scope, visit_id)),
        people=tuple(people.every(session)),
        places=tuple(sites.of_partnership(session, scope)),
        had=had_now(session.connection(), scope),
    )


def list_assessments(session: Session, scope: str, me: str) -> list[Progressed]:
    """Return every assessment of a partnership with its progress, the newest first."""
    stays = {row.id: row.title for row in visits.of_partnership(session, scope)}
    places = {row.id: row.name for row in sites.of_partnership(session, scope)}
    found = []
    for row in assessments.of_partnership(session, scope):
        one = progress_of(session, row, me)
        report = assessments.issued_with(session, scope, row.id)
        site, visit = places.get(row.site, ""), stays.get(row.visit, "")
        found.append(replace(one, report=report, site=site, visit=visit))
    return found


def progress_of(session: Session, row: Assessment, me: str) -> Progressed:
    """Return how far an assessment is: what ``me`` has rated, or, at a site, what anybody has answered."""
    try:
        checklist = assessments.worded_checklist_of(session, row)
    except NotAChecklist:
        return Progressed(row, None, Count(0, 0, 0))
    ratings = _ratings(session, row, me)
    found = progress(checklist, ratings)
    return Progressed(row, checklist, found.count, found.areas, risks=risks(checklist.items, ratings))


def add_photo(editor: Editor, visit: Visit, assessment: Assessment | None, title: str, file: ReadyFile) -> Evidence:
    """Keep a photo of a visit: as evidence of its assessment where there is one, else of the visit alone."""
    if assessment is not None:
        return evidence.add(editor, assessment, "", "photo", title, file)
    number = editor.session.scalar(
        select(func.max(Evidence.number)).where(Evidence.scope == visit.scope, Evidence.assessment == "")
    )
    row = editor.add(
        Evidence(
            scope=visit.scope,
            number=int(number or 0) + 1,
            kind="photo",
            title=title,
            visit=visit.id,
            taken=file.taken,
        )
    )
    evidence.attach(editor, row, file)
    editor.session.flush()
    return row


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _ratings(session: Session, row: Assessment, me: str) -> Mapping[str, Rating]:
    answers = assessments.answers(session, row.scope, row.id)
    if row.site:
        return item_results({(a.item, a.rater): assessments.rating_of(a) for a in answers}, {})
    rater = assessments.rater_of(session, row.scope, me)
    return {answer.item: assessments.rating_of(answer) for answer in answers if answer.rater == rater}


def _photos(session: Session, scope: str, visit: str) -> list[Exhibit]:
    rows = session.exec(
        select(Evidence).where(
            Evidence.scope == scope, Evidence.visit == visit, Evidence.kind == "photo", col(Evidence.alive)
        )
    ).all()
    files = _files(session, scope, [row.id for row in rows])
    called = numbering.codes([row.id for row in rows], {row.id: row.number for row in rows}, "E")
    listed = [Exhibit(row, called[row.id], files.get(row.id)) for row in rows]
    return sorted(listed, key=lambda one: (_moment(one.row), one.row.number), reverse=True)


def _moment(row: Evidence) -> str:
    return row.taken.replace(tzinfo=row.taken.tzinfo or UTC).isoformat() if row.taken else ""


def _files(session: Session, scope: str, ids: Sequence[str]) -> dict[str, EvidenceFile]:
    rows = session.exec(
        select(EvidenceFile).where(
            EvidenceFile.scope == scope, col(EvidenceFile.evidence).in_(list(ids)), col(EvidenceFile.alive)
        )
    )
    return {row.evidence: row for row in sorted(rows, key=lambda row: row.id)}
