"""The nouns every device keeps, one row class each; all of them are shared through the log.

Texts are empty rather than None where nothing was said; None is kept for "no answer". Figures are decimal text.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, Column, Index
from sqlmodel import Field

from wopfield.store.rows import Row, derived_id, nouns


def _list() -> Any:  # SQLModel types a column factory as Any
    return Field(default_factory=list, sa_column=Column(JSON, nullable=False))


def _words() -> Any:  # as above
    return Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


# ── commons ──────────────────────────────────────────────────────────────────────────────────────────────────


class Utility(Row, table=True):
    """A water or sanitation service provider."""

    __tablename__ = "utility"
    name: str = ""
    short_name: str = ""
    country: str = ""
    city: str = ""
    people_served: int | None = None
    hours_of_supply: str = ""
    currency: str = ""


class Person(Row, table=True):
    """Somebody who takes part; ``utility`` is an id or empty."""

    __tablename__ = "person"
    name: str = ""
    function: str = ""
    utility: str = ""
    email: str = ""


# ── a partnership ────────────────────────────────────────────────────────────────────────────────────────────


class Partnership(Row, table=True):
    """A WOP; its id is its scope."""

    __tablename__ = "partnership"
    registers: ClassVar[Mapping[str, tuple[str, ...]]] = {"period": ("starts", "ends")}
    name: str = ""
    purpose: str = ""
    mentor: str = ""
    mentee: str = ""
    starts: date | None = None
    ends: date | None = None
    show_overall: bool = False


class Member(Row, table=True):
    """A person's role in a partnership; only the server writes it."""

    __tablename__ = "member"
    registers: ClassVar[Mapping[str, tuple[str, ...]]] = {"membership": ("person", "role")}
    person: str = ""
    role: str = ""


class Objective(Row, table=True):
    """What the partnership wants to reach: start, goal and, where it follows an indicator, its code."""

    __tablename__ = "objective"
    registers: ClassVar[Mapping[str, tuple[str, ...]]] = {"figures": ("start", "now", "goal", "unit")}
    by_rule: ClassVar[frozenset[str]] = frozenset({"place"})
    text: str = ""
    indicator: str = ""
    start: str = ""
    now: str = ""
    goal: str = ""
    unit: str = ""
    by: date | None = None
    place: str = ""


class Site(Row, table=True):
    """A place of the mentee; ``kind`` is a site type of the site-inspection checklist, or empty."""

    __tablename__ = "site"
    name: str = ""
    kind: str = ""
    where: str = ""
    note: str = ""


# ── a visit ──────────────────────────────────────────────────────────────────────────────────────────────────


class Visit(Row, table=True):
    """A stay at the mentee."""

    __tablename__ = "visit"
    registers: ClassVar[Mapping[str, tuple[str, ...]]] = {"period": ("starts", "ends")}
    title: str = ""
    kind: str = ""
    starts: date | None = None
    ends: date | None = None
    place: str = ""
    note: str = ""


class VisitDay(Row, table=True):
    """One day of a visit and its summary; its id is derived from both."""

    __tablename__ = "visit_day"
    registers: ClassVar[Mapping[str, tuple[str, ...]]] = {"about": ("visit", "day")}
    visit: str = Field(default="", index=True)
    day: date | None = None
    title: str = ""
    summary: str = ""


class AgendaLine(Row, table=True):
    """Something planned in a visit: when, what, where, with whom, and the areas it looks at."""

    __tablename__ = "agenda_line"
    registers: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "about": ("visit",),
        "time": ("day", "starts", "ends"),
    }
    visit: str = Field(default="", index=True)
    day: date | None = None
    starts: str = ""
    ends: str = ""
    title: str = ""
    where: str = ""
    site: str = ""
    people: list[str] = _list()
    areas: list[str] = _list()
    done: bool = False
    note: str = ""


class TeamMember(Row, table=True):
    """A reviewer in a visit, or one of its hosts; its id is derived from visit and person."""

    __tablename__ = "team_member"
    registers: ClassVar[Mapping[str, tuple[str, ...]]] = {"about": ("visit", "person")}
    visit: str = Field(default="", index=True)
    person: str = ""
    task: str = ""
    host: bool = False


class VisitSite(Row, table=True):
    """A site that a visit looks at; its id is derived from both."""

    __tablename__ = "visit_site"
    registers: ClassVar[Mapping[str, tuple[str, ...]]] = {"about": ("visit", "site")}
    by_rule: ClassVar[frozenset[str]] = frozenset({"place"})
    visit: str = Field(default="", index=True)
    site: str = ""
    planned: date | None = None
    place: int = 0


# ── checklists and assessments ───────────────────────────────────────────────────────────────────────────────


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
    areas: list[str] = _list()
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
    pieces: list[str] = _list()
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
    evidence: list[str] = _list()
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


