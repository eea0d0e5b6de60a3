"""How wide the columns of a table are in a Word file: at least as their longest word, else as on the page.

The faces of a template are wider than those of the page, and what stands in two halves beside one another there has
the whole width here, so each column has a least width, a wish, and its share of the page's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from wopfield.report.bidi import holds_right_to_left
from wopfield.report.flow import Cell, Chart, Grid, Passage, Said
from wopfield.report.page import TEXT_WIDTH
from wopfield.report.style import TextStyle
from wopfield.report.text import width_of
from wopfield.report.word_tables import is_pill, is_wide

_PLAIN, _BOLD = TextStyle("regular", 8.2, 10), TextStyle("semibold", 8.7, 10)
"""About as wide as the words of a table in the face of a template."""
_ARABIC = 1.3
"""By how much Arabic letters are wider in the faces that stand in for missing ones."""
_MARGINS = 6.5
_NUMBER_OF_A_PAGE = 24.0
_LONGEST_LINE = 84.0
"""A figure or a day up to this width is never cut into two lines."""
_WORDY = 45.0
"""A column with longer lines than this has words."""
_STRETCH = 1.6
"""By how much a column of words may grow before others with longer words do."""
_A_PAIR = 2
"""Of so many columns the first names what the other says, which takes what is left."""
_PILL = 6.0
"""By how much a word on a ground of its own is wider."""
_MOST = 0.6
"""The share of the table that the longest word of one column may take."""


@dataclass(frozen=True, slots=True)
class _Column:
    least: float
    wish: float
    natural: float

    @property
    def wordy(self) -> bool:
        return self.wish > _WORDY

    @property
    def good(self) -> float:
        return max(self.least, min(self.wish, _STRETCH * self.natural) if self.wordy else self.natural)


def columns(grid: Grid) -> tuple[list[int], list[float]]:
    """Return which columns say anything, and how wide each is."""
    most = max((len(row) for row in grid.rows), default=0)
    whole = [row for row in grid.rows if len(row) == most]
    used = [at for at in range(most) if any(row[at].parts for row in whole)] or list(range(most))
    natural = _natural(grid, used)
    found = []
    for place, (at, width) in enumerate(zip(used, natural, strict=True)):
        after = used[place + 1] if place + 1 < len(used) else None
        own = [row[at] for row in whole if after is None or row[after].parts or not is_wide(row[at], width)]
        least = max(map(_least, own), default=0.0)
        found.append(_Column(min(least, _MOST * TEXT_WIDTH), max(map(_longest, own), default=0.0), width))
    return used, _shared(found)


def _natural(grid: Grid, used: Sequence[int]) -> list[float]:
    """Return how wide columns are on the page, with the room up to the next."""
    starts = [grid.across[at][0] for at in used if at < len(grid.across)]
    if len(starts) < len(used) or not starts:
        return [TEXT_WIDTH / max(len(used), 1)] * len(used)
    return [*(after - start for start, after in pairwise(starts)), grid.across[used[-1]][1]]


def _shared(found: Sequence[_Column]) -> list[float]:
    """Return the whole width shared out: what each needs, then what is good for it, then the rest to words."""
    least, good = sum(one.least for one in found), sum(one.good for one in found)
    if least > TEXT_WIDTH:
        return [one.least * TEXT_WIDTH / least for one in found]
    if good > TEXT_WIDTH:
        share = (TEXT_WIDTH - least) / (good - least)
        return [one.least + (one.good - one.least) * share for one in found]
    wanting = [max(one.wish, one.natural) if one.wordy else 0.0 for one in found]
    if len(found) <= _A_PAIR:
        wanting = [0.0] * (len(found) - 1) + [1.0]
    elif not any(wanting):
        wanting = [one.natural for one in found]
    over = (TEXT_WIDTH - good) / (sum(wanting) or 1.0)
    return [one.good + over * want for one, want in zip(found, wanting, strict=True)]


def _least(cell: Cell) -> float:
    """Return how wide a cell is at least: a figure is never cut, words are only between them."""
    found, beside = 0.0, 0.0
    for part in cell.parts:
        if isinstance(part, Chart):
            found, beside = max(found, part.drawing.width), part.drawing.width
        elif isinstance(part, Passage):
            line = _line(part)
            whole = line if line <= _LONGEST_LINE and cell.scope != "Column" and _is_figure(cell, part) else 0.0
            found = max(found, whole + beside, *_words(part))
            beside = 0.0
    return found + _MARGINS


def _longest(cell: Cell) -> float:
    """Return how wide a cell would be with none of its lines cut."""
    lines = [part.drawing.width if isinstance(part, Chart) else _line(part) for part in cell.parts
             if isinstance(part, Chart | Passage)]  # fmt: skip
    return max(lines, default=0.0) + _MARGINS


def _is_figure(cell: Cell, passage: Passage) -> bool:
    text = "".join(said.text for said in passage.words)
    return cell.align in ("end", "middle") or not any(map(str.isalpha, text))


def _line(passage: Passage) -> float:
    """Return how wide the widest line is, where none is cut."""
    lines = [0.0]
    for said in passage.words:
        first, *others = said.text.split("\n")
        lines[-1] += _width(said, first)
        lines.extend(_width(said, other) for other in others)
    return max(lines)


def _words(passage: Passage) -> list[float]:
    return [
        _NUMBER_OF_A_PAGE if said.page_of else _width(said, word)
        for said in passage.words
        for word in said.text.replace("\n", " ").split(" ")
    ]


def _width(said: Said, text: str) -> float:
    wider = _ARABIC if holds_right_to_left(text) else 1.0
    return width_of(text, _face(said.style)) * wider + _PILL * is_pill(said)


def _face(style: TextStyle) -> TextStyle:
    return _BOLD if "semibold" in style.face or "medium" in style.face else _PLAIN
