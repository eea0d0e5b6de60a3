"""What was done on this server, by whom, to what: written with the act itself, and searched by people."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, func, insert, or_, select

from wopfield.server.tables import ACCOUNT, AUDIT, DEVICE
from wopfield.store.rows import table
from wopfield.store.tables import Partnership

PAGE = 50
"""So many lines are shown at a time."""


@dataclass(frozen=True, slots=True)
class Act:
    """Something that was done; ``by`` is empty where it was done on the command line."""

    id: int
    at: str
    by: str
    done: str
    about: str


def note(connection: Connection, account: str, done: str, about: str, at: datetime) -> None:
    """Keep a line about what was done."""
    written = at.astimezone(UTC).isoformat(timespec="microseconds")
    connection.execute(insert(AUDIT).values(at=written, account=account, done=done, about=about))


def laptop(connection: Connection, device: str) -> str:
    """Return what a line says of a laptop, so that it is found by what its person called it then."""
    return _called(connection.execute(select(DEVICE.c.name).where(DEVICE.c.id == device)).scalar(), device)


def member(connection: Connection, email: str, scope: str) -> str:
    """Return what a line says of somebody in a partnership, so that it is found by what that was called then."""
    lines = table(Partnership)
    statement = select(lines.c.name).where(lines.c.scope == scope, lines.c.id == scope)
    return f"{email} · {_called(connection.execute(statement).scalar(), scope)}"


def search(connection: Connection, words: str = "", before: int = 0) -> list[Act]:
    """Return what was done, newest first, one more line than a page has: the lines before a number, with some words."""
    statement = (
        select(AUDIT.c.id, AUDIT.c.at, func.coalesce(ACCOUNT.c.email, AUDIT.c.account), AUDIT.c.done, AUDIT.c.about)
        .join(ACCOUNT, ACCOUNT.c.id == AUDIT.c.account, isouter=True)
        .order_by(AUDIT.c.id.desc())
        .limit(PAGE + 1)
    )
    if before:
        statement = statement.where(AUDIT.c.id < before)
    for word in words.lower().split()[:8]:
        statement = statement.where(
            or_(
                *(
                    func.lower(column).contains(word, autoescape=True)
                    for column in (AUDIT.c.at, AUDIT.c.done, AUDIT.c.about, ACCOUNT.c.email, ACCOUNT.c.name)
                )
            )
        )
    return [Act(*line) for line in connection.execute(statement)]


def _called(name: str | None, key: str) -> str:
    return f"{name} ({key})" if name else key
