"""Sides of an exchange that leave one rule out, to prove that the rule is needed and that the machine sees it is gone.

Each stands in front of a sound side and does in plain statements what a program without the rule would have done.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from wopfield.domain import log as wording
from wopfield.store import exchanges
from wopfield.store.database import Database
from wopfield.sync.exchange import Side, Taken
from wopfield.sync.protocol import Certificate, Chunk, Have

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
