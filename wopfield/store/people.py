"""People who take part, shared by all partnerships.

Somebody who was entered twice stands once as soon as one row says that it is the same person as the other: the other
one stands then, and every id that is kept anywhere is read as theirs.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypedDict, TypeVar, Unpack

from sqlmodel import Session, col, select

from wopfield.domain.log import PROGRAM, SERVER
from wopfield.domain.same_person import SamePeople, same_people
from wopfield.errors import BadInput
from wopfield.language import _
from wopfield.store.editor import Editor
from wopfield.store.rows import COMMONS, Row
from wopfield.store.tables import Person

R = TypeVar("R", bound=Row)


class PersonFields(TypedDict, total=False):
    """What may be said of a person; ``utility`` is an id or empty."""

    name: str
    function: str
    utility: str
    email: str


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody with the other rows that were said to be them."""

    row: Person
    also: tuple[Person, ...]


def listed(session: Session) -> list[Listed]:
    """Return all people by name, each with the other rows that were joined to theirs."""
    joined = same(session)
    rows = {row.id: row for row in _all(session)}
    return [Listed(row, tuple(rows[each] for each in joined.all_of(row.id)[1:])) for row in every(session)]


def every(session: Session) -> list[Person]:
    """Return all people, each once, by name."""
    joined = same(session)
    return sorted(
        (row for row in _all(session) if joined.one(row.id) == row.id), key=lambda row: (row.name.casefold(), row.id)
    )


def of_utility(session: Session, utility: str) -> list[Person]:
    """Return the people of a utility, by name."""
    return [person for person in every(session) if person.utility == utility]


def find(session: Session, person: str) -> Person | None:
    """Return who stands for a person, or None when there is none (any more)."""
    row = session.get(Person, (COMMONS, person))
    if row is None or not row.alive:
        return None
    if not row.same_as:  # as with nearly everybody
        return row
    return session.get(Person, (COMMONS, same(session).one(person)))


def names(session: Session) -> dict[str, str]:
    """Return what everybody is called, by every id they have."""
    rows = {row.id: row for row in _all(session)}
    joined = same(session)
    return {person: rows[joined.one(person)].name for person in rows}


def names_of(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """Return the names of people by their id, and what machines that write are called.

    Somebody whose name has not arrived is left out.
    """
    joined = same(session)
    stands = {each: joined.one(each) for each in ids}
    machines = {SERVER: _("The server"), PROGRAM: _("The program")}
    rows = session.exec(select(Person).where(Person.scope == COMMONS, col(Person.id).in_({*stands.values()})))
    known = {row.id: row.name for row in rows if row.name}
    found = {each: known[one] for each, one in stands.items() if one in known}
    return found | {author: machines[author] for author in stands if author in machines}


def same(session: Session) -> SamePeople:
    """Return who is the same person as whom; somebody who is not here (any more) stands for nobody."""
    said = dict(session.exec(select(Person.id, Person.same_as).where(Person.same_as != "", *_KEPT)).all())
    if not said:
        return SamePeople({})
    here = set(session.exec(select(Person.id).where(col(Person.id).in_(sorted({*said.values()})), *_KEPT)))
    return same_people({person: other for person, other in said.items() if other in here})


def read_as(row: R, **fields: object) -> R:
    """Return a row as it is to be read, with other people in it; what is changed in it is kept in its own place."""
    if all(getattr(row, name) == value for name, value in fields.items()):
        return row
    return type(row)(**{**row.model_dump(), **fields})


def add(editor: Editor, **fields: Unpack[PersonFields]) -> Person:
    """Keep a new person.

    Raises:
        BadInput: there is no name.
    """
    row = Person(scope=COMMONS)
    _fill(row, fields)
    return editor.add(row)


def change(editor: Editor, shown: Person, **fields: Unpack[PersonFields]) -> Person:
    """Say something else of a person.

    Raises:
        BadInput: the name would be empty.
    """
    kept = editor.take(shown)
    _fill(kept, fields)
    return kept


def join(editor: Editor, shown: Person, stays: Person) -> Person:
    """Say that somebody is the same person as somebody else, who stands for both from now on.

    What only the other row tells of them is said of the one who stays as well.

    Raises:
        BadInput: they are one already.
    """
    joined = same(editor.session)
    if joined.one(shown.id) == joined.one(stays.id):
        raise BadInput(
            _("{name} is one person already.", name=stays.name),
            safe=_("Nothing was changed."),
            do=_("Choose somebody else."),
        )
    editor.take(shown).same_as = stays.id
    kept = editor.take(stays)
    for field in ("function", "utility", "email"):
        if not getattr(stays, field):
            setattr(kept, field, getattr(shown, field))
    return shown


def take_apart(editor: Editor, shown: Person) -> Person:
    """Say that somebody is a person of their own again; those who were joined to them stay theirs."""
    one = same(editor.session).one(shown.id)
    stands = editor.get(Person, COMMONS, one)
    if stands is not None and stands.same_as:  # the two were joined to one another
        stands.same_as = ""
    kept = editor.take(shown)
    kept.same_as = ""
    return kept


_KEPT = (col(Person.scope) == COMMONS, col(Person.alive))


def _all(session: Session) -> list[Person]:
    return list(session.exec(select(Person).where(*_KEPT)))


def _fill(row: Person, fields: PersonFields) -> None:
    for name, value in fields.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    if not row.name:
        raise BadInput(_("A person needs a name."), do=_("Type the name."))
