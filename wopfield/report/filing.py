"""The file around the objects of a document: many of them packed together, or each by itself as PDF/A-1 wants it.

Tags alone are fifteen thousand small objects in a long report. Packed they take a tenth of the room.
"""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from wopfield.report.finishing import stream

_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_TOGETHER = 1000
"""So many objects are packed into one stream: what a reader must unpack to find one of them."""
_ROW = 7
"""Bytes that say of an object where it is: one of its kind, four of its place, two of its turn in a stream."""

Place = tuple[int, int, int]


def new_canvas(width: float, height: float) -> Any:
    """Return ReportLab's canvas, which carries no types, for pages of a size in points."""
    from reportlab import rl_config
    from reportlab.pdfgen.canvas import Canvas

    rl_config.useA85 = 0

    class PlainCanvas(Canvas):  # type: ignore[misc]  # ReportLab carries no types
        def _make_preamble(self) -> None:
            # its own would call for Helvetica, which is not embedded
            self._preamble = ""

    return PlainCanvas(BytesIO(), pagesize=(width, height), pageCompression=1, invariant=1, pdfVersion=(1, 4))


def later(made: Callable[[], bytes]) -> Any:
    """Return an object of the file that is put together only when it is written, so that no photo is held twice."""
    from reportlab.pdfbase.pdfdoc import PDFObject

    class Later(PDFObject):  # type: ignore[misc]  # ReportLab carries no types
        def format(self, document: Any) -> bytes:
            return made()

    return Later()


def settle_page(document: Any, number: int, *, packed: bool) -> None:
    """Give a page its number in the tree and its content as archives want it, packed and with its line ends."""
    from reportlab.pdfbase.pdfdoc import PDFName

    page = document.idToObject[f"Page{number + 1}"]
    page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
    page.StructParents, page.Tabs, page.Trans = number, PDFName("S"), None
    content = "\n".join(page.stream) if isinstance(page.stream, list) else str(page.stream)
    page.Contents = document.Reference(
        stream(content.strip().encode("latin-1"), {}, packed=packed), f"Content{number + 1}"
    )


def plain_file(canvas: Any) -> bytes:
    """Return a finished document with every object by itself, as archives take it."""
    # the library's own saving would hold the whole file once more
    return bytes(canvas._doc.GetPDFData(canvas))


def packed_file(canvas: Any) -> bytes:
    """Return a finished document with its objects packed together, streams apart."""
    document = canvas._doc
    for font in document.delayedFonts:
        font.addObjects(document)
    root, information = document.Reference(document.Catalog), document.Reference(document.info)
    document.Outlines.prepare(document, canvas)
    if document.Outlines.ready < 0:
        document.Catalog.Outlines = None
    out = _Out()
    out.write_objects(document)
    out.write_places(root.format(document), information.format(document), document.ID())
    return b"".join(out.parts)


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


class _Out:
    def __init__(self) -> None:
        self.parts = [_HEAD]
        self._length = len(_HEAD)
        self._places: list[Place] = [(0, 0, 65535)]

    def write_objects(self, document: Any) -> None:
        from reportlab.pdfbase.pdfdoc import format as formatted

        waiting: list[tuple[int, bytes]] = []
        names, objects = document.numberToId, document.idToObject
        number = 1
        # writing an object may add others behind it
        while number in names:
            made = objects[names[number]]
            content = made if isinstance(made, bytes) else formatted(made, document, toplevel=1)
            if content.endswith(b"endstream"):
                self._places.append((1, self._length, 0))
                self._add(number, content)
            else:
                self._places.append((2, 0, 0))
                waiting.append((number, content))
            number += 1
        for start in range(0, len(waiting), _TOGETHER):
            self._add_together(waiting[start : start + _TOGETHER])

    def write_places(self, root: bytes, information: bytes, identity: bytes) -> None:
        start, number = self._length, len(self._places)
        self._places.append((1, start, 0))
        rows = b"".join(
            kind.to_bytes(1, "big") + place.to_bytes(4, "big") + turn.to_bytes(2, "big")
            for kind, place, turn in self._places
        )
        entries = {
            "Type": b"/XRef", "Size": b"%d" % len(self._places), "W": b"[1 4 2]", "Root": root, "Info": information,
            "ID": identity, "DecodeParms": b"<</Predictor 12/Columns %d>>" % _ROW,
        }  # fmt: skip
        self._add(number, stream(_differences(rows), entries))
        self._write(b"startxref\n%d\n%%%%EOF\n" % start)

    def _add_together(self, objects: Sequence[tuple[int, bytes]]) -> None:
        number, at, where, contents = len(self._places), 0, [], []
        for turn, (one, content) in enumerate(objects):
            self._places[one] = (2, number, turn)
            where.append(b"%d %d" % (one, at))
            contents.append(content)
            at += len(content) + 1
        head = b" ".join(where) + b"\n"
        entries = {"Type": b"/ObjStm", "N": b"%d" % len(objects), "First": b"%d" % len(head)}
        self._places.append((1, self._length, 0))
        self._add(number, stream(head + b"\n".join(contents), entries))

    def _add(self, number: int, content: bytes) -> None:
        self._write(b"%d 0 obj\n" % number)
        self._write(content)
        self._write(b"\nendobj\n")

    def _write(self, part: bytes) -> None:
        self.parts.append(part)
        self._length += len(part)


def _differences(rows: bytes) -> bytes:
    """Return rows as PNG's filter "up" has them: only by how much each byte differs from the one above it."""
    above = bytes(_ROW) + rows
    changed = bytes((now - before) & 0xFF for now, before in zip(rows, above, strict=False))
    return b"".join(b"\x02" + changed[at : at + _ROW] for at in range(0, len(changed), _ROW))
