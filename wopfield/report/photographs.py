"""Which photographs can be printed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from wopfield.domain.summary import EvidenceLine


@dataclass(frozen=True, slots=True)
class Shot:
    """A piece of evidence with its picture, whose size is in pixels."""

    line: EvidenceLine
    jpeg: bytes
    size: tuple[int, int]


def printable(evidence: Sequence[EvidenceLine], photos: Mapping[str, bytes]) -> tuple[Shot, ...]:
    """Return the photographs that may be shared and of which there is a JPEG, in the order of the register."""
    shots = []
    for line in evidence:
        jpeg = photos.get(line.sha256, b"") if line.sha256 and line.may_be_shared else b""
        size = _jpeg_size(jpeg)
        if size:
            shots.append(Shot(line, jpeg, size))
    return tuple(shots)


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Return width and height of a JPEG; None for anything else, which is not printed."""
    from PIL import Image, UnidentifiedImageError

    if not data:
        return None
    try:
        with Image.open(BytesIO(data), formats=("JPEG",)) as picture:
            return picture.size
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return None
