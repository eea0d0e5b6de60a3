"""What a document says, in order and without pages: passages, charts, photographs and tables.

Blocks draw on a ``Notebook`` as they draw on a page. It takes down what they say and what each part of it is, and
passes over the furniture, so a document that flows has the contents of the printed one by the same walk.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from wopfield.language import in_digits
from wopfield.report.canvas import Align
from wopfield.report.cleaning import clean
from wopfield.report.drawing import Circle, Clip, Drawing, Facing, Label, Mark, Path, Rect, Stroke, moved
from wopfield.report.style import BODY, WHITE, TextStyle
from wopfield.report.text import TextLine, width_of, words_of
from wopfield.report.words import Words

_ABOVE, _BELOW, _BESIDE = 0.8, 0.54, 0.6
"""How far letters reach above and below their line, in type sizes, and beyond the width they take, in points."""


@dataclass(frozen=True, slots=True)
class Said:
    """Words in one style; ``link`` names the place they lead to, ``ground`` is the colour they stand on."""

    text: str
    style: TextStyle
    link: str = ""
    ground: str = ""
    page_of: str = ""
    """The place whose page these words are the number of."""


@dataclass(slots=True)
class Passage:
    """A paragraph or a heading: its role, its words, and the names of the places that begin here."""

    role: str
    words: list[Said] = field(default_factory=list)
    places: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing with its sentence."""

    drawing: Drawing


@dataclass(frozen=True, slots=True)
class Photo:
    """A JPEG, its size in pixels, the box it fills in points, and its sentence."""

    jpeg: bytes
    size: tuple[int, int]
    box: tuple[float, float]
    alternative: str


@dataclass(frozen=True, slots=True)
class Break:
    """The end of a page: a section begins."""


@dataclass(slots=True)
class Cell:
    """A cell: where it starts across the table, whether it heads its row or its column, and what it says."""

    scope: str
    parts: "list[Part]" = field(default_factory=list)
    x: float | None = None
    reach: float = 0.0
    """How far its words may go."""
    align: Align | None = None
    """At which side of its column they stand; None before anything is said."""
    dashed: bool = False
    """Whether dashes stand around it: it is not agreed yet."""


@dataclass(slots=True)
class Grid:
    """A table: where its columns start and how wide they are on the page, and its rows of cells."""

    across: Sequence[tuple[float, float]]
    rows: list[list[Cell]] = field(default_factory=list)


Part = Passage | Chart | Photo | Break | Grid


