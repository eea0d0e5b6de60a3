"""A disk without room, and room on it again, as a database meets them."""

from contextlib import suppress

from wopfield.errors import DiskFull
from wopfield.store.database import Database
from wopfield.store.tables import Visit

_AS_MANY_AS_SQLITE_TAKES = 4_294_967_294


def fill_the_disk(database: Database, scope: str) -> None:
    """Let the database grow no more, and write into a partnership until nothing goes in."""
    with database.write() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    _limit(database, pages)
    for size in (4000, 400, 0):
        with suppress(DiskFull):
            for _time in range(400):
                with database.change("amina") as editor:
                    editor.add(Visit(scope=scope, note="x" * size))


def make_room(database: Database) -> None:
    """Let the database grow again."""
    _limit(database, _AS_MANY_AS_SQLITE_TAKES)


def _limit(database: Database, pages: int) -> None:
    with database.engine.connect() as connection:
        connection.connection.driver_connection.execute(f"PRAGMA max_page_count = {pages}")  # type: ignore[union-attr]  # there is one
