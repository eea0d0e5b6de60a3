"""Reports: the draft of an assessment with its sections and words, and what should be looked at before it is issued."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlmodel import Session, col, select

from wopfield.domain.audience import AUDIENCES
from wopfield.domain.catalogue import Catalogue
from wopfield.domain.progress import Count, progress
from wopfield.errors import BadInput, NotAChecklist
from wopfield.language import PAPER_NAMES, _, shipped_text
from wopfield.store import (
    agreeing,
    assessments,
    conflicts,
    indicators,
    issuing,
    item_list,
    partnerships,
    people,
    section_texts,
    surroundings,
    visits,
)
from wopfield.store.counting import load_counted
from wopfield.store.editor import Editor
from wopfield.store.files import FileStore, smaller
from wopfield.store.on_paper import PAPERS, on_paper
from wopfield.store.rows import Row, derived_id
from wopfield.store.tables import (
    NOUNS,
    AgendaLine,
    AgreedRating,
    Answer,
    Assessment,
    Evidence,
    EvidenceFile,
    Feedback,
    Finding,
    Report,
    SectionText,
    TeamMember,
    Visit,
    VisitDay,
    VisitSite,
)

CHOICES: Mapping[str, tuple[object, ...]] = {
    "paper": PAPERS,
    "language": tuple(PAPER_NAMES),
    "audience": AUDIENCES,
    "name_people": (False, True),
}
"""What may be chosen for a draft, by its field."""

PRINT_PIXELS = 1000
"""The long side of a photo as it is printed: 82 mm at 300 dots to the inch."""

CheckKind = Literal["words", "agree", "conflicts", "figures"]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to look at before a report is issued; ``count`` 0 means it is as it should be."""

    kind: CheckKind
    count: int
    detail: str = ""
    """Such as the first figure that looks wrong."""


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One assessment in the list of reports."""

    assessment: Assessment
    visit_title: str
    draft: Report | None
    """None while nobody has begun one."""
    issued: Report | None
    count: Count
    """How far the team is; all is 0 while the checklist has not arrived."""


@dataclass(frozen=True, slots=True)
class ReportDesk:
    """What is chosen for the report of an assessment, and what to look at before it is issued."""

    assessment: Assessment
    visit_title: str
    partnership_name: str
    draft: Report
    begun: bool
    """Whether the draft is kept already."""
    issued: tuple[Report, ...]
    """What was issued of it, the newest first."""
    signing: list[str]
    """Who signs, by name."""
    checks: tuple[Check, ...]


def blank_draft(scope: str, assessment: Assessment, document: str = "", issued: Sequence[Report] = ()) -> Report:
    """Return the draft as it is before anybody chose anything; it has one id on every laptop.

    A row that was itself issued, as older programs did, is none any more.
    """
    taken, place = {row.id for row in issued}, 0
    while (row_id := derived_id("report", assessment.id, *filter(None, (document, str(place))))) in taken:
        place += 1
    return Report(scope=scope, id=row_id, assessment=assessment.id, visit=assessment.visit, document=document)


def of_assessment(session: Session, scope: str, assessment: str) -> list[Report]:
    """Return the reports of an assessment, issued ones first, the draft last."""
    rows = session.exec(select(Report).where(Report.scope == scope, Report.assessment == assessment, col(Report.alive)))
    return sorted(rows, key=lambda row: (row.status == "draft", str(row.issued), row.id))


def draft(session: Session, scope: str, assessment: Assessment, document: str = "") -> Report:
    """Return the draft of a document about an assessment; while nobody has begun one, as this laptop begins them."""
    rows = of_assessment(session, scope, assessment.id)
    begun = next((row for row in rows if row.status == "draft" and row.document == document), None)
    if begun is not None:
        return begun
    blank, here = blank_draft(scope, assessment, document, rows), on_paper(session)
    blank.paper, blank.language = here.paper, here.language
    return blank


def of_partnership(session: Session, scope: str) -> list[ReportLine]:
    """Return a line for each assessment that a report can be made of, the newest first."""
    lines = []
    for row in assessments.of_partnership(session, scope):
        if row.site:
            continue
        rows = of_assessment(session, scope, row.id)
        lines.append(
            ReportLine(
                row,
                _visit_title(session, row),
                next((report for report in rows if report.status == "draft"), None),
                next((report for report in reversed(rows) if report.status == "issued"), None),
                _count(session, row),
            )
        )
    return lines


def read_desk(
    session: Session,
    scope: str,
    assessment: str,
    person: str,
    catalogue: Catalogue,
    today: date,
    document: str = "",
) -> ReportDesk:
    """Return what the report screen shows beside the pages.

    Raises:
        BadInput: there is no such assessment here (any more).
    """
    row = assessments.find(session, scope, assessment)
    if row is None:
        raise BadInput(_("This assessment is not on this laptop."), safe=_("Nothing was changed."))
    shown = draft(session, scope, row, document)
    pair = partnerships.find(session, scope)
    checks = (
        Check("words", 0 if shown.headline.strip() and shown.message.strip() else 1),
        Check("agree", _not_agreed(session, scope, assessment, person)),
        Check("conflicts", _changed_twice(session, row, today)),
        _figures(session, scope, pair.partnership.mentee if pair else "", catalogue),
    )
    name = pair.partnership.name if pair else item_list.mentee_name(session, scope)
    begun = session.get(Report, (scope, shown.id)) is not None
    issued = tuple(issuing.of_draft(session, shown))
    signing = [known.name if (known := people.find(session, one)) else one for one in shown.signatories]
    return ReportDesk(row, _visit_title(session, row), name, shown, begun, issued, signing, checks)


def print_copies(session: Session, files: FileStore, scope: str, wanted: Collection[str]) -> dict[str, bytes]:
    """Return copies to print of photos, as JPEG by their SHA-256; one that has not arrived here is left out.

    Making a copy takes some 50 ms: do it away from the window's threads of reading and writing.
    """
    rows = session.exec(
        select(EvidenceFile).where(
            EvidenceFile.scope == scope, col(EvidenceFile.sha256).in_(sorted(wanted)), col(EvidenceFile.alive)
        )
    )
    copies: dict[str, bytes] = {}
    for row in rows:
        content = files.get(row.pieces) if row.media_type == "image/jpeg" else None
        if content is not None:
            copies[row.sha256] = smaller(content, PRINT_PIXELS)
    return copies


def set_sections(editor: Editor, shown: Report, sections: Sequence[str]) -> Report:
    """Choose the sections in their order.

    Raises:
        BadInput: none is left, or one is there twice.
    """
    if not sections or len(set(sections)) != len(sections):
        raise BadInput(
            _("A report needs at least one section, each once."),
            safe=_("Nothing was changed."),
            do=_("Tick a section."),
        )
    kept = editor.take(shown)
    kept.sections = list(sections)
    return kept


def choose(editor: Editor, shown: Report, field: str, value: object) -> Report:
    """Choose something else for a draft, such as its paper; ``field`` is one of ``CHOICES``.

    Raises:
        BadInput: it is nothing this program can print.
    """
    if value not in CHOICES.get(field, ()):
        raise BadInput(
            _("{value} is nothing this program can print.", value=value),
            safe=_("Nothing was changed."),
            do=_("Choose one of: {names}.", names=", ".join(map(str, CHOICES.get(field, ())))),
        )
    kept = editor.take(shown)
    setattr(kept, field, value)
    return kept


def write_section(editor: Editor, shown: SectionText, text: str) -> SectionText:
    """Write the team's title or words of a section, and begin the draft they belong to."""
    session = editor.session
    row = assessments.find(session, shown.scope, shown.assessment)
    if row is not None:
        editor.take(draft(session, shown.scope, row, shown.document))
    return section_texts.write(editor, shown, text)


