"""What a laptop remembers of bundles: what colleagues said in theirs, and what was saved or taken in last."""

import json
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from wopfield.errors import Refused
from wopfield.store import colleagues, exchanges, kept
from wopfield.store.exchanges import Connection, Session
from wopfield.sync.protocol import Certificate
from wopfield.sync.signing import Card, read_card

_WORD, _LAST = "bundle of ", "last bundle"


@dataclass(frozen=True, slots=True)
class Word:
    """What a colleague's newest bundle said besides what its maker has: when it was made, and what files it lacks."""

    made: str
    lacks: frozenset[str]


@dataclass(frozen=True, slots=True)
class Last:
    """The last bundle that was saved or taken in here; ``at`` as the log writes moments."""

    at: str
    what: Literal["saved", "taken in"]
    entries: int
    bytes: int


def word_of(connection: Connection, device: str) -> Word | None:
    """Return what the newest bundle of a colleague's laptop said; None when none came."""
    text = kept.get(connection, _WORD + device)
    if not text:
        return None
    said = json.loads(text)
    return Word(said["made"], frozenset(said["lacks"]))


def keep_word(connection: Connection, device: str, word: Word) -> None:
    """Keep what a colleague's bundle said in place of the one before."""
    kept.put(connection, _WORD + device, json.dumps({"made": word.made, "lacks": sorted(word.lacks)}))


def receivers(session: Session) -> list[Card]:
    """Return the colleagues' laptops of which is known what they have, by the names of their owners.

    A bundle for one of them leaves out what it has.
    """
    connection = session.connection()
    found: list[Card] = []
    for content, signature in colleagues.cards(connection, exchanges.peers(connection)).values():
        try:
            found.append(read_card(Certificate(content, signature)))
        except Refused:
            continue  # a server's own card: nobody carries a stick to it
    return sorted(found, key=lambda card: (card.name.casefold(), card.laptop.casefold(), card.device))


def laptop_names(connection: Connection) -> dict[str, str]:
    """Return what laptops call themselves, as far as their cards came here, and paired ones as they were paired."""
    found: dict[str, str] = {}
    for content, signature in colleagues.every_card(connection):
        with suppress(Refused):  # a server's own card
            card = read_card(Certificate(content, signature))
            found[card.device] = card.laptop or card.name
    return found | {each.device: each.laptop or each.name for each in colleagues.every(connection)}


def last(session: Session) -> Last | None:
    """Return what was saved or taken in last; None before the first."""
    text = kept.get(session, _LAST)
    return Last(**json.loads(text)) if text else None


def keep_last(connection: Connection, at: str, what: Literal["saved", "taken in"], entries: int, size: int) -> None:
    """Keep what was saved or taken in last."""
    kept.put(connection, _LAST, json.dumps({"at": at, "what": what, "entries": entries, "bytes": size}))
