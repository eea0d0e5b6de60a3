"""Tables: rows that are never cut, heads that return on each page, group rows that stay with what they head."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from wopfield.language import reads_from_the_right
from wopfield.report.drawing import Drawing, Mark
from wopfield.report.layout import Block, Ink, Marks, Text
from wopfield.report.style import (
    GROUP,
    HAIRLINE,
    INK,
    PRIMARY_DARK,
    TABLE_HEAD,
    TABLE_HEAD_2,
    TINT_2,
    WHITE,
)

Align = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: where it starts in the table, its width, and what stands in its head."""

    x: float
    width: float
    head: str = ""
    second: str = ""
    """A second, quieter line of the head."""
    align: Align = "start"


class Row(Block):
    """One row: a block or nothing for each column."""

    role = "TR"
    widest: Mapping[int, float] = MappingProxyType({})
    """Of columns of figures on a page that is read from the right, how wide the widest is."""

    def __init__(
        self, columns: Sequence[Column], cells: Sequence[Block | None], *, above: float = 4.5, below: float = 4.5,
        place: str = "", ground: str = "", least_height: float = 0.0, heads: bool = True,
    ) -> None:  # fmt: skip
        """Take cells whose first lines of text are brought to one height; the first cell names the row if ``heads``."""
        self.columns, self.cells = columns, tuple(cells)
        self.above, self.below, self.place, self.ground = above, below, place, ground
        self.least_height, self.heads = least_height, heads
        line = max((cell.baseline for cell in cells if cell is not None and cell.baseline is not None), default=0.0)
        self._drops = [
            line - cell.baseline if cell is not None and cell.baseline is not None else 0.0 for cell in cells
        ]
        self._inner = max(
            (cell.height + drop for cell, drop in zip(cells, self._drops, strict=True) if cell), default=0.0
        )
        self.height = max(above + self._inner + below, least_height)

    def breathe(self, air: float) -> None:
        """Take so much of the usual white space above and below the words."""
        self.above, self.below = self.above * air / self.air, self.below * air / self.air
        self.height = max(self.above + self._inner + self.below, self.least_height)
        super().breathe(air)

    def split(self, room: float, *, forced: bool = False) -> tuple[Block, Block] | None:
        """Part the cells, but only where a page is too low for the row."""
        if not forced:
            return None
        upper: list[Block | None] = []
        lower: list[Block | None] = []
        for cell, drop in zip(self.cells, self._drops, strict=True):
            if cell is None or cell.height + drop <= room - self.above - self.below:
                upper.append(cell)
                lower.append(None)
                continue
            parts = cell.split(room - self.above - self.below - drop, forced=True)
            if parts is None:
                return None
            upper.append(parts[0])
            lower.append(parts[1])
        if not any(lower):
            return None
        return self._with(upper, self.place), self._with(lower, "")

    def draw(self, ink: Ink, x: float, y: float) -> None:
        """Draw the cells as one row of the table, and the line below them."""
        width = self.columns[-1].x + self.columns[-1].width
        if self.ground:
            ink.painter.box(x, y, width, self.height, self.ground)
        if self.place:
            ink.painter.place(self.place, y)
        with ink.painter.element(self.role):
            for at, (column, cell) in enumerate(zip(self.columns, self.cells, strict=True)):
                if not column.width:
                    continue  # it only says how wide the table is
                role, scope = self._role_of(at)
                own = self.figure_width(at) if at in self.widest else 0.0
                back = self.widest[at] - own if own else 0.0
                self._draw_cell(ink, cell, x + column.x - back, y + self.above + self._drops[at], role, scope)
        ink.painter.rule(x, x + width, y + self.height, HAIRLINE)

    def _role_of(self, at: int) -> tuple[str, str]:
        return ("TH", "Row") if at == 0 and self.heads else ("TD", "")

    def figure_width(self, at: int) -> float:
        """Return how wide the figure is that stands at the end of a column; 0 where none does."""
        cell = self.cells[at] if at < len(self.cells) else None
        if isinstance(cell, Text):
            return cell.figure_width() if cell.align == "end" else 0.0
        return cell.figure_width() if isinstance(cell, Marks) else 0.0

    def _draw_cell(self, ink: Ink, cell: Block | None, x: float, y: float, role: str, scope: str) -> None:
        if isinstance(cell, Text):
            cell.draw_as(ink, x, y, role, scope)
        elif isinstance(cell, Marks):
            with ink.painter.content(role, scope=scope, alternative=cell.shows):
                cell.draw(ink, x, y)
        elif cell is not None or role != "Lbl":
            with ink.painter.element(role, scope=scope):
                if cell is not None:
                    cell.draw(ink, x, y)

    def _with(self, cells: Sequence[Block | None], place: str) -> "Row":
        return type(self)(
            self.columns, cells, above=self.above, below=self.below, place=place, ground=self.ground, heads=self.heads
        )


class Item(Row):
    """A row that is an item of a list: its first cell is the label, the others say it."""

    role = "LI"

    def _role_of(self, at: int) -> tuple[str, str]:
        return "LBody" if at else "Lbl", ""


