"""One workspace: a folder with one encrypted database, its files and its wrapped key."""

import errno
import os
import shutil
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from wopfield.errors import AlreadyOpen, CannotOpen, Unreadable, reason_of
from wopfield.language import _
from wopfield.store import second_place, vault, wiping
from wopfield.store.backup import BACKUPS as BACKUPS
from wopfield.store.backup import back_up, find, moment_of, newest_first
from wopfield.store.database import Clock, Database, no_room_to_open, now, open_encrypted
from wopfield.store.files import FILES, FileStore
from wopfield.store.layout import lay_out_again
from wopfield.store.log import own_logs
from wopfield.store.log_tables import UNREAD
from wopfield.store.migrate import HEAD, bring_up, must_not_be_newer, schema_of
from wopfield.store.restoring import Restored, restore

DATABASE_FILE = "wopfield.db"

_RECENT = timedelta(minutes=10)


class Workspace:
    """An open workspace; nobody else can open it until it is closed or its process ends."""

    def __init__(self, folder: Path, key: bytes, lock: Any, clock: Clock) -> None:
        self.folder = folder
        self.key = key
        self._lock = lock
        self.database = Database(open_encrypted(folder / DATABASE_FILE, key), clock)
        self.files = FileStore(folder / FILES, key)

    @classmethod
    def create(cls, folder: Path, password: str, clock: Clock = now) -> "tuple[Workspace, str]":
        """Make a workspace in an empty folder; return it and the recovery key to print.

        Raises:
            CannotOpen: a workspace is there already; it is never replaced.
        """
        if (folder / DATABASE_FILE).exists() or (folder / vault.KEY_FILE).exists():
            raise CannotOpen(
                _("There is a workspace in {folder} already.", folder=folder),
                safe=_("It was left as it is."),
                do=_("Open it, or choose another folder."),
            )
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = _lock(folder)
        made = vault.create(folder, password)
        workspace = cls(folder, made.key, lock, clock)
        bring_up(workspace.database.engine)
        return workspace, made.recovery

    @classmethod
    def unlock(cls, folder: Path, secret: str, clock: Clock = now) -> "Workspace":
        """Open a workspace with its password or recovery key, and bring it up to this program's schema.

        Raises:
            WrongPassword, Unreadable, AlreadyOpen
        """
        return cls._open(folder, lambda: vault.unlock(folder, secret), clock)

    @classmethod
    def open(cls, folder: Path, key: bytes, clock: Clock = now) -> "Workspace":
        """Open a workspace whose key is at hand, because it was open a moment ago.

        Raises:
            Unreadable, AlreadyOpen
        """
        return cls._open(folder, lambda: key, clock)

    @classmethod
    def _open(cls, folder: Path, find_key: Callable[[], bytes], clock: Clock) -> "Workspace":
        with ExitStack() as undone:
            lock = _lock(folder)
            undone.callback(lock.close)
            wiping.remove(folder)
            key = find_key()
            if not (folder / DATABASE_FILE).is_file():
                raise Unreadable(
                    _("The database of the workspace is missing from {folder}.", folder=folder),
                    safe=_("No empty one was put in its place."),
                    do=_("Put {name} back from a backup.", name=DATABASE_FILE),
                )
            workspace = cls(folder, key, lock, clock)
            undone.callback(workspace.database.close)
            workspace._bring_up()
            undone.pop_all()
        return workspace

    def close(self) -> None:
        """Let go of the workspace."""
        self.database.close()
        self._lock.close()

    def back_up(self, reason: str) -> Path:
        """Write a checked copy of the database into the folder ``backups``, and where it is kept a second time.

        Returns its path in the workspace.
        """
        path = back_up(self.database, self.folder / BACKUPS, self.key, reason)
        self.keep_second_place_up()
        return path

    def back_up_before_sharing(self) -> None:
        """Back up what was entered here before a colleague's work comes, unless that was done a moment ago."""
        with self.database.look() as connection:
            entered = bool(own_logs(connection))
        if entered and not self.is_backed_up():
            self.back_up("before-first-sharing")

    def is_backed_up(self) -> bool:
        """Return whether the newest backup was made a moment ago, so that no other one is needed."""
        newest = self.newest_backup()
        # A clock that was set back tells nothing of how long ago it was.
        return newest is not None and timedelta(0) <= self.database.clock() - newest < _RECENT

    def keep_second_place_up(self) -> None:
        """Bring the newest backup to the second place, if one was chosen and is there now."""
        second_place.keep_up(self.database, self.folder, self.key)

    def newest_backup(self) -> datetime | None:
        """Return when the newest backup in the workspace was made."""
        moments = map(moment_of, newest_first(self.folder / BACKUPS))
        return next((moment for moment in moments if moment is not None), None)

    def free_bytes(self) -> int:
        """Return how much room is left on the disk of the workspace."""
        return shutil.disk_usage(self.folder).free

    def _bring_up(self) -> None:
        found = schema_of(self.database.engine)
        if found == HEAD:
            return
        must_not_be_newer(found)
        self.back_up("before-upgrade")
        bring_up(self.database.engine)
        with self.database.write() as connection:
            if connection.execute(UNREAD.select().limit(1)).first() is not None:
                lay_out_again(connection)


def bring_back(folder: Path, key: bytes, name: str = "", clock: Clock = now) -> Restored:
    """Bring a backup of a workspace that nobody has open back, by its name; the newest where none is named.

    What was entered since is laid on it again, as far as the database that is there can be read.

    Raises:
        Unreadable, DiskFull, AlreadyOpen: nothing was changed.
    """
    lock = _lock(folder)
    try:
        return restore(folder, DATABASE_FILE, key, find(folder / BACKUPS, name), clock)
    finally:
        lock.close()


def is_there(folder: Path) -> bool:
    """Return whether a folder holds a workspace, or what is left of one."""
    return (folder / DATABASE_FILE).exists() or (folder / vault.KEY_FILE).exists()


def _lock(folder: Path) -> Any:  # a driver connection
    """Hold the workspace for this process; a lock the system itself takes away when the process dies."""
    import sqlcipher3.dbapi2 as sqlcipher

    try:
        connection = sqlcipher.connect(str(folder / "lock"), isolation_level=None, timeout=0, check_same_thread=False)
        connection.execute("BEGIN EXCLUSIVE")
    except sqlcipher.OperationalError as error:
        if "locked" in str(error):
            raise AlreadyOpen(
                _("This workspace is open in another window of the program."),
                safe=_("Nothing was changed."),
                do=_("Go on working there, or close that window first."),
            ) from error
        if "disk is full" in str(error):
            raise no_room_to_open(OSError(errno.ENOSPC, "")) from error
        raise _only_to_be_read(folder, error) from error
    if not os.access(folder, os.W_OK):
        # Found out later, at the first page that is to be written, it would look like damage.
        connection.close()
        raise _only_to_be_read(folder, OSError(errno.EROFS, ""))
    return connection


def _only_to_be_read(folder: Path, error: Exception) -> CannotOpen:
    return CannotOpen(
        _("The folder {folder} cannot be written to: {reason}.", folder=folder, reason=reason_of(error)),
        safe=_("Nothing was changed."),
    )
