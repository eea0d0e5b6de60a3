"""Share with a colleague's laptop on the same network: the asking side, over a line with pinned keys.

A laptop is found by its address (``nearby`` finds them), asked who it is, and believed only if it shows the key that
was pinned at pairing. Then each side tells, by hashes that say nothing to others, which partnerships it holds and which
it does not want, and the exchange runs as with a server: entries first, then the pieces of files, both ways.
"""

import hashlib
import socket
import ssl
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from typing import Any

from wopfield.errors import NoConnection, NotPaired, WrongAddress
from wopfield.language import _, later
from wopfield.store import colleagues, exchanges
from wopfield.store.colleagues import Colleague
from wopfield.store.database import Database
from wopfield.store.exchanges import Connection
from wopfield.store.files import FileStore
from wopfield.store.rows import COMMONS
from wopfield.sync import pairing
from wopfield.sync.device import keys_of
from wopfield.sync.lan_wire import (
    MESSAGE,
    PATIENCE,
    PIECE,
    WORDS,
    Cut,
    Wire,
    asking_context,
    new_nonce,
    not_understood,
    proof_bytes,
    read_words,
    whole_number,
)
from wopfield.sync.meeting import OnStep, Outcome, Stop, meet
from wopfield.sync.protocol import Message, decode, encode
from wopfield.sync.sharing import called, replica_with
from wopfield.sync.signing import sign

PORT = 48290
"""Where a laptop answers if nobody else has the port; the address that is announced counts."""

Connect = Callable[[str, int], socket.socket]
"""Open a connection; a test's may be cut."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a laptop answers."""

    host: str
    port: int = PORT

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def connected(host: str, port: int) -> socket.socket:
    """Open a connection to a laptop on this network."""
    return socket.create_connection((host, port), timeout=5.0)


def read_address(text: str) -> Address:
    """Return an address as a person types it: ``192.168.1.20`` or ``192.168.1.20:48290``.

    Raises:
        WrongAddress: it is none.
    """
    text = text.strip()
    host, mark, port = text.rpartition(":") if not text.endswith("]") and text.count(":") in (1, *range(8, 99)) else (
        text, "", "")  # fmt: skip
    if text.startswith("["):
        host, _bracket, port = text[1:].partition("]")
        mark, port = port[:1], port[1:]
    number = int(port) if port.isascii() and port.isdigit() else PORT if not mark else 0
    if not host or any(sign.isspace() for sign in host) or not 0 < number < 65536:
        raise WrongAddress(
            _("{address} is no address of a laptop.", address=text[:100] or "…"),
            do=_("Type it as the other laptop shows it, such as 192.168.1.20:48290."),
        )
    return Address(host, number)


def pair(
    database: Database,
    addresses: Sequence[Address],
    show: pairing.Show,
    connect: Connect = connected,
    seconds: float = pairing.SECONDS,
) -> Colleague:
    """Pair with the laptop at an address; both people compare six digits, within so many seconds.

    Raises:
        NotPaired: the people, or the other laptop, said no.
        CannotReach: nobody answers, or no laptop of ours.
    """
    wire, at = _opened(addresses, _("The other laptop"), connect)
    try:
        kept = pairing.ask(wire, database, show, seconds)
    except Cut as error:
        raise _no_connection(_("The other laptop")) from error
    finally:
        wire.close()
    with database.write() as connection:
        colleagues.note_met(connection, kept.device, str(at))
    return replace(kept, address=str(at))


def share_with(
    database: Database,
    files: FileStore | None,
    colleague: Colleague,
    addresses: Sequence[Address],
    progress: OnStep | None = None,
    stop: Stop | None = None,
    connect: Connect = connected,
) -> Outcome:
    """Exchange with a colleague's laptop until both have the same, then bring the files.

    Raises:
        CannotReach: what was taken in before stays, and the next exchange goes on from there.
    """
    line = Line(database, colleague, addresses, connect)
    replica = replica_with(database, colleague, line.unwanted)
    return meet(lambda: line, replica, files, progress, stop, tell_back=True)


