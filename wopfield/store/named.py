"""Find entries by their names.

Names are hashes, so each new one falls anywhere in an index: in a long log, keeping that index up to date is most of
the work of taking entries in. It therefore holds the beginnings of names alone, and is a quarter as large.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, bindparam, func

from wopfield.store.log_tables import ENTRY, NAME_BEGINS

BEGINS = 8
"""So many letters of a name the index holds: 48 bits, which two of a million entries hardly ever share."""

# Added to nothing, the scope is no reason to look through all the entries that have it.
_SCOPE = ENTRY.c.scope.concat("")

IS_NAMED = (
    NAME_BEGINS.in_(bindparam("begins", expanding=True))
    & ENTRY.c.name.in_(bindparam("names", expanding=True))
    & (bindparam("scope") == _SCOPE)
)
"""That an entry has one of some names; executed with what ``named`` returns."""


def named(scope: str, names: Sequence[str]) -> dict[str, object]:
    """Return what ``IS_NAMED`` asks for, of at most some hundred names."""
    return {"scope": scope, "names": names, "begins": sorted({name[:BEGINS] for name in names})}


def is_named_as(scope: ColumnElement[str], name: ColumnElement[str]) -> ColumnElement[bool]:
    """Return that an entry has the name that another table tells."""
    return (func.substr(name, 1, BEGINS) == NAME_BEGINS) & (ENTRY.c.name == name) & (scope == _SCOPE)
