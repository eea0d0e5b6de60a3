"""The executive summary: always exactly one page."""

from collections.abc import Sequence
from dataclasses import dataclass

from wopfield.domain.summary import FindingKind, FindingLine
from wopfield.language import _
from wopfield.report.area_means import Axis, Series
from wopfield.report.chart import FEWEST_SPOKES, MOST_SPOKES, bars, dumbbell, is_crowded, legend, radar
from wopfield.report.cleaning import one_line
from wopfield.report.context import Context, above_title, doubtful, led
from wopfield.report.drawing import Label, triangle
from wopfield.report.findings import (
    best_findings,
    headline,
    rated_findings,
    summary_recommendations,
)
from wopfield.report.layout import Block, Excerpt, Ink, Text
from wopfield.report.page import Pages
from wopfield.report.profile import axes_of, series_of
from wopfield.report.sections.cover import in_full
from wopfield.report.sections.names import section_name
from wopfield.report.sections.summary_foot import draw_foot, foot_height
from wopfield.report.sections.tiles import Tile, tiles
from wopfield.report.style import (
    AMBER,
    BETTER,
    FIGURE,
    INK,
    KICKER,
    LEAD,
    MUTED,
    PRIMARY,
    RULE,
    TEXT,
    TINT,
    TITLE,
    TextStyle,
)
from wopfield.report.text import lines_of
from wopfield.report.words import Span

_TOP = 64.7
_TILE_HIGH, _TILE_GAP, _FEWEST_TILES = 62.5, 9.4, 3
_TILE_NAME = TextStyle("condensed-medium", 8.3, 9.6, INK)
_TILE_NOTE = TextStyle("condensed", 8.1, 9.6, MUTED)
_TILE_UNIT = TextStyle("regular", 8.8, 11, MUTED)
_COLUMN_HEAD = TextStyle("semibold", 10.6, 14, INK)
_CHART_HEAD = TextStyle("semibold", 9.6, 13, INK)
_ITEM = TextStyle("regular", 8.8, 12.7, TEXT)
_NOTE = TextStyle("condensed", 7.6, 9, MUTED)
_CHARTS_HIGH, _BELOW_CHARTS = 226.0, 32.0
_ROOMY = 21.0
"""How high a row of the chart of changes is where names take two lines and the page has room."""
_CHARTS_LEAST, _CLOSEST = 200.0, 16.0
"""How low the charts may get where the words below lack room, and a row of them at that."""
_KEY_HIGH = 10.0
"""How high the signs of the charts are with their names on one line."""
_INDENT, _BETWEEN_ITEMS = 9.0, 5.5
_OVER_TITLE, _OVER_MESSAGE, _OVER_TILES = 10.4, 5.0, 15.0
_LEAST_MESSAGE = 3


@dataclass(frozen=True, slots=True)
class _Part:
    """One of the three columns; ``none`` is what it says where nothing was found."""

    head: str
    found: Sequence[tuple[FindingLine, str]]
    colour: str
    none: str


def add(pages: Pages, context: Context) -> None:
    """Add the summary."""
    pages.begin("summary", section_name("summary"), whole=True)
    pages.put(_Summary(pages, context), _TOP)


def shows_message(pages: Pages, context: Context) -> bool:
    """Return whether the summary has room for the whole message of the team."""
    return _Summary(pages, context).message.whole


