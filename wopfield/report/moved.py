"""Glyphs that a font file holds moved from their place, as further glyphs of their own.

A mark that is moved by the page instead stands on another line, or before its letter, for programs that read files.
"""

import struct
from collections.abc import Mapping, Sequence

_COMPOSITE = -1
_WORDS_THAT_MOVE = 0x0003
"""What moves the part is a pair of words, not of bytes or of points."""


def with_moved(data: bytes, moves: Sequence[tuple[int, int, int]]) -> bytes:
    """Return a TrueType file with a glyph more for each move: glyph, across and up, in thousandths of the type size.

    The new glyphs come behind those that are there, take up no width, and are the old ones drawn elsewhere.
    """
    tables = _tables(data)
    units = struct.unpack_from(">H", tables[b"head"], 18)[0]
    places = _places(tables)
    outlines, sides = bytearray(tables[b"glyf"]), bytearray()
    outlines += bytes(-len(outlines) % 4)
    places[-1] = len(outlines)
    for glyph, across, up in moves:
        across, up = across * units // 1000, up * units // 1000
        edges = (0, 0, 0, 0)
        if places[glyph] < places[glyph + 1]:
            edges = struct.unpack_from(">4h", outlines, places[glyph] + 2)
        left, low, right, high = edges
        outlines += struct.pack(">5h", _COMPOSITE, left + across, low + up, right + across, high + up)
        outlines += struct.pack(">2H2h2x", _WORDS_THAT_MOVE, glyph, across, up)
        places.append(len(outlines))
        sides += struct.pack(">Hh", 0, left + across)
    tables[b"glyf"], tables[b"loca"] = bytes(outlines), struct.pack(f">{len(places)}I", *places)
    tables[b"hmtx"] = _all_measured(tables) + bytes(sides)
    tables[b"hhea"] = _changed(tables[b"hhea"], {34: len(places) - 1})
    parts, depth = struct.unpack_from(">2H", tables[b"maxp"], 28)
    tables[b"maxp"] = _changed(tables[b"maxp"], {4: len(places) - 1, 28: max(parts, 1), 30: depth + 1})
    tables[b"head"] = _changed(tables[b"head"], {8: 0, 10: 0, 50: 1})
    return _file(data[:4], tables)


def _tables(data: bytes) -> dict[bytes, bytes]:
    found = {}
    for at in range(struct.unpack_from(">H", data, 4)[0]):
        name, _sum, start, length = struct.unpack_from(">4s3I", data, 12 + 16 * at)
        found[name] = data[start : start + length]
    return found


def _places(tables: Mapping[bytes, bytes]) -> list[int]:
    """Return where each outline begins, and where the last one ends."""
    loca = tables[b"loca"]
    if struct.unpack_from(">h", tables[b"head"], 50)[0]:
        return list(struct.unpack(f">{len(loca) // 4}I", loca))
    return [2 * place for place in struct.unpack(f">{len(loca) // 2}H", loca)]


def _all_measured(tables: Mapping[bytes, bytes]) -> bytes:
    """Return a width and a side for every glyph: the last ones may share a width."""
    hmtx, count = tables[b"hmtx"], struct.unpack_from(">H", tables[b"hhea"], 34)[0]
    width = hmtx[4 * count - 4 : 4 * count - 2]
    rest = hmtx[4 * count :]
    return hmtx[: 4 * count] + b"".join(width + rest[at : at + 2] for at in range(0, len(rest), 2))


def _changed(table: bytes, values: Mapping[int, int]) -> bytes:
    made = bytearray(table)
    for place, value in values.items():
        struct.pack_into(">H", made, place, value)
    return bytes(made)


def _file(kind: bytes, tables: Mapping[bytes, bytes]) -> bytes:
    count = len(tables)
    power = count.bit_length() - 1
    start, listed, content = 12 + 16 * count, [], bytearray()
    for name, table in sorted(tables.items()):
        whole = table + bytes(-len(table) % 4)
        listed.append(struct.pack(">4s3I", name, _sum(whole), start + len(content), len(table)))
        content += whole
    head = struct.pack(">4s4H", kind, count, 16 << power, power, 16 * count - (16 << power))
    made = bytearray(head + b"".join(listed)) + content
    at = made.index(tables[b"head"], start)
    struct.pack_into(">I", made, at + 8, (0xB1B0AFBA - _sum(bytes(made))) & 0xFFFFFFFF)
    return bytes(made)


def _sum(data: bytes) -> int:
    words: tuple[int, ...] = struct.unpack(f">{len(data) // 4}I", data)
    return sum(words) & 0xFFFFFFFF
