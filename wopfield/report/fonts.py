"""The faces a report is set in: which glyphs they hold, and words shaped into glyphs.

A letter with its marks is set in the asked face if that holds them, else in the first fallback that does. One that
no font holds is drawn as the plain letters it stands for (㍱ as hPa), and where there are none as a question mark on
its corner; it carries its text all the same, so nothing is lost on copying or reading aloud. Which those are is told at
the end of ``resources/fonts/SOURCES.txt``.
"""

from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any, NamedTuple
from unicodedata import category, normalize

from wopfield.report.scripts import FONT_FILES, LAST_RESORT, WHOLE_WORDS, fonts_of
from wopfield.report.style import Face
from wopfield.shipped import shipped

_ARABIC = {
    "medium": "arabic-medium",
    "semibold": "arabic-semibold",
    "condensed-medium": "arabic-medium",
    "condensed-semibold": "arabic-semibold",
}
_MOST_APART = 70
"""How far from its place a letter is moved, in thousandths of the type size: readers of files take more for a space."""


_LOWEST, _HIGHEST = -360, 1150
"""How far below and above its line a moved mark reaches, in thousandths: a stack of many would reach into others."""
_UNSEEN = frozenset("\u034f\u200b\u200c\u200d\u200e\u200f\u2060\ufe00\ufe01\ufe02\ufe0e\ufe0f")
"""Joiners, marks of direction and choices of a shape: no font need hold them, and none shows them."""


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
    names = _asked(face, word)
    cut: list[tuple[str, str]] = []
    for letter in _letters(word):
        for name, text in _set(names, letter, cut[-1][0] if cut else face):
            if cut and cut[-1][0] == name:
                cut[-1] = (name, cut[-1][1] + text)
            else:
                cut.append((name, text))
    return tuple(cut)


@lru_cache(maxsize=40_000)
def shaped(name: str, text: str, right_to_left: bool) -> Run:
    """Return text of one font and one direction as glyphs from left to right."""
    import uharfbuzz as hb

    if not text:
        return Run(name, (), 0)
    used = font(name)
    drawn, places = _drawn(used, text)
    buffer = hb.Buffer()
    buffer.add_str(drawn)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if right_to_left else "ltr"
    hb.shape(used.shaper, buffer)
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    clusters = [places[info.cluster] for info in infos]
    texts = _texts(text, clusters)
    if right_to_left:
        texts = _letter_by_letter(texts, clusters, [info.codepoint for info in infos], used.text_of_glyph)
    apart = [max(place.x_offset - _MOST_APART, 0) if place.x_advance else 0 for place in positions]
    glyphs = [
        Glyph(
            info.codepoint,
            letters,
            place.x_offset - over,
            _rise(used, info.codepoint, place.y_offset),
            place.x_advance - over,
        )
        if info.codepoint
        else Glyph(used.unknown, letters, 0, 0, used.advance(used.unknown))
        for info, place, letters, over in zip(infos, positions, texts, apart, strict=True)
    ]
    return Run(name, tuple(glyphs), sum(glyph.advance for glyph in glyphs))


def _rise(used: Font, glyph: int, rise: int) -> int:
    """Return how far a mark is moved up; of a stack too high for its line the last marks lie on one another."""
    if not rise:
        return 0
    ink = used.shaper.get_glyph_extents(glyph)
    highest, lowest = _HIGHEST - int(ink.y_bearing), _LOWEST - int(ink.y_bearing + ink.height)
    return max(min(rise, max(highest, 0)), min(lowest, 0))


def _asked(face: Face, word: str) -> tuple[str, ...]:
    """Return the fonts a word is set in, the first one first; those of scripts the faces do not hold apart."""
    usual = fallbacks(face)
    for character in word:
        if not any(holds(name, character) for name in usual):
            for name in fonts_of(character):
                if name in WHOLE_WORDS and holds(name, character):
                    return (name, *usual)
    return usual


def _letters(word: str) -> list[str]:
    """Return a word as letters, each with the marks on it."""
    letters: list[str] = []
    for character in word:
        if letters and category(character)[0] == "M":
            letters[-1] += character
        else:
            letters.append(character)
    return letters


def _set(names: tuple[str, ...], letter: str, current: str) -> list[tuple[str, str]]:
    """Return a letter with its marks as pairs of font and text: of one font where one holds them all."""
    # a mark, joiner or sign stays with the letters before it where that font can set it
    asked = names if letter[0].isalnum() else (current, *names)
    shown = "".join([character for character in letter if character not in _UNSEEN])
    plain = "".join([_plain(character) for character in shown])
    own = (*[name for character in shown + plain for name in fonts_of(character)], LAST_RESORT)
    for wanted, fonts in ((shown, asked), (shown, own), (plain, (*asked, *own))):
        for name in fonts:
            if _holds_all(font(name), wanted):
                return [(name, letter)]
    if len(letter) == 1:
        return [(names[0], letter)]
    parts: list[tuple[str, str]] = []
    for character in letter:
        parts += _set(names, character, parts[-1][0] if parts else current)
    return parts


@lru_cache(maxsize=4_000)
def _plain(character: str) -> str:
    """Return the plain letters a character stands for: itself, if there are none."""
    return normalize("NFKC", character)


def _drawn(used: Font, text: str) -> tuple[str, list[int]]:
    """Return what of a text a font can draw, and for each character of that the place in the text it stands for."""
    parts = [
        _plain(character)
        if ord(character) not in used.characters and _holds_all(used, _plain(character))
        else character
        for character in text
    ]
    return "".join(parts), [place for place, part in enumerate(parts) for _ in part]


def _holds_all(used: Font, text: str) -> bool:
    return all(ord(character) in used.characters for character in text)


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
