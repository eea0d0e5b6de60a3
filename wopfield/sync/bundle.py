"""Carry an exchange in a file, on a stick or by mail: save it, and take one in.

A bundle holds what its maker has of some partnerships and the receiver lacks. For a receiver who sent a bundle
before, that is all that its last one did not show; for anybody else it is everything. Nothing counts as being with
somebody because it was saved for them: what they have, they say themselves, in the head of the bundle that they make
in answer.

What came is taken in only after the whole file was read once and found whole (``bundle_preview.look_into``).
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from wopfield.errors import BadInput, DiskFull, NotABundle, NotUnderstood, Refused, Trouble
from wopfield.language import Saying, _, later
from wopfield.store import colleagues, exchange_log, exchanges
from wopfield.store.database import Database
from wopfield.store.exchange_log import Past
from wopfield.store.exchanges import Connection
from wopfield.store.file_states import note_come
from wopfield.store.files import FileStore, missing_pieces, note_pieces
from wopfield.store.log import timestamp
from wopfield.sync import bundle_file
from wopfield.sync.bundle_file import Sealed
from wopfield.sync.bundle_head import Head, check_end, read_head
from wopfield.sync.bundle_lock import Key, damaged
from wopfield.sync.bundle_making import Choice, Making
from wopfield.sync.bundle_memory import Word, keep_last, keep_word, word_of
from wopfield.sync.bundle_parts import END, END_SIGNATURE, HEAD, PAGE, PIECE, SIGNATURE, Part
from wopfield.sync.bundle_refusals import keep_told
from wopfield.sync.bundle_step import Progress, Step, Stop, Stopped, never, unheard
from wopfield.sync.device import keys_of
from wopfield.sync.protocol import Message, Refusal, decode
from wopfield.sync.refusing import judge_again
from wopfield.sync.replica import Replica
from wopfield.sync.trust import is_trusted, rules_of


@dataclass(frozen=True, slots=True)
class Saved:
    """What was saved."""

    entries: int
    pieces: int
    bytes: int
    left_out: tuple[str, ...] = ()
    """What the files are called that should have gone along, and are not whole on this laptop."""


@dataclass(slots=True)
class TakenIn:
    """What came of taking a bundle in; ``touched`` names the nouns that changed here."""

    received: int = 0
    pieces: int = 0
    refused: list[Refusal] = field(default_factory=list)
    touched: frozenset[str] = frozenset()
    stopped: bool = False
    cut_short: Trouble | None = None
    """Why it could not be read to its end, or not be kept, though something came; a stick was pulled out perhaps."""
    copied: bool = False
    """A laptop was copied and both copies went on; both lines are kept."""


# ── saving ───────────────────────────────────────────────────────────────────────────────────────────────────


def must_fit(database: Database, files: FileStore, path: Path, choice: Choice) -> None:
    """Raise where it is seen beforehand that a place does not take a bundle.

    Raises:
        DiskFull, CannotKeep: it is too small for the photos, only to be read, or not there.
    """
    bundle_file.must_fit(path, Making(database, files, choice, unheard, never).least_bytes())


def save(
    database: Database,
    files: FileStore,
    path: Path,
    key: Key,
    choice: Choice,
    progress: Progress = unheard,
    stop: Stop = never,
) -> Saved:
    """Save a bundle; it is whole under its name, or not there.

    Raises:
        BadInput: nothing is chosen.
        DiskFull, CannotKeep: the place does not take it.
        Stopped: ``stop`` said so; nothing was saved.
    """
    if not choice.scopes:
        raise BadInput(_("No partnership is chosen."), do=_("Choose at least one."))
    making = Making(database, files, choice, progress, stop)
    size = bundle_file.write(path, key, making.parts())
    with database.write() as connection:
        at = timestamp(database.clock())
        told = Past(
            at=at,
            peer=choice.receiver,
            sent=making.entries,
            received=0,
            seconds=f"{making.seconds:.1f}",
            outcome="",
            files_sent=making.pieces,
            way=exchanges.STICK,
            called=choice.receiver_name,
        )
        exchange_log.note_exchange(connection, told)
        keep_last(connection, at, "saved", making.entries, size)
    return Saved(making.entries, making.pieces, size, making.files_left_out())


# ── taking in ────────────────────────────────────────────────────────────────────────────────────────────────


def take_in(
    database: Database,
    files: FileStore,
    sealed: Sealed,
    key: Key,
    head: Head,
    progress: Progress = unheard,
    stop: Stop = never,
) -> TakenIn:
    """Take in a bundle that was looked into (``head`` is what its head said); what is known is passed over.

    Entries come first, in pieces between which a person's edit goes in, then files. ``stop`` ends it between two
    pages or files; what was taken in stays, and taking it in again goes on from there.

    Raises:
        Refused: nobody here trusts its maker.
        SavedAgain: another file lies there now than the one that was looked into.
        NotABundle: the file was changed since, or cannot be read any more; nothing came.
        DiskFull: there was no room for anything of it.
    """
    _must_be_trusted(database, head)
    bundle_file.must_be_the_same(sealed)
    began = monotonic()
    taking = _Taking(database, files, head, progress, stop)
    ended = taking.read(sealed, key)
    try:
        taking.judge_again()
        taking.note(ended, monotonic() - began, sealed.size)
    except DiskFull:
        if taking.made.cut_short is None:
            raise
        # A disk that is full takes no line about it either; what came is here all the same, and is told.
    return taking.made


class _Taking:
    """A bundle while it is taken in."""

    def __init__(self, database: Database, files: FileStore, head: Head, progress: Progress, stop: Stop) -> None:
        self.made = TakenIn()
        self._database = database
        self._files = files
        self._head = head
        self._progress = progress
        self._stop = stop
        self._maker = head.maker.device
        keys = keys_of(database)
        with database.look() as connection:
            self._replica = Replica(database, keys, self._maker, rules_of(connection, keys), called=head.maker.laptop)
        self._wanted: dict[str, list[str]] | None = None
        """Pieces that are missing here, each with the partnerships that speak of it."""
        self._signed = b""

    def read(self, sealed: Sealed, key: Key) -> Saying:
        """Take in what can be read; return why that is not all of it, or nothing.

        Raises:
            NotABundle, DiskFull: nothing could be.
        """
        try:
            with self._database.taking_much():
                bundle_file.read(sealed, key, self._take, self._tell)
        except Stopped:
            self.made.stopped = True
            return later("stopped; taking the same file in again goes on from here")
        except NotABundle as trouble:
            if not (self.made.received or self.made.pieces):
                raise
            self.made.cut_short = trouble
            return trouble.saying
        except DiskFull as trouble:
            again = _("Make room on the disk, then take the same file in again: it goes on from here.")
            full = DiskFull(trouble.saying, safe=trouble.safe, do=again)
            if not (self.made.received or self.made.pieces):
                raise full from trouble
            self.made.cut_short = full
            return trouble.saying
        self._hear()
        return Saying("")

    def judge_again(self) -> None:
        """Look again at what was refused here before: who wrote it may be known now."""
        with self._database.look() as connection:
            rules = rules_of(connection, keys_of(self._database))
        self.made.touched |= judge_again(self._database, rules)

    def note(self, ended: Saying, seconds: float, size: int) -> None:
        """Keep a line about it; ``ended`` says why it is not all of the file, or nothing."""
        made, maker = self.made, self._head.maker
        with self._database.write() as connection:
            at = timestamp(self._database.clock())
            told = Past(
                at=at,
                peer=maker.device,
                sent=0,
                received=made.received,
                seconds=f"{seconds:.1f}",
                outcome=ended.written(),
                refused_here=len(made.refused),
                files_received=made.pieces,
                way=exchanges.STICK,
                called=maker.laptop or maker.name,
                copied=made.copied,
            )
            exchange_log.note_exchange(connection, told)
            keep_last(connection, at, "taken in", made.received, size)

    def _take(self, part: Part) -> None:
        """Take one part in."""
        if part.kind in (HEAD, END):
            self._signed = part.content
        elif part.kind == SIGNATURE:
            if read_head(self._signed, part.content) != self._head:
                raise damaged()
        elif part.kind == END_SIGNATURE:
            check_end(self._signed, part.content, self._head.maker)
        elif part.kind == PAGE:
            self._take_page(page_of(part))
        elif part.kind == PIECE:
            self._take_piece(part)

    def _tell(self, done: int, total: int) -> None:
        """Tell how far it is, and end it when somebody wants that."""
        if self._stop():
            raise Stopped
        self._progress(Step(done, total, self.made.received, self.made.pieces))

    def _hear(self) -> None:
        """Keep what the maker said it has; an older bundle tells nothing that is not known."""
        word = Word(self._head.made, self._head.lacks)
        with self._database.look() as connection:
            before = word_of(connection, self._maker)
            known = exchanges.confirmed(connection, self._maker)
        self._replica.confirm(self._head.have, self._head.have.keys())
        with self._database.write() as connection:
            if before is not None and word.made < before.made:
                _raise_only(connection, self._maker, known)
                return
            keep_word(connection, self._maker, word)
            colleagues.note_holds(connection, self._maker, self._head.names)
        keep_told(self._database, self._head)

    def _take_page(self, message: Message) -> None:
        chunks = [chunk for chunk in message.chunks if chunk.scope in self._head.have]
        taken = self._replica.take_in(chunks, message.certificates)
        self.made.received += taken.entries
        self.made.refused += taken.refusals
        self.made.touched |= taken.touched
        self.made.copied = self.made.copied or bool(taken.apart)

    def _take_piece(self, part: Part) -> None:
        if self._wanted is None:
            self._wanted = {}
            with self._database.read() as session:
                for scope, sha256 in missing_pieces(session, self._files):
                    self._wanted.setdefault(sha256, []).append(scope)
        scopes = self._wanted.pop(part.name, None)
        if scopes is None:
            return
        if hashlib.sha256(part.content).hexdigest() != part.name:
            raise damaged()
        self._files.keep(part.content)
        with self._database.write() as connection:
            for scope in scopes:
                note_pieces(connection, scope, [(part.name, len(part.content))])
                note_come(connection, self._maker, scope, part.name)
        self.made.pieces += 1


def page_of(part: Part) -> Message:
    """Return the message that a page holds; raise NotABundle where it is none."""
    try:
        return decode(part.content)
    except NotUnderstood as error:
        raise damaged() from error


def _must_be_trusted(database: Database, head: Head) -> None:
    if not is_trusted(database, head.card):
        raise Refused(
            _("Nobody has said yet that this file comes from a colleague."),
            safe=_("Nothing was taken in."),
            do=_("Compare the fingerprint with whoever saved it, and confirm."),
        )


def _raise_only(connection: Connection, peer: str, before: Mapping[tuple[str, str], int]) -> None:
    """Let what a peer was known to have stand where an older word told less."""
    by_scope: dict[str, dict[str, int]] = {}
    for (scope, line), seq in exchanges.confirmed(connection, peer).items():
        by_scope.setdefault(scope, {})[line] = max(seq, before.get((scope, line), 0))
    for scope, has in by_scope.items():
        exchanges.confirm(connection, peer, scope, has)
