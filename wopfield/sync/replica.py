"""What an exchange may ask of a database: what it has, a page for the other side, and to take a page in."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from random import SystemRandom

from wopfield.domain import log as wording
from wopfield.domain.log import Name
from wopfield.store import colleagues, exchanges, other_servers
from wopfield.store.database import Database
from wopfield.store.exchanges import Connection, Found, Line
from wopfield.store.log import Seal, name_at
from wopfield.store.refused import said_to_be_refused, standing_refused, wanted_of
from wopfield.store.rows import COMMONS
from wopfield.sync.exchange import Taken
from wopfield.sync.lines import heads_of, shared
from wopfield.sync.protocol import (
    MOST_DOUBTED,
    MOST_STANDING,
    PAGE_BYTES,
    Certificate,
    Chunk,
    Have,
    Heads,
    Place,
    Refusal,
    Stub,
)
from wopfield.sync.refusing import believed, doubted, hear_standing, heed, keep_refusals, note_untaken
from wopfield.sync.rules import Rules
from wopfield.sync.signing import Keys, sealed_bytes, sign, withheld_bytes
from wopfield.sync.taking_in import PIECE, Intake


class Replica:
    """One side's database in an exchange with ``peer``, which people call ``called``.

    ``keys`` sign what this device wrote itself. ``piece`` is how many entries one transaction takes in; None takes
    in a whole page, or nothing of it. ``shared`` says which scopes the peer may know of; None leaves that to whoever
    answers it. ``to_server``: the peer is this laptop's server, and what other servers wrote is not for it.
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
        *,
        to_server: bool = False,
    ) -> None:
        self._to_server = to_server
        self.database = database
        self.keys = keys
        self.peer = peer
        self.called = called or peer
        self.rules = rules
        self._intake = Intake(database, rules, piece, self.called)
        self._shared = shared

    # ── telling ──────────────────────────────────────────────────────────────────────────────────────────────

    def have(self, scopes: Iterable[str] | None = None) -> Have:
        """Return the heads of every log, by scope."""
        with self.database.look() as connection:
            wanted = self._may_know(connection, exchanges.scopes(connection) if scopes is None else scopes)
            apart = self._apart(connection)
            found: dict[str, list[Line]] = {scope: [] for scope in wanted}
            for line in exchanges.lines(connection, wanted):
                if (line.scope, line.id) not in apart:
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
        # People first: whoever wrote what comes behind has a name then, and a newcomer knows who they are.
        lines: dict[str, list[Line]] = {scope: [] for scope in sorted(theirs, key=lambda one: (one != COMMONS, one))}
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
        """Return which entries are still refused here; None who judges nothing.

        A server tells of all of them, a laptop of those that the other side's device sealed.
        """
        if not self.rules.judges:
            return None
        sealer = "" if self.rules.withholds else self.peer
        with self.database.look() as connection:
            found = standing_refused(connection, self._may_know(connection, scopes), MOST_STANDING, sealer)
        return tuple(Refusal(scope, exchanges.log_of(line), seq, name, why) for scope, line, seq, name, why in found)

    def hear_standing(self, refusals: Collection[Refusal], scopes: Collection[str]) -> frozenset[str]:
        """Keep which entries that are here the other side still refuses in some scopes, and no others.

        Returns:
            The nouns that changed here, as what a server refuses does not count.
        """
        return hear_standing(self.database, self.peer, refusals, scopes, of_all=self._to_server)

    def keep_refusals(self, connection: Connection, refusals: Collection[Refusal]) -> frozenset[str]:
        """Keep what the other side did not take; what a server refuses of others' work counts here no more.

        Returns:
            The nouns that changed here.
        """
        keep_refusals(connection, self.peer, refusals)
        return heed(connection, self.peer, refusals) if self._to_server else frozenset()

    def doubts(self, scopes: Collection[str], asked: Collection[Name] = ()) -> dict[str, frozenset[Name]]:
        """Return entries that the server was heard to refuse, but for those ``asked`` about before.

        Of more than are asked about at once it is any of them, and none once it still refuses all it was asked about.
        """
        if not self._to_server:
            return {}
        with self.database.look() as connection:
            heard = said_to_be_refused(connection, self.peer, scopes)
        if asked and {name for _scope, name in heard}.issuperset(asked):
            return {}
        left = sorted(each for each in heard if each[1] not in asked)
        return _by_scope(left if len(left) <= MOST_DOUBTED else SystemRandom().sample(left, MOST_DOUBTED))

    def wants(self, scopes: Collection[str]) -> dict[str, frozenset[Name]]:
        """Return entries refused here whose content is not here; a laptop leaves it to the server that withholds it."""
        if not self.rules.withholds:
            return {}
        with self.database.look() as connection:
            return _by_scope(wanted_of(connection, self._may_know(connection, scopes), self.peer, MOST_DOUBTED))

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

    def contents(self, wanted: Mapping[str, frozenset[Name]]) -> tuple[tuple[Chunk, ...], tuple[Certificate, ...]]:
        """Return stretches with the content of those of some entries that it is known of here."""
        chunks: list[Chunk] = []
        with self.database.look() as connection:
            for scope in self._may_know(connection, sorted(wanted)):
                lines = {line.id: line for line in exchanges.lines(connection, [scope])}
                for _name, place in sorted(exchanges.find(connection, scope, wanted[scope]).items()):
                    entry = exchanges.entry(connection, scope, place.line, place.seq)
                    if entry is None or not entry.payload:
                        continue
                    chunk = self._stretch(connection, lines[place.line], place.seq - 1, 0)
                    if chunk is not None and sum(map(_size, chunks)) + _size(chunk) <= PAGE_BYTES:
                        chunks.append(chunk)
            return tuple(chunks), self._vouched(connection, chunks)

    def page_from_memory(self, scopes: Collection[str], room: int) -> tuple[tuple[Chunk, ...], tuple[Certificate, ...]]:
        """Return a page of what the other side did not have when it last told, and did not refuse as a whole.

        Whoever never told of a scope in which others wrote too may have met them, and a colleague may have it from
        anybody: they are asked first.
        """
        with self.database.look() as connection:
            held = _held(connection, self.peer)
            told = {scope for scope, _line in exchanges.confirmed(connection, self.peer)}
            lines = exchanges.lines(connection, scopes)
            shared = {line.scope for line in lines if not (line.mine and self._to_server)}
        there = self.there([scope for scope in scopes if (scope, "") not in held and scope not in shared - told])
        return self.page_for(there, there.keys(), room, held.keys())

    def there(self, scopes: Collection[str]) -> Have:
        """Return what the other side had when it last told, of those scopes in which something is news to it."""
        with self.database.look() as connection:
            known, apart = exchanges.confirmed(connection, self.peer), self._apart(connection)
            there: dict[str, dict[str, frozenset[Place]]] = {}
            for line in exchanges.lines(connection, scopes):
                seq = known.get((line.scope, line.id), 0)
                if seq >= line.seq or (line.scope, line.id) in apart:
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

    def _apart(self, connection: Connection) -> frozenset[tuple[str, str]]:
        """Return the lines, as (scope, line), that are not for the other side."""
        return other_servers.lines(connection) if self._to_server else frozenset()

    def _may_know(self, connection: Connection, scopes: Iterable[str]) -> list[str]:
        """Return which of some scopes the other side may know of."""
        if self._shared is None:
            return list(scopes)
        shared = self._shared(connection)
        return [scope for scope in scopes if scope in shared]

    def _wanted(self, connection: Connection, theirs: Have, sure: Collection[str]) -> Iterator[tuple[Line, int]]:
        """Yield the lines that the other side lacks something of, each with the number it has."""
        apart = self._apart(connection)
        for scope, (lines, has) in self._shared_with(connection, theirs, sure).items():
            first = exchanges.beginning(connection, scope) if not theirs[scope] else ""
            for line in sorted(lines, key=lambda each: (each.first, each.id != first, each.id)):
                there = has[line.id]
                if (scope, line.id) not in apart and there is not None and max(there, line.first - 1) < line.seq:
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
        if not devices:
            return ()
        found = (exchanges.certificates(connection, devices), colleagues.cards(connection, devices))
        vouched = [Certificate(*said[device]) for said in found for device in sorted(said)]
        return tuple(dict.fromkeys((*self.rules.besides(connection, vouched), *vouched)))

    # ── taking in ────────────────────────────────────────────────────────────────────────────────────────────

    def take_in(self, chunks: Sequence[Chunk], certificates: Sequence[Certificate]) -> Taken:
        """Take in what is news of a page, and say what was refused; a stretch that follows nothing here is left."""
        if certificates:
            with self.database.write() as connection:
                self.rules.learn(connection, certificates)
        taken = self._intake.take(chunks)
        if not self.rules.withholds:
            note_untaken(self.database, self.peer, self.called, chunks, taken.refusals)
        return taken


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _held(connection: Connection, peer: str) -> dict[tuple[str, str], int]:
    """Return the logs (scope, log) that the other side refused from a number on; the log "" is a whole partnership."""
    found = [each for each in exchanges.refusals(connection) if each.peer == peer and not each.name]
    return {(each.scope, exchanges.log_of(each.line)): each.seq for each in found}


def _names(heads: Heads) -> frozenset[Name]:
    return frozenset(place.name for places in heads.values() for place in places)


def _by_scope(places: Iterable[tuple[str, Name]]) -> dict[str, frozenset[Name]]:
    found: dict[str, frozenset[Name]] = {}
    for scope, name in places:
        found[scope] = found.get(scope, frozenset()) | {name}
    return found


def _name_before(connection: Connection, line: Line, after: int) -> Name:
    """Return the name of the entry that the next stretch of a line follows."""
    name = name_at(connection, line.scope, line.id if after >= line.first else line.parent, after)
    return wording.START if name is None else name


def _size(chunk: Chunk) -> int:
    return sum(len(line) for line in chunk.lines if isinstance(line, bytes))
