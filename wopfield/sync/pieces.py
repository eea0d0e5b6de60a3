"""Bring the pieces of photos and documents where they are missing, after the entries that speak of them."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from wopfield.errors import NotUnderstood
from wopfield.language import _, later
from wopfield.store import kept
from wopfield.store.database import Database
from wopfield.store.file_states import note_come, note_not_there, note_sought, note_there
from wopfield.store.files import FileStore, all_pieces, missing_pieces, note_pieces
from wopfield.sync.carrier import Carrier
from wopfield.sync.pace import Pace

T = TypeVar("T")

CHECKED = "files checked"
"""The day on which all pieces of files were last read."""

_MOST_PIECE = 4_000_000
"""More than any piece has: what goes on behind that is none."""

AT_ONCE = 1000
"""So many names are asked about in one request."""


@dataclass(slots=True)
class Moved:
    """How many pieces went each way."""

    sent: int = 0
    received: int = 0
    missing: int = 0
    """Pieces that neither this laptop nor the other side has."""
    left: int = 0
    """Pieces that are still to move, as far as that is known."""


def check_pieces(database: Database, files: FileStore, go_on: Callable[[], bool], *, anew: bool = False) -> bool:
    """Read every piece that is here, once a day or ``anew``, and return whether one was found damaged.

    That one is set aside, and so fetched again.
    """
    today = database.clock().date().isoformat()
    with database.read() as session:
        if kept.get(session, CHECKED) == today and not anew:
            return False
        names = [sha256 for _scope, sha256 in all_pieces(session)]
    found = False
    for sha256 in dict.fromkeys(names):
        found |= files.has(sha256) and files.piece(sha256) is None
        if not go_on():
            return found
    with database.write() as connection:
        kept.put(connection, CHECKED, today)
    return found


def send_pieces(
    line: Carrier,
    peer: str,
    database: Database,
    files: FileStore,
    scopes: frozenset[str],
    moved: Moved,
    go_on: Callable[[], bool],
) -> int:
    """Send the other side the pieces it lacks, newest file first, one at a time; return how many were left.

    A cut costs at most one part of a piece.
    """
    with database.read() as session:
        here = [(scope, sha256) for scope, sha256 in all_pieces(session) if scope in scopes and files.has(sha256)]
    by_scope: dict[str, list[str]] = {}
    for scope, sha256 in dict.fromkeys(here):
        by_scope.setdefault(scope, []).append(sha256)
    left = 0
    pace = Pace(database, peer, go_on)
    for scope, names in by_scope.items():
        for start in range(0, len(names), AT_ONCE):
            asked = names[start : start + AT_ONCE]
            missing = pace.persist(partial(line.missing_pieces, scope, asked))
            with database.write() as connection:
                note_not_there(connection, peer, scope, missing)
                note_there(connection, peer, scope, set(asked) - set(missing))
            for moved.left, sha256 in _counted_down(missing):
                content = files.piece(sha256)
                if content is None or not pace.go_on() or not _send(line, scope, sha256, content, pace):
                    left += 1
                    continue
                moved.sent += 1
                with database.write() as connection:
                    note_there(connection, peer, scope, [sha256])
    return left


def fetch_pieces(
    line: Carrier,
    peer: str,
    database: Database,
    files: FileStore,
    scopes: frozenset[str],
    moved: Moved,
    go_on: Callable[[], bool],
) -> None:
    """Fetch the pieces that are missing here, newest file first, one at a time."""
    with database.read() as session:
        wanted = [(scope, sha256) for scope, sha256 in missing_pieces(session, files) if scope in scopes]
    pace = Pace(database, peer, go_on)
    for moved.left, (scope, sha256) in _counted_down(list(dict.fromkeys(wanted))):
        content = _fetch(line, scope, sha256, files, pace) if pace.go_on() else None
        if pace.stopped:
            return
        if content is None:
            moved.missing += 1
            with database.write() as connection:
                note_sought(connection, peer, scope, sha256)
            continue
        with database.write() as connection:
            note_pieces(connection, scope, [(sha256, len(content))])
            note_come(connection, peer, scope, sha256)
        moved.received += 1
    moved.left = 0


def _counted_down(names: Sequence[T]) -> Iterator[tuple[int, T]]:
    """Yield each name with how many are left, itself among them."""
    return ((len(names) - number, name) for number, name in enumerate(names))


def _send(line: Carrier, scope: str, sha256: str, content: bytes, pace: Pace) -> bool:
    """Send a piece, where the line is poor in parts from where the last one ended; False when it was stopped."""
    size, begun_anew = len(content), False
    there = 0 if pace.most >= size else pace.persist(partial(line.put_part, scope, sha256, 0, size, b""))
    while True:
        before = there
        there = pace.carry(partial(_put_part, line, scope, sha256, content, before))
        if there == size:
            return True
        if there <= before and begun_anew:
            raise _let_go()
        begun_anew |= there <= before  # it let go what it had
        if not pace.go_on():
            return False


def _fetch(line: Carrier, scope: str, sha256: str, files: FileStore, pace: Pace) -> bytes | None:
    """Fetch a piece from where the last part ended, and keep it.

    None means that the other side does not have it or has something else, or that it was stopped.
    """
    content = files.beginning(sha256)
    while True:
        start = len(content)
        asked, part = pace.carry(partial(_part, line, scope, sha256, start))
        if part is None:
            return None
        content += part
        if hashlib.sha256(content).hexdigest() == sha256:
            files.keep(content)
            return content
        ended = len(part) < asked or len(content) > _MOST_PIECE
        files.keep_beginning(sha256, b"" if ended else content)
        if ended:
            return None
        if not pace.go_on():
            return None


def _put_part(line: Carrier, scope: str, sha256: str, content: bytes, start: int, most: int) -> int:
    return line.put_part(scope, sha256, start, len(content), content[start : start + most])


def _part(line: Carrier, scope: str, sha256: str, start: int, most: int) -> tuple[int, bytes | None]:
    """Return how much of a piece was asked for, and what came."""
    return most, line.get_part(scope, sha256, start, most)


def _let_go() -> NotUnderstood:
    return NotUnderstood(
        later("The other side does not keep a photo or document that it is sent."),
        safe=_("Everything is safe on this laptop and waits."),
        do=_("Try again later; if it stays so, tell whoever runs the server."),
    )
