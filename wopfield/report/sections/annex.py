"""The annex: every item with what each rater says, what was agreed, and every comment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from wopfield.domain.summary import AreaResult, ItemResult, Rating
from wopfield.language import _, alone, in_a_row
from wopfield.report.context import Context, doubtful, foreign_note, key_to_signs, opened, two_digits
from wopfield.report.drawing import Fill, Label, Mark, Rect
from wopfield.report.layout import Block, Ink, Marks, Side, Stack, Text
from wopfield.report.page import Pages
from wopfield.report.sections.names import rater_name, section_name
from wopfield.report.sections.ratings import CELL, CELL_HIGH, add_cells, cell_heads
from wopfield.report.signs import item_cell, level_legend
from wopfield.report.standing import Standing, rating_standing, says_reason, standing, state_of, words_for
from wopfield.report.style import BODY, INK, MUTED, PRIMARY, PRIMARY_DARK, TABLE_SMALL, TEXT, WHITE, WORSE, TextStyle
from wopfield.report.table import Column, Head, Row, Table
from wopfield.report.text import NBSP, WIDE, shortened, width_of
from wopfield.report.words import Span

_CODE = TextStyle("condensed-semibold", 8.4, 10.4, PRIMARY)
_TEXT = TextStyle("condensed", 8.2, 10.2, TEXT)
_STRONG = _TEXT.in_face("condensed-semibold").in_colour(INK)
_QUIET = TextStyle("condensed-italic", 7.8, 9.8, MUTED)
_AREA = TextStyle("semibold", 11, 14, INK)
_AREA_AGAIN = TextStyle("semibold", 9, 12, WHITE)
_ITEMS_AGAIN = TextStyle("regular", 8, 12, "#C3D6DA")


@dataclass(frozen=True, slots=True)
class _Voice:
    """Who says the same: their names, their rating in words, what they wrote, whether that is not settled."""

    names: str
    level: str
    words: str
    disputed: bool


def add(pages: Pages, context: Context) -> None:
    """Add a table for each area, one after the other."""
    pages.begin("annex", context.name_of("annex"))
    lead = _("Every item with the level chosen, what each rater says, and the evidence.")
    blocks = opened(context, "annex", section_name("annex"), lead)
    blocks.extend([_legend(context), *foreign_note(context)])
    for area in context.summary.areas:
        blocks.extend([_heading(context, area), _table(context, area)])
    if not context.summary.areas:
        blocks.append(Text(_("The checklist has no items."), BODY, context.width, gap=12))
    pages.add(blocks)


def _heading(context: Context, area: AreaResult) -> Block:
    name = [Span(two_digits(area.number), _AREA.in_colour(PRIMARY)), Span(WIDE + area.title, _AREA)]
    left = Text(name, _AREA, context.width - 110, role="H2")
    right = Text(_range(area), TextStyle("regular", 8, 14, MUTED), 100, align="end")
    block = Side([(0, left), (context.width - 100, right)], keep=True, gap=22)
    title = f"{two_digits(area.number)} {area.title[:400]}"
    block.running = _("{section} · {area}", section=context.name_of("annex"), area=title)
    return block


def _range(area: AreaResult) -> str:
    """Return the first and the last item of an area."""
    if not area.items:
        return ""
    return _("items {first} – {last}", first=area.items[0].number, last=area.items[-1].number)


def _columns(context: Context) -> tuple[Column, ...]:
    cells = cell_heads(context)
    made = [Column(4, 28, _("Item")), Column(36, 168 + 21 * (3 - len(cells)), _("Practice and level"))]
    x = made[-1].x + made[-1].width + 8
    x = add_cells(made, cells, x)
    made.append(Column(x + 6, context.width - x - 10, _("What each rater says")))
    return (*made, Column(context.width, 0))


def _table(context: Context, area: AreaResult) -> Table:
    across = _columns(context)
    rows: list[Block] = [_row(context, across, item) for item in area.items]
    return Table(across, rows, gap=5, dark=True, again=_HeadAgain(across, area, context.width))


class _HeadAgain(Head):
    """The head on a later page of an area: above the columns stand the area and its items once more."""

    def __init__(self, across: Sequence[Column], area: AreaResult, width: float) -> None:
        super().__init__(across, dark=True)
        self._columns_alone = Head(across, dark=True)
        items = _("{title} (continued)", title=_range(area))
        self._items = Text(items, _ITEMS_AGAIN, 130, align="end")
        name = f"{two_digits(area.number)}{WIDE}{area.title[:400]}"
        self._name = Text(shortened(name, _AREA_AGAIN, width - 150)[0], _AREA_AGAIN, width - 150)
        self._wide, self._upper = width, 5 + max(self._name.height, self._items.height)
        self.height += self._upper

    def draw(
        self, ink: Ink, x: float, y: float, *, tagged: bool, widest: Mapping[int, float] = MappingProxyType({})
    ) -> None:
        """Draw both; the name is furniture, for the tree has the table whole below its heading."""
        ink.painter.box(x, y, self._wide, self._upper, PRIMARY_DARK)
        for text, at in ((self._name, x + 4), (self._items, x + self._wide - self._items.width - 4)):
            ink.painter.lines(text.lines, text.style, at, y + 5, text.width, text.align)
        self._columns_alone.draw(ink, x, y + self._upper, tagged=tagged, widest=widest)


def _row(context: Context, across: tuple[Column, ...], item: ItemResult) -> Row:
    where = standing(item)
    cells: list[Block | None] = [Text(item.number, _CODE, 30), _practice(item, where, across[1].width)]
    if context.baseline_year:
        cells.append(_cell(rating_standing(item.baseline)))
    own = rating_standing(item.self_rating)
    if context.has_self:
        cells.append(_cell(own, mark=_far(own, where)))
    cells.append(_cell(where, outlined=True))
    cells.append(_raters(context, item, across[-2].width))
    return Row(across, (*cells, None), above=4, below=4, place=_place(context, item))


def _place(context: Context, item: ItemResult) -> str:
    return context.item_place(item.code)


def _practice(item: ItemResult, where: Standing, width: float) -> Block:
    blocks: list[Block] = [Text(item.question or item.title, _TEXT, width)]
    if where.level is not None and item.levels[where.level].strip():
        blocks.append(Text(f"{where.level}{NBSP}– {item.levels[where.level]}", _QUIET, width, gap=1))
    stack = Stack(blocks)
    stack.baseline = blocks[0].baseline
    return stack


def _cell(where: Standing | None, *, outlined: bool = False, mark: bool = False) -> Marks:
    marks: list[Mark] = list(item_cell(where, CELL, CELL_HIGH, outlined=outlined))
    if mark:
        marks.append(Rect(-2.4, 0, 1.6, CELL_HIGH, None, Fill(WORSE)))
    return Marks(marks, CELL_HIGH, baseline=9.7, shows=_("not rated"))


def _far(own: Standing | None, where: Standing) -> bool:
    return own is not None and own.level is not None and where.level is not None and own.level - where.level >= 2


def _raters(context: Context, item: ItemResult, width: float) -> Block:
    """Return everybody's rating and words, and what was agreed with its reason."""
    blocks: list[Block] = []

    def add(words: list[Span]) -> None:
        blocks.append(Text(words, _TEXT, width, gap=1 if blocks else 0))

    state, voices = state_of(item), _voices(item)
    if state:
        add([Span(state, _STRONG.in_colour(WORSE))])
    silent: list[Span] = []
    for voice in voices:
        level = Span(alone(voice.level), _STRONG.in_colour(PRIMARY))
        spans = [Span(_("{names}:", names=voice.names) + NBSP, _STRONG), level]
        if voice.words:
            add([*spans, Span(WIDE + voice.words, _TEXT), *doubtful(voice.disputed)])
        else:
            silent.extend([*([Span(WIDE, _TEXT)] if silent else []), *spans])
    if silent:
        add(silent)
    for who, words in _of_the_team(item, voices):
        add([Span(who + " ", _STRONG), Span(words, _TEXT)])
    if item.evidence:
        add([Span(_("Evidence") + " ", _STRONG), *context.codes(item.evidence, _TEXT.in_colour(PRIMARY))])
    if not blocks:
        blocks.append(Text("–", TABLE_SMALL, width))
    stack = Stack(blocks)
    stack.baseline = blocks[0].baseline
    return stack


