"""What the file says of itself, for archives (PDF/A-1b) and for those who have it read aloud.

All of it is put together as finished bytes and comes from the report alone: nothing in it is from a clock.
"""

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from xml.sax.saxutils import escape

from wopfield.language import reads_from_the_right
from wopfield.report.colour_profile import srgb_profile

_PROGRAM = "WOPField"


@dataclass(frozen=True, slots=True)
class About:
    """Title, language, subject and unique name of a document, and when it was made."""

    title: str
    language: str
    subject: str
    identifier: str
    made: datetime


def describe(document: Any, about: About, *, archive: bool) -> None:
    """Write what the file says of itself into a document as ReportLab keeps it, which carries no types.

    Only one made for an ``archive`` says that it is PDF/A.
    """
    from reportlab.pdfbase.pdfdoc import PDFString

    catalogue = document.Catalog
    catalogue.__NoDefault__ = [*catalogue.__NoDefault__, "OutputIntents"]
    catalogue.Lang = PDFString(about.language)
    turned = b"/Direction /R2L " if reads_from_the_right() else b""  # pages side by side begin at the right
    catalogue.ViewerPreferences = document.Reference(b"<< %b/DisplayDocTitle true >>" % turned, "Viewing")
    catalogue.MarkInfo = document.Reference(b"<< /Marked true >>", "Marking")
    metadata = _metadata(about, archive=archive)
    catalogue.Metadata = document.Reference(
        stream(metadata, {"Type": b"/Metadata", "Subtype": b"/XML"}, packed=False), "Metadata"
    )
    document.Reference(stream(srgb_profile(), {"N": b"3"}), "Colours")
    profile = b"%d %d R" % document.idToObjectNumberAndVersion["Colours"]
    intent = b"[<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) /DestOutputProfile %b >>]"
    catalogue.OutputIntents = document.Reference(intent % profile, "Intents")
    document.info = _information(about)
    digits = sha256(metadata).hexdigest()[:32].encode("ascii")
    document._ID = b"[<%b> <%b>]" % (digits, digits)


def stream(content: bytes, entries: Mapping[str, bytes], *, packed: bool = True) -> bytes:
    """Return a stream with the entries of its dictionary."""
    told = dict(entries)
    if packed:
        content = zlib.compress(content, 6)
        told["Filter"] = b"/FlateDecode"
    told["Length"] = b"%d" % len(content)
    lines = b" ".join(b"/%b %b" % (name.encode("ascii"), value) for name, value in told.items())
    return b"<< %b >>\nstream\n%b\nendstream" % (lines, content)


def text(words: str) -> bytes:
    """Return words as a string of the file."""
    if words.isascii() and words.isprintable():
        return b"(%b)" % re.sub(r"([\\()])", r"\\\1", words).encode("ascii")
    return b"<FEFF%b>" % words.encode("utf-16-be").hex().encode("ascii")


def _information(about: About) -> Any:
    from reportlab.pdfbase.pdfdoc import PDFInfo

    stamp = about.made.strftime("(D:%Y%m%d%H%M%SZ)").encode("ascii")
    entries = {
        b"Title": text(about.title),
        b"Subject": text(about.subject),
        b"Creator": text(_PROGRAM),
        b"Producer": text(_PROGRAM),
        b"CreationDate": stamp,
        b"ModDate": stamp,
    }
    written = b"<< %b >>" % b" ".join(b"/%b %b" % pair for pair in entries.items())

    class Information(PDFInfo):  # type: ignore[misc]  # ReportLab carries no types
        def format(self, document: Any) -> bytes:
            return written

    return Information()


def _metadata(about: About, *, archive: bool) -> bytes:
    made = about.made.isoformat()
    said = {name: escape(value) for name, value in (
        ("title", about.title), ("language", about.language), ("subject", about.subject),
        ("identifier", about.identifier), ("made", made), ("program", _PROGRAM),
    )}  # fmt: skip
    return _METADATA.format(**said, claim=_CLAIM if archive else "").encode("utf-8")


_METADATA = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<dc:identifier>{identifier}</dc:identifier>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:CreatorTool>{program}</xmp:CreatorTool>
<xmp:CreateDate>{made}</xmp:CreateDate>
<xmp:ModifyDate>{made}</xmp:ModifyDate>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdf:Producer>{program}</pdf:Producer>
</rdf:Description>
{claim}</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
_CLAIM = """<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>1</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description>
"""
