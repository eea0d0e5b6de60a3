"""The faces a report is set in: which glyphs they hold, and words shaped into glyphs.

A character is set in the asked face if that holds it, else in the first fallback that does; one that no
face holds shows as a question mark on its corner and still carries its text, so nothing is lost on copying or
reading aloud.
"""

from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any, NamedTuple
from unicodedata import normalize

from wopfield.report.style import Face
from wopfield.shipped import shipped

FONT_FILES = {
    "light": "IBMPlexSans-Light.ttf",
    "regular": "IBMPlexSans-Regular.ttf",
    "medium": "IBMPlexSans-Medium.ttf",
    "semibold": "IBMPlexSans-SemiBold.ttf",
    "condensed": "IBMPlexSansCondensed-Regular.ttf",
    "condensed-medium": "IBMPlexSansCondensed-Medium.ttf",
    "condensed-semibold": "IBMPlexSansCondensed-SemiBold.ttf",
    "condensed-italic": "IBMPlexSansCondensed-Italic.ttf",
    "arabic": "IBMPlexSansArabic-Regular.ttf",
    "arabic-medium": "IBMPlexSansArabic-Medium.ttf",
    "arabic-semibold": "IBMPlexSansArabic-SemiBold.ttf",
    "ethiopic": "NotoSansEthiopic-Regular.ttf",
    "devanagari": "NotoSansDevanagari-Regular.ttf",
}
_SCRIPTS = (
    (0x0530, 0x058F, "Armenian"), (0x0590, 0x05FF, "Hebrew"), (0x0700, 0x074F, "Syriac"), (0x0780, 0x07BF, "Thaana"),
    (0x07C0, 0x07FF, "NKo"), (0x0980, 0x09FF, "Bengali"), (0x0A00, 0x0A7F, "Gurmukhi"), (0x0A80, 0x0AFF, "Gujarati"),
    (0x0B00, 0x0B7F, "Oriya"), (0x0B80, 0x0BFF, "Tamil"), (0x0C00, 0x0C7F, "Telugu"), (0x0C80, 0x0CFF, "Kannada"),
    (0x0D00, 0x0D7F, "Malayalam"), (0x0D80, 0x0DFF, "Sinhala"), (0x0E00, 0x0E7F, "Thai"), (0x0E80, 0x0EFF, "Lao"),
    (0x0F00, 0x0FFF, "Tibetan"), (0x1000, 0x109F, "Myanmar"), (0x10A0, 0x10FF, "Georgian"), (0x1780, 0x17FF, "Khmer"),
    (0x1800, 0x18AF, "Mongolian"), (0x1C50, 0x1C7F, "OlChiki"), (0x2D30, 0x2D7F, "Tifinagh"), (0xA500, 0xA63F, "Vai"),
    (0x10480, 0x104AF, "Osmanya"), (0x1E900, 0x1E95F, "Adlam"),
    (0x1100, 0x11FF, "Han"), (0x2E80, 0x9FFF, "Han"), (0xAC00, 0xD7AF, "Han"), (0xF900, 0xFAFF, "Han"),
    (0xFE30, 0xFE4F, "Han"), (0xFF00, 0xFFEF, "Han"), (0x2010, 0x2BFF, "Signs"), (0x1F000, 0x1FAFF, "Signs"),
)  # fmt: skip
"""First and last code point of scripts with a font of their own, which is read only where one of them is written.

Han stands for all that is written in China, Japan and Korea, Signs for pictures and arrows.
"""
_OF_OTHERS = {
    "Tibetan": "NotoSerifTibetan-Regular.ttf",
    "Han": "DroidSansFallback.ttf",
    "Signs": "Symbola.ttf",
}
FONT_FILES.update({
    script.lower(): _OF_OTHERS.get(script, f"NotoSans{script}-Regular.ttf") for _first, _last, script in _SCRIPTS
})  # fmt: skip
_ARABIC = {
    "medium": "arabic-medium",
    "semibold": "arabic-semibold",
    "condensed-medium": "arabic-medium",
    "condensed-semibold": "arabic-semibold",
}
_MOST_APART = 70
"""How far from its place a letter is moved, in thousandths of the type size: readers of files take more for a space."""


