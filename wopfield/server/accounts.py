"""Accounts: who may sign in, how they prove it, and what slows down whoever guesses."""

import hashlib
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Select, delete, insert, select, update

from wopfield.domain.invitation import LEAST_PASSWORD
from wopfield.errors import BadInput, ShutOut, SignInRefused
from wopfield.language import _, later
from wopfield.server.tables import ACCOUNT, ATTEMPT
from wopfield.store.rows import new_id

if TYPE_CHECKING:
    from argon2 import PasswordHasher

MOST_PASSWORD = 200
FREE_FAILURES = 5
"""So many wrong passwords in a row cost nothing; each further one doubles the wait."""

_LONGEST_WAIT = timedelta(hours=1)
_LONGEST_AT_AN_ADDRESS = timedelta(minutes=3)
"""A whole office may share an address: what one of them forgot keeps the others waiting no longer."""
_AT_ONCE = threading.BoundedSemaphore(4)
"""Argon2id takes 19 MiB a password: more than four at a time wait."""


@dataclass(frozen=True, slots=True)
class Guessed:
    """What wrong passwords are counted for, and how long it has to wait at most."""

    key: str
    longest: timedelta


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may sign in."""

    id: str
    name: str
    email: str
    admin: bool
    disabled: bool


def add(connection: Connection, name: str, email: str, password: str | None, *, admin: bool, at: datetime) -> Account:
    """Keep a new account; without a password nobody can sign in until they have set one.

    Raises:
        BadInput: the e-mail is none or taken, or the password is too short.
    """
    address = _address(email)
    if find(connection, address) is not None:
        raise BadInput(
            later("There is an account with the e-mail {email} already.", email=address),
            do=_("If they still need a code, open their page and choose “Make a code”."),
        )
    account = Account(new_id(), name.strip() or address, address, admin, False)
    connection.execute(
        insert(ACCOUNT).values(
            id=account.id,
            name=account.name,
            email=address,
            password=_nobodys_password() if password is None else _hashed(password),
            admin=admin,
            disabled=False,
            created=_written(at),
        )
    )
    return account


def find(connection: Connection, email: str) -> Account | None:
    """Return the account with an e-mail, or None."""
    found = connection.execute(_accounts().where(ACCOUNT.c.email == email.strip().lower())).first()
    return None if found is None else Account(*found)


def by_id(connection: Connection, account: str) -> Account | None:
    """Return the account with an id, or None."""
    found = connection.execute(_accounts().where(ACCOUNT.c.id == account)).first()
    return None if found is None else Account(*found)


def every(connection: Connection) -> list[Account]:
    """Return all accounts, by e-mail."""
    return [Account(*line) for line in connection.execute(_accounts().order_by(ACCOUNT.c.email))]


def set_password(connection: Connection, account: str, password: str) -> None:
    """Give an account another password.

    Raises:
        BadInput: it is too short.
    """
    connection.execute(update(ACCOUNT).where(ACCOUNT.c.id == account).values(password=_hashed(password)))


def set_disabled(connection: Connection, account: str, disabled: bool) -> None:
    """Shut an account out, or let it in again."""
    connection.execute(update(ACCOUNT).where(ACCOUNT.c.id == account).values(disabled=disabled))


def set_admin(connection: Connection, account: str, admin: bool) -> None:
    """Let an account look after the server, or no longer."""
    connection.execute(update(ACCOUNT).where(ACCOUNT.c.id == account).values(admin=admin))


def password_of(connection: Connection, email: str) -> tuple[Account | None, str]:
    """Return the account with an e-mail and its hashed password; one that fits nothing when there is none."""
    found = connection.execute(
        _accounts().add_columns(ACCOUNT.c.password).where(ACCOUNT.c.email == email.strip().lower())
    ).first()
    if found is None:
        return None, _nobodys_password()
    *account, password = found
    return Account(*account), password


def fits(password: str, hashed: str) -> bool:
    """Return whether a password is the one that was hashed; takes as long whether it is or not."""
    from argon2.exceptions import Argon2Error, InvalidHashError

    with _AT_ONCE:
        try:
            return bool(_hasher().verify(hashed, password))
        except (Argon2Error, InvalidHashError):
            return False


# ── whoever guesses ──────────────────────────────────────────────────────────────────────────────────────────


def shut_out() -> ShutOut:
    """Return what somebody is told whose account was shut out; only who proved to be them is told."""
    return ShutOut(
        later("An administrator of the server shut your account out."),
        safe=_("Everything on this laptop stays, also what was not sent yet."),
        do=_("Ask whoever runs the server; they can let you in again."),
    )


def at_account(email: str) -> Guessed:
    """Return what is counted for somebody, wherever they are tried."""
    return Guessed(f"account {email.strip()}", _LONGEST_WAIT)


def at_address(address: str, what: str = "address") -> Guessed:
    """Return what is counted for an address, whomever is tried there."""
    return Guessed(f"{what} {address}", _LONGEST_AT_AN_ADDRESS)


def must_not_wait(connection: Connection, tried: Sequence[Guessed], at: datetime) -> None:
    """Let a try pass, unless the ones before were wrong too often and too short ago.

    Raises:
        SignInRefused: it is too early.
    """
    for each in tried:
        counted = select(ATTEMPT.c.failures, ATTEMPT.c.last).where(ATTEMPT.c.key == _key(each.key))
        found = connection.execute(counted.with_for_update()).first()  # those who try at once wait for one another
        if found is None or found.failures < FREE_FAILURES:
            continue
        wait = min(each.longest, timedelta(seconds=2.0 ** min(found.failures - FREE_FAILURES, 20)))
        left = datetime.fromisoformat(found.last) + wait - at
        if left > timedelta():
            raise SignInRefused(
                later("There were too many wrong passwords."),
                do=_("Wait {seconds} seconds, then try again.", seconds=int(left.total_seconds()) + 1),
            )


def note_failure(connection: Connection, tried: Guessed, at: datetime) -> None:
    """Count a wrong password; one of more than an hour ago is forgotten, for a whole office may share an address."""
    key = _key(tried.key)
    connection.execute(delete(ATTEMPT).where(ATTEMPT.c.key == key, ATTEMPT.c.last < _written(at - _LONGEST_WAIT)))
    counted = connection.execute(
        update(ATTEMPT).where(ATTEMPT.c.key == key).values(failures=ATTEMPT.c.failures + 1, last=_written(at))
    )
    if counted.rowcount == 0:
        connection.execute(insert(ATTEMPT).values(key=key, failures=1, last=_written(at)))


def forget_failures(connection: Connection, tried: Guessed) -> None:
    """Begin to count anew after a right password."""
    connection.execute(delete(ATTEMPT).where(ATTEMPT.c.key == _key(tried.key)))


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _accounts() -> Select[str, str, str, bool, bool]:
    return select(ACCOUNT.c.id, ACCOUNT.c.name, ACCOUNT.c.email, ACCOUNT.c.admin, ACCOUNT.c.disabled)


@cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


@cache
def _nobodys_password() -> str:
    return str(_hasher().hash(new_id()))


def _hashed(password: str) -> str:
    if not LEAST_PASSWORD <= len(password) <= MOST_PASSWORD:
        raise BadInput(
            later("A password needs at least {least} letters.", least=LEAST_PASSWORD),
            do=_("Take a few words that only you would put together."),
        )
    with _AT_ONCE:
        return str(_hasher().hash(password))


def _address(email: str) -> str:
    address = email.strip().lower()
    name, at, place = address.partition("@")
    if not name or not at or "." not in place or len(address) > 200 or any(sign.isspace() for sign in address):
        raise BadInput(
            later("{email} is no e-mail address.", email=email.strip()[:80]),
            do=_("Type it like name@utility.org."),
        )
    return address


def _key(of: str) -> str:
    return hashlib.sha256(of.lower().encode()).hexdigest()


def _written(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
