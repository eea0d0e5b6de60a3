"""Bring the pieces of photos and documents where they are missing, after the entries that speak of them."""

from collections.abc import Callable
from dataclasses import dataclass

from wopfield.store.database import Database
from wopfield.store.files import FileStore, all_pieces, missing_pieces, note_pieces
from wopfield.sync.carrier import Carrier

AT_ONCE = 1000
"""So many names are asked about in one request."""


@dataclass(slots=True)
class Moved:
    """How many pieces went each way."""

    sent: int = 0
    received: int = 0
    missing: int = 0
    """Pieces that neither this laptop nor the other side has."""


def send_pieces(
    line: Carrier,
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
        here = [
            (scope, sha256) for scope, sha256 in all_pieces(session) if scope in scopes and files.has(sha256)
        ]
    by_scope: dict[str, list[str]] = {}
    for scope, sha256 in dict.fromkeys(here):
        by_scope.setdefault(scope, []).append(sha256)
    left = 0
    for scope, names in by_scope.items():
        for start in range(0, len(names), AT_ONCE):
            for sha256 in line.missing_pieces(scope, names[start : start + AT_ONCE]):
                content = files.piece(sha256)
                if content is None or not go_on():
                    left += 1
                    continue
                line.put_piece(scope, sha256, content)
                moved.sent += 1
    return left


def fetch_pieces(
    line: Carrier,
    database: Database,
    files: FileStore,
    scopes: frozenset[str],
    moved: Moved,
    go_on: Callable[[], bool],
) -> None:
    """Fetch the pieces that are missing here, newest file first, one at a time."""
    with database.read() as session:
        wanted = [(scope, sha256) for scope, sha256 in missing_pieces(session, files) if scope in scopes]
    for scope, sha256 in dict.fromkeys(wanted):
        if not go_on():
            return
        content = line.get_piece(scope, sha256)
        if content is None or files.keep(content) != sha256:
            moved.missing += 1
            continue
        with database.write() as connection:
            note_pieces(connection, scope, [(sha256, len(content))])
        moved.received += 1
