"""What an exchange may ask of a database: what it has, a page for the other side, and to take a page in.

A laptop takes a page in piece by piece, so that a person's edit goes first; a server in one transaction. In both, a
stretch of a log is checked as a whole before anything of it is kept: its names are worked out anew, and the seal at
its end must be by a device somebody vouches for.
"""

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from wopfield.domain import log as wording
from wopfield.domain.log import Entry, Name
from wopfield.errors import Refused
from wopfield.store import colleagues, exchanges
from wopfield.store.accepting import accepted_before
from wopfield.store.database import Database
from wopfield.store.exchanges import Connection, Found, Line
from wopfield.store.layout import lay_out_read
from wopfield.store.log import Seal, add_arrived, add_seal, name_at, start_new_logs, timestamp
from wopfield.store.refused import sealed_and_refused
from wopfield.store.weighing import note_unread
from wopfield.sync.exchange import Taken
from wopfield.sync.lines import heads_of, shared
from wopfield.sync.protocol import MOST_STANDING, Certificate, Chunk, Have, Heads, Place, Refusal, Stub
from wopfield.sync.refusing import believed, doubted, hear_standing, note_untaken
from wopfield.sync.rules import Judged, Rules, check_withheld
from wopfield.sync.signing import Keys, is_signed, sealed_bytes, sign, withheld_bytes

PIECE = 400
"""So many entries a laptop takes in before it lets a person's edit go first; 20 to 30 ms of work."""

MOST_PIECES = 4
"""So many pieces become one transaction while nobody waits: each transaction writes many pages of the file again."""


@dataclass(frozen=True, slots=True)
class _News:
    """What of a chunk is not here yet, and the line that it continues or begins."""

    chunk: Chunk
    line: str
    follows: Line | None
    entries: tuple[Entry, ...]
    stubs: tuple[Stub | None, ...]
    """What came in place of each entry; None where it came itself."""
    again: tuple[Refusal, ...] = ()
    """What is known here as refused already: whoever sends it once more did not hear of it."""

    @property
    def apart(self) -> bool:
        """Return whether this begins a second line of its log."""
        return self.follows is None and self.line != self.chunk.log


