"""What the settling screen reads: everything that is open, and the one row to show."""

from dataclasses import dataclass

from wopfield.store import conflicts
from wopfield.store.conflicts import Conflict, Place
from wopfield.store.database import Session
from wopfield.ui.library import indicator_catalogue


@dataclass(frozen=True, slots=True)
class Found:
    """What is open now, and the one to show."""

    places: tuple[Place, ...]
    conflict: Conflict | None


def find(wanted: Place | None, left: frozenset[Place], session: Session) -> Found:
    """Return what is open and the one to show: the wanted one, else the first nobody left for later."""
    variables = {code: variable.name for code, variable in indicator_catalogue().variables.items()}
    places = tuple(conflicts.places(session))
    later = [place for place in places if place not in left]
    target = wanted if wanted in places else later[0] if later else None
    if target is None:
        return Found(places, None)
    return Found(places, conflicts.find(session, target, variables))
