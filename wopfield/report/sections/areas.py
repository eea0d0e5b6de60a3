"""A chapter for each area: where it stands, what the team found, and what it recommends."""

from wopfield.domain.summary import AreaResult, FindingLine, ItemResult
from wopfield.language import _, in_a_row, semicolon
from wopfield.report.context import Context, doubtful, heading, led, opening, said, two_digits, worded
from wopfield.report.drawing import Fill, Label, Mark, Path, Rect, Stroke, line, moved
from wopfield.report.findings import area_text, recommendations
from wopfield.report.framed import Barred
from wopfield.report.layout import Block, Figure, Marks, Side, Stack, Text, height_of, listed
from wopfield.report.page import Pages
from wopfield.report.sections.area_strip import strip
from wopfield.report.sections.fate import fate_of_area
from wopfield.report.sections.linked import linked
from wopfield.report.sections.names import section_name
from wopfield.report.sections.ratings import ratings, ratings_in_short
from wopfield.report.signs import item_cell, pill
from wopfield.report.standing import (
    Standing,
    rating_standing,
    standing,
)
from wopfield.report.style import (
    AREA_TITLE,
    BODY,
    CODE,
    HAIRLINE,
    HEAD,
    INK,
    MUTED,
    NOTE,
    PRIMARY,
    TEXT,
    WORSE,
    TextStyle,
)
from wopfield.report.table import Column, Row, Table
from wopfield.report.text import NBSP, WIDE
from wopfield.report.words import Span

_LIST = TextStyle("regular", 8.6, 12, TEXT)
_QUIET = TextStyle("condensed", 7.9, 10.4, MUTED)
_SMALL = TextStyle("condensed", 8.2, 10.2, TEXT)
_LINKED, _FEWER_LINKED = 4, 2
"""How many of the indicators an area is linked to it shows, and how many where its page is full, if no more
worsened."""
_CLOSER = ((_LINKED, 0.6), (_LINKED, 0.45), (_FEWER_LINKED, 0.6), (_FEWER_LINKED, 0.45))
"""How a chapter that is a little too high is tried: with how many linked indicators and how much white space."""
_SHORTER = (
    (_LINKED, 1.0, True), (_LINKED, 0.75, True), (_LINKED, 0.6, True), (_FEWER_LINKED, 0.6, True),
    (_FEWER_LINKED, 0.45, True), (_LINKED, 0.6, False), (_LINKED, 0.45, False), (_FEWER_LINKED, 0.45, False),
)  # fmt: skip
"""How a chapter with its ratings in short is tried: with how many linked indicators, how much white space, and
whether with what changed most."""
_A_LITTLE = 180.0
"""By how much a chapter may be too high for its page and it is still tried to bring it there."""
_SIDE = 292.0
"""Where the column beside what the team found begins."""
_ALONE = 128.0
"""How wide the column of strengths or of gaps is where there are none."""

_Move = tuple[int, Standing, Standing, ItemResult]
"""By how many levels an item moved, from where, to where."""


def add(pages: Pages, context: Context) -> None:
    """Add one chapter per area."""
    if not context.summary.areas:
        pages.begin("areas", section_name("areas"))
        pages.add([Text(_("The checklist has no areas."), BODY, context.width)])
    for at, area in enumerate(context.summary.areas):
        running = f"{two_digits(area.number)}{NBSP} {area.title}"
        pages.begin("areas", running, whole=True, outline=section_name("areas"))
        above = [] if at else _in_general(context)
        pages.add([*above, *_fitted(context, area, pages.sheet.printed_room - height_of(above))])


def _fitted(context: Context, area: AreaResult, room: float) -> list[Block]:
    """Return the chapter of an area, on one page where something brings it there.

    Less white space is tried first, then fewer linked indicators, then the ratings without what is said of each,
    where the annex says it, and at last without the sentence on what changed most, which the ratings show as well.
    """
    blocks = _chapter(context, area)
    excess = height_of(blocks) - room
    if excess <= 0:
        return blocks
    if excess < _A_LITTLE:
        for most, air in _CLOSER:
            closer = _chapter(context, area, air=air, linked_most=most)
            if height_of(closer) <= room:
                return closer
    if area.items and context.has("annex"):
        for most, air, moved_most in _SHORTER:
            short = _chapter(context, area, air=air, linked_most=most, in_short=True, moved_most=moved_most)
            if height_of(short) <= room:
                return short
    return blocks


def _in_general(context: Context) -> list[Block]:
    """Return what the team says of all areas together, above the first of them."""
    title = context.title_of("areas", "")
    blocks = opening(section_name("areas"), title, "", context.width) if title else []
    blocks = [*blocks, *said(context, "areas")]
    return [Stack(blocks), Marks([], 24)] if blocks else []


