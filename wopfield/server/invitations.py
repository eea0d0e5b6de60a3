"""Invitations: a code on paper or in a link, by which somebody sets their own password, once and not for long."""

import hashlib
import secrets
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, insert, select

from wopfield.domain.invitation import GROUP, GROUPS, LETTERS
from wopfield.errors import Refused
from wopfield.language import _, later
from wopfield.server import accounts
from wopfield.server.accounts import Account
from wopfield.server.tables import INVITATION

DAYS = 7
"""A code can be used for so long."""


def invite(connection: Connection, account: str, at: datetime) -> str:
    """Return a new code for an account; one given before no longer works."""
    raw = "".join(secrets.choice(LETTERS) for _place in range(GROUPS * GROUP))
    connection.execute(delete(INVITATION).where(INVITATION.c.account == account))
    connection.execute(
        insert(INVITATION).values(
            sha256=_hash(raw), account=account, made=written(at), ends=written(at + timedelta(days=DAYS))
        )
    )
    return "-".join(raw[start : start + GROUP] for start in range(0, len(raw), GROUP))


def take(connection: Connection, code: str, at: datetime) -> Account:
    """Return whose code it is, and use it up.

    Raises:
        Refused: it is nobody's, was used, or has ended; or the account was shut out.
    """
    found = connection.execute(
        select(INVITATION.c.account, INVITATION.c.ends).where(INVITATION.c.sha256 == _hash(_plain(code)))
    ).first()
    account = accounts.by_id(connection, found.account) if found is not None else None
    if found is None or account is None or account.disabled or found.ends < written(at):
        raise Refused(
            later(
                "This code does not work: it was used already, is older than {days} days, or was mistyped.", days=DAYS
            ),
            do=_("Check it; whoever runs the server can make another."),
        )
    connection.execute(delete(INVITATION).where(INVITATION.c.account == account.id))
    return account


def withdraw(connection: Connection, account: str) -> None:
    """Let the code of an account no longer work."""
    connection.execute(delete(INVITATION).where(INVITATION.c.account == account))


def open_until(connection: Connection, account: str, at: datetime) -> str:
    """Return until when an account has a code that works; empty when it has none."""
    statement = select(INVITATION.c.ends).where(INVITATION.c.account == account, INVITATION.c.ends >= written(at))
    return str(connection.execute(statement).scalar() or "")


def _plain(code: str) -> str:
    return "".join(sign for sign in code.upper() if sign.isalnum())


def _hash(code: str) -> str:
    return hashlib.sha256(b"wopfield invitation 1\n" + code.encode("utf-8", "replace")).hexdigest()


def written(at: datetime) -> str:
    """Return a moment as the table of codes keeps it."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")
