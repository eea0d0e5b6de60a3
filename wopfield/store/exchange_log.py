"""The log of exchanges, for people to read: what came to the same many times in a row is told once."""

from dataclasses import asdict, dataclass, replace

from sqlalchemy import Connection, insert, select

from wopfield.language import told_again
from wopfield.store.log_tables import EXCHANGE

_MOST_READ = 5000
"""So many exchanges are some seventeen days with one every five minutes."""


@dataclass(frozen=True, slots=True)
class Past:
    """An exchange that was run; ``way`` is how it was carried, ``called`` what people call the other side."""

    at: str
    peer: str
    sent: int
    received: int
    seconds: str
    outcome: str
    """Why it did not come to its end, kept as a saying; empty when it did."""
    refused: int = 0
    files_sent: int = 0
    """Pieces of files."""
    files_received: int = 0
    way: str = ""
    called: str = ""
    refused_here: int = 0
    """What this side did not take."""
    copied: bool = False
    """It showed that a laptop was copied and both copies went on."""

    @property
    def reached(self) -> bool:
        """Return whether it came to its end."""
        return not self.outcome

    @property
    def moved(self) -> bool:
        """Return whether anything went either way, or was refused."""
        return any((self.sent, self.received, self.refused, self.refused_here, self.files_sent, self.files_received))


@dataclass(frozen=True, slots=True)
class Stretch:
    """Exchanges in a row with one peer that moved nothing and ended alike; any other one stands alone."""

    newest: Past
    times: int
    since: str
    """When the first of them was run."""


def note_exchange(connection: Connection, past: Past) -> None:
    """Keep a line about an exchange, for people to read."""
    connection.execute(insert(EXCHANGE), asdict(past))


def past_exchanges(connection: Connection, most: int = 20, *, peer: str = "", reached: bool = False) -> list[Past]:
    """Return the newest exchanges, newest first; those with ``peer``, and those that came to their end, if so asked."""
    statement = (
        select(
            EXCHANGE.c.at,
            EXCHANGE.c.peer,
            EXCHANGE.c.sent,
            EXCHANGE.c.received,
            EXCHANGE.c.seconds,
            EXCHANGE.c.outcome,
            EXCHANGE.c.refused,
            EXCHANGE.c.files_sent,
            EXCHANGE.c.files_received,
            EXCHANGE.c.way,
            EXCHANGE.c.called,
            EXCHANGE.c.refused_here,
            EXCHANGE.c.copied,
        )
        .order_by(EXCHANGE.c.id.desc())
        .limit(most)
    )
    if peer:
        statement = statement.where(EXCHANGE.c.peer == peer)
    if reached:
        statement = statement.where(EXCHANGE.c.outcome == "")
    past = (Past(*line) for line in connection.execute(statement))
    return [replace(each, outcome=told_again(each.outcome)) for each in past]


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
