"""One figure among those of other utilities."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum, isfinite
from statistics import median, quantiles

FEWEST = 5
"""With fewer utilities a reader could guess who is who, so no group is shown."""


@dataclass(frozen=True, slots=True)
class Quartiles:
    """What may be told of a group: how many it has, and where its middle half lies; no single utility's figure."""

    count: int
    lower: float
    median: float
    upper: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a group of utilities looks like; each counts the same, and those without data are left out."""

    count: int
    mean: float
    median: float
    lower_quartile: float
    upper_quartile: float
    least: float
    most: float

    @property
    def may_be_shown(self) -> bool:
        """Return whether the group is large enough that nobody can be recognised."""
        return self.count >= FEWEST

    @property
    def quartiles(self) -> Quartiles:
        """Return what may be told of the group."""
        return Quartiles(self.count, self.lower_quartile, self.median, self.upper_quartile)


def compare(values: Iterable[float | None]) -> Comparison | None:
    """Return the shape of a group, or None where nobody has data."""
    known = sorted(value for value in values if value is not None and isfinite(value))
    if not known:
        return None
    lower, upper = known[0], known[0]
    if len(known) > 1:
        lower, _, upper = quantiles(known, n=4, method="inclusive")
    return Comparison(len(known), fsum(known) / len(known), median(known), lower, upper, known[0], known[-1])
