"""Refusals in a bundle: its maker tells what was not taken, and the author's laptop keeps why."""

from collections.abc import Collection, Iterable

from wopfield.store import exchanges
from wopfield.store.exchanges import Connection, Kept
from wopfield.store.refused import own_and_standing, refused_here
from wopfield.sync.bundle_head import MOST_REFUSED, Told


def told_of(connection: Connection, scopes: Collection[str]) -> tuple[Told, ...]:
    """Return what this laptop did not take of some partnerships."""
    return tuple(refused_here(connection, scopes, MOST_REFUSED))


def keep_told(connection: Connection, maker: str, told: Iterable[Told]) -> None:
    """Keep what a bundle's maker did not take of the work that was written here and still stands."""
    by_scope: dict[str, dict[str, str]] = {}
    for scope, name, reason in told:
        by_scope.setdefault(scope, {})[name] = reason
    for scope, reasons in by_scope.items():
        for name, (line, seq) in own_and_standing(connection, scope, reasons).items():
            exchanges.keep_refusals(connection, [Kept(maker, scope, line, seq, name, reasons[name])])
