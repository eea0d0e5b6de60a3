"""Pictures of a Word file: each with its sentence, kept in the file once."""

from io import BytesIO
from typing import Any

from wopfield.report.flow import Chart, Photo
from wopfield.report.page import TEXT_WIDTH
from wopfield.report.raster import png_of
from wopfield.report.word_elements import new_element, tag_name

_EMU = 12_700
"""English metric units, so many to a point: what Word counts the sizes of pictures in."""
_LOW, _NARROW = 20.0, 100.0
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


class Pictures:
    """Makes paragraphs of charts and photographs."""

    def __init__(self, part: Any, *, right_to_left: bool) -> None:  # python-docx carries no types
        self._part, self._right_to_left = part, right_to_left
        self._count = 0
        self._known: dict[bytes, str] = {}
        self._drawn: dict[object, bytes] = {}

    def chart(self, chart: Chart, *, cell: bool) -> Any:
        """Return a paragraph with a chart; ``cell`` says that it stands in a table."""
        drawing = chart.drawing
        if drawing.marks not in self._drawn:
            self._drawn[drawing.marks] = png_of(drawing, mirrored=self._right_to_left)
        inline = self._inline(self._drawn[drawing.marks], (drawing.width, drawing.height), drawing.alternative)
        return self._paragraph(inline, cell=cell)

    def photo(self, photo: Photo, *, cell: bool) -> Any:
        """Return a paragraph with what of a photograph fills its box; the whole of it stays in the file."""
        inline = self._inline(photo.jpeg, photo.box, photo.alternative)
        _cut_to(inline, photo.box, photo.size)
        return self._paragraph(inline, cell=cell)

    def _inline(self, data: bytes, box: tuple[float, float], alternative: str) -> Any:
        from docx.oxml.shape import CT_Inline
        from docx.shared import Emu

        share = min(1.0, TEXT_WIDTH / box[0])
        width, height = (Emu(round(side * share * _EMU)) for side in box)
        if data not in self._known:
            self._known[data] = self._part.get_or_add_image(BytesIO(data))[0]
        self._count += 1
        name = f"Picture {self._count}"
        inline = CT_Inline.new_pic_inline(self._count, self._known[data], name, width, height)
        inline.docPr.set("descr", alternative)
        for side in ("distT", "distB", "distL", "distR"):
            inline.set(side, "0")  # without them some programs set a picture apart from its line
        return inline

    def _paragraph(self, inline: Any, *, cell: bool) -> Any:
        made, about = new_element("p"), new_element("pPr")
        if cell:
            about.append(new_element("pStyle", val="WOPTableText"))
        if self._right_to_left:
            about.append(new_element("bidi"))
        if len(about):
            made.append(about)
        run, drawing = new_element("r"), new_element("drawing")
        drawing.append(inline)
        run.append(drawing)
        made.append(run)
        return made


def is_in_a_line(chart: Chart) -> bool:
    """Return whether a chart is small enough to stand behind the words before it."""
    return chart.drawing.height <= _LOW and chart.drawing.width <= _NARROW


def ends_in_a_line(line: Any) -> bool:
    """Return whether what a paragraph ends with is so small a chart."""
    if line is None or line.tag != tag_name("p") or not len(line):
        return False
    sizes = [int(one.get("cy")) / _EMU for one in line[-1].iter(f"{_DRAWING}extent")]
    return bool(sizes) and sizes[-1] <= _LOW


def _cut_to(inline: Any, box: tuple[float, float], pixels: tuple[int, int]) -> None:
    """Show of a photograph what fills a box; the whole of it stays in the file."""
    from docx.oxml.ns import qn

    scale = max(box[0] / pixels[0], box[1] / pixels[1])
    over = [round((1 - side / (length * scale)) / 2 * 100_000) for side, length in zip(box, pixels, strict=True)]
    fill = next(inline.iter(qn("pic:blipFill")))
    edges = {"l": over[0], "r": over[0], "t": over[1], "b": over[1]}
    fill.insert(1, fill.makeelement(qn("a:srcRect"), {edge: str(share) for edge, share in edges.items()}))
