"""Fonts in the file: only the glyphs used, and for each of them the text it stands for."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from wopfield.report.finishing import stream
from wopfield.report.fonts import Font, Glyph, Run, font
from wopfield.report.moved import with_moved

Parts = tuple[tuple[int, str], ...]
"""The inside of TJ arrays, each with its rise in thousandths of the type size."""


class EmbeddedFonts:
    """The fonts of a document; codes are given out in the order in which glyphs are first drawn."""

    def __init__(self) -> None:
        self._document: Any = None
        self._fonts: dict[str, _EmbeddedFont] = {}
        self.written: dict[int, Parts] = {}
        """What ``parts`` returned, by the identity of the run: to compare runs costs more than to write them."""
        self._runs: list[Run] = []
        """Kept, so that no other comes to have the identity of one."""

    def go_into(self, document: Any) -> None:
        """Be written into a PDF document as ReportLab keeps it, which carries no types."""
        self._document = document
        # ReportLab asks each of these for its objects when it writes the file
        document.delayedFonts.extend(self._fonts.values())

    def resource(self, name: str) -> str:
        """Return the name by which a page's content calls a font."""
        return self._font(name).resource

    def parts(self, run: Run) -> Parts:
        """Return a run as the inside of TJ arrays."""
        known = self.written.get(id(run))
        if known is not None:
            return known
        used = self._font(run.font)
        parts: list[tuple[int, list[str]]] = []
        for glyph in run.glyphs:
            rise = 0 if is_moved_mark(glyph) else glyph.y_offset
            if not parts or parts[-1][0] != rise:
                parts.append((rise, []))
            parts[-1][1].append(used.written(glyph))
        made = tuple((rise, _tight("".join(codes))) for rise, codes in parts)
        self.written[id(run)] = made
        self._runs.append(run)
        return made

    def _font(self, name: str) -> "_EmbeddedFont":
        if name not in self._fonts:
            added = _EmbeddedFont(font(name), f"P{len(self._fonts) + 1}")
            self._fonts[name] = added
            self._document.delayedFonts.append(added)
        return self._fonts[name]


class _Drawn(NamedTuple):
    """A glyph as a font of the file holds it, and the text it stands for."""

    glyph: int
    text: str
    across: int = 0
    up: int = 0
    """How far it is moved, in thousandths of the type size."""

    @property
    def place(self) -> tuple[int, int, int]:
        return self.glyph, self.across, self.up


def is_moved_mark(glyph: Glyph) -> bool:
    """Return whether a glyph takes no room and stands away from where the line has come to."""
    return not glyph.advance and (glyph.x_offset != 0 or glyph.y_offset != 0)


