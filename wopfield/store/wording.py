"""Checklists and indicators that ship, in the language spoken: what is read and shown, never what is kept or sent."""

from dataclasses import replace
from typing import TypeVar

from wopfield.domain.catalogue import Catalogue
from wopfield.domain.checklist import Area, Checklist, Item
from wopfield.domain.indicator import Indicator, Variable
from wopfield.language import as_printed, shipped_text

One = TypeVar("One", Indicator, Variable)


def worded(checklist: Checklist) -> Checklist:
    """Return a checklist with its texts in the language spoken, with m³; what nobody translated stays as it is."""
    return replace(checklist, title=_text(checklist.title), areas=tuple(_area(area) for area in checklist.areas))


def worded_catalogue(catalogue: Catalogue) -> Catalogue:
    """Return indicators and variables with their names in the language spoken; they are still known by their own."""
    return replace(
        catalogue,
        indicators={code: _named(one) for code, one in catalogue.indicators.items()},
        variables={code: _named(one) for code, one in catalogue.variables.items()},
        groups=tuple(replace(group, title=_text(group.title)) for group in catalogue.groups),
        known_as={one.name: code for code, one in catalogue.variables.items()},
    )


def _area(area: Area) -> Area:
    return replace(area, title=_text(area.title), items=tuple(_item(item) for item in area.items))


def _item(item: Item) -> Item:
    grade, colon, why = item.risk_if_no.partition(": ")
    return replace(
        item,
        title=_text(item.title),
        question=_text(item.question),
        levels=tuple(map(_text, item.levels)),
        evidence_to_ask_for=tuple(map(_text, item.evidence_to_ask_for)),
        risk_if_no=f"{grade}{colon}{_text(why)}",
    )


def _named(one: One) -> One:
    return replace(one, name=_text(one.name), definition=_text(one.definition))


def _text(text: str) -> str:
    return as_printed((shipped_text(text) if text else None) or text)