class Notebook:
    """A surface that takes down what is said; see ``wopfield.report.surface``."""

    flows = True

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self._into = self.parts
        self._row: list[Cell] = []
        self._grid: Grid | None = None
        self._cell: Cell | None = None
        self._open: _Open | None = None
        self._grids: dict[object, Grid] = {}
        self._homes: dict[str, Passage] = {}
        """The passage at which a place begins; the last word on it counts, for pages name places beforehand."""
        self._waiting: list[str] = []
        self._before: list[Said] = []
        """Codes and names that stand before the next passage."""

    # --- what something is -----------------------------------------------------------------------------

    @contextmanager
    def element(
        self, role: str, *, scope: str = "", one: object = None, across: Sequence[tuple[float, float]] = ()
    ) -> Iterator[None]:
        """Take what is said inside as a table, a row or a cell; other elements only hold others."""
        outer = (self._into, self._row, self._grid, self._cell)
        if role in ("Table", "TOC"):
            self._grid = self._grids.get(one) if one is not None else None
            if self._grid is None:
                self._grid = Grid(across)
                self._into.append(self._grid)
                if one is not None:
                    self._grids[one] = self._grid
        elif role == "TR" and self._grid is not None:
            self._row = []
            self._grid.rows.append(self._row)
        elif role in ("TD", "TH"):
            self._cell = Cell(scope)
            self._row.append(self._cell)
            self._into = self._cell.parts
        try:
            yield
        finally:
            self._into, self._row, self._grid, self._cell = outer

    @contextmanager
    def content(self, role: str, *, alternative: str = "", scope: str = "") -> Iterator[None]:
        """Take what is said inside as one passage, figure or cell; one that says nothing is left out."""
        if role in ("TD", "TH"):
            with self.element(role, scope=scope):
                yield from self._taken("P", alternative)
        else:
            yield from self._taken(role, alternative)

    def _taken(self, role: str, alternative: str) -> Iterator[None]:
        outer, self._open = self._open, _Open(Passage(role), alternative)
        yield
        done, self._open = self._open, outer
        passage = done.passage
        if any(said.text.strip() or said.page_of for said in passage.words) and role != "Figure":
            if role == "Lbl":
                self._before.extend([*passage.words, Said(" ", passage.words[-1].style)])
                return
            passage.words[:0], self._before = self._before, []
            self._begin_here(passage)
            self._into.append(passage)
        elif done.marks:
            self._into.append(Chart(_drawn(done.marks, alternative)))
        elif role == "Figure" and passage.words:
            self._into.append(passage)

    def _begin_here(self, passage: Passage) -> None:
        for name in self._waiting:
            self._homes[name] = passage
        self._waiting = []

    def finish(self) -> list[Part]:
        """Return everything, each place standing where it begins."""
        for name, passage in self._homes.items():
            passage.places.append(name)
        return self.parts

    # --- what is said ----------------------------------------------------------------------------------

    def lines(
        self, lines: Sequence[TextLine], style: TextStyle, x: float, top: float, width: float = 0.0,
        align: Align = "start", words: Words = "",
    ) -> float:  # fmt: skip
        """Take down the words, as they were before they were cut into lines where those are given."""
        self._stands_at(x, width, align)
        if self._open is not None:
            if self._open.passage.words:
                self._open.passage.words.append(Said("\n", style))
            given = words_of(words, style) if words else ()
            if given:
                self._open.passage.words.extend(
                    Said(in_digits(clean(span.text)), span.style, span.link) for span in given
                )
            else:
                self._open.passage.words.append(Said(" ".join(line.text for line in lines), style))
        return top

    def page_number(
        self, lines: Sequence[TextLine], style: TextStyle, x: float, top: float, width: float, place: str
    ) -> None:
        """Take down that the number of a place's page belongs here."""
        self._stands_at(x, align="end")
        if self._open is not None:
            self._open.passage.words.append(Said("", style, page_of=place))

    def figure(self, drawing: Drawing, x: float, y: float) -> None:
        """Take down a chart."""
        self._into.append(Chart(_whole(drawing)))

    def marks(self, marks: Sequence[Mark], x: float = 0.0, y: float = 0.0, *, says: str = "") -> None:
        """Take down the words of strokes, or the strokes where there are none; outside of content what they say."""
        if self._open is None:
            if says:
                self._before.append(Said(f"{says} ", BODY))
            return
        labels = list(_labels(marks, ""))
        ends = bool(labels) and all(label.anchor == "end" for label, _ground in labels)
        self._stands_at(x, align="end" if ends else "start")
        if self._cell is not None and any(map(_is_dashed, marks)):
            self._cell.dashed = True
        for label, ground in labels:
            said = self._open.passage.words
            space = " " if said and not said[-1].text.endswith(" ") else ""
            style = TextStyle(label.face, label.size, label.size, label.colour, label.tracking)
            said.append(Said(space + in_digits(clean(label.text)).replace("\n", " "), style, ground=ground))
        self._open.marks.extend((mark, x, y) for mark in marks)

    def picture(self, jpeg: bytes, size: tuple[int, int], x: float, y: float, width: float, height: float) -> None:
        """Take down a photograph."""
        self._into.append(Photo(jpeg, size, (width, height), self._open.alternative if self._open else ""))

    def place(self, name: str, y: float = 0.0) -> None:
        """Let a place begin at the next passage."""
        self._waiting.append(name)

    def next_page(self) -> None:
        """Take down that a section begins."""
        self.parts.append(Break())

    # --- furniture -------------------------------------------------------------------------------------

    def line(self, line: TextLine, x: float, baseline: float) -> None:
        """Pass over a line of furniture."""

    def rule(self, x1: float, x2: float, y: float, colour: str, width: float = 0.6) -> None:
        """Pass over a rule."""

    def box(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """Pass over a ground."""

    def outline(self, title: str, y: float, level: int) -> None:
        """Pass over the reader's list: headings make their own."""

    def _stands_at(self, x: float, width: float = 0.0, align: Align = "start") -> None:
        if self._cell is not None:
            self._cell.align = self._cell.align or align
            self._cell.x = x if self._cell.x is None else self._cell.x
            self._cell.reach = max(self._cell.reach, x + width)


@dataclass(slots=True)
class _Open:
    """What is being said."""

    passage: Passage
    alternative: str
    marks: list[tuple[Mark, float, float]] = field(default_factory=list)


def _labels(marks: Sequence[Mark], ground: str) -> Iterator[tuple[Label, str]]:
    """Yield the words among strokes, each with the colour of the face it stands on."""
    faces: list[Rect] = []
    for mark in marks:
        match mark:
            case Rect(fill=fill) if fill is not None:
                faces.append(mark)
            case Clip(inside=inside) | Facing(inside=inside):
                yield from _labels(inside, ground)
            case Label(x, y):
                under = [face for face in faces if _holds(face, x, y)]
                fill = under[-1].fill if under else None
                yield mark, fill.colour if fill and fill.colour != WHITE else ground


def _is_dashed(mark: Mark) -> bool:
    return isinstance(mark, Rect) and mark.stroke is not None and bool(mark.stroke.dash)


def _holds(face: Rect, x: float, y: float) -> bool:
    return face.x - 0.5 <= x <= face.x + face.width + 0.5 and face.y <= y <= face.y + face.height + 0.5


def _drawn(marks: Sequence[tuple[Mark, float, float]], alternative: str) -> Drawing:
    """Return strokes as one drawing of their own size."""
    placed = [one for mark, dx, dy in marks for one in moved([mark], dx, dy)]
    corners = [corner for mark in placed for corner in _corners(mark)]
    left, top = min(x for x, _y in corners) - 1, min(y for _x, y in corners) - 1
    right, foot = max(x for x, _y in corners) + 1, max(y for _x, y in corners) + 1
    return Drawing(right - left, foot - top, moved(placed, -left, -top), alternative)


def _whole(drawing: Drawing) -> Drawing:
    """Return a drawing with room for what reaches beyond its edges, where a page has some and a picture has none."""
    corners = [corner for mark in drawing.marks for corner in _corners(mark)]
    left, top = min([0.0, *(x for x, _y in corners)]), min([0.0, *(y for _x, y in corners)])
    right, foot = max([drawing.width, *(x for x, _y in corners)]), max([drawing.height, *(y for _x, y in corners)])
    if (left, top, right, foot) == (0, 0, drawing.width, drawing.height):
        return drawing
    return Drawing(right - left, foot - top, moved(drawing.marks, -left, -top), drawing.alternative)


def _corners(mark: Mark) -> list[tuple[float, float]]:
    match mark:
        case Path(points, stroke):
            return [corner for x, y in points for corner in _box(x, y, x, y, stroke)]
        case Circle(x, y, radius, stroke):
            return _box(x - radius, y - radius, x + radius, y + radius, stroke)
        case Facing(x, width, inside):
            corners = [corner for one in inside for corner in _corners(one)]
            return [(x + across * width, y) for across in (0, 1) for _x, y in corners]
        case Rect(x, y, width, height, stroke):
            return _box(x, y, x + width, y + height, stroke)
        case Clip(x, y, width, height):
            return _box(x, y, x + width, y + height, None)
        case Label(x, y, text, face, size):
            width = width_of(text, TextStyle(face, size, size)) + len(text) * mark.tracking
            left = x - {"start": 0.0, "middle": width / 2, "end": width}[mark.anchor]
            return _box(left - _BESIDE, y - size * _ABOVE, left + width + _BESIDE, y + size * _BELOW, None)


def _box(left: float, top: float, right: float, foot: float, stroke: Stroke | None) -> list[tuple[float, float]]:
    half = stroke.width / 2 if stroke else 0.0
    return [(left - half, top - half), (right + half, foot + half)]
