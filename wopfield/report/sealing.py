"""The copy of the content inside an issued file, and the seal over the whole file.

Two files travel inside the PDF: ``report.json``, the content as canonical JSON with what names the report, and
``seal.json``, a signature over every other byte of the file. The seal lies in a stream of known length that is not
packed, so that it can be found and set aside without reading the PDF: what is signed is the file around it, and
where in the file it lies. Making and checking signatures is the business of whoever calls.
"""

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from io import BytesIO
from typing import Any

COPY, SEAL = "report.json", "seal.json"
_MARK = b'\n{"wopfield seal":1,'
"""No title or number can hold it: those are one line each."""
_CHUNK = 128
_SIGNATURE = 86
"""How long the text of a signature is."""

Sign = Callable[[bytes], str]


@dataclass(frozen=True, slots=True)
class Seal:
    """Who vouches for a file: a device, its public key, what a server certified of it, and the signature."""

    device: str
    key: str
    certificate: str = ""
    """What a server says of the device; empty for a laptop that knows no server."""
    certificate_signature: str = ""
    signature: str = "-" * _SIGNATURE


@dataclass(frozen=True, slots=True)
class Sealed:
    """A seal as it lies in a file, and the bytes it was made for."""

    seal: Seal
    signed: bytes


def sealed(pdf: bytes, copy: Mapping[str, object], seal: Seal, sign: Sign, moment: str) -> bytes:
    """Return a finished file with the copy of its content and the seal in it.

    ``seal`` says who signs; ``moment`` is when, as PDF writes it (``D:20261123083000Z``).
    """
    hole = _laid_out(seal)
    whole = _with_files(pdf, json_of(copy), hole, moment)
    start = whole.index(hole)
    signed = _signed(whole, start, len(hole), seal)
    filled = _laid_out(replace(seal, signature=sign(signed)))
    return whole[:start] + filled + whole[start + len(hole) :]


def was_sealed(pdf: bytes) -> bool:
    """Return whether a file carries a seal, sound or not."""
    return _MARK[2:16] in pdf


def seal_of(pdf: bytes) -> Sealed | None:
    """Return the seal of a file with what it signs; None when there is none, or it was tampered with."""
    if pdf.count(_MARK) != 1:
        return None
    start = pdf.index(_MARK) - 1
    read = _unpacked(pdf[start:])
    try:
        said = json.loads(read)
        seal = Seal(*(str(said[name]) for name in _FIELDS))
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    hole = _laid_out(seal)
    plainly = all(_is_canonical(text) for text in (seal.key, seal.signature, seal.certificate_signature))
    if pdf[start : start + len(hole)] != hole or not plainly:
        return None
    return Sealed(seal, _signed(pdf, start, len(hole), seal))


def copy_of(pdf: bytes) -> dict[str, Any] | None:
    """Return the copy of the content inside a file; None when there is none that can be read."""
    import pikepdf

    try:
        with pikepdf.open(BytesIO(pdf)) as file:
            found = json.loads(file.Root.Names.EmbeddedFiles.Names[1].EF.F.read_bytes())
    except (pikepdf.PdfError, AttributeError, IndexError, KeyError, TypeError, ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def json_of(content: object) -> bytes:
    """Return the canonical JSON of plain values."""
    return json.dumps(content, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode("ascii")


_FIELDS = ("device", "key", "certificate", "certificate_signature", "signature")


def _laid_out(seal: Seal) -> bytes:
    """Return the stream of a seal: JSON in chunks that each say how long they are, as RunLengthDecode reads them."""
    said = json.dumps({name: getattr(seal, name) for name in _FIELDS}, ensure_ascii=True, separators=(",", ":"))
    text = _MARK + said[1:].encode("ascii")
    text = text.ljust(-(-len(text) // _CHUNK) * _CHUNK)
    chunks = (bytes([_CHUNK - 1]) + text[at : at + _CHUNK] for at in range(0, len(text), _CHUNK))
    return b"".join(chunks) + b"\x80"


def _is_canonical(text: str) -> bool:
    """Return whether a text is the one way of writing its bytes: the last letter of base 64 holds spare bits."""
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        return False
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode() == text


def _unpacked(raw: bytes) -> bytes:
    parts, at = [], 0
    while at < len(raw) and raw[at] == _CHUNK - 1 and at < 1_000_000:
        parts.append(raw[at + 1 : at + 1 + _CHUNK])
        at += 1 + _CHUNK
    return b"".join(parts)


def _signed(pdf: bytes, start: int, length: int, seal: Seal) -> bytes:
    digest = sha256(pdf[:start] + pdf[start + length :]).hexdigest()
    said = json_of([start, length, digest, seal.device, seal.key, seal.certificate, seal.certificate_signature])
    return b"wopfield report 1\n" + said


def _with_files(pdf: bytes, copy: bytes, hole: bytes, moment: str) -> bytes:
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as file:
        with file.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as said:
            # the archives' form that the file claims allows no files inside
            for claim in ("pdfaid:part", "pdfaid:conformance"):
                said.pop(claim, None)
        name = pikepdf.Name
        content, seal = pikepdf.Stream(file, copy), pikepdf.Stream(file, hole)
        seal.Filter = name.RunLengthDecode
        listed = pikepdf.Array()
        specs = []
        for title, stream, relation in ((COPY, content, name.Source), (SEAL, seal, name.Supplement)):
            stream.Type = name.EmbeddedFile
            stream.Subtype = name("/application/json")
            stream.Params = pikepdf.Dictionary(ModDate=moment)
            at = file.make_indirect(stream)
            spec = file.make_indirect(
                pikepdf.Dictionary(
                    Type=name.Filespec, F=title, UF=title, AFRelationship=relation, EF=pikepdf.Dictionary(F=at, UF=at)
                )
            )
            specs.append(spec)
            listed.extend([pikepdf.String(title), spec])
        if "/Names" not in file.Root:
            file.Root.Names = pikepdf.Dictionary()
        file.Root.Names.EmbeddedFiles = pikepdf.Dictionary(Names=listed)
        file.Root.AF = pikepdf.Array(specs)
        out = BytesIO()
        file.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()
