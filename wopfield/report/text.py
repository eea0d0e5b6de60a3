"""Text on its way to paper: cleaned, cut into lines, and each line in the order it is drawn.

This is the one door for everybody's words. Nothing in them is markup: a word is shaped into glyphs and never
read as anything else, so tags, links and control characters in what people wrote can do nothing.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from wopfield.language import reads_from_the_right, set_apart
from wopfield.report.bidi import levels, reordered
from wopfield.report.fonts import Run, pieces, shaped
from wopfield.report.style import TextStyle

NBSP = "\u00a0"
WIDE = NBSP + " "
"""A wider space, at which a line may still end."""


@dataclass(frozen=True, slots=True)
class Span:
    """Some text in one style; ``link`` names the place in the document it leads to."""

    text: str
    style: TextStyle
    link: str = ""


Words = str | Sequence[Span]


@dataclass(frozen=True, slots=True)
class Piece:
    """Glyphs of a line that are drawn in one go."""

    run: Run
    style: TextStyle
    link: str
    width: float


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line ready to draw: its pieces from left to right."""

    pieces: tuple[Piece, ...]
    width: float
    """Without the spaces at its end."""
    right_to_left: bool = False
    text: str = ""


def clean(text: str) -> str:
    """Return text as it is printed: composed letters, plain line ends, no control characters.

    Marks that turn or hide the direction of other text go; the two plain direction marks and the joiners of
    Arabic and Indic scripts stay.
    """
    if text.isascii() and text.isprintable():
        return text
    plain = _REMOVED.sub("", _LINE_ENDS.sub("\n", text)).replace("\t", " ")
    return unicodedata.normalize("NFC", plain)


def one_line(text: str) -> str:
    """Return cleaned text with its line ends and runs of spaces made single spaces."""
    return _SPACES.sub(" ", clean(text)).strip(" ")


def words_of(words: Words, style: TextStyle) -> tuple[Span, ...]:
    """Return words as spans; a plain string takes ``style``."""
    if isinstance(words, str):
        return (Span(words, style),)
    return tuple(words)


def text_of(words: Words) -> str:
    """Return the plain text of some words."""
    return words if isinstance(words, str) else "".join(span.text for span in words)


def width_of(text: str, style: TextStyle) -> float:
    """Return how wide a single line of text is, in points."""
    return sum(_unit_width(style, part) for part in _TOKENS.findall(one_line(text)))


def lines_of(words: Words, style: TextStyle, width: float) -> tuple[TextLine, ...]:
    """Return words cut into lines no wider than ``width`` points; a line end in the text stays one.

    A word that is wider than the line is cut where a person would, else between letters.
    """
    lines: list[TextLine] = []
    for paragraph in _paragraphs(words_of(words, style)):
        lines.extend(_broken(paragraph, max(width, style.size)))
    return tuple(lines)


def balanced(words: Words, style: TextStyle, width: float) -> tuple[TextLine, ...]:
    """Return a title cut into lines of nearly equal length, as many as it needs at full width."""
    best = lines_of(words, style, width)
    low, high = max(width / max(len(best), 1), 1.0), width
    if len(best) < 2 or len(best) > 4:
        return best
    for _ in range(9):
        middle = (low + high) / 2
        tried = lines_of(words, style, middle)
        if len(tried) == len(best) and max(line.width for line in tried) <= middle:
            best, high = tried, middle
        else:
            low = middle
    return best


def shortened(text: str, style: TextStyle, width: float, most: int = 1) -> list[str]:
    """Return a name on at most ``most`` lines, where it only points to its full form elsewhere."""
    lines, whole = fitted(one_line(text[:2000]), style, width, most)
    shown = [line.text for line in lines]
    if not whole:
        shown[-1] = _with_dots(shown[-1], style, width)
    return shown


def _with_dots(text: str, style: TextStyle, width: float) -> str:
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width_of(text[:middle].rstrip() + "…", style) <= width:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…"


def fitted(words: Words, style: TextStyle, width: float, most: int) -> tuple[tuple[TextLine, ...], bool]:
    """Return the first ``most`` lines, and whether they hold everything."""
    plain = text_of(words)
    # no line holds more letters than this, so a text of any length costs no more than what is shown
    enough = int(most * width / style.size * 8) + 200
    if len(plain) > enough:
        words = _first(words_of(words, style), enough)
    lines = lines_of(words, style, width)
    return lines[:most], len(lines) <= most and len(plain) <= enough


def _first(spans: Sequence[Span], count: int) -> list[Span]:
    kept = []
    for span in spans:
        if count > 0:
            kept.append(Span(span.text[:count], span.style, span.link))
        count -= len(span.text)
    return kept


