"""The table of an area's items: where each stands, how sure that is, and what the team says."""

from wopfield.domain.summary import AreaResult, ItemResult
from wopfield.language import _
from wopfield.report.context import Context, heading
from wopfield.report.layout import Block, Marks, Side, Text
from wopfield.report.signs import confidence_sign, item_cell
from wopfield.report.standing import Standing, rating_standing, says_reason, standing, state_of
from wopfield.report.style import CODE, MUTED, NOTE, PRIMARY, TABLE_SMALL, TEXT, TextStyle
from wopfield.report.table import Column, Row, Table
from wopfield.report.text import WIDE
from wopfield.report.words import Span

_SMALL = TextStyle("condensed", 8.2, 10.2, TEXT)
CELL, CELL_HIGH = 18.2, 13.6
"""The size of an item's cell."""


def cell_heads(context: Context) -> list[tuple[str, str]]:
    """Return what stands above an item's cells, each over two lines: the baseline, the self-rating, and now."""
    cells = []
    if context.baseline_year:
        cells.append((_("Peer"), context.baseline_year))
    if context.has_self:
        cells.append((_("Self"), context.now_year))
    cells.append((_("Peer"), context.now_year))
    return cells


def add_cells(made: list[Column], heads: list[tuple[str, str]], x: float) -> float:
    """Add a column for each of the cells from ``x`` on; return where the next column may begin."""
    for head, second in heads:
        made.append(Column(x, CELL, head, second, "middle"))
        x += CELL + 3
    return x


def ratings(context: Context, area: AreaResult, *, air: float = 1.0) -> list[Block]:
    """Return the table with its heading; nothing for an area without items.

    ``air`` is how much of the usual room its rows have above and below.
    """
    if not area.items:
        return []
    across = _rating_columns(context)
    rows: list[Block] = [_rating(context, across, item, air) for item in area.items]
    title = heading(_("Ratings and comments"), context.width, gap=18)
    return [title, Table(across, rows, gap=6)]


def ratings_in_short(context: Context, area: AreaResult) -> list[Block]:
    """Return the ratings alone, in two columns, and where the comments stand: for a page that has no room for them."""
    gutter = 20.0
    across = _short_columns(context, (context.width - gutter) / 2)
    rows = [Row(across, _standings(context, item, across[1].width), above=2.2, below=2.2) for item in area.items]
    half = (len(rows) + 1) // 2
    left, right = Table(across, rows[:half]), Table(across, rows[half:])
    note = _("What the team says of each item stands in {annex}.", annex=context.name_of("annex"))
    place = context.item_place(area.items[0].code)
    return [
        heading(_("Ratings"), context.width, gap=18),
        Side([(0, left), (across[-1].x + across[-1].width + gutter, right)], gap=6),
        Text([Span(note, NOTE, place)], NOTE, context.width, gap=6),
    ]


def _short_columns(context: Context, width: float) -> tuple[Column, ...]:
    cells = cell_heads(context)
    made = [Column(0, 26, _("Item")), Column(28, width - 28 - 21 * len(cells) - 42, _("Practice"))]
    x = add_cells(made, cells, made[-1].x + made[-1].width + 6)
    made.append(Column(x + 5, width - x - 5, _("Evid.")))
    return tuple(made)


def _rating_columns(context: Context) -> tuple[Column, ...]:
    cells = cell_heads(context)
    made = [Column(0, 28, _("Item")), Column(30, 130 + 21 * (3 - len(cells)), _("Practice"))]
    x = made[-1].x + made[-1].width + 8
    x = add_cells(made, cells, x)
    made.append(Column(x + 7, 28, _("Evid.")))
    made.append(Column(x + 42, context.width - x - 42, _("Comment of the team, evidence")))
    return tuple(made)


def _rating(context: Context, across: tuple[Column, ...], item: ItemResult, air: float) -> Row:
    place = "" if context.has("annex") else context.item_place(item.code)
    cells = _standings(context, item, across[1].width, linked=not place)
    cells.append(_comment(context, item, across[-1].width))
    return Row(across, cells, above=2.6 * air, below=2.6 * air, place=place)


def _standings(context: Context, item: ItemResult, width: float, *, linked: bool = True) -> list[Block | None]:
    """Return the cells of an item up to how sure its rating is; its title has so much room."""
    cells: list[Block | None] = [
        Text([Span(item.number, CODE, context.item_place(item.code) if linked else "")], CODE, 30),
        Text(item.title, _SMALL, width),
    ]
    if context.baseline_year:
        cells.append(_level(rating_standing(item.baseline)))
    if context.has_self:
        cells.append(_level(rating_standing(item.self_rating)))
    cells.append(_level(standing(item), outlined=True))
    cells.append(Marks(confidence_sign(item.result.confidence, y=1.7), 12, baseline=9.7))
    return cells


def _level(where: Standing | None, *, outlined: bool = False) -> Marks:
    cell = item_cell(where, CELL, CELL_HIGH, outlined=outlined)
    return Marks(cell, CELL_HIGH, baseline=9.7, shows=_("not rated"))


def _comment(context: Context, item: ItemResult, width: float) -> Block | None:
    spans: list[Span] = []
    italic = _SMALL.in_face("condensed-italic").in_colour(MUTED)
    note = state_of(item)
    if note:
        spans.append(Span(note, italic))
    said_already = says_reason(item) and item.comment.strip() == item.result.reason.strip()
    if item.comment.strip() and not said_already:
        spans.append(Span((WIDE if spans else "") + item.comment.strip(), _SMALL))
    if item.evidence:
        spans.append(Span(WIDE if spans else "", _SMALL))
        spans.extend(context.codes(item.evidence, _SMALL.in_colour(PRIMARY)))
    return Text(spans, _SMALL, width) if spans else Text("–", TABLE_SMALL, width)
