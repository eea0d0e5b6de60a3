"""The texts of a summary that ship with the program, in the language of the report.

What people wrote is left as they wrote it. A text of a checklist that nobody has translated stays in its own
language and carries a mark, so that a reader does not take it for a slip.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from wopfield.domain.around import Ability, Around, Capacity, Fact, GoalFigure, GoalYear, SiteVisit, Term
from wopfield.domain.currency import OWN_CURRENCY, currency_of
from wopfield.domain.entry_line import EntryLine
from wopfield.domain.quantity import THIN
from wopfield.domain.remark import Remark
from wopfield.domain.summary import AreaResult, IndicatorLine, ItemResult, KeptFigure, Summary
from wopfield.language import _, as_printed, shipped_text, tag
from wopfield.report.numbers import Numbers

FOREIGN = "°"
"""Stands behind a text that is not in the language of the report."""


def translated(summary: Summary) -> tuple[Summary, bool]:
    """Return the summary in the language spoken now, and whether a text of the checklist had to stay as it was."""
    shown = replace(
        summary,
        checklist_title=named(summary.checklist_title),
        areas=tuple(_area(area) for area in summary.areas),
        indicators=tuple(_indicator(one, summary.around.currency) for one in summary.indicators),
        without_result=tuple(
            replace(one, name=named(one.name), missing=_names(one.missing)) for one in summary.without_result
        ),
        around=_around(summary.around),
        kept_figures=tuple(_kept_figure(one, summary.around.currency) for one in summary.kept_figures),
        entry_lines=tuple(_entry_line(one, summary.around.currency) for one in summary.entry_lines),
    )
    return shown, any(text.endswith(FOREIGN) for text in _texts(shown))


def named(text: str) -> str:
    """Return a name that ships with the program in the language spoken now; another as it is."""
    return as_printed(shipped_text(text) or text)


def remark_words(remark: Remark, numbers: Numbers, currency: str = "") -> str:
    """Return what there is to say of a figure, with its names and figures as the language writes them."""

    def number(figure: Decimal) -> str:
        return numbers.decimal(float(figure), max(0, -int(figure.as_tuple().exponent)))

    def amount(figure: str, unit: str) -> str:
        return f"{figure}{THIN}{printed_unit(unit, currency)}"

    return as_printed(_(remark.sentence, **remark.told(number, amount, named)))


def printed_unit(unit: str, currency: str = "") -> str:
    """Return a unit as it is printed: m³, and the utility's own currency where it is known."""
    return named(unit).replace(named("local currency"), currency) if currency else named(unit)


def printed_source(source: str) -> str:
    """Return where a figure comes from, without what only its makers need to know."""
    return named(source).replace("(from knowledge)", "").replace(" ;", ";").strip(" ;,")


def _term_source(term: Term) -> str:
    """Return where a formula comes from; a mark stands behind words of ours that nobody has translated.

    None stands behind mere numbers, nor behind what a utility wrote of a figure of its own.
    """
    printed = printed_source(term.source)
    ours = bool(shipped_text(term.name))
    marked = ours and not shipped_text(term.source) and _WORDS.search(printed)
    return f"{printed}\u00a0{FOREIGN}" if marked else printed


_WORDS = re.compile(r"\b[a-z]{4,}\b")


def _texts(summary: Summary) -> Iterable[str]:
    """Yield the texts that may carry the mark."""
    for area in summary.areas:
        yield area.title
        for item in area.items:
            yield from (item.title, item.question, *item.levels)
    around = summary.around
    for site in around.sites:
        yield from (part for risk in site.risks for part in (risk.title, risk.effect))
        yield from (reading.title for reading in site.readings)
    for area_of in around.capacity.areas if around.capacity else ():
        yield from (text for one in area_of.abilities for text in (one.title, one.words))


def _of_a_checklist(text: str) -> str:
    if not text.strip():
        return text
    return shipped_text(text) or f"{text}\u00a0{FOREIGN}"


def _area(area: AreaResult) -> AreaResult:
    return replace(area, title=_of_a_checklist(area.title), items=tuple(_item(item) for item in area.items))


def _item(item: ItemResult) -> ItemResult:
    title, question = _of_a_checklist(item.title), _of_a_checklist(item.question)
    none, started, partly, in_place, leading = (_of_a_checklist(text) for text in item.levels)
    return replace(item, title=title, question=question, levels=(none, started, partly, in_place, leading))


