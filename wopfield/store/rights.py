"""What each role may write in a partnership: the server refuses the rest, and laptops say so before it is written."""

from collections.abc import Collection, Mapping

from sqlmodel import Session, col, select

from wopfield.store import people
from wopfield.store.tables import NOUNS, Member

LEAD, REVIEWER, MENTOR, MENTEE, MANAGER = "lead", "reviewer", "mentor", "mentee", "manager"
ROLES = (LEAD, REVIEWER, MENTOR, MENTEE, MANAGER)

SHARED = frozenset({"utility", "person"})
"""Nouns that are everybody's, in ``commons``."""

_ALL = frozenset(NOUNS) - {"member"} - SHARED

ROLE_MAY: Mapping[str, frozenset[str]] = {
    LEAD: _ALL,
    REVIEWER: _ALL - {"partnership"},
    MENTOR: _ALL - {"partnership"},
    MENTEE: frozenset({"answer", "indicator_entry", "evidence", "evidence_file", "action", "feedback"}),
    MANAGER: frozenset({"action"}),
}
"""Which nouns of a partnership each role may write."""

MENTEE_ACTION = frozenset({"progress"})
"""What of an action the mentee writes; of answers it writes its own, those of the rater ``self``."""


def roles_here(session: Session, scope: str, person: str) -> frozenset[str]:
    """Return the roles a person has in a partnership, as far as a server has told; nothing where none has."""
    ids = people.same(session).all_of(person)
    statement = select(Member.role).where(Member.scope == scope, col(Member.person).in_(ids), col(Member.alive))
    return frozenset(session.exec(statement)) - {""}


def may_write(roles: Collection[str], noun: str, registers: Collection[str]) -> bool:
    """Return whether one of some roles writes registers of a noun; without a role, no server has a say in it."""
    if not roles or noun in SHARED:
        return True
    return any(
        noun in ROLE_MAY[role] and (noun != "action" or role != MENTEE or MENTEE_ACTION.issuperset(registers))
        for role in roles
        if role in ROLE_MAY
    )