def _chapter(
    context: Context,
    area: AreaResult,
    *,
    air: float = 1.0,
    linked_most: int = _LINKED,
    in_short: bool = False,
    moved_most: bool = True,
) -> list[Block]:
    """Return the chapter of an area; ``air`` is how much of the usual white space it has, ``linked_most`` how many
    linked indicators, ``in_short`` leaves what is said of each rating to the annex, and without ``moved_most`` it
    does not tell what changed most."""
    width = context.width
    kicker, title = opening(_("Area {number}", number=two_digits(area.number)), area.title, "", width, style=AREA_TITLE)
    if isinstance(title, Text):
        title.place = context.area_place(area)
        title.outline = (f"{two_digits(area.number)} {area.title[:300]}", 1)
    blocks: list[Block] = [
        kicker,
        title,
        Figure(strip(context, area), gap=12),
        _found(context, area, linked_most, moved_most),
    ]
    blocks.extend(_both_sides(context, area))
    blocks.extend(_recommended(context, area))
    blocks.extend(_differences(context, area))
    blocks.extend(fate_of_area(context, area))
    blocks.extend(ratings_in_short(context, area) if in_short else ratings(context, area, air=air))
    for block in blocks:
        block.gap *= air
    return blocks


# --- what the team found -----------------------------------------------------------------------------------


def _found(context: Context, area: AreaResult, most: int, moved_most: bool) -> Block:
    """Return what the team found, the linked indicators beside it; where there are none, what changed most."""
    own, place = context.summary.words.area_context.get(area.code, "").strip(), f"texts:area:{area.code}"
    text = own or area_text(area, context.numbers, context.baseline_year)
    moves = _moves(area) if moved_most else []
    aside = context.width - _SIDE
    side = linked(context, area, aside, most)
    width = _SIDE - 24 if side or moves else context.width * 0.82
    told: list[Block] = [heading(_("What the team found"), width, gap=0),
                         *worded(context, place, text, width, gap=4)]  # fmt: skip
    if side and moves:
        below = _moved_most(context, moves[:3], width, gap=14)
        room = side.height - height_of(told)
        told.append(below if below.gap + below.height <= room else _moved_in_words(context, moves[:3], width))
    elif moves:
        side = _moved_most(context, moves[: 4 if len(text) > 400 else 3], aside)
    left = Stack(told, gap=18)
    return Side([(0, left), (_SIDE, side)], gap=18) if side else left


def _moves(area: AreaResult) -> list[_Move]:
    """Return the items at another level than at the baseline, those that moved furthest first."""
    moves = []
    for item in area.items:
        before, now = rating_standing(item.baseline), standing(item)
        if before and before.level is not None and now.level is not None and before.level != now.level:
            moves.append((now.level - before.level, before, now, item))
    return sorted(moves, key=lambda move: (-abs(move[0]), -move[0]))


def _moved_in_words(context: Context, moves: list[_Move], width: float) -> Block:
    """Return the items that moved most since the baseline in a sentence."""
    bold = _QUIET.in_face("condensed-semibold")
    title = _("Changed most since {year}", year=context.baseline_year)
    spans = [Span(_("{names}:", names=title), bold), Span(" ", _QUIET)]
    for at, (_size, before, now, item) in enumerate(moves):
        told = _("{title} from {before} to {now}", title=item.title, before=before.level, now=now.level)
        spans.append(Span(item.number, CODE, context.item_place(item.code)))
        spans.append(Span(NBSP + told + ("." if at + 1 == len(moves) else semicolon()), _QUIET))
    return Text(spans, _QUIET, width, gap=6)


def _moved_most(context: Context, moves: list[_Move], width: float, *, gap: float = 0.0) -> Block:
    """Return the items that moved most since the baseline, as a column."""
    title = heading(
        _("Changed most since {year}", year=context.baseline_year), width, gap=0, style=HEAD.in_face("semibold")
    )
    blocks: list[Block] = [title]
    for at, (_size, before, now, item) in enumerate(moves):
        blocks.append(_move_row(context, item, before, now, width, first=at == 0))
    return Stack(blocks, gap=gap)


def _move_row(
    context: Context, item: ItemResult, before: Standing, now: Standing, width: float, *, first: bool
) -> Block:
    number = Text([Span(item.number, CODE, context.item_place(item.code))], CODE, 26)
    title = Text(item.title, _SMALL, width - 26 - 58)
    cells: list[Mark] = [
        *item_cell(before, 18, 13),
        Path(((22, 6.5), (29, 6.5)), Stroke(MUTED, 0.8)),
        Path(((27, 4.5), (29.4, 6.5), (27, 8.5)), Stroke(MUTED, 0.8)),
        *moved(item_cell(now, 18, 13, outlined=True), 33, 0),
    ]
    height = max(title.height, 13) + 8
    rule = Marks([line(0, 0, width, 0, Stroke(HAIRLINE, 0.6))], 0)
    levels = Marks(cells, 13, role="P", says=f"{before.level} → {now.level}")
    row = Side(
        [(0, rule), (0, number), (width - 51, levels), (26, title)],
        drop=(0, 5, 3.5, 5),
        gap=5 if first else 0,
    )
    row.height = height + 2
    return row


