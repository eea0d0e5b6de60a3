"""Sustainable Development Goal 6: what the utility's own figures say about each of its targets."""

from wopfield.domain.around import GoalFigure, GoalTarget, GoalYear, Step
from wopfield.domain.quantity import rounded, significant
from wopfield.language import _, in_a_row, plural, semicolon
from wopfield.report.cleaning import one_line
from wopfield.report.context import Context, heading, opened
from wopfield.report.drawing import Drawing, Fill, Label, Mark, Rect, Stroke
from wopfield.report.layout import Block, Figure, Stack, Text
from wopfield.report.numbers import begun, number_word
from wopfield.report.page import Pages
from wopfield.report.rounding import told_of_grades, told_of_weak_figures
from wopfield.report.sections.names import section_name
from wopfield.report.style import (
    BAND,
    BODY,
    CODE,
    INK,
    KEY_NUMBER,
    MUTED,
    NOTE,
    PRIMARY,
    RULE,
    TABLE,
    TABLE_NAME,
    WHITE,
    WORSE,
    TextStyle,
)
from wopfield.report.table import Column, GroupRow, Row
from wopfield.report.text import NBSP, shortened, width_of
from wopfield.report.translating import remark_words
from wopfield.report.two_columns import TwoColumns

_LABEL = TextStyle("condensed", 7.6, 9.4)
_MISSING = TextStyle("condensed-italic", 7.4, 9.2, WORSE)
_STEPS = ((PRIMARY, WHITE), ("#82A9B0", INK), (BAND, INK))
_HIGH = 18.0
_SAFELY_MANAGED = "CV05"
_FIGURES = {"C": 2, "D": 1}
"""To how many figures a share is told in a title, by how sure it is; surer ones are told as they are."""


def add(pages: Pages, context: Context) -> None:
    """Add what is known about SDG 6; no page where nothing is."""
    year = context.summary.around.goals
    if year is None:
        return
    pages.begin("goals", section_name("goals"))
    lead = _("From the utility’s own figures for {period}. National figures are made from surveys and count other "
             "providers as well, so they may differ.", period=year.period)  # fmt: skip
    blocks = opened(context, "goals", title(context, year), lead, kicker=_kicker(context))
    for target in year.targets:
        if target.ladder and all(step.percent is not None for step in target.ladder[:2]):
            blocks.extend(_ladder(context, year, target))
    blocks.extend(_findings(context, year))
    blocks.extend([heading(_("The figures behind it"), context.width, gap=16), _table(context, year)])
    blocks.append(Text(_note(context, year), NOTE, context.width, gap=6))
    pages.add(blocks)


def _kicker(context: Context) -> str:
    if context.options.document != "goals":
        return ""
    return in_a_row((one_line(context.summary.mentee[:200]), section_name("goals")), " · ")  # no other page says whose


def title(context: Context, year: GoalYear) -> str:
    """Return the finding: who is served safely, else how many of the figures are known."""
    safe = next((step.percent for target in year.targets if target.code == "6.1" for step in target.ladder[:1]), None)
    total = sum(len(target.figures) for target in year.targets)
    if safe is not None:
        grade = _grade(context, year, _SAFELY_MANAGED)
        figures = _FIGURES.get(grade)
        if figures is None:
            share = context.numbers.in_percent(safe)
            return _("{share} of the people have safely managed water from the utility", share=share)
        share = context.numbers.in_percent(float(significant(safe, figures)), 0)
        return _(
            "About {share} of the people have safely managed water from the utility (confidence {grade})",
            share=share, grade=grade,
        )  # fmt: skip
    return begun(
        plural("{number} of {all} figure behind SDG 6 is known", "{number} of {all} figures behind SDG 6 are known",
               total, number=number_word(year.known), all=number_word(total))
    )  # fmt: skip


def _grade(context: Context, year: GoalYear, code: str) -> str:
    """Return how sure a figure is; empty where nobody said so, or where what was said is of another year."""
    one = next((one for one in context.summary.indicators if one.code == code), None)
    newest = [period for period in context.summary.periods if one and one.values.get(period) is not None][-1:]
    return (one and newest == [year.period] and one.confidence) or ""


def target_name(target: GoalTarget) -> str:
    """Return a target with its number, where it has one."""
    number = target.code if target.code[:1].isdigit() else ""
    return f"{number}{NBSP}{_(target.label)}".strip(NBSP)


