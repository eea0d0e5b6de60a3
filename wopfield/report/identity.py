"""What a report says of itself: document, version and fingerprint, read back from the file."""

from dataclasses import dataclass
from urllib.parse import unquote

from wopfield.errors import BadInput
from wopfield.language import _


@dataclass(frozen=True, slots=True)
class Identity:
    """How a report names itself; the same stands in its code and on its sign-off page."""

    number: str
    version: str
    fingerprint: str


def identity_of(pdf: bytes) -> Identity:
    """Return what a report says of itself. Whether that is true shows only beside the state it was made from.

    Raises:
        BadInput: the file is no PDF, or no report of this program.
    """
    from io import BytesIO

    import pikepdf

    try:
        with pikepdf.open(BytesIO(pdf)) as file, file.open_metadata() as meta:
            words = str(meta.get("dc:identifier", "")).split(":")
    except (pikepdf.PdfError, ValueError) as error:
        raise _not_ours() from error
    if words[:3] != ["urn", "wopfield", "report"] or len(words) != 6:
        raise _not_ours()
    return Identity(unquote(words[3]), unquote(words[4]), words[5])


def _not_ours() -> BadInput:
    return BadInput(
        _("This file is not a report made by WOPField."),
        do=_("Choose the PDF as it was issued; a print or a scan cannot be read, but the code on its cover can."),
    )
