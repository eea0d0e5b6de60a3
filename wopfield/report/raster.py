"""Charts as pictures, for files that take no strokes: the third painter of the same geometry."""

from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from wopfield.report.drawing import Circle, Clip, Drawing, Facing, Fill, Label, Mark, Path, Rect, Stroke, moved
from wopfield.report.fonts import font
from wopfield.report.style import TextStyle
from wopfield.report.text import lines_of

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

_DOTS = 3.2
"""Dots to a point, 230 to the inch."""
_FINER = 2
"""Drawn so much larger and made smaller at the end, which smooths the edges."""


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
            case Rect(x, y, width, height, stroke, fill, radius):
                left = self._left(x, width)
                box = [at * self._scale for at in (left, y, left + max(width, 0), y + max(height, 0))]
                rounded = min(radius, width / 2, height / 2) * self._scale
                self._draw.rounded_rectangle(box, max(rounded, 0), **self._edge(stroke, fill))
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
        return {
            "fill": fill.colour if fill else None,
            "outline": stroke.colour if stroke else None,
            "width": self._wide(stroke) if stroke else 0,
        }

    def _wide(self, stroke: Stroke) -> int:
        return max(round(stroke.width * self._scale), 1)

    def _path(self, points: list[tuple[float, float]], stroke: Stroke | None, fill: Fill | None, closed: bool) -> None:
        if fill and len(points) > 2:
            self._draw.polygon(points, fill=fill.colour)
        if stroke and len(points) > 1:
            course = [*points, points[0], points[1]] if closed else points
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
                face = _face(piece.run.font, round(label.size * self._scale))
                for glyph in piece.run.glyphs:
                    at = x + glyph.x_offset * label.size / 1000
                    up = label.y - glyph.y_offset * label.size / 1000
                    self._draw.text((at * self._scale, up * self._scale), glyph.text, label.colour, face, anchor="ls")
                    x += glyph.advance * label.size / 1000 + label.tracking


@lru_cache(maxsize=64)
def _face(name: str, size: int) -> "FreeTypeFont":
    from PIL import ImageFont

    # glyphs are placed one by one as they were shaped, so nothing is left to be laid out
    return ImageFont.truetype(BytesIO(font(name).data), size, layout_engine=ImageFont.Layout.BASIC)


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
