"""Indicators: value, change, trend, good practice and confidence; what is missing is named."""

from dataclasses import replace

from wopfield.domain.quantity import decimals
from wopfield.domain.summary import IndicatorLine
from wopfield.language import _, in_a_row, plural, semicolon
from wopfield.report.context import Context, heading, key_to_signs, opening, said
from wopfield.report.documents import DOCUMENTS
from wopfield.report.drawing import Circle, Drawing, Fill, Label, Mark, Rect, Stroke, diamond, line
from wopfield.report.findings import WEAK, compared_periods, indicators_title, not_worked_out, themes
from wopfield.report.layout import Block, Figure, Marks, Side, Stack, Text
from wopfield.report.page import Pages
from wopfield.report.peers import among_peers
from wopfield.report.rounding import seems_off, told_of_rounding, told_of_weak_figures
from wopfield.report.sections.doubts import Doubted, doubts_table
from wopfield.report.sections.figures import every_value, without_result
from wopfield.report.sections.names import section_name
from wopfield.report.series import (
    NO_CLEAR_CHANGE,
    SPARK_HEIGHT,
    SPARK_WIDTH,
    against_good_practice,
    change_marks,
    change_of,
    judgement_colour,
    sparkline,
    told_of,
    told_over_time,
)
from wopfield.report.signs import confidence_sign
from wopfield.report.style import (
    BAND,
    BASELINE,
    BETTER,
    BODY,
    CODE,
    INK,
    KEY_NUMBER,
    MUTED,
    NOTE,
    PRIMARY,
    TEXT,
    WHITE,
    WORSE,
    Face,
    TextStyle,
)
from wopfield.report.table import Column, GroupRow, Row, Table
from wopfield.report.text import NBSP, WIDE, width_of
from wopfield.report.translating import remark_words
from wopfield.report.words import Span

_NAME = TextStyle("condensed-medium", 8.6, 10.4, INK)
_UNIT = TextStyle("condensed", 7.4, 9, MUTED)
_MISSING = TextStyle("condensed-italic", 7.4, 9.2, WORSE)
_THRESHOLD = TextStyle("condensed-medium", 8.2, 10.2, TEXT)
_TRACK = 106.0
_GOOD = 34.0
"""So much of the track's column belongs to the value of good practice."""
_CHANGE_WIDTH = 44.0
_FEW = 40
"""Up to so many indicators each has its unit on a line of its own."""
_SHORT = 3
"""A unit of fewer letters stays with the last word of the name before it."""


def add(pages: Pages, context: Context) -> None:
    """Add the indicators and, behind them, every value."""
    pages.begin("indicators", section_name("indicators"))
    summary, width = context.summary, context.width
    blocks = opening(section_name("indicators"), indicators_title(summary, context.numbers), _lead(context), width)
    blocks.extend(said(context, "indicators"))
    if not summary.indicators:
        pages.add([*blocks, Text(_("No indicator is chosen for this report."), BODY, width, gap=12)])
        return
    blocks.append(_table(context))
    blocks.append(_legend(context))
    blocks.append(Text(_note(context), NOTE, width, gap=5))
    blocks.extend(_kept(context))
    if "figures" not in DOCUMENTS[context.options.document]:
        blocks.extend([heading(_("Every value by year"), width), *every_value(context), *without_result(context)])
    pages.add(blocks)


def _lead(context: Context) -> str:
    first, last = compared_periods(context.summary)
    if not last:
        return ""
    missing = not_worked_out(context.summary)
    left = plural("{count} indicator could not be worked out.", "{count} indicators could not be worked out.", missing)
    if not first:
        of = _("Values for {period}.", period=last)
    else:
        of = _("Values for {last}, compared with {first}.", last=last, first=first)
    rest = _(
        "What an indicator listed here lacks is named, and never counted as zero. Those of the catalogue that are not "
        "listed were not chosen, or lack figures in every year."
    )
    return in_a_row((of, left if missing else "", rest), " ")


def _table(context: Context) -> Table:
    first, last = compared_periods(context.summary)
    periods = context.summary.periods
    span = context.numbers.span(periods[0], periods[-1]) if len(periods) > 1 else ""
    across = (
        Column(0, 36, _("Indicator")), Column(30, 114), Column(147, 62, last or _("Value"), align="end"),
        Column(211, _CHANGE_WIDTH, _("vs {period}", period=first) if first else "", align="end"),
        Column(262, SPARK_WIDTH, span),
        Column(328, _TRACK, _("Comparison group") if context.summary.around.peers else _("Good practice")),
        Column(454, 27.9, _("Confid.")),
    )  # fmt: skip
    rows: list[Block] = []
    groups = themes(context.summary.indicators)
    for name, lines in groups:
        if name and len(groups) > 1:
            rows.append(GroupRow(name[:1].upper() + name[1:], context.width))
        rows.extend(_row(context, across, one) for one in lines)
    return Table(across, rows, gap=12)


