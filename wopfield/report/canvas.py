"""The painter of the printed page: text, strokes, pictures, links and tags on ReportLab's canvas.

Whatever is painted outside an element is an artifact: page furniture that nobody reads aloud.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache, partial
from hashlib import sha256
from io import BytesIO
from typing import Any, Literal

from wopfield.report.drawing import Circle, Clip, Drawing, Facing, Fill, Label, Mark, Path, Rect, Stroke
from wopfield.report.embedding import EmbeddedFonts
from wopfield.report.finishing import About, describe, stream
from wopfield.report.style import Face, TextStyle, grey_of, rgb
from wopfield.report.tags import Drawn, Link, Tag
from wopfield.report.text import Piece, TextLine, Words, lines_of, one_line
from wopfield.report.tree import write_tree

Align = Literal["start", "middle", "end"]
_SHARES: dict[Align, float] = {"start": 0.0, "middle": 0.5, "end": 1.0}
_ARC = 0.5522847498
"""How far the handles of a quarter circle reach, in radii."""


class Painter:
    """Paints one document from its first page to its last; y grows downwards from the top of the page.

    ``x`` grows from where a line of text begins. On a mirrored page that is the right edge: everything stands
    on the other side, and only letters, pictures and what is ``Facing`` are not turned round.
    """

    flows = False
    packed = True
    """Whether the content of pages is compressed, as it has to be in a file that is kept."""

    def __init__(
        self,
        width: float,
        height: float,
        *,
        grey: bool = False,
        mirrored: bool = False,
        fonts: EmbeddedFonts | None = None,
    ) -> None:
        """Take ``fonts`` that another document used before; glyphs then keep the codes they had there."""
        self._canvas = _new_canvas(BytesIO(), width, height)
        self._fonts = fonts or EmbeddedFonts()
        self._fonts.go_into(self._canvas._doc)
        self.width, self.height = width, height
        self._grey, self._mirrored = grey, mirrored
        self._tree = Tag("Document")
        self._marked: list[list[Tag]] = []
        self._links: list[Link] = []
        self._element = self._tree
        self._inside = False
        """Whether what is painted is the content of the element, else it is furniture."""
        self._marking = False
        self._owner: Tag | None = None
        """What the mark that is open belongs to."""
        self._colours = ("", "")
        self._places: dict[str, tuple[int, float]] = {}
        self._begun: dict[object, Tag] = {}
        self._begin_page()

    # --- pages -----------------------------------------------------------------------------------------

    def next_page(self) -> None:
        """End the page and begin another."""
        self._end_page()
        self._begin_page()

    def finish(self, about: About) -> bytes:
        """End the last page and return the file; every link now leads somewhere.

        Raises:
            ValueError: a link leads to a place that no page has.
        """
        self._end_page()
        lost = sorted({link.place for link in self._links} - self._places.keys())
        if lost:
            raise ValueError(f"links lead nowhere: {lost[:5]}")
        from reportlab.pdfbase.pdfdoc import PDFObjectReference

        document = self._canvas._doc
        write_tree(document, self._tree, self._marked, self._links, self._places)
        document.Catalog.StructTreeRoot = PDFObjectReference("StructTreeRoot")
        for number in range(len(self._marked)):
            _settle_page(document, number, packed=self.packed)
        describe(document, about)
        # the library's own saving would hold the whole file once more
        return bytes(document.GetPDFData(self._canvas))

    def _begin_page(self) -> None:
        self._marked.append([])
        self._colours = ("", "")

    def _end_page(self) -> None:
        self._close()
        self._canvas.showPage()

    # --- elements --------------------------------------------------------------------------------------

    @contextmanager
    def element(self, role: str, *, scope: str = "", one: object = None) -> Iterator[Tag]:
        """Put what is painted inside below an element; the same ``one`` goes on in the element begun before."""
        outer, inside = self._element, self._inside
        if one is not None and one in self._begun:
            self._element = self._begun[one]
        else:
            self._element = outer.add(role, scope=scope)
            if one is not None:
                self._begun[one] = self._element
        self._inside = False
        try:
            yield self._element
        finally:
            self._element, self._inside = outer, inside

    @contextmanager
    def content(self, role: str, *, alternative: str = "", scope: str = "") -> Iterator[None]:
        """Make what is painted inside the content of one element; one without any is left out, cells apart."""
        outer, inside = self._element, self._inside
        made = outer.add(role, alternative=one_line(alternative), scope=scope)
        self._element, self._inside = made, True
        try:
            yield
        finally:
            self._element, self._inside = outer, inside
            if not made.below and role not in ("TD", "TH"):
                outer.below.remove(made)

    def _write(self, operators: str) -> None:
        owner = self._element if self._inside else None
        if not self._marking or self._owner is not owner:
            self._close()
            self._begin_mark(owner)
        self._canvas.addLiteral(operators)

    def _begin_mark(self, owner: Tag | None) -> None:
        if owner is None:
            self._canvas.addLiteral("/Artifact BMC")
        else:
            page = len(self._marked) - 1
            number = len(self._marked[page])
            self._marked[page].append(owner)
            owner.below.append(Drawn(page, number))
            self._canvas.addLiteral(f"/{owner.role} <</MCID {number}>> BDC")
        self._marking, self._owner = True, owner

    def _close(self) -> None:
        if self._marking:
            self._canvas.addLiteral("EMC")
            self._marking = False

    # --- text ------------------------------------------------------------------------------------------

    def line(self, line: TextLine, x: float, baseline: float) -> None:
        """Write a line of text from ``x`` on; its linked parts lead where they say."""
        x = self._left(x, line.width)
        start = 0
        for end in range(1, len(line.pieces) + 1):
            if end < len(line.pieces) and line.pieces[end].link == line.pieces[start].link:
                continue
            x = self._pieces(line.pieces[start:end], x, baseline)
            start = end

    def lines(
        self,
        lines: Sequence[TextLine],
        style: TextStyle,
        x: float,
        top: float,
        width: float = 0.0,
        align: Align = "start",
        words: Words = "",
    ) -> float:
        """Write lines below one another and return where they end.

        Of a page that reads from the left, right-to-left lines start at ``x + width``.
        """
        for line in lines:
            turned = line.right_to_left and align == "start" and not self._mirrored
            share = 1.0 if turned else _SHARES[align]
            self.line(line, x + share * (width - line.width), top + baseline_of(style))
            top += style.leading
        return top

    def page_number(
        self, lines: Sequence[TextLine], style: TextStyle, x: float, top: float, width: float, place: str
    ) -> None:
        """Write the number of the page that a place is on."""
        self.lines(lines, style, x, top, width, "end")

    def _pieces(self, pieces: Sequence[Piece], x: float, baseline: float) -> float:
        width = sum(piece.width for piece in pieces)
        link = pieces[0].link
        outer = self._element
        if link and self._inside:
            self._element = outer.add("Link")
        self._write(self._text_object(pieces, x, baseline))
        if link:
            words = "".join(glyph.text for piece in pieces for glyph in piece.run.glyphs)
            self._link(link, x, baseline, width, pieces[0].style.size, words)
        self._element = outer
        return x + width

    def _text_object(self, pieces: Sequence[Piece], x: float, baseline: float) -> str:
        out = [f"BT 1 0 0 1 {x:.2f} {self.height - baseline:.2f} Tm"]
        font = colour = ""
        size = tracking = rise_now = 0.0
        codes: list[str] = []
        parts, before = self._fonts.parts, None
        for piece in pieces:
            style, run = piece.style, piece.run
            if style is not before or run.font != font:
                state = self._text_state(piece, font, size, colour, tracking)
                if state:
                    _flush(out, codes)
                    out.extend(state)
                font, size, colour, tracking = run.font, style.size, style.colour, style.tracking
                before = style
            for rise, part in parts(run):
                if rise != rise_now:
                    _flush(out, codes)
                    out.append(f"{_n(rise * size / 1000)} Ts")
                    rise_now = rise
                codes.append(part)
        _flush(out, codes)
        if tracking:
            out.append("0 Tc")
        out.append("0 Ts ET" if rise_now else "ET")
        return " ".join(out)

    def _text_state(self, piece: Piece, font: str, size: float, colour: str, tracking: float) -> list[str]:
        style, state = piece.style, []
        if piece.run.font != font or style.size != size:
            state.append(f"/{self._fonts.resource(piece.run.font)} {style.size:.2f} Tf")
        if style.colour != colour:
            state.append(self._fill_colour(style.colour))
        if style.tracking != tracking:
            state.append(f"{style.tracking:.2f} Tc")
        return state

    # --- strokes ---------------------------------------------------------------------------------------

    def figure(self, drawing: Drawing, x: float, y: float) -> None:
        """Paint a chart as a figure with its sentence."""
        with self.content("Figure", alternative=drawing.alternative or " "):
            self.marks(drawing.marks, x, y)

    def marks(self, marks: Sequence[Mark], x: float = 0.0, y: float = 0.0, *, says: str = "") -> None:
        """Paint strokes, moved by ``x`` and ``y``."""
        for mark in marks:
            self._mark(mark, x, y)

    def rule(self, x1: float, x2: float, y: float, colour: str, width: float = 0.6) -> None:
        """Paint a level line."""
        self._mark(Path(((x1, y), (x2, y)), Stroke(colour, width)), 0.0, 0.0)

    def box(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """Paint a filled rectangle."""
        self._mark(Rect(x, y, width, height, None, Fill(colour)), 0.0, 0.0)

    def _mark(self, mark: Mark, dx: float, dy: float) -> None:
        match mark:
            case Label():
                self._label(mark, dx, dy)
            case Clip(x, y, width, height, inside):
                edges = f"{_n(self._left(x + dx, width))} {_n(self.height - y - dy - height)} {_n(width)} {_n(height)}"
                self._write(f"q {edges} re W n")
                self.marks(inside, dx, dy)
                self._write("Q")
                self._colours = ("", "")
            case Facing(x, width, inside):
                mirrored, self._mirrored = self._mirrored, False
                self.marks(inside, self.width - x - dx - width if mirrored else x + dx, dy)
                self._mirrored = mirrored
            case Path(points, stroke, fill, closed):
                path = [
                    f"{_n(self._left(x + dx))} {_n(self.height - y - dy)} {'l' if at else 'm'}"
                    for at, (x, y) in enumerate(points)
                ]
                self._painted(" ".join(path), stroke, fill, closed)
            case Circle(x, y, radius, stroke, fill):
                left, low = self._left(x + dx) - radius, self.height - y - dy - radius
                self._painted(_rounded(left, low, 2 * radius, 2 * radius, radius), stroke, fill, True)
            case Rect(x, y, width, height, stroke, fill, radius):
                left, low = self._left(x + dx, width), self.height - y - dy - height
                path_of = _rounded if radius else _square
                self._painted(path_of(left, low, width, height, min(radius, width / 2, height / 2)), stroke, fill, True)

    def _left(self, x: float, width: float = 0.0) -> float:
        """Return where on the paper the left edge of something lies that begins at ``x``."""
        return self.width - x - width if self._mirrored else x

    def _painted(self, path: str, stroke: Stroke | None, fill: Fill | None, closed: bool) -> None:
        state = []
        kept = stroke is not None and (stroke.dash or stroke.round_ends)
        if kept:
            state.append("q")
        if fill:
            state.append(self._fill_colour(fill.colour))
        if stroke:
            state.append(f"{_rgb(stroke.colour, self._grey)} RG {_n(stroke.width)} w")
            if stroke.dash:
                state.append(f"[{' '.join(_n(part) for part in stroke.dash)}] 0 d")
            if stroke.round_ends:
                state.append("1 J 1 j")
        operator = {(True, True): "B", (True, False): "S", (False, True): "f", (False, False): "n"}[
            bool(stroke), bool(fill)
        ]
        self._write(f"{' '.join(state)} {path} {'h ' if closed else ''}{operator}{' Q' if kept else ''}")

    def _label(self, label: Label, dx: float, dy: float) -> None:
        style = _label_style(label.face, label.size, label.colour, label.tracking)
        for line in lines_of(label.text.replace("\n", " "), style, 100_000):
            shift = {"start": 0.0, "middle": line.width / 2, "end": line.width}[label.anchor]
            self.line(line, label.x + dx - shift, label.y + dy)

    def _fill_colour(self, colour: str) -> str:
        return f"{_rgb(colour, self._grey)} rg"

    # --- pictures, places and links ----------------------------------------------------------------------

    def picture(self, jpeg: bytes, size: tuple[int, int], x: float, y: float, width: float, height: float) -> None:
        """Paint a JPEG of a size in pixels, its bytes as they are, so that it fills a box; what stands over is cut.

        It holds red, green and blue, and greys alone where the whole document does.
        """
        scale = max(width / size[0], height / size[1])
        wide, high = size[0] * scale, size[1] * scale
        x, low = self._left(x, width), self.height - y - height
        left, foot = x - (wide - width) / 2, low - (high - height) / 2
        name = self._image(jpeg, size)
        self._write(
            f"q {_n(x)} {_n(low)} {_n(width)} {_n(height)} re W n "
            f"{_n(wide)} 0 0 {_n(high)} {_n(left)} {_n(foot)} cm /{name} Do Q"
        )

    def _image(self, jpeg: bytes, size: tuple[int, int]) -> str:
        """Return the name by which this page's content calls a JPEG; its bytes stand in the file once."""
        document, digest = self._canvas._doc, sha256(jpeg).hexdigest()[:16]
        name: str = document.getXObjectName(digest)
        if name not in document.idToObject:
            entries = {
                "Type": b"/XObject", "Subtype": b"/Image", "Width": b"%d" % size[0], "Height": b"%d" % size[1],
                "BitsPerComponent": b"8", "ColorSpace": b"/DeviceGray" if self._grey else b"/DeviceRGB",
                "Filter": b"/DCTDecode",
            }  # fmt: skip
            document.Reference(_later(partial(stream, jpeg, entries, packed=False)), name)
        if digest not in self._canvas._formsinuse:
            self._canvas._formsinuse.append(digest)
        return name

    def place(self, name: str, y: float = 0.0) -> None:
        """Name a height of this page, so that links can lead to it; a name counts once."""
        self._places.setdefault(name, (len(self._marked) - 1, self.height - max(y - 12, 0)))

    def outline(self, title: str, y: float, level: int) -> None:
        """Add a height of this page to the reader's table of contents."""
        name = f"outline-{len(self._marked)}-{y:.2f}"
        self._canvas.bookmarkHorizontalAbsolute(name, self.height - max(y - 12, 0))
        self._canvas.addOutlineEntry(one_line(title) or "–", name, level, closed=level > 0)

    def _link(self, place: str, x: float, baseline: float, width: float, size: float, words: str) -> None:
        low = self.height - baseline
        self._add_link(place, (x, low - 0.25 * size, x + width, low + 0.8 * size), self._element, words)

    def _add_link(self, place: str, edges: tuple[float, float, float, float], owner: Tag, words: str) -> None:
        from reportlab.pdfbase.pdfdoc import PDFObjectReference

        link = Link(f"Link{len(self._links)}", len(self._marked) - 1, place, edges, owner, words)
        owner.below.append(link)
        self._links.append(link)
        # the object itself is written when the page its place is on is known
        self._canvas._annotationrefs.append(PDFObjectReference(link.name))