class _EmbeddedFont:
    def __init__(self, used: Font, resource: str) -> None:
        self.resource = resource
        self._font = used
        self._codes: dict[_Drawn, int] = {}

    def written(self, glyph: Glyph) -> str:
        if is_moved_mark(glyph):
            return self._shown(_Drawn(glyph.code, glyph.text, glyph.x_offset, glyph.y_offset))
        code = self._shown(_Drawn(glyph.code, glyph.text))
        before = f" {-glyph.x_offset} " if glyph.x_offset else ""  # apart from the figure behind the last glyph
        after = self._font.advance(glyph.code) + glyph.x_offset - glyph.advance
        return f"{before}{code}{after or ''}"

    def _shown(self, drawn: "_Drawn") -> str:
        code = self._codes.setdefault(drawn, len(self._codes) + 1)
        return f"({_byte(code >> 8)}{_byte(code & 0xFF)})"

    def addObjects(self, document: Any) -> None:
        """Write the font into the document; the name is ReportLab's."""
        from reportlab.pdfbase import pdfdoc

        data, new_index = _subset(self._font, list(self._codes))
        name = f"{_tag(self.resource)}+{self._font.post_script_name}"
        descriptor = document.Reference(self._descriptor(pdfdoc, document, name, data))
        glyph_map = b"\0\0" + b"".join(new_index[drawn.place].to_bytes(2, "big") for drawn in self._codes)
        widths = [0 if drawn.across or drawn.up else self._font.advance(drawn.glyph) for drawn in self._codes]
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("CIDFontType2"),
                "BaseFont": pdfdoc.PDFName(name),
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {"Registry": pdfdoc.PDFString("Adobe"), "Ordering": pdfdoc.PDFString("Identity"), "Supplement": 0}
                ),
                "FontDescriptor": descriptor,
                "DW": 0,
                "W": pdfdoc.PDFArray([1, pdfdoc.PDFArray(widths)]),
                "CIDToGIDMap": self._add(document, glyph_map),
            }
        )
        whole = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("Type0"),
                "BaseFont": pdfdoc.PDFName(name),
                "Encoding": pdfdoc.PDFName("Identity-H"),
                "DescendantFonts": pdfdoc.PDFArray([document.Reference(descendant)]),
                "ToUnicode": self._add(document, self._to_unicode()),
            }
        )
        document.idToObject["BasicFonts"].dict[self.resource] = document.Reference(whole)

    def _descriptor(self, pdfdoc: Any, document: Any, name: str, data: bytes) -> Any:
        extents = self._font.shaper.get_font_extents("ltr")
        every = bytes([0xFF] * ((len(self._codes) + 1) // 8) + [0xFF00 >> (len(self._codes) + 1) % 8 & 0xFF])
        return pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("FontDescriptor"),
                "FontName": pdfdoc.PDFName(name),
                "Flags": 4,
                "FontBBox": pdfdoc.PDFArray([-500, extents.descender, 2000, extents.ascender]),
                "ItalicAngle": -12 if "Italic" in name else 0,
                "Ascent": extents.ascender,
                "Descent": extents.descender,
                "CapHeight": 698,
                "StemV": 80,
                "FontFile2": self._add(document, data, {"Length1": b"%d" % len(data)}),
                "CIDSet": self._add(document, every),
            }
        )

    def _add(self, document: Any, content: bytes, entries: Mapping[str, bytes] = MappingProxyType({})) -> Any:
        return document.Reference(stream(content, entries), f"W{document.objectcounter + 1}")

    def _to_unicode(self) -> bytes:
        rows = [f"<{code:04X}> <{drawn.text.encode('utf-16-be').hex().upper()}>" for drawn, code in self._codes.items()]
        # a section of the map may hold a hundred rows
        blocks = [rows[start : start + 100] for start in range(0, len(rows), 100)]
        mapped = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
        return _CMAP.format(mapped=mapped).encode("ascii")


_CMAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{mapped}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


_NOT_NEEDED = (b"GSUB", b"GPOS", b"GDEF", b"kern", b"DSIG", b"meta")
"""Tables that only shaping asks for; the glyphs are already chosen and placed."""


_ESCAPED = {0x0D: "\\r", 0x28: "\\(", 0x29: "\\)", 0x5C: "\\\\"}
"""Bytes that a string of the file may not hold as they are."""


def _byte(value: int) -> str:
    return _ESCAPED.get(value) or chr(value)


def _tight(codes: str) -> str:
    # inside a string each bracket has a backslash before it
    return codes.replace(")(", "")


def _tag(resource: str) -> str:
    """Return the six capitals a subset's name begins with."""
    number = int(resource[1:])
    return "WOPF" + chr(65 + number // 26 % 26) + chr(65 + number % 26)


def _subset(used: Font, wanted: list[_Drawn]) -> tuple[bytes, dict[tuple[int, int, int], int]]:
    """Return the font file with these glyphs only, and the index each has in it."""
    import uharfbuzz as hb

    chosen = hb.SubsetInput()
    chosen.glyph_set.update(sorted({drawn.glyph for drawn in wanted}))
    chosen.flags = hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NOTDEF_OUTLINE | hb.SubsetFlags.NO_HINTING
    chosen.drop_table_tag_set.update(int.from_bytes(table, "big") for table in _NOT_NEEDED)
    plan = hb.SubsetPlan(used.face, chosen)
    data, indices = bytes(plan.execute().blob.data), dict(plan.old_to_new_glyph_mapping)
    found = {(glyph, 0, 0): index for glyph, index in indices.items()}
    moved = sorted({drawn.place for drawn in wanted} - found.keys())
    if moved:
        found.update((place, len(indices) + at) for at, place in enumerate(moved))
        data = with_moved(data, [(indices[glyph], across, up) for glyph, across, up in moved])
    return data, found
