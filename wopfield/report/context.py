"""What every section works from: the summary, the choices, and the names of places links lead to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from string import ascii_uppercase

from wopfield.domain.around import BalanceYear
from wopfield.domain.summary import AreaResult, ItemResult, Summary
from wopfield.language import _, in_a_row, reads_from_the_right
from wopfield.report.cleaning import one_line
from wopfield.report.documents import ANNEXES
from wopfield.report.drawing import Drawing, Label, Mark
from wopfield.report.lacking import NOT_FOR_ANYBODY, has_content, newest_balance
from wopfield.report.layout import Block, Figure, Text, paragraphs
from wopfield.report.numbers import Numbers
from wopfield.report.options import ReportOptions
from wopfield.report.page import TEXT_WIDTH
from wopfield.report.photographs import Shot, printable
from wopfield.report.style import BODY, HEAD, KICKER, LEAD, NOTE, TITLE, WORSE, TextStyle
from wopfield.report.text import WIDE
from wopfield.report.translating import FOREIGN
from wopfield.report.words import Span, Words


@dataclass(frozen=True)
class Context:
    """One report in the making."""

    summary: Summary
    photos: Mapping[str, bytes]
    options: ReportOptions
    digest: str
    foreign: bool = False
    """Whether texts of the checklist stand in the language they were written in, for want of a translation."""
    width: float = TEXT_WIDTH

    @cached_property
    def numbers(self) -> Numbers:
        """Return how the report's language writes figures."""
        return Numbers(self.options.language)

    @cached_property
    def items(self) -> dict[str, ItemResult]:
        """Return the items by code."""
        return {item.code: item for area in self.summary.areas for item in area.items}

    @cached_property
    def areas(self) -> dict[str, AreaResult]:
        """Return the areas by code."""
        return {area.code: area for area in self.summary.areas}

    @cached_property
    def shots(self) -> tuple[Shot, ...]:
        """Return the photographs to print."""
        return printable(self.summary.evidence, self.photos, grey=self.options.greyscale)

    def has(self, section: str) -> bool:
        """Return whether a section is in the report."""
        if section not in self.options.sections or (section in NOT_FOR_ANYBODY and self.options.audience == "report"):
            return False
        if section == "plan" and self.options.document == "capacity" and not self.summary.actions:
            return bool(self.text_of("plan"))
        return bool(self.shots) if section == "photos" else has_content(self.summary, section)

    @cached_property
    def letters(self) -> Mapping[str, str]:
        """Return the letter of each annex, in the order they are printed."""
        annexes = [name for name in self.options.sections if name in ANNEXES and self.has(name)]
        return dict(zip(annexes, ascii_uppercase, strict=False))

    def name_of(self, section: str) -> str:
        """Return what a section is called on its pages; an annex with its letter."""
        from wopfield.report.sections.names import section_name

        name, letter = section_name(section, self.options.document), self.letters.get(section, "")
        return _("Annex {letter} · {name}", letter=letter, name=name) if letter else name

    def item_number(self, code: str) -> str:
        """Return the number people say for an item, or the code as it is if there is no such item."""
        item = self.items.get(code)
        return item.number if item else code

    def item_place(self, code: str) -> str:
        """Return the place where an item stands in full; empty if it does not."""
        if code not in self._item_order or not (self.has("annex") or self.has("areas")):
            return ""
        return f"item-{self._item_order[code]}"

    def evidence_place(self, code: str) -> str:
        """Return the place of a line of the evidence register; empty if it is not there."""
        if code not in self._evidence_order or not self.has("evidence"):
            return ""
        return f"evidence-{self._evidence_order[code]}"

    def area_place(self, area: AreaResult) -> str:
        """Return the place of an area's chapter; empty if it has none."""
        return f"area-{area.number}-{self.summary.areas.index(area)}" if self.has("areas") else ""

    def codes(self, codes: tuple[str, ...], style: TextStyle) -> list[Span]:
        """Return evidence codes in a row, each leading to its line."""
        spans: list[Span] = []
        for code in codes:
            if spans:
                spans.append(Span(_(", "), style))
            spans.append(Span(code, style, self.evidence_place(code)))
        return spans

    @cached_property
    def balance(self) -> BalanceYear | None:
        """Return the water balance of the period that was chosen, else the newest that can be shown."""
        return newest_balance(self.summary, self.options.period)

    @cached_property
    def now_year(self) -> str:
        """Return the year of this review, as table heads name it."""
        day = self.summary.visit_ends or self.summary.visit_starts
        return str(day.year) if day else _("now")

    @cached_property
    def baseline_year(self) -> str:
        """Return the year of the baseline, as table heads name it; empty when there is none."""
        if self.summary.baseline_date:
            return str(self.summary.baseline_date.year)
        return _("baseline") if self.summary.baseline_title else ""

    @cached_property
    def has_self(self) -> bool:
        """Return whether the mentee rated itself anywhere."""
        return any(area.self_rating.mean is not None for area in self.summary.areas)

    def title_of(self, section: str, default: str) -> str:
        """Return the team's title for a section, or the default."""
        return self.summary.words.section_titles.get(section, "").strip() or default

    @property
    def confidentiality(self) -> str:
        """Return who may read the report, as its footer says it."""
        from wopfield.report.sections.names import audience_words

        return self.options.confidentiality or audience_words(self.options.audience)

    def text_of(self, section: str) -> str:
        """Return what the team says at the head of a section; empty where it says nothing."""
        return self.summary.words.section_texts.get(section, "").strip()

    @cached_property
    def _item_order(self) -> dict[str, int]:
        return {code: at for at, code in enumerate(self.items)}

    @cached_property
    def _evidence_order(self) -> dict[str, int]:
        return {line.code: at for at, line in enumerate(self.summary.evidence)}


