"""Copy a workspace's database safely, check the copy, and keep as many as are of use."""

import shutil
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from wopfield.errors import NO_ROOM, CannotKeep, DiskFull, Unreadable, reason_of
from wopfield.language import _
from wopfield.store.database import Database, open_encrypted

BACKUPS = "backups"
"""The folder of a workspace in which its backups lie."""

RECENT, DAYS, WEEKS = 12, 7, 8
"""So many of the newest stay, and the newest of so many days and weeks before."""

SHARE = 10
"""All backups of a folder take at most one part in so many of the room that its disk has for them."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A checked copy as it lies in its folder."""

    path: Path
    made: datetime | None
    """None where the file has another name than ours."""
    reason: str
    size: int

    @property
    def name(self) -> str:
        """Return the name of the file."""
        return self.path.name


def back_up(database: Database, folder: Path, key: bytes, reason: str) -> Path:
    """Write a checked, encrypted copy of the database into ``folder`` and return its path.

    The copy holds the entries and rows, not the photos. ``reason`` becomes part of the name.

    Raises:
        DiskFull, CannotKeep: no copy was left, and those made before stay.
    """
    stamp = _after(folder, database.clock()).strftime("%Y%m%d-%H%M%S-%f")
    target = folder / f"{stamp}-{reason}.db"
    beside = target.with_suffix(".new")
    try:
        folder.mkdir(exist_ok=True)
        _copy(database, beside)
        check(beside, key)
        beside.replace(target)
    except OSError as error:
        raise _not_made(error) from error
    finally:
        with suppress(OSError):
            beside.unlink()
    thin(folder)
    return target


def check(path: Path, key: bytes) -> None:
    """Read every page of a copy.

    Raises:
        Unreadable, CannotKeep: it is damaged.
    """
    from sqlalchemy.exc import DBAPIError

    engine = open_encrypted(path, key)
    try:
        with engine.connect() as connection:
            found = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
            if not connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar():
                found = "it is empty"  # which is a sound database, but no copy of one with work in it
    except DBAPIError as error:
        found = str(error.orig)
    finally:
        engine.dispose()
        for rest in ("-wal", "-shm"):
            Path(f"{path}{rest}").unlink(missing_ok=True)
    if found != "ok":
        raise CannotKeep(
            _("The backup did not pass its check."),
            safe=_("The workspace itself was not touched."),
            do=_("Check the disk."),
        )


def newest_first(folder: Path) -> list[Path]:
    """Return the backups in a folder."""
    return sorted(folder.glob("*.db"), key=lambda path: path.name, reverse=True)


def every(folder: Path) -> list[Backup]:
    """Return the backups in a folder with what their names tell, newest first."""
    return [Backup(path, moment_of(path), path.stem[23:], path.stat().st_size) for path in newest_first(folder)]


def find(folder: Path, name: str) -> Path:
    """Return a backup by its name or the beginning of it; the newest where none is named.

    Raises:
        Unreadable: there is none of that name, or more than one.
    """
    found = [path for path in newest_first(folder) if path.name.startswith(name)]
    if not found or (name and len(found) > 1):
        raise Unreadable(
            _("There is no single backup {name}.", name=name) if name else _("There is no backup yet."),
            safe=_("Nothing was changed."),
            do=_("See which there are: wopfield backup list.") if name else "",
        )
    return found[0]


def moment_of(path: Path) -> datetime | None:
    """Return when a backup was made, from its name; None where it has another name."""
    try:
        return datetime.strptime(path.stem[:22], "%Y%m%d-%H%M%S-%f").replace(tzinfo=UTC)
    except ValueError:
        return None


def worth_keeping(moments: Iterable[datetime]) -> frozenset[datetime]:
    """Return which backups stay: the newest few, then the newest of each day, then of each week."""
    ordered = sorted(moments, reverse=True)
    days: dict[object, datetime] = {}
    weeks: dict[object, datetime] = {}
    for moment in ordered:
        days.setdefault(moment.date(), moment)
        weeks.setdefault(moment.isocalendar()[:2], moment)
    return frozenset([*ordered[:RECENT], *list(days.values())[:DAYS], *list(weeks.values())[:WEEKS]])


def within(sizes: Sequence[int], room: int) -> int:
    """Return how many backups, newest first, fit a disk with so much room for them; the newest always does."""
    taken = 0
    for count, size in enumerate(sizes):
        taken += size
        if count and taken > room // SHARE:
            return count
    return len(sizes)


def thin(folder: Path) -> None:
    """Take away the backups that are not worth keeping or for which there is no room; other files are left alone."""
    moments = {path: moment for path in newest_first(folder) if (moment := moment_of(path)) is not None}
    kept = worth_keeping(moments.values())
    ours = [path for path, moment in moments.items() if moment in kept]
    sizes = [path.stat().st_size for path in ours]
    ours = ours[: within(sizes, shutil.disk_usage(folder).free + sum(sizes))]
    for path in moments.keys() - set(ours):
        path.unlink(missing_ok=True)


def _after(folder: Path, moment: datetime) -> datetime:
    """Return the moment, or the one after the newest backup: a clock that was set back never makes it an old one.

    The newest by its name is the one that is kept longest, brought to the second place, and brought back.
    """
    made = [at for at in map(moment_of, folder.glob("*.db")) if at is not None]
    return max(moment, *(at + timedelta(microseconds=1) for at in made)) if made else moment


def _copy(database: Database, target: Path) -> None:
    import sqlcipher3.dbapi2 as sqlcipher

    driver = database.engine.raw_connection()
    try:
        driver.cursor().execute("VACUUM INTO ?", (str(target),))
    except sqlcipher.Error as error:
        raise _not_made(error) from error
    finally:
        driver.close()


def _not_made(error: Exception) -> CannotKeep:
    if "full" in str(error) or (isinstance(error, OSError) and error.errno in NO_ROOM):
        return DiskFull(
            _("There is no room on the disk for a backup."),
            safe=_("The workspace is as it was, and so are the backups made before."),
            do=_("Make room on the disk; the next one is made by itself."),
        )
    return CannotKeep(
        _("No backup could be written: {reason}.", reason=reason_of(error)),
        safe=_("The workspace is as it was, and so are the backups made before."),
        do=_("Check the disk and whether the folder may be written to."),
    )
