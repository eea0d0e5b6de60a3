"""The painter of the printed page: text, strokes, pictures, links and tags on ReportLab's canvas.

Whatever is painted outside an element is an artifact: page furniture that nobody reads aloud.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from functools import lru_cache, partial
from hashlib import sha256
from typing import Literal

from wopfield.language import tag
from wopfield.report.cleaning import one_line
from wopfield.report.content import Content
from wopfield.report.drawing import Circle, Clip, Drawing, Facing, Fill, Label, Mark, Path, Rect, Stroke
from wopfield.report.embedding import EmbeddedFonts
from wopfield.report.filing import later, new_canvas, packed_file, plain_file, settle_page
from wopfield.report.finishing import About, describe, stream
from wopfield.report.strokes import course, number, rounded, square
from wopfield.report.style import Face, TextStyle
from wopfield.report.tags import Link, Tag
from wopfield.report.text import TextLine, lines_of
from wopfield.report.tree import write_tree
from wopfield.report.words import Piece, Words

Align = Literal["start", "middle", "end"]
_SHARES: dict[Align, float] = {"start": 0.0, "middle": 0.5, "end": 1.0}


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
        self._canvas = new_canvas(width, height)
        self._fonts = fonts or EmbeddedFonts()
        self._fonts.go_into(self._canvas._doc)
        self.width, self.height = width, height
        self._grey, self._mirrored = grey, mirrored
        self._tree = Tag("Document")
        self._content = Content(self._canvas, self._fonts, grey=grey)
        self._links: list[Link] = []
        self._element = self._tree
        self._inside = False
        """Whether what is painted is the content of the element, else it is furniture."""
        self._places: dict[str, tuple[int, float]] = {}
        self._begun: dict[object, Tag] = {}

    # --- pages -----------------------------------------------------------------------------------------

    def next_page(self) -> None:
        """End the page and begin another."""
        self._content.end_page()
        self._content.begin_page()

    def finish(self, about: About, *, archive: bool = False) -> bytes:
        """End the last page and return the file, on request as PDF/A-1b; every link now leads somewhere.

        Raises:
            ValueError: a link leads to a place that no page has.
        """
        self._content.end_page()
        lost = sorted({link.place for link in self._links} - self._places.keys())
        if lost:
            raise ValueError(f"links lead nowhere: {lost[:5]}")
        from reportlab.pdfbase.pdfdoc import PDFObjectReference

        document = self._canvas._doc
        write_tree(document, self._tree, self._content.marked, self._links, self._places)
        document.Catalog.StructTreeRoot = PDFObjectReference("StructTreeRoot")
        for page in range(len(self._content.marked)):
            settle_page(document, page, packed=self.packed)
        describe(document, about, archive=archive)
        return plain_file(self._canvas) if archive or not self.packed else packed_file(self._canvas)

    # --- elements --------------------------------------------------------------------------------------

    def element(
        self, role: str, *, scope: str = "", one: object = None, across: Sequence[tuple[float, float]] = ()
    ) -> AbstractContextManager[Tag]:
        """Put what is painted inside below an element; the same ``one`` goes on in the element begun before."""
        if one is None:
            return _Within(self, self._element.add(role, scope=scope), inside=False, kept=True)
        if one not in self._begun:
            self._begun[one] = self._element.add(role, scope=scope)
        return _Within(self, self._begun[one], inside=False, kept=True)

    def content(self, role: str, *, alternative: str = "", scope: str = "") -> AbstractContextManager[Tag]:
        """Make what is painted inside the content of one element; one without any is left out, cells apart."""
        outer = self._element
        if outer.role in ("TD", "TH") and outer.below and outer.below[-1] is self._content.owner:
            self._content.part_words()  # in the file a cell's paragraphs are its own words
        made = outer.add(role, alternative=one_line(alternative) if alternative else "", scope=scope)
        return _Within(self, made, inside=True, kept=role in ("TD", "TH"))

    @property
    def _owner(self) -> Tag | None:
        """Return whose content is painted now; None for furniture."""
        return self._element if self._inside else None

    # --- text ------------------------------------------------------------------------------------------

    def line(self, line: TextLine, x: float, baseline: float) -> None:
        """Write a line of text from ``x`` on; its linked parts lead where they say."""
        x = self._left(x, line.width)
        if not line.linked:
            self._say(line.text)
            if line.pieces:
                self._content.line(line.pieces, x, self.height - baseline, self._owner)
            return
        start = 0
        for end in range(1, len(line.pieces) + 1):
            if end < len(line.pieces) and line.pieces[end].link == line.pieces[start].link:
                continue
            alone = start == 0 and end == len(line.pieces)
            x = self._pieces(line.pieces[start:end], x, baseline, line.text if alone else "")
            start = end

    def _say(self, words: str) -> None:
        """Note words of the element that is painted, as they are read: Arabic is drawn with its last letter first.

        They are written into the file only where some of them run from the right.
        """
        if self._inside and words:
            said = self._element.said
            self._element.said = f"{said} {words}" if said else words

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
        share, leading, low = _SHARES[align], style.leading, baseline_of(style)
        turns = align == "start" and not self._mirrored
        for line in lines:
            aside = 1.0 if turns and line.right_to_left else share
            self.line(line, x + aside * (width - line.width), top + low)
            top += leading
        return top

    def page_number(
        self, lines: Sequence[TextLine], style: TextStyle, x: float, top: float, width: float, place: str
    ) -> None:
        """Write the number of the page that a place is on."""
        self.lines(lines, style, x, top, width, "end")

    def _pieces(self, pieces: Sequence[Piece], x: float, baseline: float, said: str = "") -> float:
        width = sum(piece.width for piece in pieces)
        link = pieces[0].link
        outer = self._element
        if link and self._inside:
            self._element = outer.add("Link")
            self._say(said)
        self._content.line(pieces, x, self.height - baseline, self._owner)
        if link:
            words = said or "".join(glyph.text for piece in pieces for glyph in piece.run.glyphs)
            self._link(link, x, baseline, width, pieces[0].style.size, words)
        self._element = outer
        return x + width

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
            case Rect(x, y, width, height, stroke, fill, radius):  # the commonest first
                left, low = self._left(x + dx, width), self.height - y - dy - height
                if radius:
                    path = rounded(left, low, width, height, min(radius, width / 2, height / 2)) + " h"
                else:
                    path = square(left, low, width, height)
                self._content.shape(path, stroke, fill, self._owner)
            case Label():
                self._label(mark, dx, dy)
            case Clip(x, y, width, height, inside):
                edge = square(self._left(x + dx, width), self.height - y - dy - height, width, height)
                before = self._content.clip(edge, self._owner)
                self.marks(inside, dx, dy)
                self._content.unclip(before, self._owner)
            case Facing(x, width, inside):
                mirrored, self._mirrored = self._mirrored, False
                self.marks(inside, self.width - x - dx - width if mirrored else x + dx, dy)
                self._mirrored = mirrored
            case Path(points, stroke, fill, closed):
                path = course([(self._left(x + dx), self.height - y - dy) for x, y in points])
                self._content.shape(f"{path} h" if closed else path, stroke, fill, self._owner)
            case Circle(x, y, radius, stroke, fill):
                left, low = self._left(x + dx) - radius, self.height - y - dy - radius
                path = rounded(left, low, 2 * radius, 2 * radius, radius) + " h"
                self._content.shape(path, stroke, fill, self._owner)

    def _left(self, x: float, width: float = 0.0) -> float:
        """Return where on the paper the left edge of something lies that begins at ``x``."""
        return self.width - x - width if self._mirrored else x

    def _label(self, label: Label, dx: float, dy: float) -> None:
        style = _label_style(label.face, label.size, label.colour, label.tracking)
        for line in _label_lines(label.text, style, tag()):
            shift = {"start": 0.0, "middle": line.width / 2, "end": line.width}[label.anchor]
            self.line(line, label.x + dx - shift, label.y + dy)

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
        self._content.write(
            f"q {square(x, low, width, height)} W n "
            f"{number(wide)} 0 0 {number(high)} {number(left)} {number(foot)} cm /{name} Do Q",
            self._owner,
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
            document.Reference(later(partial(stream, jpeg, entries, packed=False)), name)
        if digest not in self._canvas._formsinuse:
            self._canvas._formsinuse.append(digest)
        return name

    def place(self, name: str, y: float = 0.0) -> None:
        """Name a height of this page, so that links can lead to it; a name counts once."""
        self._places.setdefault(name, (len(self._content.marked) - 1, self.height - max(y - 12, 0)))

    def outline(self, title: str, y: float, level: int) -> None:
        """Add a height of this page to the reader's table of contents."""
        name = f"outline-{len(self._content.marked)}-{y:.2f}"
        self._canvas.bookmarkHorizontalAbsolute(name, self.height - max(y - 12, 0))
        self._canvas.addOutlineEntry(one_line(title) or "–", name, level, closed=level > 0)

    def _link(self, place: str, x: float, baseline: float, width: float, size: float, words: str) -> None:
        low = self.height - baseline
        self._add_link(place, (x, low - 0.25 * size, x + width, low + 0.8 * size), self._element, words)

    def _add_link(self, place: str, edges: tuple[float, float, float, float], owner: Tag, words: str) -> None:
        from reportlab.pdfbase.pdfdoc import PDFObjectReference

        link = Link(f"Link{len(self._links)}", len(self._content.marked) - 1, place, edges, owner, words)
        owner.below.append(link)
        self._links.append(link)
        # the object itself is written when the page its place is on is known
        self._canvas._annotationrefs.append(PDFObjectReference(link.name))


