"""Sides of an exchange that leave one rule out, to prove that the rule is needed and that the machine sees it is gone.

Each stands in front of a sound side and does in plain statements what a program without the rule would have done.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from sqlalchemy import Connection, delete, insert, select, update

from wopfield.domain import log as wording
from wopfield.domain.log import PROGRAM, Entry
from wopfield.server.judging import ServersRules
from wopfield.store import exchanges
from wopfield.store.database import Database
from wopfield.store.layout import heads_with_values, lay_out, values_named
from wopfield.store.log import add_arrived, name_at, own_logs
from wopfield.store.log_tables import CONFLICT, EDIT, ENTRY, LOG
from wopfield.store.reading import read
from wopfield.store.rows import read_heads, table, write_heads
from wopfield.store.tables import Answer
from wopfield.store.weighing import REPLACED, REPLACED_UNSEEN
from wopfield.sync.exchange import Taken
from wopfield.sync.protocol import Certificate, Chunk, Have, Place, Refusal
from wopfield.sync.replica import Replica
from wopfield.sync.rules import Judged
from wopfield.sync.signing import is_signed, sealed_bytes, sign
from wopfield.sync.trust import ColleaguesWord

Page = tuple[tuple[Chunk, ...], tuple[Certificate, ...]]


class Through:
    """A side that passes everything on, of one partnership."""

    def __init__(self, inner: Replica, database: Database, scope: str, peer: str) -> None:
        self.inner = inner
        self.database = database
        self.scope = scope
        self.peer = peer

    def have(self, scopes: Iterable[str] | None = None) -> Have:
        """Return the heads of every log of the partnership."""
        return self.inner.have([self.scope])

    def lacks(self, theirs: Have) -> dict[str, frozenset[wording.Name]]:
        """Return which of their heads are not here."""
        return dict(self.inner.lacks(theirs))

    def page_for(
        self, theirs: Have, sure: Collection[str], room: int, without: Collection[tuple[str, str]] = ()
    ) -> Page:
        """Return what the other side lacks."""
        return self.inner.page_for(theirs, sure, room, without)

    def page_from_memory(self, scopes: Collection[str], room: int) -> Page:
        """Return what the other side lacked when it last told."""
        return self.inner.page_from_memory(scopes, room)

    def take_in(self, chunks: Sequence[Chunk], certificates: Sequence[Certificate]) -> Taken:
        """Take in what is news of a page."""
        return self.inner.take_in(chunks, certificates)

    def confirm(self, theirs: Have, sure: Collection[str]) -> None:
        """Keep what the other side has by its own words."""
        self.inner.confirm(theirs, sure)

    def doubted(self) -> Mapping[str, Sequence[Refusal]]:
        """Return the logs that the other side did not take, by the device that sealed them."""
        return self.inner.doubted()

    def believed(self, devices: Collection[str]) -> frozenset[str]:
        """Return those of some devices whose logs would be taken here."""
        return self.inner.believed(devices)

    def standing(self, scopes: Collection[str]) -> tuple[Refusal, ...] | None:
        """Return what is still refused here of the other side's own work."""
        return self.inner.standing(scopes)

    def hear_standing(self, refusals: Collection[Refusal], scopes: Collection[str]) -> frozenset[str]:
        """Keep what the other side still refuses of what is here."""
        return self.inner.hear_standing(refusals, scopes)

    def doubts(
        self, scopes: Collection[str], asked: Collection[wording.Name] = ()
    ) -> Mapping[str, frozenset[wording.Name]]:
        """Return entries that the other side was heard to refuse, but for those asked about before."""
        return self.inner.doubts(scopes, asked)

    def wants(self, scopes: Collection[str]) -> Mapping[str, frozenset[wording.Name]]:
        """Return refused entries whose content is not here."""
        return self.inner.wants(scopes)

    def contents(self, wanted: Mapping[str, frozenset[wording.Name]]) -> Page:
        """Return stretches with the content of some entries."""
        return self.inner.contents(wanted)


