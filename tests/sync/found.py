"""What the machine finds in a database: what was taken that nobody wrote so, and what a program wrote over a person."""

from collections.abc import Collection, Iterator

from sqlalchemy import or_, select

from wopfield.domain.log import PROGRAM, Name
from wopfield.store.database import Database
from wopfield.store.layout import values_named
from wopfield.store.log_tables import ENTRY
from wopfield.store.reading import read
from wopfield.store.rows import read_heads, table
from wopfield.store.tables import Answer

Place = tuple[str, int]
"""A log and a number in it."""


def taken(database: Database, scope: str, names: Collection[Name]) -> set[str]:
    """Return which of some entries are here and were not refused."""
    lines = select(ENTRY.c.name).where(ENTRY.c.scope == scope, ENTRY.c.name.in_(names), ENTRY.c.refused == "")
    with database.look() as connection:
        return set(connection.execute(lines).scalars())


def own_rows_refused(database: Database, server: Database, scope: str) -> set[str]:
    """Return the rows in which something was written on this laptop that a server refuses."""
    with server.look() as connection:
        lines = select(ENTRY.c.name).where(ENTRY.c.scope == scope, ENTRY.c.refused != "")
        refused = connection.execute(lines).scalars().all()
    own = (ENTRY.c.scope == scope, ENTRY.c.arrived_from == "", ENTRY.c.name.in_(refused))
    with database.look() as connection:
        payloads = connection.execute(select(ENTRY.c.payload).where(*own)).scalars().all()
    return {edit.row for payload in payloads for edit in read(bytes(payload)).edits}


def hidden_by_a_program(database: Database, scope: str) -> list[str]:
    """Return the comments that a program filled in and that are shown where a person's stands."""
    lines = table(Answer)
    with database.look() as connection:
        rows = connection.execute(select(lines.c.id, lines.c.heads, lines.c.comment).where(lines.c.scope == scope))
        return [
            comment
            for row, heads, comment in rows.all()
            for said in [
                values_named(connection, scope, "answer", row, "comment", read_heads(heads).get("comment", ()))
            ]
            if (persons := [head.values["comment"] for head in said if head.author != PROGRAM])
            and comment not in persons
        ]


def places(database: Database, scope: str, names: Collection[Name]) -> Iterator[tuple[Place, Name, bool]]:
    """Yield where own entries stand, and whether somebody has brought this laptop entries of that very log."""
    lines = select(ENTRY.c.log, ENTRY.c.seq, ENTRY.c.name).where(ENTRY.c.scope == scope, ENTRY.c.name.in_(names))
    with database.look() as connection:
        for log, seq, name in connection.execute(lines).all():
            of_it = or_(ENTRY.c.log == log, ENTRY.c.log.startswith(f"{log}~"))
            brought = select(ENTRY.c.name).where(ENTRY.c.scope == scope, of_it, ENTRY.c.arrived_from != "")
            yield (log, seq), Name(name), connection.execute(brought.limit(1)).first() is not None
