"""Two laptops that meet without a network: everything one lacks is carried over."""

from sqlalchemy import Connection, func, select

from wopfield.domain.log import Entry, Name
from wopfield.store.database import Database
from wopfield.store.layout import lay_out
from wopfield.store.log import add_arrived, have
from wopfield.store.log_tables import ENTRY


def pass_on(source: Database, target: Database, came_from: str = "a colleague", *scopes: str) -> None:
    """Carry every entry that ``target`` lacks, as an exchange would; of all scopes, or of some."""
    with source.look() as theirs, target.write() as ours:
        known = have(ours, scopes or None)
        for scope, logs in have(theirs, scopes or None).items():
            for log in logs:
                since = known.get(scope, {}).get(log)
                lines = entries_after(theirs, scope, log, since.seq if since else 0)
                add_arrived(ours, lines, [""] * len(lines), came_from, "2026-11-23T09:30:00.000000+00:00")
                lay_out(ours, lines)


def entries_after(connection: Connection, scope: str, log: str, seq: int) -> list[Entry]:
    """Return the entries of a log after a number, oldest first."""
    lines = ENTRY.select().where(ENTRY.c.scope == scope, ENTRY.c.log == log, ENTRY.c.seq > seq).order_by(ENTRY.c.seq)
    return [Entry(scope, log, line.seq, Name(line.name), bytes(line.payload)) for line in connection.execute(lines)]


def count_entries(connection: Connection) -> int:
    """Return how many entries a laptop holds, of all logs."""
    return connection.execute(select(func.count()).select_from(ENTRY)).scalar_one()
