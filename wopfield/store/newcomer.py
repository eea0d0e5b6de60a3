"""Whoever begins from a colleague's laptop or a stick, until it is known whether colleagues had entered them already.

Nothing is written in anybody's name before that, so whoever was entered already stands there once.
"""

import json
from dataclasses import dataclass

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from wopfield.store import kept, people
from wopfield.store.database import Database
from wopfield.store.rows import COMMONS, new_id
from wopfield.store.tables import Person

_NEWCOMER = "newcomer"


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What somebody said of themselves, and how they begin: ``colleague`` or ``stick``."""

    name: str
    email: str
    start: str


def expect(connection: Connection, newcomer: Newcomer) -> None:
    """Keep whose workspace this will be."""
    told = {"name": newcomer.name, "email": newcomer.email, "start": newcomer.start}
    kept.put(connection, _NEWCOMER, json.dumps(told))


def expected(where: Connection | Session) -> Newcomer | None:
    """Return whose workspace this will be; None once it is known who they are."""
    told = kept.get(where, _NEWCOMER)
    return Newcomer(**json.loads(told)) if told else None


def likely(newcomer: Newcomer, known: list[Person]) -> list[Person]:
    """Return who of the people known may be the newcomer, the likeliest first: same e-mail, same name, part of it."""
    ranks = [(_likeness(newcomer, person), person) for person in known]
    return [person for rank, person in sorted(ranks, key=lambda each: -each[0]) if rank]


def is_same(newcomer: Newcomer, person: Person) -> bool:
    """Return whether somebody has the very e-mail or the whole name of the newcomer."""
    return _likeness(newcomer, person) >= _SAME


def become(database: Database, person: str = "") -> None:
    """Make this the workspace of somebody who is known, or of the newcomer as somebody new."""
    with database.read() as session:
        newcomer = expected(session)
        known = people.find(session, person) if person else None
    if newcomer is None:
        return
    me = known.id if known is not None else new_id()
    with database.change(me) as editor:
        if known is None:
            editor.add(Person(scope=COMMONS, id=me, name=newcomer.name, email=newcomer.email))
        elif newcomer.email and not known.email:
            people.change(editor, known, email=newcomer.email)
        connection = editor.session.connection()
        kept.put(connection, kept.PERSON, me)
        kept.put(connection, _NEWCOMER, "")


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────

_SAME = 2


def _likeness(newcomer: Newcomer, person: Person) -> int:
    email = newcomer.email.casefold()
    if email and email == person.email.strip().casefold():
        return _SAME + 1
    ours, theirs = newcomer.name.casefold().split(), person.name.casefold().split()
    if ours == theirs:
        return _SAME
    return 1 if {*ours} & {*theirs} else 0