def foreign_note(context: Context) -> list[Block]:
    """Return what the mark behind a text of the checklist means, where one is there."""
    if not context.foreign:
        return []
    note = _("{mark} stands behind a text that nobody has translated: it is in the language of the checklist.",
             mark=FOREIGN)  # fmt: skip
    return [Text(note, NOTE, context.width, gap=6)]


def two_digits(number: int) -> str:
    """Return an area's number as titles print it."""
    return f"{number:02d}"


def opening(
    kicker: str, title: Words, lead: str, width: float, *, style: TextStyle = TITLE, role: str = "H1",
    across: float = 0.82,
) -> list[Block]:  # fmt: skip
    """Return how a chapter begins: its name small above, the finding as its title, and a line or two below.

    These take the part ``across`` of the width.
    """
    blocks: list[Block] = [
        Text(kicker.upper(), KICKER, width, keep=True),
        Text(title, style, width, role=role, even=True, gap=1.4 + above_title(), keep=True),
    ]
    if lead:
        blocks.append(Text(lead, LEAD, width * across, gap=7))
    return blocks


def above_title() -> float:
    """Return how much more room a title wants below its kicker: the marks on Arabic letters reach high."""
    return 5.0 if reads_from_the_right() else 0.0


def opened(context: Context, section: str, default: str, lead: str, *, kicker: str = "") -> list[Block]:
    """Return how a section begins: the team's title or the finding from the data, a lead, and the team's words."""
    title, width = context.title_of(section, default), context.width
    blocks = opening(kicker or context.name_of(section), title, lead, width)
    return [*blocks, *said(context, section)]


def said(context: Context, section: str, *, gap: float = 10) -> list[Block]:
    """Return the team's own words at the head of a section, below another title that stands."""
    title = retitled(context, f"titles:{section}")
    return [*title, *worded(context, f"texts:{section}", context.text_of(section), context.width * 0.86, gap=gap)]


def worded(context: Context, place: str, text: str, width: float, *, gap: float = 10) -> list[Block]:
    """Return words of the team's; where they were changed in two places, all that stand, each under a mark."""
    versions = context.summary.open_words.get(place)
    if versions is None:
        return [paragraphs(text, width, gap=gap)] if text else []
    blocks: list[Block] = []
    for number, words in enumerate(versions, 1):
        mark = _("changed in two places, not settled: version {number} of {count}", number=number, count=len(versions))
        blocks.append(Text(mark, _DOUBTFUL, width, gap=gap, keep=True))
        blocks.append(paragraphs(words.strip() or _("Nothing is written here."), width, gap=1))
    return blocks


def retitled(context: Context, place: str) -> list[Block]:
    """Return what else a title may say, where it was changed in two places."""
    versions = context.summary.open_words.get(place)
    if versions is None:
        return []
    others = [_("“{title}”", title=one_line(words)) for words in versions[1:] if words.strip()]
    width = context.width * 0.86
    if not others:
        return doubtful_below(True, width)
    told = _("changed in two places, not settled; the title may also be {titles}", titles=in_a_row(others))
    return [Text(told, _DOUBTFUL, width, gap=4)]


def of_then(context: Context) -> str:
    """Return, of a review that another one followed, what its report tells and what it cannot; else nothing."""
    day = context.summary.as_of
    if day is None:
        return ""
    return _(
        "Another review has followed this one. What is printed here is of the time until {day}: the periods that had "
        "ended, the capacity assessment of then, and the actions that came from this review or began "
        "before the next. Their progress, and all "
        "ratings and words, are as the record has them today.",
        day=context.numbers.day(day),
    )


def of_then_below(context: Context, width: float) -> list[Block]:
    """Return the same as a note below a title."""
    told = of_then(context)
    return [Text(told, NOTE, width, gap=8)] if told else []


def heading(text: str, width: float, *, gap: float = 24, style: TextStyle = HEAD, role: str = "H2") -> Text:
    """Return a section head, which never stands alone at the foot of a page."""
    return Text(text, style, width, role=role, gap=gap, keep=True)


def led(text: str, style: TextStyle = BODY) -> list[Span]:
    """Return a text with its first sentence set strong, where that is short and not all there is."""
    strong = style.in_face("semibold").in_colour("#12303A")
    first, stop, rest = text.partition(". ")
    if stop and rest.strip() and len(first) <= 60 and "\n" not in first:
        return [Span(first + ".", strong), Span(" " + rest, style)]
    return [Span(text, style)]


def doubtful(disputed: bool) -> list[Span]:
    """Return what stands behind words that were changed in two places: a reader has one of both before them."""
    return [Span(WIDE + _("changed in two places, not settled"), _DOUBTFUL)] if disputed else []


def doubtful_below(disputed: bool, width: float) -> list[Block]:
    """Return the same on a line of its own."""
    return [Text(_("changed in two places, not settled"), _DOUBTFUL, width, gap=1)] if disputed else []


_DOUBTFUL = TextStyle("condensed-italic", 7.8, 9.8, WORSE)


def key_to_signs(marks: Sequence[Mark], width: float, height: float, *, gap: float, keep: bool = False) -> Figure:
    """Return the signs of a chart or table with their names, as a picture that names them."""
    names = in_a_row(mark.text for mark in marks if isinstance(mark, Label) and not mark.text.isdigit())
    told = _("The signs and what they mean: {names}.", names=names)
    return Figure(Drawing(width, height, tuple(marks), told), gap=gap, keep=keep)