class ConfirmsWhatItSent(Through):
    """Holds for arrived what it has sent, without waiting for the other side's word."""

    def page_for(
        self, theirs: Have, sure: Collection[str], room: int, without: Collection[tuple[str, str]] = ()
    ) -> Page:
        return self._sent(super().page_for(theirs, sure, room, without))

    def page_from_memory(self, scopes: Collection[str], room: int) -> Page:
        return self._sent(super().page_from_memory(scopes, room))

    def _sent(self, page: Page) -> Page:
        with self.database.write() as connection:
            known = exchanges.confirmed(connection, self.peer)
            has = {line: seq for (scope, line), seq in known.items() if scope == self.scope}
            has.update({chunk.log: chunk.last for chunk in page[0]})
            exchanges.confirm(connection, self.peer, self.scope, has)
        return page


class LeavesEmptyWhatCameEmpty(Through):
    """Neither asks for the content of what came to it empty, nor takes it."""

    def wants(self, scopes: Collection[str]) -> Mapping[str, frozenset[wording.Name]]:
        return {}

    def take_in(self, chunks: Sequence[Chunk], certificates: Sequence[Certificate]) -> Taken:
        taken = super().take_in(chunks, certificates)
        taken.contents.clear()
        return taken


class ShowsWhatTheServerRefuses(Through):
    """Goes on counting what came from its author, whatever the server says of it."""

    def hear_standing(self, refusals: Collection[Refusal], scopes: Collection[str]) -> frozenset[str]:
        return frozenset()


class NamesNothingThatWasRefused(Through):
    """Does not tell the server what it heard to be refused there."""

    def doubts(
        self, scopes: Collection[str], asked: Collection[wording.Name] = ()
    ) -> Mapping[str, frozenset[wording.Name]]:
        return {}


class ForgetsWhatWasReplaced(Through):
    """Does not remember that something was replaced which has not come yet."""

    def take_in(self, chunks: Sequence[Chunk], certificates: Sequence[Certificate]) -> Taken:
        taken = super().take_in(chunks, certificates)
        with self.database.write() as connection:
            connection.execute(delete(EDIT).where(EDIT.c.scope == self.scope, EDIT.c.status == REPLACED_UNSEEN))
        return taken


class LetsTheClockDecide(Through):
    """Keeps of two values the one that was entered later, by the clocks of those who entered them."""

    def take_in(self, chunks: Sequence[Chunk], certificates: Sequence[Certificate]) -> Taken:
        taken = super().take_in(chunks, certificates)
        with self.database.write() as connection:
            for row, register in self._open(connection):
                if register == wording.ALIVE:
                    continue
                shown, *others = heads_with_values(connection, self.scope, "answer", row, register)
                place = {"scope": self.scope, "noun": "answer", "row": row, "register": register}
                for other in others:
                    connection.execute(insert(EDIT).values(**place, name=other.name, status=REPLACED))
                lines = table(Answer)
                here = (lines.c.scope == self.scope, lines.c.id == row)
                kept = read_heads(str(connection.execute(select(lines.c.heads).where(*here)).scalar_one()))
                heads = write_heads({**kept, register: (shown.name,)})
                connection.execute(update(lines).where(*here).values(heads=heads, open=""))
                connection.execute(delete(CONFLICT).where(CONFLICT.c.scope == self.scope, CONFLICT.c.row == row))
        return taken

    def _open(self, connection: Connection) -> list[tuple[str, str]]:
        statement = select(CONFLICT.c.row, CONFLICT.c.register)
        found = connection.execute(statement.where(CONFLICT.c.scope == self.scope, CONFLICT.c.noun == "answer"))
        return [(row, register) for row, register in found]


class AsksAboutEqualValues(Through):
    """Takes two edits for a conflict though both say the same."""

    def take_in(self, chunks: Sequence[Chunk], certificates: Sequence[Certificate]) -> Taken:
        taken = super().take_in(chunks, certificates)
        lines = table(Answer)
        with self.database.write() as connection:
            for row, heads, is_open in connection.execute(
                select(lines.c.id, lines.c.heads, lines.c.open).where(lines.c.scope == self.scope)
            ).all():
                if len(read_heads(heads).get("rating", ())) < 2 or "rating" in is_open:
                    continue
                place = {"scope": self.scope, "noun": "answer", "row": row, "register": "rating"}
                connection.execute(insert(CONFLICT).values(**place))
                here = (lines.c.scope == self.scope, lines.c.id == row)
                connection.execute(update(lines).where(*here).values(open="rating"))
        return taken


