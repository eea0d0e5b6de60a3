"""The steps of an exchange, without input or output.

One side asks, the other answers, until both have the same. The asking side is an ``Exchange``: a value that says
which message to send next and takes what came back; whoever carries the messages may drop, repeat or cut them, and
may set the exchange aside. The answering side keeps nothing between two messages: ``answer`` is a function.

    ask: digests of all I have, and a page of what you lacked when we last met
    answer: which scopes are the same; of the others, what I have; what I could not take; a page for you
    ask: what I have of the scopes that differ, and a page of what you lack        … and so on

What only this side holds goes first: as long as a page does not bring all of a log, nothing is asked for in return.

No cursor takes part. A message that was lost is made again from what both sides have; one that came twice tells
nothing new. A scope in which neither side got any further in a round is left as it is.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from wopfield.domain.log import Name
from wopfield.sync.protocol import (
    PAGE_BYTES,
    Certificate,
    Chunk,
    Have,
    Heads,
    Message,
    Place,
    Refusal,
    digest,
)

FIRST_ROOM = 512_000
"""How many bytes of entries the first page may carry; a line that takes them gets twice as many next time. They are
1,700 edits or so, and 45 kB on the wire."""

LEAST_ROOM = 16_000


class Content(NamedTuple):
    """What an entry says that a device sealed, for where it came without."""

    scope: str
    device: str
    name: Name
    payload: bytes


@dataclass(slots=True)
class Taken:
    """What came of a page: how much was news, what was refused, which nouns changed, whose logs went on apart."""

    entries: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    touched: frozenset[str] = frozenset()
    apart: frozenset[tuple[str, str]] = frozenset()
    """Logs (scope, log) in which two different entries stand at one place: that laptop was copied."""
    reached: set[tuple[str, str, Place]] = field(default_factory=set)
    """How far the page brought each log (scope, log): whoever sent it has that."""
    contents: list[Content] = field(default_factory=list)
    """What the page brought of refused entries whose content was not here."""


class Side(Protocol):
    """What an exchange asks of a database."""

    def have(self, scopes: Iterable[str] | None = None) -> Have:
        """Return the heads of every log, by scope."""

    def lacks(self, theirs: Have) -> Mapping[str, frozenset[Name]]:
        """Return which of their heads are not here."""

    def page_for(
        self, theirs: Have, sure: Collection[str], room: int, without: Collection[tuple[str, str]] = ()
    ) -> tuple[tuple[Chunk, ...], tuple[Certificate, ...]]:
        """Return what the other side lacks."""

    def page_from_memory(self, scopes: Collection[str], room: int) -> tuple[tuple[Chunk, ...], tuple[Certificate, ...]]:
        """Return what the other side lacked when it last told."""

    def take_in(self, chunks: Sequence[Chunk], certificates: Sequence[Certificate]) -> Taken:
        """Take in what is news of a page."""

    def confirm(self, theirs: Have, sure: Collection[str]) -> None:
        """Keep what the other side has by its own words."""

    def doubted(self) -> Mapping[str, Sequence[Refusal]]:
        """Return the logs of other devices that the other side did not take, by the device that sealed them."""

    def believed(self, devices: Collection[str]) -> frozenset[str]:
        """Return those of some devices whose logs would be taken here."""

    def standing(self, scopes: Collection[str]) -> tuple[Refusal, ...] | None:
        """Return what is still refused here, a server of all and a laptop of the other side; None to say nothing."""

    def hear_standing(self, refusals: Collection[Refusal], scopes: Collection[str]) -> frozenset[str]:
        """Keep what the other side still refuses in some scopes, in place of before; return the nouns that changed."""

    def doubts(self, scopes: Collection[str], asked: Collection[Name] = ()) -> Mapping[str, frozenset[Name]]:
        """Return entries that the other side, a server, was heard to refuse, but for those ``asked`` about before.

        None once it still refuses all that it was asked about: then it has forgotten nothing.
        """

    def wants(self, scopes: Collection[str]) -> Mapping[str, frozenset[Name]]:
        """Return entries refused here whose content is not here."""

    def contents(self, wanted: Mapping[str, frozenset[Name]]) -> tuple[tuple[Chunk, ...], tuple[Certificate, ...]]:
        """Return stretches with the content of those of some entries that it is known of here."""


@dataclass(slots=True)
class Progress:
    """How far an exchange is."""

    sent: int = 0
    received: int = 0
    requests: int = 0
    touched: frozenset[str] = frozenset()
    refusals: dict[tuple[str, str, int], Refusal] = field(default_factory=dict)
    refused_here: dict[tuple[str, str, int], Refusal] = field(default_factory=dict)
    """What this side did not take."""
    apart: frozenset[tuple[str, str]] = frozenset()


class Exchange:
    """The asking side: ``while message := exchange.next_message(): exchange.receive(carry(message))``."""

    def __init__(self, side: Side, device: str, program: str = "", room: int = FIRST_ROOM) -> None:
        self.progress = Progress()
        self.room = room
        self._side = side
        self._device = device
        self._program = program
        self._told: Have = {}
        self._theirs: dict[str, Heads] = {}
        """What the other side last said, by scope."""
        self._known: dict[str, Heads] = {}
        """The same, with what it did not say it lacks of what we told."""
        self._sure: frozenset[str] = frozenset()
        self._ever_sure: frozenset[str] = frozenset()
        self._closed: set[str] = set()
        self._left: set[tuple[str, str]] = set()
        """Logs (scope, log) that the other side does not take, for now."""
        self._doubted: Mapping[str, Sequence[Refusal]] = {}
        """What the other side was asked about before it is offered again."""
        self._doubts: Mapping[str, frozenset[Name]] = {}
        """What the next message asks a server about, that was heard to refuse it."""
        self._asked: set[Name] = set()
        self._passed: dict[tuple[str, str], frozenset[Place]] = {}
        """Where stretches ended that the other side answered without a word of news or refusal: it had them before."""
        self._sent: Message | None = None
        self._giving = True
        """Whether what goes on behind a page is given before anything is taken; ends once a page gets nowhere."""
        self._done = False
        self._owed: tuple[tuple[Chunk, ...], tuple[Certificate, ...]] = ((), ())
        """Content that the other side lacks of entries that it refused; it goes before anything else."""
        self._offered: set[Name] = set()
        """The entries whose content was owed before: who did not take it then would want it without end."""
        self.untold: tuple[Refusal, ...] = ()
        """What this side did not take of the last page, as long as the other side was not told."""

    @property
    def closed(self) -> frozenset[str]:
        """Return the scopes of which the other side took nothing at all in this exchange."""
        return frozenset(self._closed)

    def next_message(self) -> Message | None:
        """Return what to send; None when both sides have the same, or nothing gets any further."""
        if self._done:
            return None
        self._told = self._side.have()
        open_scopes = self._told.keys() - self._closed
        if not self.progress.requests:
            chunks, certificates = self._side.page_from_memory(open_scopes, self.room)
            told_whole: frozenset[str] = frozenset()
        else:
            told_whole = frozenset(scope for scope in self._differing() if scope in self._told)
            there = {scope: self._behind(scope) for scope in told_whole}
            chunks, certificates = (
                self._owed if self._owed[0] else self._side.page_for(there, self._sure, self.room, self._left)
            )
        first = not self.progress.requests
        if first:
            self._doubted, self._doubts = self._side.doubted(), self._side.doubts(open_scopes)
        self._sent = Message(
            device=self._device,
            program=self._program,
            same={scope: digest(self._told[scope]) for scope in sorted(open_scopes - told_whole)},
            have={scope: self._told[scope] for scope in sorted(told_whole)},
            chunks=chunks,
            certificates=certificates,
            refusals=self.untold,
            asks=frozenset(self._doubted) if first else frozenset(),
            standing=self._side.standing(open_scopes) if first else None,
            doubts=self._doubts,
            room=0 if self._giving and self._goes_on_behind(chunks) else self.room,
        )
        return self._sent

    def receive(self, answer: Message) -> None:
        """Take in what came back for the last message."""
        sent = self._sent
        if sent is None or self._done:
            raise RuntimeError("nothing was asked")
        before, told_before = dict(self._theirs), self._ever_sure
        self._asked |= {name for names in sent.doubts.values() for name in names}
        self._hear(sent, answer)
        self._confirm(self._known)
        self._leave_out(answer.believes)
        if answer.standing is not None:
            heard = self._side.hear_standing(answer.standing, answer.same.keys() | answer.have.keys())
            self.progress.touched |= heard
        taken = self._side.take_in(answer.chunks, answer.certificates)
        self.untold = tuple(taken.refusals)
        for scope, log, place in taken.reached:
            heads = self._known.get(scope, {})
            self._known[scope] = {**heads, log: heads.get(log, frozenset()) | {place}}
        self._confirm({scope for scope, _log, _place in taken.reached})
        self.progress.requests += 1
        if sent.chunks is not self._owed[0]:
            self.progress.sent += sum(_kept(chunk, answer.refusals) for chunk in sent.chunks)
        self._owed = self._content_for(answer.wants)
        self.progress.received += taken.entries
        self.progress.touched |= taken.touched
        self.progress.apart |= taken.apart
        self.progress.refusals.update({(each.scope, each.log, each.seq): each for each in answer.refusals})
        refused_here = {(each.scope, each.log, each.seq): each for each in taken.refusals}
        # Whoever hears of a refusal offers other things next time; who hears of the same again has nothing else.
        heard_anew = bool(refused_here.keys() - self.progress.refused_here.keys())
        self.progress.refused_here.update(refused_here)
        self.room = min(2 * self.room, PAGE_BYTES)
        self._told = self._side.have()
        self._ever_sure |= self._sure
        differing = self._differing()
        # Only who was told what is lacked knows where a line that left a copied laptop's began, and can send it.
        learnt = not self._sure <= told_before
        untold = (differing & self._told.keys()) - sent.have.keys()
        further = taken.entries or before != self._theirs or learnt or untold or heard_anew or self._pass_over(sent)
        self._giving = self._giving and bool(further)
        self._done = not self._owed[0] and (not differing or not (further or sent.room == 0))
        self._doubts = self._more_doubts() if self._done else {}
        self._done = self._done and not self._doubts

    def _content_for(self, wants: Mapping[str, frozenset[Name]]) -> tuple[tuple[Chunk, ...], tuple[Certificate, ...]]:
        """Return what the other side wants the content of, and was not offered in this exchange."""
        left = {scope: names - self._offered for scope, names in wants.items() if scope not in self._closed}
        chunks, certificates = self._side.contents(left) if any(left.values()) else ((), ())
        for chunk in chunks:
            said = zip(chunk.names(), chunk.lines, strict=True)
            self._offered |= {name for name, line in said if isinstance(line, bytes)}
        return chunks, certificates

    def _more_doubts(self) -> Mapping[str, frozenset[Name]]:
        """Return what else to ask a server about that turned out to have forgotten what it refused."""
        return self._side.doubts(self._told.keys() - self._closed, self._asked) if self._asked else {}

    def _leave_out(self, believed: frozenset[str] | None) -> None:
        """Offer nothing of devices that the other side, when asked, still does not believe: what it refused stands."""
        if believed is None:
            return
        for device in self._doubted.keys() - believed:
            for each in self._doubted[device]:
                self._left.add((each.scope, each.log))
                self.progress.refusals[each.scope, each.log, each.seq] = each

    def make_smaller(self) -> bool:
        """Ask for smaller pages after a message did not get through; False when they cannot get smaller."""
        if self.room <= LEAST_ROOM:
            return False
        self.room = max(self.room // 4, LEAST_ROOM)
        return True

    def _goes_on_behind(self, chunks: Sequence[Chunk]) -> bool:
        """Return whether this side holds more of a log than a page brings."""
        ends = {(chunk.scope, chunk.log): chunk.last for chunk in chunks}
        return any(place.seq > end for (scope, log), end in ends.items() for place in self._told[scope].get(log, ()))

    def _pass_over(self, sent: Message) -> bool:
        """Go on behind a page that was no news to the other side; False when there is nothing behind it.

        So it is where a copied laptop's lines part further along than a page reaches. What is passed over counts for
        this exchange alone, and for nobody's receipt: had the other side left it, the next exchange begins anew.
        """
        passed = False
        for chunk in sent.chunks:
            key, end = (chunk.scope, chunk.log), Place(chunk.last, chunk.names()[-1])
            known = self._passed.get(key, frozenset())
            if key not in self._left and end not in known:
                self._passed[key] = known | {end}
                passed = True
        return passed

    def _behind(self, scope: str) -> Heads:
        """Return what the other side has of a scope, with what was passed over."""
        heads = dict(self._known.get(scope, {}))
        for (where, log), places in self._passed.items():
            if where == scope:
                heads[log] = heads.get(log, frozenset()) | places
        return heads

    def _hear(self, sent: Message, answer: Message) -> None:
        """Note what the other side says it has; of what we told it, it has all that it does not say it lacks."""
        self._closed |= {each.scope for each in answer.refusals if not each.log}
        self._left |= {(each.scope, each.log) for each in answer.refusals if each.log and not each.name}
        for scope, said in answer.same.items():
            if scope in self._told and said == digest(self._told[scope]):
                self._theirs[scope] = self._known[scope] = self._told[scope]
        for scope, heads in answer.have.items():
            told = sent.have.get(scope, {}) if scope in answer.lacks else {}
            self._theirs[scope] = heads
            self._known[scope] = _joined(heads, told, answer.lacks.get(scope, frozenset()))
        self._sure = frozenset(answer.lacks)

    def _confirm(self, scopes: Iterable[str]) -> None:
        self._side.confirm({scope: self._known[scope] for scope in scopes if scope in self._known}, self._sure)

    def _differing(self) -> frozenset[str]:
        mine = self._told
        return frozenset(
            scope
            for scope in (mine.keys() | self._theirs.keys()) - self._closed
            if scope not in self._theirs or digest(mine.get(scope, {})) != digest(self._theirs[scope])
        )


def _kept(chunk: Chunk, refusals: Sequence[Refusal]) -> int:
    """Return how many entries of a stretch were not refused as a whole: what is refused singly has its place there."""
    for each in refusals:
        if each.scope == chunk.scope and not each.log:
            return 0
        if (each.scope, each.log) == (chunk.scope, chunk.log) and not each.name:
            return max(0, min(each.seq, chunk.last + 1) - chunk.first)
    return len(chunk.lines)


def answer(
    side: Side,
    message: Message,
    scopes: Collection[str],
    refusals: Sequence[Refusal],
    device: str,
    program: str = "",
    *,
    brought: bool = False,
) -> Message:
    """Return the answer to a message from somebody who may see ``scopes``.

    ``side`` took its page in before, and ``refusals`` came of it. ``brought`` says that it held content which was
    wanted: then what else is wanted is told at once.
    """
    mine = side.have(scopes)
    same = {
        scope: digest(heads)
        for scope, heads in mine.items()
        if digest(heads) == (message.same.get(scope) or digest(message.have.get(scope, {})))
    }
    have = {scope: heads for scope, heads in mine.items() if scope not in same}
    told = {scope: heads for scope, heads in message.have.items() if scope in have}
    theirs = {scope: told.get(scope, {}) for scope in have if scope not in message.same}
    chunks, certificates = side.page_for(theirs, (), min(message.room, PAGE_BYTES))
    return Message(
        device=device,
        program=program,
        same=same,
        have=have,
        lacks={scope: frozenset(names) for scope, names in side.lacks(told).items()},
        chunks=chunks,
        certificates=certificates,
        refusals=tuple(refusals),
        believes=side.believed(message.asks) if message.asks else None,
        standing=None if message.have else side.standing(scopes),
        wants=side.wants(scopes) if brought or not message.have else {},
    )


def _joined(heads: Heads, told: Heads, lacks: frozenset[Name]) -> Heads:
    joined = dict(heads)
    for log, places in told.items():
        held: frozenset[Place] = frozenset(place for place in places if place.name not in lacks)
        joined[log] = joined.get(log, frozenset()) | held
    return joined
