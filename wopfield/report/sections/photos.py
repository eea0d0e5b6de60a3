"""Photographs as evidence: two in a row, each with its number, its place and what it shows."""

from collections.abc import Sequence

from wopfield.domain.summary import FindingKind
from wopfield.language import _, in_a_row
from wopfield.report.context import Context, opened
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
        row = [_Shot(context, shot, width) for shot in shots[start : start + across]]
        rows.append(Side([(at * (width + _GAP), shot) for at, shot in enumerate(row)], gap=18 if start else 16))
        start += across
    return rows


def _rows(count: int) -> list[int]:
    """Return how many photographs stand in each row; six fill a page, and up to eight find room on it."""
    pages, over = divmod(count, 6)
    if pages and over in (1, 2):
        return [2, 2, 2] * (pages - 1) + ([2, 2, 3] if over == 1 else [2, 3, 3])
    return [2] * ((count + 1) // 2)


class _Shot(Stack):
    def __init__(self, context: Context, shot: Shot, width: float) -> None:
        line = shot.line
        kind = _kind_of(context, line.code)
        colour = {"strength": PRIMARY, "gap": WORSE}.get(kind or "", BASELINE)
        picture = _Picture(shot, width)
        rule = Marks([Rect(0, 0, width, 2.2, None, Fill(colour))], 2.2)
        word = {"strength": _("Strength"), "gap": _("Gap")}.get(kind or "", "")
        spans = [Span(line.code, _NUMBER, context.evidence_place(line.code))]
        if word:
            spans.append(Span(WIDE + word, _KIND.in_colour(colour)))
        if line.item:
            number = context.item_number(line.item)
            spans.append(Span(WIDE + number, _KIND.in_colour(colour), context.item_place(line.item)))
        day = context.numbers.short_day(line.taken) if line.taken else ""
        where = in_a_row((line.place.strip(), day), " · ")
        caption = Text(line.title, _CAPTION, width, role="Caption", gap=1.5)
        super().__init__([picture, rule, *_naming(spans, where, width), caption])


def _naming(spans: list[Span], where: str, width: float) -> list[Block]:
    """Return number, kind and item, with place and day at the other end of the line or, without room there, below."""
    left = Text(spans, _NUMBER, width, gap=4)
    at = max((line.width for line in left.lines), default=0.0) + 6
    if width_of(where, _WHERE) > width - at:
        return [left, Text(where, _WHERE, width)]
    left.gap = 0
    return [Side([(0, left), (at, Text(where, _WHERE, width - at, align="end"))], gap=4)]


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
