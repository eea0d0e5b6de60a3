"""The page: its grid, what stands at its head and foot, and blocks put on one page after another."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import inf
from typing import Literal

from wopfield.report.layout import Block, Ink, height_of, least_of
from wopfield.report.style import INK, MUTED, RULE, TextStyle
from wopfield.report.surface import Surface
from wopfield.report.text import lines_of, shortened

Paper = Literal["A4", "Letter"]
MM = 72 / 25.4
SIZES: dict[Paper, tuple[float, float]] = {"A4": (210 * MM, 297 * MM), "Letter": (612.0, 792.0)}
TEXT_WIDTH = 170 * MM
_HEADER_RULE = 15.2 * MM
_TOP = 64.7
_FOOTER_RULE = 15.8 * MM
_BOTTOM = 21.5 * MM
BETWEEN_SECTIONS = 36.0
"""The white space above a section that begins below another."""

_HEADER_LEFT = TextStyle("medium", 7.4, 9, MUTED)
_HEADER_RIGHT = TextStyle("regular", 7.4, 9, MUTED)
_FOOTER_LEFT = TextStyle("medium", 7, 9, MUTED)
_FOOTER_MIDDLE = TextStyle("condensed", 7, 9, MUTED)
_FOOTER_RIGHT = TextStyle("semibold", 7.4, 9, INK)
_GOOD_PART = 0.35
"""The share of a page that a section which goes on behind it wants to begin with."""
_LITTLE = 0.34
"""The share of a page below which what stands on it is worth drawing closer together, if that spares the page."""
_CLOSER = (0.85, 0.7, 0.55)
"""How much of the usual white space is tried then."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The size of the paper and of the text on it; the text is as wide on Letter as on A4.

    An endless one has room for all of a section: for what is not printed but flows.
    """

    paper: Paper = "A4"
    endless: bool = False

    @property
    def width(self) -> float:
        """Return the width of the paper."""
        return SIZES[self.paper][0]

    @property
    def height(self) -> float:
        """Return the height of the paper."""
        return SIZES[self.paper][1]

    @property
    def left(self) -> float:
        """Return where the text begins."""
        return (self.width - TEXT_WIDTH) / 2

    @property
    def room(self) -> float:
        """Return how much height a page has for blocks."""
        return inf if self.endless else self.printed_room

    @property
    def printed_room(self) -> float:
        """Return how much height a printed page has: what is chosen by it is the same on an endless one."""
        return self.height - _TOP - _BOTTOM


@dataclass(slots=True)
class Page:
    """One page: the section it belongs to, the words at its head, and its blocks with their heights."""

    section: str
    running: str
    bare: bool = False
    """Whether it has neither head nor foot."""
    blocks: list[tuple[Block, float]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Start:
    """Where a section begins: the page, from 1, how far below its top, and its name in the reader's list."""

    page: int
    y: float
    outline: str


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands at the head and foot of each page."""

    title: str
    confidentiality: str
    document: str
    about: str = ""
    """Whom the document is about: said at the head of pages whose section is called as the document is."""


class Pages:
    """The pages of a document, filled from the first to the last and then drawn."""

    def __init__(self, sheet: Sheet) -> None:
        """Begin with no page."""
        self.sheet = sheet
        self.pages: list[Page] = []
        self._used = 0.0
        self._running = ""
        self._starts: dict[str, _Start] = {}
        self._joined = ""
        """The section that has just begun below another."""

    def begin(self, section: str, running: str, *, bare: bool = False, whole: bool = False, outline: str = "") -> None:
        """Begin a section; ``running`` stands at the head of its pages, ``outline`` in the reader's list.

        It begins a page, unless the last one would stay two thirds empty; one that wants ``whole`` pages always does.
        """
        sparse = self._stands_open and self._used < _LITTLE * self.sheet.room
        if sparse and not bare and not whole:
            self._go_on_with(section, running, 0.0)
            return
        self.pages.append(Page(section, running, bare))
        self._used = 0.0
        self._running = running
        self._starts.setdefault(section, _Start(len(self.pages), 0.0, outline or running))

    @property
    def _stands_open(self) -> bool:
        """Return whether a section may begin below what stands on the last page."""
        return bool(self.pages and self._used and not self.pages[-1].bare and not self.sheet.endless)

    def _go_on_with(self, section: str, running: str, gap: float) -> None:
        """Begin a section below what is there, whose first block wants a gap above it."""
        self._used += BETWEEN_SECTIONS - gap
        if section not in self._starts:
            self._starts[section] = _Start(len(self.pages), _TOP + self._used, running)
            self._joined = section
        self._running = running

    def follow(self, section: str, running: str, blocks: Sequence[Block], *, parted: bool = False) -> None:
        """Add a short section below what is there if all of it fits on the page, else from the next page on.

        It may stand a little closer for that. One that may be ``parted`` only wants a good part of the page.
        """
        room = self.sheet.room - self._used - BETWEEN_SECTIONS
        begins = parted and room > _GOOD_PART * self.sheet.room and least_of(blocks) <= room
        if self._stands_open and (begins or brought_into(room, blocks)):
            self._go_on_with(section, running, blocks[0].gap)
        else:
            self.begin(section, running, whole=True)
        self.add(blocks)

    def put(self, block: Block, y: float) -> None:
        """Put a block at a height of the page, given from the top of the paper."""
        self.pages[-1].blocks.append((block, y))

    def add(self, blocks: Sequence[Block]) -> None:
        """Put blocks below what is there, going on to further pages as needed.

        Where only a few lines would come to the last of these pages, all stand a little closer if that spares it.
        """
        last, count, put = self.pages[-1], len(self.pages), len(self.pages[-1].blocks)
        self._add_closely(blocks)
        joined, self._joined = self._joined, ""
        if joined and len(last.blocks) == put and len(self.pages) > count:
            # nothing of it has room below what is there
            self.pages[count].section = joined
            self._starts[joined] = _Start(count + 1, 0.0, self._starts[joined].outline)

    def _add_closely(self, blocks: Sequence[Block]) -> None:
        last, used, running = self.pages[-1], self._used, self._running
        count, put, named = len(self.pages), len(last.blocks), last.running
        self._add(blocks)
        pages = len(self.pages)
        if pages == count or self._used > _LITTLE * self.sheet.room:
            return
        for air in (*_CLOSER, 1.0):
            del self.pages[count:], last.blocks[put:]
            self._used, self._running, last.running = used, running, named
            _breathe(blocks, air)
            self._add(blocks)
            if len(self.pages) < pages:
                return

    def _add(self, blocks: Sequence[Block]) -> None:
        waiting = list(blocks)
        while waiting:
            block = waiting[0]
            gap = block.gap if self._used else 0.0
            room = self.sheet.room - self._used - gap
            if block.height <= room + 0.01 and (not block.keep or least_of(waiting) <= room + 0.01):
                self._place(waiting.pop(0), gap)
                continue
            fresh = not self._used
            parts = None
            if fresh or not block.keep:
                parts = block.split(room, forced=fresh) if block.least() <= room or fresh else None
            if parts:
                self._place(parts[0], gap)
                waiting[0] = parts[1]
                self._next()
            elif fresh:
                # nothing can part it: it stands on a page of its own
                self._place(waiting.pop(0), gap)
            else:
                self._next()

    def page_of(self) -> dict[str, int]:
        """Return the page of every place and section, from 1."""
        found = {f"section-{name}": start.page for name, start in self._starts.items()}
        for number, page in enumerate(self.pages, 1):
            for block, _ in page.blocks:
                for name, _ in block.places():
                    found.setdefault(name, number)
        return found

    def section_pages(self) -> dict[str, int]:
        """Return the first page of each section, from 1."""
        return {name: start.page for name, start in self._starts.items()}

    def draw(self, painter: Surface, furniture: Furniture) -> None:
        """Draw every page."""
        ink = Ink(painter, self.page_of())
        for number in range(1, len(self.pages) + 1):
            if number > 1:
                painter.next_page()
            self.draw_furniture(painter, furniture, number)
            self.draw_blocks(ink, number)

    def draw_furniture(self, painter: Surface, furniture: Furniture, number: int) -> None:
        """Draw what stands at the head and foot of a page, by its number from 1."""
        page = self.pages[number - 1]
        if page.bare:
            return
        left, right = self.sheet.left, self.sheet.left + TEXT_WIDTH
        foot = self.sheet.height - _FOOTER_RULE
        painter.rule(left, right, _HEADER_RULE, RULE)
        painter.rule(left, right, foot, RULE)
        _write(painter, furniture.title, _HEADER_LEFT, left, 35.6, 0.0, 200)
        running = page.running if page.running != furniture.title else furniture.about
        _write(painter, running, _HEADER_RIGHT, right, 35.6, 1.0, 270)
        _write(painter, furniture.confidentiality, _FOOTER_LEFT, left, foot + 10.6, 0.0, 134)
        _write(painter, furniture.document, _FOOTER_MIDDLE, left + TEXT_WIDTH / 2, foot + 10.6, 0.5, 200)
        _write(painter, f"{number} / {len(self.pages)}", _FOOTER_RIGHT, right, foot + 10.6, 1.0, 80)

    def draw_blocks(self, ink: Ink, number: int) -> None:
        """Draw what a page says, by its number from 1, and where sections begin on it."""
        begun = [(name, start) for name, start in self._starts.items() if start.page == number]
        for block, y in self.pages[number - 1].blocks:
            while begun and begun[0][1].y <= y:
                section, start = begun.pop(0)
                ink.painter.place(f"section-{section}", start.y)
                ink.painter.outline(start.outline, start.y, 0)
            for name, below in block.places():
                ink.painter.place(name, y + below)
            block.draw(ink, self.sheet.left, y)

    def _next(self) -> None:
        last = self.pages[-1]
        self.pages.append(Page(last.section, self._running))
        self._used = 0.0

    def _place(self, block: Block, gap: float) -> None:
        if block.running:
            if not self._used:
                self.pages[-1].running = block.running
            self._running = block.running
        self.put(block, _TOP + self._used + gap)
        self._used += gap + block.height


def brought_into(room: float, blocks: Sequence[Block]) -> bool:
    """Bring blocks into some room, a little closer if need be; return False where they stay as they were."""
    for air in (1.0, *_CLOSER):
        _breathe(blocks, air)
        if height_of(blocks) <= room:
            return True
    _breathe(blocks, 1.0)
    return False


def _breathe(blocks: Sequence[Block], air: float) -> None:
    for block in blocks:
        block.breathe(air)


def _write(
    painter: Surface, text: str, style: TextStyle, x: float, baseline: float, share: float, width: float
) -> None:
    """Write a line of furniture; one that is too long is cut short, for its words stand in full elsewhere."""
    for words in _cut(text, style, width):
        for line in lines_of(words, style, width + 20)[:1]:
            painter.line(line, x - share * line.width, baseline)


@lru_cache(maxsize=64)
def _cut(text: str, style: TextStyle, width: float) -> tuple[str, ...]:
    return tuple(shortened(text, style, width))