def ladder(context: Context, steps: tuple[Step, ...], width: float, *, digits: int = 1) -> Drawing:
    """Return a ladder of service as one bar of the whole population, the best service first."""
    shown = [(step, step.percent) for step in steps if step.percent is not None and step.percent > 0]
    whole = sum(value for _step, value in shown) or 1.0
    marks: list[Mark] = [Rect(0, 0, width, _HIGH, Stroke(RULE, 0.5))]
    x = 0.0
    legend = 0.0
    for at, (step, value) in enumerate(shown):
        part = width * value / whole
        ground, ink = _STEPS[min(at, len(_STEPS) - 1)]
        marks.append(Rect(x, 0, max(part - (1.2 if at < len(shown) - 1 else 0.0), 0.5), _HIGH, None, Fill(ground)))
        figure = context.numbers.in_percent(value, digits)
        if part > width_of(figure, _LABEL) + 8:
            marks.append(Label(x + part / 2, 12, figure, "condensed-semibold", 8.2, ink, "middle"))
        name = shortened(f"{_(step.label)} {figure}", _LABEL, width / 3 - 14)[0]
        marks.append(Rect(legend, _HIGH + 7, 8, 8, None, Fill(ground)))
        marks.append(Label(legend + 12, _HIGH + 14, name, _LABEL.face, _LABEL.size))
        legend += 12 + width_of(name, _LABEL) + 16
        x += part
    told = in_a_row(
        (f"{_(step.label)} {context.numbers.in_percent(value, digits)}" for step, value in shown), semicolon()
    )
    return Drawing(width, _HIGH + 18, tuple(marks), _("Of the people in the service area: {shares}.", shares=told))


def _ladder(context: Context, year: GoalYear, target: GoalTarget) -> list[Block]:
    """Return the ladder of a target; sewers, which hold other shares too, are no step of it."""
    steps = target.ladder if target.code == "6.1" else target.ladder[:2]
    grades = {_grade(context, year, figure.code) for figure in target.figures[:2]}
    return [
        heading(target_name(target), context.width, gap=16),
        Figure(ladder(context, steps, context.width, digits=0 if grades & {*_FIGURES} else 1), gap=6),
    ]


def _findings(context: Context, year: GoalYear) -> list[Block]:
    sentences = []
    if year.coverage_gap is not None:
        gap = rounded(year.coverage_gap, 1)  # what is no tenth of a point behind is printed as none
        points = context.numbers.decimal(year.coverage_gap)
        sentences.append(
            _("People in low-income areas are {points} percentage points behind everybody.", points=points)
            if gap > 0
            else _("People in low-income areas are served no less than everybody.")
        )
    if year.affordable is not None:
        sentences.append(
            _("The bill for a basic use stays within 3 % of a poor household’s income.")
            if year.affordable
            else _("The bill for a basic use is more than 3 % of a poor household’s income.")
        )
    return [Text(" ".join(sentences), BODY, context.width * 0.92, gap=14)] if sentences else []


def _table(context: Context, year: GoalYear) -> Block:
    """Return the figures of every target, in two columns."""
    width = (context.width - 20) / 2
    across = (Column(0, 32, _("Code")), Column(34, 114, _("Figure")), Column(149, 30, year.period, align="end"),
              Column(182, width - 194, _("Unit")), Column(width - 10, 10))  # fmt: skip
    groups = [
        [GroupRow(target_name(target), width), *(_row(context, year, across, figure) for figure in target.figures)]
        for target in year.targets
        if target.figures
    ]
    return TwoColumns(across, groups, width + 20, gap=6)


def _row(context: Context, year: GoalYear, across: tuple[Column, ...], figure: GoalFigure) -> Row:
    naming: list[Block] = [Text(figure.name, TABLE_NAME, across[1].width)]
    words = _odd(context, figure)
    if words:
        # it may run on below the dash and the unit, which stand on the first line
        reach = across[3].x + across[3].width - across[1].x
        naming.append(Text(words, _MISSING, reach, gap=1))
    stack = Stack(naming)
    stack.baseline = naming[0].baseline
    value = context.numbers.measured(figure.value) if figure.value is not None else "–"
    style = KEY_NUMBER if figure.value is not None else KEY_NUMBER.in_colour(MUTED)
    return Row(
        across,
        (
            Text(figure.code, CODE, 32),
            stack,
            Text(value, style, across[2].width, align="end"),
            Text(figure.unit, TABLE.in_colour(MUTED), across[3].width),
            Text(_grade(context, year, figure.code), TABLE_NAME, across[4].width),
        ),
        above=2.2,
        below=2.3,
    )


def _odd(context: Context, figure: GoalFigure) -> str:
    """Return what a figure lacks, or why it cannot be or is unlikely to be what it says; empty where all is well."""
    if figure.problem is not None:
        return remark_words(figure.problem, context.numbers)
    if figure.value is not None:
        return ""
    lacking = in_a_row(name for name in figure.missing if name != figure.name)
    return _("not calculated: {inputs} missing", inputs=lacking) if lacking else _("not calculated")


def _note(context: Context, year: GoalYear) -> str:
    rest = _("What could not be worked out is named, and never counted as zero. That a bill of 3 % of income is "
             "affordable is a rule of thumb of development banks, not an international norm.")  # fmt: skip
    weak = any(_grade(context, year, one.code) in _FIGURES for target in year.targets for one in target.figures)
    return in_a_row((told_of_grades(), told_of_weak_figures() if weak else "", rest), " ")
