"""The contents: every section and area with its page."""

from wopfield.language import _
from wopfield.report.context import Context, opening, two_digits
from wopfield.report.layout import Block, Ink, Marks, Text, height_of
from wopfield.report.page import Pages
from wopfield.report.sections.names import section_name
from wopfield.report.signs import score_cell
from wopfield.report.standing import is_provisional
from wopfield.report.style import INK, MUTED, PRIMARY, TEXT, TextStyle
from wopfield.report.table import Column, Contents, GroupRow, Row, columns
from wopfield.report.text import lines_of
from wopfield.report.words import Span

_SECTION = TextStyle("medium", 9.6, 13, INK)
_AREA = TextStyle("regular", 8.9, 12, TEXT)
_NUMBER = TextStyle("condensed-semibold", 8.9, 12, PRIMARY)
_PAGE = TextStyle("semibold", 9, 13, INK)
_LEFT_OUT = ("cover", "contents")


def add(pages: Pages, context: Context) -> None:
    """Add the list of contents."""
    pages.begin("contents", section_name("contents"))
    head = opening(section_name("contents"), _("What is in this report"), "", context.width)
    airs = (1.0, 0.6, 0.35)
    lists = [_lines(context, air) for air in airs]
    fitting = (lines for lines in lists if height_of([*head, *lines]) <= pages.sheet.room)
    pages.add([*head, *next(fitting, lists[1])])


def _lines(context: Context, air: float) -> list[Block]:
    """Return the table; ``air`` is how much of the usual room its rows have above and below."""
    across = columns(((24, "", "", "start"), (374, "", "", "start"), (30, "", "", "start"), (29.9, "", "", "end")))
    rows: list[Block] = []
    annexes: list[Block] = []
    for section in context.options.sections:
        if section in _LEFT_OUT or not context.has(section):
            continue
        place, letter = f"section-{section}", context.letters.get(section, "")
        name = [Span(section_name(section, context.options.document), _SECTION, place)]
        number = PageNumber(place, _PAGE)
        if letter:
            if not annexes:
                annexes.append(GroupRow(_("Annexes"), context.width))
            named = (Text(letter, _NUMBER, 20), Text(name, _SECTION, across[1].width), None, number)
            annexes.append(Row(across, named, above=4.5 * air, below=4.5 * air))
            continue
        cells = (Text(name, _SECTION, across[1].width + 32), None, None, number)
        rows.append(Row(across, cells, above=6 * air, below=6 * air))
        if section == "areas":
            rows.extend(_areas(context, across, air))
    return [Contents(across, part, gap=0 if at else 16) for at, part in enumerate(filter(None, (rows, annexes)))]


def _areas(context: Context, across: tuple[Column, ...], air: float) -> list[Block]:
    rows: list[Block] = []
    for area in context.summary.areas:
        place = context.area_place(area)
        number = Text(two_digits(area.number), _NUMBER, 20)
        name = Text([Span(area.title, _AREA, place)], _AREA, across[1].width)
        mean = score_cell(area.now, context.numbers, 26, 11.5, provisional=is_provisional(area))
        cell = Marks(mean, 11.5, baseline=8.9)
        rows.append(
            Row(
                across,
                (number, name, cell, PageNumber(place, _PAGE.in_colour(MUTED).in_face("regular"))),
                above=3.2 * air,
                below=3.2 * air,
            )
        )
    return rows


class PageNumber(Block):
    """The number of the page on which a place stands, known when it is drawn."""

    def __init__(self, place: str, style: TextStyle, width: float = 29.9) -> None:
        """Take the name of the place."""
        self._place, self._style, self._width = place, style, width
        self.height = style.leading
        self.baseline = Text("0", style, width).baseline

    def draw(self, ink: Ink, x: float, y: float) -> None:
        """Write the number at the right."""
        page = ink.pages.get(self._place)
        lines = lines_of([Span(str(page), self._style, self._place)] if page else "", self._style, self._width)
        with ink.painter.content("P"):
            ink.painter.page_number(lines, self._style, x, y, self._width, self._place)
