"""Pieces of files on the server: one folder, each piece under its SHA-256, whole or not there."""

import hashlib
import os
import re
import secrets
from pathlib import Path
from typing import Protocol

from wopfield.errors import CannotKeep, Refused
from wopfield.language import _

MOST_BYTES = 4_000_000
_SHA256 = re.compile(r"[0-9a-f]{64}")


class BlobStore(Protocol):
    """Where pieces lie; a folder here, an object store elsewhere."""

    def has(self, sha256: str) -> bool:
        """Return whether a piece is here."""

    def get(self, sha256: str) -> bytes | None:
        """Return a piece; None when it is not here, or is damaged."""

    def put(self, sha256: str, content: bytes) -> None:
        """Keep a piece; raise Refused when it is not what its name says."""


class BlobFolder:
    """Pieces in a folder, as ``ab/cd/<sha256>``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def has(self, sha256: str) -> bool:
        """Return whether a piece is here."""
        return self._place(sha256).is_file()

    def get(self, sha256: str) -> bytes | None:
        """Return a piece; None when it is not here, or is damaged."""
        try:
            content = self._place(sha256).read_bytes()
        except FileNotFoundError:
            return None
        return content if hashlib.sha256(content).hexdigest() == sha256 else None

    def put(self, sha256: str, content: bytes) -> None:
        """Keep a piece: beside its place first, so that nobody ever meets half of one."""
        if hashlib.sha256(content).hexdigest() != sha256:
            raise Refused(_("A piece of a file is not what its name says."))
        target = self._place(sha256)
        if self.get(sha256) is not None:
            return
        beside = target.with_name(f"{sha256}.{secrets.token_hex(4)}.new")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with beside.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(target)
        except OSError as error:
            beside.unlink(missing_ok=True)
            raise CannotKeep(
                _("The server could not keep a file: {reason}.", reason=error.strerror or "")
            ) from error

    def _place(self, sha256: str) -> Path:
        if _SHA256.fullmatch(sha256) is None:
            raise Refused(_("A piece is named by its SHA-256."))
        return self._folder / sha256[:2] / sha256[2:4] / sha256
