"""Photographs as evidence: two in a row, each with its number, its place and what it shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from wopfield.domain.summary import FindingKind
from wopfield.language import _, in_a_row
from wopfield.report.context import Context, doubtful, opened
from wopfield.report.drawing import Fill, Rect
from wopfield.report.layout import Block, Ink, Marks, Side, Stack, Text
from wopfield.report.page import Pages
from wopfield.report.photographs import Shot
from wopfield.report.sections.names import section_name
from wopfield.report.style import BASELINE, INK, MUTED, PRIMARY, TEXT, WORSE, TextStyle
from wopfield.report.text import WIDE, width_of
from wopfield.report.words import Span

_GAP = 17.0
_SHAPE = 1.577
"""Width by height of a printed photograph, 82 by 52 mm."""
_NUMBER = TextStyle("semibold", 9.6, 12, INK)
_KIND = TextStyle("condensed-semibold", 8.4, 12, PRIMARY)
_WHERE = TextStyle("condensed", 8, 12, MUTED)
_CAPTION = TextStyle("condensed", 8.4, 10.6, TEXT)


def add(pages: Pages, context: Context) -> None:
    """Add the photographs that may be shared and of which there is a copy; no page without any."""
    shots = context.shots
    if not shots:
        return
    lead = _("Each photograph belongs to an item of the checklist and keeps the day and place of the visit.")
    blocks = opened(context, "photos", _("What the team saw"), lead)
    blocks.extend(photo_rows(context, shots))
    pages.follow("photos", section_name("photos"), blocks)


def photo_rows(context: Context, shots: Sequence[Shot]) -> list[Block]:
    """Return photographs in rows of two; of three where one or two of them would stand on a page by themselves."""
    rows: list[Block] = []
    start = 0
    for across in _rows(len(shots)):
        width = (context.width - (across - 1) * _GAP) / across
        named = [_Named.of(context, shot) for shot in shots[start : start + across]]
        # what stands side by side is arranged alike
        below = not all(one.fits(width) for one in named)
        row = [_Shot(one, width, below=below) for one in named]
        rows.append(Side([(at * (width + _GAP), shot) for at, shot in enumerate(row)], gap=18 if start else 16))
        start += across
    return rows


def _rows(count: int) -> list[int]:
    """Return how many photographs stand in each row; six fill a page, and up to eight find room on it."""
    pages, over = divmod(count, 6)
    if pages and over in (1, 2):
        return [2, 2, 2] * (pages - 1) + ([2, 2, 3] if over == 1 else [2, 3, 3])
    return [2] * ((count + 1) // 2)


@dataclass(frozen=True, slots=True)
class _Named:
    """A photograph with its number, kind and item, where and when it was taken, and the colour of its kind."""

    shot: Shot
    words: list[Span]
    where: str
    colour: str

    @classmethod
    def of(cls, context: Context, shot: Shot) -> "_Named":
        """Name a photograph."""
        line = shot.line
        kind = _kind_of(context, line.code) or ""
        colour = {"strength": PRIMARY, "gap": WORSE}.get(kind, BASELINE)
        word = {"strength": _("Strength"), "gap": _("Gap")}.get(kind, "")
        words = [Span(line.code, _NUMBER, context.evidence_place(line.code))]
        if word:
            words.append(Span(WIDE + word, _KIND.in_colour(colour)))
        if line.item:
            number = context.item_number(line.item)
            words.append(Span(WIDE + number, _KIND.in_colour(colour), context.item_place(line.item)))
        day = context.numbers.short_day(line.taken) if line.taken else ""
        return cls(shot, words, in_a_row((line.place.strip(), day), " · "), colour)

    def fits(self, width: float) -> bool:
        """Return whether place and day have room on the line of the number."""
        return self._end(width) + width_of(self.where, _WHERE) <= width

    def _end(self, width: float) -> float:
        return max((line.width for line in Text(self.words, _NUMBER, width).lines), default=0.0) + 6

    def blocks(self, width: float, *, below: bool) -> list[Block]:
        """Return the words, with place and day at the other end of the line or below it."""
        if below:
            return [Text(self.words, _NUMBER, width, gap=4), Text(self.where, _WHERE, width)]
        at = self._end(width)
        right = Text(self.where, _WHERE, width - at, align="end")
        return [Side([(0, Text(self.words, _NUMBER, width)), (at, right)], gap=4)]


class _Shot(Stack):
    def __init__(self, named: _Named, width: float, *, below: bool) -> None:
        picture = _Picture(named.shot, width)
        rule = Marks([Rect(0, 0, width, 2.2, None, Fill(named.colour))], 2.2)
        line = named.shot.line
        caption = Text([Span(line.title, _CAPTION), *doubtful(line.disputed)], _CAPTION, width, role="Caption", gap=1.5)
        super().__init__([picture, rule, *named.blocks(width, below=below), caption])


def _kind_of(context: Context, code: str) -> FindingKind | None:
    for area in context.summary.areas:
        for finding in area.findings:
            if code in finding.evidence and finding.kind != "recommendation":
                return finding.kind
    return None


class _Picture(Block):
    """A photograph cut to the common shape around its middle."""

    keep = True

    def __init__(self, shot: Shot, width: float) -> None:
        self._shot, self._width = shot, width
        self.height = width / _SHAPE

    def draw(self, ink: Ink, x: float, y: float) -> None:
        """Paint it as a figure with its title."""
        with ink.painter.content("Figure", alternative=self._shot.line.title or self._shot.line.code):
            ink.painter.picture(self._shot.jpeg, self._shot.size, x, y, self._width, self.height)
