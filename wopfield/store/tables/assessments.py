"""Checklists as they were used, assessments, and what is answered and agreed in them."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from sqlalchemy import Index
from sqlmodel import Field

from wopfield.store.rows import Row, derived_id
from wopfield.store.tables.columns import list_column


class ChecklistVersion(Row, table=True):
    """A compiled checklist, kept where it is used; its id is derived from scope, code and version."""

    __tablename__ = "checklist_version"
    registers: ClassVar[Mapping[str, tuple[str, ...]]] = {"content": ("code", "version", "title", "content")}
    code: str = ""
    version: str = ""
    title: str = ""
    content: str = ""


class Assessment(Row, table=True):
    """One checklist being answered for one purpose."""

    __tablename__ = "assessment"
    registers: ClassVar[Mapping[str, tuple[str, ...]]] = {"about": ("checklist", "visit", "site", "areas")}
    title: str = ""
    checklist: str = ""
    visit: str = Field(default="", index=True)
    site: str = ""
    areas: list[str] = list_column()
    """The areas of the checklist that are asked; empty means all."""
    depth: str = "full"
    baseline: str = ""
    started: date | None = None
    closed: bool = False
    hide_colleagues: bool = True


class Answer(Row, table=True):
    """What one rater says about one item; its id is derived from assessment, item and rater."""

    __tablename__ = "answer"
    __table_args__ = (Index("ix_answer_assessment", "scope", "assessment"),)
    registers: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "about": ("assessment", "item", "rater"),
        "rating": ("level", "value", "does_not_apply", "not_seen", "reason"),
    }
    assessment: str = ""
    item: str = ""
    rater: str = ""
    level: int | None = None
    value: str = ""
    does_not_apply: bool = False
    not_seen: bool = False
    reason: str = ""
    confidence: str = ""
    comment: str = ""
    flagged: bool = False
    audience: str = "report"
    """Who may read the comment: team, utility or report."""


class AgreedRating(Row, table=True):
    """The team's one level for an item; its id is derived from assessment and item."""

    __tablename__ = "agreed_rating"
    __table_args__ = (Index("ix_agreed_rating_assessment", "scope", "assessment"),)
    registers: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "about": ("assessment", "item"),
        "rating": ("level", "does_not_apply"),
    }
    assessment: str = ""
    item: str = ""
    level: int | None = None
    does_not_apply: bool = False
    reason: str = ""
    talk_later: bool = False
    audience: str = "utility"
    """Who may read the reason; one for everybody waits until somebody says so."""


def checklist_version_id(scope: str, code: str, version: str) -> str:
    """Return the id that a version of a checklist has in a scope on every laptop."""
    return derived_id("checklist_version", scope, code, version)


def answer_id(assessment: str, item: str, rater: str) -> str:
    """Return the id that an answer has on every laptop."""
    return derived_id("answer", assessment, item, rater)


def agreed_rating_id(assessment: str, item: str) -> str:
    """Return the id that an agreed rating has on every laptop."""
    return derived_id("agreed_rating", assessment, item)
