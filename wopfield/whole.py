"""Files that are under their name once they were written whole, and not before: on a stick that is pulled out, too."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from wopfield.errors import CannotKeep, reason_of
from wopfield.language import _

_LONGEST = 60
"""So many letters of a name stand in that of its beginning: systems take 255 bytes, and each letter may be four."""


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write; under its name it is on the disk when this ends well, else what stood there before is.

    Raises:
        OSError: the place does not take it. What was begun is taken away, or is the next time one of that name is.
    """
    for rest in _begun(path):
        with suppress(OSError):
            rest.unlink()
    beside = path.with_name(f"{_beginning(path)}{secrets.token_hex(4)}.part")
    try:
        with beside.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())  # a stick that is gone, or is full, says so only now
        beside.replace(path)
        _folder_to_disk(path.parent)
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def nothing_begun(path: Path) -> bool:
    """Return whether nothing half-written lies where a file was to be; a stick that is gone took it along."""
    with suppress(OSError):
        return path.parent.is_dir() and not _begun(path)
    return False


def write_whole(path: Path, content: bytes, *, safe: str = "", do: str = "", make_folders: bool = False) -> int:
    """Write a file whole or not at all, and return how many bytes it has.

    ``safe`` and ``do`` say what else than usually is safe, and what to do, where it cannot be written.

    Raises:
        CannotKeep: it cannot be written there.
    """
    try:
        if make_folders:
            path.parent.mkdir(parents=True, exist_ok=True)
        with whole(path) as file:
            file.write(content)
    except OSError as error:
        raise CannotKeep(
            _("{file} could not be written: {reason}.", file=path.name, reason=reason_of(error)),
            safe=safe or _("Your work on this laptop is safe."),
            do=do or _("Close the file if it is open, or choose another folder."),
        ) from error
    return len(content)


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _beginning(path: Path) -> str:
    return f".{path.name[:_LONGEST]}."


def _begun(path: Path) -> list[Path]:
    """Return what was begun under a name and never ended."""
    start = _beginning(path)
    with suppress(OSError):
        return [each for each in path.parent.iterdir() if each.name.startswith(start) and each.suffix == ".part"]
    return []


def _folder_to_disk(folder: Path) -> None:
    """See to it that the new name outlives a stick that is pulled out."""
    if os.name == "nt":
        return
    with suppress(OSError):  # some file systems of sticks and networks have no such thing
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
