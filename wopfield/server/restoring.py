"""A mark in a database while a backup is put into it; the copy replaces every row, and so the mark itself."""

from collections.abc import Iterator
from contextlib import contextmanager

from wopfield.errors import CannotOpen
from wopfield.language import _
from wopfield.store import kept
from wopfield.store.database import Database

_RESTORING = "restoring"


@contextmanager
def being_restored(database: Database) -> Iterator[None]:
    """Keep servers from starting on a database; where this process is killed meanwhile, until the next restore."""
    with database.write() as connection:
        kept.put(connection, _RESTORING, "yes")
    try:
        yield
    finally:
        with database.write() as connection:
            kept.put(connection, _RESTORING, "")


def must_not_be_restored_now(database: Database) -> None:
    """Let only a server start whose database is whole.

    Raises:
        CannotOpen: a backup is being put into it, or was and never came to its end.
    """
    with database.look() as connection:
        restoring = kept.get(connection, _RESTORING)
    if restoring:
        raise CannotOpen(
            _("A backup is being restored into this database."),
            safe=_("Nothing was changed."),
            do=_("Wait until that has ended and start the server then. If it was broken off, restore again."),
        )
