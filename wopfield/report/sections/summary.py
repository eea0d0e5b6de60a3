"""The executive summary: always exactly one page."""

from collections.abc import Sequence
from datetime import date

from wopfield.domain.summary import FindingKind, FindingLine
from wopfield.language import _, in_a_row, plural
from wopfield.report.chart import (
    FEWEST_SPOKES,
    MOST_SPOKES,
    Axis,
    Series,
    bars,
    dumbbell,
    legend,
    radar,
)
from wopfield.report.cleaning import one_line
from wopfield.report.context import Context, above_title, led
from wopfield.report.drawing import Circle, Fill, Label, Stroke, line, triangle
from wopfield.report.findings import (
    best_findings,
    headline,
    rated_findings,
    standing_actions,
    summary_recommendations,
)
from wopfield.report.layout import Block, Excerpt, Ink, Text
from wopfield.report.page import Pages
from wopfield.report.profile import axes_of, series_of
from wopfield.report.sections.cover import in_full
from wopfield.report.sections.names import section_name
from wopfield.report.sections.tiles import Tile, tiles
from wopfield.report.series import confidence_bar
from wopfield.report.standing import CONFIDENCES
from wopfield.report.style import (
    AMBER,
    BETTER,
    CAPTION,
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
    WHITE,
    TextStyle,
)
from wopfield.report.text import NBSP, TextLine, lines_of, shortened
from wopfield.report.words import Span

_TOP = 64.7
_TILE_HIGH, _TILE_GAP = 62.5, 9.4
_TILE_NAME = TextStyle("condensed-medium", 8.3, 9.6, INK)
_TILE_NOTE = TextStyle("condensed", 8.1, 9.6, MUTED)
_TILE_UNIT = TextStyle("regular", 8.8, 11, MUTED)
_COLUMN_HEAD = TextStyle("semibold", 10.6, 14, INK)
_CHART_HEAD = TextStyle("semibold", 9.6, 13, INK)
_ITEM = TextStyle("regular", 8.8, 12.7, TEXT)
_BASIS = TextStyle("condensed", 8.3, 11, TEXT)
_STEP = TextStyle("condensed", 7.6, 9, TEXT)
_STEP_DAY = TextStyle("condensed-semibold", 8.1, 10, INK)


def add(pages: Pages, context: Context) -> None:
    """Add the summary."""
    pages.begin("summary", section_name("summary"), whole=True)
    pages.put(_Summary(pages, context), _TOP)


