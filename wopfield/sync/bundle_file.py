"""A bundle as a file: one ``tar`` that anybody can open who has the password, and that nothing can be changed in.

    NAME.wopf         a tar file (POSIX) with three members, in this order and with no others:
        READ ME.txt   says what this is and how to open it; its first line is "WOPField bundle 1"
        key.age       an age identity, locked with the password (age-encryption.org/v1, scrypt)
        bundle.age    locked with that identity (age-encryption.org/v1, X25519); inside, again a tar file:
            head.json       who made it, when, for whom, of which partnerships, and what the maker has (JSON)
            head.sig        the maker's signature (Ed25519) under "wopfield bundle 1", a new line, and head.json
            pages/000001 …  messages of an exchange as ``protocol`` writes them, entries oldest first
            pieces/SHA256 … pieces of photos and documents, the newest file first
            end.json        how many pages and pieces came before, and the SHA-256 of all that came
            end.sig         the maker's signature under "wopfield bundle end 1", a new line, and end.json

With the ``age`` tool: ``tar -xf NAME.wopf && age -d -i key.age bundle.age | tar -x``.

Every byte counts: the clear part must be exactly what this file writes, and the locked part is proved whole by the
lock. A reader of version 1 refuses other versions by the first line of READ ME.txt; members and fields may be added
in a later version only.
"""

import errno
import io
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from wopfield.errors import NO_ROOM, CannotKeep, DiskFull, NotABundle, SavedAgain, reason_of
from wopfield.language import _
from wopfield.sync.bundle_lock import Key, damaged, lock, unlock
from wopfield.sync.bundle_parts import BLOCK, Part, Parts, as_tar, header, padding, read_header
from wopfield.whole import nothing_begun, whole

VERSION = 1
SUFFIX = ".wopf"

READ_ME = b"""WOPField bundle 1

This file carries the work of a Water Operators' Partnership from one laptop to another.
Take it in with WOPField: Sync, "Take in from a stick", and the password it was saved with.

Without WOPField the tools tar and age (age-encryption.org) open it:
  tar -xf THIS-FILE
  age -d -i key.age bundle.age > bundle.tar
  tar -xf bundle.tar
"""
_FIRST_LINE = re.compile(rb"WOPField bundle (\d{1,6})\n")
_MEMBERS = ("READ ME.txt", "key.age", "bundle.age")
_LONGEST_KEY = 4096


@dataclass(frozen=True, slots=True)
class Sealed:
    """A bundle whose clear part has been read: where it lies, its locked key, and where the locked part begins."""

    path: Path
    locked_key: bytes
    start: int
    size: int


# ── writing ──────────────────────────────────────────────────────────────────────────────────────────────────


def write(path: Path, key: Key, parts: Iterator[Part]) -> int:
    """Write a bundle; it is whole under its name, or not there. Return its size.

    Raises:
        DiskFull, CannotKeep: the place does not take it; what was begun is taken away again.
    """
    plain = _Plain(as_tar(parts))
    with _kept_whole(path) as file:
        _write_clear(file, key)
        _write_locked(file, key, plain)
        return file.tell()


def must_fit(path: Path, size: int) -> None:
    """Raise where a place is seen not to take a bundle of so many bytes, before anything is made for it.

    Raises:
        DiskFull, CannotKeep: it is too small, or is not there.
    """
    try:
        room = shutil.disk_usage(path.parent)
        if room.total and room.free < max(size, 1):  # some places on a network say of nothing how large it is
            raise OSError(errno.ENOSPC, "")
        if not os.access(path.parent, os.W_OK):
            raise OSError(errno.EROFS, "")
    except OSError as error:
        raise _not_written(path, error, left=False) from error


def lock_anew(sealed: Sealed, path: Path, key: Key) -> None:
    """Write a bundle again under the same identity, locked with another password or for somebody else.

    Raises:
        DiskFull, CannotKeep: the place does not take it.
    """
    with _kept_whole(path) as file, sealed.path.open("rb") as source:
        _write_clear(file, key)
        source.seek(sealed.start - BLOCK)
        shutil.copyfileobj(source, file)


@contextmanager
def _kept_whole(path: Path) -> Iterator[BinaryIO]:
    try:
        with whole(path) as file:
            yield file
    except OSError as error:
        raise _not_written(path, error, left=not nothing_begun(path)) from error


def _write_clear(file: BinaryIO, key: Key) -> None:
    for name, content in zip(_MEMBERS, (READ_ME, key.locked), strict=False):
        file.write(header(name, len(content)) + content + padding(len(content)))


def _write_locked(file: BinaryIO, key: Key, plain: "_Plain") -> None:
    """Write the locked part, then its size before it, which nobody knew."""
    place = file.tell()
    file.write(b"\0" * BLOCK)
    lock(plain, file, key)
    end = file.tell()
    size = end - place - BLOCK
    file.write(padding(size) + b"\0" * (2 * BLOCK))
    end = file.tell()
    file.seek(place)
    file.write(header(_MEMBERS[2], size))
    file.seek(end)


class _Plain:
    """Bytes that are made while they are read."""

    def __init__(self, stretches: Iterator[bytes]) -> None:
        self._stretches = stretches
        self._rest = memoryview(b"")

    def read(self, size: int = -1) -> bytes:
        try:
            while not self._rest:
                self._rest = memoryview(next(self._stretches))
        except StopIteration:
            return b""
        found = self._rest if size < 0 else self._rest[:size]
        self._rest = self._rest[len(found) :]
        return bytes(found)


# ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────


def open_clear(path: Path) -> Sealed:
    """Read the clear part of a bundle.

    Raises:
        NotABundle: it is none, is of another version, or is not as it was saved.
    """
    try:
        with path.open("rb") as file:
            length = file.seek(0, io.SEEK_END)
            file.seek(0)
            _check_read_me(file)
            locked_key = _clear_member(file, _MEMBERS[1], _LONGEST_KEY)
            size = _clear_size(file.read(BLOCK), _MEMBERS[2])
            start = file.tell()
            file.seek(start + size)
            rest = file.read(3 * BLOCK)
    except OSError as error:
        raise _not_read(path, error) from error
    if rest != padding(size) + b"\0" * (2 * BLOCK) or length != start + size + len(rest):
        raise damaged()
    return Sealed(path, locked_key, start, size)


def must_be_the_same(sealed: Sealed) -> None:
    """Raise where another bundle lies in the place of one that was looked into: each has a key of its own.

    Raises:
        SavedAgain: another one does.
        NotABundle: what lies there is none, or cannot be read.
    """
    if open_clear(sealed.path) != sealed:
        raise SavedAgain(
            _("The file was saved again since you looked into it."),
            safe=_("Nothing was taken in."),
            do=_("Look into it once more."),
        )


def read(sealed: Sealed, key: Key, take: Callable[[Part], None], tell: Callable[[int, int], None]) -> None:
    """Hand each part of a bundle to ``take``, in order; ``tell`` hears how many bytes of how many are read.

    What ``take`` or ``tell`` raises ends the reading and is raised.

    Raises:
        NotABundle: what comes next is damaged, cut, or of another form; what came before it was whole.
    """
    parts = Parts(take)
    try:
        file = sealed.path.open("rb")
    except OSError as error:
        raise _not_read(sealed.path, error) from error
    with file:
        unlock(_Window(file, sealed, tell), parts, key)
    parts.finish()


class _Window:
    """The locked part of the file."""

    def __init__(self, file: BinaryIO, sealed: Sealed, tell: Callable[[int, int], None]) -> None:
        self._file, self._sealed, self._tell = file, sealed, tell
        self._done = self._told = 0
        file.seek(sealed.start)

    def read(self, size: int = -1) -> bytes:
        left = self._sealed.size - self._done
        try:
            content = self._file.read(left if size < 0 else min(size, left))
        except OSError as error:
            raise _not_read(self._sealed.path, error) from error
        self._done += len(content)
        if self._done - self._told >= 200_000 or not content:
            self._told = self._done
            self._tell(self._done, self._sealed.size)
        return content


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _check_read_me(file: BinaryIO) -> None:
    start = file.read(BLOCK + len(READ_ME) + len(padding(len(READ_ME))))
    first = _FIRST_LINE.match(start[BLOCK:])
    if start[: len(_MEMBERS[0])] != _MEMBERS[0].encode() or first is None:
        raise _something_else()
    if int(first[1]) > VERSION:
        raise NotABundle(
            _("The file was saved by a newer version of the program."),
            safe=_("Nothing was taken in."),
            do=_("Install the newest version on this laptop, then take it in."),
        )
    if start != header(_MEMBERS[0], len(READ_ME)) + READ_ME + padding(len(READ_ME)):
        raise damaged()


def _clear_member(file: BinaryIO, name: str, most: int) -> bytes:
    size = _clear_size(file.read(BLOCK), name)
    if size > most:
        raise damaged()
    content = file.read(size)
    if len(content) != size or file.read(len(padding(size))) != padding(size):
        raise damaged()
    return content


def _clear_size(block: bytes, name: str) -> int:
    if len(block) != BLOCK:
        raise damaged()
    found, size = read_header(block)
    if found != name:
        raise damaged()
    return size


def _not_read(path: Path, error: OSError) -> NotABundle:
    return NotABundle(
        _("{file} cannot be read: {reason}.", file=path.name, reason=reason_of(error)),
        safe=_("Nothing was taken in."),
        do=_("Plug the stick in again, or copy the file to this computer first."),
    )


def _something_else() -> NotABundle:
    return NotABundle(
        _("This is no file that a colleague saved for you with WOPField."),
        safe=_("Nothing was taken in."),
        do=_("Choose a file whose name ends in {suffix}.", suffix=SUFFIX),
    )


def _not_written(path: Path, error: OSError, *, left: bool) -> CannotKeep:
    safe = _("Everything is safe on this laptop.")
    if not left:
        safe = _("Nothing half-written was left there, and everything is safe on this laptop.")
    if error.errno in NO_ROOM:
        return DiskFull(
            _("There is no room left where {name} was to be saved.", name=path.name),
            safe=safe,
            do=_("Make room there, choose another place, or leave the photos out."),
        )
    if error.errno == errno.EFBIG:
        return DiskFull(
            _("The file {name} gets larger than the stick can hold in one file.", name=path.name),
            safe=safe,
            do=_("Leave the photos out, or use a stick of another format (exFAT)."),
        )
    return CannotKeep(
        _("{file} could not be written: {reason}.", file=path.name, reason=reason_of(error)),
        safe=safe,
        do=_("Check the stick, or choose another place."),
    )
