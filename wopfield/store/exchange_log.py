"""The log of exchanges as people read it: what came to the same many times in a row is told once."""

from dataclasses import dataclass, replace

from wopfield.store.exchanges import Connection, Past, past_exchanges

_MOST_READ = 5000
"""So many exchanges are some seventeen days with one every five minutes."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Exchanges in a row with one peer that moved nothing and ended alike; any other one stands alone."""

    newest: Past
    times: int
    since: str
    """When the first of them was run."""


def stretches(connection: Connection, most: int) -> list[Stretch]:
    """Return what was exchanged, the newest first."""
    found: list[Stretch] = []
    for past in past_exchanges(connection, _MOST_READ):
        if found and _went_alike(found[-1].newest, past):
            found[-1] = replace(found[-1], times=found[-1].times + 1, since=past.at)
        elif len(found) == most:
            break
        else:
            found.append(Stretch(past, 1, past.at))
    return found


def _went_alike(one: Past, other: Past) -> bool:
    # When, and how long it took, tells them apart even where nothing happened.
    return not one.moved and not one.copied and one == replace(other, at=one.at, seconds=one.seconds)
