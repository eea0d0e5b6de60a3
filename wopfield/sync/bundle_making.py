"""A bundle while it is made: what its receiver lacks, part by part, with the files that it speaks of."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from time import monotonic

from wopfield.domain import log as wording
from wopfield.errors import Refused
from wopfield.store import conflicts, exchanges
from wopfield.store.database import Database
from wopfield.store.file_states import pieces_at
from wopfield.store.files import FileStore, all_pieces, files_with, missing_pieces, sizes_noted
from wopfield.store.log import timestamp
from wopfield.store.naming import partnership_name
from wopfield.store.rows import COMMONS
from wopfield.sync.bundle_head import Head, sign_end, write_head
from wopfield.sync.bundle_memory import word_of
from wopfield.sync.bundle_parts import END, END_SIGNATURE, HEAD, PAGE, PIECE, SIGNATURE, Part, Tally
from wopfield.sync.bundle_refusals import logs_told_of, told_of
from wopfield.sync.bundle_step import Progress, Step, Stop, Stopped
from wopfield.sync.device import keys_of
from wopfield.sync.program import program_version
from wopfield.sync.protocol import PAGE_BYTES, Have, Message, Place, encode
from wopfield.sync.replica import Replica
from wopfield.sync.trust import own_card, rules_of


@dataclass(frozen=True, slots=True)
class Choice:
    """What to save: partnerships, for a laptop whose bundle came before (empty: anybody), with photos or without."""

    scopes: frozenset[str]
    receiver: str = ""
    receiver_name: str = ""
    photos: bool = True
    pieces: tuple[str, ...] | None = None
    """The pieces that go along, where whoever chooses knows what the receiver lacks."""


class Making:
    """A bundle while it is made, part by part."""

    def __init__(self, database: Database, files: FileStore, choice: Choice, progress: Progress, stop: Stop) -> None:
        self.entries = self.pieces = 0
        self._began = monotonic()
        self._database = database
        self._files = files
        self._choice = choice
        self._progress = progress
        self._stop = stop
        self._keys = keys_of(database)
        with database.look() as connection:
            rules = rules_of(connection, self._keys)
        self._replica = Replica(database, self._keys, choice.receiver, rules)
        self._scopes = choice.scopes | {COMMONS}
        self._total = self._pages = 0
        self._named: set[str] = set()
        """Pieces that the entries in it speak of."""
        self._absent: set[str] = set()
        """Pieces that should go along, and are missing or damaged here."""

    @property
    def seconds(self) -> float:
        """Return how long it has taken."""
        return monotonic() - self._began

    def files_left_out(self) -> tuple[str, ...]:
        """Return what the files are called that should have gone along and are not, or not whole, on this laptop."""
        if not self._absent:
            return ()
        with self._database.read() as session:
            return files_with(session, self._absent)

    def least_bytes(self) -> int:
        """Return how many bytes at least the bundle will have: those of the photos that are known to go along."""
        going = self._pieces_of()
        with self._database.look() as connection:
            sizes = {sha256: size for (_scope, sha256), size in sizes_noted(connection).items()}
        return sum(sizes.get(sha256, 0) for sha256 in going)

    def parts(self) -> Iterator[Part]:
        """Yield the bundle, part by part."""
        tally = Tally()
        for part in self._content():
            tally.add(part)
            yield part
        end = tally.end()
        yield Part(END, "", end)
        yield Part(END_SIGNATURE, "", sign_end(end, self._keys))

    def _content(self) -> Iterator[Part]:
        self._total = self._count()
        have = self._replica.have(self._scopes)
        content, signature = write_head(self._head(have), self._keys)
        yield Part(HEAD, "", content)
        yield Part(SIGNATURE, "", signature)
        for message in self._messages(have):
            self._tell()
            self._pages += 1
            self.entries += message.entries
            self._note(message)
            yield Part(PAGE, f"{self._pages:06}", encode(message))
        pieces = self._pieces_of()
        self._total = self.entries + len(pieces)
        for sha256 in pieces:
            self._tell()
            piece = self._files.piece(sha256)
            if piece is None:
                self._absent.add(sha256)
                continue
            self.pieces += 1
            yield Part(PIECE, sha256, piece)

    def _head(self, have: Have) -> Head:
        with self._database.read() as session:
            lacks = [sha256 for scope, sha256 in missing_pieces(session, self._files) if scope in self._scopes]
            open_places = [place.scope for place in conflicts.places(session)]
            return Head(
                card=own_card(self._database),
                made=timestamp(self._database.clock()),
                program=program_version(),
                names={scope: partnership_name(session, scope) for scope in sorted(self._choice.scopes)},
                have=have,
                receiver=self._choice.receiver,
                receiver_name=self._choice.receiver_name,
                open={scope: open_places.count(scope) for scope in sorted(self._scopes)},
                lacks=frozenset(lacks),
                photos=self._choice.photos,
                refused=told_of(session.connection(), self._scopes),
                untaken=logs_told_of(session.connection(), self._scopes),
            )

    def _messages(self, have: Have) -> Iterator[Message]:
        """Yield pages until the receiver would have all; what is entered meanwhile may come along."""
        if self._choice.receiver:
            there = {scope: dict(heads) for scope, heads in self._replica.there(self._scopes).items()}
        else:
            there = {scope: {} for scope in have}
        while there:
            chunks, certificates = self._replica.page_for(there, there.keys(), PAGE_BYTES)
            if not chunks:
                return
            for chunk in chunks:
                heads = there[chunk.scope]
                end = Place(chunk.last, chunk.names()[-1])
                heads[chunk.log] = heads.get(chunk.log, frozenset()) | {end}
            yield Message(self._keys.device, program_version(), chunks=chunks, certificates=certificates)

    def _pieces_of(self) -> list[str]:
        """Return the pieces that go along, newest file first."""
        if not self._choice.photos:
            return []
        if self._choice.pieces is not None:
            return self._lying(self._choice.pieces)
        with self._database.read() as session:
            wanted = dict.fromkeys(piece for piece in all_pieces(session) if piece[0] in self._scopes)
            receiver, connection = self._choice.receiver, session.connection()
            word = word_of(connection, receiver) if receiver else None
            there = pieces_at(connection, receiver) if receiver else set()
        lacks = word.lacks if word is not None else frozenset()
        if word is not None:  # it has what it knew of and did not say it lacks
            wanted = {piece: None for piece in wanted if piece[1] in self._named or piece[1] in lacks}
        going = dict.fromkeys(piece[1] for piece in wanted if piece not in there or piece[1] in lacks)
        return self._lying(going)

    def _lying(self, going: Iterable[str]) -> list[str]:
        """Return those pieces that are here; the others are told of once it is saved."""
        pieces = list(going)
        self._absent.update(sha256 for sha256 in pieces if not self._files.has(sha256))
        return [sha256 for sha256 in pieces if sha256 not in self._absent]

    def _count(self) -> int:
        """Return how many entries the receiver is not known to have."""
        with self._database.look() as connection:
            known = exchanges.confirmed(connection, self._choice.receiver) if self._choice.receiver else {}
            return sum(
                max(0, line.seq - max(known.get((line.scope, line.id), 0), line.first - 1))
                for line in exchanges.lines(connection, self._scopes)
            )

    def _note(self, message: Message) -> None:
        """Note which pieces the entries of a page speak of."""
        for chunk in message.chunks:
            for line in chunk.lines:
                if isinstance(line, bytes):
                    self._named |= pieces_named(line)

    def _tell(self) -> None:
        if self._stop():
            raise Stopped
        self._progress(Step(self.entries + self.pieces, self._total, self.entries, self.pieces))


def pieces_named(payload: bytes) -> frozenset[str]:
    """Return the pieces of files that an entry speaks of."""
    if b'"evidence_file"' not in payload:
        return frozenset()
    try:
        edits = wording.read(payload).edits
    except Refused:
        return frozenset()
    found = [edit.values.get("pieces") for edit in edits if edit.noun == "evidence_file"]
    return frozenset(str(each) for pieces in found if isinstance(pieces, list) for each in pieces)