_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_REMOVED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # control characters
    "\u00ad\u061c\ufeff\ufff9-\ufffb"  # soft hyphen, byte order mark, annotations
    "\u202a-\u202e\u2061-\u206f\U000e0000-\U000e007f"  # turning, invisible signs, tags
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"  # halves of characters, and what is none
)
_SPACES = re.compile(r"[\s\u200b]+")
# Words with the breaking spaces behind them. No-break spaces are letters here; after an Ethiopic word space
# or a zero-width space a line may end.
_BREAKS = " \u1680\u2000-\u2006\u2008-\u200b\u205f\u3000"
_TOKENS = re.compile(rf"[^{_BREAKS}\u1361]*[\u1361]?[{_BREAKS}]+|[^{_BREAKS}\u1361]*\u1361|[^{_BREAKS}\u1361]+")
_BREAKING = "".join(
    chr(point) for point in (0x20, 0x1680, *range(0x2000, 0x2007), *range(0x2008, 0x200C), 0x205F, 0x3000)
)
_INVISIBLE = frozenset("\u200b\u200e\u200f\u2060")


def _paragraphs(spans: Sequence[Span]) -> Iterator[list[Span]]:
    current: list[Span] = []
    for span in spans:
        first, *rest = clean(span.text).split("\n")
        current.append(Span(first, span.style, span.link))
        for line in rest:
            yield current
            current = [Span(line, span.style, span.link)]
    yield current


@dataclass(frozen=True, slots=True)
class _Unit:
    """A word, or a part of one, with its spaces: the smallest thing that moves to the next line."""

    pieces: tuple[tuple[Piece, int], ...]
    """Each with its bidirectional level."""
    width: float
    space: Piece | None
    text: str


@lru_cache(maxsize=40_000)
def _plain_piece(style: TextStyle, link: str, text: str) -> tuple[tuple[Piece, int], ...]:
    """Return left-to-right text of one style as pieces."""
    return tuple((_piece(name, part, style, link, False), 0) for name, part in pieces(style.face, text))


@lru_cache(maxsize=20_000)
def _plain_unit(style: TextStyle, link: str, text: str) -> _Unit:
    word = text.rstrip(_BREAKING)
    parts = _plain_piece(style, link, word) if word else ()
    space = _space(style, link) if text[len(word) :].strip("\u200b") else None
    return _Unit(parts, sum(piece.width for piece, _ in parts), space, word)


def _piece(name: str, text: str, style: TextStyle, link: str, right_to_left: bool) -> Piece:
    visible = text if _INVISIBLE.isdisjoint(text) else "".join(c for c in text if c not in _INVISIBLE)
    run = shaped(name, visible, right_to_left)
    if right_to_left and style.tracking:
        style = replace(style, tracking=0.0)  # letters that join are not to be drawn apart
    return Piece(run, style, link, run.advance * style.size / 1000 + len(run.glyphs) * style.tracking)


@lru_cache(maxsize=256)
def _space(style: TextStyle, link: str) -> Piece:
    return _piece(style.face, " ", style, link, False)


def _unit_width(style: TextStyle, text: str) -> float:
    if _right_to_left(text):
        return sum(unit.width for unit in _mixed_units([Span(text, style)])[0])
    unit = _plain_unit(style, "", text)
    return unit.width + (unit.space.width if unit.space else 0)


_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")


def is_right_to_left(text: str) -> bool:
    """Return whether a text begins from the right: whether its first letter of a direction does."""
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def _right_to_left(text: str) -> bool:
    return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None


def _broken(spans: list[Span], width: float) -> Iterator[TextLine]:
    base = 0
    if any(_right_to_left(span.text) for span in spans):
        units, base = _mixed_units(spans)
    elif len(spans) == 1:
        span = spans[0]
        units = [_plain_unit(span.style, span.link, token) for token in _TOKENS.findall(span.text)]
    else:
        units = _spanned_units(spans)
    line: list[_Unit] = []
    taken = 0.0
    for unit in _narrow_enough(units, width):
        space = line[-1].space if line else None
        if line and taken + (space.width if space else 0) + unit.width > width + 0.01:
            yield _line(line, base)
            line, taken, space = [], 0.0, None
        taken += (space.width if space else 0) + unit.width
        line.append(unit)
    yield _line(line, base)


def _spanned_units(spans: list[Span]) -> list[_Unit]:
    """Return the units of left-to-right text in several styles; a word may change its style midway."""
    units: list[_Unit] = []
    open_word: list[_Unit] = []
    for span in spans:
        for token in _TOKENS.findall(span.text):
            unit = _plain_unit(span.style, span.link, token)
            open_word.append(unit)
            if unit.space is not None or token[-1:] in "\u1361\u200b":
                units.append(_joined(open_word))
                open_word = []
    if open_word:
        units.append(_joined(open_word))
    return units