class _Summary(Block):
    """The page as one block: what is above pushes what is below down, and the foot stays where it is."""

    def __init__(self, pages: Pages, context: Context) -> None:
        self._context = context
        self.height = pages.sheet.room
        self._foot = pages.sheet.height - 841.89 + 777.0
        self._basis_high = foot_height(context)
        self._tiles_shown = tiles(context)
        names = (_tile_name(tile, self._tile_width()).height for tile in self._tiles_shown)
        # a name that needs two lines makes all four tiles higher, so that their feet stay on one line
        self._more = max(max(names, default=0.0) - _TILE_NAME.leading, 0.0)
        """How much higher the tiles are than with names of one line."""
        said, open_words = one_line(headline(context.summary, context.numbers)), context.summary.open_words
        self._title = Excerpt(
            [Span(said, TITLE), *doubtful("headline" in open_words)],
            TITLE,
            context.width,
            2,
            "section-method",
            note=in_full,
            role="H1",
            even=True,
        )
        message = one_line(context.summary.words.message)
        room = context.width * 0.9
        told = [Span(message, LEAD), *doubtful("message" in open_words)]
        self.message = Excerpt(told, LEAD, room, self._message_lines(), "section-method", note=in_full)

    def _message_lines(self) -> int:
        """Return how many lines the message may take: what the rest of the page leaves, and three at least."""
        above = _TOP + _OVER_TITLE + above_title() + self._title.height + _OVER_MESSAGE + _OVER_TILES
        few = len(axes_of(self._context)) < FEWEST_SPOKES
        charts = _few_high(len(axes_of(self._context))) if few else _CHARTS_HIGH
        below = _TILE_HIGH + self._more + 14 + charts + _BELOW_CHARTS + self._columns_high()
        free = self._foot - self._basis_high - 12 - above - below
        return max(_LEAST_MESSAGE, int(free // LEAD.leading))

    def draw(self, ink: Ink, x: float, y: float) -> None:
        context, width = self._context, self._context.width
        Text(section_name("summary").upper(), KICKER, width).draw(ink, x, y)
        y += _OVER_TITLE + above_title()
        self._title.draw(ink, x, y)
        y += self._title.height
        if self._context.summary.words.message.strip():
            self.message.draw(ink, x, y + _OVER_MESSAGE)
            y += _OVER_MESSAGE + self.message.height
        y += _OVER_TILES
        self._tiles(ink, x, y, self._tiles_shown)
        y = self._charts(ink, x, y + _TILE_HIGH + self._more + 14)
        self._columns(ink, x, y)
        draw_foot(ink, context, x, self._foot - self._basis_high)

    # --- four figures --------------------------------------------------------------------------------------

    def _tiles(self, ink: Ink, x: float, y: float, shown: Sequence[Tile]) -> None:
        width = self._tile_width()
        for at, tile in enumerate(shown):
            left = x + at * (width + _TILE_GAP)
            ink.painter.box(left, y, width, _TILE_HIGH + self._more, TINT)
            ink.painter.box(left, y, width, 2.2, PRIMARY)
            figure = [Span(tile.figure, FIGURE)]
            if tile.unit:
                apart = self._context.numbers.before_unit(tile.unit) and " "
                figure.append(Span(apart + tile.unit, _TILE_UNIT))
            with ink.painter.content("P"):
                ink.painter.lines(lines_of(figure, FIGURE, width - 12)[:1], FIGURE, left + 9, y + 7.5)
            _tile_name(tile, width).draw(ink, left + 9, y + 34.8)
            self._tile_note(ink, tile, left + 9, y + 46.8 + self._more, width - 16)

    def _tile_width(self) -> float:
        """Return how wide a tile is: the row has no hole where a document has three figures to show."""
        across = max(len(self._tiles_shown), _FEWEST_TILES)
        return (self._context.width - (across - 1) * _TILE_GAP) / across

    def _tile_note(self, ink: Ink, tile: Tile, x: float, y: float, width: float) -> None:
        start = 0.0
        if tile.up is not None:
            ink.painter.marks([triangle(x + 3, y + 5.2, 6, tile.colour, up=tile.up)])
            start = 9.0
        Text(
            tile.note,
            _TILE_NOTE.in_colour(tile.colour),
            width - start,
            lines=lines_of(tile.note, _TILE_NOTE.in_colour(tile.colour), width - start)[:1],
        ).draw(ink, x + start, y)

    # --- the two charts ------------------------------------------------------------------------------------

    def _charts(self, ink: Ink, x: float, y: float) -> float:
        context = self._context
        axes = axes_of(context)
        peers, *others = series_of(context)
        begin = next((one for one in others if one.kind == "baseline"), None) or next(iter(others), None)
        if not axes:
            return y
        few, many = len(axes) < FEWEST_SPOKES, len(axes) > MOST_SPOKES
        left_width, right_x = (0.0, 0.0) if many else (262.0, 274.0)
        height = _few_high(len(axes)) if few else _CHARTS_HIGH
        free = self._foot - self._basis_high - 12 - (y + height + _BELOW_CHARTS) - self._columns_high()
        if not few and free < 0:
            # words that would be cut need the room more than charts, whose rows may stand a little closer
            height -= min(-free, max(height - max(_CLOSEST * len(axes) + 8, _CHARTS_LEAST), 0.0))
        elif not few and is_crowded(axes, context.width - right_x):
            height += min(free, max(_ROOMY * len(axes) + 8 - height, 0.0))
        if not many:
            self._head(ink, _("Maturity by area, 0 – 4"), x, y, left_width)
            draw = bars if few else radar
            chart = draw(axes, (peers, *others), context.numbers, left_width, height - (34 if few else 20))
            ink.painter.figure(chart, x, y + 14)
            key = legend((peers, *others), left_width, of_bars=few)
            if key.height <= _KEY_HIGH:
                ink.painter.figure(key, x, y + height - 1)
            else:  # one line under both charts, whose signs are the same
                ink.painter.figure(legend((peers, *others), context.width, of_bars=few), x, y + height + 9)
        self._dumbbell(ink, (axes, peers, begin), x + right_x, y, context.width - right_x, height - 6)
        y += height + _BELOW_CHARTS
        ink.painter.rule(x, x + context.width, y - 7, RULE)
        return y

    def _dumbbell(
        self, ink: Ink, shown: tuple[list[Axis], Series, Series | None], x: float, y: float, width: float, height: float
    ) -> None:
        axes, peers, begin = shown
        titles = {
            "baseline": _("Change since baseline, peer rating"),
            "self": _("Peer rating, and self-rating beside it"),
        }
        self._head(ink, titles[begin.kind] if begin else _("Peer rating by area"), x, y, width)
        start = begin or Series("baseline", "", (None,) * len(axes))
        most = int((height - 18) // 9.5)
        if len(axes) > most:
            axes, start, peers = _weakest(axes, start, peers, most)
            note = _("The {count} weakest areas; the maturity profile shows all.", count=len(axes))
            Text(note, _NOTE, width).draw(ink, x, y + height + 2)
            height -= 12
        few = len(axes) < FEWEST_SPOKES
        # beside bars its rows stand as high as theirs
        top, pitch = (16.0, (height - 40) / len(axes)) if few else (11.0, min(_ROOMY, (height - 8) / len(axes)))
        ink.painter.figure(dumbbell(axes, start, peers, self._context.numbers, width, pitch=pitch), x, y + top)

    def _head(self, ink: Ink, text: str, x: float, y: float, width: float) -> None:
        Text(text, _CHART_HEAD, width, role="H2", lines=lines_of(text, _CHART_HEAD, width)[:1]).draw(ink, x, y - 2)

    # --- what works, what holds back, what we recommend ------------------------------------------------------

    def _parts(self) -> tuple[_Part, _Part, _Part]:
        context = self._context
        recommended = [(finding, text) for _number, finding, text in summary_recommendations(context.summary)]
        planned = context.summary.actions and context.has("plan")
        agreed = _("No recommendation is recorded; what was agreed stands in the improvement plan.")
        return (
            _Part(_("What works"), [(one, one.text) for one in self._found("strength")], PRIMARY,
                  _("No strength is recorded yet.")),
            _Part(_("What holds it back"), [(one, one.text) for one in self._found("gap")], AMBER,
                  _("No gap is recorded yet.")),
            _Part(_("What we recommend"), recommended, "",
                  agreed if planned else _("No recommendation is recorded yet.")),
        )  # fmt: skip

    def _columns(self, ink: Ink, x: float, y: float) -> None:
        context = self._context
        room = self._foot - self._basis_high - 12 - y - 18
        pitch = context.width / 3 + 5.7
        for at, part in enumerate(self._parts()):
            left = x + at * pitch
            Text(part.head, _COLUMN_HEAD, self._column_width(), role="H2").draw(ink, left, y)
            self._items(ink, part, left, y + 18, room)

    def _column_width(self) -> float:
        return self._context.width / 3 - 12

    def _columns_high(self) -> float:
        """Return how high the three columns are with all their words."""
        width = self._column_width() - _INDENT
        high = 0.0
        for part in self._parts():
            words = [self._words(finding, text, cited=bool(part.colour)) for finding, text in part.found]
            high = max(high, sum(_lines(one, width) * _ITEM.leading + _BETWEEN_ITEMS for one in words))
        return high + 18

    def _found(self, kind: FindingKind) -> list[FindingLine]:
        """Return what the team found, or what the levels say where the pages with all of them follow."""
        summary = self._context.summary
        return best_findings(summary, kind) or (rated_findings(summary, kind) if self._context.has("areas") else [])

    def _items(self, ink: Ink, part: _Part, x: float, y: float, room: float) -> None:
        context, width = self._context, self._column_width()
        if not part.found:
            Text(part.none, _ITEM.in_colour(MUTED), width).draw(ink, x, y)
            return
        words = [self._words(finding, text, cited=bool(part.colour)) for finding, text in part.found]
        lines = int((room - _BETWEEN_ITEMS * (len(words) - 1)) // _ITEM.leading)
        allowed = _shared_out([_lines(one, width - _INDENT) for one in words], lines)
        with ink.painter.element("L"):
            for number, ((finding, _text), one, most) in enumerate(zip(part.found, words, allowed, strict=True), 1):
                area = context.areas.get(finding.area)
                place = context.area_place(area) if area else ""
                block = Excerpt(one, _ITEM, width - _INDENT, max(most, 1), place, note=in_full)
                if part.colour:
                    ink.painter.box(x, y + 2.6, 2.0, 7.2, part.colour)
                with ink.painter.element("LI"):
                    if not part.colour:
                        with ink.painter.content("Lbl"):
                            ink.painter.marks([Label(x, y + 9.6, str(number), "semibold", 8.8, BETTER)])
                    with ink.painter.element("LBody"):
                        block.draw(ink, x + _INDENT, y)
                y += block.height + _BETWEEN_ITEMS

    def _words(self, finding: FindingLine, text: str, *, cited: bool) -> list[Span]:
        context = self._context
        text = one_line(text)
        mark = doubtful(finding.disputed)
        if not cited or not finding.item:
            return [*led(text, _ITEM), *mark]
        stop = "." if text.endswith(".") else ""
        words = led(text.removesuffix("."), _ITEM)
        cited_as = f"({context.item_number(finding.item)})"
        cited_at = Span(cited_as, _ITEM, context.item_place(finding.item))
        return [*words, Span(" ", _ITEM), cited_at, Span(stop, _ITEM), *mark]


def _weakest(axes: list[Axis], start: Series, end: Series, most: int) -> tuple[list[Axis], Series, Series]:
    order = sorted(range(len(axes)), key=lambda at: (end.values[at] is None, end.values[at] or 0.0))[:most]
    kept = sorted(order)
    return (
        [axes[at] for at in kept],
        Series(start.kind, start.name, tuple(start.values[at] for at in kept)),
        Series(
            end.kind,
            end.name,
            tuple(end.values[at] for at in kept),
            tuple(end.is_hollow(at) for at in kept),
            tuple(end.is_unsettled(at) for at in kept),
        ),
    )


def _lines(words: list[Span], width: float) -> int:
    return len(lines_of(words, _ITEM, width)) if len(words[0].text) < 5000 else 999


def _shared_out(needs: list[int], lines: int) -> list[int]:
    """Return how many of ``lines`` each text may use: what it needs, and fairly where there are too few."""
    allowed = [0] * len(needs)
    for _line in range(lines):
        waiting = [at for at, need in enumerate(needs) if allowed[at] < need]
        if not waiting:
            break
        allowed[min(waiting, key=lambda at: allowed[at])] += 1
    return allowed


def _few_high(areas: int) -> float:
    """Return how high the charts are where there are few areas."""
    return 44.0 + 36.0 * areas


def _tile_name(tile: Tile, width: float) -> Excerpt:
    return Excerpt(one_line(tile.name), _TILE_NAME, width - 16, 2, "section-indicators", note=in_full)