@lru_cache(maxsize=256)
def _label_style(face: Face, size: float, colour: str, tracking: float) -> TextStyle:
    return TextStyle(face, size, size, colour, tracking)


def baseline_of(style: TextStyle) -> float:
    """Return how far below the top of its line box the baseline of a style lies."""
    return (style.leading - style.size) / 2 + style.size * 0.84


def _new_canvas(file: BytesIO, width: float, height: float) -> Any:
    from reportlab import rl_config
    from reportlab.pdfgen.canvas import Canvas

    rl_config.useA85 = 0

    class PlainCanvas(Canvas):  # type: ignore[misc]  # ReportLab carries no types
        def _make_preamble(self) -> None:
            # its own would call for Helvetica, which is not embedded
            self._preamble = "1 0 0 1 0 0 cm"

    return PlainCanvas(file, pagesize=(width, height), pageCompression=1, invariant=1, pdfVersion=(1, 4))


def _later(made: Callable[[], bytes]) -> Any:
    """Return an object of the file that is put together only when it is written, so that no photo is held twice."""
    from reportlab.pdfbase.pdfdoc import PDFObject

    class Later(PDFObject):  # type: ignore[misc]  # ReportLab carries no types
        def format(self, document: Any) -> bytes:
            return made()

    return Later()


