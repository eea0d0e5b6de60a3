"""Browsers in which an administrator signed in: a cookie of 256 bits each, known here by its hash alone."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from wopfield.server.tables import ACCOUNT, SIGNED_IN

IDLE = timedelta(minutes=30)
"""A browser that nobody used for so long is signed out."""

LONGEST = timedelta(hours=12)
"""A browser is signed out after so long, however busy it was."""

_NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Administrator:
    """Who looks after the server from a browser, and the cookie that browser shows."""

    account: str
    name: str
    email: str
    cookie: str


def new_cookie() -> str:
    """Return what a browser shows from now on."""
    return secrets.token_urlsafe(32)


def form_token(cookie: str) -> str:
    """Return what the forms of a browser carry: nobody who cannot read its pages knows it."""
    return hashlib.sha256(b"wopfield form 1\n" + cookie.encode()).hexdigest()


def sign_in(connection: Connection, account: str, at: datetime) -> str:
    """Let a browser in and return its cookie; those that were forgotten meanwhile are cleared away."""
    connection.execute(delete(SIGNED_IN).where(SIGNED_IN.c.since < _written(at - LONGEST)))
    cookie, moment = new_cookie(), _written(at)
    connection.execute(insert(SIGNED_IN).values(sha256=_hash(cookie), account=account, since=moment, last_used=moment))
    return cookie


def who(connection: Connection, cookie: str, at: datetime) -> tuple[Administrator | None, bool]:
    """Return who shows a cookie, if they still may, and whether its use is to be noted."""
    found = connection.execute(
        select(
            SIGNED_IN.c.account, ACCOUNT.c.name, ACCOUNT.c.email, SIGNED_IN.c.since, SIGNED_IN.c.last_used,
            ACCOUNT.c.admin, ACCOUNT.c.disabled,
        )
        .join(ACCOUNT, ACCOUNT.c.id == SIGNED_IN.c.account)
        .where(SIGNED_IN.c.sha256 == _hash(cookie))
    ).first()  # fmt: skip
    if found is None or found.disabled or not found.admin:
        return None, False
    if found.last_used < _written(at - IDLE) or found.since < _written(at - LONGEST):
        return None, False
    administrator = Administrator(found.account, found.name, found.email, cookie)
    return administrator, found.last_used < _written(at - _NOTED_EVERY)


def note_use(connection: Connection, cookie: str, at: datetime) -> None:
    """Note that a browser was used."""
    connection.execute(update(SIGNED_IN).where(SIGNED_IN.c.sha256 == _hash(cookie)).values(last_used=_written(at)))


def sign_out(connection: Connection, cookie: str) -> None:
    """Forget a browser."""
    connection.execute(delete(SIGNED_IN).where(SIGNED_IN.c.sha256 == _hash(cookie)))


def sign_out_all(connection: Connection, account: str) -> None:
    """Forget every browser of an account."""
    connection.execute(delete(SIGNED_IN).where(SIGNED_IN.c.account == account))


def _hash(cookie: str) -> str:
    return hashlib.sha256(cookie.encode()).hexdigest()


def _written(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
