"""The pages of a report in the making, to look at: of those drawn before only what has changed is drawn again.

All of it is laid out each time, which costs a quarter of the whole; each page is taken down as the calls that would
draw it, and one with the same calls as before keeps its strokes. Drafts have no tags and are not packed. What is
saved, printed or issued is made whole by ``print_document``, and looks the same.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from wopfield.collecting import without_collecting
from wopfield.domain.summary import Summary
from wopfield.language import reads_from_the_right, spoken, tag
from wopfield.report.canvas import Align, Painter
from wopfield.report.document import Printed, about, area_pages, furniture_of, laid_out, ready
from wopfield.report.drawing import Drawing, Mark
from wopfield.report.embedding import EmbeddedFonts
from wopfield.report.layout import Ink
from wopfield.report.options import ReportOptions
from wopfield.report.page import Furniture, Pages, Sheet
from wopfield.report.style import TextStyle
from wopfield.report.tags import Link
from wopfield.report.text import TextLine
from wopfield.report.words import Words

_MOST_DRAFTS = 100
"""So many with the same fonts: what only older ones drew is then forgotten."""

Call = tuple[str, tuple[object, ...]]
"""A verb of a surface with what it was given."""
Strip = tuple[str, int]
"""A page by its section and its place in that."""


class Drafting:
    """Draws one draft after the other, of whatever report; what it keeps between them only saves time."""

    def __init__(self) -> None:
        self._fonts = EmbeddedFonts()
        self._kept: dict[Strip, _Kept] = {}
        self._look: tuple[object, ...] = ()
        self._drafts = 0
        self.drawn = 0
        """How many pages the newest draft had to draw."""

    def print(self, summary: Summary, photos: Mapping[str, bytes], options: ReportOptions) -> Printed:
        """Print a draft.

        Raises:
            BadInput: the only section is that of photographs, and there is none to print.
        """
        with spoken(options.language), without_collecting():
            context = ready(summary, photos, options)
            pages = laid_out(context, Sheet(options.paper))
            look = (options.paper, options.greyscale, tag())
            if look != self._look or self._drafts >= _MOST_DRAFTS:
                self._fonts, self._kept, self._look, self._drafts = EmbeddedFonts(), {}, look, 0
            self._drafts += 1
            painter = _DraftPainter(
                pages.sheet.width,
                pages.sheet.height,
                self._fonts,
                grey=options.greyscale,
                mirrored=reads_from_the_right(),
            )
            self._draw(pages, painter, furniture_of(context))
            starts, areas = pages.section_pages(), area_pages(pages, context)
            return Printed(painter.finish(about(context)), len(pages.pages), starts, areas, context.digest)

    def _draw(self, pages: Pages, painter: "_DraftPainter", furniture: Furniture) -> None:
        page_of = pages.page_of()
        kept: dict[Strip, _Kept] = {}
        self.drawn = 0
        for number, strip in enumerate(_strips(pages), 1):
            if number > 1:
                painter.next_page()
            pages.draw_furniture(painter, furniture, number)
            taken = _Calls()
            pages.draw_blocks(Ink(taken, page_of), number)
            before = self._kept.get(strip)
            if before is not None and before.calls == taken.calls:
                painter.draw_again(before)
                kept[strip] = before
            else:
                kept[strip] = painter.draw(taken.calls)
                self.drawn += 1
        self._kept = kept


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Kept:
    """A page that was drawn: its calls, its strokes, and its links."""

    calls: list[Call]
    strokes: tuple[str, ...]
    links: tuple[Link, ...]


class _Calls:
    """A surface that takes down the calls; see ``wopfield.report.surface``. What an element is, it passes over."""

    flows = False

    def __init__(self) -> None:
        self.calls: list[Call] = []

    def element(
        self, role: str, *, scope: str = "", one: object = None, across: Sequence[tuple[float, float]] = ()
    ) -> AbstractContextManager[object]:
        return nullcontext()

    def content(self, role: str, *, alternative: str = "", scope: str = "") -> AbstractContextManager[object]:
        return nullcontext()

    def line(self, line: TextLine, x: float, baseline: float) -> None:
        self.calls.append(("line", (line, x, baseline)))

    def lines(
        self, lines: Sequence[TextLine], style: TextStyle, x: float, top: float, width: float = 0.0,
        align: Align = "start", words: Words = "",
    ) -> float:  # fmt: skip
        self.calls.append(("lines", (lines, style, x, top, width, align)))
        return top + style.leading * len(lines)

    def page_number(
        self, lines: Sequence[TextLine], style: TextStyle, x: float, top: float, width: float, place: str
    ) -> None:
        self.calls.append(("page_number", (lines, style, x, top, width, place)))

    def figure(self, drawing: Drawing, x: float, y: float) -> None:
        self.calls.append(("figure", (drawing, x, y)))

    def marks(self, marks: Sequence[Mark], x: float = 0.0, y: float = 0.0, *, says: str = "") -> None:
        self.calls.append(("marks", (marks, x, y)))

    def rule(self, x1: float, x2: float, y: float, colour: str, width: float = 0.6) -> None:
        self.calls.append(("rule", (x1, x2, y, colour, width)))

    def box(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        self.calls.append(("box", (x, y, width, height, colour)))

    def picture(self, jpeg: bytes, size: tuple[int, int], x: float, y: float, width: float, height: float) -> None:
        self.calls.append(("picture", (jpeg, size, x, y, width, height)))

    def place(self, name: str, y: float = 0.0) -> None:
        self.calls.append(("place", (name, y)))

    def outline(self, title: str, y: float, level: int) -> None:
        pass

    def next_page(self) -> None:
        pass


class _DraftPainter(Painter):
    """Draws pages from their calls, or as they were drawn before."""

    packed = False

    def __init__(self, width: float, height: float, fonts: EmbeddedFonts, *, grey: bool, mirrored: bool) -> None:
        super().__init__(width, height, fonts=fonts, grey=grey, mirrored=mirrored)

    def draw(self, calls: list[Call]) -> _Kept:
        """Draw a page, and return it to be kept."""
        self._content.begin_anew()
        strokes, links = len(self._canvas._code), len(self._links)
        for verb, given in calls:
            getattr(self, verb)(*given)
        self._content.close()
        return _Kept(calls, tuple(self._canvas._code[strokes:]), tuple(self._links[links:]))

    def draw_again(self, kept: _Kept) -> None:
        """Draw a page as it was drawn before."""
        self._content.begin_anew()
        for verb, given in kept.calls:
            if verb == "place":
                self.place(*given)  # type: ignore[arg-type]  # as it was given
            elif verb == "picture":
                self._image(*given[:2])  # type: ignore[arg-type]  # as it was given
        self._canvas._code.extend(kept.strokes)
        for link in kept.links:
            self._add_link(link.place, link.edges, self._tree, link.words)


def _strips(pages: Pages) -> list[Strip]:
    counts: dict[str, int] = {}
    strips = []
    for page in pages.pages:
        counts[page.section] = at = counts.get(page.section, -1) + 1
        strips.append((page.section, at))
    return strips
