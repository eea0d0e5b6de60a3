"""What the history says of a change: who, where it is known, and what it did."""

from datetime import datetime
from functools import cache

from wopfield.checklists.library import site_types
from wopfield.domain.log import PROGRAM
from wopfield.language import _, language
from wopfield.store.timeline import Deed, Happening
from wopfield.ui import library
from wopfield.ui.moments import when
from wopfield.ui.receipts import receipt
from wopfield.ui.values import Codes


def who(happening: Happening) -> str:
    """Return who made a change."""
    if happening.you:
        return _("You")
    if happening.author == PROGRAM:
        return _("The program")
    return happening.author_name or _("Somebody whose name has not arrived")


def whereabouts(happening: Happening, *, has_server: bool, now: datetime | None = None) -> str:
    """Return on which laptop it was made, and where it is known to be."""
    if happening.own and happening.on_server and happening.file_waits:
        return _("on the server, but for its file, which waits for it")
    if happening.own:
        return receipt(happening.on_laptops, on_server=happening.on_server, has_server=has_server)
    if happening.came_at is None:
        return ""
    moment = when(happening.came_at, now)
    if happening.came_from == "server":
        return _("arrived {moment} from the server", moment=moment)
    return _("arrived {moment} from {source}", moment=moment, source=happening.came_from)


def is_waiting(happening: Happening, *, has_server: bool) -> bool:
    """Return whether the server has not said yet that it has it, and the file it speaks of."""
    return has_server and happening.own and (happening.file_waits or not happening.on_server)


def deed_words(deed: Deed) -> str:
    """Return what became of a row; empty where only its values changed."""
    return {
        "added": _("Added"),
        "changed": "",
        "removed": _("Deleted"),
        "brought_back": _("Brought back"),
    }[deed]


def library_codes() -> Codes:
    """Return what the codes of the library stand for: areas, items, types of site and indicators."""
    return _library_codes(language())


@cache
def _library_codes(_language: str) -> Codes:
    found = {("kind", code): _(title) for code, title in site_types().items()}
    for checklist in library.built_in():
        found |= {(field, area.code): area.title for area in checklist.areas for field in ("area", "areas")}
        found |= {("item", item.code): f"{item.number}  {item.title}" for item in checklist.items}
    indicators = library.indicator_catalogue().indicators
    return found | {("indicator", code): _(indicator.name) for code, indicator in indicators.items()}
