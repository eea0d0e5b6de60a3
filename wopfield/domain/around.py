"""What a report tells beside the ratings: water balance, sites, capacity, programme, figures of the utility.

Plain values, worked out once for screen and paper; each may be empty, and then nothing of it is printed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from wopfield.domain.balance import Balance
from wopfield.domain.comparison import Quartiles
from wopfield.domain.remark import Remark

Gravity = Literal["high", "medium", "low"]


@dataclass(frozen=True, slots=True)
class BalanceYear:
    """The water balance of one period; ``grades`` is how sure each entry is, by its code."""

    period: str
    balance: Balance
    grades: Mapping[str, str] = field(default_factory=dict)
    supply_hours: float | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """What a figure shall come to, and by when."""

    value: float
    by: date | None = None


@dataclass(frozen=True, slots=True)
class ObjectiveLine:
    """What the partnership wants to reach: from where, how far it was said to be, and by when.

    With an ``indicator``, by its code, how far it is follows from the figures.
    """

    text: str
    indicator: str
    unit: str
    start: float | None
    now: float | None
    goal: float | None
    by: date | None


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure about the utility over the years, with its confidence and source in the last of them."""

    code: str
    name: str
    unit: str
    values: Mapping[str, float | None]
    confidence: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class RiskLine:
    """A check that failed at a site: how grave it is, what it can lead to, and what was seen."""

    gravity: Gravity
    code: str
    title: str
    effect: str = ""
    seen: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadingLine:
    """Something that was measured at a site; ``odd`` says that it lies outside its limits."""

    title: str
    value: float
    unit: str
    odd: bool = False


@dataclass(frozen=True, slots=True)
class SitePhoto:
    """A photo taken at a site that readers may see, with the check it belongs to."""

    check: str
    title: str
    day: date | None
    sha256: str


@dataclass(frozen=True, slots=True)
class SiteVisit:
    """One inspection of a site: how many of its checks were answered, and what was found."""

    name: str
    kind: str
    where: str
    day: date | None
    answered: int
    asked: int
    risks: tuple[RiskLine, ...] = ()
    readings: tuple[ReadingLine, ...] = ()
    photos: tuple[SitePhoto, ...] = ()

    def count(self, gravity: Gravity) -> int:
        """Return how many risks of a gravity were found."""
        return sum(risk.gravity == gravity for risk in self.risks)


@dataclass(frozen=True, slots=True)
class Ability:
    """One item of a capacity assessment: its level now and before, the words of that level, and what was said."""

    number: str
    title: str
    level: int | None
    before: int | None = None
    words: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class AbilityArea:
    """A level of capacity: individual, organisation, or what surrounds them."""

    code: str
    title: str
    mean: float | None
    before: float | None
    rated: int
    applicable: int
    abilities: tuple[Ability, ...]


@dataclass(frozen=True, slots=True)
class Capacity:
    """The newest capacity assessment of the partnership."""

    title: str
    day: date | None
    areas: tuple[AbilityArea, ...]


@dataclass(frozen=True, slots=True)
class AgendaEntry:
    """One line of the programme."""

    day: date | None
    starts: str
    ends: str
    title: str
    where: str
    people: tuple[str, ...] = ()
    """Who of the team took part, by name."""


@dataclass(frozen=True, slots=True)
class NextVisit:
    """The visit that is planned after the one a note is left behind from."""

    title: str
    starts: date
    ends: date | None
    place: str


@dataclass(frozen=True, slots=True)
class Met:
    """Somebody of the utility who was met."""

    name: str
    function: str
    utility: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """An indicator as the report uses it."""

    code: str
    name: str
    definition: str
    formula: str
    unit: str
    source: str


@dataclass(frozen=True, slots=True)
class GoalFigure:
    """One figure behind a target of SDG 6; without a value the names of what it lacks."""

    code: str
    name: str
    unit: str
    value: float | None
    missing: tuple[str, ...] = ()
    problem: Remark | None = None
    """Why it cannot be, or is unlikely to be, what it says."""


@dataclass(frozen=True, slots=True)
class Step:
    """A share of the people, as one step of a ladder of service."""

    label: str
    """In English; the edge translates it."""
    percent: float | None


@dataclass(frozen=True, slots=True)
class GoalTarget:
    """A target of SDG 6 with its figures."""

    code: str
    label: str
    """In English; the edge translates it."""
    figures: tuple[GoalFigure, ...]
    ladder: tuple[Step, ...] = ()

    @property
    def known(self) -> int:
        """Return how many of its figures have a value."""
        return sum(figure.value is not None for figure in self.figures)


@dataclass(frozen=True, slots=True)
class GoalYear:
    """What the entries of a period say about SDG 6."""

    period: str
    targets: tuple[GoalTarget, ...]
    coverage_gap: float | None = None
    affordable: bool | None = None

    @property
    def known(self) -> int:
        """Return how many of its figures have a value."""
        return sum(target.known for target in self.targets)


@dataclass(frozen=True, slots=True)
class Reply:
    """A comment of the utility on the draft, and what became of it."""

    section: str
    comment: str
    said_by: str = ""
    day: date | None = None
    reply: str = ""
    changed: bool = False
    disputed: bool = False
    """Whether something of it was changed in two places and nobody has settled it: one of both stands here."""


@dataclass(frozen=True, slots=True)
class PeerGroup:
    """Other utilities to compare with, none of which can be recognised."""

    title: str
    source: str
    utilities: int
    years: str
    shapes: Mapping[str, Quartiles]
    """By code of indicator."""


@dataclass(frozen=True, slots=True)
class Around:
    """Everything a report tells beside the ratings."""

    balances: tuple[BalanceYear, ...] = ()
    """The oldest first."""
    nrw_goal: Goal | None = None
    facts: tuple[Fact, ...] = ()
    currency: str = ""
    sites: tuple[SiteVisit, ...] = ()
    capacity: Capacity | None = None
    programme: tuple[AgendaEntry, ...] = ()
    met: tuple[Met, ...] = ()
    terms: tuple[Term, ...] = ()
    goals: GoalYear | None = None
    replies: tuple[Reply, ...] = ()
    peers: PeerGroup | None = None
    objectives: tuple[ObjectiveLine, ...] = ()
    next_visit: NextVisit | None = None
    """Told in a visit note alone; None also where none is planned."""
