"""What rows and their registers are called, in the words people use: for settling, history and the waiting list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from wopfield.domain.checklist import SELF, Checklist
from wopfield.errors import NotAChecklist
from wopfield.language import _, meant
from wopfield.store import assessments, people
from wopfield.store.common_words import common_words
from wopfield.store.rows import COMMONS, Row, noun_of
from wopfield.store.tables import (
    Action,
    AgendaLine,
    AgreedRating,
    Answer,
    Assessment,
    ChecklistVersion,
    ComparisonGroup,
    Evidence,
    EvidenceFile,
    Feedback,
    Finding,
    IndicatorEntry,
    Member,
    Objective,
    OwnIndicator,
    OwnVariable,
    Partnership,
    Person,
    Report,
    SectionText,
    Site,
    TeamMember,
    Utility,
    Visit,
    VisitDay,
    VisitSite,
)

_SHORT = 60
"""So many letters of a longer text stand in a title."""

REFERENCES: Mapping[str, type[Row]] = {
    "mentor": Utility,
    "mentee": Utility,
    "utility": Utility,
    "person": Person,
    "same_as": Person,
    "people": Person,
    "owner": Person,
    "rater": Person,
    "site": Site,
    "visit": Visit,
    "assessment": Assessment,
    "baseline": Assessment,
    "evidence": Evidence,
    "finding": Finding,
}
"""Fields that hold ids, with what they point at; where the id is not known the field is words."""


@dataclass(frozen=True, slots=True)
class RowName:
    """How a row is called, and where it belongs, such as "Follow-up 2026 · Financial management"."""

    title: str
    where: str


def row_name(session: Session, row: Row, variables: Mapping[str, str] | None = None) -> RowName:
    """Return what people call a row; ``variables`` are the names of variables by their code."""
    name = name_within(session, row, variables)
    if isinstance(row, Answer | AgreedRating):
        return name
    return RowName(name.title, " · ".join(filter(None, (name.where, partnership_name(session, row.scope)))))


def name_within(session: Session, row: Row, variables: Mapping[str, str] | None = None) -> RowName:
    """Return what people who are looking at its partnership call a row."""
    if isinstance(row, Answer | AgreedRating):
        return _answer_name(session, row)
    title = _title(row, variables or {}) or _other_title(session, row) or noun_words(noun_of(type(row)))
    where = ""
    if isinstance(row, Finding | Evidence | Report | SectionText | Feedback) and row.assessment:
        assessment = session.get(Assessment, (row.scope, row.assessment))
        where = assessment.title if assessment else ""
    elif isinstance(row, VisitDay | AgendaLine | TeamMember | VisitSite):
        visit = session.get(Visit, (row.scope, row.visit))
        where = visit.title if visit else ""
    return RowName(title, where)


def partnership_name(session: Session, scope: str) -> str:
    """Return what a scope is called."""
    if scope == COMMONS:
        return _("Shared by all partnerships")
    partnership = session.get(Partnership, (scope, scope))
    return partnership.name if partnership else ""


def names_of_ids(session: Session, scope: str, values: Iterable[Mapping[str, object]]) -> dict[str, str]:
    """Return the names of everything that these values point at, by id."""
    wanted: dict[type[Row], set[str]] = {}
    for fields in values:
        for field, value in fields.items():
            if field in REFERENCES:
                ids = value if isinstance(value, list | tuple) else [value]
                wanted.setdefault(REFERENCES[field], set()).update(str(each) for each in ids if each)
    names: dict[str, str] = {}
    for model, ids_of in wanted.items():
        place = COMMONS if model in (Utility, Person) else scope
        rows = session.exec(select(model).where(model.scope == place, col(model.id).in_(sorted(ids_of))))
        names.update({row.id: _title(_who_stands(session, row), {}) for row in rows})
    return {row_id: name for row_id, name in names.items() if name}


def noun_words(noun: str) -> str:
    """Return what a row of a noun is called when nothing more is known of it."""
    return {
        "utility": _("Utility"),
        "person": _("Person"),
        "partnership": _("Partnership"),
        "member": _("Member"),
        "objective": _("Objective"),
        "site": _("Site"),
        "visit": _("Visit"),
        "visit_day": _("Day of a visit"),
        "agenda_line": _("Line of the agenda"),
        "team_member": _("Member of the team"),
        "visit_site": _("Site of a visit"),
        "checklist_version": _("Checklist"),
        "assessment": _("Assessment"),
        "answer": _("Rating"),
        "agreed_rating": _("Agreed rating"),
        "evidence": _("Evidence"),
        "evidence_file": _("File"),
        "finding": _("Finding"),
        "action": _("Action"),
        "indicator_entry": _("Figure"),
        "own_variable": _("Figure of our own"),
        "own_indicator": _("Indicator of our own"),
        "comparison_group": _("Utilities to compare with"),
        "report": _("Report"),
        "section_text": _("Words of the report"),
        "feedback": _("Comment of the utility"),
        "acceptance": _("Accepted by the server"),
    }.get(noun) or _("Something that a newer version of the program keeps")


def register_words(noun: str, register: str) -> str:
    """Return what a register of a noun is called."""
    special = {
        ("agreed_rating", "reason"): _("Why"),
        ("answer", "comment"): _("What we saw"),
        ("answer", "about"): _("What it is about"),
        ("evidence", "place"): _("Order"),
        ("indicator_entry", "warning"): _("Warning kept"),
        ("indicator_entry", "confidence"): _("How sure"),
        ("indicator_entry", "rate"): _("Exchange rate"),
        ("indicator_entry", "basis"): _("How it was got"),
        ("indicator_entry", "margin"): _("± % at 95 %"),
        ("answer", "confidence"): _("How sure"),
        ("agenda_line", "time"): _("Day and time"),
        ("finding", "text"): _("What was found"),
        ("objective", "text"): _("Objective"),
        ("action", "support"): _("Supported by"),
        ("agenda_line", "people"): _("Who"),
        ("agenda_line", "title"): _("What"),
        ("finding", "evidence"): _("Proved by"),
        ("finding", "in_summary"): _("On the report’s first page"),
        ("indicator_entry", "source"): _("Where it comes from"),
        ("site", "kind"): _("Kind of site"),
        ("visit", "kind"): _("Kind of visit"),
        ("visit_day", "summary"): _("What the day brought"),
        ("visit_day", "title"): _("What the day is for"),
        ("report", "issue"): meant("Issue", "what was issued"),
        ("section_text", "about"): _("What it is about"),
        ("feedback", "text"): _("What the utility says"),
        ("feedback", "changed"): _("Report changed"),
    }
    return special.get((noun, register)) or common_words().get(register) or register.replace("_", " ").capitalize()


def _answer_name(session: Session, row: Answer | AgreedRating) -> RowName:
    assessment = session.get(Assessment, (row.scope, row.assessment))
    checklist = _checklist(session, assessment)
    item = checklist.find_item(row.item) if checklist else None
    area = checklist.find_area(item.area) if checklist and item else None
    called = f"{item.number}  {item.title}" if item else row.item
    if isinstance(row, AgreedRating):
        title = _("{item}: agreed rating", item=called)
    elif row.rater == SELF:
        title = _("{item}: self-rating", item=called)
    else:
        person = people.find(session, row.rater)
        name = person.name if person else ""
        title = _("{item}: rating of {name}", item=called, name=name) if name else _("{item}: rating", item=called)
    where = (assessment.title if assessment else "", area.title if area else "")
    return RowName(title, " · ".join(filter(None, where)))


def _checklist(session: Session, assessment: Assessment | None) -> Checklist | None:
    """Return the checklist of an assessment, None where it has not arrived here."""
    if assessment is None:
        return None
    try:
        return assessments.worded_checklist_of(session, assessment)
    except NotAChecklist:
        return None


def _title(row: Row, variables: Mapping[str, str]) -> str:
    match row:
        case Utility() | Person() | Partnership() | Site() | OwnVariable() | OwnIndicator() | EvidenceFile():
            return row.name
        case Visit() | Assessment() | AgendaLine() | ComparisonGroup():
            return _shortened(row.title)
        case VisitDay():
            return _shortened(row.title or (row.day.isoformat() if row.day else ""))
        case Objective():
            return _shortened(row.text)
        case Finding() | Action() | Evidence():
            return _marked_title(row)
        case ChecklistVersion():
            return " ".join(filter(None, (row.title, row.version)))
        case Report():
            return " ".join(filter(None, (row.number, row.version)))
        case IndicatorEntry():
            return ", ".join(filter(None, (variables.get(row.variable, row.variable), row.period)))
        case _:
            return ""


def _marked_title(row: Finding | Action | Evidence) -> str:
    """Return a title behind its mark, such as ``E12``; one that is not numbered yet stands without."""
    match row:
        case Finding():
            kind = {"strength": _("Strength"), "gap": _("Gap"), "recommendation": _("Recommendation")}.get(row.kind, "")
            words = _shortened(row.text)
            return _("{kind}: {words}", kind=kind, words=words) if kind and words else kind or words
        case Action():
            mark = f"A-{row.number:02}" if row.number else ""
        case Evidence():
            mark = f"E{row.number}" if row.number else ""
    return "  ".join(filter(None, (mark, _shortened(row.title))))


def _other_title(session: Session, row: Row) -> str:
    """Return the name of the one thing that a row without words of its own points at."""
    match row:
        case TeamMember() | Member():
            person = people.find(session, row.person)
            return person.name if person else ""
        case VisitSite():
            site = session.get(Site, (row.scope, row.site))
            return site.name if site else ""
        case _:
            return ""


def _who_stands(session: Session, row: Row) -> Row:
    return people.find(session, row.id) or row if isinstance(row, Person) else row


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else line[: _SHORT - 1].rstrip(" .,;:") + "…"
