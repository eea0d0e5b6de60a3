"""What a person chooses for a report, beside what it says."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from wopfield.domain.summary import Audience
from wopfield.errors import BadInput
from wopfield.language import _
from wopfield.report.documents import ALL_SECTIONS, DOCUMENTS, SECTION_NAMES
from wopfield.report.page import Paper

Status = Literal["draft", "comment", "final"]


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version that was issued, as the sign-off page lists it; ``note`` says what changed in it."""

    version: str
    day: date
    status: Status
    note: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """How a report is made: its sections in order, its paper, and what names it.

    ``number`` and ``version`` name the document (``WOP-2026-0147``, ``1.2``); ``confidentiality`` stands in
    the footer; ``language`` is the code of the report's language. ``issued_by`` and ``seal_key`` are whoever
    issues it and the code of the key it is sealed with, empty while it is only being looked at.

    Raises:
        BadInput: a section is unknown or twice there, or the number or version is too long to print.
    """

    sections: tuple[str, ...] = SECTION_NAMES
    document: str = "peer_review"
    paper: Paper = "A4"
    greyscale: bool = False
    light_cover: bool = False
    """Whether the cover is white with dark type, which takes less ink."""
    archive: bool = False
    """Whether the file is PDF/A-1b; that forbids to pack its objects, and it is three times as large."""
    number: str = ""
    version: str = "1.0"
    status: Status = "draft"
    confidentiality: str = ""
    language: str = "en"
    issued_by: str = ""
    seal_key: str = ""
    audience: Audience = "utility"
    """For whom it is printed; one for anybody has no annex of answers."""
    name_people: bool = False
    """Whether those who were met are named; else only their functions are printed."""
    period: str = ""
    """The period whose water balance is printed; empty for the newest."""
    versions: tuple[VersionLine, ...] = ()
    """The versions issued before, the oldest first."""
    change_note: str = ""
    """What changed since the version before, in words of whoever issues it."""

    def __post_init__(self) -> None:
        known = self.document in DOCUMENTS and ALL_SECTIONS.issuperset(self.sections)
        if not known or len(set(self.sections)) != len(self.sections) or not self.sections:
            offered = DOCUMENTS.get(self.document, SECTION_NAMES)
            raise BadInput(
                _("The report cannot be put together from these sections: {names}.", names=", ".join(self.sections)),
                do=_("Choose each section at most once, from: {names}.", names=", ".join(offered)),
            )
        if len(self.number) > 60 or len(self.version) > 20:
            raise BadInput(
                _("The number or the version of the report is too long to print."),
                do=_("Use at most 60 characters for the number and 20 for the version."),
            )
