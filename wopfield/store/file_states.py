"""Where the files behind the evidence are: on this laptop, on their way, with somebody who said so, or missing."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, delete, select
from sqlalchemy.orm import Session

from wopfield.store import colleagues, kept
from wopfield.store.bulk import insert_many
from wopfield.store.exchanges import SERVER
from wopfield.store.files import FileStore, is_piece, sizes_noted
from wopfield.store.log_tables import PIECE, PIECE_AT
from wopfield.store.rows import table
from wopfield.store.tables import EvidenceFile

State = Literal["here", "on its way", "elsewhere", "missing"]
"""``here``: whole on this laptop. ``elsewhere``: with somebody who said so. ``missing``: it was here
and is gone, or who was asked did not have it. ``on its way``: a part of it is here, or nobody was asked yet."""

SERVER_BEFORE = "server before"
"""What the server is called that this laptop was disconnected from."""

_NOBODY = ""
"""Stands in the place of a peer: somebody was asked for the piece and did not have it."""


@dataclass(frozen=True, slots=True)
class FileState:
    """A file behind a piece of evidence, and who said they have all of it.

    They are laptops by name, ``server`` for the server, and ``server before`` for the one that this laptop left.

    ``damaged`` is how many of its pieces were found damaged on this laptop and set aside.
    """

    scope: str
    evidence: str
    name: str
    size: int
    state: State
    at: tuple[str, ...]
    damaged: int = 0

    @property
    def alone(self) -> bool:
        """Return whether it is on this laptop and not yet anywhere else."""
        return self.state == "here" and not self.at


def states(session: Session, files: FileStore) -> list[FileState]:
    """Return how every file stands, the newest first."""
    connection = session.connection()
    lines = table(EvidenceFile)
    rows = connection.execute(
        select(lines.c.scope, lines.c.evidence, lines.c.name, lines.c.size, lines.c.pieces).where(lines.c.alive)
    ).all()
    there: dict[tuple[str, str], set[str]] = {}
    for peer, scope, sha256 in connection.execute(select(PIECE_AT.c.peer, PIECE_AT.c.scope, PIECE_AT.c.sha256)):
        there.setdefault((peer, scope), set()).add(sha256)
    sizes = sizes_noted(connection)
    called = {each.device: each.laptop or each.name for each in colleagues.every(connection)}
    called[kept.get(connection, kept.SERVER_BEFORE)] = SERVER_BEFORE
    called[kept.get(connection, kept.SERVER_KEY)] = SERVER
    called.pop("", None)
    found = []
    for scope, evidence, name, size, pieces in reversed(rows):
        at = sorted(
            called[peer]
            for (peer, where), names in there.items()
            if where == scope and peer in called and names.issuperset(pieces)
        )
        named = [sha256 for sha256 in pieces if is_piece(sha256)]
        lying = [sha256 for sha256 in named if files.has(sha256, sizes.get((scope, sha256)))]
        here, absent = len(lying), [sha256 for sha256 in named if sha256 not in lying]
        damaged = sum(files.was_damaged(sha256, sizes.get((scope, sha256))) for sha256 in absent)
        lacking = there.get((_NOBODY, scope), set())
        gone = any(sha256 in lacking or (scope, sha256) in sizes for sha256 in absent)
        gone = gone or len(named) < len(pieces)  # what is no name of a piece nobody has
        state = _state(here, len(pieces), known=bool(at), gone=gone)
        found.append(FileState(scope, evidence, name, size, state, tuple(at), damaged))
    return found


def waiting(connection: Connection, peer: str) -> set[tuple[str, str]]:
    """Return the evidence, as (scope, id), whose file lies here and is not, in all its pieces, with a peer."""
    lines = table(EvidenceFile)
    rows = connection.execute(select(lines.c.scope, lines.c.evidence, lines.c.pieces).where(lines.c.alive)).all()
    if not rows:
        return set()
    here = {(scope, sha256) for scope, sha256 in connection.execute(select(PIECE.c.scope, PIECE.c.sha256))}
    there = pieces_at(connection, peer)
    return {
        (scope, evidence)
        for scope, evidence, pieces in rows
        if any((scope, each) in here and (scope, each) not in there for each in pieces)
    }


def note_there(connection: Connection, peer: str, scope: str, names: Iterable[str]) -> None:
    """Keep that another side said it has pieces."""
    known = set(
        connection.execute(
            select(PIECE_AT.c.sha256).where(PIECE_AT.c.peer == peer, PIECE_AT.c.scope == scope)
        ).scalars()
    )
    insert_many(
        connection,
        PIECE_AT,
        {"peer": peer, "scope": scope},
        ("sha256",),
        [(sha256,) for sha256 in dict.fromkeys(names) if sha256 not in known],
    )


def note_sought(connection: Connection, peer: str, scope: str, sha256: str) -> None:
    """Keep that a piece was asked for, and the other side did not have it."""
    note_not_there(connection, peer, scope, [sha256])
    note_there(connection, _NOBODY, scope, [sha256])


def note_come(connection: Connection, peer: str, scope: str, sha256: str) -> None:
    """Keep that a piece came from another side."""
    note_not_there(connection, _NOBODY, scope, [sha256])
    note_there(connection, peer, scope, [sha256])


def note_gone(connection: Connection, scope: str, gone: Collection[str], there: Collection[str]) -> None:
    """Keep which pieces are not where they should lie, and which are there again."""
    note_not_there(connection, _NOBODY, scope, there)
    note_there(connection, _NOBODY, scope, gone)


def gone_pieces(connection: Connection, scope: str) -> set[str]:
    """Return the pieces of ``scope`` that were looked for and were not there."""
    statement = select(PIECE_AT.c.sha256).where(PIECE_AT.c.peer == _NOBODY, PIECE_AT.c.scope == scope)
    return set(connection.execute(statement).scalars())


def pieces_at(connection: Connection, peer: str) -> set[tuple[str, str]]:
    """Return every piece, as (scope, SHA-256), that another side said it has."""
    found = connection.execute(select(PIECE_AT.c.scope, PIECE_AT.c.sha256).where(PIECE_AT.c.peer == peer))
    return {(scope, sha256) for scope, sha256 in found}


def note_not_there(connection: Connection, peer: str, scope: str, names: Collection[str]) -> None:
    """Keep that another side said it lacks pieces, whatever it said before."""
    wanted = sorted(names)
    for start in range(0, len(wanted), 400):
        connection.execute(
            delete(PIECE_AT).where(
                PIECE_AT.c.peer == peer,
                PIECE_AT.c.scope == scope,
                PIECE_AT.c.sha256.in_(wanted[start : start + 400]),
            )
        )


def _state(here: int, of: int, *, known: bool, gone: bool) -> State:
    if here == of:
        return "here"
    if known:
        return "on its way" if here else "elsewhere"
    return "missing" if gone else "on its way"
