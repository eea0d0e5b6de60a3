"""What somebody had of the logs of a scope: said with a deletion, and held against what stands below it."""

from dataclasses import dataclass, field

from sqlalchemy import Connection, Select, bindparam, select

from wopfield.domain.log import Name, Newest
from wopfield.store.log import log_of, places_of
from wopfield.store.log_tables import LOG

Had = tuple[Newest, ...]
"""The newest entry of every log; what is not named was not there."""


def had_now(connection: Connection, scope: str) -> Had:
    """Return what this device has of the logs of a scope."""
    return _had(connection, _LINES, scope)


def had_of_own(connection: Connection, scope: str) -> Had:
    """Return what this device has written of a scope, as if it had nothing of anybody else."""
    return _had(connection, _OWN_LINES, scope)


@dataclass(slots=True)
class Reach:
    """How far somebody's knowledge reaches, along the lines that are kept here."""

    lines: dict[str, int] = field(default_factory=dict)
    """Line to the number up to which it was had."""
    unmet: dict[str, int] = field(default_factory=dict)
    """The same of logs whose named entry is not here yet; then the number alone must do."""

    def covers(self, line: str, seq: int) -> bool:
        """Return whether the entry at a place was had."""
        return seq <= self.upto(line)

    def upto(self, line: str) -> int:
        """Return the number up to which a line was had."""
        return max(self.lines.get(line, 0), self.unmet.get(log_of(line), 0))

    def reach(self, line: str, seq: int) -> None:
        """Let a line be had up to a number."""
        self.lines[line] = max(seq, self.lines.get(line, 0))


def reach_of(connection: Connection, scope: str, had: Had) -> Reach:
    """Return how far along the lines kept here it reaches what somebody had.

    An entry is known by its name: two laptops of which one is a copy of the other give one number to two entries.
    """
    here = places_of(connection, scope, [each.name for each in had])
    firsts: dict[str, int] = {}
    found = Reach()
    for log, seq, name in had:
        if name not in here:
            found.unmet[log] = max(seq, found.unmet.get(log, 0))
            continue
        line, place = here[name]
        found.reach(line, place)
        if line != log:  # a second line goes on from the first
            firsts = firsts or _firsts(connection, scope)
            found.reach(log, firsts.get(line, 1) - 1)
    return found


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


_LINES = select(LOG.c.log, LOG.c.seq, LOG.c.name).where(LOG.c.scope == bindparam("scope")).order_by(LOG.c.log)
_OWN_LINES = _LINES.where(LOG.c.mine)


def _had(connection: Connection, lines: Select[str, int, str], scope: str) -> Had:
    found = connection.execute(lines, {"scope": scope})
    return tuple(Newest(log_of(line), seq, Name(name)) for line, seq, name in found)


def _firsts(connection: Connection, scope: str) -> dict[str, int]:
    found = connection.execute(select(LOG.c.log, LOG.c.first).where(LOG.c.scope == scope))
    return {str(line): int(first) for line, first in found}
