"""Who is a member of what: accounts have roles in partnerships, and laptops are told so by the server's own entries."""

from collections.abc import Collection

from sqlalchemy import Connection, bindparam, delete, insert, select
from sqlmodel import Session

from wopfield.domain.log import SERVER
from wopfield.server.tables import MEMBERSHIP, SPEAKS_FOR
from wopfield.store.database import Clock
from wopfield.store.editor import Editor
from wopfield.store.rights import LEAD, MENTOR, REVIEWER
from wopfield.store.rows import COMMONS, derived_id, table
from wopfield.store.tables import Member


def set_role(connection: Connection, scope: str, account: str, role: str, clock: Clock) -> None:
    """Give an account a role in a partnership, in place of the one before, and tell the laptops; empty ends it."""
    connection.execute(delete(MEMBERSHIP).where(MEMBERSHIP.c.scope == scope, MEMBERSHIP.c.account == account))
    if role:
        connection.execute(insert(MEMBERSHIP).values(scope=scope, account=account, role=role))
    people = connection.execute(select(SPEAKS_FOR.c.person).where(SPEAKS_FOR.c.account == account)).scalars()
    for person in sorted(people):
        _tell(connection, scope, person, role, clock)


def follow_log(connection: Connection, scope: str, clock: Clock) -> list[str]:
    """Give accounts the roles that this server's own entries tell of, which came back to it after it was restored.

    Where a role was given both before and since, that of since stands, and is told again in place of both.

    Returns:
        The accounts whose role is another now.
    """
    rows = table(Member)
    statement = (
        select(SPEAKS_FOR.c.account, rows.c.role, rows.c.open)
        .join(SPEAKS_FOR, SPEAKS_FOR.c.person == rows.c.person)
        .where(rows.c.scope == scope)
    )
    told: dict[str, set[str]] = {}
    unclear: set[str] = set()
    for account, role, is_open in connection.execute(statement):
        told.setdefault(account, set()).add(role)
        unclear |= {account} if is_open else set()
    changed: list[str] = []
    for account, roles in sorted(told.items()):
        before = role_of(connection, scope, account)
        if account in unclear or len(roles) > 1:
            set_role(connection, scope, account, before, clock)
        elif roles != {before}:
            set_role(connection, scope, account, roles.pop(), clock)
            changed.append(account)
    return changed


def tell_of(connection: Connection, account: str, person: str, clock: Clock) -> None:
    """Tell the laptops of a person that an account speaks for from now on."""
    statement = select(MEMBERSHIP.c.scope, MEMBERSHIP.c.role).where(MEMBERSHIP.c.account == account)
    for scope, role in connection.execute(statement.order_by(MEMBERSHIP.c.scope)).all():
        _tell(connection, scope, person, role, clock)


def no_longer_tell_of(connection: Connection, account: str, person: str, clock: Clock) -> None:
    """Tell the laptops that a person no longer takes part by an account."""
    scopes = connection.execute(select(MEMBERSHIP.c.scope).where(MEMBERSHIP.c.account == account)).scalars()
    for scope in sorted(scopes):
        _tell(connection, scope, person, "", clock)


def role_of(connection: Connection, scope: str, account: str) -> str:
    """Return the role of an account in a partnership; empty when it is no member."""
    statement = select(MEMBERSHIP.c.role).where(MEMBERSHIP.c.scope == scope, MEMBERSHIP.c.account == account)
    return str(connection.execute(statement).scalar() or "")


def leads(connection: Connection, account: str) -> bool:
    """Return whether an account is the lead of a partnership."""
    statement = select(MEMBERSHIP.c.scope).where(MEMBERSHIP.c.account == account, MEMBERSHIP.c.role == LEAD)
    return connection.execute(statement.limit(1)).first() is not None


def work_together(connection: Connection, account: str, other: str) -> bool:
    """Return whether an account is lead, reviewer or mentor of a partnership in which another takes part."""
    theirs = select(MEMBERSHIP.c.scope).where(MEMBERSHIP.c.account == other)
    statement = select(MEMBERSHIP.c.scope).where(
        MEMBERSHIP.c.account == account, MEMBERSHIP.c.role.in_([LEAD, REVIEWER, MENTOR]), MEMBERSHIP.c.scope.in_(theirs)
    )
    return connection.execute(statement.limit(1)).first() is not None


def open_to(connection: Connection, account: str, scopes: Collection[str] | None = None) -> frozenset[str]:
    """Return the scopes an account may see, of those asked for: ``commons``, and where it is a member."""
    found = {*connection.execute(_OPEN_TO, {"account": account}).scalars(), COMMONS}
    return frozenset(found if scopes is None else found.intersection(scopes))


# Built once: every request asks it, and putting it together took longer than running it.
_OPEN_TO = select(MEMBERSHIP.c.scope).where(MEMBERSHIP.c.account == bindparam("account"))


def _tell(connection: Connection, scope: str, person: str, role: str, clock: Clock) -> None:
    with Session(connection, expire_on_commit=False, autoflush=False) as session:
        editor = Editor(session, SERVER, clock)
        shown = Member(scope=scope, id=derived_id("member", scope, person), person=person)
        kept = editor.get(Member, scope, shown.id) or editor.add(shown)
        if kept.open:
            editor.settle(kept, "membership", editor.heads(kept, "membership"))
        kept.role = role
        session.flush()
