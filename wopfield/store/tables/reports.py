"""Reports, and what the utility says of them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import ClassVar

from sqlmodel import Field

from wopfield.store.rows import Row, derived_id
from wopfield.store.tables.columns import list_column, words_column

OF_AREA = "area:"
"""What stands before the code of an area, where its words stand among those of the sections."""


def words_of_area(code: str) -> str:
    """Return the name under which the team's words on an area stand among those of the sections."""
    return OF_AREA + code


class Report(Row, table=True):
    """A document about an assessment: its draft with sections and words, or one that was issued.

    An issued one is a row of its own beside the draft, so that no two people issue one row apart; its file is the
    ``EvidenceFile`` that names it.
    """

    __tablename__ = "report"
    registers: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "about": ("assessment", "visit"),
        "issue": (
            "number", "version", "status", "fingerprint", "issued", "stage", "issuer", "change_note", "sha256",
        ),
    }  # fmt: skip
    assessment: str = Field(default="", index=True)
    visit: str = ""
    number: str = ""
    version: str = ""
    status: str = "draft"
    """draft or issued."""
    stage: str = ""
    """What an issued one is: draft, comment or final; empty in old ones, which are final."""
    fingerprint: str = ""
    issued: datetime | None = None
    issuer: str = ""
    change_note: str = ""
    """What is different from the version before, in a line."""
    sha256: str = ""
    """Of the issued file, whole."""
    document: str = ""
    """Which document; empty for the peer-review report."""
    sections: list[str] = list_column()
    headline: str = ""
    message: str = ""
    signatories: list[str] = list_column()
    titles: dict[str, str] = words_column()
    texts: dict[str, str] = words_column()
    """As older programs kept what is now a ``SectionText`` each, by section; those written since go before them."""
    language: str = "en"
    paper: str = "A4"
    audience: str = "utility"
    """For whom it is printed: team, utility or report, which is anybody."""
    name_people: bool = False
    """Whether those who were met are named."""


def section_text_id(assessment: str, document: str, part: str, section: str) -> str:
    """Return the id that the words of one section have on every laptop."""
    return derived_id("section_text", assessment, document, part, section)


class SectionText(Row, table=True):
    """What the team says in one place of a report's draft: each place is written without touching another."""

    __tablename__ = "section_text"
    registers: ClassVar[Mapping[str, tuple[str, ...]]] = {"about": ("assessment", "document", "part", "section")}
    assessment: str = Field(default="", index=True)
    document: str = ""
    part: str = "texts"
    """titles or texts: what stands above a section, or at its head."""
    section: str = ""
    """The name of a section, or of an area (``words_of_area``)."""
    text: str = ""


class Feedback(Row, table=True):
    """What the utility says of a draft report, and what the team replies."""

    __tablename__ = "feedback"
    registers: ClassVar[Mapping[str, tuple[str, ...]]] = {"about": ("assessment",)}
    assessment: str = Field(default="", index=True)
    section: str = ""
    """The name of a section; empty for the whole report."""
    text: str = ""
    said_by: str = ""
    day: date | None = None
    reply: str = ""
    changed: bool = False
    """Whether the report was changed because of it."""
    audience: str = "utility"
    """Who may read both: team, utility or report; one for everybody waits until somebody says so."""
