"""Sync with the central server: connect a laptop to it, and exchange."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from wopfield.errors import NoConnection, NotUnderstood, ShutOut, SignInRefused, Trouble, WrongAddress
from wopfield.language import _
from wopfield.store import exchanges, kept
from wopfield.store.database import Database
from wopfield.store.files import FileStore
from wopfield.store.log import own_logs
from wopfield.store.withdrawing import bring_back, withdrawn
from wopfield.sync.device import Home, forget_home, forget_token, home, keep_home, keys_of
from wopfield.sync.heeding import never
from wopfield.sync.http import Line, MakeTransport
from wopfield.sync.locking import keep_order
from wopfield.sync.meeting import OnStep, Stop, meet
from wopfield.sync.meeting import Outcome as Outcome
from wopfield.sync.meeting import Step as Step
from wopfield.sync.protocol import Certificate
from wopfield.sync.replica import Replica
from wopfield.sync.signing import read_certificate
from wopfield.sync.standing import Status as Status
from wopfield.sync.standing import refused as refused
from wopfield.sync.standing import status as status
from wopfield.sync.standing import waiting as waiting
from wopfield.sync.trust import ServersWord, note_other_servers


@dataclass(frozen=True, slots=True)
class Connected:
    """What a laptop is told when it is connected."""

    address: str
    name: str
    email: str
    scopes: tuple[str, ...]
    apart: bool = False
    """What another server had decided stays on this laptop from now on: this one decides anew."""


def connect(
    database: Database,
    address: str,
    email: str,
    password: str,
    device_name: str,
    make_transport: MakeTransport = lambda: None,
) -> Connected:
    """Sign in at a server and enrol this device there; nothing is exchanged yet.

    In the place of the e-mail may stand the code of an invitation; the password then becomes the person's own.
    A workspace in which nothing was entered becomes that of the person whom the server knows by this e-mail.

    Raises:
        CannotReach: WrongAddress, NoConnection, SignInRefused or NotUnderstood.
        Refused: the person of this workspace is somebody else on that server.
    """
    keys = keys_of(database)
    with database.look() as connection:
        before = home(connection)
        # Whoever has entered nothing yet becomes the person the server knows, perhaps from colleagues.
        person = kept.get(connection, kept.PERSON) if own_logs(connection) else ""
    about_us = {
        "email": email.strip(),
        "password": password,
        "device": keys.device,
        "key": keys.public,
        "name": device_name.strip()[:80],
        "person": person,
    }
    with Line(address, make_transport=make_transport) as line:
        server_key, said = _sign_in(line, before, about_us)
    try:
        certificate = Certificate(*said["certificate"])
        certified = read_certificate(certificate, server_key)
        token, account, scopes = str(said["token"]), said["account"], [str(scope) for scope in said["scopes"]]
        connected = Connected(line.address, str(account["name"]), str(account["email"]), tuple(scopes))
        me = str(said["person"])
    except (KeyError, TypeError, Trouble) as error:
        raise NotUnderstood(
            _("The server answers in a way this program does not understand."),
            safe=_("Nothing was exchanged."),
            do=_("Try again later; if it stays so, tell whoever runs the server."),
        ) from error
    with database.write() as connection:
        exchanges.keep_certificate(connection, certified.device, certificate.content, certificate.signature)
        keep_home(connection, Home(line.address, server_key, token, connected.email))
        kept.put(connection, kept.LOCK_ORDER, "")  # whoever is let in again is not locked any more
        if not own_logs(connection):
            kept.put(connection, kept.PERSON, me)
        apart = note_other_servers(connection, server_key)
    return replace(connected, apart=apart)


def apart_words() -> str:
    """Say what becomes of what another server had decided."""
    return _(
        "What your server before had decided itself, such as who is a member, stays on this laptop. "
        "This server decides it anew."
    )


def disconnect(database: Database) -> None:
    """Forget the server and what it refused, which the next one judges anew; what is on this laptop stays."""
    with database.write() as connection:
        before = home(connection)
        if before is not None:
            bring_back(connection, withdrawn(connection, before.key))
            gone = [each for each in exchanges.refusals(connection) if each.peer == before.key]
            exchanges.forget_refusals(connection, gone)
        forget_home(connection)


def sync_now(
    database: Database,
    files: FileStore | None = None,
    progress: OnStep | None = None,
    stop: Stop | None = None,
    make_transport: MakeTransport = lambda: None,
) -> Outcome:
    """Exchange with the server until both have the same, then bring the files; ``stop`` ends it, whatever hangs.

    Raises:
        CannotReach: what was taken in before stays, and the next exchange goes on from there.
    """
    at = _home_of(database)
    replica = Replica(database, keys_of(database), at.key, ServersWord(at.key), called="server", to_server=True)
    try:
        outcome = meet(
            lambda: Line(at.address, at.token, make_transport, stop=stop or never), replica, files, progress, stop,
            tell_back=True,
        )  # fmt: skip
    except ShutOut as refused:
        # Who was shut out may be let in again, and may be told more: the token stays, to say who asks.
        if refused.order is not None:
            keep_order(database, refused.order)
        raise
    except SignInRefused:
        with database.write() as connection:
            forget_token(connection)
        raise
    return outcome


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _sign_in(line: Line, before: Home | None, about_us: Mapping[str, str]) -> tuple[str, Mapping[str, Any]]:
    """Return the key of a server, and what it answers to who signs in."""
    try:
        server_key = str(line.about().get("key", ""))
        if before is not None and before.address == line.address and before.key != server_key:
            raise _another_server(line.address)
        return server_key, line.sign_in(about_us)
    except NoConnection as error:
        raise NoConnection(
            error.happened,
            safe=error.safe,
            do=_("Check that the address is right and that there is a connection, then try again."),
        ) from error


def _home_of(database: Database) -> Home:
    with database.look() as connection:
        at = home(connection)
    if at is None or not at.token:
        raise SignInRefused(
            _("This laptop is not signed in at a server."),
            safe=_("Everything is safe on this laptop."),
            do=_("Sign in with your e-mail and password."),
        )
    return at


def _another_server(address: str) -> WrongAddress:
    return WrongAddress(
        _("Another server answers at {address} than the one this laptop knows.", address=address),
        safe=_("Nothing was sent."),
        do=_("If the server was set up anew, disconnect from it first; else ask whoever runs it."),
    )
