"""The entries of all logs of a scope, from the newest to the oldest.

Each log is in the order of its device's clock, so the logs are merged from their ends.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from heapq import merge

from sqlalchemy import Connection
from sqlmodel import select

from wopfield.domain.log import Name
from wopfield.store.log_tables import ENTRY, LOG

Place = Mapping[str, int]
"""The number in each log below which the next page begins."""

_AT_ONCE = 250
_AT = b'{"at":"'
"""How every payload of ours begins: its keys are sorted."""


@dataclass(frozen=True, slots=True)
class Written:
    """An entry as its log has it."""

    at: str
    name: Name
    log: str
    seq: int
    payload: bytes


def ends(connection: Connection, scope: str) -> dict[str, int]:
    """Return the newest number in each log."""
    found = connection.execute(select(LOG.c.log, LOG.c.seq).where(LOG.c.scope == scope))
    return {str(log): int(seq) for log, seq in found}


def backwards(connection: Connection, scope: str, place: Place) -> Iterator[Written]:
    """Yield entries from the newest to the oldest by their devices' clocks."""
    logs = [_log_backwards(connection, scope, log, seq) for log, seq in sorted(place.items())]
    return merge(*logs, key=lambda entry: (entry.at, entry.name), reverse=True)


def _log_backwards(connection: Connection, scope: str, log: str, last: int) -> Iterator[Written]:
    while last > 0:
        statement = (
            select(ENTRY.c.seq, ENTRY.c.name, ENTRY.c.payload)
            .where(ENTRY.c.scope == scope, ENTRY.c.log == log, ENTRY.c.seq <= last, ENTRY.c.refused == "")
            .order_by(ENTRY.c.seq.desc())
            .limit(_AT_ONCE)
        )
        lines = connection.execute(statement).all()
        if not lines:
            return
        for seq, name, payload in lines:
            content = bytes(payload)
            yield Written(_at(content), Name(name), log, seq, content)
        last = lines[-1][0] - 1


def _at(payload: bytes) -> str:
    """Return when an entry was made, without reading the whole of it."""
    end = payload.find(b'"', len(_AT))
    return payload[len(_AT) : end].decode() if payload.startswith(_AT) and end > 0 else ""