def _row(context: Context, across: tuple[Column, ...], one: IndicatorLine) -> Row:
    numbers = context.numbers
    close = len(context.summary.indicators) > _FEW
    first, last = compared_periods(context.summary)
    before, now = one.values.get(first), one.values.get(last)
    change = change_of(before, now, one.direction, one.good_practice) if first else None
    value = (
        Text(numbers.measured(now, one.values.values()), KEY_NUMBER, across[2].width, align="end")
        if now is not None
        else Text("–", KEY_NUMBER.in_colour(MUTED), across[2].width, align="end")
    )
    values = [one.values.get(period) for period in context.summary.periods]
    mark = context.summary.periods.index(first) if first else None
    spark = sparkline(values, mark, judgement_colour(change) if change and change.better is not None else PRIMARY)
    return Row(
        across,
        (
            Text(one.code, CODE, 30),
            _naming(context, one, last, across[1].width, close),
            value,
            Marks(change_marks(change, one.values.values(), numbers, _CHANGE_WIDTH), 12, baseline=9.5),
            Figure(Drawing(SPARK_WIDTH, SPARK_HEIGHT, tuple(spark), told_by_year(context, one))),
            _track(context, one, before, now),
            Marks(confidence_sign(one.confidence, y=1.5), 12, baseline=9.5),
        ),
        above=3.2 if close else 5,
        below=3.2 if close else 5,
    )


def _track(context: Context, one: IndicatorLine, before: float | None, now: float | None) -> Block | None:
    """Return where a figure stands among other utilities; without a group to compare with, against good practice."""
    peers = context.summary.around.peers
    if peers is not None:
        shape = peers.shapes.get(one.code)
        if shape is None:
            known = before is not None or now is not None
            return Text(_("too few others have this figure"), _UNIT, _TRACK) if known else None
        among = among_peers(before, now, shape, one.direction, context.numbers, _TRACK)
        return Figure(replace(among, alternative=told_of(one.name, one.unit, among.alternative)))
    if one.good_practice is None:
        return None
    width = _TRACK - _GOOD
    good = Text(_threshold(context, one), _THRESHOLD, _GOOD - 6)
    track = against_good_practice(before, now, one.good_practice, one.direction, width)
    if not track:
        return good
    told = told_of(one.name, one.unit, _practice(context, one, before, now))
    drawn = Figure(Drawing(width, 14.4, tuple(track), told))
    return Side([(0, drawn), (width + 6, good)], drop=(0, 2.6))


def _naming(context: Context, one: IndicatorLine, last: str, width: float, close: bool) -> Block:
    """Return the name with its unit, and why the value is missing or what is odd about it."""
    apart = NBSP + NBSP if len(one.unit) < _SHORT else WIDE  # a sign alone on a line looks lost
    beside = [Span(one.name, _NAME), Span(apart + one.unit, _UNIT)] if close and one.unit else one.name
    blocks: list[Block] = [Text(beside, _NAME, width)]
    if one.unit and not close:
        blocks.append(Text(one.unit, _UNIT, width))
    missing = one.missing.get(last, ())
    if one.values.get(last) is None:
        words = (
            _("{period} not calculated: {inputs} missing", period=last, inputs=in_a_row(missing))
            if missing
            else _("{period} not calculated", period=last)
        )
        blocks.append(Text(words, _MISSING, width, gap=1))
    elif (problem := one.problems.get(last)) is not None:
        odd = remark_words(problem, context.numbers, context.summary.around.currency)
        blocks.append(Text(odd, _MISSING, width, gap=1))
    stack = Stack(blocks)
    stack.baseline = blocks[0].baseline
    return stack


def _kept(context: Context) -> list[Block]:
    """Return the figures that look wrong and were kept, so that a reader knows what somebody has looked at."""
    summary, width = context.summary, context.width
    if not summary.kept_figures:
        return []
    doubted = [
        Doubted(one.name, one.period, one.value, one.unit, one.question, True, one.reason)
        for one in summary.kept_figures
    ]
    words = _("They were asked about when they were typed, and somebody looked at them and kept them.")
    heads = [heading(_("Figures that look wrong and were kept"), width, gap=18), Text(words, NOTE, width, gap=3)]
    return [*heads, doubts_table(context, doubted)]


def told_by_year(context: Context, one: IndicatorLine) -> str:
    """Return what a sparkline shows, in a sentence."""
    periods, among = context.summary.periods, tuple(one.values.values())
    values = [one.values.get(period) for period in periods]
    told = told_over_time(periods, values, lambda value: context.numbers.measured(value, among))
    return told_of(one.name, one.unit, told)


