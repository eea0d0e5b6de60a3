"""Words: the smallest parts of a text that move to the next line, each shaped into glyphs once.

Nothing in a text is markup here: a word is made into glyphs and never read as anything else, so tags and links in
what people wrote can do nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from wopfield.language import reads_from_the_right, set_apart
from wopfield.report.bidi import is_latin, levels
from wopfield.report.cutting import place_to_cut
from wopfield.report.fonts import Run, pieces, shaped
from wopfield.report.scripts import PICTURES
from wopfield.report.style import TextStyle

# Words with the breaking spaces behind them. No-break spaces are letters here, and so is the space people type
# between a number and its percent sign or between its thousands; after an Ethiopic word space or a zero-width space
# a line may end.
_BREAKS = " \u1680\u2000-\u2006\u2008-\u200b\u205f\u3000"
_WORD = rf"[^{_BREAKS}\u1361]"
_HELD = rf"(?:(?:(?<=\d) (?=[%‰]|\d\d\d(?!\d))|(?<=«) | (?=[»:;!?](?:[{_BREAKS}]|$))){_WORD}+)*+"
TOKENS = re.compile(rf"{_WORD}*{_HELD}\u1361?[{_BREAKS}]+|{_WORD}*\u1361|{_WORD}+{_HELD}")
_BREAKING = "".join(
    chr(point) for point in (0x20, 0x1680, *range(0x2000, 0x2007), *range(0x2008, 0x200C), 0x205F, 0x3000)
)
_MOST_WORDS = 20_000
"""So many words of a style are remembered; a report has fewer."""
_INVISIBLE = frozenset("\u200b\u200e\u200f\u2060")


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
    told: str | None = ""
    """What it says, where a reader of the file would not find that out; None where the piece left of it tells it."""


@dataclass(frozen=True, slots=True)
class Unit:
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


class _Vocabulary(dict[str, Unit]):
    """The words of one style and level that were met, each with the space behind it."""

    def __init__(self, style: TextStyle, link: str, level: int) -> None:
        self._style, self._link, self._level = style, link, level

    def __missing__(self, text: str) -> Unit:
        if len(self) >= _MOST_WORDS:
            self.clear()
        style, link, level = self._style, self._link, self._level
        word = text.rstrip(_BREAKING)
        parts = tuple(_cut(word, Span(word, style, link), level)) if word else ()
        space = _space_behind(parts, style, link) if _ends(text, word) else None
        self[text] = made = _unit(parts, space, word, _with_space(parts, space, level) if space else parts)
        return made


@lru_cache(maxsize=256)
def vocabulary(style: TextStyle, link: str, level: int = 0) -> _Vocabulary:
    return _Vocabulary(style, link, level)


def _unit(
    parts: tuple[tuple[Piece, int], ...], space: Piece | None, word: str, spaced: tuple[tuple[Piece, int], ...]
) -> Unit:
    width = sum([piece.width for piece, _ in parts])
    advance = width + space.width if space else width
    drawn = () if any(level for _, level in spaced) else tuple([piece for piece, _ in spaced])
    return Unit(parts, width, space, word, spaced, advance, drawn, word + " " if space else word)


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
    told = last.told and last.told + " "
    return (*parts[:-1], (Piece(run, last.style, last.link, last.width + space.width, told), level))


def _piece(name: str, text: str, style: TextStyle, link: str, right_to_left: bool) -> Piece:
    visible = text if _INVISIBLE.isdisjoint(text) else "".join(c for c in text if c not in _INVISIBLE)
    run = shaped(name, visible, right_to_left)
    if right_to_left and style.tracking:
        style = replace(style, tracking=0.0)  # letters that join are not to be drawn apart
    told = "" if right_to_left or visible.isascii() or _glyphs_are_letters(run) else visible
    return Piece(run, style, link, run.advance * style.size / 1000 + len(run.glyphs) * style.tracking, told)


def _glyphs_are_letters(run: Run) -> bool:
    """Return whether each glyph stands for letters of its own, one behind the other."""
    return all(glyph.text and glyph.advance for glyph in run.glyphs)


def _space_behind(parts: Sequence[tuple[Piece, int]], style: TextStyle, link: str) -> Piece:
    """Return the space behind a word; behind a picture or a sign that of the words around it."""
    last = parts[-1][0].run.font if parts else style.face
    return _space(style, link, style.face if last in PICTURES else last)


@lru_cache(maxsize=512)
def _space(style: TextStyle, link: str, font: str) -> Piece:
    return _piece(font, " ", style, link, False)


def spanned_units(spans: list[Span]) -> list[Unit]:
    """Return the units of left-to-right text in several styles; a word may change its style midway."""
    units: list[Unit] = []
    open_word: list[Unit] = []
    for span in spans:
        known = vocabulary(span.style, span.link)
        for token in TOKENS.findall(span.text):
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


def _joined(parts: list[Unit]) -> Unit:
    if len(parts) == 1:
        return parts[0]
    before = tuple(piece for part in parts[:-1] for piece in part.pieces)
    text = "".join(part.text for part in parts)
    return _unit((*before, *parts[-1].pieces), parts[-1].space, text, (*before, *parts[-1].spaced))


def mixed_units(spans: list[Span]) -> tuple[list[Unit], int]:
    """Return the units of text that holds right-to-left letters, and the level of its paragraph."""
    if len(spans) > 1:
        spans = [Span(set_apart(span.text), span.style, span.link) for span in spans]
    text = "".join([span.text for span in spans])
    # Latin words with a figure in Arabic digits read from the left all the same
    at, base = levels(text, from_the_right=reads_from_the_right() and not is_latin(text))
    owner = [span for span in spans for _ in span.text] if len(spans) > 1 else spans * len(text)
    known: dict[tuple[int, int], _Vocabulary] = {}
    units, start = [], 0
    for token in TOKENS.findall(text):
        end = start + len(token)
        span, level = owner[start], at[start]
        if span is not owner[end - 1]:
            units.append(_mixed_unit(token, at[start:end], owner[start:end]))
        elif at[start:end].count(level) < end - start:
            units.append(_turning_unit(token, tuple(at[start:end]), span.style, span.link))
        else:
            words = known.get((id(span), level))
            if words is None:
                words = known[id(span), level] = vocabulary(span.style, span.link, level)
            units.append(words[token])
        start = end
    return units, base


@lru_cache(maxsize=4000)
def _turning_unit(token: str, at: tuple[int, ...], style: TextStyle, link: str) -> Unit:
    return _mixed_unit(token, at, [Span(token, style, link)] * len(token))


def _mixed_unit(token: str, at: Sequence[int], spans: Sequence[Span]) -> Unit:
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
        space = _space_behind(pieces, behind.style, behind.link)
    return _unit(pieces, space, word, (*pieces, (space, at[len(word)])) if space else pieces)


def _cut(text: str, span: Span, level: int) -> list[tuple[Piece, int]]:
    return [
        (_piece(name, part, span.style, span.link, level % 2 == 1), level)
        for name, part in pieces(span.style.face, text)
    ]


def chopped(unit: Unit, width: float) -> Iterator[Unit]:
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
