"""How the program looks: the colours of each look, the sizes and the typeface.

A theme is one frozen value, handed from the window to every part it builds. When somebody changes the look,
the text size or the language, the window builds its parts anew with another value: nothing has to follow a
change while it stands. Painted parts take their colours from the value; ``dress.py`` gives Qt's own parts a
palette first and one generated style sheet second.
"""

from dataclasses import dataclass, replace
from typing import Literal

from PySide6.QtGui import QFont

from wopfield.ui.fonts import FAMILIES

Look = Literal["light", "dark", "sunlight"]

CAPTION, SECONDARY, BODY, SECTION, QUESTION, PAGE, FIGURE = 12, 13, 15, 16, 20, 24, 28
"""The sizes of type, in pixels at 100 %."""

REGULAR, MEDIUM, SEMIBOLD, BOLD = 400, 500, 600, 700
"""The weights of type; bold is for numerals only."""

_FOR_GLOVES = 52
"""How high large controls are at least, in pixels: a hand does not grow with the text."""

BADGE_RADIUS, CONTROL_RADIUS, CARD_RADIUS = 4, 7, 10

TEXT_SCALES = (1.0, 1.15, 1.3)


@dataclass(frozen=True, slots=True)
class Theme:
    """The look in force: colours as ``#RRGGBB``, text scale, and what somebody chose for their hands."""

    look: Look
    canvas: str
    card: str
    sunk: str
    ink: str
    ink2: str
    ink3: str
    line: str
    control: str
    accent: str
    hover: str
    tint: str
    on_accent: str
    rail: str
    rail_active: str
    rail_text: str
    danger: str
    danger_surface: str
    warning: str
    warning_surface: str
    good: str
    good_surface: str
    levels: tuple[str, str, str, str, str]
    level_edges: tuple[str, str, str, str, str]
    scale: float = 1.0
    large: bool = False
    """Whether controls are 52 px high, for gloves."""
    border: int = 1
    badge: str = "#FFC857"
    """The sand of the rail's badges, on which ink stands in every look."""

    def px(self, size: float) -> int:
        """Return ``size`` pixels at 100 % in pixels at the chosen text size."""
        return round(size * self.scale)

    @property
    def control_height(self) -> int:
        """Return the height of buttons and fields."""
        return max(self.px(38), _FOR_GLOVES if self.large else 0)

    @property
    def primary_height(self) -> int:
        """Return the height of the button that does the next thing on a screen."""
        return max(self.px(46), _FOR_GLOVES if self.large else 0)

    @property
    def large_height(self) -> int:
        """Return the height of what is pressed on site, whatever was chosen for the other controls."""
        return max(self.px(_FOR_GLOVES), _FOR_GLOVES)

    def font(self, size: int = BODY, weight: int = REGULAR) -> QFont:
        """Return the typeface at ``size`` pixels (at 100 %) and a weight of 400 to 700."""
        font = QFont()
        font.setFamilies(list(FAMILIES))
        font.setPixelSize(self.px(size))
        font.setWeight(QFont.Weight(weight))
        # At 14–15 px hinting makes uneven gaps between letters.
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    def numeral(self, level: int) -> str:
        """Return the colour that can be read on a level's fill."""
        return "#0E2029" if level <= 2 else "#FFFFFF"


LIGHT = Theme(
    look="light",
    canvas="#EEF2F4",
    card="#FFFFFF",
    sunk="#F6F8F9",
    ink="#0E2029",
    ink2="#3B505B",
    ink3="#566B76",
    line="#D5DEE2",
    control="#768A94",
    accent="#005F78",
    hover="#004A5E",
    tint="#E2F0F3",
    on_accent="#FFFFFF",
    rail="#0C2B37",
    rail_active="#1D4757",
    rail_text="#C9DAE0",
    danger="#B01E23",
    danger_surface="#FCECEB",
    warning="#855000",
    warning_surface="#FFF2D6",
    good="#17663A",
    good_surface="#E4F3E9",
    levels=("#FCE9A8", "#A3D08F", "#45A5A3", "#1D6A96", "#14295A"),
    level_edges=("#A88B2A", "#568B45", "#226F6D", "#124F72", "#0C1B3D"),
)

DARK = Theme(
    look="dark",
    canvas="#0C161B",
    card="#15232A",
    sunk="#101C22",
    ink="#EAF1F4",
    ink2="#B7C6CD",
    ink3="#93A6AF",
    line="#2A3B44",
    control="#6C808A",
    accent="#5CC3DA",
    hover="#86D6E8",
    tint="#143743",
    on_accent="#06212A",
    rail="#081116",
    rail_active="#18323D",
    rail_text="#A9BDC6",
    danger="#FF9A94",
    danger_surface="#3A1D1E",
    warning="#F5C063",
    warning_surface="#35290F",
    good="#7FD3A0",
    good_surface="#143023",
    levels=("#FCE9A8", "#A3D08F", "#45A5A3", "#2776A4", "#2B4A90"),
    # On dark cards the edge of a level has to be lighter than its fill to be seen.
    level_edges=("#FFF4CC", "#BFE3AF", "#6FC4C2", "#6BB0D8", "#7F9BD8"),
)

SUNLIGHT = replace(
    LIGHT,
    look="sunlight",
    canvas="#FFFFFF",
    ink="#000000",
    ink2="#14252D",
    ink3="#22343D",
    line="#768A94",
    control="#3B505B",
    rail="#000000",
    rail_text="#FFFFFF",
    rail_active="#1D4757",
    border=2,
)

LOOKS: dict[Look, Theme] = {"light": LIGHT, "dark": DARK, "sunlight": SUNLIGHT}


def look_called(name: str) -> Look:
    """Return the look of a name; the light one for a name that is none."""
    return next((look for look in LOOKS if look == name), "light")


def theme_of(look: Look, scale: float = 1.0, *, large: bool = False) -> Theme:
    """Return a look at a text scale of 1.0, 1.15 or 1.3; ``large`` gives controls for gloves."""
    return replace(LOOKS[look], scale=scale, large=large)
