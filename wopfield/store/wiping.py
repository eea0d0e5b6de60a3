"""Take a workspace from the disk whose key is destroyed, on the order of its server.

What stands in the key file decides: once it says that the workspace is wiped, nobody opens it any more, and whoever
tries to only ends what an interrupted wipe had begun.
"""

import shutil
from contextlib import suppress
from pathlib import Path

from wopfield.store import kept, vault
from wopfield.store.backup import BACKUPS
from wopfield.store.database import Database
from wopfield.store.files import FILES

LEFT = "not sent.wopf"
"""What the server did not have, as a bundle that only its administrator opens."""

_KEEP = (vault.KEY_FILE, LEFT, "lock", "lock-journal")


def destroy(database: Database, folder: Path, address: str, left: str) -> bool:
    """Destroy the key and take everything away but ``left``; the database is closed for it.

    Returns whether a second place of backups was chosen that is not there now: what lies there stays.
    """
    with database.look() as connection:
        said = kept.get(connection, kept.SECOND_PLACE)
    vault.wipe_for(folder, address, left)
    database.close()
    remove(folder)
    if not said:
        return False
    second = Path(said)
    if not (second / BACKUPS).is_dir():
        return True
    with suppress(OSError):
        vault.wipe_for(second, address, "")
    remove(second)
    return (second / BACKUPS).exists() or not vault.is_wiped(second)


def remove(folder: Path) -> None:
    """Take away what the program wrote into the folder of a workspace that is wiped; what resists, the next time."""
    if not vault.is_wiped(folder):
        return
    for name in (FILES, BACKUPS):
        shutil.rmtree(folder / name, ignore_errors=True)
    # What stands at the door, and the database with whatever lies beside it.
    for path in (*folder.glob("*.json"), *folder.glob("wopfield.db*"), *folder.glob(f".{LEFT}.*.part")):
        if path.name not in _KEEP:
            with suppress(OSError):
                path.unlink()
