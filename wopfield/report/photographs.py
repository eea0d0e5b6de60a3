"""Which photographs can be printed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from wopfield.domain.around import SiteVisit
from wopfield.domain.summary import EvidenceLine, Summary


@dataclass(frozen=True, slots=True)
class Shot:
    """A piece of evidence with its picture, whose size is in pixels."""

    line: EvidenceLine
    jpeg: bytes
    size: tuple[int, int]


def wanted(summary: Summary) -> frozenset[str]:
    """Return the SHA-256 of every photograph that a report may show, taken for an item or at a site."""
    evidence = (line.sha256 for line in summary.evidence if line.sha256 and line.may_be_shared)
    return frozenset((*evidence, *(photo.sha256 for site in summary.around.sites for photo in site.photos)))


def at_sites(sites: Sequence[SiteVisit], photos: Mapping[str, bytes], *, grey: bool = False) -> tuple[Shot, ...]:
    """Return the photographs of inspections, each named by its check and its site."""
    lines = [
        EvidenceLine("", photo.check, "photo", photo.title, "", photo.day, site.name, True, sha256=photo.sha256)
        for site in sites
        for photo in site.photos
    ]
    return printable(lines, photos, grey=grey)


def printable(evidence: Sequence[EvidenceLine], photos: Mapping[str, bytes], *, grey: bool = False) -> tuple[Shot, ...]:
    """Return the photographs that may be shared and of which there is a JPEG, in the order of the register.

    All are in colour, or all in greys.
    """
    shots = []
    for line in evidence:
        jpeg = photos.get(line.sha256, b"") if line.sha256 and line.may_be_shared else b""
        found = _opened(jpeg, "L" if grey else "RGB")
        if found:
            shots.append(Shot(line, *found))
    return tuple(shots)


def _opened(data: bytes, mode: str) -> tuple[bytes, tuple[int, int]] | None:
    """Return a JPEG in a mode of Pillow's with its width and height; None for anything else, which is not printed."""
    from PIL import Image, UnidentifiedImageError

    if not data:
        return None
    try:
        with Image.open(BytesIO(data), formats=("JPEG",)) as picture:
            if picture.mode == mode:
                return data, picture.size
            out = BytesIO()
            picture.convert(mode).save(out, "JPEG", quality=80)
            return out.getvalue(), picture.size
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return None