class GroupRow(Block):
    """A tinted row that heads the rows below it."""

    def __init__(self, text: str, width: float, *, height: float = 15.0) -> None:
        """Take the name of the group."""
        self._text = Text(text, GROUP, width - 8)
        self.width = width
        self.height = max(height, self._text.height + 5)

    def draw(self, ink: Ink, x: float, y: float) -> None:
        """Draw the name on its ground."""
        ink.painter.box(x, y, self.width, self.height, TINT_2)
        with ink.painter.element("TR"):
            self._text.draw_as(ink, x + 4, y + (self.height - self._text.height) / 2, "TH", "Row")


class Table(Block):
    """Rows below a head. ``under`` and ``over`` paint behind and before all rows of a page, given their height."""

    role = "Table"

    def __init__(
        self, columns: Sequence[Column], rows: Sequence[Block], *, gap: float = 0.0, dark: bool = False,
        key: object = None, head: "Head | None" = None, again: "Head | None" = None, keep: bool = False,
        under: "Ground | None" = None, over: "Ground | None" = None,
    ) -> None:  # fmt: skip
        """Take rows made for the same columns; ``again`` is the head of what goes on on a later page."""
        self.columns, self.rows, self.gap, self.dark, self.keep = columns, tuple(rows), gap, dark, keep
        self.width = columns[-1].x + columns[-1].width
        self.head = head or Head(columns, dark=dark)
        self.again = again or self.head
        self.under, self.over = under, over
        self._key = key or object()
        self._again = False
        self.height = self.head.height + sum(row.height for row in rows)

    def breathe(self, air: float) -> None:
        """Take so much of the usual white space, in every row."""
        super().breathe(air)
        for row in self.rows:
            row.breathe(air)
        self.height = self.head.height + sum(row.height for row in self.rows)

    def least(self) -> float:
        """Return the height of the head with two rows, a group row not counted; one row if it is high."""
        height, rows = self.head.height, 0
        for row in self.rows:
            height += row.height
            rows += not isinstance(row, GroupRow)
            if rows == 2 or (rows == 1 and height > 160):
                break
        return min(height, 300.0)

    def split(self, room: float, *, forced: bool = False) -> tuple[Block, Block] | None:
        """Part between rows; both parts have the head."""
        used, cut = self.head.height, 0
        for row in self.rows:
            if used + row.height > room + 0.01:
                break
            used += row.height
            cut += 1
        cut = self._leaving_none_alone(self._with_its_group(cut))
        if cut > 0:
            return self._part(self.rows[:cut], self._again), self._part(self.rows[cut:], True)
        if not forced or not self.rows:
            return None
        return self._split_row(room)

    def places(self) -> Sequence[tuple[str, float]]:
        """Return the places of its rows."""
        found, y = list(super().places()), self.head.height
        for row in self.rows:
            found.extend((name, y + below) for name, below in row.places())
            y += row.height
        return found

    def draw(self, ink: Ink, x: float, y: float) -> None:
        """Draw head and rows as one table of the document, over however many pages it runs."""
        across = [(column.x, column.width) for column in self.columns if column.width]
        widest = self._widest_figures() if reads_from_the_right() and not ink.painter.flows else {}
        with ink.painter.element(self.role, one=self._key, across=across):
            self.head.draw(ink, x, y, tagged=not self._again, widest=widest)
            top = y + self.head.height
            height = self.height - self.head.height
            if self.under:
                ink.painter.marks(self.under(height), x, top)
            y = top
            for row in self.rows:
                if isinstance(row, Row):
                    row.widest = widest
                row.draw(ink, x, y)
                y += row.height
            if self.over:
                ink.painter.marks(self.over(height), x, top)

    def _widest_figures(self) -> dict[int, float]:
        """Return how wide the widest figure is, or the head above it, of each column with figures at its end."""
        rows = [row for row in self.rows if isinstance(row, Row)]
        ends = [at for at, column in enumerate(self.columns) if column.align == "end"]
        figures = {at: max((row.figure_width(at) for row in rows), default=0.0) for at in ends}
        return {at: max(width, self.head.width_of(at)) for at, width in figures.items() if width}

    def _leaving_none_alone(self, cut: int) -> int:
        """Return a place to cut at or before this one that brings no single low row to the next page."""
        if _rows_in(self.rows[cut:]) != 1 or self.rows[-1].height > _LOW:
            return cut
        earlier = self._with_its_group(cut - 1)
        return earlier if _rows_in(self.rows[:earlier]) > 1 else cut

    def _with_its_group(self, cut: int) -> int:
        """Return a place to cut at or before this one that leaves no group row with less than two rows."""
        if cut >= len(self.rows):
            return len(self.rows)
        while cut > 0 and isinstance(self.rows[cut - 1], GroupRow):
            cut -= 1
        goes_on = not isinstance(self.rows[cut], GroupRow)
        if cut > 2 and goes_on and isinstance(self.rows[cut - 2], GroupRow):
            cut -= 2
        return cut

    def _split_row(self, room: float) -> tuple[Block, Block] | None:
        heads = [row for row in self.rows[:1] if isinstance(row, GroupRow)]
        high = self.rows[len(heads)]
        parts = high.split(room - self.head.height - sum(row.height for row in heads), forced=True)
        if parts is None:
            return None
        rest = self.rows[len(heads) + 1 :]
        return self._part([*heads, parts[0]], self._again), self._part([parts[1], *rest], True)

    def _part(self, rows: Sequence[Block], again: bool) -> "Table":
        part = type(self)(
            self.columns,
            rows,
            gap=self.gap,
            dark=self.dark,
            key=self._key,
            head=self.again if again else self.head,
            again=self.again,
            under=self.under,
            over=self.over,
        )
        part._again = again
        return part


