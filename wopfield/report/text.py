"""Text on its way to paper: cut into lines, and each line in the order it is drawn.

This is the one door for everybody's words: they come in cleaned, and leave as lines of glyphs.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from wopfield.language import in_digits, reads_from_the_right, tag
from wopfield.report.bidi import holds_right_to_left
from wopfield.report.cleaning import clean, one_line
from wopfield.report.cutting import parted_into_words
from wopfield.report.readback import readable
from wopfield.report.style import TextStyle
from wopfield.report.words import TOKENS, Piece, Span, Unit, Words, chopped, mixed_units, spanned_units, vocabulary

NBSP = "\u00a0"
_BEFORE_DOTS = " \u00a0,;:–-(/«"
_WORD_ENDS = re.compile(r"(?<=\S)(?=\s|$)")
WIDE = NBSP + " "
"""A wider space, at which a line may still end."""


class TextLine(NamedTuple):
    """A line ready to draw: its pieces from left to right."""

    pieces: tuple[Piece, ...]
    width: float
    """Without the spaces at its end."""
    right_to_left: bool = False
    text: str = ""
    linked: bool = False
    """Whether any of it leads somewhere."""


def words_of(words: Words, style: TextStyle) -> tuple[Span, ...]:
    """Return words as spans; a plain string takes ``style``."""
    spans = (Span(words, style),) if isinstance(words, str) else tuple(words)
    if not reads_from_the_right():
        return spans
    return tuple([Span(span.text, _even(span.style, span.text), span.link) for span in spans])


def _even(style: TextStyle, text: str) -> TextStyle:
    """Return a style whose Latin letters and digits look as the Arabic ones beside them: upright, and as heavy."""
    if style.face == "condensed-italic":
        return style.in_face("condensed")
    return style.in_face("regular") if style.face == "light" and holds_right_to_left(text) else style


def text_of(words: Words) -> str:
    """Return the plain text of some words."""
    return words if isinstance(words, str) else "".join(span.text for span in words)


def width_of(text: str, style: TextStyle) -> float:
    """Return how wide a single line of text is, in points."""
    style = _even(style, text) if reads_from_the_right() else style
    return sum(_unit_width(style, part) for part in TOKENS.findall(in_digits(one_line(text))))


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
    kept = text[:low]
    if low < len(text) and not text[low].isspace():
        # half a word says less than none, unless there is no other
        kept = kept.rpartition(" ")[0] or kept
    return (kept.rstrip(_BEFORE_DOTS) or kept.rstrip()) + "…"


def fitted(words: Words, style: TextStyle, width: float, most: int) -> tuple[tuple[TextLine, ...], bool]:
    """Return the first ``most`` lines, and whether they hold everything."""
    plain = text_of(words)
    enough = _enough(style, width, most)
    if len(plain) > enough:
        words = _first(words_of(words, style), enough)
    lines = lines_of(words, style, width)
    return lines[:most], len(lines) <= most and len(plain) <= enough


def beginning(words: Words, style: TextStyle, width: float, most: int, note: Span) -> tuple[TextLine, ...]:
    """Return as many words as ``most`` lines hold with a ``note`` behind them: where the rest of it stands."""
    spans = _first(words_of(words, style), _enough(style, width, most))
    plain = "".join(span.text for span in spans)

    def ending(at: int) -> tuple[TextLine, ...]:
        kept = _first(spans, at)
        if kept:
            last = kept[-1]
            kept[-1] = Span(last.text.rstrip(_BEFORE_DOTS) + "…", last.style, last.link)
            kept.append(Span(" ", style))
        return lines_of([*kept, note], style, width)

    ends: Sequence[int] = [found.start() for found in _WORD_ENDS.finditer(plain)]
    many = bisect_right(ends, most, key=lambda at: len(ending(at)))
    if not many:  # one long word, or a script that leaves no room between words
        ends = range(1, len(plain))
        many = bisect_right(ends, most, key=lambda at: len(ending(at)))
    return ending(ends[many - 1] if many else 0)[:most]


def _enough(style: TextStyle, width: float, most: int) -> int:
    """Return more letters than so many lines hold, so that a text of any length costs no more than what is shown."""
    return int(most * width / style.size * 8) + 200


def _first(spans: Sequence[Span], count: int) -> list[Span]:
    kept = []
    for span in spans:
        if count > 0:
            kept.append(Span(span.text[:count], span.style, span.link))
        count -= len(span.text)
    return kept


def _paragraphs(spans: Sequence[Span]) -> Iterator[list[Span]]:
    current: list[Span] = []
    for span in spans:
        text = parted_into_words(in_digits(clean(span.text)))
        if "\n" not in text:
            current.append(span if text is span.text else Span(text, span.style, span.link))
            continue
        first, *rest = text.split("\n")
        current.append(Span(first, span.style, span.link))
        for line in rest:
            yield current
            current = [Span(line, span.style, span.link)]
    yield current


def _unit_width(style: TextStyle, text: str) -> float:
    if holds_right_to_left(text):
        return sum(unit.advance for unit in mixed_units([Span(text, style)])[0])
    return vocabulary(style, "")[text].advance


def _broken(spans: list[Span], width: float) -> Iterator[TextLine]:
    base = 0
    if any(holds_right_to_left(span.text) for span in spans):
        units, base = mixed_units(spans)
    elif len(spans) == 1:
        span = spans[0]
        known = vocabulary(span.style, span.link)
        units = [known[token] for token in TOKENS.findall(span.text)]
    else:
        units = spanned_units(spans)
    if [unit for unit in units if unit.width > width]:
        units = [part for unit in units for part in ((unit,) if unit.width <= width else chopped(unit, width))]
    linked = any(span.link for span in spans)
    line: list[Unit] = []
    taken, most = 0.0, width + 0.01
    for unit in units:
        if taken + unit.width > most and line:
            yield _line(line, base, taken, linked)
            line, taken = [], 0.0
        taken += unit.advance
        line.append(unit)
    yield _line(line, base, taken, linked)


def _line(units: list[Unit], base: int, width: float, linked: bool) -> TextLine:
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
    return TextLine(tuple(readable(parts, base)), width, base == 1, text, linked)