def _of_the_team(item: ItemResult, voices: Sequence[_Voice]) -> list[tuple[str, str]]:
    """Return what was agreed with its reason, and what else the team says that no rater's line has said."""
    where, reason, comment = standing(item), item.result.reason.strip(), item.comment.strip()
    told = []
    said_before = {voice.words for voice in voices}
    if reason and where.kind == "rated" and where.settled:
        alike = {_level(one) for one in _everybody(item) if _is_at(one, where.level)}
        same = next((voice.names for voice in voices if voice.words == reason and voice.level in alike), "")
        words = _("for the reason given by {name}", name=same) if same else reason
        told.append((_("Agreed:"), words))
        said_before.add(reason)
    elif says_reason(item):
        said_before.add(reason)
    if comment and comment not in said_before:
        told.append((_("Team:"), item.comment))
    return told


def _is_at(rating: Rating, level: int | None) -> bool:
    said = rating_standing(rating)
    return said is not None and said.level == level


def _voices(item: ItemResult) -> list[_Voice]:
    """Return what the reviewers say, those who say the same in one voice, and last what the utility says of itself."""
    said: dict[tuple[str, str, bool], list[str]] = {}
    for rating in item.peers:
        said.setdefault(_said(rating), []).append(rater_name(rating))
    voices = [_Voice(in_a_row(names), *same) for same, names in said.items()]
    if item.self_rating:
        voices.append(_Voice(rater_name(item.self_rating), *_said(item.self_rating)))
    return voices


def _said(rating: Rating) -> tuple[str, str, bool]:
    words = " ".join(part for part in (rating.comment.strip(), rating.reason.strip()) if part)
    return _level(rating), words, bool(words) and rating.disputed


def _everybody(item: ItemResult) -> tuple[Rating, ...]:
    return (*item.peers, item.self_rating) if item.self_rating else item.peers


def _level(rating: Rating) -> str:
    where = rating_standing(rating)
    shown = words_for(where) if where else _("not rated")
    return shown + f"{NBSP}{rating.confidence}" if rating.confidence else shown


def _legend(context: Context) -> Block:
    marks, width = level_legend(context.numbers, size=7.6)
    low = 0.0
    if context.has_self:
        style = TextStyle("condensed", 7.6, 9.6, MUTED)
        text = _("self-rating two or more levels above")
        if width + 17 + width_of(text, style) > context.width:
            width, low = -12.0, 16.0
        marks.append(Rect(width + 12, low, 1.6, 12.5, None, Fill(WORSE)))
        marks.append(Label(width + 17, low + 9, text, style.face, style.size, MUTED))
    return key_to_signs(marks, context.width, 12.5 + low, gap=10, keep=True)
