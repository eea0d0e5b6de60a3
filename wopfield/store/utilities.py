"""Utilities: the water and sanitation service providers, shared by all partnerships."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypedDict, Unpack

from sqlmodel import Session, col, or_, select

from wopfield.errors import BadInput, Refused
from wopfield.language import _
from wopfield.store import people
from wopfield.store.editor import Editor
from wopfield.store.rows import COMMONS
from wopfield.store.tables import Partnership, Person, Utility

Side = Literal["mentor", "mentee"]


class UtilityFields(TypedDict, total=False):
    """What may be said of a utility."""

    name: str
    short_name: str
    country: str
    city: str
    people_served: int | None
    hours_of_supply: str
    currency: str


@dataclass(frozen=True, slots=True)
class Part:
    """What a utility is in a partnership."""

    partnership: str
    name: str
    side: Side


@dataclass(frozen=True, slots=True)
class Listed:
    """A utility with the partnerships it takes part in, and its people by name."""

    row: Utility
    parts: tuple[Part, ...]
    people: tuple[Person, ...]


def every(session: Session) -> list[Utility]:
    """Return all utilities, by name."""
    rows = session.exec(select(Utility).where(Utility.scope == COMMONS, col(Utility.alive)))
    return sorted(rows, key=lambda row: (row.name.casefold(), row.id))


def listed(session: Session) -> list[Listed]:
    """Return all utilities by name, each with its partnerships and its people."""
    parts: dict[str, list[Part]] = defaultdict(list)
    sides: tuple[Side, ...] = ("mentor", "mentee")
    for row in session.exec(select(Partnership).where(col(Partnership.alive))):
        for side in sides:
            parts[getattr(row, side)].append(Part(row.id, row.name, side))
    staff: dict[str, list[Person]] = defaultdict(list)
    for person in people.every(session):
        staff[person.utility].append(person)
    return [
        Listed(
            row,
            tuple(sorted(parts[row.id], key=lambda part: (part.name.casefold(), part.partnership))),
            tuple(staff[row.id]),
        )
        for row in every(session)
    ]


def find(session: Session, utility: str) -> Utility | None:
    """Return a utility, or None when there is none (any more)."""
    row = session.get(Utility, (COMMONS, utility))
    return row if row is not None and row.alive else None


def by_id(session: Session, ids: Iterable[str]) -> dict[str, Utility]:
    """Return utilities by their id; one that has not arrived is left out."""
    wanted = list(dict.fromkeys(ids))
    rows = session.exec(
        select(Utility).where(Utility.scope == COMMONS, col(Utility.id).in_(wanted), col(Utility.alive))
    )
    return {row.id: row for row in rows}


def called(utility: Utility | None) -> str:
    """Return what a utility is called, as short as it has a name; empty when it is not known."""
    return (utility.short_name or utility.name) if utility is not None else ""


def add(editor: Editor, **fields: Unpack[UtilityFields]) -> Utility:
    """Keep a new utility.

    Raises:
        BadInput: it has no name.
    """
    row = Utility(scope=COMMONS)
    _fill(row, fields)
    return editor.add(row)


def change(editor: Editor, shown: Utility, **fields: Unpack[UtilityFields]) -> Utility:
    """Say something else of a utility.

    Raises:
        BadInput: its name would be empty, or its people fewer than none.
    """
    kept = editor.take(shown)
    _fill(kept, fields)
    return kept


def remove(editor: Editor, shown: Utility) -> None:
    """Delete a utility that takes part in no partnership; it can be brought back.

    Raises:
        Refused: a partnership names it.
    """
    used = editor.session.scalars(
        select(Partnership).where(
            or_(Partnership.mentor == shown.id, Partnership.mentee == shown.id), col(Partnership.alive)
        )
    ).first()
    if used is not None:
        raise Refused(
            _("{name} takes part in {partnership}.", name=shown.name, partnership=used.name),
            safe=_("Nothing was changed."),
            do=_("Choose another utility for that partnership first."),
        )
    editor.remove(shown)


def bring_back(editor: Editor, shown: Utility) -> None:
    """Take the deletion of a utility back."""
    editor.bring_back(shown)


def _fill(row: Utility, fields: UtilityFields) -> None:
    for name, value in fields.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    if not row.name:
        raise BadInput(_("A utility needs a name."), do=_("Type the name people know it by."))
    if row.people_served is not None and not 0 <= row.people_served < 2**31:
        raise BadInput(_("This cannot be a number of people served."), do=_("Type a whole number."))
