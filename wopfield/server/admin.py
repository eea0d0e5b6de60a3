"""What whoever runs the server does: accounts, members, laptops. The command line and the pages call these.

``by`` is the account of the administrator who does it; empty on the command line of the server itself.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from wopfield.errors import BadInput, Refused
from wopfield.language import _
from wopfield.server import accounts, auditing, browsers, devices, invitations, members, speaking
from wopfield.server.accounts import Account
from wopfield.server.devices import Device
from wopfield.server.reconsidering import judge_again, judge_what_members_said_of_people
from wopfield.server.tables import ACCOUNT, MEMBERSHIP, SCOPE
from wopfield.store.database import Database
from wopfield.store.rights import ROLES
from wopfield.store.rows import COMMONS, table
from wopfield.store.tables import Partnership


@dataclass(frozen=True, slots=True)
class Membership:
    """Somebody's role in a partnership."""

    account: str
    name: str
    email: str
    role: str


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody with a code to set their own password by."""

    account: Account
    code: str


# ── people ───────────────────────────────────────────────────────────────────────────────────────────────────


def add_account(
    database: Database, name: str, email: str, password: str, admin: bool = False, *, by: str = ""
) -> Account:
    """Let somebody sign in.

    Raises:
        BadInput: the e-mail is none or taken, or the password is too short.
    """
    at = database.clock()
    with database.write() as connection:
        account = accounts.add(connection, name, email, password, admin=admin, at=at)
        auditing.note(connection, by, "add account", account.email, at)
    return account


def invite(database: Database, name: str, email: str, *, by: str = "") -> Invited:
    """Make an account whose person sets the password by a code.

    Raises:
        BadInput: the e-mail is none or taken.
    """
    at = database.clock()
    with database.write() as connection:
        account = accounts.add(connection, name, email, None, admin=False, at=at)
        auditing.note(connection, by, "invite", account.email, at)
        return Invited(account, invitations.invite(connection, account.id, at))


def make_code(database: Database, email: str, *, by: str = "") -> Invited:
    """Make a code by which somebody sets another password; the one before works until they have."""
    at = database.clock()
    with database.write() as connection:
        account = _account(accounts.find(connection, email), email)
        if account.disabled:
            raise Refused(_("{email} is shut out.", email=account.email), do=_("Let them in again first."))
        auditing.note(connection, by, "make code", account.email, at)
        return Invited(account, invitations.invite(connection, account.id, at))


def accept(database: Database, code: str, password: str) -> Account:
    """Set the password of whoever holds a code; the code is used up.

    Raises:
        Refused: the code does not work.
        BadInput: the password is too short; the code still works.
    """
    at = database.clock()
    with database.write() as connection:
        account = invitations.take(connection, code, at)
        accounts.set_password(connection, account.id, password)
        browsers.sign_out_all(connection, account.id)
        auditing.note(connection, account.id, "set own password by code", account.email, at)
    return account


def set_password(database: Database, email: str, password: str, *, by: str = "") -> None:
    """Give an account another password; its laptops stay signed in."""
    with database.write() as connection:
        account = _account(accounts.find(connection, email), email)
        accounts.set_password(connection, account.id, password)
        browsers.sign_out_all(connection, account.id)
        auditing.note(connection, by, "set password", account.email, database.clock())


def set_disabled(database: Database, email: str, disabled: bool, *, by: str = "") -> None:
    """Shut an account and all its laptops out at once, or let them in again."""
    with database.write() as connection:
        account = _account(accounts.find(connection, email), email)
        _must_be_another(account, by)
        accounts.set_disabled(connection, account.id, disabled)
        if disabled:
            browsers.sign_out_all(connection, account.id)
            invitations.withdraw(connection, account.id)
        auditing.note(connection, by, "shut out" if disabled else "let in again", account.email, database.clock())


def set_admin(database: Database, email: str, admin: bool, *, by: str = "") -> None:
    """Let somebody look after the server, or no longer."""
    with database.write() as connection:
        account = _account(accounts.find(connection, email), email)
        _must_be_another(account, by)
        accounts.set_admin(connection, account.id, admin)
        if not admin:
            browsers.sign_out_all(connection, account.id)
        done = "make administrator" if admin else "end administrator"
        auditing.note(connection, by, done, account.email, database.clock())


def give_person(database: Database, person: str, email: str, *, by: str = "") -> Account:
    """Let an account speak for a person in place of the one before, where the wrong one was taken for them.

    Raises:
        BadInput: there is no such account, or nobody entered such a person.
    """
    with database.write() as connection:
        account = _account(accounts.find(connection, email), email)
        name = speaking.name_of(connection, person)
        if name is None:
            raise BadInput(_("There is no such person."))
        speaking.give(connection, person, account.id, database.clock)
        judge_again(connection, account.id, database.clock)
        about = f"{name or person} · {account.email}"
        auditing.note(connection, by, "give person", about, database.clock())
    return account


def list_accounts(database: Database) -> list[Account]:
    """Return all accounts, by e-mail."""
    with database.look() as connection:
        return accounts.every(connection)


# ── laptops ──────────────────────────────────────────────────────────────────────────────────────────────────


def list_devices(database: Database, email: str) -> list[Device]:
    """Return the laptops of an account, by name."""
    with database.look() as connection:
        return devices.of_account(connection, _account(accounts.find(connection, email), email).id)


def revoke_device(database: Database, device: str, *, lock: bool = True, by: str = "") -> None:
    """Shut a laptop out, at once; what it brought before stays, and what it has not sent is locked on it."""
    with database.write() as connection:
        _device(connection, device)
        devices.revoke(connection, device)
        if lock:
            devices.note_lock(connection, device, "asked")
        auditing.note(connection, by, "shut laptop out", auditing.laptop(connection, device), database.clock())


def let_device_in(database: Database, device: str, *, by: str = "") -> None:
    """Let a laptop in again that was shut out; it signs in anew."""
    with database.write() as connection:
        _device(connection, device)
        devices.let_in_again(connection, device)
        auditing.note(connection, by, "let laptop in again", auditing.laptop(connection, device), database.clock())


# ── members ──────────────────────────────────────────────────────────────────────────────────────────────────


def add_member(database: Database, scope: str, email: str, role: str, *, by: str = "") -> None:
    """Give the person of an account a role in a partnership, in place of the one before; an empty role ends it.

    Raises:
        BadInput: there is no such partnership, account or role.
    """
    if role and role not in ROLES:
        raise BadInput(_("{role} is no role.", role=role[:40]), do=_("Take one of: {roles}.", roles=", ".join(ROLES)))
    with database.write() as connection:
        account = _account(accounts.find(connection, email), email)
        if connection.execute(select(SCOPE.c.id).where(SCOPE.c.id == scope, SCOPE.c.id != COMMONS)).first() is None:
            raise BadInput(_("There is no such partnership on the server."), do=_("Sync the laptop it began on first."))
        speaking.claim_known(connection, account, database.clock)
        members.set_role(connection, scope, account.id, role, database.clock)
        taken = judge_again(connection, account.id, database.clock, [scope])
        taken += judge_what_members_said_of_people(connection, scope, database.clock)
        about, at = auditing.member(connection, account.email, scope), database.clock()
        auditing.note(connection, by, f"role {role or 'none'}", about, at)
        if taken:
            auditing.note(connection, by, f"accept {taken} refused before", about, at)


def list_partnerships(database: Database) -> list[tuple[str, str]]:
    """Return the partnerships on the server: scope and name."""
    lines = table(Partnership)
    with database.look() as connection:
        statement = select(SCOPE.c.id, lines.c.name).join(
            lines, (lines.c.scope == SCOPE.c.id) & (lines.c.id == SCOPE.c.id), isouter=True
        )
        found = connection.execute(statement.where(SCOPE.c.id != COMMONS)).all()
    return sorted(((scope, name or "") for scope, name in found), key=lambda each: (each[1].casefold(), each[0]))


def list_members(database: Database, scope: str) -> list[Membership]:
    """Return who has which role in a partnership, by e-mail."""
    statement = (
        select(ACCOUNT.c.id, ACCOUNT.c.name, ACCOUNT.c.email, MEMBERSHIP.c.role)
        .join(ACCOUNT, ACCOUNT.c.id == MEMBERSHIP.c.account)
        .where(MEMBERSHIP.c.scope == scope)
        .order_by(ACCOUNT.c.email)
    )
    with database.look() as connection:
        return [Membership(*line) for line in connection.execute(statement)]


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _account(found: Account | None, email: str) -> Account:
    if found is None:
        raise BadInput(
            _("There is no account with the e-mail {email}.", email=email[:80]),
            do=_("Check it; who has no account yet is invited first."),
        )
    return found


def _device(connection: Connection, device: str) -> Device:
    found = devices.find(connection, device)
    if found is None:
        raise BadInput(_("There is no such laptop."))
    return found


def _must_be_another(account: Account, by: str) -> None:
    # Whoever shuts themselves out may be the last who could let anybody in.
    if account.id == by:
        raise Refused(_("Nobody does this to themselves."), do=_("Ask another administrator to."))
