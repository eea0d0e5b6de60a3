"""Devices: how a laptop is enrolled, what it shows on every request, and how it is shut out."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, bindparam, case, delete, insert, select, update

from wopfield.errors import Refused, ShutOut, SignInRefused
from wopfield.language import _, later
from wopfield.server import accounts, speaking
from wopfield.server.accounts import Account
from wopfield.server.tables import ACCOUNT, DEVICE, TOKEN
from wopfield.store import exchanges
from wopfield.store.database import Clock
from wopfield.sync.protocol import Certificate
from wopfield.sync.signing import Keys, certify, is_public_key

TOKEN_DAYS = 90
"""A token that was not used for so long has ended."""

_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
_KEY = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class Device:
    """A laptop and the people it speaks for."""

    id: str
    account: str
    name: str
    public_key: str
    people: frozenset[str]
    last_seen: str
    program: str
    revoked: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What a laptop says of itself; ``person`` is empty in a workspace that nothing was entered in yet."""

    device: str
    public: str
    name: str
    person: str


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What a device gets when it is enrolled; ``person`` is whom its workspace belongs to."""

    certificate: Certificate
    token: str
    person: str


def enrol(connection: Connection, server: Keys, account: Account, asked: Asked, clock: Clock) -> Enrolled:
    """Certify a device of an account and let it in.

    Raises:
        Refused: the ids have no such form, belong to somebody else, or the device was shut out.
    """
    forms = (
        _ID.fullmatch(asked.device),
        _KEY.fullmatch(asked.public),
        not asked.person or _ID.fullmatch(asked.person),
    )
    if not all(forms) or not is_public_key(asked.public):
        raise Refused(later("This laptop does not say who it is in a way the server understands."))
    at = clock()
    speaking.claim_known(connection, account, clock)
    person = speaking.claim(connection, account, asked.person, clock)
    _keep(connection, account, asked, at)
    certificate = certify(server, asked.device, asked.public, speaking.people_of(connection, account.id))
    exchanges.keep_certificate(connection, asked.device, certificate.content, certificate.signature)
    token = secrets.token_urlsafe(32)
    connection.execute(delete(TOKEN).where(TOKEN.c.device == asked.device))
    connection.execute(
        insert(TOKEN).values(
            sha256=_hash(token),
            account=account.id,
            device=asked.device,
            issued=_written(at),
            last_used=_written(at),
            ends=_written(at + timedelta(days=TOKEN_DAYS)),
        )
    )
    return Enrolled(certificate, token, person)


def let_in(connection: Connection, token: str, at: datetime) -> Device:
    """Return the device that shows a token.

    Raises:
        ShutOut: an administrator shut the device or its account out.
        SignInRefused: nobody's token, or one that has ended.
    """
    found = connection.execute(_WHOSE, {"token": _hash(token)}).first()
    device = find(connection, found.device) if found is not None else None
    if device is not None and device.revoked:
        raise ShutOut(
            later("An administrator of the server shut this laptop out."),
            safe=_("Everything on it stays, also what was not sent yet."),
            do=_("Ask whoever runs the server; they can let it in again."),
        )
    if found is not None and found.disabled:
        raise accounts.shut_out()
    if found is None or device is None or found.ends < _written(at):
        raise SignInRefused(
            later("The server no longer lets this laptop in."),
            safe=_("Everything on this laptop is safe."),
            do=_("Sign in again; if that does not help, ask whoever runs the server."),
        )
    return device


def note_use(connection: Connection, device: Device, token: str, program: str, at: datetime, *, agreed: bool) -> None:
    """Note that a device was here, and whether both sides had the same in the end."""
    moment = _written(at)
    ends = _written(at + timedelta(days=TOKEN_DAYS))
    connection.execute(_USED, {"b_token": _hash(token), "b_at": moment, "b_ends": ends})
    seen = {"b_device": device.id, "b_at": moment, "b_program": program}
    connection.execute(_AGREED if agreed else _SEEN, seen)


def find(connection: Connection, device: str) -> Device | None:
    """Return a device, or None."""
    found = connection.execute(_DEVICE, {"device": device}).mappings().first()
    if found is None:
        return None
    return Device(
        id=found["id"],
        account=found["account"],
        name=found["name"],
        public_key=found["public_key"],
        people=speaking.people_of(connection, found["account"]),
        last_seen=found["last_seen"],
        program=found["program"],
        revoked=found["revoked"],
    )


def of_account(connection: Connection, account: str) -> list[Device]:
    """Return the devices of an account, by name."""
    ids = connection.execute(select(DEVICE.c.id).where(DEVICE.c.account == account).order_by(DEVICE.c.name)).scalars()
    return [found for device in ids.all() if (found := find(connection, device)) is not None]


def revoke(connection: Connection, device: str) -> None:
    """Shut a device out, at once; what it brought before stays.

    Its token stays known, so that it can be told so in words when it asks.
    """
    connection.execute(update(DEVICE).where(DEVICE.c.id == device).values(revoked=True))


def note_lock(connection: Connection, device: str, stage: str) -> None:
    """Note how far locking or wiping a device has come (``DEVICE``); it never goes back."""
    before = _BEFORE[stage]
    connection.execute(update(DEVICE).where(DEVICE.c.id == device, DEVICE.c.wipe.in_(before)).values(wipe=stage))


def device_of(connection: Connection, token: str) -> tuple[str, str]:
    """Return which device shows a token, let in or not, and how far locking it has come."""
    statement = select(DEVICE.c.id, DEVICE.c.wipe).join(TOKEN, TOKEN.c.device == DEVICE.c.id)
    found = connection.execute(statement.where(TOKEN.c.sha256 == _hash(token))).first()
    return (found.id, found.wipe) if found is not None else ("", "")


def let_in_again(connection: Connection, device: str) -> None:
    """Let a laptop in again that was shut out; it shows no old token, and signs in anew."""
    connection.execute(update(DEVICE).where(DEVICE.c.id == device).values(revoked=False, wipe=""))
    connection.execute(delete(TOKEN).where(TOKEN.c.device == device))


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


_BEFORE = {
    "asked": [""],
    "told": ["asked"],
    "done": ["asked", "told", "wipe asked", "wipe told"],
    "wipe asked": ["", "asked", "told"],
    "wipe told": ["wipe asked"],
    "wiped": ["wipe asked", "wipe told"],
}
"""The stages that each stage of locking or wiping may follow; a laptop that could not be wiped is locked."""

# Built once: every request runs these, and putting them together took longer than running them.
_WHOSE = (
    select(TOKEN.c.device, TOKEN.c.ends, ACCOUNT.c.disabled)
    .join(ACCOUNT, ACCOUNT.c.id == TOKEN.c.account)
    .where(TOKEN.c.sha256 == bindparam("token"))
)
_DEVICE = select(DEVICE).where(DEVICE.c.id == bindparam("device"))
_USED = (
    update(TOKEN)
    .where(TOKEN.c.sha256 == bindparam("b_token"))
    # A server whose clock was behind for a while must not shut out, once it is right, who was there meanwhile.
    .values(
        last_used=bindparam("b_at"),
        ends=case((TOKEN.c.ends > bindparam("b_ends"), TOKEN.c.ends), else_=bindparam("b_ends")),
    )
)
_SEEN = (
    update(DEVICE)
    .where(DEVICE.c.id == bindparam("b_device"))
    .values(last_seen=bindparam("b_at"), program=bindparam("b_program"))
)
_AGREED = _SEEN.values(agreed=bindparam("b_at"))


def _keep(connection: Connection, account: Account, asked: Asked, at: datetime) -> None:
    known = find(connection, asked.device)
    name = asked.name.strip()[:80]
    if known is None:
        connection.execute(
            insert(DEVICE).values(
                id=asked.device,
                account=account.id,
                public_key=asked.public,
                name=name,
                enrolled=_written(at),
                last_seen=_written(at),
                program="",
                revoked=False,
            )
        )
        return
    if known.account != account.id or known.public_key != asked.public or known.revoked:
        raise Refused(
            later("This laptop was shut out of the server, or belongs to another account."),
            safe=_("Everything on this laptop is safe."),
            do=_("Ask whoever runs the server."),
        )
    connection.execute(update(DEVICE).where(DEVICE.c.id == asked.device).values(name=name))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _written(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
