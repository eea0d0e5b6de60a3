"""Refusals in a bundle: its maker tells what was not taken, and whoever has it keeps why."""

from collections.abc import Collection

from wopfield.domain.log import Name
from wopfield.store import exchanges
from wopfield.store.database import Database
from wopfield.store.exchanges import Connection, Kept
from wopfield.store.refused import refused_here, untaken
from wopfield.sync.bundle_head import MOST_REFUSED, Head, Told
from wopfield.sync.protocol import Refusal
from wopfield.sync.refusing import hear_standing


def told_of(connection: Connection, scopes: Collection[str]) -> tuple[Told, ...]:
    """Return what this laptop did not take of some partnerships, entry by entry."""
    return tuple(refused_here(connection, scopes, MOST_REFUSED))


def logs_told_of(connection: Connection, scopes: Collection[str]) -> tuple[Told, ...]:
    """Return of which logs of some partnerships this laptop takes no more."""
    found = {
        (each.kept.scope, each.kept.line): each.kept.reason
        for each in untaken(connection)
        if each.kept.scope in scopes and each.kept.line
    }
    return tuple((scope, log, reason) for (scope, log), reason in found.items())


def keep_told(database: Database, head: Head) -> None:
    """Keep what a bundle's maker did not take of the own work and of logs here; what it told before is past."""
    maker = head.maker.device
    told = [Refusal(scope, "", 0, Name(name), why) for scope, name, why in head.refused]
    hear_standing(database, maker, told, head.have)
    with database.write() as connection:
        before = [each for each in exchanges.refusals(connection) if each.peer == maker and each.line and not each.name]
        exchanges.forget_refusals(connection, [each for each in before if each.scope in head.have])
        here = {(line.scope, line.log) for line in exchanges.lines(connection, head.have)}
        logs = [
            Kept(maker, scope, log, _next(head, scope, log), Name(""), why)
            for scope, log, why in head.untaken
            if (scope, log) in here
        ]
        exchanges.keep_refusals(connection, logs)


def _next(head: Head, scope: str, log: str) -> int:
    """Return the number in a log that its maker takes nothing from on."""
    return 1 + max((place.seq for place in head.have.get(scope, {}).get(log, ())), default=0)