def _both_sides(context: Context, area: AreaResult) -> list[Block]:
    strengths = [finding for finding in area.findings if finding.kind == "strength"]
    gaps = [finding for finding in area.findings if finding.kind == "gap"]
    if not strengths and not gaps:
        return []
    room = context.width - 20
    first = room / 2 if strengths and gaps else room - _ALONE if strengths else _ALONE
    left = _column(context, _("Strengths"), strengths, PRIMARY, first, _("No strength is recorded for this area."))
    right = _column(context, _("Gaps"), gaps, WORSE, room - first, _("No gap is recorded for this area."))
    return [Side([(0, left), (first + 20, right)], gap=16)]


def _column(context: Context, title: str, findings: list[FindingLine], colour: str, width: float, none: str) -> Stack:
    rule = Marks([Rect(0, 0, width, 1.6, None, Fill(colour))], 1.6)
    blocks: list[Block] = [rule, heading(title, width, gap=5)]
    rule.keep = True
    if findings:
        blocks.append(listed([_finding(context, finding, colour, width) for finding in findings]))
    else:
        blocks.append(Text(none, _QUIET, width, gap=3))
    return Stack(blocks)


def _finding(context: Context, finding: FindingLine, colour: str, width: float) -> Block:
    number = context.item_number(finding.item) if finding.item else ""
    code = Text([Span(number, CODE.in_colour(colour), context.item_place(finding.item))], CODE, 32)
    room = width - 34
    words = [*led(finding.text, _LIST)]
    quiet = _QUIET.in_colour(MUTED)
    if finding.evidence:
        words.append(Span(WIDE, _LIST))
        words.extend(context.codes(finding.evidence, TextStyle("condensed-medium", 8, 12, PRIMARY)))
    else:
        words.append(Span(WIDE + _("impression, no evidence recorded"), TextStyle("condensed-italic", 8, 12, MUTED)))
    words.extend(doubtful(finding.disputed))
    blocks: list[Block] = [Text(words, _LIST, room)]
    for label, text in ((_("Why it matters:"), finding.effect), (_("Likely cause:"), finding.cause)):
        if text.strip():
            blocks.append(
                Text([Span(label + " ", quiet.in_face("condensed-semibold")), Span(text, quiet)], quiet, room, gap=1.5)
            )
    return Side([(0, code), (34, Stack(blocks))], gap=5, drop=(0.9, 0))


# --- recommendations, differences, ratings -------------------------------------------------------------------


def _recommended(context: Context, area: AreaResult) -> list[Block]:
    found = recommendations(area)
    if not found:
        return []
    across = (
        Column(0, 28, _("No.")), Column(30, 296, _("Recommendation")), Column(340, 60, _("Addresses")),
        Column(408, 74, _("Priority")),
    )  # fmt: skip
    rows: list[Block] = []
    for number, finding, text in found:
        addresses = (
            [Span(context.item_number(finding.item), _SMALL, context.item_place(finding.item))] if finding.item else "–"
        )
        cells = (
            Text(number, CODE, 30),
            Text([*led(text, _LIST), *doubtful(finding.disputed)], _LIST, 290),
            Text(addresses, _SMALL, 60),
            Marks(_priority(finding.priority), 12, baseline=8.6),
        )
        rows.append(Row(across, cells, above=4.5, below=5))
    return [heading(_("Recommendations"), context.width, gap=18), Table(across, rows, gap=6)]


def _priority(priority: str) -> list[Mark]:
    if priority == "low":
        return [Label(0, 8.6, _("low"), "condensed", 8, MUTED)]
    text = (_("High") if priority == "high" else _("Medium")).upper()
    return pill(text, WORSE, filled=priority == "high")


def _differences(context: Context, area: AreaResult) -> list[Block]:
    """Return a note on items that the mentee rates two or more levels away from the team."""
    told = []
    for item in area.items:
        own, where = rating_standing(item.self_rating), standing(item)
        if own is None or own.level is None or where.level is None or abs(own.level - where.level) < 2:
            continue
        reasons = (item.self_rating.comment.strip() if item.self_rating else "", item.result.reason.strip())
        differs = _(
            "{number} {title}: the mentee rates {own}, the team {level}.",
            number=item.number,
            title=item.title,
            own=own.level,
            level=where.level,
        )
        told.append(in_a_row((differs, *reasons), " "))
    if not told:
        return []
    bold = NOTE.in_face("condensed-semibold").in_colour(INK)
    note = NOTE.in_colour(TEXT)
    texts: list[Block] = [
        Text(
            [Span(_("Where ratings differ.") + " ", bold), Span(text, note)] if not at else text,
            note,
            context.width - 12,
            gap=2 if at else 0,
        )
        for at, text in enumerate(told)
    ]
    return [Barred(Stack(texts), WORSE, gap=18)]