def set_signatories(editor: Editor, shown: Report, signatories: Sequence[str]) -> Report:
    """Say who signs: each the id of a person, or a name as it was typed."""
    known = {person.name.casefold(): person.id for person in people.every(editor.session)}
    kept = editor.take(shown)
    kept.signatories = [known.get(name.casefold(), name) for name in signatories]
    return kept


def _count(session: Session, row: Assessment) -> Count:
    try:
        checklist = assessments.checklist_of(session, row)
    except NotAChecklist:
        return Count(0, 0, 0)  # the list is shown all the same
    # What the team agreed counts, too: of an older review nothing else may have been taken over.
    return progress(checklist, load_counted(session, row)).count


def _visit_title(session: Session, row: Assessment) -> str:
    visit = visits.find(session, row.scope, row.visit) if row.visit else None
    return visit.title if visit else ""


def _not_agreed(session: Session, scope: str, assessment: str, person: str) -> int:
    board = agreeing.read_board(session, scope, assessment, person)
    return len(board.rows) - board.agreed


def _changed_twice(session: Session, row: Assessment, today: date) -> int:
    """Return how many rows that the report tells of were changed in two places; those of other reviews are not."""
    told = surroundings.read_with(session, row, today)
    places = (place for place in conflicts.places(session) if place.scope == row.scope)
    found = (session.get(NOUNS[place.noun], (place.scope, place.row)) for place in places)
    return sum(_is_told(one, told, row.visit) for one in found if one is not None)


def _is_told(one: Row, told: Collection[str], visit: str) -> bool:
    """Return whether a row is of the assessments that are told of, else of the visit, else of the partnership."""
    match one:
        case Assessment():
            return one.id in told
        case Visit():
            return one.id == visit
        case Answer() | AgreedRating() | Finding() | SectionText() | Feedback() | Report():
            return one.assessment in told
        case Evidence() if one.assessment:
            return one.assessment in told
        case Evidence():
            return one.visit in {"", visit}
        case VisitDay() | AgendaLine() | TeamMember() | VisitSite():
            return one.visit == visit
    return True


def _figures(session: Session, scope: str, mentee: str, catalogue: Catalogue) -> Check:
    rows = indicators.by_place(indicators.of_utility(session, scope, mentee))
    doubts = indicators.doubts(indicators.figures(rows.values(), catalogue), catalogue)
    odd = [place for place, doubt in doubts.items() if not indicators.is_kept(rows.get(place), doubt)]
    if not odd:
        return Check("figures", 0)
    code, period = odd[0]
    variable = catalogue.variables.get(code)
    name = shipped_text(variable.name) or variable.name if variable else code
    return Check("figures", len(odd), f"{name} {period}")
