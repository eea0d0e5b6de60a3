"""Look into a bundle before anything of it is taken in: who made it, what is news, what it would leave open.

The whole file is read, so that a bundle that is damaged anywhere is told so before any of it counts. Nothing is
written: what vouches for a device is tried out in a transaction that is undone.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TypeVar

from wopfield.domain.log import PROGRAM, SERVER, Change, Entry, Name
from wopfield.errors import Refused
from wopfield.language import _
from wopfield.store import colleagues, exchanges, people
from wopfield.store.above import News
from wopfield.store.database import Database
from wopfield.store.exchanges import Connection
from wopfield.store.files import FileStore, missing_pieces
from wopfield.store.layout import foresee
from wopfield.store.naming import noun_words, register_words, row_name
from wopfield.store.rows import COMMONS
from wopfield.store.tables import NOUNS
from wopfield.sync import bundle_file
from wopfield.sync.bundle import page_of
from wopfield.sync.bundle_file import Sealed
from wopfield.sync.bundle_head import Head, check_end, fingerprint, read_head
from wopfield.sync.bundle_lock import Key, damaged
from wopfield.sync.bundle_parts import END, END_SIGNATURE, HEAD, PAGE, PIECE, SIGNATURE, Part
from wopfield.sync.bundle_step import Progress, Step, Stop, Stopped, never, unheard
from wopfield.sync.device import keys_of
from wopfield.sync.protocol import Certificate, Chunk
from wopfield.sync.rules import check_withheld
from wopfield.sync.signing import is_signed, sealed_bytes
from wopfield.sync.trust import ColleaguesWord, is_trusted, rules_of

MOST_NAMED = 20
"""So many of the things that would be changed in two places are named."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PartnershipNews:
    """What a bundle brings of one partnership, or of what all share (scope ``commons``)."""

    scope: str
    name: str
    here: bool
    """It is on this laptop already."""
    entries: int
    conflicts: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What a bundle is, and what taking it in would do."""

    head: Head
    laptop: str
    maker: str
    fingerprint: str
    trusted: bool
    """Its maker is believed already; else a person has to say so."""
    own: bool
    """This laptop made it, or a copy of it."""
    partnerships: tuple[PartnershipNews, ...]
    authors: tuple[tuple[str, int], ...]
    """Who made the changes that are news, and how many each; the most first."""
    conflicts: tuple[str, ...]
    """What would stand changed in two places, by name; at most ``MOST_NAMED``."""
    files: int
    """Pieces of photos and documents that are missing here."""
    file_bytes: int
    refused: tuple[tuple[str, int], ...]
    """Why something would not be taken in, and how many entries."""
    unconnected: int
    """Entries that follow something that is not here and not in it."""
    size: int

    @property
    def entries(self) -> int:
        """Return how many changes are news."""
        return sum(each.entries for each in self.partnerships)


@dataclass(frozen=True, slots=True)
class Looked:
    """A bundle that was read to its end and found whole; what ``take_in`` is given."""

    sealed: Sealed
    key: Key
    preview: Preview


def look_into(
    database: Database,
    files: FileStore,
    sealed: Sealed,
    key: Key,
    progress: Progress = unheard,
    stop: Stop = never,
) -> Looked:
    """Read a bundle to its end and say what taking it in would do; nothing is written.

    Raises:
        NotABundle: it is damaged, cut, or of another form.
        Stopped: ``stop`` said so.
    """
    looking = _Looking(database, files, progress, stop)
    bundle_file.read(sealed, key, looking.take, looking.tell)
    return Looked(sealed, key, looking.preview(sealed.size))


class _Undo(Exception):
    """Ends a transaction that was only tried."""


@dataclass(slots=True)
class _Counts:
    entries: Counter[str] = field(default_factory=Counter)
    authors: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    unconnected: int = 0
    pieces: dict[str, int] = field(default_factory=dict)


class _Looking:
    """A bundle while it is looked into."""

    def __init__(self, database: Database, files: FileStore, progress: Progress, stop: Stop) -> None:
        self._database = database
        self._files = files
        self._progress = progress
        self._stop = stop
        self._keys = keys_of(database)
        self._head: Head | None = None
        self._signed = b""
        self._counts = _Counts()
        self._certificates: dict[Certificate, None] = {}
        self._ends: set[tuple[str, str, int, Name]] = set()
        """Where the stretches end that the bundle brought so far."""
        self._written: dict[str, list[News]] = defaultdict(list)
        """News of those partnerships that are here."""
        self._names: dict[str, str] = {}
        """People that are new here, by id."""
        self._named: set[str] = set()
        with database.look() as connection:
            self._here = frozenset(exchanges.scopes(connection))

    def take(self, part: Part) -> None:
        """Look at one part."""
        if part.kind in (HEAD, END):
            self._signed = part.content
        elif part.kind == SIGNATURE:
            self._head = read_head(self._signed, part.content)
            self._certificates[self._head.card] = None
        elif part.kind == END_SIGNATURE:
            check_end(self._signed, part.content, self._found_head().maker)
        elif part.kind == PAGE:
            message = page_of(part)
            self._certificates.update(dict.fromkeys(message.certificates))
            for chunk in message.chunks:
                self._look_at(chunk)
        elif part.kind == PIECE:
            if hashlib.sha256(part.content).hexdigest() != part.name:
                raise damaged()
            if not self._files.has(part.name):
                self._counts.pieces[part.name] = len(part.content)

    def tell(self, done: int, total: int) -> None:
        """Tell how far it is, and end it when somebody wants that."""
        if self._stop():
            raise Stopped
        self._progress(Step(done, total, sum(self._counts.entries.values()), len(self._counts.pieces)))

    def preview(self, size: int) -> Preview:
        """Return what was found."""
        head = self._found_head()
        counts, maker = self._counts, head.maker
        conflicts, named = self._conflicts()
        with self._database.read() as session:
            known = people.names(session)
            missing = {sha256 for _scope, sha256 in missing_pieces(session, self._files)} | self._named
        wanted = {sha256: length for sha256, length in counts.pieces.items() if sha256 in missing}
        names = {**self._names, **known}
        authors = Counter[str]()
        for author, number in counts.authors.items():
            authors[names.get(author) or _author_words(author)] += number
        return Preview(
            head=head,
            laptop=maker.laptop,
            maker=maker.name,
            fingerprint=fingerprint(maker.public),
            trusted=is_trusted(self._database, head.card),
            own=maker.device == self._keys.device,
            partnerships=tuple(self._partnerships(head, conflicts)),
            authors=tuple(authors.most_common()),
            conflicts=tuple(named[:MOST_NAMED]),
            files=len(wanted),
            file_bytes=sum(wanted.values()),
            refused=tuple(counts.refused.most_common()),
            unconnected=counts.unconnected,
            size=size,
        )

    # ── private ──────────────────────────────────────────────────────────────────────────────────────────────

    def _found_head(self) -> Head:
        if self._head is None:
            raise damaged()
        return self._head

    def _look_at(self, chunk: Chunk) -> None:
        names = chunk.names()
        with self._database.look() as connection:
            found = exchanges.find(connection, chunk.scope, [chunk.before, *names])
        before = (chunk.scope, chunk.log, chunk.first - 1, chunk.before)
        if chunk.first > 1 and chunk.before not in found and before not in self._ends:
            self._counts.unconnected += len(chunk.lines)
            return
        fresh = [place for place, name in enumerate(names) if name not in found]
        why = self._weigh(chunk, names, fresh) if fresh else ""
        if why:
            self._counts.refused[why] += len(fresh)
        else:
            self._ends.add((chunk.scope, chunk.log, chunk.last, names[-1]))

    def _weigh(self, chunk: Chunk, names: Sequence[Name], fresh: Sequence[int]) -> str:
        """Count what is news of a stretch; return why none of it would be taken in, empty where it would."""
        if self._head is None or chunk.scope not in self._head.have:
            return _("It is of a partnership that the file does not name.")
        entries, withheld = [], []
        for place in fresh:
            line = chunk.lines[place]
            if isinstance(line, bytes):
                entries.append(Entry(chunk.scope, chunk.log, chunk.first + place, names[place], line))
            else:
                withheld.append(line.reason)
        sealed = sealed_bytes(chunk.scope, chunk.log, chunk.last, names[-1])

        def try_out(connection: Connection) -> Sequence[tuple[Change | None, str]]:
            rules = self._rules(connection)
            if not is_signed(rules.public_key(connection, chunk.device), sealed, chunk.signature):
                raise Refused(_("The seal does not fit what it seals."))
            check_withheld(rules, connection, chunk, fresh[0])
            return [(each.change, each.refused) for each in rules.judge(connection, chunk.device, entries)]

        try:
            judged = self._tried(try_out)
        except Refused as trouble:
            return trouble.happened
        self._counts.refused.update(withheld)
        for entry, (change, refused) in zip(entries, judged, strict=True):
            self._count(entry, change, refused)
        return ""

    def _count(self, entry: Entry, change: Change | None, refused: str) -> None:
        if refused:
            self._counts.refused[refused] += 1
            return
        self._counts.entries[entry.scope] += 1
        if change is None:
            return  # a newer program's; it is kept and passed on
        self._counts.authors[change.author] += 1
        for edit in change.edits:
            if edit.noun == "person" and isinstance(name := edit.values.get("name"), str):
                self._names[edit.row] = name
            pieces = edit.values.get("pieces") if edit.noun == "evidence_file" else None
            if isinstance(pieces, list):
                self._named |= {str(each) for each in pieces}
        if entry.scope in self._here:
            self._written[entry.scope].append(News(entry.name, change, entry.log, entry.seq))

    def _rules(self, connection: Connection) -> ColleaguesWord:
        """Return the rules as they would be once a person said that the maker is to be believed."""
        if self._head is not None and (device := self._head.maker.device) != self._keys.device:
            colleagues.keep_card(connection, device, self._head.card.content, self._head.card.signature)
        rules = rules_of(connection, self._keys)
        rules.learn(connection, list(self._certificates))
        return rules

    def _tried(self, act: Callable[[Connection], T]) -> T:
        """Return what ``act`` comes to in a transaction that is undone."""
        done: list[T] = []
        with suppress(_Undo), self._database.write() as connection:
            done.append(act(connection))
            raise _Undo
        return done[0]

    def _partnerships(self, head: Head, conflicts: Mapping[str, int]) -> list[PartnershipNews]:
        return [
            PartnershipNews(
                scope,
                head.names.get(scope, ""),
                scope in self._here,
                self._counts.entries[scope],
                conflicts.get(scope, 0) if scope in self._here else head.open.get(scope, 0),
            )
            for scope in sorted(head.have, key=lambda each: (each == COMMONS, head.names.get(each, "")))
            if scope != COMMONS or self._counts.entries[COMMONS]
        ]

    def _conflicts(self) -> tuple[dict[str, int], list[str]]:
        """Return how many things would newly stand changed in two places, by partnership, and what they are called."""
        counts: dict[str, int] = {}
        named: list[str] = []
        with self._database.read() as session:
            for scope, news in self._written.items():
                found = foresee(session.connection(), scope, news)
                counts[scope] = len(found)
                for (noun, row), register in sorted(found)[: MOST_NAMED - len(named)]:
                    model = NOUNS.get(noun)
                    shown = session.get(model, (scope, row)) if model is not None else None
                    title = row_name(session, shown).title if shown is not None else noun_words(noun)
                    named.append(f"{title} · {register_words(noun, register)}")
        return counts, named


def _author_words(author: str) -> str:
    words = {PROGRAM: _("The program"), SERVER: _("The server")}
    return words.get(author) or _("Somebody this laptop does not know yet")