class _Within(AbstractContextManager[Tag]):
    """What is painted in the block belongs to an element: a class, for a generator costs twice as much.

    A long report has ten thousand of them. An element that is not ``kept`` goes again if nothing came below it.
    """

    __slots__ = ("_before", "_inside", "_kept", "_painter", "_tag")

    def __init__(self, painter: Painter, tag: Tag, *, inside: bool, kept: bool) -> None:
        self._painter, self._tag, self._inside, self._kept = painter, tag, inside, kept
        self._before = (painter._element, painter._inside)

    def __enter__(self) -> Tag:
        self._painter._element, self._painter._inside = self._tag, self._inside
        return self._tag

    def __exit__(self, *_error: object) -> None:
        outer, _inside = self._painter._element, self._painter._inside = self._before
        if not self._kept and not self._tag.below:
            outer.below.remove(self._tag)


@lru_cache(maxsize=256)
def _label_style(face: Face, size: float, colour: str, tracking: float) -> TextStyle:
    return TextStyle(face, size, size, colour, tracking)


@lru_cache(maxsize=2048)
def _label_lines(text: str, style: TextStyle, _tag: str) -> tuple[TextLine, ...]:
    """Return the words of a label ready to draw: a long table has thousands, and few that differ.

    The language says which of them are alike, since ``lines_of`` looks at its direction and digits.
    """
    return lines_of(text.replace("\n", " "), style, 100_000)


def baseline_of(style: TextStyle) -> float:
    """Return how far below the top of its line box the baseline of a style lies."""
    return (style.leading - style.size) / 2 + style.size * 0.84
