"""What the team writes in a report's draft: titles and words of its sections and areas, each a row of its own.

Two people who write about two areas change two rows, and nobody has to settle anything.
"""

from collections.abc import Mapping

from sqlmodel import Session, col, select

from wopfield.errors import Refused
from wopfield.language import _
from wopfield.store.editor import Editor
from wopfield.store.tables import Report, SectionText, section_text_id

PARTS = ("titles", "texts")

Place = tuple[str, str]
"""Of a text: its part, and the section."""


def of_document(session: Session, scope: str, assessment: str, document: str) -> dict[Place, SectionText]:
    """Return what is kept of a document about an assessment, by its place."""
    rows = session.exec(
        select(SectionText).where(
            SectionText.scope == scope,
            SectionText.assessment == assessment,
            SectionText.document == document,
            col(SectionText.alive),
        )
    )
    return {(row.part, row.section): row for row in rows}


def at_place(draft: Report, kept: Mapping[Place, SectionText], part: str, section: str) -> SectionText:
    """Return what stands in one place: what is kept, or, not kept yet, what an older program put in the draft.

    Raises:
        Refused: a section has no such part.
    """
    if part not in PARTS:
        raise Refused(_("A section has no such words."))
    found = kept.get((part, section))
    if found is not None:
        return found
    return SectionText(
        scope=draft.scope,
        id=section_text_id(draft.assessment, draft.document, part, section),
        assessment=draft.assessment,
        document=draft.document,
        part=part,
        section=section,
        text=getattr(draft, part).get(section, ""),
    )


def words_in(draft: Report, kept: Mapping[Place, SectionText], part: str) -> dict[str, str]:
    """Return the titles or the texts of a draft by section; where nothing is written there is none."""
    newer = {section: row.text for (of, section), row in kept.items() if of == part}
    return {section: words for section, words in {**getattr(draft, part), **newer}.items() if words}


def write(editor: Editor, shown: SectionText, text: str) -> SectionText:
    """Write in one place; an empty text takes away what stands there."""
    kept = editor.take(shown)
    kept.text = text.strip()
    return kept
