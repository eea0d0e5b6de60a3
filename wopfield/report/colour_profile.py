"""The meaning of the colours in the file: an ICC profile of sRGB, which archives want beside the numbers."""

from functools import cache
from struct import pack

_WHITE = (0.9505, 1.0, 1.0890)
_RED, _GREEN, _BLUE = (0.43607, 0.22249, 0.01392), (0.38515, 0.71687, 0.09708), (0.14307, 0.06061, 0.71410)
_STEPS = 256


@cache
def srgb_profile() -> bytes:
    """Return the profile, version 2 of the format, as PDF 1.4 takes it."""
    curve = _curve()
    parts = {
        b"desc": _description(b"sRGB IEC61966-2.1"),
        b"cprt": _tag(b"text", b"No copyright, use freely\0"),
        b"wtpt": _point(_WHITE),
        b"rXYZ": _point(_RED),
        b"gXYZ": _point(_GREEN),
        b"bXYZ": _point(_BLUE),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    table, body, at = [pack(">I", len(parts))], b"", 128 + 4 + 12 * len(parts)
    places: dict[bytes, int] = {}
    for name, part in parts.items():
        if part not in places:
            places[part] = at + len(body)
            body += part
        table.append(name + pack(">II", places[part], len(part)))
    return _head(at + len(body)) + b"".join(table) + body


def _head(size: int) -> bytes:
    made = pack(">6H", 2000, 1, 1, 0, 0, 0)
    illuminant = _numbers((0.9642, 1.0, 0.8249))
    kind = pack(">II", size, 0) + b"\x02\x10\0\0mntrRGB XYZ " + made + b"acsp"
    return (kind + bytes(28) + illuminant).ljust(128, b"\0")


def _curve() -> bytes:
    values = (step / (_STEPS - 1) for step in range(_STEPS))
    light = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in values]
    return _tag(b"curv", pack(f">I{_STEPS}H", _STEPS, *(round(value * 65535) for value in light)))


def _point(values: tuple[float, float, float]) -> bytes:
    return _tag(b"XYZ ", _numbers(values))


def _description(words: bytes) -> bytes:
    return _tag(b"desc", pack(">I", len(words) + 1) + words + b"\0" + bytes(8 + 3 + 67))


def _numbers(values: tuple[float, ...]) -> bytes:
    return b"".join(pack(">i", round(value * 65536)) for value in values)


def _tag(kind: bytes, content: bytes) -> bytes:
    whole = kind + bytes(4) + content
    return whole.ljust(-(-len(whole) // 4) * 4, b"\0")