class IndicatorEntry(Row, table=True):
    """The value of a variable for a utility and period; its id is derived from the three."""

    __tablename__ = "indicator_entry"
    __table_args__ = (Index("ix_indicator_entry_utility", "scope", "utility"),)
    registers: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "about": ("utility", "variable", "period"),
        "figure": ("value", "unit", "state"),
        "rate": ("rate", "rate_date"),
        "warning": ("kept", "kept_reason"),
    }
    utility: str = ""
    variable: str = ""
    period: str = ""
    value: str = ""
    unit: str = ""
    state: str = "measured"
    """measured, not_measured or not_applicable; only the first has a value."""
    rate: str = ""
    """How much of the utility's own currency one of the unit's currency was, where that is another one."""
    rate_date: str = ""
    """The day of that rate, as YYYY-MM-DD."""
    basis: str = ""
    """measured, estimated or stated; empty until somebody says."""
    confidence: str = ""
    margin: str = ""
    """How far the true figure may lie from this one, as ± % at 95 %; empty goes by the confidence."""
    source: str = ""
    evidence: str = ""
    """The id of the piece of evidence the figure was read from."""
    note: str = ""
    kept: str = ""
    """The warning that was kept although the program asked; empty when none."""
    kept_reason: str = ""


class OwnVariable(Row, table=True):
    """A variable people of a partnership added themselves; its id is derived from its code."""

    __tablename__ = "own_variable"
    registers: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "about": ("code",),
        "limits": ("plausible_min", "plausible_max"),
    }
    code: str = ""
    name: str = ""
    unit: str = ""
    definition: str = ""
    plausible_min: str = ""
    plausible_max: str = ""


class OwnIndicator(Row, table=True):
    """An indicator people of a partnership added themselves; its id is derived from its code."""

    __tablename__ = "own_indicator"
    registers: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "about": ("code",),
        "formula": ("formula", "unit"),
        "limits": ("typical_min", "typical_max"),
        "good_practice": ("good_practice_value", "good_practice_source"),
    }
    code: str = ""
    name: str = ""
    formula: str = ""
    unit: str = ""
    direction: str = "higher_better"
    typical_min: str = ""
    typical_max: str = ""
    good_practice_value: str = ""
    good_practice_source: str = ""
    definition: str = ""


class ComparisonGroup(Row, table=True):
    """Utilities of an imported table to compare with: how many they are, median and quartiles, and no single one."""

    __tablename__ = "comparison_group"
    registers: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "table": ("file", "taken_in", "utilities", "first_period", "last_period", "shapes"),
    }
    title: str = ""
    source: str = ""
    file: str = ""
    taken_in: date | None = None
    utilities: int = 0
    first_period: str = ""
    last_period: str = ""
    shapes: dict[str, list[str]] = _words()
    """By code of indicator: how many have it, lower quartile, median, upper quartile, as decimal text."""


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
    sections: list[str] = _list()
    headline: str = ""
    message: str = ""
    signatories: list[str] = _list()
    titles: dict[str, str] = _words()
    """The team's title of a section, by the section's name."""
    texts: dict[str, str] = _words()
    """What the team says at the head of a section, by the section's name."""
    language: str = "en"
    paper: str = "A4"
    audience: str = "utility"
    """For whom it is printed: team, utility or report, which is anybody."""
    name_people: bool = False
    """Whether those who were met are named."""


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


NOUNS: Mapping[str, type[Row]] = nouns(
    iter(
        (
            Utility,
            Person,
            Partnership,
            Member,
            Objective,
            Site,
            Visit,
            VisitDay,
            AgendaLine,
            TeamMember,
            VisitSite,
            ChecklistVersion,
            Assessment,
            Answer,
            AgreedRating,
            Evidence,
            EvidenceFile,
            Finding,
            Action,
            IndicatorEntry,
            OwnVariable,
            OwnIndicator,
            ComparisonGroup,
            Report,
            Feedback,
        )
    )
)
"""Every shared noun by the word it travels under, in reading order."""


def answer_id(assessment: str, item: str, rater: str) -> str:
    """Return the id that an answer has on every laptop."""
    return derived_id("answer", assessment, item, rater)


def agreed_rating_id(assessment: str, item: str) -> str:
    """Return the id that an agreed rating has on every laptop."""
    return derived_id("agreed_rating", assessment, item)


def indicator_entry_id(utility: str, variable: str, period: str) -> str:
    """Return the id that an indicator entry has on every laptop."""
    return derived_id("indicator_entry", utility, variable, period)


def own_variable_id(scope: str, code: str) -> str:
    """Return the id that a variable people added has on every laptop."""
    return derived_id("own_variable", scope, code)


def own_indicator_id(scope: str, code: str) -> str:
    """Return the id that an indicator people added has on every laptop."""
    return derived_id("own_indicator", scope, code)


def checklist_version_id(scope: str, code: str, version: str) -> str:
    """Return the id that a version of a checklist has in a scope on every laptop."""
    return derived_id("checklist_version", scope, code, version)


def visit_day_id(visit: str, day: date) -> str:
    """Return the id that a day of a visit has on every laptop."""
    return derived_id("visit_day", visit, day.isoformat())


def team_member_id(visit: str, person: str) -> str:
    """Return the id that a person's place in a visit's team has on every laptop."""
    return derived_id("team_member", visit, person)


def visit_site_id(visit: str, site: str) -> str:
    """Return the id that a site has in a visit on every laptop."""
    return derived_id("visit_site", visit, site)
