"""What was refused on this laptop, to be told to its authors, and what of the own work somebody else refused."""

from collections.abc import Collection, Mapping

from sqlalchemy import select

from wopfield.domain.log import Name
from wopfield.store.exchanges import Connection
from wopfield.store.log_tables import EDIT, ENTRY
from wopfield.store.weighing import STANDS


def refused_here(connection: Connection, scopes: Collection[str], most: int) -> list[tuple[str, str, str]]:
    """Return entries of some scopes that were not taken here, the last to come first: scope, name and reason."""
    statement = (
        select(ENTRY.c.scope, ENTRY.c.name, ENTRY.c.refused)
        .where(ENTRY.c.refused != "", ENTRY.c.scope.in_(sorted(scopes)))
        .order_by(ENTRY.c.arrived.desc(), ENTRY.c.scope, ENTRY.c.log, ENTRY.c.seq.desc())
        .limit(most)
    )
    return [(scope, name, reason) for scope, name, reason in connection.execute(statement)]


def own_and_standing(
    connection: Connection, scope: str, names: Collection[str]
) -> Mapping[Name, tuple[str, int]]:
    """Return where those of some entries stand that were written here and that nothing has replaced yet."""
    found: dict[Name, tuple[str, int]] = {}
    wanted = sorted(names)
    for start in range(0, len(wanted), 500):
        statement = (
            select(ENTRY.c.name, ENTRY.c.log, ENTRY.c.seq)
            .join(EDIT, (EDIT.c.scope == ENTRY.c.scope) & (EDIT.c.name == ENTRY.c.name))
            .where(ENTRY.c.scope == scope, ENTRY.c.name.in_(wanted[start : start + 500]))
            .where(ENTRY.c.arrived_from == "", EDIT.c.status == STANDS)
        )
        found |= {Name(name): (line, seq) for name, line, seq in connection.execute(statement)}
    return found
