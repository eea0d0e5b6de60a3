"""A checklist to fill in on paper: every item with its levels, boxes to tick and room to write."""

from collections.abc import Mapping, Sequence
from itertools import zip_longest

from wopfield.domain.checklist import ResponseType
from wopfield.domain.summary import AreaResult, ItemResult
from wopfield.language import _
from wopfield.report.cleaning import one_line
from wopfield.report.context import Context, foreign_note, two_digits
from wopfield.report.drawing import Label, Mark, Rect, Stroke, line
from wopfield.report.layout import Block, Marks, Side, Stack, Text
from wopfield.report.page import Pages
from wopfield.report.sections.names import section_name
from wopfield.report.standing import CONFIDENCES
from wopfield.report.style import (
    AREA_TITLE,
    BODY,
    CODE,
    HEAD,
    INK,
    KICKER,
    LEAD,
    MUTED,
    NOTE,
    RULE,
    TEXT,
    TextStyle,
    level_names,
)
from wopfield.report.table import Column, Row, Table
from wopfield.report.text import WIDE, shortened, width_of

_QUESTION = TextStyle("regular", 8.9, 12.2, TEXT)
_TITLE = TextStyle("semibold", 9.2, 12.4, INK)
_LEVEL = TextStyle("condensed", 8.2, 10.6, TEXT)
_SMALL = TextStyle("condensed", 7.6, 9.6, MUTED)
_NAMED = _LEVEL.in_face("condensed-semibold")
_BOX, _LINE = 8.4, 17.0
_MOST_NAMED = 120.0
_FIGURE, _BETWEEN, _PROOF = 110.0, 30.0, 28

Asks = Mapping[str, tuple[ResponseType, str]]


def add(pages: Pages, context: Context) -> None:
    """Add every item."""
    pages.begin("blank", section_name("blank"))
    summary, width = context.summary, context.width
    title = f"{summary.checklist_title} {summary.checklist_version}".strip()
    blocks: list[Block] = [
        Text(summary.assessment_title.upper(), KICKER, width, keep=True),
        Text(title, AREA_TITLE, width, role="H1", gap=4, even=True, keep=True),
    ]
    lead = (
        _("Answer each item, and write down what was seen.")
        if summary.asks
        else _("Tick one level for each item, and write down what was seen.")
    )
    blocks.append(Text(lead, LEAD, width, gap=4))
    blocks.extend([_who(summary.mentee, width), _key(width), *foreign_note(context)])
    for area in summary.areas:
        head = Text(f"{two_digits(area.number)}{WIDE}{area.title}", HEAD, width, role="H2", gap=20, keep=True)
        head.running = area.title
        blocks.extend([head, _table(area, width, summary.asks)])
    if not summary.areas:
        blocks.append(Text(_("The checklist has no items."), BODY, width, gap=12))
    pages.add(blocks)


def _who(utility: str, width: float) -> Block:
    """Return the lines that say whose sheets they are; the utility is known, the rest is written by hand."""
    third = (width - 32) / 3
    parts: list[tuple[float, Block]] = []
    for at, (words, known) in enumerate(((_("Utility"), utility), (_("Name"), ""), (_("Date"), ""))):
        rule = Marks([line(0, 4, third, 4, Stroke(RULE, 0.8))], 6)
        said = Text(shortened(known, _LEVEL, third)[0] if known else " ", _LEVEL, third, gap=5)
        parts.append((at * (third + 16), Stack([Text(words, _SMALL, third), said, rule])))
    back = _("Return to")
    beside = width_of(back, _SMALL) + 10
    rule = Marks([line(0, 10, width - beside, 10, Stroke(RULE, 0.8))], 12)
    given_to = Side([(0, Text(back, _SMALL, beside)), (beside, rule)], gap=14)
    return Stack([Side(parts), given_to], gap=14)


def _key(width: float) -> Block:
    """Return what the letters and the room below each item are for."""
    words = _("How sure: A measured and verified, B records seen, C told by staff, D a guess. Evidence: the number of "
              "a photo or document, such as E12.")  # fmt: skip
    return Text(words, NOTE, width, gap=10)


def _table(area: AreaResult, width: float, asks: Asks) -> Table:
    room = max((width_of(item.number[:20], CODE) for item in area.items), default=0.0)
    start = max(34.0, room + 8)
    across = (Column(0, start - 4), Column(start, width - start))
    return Table(across, [_row(across, item, *asks.get(item.code, ("level", ""))) for item in area.items], gap=4)


