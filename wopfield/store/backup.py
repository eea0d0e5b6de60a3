"""Copy a workspace's database safely and check the copy."""

from pathlib import Path

from wopfield.errors import CannotKeep
from wopfield.language import _
from wopfield.store.database import Database, open_encrypted

KEEP = 20
"""How many backups stay; the oldest go first."""


def back_up(database: Database, folder: Path, key: bytes, reason: str) -> Path:
    """Write a checked, encrypted copy of the database into ``folder`` and return its path.

    The copy holds the entries and rows, not the photos. ``reason`` becomes part of the name.
    """
    folder.mkdir(exist_ok=True)
    stamp = database.clock().strftime("%Y%m%d-%H%M%S-%f")
    target = folder / f"{stamp}-{reason}.db"
    beside = target.with_suffix(".new")
    driver = database.engine.raw_connection()
    try:
        driver.cursor().execute("VACUUM INTO ?", (str(beside),))
    finally:
        driver.close()
    _check(beside, key)
    beside.replace(target)
    for old in newest_first(folder)[KEEP:]:
        old.unlink()
    return target


def newest_first(folder: Path) -> list[Path]:
    """Return the backups in a folder."""
    return sorted(folder.glob("*.db"), key=lambda path: path.name, reverse=True)


def _check(path: Path, key: bytes) -> None:
    engine = open_encrypted(path, key)
    with engine.connect() as connection:
        found = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
    engine.dispose()
    for rest in ("-wal", "-shm"):
        Path(f"{path}{rest}").unlink(missing_ok=True)
    if found != "ok":
        path.unlink()
        raise CannotKeep(
            _("The backup did not pass its check."),
            safe=_("The workspace itself was not touched."),
            do=_("Check the disk."),
        )