def _settle_page(document: Any, number: int, *, packed: bool) -> None:
    """Give a page its number in the tree and its content as archives want it, packed and with its line ends."""
    from reportlab.pdfbase.pdfdoc import PDFName

    page = document.idToObject[f"Page{number + 1}"]
    page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
    page.StructParents, page.Tabs, page.Trans = number, PDFName("S"), None
    content = "\n".join(page.stream) if isinstance(page.stream, list) else str(page.stream)
    page.Contents = document.Reference(stream(content.encode("latin-1"), {}, packed=packed), f"Content{number + 1}")


def _flush(out: list[str], codes: list[str]) -> None:
    if codes:
        out.append(f"[{''.join(codes).replace('><', '')}] TJ")
        codes.clear()


def _n(value: float) -> str:
    return f"{value:.2f}"


@lru_cache(maxsize=128)
def _rgb(colour: str, grey: bool) -> str:
    parts = rgb(grey_of(colour) if grey else colour)
    return " ".join(f"{part:.3f}".rstrip("0").rstrip(".") for part in parts)


def _square(x: float, y: float, width: float, height: float, radius: float) -> str:
    return f"{_n(x)} {_n(y)} {_n(width)} {_n(height)} re"


def _rounded(x: float, y: float, width: float, height: float, radius: float) -> str:
    r, k = radius, radius * (1 - _ARC)
    right, top = x + width, y + height
    steps = (
        ("m", (x + r, y)), ("l", (right - r, y)), ("c", (right - k, y, right, y + k, right, y + r)),
        ("l", (right, top - r)), ("c", (right, top - k, right - k, top, right - r, top)),
        ("l", (x + r, top)), ("c", (x + k, top, x, top - k, x, top - r)),
        ("l", (x, y + r)), ("c", (x, y + k, x + k, y, x + r, y)),
    )  # fmt: skip
    return " ".join(" ".join(_n(value) for value in values) + f" {operator}" for operator, values in steps)
