"""Take a page in: check each stretch of a log as a whole, then keep it piece by piece.

Its names are worked out anew, and the seal at its end must be by a device somebody vouches for. A laptop takes a page
in piece by piece, so that a person's edit goes first; a server in one transaction.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count, repeat

from wopfield.collecting import without_collecting
from wopfield.domain.log import Entry, Name
from wopfield.errors import Refused
from wopfield.language import ENGLISH, spoken
from wopfield.store import exchanges
from wopfield.store.accepting import accepted_before
from wopfield.store.database import Database
from wopfield.store.exchanges import Connection, Line
from wopfield.store.layout import lay_out_read
from wopfield.store.log import Seal, add_arrived, add_seal, start_new_logs, timestamp
from wopfield.store.refused import on_a_servers_word, without_content
from wopfield.store.weighing import note_unread
from wopfield.sync.device import own_device
from wopfield.sync.exchange import Content, Taken
from wopfield.sync.protocol import Chunk, Place, Refusal, Stub
from wopfield.sync.rules import Judged, Rules, check_withheld
from wopfield.sync.signing import is_signed, sealed_bytes

PIECE = 400
"""So many entries a laptop takes in before it lets a person's edit go first; 20 to 30 ms of work."""

_MOST_PIECES, _MOST_WHEN_QUIET = 4, 10
"""So many pieces become one transaction while nobody waits: each transaction writes many pages of the file again.

Where nobody is typing either, it is a whole page of an exchange: in a long log that is a sixth less work, and whoever
begins to type then waits once for a commit of some 100 ms.
"""


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
    contents: tuple[Content, ...] = ()
    """What it says of entries that are refused here and that came without their content."""
    strange: bool = False
    """Another device's seal stands on all that is here of this log."""

    @property
    def apart(self) -> bool:
        """Return whether this begins a second line of its log, as a copied laptop does."""
        return self.follows is None and self.line != self.chunk.log and not self.strange


