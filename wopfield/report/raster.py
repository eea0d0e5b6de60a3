"""Charts as pictures, for files that take no strokes: the third painter of the same geometry."""

from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from itertools import pairwise
from typing import Any

from wopfield.report.drawing import (
    Circle,
    Clip,
    Drawing,
    Facing,
    Fill,
    Label,
    Mark,
    Path,
    Point,
    Rect,
    Stroke,
    moved,
    on_circle,
)
from wopfield.report.fonts import font
from wopfield.report.style import TextStyle
from wopfield.report.text import lines_of

_DOTS = 3.2
"""Dots to a point, 230 to the inch."""
_FINER = 2
"""Drawn so much larger and made smaller at the end, which smooths the edges."""
_PARTS = 4
"""To which part of a dot a glyph is placed."""


def png_of(drawing: Drawing, *, mirrored: bool = False) -> bytes:
    """Return a drawing as a PNG on white, with the size it has on paper; mirrored as on a page from the right."""
    from PIL import Image, ImageDraw

    scale = _DOTS * _FINER
    size = (max(round(drawing.width * scale), 1), max(round(drawing.height * scale), 1))
    picture = Image.new("RGB", size, "white")
    _Brush(ImageDraw.Draw(picture), picture, scale, drawing.width, mirrored=mirrored).marks(drawing.marks)
    small = picture.resize((max(size[0] // _FINER, 1), max(size[1] // _FINER, 1)), Image.Resampling.BOX)
    out = BytesIO()
    small.save(out, "PNG", dpi=(_DOTS * 72, _DOTS * 72))
    return out.getvalue()


class _Brush:
    # what Pillow gives knows its types only where Pillow is imported
    def __init__(self, draw: Any, picture: Any, scale: float, width: float, *, mirrored: bool) -> None:
        self._draw, self._picture, self._scale = draw, picture, scale
        self._width, self._mirrored = width, mirrored

    def marks(self, marks: Sequence[Mark]) -> None:
        for mark in marks:
            self._mark(mark)

    def _mark(self, mark: Mark) -> None:
        match mark:
            case Label():
                self._label(mark)
            case Path(points, stroke, fill, closed):
                course = [(self._left(x) * self._scale, y * self._scale) for x, y in points]
                self._path(course, stroke, fill, closed)
            case Circle(x, y, radius, stroke, fill):
                middle = (self._left(x), y)
                box = [(at + by * radius) * self._scale for by in (-1, 1) for at in middle]
                self._draw.ellipse(box, **self._edge(stroke, fill))
                if stroke and stroke.dash:
                    self._dashes(_ring(*middle, radius), stroke)
            case Rect(x, y, width, height, stroke, fill, radius):
                left = self._left(x, width)
                box = [at * self._scale for at in (left, y, left + max(width, 0), y + max(height, 0))]
                rounded = min(radius, width / 2, height / 2) * self._scale
                self._draw.rounded_rectangle(box, max(rounded, 0), **self._edge(stroke, fill))
                if stroke and stroke.dash:
                    right, foot = left + width, y + height
                    self._dashes([(left, y), (right, y), (right, foot), (left, foot)], stroke)
            case Clip(x, y, width, height, inside):
                left = self._left(x, width)
                self._clipped([at * self._scale for at in (left, y, left + width, y + height)], inside)
            case Facing(x, width, inside):
                left, mirrored, self._mirrored = self._left(x, width), self._mirrored, False
                self.marks(moved(inside, left, 0))
                self._mirrored = mirrored

    def _left(self, x: float, width: float = 0.0) -> float:
        """Return where the left edge of something lies that begins at ``x``."""
        return self._width - x - width if self._mirrored else x

    def _edge(self, stroke: Stroke | None, fill: Fill | None) -> dict[str, Any]:
        solid = stroke if stroke and not stroke.dash else None
        return {
            "fill": fill.colour if fill else None,
            "outline": solid.colour if solid else None,
            "width": self._wide(solid) if solid else 0,
        }

    def _dashes(self, corners: Sequence[Point], stroke: Stroke) -> None:
        """Draw the dashed edge of a shape, which Pillow draws solid alone."""
        self._path([(x * self._scale, y * self._scale) for x, y in corners], stroke, None, True)

    def _wide(self, stroke: Stroke) -> int:
        return max(round(stroke.width * self._scale), 1)

    def _path(self, points: list[tuple[float, float]], stroke: Stroke | None, fill: Fill | None, closed: bool) -> None:
        if fill and len(points) > 2:
            self._draw.polygon(points, fill=fill.colour)
        if stroke and len(points) > 1:
            course = [*points, *points[: 1 if stroke.dash else 2]] if closed else points  # a joint where it closes
            for part in _dashed(course, [dash * self._scale for dash in stroke.dash]):
                self._draw.line(part, fill=stroke.colour, width=self._wide(stroke), joint="curve")

    def _clipped(self, box: list[float], inside: Sequence[Mark]) -> None:
        from PIL import Image, ImageDraw

        layer = self._picture.copy()
        _Brush(ImageDraw.Draw(layer), layer, self._scale, self._width, mirrored=self._mirrored).marks(inside)
        mask = Image.new("1", self._picture.size)
        ImageDraw.Draw(mask).rectangle(box, fill=1)
        self._picture.paste(layer, mask=mask)

    def _label(self, label: Label) -> None:
        style = TextStyle(label.face, label.size, label.size, label.colour, label.tracking)
        for line in lines_of(label.text.replace("\n", " "), style, 100_000):
            x = label.x - {"start": 0.0, "middle": line.width / 2, "end": line.width}[label.anchor]
            x = self._left(x, line.width)
            for piece in line.pieces:
                for glyph in piece.run.glyphs:
                    at = x + glyph.x_offset * label.size / 1000
                    up = label.y - glyph.y_offset * label.size / 1000
                    self._glyph(piece.run.font, glyph.code, at, up, label)
                    x += glyph.advance * label.size / 1000 + label.tracking

    def _glyph(self, name: str, code: int, x: float, y: float, label: Label) -> None:
        across, part = divmod(round(x * self._scale * _PARTS), _PARTS)
        left, top, shape = _shape(name, code, label.size * self._scale, part)
        if shape:
            self._picture.paste(label.colour, (across + left, round(y * self._scale) + top), shape)


@lru_cache(maxsize=4_000)
def _shape(name: str, code: int, size: float, part: int) -> tuple[int, int, Any]:
    """Return where a glyph's shape begins from its place, and the shape; None for one that has none.

    It is drawn by its number, as on a page: many a shaped letter is no character's own, and some have none to see.
    """
    import uharfbuzz as hb
    from PIL import Image

    pen = hb.RasterDraw()
    pen.transform = (size / 1000, 0, 0, -size / 1000, part / _PARTS, 0)
    pen.draw_glyph(font(name).shaper, code)
    drawn = pen.render()
    room = drawn.extents
    if not room.width or not room.height:
        return 0, 0, None
    shape = Image.frombytes("L", (room.width, room.height), drawn.buffer, "raw", "L", room.stride)
    return room.x_origin, room.y_origin, shape


def _ring(x: float, y: float, radius: float) -> list[Point]:
    return [on_circle(x, y, radius, degrees) for degrees in range(0, 360, 5)]


def _dashed(points: list[tuple[float, float]], dash: Sequence[float]) -> list[list[tuple[float, float]]]:
    """Return the parts of a course that are drawn."""
    if not dash or sum(dash) <= 0:
        return [points]
    parts: list[list[tuple[float, float]]] = []
    left, turn = dash[0], 0
    for (x1, y1), (x2, y2) in pairwise(points):
        length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
        done = 0.0
        while done < length:
            step = min(left, length - done)
            if turn % 2 == 0:
                ends = [(x1 + (x2 - x1) * at / length, y1 + (y2 - y1) * at / length) for at in (done, done + step)]
                parts.append(ends)
            done, left = done + step, left - step
            if left <= 1e-9:
                turn += 1
                left = dash[turn % len(dash)]
    return parts