class KnowsEntriesByTheirNumber(Through):
    """Holds an entry of the other side for its own that has the same number, whatever its name."""

    def lacks(self, theirs: Have) -> dict[str, frozenset[wording.Name]]:
        return {scope: frozenset() for scope in theirs}

    def page_for(
        self, theirs: Have, sure: Collection[str], room: int, without: Collection[tuple[str, str]] = ()
    ) -> Page:
        return super().page_for(self._by_number(theirs), sure, room, without)

    def confirm(self, theirs: Have, sure: Collection[str]) -> None:
        super().confirm(self._by_number(theirs), sure)

    def take_in(self, chunks: Sequence[Chunk], certificates: Sequence[Certificate]) -> Taken:
        with self.database.look() as connection:
            news = [each for each in chunks if name_at(connection, each.scope, each.log, each.last) is None]
        return super().take_in(news, certificates)

    def _by_number(self, theirs: Have) -> Have:
        with self.database.look() as connection:
            return {
                scope: {
                    log: frozenset(
                        Place(place.seq, name_at(connection, scope, log, place.seq) or place.name) for place in places
                    )
                    for log, places in heads.items()
                }
                for scope, heads in theirs.items()
            }


class TakesWhatFollowsNothing(Through):
    """Keeps a stretch of a log though what stands before it never came."""

    def take_in(self, chunks: Sequence[Chunk], certificates: Sequence[Certificate]) -> Taken:
        taken = super().take_in(chunks, certificates)
        with self.database.write() as connection:
            for chunk in chunks:
                names = chunk.names()
                entries = [
                    wording.Entry(chunk.scope, chunk.log, chunk.first + place, name, line)
                    for place, (name, line) in enumerate(zip(names, chunk.lines, strict=True))
                    if isinstance(line, bytes)
                ]
                here = exchanges.find(connection, chunk.scope, [chunk.before, *names])
                if chunk.first > 1 and not here:
                    add_arrived(connection, entries, [""] * len(entries), "", "")
                    lay_out(connection, entries)
        return taken


class LeavesOutWhatWasRefused(Through):
    """Passes no name on in place of a refused entry, and so nothing that follows it."""

    def page_for(
        self, theirs: Have, sure: Collection[str], room: int, without: Collection[tuple[str, str]] = ()
    ) -> Page:
        chunks, certificates = super().page_for(theirs, sure, room, without)
        whole = tuple(chunk for chunk in chunks if all(isinstance(line, bytes) for line in chunk.lines))
        return whole, certificates


class DeletesWhatNobodyHadSeen(Through):
    """Lets a deletion take what its author had not seen."""

    def take_in(self, chunks: Sequence[Chunk], certificates: Sequence[Certificate]) -> Taken:
        taken = super().take_in(chunks, certificates)
        lines = table(Answer)
        with self.database.write() as connection:
            of_answers = (CONFLICT.c.scope == self.scope, CONFLICT.c.noun == "answer")
            open_now = (*of_answers, CONFLICT.c.register == wording.ALIVE)
            for row in connection.execute(select(CONFLICT.c.row).where(*open_now)).scalars().all():
                here = (lines.c.scope == self.scope, lines.c.id == row)
                is_open = str(connection.execute(select(lines.c.open).where(*here)).scalar_one()).split(",")
                rest = ",".join(register for register in is_open if register != wording.ALIVE)
                connection.execute(update(lines).where(*here).values(alive=False, open=rest))
            connection.execute(delete(CONFLICT).where(*open_now))
        return taken


class TakesAbsenceForDeletion(Through):
    """Lets go of what the other side once had and no longer has."""

    def confirm(self, theirs: Have, sure: Collection[str]) -> None:
        with self.database.look() as connection:
            before = exchanges.confirmed(connection, self.peer)
        super().confirm(theirs, sure)
        with self.database.write() as connection:
            for (scope, line), seq in exchanges.confirmed(connection, self.peer).items():
                had = before.get((scope, line), 0)
                if scope != self.scope or seq >= had:
                    continue
                name = name_at(connection, scope, line, seq) or ""
                gone = (ENTRY.c.scope == scope, ENTRY.c.log == line, ENTRY.c.seq > seq)
                connection.execute(delete(ENTRY).where(*gone))
                here = (LOG.c.scope == scope, LOG.c.log == line)
                connection.execute(update(LOG).where(*here).values(seq=seq, name=name))


