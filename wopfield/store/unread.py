"""What newer programs wrote: it is kept and passed on, but this program cannot show it, wholly or in part."""

from collections.abc import Collection

from sqlalchemy import Connection, bindparam, func, select

from wopfield.domain.log import Name
from wopfield.store.exchanges import sealer_of
from wopfield.store.log_tables import ENTRY, UNREAD
from wopfield.store.named import is_named_as


def unread_of(connection: Connection, scope: str, names: Collection[Name]) -> set[Name]:
    """Return which of some entries this program cannot show, wholly or in part."""
    wanted = sorted(names)
    found: set[Name] = set()
    for start in range(0, len(wanted), _CHUNK):
        rows = connection.execute(_AMONG, {"scope": scope, "names": wanted[start : start + _CHUNK]})
        found.update(Name(name) for name in rows.scalars())
    return found


def unread_by_device(connection: Connection) -> dict[str, int]:
    """Return how many such entries came from each device; from "" where nobody sealed them."""
    counts: dict[str, int] = {}
    for scope, log, count in connection.execute(_BY_LOG):
        device = sealer_of(connection, scope, log)
        counts[device] = counts.get(device, 0) + count
    return counts


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────

_CHUNK = 400
_AMONG = select(UNREAD.c.name).where(
    UNREAD.c.scope == bindparam("scope"), UNREAD.c.name.in_(bindparam("names", expanding=True))
)
_BY_LOG = (
    select(ENTRY.c.scope, ENTRY.c.log, func.count())
    .select_from(UNREAD)
    .join(ENTRY, is_named_as(UNREAD.c.scope, UNREAD.c.name))
    .where(ENTRY.c.refused == "", ENTRY.c.arrived_from != "")
    .group_by(ENTRY.c.scope, ENTRY.c.log)
)
