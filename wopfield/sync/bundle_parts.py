"""The parts of a bundle: members of a tar file that come in one order, written and read without holding them all.

Only tar files that are written exactly as here are read, so that no byte of one can be changed unseen.
"""

import hashlib
import json
import re
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from wopfield.sync.bundle_lock import damaged
from wopfield.sync.protocol import MOST_BYTES

HEAD, SIGNATURE, END, END_SIGNATURE = "head.json", "head.sig", "end.json", "end.sig"
PAGE, PIECE = "pages/", "pieces/"

BLOCK = tarfile.BLOCKSIZE

# What may follow what: the parts of a bundle come in this order, and those with a folder any number of times.
_ORDER = (HEAD, SIGNATURE, PAGE, PIECE, END, END_SIGNATURE)
_FORMS = {
    HEAD: (re.compile(r"head\.json"), MOST_BYTES),
    SIGNATURE: (re.compile(r"head\.sig"), 200),
    PAGE: (re.compile(r"pages/\d{6}"), MOST_BYTES),
    PIECE: (re.compile(r"pieces/[0-9a-f]{64}"), 4_000_000),
    END: (re.compile(r"end\.json"), 1000),
    END_SIGNATURE: (re.compile(r"end\.sig"), 200),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A member of the locked tar file: what kind it is, its own name, and its bytes."""

    kind: str
    name: str
    content: bytes


class Tally:
    """Counts parts and works out what vouches for all of them: the content of ``end.json``."""

    def __init__(self) -> None:
        self._counts = {PAGE: 0, PIECE: 0}
        self._digest = hashlib.sha256()

    def add(self, part: Part) -> None:
        """Count one part."""
        if part.kind in self._counts:
            self._counts[part.kind] += 1
        self._digest.update(f"{part.kind}{part.name} {len(part.content)}\n".encode() + part.content)

    def end(self) -> bytes:
        """Return what the maker signs when all parts are there."""
        pages, pieces = self._counts[PAGE], self._counts[PIECE]
        return json.dumps({"pages": pages, "pieces": pieces, "sha256": self._digest.hexdigest()}).encode()


def as_tar(parts: Iterator[Part]) -> Iterator[bytes]:
    for part in parts:
        name = part.kind + part.name if part.kind in (PAGE, PIECE) else part.kind
        yield header(name, len(part.content))
        yield part.content
        yield padding(len(part.content))
    yield b"\0" * (2 * BLOCK)


class Parts:
    """Takes the bytes of the locked tar file as they come, and hands its members on, each whole and in its order."""

    def __init__(self, take: Callable[[Part], None]) -> None:
        self._take = take
        self._bytes = bytearray()
        self._part: tuple[str, str, int] | None = None
        self._order = 0
        self._counts = dict.fromkeys(_ORDER, 0)
        self._tally = Tally()
        self._zeros = 0

    def write(self, content: bytes) -> int:
        self._bytes += content
        while self._step():
            pass
        return len(content)

    def finish(self) -> None:
        """Say that nothing more comes."""
        if self._bytes or self._zeros != 2 or self._order != len(_ORDER) - 1:
            raise damaged()

    def _step(self) -> bool:
        """Take the next member or header out of what has come; False when more must come first."""
        if self._part is None:
            if len(self._bytes) < BLOCK:
                return False
            block = bytes(self._bytes[:BLOCK])
            del self._bytes[:BLOCK]
            self._begin(block)
            return True
        kind, name, size = self._part
        whole = size + len(padding(size))
        if len(self._bytes) < whole:
            return False
        content = bytes(self._bytes[:size])
        if any(self._bytes[size:whole]):
            raise damaged()
        del self._bytes[:whole]
        self._part = None
        self._counts[kind] += 1
        part = Part(kind, name, content)
        if kind == END and content != self._tally.end():
            raise damaged()
        self._tally.add(part)
        self._take(part)
        return True

    def _begin(self, block: bytes) -> None:
        if not any(block):
            self._zeros += 1
            if self._zeros > 2 or self._order != len(_ORDER) - 1:
                raise damaged()
            return
        name, size = read_header(block)
        kind = next((kind for kind, (form, _most) in _FORMS.items() if form.fullmatch(name)), None)
        if kind is None or self._zeros or size > _FORMS[kind][1]:
            raise damaged()
        order = _ORDER.index(kind)
        alone = kind not in (PAGE, PIECE)
        if order < self._order or (alone and self._counts[kind]) or (order > 1 and not self._counts[SIGNATURE]):
            raise damaged()
        self._order = order
        self._part = (kind, name.removeprefix(kind) if not alone else "", size)


def header(name: str, size: int) -> bytes:
    """Return the header of a member: nothing of this computer is in it."""
    made = tarfile.TarInfo(name)
    made.size, made.mode = size, 0o644
    return made.tobuf(tarfile.GNU_FORMAT, "ascii", "strict")


def padding(size: int) -> bytes:
    return b"\0" * (-size % BLOCK)


def read_header(block: bytes) -> tuple[str, int]:
    try:
        found = tarfile.TarInfo.frombuf(block, "ascii", "strict")
        if found.size < 0 or header(found.name, found.size) != block:
            raise ValueError("it was written by another hand")
    except (tarfile.HeaderError, ValueError) as error:
        raise damaged() from error
    return found.name, found.size
