"""Compare what two databases hold: the same log laid out gives the same state, to the last field."""

import hashlib

from sqlalchemy import Connection, func, select

from wopfield.store.log_tables import CONFLICT, ENTRY
from wopfield.store.rows import table
from wopfield.store.tables import NOUNS


def fingerprint(connection: Connection) -> str:
    """Return one digest of every row and every open conflict; equal only where all of them are."""
    digest = hashlib.sha256()
    for noun, model in NOUNS.items():
        lines = table(model)
        names = sorted(lines.c.keys())
        statement = select(*(lines.c[name] for name in names)).order_by(lines.c.scope, lines.c.id)
        for line in connection.execute(statement):
            digest.update(repr((noun, *map(_in_order, line))).encode("utf-8", "surrogatepass"))
    for line in connection.execute(select(CONFLICT).order_by(*CONFLICT.c)):
        digest.update(repr(tuple(line)).encode())
    return digest.hexdigest()


def _in_order(value: object) -> object:
    """Return texts by name in one order: the one in which they were written is not the one they arrive in."""
    return sorted(value.items()) if isinstance(value, dict) else value


def sizes(connection: Connection) -> tuple[int, int]:
    """Return how many entries and how many rows a database holds."""
    entries = connection.execute(select(func.count()).select_from(ENTRY)).scalar_one()
    rows = sum(
        connection.execute(select(func.count()).select_from(table(model))).scalar_one() for model in NOUNS.values()
    )
    return int(entries), int(rows)