class Line:
    """A line to one paired laptop; use it as a context manager. A line that broke is opened anew when it is used."""

    def __init__(
        self, database: Database, colleague: Colleague, addresses: Sequence[Address], connect: Connect = connected
    ) -> None:
        self._database = database
        self._colleague = colleague
        self._addresses = addresses
        self._connect = connect
        self._wire: Wire | None = None
        self.unwanted: set[str] = set()
        """The scopes that the other person chose not to share with this laptop."""

    def __enter__(self) -> "Line":
        self._open()
        return self

    def __exit__(self, *_error: object) -> None:
        self._drop()

    def exchange(self, message: Message) -> Message:
        """Carry one message of an exchange, and return the answer."""
        return decode(self._asked(lambda wire: wire.send(MESSAGE, encode(message)), MESSAGE))

    def missing_pieces(self, scope: str, names: list[str]) -> list[str]:
        """Return which of these pieces the other laptop does not have."""
        said = read_words(self._asked(lambda wire: wire.say(do="missing", scope=scope, names=names), WORDS))
        missing = said.get("missing")
        if not isinstance(missing, list):
            raise not_understood()
        return [name for name in missing if name in set(names)]

    def put_part(self, scope: str, sha256: str, start: int, of: int, content: bytes) -> int:
        """Send a part of a piece of a file, and return how much of its beginning the other laptop has now."""

        def send(wire: Wire) -> None:
            wire.say(do="put", scope=scope, sha256=sha256, start=start, of=of)
            wire.send(PIECE, content)

        return whole_number(read_words(self._asked(send, WORDS)).get("there"), of)

    def get_part(self, scope: str, sha256: str, start: int, most: int) -> bytes | None:
        """Return a part of a piece of a file; None when the other laptop does not have it."""
        kind, content = self._answered(
            lambda wire: wire.say(do="get", scope=scope, sha256=sha256, start=start, most=most), PIECE
        )
        return content if kind == PIECE else None

    def _asked(self, send: Callable[[Wire], None], kind: bytes) -> bytes:
        """Send something and return the answer of a kind."""
        came, content = self._answered(send, kind)
        if came != kind:
            raise not_understood()
        return content

    def _answered(self, send: Callable[[Wire], None], kind: bytes) -> tuple[bytes, bytes]:
        """Send something and return kind and content of the answer: of that kind, or words in place of it.

        Raises:
            NotPaired: the words say why there is no answer.
        """
        wire = self._wire or self._open()
        try:
            send(wire)
            came, content = wire.receive(kind, WORDS)
        except Cut as error:
            self._drop()
            raise _no_connection(called(self._colleague)) from error
        words = read_words(content) if came == WORDS else {}
        if "refused" in words:
            raise _refused(self._colleague, words)
        return came, content

    def _open(self) -> Wire:
        wire, at = _opened(self._addresses, called(self._colleague), self._connect)
        with ExitStack() as undone:
            undone.callback(wire.close)
            if wire.peer_key() != self._colleague.public:
                raise _another_key(self._colleague)
            try:
                self._greet(wire)
            except Cut as error:
                raise _no_connection(called(self._colleague)) from error
            with self._database.write() as connection:
                colleagues.note_met(connection, self._colleague.device, str(at))
            undone.pop_all()
        self._wire = wire
        return wire

    def _greet(self, wire: Wire) -> None:
        keys = keys_of(self._database)
        greeted = str(wire.hear().get("nonce", ""))
        nonce = new_nonce()
        proof = sign(keys.private, proof_bytes(self._colleague.public, keys.public, greeted, "share"))
        wire.say(do="share", device=keys.device, nonce=nonce, proof=proof)
        said = wire.hear()
        if "refused" in said:
            raise _refused(self._colleague, said)
        wire.greeting = False
        tell_marks(wire, self._database, self._colleague, greeted + nonce)
        self.unwanted |= hear_marks(wire, self._database, self._colleague, greeted + nonce)

    def _drop(self) -> None:
        if self._wire is not None:
            self._wire.close()
            self._wire = None


# ── what both hold ───────────────────────────────────────────────────────────────────────────────────────────


def tell_marks(wire: Wire, database: Database, colleague: Colleague, salt: str) -> None:
    """Tell which partnerships are here and which are not wanted, so that only who knows them too can read it."""
    with database.look() as connection:
        known = colleagues.sharings(connection, colleague.device, ())
        here = set(exchanges.scopes(connection)) - {COMMONS}
    refused = [scope for scope, each in known.items() if each.choice == colleagues.NO]
    wire.say(
        holds=sorted(mark_of(scope, salt) for scope in here - set(refused)),
        unwanted=sorted(mark_of(scope, salt) for scope in refused),
    )


def hear_marks(wire: Wire, database: Database, colleague: Colleague, salt: str) -> set[str]:
    """Note which of the partnerships here the other laptop holds too, and return those it does not want."""
    said = wire.hear()
    with database.write() as connection:
        by_mark = {mark_of(scope, salt): scope for scope in _scopes(connection)}
        holds = _marked(said.get("holds"), by_mark)
        known = colleagues.sharings(connection, colleague.device, ())
        colleagues.note_holds(connection, colleague.device, [each for each in holds if not known[each].holds])
    return _marked(said.get("unwanted"), by_mark)


def mark_of(scope: str, salt: str) -> str:
    """Return what a scope is called between two laptops, in this conversation only."""
    return hashlib.sha256(f"wopfield scope 1\n{salt}\n{scope}".encode()).hexdigest()[:32]


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _scopes(connection: Connection) -> Iterable[str]:
    return set(exchanges.scopes(connection)) - {COMMONS}


def _marked(said: object, by_mark: Mapping[str, str]) -> set[str]:
    if not isinstance(said, list):
        raise not_understood()
    return {by_mark[each] for each in said if isinstance(each, str) and each in by_mark}


def _opened(addresses: Sequence[Address], name: str, connect: Connect) -> tuple[Wire, Address]:
    """Open a line to the first address at which somebody answers."""
    for at in addresses:
        with suppress(OSError, ValueError):
            connection = connect(at.host, at.port)
            connection.settimeout(PATIENCE)
            try:
                return Wire(asking_context().wrap_socket(connection)), at
            except (OSError, ssl.SSLError):
                connection.close()
    raise _no_connection(name)


def _no_connection(name: str) -> NoConnection:
    return NoConnection(
        later("{name} cannot be reached now.", name=name),
        safe=_("Everything is safe on this laptop and waits."),
        do=_("See that both laptops are on the same network and that it shows itself to others."),
    )


def _another_key(colleague: Colleague) -> WrongAddress:
    return WrongAddress(
        later("A laptop answers as {name}, but not with the key you compared.", name=called(colleague)),
        safe=_("Nothing was sent."),
        do=_("If it was set up anew, forget it here and pair again; else somebody else is on this network."),
    )


def _refused(colleague: Colleague, said: Mapping[str, Any]) -> NotPaired:
    return NotPaired(
        later("{name} answers: {words}", name=called(colleague), words=later(str(said.get("refused", ""))[:300])),
        safe=_("Everything is safe on this laptop."),
        do=str(said.get("do", ""))[:300],
    )
