"""Have the work on a laptop locked that was shut out: order it, be told that it was done, open it again.

What is locked is sealed to a key that this server alone holds, in its database: a backup of that opens it too.
"""

from pathlib import Path

from sqlalchemy import Connection

from wopfield.domain.invitation import LEAST_PASSWORD
from wopfield.errors import BadInput, Refused, ShutOut, SignInRefused
from wopfield.language import _, later
from wopfield.server import auditing, devices
from wopfield.server.house import House
from wopfield.store import kept, vault
from wopfield.store.database import Database
from wopfield.sync.locking import Order, give_order, new_identity, open_key

_IDENTITY, _RECIPIENT = "administrator identity", "administrator recipient"


def order(database: Database, device: str, *, by: str = "") -> None:
    """Order that the work on a laptop be locked, once it asks for something; it has to be shut out.

    Raises:
        BadInput: there is no such laptop.
        Refused: it is not shut out.
    """
    with database.write() as connection:
        found = devices.find(connection, device)
        if found is None:
            raise BadInput(later("There is no such laptop."))
        if not found.revoked:
            raise Refused(later("This laptop is let in."), do=_("Shut it out first."))
        devices.note_lock(connection, device, "asked")
        auditing.note(connection, by, "order lock", auditing.laptop(connection, device), database.clock())


def told(house: House, token: str, refused: ShutOut) -> ShutOut:
    """Return what a laptop that was shut out is told: with the order to lock its work, where there is one."""
    device, stage = house.look(lambda connection: devices.device_of(connection, token))
    if not stage:
        return refused

    def tell(connection: Connection) -> tuple[str, str]:
        devices.note_lock(connection, device, "told")
        at = house.clock().isoformat(timespec="seconds")
        return give_order(house.keys, Order(device, _recipient(connection), at))

    return ShutOut(
        later("An administrator of the server shut this laptop out and has the work on it locked."),
        safe=_("Nothing is deleted; what was not sent stays sealed for them."),
        do=_("Once you close the program, your password no longer opens it. Ask whoever runs the server."),
        order=house.write(tell),
    )


def note_locked(house: House, token: str) -> None:
    """Note that a laptop was locked as ordered.

    Raises:
        SignInRefused: nobody’s token.
    """
    device, stage = house.look(lambda connection: devices.device_of(connection, token))
    if not device:
        raise SignInRefused(later("The server no longer lets this laptop in."))

    def note(connection: Connection) -> None:
        devices.note_lock(connection, device, "done")
        locked = devices.find(connection, device)
        by = locked.account if locked is not None else ""
        auditing.note(connection, by, "laptop is locked", auditing.laptop(connection, device), house.clock())

    if stage in ("asked", "told"):
        house.write(note)


def open_workspace(database: Database, folder: Path, password: str) -> str:
    """Give a workspace that was locked for this server a new password, and return its new recovery key.

    Raises:
        BadInput: it is not locked, or the password is too short.
        Refused: it was locked for another server.
    """
    sealed = vault.sealed_key(folder)
    if not sealed:
        raise BadInput(
            later("There is no locked workspace in {folder}.", folder=folder), safe=_("Nothing was changed.")
        )
    if len(password) < LEAST_PASSWORD:
        raise BadInput(later("A password needs at least {least} letters.", least=LEAST_PASSWORD))
    with database.look() as connection:
        key = open_key(sealed, kept.get(connection, _IDENTITY))
    recovery = vault.open_again(folder, key, password)
    with database.write() as connection:
        auditing.note(connection, "", "open locked workspace", folder.name, database.clock())
    return recovery


def _recipient(connection: Connection) -> str:
    found = kept.get(connection, _RECIPIENT)
    if found:
        return found
    identity, recipient = new_identity()
    kept.put(connection, _IDENTITY, identity)
    kept.put(connection, _RECIPIENT, recipient)
    return recipient
