"""What the library holds, as lines to choose from: each in a group, with the text it is found by."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wopfield.domain.catalogue import Catalogue
from wopfield.domain.checklist import Checklist, Item
from wopfield.domain.indicator import Indicator
from wopfield.ui import library
from wopfield.ui.glossary import Word, glossary
from wopfield.ui.values import capital, theme_words
from wopfield.ui.widgets.matching import plain

INDICATORS, VARIABLES, WORDS = "indicators", "variables", "words"
"""Shelves beside those of the checklists, which go by the checklist's code."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something stands: its shelf, and its code there."""

    shelf: str
    code: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a shelf, or the title of a group of them."""

    code: str
    number: str
    """What stands before the title; empty for none."""
    title: str
    group: str
    found_by: str = ""
    """Everything it is found by, without case and accents."""
    is_group: bool = False


@dataclass(frozen=True)
class Books:
    """Everything in the library."""

    checklists: Mapping[str, Checklist]
    catalogue: Catalogue
    words: Mapping[str, Word]
    shelves: Mapping[str, tuple[Line, ...]]
    items_with: Mapping[str, tuple[Item, ...]]
    """The items of the peer review that an indicator is linked to, by its code."""


def read_books() -> Books:
    """Return everything in the library; takes a moment, so it is done away from the window."""
    checklists = {checklist.code: checklist for checklist in library.built_in()}
    catalogue = library.indicator_catalogue()
    words = {word.word: word for word in glossary()}
    linked: dict[str, list[Item]] = defaultdict(list)
    for checklist in checklists.values():
        for item in checklist.items:
            for code in item.linked_indicators:
                linked[code].append(item)
    shelves = {code: tuple(_item_lines(checklist)) for code, checklist in checklists.items()}
    shelves[INDICATORS] = tuple(_indicator_lines(catalogue))
    shelves[VARIABLES] = tuple(_variable_lines(catalogue))
    shelves[WORDS] = tuple(_line(w.word, "", w.word, w.group, w.meaning, w.instead_of) for w in words.values())
    items = {code: tuple(found) for code, found in linked.items()}
    return Books(checklists, catalogue, words, shelves, items)


def find_lines(lines: Iterable[Line], typed: str) -> tuple[Line, ...]:
    """Return the lines in which every word of ``typed`` occurs, each group under its title."""
    wanted = plain(typed).split()
    found: list[Line] = []
    group = None
    for line in lines:
        if not all(word in line.found_by for word in wanted):
            continue
        if line.group != group:
            group = line.group
            found.append(Line("", "", group, group, is_group=True))
        found.append(line)
    return tuple(found)


def _item_lines(checklist: Checklist) -> Iterable[Line]:
    for area in checklist.areas:
        group = f"{area.number}  {area.title}"
        for item in area.items:
            further = (item.code, item.question, *item.levels, *item.evidence_to_ask_for, *item.references)
            yield _line(item.code, item.number, item.title, group, area.title, item.risk_if_no, *further)


def _indicator_lines(catalogue: Catalogue) -> Iterable[Line]:
    """Yield the indicators by the theme named first, so that each stands in one place only."""
    by_theme: dict[str, list[Indicator]] = defaultdict(list)
    for indicator in catalogue.indicators.values():
        by_theme[indicator.themes[0]].append(indicator)
    for theme, indicators in by_theme.items():
        for each in indicators:
            needs = (catalogue.names[code] for code in each.variables)
            further = (each.definition, each.source, each.good_practice_source, *each.themes, *needs)
            yield _line(each.code, each.code, each.name, capital(theme_words(theme)), each.unit, *further)


def _variable_lines(catalogue: Catalogue) -> Iterable[Line]:
    titles = {code: group.title for group in catalogue.groups for code in group.variables}
    for group in dict.fromkeys([*titles.values(), ""]):
        for each in catalogue.variables.values():
            if titles.get(each.code, "") == group:
                yield _line(each.code, "", each.name, group, each.code, each.unit, each.definition, each.source)


def _line(code: str, number: str, title: str, group: str, *further: str) -> Line:
    return Line(code, number, title, group, _plain(" ".join((number, title, *further))))


def _plain(text: str) -> str:
    # Nearly all of it is English; letter by letter it would take a third of a second.
    return text.casefold() if text.isascii() else plain(text)
