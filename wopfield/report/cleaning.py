"""What people wrote, made ready for paper: composed letters, plain line ends, nothing that is not to be seen."""

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_REMOVED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # control characters
    "\u00ad\u061c\ufeff\ufff9-\ufffb"  # soft hyphen, byte order mark, annotations
    "\u202a-\u202e\u2061-\u206f\U000e0000-\U000e007f"  # turning, invisible signs, tags
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"  # halves of characters, and what is none
)
_JOINED = {
    point: unicodedata.normalize("NFKC", chr(point))
    for first, last in (
        (0x149, 0x149), (0x1C4, 0x1CC), (0x1F1, 0x1F3), (0xFB00, 0xFB06),
        (0x321D, 0x321E), (0x322A, 0x3243), (0x32C0, 0x32CB), (0x3358, 0x3370), (0x33E0, 0x33FE),
    )
    for point in range(first, last + 1)
}  # fmt: skip
"""Characters that hold several, and are in few faces: Latin letters joined, as they come copied out of a PDF, and
the days, months, hours and words in brackets of China, Japan and Korea."""
_SPACES = re.compile(r"(?:[^\S\u00a0\u2007\u202f]|\u200b)+")  # those that hold two words together stay


def clean(text: str) -> str:
    """Return text as it is printed: composed letters, none joined to others, plain line ends, no control characters.

    Marks that turn or hide the direction of other text go; the two plain direction marks and the joiners of
    Arabic and Indic scripts stay.
    """
    if text.isascii() and text.isprintable():
        return text
    plain = _REMOVED.sub("", _LINE_ENDS.sub("\n", text)).replace("\t", " ")
    return unicodedata.normalize("NFC", plain.translate(_JOINED))


def one_line(text: str) -> str:
    """Return cleaned text with its line ends and runs of spaces made single spaces."""
    return _SPACES.sub(" ", clean(text)).strip(" ")