class Items(Table):
    """A list whose labels stand in a column of their own: rows of ``Item``, without a head."""

    role = "L"


class Contents(Table):
    """A list of what stands where: in the tree its rows are entries with a number, references and what else is said."""

    role = "TOC"


_LOW = 60.0
"""A row up to this height looks lost at the top of a page."""


def _rows_in(rows: Sequence[Block]) -> int:
    return sum(not isinstance(row, GroupRow) for row in rows)


Ground = Callable[[float], Sequence[Mark]]


class Head:
    """The head of a table, light with a line below it or dark."""

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        dark: bool = False,
        drawn: Mapping[int, Drawing] | None = None,
        least_height: float = 0.0,
    ) -> None:
        """Take the columns with their heads; ``drawn`` are those that are pictures, by the place of their column."""
        self._columns, self._dark, self._drawn = columns, dark, drawn or {}
        colours = (WHITE, "#C3D6DA") if dark else (TABLE_HEAD.colour, TABLE_HEAD_2.colour)
        self._texts = []
        for column in columns:
            first = Text(column.head, TABLE_HEAD.in_colour(colours[0]), column.width, align=column.align)
            second = Text(column.second, TABLE_HEAD_2.in_colour(colours[1]), column.width, align=column.align)
            self._texts.append((first, second if column.second else None))
        lines = max(first.height + (second.height if second else 0.0) for first, second in self._texts)
        self._above = 5.0 if dark else 0.0
        self._bare = not any(column.head for column in columns)
        self.height = 0.0 if self._bare else max(self._above + lines + (5.0 if dark else 5.5), least_height)

    def width_of(self, at: int) -> float:
        """Return how wide the words above a column are; 0 above one whose head is a picture."""
        if at in self._drawn:
            return 0.0
        return max((line.width for text in self._texts[at] if text is not None for line in text.lines), default=0.0)

    def draw(
        self, ink: Ink, x: float, y: float, *, tagged: bool, widest: Mapping[int, float] = MappingProxyType({})
    ) -> None:
        """Draw it; where it returns on a later page it is furniture, and without any words it is nothing.

        ``widest`` says of columns of figures on a page that is read from the right how wide they are: the words stand
        above where the figures end.
        """
        if self._bare:
            return
        width = self._columns[-1].x + self._columns[-1].width
        if self._dark:
            ink.painter.box(x, y, width, self.height, PRIMARY_DARK)
        if tagged:
            with ink.painter.element("TR"):
                self._draw_texts(ink, x, y, widest, tagged=True)
        else:
            self._draw_texts(ink, x, y, widest, tagged=False)
        if not self._dark:
            ink.painter.rule(x, x + width, y + self.height, INK, 0.8)

    def _draw_texts(self, ink: Ink, x: float, y: float, widest: Mapping[int, float], *, tagged: bool) -> None:
        lowest = y + self.height - (5.0 if self._dark else 5.5)
        for at, (column, (first, second)) in enumerate(zip(self._columns, self._texts, strict=True)):
            if not column.width:
                continue
            if at in self._drawn:
                self._draw_picture(ink, self._drawn[at], x + column.x, y, tagged=tagged)
                continue
            height = first.height + (second.height if second else 0.0)
            top = y + self._above if self._dark else lowest - height
            back = max(widest[at] - self.width_of(at), 0.0) if at in widest else 0.0
            with ink.painter.content("TH", scope="Column") if tagged else nullcontext():
                for text in (first, second):
                    if text is not None and (tagged or column.head):
                        start = x + column.x - back
                        ink.painter.lines(text.lines, text.style, start, top, text.width, text.align, text.words)
                        top += text.height

    def _draw_picture(self, ink: Ink, picture: Drawing, x: float, y: float, *, tagged: bool) -> None:
        if not tagged:
            ink.painter.marks(picture.marks, x, y + self.height - picture.height)
            return
        with ink.painter.element("TH", scope="Column"):
            ink.painter.figure(picture, x, y + self.height - picture.height)


def columns(widths: Sequence[tuple[float, str, str, Align]], gutter: float = 8.0) -> tuple[Column, ...]:
    """Return columns side by side from their widths, heads, second lines and alignment."""
    made, x = [], 0.0
    for width, head, second, align in widths:
        made.append(Column(x, width, head, second, align))
        x += width + gutter
    return tuple(made)