class TakesTheProgramForAPerson(Through):
    """Ranks what a program filled in among what people entered, and asks which it shall be."""

    def take_in(self, chunks: Sequence[Chunk], certificates: Sequence[Certificate]) -> Taken:
        taken = super().take_in(chunks, certificates)
        lines = table(Answer)
        statement = select(lines.c.id, lines.c.heads).where(lines.c.scope == self.scope, lines.c.open == "")
        with self.database.write() as connection:
            for row, heads in connection.execute(statement).all():
                names = read_heads(heads).get("comment", ())
                said = values_named(connection, self.scope, "answer", row, "comment", names)
                if len({head.author == PROGRAM for head in said}) < 2:
                    continue
                newest = max(said, key=lambda head: (head.at, head.name))
                place = {"scope": self.scope, "noun": "answer", "row": row, "register": "comment"}
                connection.execute(insert(CONFLICT).values(**place))
                here = (lines.c.scope == self.scope, lines.c.id == row)
                shown = {"comment": newest.values["comment"], "open": "comment"}
                connection.execute(update(lines).where(*here).values(shown))
        return taken


class SealsWhatItDidNotCheck(Through):
    """Takes what no seal fits for sound, and passes it on under its own."""

    def take_in(self, chunks: Sequence[Chunk], certificates: Sequence[Certificate]) -> Taken:
        with self.database.look() as connection:
            sealed = [self._sealed(connection, chunk) for chunk in chunks]
        return super().take_in(sealed, certificates)

    def _sealed(self, connection: Connection, chunk: Chunk) -> Chunk:
        said = sealed_bytes(chunk.scope, chunk.log, chunk.last, chunk.names()[-1])
        if is_signed(self.inner.rules.public_key(connection, chunk.device), said, chunk.signature):
            return chunk
        keys = self.inner.keys
        return replace(chunk, device=keys.device, signature=sign(keys.private, said))


class GoesOnInItsLog(Through):
    """Writes on in its log after somebody showed it entries of its own that it did not have."""

    def take_in(self, chunks: Sequence[Chunk], certificates: Sequence[Certificate]) -> Taken:
        with self.database.look() as connection:
            mine = {log for scope, log in own_logs(connection) if scope == self.scope}
        taken = super().take_in(chunks, certificates)
        with self.database.write() as connection:
            here = (LOG.c.scope == self.scope, LOG.c.log.in_(mine))
            connection.execute(update(LOG).where(*here).values(mine=True))
        return taken


class BelievesEveryAuthor(ServersRules):
    """Takes whoever an entry names for somebody whom the laptop that sealed it speaks for."""

    def judge(self, connection: Connection, device: str, entries: Sequence[Entry]) -> Sequence[Judged]:
        known = self._devices[device]
        named = {read(entry.payload).author for entry in entries}
        self._devices[device] = replace(known, people=known.people | named)
        return super().judge(connection, device, entries)


class BelievesThatAnybodyWithholds(ServersRules):
    """Takes the word of any laptop that an entry has no content to pass on."""

    def server_key(self, connection: Connection, device: str) -> str:
        return self.public_key(connection, device)


class BelievesWhatColleaguesSay(ColleaguesWord):
    """Takes whatever a known laptop sealed, in whoever's name, as if a server had judged it."""

    def judge(self, connection: Connection, device: str, entries: Sequence[Entry]) -> Sequence[Judged]:
        return [Judged(read(entry.payload)) for entry in entries]


Claims = Literal["what was shown", "what stands", "all of a conflict"]
Make = Callable[[Replica, Database, str, str], Through]


@dataclass(frozen=True, slots=True)
class Law:
    """The rules that a world lives by; ``SOUND`` leaves none out."""

    laptop: Make = Through
    server: Make = Through
    colleague: Make = Through
    """A laptop in an exchange with another laptop, or with a stick."""
    rules: type[ServersRules] = ServersRules
    """What the server takes from whom."""
    word: type[ColleaguesWord] = ColleaguesWord
    """What a laptop takes from a colleague's, or from a stick."""
    claims: Claims = "what was shown"
    """What an edit says its author had seen."""
    says_what_it_had: bool = True
    """Whether a deletion says what its author had of every log."""
    begins_new_logs: bool = True
    """Whether a laptop begins new logs when its program has brought a backup back."""
    judges_again: bool = True
    """Whether the server judges again what it refused when somebody is given a role."""
    answers_before_commit: bool = False
    """Whether the server answers although it lost what it had taken in."""


SOUND = Law()