def _indicator(one: IndicatorLine, currency: str) -> IndicatorLine:
    return replace(
        one,
        name=named(one.name),
        unit=printed_unit(one.unit, currency),
        missing={period: _names(inputs) for period, inputs in one.missing.items()},
        themes=tuple(_theme(theme) for theme in one.themes),
        good_practice_source=printed_source(one.good_practice_source),
    )


def _theme(theme: str) -> str:
    """Return a theme of indicators without its abbreviation."""
    return _("Non-revenue water") if theme == "NRW" else named(theme)


def _kept_figure(one: KeptFigure, currency: str) -> KeptFigure:
    return replace(one, name=named(one.name), unit=printed_unit(one.unit, currency))


def _entry_line(one: EntryLine, currency: str) -> EntryLine:
    cells = {period: replace(cell, unit=_unit_typed(cell.unit, currency)) for period, cell in one.cells.items()}
    unit = _unit_typed(one.unit, currency)
    return replace(one, name=named(one.name), unit=unit, group=named(one.group), cells=cells)


def _unit_typed(unit: str, currency: str) -> str:
    """Return a unit a figure was typed in as it is printed; one may be in other money than the utility's."""
    other = currency_of(unit)
    return printed_unit(unit.replace(other, OWN_CURRENCY), other) if other else printed_unit(unit, currency)


def _names(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(named(name) for name in names)


def _around(around: Around) -> Around:
    return replace(
        around,
        facts=tuple(_fact(fact, around.currency) for fact in around.facts),
        objectives=tuple(replace(one, unit=_unit_typed(one.unit, around.currency)) for one in around.objectives),
        sites=tuple(_site(site) for site in around.sites),
        capacity=_capacity(around.capacity) if around.capacity else None,
        terms=tuple(_term(term, around.currency) for term in around.terms),
        goals=_goals(around.goals) if around.goals else None,
    )


def _fact(fact: Fact, currency: str) -> Fact:
    return replace(fact, name=named(fact.name), unit=printed_unit(fact.unit, currency))


def _site(site: SiteVisit) -> SiteVisit:
    risks = tuple(
        replace(risk, title=_of_a_checklist(risk.title), effect=_of_a_checklist(risk.effect)) for risk in site.risks
    )
    readings = tuple(replace(one, title=_of_a_checklist(one.title), unit=named(one.unit)) for one in site.readings)
    return replace(site, kind=named(site.kind), risks=risks, readings=readings)


def _capacity(capacity: Capacity) -> Capacity:
    areas = tuple(
        replace(area, title=_of_a_checklist(area.title), abilities=tuple(_ability(one) for one in area.abilities))
        for area in capacity.areas
    )
    return replace(capacity, areas=areas)


def _ability(one: Ability) -> Ability:
    return replace(one, title=_of_a_checklist(one.title), words=_of_a_checklist(one.words))


def _term(term: Term, currency: str) -> Term:
    return replace(
        term,
        name=named(term.name),
        definition=named(term.definition),
        formula=_formula(term.formula),
        unit=printed_unit(term.unit, currency),
        source=_term_source(term),
    )


_OPERATORS = re.compile(r"( [×÷/*+−-] |[()])")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")


def _formula(formula: str) -> str:
    """Return a formula with its names and numbers in the language; brackets belong to a name where it has them."""
    parts = _OPERATORS.split(formula)
    shown, at = "", 0
    while at < len(parts):
        if _NUMBER.fullmatch(parts[at]):
            shown += Numbers(tag()).exact(float(parts[at]))
            at += 1
            continue
        whole = next(
            (end for end in (at + 5, at + 1) if shipped_text("".join(parts[at:end]).strip()) and parts[at].strip()),
            at + 1,
        )
        shown += named("".join(parts[at:whole]))
        at = whole
    return shown


def _goals(goals: GoalYear) -> GoalYear:
    targets = tuple(
        replace(target, figures=tuple(_goal_figure(figure) for figure in target.figures)) for target in goals.targets
    )
    return replace(goals, targets=targets)


def _goal_figure(figure: GoalFigure) -> GoalFigure:
    return replace(figure, name=named(figure.name), unit=named(figure.unit), missing=_names(figure.missing))
