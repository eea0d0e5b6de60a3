"""Leave what the server does not have in a file that only its administrator opens: before a laptop is wiped.

The file is a bundle like any other, but that its key is locked for the key of the server in the place of a password.
"""

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from wopfield.errors import Refused
from wopfield.language import _
from wopfield.store import drafts, exchanges
from wopfield.store.database import Database
from wopfield.store.file_states import pieces_at
from wopfield.store.files import FileStore, pieces_ever
from wopfield.sync import bundle_file
from wopfield.sync.bundle_lock import Key, damaged, locked_with
from wopfield.sync.bundle_making import Choice, Making
from wopfield.sync.bundle_parts import PIECE, Part
from wopfield.sync.bundle_step import never, unheard
from wopfield.sync.device import Home, keys_of
from wopfield.sync.protocol import Have
from wopfield.sync.replica import Replica
from wopfield.sync.trust import rules_of


@dataclass(frozen=True, slots=True)
class Left:
    """What was left in a file; nothing was written where both are 0."""

    changes: int
    pieces: int


def leave(database: Database, files: FileStore, path: Path, at: Home, recipient: str, has: Have) -> Left:
    """Write what the server ``at`` does not have, by its own word ``has``, into a bundle locked for ``recipient``.

    It is read again to its end before it counts. What was still being typed becomes changes first.

    Raises:
        Refused: the recipient cannot be read.
        DiskFull, CannotKeep, NotABundle: it could not be written whole; nothing was left.
    """
    key = sealed_for(recipient)
    drafts.take_up(database)
    scopes = _confirm(database, at.key, has)
    pieces = _pieces_not_at(database, files, at.key)
    choice = Choice(scopes, at.key, at.address, pieces=tuple(pieces))
    making = Making(database, files, choice, unheard, never)
    bundle_file.write(path, key, making.parts())
    if not (making.entries or making.pieces):
        path.unlink()
        return Left(0, 0)
    with ExitStack() as undone:
        undone.callback(path.unlink, missing_ok=True)
        _check(path, key, making.pieces)
        undone.pop_all()
    return Left(making.entries, making.pieces)


def sealed_for(recipient: str) -> Key:
    """Return a new key of a bundle that nothing but the identity of ``recipient`` opens.

    Raises:
        Refused: it is no recipient.
    """
    from pyrage import RecipientError, encrypt, x25519

    try:
        to = x25519.Recipient.from_str(recipient)
    except (RecipientError, ValueError) as error:
        raise Refused(_("An order cannot be read.")) from error
    identity = str(x25519.Identity.generate())
    return Key(identity, encrypt(f"{identity}\n".encode(), [to]))


def open_left_key(locked: bytes, identity: str, password: str) -> Key:
    """Return the key of a bundle that was left for the holder of ``identity``, locked with a password from now on.

    Raises:
        BadInput: the password is too short.
        Refused: it was left for somebody else, or is no such bundle.
    """
    from pyrage import DecryptError, IdentityError, decrypt, x25519

    try:
        opened = decrypt(locked, [x25519.Identity.from_str(identity)]).decode().strip()
    except (DecryptError, IdentityError, ValueError) as error:
        raise Refused(
            _("This file was not left for this server."),
            safe=_("Nothing was changed."),
            do=_("Open it with the database of the server that had the laptop wiped."),
        ) from error
    return locked_with(opened, password)


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _confirm(database: Database, server: str, has: Have) -> frozenset[str]:
    """Keep what the server has by its newest word, and nothing it said before; return every scope there is here.

    Of a colleague's log that it has more of than this laptop, what it said before stands: that more is not known here.
    """
    keys = keys_of(database)
    with database.look() as connection:
        scopes, rules = exchanges.scopes(connection), rules_of(connection, keys)
        before = exchanges.confirmed(connection, server)
    told = {scope: has.get(scope, {}) for scope in scopes}
    Replica(database, keys, server, rules).confirm(told, told.keys())
    with database.write() as connection:
        now = exchanges.confirmed(connection, server)
        for scope, heads in told.items():
            ahead = {
                line.id: before.get((scope, line.id), 0)
                for line in exchanges.lines(connection, [scope])
                if not line.mine and line.log in heads and all(place.seq > line.seq for place in heads[line.log])
            }
            there = {line: seq for (where, line), seq in now.items() if where == scope}
            exchanges.confirm(connection, server, scope, there | ahead)
    return frozenset(scopes)


def _pieces_not_at(database: Database, files: FileStore, server: str) -> list[str]:
    """Return the pieces here, of files that were deleted too, that the server has not said it has, newest first."""
    with database.read() as session:
        known = pieces_at(session.connection(), server)
        ever = pieces_ever(session)
    return list(dict.fromkeys(sha256 for scope, sha256 in ever if (scope, sha256) not in known and files.has(sha256)))


def _check(path: Path, key: Key, pieces: int) -> None:
    """Read a bundle to its end; raise NotABundle where it is not whole."""
    found = 0

    def count(part: Part) -> None:
        nonlocal found
        found += part.kind == PIECE

    bundle_file.read(bundle_file.open_clear(path), key, count, lambda _done, _total: None)
    if found != pieces:
        raise damaged()