def _joined(parts: list[_Unit]) -> _Unit:
    if len(parts) == 1:
        return parts[0]
    return _Unit(
        tuple(piece for part in parts for piece in part.pieces),
        sum(part.width for part in parts),
        parts[-1].space,
        "".join(part.text for part in parts),
    )


def _mixed_units(spans: list[Span]) -> tuple[list[_Unit], int]:
    """Return the units of text that holds right-to-left letters, and the level of its paragraph."""
    if len(spans) > 1:
        spans = [replace(span, text=set_apart(span.text)) for span in spans]
    text = "".join(span.text for span in spans)
    at, base = levels(text, from_the_right=reads_from_the_right())
    owner = [index for index, span in enumerate(spans) for _ in span.text]
    units, start = [], 0
    for token in _TOKENS.findall(text):
        word = token.rstrip(_BREAKING)
        parts: list[tuple[Piece, int]] = []
        begin = start
        for place in range(start, start + len(word) + 1):
            ends = place == start + len(word)
            if ends or (at[place], owner[place]) != (at[begin], owner[begin]):
                if place > begin:
                    parts.extend(_cut(text[begin:place], spans[owner[begin]], at[begin]))
                begin = place
        space = None
        if token[len(word) :].strip("\u200b"):
            span = spans[owner[start + len(word)]]
            space = _space(span.style, span.link)
            parts.append((space, -1 - at[start + len(word)]))
        width = sum(piece.width for piece, level in parts if level >= 0)
        units.append(_Unit(tuple(parts), width, space, word))
        start += len(token)
    return units, base


def _cut(text: str, span: Span, level: int) -> list[tuple[Piece, int]]:
    return [
        (_piece(name, part, span.style, span.link, level % 2 == 1), level)
        for name, part in pieces(span.style.face, text)
    ]


def _line(units: list[_Unit], base: int) -> TextLine:
    """Return units as one line; the space that ends a left-to-right line stays, for those who read it aloud."""
    width, words, drawn, turned = 0.0, [], [], base != 0
    for unit in units:
        width += unit.width
        words.append(unit.text)
        for piece, level in unit.pieces:
            drawn.append(piece)
            turned = turned or level != 0
        if unit.space is not None:
            width += unit.space.width
            words.append(" ")
            drawn.append(unit.space)
    if units and units[-1].space is not None:
        width -= units[-1].space.width
    text = "".join(words).rstrip(" ")
    if not turned:
        return TextLine(tuple(drawn), width, text=text)
    parts = [part for unit in units for part in unit.pieces]
    if units and units[-1].space is not None and parts and parts[-1][1] < 0:
        parts.pop()
    settled = [(piece, level if level >= 0 else -1 - level) for piece, level in parts]
    return TextLine(tuple(reordered(settled)), width, base == 1, text)


def _narrow_enough(units: list[_Unit], width: float) -> Iterator[_Unit]:
    for unit in units:
        if unit.width <= width:
            yield unit
        else:
            yield from _chopped(unit, width)


def _chopped(unit: _Unit, width: float) -> Iterator[_Unit]:
    """Yield a word that is too wide as parts that are not: behind a hyphen or a slash, else between letters."""
    piece, level = unit.pieces[0]
    text = unit.text
    while text:
        room, count = width, 0
        while count < len(text) and (count == 0 or room >= 0):
            room -= _letter_width(piece.style, text[count])
            count += 1
        count = _place_to_cut(text, count if room >= 0 else count - 1)
        part, text = text[:count], text[count:]
        parts = tuple(_cut(part, Span(part, piece.style, piece.link), level if level > 0 else 0))
        yield _Unit(parts, sum(p.width for p, _ in parts), unit.space if not text else None, part)


@lru_cache(maxsize=10_000)
def _letter_width(style: TextStyle, letter: str) -> float:
    return sum(piece.width for piece, _ in _plain_piece(style, "", letter))


def _place_to_cut(text: str, count: int) -> int:
    """Return how many characters, at most ``count`` and at least one, make the next part."""
    if count >= len(text):
        return len(text)
    for place in range(count, max(count * 2 // 3, 1), -1):
        if text[place - 1] in "-/_.@\\,;:&=?":
            return place
    while count > 1 and _holds_on(text[count - 1], text[count]):
        count -= 1
    return max(count, 1)


def _holds_on(before: str, after: str) -> bool:
    """Return whether a letter must stay with the one before it: marks, and what a joiner joins."""
    return bool(unicodedata.combining(after)) or after in "\u200d\ufe0f" or before == "\u200d"
