"""Answer colleagues' laptops on the same network, off the window: pair with new ones, share with those that are paired.

Whoever connects and does not prove within seconds who they are is let go; only so many may be here at once. A laptop
that is not paired is told so and nothing else.
"""

import os
import socket
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from time import monotonic
from typing import Any

from wopfield.errors import CannotReach, NotPaired, NotUnderstood, Trouble
from wopfield.language import ENGLISH, Saying, _, later, spoken
from wopfield.store import colleagues
from wopfield.store.colleagues import Colleague
from wopfield.store.database import Database
from wopfield.store.file_states import note_come, note_there
from wopfield.store.files import FileStore, all_pieces, note_pieces
from wopfield.sync import pairing
from wopfield.sync.device import keys_of
from wopfield.sync.exchange import Taken
from wopfield.sync.lan import PORT, hear_marks, tell_marks
from wopfield.sync.lan_wire import (
    MESSAGE,
    MOST,
    PIECE,
    WORDS,
    Cut,
    Wire,
    answering_context,
    close,
    new_nonce,
    not_understood,
    proof_bytes,
    read_words,
    whole_number,
)
from wopfield.sync.meeting import note_run
from wopfield.sync.pieces import Moved
from wopfield.sync.protocol import Message, decode, encode
from wopfield.sync.replica import Replica
from wopfield.sync.sharing import answer_with, is_new, replica_with
from wopfield.sync.signing import is_signed

MOST_AT_ONCE = 16
MOST_FROM_ONE = 4
"""So many connections are open at once, and from one address."""

GREETING_SECONDS = 15.0
"""Whoever did not prove who they are by then is let go."""

_PATIENCE = 10.0
"""So long closing waits for a guest's thread, which may be asking a person."""

OnCompared = Callable[["Colleague | NotPaired"], None]
"""Hear what came of digits that were shown here: the laptop that is paired now, or why it is not."""

OnTaken = Callable[[frozenset[str]], None]
"""Hear which nouns changed because a colleague’s laptop brought something; ``exchange`` once it has gone."""


