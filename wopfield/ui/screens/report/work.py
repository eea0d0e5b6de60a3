"""What the report screen reads and keeps, away from the window's thread."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from wopfield.checklists.library import indicator_catalogue
from wopfield.domain.audience import audience_of, may_name
from wopfield.domain.summary import Summary
from wopfield.errors import NotAChecklist
from wopfield.report.documents import DOCUMENTS
from wopfield.store import assessments, drafts, feedback, kept, on_paper, reports, section_texts, summaries
from wopfield.store.database import Database, Session
from wopfield.store.editor import Editor
from wopfield.store.reports import ReportDesk
from wopfield.store.rows import Row
from wopfield.store.tables import Assessment, Feedback, Report, SectionText
from wopfield.store.workspace import Workspace
from wopfield.ui.job import Work
from wopfield.ui.screens.report.sections import arranged


@dataclass(frozen=True, slots=True)
class Written:
    """What the team wrote in the places of a draft."""

    draft: Report
    kept: Mapping[section_texts.Place, SectionText] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)
    """What was being typed and never left, by the id of its row."""

    def at(self, part: str, section: str) -> SectionText:
        """Return what stands in one place."""
        return section_texts.at_place(self.draft, self.kept, part, section)


@dataclass(frozen=True, slots=True)
class Read:
    """What the report screen reads at one moment."""

    desk: ReportDesk
    written: Written
    summary: Summary
    person: str
    headline: str | None
    message: str | None
    """What was being typed and never left."""
    feedback: tuple[Feedback, ...] = ()
    looks: frozenset[str] = frozenset()
    """How the pages look on this laptop."""
    offered: frozenset[str] = frozenset(DOCUMENTS)
    """The documents that are made of such an assessment."""


def load(
    scope: str,
    assessment: str,
    report: str,
    document: str | None,
    today: date,
    session: Session,
) -> Read:
    """Return everything the screen shows beside the pages, and what the pages are made of.

    Without a ``document`` it is that of the report, or the one which such an assessment is made for.
    """
    catalogue = indicator_catalogue()
    person = kept.get(session, kept.PERSON)
    wanted = session.get(Report, (scope, report)) if report else None
    about = assessment or (wanted.assessment if wanted is not None else "")
    offered = _offered(session, assessments.find(session, scope, about))
    if document is None:
        document = wanted.document if wanted is not None else _usual(offered)
    desk = reports.read_desk(session, scope, about, person, catalogue, today, document)
    audience = audience_of(desk.draft.audience)
    summary = summaries.summary(
        session, scope, desk.assessment.id, today, catalogue=catalogue, document=document, audience=audience,
        name_people=may_name(audience, allowed=desk.draft.name_people),
    )  # fmt: skip
    typed = [drafts.find(session, desk.draft, field) for field in ("headline", "message")]
    looks = on_paper.on_paper(session).looks
    words = [None if draft is None else str(next(iter(draft.values()), "")) for draft in typed]
    texts = drafts.typed_into(session, scope, SectionText, "text")
    written = Written(
        desk.draft,
        section_texts.of_document(session, scope, desk.assessment.id, desk.draft.document),
        {row: str(values.get("text", "")) for row, values in texts.items()},
    )
    said = tuple(feedback.of_assessment(session, scope, desk.assessment.id))
    return Read(desk, written, summary, person, words[0], words[1], said, looks, offered)


def _offered(session: Session, row: Assessment | None) -> frozenset[str]:
    """Return the documents that are made of an assessment: of the inspection of a site its checklist alone."""
    if row is not None and row.site:
        return frozenset({"checklist"})
    try:
        of_capacity = row is not None and assessments.checklist_of(session, row).kind == "capacity_assessment"
    except NotAChecklist:
        of_capacity = False  # the checklist has not arrived
    return frozenset(DOCUMENTS) - (frozenset() if of_capacity else {"capacity"})


def _usual(offered: Collection[str]) -> str:
    """Return the document an assessment is made for; empty is the peer review's report, as in a draft."""
    if "capacity" in offered:
        return "capacity"
    return "" if "peer_review" in offered else "checklist"


def sections_of(draft: Report) -> list[str]:
    """Return the sections of a draft in their order; all while nobody has chosen."""
    return [name for name, on in arranged(draft.sections, sections_for(draft)) if on]


def copy_photos(workspace: Workspace, scope: str, wanted: frozenset[str], work: Work) -> dict[str, bytes]:
    """Return copies to print of photos, by their SHA-256."""

    def copy(session: Session) -> dict[str, bytes]:
        return reports.print_copies(session, workspace.files, scope, wanted)

    return work.read(copy)


def set_sections(shown: Report, sections: tuple[str, ...], editor: Editor) -> None:
    """Choose the sections in their order."""
    reports.set_sections(editor, shown, sections)


def sections_for(draft: Report) -> tuple[str, ...]:
    """Return the sections that a document may have."""
    return DOCUMENTS[draft.document or "peer_review"]


def options_of(draft: Report) -> dict[str, object]:
    """Return what is chosen in a draft, as the fields of ``ReportOptions``."""
    return {
        "sections": tuple(sections_of(draft)),
        "document": draft.document or "peer_review",
        "paper": draft.paper,
        "language": draft.language,
        "audience": audience_of(draft.audience),
        "name_people": draft.name_people,
    }


def keep_looks(looks: frozenset[str], database: Database) -> None:
    """Keep how pages look on this laptop."""
    with database.write() as connection:
        on_paper.keep_looks(connection, looks)


def write_section(shown: Row, text: str, editor: Editor) -> None:
    """Write the team's title or words of a section."""
    if isinstance(shown, SectionText):
        reports.write_section(editor, shown, text)


def change(shown: Report, field: str, value: object, editor: Editor) -> None:
    """Choose something else for a draft."""
    reports.choose(editor, shown, field, value)
