"""Blocks: parts of a page that know how high they are, can be cut in two, and draw themselves.

A block is made for one width. Sections hand blocks to ``page.Pages``, which puts them on paper; nothing is
drawn before every block has its place, so any block may ask on which page another stands.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from wopfield.report.canvas import Align, baseline_of
from wopfield.report.cleaning import clean
from wopfield.report.drawing import Drawing, Label, Mark
from wopfield.report.style import BODY, TextStyle
from wopfield.report.surface import Surface
from wopfield.report.text import TextLine, balanced, beginning, fitted, lines_of, width_of
from wopfield.report.words import Span, Words

_LABEL = 120.0
"""Text no wider than this is a code or a name for what stands beside it."""

PageOf = Mapping[str, int]
"""Names of places, and the pages they stand on, from 1."""


@dataclass(frozen=True, slots=True)
class Ink:
    """What a block needs to draw: what it draws on, and where everything ended up."""

    painter: Surface
    pages: PageOf


class Block:
    """A part of a page. ``gap`` is the white space wanted above it, unless it stands at the top."""

    gap: float = 0.0
    keep: bool = False
    """Whether it must not stand alone at the foot of a page."""
    place: str = ""
    """The name under which links find it."""
    running: str = ""
    """What the head of the page says from here on; empty for no change."""
    height: float = 0.0
    baseline: float | None = None
    """How far below its top its first line of text stands, where it has one; rows line these up."""
    air: float = 1.0
    """How much of its usual white space it has."""

    def breathe(self, air: float) -> None:
        """Take so much of the usual white space: less than all where that spares a page for a few lines."""
        self.gap *= air / self.air
        self.air = air

    def least(self) -> float:
        """Return the height of the smallest part that may stand at the foot of a page."""
        return self.height

    def split(self, room: float, *, forced: bool = False) -> "tuple[Block, Block] | None":
        """Return the part that fits ``room`` and the rest, or None if it stays whole.

        ``forced`` comes from an empty page that is too low for the block: it then parts wherever it can.
        """
        return None

    def places(self) -> Sequence[tuple[str, float]]:
        """Return the names of the places in it, and how far below its top they are."""
        return ((self.place, 0.0),) if self.place else ()

    def draw(self, ink: Ink, x: float, y: float) -> None:
        """Draw it with its upper left corner at a point."""


class Text(Block):
    """Lines of text as one element; parts with at least two lines on either side."""

    def __init__(
        self, words: Words, style: TextStyle, width: float, *, role: str = "P", gap: float = 0.0, keep: bool = False,
        place: str = "", even: bool = False, lines: Sequence[TextLine] | None = None,
        outline: tuple[str, int] | None = None, align: Align = "start",
    ) -> None:  # fmt: skip
        """Take words to cut, or ``lines`` already cut; ``even`` balances the lines of a title."""
        broken = balanced if even else lines_of
        self.words = words
        if lines is None:
            lines = broken(words, style, width)
            if any(line.right_to_left for line in lines):
                style = style.with_air()
        self.lines = tuple(lines)
        self.style, self.width, self.role = style, width, role
        self.gap, self.keep, self.place = gap, keep, place
        self.outline, self.align = outline, align
        self.height = len(self.lines) * style.leading
        self.baseline = baseline_of(style)

    def least(self) -> float:
        """Return the height of two lines."""
        return self.height if len(self.lines) < 4 else 2 * self.style.leading

    def split(self, room: float, *, forced: bool = False) -> tuple[Block, Block] | None:
        """Part between lines, never leaving one alone."""
        fits = int((room + 0.01) // self.style.leading)
        if not forced:
            fits = min(fits, len(self.lines) - 2)
        if fits < (1 if forced else 2) or fits >= len(self.lines):
            return None
        return self._part(self.lines[:fits], self.gap, self.place, self.outline), self._part(
            self.lines[fits:], 0.0, "", None
        )

    def draw(self, ink: Ink, x: float, y: float) -> None:
        """Draw the lines."""
        if self.outline:
            ink.painter.outline(self.outline[0], y, self.outline[1])
        self.draw_as(ink, x, y, self.role)

    def draw_as(self, ink: Ink, x: float, y: float, role: str, scope: str = "") -> None:
        """Draw the lines as an element of another role."""
        if self.place:
            ink.painter.place(self.place, y)
        with ink.painter.content(role, scope=scope):
            ink.painter.lines(self.lines, self.style, x, y, self.width, self.align, self.words)

    def figure_width(self) -> float:
        """Return how wide it is if it is a figure on one line, and 0 if it holds words."""
        only = self.lines[0] if len(self.lines) == 1 else None
        return only.width if only is not None and not any(map(str.isalpha, only.text)) else 0.0

    def _part(self, lines: Sequence[TextLine], gap: float, place: str, outline: tuple[str, int] | None) -> "Text":
        return Text(
            "", self.style, self.width, role=self.role, gap=gap, place=place, lines=lines, outline=outline,
            align=self.align,
        )  # fmt: skip


class Excerpt(Block):
    """Text on a page that cannot grow: what fits, and behind it where the whole stands if that is not all."""

    def __init__(
        self,
        words: Words,
        style: TextStyle,
        width: float,
        most: int,
        elsewhere: str,
        *,
        note: Callable[[int], str],
        role: str = "P",
        even: bool = False,
        align: Align = "start",
    ) -> None:
        """Show at most ``most`` lines; ``elsewhere`` is the place of the whole, ``note`` words its page (0: none)."""
        self.lines, self.whole = fitted(words, style, width, most)
        if even and self.whole:
            self.lines = balanced(words, style, width)
        self.style, self.width, self.role, self.align = style, width, role, align
        self._elsewhere, self._note, self._words = elsewhere, note, words
        self.height = len(self.lines) * style.leading

    def draw(self, ink: Ink, x: float, y: float) -> None:
        """Draw what fits, and the note behind it."""
        lines = self.lines if self.whole or ink.painter.flows else self._shortened(ink)
        with ink.painter.content(self.role):
            ink.painter.lines(lines, self.style, x, y, self.width, self.align, self._words)

    def _shortened(self, ink: Ink) -> tuple[TextLine, ...]:
        page = ink.pages.get(self._elsewhere)
        style = TextStyle("condensed-italic", min(self.style.size, 8.4), self.style.leading, self.style.colour)
        note = Span(self._note(page or 0), style, self._elsewhere if page else "")
        return beginning(self._words, self.style, self.width, len(self.lines), note)


class Marks(Block):
    """Strokes with a height of their own, as page furniture."""

    def __init__(
        self,
        marks: Sequence[Mark],
        height: float,
        *,
        gap: float = 0.0,
        keep: bool = False,
        baseline: float | None = None,
        says: str = "",
        role: str = "",
        shows: str = "",
    ) -> None:
        """Take strokes in the block's own coordinates.

        With a ``role`` they are content, for the words among them; ``says`` stands for strokes without words where
        only text is taken down, and ``shows`` tells whoever does not see them what they are, in a cell of a table.
        """
        self._marks, self.height, self.gap, self.keep = tuple(marks), height, gap, keep
        self.baseline, self._says, self._role = baseline, says, role
        self.shows = "" if any(isinstance(mark, Label) for mark in self._marks) else shows

    def draw(self, ink: Ink, x: float, y: float) -> None:
        """Paint the strokes."""
        if self._role and not (self._says and ink.painter.flows):
            with ink.painter.content(self._role):
                ink.painter.marks(self._marks, x, y)
        else:
            ink.painter.marks(self._marks, x, y, says=self._says)

    def figure_width(self) -> float:
        """Return how wide the figure is that ends among its strokes, and 0 if there is none."""
        labels = [mark for mark in self._marks if isinstance(mark, Label)]
        if len(labels) != 1 or labels[0].anchor != "end" or any(map(str.isalpha, labels[0].text)):
            return 0.0
        return width_of(labels[0].text, TextStyle(labels[0].face, labels[0].size, labels[0].size))


class Figure(Block):
    """A chart."""

    def __init__(
        self,
        drawing: Drawing,
        *,
        gap: float = 0.0,
        keep: bool = False,
        baseline: float | None = None,
        alone: Drawing | None = None,
    ) -> None:
        """Take the drawing as it is, and what it is where nothing is painted around it, if that is another."""
        self._drawing, self.height, self.gap, self.keep = drawing, drawing.height, gap, keep
        self.baseline, self._alone = baseline, alone or drawing

    def draw(self, ink: Ink, x: float, y: float) -> None:
        """Paint it as one figure."""
        ink.painter.figure(self._alone if ink.painter.flows else self._drawing, x, y)


class Stack(Block):
    """Blocks below one another."""

    def __init__(
        self, blocks: Sequence[Block], *, gap: float = 0.0, role: str = "", place: str = "", keep: bool = False
    ) -> None:
        """Take blocks with the gaps they want; ``role`` puts them below one element."""
        self.blocks = tuple(blocks)
        self.gap, self.role, self.place, self.keep = gap, role, place, keep
        self.height = height_of(blocks)

    def breathe(self, air: float) -> None:
        """Take so much of the usual white space, between its blocks as well."""
        super().breathe(air)
        before = height_of(self.blocks)
        for block in self.blocks:
            block.breathe(air)
        self.height += height_of(self.blocks) - before

    def least(self) -> float:
        """Return the height of the blocks that must stay together at its top."""
        return least_of(self.blocks)

    def split(self, room: float, *, forced: bool = False) -> tuple[Block, Block] | None:
        """Part between blocks, or inside the one that does not fit."""
        used = 0.0
        for at, block in enumerate(self.blocks):
            start = used + (block.gap if at else 0.0)
            if start + block.height <= room + 0.01:
                used = start + block.height
                continue
            parts = block.split(room - start, forced=forced and at == 0)
            above, below = list(self.blocks[:at]), list(self.blocks[at:])
            if parts:
                above, below = [*above, parts[0]], [parts[1], *below[1:]]
            while above and above[-1].keep and not parts:
                below.insert(0, above.pop())
            if not above and forced and len(self.blocks) > 1:
                above, below = [self.blocks[0]], list(self.blocks[1:])
            if not above:
                return None
            first = Stack(above, gap=self.gap, role=self.role, place=self.place)
            return first, Stack(below, role=self.role)
        return None

    def places(self) -> Sequence[tuple[str, float]]:
        """Return its own place and those of its blocks."""
        found, y = list(super().places()), 0.0
        for at, block in enumerate(self.blocks):
            y += block.gap if at else 0.0
            found.extend((name, y + below) for name, below in block.places())
            y += block.height
        return found

    def draw(self, ink: Ink, x: float, y: float) -> None:
        """Draw the blocks from the top."""
        if self.role:
            with ink.painter.element(self.role):
                self._draw(ink, x, y)
        else:
            self._draw(ink, x, y)

    def _draw(self, ink: Ink, x: float, y: float) -> None:
        for at, block in enumerate(self.blocks):
            y += block.gap if at else 0.0
            block.draw(ink, x, y)
            y += block.height


def listed(blocks: Sequence[Block]) -> Stack:
    """Return blocks below one another as the items of one list; there must be some."""
    items = [Stack([Stack([block], role="LBody")], role="LI", gap=block.gap) for block in blocks]
    return Stack(items, role="L", gap=blocks[0].gap)


class Side(Block):
    """Blocks beside one another, each at its own distance from the left; they part at the same height."""

    def __init__(
        self, parts: Sequence[tuple[float, Block]], *, gap: float = 0.0, keep: bool = False, drop: Sequence[float] = ()
    ) -> None:
        """Take blocks with their ``x``; ``drop`` moves each of them down inside the row."""
        self.parts = tuple(parts)
        self.drop = tuple(drop) or (0.0,) * len(self.parts)
        self.gap, self.keep = gap, keep
        self.height = self._inner_height()

    def _inner_height(self) -> float:
        return max((block.height + down for (_, block), down in zip(self.parts, self.drop, strict=True)), default=0.0)

    def breathe(self, air: float) -> None:
        """Take so much of the usual white space, in every column."""
        super().breathe(air)
        before = self._inner_height()
        for _, block in self.parts:
            block.breathe(air)
        self.height += self._inner_height() - before

    def least(self) -> float:
        """Return what every column needs at its top."""
        return max((block.least() for _, block in self.parts), default=0.0)

    def split(self, room: float, *, forced: bool = False) -> tuple[Block, Block] | None:
        """Part every column that is too high."""
        above: list[tuple[float, Block]] = []
        below: list[tuple[float, Block]] = []
        for x, block in self.parts:
            if block.height <= room + 0.01:
                above.append((x, block))
                continue
            parts = block.split(room, forced=forced)
            if parts is None:
                return None
            above.append((x, parts[0]))
            below.append((x, parts[1]))
        return (Side(above, gap=self.gap), Side(below)) if below else None

    def places(self) -> Sequence[tuple[str, float]]:
        """Return the places of all columns."""
        return [place for _, block in self.parts for place in block.places()]

    def draw(self, ink: Ink, x: float, y: float) -> None:
        """Draw the columns."""
        for at, ((dx, block), down) in enumerate(zip(self.parts, self.drop, strict=True)):
            narrow = isinstance(block, Text) and block.width <= _LABEL and at + 1 < len(self.parts)
            if ink.painter.flows and narrow and isinstance(block, Text):
                block.draw_as(ink, x + dx, y + down, "Lbl")  # it names what stands beside it
            else:
                block.draw(ink, x + dx, y + down)


def height_of(blocks: Sequence[Block]) -> float:
    """Return how high blocks are below one another, without the white space above the first."""
    return sum(block.height for block in blocks) + sum(block.gap for block in blocks[1:])


def least_of(blocks: Sequence[Block]) -> float:
    """Return the height that the first blocks need so that none of them stands alone."""
    height = 0.0
    for at, block in enumerate(blocks):
        height += block.gap if at else 0.0
        if not block.keep or at == len(blocks) - 1:
            return height + block.least()
        height += block.height
    return height


def paragraphs(text: str, width: float, *, style: TextStyle = BODY, gap: float = 0.0) -> Stack:
    """Return a text as paragraphs, parted at its line ends."""
    parts = [part for part in clean(text).split("\n") if part.strip()]
    return Stack([Text(part, style, width, gap=6.0 if at else 0.0) for at, part in enumerate(parts)], gap=gap)