class Answering:
    """Answers until it is closed; each laptop in a thread of its own.

    ``show`` gets the digits when a laptop asks to be paired; without it none can. ``on_compared`` hears what came of
    them. ``before_new`` is called before anything comes from a laptop for the first time.
    """

    def __init__(
        self,
        database: Database,
        files: FileStore | None,
        on_taken: OnTaken = lambda _nouns: None,
        show: pairing.Show | None = None,
        host: str = "",
        port: int = PORT,
        on_compared: OnCompared = lambda _outcome: None,
        before_new: Callable[[], object] = lambda: None,
    ) -> None:
        self._before_new = before_new
        self._on_compared = on_compared
        self._database = database
        self._files = files
        self._on_taken = on_taken
        self._show = show
        self._keys = keys_of(database)
        self._context = answering_context(self._keys)
        self._pairing = threading.Lock()
        self._guard = threading.Lock()
        self._guests: dict[socket.socket, tuple[str, float]] = {}
        self._threads: list[threading.Thread] = []
        self._closed = False
        self._listener = _listen(host, port)
        self.port = int(self._listener.getsockname()[1])
        self._door = threading.Thread(target=self._let_in, name="laptops nearby", daemon=True)
        self._door.start()

    def close(self) -> None:
        """Let everybody go and answer no more."""
        self._closed = True
        close(self._listener)
        with self._guard:
            guests = list(self._guests)
        for guest in guests:
            close(guest)
        self._door.join()
        for thread in self._threads:
            thread.join(_PATIENCE)

    # ── the door ─────────────────────────────────────────────────────────────────────────────────────────────

    def _let_in(self) -> None:
        self._listener.settimeout(0.5)
        while not self._closed:
            try:
                guest, (address, *_port) = self._listener.accept()
            except TimeoutError:
                self._let_go()
                continue
            except OSError:
                return
            self._let_go()
            if self._is_full(address):
                close(guest)
                continue
            with self._guard:
                self._guests[guest] = (address, monotonic() + GREETING_SECONDS)
            self._threads = [thread for thread in self._threads if thread.is_alive()]
            thread = threading.Thread(target=self._receive, args=(guest,), name="a laptop nearby", daemon=True)
            self._threads.append(thread)
            thread.start()

    def _is_full(self, address: str) -> bool:
        with self._guard:
            here = [each for each, _until in self._guests.values()]
        return len(here) >= MOST_AT_ONCE or here.count(address) >= MOST_FROM_ONE

    def _let_go(self) -> None:
        """Let those go whose time is over."""
        with self._guard:
            late = [guest for guest, (_address, until) in self._guests.items() if until < monotonic()]
        for guest in late:
            close(guest)

    def _may_stay(self, guest: socket.socket, seconds: float) -> None:
        with self._guard:
            address, _until = self._guests[guest]
            self._guests[guest] = (address, monotonic() + seconds)

    def _receive(self, guest: socket.socket) -> None:
        wire: Wire | None = None
        try:
            guest.settimeout(GREETING_SECONDS)
            wire = Wire(self._context.wrap_socket(guest.dup(), server_side=True))
            self._serve(wire, guest)
        except (OSError, Cut):
            pass  # whoever left needs no answer; what they brought whole is kept
        except Trouble as trouble:
            if wire is not None:
                _say_no(wire, trouble)
        finally:
            if wire is not None:
                wire.close()
            close(guest)
            with self._guard:
                del self._guests[guest]

    # ── one laptop ───────────────────────────────────────────────────────────────────────────────────────────

    def _serve(self, wire: Wire, guest: socket.socket) -> None:
        greeted = new_nonce()
        wire.say(nonce=greeted)
        asked = wire.hear()
        if asked.get("do") == "pair":
            self._pair(wire, guest, greeted, asked)
            return
        colleague = self._paired(greeted, asked)
        self._may_stay(guest, 10.0**9)
        if is_new(self._database, colleague.device):
            self._before_new()
        wire.say(welcome=True)
        wire.greeting = False
        salt = greeted + str(asked.get("nonce", ""))
        unwanted = hear_marks(wire, self._database, colleague, salt)
        tell_marks(wire, self._database, colleague, salt)
        replica = replica_with(self._database, colleague, unwanted)
        run = _Run(replica)
        try:
            self._answer_all(wire, colleague, replica, run)
        finally:
            run.note()
            self._on_taken(frozenset({"exchange"}))

    def _answer_all(self, wire: Wire, colleague: Colleague, replica: Replica, run: "_Run") -> None:
        pieces = _Pieces(self._database, self._files, replica, run.moved)
        while not self._closed:
            kind, content = wire.receive(MESSAGE, WORDS)
            self._must_be_paired(colleague)
            if kind == MESSAGE:
                message = decode(content)
                said, taken = answer_with(replica, message)
                wire.send(MESSAGE, encode(said))
                run.count(message, said, taken)
                if taken.touched:
                    self._on_taken(taken.touched)
            else:
                pieces.answer(wire, read_words(content))

    def _pair(self, wire: Wire, guest: socket.socket, greeted: str, asked: Mapping[str, Any]) -> None:
        show = self._begin_pairing()
        try:
            self._may_stay(guest, pairing.SECONDS + GREETING_SECONDS)
            kept = pairing.answer(wire, self._database, self._keys, greeted, asked, show)
        except NotPaired as trouble:
            self._on_compared(trouble)
            raise
        finally:
            self._pairing.release()
        self._on_compared(kept)
        self._on_taken(frozenset({"colleague"}))

    @spoken(ENGLISH)
    def _begin_pairing(self) -> pairing.Show:
        if self._show is None:
            raise CannotReach(_("This laptop is not being paired now."), do=_("Open its Sync screen and try again."))
        if not self._pairing.acquire(blocking=False):
            raise CannotReach(_("This laptop is being paired with another one."), do=_("Try again in a minute."))
        return self._show

    @spoken(ENGLISH)
    def _paired(self, greeted: str, asked: Mapping[str, Any]) -> Colleague:
        device = asked.get("device")
        with self._database.look() as connection:
            known = colleagues.find(connection, device) if isinstance(device, str) else None
        proof = str(asked.get("proof", ""))
        if known is None or not is_signed(
            known.public, proof_bytes(self._keys.public, known.public, greeted, "share"), proof
        ):
            raise CannotReach(_("These two laptops are not paired."), do=_("Pair them: compare six digits once."))
        if not known.allowed:
            raise CannotReach(_("Sharing is switched off for your laptop."), do=_("Ask its owner to switch it on."))
        return known

    @spoken(ENGLISH)
    def _must_be_paired(self, colleague: Colleague) -> None:
        with self._database.look() as connection:
            known = colleagues.find(connection, colleague.device)
        if known is None or known.public != colleague.public or not known.allowed:
            raise CannotReach(_("Sharing was switched off for your laptop."), do=_("Ask its owner to switch it on."))