def _row(across: tuple[Column, ...], item: ItemResult, asked: ResponseType, unit: str) -> Row:
    width = across[1].width
    parts: list[Block] = [Text(item.title, _TITLE, width)]
    if item.question.strip() and item.question.strip() != item.title.strip():
        parts.append(Text(item.question, _QUESTION, width, gap=1))
    if asked == "number":
        parts.append(_figure(unit))
    if asked == "photo":
        parts.append(_figure("", before=_("Number of the photo")))
    if asked == "text":
        parts.append(_lines(width))
    names = _answers(asked)
    described = item.levels if asked == "level" else ()
    choices = _beside_one_another(names, width) if not described else None
    parts.extend([choices] if choices else _below_one_another(names, described, width))
    parts.extend(_how_sure(width))
    parts.append(_lines(width))
    stack = Stack(parts)
    stack.baseline = parts[0].baseline
    return Row(across, (Text(item.number, CODE, across[0].width), stack), above=6, below=4)


def _beside_one_another(names: Sequence[str], width: float) -> Block | None:
    """Return short answers in one line, which spares paper; None where they have no room there."""
    parts: list[tuple[float, Block]] = []
    x = 0.0
    for name in names:
        room = width_of(name, _NAMED) + 4
        parts.extend([(x, _box()), (x + 15, Text(name, _NAMED, room))])
        x += room + 15 + _BETWEEN
    return Side(parts, gap=4) if x - _BETWEEN <= width else None


def _below_one_another(names: Sequence[str], described: Sequence[str], width: float) -> list[Block]:
    room = min(max(width_of(name, _NAMED) for name in names) + 4, _MOST_NAMED)
    return [
        _choice(name, words, room, width, gap=2 if at else 4)
        for at, (name, words) in enumerate(zip_longest(names, described, fillvalue=""))
    ]


def _how_sure(width: float) -> list[Block]:
    """Return a box for each grade, and room for the number of the evidence: beside them, or below without room."""
    sure, proof = _("How sure"), _("Evidence")
    parts: list[tuple[float, Block]] = [(0, Text(sure, _SMALL, width_of(sure, _SMALL) + 4))]
    x = width_of(sure, _SMALL) + 14
    for grade in CONFIDENCES:
        parts.extend([(x, _box()), (x + 13, Text(grade, _NAMED, 12))])
        x += 38
    room = width_of(proof, _SMALL) + 4
    shown: list[tuple[float, Block]] = [(0, Text(proof, _SMALL, room)), (room + 6, Text("_" * _PROOF, _SMALL, 110))]
    if x + room + 116 > width:
        return [Side(parts, gap=4), Side(shown, gap=4)]
    return [Side([*parts, *((width - room - 116 + at, block) for at, block in shown)], gap=4)]


def _answers(asked: ResponseType) -> list[str]:
    """Return what there is to tick."""
    neither = [_("Does not apply"), _("Not seen")]
    if asked == "yes_no":
        return [_("Yes"), _("No"), *neither]
    if asked == "level":
        # a space more than is measured parts the number from the name
        return [*(f"{level}  {name}" for level, name in enumerate(level_names())), *neither]
    return neither


def _lines(width: float) -> Block:
    """Return two lines to write on."""
    return Marks([line(0, _LINE * at, width, _LINE * at, Stroke(RULE, 0.5)) for at in (1, 2)], 2 * _LINE + 2)


def _figure(unit: str, before: str = "") -> Block:
    """Return room for a figure, with its unit behind it or what it is the number of before it."""
    unit = one_line(unit)
    start = width_of(before, _LEVEL) + 6 if before else 0.0
    marks: list[Mark] = [line(start, _LINE, start + _FIGURE, _LINE, Stroke(INK, 0.7))]
    if before:
        marks.append(Label(0, _LINE, before, _LEVEL.face, _LEVEL.size, TEXT))
    if unit:
        marks.append(Label(start + _FIGURE + 6, _LINE, unit, _LEVEL.face, _LEVEL.size, TEXT))
    return Marks(marks, _LINE + 1, says=" ".join(filter(None, (before, "_" * 16, unit))), role="P")


def _box() -> Block:
    return Marks([Rect(0, 1.2, _BOX, _BOX, Stroke(INK, 0.7))], _BOX + 1.2, says="☐")


def _choice(name: str, words: str, room: float, width: float, *, gap: float) -> Block:
    box = _box()
    called = Text(name, _NAMED, room)
    start = 15 + room + 8
    parts: list[tuple[float, Block]] = [(0, box), (15, called)]
    return Side([*parts, (start, Text(words, _LEVEL, width - start))] if words else parts, gap=gap)
