"""What whoever runs the server does: accounts, members, devices. The command line and the pages call these."""

from dataclasses import dataclass

from sqlalchemy import select

from wopfield.errors import BadInput
from wopfield.language import _
from wopfield.server import accounts, devices, members
from wopfield.server.accounts import Account
from wopfield.server.devices import Device
from wopfield.server.members import ROLES
from wopfield.server.tables import ACCOUNT, MEMBERSHIP, SCOPE
from wopfield.store.database import Database
from wopfield.store.rows import COMMONS, table
from wopfield.store.tables import Partnership


@dataclass(frozen=True, slots=True)
class Membership:
    """Somebody's role in a partnership."""

    name: str
    email: str
    role: str


def add_account(database: Database, name: str, email: str, password: str, admin: bool = False) -> Account:
    """Let somebody sign in.

    Raises:
        BadInput: the e-mail is none or taken, or the password is too short.
    """
    at = database.clock()
    with database.write() as connection:
        account = accounts.add(connection, name, email, password, admin=admin, at=at)
        accounts.audit(connection, "", "add account", account.email, at)
    return account


def set_password(database: Database, email: str, password: str) -> None:
    """Give an account another password; its laptops stay signed in."""
    with database.write() as connection:
        account = _account(accounts.find(connection, email), email)
        accounts.set_password(connection, account.id, password)
        accounts.audit(connection, "", "set password", account.email, database.clock())


def set_disabled(database: Database, email: str, disabled: bool) -> None:
    """Shut an account and all its laptops out at once, or let them in again."""
    with database.write() as connection:
        account = _account(accounts.find(connection, email), email)
        accounts.set_disabled(connection, account.id, disabled)
        accounts.audit(connection, "", "disable" if disabled else "enable", account.email, database.clock())


def list_accounts(database: Database) -> list[Account]:
    """Return all accounts, by e-mail."""
    with database.look() as connection:
        return accounts.every(connection)


def list_devices(database: Database, email: str) -> list[Device]:
    """Return the laptops of an account, by name."""
    with database.look() as connection:
        return devices.of_account(connection, _account(accounts.find(connection, email), email).id)


def revoke_device(database: Database, device: str) -> None:
    """Shut a laptop out, at once; what it brought before stays."""
    with database.write() as connection:
        if devices.find(connection, device) is None:
            raise BadInput(_("There is no such laptop."))
        devices.revoke(connection, device)
        accounts.audit(connection, "", "revoke device", device, database.clock())


def add_member(database: Database, scope: str, email: str, role: str) -> None:
    """Give the person of an account a role in a partnership, in place of the one before; an empty role ends it.

    Raises:
        BadInput: there is no such partnership, account or role.
    """
    if role and role not in ROLES:
        raise BadInput(
            _("{role} is no role.", role=role[:40]), do=_("Take one of: {roles}.", roles=", ".join(ROLES))
        )
    with database.write() as connection:
        account = _account(accounts.find(connection, email), email)
        if (
            connection.execute(select(SCOPE.c.id).where(SCOPE.c.id == scope, SCOPE.c.id != COMMONS)).first()
            is None
        ):
            raise BadInput(
                _("There is no such partnership on the server."), do=_("Sync the laptop it began on first.")
            )
        devices.claim_known(connection, account, database.clock)
        members.set_role(connection, scope, account.id, role, database.clock)
        accounts.audit(
            connection, "", f"role {role or 'none'}", f"{account.email} in {scope}", database.clock()
        )


def list_partnerships(database: Database) -> list[tuple[str, str]]:
    """Return the partnerships on the server: scope and name."""
    lines = table(Partnership)
    with database.look() as connection:
        statement = select(SCOPE.c.id, lines.c.name).join(
            lines, (lines.c.scope == SCOPE.c.id) & (lines.c.id == SCOPE.c.id), isouter=True
        )
        found = connection.execute(statement.where(SCOPE.c.id != COMMONS)).all()
    return sorted(
        ((scope, name or "") for scope, name in found), key=lambda each: (each[1].casefold(), each[0])
    )


def list_members(database: Database, scope: str) -> list[Membership]:
    """Return who has which role in a partnership, by e-mail."""
    statement = (
        select(ACCOUNT.c.name, ACCOUNT.c.email, MEMBERSHIP.c.role)
        .join(ACCOUNT, ACCOUNT.c.id == MEMBERSHIP.c.account)
        .where(MEMBERSHIP.c.scope == scope)
        .order_by(ACCOUNT.c.email)
    )
    with database.look() as connection:
        return [Membership(*line) for line in connection.execute(statement)]


def _account(found: Account | None, email: str) -> Account:
    if found is None:
        raise BadInput(_("There is no account with the e-mail {email}.", email=email[:80]))
    return found
