"""Everything worked out from one assessment, ready to show or print.

A summary is one frozen value. Screens, report and command line show the same one, so a figure on paper is the
figure on screen. Nothing here reads a clock or a database; ``store/summaries.py`` loads what it is made from.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from wopfield.domain.around import Around
from wopfield.domain.checklist import ResponseType
from wopfield.domain.entry_line import EntryLine
from wopfield.domain.grade import Confidence as Confidence
from wopfield.domain.grade import Direction as Direction
from wopfield.domain.quantity import change_between
from wopfield.domain.remark import Remark

Audience = Literal["team", "utility", "report"]
"""Who may read something: the team alone, the utility as well, or whoever reads any report."""
FindingKind = Literal["strength", "gap", "recommendation"]


@dataclass(frozen=True, slots=True)
class Score:
    """A weighted mean of levels, 0.0 to 4.0, with its coverage.

    ``mean`` is None when nothing is rated. ``low`` and ``high`` differ from it only where a level is changed
    in two places and not settled; the mean is then provisional.
    """

    mean: float | None
    low: float | None
    high: float | None
    rated: int
    applicable: int
    total: int

    @property
    def provisional(self) -> bool:
        """Return whether a level behind the mean is still open."""
        return self.low != self.high

    @property
    def coverage(self) -> float:
        """Return the share of applicable items that are rated, 0 to 1; 1 when none applies."""
        return self.rated / self.applicable if self.applicable else 1.0


@dataclass(frozen=True, slots=True)
class Rating:
    """What one rater, or the team, says about one item; ``level`` None with neither flag means not rated."""

    level: int | None
    does_not_apply: bool = False
    not_seen: bool = False
    reason: str = ""
    confidence: Confidence | None = None
    comment: str = ""
    rater: str = ""
    rater_name: str = ""
    at: datetime | None = None
    open_levels: tuple[int, ...] = ()
    """Every level that stands, where it was changed in two places or where reviewers differ; the lowest first.

    In the second case there is no ``level``, each reviewer's level is in it, and their mean counts.
    """
    value: str = ""
    """The answer to an item that asks for no level: ``yes``, a figure as decimal text, words, a photo's name."""
    audience: Audience = "report"
    """Who may read the comment."""
    disputed: bool = False
    """Whether it, or what is said of it, was changed in two places and nobody has settled it.

    ``reason`` and ``comment`` then say all that stand.
    """


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One piece of evidence, as the register prints it."""

    id: str
    code: str
    kind: str
    title: str
    item: str
    taken: date | None
    place: str
    may_be_shared: bool
    file_name: str = ""
    sha256: str = ""
    audience: Audience = "report"
    disputed: bool = False
    """Whether something of it was changed in two places and not settled; the title then says all that stand."""


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A strength, gap or recommendation, with what stands behind it."""

    id: str
    kind: FindingKind
    area: str
    item: str
    text: str
    effect: str = ""
    cause: str = ""
    recommendation: str = ""
    evidence: tuple[str, ...] = ()
    """Codes such as E12."""
    priority: Literal["high", "medium", "low"] = "medium"
    in_summary: bool = False
    audience: Audience = "report"
    disputed: bool = False
    """Whether something of it was changed in two places and nobody has settled it: one of both stands here."""


@dataclass(frozen=True, slots=True)
class ItemResult:
    """One item with everybody's ratings."""

    code: str
    number: str
    """The number people say, ``9.4``: the area's place in the checklist, then the item's in its area."""
    area: str
    title: str
    question: str
    weight: int
    levels: tuple[str, str, str, str, str]
    result: Rating
    """What counts: the agreed rating, else the peers' common level, else not rated (see ``agreed``)."""
    agreed: bool
    self_rating: Rating | None
    peers: tuple[Rating, ...]
    baseline: Rating | None
    evidence: tuple[str, ...]
    comment: str = ""


@dataclass(frozen=True, slots=True)
class AreaResult:
    """One area of the checklist."""

    code: str
    number: int
    title: str
    now: Score
    self_rating: Score
    baseline: Score
    items: tuple[ItemResult, ...]
    findings: tuple[FindingLine, ...]
    distribution: tuple[int, int, int, int, int]
    """How many items stand at level 0 … 4."""
    linked_indicators: tuple[str, ...] = ()
    """Codes of the indicators its items are linked to, those of the most items first, key ones before others."""

    @property
    def change(self) -> float | None:
        """Return now minus baseline, or None where either has no mean."""
        if self.now.mean is None or self.baseline.mean is None:
            return None
        return change_between(self.baseline.mean, self.now.mean)


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """One indicator over the years: a value, or the names of the entries it lacks."""

    code: str
    name: str
    unit: str
    direction: Direction
    values: Mapping[str, float | None]
    """Period to value; None where it could not be worked out."""
    missing: Mapping[str, tuple[str, ...]]
    """Period to the names of the variables it lacks."""
    confidence: Confidence | None
    good_practice: float | None
    good_practice_source: str
    source: str
    themes: tuple[str, ...]
    problems: Mapping[str, Remark] = field(default_factory=dict)
    """Period to why its value is missing, cannot be, or is unusual."""