class _Run:
    """What was answered to one colleague's laptop, from its coming to its going."""

    def __init__(self, replica: Replica) -> None:
        self._replica = replica
        self._began = monotonic()
        self._sent = self._received = self._refused = self._refused_here = 0
        self._copied = False
        self._owed = True
        """The last answer carried entries, and nobody said that they arrived."""
        self.moved = Moved()

    def count(self, message: Message, said: Message, taken: Taken) -> None:
        """Count what a message brought that was news, what its answer gave, and what came of it."""
        self._received += taken.entries
        self._sent += said.entries
        self._refused += len(message.refusals)
        self._refused_here += len(said.refusals)
        self._copied |= bool(taken.apart)
        self._owed = bool(said.chunks)

    def note(self) -> None:
        """Keep a line about it."""
        ended = later("the other laptop left before it had everything") if self._owed else Saying("")
        with self._replica.database.write() as connection:
            seconds = monotonic() - self._began
            note_run(
                connection, self._replica, self._sent, self._received, self._refused, self._refused_here, self.moved,
                seconds, ended, copied=self._copied,
            )  # fmt: skip


class _Pieces:
    """The pieces of files that one colleague may have, and bring."""

    def __init__(self, database: Database, files: FileStore | None, replica: Replica, moved: Moved) -> None:
        self._moved = moved
        self._database = database
        self._files = files
        self._replica = replica
        self._known: set[tuple[str, str]] = set()

    def answer(self, wire: Wire, asked: Mapping[str, Any]) -> None:
        """Answer what was asked about pieces."""
        scope, sha256, doing = asked.get("scope"), asked.get("sha256"), asked.get("do")
        files = self._files
        if files is None or not isinstance(scope, str):
            raise not_understood()
        if doing == "missing":
            names = asked.get("names")
            if not isinstance(names, list) or len(names) > 1000:
                raise not_understood()
            shared = [str(name) for name in names if self._speaks_of(scope, name)]
            # Whoever asks has them: what is here of them is not on this laptop alone, even if nothing has to move.
            with self._database.write() as connection:
                note_there(connection, self._replica.peer, scope, shared)
            wire.say(missing=[name for name in shared if not files.has(name)])
        elif doing == "get":
            start, most = (whole_number(asked.get(key), MOST[PIECE]) for key in ("start", "most"))
            found = files.piece(str(sha256)) if self._speaks_of(scope, sha256) else None
            if found is None:
                wire.say(missing=True)
                return
            wire.send(PIECE, found[start : start + most])
            self._moved.sent += start < len(found) <= start + most
        elif doing == "put":
            start, of = (whole_number(asked.get(key), MOST[PIECE]) for key in ("start", "of"))
            content = wire.receive(PIECE)[1]
            wire.say(there=self._put(files, scope, str(sha256), start, of, content))
        else:
            raise not_understood()

    def _put(self, files: FileStore, scope: str, sha256: str, start: int, of: int, content: bytes) -> int:
        """Keep a part of a piece, and return how much of its beginning is here now."""
        if not self._speaks_of(scope, sha256):
            return 0
        there = files.add_part(sha256, start, of, content)
        if there == of:
            self._moved.received += 1
            with self._database.write() as connection:
                note_pieces(connection, scope, [(sha256, of)])
                note_come(connection, self._replica.peer, scope, sha256)
        return there

    def _speaks_of(self, scope: str, sha256: object) -> bool:
        """Return whether a row of a partnership that is shared speaks of a piece."""
        place = (scope, str(sha256))
        if place not in self._known:
            with self._database.read() as session:
                self._known = set(all_pieces(session))
        return place in self._known and bool(self._replica.have([scope]))


def _say_no(wire: Wire, trouble: Trouble) -> None:
    """Say in English why not; the other laptop says it in the language of its person."""
    with spoken(ENGLISH), suppress(Cut):
        again = not_understood() if isinstance(trouble, NotUnderstood) else trouble
        wire.say(refused=again.happened, do=again.do)


def _listen(host: str, port: int) -> socket.socket:
    """Listen at the port that is asked for, or at any that is free; without a host, for both kinds of addresses."""
    both = not host and socket.has_dualstack_ipv6()
    for wanted in (port, 0):
        listener = socket.socket(socket.AF_INET6 if both else socket.AF_INET, socket.SOCK_STREAM)
        if os.name != "nt":  # there it would let two programs have one port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            if both:
                listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
            listener.bind((host, wanted))
            listener.listen(MOST_AT_ONCE)
        except OSError:
            listener.close()
            continue
        return listener
    raise CannotReach(
        _("This laptop cannot be reached by others: the system gives no port."),
        safe=_("Everything is safe on this laptop."),
        do=_("Use a USB stick, or ask whoever looks after this laptop."),
    )
