"""Sides of an exchange that leave one rule out, to prove that the rule is needed and that the machine sees it is gone.

Each stands in front of a sound side and does in plain statements what a program without the rule would have done.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from sqlalchemy import delete, insert, select, update

from wopfield.domain import log as wording
from wopfield.domain.log import ALIVE, Entry
from wopfield.store import exchanges
from wopfield.store.database import Database
from wopfield.store.layout import REPLACED, REPLACED_UNSEEN, STANDS, lay_out
from wopfield.store.log import add_arrived, entries_named, name_at
from wopfield.store.log_tables import CONFLICT, EDIT, ENTRY, LOG
from wopfield.store.rows import table
from wopfield.store.tables import Answer
from wopfield.sync.exchange import Side, Taken
from wopfield.sync.protocol import Certificate, Chunk, Have, Stub

Page = tuple[tuple[Chunk, ...], tuple[Certificate, ...]]


class Through:
    """A side that passes everything on, of one partnership."""

    def __init__(self, inner: Side, database: Database, scope: str, peer: str) -> None:
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


class KnowsEntriesByNumber(Through):
    """Takes an entry for known where its number in its log is."""

    def take_in(self, chunks: Sequence[Chunk], certificates: Sequence[Certificate]) -> Taken:
        kept = []
        with self.database.look() as connection:
            lines = select(LOG.c.log, LOG.c.seq).where(LOG.c.scope == self.scope)
            ends = {line.log: line.seq for line in connection.execute(lines)}
            for chunk in chunks:
                end = ends.get(chunk.log, 0)
                before = name_at(connection, self.scope, chunk.log, chunk.first - 1)
                if end < chunk.first or (end < chunk.last and before == chunk.before and not self._differs(chunk)):
                    kept.append(chunk)
        return super().take_in(kept, certificates)

    def _differs(self, chunk: Chunk) -> bool:
        with self.database.look() as connection:
            before = chunk.before
            for place, line in enumerate(chunk.lines):
                if not isinstance(line, bytes):
                    return False
                before = wording.name_of(self.scope, chunk.log, chunk.first + place, before, line)
                here = name_at(connection, self.scope, chunk.log, chunk.first + place)
                if here not in (None, before):
                    return True
        return False


class ForgetsWhatWasReplaced(Through):
    """Does not remember that something replaced an entry which has not come yet."""

    def take_in(self, chunks: Sequence[Chunk], certificates: Sequence[Certificate]) -> Taken:
        taken = Taken()
        for chunk in chunks:
            part = super().take_in([chunk], certificates)
            taken.entries += part.entries
            taken.refusals += part.refusals
            taken.reached |= part.reached
            with self.database.write() as connection:
                connection.execute(
                    delete(EDIT).where(EDIT.c.scope == self.scope, EDIT.c.status == REPLACED_UNSEEN)
                )
        return taken


class TakesGaps(Through):
    """Takes in a stretch of a log although what comes before it is not here."""

    def take_in(self, chunks: Sequence[Chunk], certificates: Sequence[Certificate]) -> Taken:
        for chunk in chunks:
            with self.database.write() as connection:
                known = connection.execute(
                    select(LOG.c.seq).where(LOG.c.scope == self.scope, LOG.c.log == chunk.log)
                ).scalar()
                if (known or 0) + 1 >= chunk.first or any(isinstance(line, Stub) for line in chunk.lines):
                    continue
                entries, before = [], chunk.before
                for place, line in enumerate(chunk.lines):
                    assert isinstance(line, bytes)
                    before = wording.name_of(self.scope, chunk.log, chunk.first + place, before, line)
                    entries.append(Entry(self.scope, chunk.log, chunk.first + place, before, line))
                add_arrived(connection, entries, [""] * len(entries), "somebody", "")
                lay_out(connection, entries)
        return super().take_in(chunks, certificates)


class PassesNoStubs(Through):
    """Passes nothing on in place of an entry that was refused."""

    def page_for(
        self, theirs: Have, sure: Collection[str], room: int, without: Collection[tuple[str, str]] = ()
    ) -> Page:
        chunks, certificates = super().page_for(theirs, sure, room, without)
        return tuple(
            chunk for chunk in chunks if not any(isinstance(line, Stub) for line in chunk.lines)
        ), certificates


class LaterClockWins(Through):
    """Lets the value with the later time replace the other."""

    def take_in(self, chunks: Sequence[Chunk], certificates: Sequence[Certificate]) -> Taken:
        taken = super().take_in(chunks, certificates)
        with self.database.write() as connection:
            lines = EDIT.c.scope == self.scope, EDIT.c.status == STANDS, EDIT.c.register == "comment"
            by_row: dict[str, list[wording.Name]] = {}
            for row, name in connection.execute(select(EDIT.c.row, EDIT.c.name).where(*lines)):
                by_row.setdefault(row, []).append(name)
            for row, names in by_row.items():
                found = entries_named(connection, self.scope, names)
                ranked = sorted(found, key=lambda name: (wording.read(found[name].payload).at, name))
                for name in ranked[:-1]:
                    where = EDIT.c.row == row, EDIT.c.register == "comment", EDIT.c.name == name
                    connection.execute(update(EDIT).where(EDIT.c.scope == self.scope, *where).values(status=REPLACED))
        return taken


class AnyDeletionCounts(Through):
    """Lets a deletion count although its author had not seen what stands."""

    def take_in(self, chunks: Sequence[Chunk], certificates: Sequence[Certificate]) -> Taken:
        taken = super().take_in(chunks, certificates)
        lines = table(Answer)
        with self.database.write() as connection:
            standing = select(EDIT.c.row, EDIT.c.name).where(
                EDIT.c.scope == self.scope, EDIT.c.status == STANDS, EDIT.c.register == ALIVE
            )
            for row, name in connection.execute(standing).all():
                (entry,) = entries_named(connection, self.scope, [name]).values()
                if any(edit.values.get(ALIVE) is False for edit in wording.read(entry.payload).edits):
                    where = lines.c.scope == self.scope, lines.c.id == row
                    connection.execute(update(lines).where(*where).values(alive=False))
        return taken


class AsksAboutEqualValues(Through):
    """Holds for changed in two places what says the same in both."""

    def take_in(self, chunks: Sequence[Chunk], certificates: Sequence[Certificate]) -> Taken:
        taken = super().take_in(chunks, certificates)
        with self.database.write() as connection:
            counted: dict[tuple[str, str, str], int] = {}
            standing = select(EDIT.c.noun, EDIT.c.row, EDIT.c.register).where(
                EDIT.c.scope == self.scope, EDIT.c.status == STANDS, EDIT.c.register == "rating"
            )
            for noun, row, register in connection.execute(standing):
                counted[noun, row, register] = counted.get((noun, row, register), 0) + 1
            open_now = select(CONFLICT.c.row, CONFLICT.c.register).where(CONFLICT.c.scope == self.scope)
            known = {(row, register) for row, register in connection.execute(open_now)}
            for (noun, row, register), number in counted.items():
                if number > 1 and (row, register) not in known:
                    place = {"scope": self.scope, "noun": noun, "row": row, "register": register}
                    connection.execute(insert(CONFLICT).values(**place))
        return taken


class AbsenceDeletes(Through):
    """Deletes what the other side does not have any more."""

    def confirm(self, theirs: Have, sure: Collection[str]) -> None:
        with self.database.write() as connection:
            before = exchanges.confirmed(connection, self.peer)
        super().confirm(theirs, sure)
        with self.database.write() as connection:
            after = exchanges.confirmed(connection, self.peer)
            for (scope, line), seq in before.items():
                now = after.get((scope, line), 0)
                if scope == self.scope and now < seq and self.scope in theirs:
                    where = ENTRY.c.scope == scope, ENTRY.c.log == line, ENTRY.c.seq > now
                    connection.execute(delete(ENTRY).where(*where))
                    name = name_at(connection, scope, line, now) or ""
                    lines = LOG.c.scope == scope, LOG.c.log == line
                    connection.execute(
                        update(LOG).where(*lines).values(seq=now, name=name) if now else delete(LOG).where(*lines)
                    )


Claims = Literal["what was shown", "what stands", "all of a conflict"]
Make = Callable[[Side, Database, str, str], Through]


@dataclass(frozen=True, slots=True)
class Law:
    """The rules that a world lives by; ``SOUND`` leaves none out."""

    laptop: Make = Through
    server: Make = Through
    colleague: Make = Through
    """A laptop in an exchange with another laptop, or with a stick."""
    claims: Claims = "what was shown"
    """What an edit says its author had seen."""
    answers_before_commit: bool = False


SOUND = Law()


def everywhere(make: Make) -> Law:
    """Return rules that one weakness spoils on every side."""
    return replace(SOUND, laptop=make, server=make, colleague=make)
