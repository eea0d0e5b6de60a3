"""Which account speaks for whom: a person belongs to the first account that may say so, until an administrator does."""

from sqlalchemy import Connection, bindparam, func, insert, select, update

from wopfield.errors import Refused
from wopfield.language import _, later
from wopfield.server import members, vouching
from wopfield.server.accounts import Account
from wopfield.server.tables import SPEAKS_FOR
from wopfield.store.database import Clock
from wopfield.store.rows import COMMONS, new_id, table
from wopfield.store.tables import Person


def people_of(connection: Connection, account: str) -> frozenset[str]:
    """Return the people an account speaks for."""
    return frozenset(connection.execute(_PEOPLE, {"account": account}).scalars())


def named_people_of(connection: Connection, account: str) -> list[tuple[str, str, str]]:
    """Return the people an account speaks for by name: id, name, e-mail; both empty of who has not arrived yet."""
    lines = table(Person)
    statement = (
        select(SPEAKS_FOR.c.person, func.coalesce(lines.c.name, ""), func.coalesce(lines.c.email, ""))
        .join(lines, (lines.c.scope == COMMONS) & (lines.c.id == SPEAKS_FOR.c.person), isouter=True)
        .where(SPEAKS_FOR.c.account == account)
    )
    found = [(person, name, email) for person, name, email in connection.execute(statement)]
    return sorted(found, key=lambda each: (each[1].casefold(), each[0]))


def name_of(connection: Connection, person: str) -> str | None:
    """Return what a person is called who was entered or whom an account speaks for; None where there is no such one."""
    lines = table(Person)
    name = connection.execute(select(lines.c.name).where(lines.c.scope == COMMONS, lines.c.id == person)).scalar()
    return "" if name is None and holder_of(connection, person) else name


def holder_of(connection: Connection, person: str) -> str:
    """Return the account that speaks for a person; empty where none does."""
    found = connection.execute(select(SPEAKS_FOR.c.account).where(SPEAKS_FOR.c.person == person)).scalar()
    return str(found or "")


def claim_known(connection: Connection, account: Account, clock: Clock) -> None:
    """Let an account speak for the people whom colleagues entered with its e-mail, and nobody else speaks for.

    So somebody whom the lead named before they ever signed in is that person from their first day on.
    """
    lines = table(Person)
    statement = (
        select(lines.c.id)
        .join(SPEAKS_FOR, SPEAKS_FOR.c.person == lines.c.id, isouter=True)
        .where(
            lines.c.scope == COMMONS,
            lines.c.alive,
            func.lower(lines.c.email) == account.email,
            SPEAKS_FOR.c.person.is_(None),
        )
    )
    for person in sorted(connection.execute(statement).scalars()):
        if vouching.is_vouched(connection, person, "email"):
            _speak_for(connection, account, person, clock)


def claim(connection: Connection, account: Account, person: str, clock: Clock) -> str:
    """Let an account speak for a person, and return who it is.

    Without one it is somebody the account speaks for already, or somebody new.

    Raises:
        Refused: the person is somebody else's, or nobody who may has said that they are this one.
    """
    mine = sorted(people_of(connection, account.id))
    person = person or (mine or [new_id()])[0]
    if person in mine:
        return person
    if holder_of(connection, person) or not _is_this_one(connection, account, person):
        raise Refused(
            later("The person of this workspace is somebody else on the server."),
            safe=_("Everything on this laptop is safe."),
            do=_(
                "Sign in with the e-mail of the person this workspace belongs to. If a colleague entered you, ask them "
                "to write your e-mail beside your name and to sync."
            ),
        )
    _speak_for(connection, account, person, clock)
    return person


def give(connection: Connection, person: str, account: str, clock: Clock) -> None:
    """Let another account speak for a person from now on; what was written in their name before stays."""
    before = holder_of(connection, person)
    if not before:
        connection.execute(insert(SPEAKS_FOR).values(person=person, account=account))
    else:
        connection.execute(update(SPEAKS_FOR).where(SPEAKS_FOR.c.person == person).values(account=account))
        members.no_longer_tell_of(connection, before, person, clock)
    members.tell_of(connection, account, person, clock)


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


# Built once: every request runs it, and putting it together took longer than running it.
_PEOPLE = select(SPEAKS_FOR.c.person).where(SPEAKS_FOR.c.account == bindparam("account"))


def _is_this_one(connection: Connection, account: Account, person: str) -> bool:
    """Return whether a person whom nobody speaks for is the one of an account, as far as the server knows them.

    Who was entered without an e-mail is known by the whole name, which the account has from an administrator.
    """
    lines = table(Person)
    statement = select(lines.c.name, lines.c.email).where(lines.c.scope == COMMONS, lines.c.id == person)
    found = connection.execute(statement).first()
    if found is None:
        return True
    email = found.email.strip().lower()
    if email:
        return bool(email == account.email) and vouching.is_vouched(connection, person, "email")
    same_name = found.name.casefold().split() == account.name.casefold().split()
    return bool(same_name) and vouching.is_vouched(connection, person, "name")


def _speak_for(connection: Connection, account: Account, person: str, clock: Clock) -> None:
    connection.execute(insert(SPEAKS_FOR).values(person=person, account=account.id))
    members.tell_of(connection, account.id, person, clock)
