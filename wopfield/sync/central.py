"""Sync with the central server: connect a laptop to it, and exchange."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from time import monotonic

from wopfield.errors import CannotReach, NoConnection, NotUnderstood, SignInRefused, Trouble, WrongAddress
from wopfield.language import _
from wopfield.store import exchanges, kept
from wopfield.store.database import Database
from wopfield.store.exchanges import Connection, Kept, Past
from wopfield.store.files import FileStore
from wopfield.store.log import own_logs, timestamp
from wopfield.sync.device import FILES_LEFT, Home, forget_home, forget_token, home, keep_home, keys_of
from wopfield.sync.exchange import Exchange, Progress
from wopfield.sync.http import Line, MakeTransport
from wopfield.sync.pieces import Moved, fetch_pieces, send_pieces
from wopfield.sync.program import program_version
from wopfield.sync.protocol import Certificate, Refusal
from wopfield.sync.replica import Replica
from wopfield.sync.signing import read_certificate
from wopfield.sync.standing import Status as Status
from wopfield.sync.standing import refused as refused
from wopfield.sync.standing import status as status
from wopfield.sync.standing import waiting as waiting
from wopfield.sync.trust import ServersWord

TRIES = 3
"""A message that does not get through is tried so often, each time with a smaller page."""


@dataclass(frozen=True, slots=True)
class Connected:
    """What a laptop is told when it is connected."""

    address: str
    name: str
    email: str
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """How far an exchange is: entries and pieces of files, each way, and entries still to send."""

    sent: int
    received: int
    to_send: int
    files_sent: int = 0
    files_received: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an exchange came to; ``touched`` names the nouns that changed here."""

    sent: int
    received: int
    refused: int
    files_sent: int
    files_received: int
    seconds: float
    requests: int
    touched: frozenset[str]
    stopped: bool = False
    copied: bool = False
    """A laptop was copied and both copies went on; both lines are kept."""


def connect(
    database: Database,
    address: str,
    email: str,
    password: str,
    device_name: str,
    make_transport: MakeTransport = lambda: None,
) -> Connected:
    """Sign in at a server and enrol this device there; nothing is exchanged yet.

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
    with Line(address, make_transport=make_transport) as line:
        server_key = str(line.about().get("key", ""))
        if before is not None and before.address == line.address and before.key != server_key:
            raise _another_server(line.address)
        said = line.sign_in(
            {
                "email": email.strip(),
                "password": password,
                "device": keys.device,
                "key": keys.public,
                "name": device_name.strip()[:80],
                "person": person,
            }
        )
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
        if not own_logs(connection):
            kept.put(connection, kept.PERSON, me)
    return connected


def disconnect(database: Database) -> None:
    """Forget the server; what is on this laptop stays."""
    with database.write() as connection:
        forget_home(connection)


def sync_now(
    database: Database,
    files: FileStore | None = None,
    progress: Callable[[Step], None] | None = None,
    stop: Callable[[], bool] | None = None,
    make_transport: MakeTransport = lambda: None,
) -> Outcome:
    """Exchange with the server until both have the same, then bring the files; ``stop`` ends it between two messages.

    Raises:
        CannotReach: what was taken in before stays, and the next exchange goes on from there.
    """
    began = monotonic()
    at = _home_of(database)
    replica = Replica(database, keys_of(database), at.key, ServersWord(at.key), called="server")
    exchange = Exchange(replica, replica.keys.device, program_version())
    moved = Moved()
    watch = _Watch(database, at.key, exchange.progress, moved, progress, stop)
    trouble: CannotReach | None = None
    try:
        with Line(at.address, at.token, make_transport) as line:
            _carry(exchange, line, watch)
            _bring_files(line, database, files, replica, moved, watch)
    except CannotReach as error:
        trouble = error
    seconds = monotonic() - began
    with database.write() as connection:
        if isinstance(trouble, SignInRefused):
            forget_token(connection)
        _keep_refusals(connection, at.key, exchange.progress.refusals.values(), whole=trouble is None)
        words = trouble.happened if trouble else _("stopped") if watch.stopped else ""
        done = exchange.progress
        exchanges.note_exchange(
            connection,
            Past(timestamp(database.clock()), at.key, done.sent, done.received, f"{seconds:.1f}", words),
        )
    if trouble is not None:
        raise trouble
    return Outcome(
        sent=done.sent,
        received=done.received,
        refused=len(done.refusals),
        files_sent=moved.sent,
        files_received=moved.received,
        seconds=seconds,
        requests=done.requests,
        touched=done.touched,
        stopped=watch.stopped,
        copied=bool(done.apart),
    )


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


class _Watch:
    """Tell how far it is, and hear whether to stop."""

    def __init__(
        self,
        database: Database,
        peer: str,
        done: Progress,
        moved: Moved,
        progress: Callable[[Step], None] | None,
        stop: Callable[[], bool] | None,
    ) -> None:
        self.stopped = False
        self._database = database
        self._peer = peer
        self._done = done
        self._moved = moved
        self._progress = progress
        self._stop = stop

    def go_on(self) -> bool:
        """Tell how far it is; False when somebody wants it to end."""
        if self._progress is not None:
            with self._database.look() as connection:
                to_send = exchanges.count_waiting(connection, self._peer)
            self._progress(Step(self._done.sent, self._done.received, to_send, self._moved.sent, self._moved.received))
        self.stopped = self.stopped or (self._stop is not None and self._stop())
        return not self.stopped


def _carry(exchange: Exchange, line: Line, watch: _Watch) -> None:
    """Carry messages until both sides have the same."""
    tries = TRIES
    while watch.go_on() and (message := exchange.next_message()) is not None:
        try:
            answer = line.exchange(message)
        except NoConnection:
            tries -= 1
            if not tries or not message.entries or not exchange.make_smaller():
                raise
            continue
        tries = TRIES
        exchange.receive(answer)


def _bring_files(
    line: Line, database: Database, files: FileStore | None, replica: Replica, moved: Moved, watch: _Watch
) -> None:
    if files is None or watch.stopped:
        return
    with database.look() as connection:
        closed = {each.scope for each in exchanges.refusals(connection) if each.peer == replica.peer and not each.line}
    scopes = frozenset(replica.have()) - closed
    left = send_pieces(line, database, files, scopes, moved, watch.go_on)
    with database.write() as connection:
        kept.put(connection, FILES_LEFT, str(left) if left else "")
    fetch_pieces(line, database, files, scopes, moved, watch.go_on)


def _keep_refusals(connection: Connection, peer: str, refusals: Iterable[Refusal], *, whole: bool) -> None:
    """Keep what was refused; what was refused before as a whole log or scope is forgotten once it was not again."""
    if whole:
        exchanges.forget_refusals(
            connection,
            [each for each in exchanges.refusals(connection) if each.peer == peer and not each.name],
        )
    for each in refusals:
        found = exchanges.find(connection, each.scope, [each.name] if each.name else [])
        line = found[each.name].line if each.name in found else each.log
        exchanges.keep_refusals(connection, [Kept(peer, each.scope, line, each.seq, each.name, each.reason)])


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
