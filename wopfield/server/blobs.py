"""Pieces of files on the server: a folder with each piece under its SHA-256, whole or not there."""

import hashlib
import os
import re
import secrets
from collections.abc import Collection
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

from wopfield.errors import CannotKeep, Refused, reason_of
from wopfield.language import _, later
from wopfield.store.files import laid_on

MOST_BYTES = 4_000_000
FILES = "files"
"""What the folder of pieces is called where nothing else is said."""
BEGUN = "begun"
"""Where the beginnings of pieces lie."""
KEEPS_BEGINNINGS = timedelta(days=60)
"""So long the server waits for the rest of a piece; a laptop that comes later sends it from its start."""
_SHA256 = re.compile(r"[0-9a-f]{64}")


class BlobStore(Protocol):
    """Where pieces lie: a folder, or a bucket."""

    @property
    def folder(self) -> Path | None:
        """Return the folder that they lie in; None for a bucket."""

    def lacking(self, names: Collection[str]) -> set[str]:
        """Return which pieces are not here."""

    def get(self, sha256: str) -> bytes | None:
        """Return a piece; None when it is not here. A damaged one is let go, so that it is sent again."""

    def put(self, sha256: str, content: bytes) -> None:
        """Keep a piece; raise Refused when it is not what its name says."""

    def beginning(self, name: str) -> bytes:
        """Return what came of a piece before a line broke, by a name of its own; nothing where nothing did."""

    def keep_beginning(self, name: str, content: bytes) -> None:
        """Keep what came of a piece so far, in place of what was kept before; nothing at all is forgotten."""

    def forget_beginnings(self, before: datetime) -> int:
        """Let go of every beginning of which nothing came since, and return how many there were."""


class BlobFolder:
    """Pieces in a folder, as ``ab/cd/<sha256>``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def folder(self) -> Path:
        """Return the folder."""
        return self._folder

    def lacking(self, names: Collection[str]) -> set[str]:
        """Return which pieces are not here."""
        return {name for name in names if not self._place(name).is_file()}

    def get(self, sha256: str) -> bytes | None:
        """Return a piece; None when it is not here. A damaged one is let go, so that it is sent again."""
        place = self._place(sha256)
        try:
            content = place.read_bytes()
        except FileNotFoundError:
            return None
        if hashlib.sha256(content).hexdigest() == sha256:
            return content
        place.replace(place.with_name(f"{sha256}.damaged"))
        return None

    def put(self, sha256: str, content: bytes) -> None:
        """Keep a piece: beside its place first, so that nobody ever meets half of one."""
        if hashlib.sha256(content).hexdigest() != sha256:
            raise Refused(later("A piece of a file is not what its name says."))
        if self.get(sha256) is None:
            self._write(self._place(sha256), content)

    def beginning(self, name: str) -> bytes:
        """Return what came of a piece before a line broke, by a name of its own; nothing where nothing did."""
        with suppress(FileNotFoundError):
            return (self._folder / begun_at(name)).read_bytes()
        return b""

    def keep_beginning(self, name: str, content: bytes) -> None:
        """Keep what came of a piece so far, in place of what was kept before; nothing at all is forgotten."""
        place = self._folder / begun_at(name)
        if content:
            self._write(place, content)
        else:
            place.unlink(missing_ok=True)

    def forget_beginnings(self, before: datetime) -> int:
        """Let go of every beginning of which nothing came since, and return how many there were."""
        gone = 0
        for place in (self._folder / BEGUN).glob("*/*/*"):
            with suppress(FileNotFoundError):  # another process may have let it go, or made it whole
                if datetime.fromtimestamp(place.stat().st_mtime, UTC) < before:
                    place.unlink()
                    gone += 1
        return gone

    def _write(self, target: Path, content: bytes) -> None:
        beside = target.with_name(f"{target.name}.{secrets.token_hex(4)}.new")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with beside.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(target)
        except OSError as error:
            beside.unlink(missing_ok=True)
            raise CannotKeep(_("The server could not keep a file: {reason}.", reason=reason_of(error))) from error

    def _place(self, sha256: str) -> Path:
        return self._folder / place_of(sha256)


def add_part(blobs: BlobStore, device: str, sha256: str, start: int, of: int, content: bytes) -> int:
    """Take in what a piece of ``of`` bytes has at ``start``, and return how much of its beginning is there now.

    Raises:
        Refused: it is whole, and not what its name says.
    """
    if start == 0 and len(content) == of:
        blobs.put(sha256, content)
        return of
    place_of(sha256)
    name = hashlib.sha256(f"{device} {sha256}".encode()).hexdigest()  # nobody meddles with what another laptop began
    before = blobs.beginning(name)
    now = laid_on(before, start, content)
    if len(now) >= of:
        try:
            blobs.put(sha256, now)
        except Refused:
            blobs.keep_beginning(name, b"")
            raise
        blobs.keep_beginning(name, b"")
        return of
    if now != before:
        blobs.keep_beginning(name, now)
    return len(now)


def begun_at(name: str) -> str:
    """Return where the beginning of a piece lies."""
    return f"{BEGUN}/{place_of(name)}"


def place_of(sha256: str) -> str:
    """Return where a piece lies, in folders that do not grow too full.

    Raises:
        Refused: it is no name of a piece.
    """
    if _SHA256.fullmatch(sha256) is None:
        raise Refused(later("A piece is named by its SHA-256."))
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"
