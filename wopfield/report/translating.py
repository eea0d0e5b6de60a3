"""The texts of a summary that ship with the program, in the language of the report.

What people wrote is left as they wrote it. A text of a checklist that nobody has translated stays in its own
language and carries a mark, so that a reader does not take it for a slip.
"""

from dataclasses import replace

from wopfield.domain.summary import AreaResult, IndicatorLine, ItemResult, Summary
from wopfield.language import shipped_text

FOREIGN = "°"
"""Stands behind a text that is not in the language of the report."""


def translated(summary: Summary) -> tuple[Summary, bool]:
    """Return the summary in the language spoken now, and whether a text of the checklist had to stay as it was."""
    shown = replace(
        summary,
        checklist_title=shipped_text(summary.checklist_title) or summary.checklist_title,
        areas=tuple(_area(area) for area in summary.areas),
        indicators=tuple(_indicator(one) for one in summary.indicators),
    )
    texts = [area.title for area in shown.areas]
    texts.extend(text for area in shown.areas for item in area.items for text in (item.title, item.question))
    return shown, any(text.endswith(FOREIGN) for text in texts)


def named(text: str) -> str:
    """Return a name that ships with the program in the language spoken now; another as it is."""
    return shipped_text(text) or text


def _area(area: AreaResult) -> AreaResult:
    return replace(area, title=_of_a_checklist(area.title), items=tuple(_item(item) for item in area.items))


def _item(item: ItemResult) -> ItemResult:
    title, question = _of_a_checklist(item.title), _of_a_checklist(item.question)
    none, started, partly, in_place, leading = (_of_a_checklist(text) for text in item.levels)
    return replace(item, title=title, question=question, levels=(none, started, partly, in_place, leading))


def _of_a_checklist(text: str) -> str:
    if not text.strip():
        return text
    return shipped_text(text) or f"{text}\u00a0{FOREIGN}"


def _indicator(one: IndicatorLine) -> IndicatorLine:
    return replace(
        one,
        name=named(one.name),
        unit=named(one.unit),
        missing={period: tuple(named(text) for text in inputs) for period, inputs in one.missing.items()},
        themes=tuple(named(theme) for theme in one.themes),
    )
