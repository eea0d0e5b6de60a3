"""Who this device is, and which server it belongs to; kept in its own encrypted database, never shared."""

from dataclasses import dataclass

from wopfield.store import kept
from wopfield.store.database import Database
from wopfield.store.exchanges import Connection
from wopfield.store.rows import new_id
from wopfield.sync.signing import Keys, new_keys

_DEVICE, _PRIVATE, _PUBLIC = "device", "device private key", "device public key"

_ADDRESS, _SERVER_KEY, _TOKEN, _EMAIL = "server address", kept.SERVER_KEY, "server token", "server e-mail"


@dataclass(frozen=True, slots=True)
class Home:
    """The server a device is enrolled at: address, public key, and the token that it is let in by."""

    address: str
    key: str
    token: str
    email: str


def keys_of(database: Database) -> Keys:
    """Return the keys of this device; they are made when they are first needed."""
    with database.look() as connection:
        found = _read_keys(connection)
    if found is not None:
        return found
    with database.write() as connection:
        made = _read_keys(connection) or new_keys(new_id())
        for key, value in ((_DEVICE, made.device), (_PRIVATE, made.private), (_PUBLIC, made.public)):
            kept.put(connection, key, value)
    return made


def own_device(where: Connection) -> str:
    """Return what this device is named; empty before it has keys."""
    return kept.get(where, _DEVICE)


def own_public_key(where: Connection) -> str:
    """Return the public key of this device; empty before it is first needed."""
    return kept.get(where, _PUBLIC)


def home(connection: Connection) -> Home | None:
    """Return the server this device is enrolled at; None when there is none."""
    found = Home(*kept.several(connection, _ADDRESS, _SERVER_KEY, _TOKEN, _EMAIL))
    return found if found.address and found.key else None


def keep_home(connection: Connection, at: Home) -> None:
    """Keep the server this device is enrolled at."""
    for key, value in ((_ADDRESS, at.address), (_SERVER_KEY, at.key), (_TOKEN, at.token), (_EMAIL, at.email)):
        kept.put(connection, key, value)


def forget_token(connection: Connection) -> None:
    """Forget the token, so that the next exchange asks for the password again."""
    kept.put(connection, _TOKEN, "")


def forget_home(connection: Connection) -> None:
    """Forget the server this device is enrolled at, but for the key by which what it confirmed is told apart."""
    before = home(connection)
    if before is not None:
        kept.put(connection, kept.SERVER_BEFORE, before.key)
    keep_home(connection, Home("", "", "", ""))


def _read_keys(connection: Connection) -> Keys | None:
    found = Keys(*kept.several(connection, _DEVICE, _PRIVATE, _PUBLIC))
    return found if found.device else None
