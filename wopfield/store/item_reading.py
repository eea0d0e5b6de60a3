"""All that a rater sees of an assessment at one moment: the list, one item, and what goes with it."""

import json
from dataclasses import dataclass

from sqlmodel import Session

from wopfield.domain.catalogue import Catalogue
from wopfield.domain.checklist import Item
from wopfield.store import conflicts, kept
from wopfield.store.conflicts import Conflict, Place
from wopfield.store.database import Database
from wopfield.store.item_figures import Figure, read_figures
from wopfield.store.item_history import ItemHistory, read_history
from wopfield.store.item_list import ItemList, read_list
from wopfield.store.item_page import ItemPage, read_page
from wopfield.store.rows import noun_of


@dataclass(frozen=True, slots=True)
class Asked:
    """What the screen wants to show."""

    scope: str
    assessment: str
    item: str = ""
    """Empty to go on where one stopped."""
    area: str = ""
    """Empty, or the area to begin in."""
    history: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """One moment: the list, the page of one item, and what goes with it; no page where nothing is asked."""

    list: ItemList
    page: ItemPage | None
    figures: tuple[Figure, ...]
    conflict: Conflict | None
    history: ItemHistory | None


def read(session: Session, asked: Asked, person: str, catalogue: Catalogue) -> Reading:
    """Return what a person sees.

    Raises:
        BadInput: there is no such assessment here (any more).
        NotAChecklist: its checklist has not arrived on this laptop.
    """
    found = read_list(session, asked.scope, asked.assessment, person)
    item = _item(session, asked, found)
    if item is None:
        return Reading(found, None, (), None, None)
    area = found.checklist.find_area(item.area)
    page = read_page(session, found.assessment, item, area.title if area else "", found.rater)
    history = read_history(session, found.assessment, item.code, found.rater) if asked.history else None
    return Reading(
        found,
        page,
        read_figures(session, asked.scope, item.linked_indicators, catalogue),
        _conflict(session, page),
        history,
    )


def remember(database: Database, asked: Asked) -> None:
    """Keep on this device which item was worked on last."""
    place = {"scope": asked.scope, "assessment": asked.assessment, "item": asked.item}
    with database.write() as connection:
        kept.put(connection, kept.LAST_ITEM, json.dumps(place))


def _item(session: Session, asked: Asked, found: ItemList) -> Item | None:
    """Return the item asked for; else the first not rated of the area; else where one stopped; else the first."""
    checklist, progress = found.checklist, found.progress
    if asked.item and (item := checklist.find_item(asked.item)) is not None:
        return item
    if asked.area and (area := checklist.find_area(asked.area)) is not None:
        left = [item for item in area.items if item.code in progress.not_rated]
        return (*left, *area.items)[0]
    last = _last_item(session, asked)
    if last and (item := checklist.find_item(last)) is not None:
        return item
    code = progress.next_not_rated()
    return checklist.item(code) if code else next(iter(checklist.items), None)


def _last_item(session: Session, asked: Asked) -> str:
    try:
        place = json.loads(kept.get(session, kept.LAST_ITEM) or "{}")
    except ValueError:
        return ""
    here = isinstance(place, dict) and place.get("assessment") == asked.assessment
    return str(place.get("item", "")) if here else ""


def _conflict(session: Session, page: ItemPage) -> Conflict | None:
    """Return what was changed in two places of the item: one's own answer, else what was agreed or found."""
    rows = [page.answer, *([page.agreed] if page.agreed else []), *page.findings]
    rows += [exhibit.row for exhibit in page.exhibits]
    for row in rows:
        if row.open:
            found = conflicts.find(session, Place(row.scope, noun_of(type(row)), row.id))
            if found is not None:
                return found
    return None
