"""Bring the pieces of photos and documents where they are missing, after the entries that speak of them."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from wopfield.errors import NoConnection
from wopfield.store import kept
from wopfield.store.database import Database
from wopfield.store.file_states import note_come, note_not_there, note_sought, note_there
from wopfield.store.files import FileStore, all_pieces, missing_pieces, note_pieces
from wopfield.sync.carrier import TRIES, Carrier

T = TypeVar("T")

CHECKED = "files checked"
"""The day on which all pieces of files were last read."""

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


def check_pieces(database: Database, files: FileStore, go_on: Callable[[], bool]) -> None:
    """Read every piece that is here, once a day: a damaged one is set aside, and so fetched again."""
    today = database.clock().date().isoformat()
    with database.read() as session:
        if kept.get(session, CHECKED) == today:
            return
        names = [sha256 for _scope, sha256 in all_pieces(session)]
    for sha256 in dict.fromkeys(names):
        files.piece(sha256)
        if not go_on():
            return
    with database.write() as connection:
        kept.put(connection, CHECKED, today)


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

    A cut costs at most one piece.
    """
    with database.read() as session:
        here = [(scope, sha256) for scope, sha256 in all_pieces(session) if scope in scopes and files.has(sha256)]
    by_scope: dict[str, list[str]] = {}
    for scope, sha256 in dict.fromkeys(here):
        by_scope.setdefault(scope, []).append(sha256)
    left = 0
    for scope, names in by_scope.items():
        for start in range(0, len(names), AT_ONCE):
            asked = names[start : start + AT_ONCE]
            missing = _persist(partial(line.missing_pieces, scope, asked), go_on)
            with database.write() as connection:
                note_not_there(connection, peer, scope, missing)
                note_there(connection, peer, scope, set(asked) - set(missing))
            for moved.left, sha256 in _counted_down(missing):
                content = files.piece(sha256)
                if content is None or not go_on():
                    left += 1
                    continue
                _persist(partial(line.put_piece, scope, sha256, content), go_on)
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
    for moved.left, (scope, sha256) in _counted_down(list(dict.fromkeys(wanted))):
        if not go_on():
            return
        content = _persist(partial(line.get_piece, scope, sha256), go_on)
        if content is None or hashlib.sha256(content).hexdigest() != sha256:
            moved.missing += 1
            with database.write() as connection:
                note_sought(connection, peer, scope, sha256)
            continue
        files.keep(content)
        with database.write() as connection:
            note_pieces(connection, scope, [(sha256, len(content))])
            note_come(connection, peer, scope, sha256)
        moved.received += 1
    moved.left = 0


def _counted_down(names: Sequence[T]) -> Iterator[tuple[int, T]]:
    """Yield each name with how many are left, itself among them."""
    return ((len(names) - number, name) for number, name in enumerate(names))


def _persist(ask: Callable[[], T], go_on: Callable[[], bool]) -> T:
    """Ask again where the line broke: with hundreds of photos to bring, a cut now and then must not end it all."""
    for _left in range(TRIES - 1):
        try:
            return ask()
        except NoConnection:
            if not go_on():
                raise
    return ask()
