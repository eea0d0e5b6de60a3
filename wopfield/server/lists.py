"""What administrators look through: people, laptops and partnerships, a page at a time, searched by words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from wopfield.server import invitations
from wopfield.server.tables import ACCOUNT, DEVICE, INVITATION, MEMBERSHIP, SCOPE
from wopfield.store.log_tables import CONFLICT
from wopfield.store.rows import COMMONS, table
from wopfield.store.tables import Partnership

PAGE = 25
"""So many lines are shown at a time: a page stays readable over a slow line."""

_MOST_OFFERED = 150
"""So many people are offered where an e-mail is typed: some 12 kB."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some lines of a list, the number of the page from 1, and whether more follow."""

    lines: Sequence[T]
    number: int
    more: bool


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody who may sign in; ``invited`` while a code that works waits for them."""

    id: str
    name: str
    email: str
    admin: bool
    disabled: bool
    laptops: int
    invited: bool


@dataclass(frozen=True, slots=True)
class LaptopLine:
    """A laptop and whose it is."""

    id: str
    name: str
    last_seen: str
    program: str
    revoked: bool
    agreed: str
    wipe: str
    account: str
    person: str
    email: str
    person_out: bool
    """Its person is shut out, and with them every laptop of theirs."""


@dataclass(frozen=True, slots=True)
class PartnershipLine:
    """A partnership with how many take part, and how many fields were changed in two places."""

    scope: str
    name: str
    members: int
    conflicts: int


def people(connection: Connection, at: datetime, words: str = "", number: int = 1) -> Page[PersonLine]:
    """Return people by name."""
    laptops = select(func.count()).where(DEVICE.c.account == ACCOUNT.c.id).scalar_subquery()
    works = (INVITATION.c.account == ACCOUNT.c.id) & (INVITATION.c.ends >= invitations.written(at))
    codes = select(INVITATION.c.account).where(works).exists()
    statement = select(
        ACCOUNT.c.id, ACCOUNT.c.name, ACCOUNT.c.email, ACCOUNT.c.admin, ACCOUNT.c.disabled, laptops, codes
    ).order_by(func.lower(ACCOUNT.c.name), ACCOUNT.c.email)
    lines, number, more = _part(connection, _having(statement, words, ACCOUNT.c.name, ACCOUNT.c.email), number)
    return Page([PersonLine(*line) for line in lines], number, more)


def offered(connection: Connection) -> Page[tuple[str, str]]:
    """Return name and e-mail of those who may be given a role, by name."""
    statement = select(ACCOUNT.c.name, ACCOUNT.c.email).where(ACCOUNT.c.disabled.is_(False))
    by_name = statement.order_by(func.lower(ACCOUNT.c.name), ACCOUNT.c.email).limit(_MOST_OFFERED + 1)
    found = [(name, email) for name, email in connection.execute(by_name)]
    return Page(found[:_MOST_OFFERED], 1, len(found) > _MOST_OFFERED)


def laptops(connection: Connection, words: str = "", number: int = 1, account: str = "") -> Page[LaptopLine]:
    """Return laptops, the one seen last first; of one account where it is named."""
    statement = _laptops().order_by(DEVICE.c.last_seen.desc(), DEVICE.c.id)
    if account:
        statement = statement.where(DEVICE.c.account == account)
    lines, number, more = _part(
        connection, _having(statement, words, DEVICE.c.name, ACCOUNT.c.name, ACCOUNT.c.email), number
    )
    return Page([LaptopLine(*line) for line in lines], number, more)


def laptops_where(connection: Connection, *conditions: ColumnElement[bool]) -> list[LaptopLine]:
    """Return the first laptops of which some conditions hold, the one seen first first."""
    statement = _laptops().where(*conditions).order_by(DEVICE.c.last_seen, DEVICE.c.id).limit(PAGE)
    return [LaptopLine(*line) for line in connection.execute(statement)]


def laptop(connection: Connection, device: str) -> LaptopLine | None:
    """Return one laptop, or None."""
    found = connection.execute(_laptops().where(DEVICE.c.id == device)).first()
    return None if found is None else LaptopLine(*found)


def partnerships(connection: Connection, words: str = "", number: int = 1) -> Page[PartnershipLine]:
    """Return partnerships by name."""
    name = _partnership_name()
    statement = _partnerships().order_by(func.lower(name), SCOPE.c.id)
    lines, number, more = _part(connection, _having(statement, words, name, SCOPE.c.id), number)
    return Page([PartnershipLine(*line) for line in lines], number, more)


def partnerships_where(connection: Connection, *conditions: ColumnElement[bool]) -> list[PartnershipLine]:
    """Return the first partnerships of which some conditions hold, by name."""
    statement = _partnerships().where(*conditions).order_by(func.lower(_partnership_name())).limit(PAGE)
    return [PartnershipLine(*line) for line in connection.execute(statement)]


def partnership(connection: Connection, scope: str) -> PartnershipLine | None:
    """Return one partnership, or None."""
    found = connection.execute(_partnerships().where(SCOPE.c.id == scope)).first()
    return None if found is None else PartnershipLine(*found)


def roles(connection: Connection, account: str) -> list[tuple[str, str, str]]:
    """Return where somebody takes part: scope, name of the partnership, role."""
    rows = table(Partnership)
    statement = (
        select(MEMBERSHIP.c.scope, func.coalesce(rows.c.name, ""), MEMBERSHIP.c.role)
        .join(rows, (rows.c.scope == MEMBERSHIP.c.scope) & (rows.c.id == MEMBERSHIP.c.scope), isouter=True)
        .where(MEMBERSHIP.c.account == account)
        .order_by(func.lower(func.coalesce(rows.c.name, "")), MEMBERSHIP.c.scope)
        .limit(200)
    )
    return [(scope, name, role) for scope, name, role in connection.execute(statement)]


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _laptops() -> Select[Any]:
    return select(
        DEVICE.c.id, DEVICE.c.name, DEVICE.c.last_seen, DEVICE.c.program, DEVICE.c.revoked, DEVICE.c.agreed,
        DEVICE.c.wipe, DEVICE.c.account, ACCOUNT.c.name, ACCOUNT.c.email, ACCOUNT.c.disabled,
    ).join(ACCOUNT, ACCOUNT.c.id == DEVICE.c.account)  # fmt: skip


def _partnerships() -> Select[Any]:
    rows = table(Partnership)
    members = select(func.count()).where(MEMBERSHIP.c.scope == SCOPE.c.id).scalar_subquery()
    conflicts = select(func.count()).where(CONFLICT.c.scope == SCOPE.c.id).scalar_subquery()
    return (
        select(SCOPE.c.id, _partnership_name(), members, conflicts)
        .join(rows, (rows.c.scope == SCOPE.c.id) & (rows.c.id == SCOPE.c.id), isouter=True)
        .where(SCOPE.c.id != COMMONS)
    )


def _partnership_name() -> ColumnElement[str]:
    return func.coalesce(table(Partnership).c.name, "")


def _having(statement: Select[Any], words: str, *columns: ColumnElement[str]) -> Select[Any]:
    """Keep the lines in which each word stands somewhere."""
    for word in words.lower().split()[:8]:
        statement = statement.where(or_(*(func.lower(column).contains(word, autoescape=True) for column in columns)))
    return statement


def _part(connection: Connection, statement: Select[Any], number: int) -> tuple[list[Any], int, bool]:
    """Return the lines of a page, its number, and whether more follow; the last page in place of one after it."""
    found = connection.execute(statement.offset((number - 1) * PAGE).limit(PAGE + 1)).all()
    if not found and number > 1:
        count = connection.execute(select(func.count()).select_from(statement.order_by(None).subquery())).scalar_one()
        return _part(connection, statement, max(1, -(-int(count) // PAGE)))
    return list(found[:PAGE]), number, len(found) > PAGE