def _threshold(context: Context, one: IndicatorLine) -> str:
    """Return the value from which on a figure is at good practice, with as many decimals as it was given with."""
    return context.numbers.exact(one.good_practice or 0.0)


def _practice(context: Context, one: IndicatorLine, before: float | None, now: float | None) -> str:
    """Return in a sentence where a figure stands against good practice."""
    among = tuple(one.values.values())
    good, last = _threshold(context, one), context.numbers.measured(now or 0.0, among)
    if before is None:
        return _("It is {now}, and good practice is {good}.", now=last, good=good)
    first = context.numbers.measured(before, among)
    return _("It was {before} and is now {now}, and good practice is {good}.", before=first, now=last, good=good)


def _sources(context: Context) -> str:
    """Return where each threshold is from, with the codes of the indicators it belongs to."""
    codes: dict[str, list[str]] = {}
    for one in context.summary.indicators:
        if one.good_practice is not None and one.good_practice_source.strip():
            codes.setdefault(one.good_practice_source.strip().rstrip("."), []).append(one.code)
    told = (_("{codes}: {source}", codes=in_a_row(found), source=source) for source, found in codes.items())
    return in_a_row(told, semicolon())


def _legend(context: Context) -> Block:
    first, last = compared_periods(context.summary)
    style = TextStyle("condensed-medium", 7.9, 10, TEXT)
    peers = context.summary.around.peers
    tick = 12 if peers else 0
    marks: list[Mark] = [Rect(0, 2, 24, 9, None, Fill(BAND)), line(tick, 0.5, tick, 12.5, Stroke("#4F7C86", 1.4))]
    x = 29.0

    def word(text: str, colour: str = TEXT, face: Face = "condensed-medium") -> None:
        nonlocal x
        marks.append(Label(x, 9.3, text, face, 7.9, colour))
        x += width_of(text, style.in_face(face)) + 14

    word(_("middle half of the group, with median") if peers else _("at good practice or better"))
    marks.append(diamond(x + 4, 6.5, 4, fill=Fill(PRIMARY)))
    x += 12
    word(last or _("now"))
    if first:
        marks.append(Circle(x + 3, 6.5, 2.6, Stroke(BASELINE, 1.1), Fill(WHITE)))
        x += 10
        word(first)
        word(_("improving"), BETTER, "condensed-semibold")
        worse = _("worsening")
        width = width_of(worse, style) + 10
        marks.append(Rect(x - 3, 0.2, width, 13, Stroke(WORSE, 0.9), None, 6))
        x += 2
        word(worse, WORSE, "condensed-semibold")
        x += 2
        word(NO_CLEAR_CHANGE + NBSP + _("no clear change"), MUTED, "condensed")
    return key_to_signs(marks, x, 13, gap=9)


def _seems_off(context: Context, one: IndicatorLine) -> bool:
    """Return whether the printed change of an indicator is not what its printed values differ by."""
    first, last = compared_periods(context.summary)
    before, now = one.values.get(first), one.values.get(last)
    change = change_of(before, now, one.direction, one.good_practice)
    among = one.values.values()
    return change is not None and seems_off(before, now, change.amount, decimals(0.0, among))


def _note(context: Context) -> str:
    sentence = _(
        "On the track right is always better: scales of indicators where less is better are turned round. "
        "Confidence: A measured and verified, B records seen, C told by staff, D a guess."
    )
    sentence += " " + _("A result is as sure as the weakest figure that it is worked out from.")
    if any(one.confidence in WEAK for one in context.summary.indicators):
        sentence += " " + told_of_weak_figures()
    if compared_periods(context.summary)[0]:
        sentence += " " + _(
            "A change of less than 1 % of the earlier value is no clear change, however sure the figures are; one in "
            "grey without that sign is neither good nor bad by itself."
        )
    if any(_seems_off(context, one) for one in context.summary.indicators):
        sentence += " " + told_of_rounding()
    peers = context.summary.around.peers
    if peers is not None and not (peers.years or peers.source):
        sentence += " " + _(
            "The comparison group is {title}: {count} utilities. A figure that fewer than five of them have is not "
            "compared.",
            title=peers.title,
            count=peers.utilities,
        )
    elif peers is not None:
        sentence += " " + _(
            "The comparison group is {title}: {count} utilities, {years}. A figure that fewer than five of them "
            "have is not compared.",
            title=peers.title,
            count=peers.utilities,
            years=peers.years or peers.source,
        )
    elif sources := _sources(context):
        sentence += " " + _(
            "A track reaches over the values and good practice, whose value stands behind it and is from: {sources}.",
            sources=sources,
        )
    return sentence
