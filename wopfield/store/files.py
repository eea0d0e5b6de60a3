"""Photos and documents: pieces named by their SHA-256, encrypted on disk.

A file is cut into pieces, so that an interrupted transfer goes on where it stopped. The name of a piece is the hash
of its plain bytes; what lies on disk is sealed with a key made from the workspace's. Photos are made smaller when
they come in and keep no hidden data but the moment they were taken.
"""

import hashlib
import io
import os
import re
import secrets
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Row, insert, select
from sqlalchemy.orm import Session
from sqlmodel import col

from wopfield.errors import BadInput, DiskFull, NotAnImage, reason_of
from wopfield.language import _
from wopfield.store import sealing
from wopfield.store.log_tables import PIECE
from wopfield.store.tables import EvidenceFile

if TYPE_CHECKING:
    from PIL.Image import Image

FILES = "files"
"""The folder of the pieces, in that of the workspace."""
PIECE_BYTES = 512 * 1024
MOST_BYTES = 200 * 1024 * 1024
LONG_SIDE = 2048
_SHA256 = re.compile(r"[0-9a-f]{64}")
_MOST_PIXELS = 80_000_000
_PIECES = select(col(EvidenceFile.scope), col(EvidenceFile.pieces))
_TAKEN = 36867
"""EXIF: the moment the shutter was pressed."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo as it is kept: JPEG bytes, size in pixels, and when it was taken (None where it does not say)."""

    content: bytes
    width: int
    height: int
    taken: datetime | None


