"""What a summary of one assessment is made from, in plain values: the store fills it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from wopfield.domain.around import Around
from wopfield.domain.by_function import Functions
from wopfield.domain.catalogue import Catalogue
from wopfield.domain.checklist import SELF, Checklist, Depth
from wopfield.domain.entry_line import EntryLine
from wopfield.domain.indicator import Entry
from wopfield.domain.summary import (
    ActionLine,
    Audience,
    EvidenceLine,
    FindingLine,
    GivenFigures,
    KeptFigure,
    Rating,
    ReportWords,
)
from wopfield.domain.then import Then


@dataclass(frozen=True, slots=True)
class About:
    """The names around an assessment, as they are shown."""

    partnership: str = ""
    partnership_name: str = ""
    purpose: str = ""
    mentor: str = ""
    mentee: str = ""
    mentee_country: str = ""
    visit_title: str = ""
    visit_place: str = ""
    visit_starts: date | None = None
    visit_ends: date | None = None
    assessment_title: str = ""
    baseline_title: str = ""
    baseline_date: date | None = None
    team: tuple[tuple[str, str], ...] = ()
    sites: tuple[str, ...] = ()
    show_overall: bool = False


@dataclass(frozen=True, slots=True)
class Material:
    """What a summary is made from."""

    checklist: Checklist
    today: date
    about: About = field(default_factory=About)
    areas: tuple[str, ...] = ()
    """The areas that are asked; empty means all."""
    depth: Depth = "full"
    answers: Mapping[tuple[str, str], Rating] = field(default_factory=dict)
    """By code of item and rater."""
    self_rater: str = SELF
    agreed: Mapping[str, Rating] = field(default_factory=dict)
    """By code of item."""
    baseline: Mapping[str, Rating] = field(default_factory=dict)
    """What counted in the baseline (``score.item_results``), by code of item."""
    findings: tuple[FindingLine, ...] = ()
    """Their ``evidence`` are ids of rows; the summary turns them into codes."""
    baseline_findings: tuple[FindingLine, ...] = ()
    """The same of the baseline."""
    evidence: tuple[EvidenceLine, ...] = ()
    """Without codes."""
    actions: tuple[ActionLine, ...] = ()
    """Without codes."""
    whole_plan: bool = True
    """Whether all of them are told of, or those alone that answer what is told of here."""
    numbers: Mapping[str, int] = field(default_factory=dict)
    """The number each row of evidence and each action was given, by id."""
    catalogue: Catalogue | None = None
    entries: Mapping[str, Mapping[str, Entry]] = field(default_factory=dict)
    """By period, then by code of variable."""
    indicators: tuple[str, ...] = ()
    """Codes of the indicators to show; empty means all that have a result, and the key ones."""
    key_indicators: tuple[str, ...] = ()
    """Codes for page one; empty means the key indicators of the catalogue."""
    words: ReportWords = field(default_factory=ReportWords)
    open_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """See ``Summary``."""
    around: Around = field(default_factory=Around)
    """Without what comes from entries."""
    audience: Audience = "team"
    """For whom it is summed up: what was written for fewer readers is left out."""
    sources: Mapping[str, str] = field(default_factory=dict)
    """Where the newest entry of each variable comes from, by its code."""
    kept_figures: tuple[KeptFigure, ...] = ()
    entry_lines: tuple[EntryLine, ...] = ()
    given_figures: tuple[GivenFigures, ...] = ()
    then: Then | None = None
    """The time it belongs to, where another review followed; its entries and surroundings are those of then."""
    unnamed: Functions | None = None
    """What stands for each of those who are not to be named; None where people are named."""
