"""What newer programs wrote: it is kept and passed on, but this program cannot show it, wholly or in part."""

from sqlalchemy import Connection, func, select

from wopfield.store.exchanges import sealer_of
from wopfield.store.log_tables import ENTRY, UNREAD
from wopfield.store.named import is_named_as


def unread_by_device(connection: Connection) -> dict[str, int]:
    """Return how many such entries came from each device; from "" where nobody sealed them."""
    counts: dict[str, int] = {}
    for scope, log, count in connection.execute(_BY_LOG):
        device = sealer_of(connection, scope, log)
        counts[device] = counts.get(device, 0) + count
    return counts


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────

_BY_LOG = (
    select(ENTRY.c.scope, ENTRY.c.log, func.count())
    .select_from(UNREAD)
    .join(ENTRY, is_named_as(UNREAD.c.scope, UNREAD.c.name))
    .where(ENTRY.c.refused == "", ENTRY.c.arrived_from != "")
    .group_by(ENTRY.c.scope, ENTRY.c.log)
)
