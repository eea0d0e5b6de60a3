"""Evidence, what was found, and what is done about it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import Index
from sqlmodel import Field

from wopfield.store.rows import Row
from wopfield.store.tables.columns import list_column


class Evidence(Row, table=True):
    """A photo, document, record, interview or observation, numbered E1, E2 …"""

    __tablename__ = "evidence"
    __table_args__ = (Index("ix_evidence_assessment", "scope", "assessment"),)
    registers: ClassVar[Mapping[str, tuple[str, ...]]] = {"about": ("assessment", "item", "visit")}
    number: int = 0
    kind: str = ""
    title: str = ""
    note: str = ""
    assessment: str = ""
    item: str = ""
    visit: str = ""
    taken: datetime | None = None
    where: str = ""
    may_be_shared: bool = False
    audience: str = "report"
    """Who may read of it: team, utility or report."""


class EvidenceFile(Row, table=True):
    """The file behind a piece of evidence: its hash, and the hashes of its pieces in order."""

    __tablename__ = "evidence_file"
    registers: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "file": ("evidence", "name", "media_type", "size", "sha256", "pieces", "width", "height")
    }
    evidence: str = Field(default="", index=True)
    name: str = ""
    media_type: str = ""
    size: int = 0
    sha256: str = ""
    pieces: list[str] = list_column()
    width: int = 0
    height: int = 0


class Finding(Row, table=True):
    """A strength, a gap or a recommendation, with the evidence behind it."""

    __tablename__ = "finding"
    __table_args__ = (Index("ix_finding_assessment", "scope", "assessment"),)
    registers: ClassVar[Mapping[str, tuple[str, ...]]] = {"about": ("assessment", "area", "item")}
    kind: str = ""
    text: str = ""
    assessment: str = ""
    area: str = ""
    item: str = ""
    effect: str = ""
    cause: str = ""
    recommendation: str = ""
    evidence: list[str] = list_column()
    priority: str = "medium"
    in_summary: bool = False
    audience: str = "report"
    """Who may read it: team, utility or report."""


class Action(Row, table=True):
    """A line of the improvement plan."""

    __tablename__ = "action"
    registers: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "period": ("starts", "due"),
        "progress": ("status", "percent", "done_note"),
    }
    number: int = 0
    title: str = ""
    finding: str = ""
    area: str = ""
    item: str = ""
    owner: str = ""
    support: str = ""
    starts: date | None = None
    due: date | None = None
    status: str = "not_started"
    percent: int = 0
    done_note: str = ""
    expected_result: str = ""
    goal_level: int | None = None
    resources: str = ""
    horizon: str = "partnership"
    priority: str = "medium"
    audience: str = "report"
    """Who may read it: team, utility or report; never more than may read the finding it answers."""