class Replica:
    """One side's database in an exchange with ``peer``, which people call ``called``.

    ``keys`` sign what this device wrote itself. ``piece`` is how many entries one transaction takes in; None takes
    in a whole page, or nothing of it. ``shared`` says which scopes the peer may know of; None leaves that to whoever
    answers it.
    """

    def __init__(
        self,
        database: Database,
        keys: Keys,
        peer: str,
        rules: Rules,
        piece: int | None = PIECE,
        called: str = "",
        shared: Callable[[Connection], Collection[str]] | None = None,
    ) -> None:
        self.database = database
        self.keys = keys
        self.peer = peer
        self.called = called or peer
        self.rules = rules
        self._piece = piece
        self._shared = shared

    # ── telling ──────────────────────────────────────────────────────────────────────────────────────────────

    def have(self, scopes: Iterable[str] | None = None) -> Have:
        """Return the heads of every log, by scope."""
        with self.database.look() as connection:
            wanted = self._may_know(connection, exchanges.scopes(connection) if scopes is None else scopes)
            found: dict[str, list[Line]] = {scope: [] for scope in wanted}
            for line in exchanges.lines(connection, wanted):
                found[line.scope].append(line)
        return {scope: heads_of(lines) for scope, lines in found.items()}

    def lacks(self, theirs: Have) -> dict[str, frozenset[Name]]:
        """Return which of their heads are not here, for each scope they told of."""
        if not theirs:
            return {}
        with self.database.look() as connection:
            return {
                scope: _names(heads) - exchanges.find(connection, scope, _names(heads)).keys()
                for scope, heads in theirs.items()
            }

    def confirm(self, theirs: Have, sure: Collection[str]) -> None:
        """Keep what the other side has by its own words; nothing else counts as being there."""
        if not theirs:
            return
        with self.database.look() as connection:
            known = exchanges.confirmed(connection, self.peer)
            has = {
                (scope, line): seq
                for scope, (_lines, there) in self._shared_with(connection, theirs, sure).items()
                for line, seq in there.items()
                if seq is not None
            }
        if all(known.get(place) == seq for place, seq in has.items()):
            return
        with self.database.write() as connection:
            for scope in sorted(theirs):
                exchanges.confirm(
                    connection, self.peer, scope, {line: seq for (where, line), seq in has.items() if where == scope}
                )

    def _shared_with(
        self, connection: Connection, theirs: Have, sure: Collection[str]
    ) -> dict[str, tuple[list[Line], dict[str, int | None]]]:
        """Return the lines of each scope, and up to which number the other side has each (None: nobody can tell)."""
        lines: dict[str, list[Line]] = {scope: [] for scope in sorted(theirs)}
        for line in exchanges.lines(connection, theirs):
            lines[line.scope].append(line)
        found: dict[str, tuple[list[Line], dict[str, int | None]]] = {}
        for scope, here in lines.items():
            heads = {line.name: Found(line.id, line.seq) for line in here}
            names = _names(theirs[scope])
            others = exchanges.find(connection, scope, names - heads.keys())
            found[scope] = here, shared(here, theirs[scope], {**heads, **others}, scope in sure)
        return found

    def doubted(self) -> dict[str, list[Refusal]]:
        """Return the logs of other devices that the other side did not take, by the device that sealed them."""
        with self.database.look() as connection:
            return doubted(connection, self.peer, self.keys.device)

    def believed(self, devices: Collection[str]) -> frozenset[str]:
        """Return those of some devices whose logs would be taken here."""
        with self.database.look() as connection:
            return believed(connection, self.rules, devices)

    def standing(self, scopes: Collection[str]) -> tuple[Refusal, ...] | None:
        """Return which entries that the other side's device sealed are still refused here; None who judges nothing."""
        if not self.rules.judges:
            return None
        with self.database.look() as connection:
            found = sealed_and_refused(connection, self.peer, self._may_know(connection, scopes), MOST_STANDING)
        return tuple(Refusal(scope, exchanges.log_of(line), seq, name, why) for scope, line, seq, name, why in found)

    def hear_standing(self, refusals: Collection[Refusal], scopes: Collection[str]) -> None:
        """Keep which entries that were written here the other side still refuses in some scopes, and no others."""
        hear_standing(self.database, self.peer, refusals, scopes)

    # ── giving ───────────────────────────────────────────────────────────────────────────────────────────────

    def page_for(
        self, theirs: Have, sure: Collection[str], room: int, without: Collection[tuple[str, str]] = ()
    ) -> tuple[tuple[Chunk, ...], tuple[Certificate, ...]]:
        """Return entries the other side lacks, oldest first, with the certificates of who sealed them.

        ``theirs`` holds the heads of every scope the page may speak of, ``sure`` those scopes in which the other side
        told all it has, ``without`` logs (scope, log) that it does not take. Of what it refused as a whole when it was
        offered last, the page holds the shortest stretch there is: whether it is taken now shows by that.
        """
        if not theirs:
            return (), ()
        with self.database.look() as connection:
            chunks: list[Chunk] = []
            may_know = self._may_know(connection, theirs)
            held, tried = _held(connection, self.peer), set[str]()
            for line, after in self._wanted(connection, {scope: theirs[scope] for scope in may_know}, sure):
                whole = (line.scope, "") in held and not theirs[line.scope]
                doubtful = whole or after < held.get((line.scope, line.log), 0)
                if (line.scope, line.log) in without or (whole and line.scope in tried):
                    continue
                while after < line.seq and room > 0:
                    chunk = self._stretch(connection, line, after, 0 if doubtful else room)
                    if chunk is None or (chunks and _size(chunk) > room):
                        break
                    chunks.append(chunk)
                    room -= _size(chunk)
                    after = chunk.last
                    if doubtful:
                        tried.add(line.scope)
                        break
            return tuple(chunks), self._vouched(connection, chunks)

    def page_from_memory(self, scopes: Collection[str], room: int) -> tuple[tuple[Chunk, ...], tuple[Certificate, ...]]:
        """Return a page of what the other side did not have when it last told, and did not refuse as a whole."""
        with self.database.look() as connection:
            held = _held(connection, self.peer)
        there = self.there([scope for scope in scopes if (scope, "") not in held])
        return self.page_for(there, there.keys(), room, held.keys())

    def there(self, scopes: Collection[str]) -> Have:
        """Return what the other side had when it last told, of those scopes in which something is news to it."""
        with self.database.look() as connection:
            known = exchanges.confirmed(connection, self.peer)
            there: dict[str, dict[str, frozenset[Place]]] = {}
            for line in exchanges.lines(connection, scopes):
                seq = known.get((line.scope, line.id), 0)
                if seq >= line.seq:
                    continue
                heads = there.setdefault(line.scope, {})
                name = name_at(connection, line.scope, line.id, seq) if seq >= line.first else None
                if name:
                    heads[line.log] = heads.get(line.log, frozenset()) | {Place(seq, name)}
            for line in exchanges.lines(connection, there):
                if known.get((line.scope, line.id), 0) >= line.seq:
                    heads = there[line.scope]
                    heads[line.log] = heads.get(line.log, frozenset()) | {Place(line.seq, line.name)}
        return there

    def _may_know(self, connection: Connection, scopes: Iterable[str]) -> list[str]:
        """Return which of some scopes the other side may know of."""
        if self._shared is None:
            return list(scopes)
        shared = self._shared(connection)
        return [scope for scope in scopes if scope in shared]

    def _wanted(self, connection: Connection, theirs: Have, sure: Collection[str]) -> Iterator[tuple[Line, int]]:
        """Yield the lines that the other side lacks something of, each with the number it has."""
        for scope, (lines, has) in self._shared_with(connection, theirs, sure).items():
            first = exchanges.beginning(connection, scope) if not theirs[scope] else ""
            for line in sorted(lines, key=lambda each: (each.first, each.id != first, each.id)):
                there = has[line.id]
                if there is not None and max(there, line.first - 1) < line.seq:
                    yield line, max(there, line.first - 1)

    def _stretch(self, connection: Connection, line: Line, after: int, room: int) -> Chunk | None:
        """Return the stretch of a line after a number that fits ``room`` and ends at a seal, or the shortest there is.

        What this device wrote it seals where it likes; of the rest, what nobody sealed yet stays (None).
        """
        seals = exchanges.seals_between(connection, line.scope, line.id, after, line.seq)
        lines: list[bytes | Stub] = []
        cut, cut_name, size = 0, Name(""), 0
        for name, payload, refused, own in exchanges.entries_between(connection, line.scope, line.id, after, line.seq):
            size += len(payload)
            said = self._passed_on(connection, line, Place(after + len(lines) + 1, name), payload, refused)
            if said is None or (cut and size > room):
                break
            lines.append(said)
            if own or after + len(lines) in seals:
                cut, cut_name = len(lines), name
            if own and after + cut == 1:
                break  # so that whoever is asked whether they take a log is shown one entry of it
        if not cut:
            return None
        seal = seals.get(after + cut) or self._seal(line, after + cut, cut_name)
        before = _name_before(connection, line, after)
        return Chunk(line.scope, line.log, after + 1, before, tuple(lines[:cut]), seal.device, seal.signature)

    def _passed_on(
        self, connection: Connection, line: Line, place: Place, payload: bytes, refused: str
    ) -> bytes | Stub | None:
        """Return what the other side is given of an entry; None when nobody vouches that it has no content.

        A laptop judges for itself alone: what it refused it passes on as it came, and others judge for themselves.
        """
        word = exchanges.withheld(connection, line.scope, place.name) if refused else None
        if word is None and refused and self.rules.withholds:
            said = withheld_bytes(line.scope, line.log, place.seq, place.name, refused)
            word = self.keys.device, sign(self.keys.private, said)
        return Stub(place.name, refused, *word) if word is not None else payload or None

    def _seal(self, line: Line, seq: int, name: Name) -> Seal:
        signature = sign(self.keys.private, sealed_bytes(line.scope, line.log, seq, name))
        return Seal(line.scope, line.id, seq, self.keys.device, signature)

    def _vouched(self, connection: Connection, chunks: Iterable[Chunk]) -> tuple[Certificate, ...]:
        """Return what vouches for the devices that sealed: what a server said, and what they say themselves."""
        devices = {chunk.device for chunk in chunks}
        devices |= {line.device for chunk in chunks for line in chunk.lines if isinstance(line, Stub)}
        found = (exchanges.certificates(connection, devices), colleagues.cards(connection, devices))
        return tuple(Certificate(*said[device]) for said in found for device in sorted(said))

    # ── taking in ────────────────────────────────────────────────────────────────────────────────────────────

    def take_in(self, chunks: Sequence[Chunk], certificates: Sequence[Certificate]) -> Taken:
        """Take in what is news of a page, and say what was refused; a stretch that follows nothing here is left."""
        taken = Taken()
        if certificates:
            with self.database.write() as connection:
                self.rules.learn(connection, certificates)
        if self._piece is None and chunks:
            with self.database.write() as connection:
                self._take_all(chunks, taken, connection)
        else:
            self._take_all(chunks, taken, None)
        if not self.rules.withholds:
            note_untaken(self.database, self.peer, self.called, chunks, taken.refusals)
        return taken

    def _take_all(self, chunks: Sequence[Chunk], taken: Taken, connection: Connection | None) -> None:
        closed: set[str] = set()
        for scope in sorted({chunk.scope for chunk in chunks}):
            with self._writing(connection) as writing:
                try:
                    self.rules.admit(writing, scope, [chunk for chunk in chunks if chunk.scope == scope])
                except Refused as trouble:
                    closed.add(scope)
                    taken.refusals.append(Refusal(scope, "", 0, Name(""), str(trouble)))
        for chunk in chunks:
            if chunk.scope in closed:
                continue
            with self._looking(connection) as looking:
                try:
                    news = self._check(looking, chunk)
                except Refused as trouble:
                    taken.refusals.append(Refusal(chunk.scope, chunk.log, chunk.first, Name(""), str(trouble)))
                    continue
            if news is not None:
                taken.refusals += news.again
                self._keep(news, taken, connection)

    def _check(self, connection: Connection, chunk: Chunk) -> _News | None:
        """Return what of a chunk is news; None when there is none, or when it follows nothing that is here.

        Raises:
            Refused: nobody vouches for who sealed it, or the seal does not fit; or an entry came without its content,
                and no server says that it withholds it.
        """
        lines = {line.id: line for line in exchanges.lines(connection, [chunk.scope]) if line.log == chunk.log}
        where = exchanges.find(connection, chunk.scope, [chunk.before]) if chunk.first > 1 else {}
        if chunk.first > 1:
            found = where.get(chunk.before)
            if found is None or found.seq != chunk.first - 1 or exchanges.log_of(found.line) != chunk.log:
                return None
        names = chunk.names()
        key = self.rules.public_key(connection, chunk.device)
        if not is_signed(key, sealed_bytes(chunk.scope, chunk.log, chunk.last, names[-1]), chunk.signature):
            raise Refused("The seal does not fit what it seals.")
        follows = next((line for line in lines.values() if line.name == chunk.before), None)
        known, again = 0, tuple[Refusal, ...]()
        if lines and follows is None:
            here = exchanges.names_from(connection, chunk.scope, lines, chunk.first)
            known = next((place for place, name in enumerate(names) if name not in here), len(names))
            again = tuple(
                Refusal(chunk.scope, chunk.log, chunk.first + place, name, here[name])
                for place, name in enumerate(names[:known])
                if here[name]
            )
            before = names[known - 1] if known else chunk.before
            follows = next((line for line in lines.values() if line.name == before), None)
        check_withheld(self.rules, connection, chunk, known)
        return _news(chunk, names, known, follows, again, first=not lines)

    def _keep(self, news: _News, taken: Taken, connection: Connection | None) -> None:
        """Keep news piece by piece; what somebody else did to the line meanwhile ends it, and is met next time."""
        chunk, start = news.chunk, 0
        before = news.follows.name if news.follows else None
        while start < len(news.entries):
            with self._writing(connection) as writing:
                if start == 0:
                    self._end_own_log(writing, news)
                if _head(writing, chunk.scope, news.line) != before:
                    return
                start = self._keep_pieces(writing, news, start, taken)
                before = news.entries[start - 1].name
            if connection is None:
                time.sleep(0.001)  # a lock is not fair: without a pause a person's edit could wait for us all
        if news.apart:
            taken.apart |= {(chunk.scope, chunk.log)}

    def _keep_pieces(self, connection: Connection, news: _News, start: int, taken: Taken) -> int:
        """Keep news from a place on until somebody else waits to write; return where it stopped."""
        chunk, step = news.chunk, self._piece or len(news.entries)
        for _piece in range(MOST_PIECES):
            part, stubs = news.entries[start : start + step], news.stubs[start : start + step]
            self._keep_part(connection, chunk, part, stubs, taken)
            start += len(part)
            if start == len(news.entries):
                add_seal(connection, Seal(chunk.scope, news.line, chunk.last, chunk.device, chunk.signature))
                break
            if self.database.is_awaited:
                break
        return start

    def _keep_part(
        self, connection: Connection, chunk: Chunk, part: Sequence[Entry], stubs: Sequence[Stub | None], taken: Taken
    ) -> None:
        judged = iter(
            self.rules.judge(
                connection, chunk.device, [entry for entry, stub in zip(part, stubs, strict=True) if stub is None]
            )
        )
        verdicts = [next(judged) if stub is None else Judged(refused=stub.reason) for stub in stubs]
        word = {stub.name: (stub.device, stub.signature) for stub in stubs if stub is not None}
        exchanges.keep_withheld(connection, chunk.scope, word)
        add_arrived(
            connection, part, [each.refused for each in verdicts], self.called, timestamp(self.database.clock())
        )
        pairs = list(zip(part, verdicts, strict=True))
        written = [(entry.name, each.change) for entry, each in pairs if each.change is not None]
        refused = [entry.name for entry, each in pairs if each.refused]
        accepted = accepted_before(connection, chunk.scope, refused) if refused else []
        written += accepted
        taken.touched |= lay_out_read(connection, chunk.scope, written)
        settled = word.keys() | {name for name, _change in accepted}
        for entry, each in pairs:
            if entry.name in settled:
                continue  # whoever passed it on knows, or it was taken after all
            if each.refused:
                taken.refusals.append(Refusal(chunk.scope, chunk.log, entry.seq, entry.name, each.refused))
            elif each.change is None:
                note_unread(connection, chunk.scope, {entry.name: "This program cannot read it."})
        taken.entries += len(part)
        taken.reached.add((chunk.scope, chunk.log, Place(part[-1].seq, part[-1].name)))

    def _end_own_log(self, connection: Connection, news: _News) -> None:
        """Begin a new log when somebody shows us entries of our own that we lack: their numbers were given away."""
        lines = exchanges.lines(connection, [news.chunk.scope])
        if any(line.mine and line.log == news.chunk.log for line in lines):
            start_new_logs(connection)

    @contextmanager
    def _writing(self, connection: Connection | None) -> Iterator[Connection]:
        if connection is not None:
            yield connection
            return
        with self.database.write() as own:
            yield own

    @contextmanager
    def _looking(self, connection: Connection | None) -> Iterator[Connection]:
        if connection is not None:
            yield connection
            return
        with self.database.look() as own:
            yield own


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _news(
    chunk: Chunk,
    names: Sequence[Name],
    known: int,
    follows: Line | None,
    again: tuple[Refusal, ...],
    *,
    first: bool,
) -> _News:
    """Return what of a chunk is news, after its first ``known`` entries; ``first``: nothing of its log is here."""
    if known == len(names):
        target = chunk.log
    elif follows is not None:
        target = follows.id
    else:
        target = chunk.log if first else exchanges.branch_of(chunk.log, names[known])
    entries = tuple(
        Entry(chunk.scope, target, chunk.first + place, names[place], line if isinstance(line, bytes) else b"")
        for place, line in enumerate(chunk.lines)
        if place >= known
    )
    stubs = tuple(line if isinstance(line, Stub) else None for line in chunk.lines[known:])
    return _News(chunk, target, follows, entries, stubs, again)


def _held(connection: Connection, peer: str) -> dict[tuple[str, str], int]:
    """Return the logs (scope, log) that the other side refused from a number on; the log "" is a whole partnership."""
    found = [each for each in exchanges.refusals(connection) if each.peer == peer and not each.name]
    return {(each.scope, exchanges.log_of(each.line)): each.seq for each in found}


def _names(heads: Heads) -> frozenset[Name]:
    return frozenset(place.name for places in heads.values() for place in places)


def _name_before(connection: Connection, line: Line, after: int) -> Name:
    """Return the name of the entry that the next stretch of a line follows."""
    name = name_at(connection, line.scope, line.id if after >= line.first else line.parent, after)
    return wording.START if name is None else name


def _head(connection: Connection, scope: str, line: str) -> Name | None:
    return next((each.name for each in exchanges.lines(connection, [scope]) if each.id == line), None)


def _size(chunk: Chunk) -> int:
    return sum(len(line) for line in chunk.lines if isinstance(line, bytes))
