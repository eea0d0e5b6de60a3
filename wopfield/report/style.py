"""The colours, faces and sizes of the printed page, and the colours of the maturity scale.

Screen and paper share the scale: a level always has the same fill and always carries its numeral.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from wopfield.language import _

Face = Literal[
    "light", "regular", "medium", "semibold",
    "condensed", "condensed-medium", "condensed-semibold", "condensed-italic",
]  # fmt: skip

INK = "#12303A"
TEXT = "#25363D"
MUTED = "#5B6E76"
FAINT = "#8A9AA1"
RULE = "#C9D4D8"
HAIRLINE = "#E2E9EB"
TINT = "#F1F5F6"
TINT_2 = "#E4EDEF"
PRIMARY = "#0B5563"
PRIMARY_DARK = "#073B47"
AMBER = "#E08A1E"
AMBER_TEXT = "#A65E02"
BETTER = "#1F6FB2"
WORSE = "#B4480F"
BASELINE = "#8C9AA1"
BAND = "#C3D6DA"
WHITE = "#FFFFFF"

LEVEL_FILLS = ("#FCE9A8", "#A3D08F", "#45A5A3", "#1D6A96", "#14295A")
DARK_NUMERAL = "#0A1B21"


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How text is set; sizes in points, ``tracking`` in points between letters."""

    face: Face
    size: float
    leading: float
    colour: str = TEXT
    tracking: float = 0.0

    def in_colour(self, colour: str) -> "TextStyle":
        """Return the same style in another colour."""
        return _style(self, colour, self.face)

    def in_face(self, face: Face) -> "TextStyle":
        """Return the same style in another face."""
        return _style(self, self.colour, face)

    def with_air(self) -> "TextStyle":
        """Return the style as lines of Arabic are set, whose letters reach higher and lower; titles have room."""
        return _with_leading(self, self.leading * 1.08) if self.size < _A_TITLE else self


_A_TITLE = 14.0
"""From this size on a line is a title."""


@lru_cache(maxsize=256)
def _with_leading(base: TextStyle, leading: float) -> TextStyle:
    return replace(base, leading=leading)


@lru_cache(maxsize=1024)
def _style(base: TextStyle, colour: str, face: Face) -> TextStyle:
    """Return a style in another colour and face; there are few, and rows ask for them again and again."""
    return replace(base, colour=colour, face=face)


COVER_TITLE = TextStyle("light", 35, 42, WHITE)
TITLE = TextStyle("light", 19.5, 24.5, INK)
AREA_TITLE = TextStyle("light", 21, 26, INK)
# From a tenth of the size on, readers take the space between tracked letters for one between words.
KICKER = TextStyle("semibold", 6.8, 9, PRIMARY, 0.54)
CAPTION = TextStyle("semibold", 6.2, 8.4, MUTED, 0.49)
LEAD = TextStyle("regular", 9.3, 13.2, MUTED)
HEAD = TextStyle("semibold", 10.4, 14, INK)
BODY = TextStyle("regular", 9.3, 13.4, TEXT)
FIGURE = TextStyle("light", 24, 28, INK)
STRIP_FIGURE = TextStyle("light", 18, 22, INK)
TOTAL_FIGURE = TextStyle("light", 17, 21, INK)
TABLE_HEAD = TextStyle("condensed-semibold", 7.4, 9, INK)
TABLE_HEAD_2 = TextStyle("condensed", 7, 8.8, MUTED)
TABLE = TextStyle("condensed", 8.4, 10.4, TEXT)
TABLE_NAME = TextStyle("condensed-medium", 8.4, 10.4, INK)
TABLE_SMALL = TextStyle("condensed", 7.4, 9.2, MUTED)
GROUP = TextStyle("condensed-semibold", 8.4, 10.4, INK)
KEY_NUMBER = TextStyle("semibold", 10.2, 12, INK)
CODE = TextStyle("condensed-semibold", 8.4, 10.4, PRIMARY)
NOTE = TextStyle("condensed", 7.9, 10.8, MUTED)
PILL = TextStyle("semibold", 6.6, 8, WHITE, 0.5)


def level_names() -> tuple[str, str, str, str, str]:
    """Return the names of levels 0 to 4 in the language spoken."""
    return (_("Absent"), _("Started"), _("Partly in place"), _("In place"), _("Leading"))


def half_step(mean: float) -> float:
    """Return a mean on the scale 0 to 4 at the nearest half step, halves upwards."""
    return min(4.0, max(0.0, int(mean * 2 + 0.5) / 2))


def level_fill(mean: float) -> str:
    """Return the fill for a level or a mean of levels: half steps lie between their neighbours in CIELAB.

    2.5 takes 35 % of the darker neighbour only, so that dark type on it keeps its contrast.
    """
    step = half_step(mean)
    lower = int(step)
    if step == lower:
        return LEVEL_FILLS[lower]
    return mixed(LEVEL_FILLS[lower], LEVEL_FILLS[lower + 1], 0.35 if lower == 2 else 0.5)


def numeral_colour(mean: float) -> str:
    """Return the colour of type on ``level_fill(mean)``."""
    return WHITE if half_step(mean) >= 3 else DARK_NUMERAL


def mixed(first: str, second: str, share: float) -> str:
    """Return the colour that lies ``share`` (0 to 1) of the way between two colours in CIELAB."""
    ends = zip(_lab(first), _lab(second), strict=True)
    return _hex([a + (b - a) * share for a, b in ends])


def rgb(colour: str) -> tuple[float, float, float]:
    """Return a hex colour as red, green and blue from 0 to 1."""
    return (int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255)


def grey_of(colour: str) -> str:
    """Return the grey that is as light as a colour, as black-and-white printers make it."""
    light = _luminance(colour)
    value = 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    return "#" + f"{round(value * 255):02X}" * 3


def contrast(first: str, second: str) -> float:
    """Return the contrast of two colours as WCAG 2 defines it, 1 to 21."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


_WHITE_POINT = (0.95047, 1.0, 1.08883)
_TO_XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
_TO_RGB = ((3.2404542, -1.5371385, -0.4985314), (-0.9692660, 1.8760108, 0.0415560), (0.0556434, -0.2040259, 1.0572252))


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _luminance(colour: str) -> float:
    return sum(weight * _linear(part) for weight, part in zip(_TO_XYZ[1], rgb(colour), strict=True))


def _lab(colour: str) -> tuple[float, float, float]:
    parts = [_linear(part) for part in rgb(colour)]
    x, y, z = (
        _lab_root(sum(weight * part for weight, part in zip(row, parts, strict=True)) / white)
        for row, white in zip(_TO_XYZ, _WHITE_POINT, strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _lab_root(value: float) -> float:
    return value ** (1 / 3) if value > 216 / 24389 else (24389 / 27 * value + 16) / 116


def _hex(lab: list[float]) -> str:
    y = (lab[0] + 16) / 116
    roots = (y + lab[1] / 500, y, y - lab[2] / 200)
    xyz = [
        white * (root**3 if root**3 > 216 / 24389 else (116 * root - 16) * 27 / 24389)
        for root, white in zip(roots, _WHITE_POINT, strict=True)
    ]
    parts = []
    for row in _TO_RGB:
        value = min(1.0, max(0.0, sum(weight * part for weight, part in zip(row, xyz, strict=True))))
        parts.append(12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055)
    return "#" + "".join(f"{round(part * 255):02X}" for part in parts)