class Glyph(NamedTuple):
    """One glyph where it stands: offsets and advance in thousandths of the type size."""

    code: int
    text: str
    """The text it stands for; empty for the further glyphs of a cluster."""
    x_offset: int
    y_offset: int
    advance: int


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs of one face in the order they are drawn, from left to right."""

    font: str
    glyphs: tuple[Glyph, ...]
    advance: int


class Font:
    """One font file: what it holds and how wide its glyphs are, in thousandths of the type size."""

    def __init__(self, name: str) -> None:
        import uharfbuzz as hb

        self.name = name
        self.data = (shipped("resources") / "fonts" / FONT_FILES[name]).read_bytes()
        self.post_script_name = FONT_FILES[name].removesuffix(".ttf")
        # uharfbuzz carries no types
        self.face: Any = hb.Face(hb.Blob(self.data))
        self.shaper: Any = hb.Font(self.face)
        self.shaper.scale = (1000, 1000)
        self._advances: dict[int, int] = {}

    @cached_property
    def characters(self) -> frozenset[int]:
        """Return the code points that have a glyph."""
        return frozenset(self.face.unicodes)

    @cached_property
    def text_of_glyph(self) -> dict[int, str]:
        """Return the character behind each glyph that stands for one; of several the highest.

        Shaped Arabic letters are named by their presentation forms, which lie high: readers turn
        the line round letter by letter, and only a form that is one character survives that.
        """
        found = {}
        for point in sorted(self.characters):
            found[self.shaper.get_nominal_glyph(point)] = chr(point)
        return found

    @cached_property
    def unknown(self) -> int:
        """Return the glyph shown for a character that no font holds: the sign for one, where there is that."""
        sign = next(sign for sign in (0xFFFD, 0x25CC, 0x3F, 0x20) if sign in self.characters)
        return int(self.shaper.get_nominal_glyph(sign))

    def advance(self, glyph: int) -> int:
        """Return the width of a glyph as the file gives it."""
        if glyph not in self._advances:
            self._advances[glyph] = self.shaper.get_glyph_h_advance(glyph)
        return self._advances[glyph]


@cache
def font(name: str) -> Font:
    """Return a font by its name in ``FONT_FILES``; it is read once."""
    return Font(name)


def holds(name: str, character: str) -> bool:
    """Return whether a font has a glyph for a character."""
    return ord(character) in font(name).characters


def fallbacks(face: Face) -> tuple[str, ...]:
    """Return the fonts a face is set in, the face itself first."""
    return (face, _ARABIC.get(face, "arabic"), "ethiopic", "devanagari")


@lru_cache(maxsize=40_000)
def pieces(face: Face, word: str) -> tuple[tuple[str, str], ...]:
    """Return a word cut where the font changes, as pairs of font and text."""
    if all(ord(character) in font(face).characters for character in word):
        return ((face, word),)
    cut: list[tuple[str, str]] = []
    for character in word:
        name = _font_for(face, character, cut[-1][0] if cut else face)
        if cut and cut[-1][0] == name:
            cut[-1] = (name, cut[-1][1] + character)
        else:
            cut.append((name, character))
    return tuple(cut)


@lru_cache(maxsize=40_000)
def shaped(name: str, text: str, right_to_left: bool) -> Run:
    """Return text of one font and one direction as glyphs from left to right."""
    import uharfbuzz as hb

    if not text:
        return Run(name, (), 0)
    used = font(name)
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if right_to_left else "ltr"
    hb.shape(used.shaper, buffer)
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    clusters = [info.cluster for info in infos]
    texts = _texts(text, clusters)
    if right_to_left:
        texts = _letter_by_letter(texts, clusters, [info.codepoint for info in infos], used.text_of_glyph)
    apart = [max(place.x_offset - _MOST_APART, 0) if place.x_advance else 0 for place in positions]
    glyphs = [
        Glyph(info.codepoint, letters, place.x_offset - over, place.y_offset, place.x_advance - over)
        if info.codepoint
        else Glyph(used.unknown, letters, 0, 0, used.advance(used.unknown))
        for info, place, letters, over in zip(infos, positions, texts, apart, strict=True)
    ]
    return Run(name, tuple(glyphs), sum(glyph.advance for glyph in glyphs))


def _font_for(face: Face, character: str, current: str) -> str:
    point = ord(character)
    own = tuple([script.lower() for first, last, script in _SCRIPTS if first <= point <= last])
    names = (*fallbacks(face), *own)
    # a mark, joiner or space stays with the letters before it where that font can set it
    for name in names if character.isalnum() else (current, *names):
        if point in font(name).characters:
            return name
    return face


def _texts(text: str, clusters: list[int]) -> list[str]:
    starts = sorted(set(clusters))
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    seen: set[int] = set()
    texts = []
    for cluster in clusters:
        texts.append("" if cluster in seen else text[cluster : ends[cluster]])
        seen.add(cluster)
    return texts


def _letter_by_letter(texts: list[str], clusters: list[int], codes: list[int], names: dict[int, str]) -> list[str]:
    """Return for each glyph the character it stands for, where those of its cluster can be told apart.

    One glyph without a name stands for what the others leave, written so that it is right once turned round.
    """
    said = list(texts)
    for cluster in set(clusters):
        places = [place for place, other in enumerate(clusters) if other == cluster]
        unnamed = [place for place in places if codes[place] not in names]
        rest = "".join(texts[place] for place in places)
        for place in places:
            rest = rest.replace(normalize("NFKC", names.get(codes[place], "")), "", 1)
        if len(unnamed) > 1 or (unnamed and not rest):
            continue
        for place in places:
            said[place] = names.get(codes[place], rest[::-1])
    return said