@dataclass(frozen=True, slots=True)
class LackingLine:
    """An indicator that could be worked out in no year, and the names of the figures it lacks."""

    code: str
    name: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeptFigure:
    """A figure that looks wrong, and that somebody kept as it is."""

    code: str
    name: str
    period: str
    value: float
    unit: str
    """Of the variable; the value is in it."""
    question: Remark
    reason: str
    """Why it was kept; empty where nobody wrote that."""


@dataclass(frozen=True, slots=True)
class GivenFigures:
    """The figures that were entered of a variable, by period, in the variable's unit.

    What stands behind them is not told: they say only what all other figures follow from.
    """

    code: str
    name: str
    unit: str
    values: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class ActionLine:
    """One line of the improvement plan."""

    id: str
    code: str
    title: str
    item: str
    area: str
    owner: str
    support: str
    starts: date | None
    due: date | None
    status: Literal["not_started", "under_way", "done", "dropped"]
    percent: int
    expected_result: str
    goal_level: int | None
    resources: str
    horizon: Literal["quick_win", "partnership", "investment"]
    priority: Literal["high", "medium", "low"] = "medium"
    finding: str = ""
    """The id of the finding it answers; empty where it answers none."""
    done_note: str = ""
    """What shows that it is done, or why it was dropped."""
    audience: Audience = "report"
    """Who may read it: whoever may read the finding it answers, whose words it repeats."""
    disputed: bool = False
    """Whether something of it was changed in two places and nobody has settled it: one of both stands here."""

    def is_overdue(self, today: date) -> bool:
        """Return whether its day has passed and something is left to do."""
        return self.status in ("not_started", "under_way") and self.due is not None and self.due < today


@dataclass(frozen=True, slots=True)
class Signatory:
    """A line to sign on."""

    name: str
    function: str
    utility: str


@dataclass(frozen=True, slots=True)
class ReportWords:
    """What the team wrote for the report; empty text means the default from the data."""

    headline: str = ""
    message: str = ""
    section_titles: Mapping[str, str] = field(default_factory=dict)
    section_texts: Mapping[str, str] = field(default_factory=dict)
    """What stands at the head of a section, by its name."""
    area_context: Mapping[str, str] = field(default_factory=dict)
    signatories: tuple[Signatory, ...] = ()
    next_steps: tuple[tuple[date, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """One assessment with all that a screen or a report needs of it."""

    partnership: str
    partnership_name: str
    mentor: str
    mentee: str
    mentee_country: str
    visit_title: str
    visit_place: str
    visit_starts: date | None
    visit_ends: date | None
    assessment_title: str
    checklist_title: str
    checklist_version: str
    baseline_title: str
    """Empty when there is no baseline."""
    baseline_date: date | None
    team: tuple[tuple[str, str], ...]
    """Name and task of each reviewer."""
    sites: tuple[str, ...]
    overall: Score
    show_overall: bool
    areas: tuple[AreaResult, ...]
    periods: tuple[str, ...]
    indicators: tuple[IndicatorLine, ...]
    key_indicators: tuple[str, ...]
    """Codes of at most three indicators shown on page one."""
    evidence: tuple[EvidenceLine, ...]
    actions: tuple[ActionLine, ...]
    confidence_share: Mapping[Confidence, int]
    """How many answers carry each confidence."""
    interviews: int
    words: ReportWords
    today: date
    other_findings: tuple[FindingLine, ...] = ()
    """Findings that belong to none of the areas looked at."""
    baseline_findings: tuple[FindingLine, ...] = ()
    """What was found at the baseline; what it recommended is asked after."""
    around: Around = field(default_factory=Around)
    """What is told beside the ratings."""
    kept_figures: tuple[KeptFigure, ...] = ()
    asks: Mapping[str, tuple[ResponseType, str]] = field(default_factory=dict)
    """Code of each item that asks for no level: what it asks for, and the unit.

    It is of the checklist and not of what was found: the fingerprint leaves it out.
    """
    purpose: str = ""
    """What the partnership is for, in its own words."""
    entry_lines: tuple[EntryLine, ...] = ()
    """The figures as they were typed; only where the document prints them."""
    without_result: tuple[LackingLine, ...] = ()
    """The indicators that are not among the others, for want of figures in every year."""
    open_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What of the report's words was changed in two places and not settled: all that stands, the printed one first.

    By ``headline``, ``message``, or the part and name of a section: ``titles:plan``, ``texts:area:HS``.
    """
    given_figures: tuple[GivenFigures, ...] = ()
    """What was entered; no page prints it, but who looks a year later sees what a figure that changed followed from."""
    as_of: date | None = None
    """The last day of the review where another one followed it: of what came later nothing is told."""
