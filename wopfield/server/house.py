"""What the routes of the server stand on: its database, its pieces, its keys, its clock."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError, OperationalError

from wopfield.server.blobs import BlobStore
from wopfield.store import exchanges
from wopfield.store.database import Clock, Database
from wopfield.sync.device import keys_of
from wopfield.sync.signing import Keys, certify

T = TypeVar("T")

TRIES = 3
"""A transaction that met another process's is tried so often."""


@dataclass(frozen=True, slots=True)
class House:
    """The server's database, pieces and keys."""

    database: Database
    blobs: BlobStore
    keys: Keys

    @property
    def clock(self) -> Clock:
        """Return the clock of the server."""
        return self.database.clock

    def write(self, act: Callable[[Connection], T]) -> T:
        """Do something in one transaction."""

        def once() -> T:
            with self.database.write() as connection:
                return act(connection)

        return tried(once)

    def look(self, act: Callable[[Connection], T]) -> T:
        """Look something up."""
        with self.database.look() as connection:
            return act(connection)


def build(database: Database, blobs: BlobStore) -> House:
    """Return the house; its keys, and its word about itself, are made the first time."""
    keys = keys_of(database)
    with database.write() as connection:
        if keys.device not in exchanges.certificates(connection, [keys.device]):
            own = certify(keys, keys.device, keys.public, frozenset())
            exchanges.keep_certificate(connection, keys.device, own.content, own.signature)
    return House(database, blobs, keys)


def tried(once: Callable[[], T]) -> T:
    """Do something again that failed because another process did the like at the same moment."""
    for _left in range(TRIES - 1):
        try:
            return once()
        except (IntegrityError, OperationalError):
            continue
    return once()
