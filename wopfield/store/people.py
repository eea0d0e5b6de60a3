"""People who take part, shared by all partnerships."""

from typing import TypedDict, Unpack

from sqlmodel import Session, col, select

from wopfield.errors import BadInput
from wopfield.language import _
from wopfield.store.editor import Editor
from wopfield.store.rows import COMMONS
from wopfield.store.tables import Person


class PersonFields(TypedDict, total=False):
    """What may be said of a person; ``utility`` is an id or empty."""

    name: str
    function: str
    utility: str
    email: str


def every(session: Session) -> list[Person]:
    """Return all people, by name."""
    rows = session.exec(select(Person).where(Person.scope == COMMONS, col(Person.alive)))
    return sorted(rows, key=lambda row: (row.name.casefold(), row.id))


def of_utility(session: Session, utility: str) -> list[Person]:
    """Return the people of a utility, by name."""
    return [person for person in every(session) if person.utility == utility]


def find(session: Session, person: str) -> Person | None:
    """Return a person, or None when there is none (any more)."""
    row = session.get(Person, (COMMONS, person))
    return row if row is not None and row.alive else None


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


def _fill(row: Person, fields: PersonFields) -> None:
    for name, value in fields.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    if not row.name:
        raise BadInput(_("A person needs a name."), do=_("Type the name."))
