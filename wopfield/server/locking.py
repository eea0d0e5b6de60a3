"""Have the work on a laptop that was shut out locked or wiped: order it, be told that it was done, open what is sealed.

What is locked, or left by a laptop that was wiped, is sealed to a key that this server alone holds, in its database: a
backup of that opens it too.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import Connection

from wopfield.domain.invitation import LEAST_PASSWORD
from wopfield.errors import BadInput, Refused, ShutOut, SignInRefused
from wopfield.language import _, in_a_row, later, plural
from wopfield.server import auditing, devices, members
from wopfield.server.house import House
from wopfield.store import exchanges, kept, vault
from wopfield.store.database import Database
from wopfield.sync import bundle_file
from wopfield.sync.leaving import open_left_key
from wopfield.sync.lines import heads_of
from wopfield.sync.locking import Order, give_order, new_identity, open_key
from wopfield.sync.protocol import Have

_IDENTITY, _RECIPIENT = "administrator identity", "administrator recipient"
_RECEIPT = "receipt of "


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a laptop said when it was wiped: what it left sealed in a file, of what this server did not have.

    ``elsewhere``: its backups in a second place, a stick perhaps, were not there, and are where they were.
    """

    changes: int
    pieces: int
    elsewhere: bool

    def words(self) -> str:
        """Return what was left, in words."""
        changes = plural("{count} change", "{count} changes", self.changes)
        return in_a_row([changes, plural("{count} piece of a file", "{count} pieces of files", self.pieces)])


def order(database: Database, device: str, *, wipe: bool = False, by: str = "") -> None:
    """Order that the work on a laptop be locked or wiped, once it asks for something; it has to be shut out.

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
        devices.note_lock(connection, device, "wipe asked" if wipe else "asked")
        done = "order wipe" if wipe else "order lock"
        auditing.note(connection, by, done, auditing.laptop(connection, device), database.clock())


def told(house: House, token: str, refused: ShutOut) -> ShutOut:
    """Return what a laptop that was shut out is told: with the order to lock its work, where there is one."""
    device, stage = house.look(lambda connection: devices.device_of(connection, token))
    if not stage:
        return refused
    wipe = stage.startswith("wipe")

    def tell(connection: Connection) -> tuple[str, str]:
        devices.note_lock(connection, device, "wipe told" if wipe else "told")
        at = house.clock().isoformat(timespec="seconds")
        has = _has(connection, device) if wipe else None
        return give_order(house.keys, Order(device, _recipient(connection), at, has))

    if wipe:
        return ShutOut(
            later("An administrator of the server shut this laptop out and has the work on it wiped."),
            safe=_("What the server does not have is not deleted: it stays on this laptop, sealed for them."),
            do=_("Once you close the program, your work is no longer on this laptop. Ask whoever runs the server."),
            order=house.write(tell),
        )
    return ShutOut(
        later("An administrator of the server shut this laptop out and has the work on it locked."),
        safe=_("Nothing is deleted; what was not sent stays sealed for them."),
        do=_("Once you close the program, your password no longer opens it. Ask whoever runs the server."),
        order=house.write(tell),
    )


def note_locked(house: House, token: str, wiped: Receipt | None = None) -> None:
    """Note that a laptop was locked as ordered, or wiped, with what it left.

    Raises:
        SignInRefused: nobody’s token.
    """
    device, stage = house.look(lambda connection: devices.device_of(connection, token))
    if not device:
        raise SignInRefused(later("The server no longer lets this laptop in."))

    def note(connection: Connection) -> None:
        devices.note_lock(connection, device, "done" if wiped is None else "wiped")
        if wiped is not None:
            kept.put(connection, _RECEIPT + device, json.dumps(asdict(wiped)))
        locked = devices.find(connection, device)
        by = locked.account if locked is not None else ""
        done = "laptop is locked" if wiped is None else "laptop is wiped"
        auditing.note(connection, by, done, auditing.laptop(connection, device), house.clock())

    if stage in (("asked", "told", "wipe asked", "wipe told") if wiped is None else ("wipe asked", "wipe told")):
        house.write(note)


def receipt(connection: Connection, device: str) -> Receipt | None:
    """Return what a laptop said when it was wiped; None where it said nothing yet."""
    found = kept.get(connection, _RECEIPT + device)
    return Receipt(**json.loads(found)) if found else None


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


def open_left(database: Database, file: Path, to: Path, password: str) -> None:
    """Write what a wiped laptop left for this server as a bundle that a password opens.

    Raises:
        BadInput: the password is too short, or ``to`` is there.
        NotABundle: the file is none, or damaged.
        Refused: it was left for another server.
    """
    sealed = bundle_file.open_clear(file)
    if to.exists():
        raise BadInput(
            later("{file} is there already.", file=to), safe=_("It was left as it is."), do=_("Choose another name.")
        )
    with database.look() as connection:
        key = open_left_key(sealed.locked_key, kept.get(connection, _IDENTITY), password)
    bundle_file.lock_anew(sealed, to, key)
    with database.write() as connection:
        auditing.note(connection, "", "open what a laptop left", file.name, database.clock())


def _has(connection: Connection, device: str) -> Have:
    """Return what this server has, of the partnerships its person sees."""
    found = devices.find(connection, device)
    scopes = members.open_to(connection, found.account) if found is not None else frozenset()
    return {scope: heads_of(exchanges.lines(connection, [scope])) for scope in sorted(scopes)}


def _recipient(connection: Connection) -> str:
    found = kept.get(connection, _RECIPIENT)
    if found:
        return found
    identity, recipient = new_identity()
    kept.put(connection, _IDENTITY, identity)
    kept.put(connection, _RECIPIENT, recipient)
    return recipient