class _Summary(Block):
    """The page as one block: what is above pushes what is below down, and the foot stays where it is."""

    def __init__(self, pages: Pages, context: Context) -> None:
        self._context = context
        self.height = pages.sheet.room
        self._foot = pages.sheet.height - 841.89 + 777.0
        self._basis_high = _basis_high(context)
        self._more = 0.0
        """How much higher the tiles are than with names of one line."""

    def draw(self, ink: Ink, x: float, y: float) -> None:
        context, width = self._context, self._context.width
        Text(section_name("summary").upper(), KICKER, width).draw(ink, x, y)
        title = Excerpt(
            one_line(headline(context.summary, context.numbers)),
            TITLE,
            width,
            2,
            "section-method",
            note=in_full,
            role="H1",
            even=True,
        )
        y += 10.4 + above_title()
        title.draw(ink, x, y)
        y += title.height
        lead = one_line(context.summary.words.message)
        if lead:
            shown = Excerpt(lead, LEAD, width * 0.9, 2, "section-method", note=in_full)
            shown.draw(ink, x, y + 5)
            y += 5 + shown.height
        y += 15
        four = tiles(context)
        # a name that needs two lines makes all four tiles higher, so that their feet stay on one line
        self._more = max((_tile_name(tile, _tile_width(width)).height for tile in four), default=0.0)
        self._more = max(self._more - _TILE_NAME.leading, 0.0)
        self._tiles(ink, x, y, four)
        y = self._charts(ink, x, y + _TILE_HIGH + self._more + 14)
        self._columns(ink, x, y)
        self._basis(ink, x, self._foot - self._basis_high)

    # --- four figures --------------------------------------------------------------------------------------

    def _tiles(self, ink: Ink, x: float, y: float, shown: Sequence[Tile]) -> None:
        width = _tile_width(self._context.width)
        for at, tile in enumerate(shown):
            left = x + at * (width + _TILE_GAP)
            ink.painter.box(left, y, width, _TILE_HIGH + self._more, TINT)
            ink.painter.box(left, y, width, 2.2, PRIMARY)
            figure = [Span(tile.figure, FIGURE)]
            if tile.unit:
                figure.append(Span(" " + tile.unit, _TILE_UNIT))
            with ink.painter.content("P"):
                ink.painter.lines(lines_of(figure, FIGURE, width - 12)[:1], FIGURE, left + 9, y + 7.5)
            _tile_name(tile, width).draw(ink, left + 9, y + 34.8)
            self._tile_note(ink, tile, left + 9, y + 46.8 + self._more, width - 16)

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
        height = 44.0 + 36.0 * len(axes) if few else 226.0
        left_width, right_x = (0.0, 0.0) if many else (262.0, 274.0)
        if not many:
            self._head(ink, _("Maturity by area, 0 – 4"), x, y, left_width)
            draw = bars if few else radar
            chart = draw(axes, (peers, *others), context.numbers, left_width, height - (34 if few else 20))
            ink.painter.figure(chart, x, y + 14)
            ink.painter.figure(legend((peers, *others), left_width, of_bars=few), x, y + height - 1)
        self._dumbbell(ink, (axes, peers, begin), x + right_x, y, context.width - right_x, height)
        y += height + 21
        ink.painter.rule(x, x + context.width, y, RULE)
        return y + 7

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
            Text(note, _STEP.in_colour(MUTED), width).draw(ink, x, y + height + 2)
            height -= 12
        pitch = min(36.0 if len(axes) < FEWEST_SPOKES else 18.3, (height - 8) / len(axes))
        ink.painter.figure(dumbbell(axes, start, peers, self._context.numbers, width, pitch=pitch), x, y + 11)

    def _head(self, ink: Ink, text: str, x: float, y: float, width: float) -> None:
        Text(text, _CHART_HEAD, width, role="H2", lines=lines_of(text, _CHART_HEAD, width)[:1]).draw(ink, x, y - 2)

    # --- what works, what holds back, what we recommend ------------------------------------------------------

    def _columns(self, ink: Ink, x: float, y: float) -> None:
        context = self._context
        room = self._foot - self._basis_high - 12 - y - 18
        pitch = context.width / 3 + 5.7
        width = context.width / 3 - 12
        recommended = [(finding, text) for _number, finding, text in summary_recommendations(context.summary)]
        parts = (
            (_("What works"), [(one, one.text) for one in self._found("strength")], PRIMARY),
            (_("What holds it back"), [(one, one.text) for one in self._found("gap")], AMBER),
            (_("What we recommend"), recommended, ""),
        )
        for at, (head, found, colour) in enumerate(parts):
            left = x + at * pitch
            Text(head, _COLUMN_HEAD, width, role="H2").draw(ink, left, y)
            self._items(ink, found, colour, left, y + 18, width, room)

    def _found(self, kind: FindingKind) -> list[FindingLine]:
        """Return what the team found, or what the levels say where the pages with all of them follow."""
        summary = self._context.summary
        return best_findings(summary, kind) or (rated_findings(summary, kind) if self._context.has("areas") else [])

    def _items(
        self,
        ink: Ink,
        found: Sequence[tuple[FindingLine, str]],
        colour: str,
        x: float,
        y: float,
        width: float,
        room: float,
    ) -> None:
        context, indent = self._context, 9.0
        if not found:
            Text(_("Nothing is recorded yet."), _ITEM.in_colour(MUTED), width).draw(ink, x, y)
            return
        words = [self._words(finding, text, cited=bool(colour)) for finding, text in found]
        gap = 5.5
        lines = int((room - gap * (len(words) - 1)) // _ITEM.leading)
        allowed = _shared_out(
            [len(lines_of(one, _ITEM, width - indent)) if len(one[0].text) < 5000 else 999 for one in words], lines
        )
        for number, ((finding, _text), one, most) in enumerate(zip(found, words, allowed, strict=True), 1):
            area = context.areas.get(finding.area)
            place = context.area_place(area) if area else ""
            block = Excerpt(one, _ITEM, width - indent, max(most, 1), place, note=in_full)
            if colour:
                ink.painter.box(x, y + 2.6, 2.0, 7.2, colour)
            else:
                ink.painter.marks([Label(x, y + 9.6, str(number), "semibold", 8.8, BETTER)])
            block.draw(ink, x + indent, y)
            y += block.height + gap

    def _words(self, finding: FindingLine, text: str, *, cited: bool) -> list[Span]:
        context = self._context
        text = one_line(text)
        if not cited or not finding.item:
            return led(text, _ITEM)
        stop = "." if text.endswith(".") else ""
        words = led(text.removesuffix("."), _ITEM)
        cited_as = f"({context.item_number(finding.item)})"
        return [*words, Span(" ", _ITEM), Span(cited_as, _ITEM, context.item_place(finding.item)), Span(stop, _ITEM)]

    # --- basis, confidence, next steps -----------------------------------------------------------------------

    def _basis(self, ink: Ink, x: float, y: float) -> None:
        context = self._context
        ink.painter.box(x, y, context.width, self._basis_high, TINT)
        split = _SPLIT
        Text(_("Basis and confidence").upper(), CAPTION, split - 24).draw(ink, x + 12, y + 9)
        Excerpt(_basis_text(context), _BASIS, split - 22, 3, "section-method", note=in_full).draw(ink, x + 12, y + 22)
        counts = [(letter, context.summary.confidence_share.get(letter, 0)) for letter in CONFIDENCES]
        if any(count for _letter, count in counts):
            ink.painter.figure(confidence_bar(counts, context.numbers, split - 27, 12.4), x + 12, y + 60)
        ink.painter.marks([line(x + split, y + 12, x + split, y + self._basis_high - 12, Stroke(RULE, 0.6))])
        Text(_("Agreed next steps").upper(), CAPTION, 200).draw(ink, x + split + 12, y + 9)
        self._steps(ink, x + split + 12, y + 24, context.width - split - 24)

    def _steps(self, ink: Ink, x: float, y: float, width: float) -> None:
        context = self._context
        steps = _next_steps(context)
        if not steps:
            Text(_("No next step is agreed yet."), _BASIS.in_colour(MUTED), width).draw(ink, x, y + 6)
            return
        share = width / len(steps)
        ink.painter.marks([line(x, y + 20.4, x + width, y + 20.4, Stroke(PRIMARY, 1.1))])
        for at, (day, text) in enumerate(steps):
            left, each = x + share * at, _step_width(width, len(steps))
            ink.painter.marks([Circle(left + 3.7, y + 20.4, 3.0, Stroke(PRIMARY, 1.4), Fill(WHITE if at else PRIMARY))])
            month = context.numbers.short_month(day)
            Text(month, _STEP_DAY, each, lines=lines_of(month, _STEP_DAY, 100)[:1]).draw(ink, left, y + 3)
            Text(one_line(text), _STEP, each, lines=_step_lines(text, each)).draw(ink, left, y + 27.5)


_BASIS_HIGH = 83.5
_SPLIT = 175.5
"""Where the next steps begin, to the right of the basis."""
_STEP_LINES, _MOST_STEP_LINES = 3, 5
"""How many lines of a step the foot has room for, and how many at most where it is made higher."""


def _step_width(width: float, count: int) -> float:
    return min(width / count - 5, 110.0)


def _step_lines(text: str, width: float) -> tuple[TextLine, ...]:
    """Return a step on as many lines as there may be; one too long for them shows that it goes on."""
    return lines_of("\n".join(shortened(text, _STEP, width, _MOST_STEP_LINES)), _STEP, width + 1)


def _basis_high(context: Context) -> float:
    """Return how high the foot is: higher where a next step needs more lines."""
    steps = _next_steps(context)
    each = _step_width(context.width - _SPLIT - 24, max(len(steps), 1))
    most = max((len(_step_lines(text, each)) for _day, text in steps), default=0)
    return _BASIS_HIGH + _STEP.leading * max(most - _STEP_LINES, 0)


def _weakest(axes: list[Axis], start: Series, end: Series, most: int) -> tuple[list[Axis], Series, Series]:
    order = sorted(range(len(axes)), key=lambda at: (end.values[at] is None, end.values[at] or 0.0))[:most]
    kept = sorted(order)
    return (
        [axes[at] for at in kept],
        Series(start.kind, start.name, tuple(start.values[at] for at in kept)),
        Series(end.kind, end.name, tuple(end.values[at] for at in kept), tuple(end.is_hollow(at) for at in kept)),
    )


def _basis_text(context: Context) -> str:
    summary, numbers = context.summary, context.numbers
    parts = [
        _(
            "{rated} of {all} items rated",
            rated=numbers.whole(summary.overall.rated),
            all=numbers.whole(summary.overall.applicable),
        ),
        plural("{count} piece of evidence", "{count} pieces of evidence", len(summary.evidence))
        if summary.evidence else "",
        plural("{count} site", "{count} sites", len(summary.sites)) if summary.sites else "",
        plural("{count} interview", "{count} interviews", summary.interviews) if summary.interviews else "",
    ]  # fmt: skip
    there = in_a_row(parts[1:])
    told = f"{parts[0]}; {there}." if there else f"{parts[0]}."
    if not any(summary.confidence_share.values()):
        return told
    bar = _("Confidence of the answers:")
    return f"{told} {bar}"


def _next_steps(context: Context) -> list[tuple[date, str]]:
    """Return the steps the team wrote, else the next actions that fall due."""
    if context.summary.words.next_steps:
        return sorted(context.summary.words.next_steps)[:5]
    due = [
        (action.due, f"{action.code}{NBSP}{action.title}")
        for action in standing_actions(context.summary)
        if action.due and action.status != "done"
    ]
    return sorted(due)[:5]


def _shared_out(needs: list[int], lines: int) -> list[int]:
    """Return how many of ``lines`` each text may use: what it needs, and fairly where there are too few."""
    allowed = [0] * len(needs)
    for _line in range(lines):
        waiting = [at for at, need in enumerate(needs) if allowed[at] < need]
        if not waiting:
            break
        allowed[min(waiting, key=lambda at: allowed[at])] += 1
    return allowed


def _tile_width(width: float) -> float:
    return (width - 3 * _TILE_GAP) / 4


def _tile_name(tile: Tile, width: float) -> Excerpt:
    return Excerpt(one_line(tile.name), _TILE_NAME, width - 16, 2, "section-indicators", note=in_full)