class FileStore:
    """The pieces of one workspace, in one folder."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder = folder
        self._key = hashlib.sha256(b"wopfield files 1" + key).digest()

    def has(self, sha256: str, size: int | None = None) -> bool:
        """Return whether a piece lies here, of its ``size`` where that is known; whether it is whole its bytes tell."""
        try:
            lying = self._place(sha256).stat().st_size - sealing.ADDED
        except OSError:
            return False
        return lying >= 0 if size is None else lying == size

    def piece(self, sha256: str) -> bytes | None:
        """Return the plain bytes of a piece; None when it is missing. A damaged one is set aside, and so missing."""
        place = self._place(sha256)
        try:
            return self._opened(place, sha256)
        except OSError:
            return None
        except ValueError:
            with suppress(OSError):
                place.replace(_aside(place))
            return None

    def was_damaged(self, sha256: str, size: int | None = None) -> bool:
        """Return whether a piece was found damaged here, and has not been brought again."""
        place = self._place(sha256)
        return not self.has(sha256, size) and (place.is_file() or _aside(place).is_file())

    def keep(self, content: bytes) -> str:
        """Keep a piece and return its name; whole on disk, or not there."""
        sha256 = hashlib.sha256(content).hexdigest()
        target = self._place(sha256)
        if not self.has(sha256, len(content)):
            self._write(target, content, sha256)
            with suppress(OSError):
                _aside(target).unlink(missing_ok=True)
                _begun(target).unlink(missing_ok=True)
        return sha256

    def beginning(self, sha256: str) -> bytes:
        """Return what came of a piece before the line broke."""
        with suppress(OSError, ValueError):
            return self._opened(_begun(self._place(sha256)), f"beginning of {sha256}")
        return b""

    def keep_beginning(self, sha256: str, content: bytes) -> None:
        """Keep what came of a piece so far, in place of what was kept before; nothing at all is forgotten."""
        if content:
            self._write(_begun(self._place(sha256)), content, f"beginning of {sha256}")
        else:
            _begun(self._place(sha256)).unlink(missing_ok=True)

    def add_part(self, sha256: str, start: int, of: int, content: bytes) -> int:
        """Take in what a piece of ``of`` bytes has at ``start``, and return how much of its beginning is here now.

        A piece that is whole and not what its name says is let go.
        """
        if self.has(sha256, of):
            return of
        before = self.beginning(sha256)
        now = laid_on(before, start, content)
        if len(now) >= of:
            fits = hashlib.sha256(now).hexdigest() == sha256
            if fits:
                self.keep(now)
            self.keep_beginning(sha256, b"")
            return of if fits else 0
        if now != before:
            self.keep_beginning(sha256, now)
        return len(now)

    def put(self, content: bytes) -> list[str]:
        """Keep a file and return the names of its pieces, in order."""
        starts = range(0, len(content) or 1, PIECE_BYTES)
        return [self.keep(content[start : start + PIECE_BYTES]) for start in starts]

    def get(self, pieces: Iterable[str]) -> bytes | None:
        """Return a whole file; None while a piece is missing."""
        found = [self.piece(sha256) if is_piece(sha256) else None for sha256 in pieces]
        return None if any(part is None for part in found) else b"".join(part for part in found if part)

    def _opened(self, place: Path, name: str) -> bytes:
        """Return the plain bytes of what lies at a place; raise ValueError where it is damaged."""
        return sealing.opened(self._key, place.read_bytes(), name)

    def _write(self, target: Path, content: bytes, name: str) -> None:
        """Seal bytes and write them; whole on disk, or not there."""
        sealed = sealing.seal(self._key, content, name)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            beside = target.with_name(f"{target.name}.{secrets.token_hex(4)}.new")
            with beside.open("wb") as file:
                file.write(sealed)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(target)
        except OSError as error:
            raise DiskFull(
                _("The file could not be kept: {reason}.", reason=reason_of(error)),
                safe=_("Everything saved before is safe."),
                do=_("Make room on the disk and add the file again."),
            ) from error

    def _place(self, sha256: str) -> Path:
        if not is_piece(sha256):
            raise ValueError("a piece is named by its SHA-256")
        return self._folder / sha256[:2] / sha256


def is_piece(name: str) -> bool:
    """Return whether a text names a piece; whoever may write the row of a file may write anything into it."""
    return _SHA256.fullmatch(name) is not None


def laid_on(beginning: bytes, start: int, content: bytes) -> bytes:
    """Return the beginning of a piece with what it has at ``start``; as it was where bytes between are lacking."""
    return beginning + content[len(beginning) - start :] if start <= len(beginning) else beginning


def _named(rows: Sequence[Row[str, list[str]]]) -> Iterator[tuple[str, str]]:
    return ((scope, name) for scope, pieces in reversed(rows) for name in pieces if is_piece(name))


def _aside(place: Path) -> Path:
    return place.with_name(f"{place.name}.damaged")


def _begun(place: Path) -> Path:
    return place.with_name(f"{place.name}.begun")


def note_pieces(connection: Connection, scope: str, sizes: Iterable[tuple[str, int]]) -> None:
    """Note that pieces of ``scope`` lie on this device."""
    for sha256, size in sizes:
        known = connection.execute(select(PIECE.c.size).where(PIECE.c.scope == scope, PIECE.c.sha256 == sha256))
        if known.first() is None:
            connection.execute(insert(PIECE).values(scope=scope, sha256=sha256, size=size))


def missing_pieces(session: Session, files: FileStore) -> list[tuple[str, str]]:
    """Return the pieces that rows speak of and that are not here, newest file first, as (scope, SHA-256)."""
    rows = session.execute(_PIECES.where(col(EvidenceFile.alive))).all()
    sizes = sizes_noted(session.connection())
    return [piece for piece in _named(rows) if not files.has(piece[1], sizes.get(piece))]


def sizes_noted(connection: Connection) -> dict[tuple[str, str], int]:
    """Return how long each piece is that ever lay here, by (scope, SHA-256)."""
    found = connection.execute(select(PIECE.c.scope, PIECE.c.sha256, PIECE.c.size))
    return {(scope, sha256): size for scope, sha256, size in found}


def files_with(session: Session, pieces: Collection[str]) -> tuple[str, ...]:
    """Return what the files are called that some pieces are of."""
    rows = session.execute(select(col(EvidenceFile.name), col(EvidenceFile.pieces)).where(col(EvidenceFile.alive)))
    return tuple(sorted({name for name, of in rows if any(each in pieces for each in of)}))


def all_pieces(session: Session) -> list[tuple[str, str]]:
    """Return every piece that rows speak of, newest file first, as (scope, SHA-256)."""
    rows = session.execute(_PIECES.where(col(EvidenceFile.alive))).all()
    return list(_named(rows))


def pieces_ever(session: Session) -> list[tuple[str, str]]:
    """Return every piece that rows speak of or spoke of before they were deleted, as (scope, SHA-256)."""
    rows = session.execute(_PIECES).all()
    return list(_named(rows))


def read_document(path: Path) -> bytes:
    """Return a document's bytes.

    Raises:
        BadInput: it cannot be read, is empty or is too large to carry.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise BadInput(
                _("{name} is too large to carry: {size} MB.", name=path.name, size=path.stat().st_size // 10**6),
                safe=_("Nothing was changed."),
                do=_("Keep files under {most} MB.", most=MOST_BYTES // 10**6),
            )
        content = path.read_bytes()
    except OSError as error:
        raise BadInput(
            _("{file} cannot be read: {reason}.", file=path.name, reason=reason_of(error)),
            safe=_("Nothing was changed."),
        ) from error
    if not content:
        raise BadInput(
            _("{name} is empty.", name=path.name),
            safe=_("Nothing was changed."),
            do=_("Copy it again from the camera or phone, or choose another file."),
        )
    return content


def take_in_picture(content: bytes, name: str) -> Picture:
    """Return a photo turned upright, made smaller and without hidden data.

    Raises:
        NotAnImage: the bytes are no JPEG, PNG or WebP picture, or one of too many pixels.
    """
    image, taken = _opened(content, name)
    return Picture(_jpeg(image, 85), image.width, image.height, taken)


def smaller(content: bytes, side: int, quality: int = 80) -> bytes:
    """Return a copy of a kept photo whose long side is at most ``side`` pixels."""
    import PIL.Image

    with PIL.Image.open(io.BytesIO(content), formats=("JPEG",)) as opened:
        opened.draft("RGB", (side, side))
        image = opened.convert("RGB")
    image.thumbnail((side, side))
    return _jpeg(image, quality)


def _opened(content: bytes, name: str) -> "tuple[Image, datetime | None]":
    import warnings

    import PIL.Image
    from PIL import ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with PIL.Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as opened:
                if opened.width * opened.height > _MOST_PIXELS:
                    raise _no_image(name, _("it has too many pixels"))
                taken = _moment(opened)
                opened.draft("RGB", (LONG_SIDE, LONG_SIDE))
                image = (ImageOps.exif_transpose(opened) or opened).convert("RGB")
    except (PIL.Image.DecompressionBombError, PIL.Image.DecompressionBombWarning) as error:
        raise _no_image(name, _("it has too many pixels")) from error
    except (OSError, ValueError, SyntaxError, Warning) as error:
        raise _no_image(name, _("it is damaged, or of another kind")) from error
    image.thumbnail((LONG_SIDE, LONG_SIDE))
    return image, taken


def _moment(image: "Image") -> datetime | None:
    written = image.getexif().get_ifd(0x8769).get(_TAKEN)
    try:
        return datetime.strptime(str(written), "%Y:%m:%d %H:%M:%S").astimezone()
    except ValueError:
        return None


def _jpeg(image: "Image", quality: int) -> bytes:
    written = io.BytesIO()
    image.save(written, "JPEG", quality=quality, optimize=True)
    return written.getvalue()


def _no_image(name: str, reason: str) -> NotAnImage:
    return NotAnImage(
        _("{name} is not a picture this program can read ({reason}).", name=name, reason=reason),
        safe=_("Nothing was changed."),
        do=_("Choose a JPEG, PNG or WebP picture, or attach the file as a document."),
    )
