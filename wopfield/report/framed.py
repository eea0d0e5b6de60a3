"""Blocks with something around them: a tinted ground, a bar at the side."""

from wopfield.report.drawing import Fill, Rect
from wopfield.report.layout import Block, Ink


class Framed(Block):
    """A block on a tinted ground."""

    def __init__(
        self, inner: Block, width: float, colour: str, *, padding: float = 10.0, gap: float = 0.0, bar: str = ""
    ) -> None:
        """Take the block inside; ``bar`` is the colour of a rule along the top."""
        self._inner, self._width, self._colour, self._padding, self._bar = inner, width, colour, padding, bar
        self.gap = gap
        self.height = inner.height + 2 * padding

    def split(self, room: float, *, forced: bool = False) -> tuple[Block, Block] | None:
        """Part the block inside and tint both parts."""
        parts = self._inner.split(room - 2 * self._padding, forced=forced)
        if parts is None:
            return None
        first = Framed(parts[0], self._width, self._colour, padding=self._padding, gap=self.gap, bar=self._bar)
        return first, Framed(parts[1], self._width, self._colour, padding=self._padding)

    def draw(self, ink: Ink, x: float, y: float) -> None:
        """Draw the ground, then the block."""
        ink.painter.box(x, y, self._width, self.height, self._colour)
        if self._bar:
            ink.painter.marks([Rect(0, 0, self._width, 2.2, None, Fill(self._bar))], x, y)
        self._inner.draw(ink, x + self._padding, y + self._padding)


class Barred(Block):
    """A block with an upright bar at its left."""

    def __init__(self, inner: Block, colour: str, *, gap: float = 0.0) -> None:
        """Take the block, made for a width 10 less than there is."""
        self._inner, self._colour, self.gap = inner, colour, gap
        self.height = inner.height

    def least(self) -> float:
        """Return what the block inside needs."""
        return self._inner.least()

    def split(self, room: float, *, forced: bool = False) -> tuple[Block, Block] | None:
        """Part the block inside; both parts have the bar."""
        parts = self._inner.split(room, forced=forced)
        if parts is None:
            return None
        return Barred(parts[0], self._colour, gap=self.gap), Barred(parts[1], self._colour)

    def draw(self, ink: Ink, x: float, y: float) -> None:
        """Draw the bar, then the block."""
        ink.painter.box(x, y - 1, 1.8, self.height + 2, self._colour)
        self._inner.draw(ink, x + 10, y)
