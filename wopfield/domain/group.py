"""A group of utilities to be compared with: of the workspace, or of an imported table.

Each utility counts once, by its newest period. What cannot be does not count, and a group of fewer than five shows
nothing, since a reader could guess who is who.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wopfield.domain.comparison import Comparison, compare
from wopfield.domain.indicator import Result


@dataclass(frozen=True, slots=True)
class Peer:
    """One utility and period, with its values by code of indicator."""

    utility: str
    period: str
    values: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Group:
    """Utilities by name, each with its newest value of every indicator it has."""

    title: str
    values: Mapping[str, Mapping[str, float]]
    """By code of indicator, then by utility."""
    periods: tuple[str, ...] = ()
    """The periods its figures are of."""

    def compare(self, indicator: str, leave_out: str = "") -> Comparison | None:
        """Return median and quartiles of an indicator without one's own utility; None below five utilities."""
        others = (value for name, value in self.values.get(indicator, {}).items() if name != leave_out)
        found = compare(others)
        return found if found is not None and found.may_be_shown else None

    def count(self, indicator: str) -> int:
        """Return how many utilities have a value, whether or not they may be shown."""
        return len(self.values.get(indicator, {}))


def group_of(title: str, peers: Iterable[Peer]) -> Group:
    """Return a group of the newest values of each utility; a later year that lacks a value leaves the earlier one."""
    values: dict[str, dict[str, float]] = {}
    in_time = sorted(peers, key=lambda each: each.period)
    for peer in in_time:
        for code, value in peer.values.items():
            values.setdefault(code, {})[peer.utility] = value
    return Group(title, values, tuple(dict.fromkeys(peer.period for peer in in_time if peer.period)))


def comparable(results: Mapping[str, Result]) -> dict[str, float]:
    """Return the values that may stand in a comparison: those there are, and that can be."""
    return {code: result.value for code, result in results.items() if result.value is not None and result.comparable}
