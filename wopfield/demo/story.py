"""The invented partnership of the demonstration, read from ``resources/demonstration``.

Marowe Water and Rijnmeer Waterbedrijf do not exist; their figures were made to hang together, with the slips that
real ones have. Its days are those of November 2026; whoever enters it moves them so that the follow-up visit
ends today: the ratings are agreed, the utility has commented, and the visit note is still to be left.
"""

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from wopfield.shipped import shipped

PARTNERSHIP = "Marowe – Rijnmeer"
BASELINE_DAY = date(2025, 3, 10)
FOLLOW_UP_DAY = date(2026, 11, 23)
TODAY = FOLLOW_UP_DAY + timedelta(days=4)
"""The day of the story on which whoever enters it stands."""
YEARS = ("2023", "2024", "2025")
RATERS = ("amina", "joost", "teresa")
MENTOR: Mapping[str, str] = {
    "name": "Rijnmeer Waterbedrijf",
    "short_name": "Rijnmeer",
    "country": "Netherlands",
    "city": "Rijnmeer",
    "currency": "EUR",
}
MENTEE: Mapping[str, str] = {
    "name": "Marowe Water",
    "short_name": "Marowe",
    "country": "Kenya",
    "city": "Marowe",
    "currency": "KES",
}
VISITS = (
    ("Baseline review", "diagnostic", BASELINE_DAY, 5),
    ("Visit 2: meters and leak team", "work", date(2025, 9, 8), 10),
    ("Visit 3: training of operators", "work", date(2026, 6, 1), 10),
    ("Visit 4: follow-up review", "monitoring", FOLLOW_UP_DAY, 5),
    ("Mid-term meeting", "monitoring", date(2027, 6, 14), 3),
    ("Closing review", "final", date(2028, 10, 9), 5),
)
CAPACITY_HEADLINE = "People know their trade; little of it is written down"
CAPACITY_MESSAGE = (
    "Operators, plumbers and accountants do their work well from what they remember. Few procedures exist, hardly "
    "anybody has a deputy, and what one learns in a course is not handed on. The partnership begins with those who "
    "already teach others: the leak team and the laboratory."
)
CAPACITY_SIGNED = ("Amina Diallo", "Daniel Mwangi")
"""What the team said when it issued the capacity report of the first visit, and who signed it."""

BASELINE, FOLLOW_UP = 0, 3
"""Which of the visits are reviews with an assessment."""
OBJECTIVES = (
    ("Less water lost before billing", "NR01", "46", "35", "%"),
    ("Hours of water a day", "QS01", "12.5", "20", "h"),
    ("Operators with a certificate", "HR07", "13", "100", "%"),
)

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Someone:
    """A person of the story; ``utility`` is ``mentor`` or ``mentee``."""

    key: str
    name: str
    function: str
    utility: str
    email: str
    task: str
    role: str


@dataclass(frozen=True, slots=True)
class ItemStory:
    """What everybody says about one item: a level, ``n/a`` where it does not apply, nothing where not rated yet."""

    item: str
    baseline: str
    self_rating: str
    peers: Mapping[str, str]
    agreed: str
    """Empty where the team has not agreed."""
    confidence: str
    comment: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A variable over the years."""

    variable: str
    values: Mapping[str, str]
    confidence: str
    source: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of one of the smaller tables, by column."""

    columns: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.columns[column]

    def names(self, column: str) -> list[str]:
        """Return the parts of a column that holds a list."""
        return [part for part in self.columns[column].split(";") if part]

    def day(self, column: str) -> date:
        """Return a date column."""
        return date.fromisoformat(self.columns[column])


def people() -> tuple[Someone, ...]:
    """Return everybody, the lead first."""
    return _read("people.csv", lambda row: Someone(**row))


def items() -> tuple[ItemStory, ...]:
    """Return what is said about every item of the peer review."""
    return _read(
        "ratings.csv",
        lambda row: ItemStory(
            item=row["item"],
            baseline=row["baseline"],
            self_rating=row["self"],
            peers={rater: row[rater] for rater in RATERS},
            agreed=row["agreed"],
            confidence=row["confidence"],
            comment=row["comment"],
        ),
    )


def figures() -> tuple[Figure, ...]:
    """Return three years of indicator entries."""
    return _read(
        "figures.csv",
        lambda row: Figure(row["variable"], {year: row[year] for year in YEARS}, row["confidence"], row["source"]),
    )


def lines(table: str) -> tuple[Line, ...]:
    """Return one of the smaller tables: ``agenda``, ``sites``, ``evidence``, ``findings``, ``actions`` and so on."""
    return _read(f"{table}.csv", Line)


def _read(file: str, make: Callable[[dict[str, str]], Made]) -> tuple[Made, ...]:
    with (shipped("resources") / "demonstration" / file).open(encoding="utf-8", newline="") as text:
        rows: Iterable[dict[str, str]] = csv.DictReader(text)
        return tuple(make(row) for row in rows)