class Intake:
    """Takes pages into a database by its rules; people call the other side ``called``.

    ``piece`` is how many entries one transaction takes in; None takes in a whole page, or nothing of it.
    """

    def __init__(self, database: Database, rules: Rules, piece: int | None, called: str) -> None:
        self._database = database
        self._rules = rules
        self._piece = piece
        self._called = called

    @spoken(ENGLISH)
    def take(self, chunks: Sequence[Chunk]) -> Taken:
        """Take in what is news of a page, and say what was refused; a stretch that follows nothing here is left.

        Reasons are kept and told in English, one sentence a line, and said in the language of whoever reads them.
        """
        taken = Taken()
        with without_collecting():
            if self._piece is None and chunks:
                with self._database.write() as connection:
                    self._take_all(chunks, taken, connection)
            else:
                self._take_all(chunks, taken, None)
        return taken

    def _take_all(self, chunks: Sequence[Chunk], taken: Taken, connection: Connection | None) -> None:
        closed: set[str] = set()
        for scope in sorted({chunk.scope for chunk in chunks}):
            with self._writing(connection) as writing:
                try:
                    self._rules.admit(writing, scope, [chunk for chunk in chunks if chunk.scope == scope])
                except Refused as trouble:
                    closed.add(scope)
                    taken.refusals.append(Refusal(scope, "", 0, Name(""), "\n".join(trouble.sentences)))
        for chunk in chunks:
            if chunk.scope in closed:
                continue
            with self._looking(connection) as looking:
                try:
                    news = self._check(looking, chunk)
                except Refused as trouble:
                    why = "\n".join(trouble.sentences)
                    taken.refusals.append(Refusal(chunk.scope, chunk.log, chunk.first, Name(""), why))
                    continue
            if news is not None:
                taken.refusals += news.again
                taken.contents += news.contents
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
        key = self._rules.public_key(connection, chunk.device)
        if not is_signed(key, sealed_bytes(chunk.scope, chunk.log, chunk.last, names[-1]), chunk.signature):
            raise Refused("The seal does not fit what it seals.")
        follows = next((line for line in lines.values() if line.name == chunk.before), None)
        known, again, contents = 0, tuple[Refusal, ...](), tuple[Content, ...]()
        if lines and follows is None:
            here = exchanges.names_from(connection, chunk.scope, lines, chunk.first)
            known = next((place for place, name in enumerate(names) if name not in here), len(names))
            again = tuple(
                Refusal(chunk.scope, chunk.log, chunk.first + place, name, here[name])
                for place, name in enumerate(names[:known])
                if here[name] and not on_a_servers_word(connection, chunk.scope, name)
            )
            contents = self._contents(connection, chunk, {name for name in names[:known] if here[name]})
            before = names[known - 1] if known else chunk.before
            follows = next((line for line in lines.values() if line.name == before), None)
        check_withheld(self._rules, connection, chunk, known)
        sealers = {id_: _sealer_of(connection, line) for id_, line in lines.items()}
        if follows is not None and sealers[follows.id] != chunk.device:
            follows = None  # one seal vouches for all before it: a stranger's must not come to stand on another's work
        news = _news(chunk, names, known, follows, again, first=not lines)
        return replace(news, contents=contents, strange=bool(lines) and chunk.device not in sealers.values())

    def _contents(self, connection: Connection, chunk: Chunk, refused: set[Name]) -> tuple[Content, ...]:
        """Return what a chunk says of refused entries that came here without; their names vouch for it."""
        said = {name: line for name, line in zip(chunk.names(), chunk.lines, strict=True) if isinstance(line, bytes)}
        if not self._rules.withholds or refused.isdisjoint(said):
            return ()
        empty = without_content(connection, chunk.scope)
        return tuple(Content(chunk.scope, chunk.device, name, said[name]) for name in said if name in refused & empty)

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
                self._database.give_way()
        if news.apart:
            taken.apart |= {(chunk.scope, chunk.log)}

    def _keep_pieces(self, connection: Connection, news: _News, start: int, taken: Taken) -> int:
        """Keep news from a place on until somebody else waits to write; return where it stopped."""
        chunk, step = news.chunk, self._piece or len(news.entries)
        for _piece in range(_MOST_WHEN_QUIET if self._database.is_quiet else _MOST_PIECES):
            part, stubs = news.entries[start : start + step], news.stubs[start : start + step]
            self._keep_part(connection, chunk, part, stubs, taken)
            start += len(part)
            if start == len(news.entries):
                add_seal(connection, Seal(chunk.scope, news.line, chunk.last, chunk.device, chunk.signature))
                break
            if self._database.is_awaited:
                break
        return start

    def _keep_part(
        self, connection: Connection, chunk: Chunk, part: Sequence[Entry], stubs: Sequence[Stub | None], taken: Taken
    ) -> None:
        verdicts = self._verdicts(connection, chunk.device, part, stubs)
        word = {stub.name: (stub.device, stub.signature) for stub in stubs if stub is not None}
        exchanges.keep_withheld(connection, chunk.scope, word)
        reasons = [reason for _change, reason in verdicts]
        add_arrived(connection, part, reasons, self._called, timestamp(self._database.clock()))
        said = [change for change, _reason in verdicts]
        written = [(entry.name, change) for entry, change in zip(part, said, strict=True) if change is not None]
        untold = len(written) < len(part)
        others = [each for each in zip(part, said, reasons, strict=True) if each[1] is None] if untold else []
        refused = [(entry, reason) for entry, _none, reason in others if reason]
        unread = [entry.name for entry, _none, reason in others if not reason]
        names = [entry.name for entry, _reason in refused]
        accepted = accepted_before(connection, chunk.scope, names) if names else []
        taken.touched |= lay_out_read(connection, chunk.scope, [*written, *accepted])
        # Whoever passed a stub on knows of it; what was accepted is taken after all.
        settled = word.keys() | {name for name, _change in accepted}
        for entry, reason in refused:
            if entry.name not in settled:
                taken.refusals.append(Refusal(chunk.scope, chunk.log, entry.seq, entry.name, reason))
        strange = {name: "This program cannot read it." for name in unread if name not in settled}
        note_unread(connection, chunk.scope, strange)
        taken.entries += len(part)
        taken.reached.add((chunk.scope, chunk.log, Place(part[-1].seq, part[-1].name)))

    def _verdicts(
        self, connection: Connection, device: str, part: Sequence[Entry], stubs: Sequence[Stub | None]
    ) -> Sequence[Judged]:
        """Return what each entry says, or why it is refused; what came without its content was refused before."""
        if not any(stubs):
            return self._rules.judge(connection, device, part)
        whole = [entry for entry, stub in zip(part, stubs, strict=True) if stub is None]
        judged = iter(self._rules.judge(connection, device, whole))
        return [next(judged) if stub is None else Judged(refused=stub.reason) for stub in stubs]

    def _end_own_log(self, connection: Connection, news: _News) -> None:
        """Begin a new log when somebody shows us entries of our own that we lack: their numbers were given away."""
        if news.strange:
            return
        lines = exchanges.lines(connection, [news.chunk.scope])
        if any(line.mine and line.log == news.chunk.log for line in lines):
            start_new_logs(connection)

    @contextmanager
    def _writing(self, connection: Connection | None) -> Iterator[Connection]:
        if connection is not None:
            yield connection
            return
        with self._database.write() as own:
            yield own

    @contextmanager
    def _looking(self, connection: Connection | None) -> Iterator[Connection]:
        if connection is not None:
            yield connection
            return
        with self._database.look() as own:
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
    left = chunk.lines[known:]
    payloads = [line if isinstance(line, bytes) else b"" for line in left]
    numbers = count(chunk.first + known)
    entries = tuple(map(Entry, repeat(chunk.scope), repeat(target), numbers, names[known:], payloads))
    stubs = tuple(line if isinstance(line, Stub) else None for line in left)
    return _News(chunk, target, follows, entries, stubs, again)


def _sealer_of(connection: Connection, line: Line) -> str:
    """Return the device whose line it is; only what this device wrote itself may have no seal yet."""
    return exchanges.sealer_of(connection, line.scope, line.id) or own_device(connection)


def _head(connection: Connection, scope: str, line: str) -> Name | None:
    return next((each.name for each in exchanges.lines(connection, [scope]) if each.id == line), None)
