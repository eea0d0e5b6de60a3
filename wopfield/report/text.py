"""Text on its way to paper: cleaned, cut into lines, and each line in the order it is drawn.

This is the one door for everybody's words. Nothing in them is markup: a word is shaped into glyphs and never
read as anything else, so tags, links and control characters in what people wrote can do nothing.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from wopfield.language import in_digits, reads_from_the_right, set_apart, tag
from wopfield.report.bidi import holds_right_to_left, is_latin, levels, reordered
from wopfield.report.cutting import place_to_cut
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


class TextLine(NamedTuple):
    """A line ready to draw: its pieces from left to right."""

    pieces: tuple[Piece, ...]
    width: float
    """Without the spaces at its end."""
    right_to_left: bool = False
    text: str = ""
    linked: bool = False
    """Whether any of it leads somewhere."""


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
    return sum(_unit_width(style, part) for part in _TOKENS.findall(in_digits(one_line(text))))


def lines_of(words: Words, style: TextStyle, width: float) -> tuple[TextLine, ...]:
    """Return words cut into lines no wider than ``width`` points; a line end in the text stays one.

    A word that is wider than the line is cut where a person would, else between letters.
    """
    return _lines(words_of(words, style), max(width, style.size), tag())


@lru_cache(maxsize=8_000)
def _lines(spans: tuple[Span, ...], width: float, _tag: str) -> tuple[TextLine, ...]:
    """Cut words, once for all drafts of a report while somebody writes; digits and direction follow the language."""
    return tuple(line for paragraph in _paragraphs(spans) for line in _broken(paragraph, width))


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
# Words with the breaking spaces behind them. No-break spaces are letters here, and so is the space people type
# between a number and its percent sign or between its thousands; after an Ethiopic word space or a zero-width space
# a line may end.
_BREAKS = " \u1680\u2000-\u2006\u2008-\u200b\u205f\u3000"
_WORD = rf"[^{_BREAKS}\u1361]"
_HELD = rf"(?:(?<=\d) (?=[%‰]|\d\d\d(?!\d)){_WORD}+)*"
_TOKENS = re.compile(rf"{_WORD}*{_HELD}\u1361?[{_BREAKS}]+|{_WORD}*\u1361|{_WORD}+{_HELD}")
_BREAKING = "".join(
    chr(point) for point in (0x20, 0x1680, *range(0x2000, 0x2007), *range(0x2008, 0x200C), 0x205F, 0x3000)
)
_MOST_WORDS = 20_000
"""So many words of a style are remembered; a report has fewer."""
_INVISIBLE = frozenset("\u200b\u200e\u200f\u2060")


def _paragraphs(spans: Sequence[Span]) -> Iterator[list[Span]]:
    current: list[Span] = []
    for span in spans:
        text = in_digits(clean(span.text))
        if "\n" not in text:
            current.append(span if text is span.text else Span(text, span.style, span.link))
            continue
        first, *rest = text.split("\n")
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
    spaced: tuple[tuple[Piece, int], ...]
    """The pieces with the space behind them, as they stand inside a line."""
    advance: float
    """Its width with the space behind it."""
    drawn: tuple[Piece, ...]
    """What of it is drawn inside a line that reads from the left all through; empty where some of it does not."""
    said: str
    """Its text with the space behind it."""


class _Vocabulary(dict[str, _Unit]):
    """The words of one style and level that were met, each with the space behind it."""

    def __init__(self, style: TextStyle, link: str, level: int) -> None:
        self._style, self._link, self._level = style, link, level

    def __missing__(self, text: str) -> _Unit:
        if len(self) >= _MOST_WORDS:
            self.clear()
        style, link, level = self._style, self._link, self._level
        word = text.rstrip(_BREAKING)
        parts = tuple(_cut(word, Span(word, style, link), level)) if word else ()
        space = _space(style, link, parts[-1][0].run.font if parts else style.face) if _ends(text, word) else None
        self[text] = made = _unit(parts, space, word, _with_space(parts, space, level) if space else parts)
        return made


@lru_cache(maxsize=256)
def _vocabulary(style: TextStyle, link: str, level: int = 0) -> _Vocabulary:
    return _Vocabulary(style, link, level)


def _unit(
    parts: tuple[tuple[Piece, int], ...], space: Piece | None, word: str, spaced: tuple[tuple[Piece, int], ...]
) -> _Unit:
    width = sum([piece.width for piece, _ in parts])
    advance = width + space.width if space else width
    drawn = () if any(level for _, level in spaced) else tuple([piece for piece, _ in spaced])
    return _Unit(parts, width, space, word, spaced, advance, drawn, word + " " if space else word)


def _ends(text: str, word: str) -> bool:
    """Return whether a word has a space behind it that is seen."""
    return bool(text[len(word) :].strip("\u200b"))


def _with_space(parts: tuple[tuple[Piece, int], ...], space: Piece, level: int) -> tuple[tuple[Piece, int], ...]:
    """Return a word with the space behind it, drawn in one go with its last letters where both are set alike."""
    last = parts[-1][0] if parts else space
    if not parts or (last.style, last.run.font) != (space.style, space.run.font):
        return (*parts, (space, level))
    glyphs = space.run.glyphs + last.run.glyphs if level % 2 else last.run.glyphs + space.run.glyphs
    run = Run(last.run.font, glyphs, last.run.advance + space.run.advance)
    return (*parts[:-1], (Piece(run, last.style, last.link, last.width + space.width), level))


def _piece(name: str, text: str, style: TextStyle, link: str, right_to_left: bool) -> Piece:
    visible = text if _INVISIBLE.isdisjoint(text) else "".join(c for c in text if c not in _INVISIBLE)
    run = shaped(name, visible, right_to_left)
    if right_to_left and style.tracking:
        style = replace(style, tracking=0.0)  # letters that join are not to be drawn apart
    return Piece(run, style, link, run.advance * style.size / 1000 + len(run.glyphs) * style.tracking)


@lru_cache(maxsize=512)
def _space(style: TextStyle, link: str, font: str) -> Piece:
    return _piece(font, " ", style, link, False)


def _unit_width(style: TextStyle, text: str) -> float:
    if holds_right_to_left(text):
        return sum(unit.width for unit in _mixed_units([Span(text, style)])[0])
    return _vocabulary(style, "")[text].advance


def _broken(spans: list[Span], width: float) -> Iterator[TextLine]:
    base = 0
    if any(holds_right_to_left(span.text) for span in spans):
        units, base = _mixed_units(spans)
    elif len(spans) == 1:
        span = spans[0]
        known = _vocabulary(span.style, span.link)
        units = [known[token] for token in _TOKENS.findall(span.text)]
    else:
        units = _spanned_units(spans)
    if [unit for unit in units if unit.width > width]:
        units = [part for unit in units for part in ((unit,) if unit.width <= width else _chopped(unit, width))]
    linked = any(span.link for span in spans)
    line: list[_Unit] = []
    taken, most = 0.0, width + 0.01
    for unit in units:
        if taken + unit.width > most and line:
            yield _line(line, base, taken, linked)
            line, taken = [], 0.0
        taken += unit.advance
        line.append(unit)
    yield _line(line, base, taken, linked)


def _spanned_units(spans: list[Span]) -> list[_Unit]:
    """Return the units of left-to-right text in several styles; a word may change its style midway."""
    units: list[_Unit] = []
    open_word: list[_Unit] = []
    for span in spans:
        known = _vocabulary(span.style, span.link)
        for token in _TOKENS.findall(span.text):
            unit = known[token]
            if unit.space is None and token[-1:] not in "\u1361\u200b":
                open_word.append(unit)
            elif open_word:
                units.append(_joined([*open_word, unit]))
                open_word = []
            else:
                units.append(unit)
    if open_word:
        units.append(_joined(open_word))
    return units


def _joined(parts: list[_Unit]) -> _Unit:
    if len(parts) == 1:
        return parts[0]
    before = tuple(piece for part in parts[:-1] for piece in part.pieces)
    text = "".join(part.text for part in parts)
    return _unit((*before, *parts[-1].pieces), parts[-1].space, text, (*before, *parts[-1].spaced))


def _mixed_units(spans: list[Span]) -> tuple[list[_Unit], int]:
    """Return the units of text that holds right-to-left letters, and the level of its paragraph."""
    if len(spans) > 1:
        spans = [Span(set_apart(span.text), span.style, span.link) for span in spans]
    text = "".join([span.text for span in spans])
    # Latin words with a figure in Arabic digits read from the left all the same
    at, base = levels(text, from_the_right=reads_from_the_right() and not is_latin(text))
    owner = [span for span in spans for _ in span.text] if len(spans) > 1 else spans * len(text)
    known: dict[tuple[int, int], _Vocabulary] = {}
    units, start = [], 0
    for token in _TOKENS.findall(text):
        end = start + len(token)
        span, level = owner[start], at[start]
        if span is not owner[end - 1]:
            units.append(_mixed_unit(token, at[start:end], owner[start:end]))
        elif at[start:end].count(level) < end - start:
            units.append(_turning_unit(token, tuple(at[start:end]), span.style, span.link))
        else:
            words = known.get((id(span), level))
            if words is None:
                words = known[id(span), level] = _vocabulary(span.style, span.link, level)
            units.append(words[token])
        start = end
    return units, base


@lru_cache(maxsize=4000)
def _turning_unit(token: str, at: tuple[int, ...], style: TextStyle, link: str) -> _Unit:
    return _mixed_unit(token, at, [Span(token, style, link)] * len(token))


def _mixed_unit(token: str, at: Sequence[int], spans: Sequence[Span]) -> _Unit:
    """Return a word whose letters stand at several levels or in several styles, given for each of them."""
    word = token.rstrip(_BREAKING)
    parts: list[tuple[Piece, int]] = []
    begin = 0
    for place in range(1, len(word) + 1):
        if place == len(word) or at[place] != at[begin] or spans[place] is not spans[begin]:
            parts.extend(_cut(word[begin:place], spans[begin], at[begin]))
            begin = place
    pieces, space = tuple(parts), None
    if _ends(token, word):
        behind = spans[len(word)]
        space = _space(behind.style, behind.link, pieces[-1][0].run.font if pieces else behind.style.face)
    return _unit(pieces, space, word, (*pieces, (space, at[len(word)])) if space else pieces)


def _cut(text: str, span: Span, level: int) -> list[tuple[Piece, int]]:
    return [
        (_piece(name, part, span.style, span.link, level % 2 == 1), level)
        for name, part in pieces(span.style.face, text)
    ]


def _line(units: list[_Unit], base: int, width: float, linked: bool) -> TextLine:
    """Return units as one line; the space that ends a left-to-right line stays, for those who read it aloud.

    ``width`` is that of all of them with their spaces.
    """
    last = units[-1] if units else None
    if last is not None and last.space is not None:
        width -= last.space.width
    text = "".join([unit.said for unit in units]).rstrip(" ")
    if not base and not [unit for unit in units if not unit.drawn]:
        return TextLine(tuple([piece for unit in units for piece in unit.drawn]), width, False, text, linked)
    parts = [part for unit in units for part in unit.spaced]
    if not base and not any(level for _, level in parts):
        return TextLine(tuple([piece for piece, _ in parts]), width, False, text, linked)
    if last is not None:
        parts[len(parts) - len(last.spaced) :] = last.pieces
    return TextLine(tuple(reordered(parts)), width, base == 1, text, linked)


def _chopped(unit: _Unit, width: float) -> Iterator[_Unit]:
    """Yield a word that is too wide as parts that are not: behind a hyphen or a slash, else between letters."""
    piece, level = unit.pieces[0]
    text = unit.text
    while text:
        room, count = width, 0
        while count < len(text) and (count == 0 or room >= 0):
            room -= _letter_width(piece.style, text[count])
            count += 1
        count = place_to_cut(text, count if room >= 0 else count - 1)
        part, text = text[:count], text[count:]
        parts = tuple(_cut(part, Span(part, piece.style, piece.link), level))
        space = None if text else unit.space
        yield _unit(parts, space, part, (*parts, (space, level)) if space else parts)


@lru_cache(maxsize=10_000)
def _letter_width(style: TextStyle, letter: str) -> float:
    return sum(piece.width for piece, _ in _cut(letter, Span(letter, style), 0))
