"""What the team wrote for one document about an assessment, and what of it was changed in two places."""

from sqlmodel import Session, col, select

from wopfield.domain.summary import ReportWords, Signatory
from wopfield.store import people, section_texts
from wopfield.store.counting import standing_words
from wopfield.store.rows import COMMONS, Row
from wopfield.store.tables import Report, Utility
from wopfield.store.tables.reports import OF_AREA


def written(session: Session, scope: str, assessment: str, document: str) -> ReportWords:
    """Return what the team wrote for the report: in the draft, else in the newest one issued."""
    row = _newest(session, scope, assessment, document)
    if row is None:
        return ReportWords()
    kept = section_texts.of_document(session, scope, assessment, document)
    texts = section_texts.words_in(row, kept, "texts")
    signatories = tuple(_signatory(session, named) for named in row.signatories)
    return ReportWords(
        headline=row.headline,
        message=row.message,
        section_titles=section_texts.words_in(row, kept, "titles"),
        section_texts={name: words for name, words in texts.items() if not name.startswith(OF_AREA)},
        area_context={name.removeprefix(OF_AREA): words for name, words in texts.items() if name.startswith(OF_AREA)},
        signatories=signatories,
    )


def standing(session: Session, scope: str, assessment: str, document: str) -> dict[str, tuple[str, ...]]:
    """Return all that stands of the words that were changed in two places, by their place in the report."""
    row = _newest(session, scope, assessment, document)
    if row is None:
        return {}
    places: dict[str, tuple[Row, str, str]] = {
        name: (row, name, getattr(row, name)) for name in ("headline", "message") if row.is_open(name)
    }
    for (part, section), text in section_texts.of_document(session, scope, assessment, document).items():
        if text.is_open("text"):
            places[f"{part}:{section}"] = (text, "text", text.text)
    return {
        place: (printed, *(words for words in standing_words(session, kept, register) if words != printed.strip()))
        for place, (kept, register, printed) in places.items()
    }


def _newest(session: Session, scope: str, assessment: str, document: str) -> Report | None:
    """Return the draft of a report, else the newest one issued."""
    rows = session.exec(
        select(Report).where(
            Report.scope == scope,
            Report.assessment == assessment,
            Report.document == document,
            col(Report.alive),
        )
    ).all()
    return max(rows, key=lambda row: (row.status == "draft", str(row.issued), row.id), default=None)


def _signatory(session: Session, named: str) -> Signatory:
    """Return who signs: a person by id, or whoever was typed."""
    person = people.find(session, named)
    if person is None:
        return Signatory(named, "", "")
    utility = session.get(Utility, (COMMONS, person.utility)) if person.utility else None
    return Signatory(person.name, person.function, utility.name if utility else "")
