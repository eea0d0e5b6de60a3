"""A line that reads from the right, so that programs which read the file find its words in their order.

Such a program gets the glyphs as they stand, from left to right, and turns round the letters it knows to run from the
right. Not every program knows all that do, none turns a mark at the left end of a line back behind its letter, and
most take a space or a sign at the left of a figure for a part of it.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby

from wopfield.report.bidi import holds_right_to_left, is_latin, reordered
from wopfield.report.fonts import Glyph, Run, font
from wopfield.report.words import Piece

_SELDOM_KNOWN = re.compile("[\u07c0-\u085f\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""N'Ko, Adlam and others whose letters many readers take for such that run from the left."""
_TURNED_ROUND = re.compile("[\u0590-\u07bf\ufb1d-\ufdff\ufe70-\ufeff]")
_FIGURE = re.compile(r"[^\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]*[0-9\u0660-\u0669\u06f0-\u06f9]")
_LETTER_MARK = "\u061c"
"""The Arabic letter mark: the one sign without a shape that all readers take for a letter from the right."""

Parts = Sequence[tuple[Piece, int]]
"""Pieces in the order they are read, each with its bidirectional level."""


def readable(parts: Parts, base: int) -> list[Piece]:
    """Return the pieces of a line from left to right; those that few programs can turn round tell their words."""
    said = "".join([_words(*part) for part in parts])
    if not _SELDOM_KNOWN.search(said):
        pieces = _with_last_marks(reordered(parts))
        return _with_figures_apart(pieces) if base == 1 else pieces
    whole = base == 1 and not _TURNED_ROUND.search(said)
    stretches = [list(stretch) for _, stretch in groupby(parts, lambda part: _together(*part, whole=whole))]
    told = [_told(stretch) for stretch in stretches]
    order = reordered([((piece, at), level) for at, stretch in enumerate(stretches) for piece, level in stretch])
    found: list[Piece] = []
    last = -1
    for piece, at in order:
        found.append(replace(piece, told=None if at == last else told[at]) if told[at] else piece)
        last = at
    return _with_last_marks(found)


def _together(piece: Piece, level: int, *, whole: bool) -> tuple[str, bool]:
    """Return what is alike for pieces that tell their words together."""
    return piece.link, whole or (level > 0 and not _TURNED_ROUND.search(_words(piece, level)))


def _told(stretch: Parts) -> str:
    said = "".join([_words(*part) for part in stretch])
    return said if _SELDOM_KNOWN.search(said) and not _TURNED_ROUND.search(said) else ""


def _words(piece: Piece, level: int) -> str:
    shown = "".join(glyph.text for glyph in piece.run.glyphs)
    return shown[::-1] if level % 2 else shown


def _with_last_marks(pieces: list[Piece]) -> list[Piece]:
    """Let a mark that stands leftmost of letters from the right belong to them: alone it would be read before them."""
    turned = False
    for place, piece in enumerate(pieces):
        shown = [glyph.text for glyph in piece.run.glyphs]
        at = next((at for at, text in enumerate(shown) if text.strip()), -1)
        if at < 0:
            continue
        first, was_turned = shown[at], turned
        turned = holds_right_to_left(first)
        if turned and not was_turned and unicodedata.category(first[0]) == "Mn":
            pieces[place] = replace(piece, run=_marked(piece.run, at))
    return pieces


def _with_figures_apart(pieces: list[Piece]) -> list[Piece]:
    """Let what stands left of a figure belong to the words read after it: else its space or sign is read before it."""
    after_latin = False
    for place, piece in enumerate(pieces):
        shown = "".join([glyph.text for glyph in piece.run.glyphs])
        if not shown.strip():
            continue
        latin = is_latin(shown)
        if not latin and not after_latin and _FIGURE.match(shown):
            pieces[place] = replace(piece, run=_marked(piece.run, len(shown) - len(shown.lstrip())))
        after_latin = latin
    return pieces


@lru_cache(maxsize=2_000)
def _marked(run: Run, at: int) -> Run:
    # a glyph that takes no room, is moved and has no shape; what it is moved by does not matter
    unseen = Glyph(font(run.font).shaper.get_nominal_glyph(ord(" ")), _LETTER_MARK, 1, 0, 0)
    return replace(run, glyphs=(*run.glyphs[:at], unseen, *run.glyphs[at:]))
