"""A second place for backups: a stick, another disk or a folder that the person chose, kept up whenever it is there.

What lies there is a workspace without its database: the wrapped key, and the newest backups. Should the laptop be lost,
that folder opens on another one with the password or the recovery sheet, and brings its newest backup back.
"""

import os
import re
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from wopfield.errors import BadInput, Trouble
from wopfield.language import _
from wopfield.store import kept, vault
from wopfield.store.backup import BACKUPS, check, moment_of, newest_first, thin
from wopfield.store.database import Database, Session


@dataclass(frozen=True, slots=True)
class SecondPlace:
    """Where backups are kept a second time, and how it stands there."""

    folder: Path
    there: bool
    """The stick is plugged in, or the disk is there."""
    newest: datetime | None
    """When the newest backup that was seen there was made."""
    trouble: str
    """Why the last copy could not be written there; empty when it could."""


def find(session: Session) -> SecondPlace | None:
    """Return the second place, if one was chosen."""
    folder = kept.get(session, kept.SECOND_PLACE)
    if not folder:
        return None
    newest = kept.get(session, kept.SECOND_NEWEST)
    there = _is_there(Path(folder))
    return SecondPlace(Path(folder), there, moment_of(Path(newest)), kept.get(session, kept.SECOND_TROUBLE))


def choose(database: Database, workspace: Path, chosen: Path, name: str) -> Path:
    """Keep backups a second time within the folder ``chosen``, from now on; return the folder made for them there.

    ``name`` is whose they are, for people to read.

    Raises:
        BadInput: it is no folder, lies within the workspace, or cannot be written to; what was chosen before stays.
    """
    if not chosen.is_dir():
        raise _not_usable(chosen, _("there is no such folder"))
    if workspace.resolve() in (chosen.resolve(), *chosen.resolve().parents):
        raise _not_usable(chosen, _("it lies within the workspace itself"))
    try:
        folder = _own_folder(workspace, chosen, name)
        (folder / BACKUPS).mkdir(parents=True, exist_ok=True)
        _copy_key(workspace, folder)
    except OSError as error:
        raise _not_usable(chosen, error.strerror or str(error)) from error
    with database.write() as connection:
        for key, value in ((kept.SECOND_PLACE, str(folder)), (kept.SECOND_NEWEST, ""), (kept.SECOND_TROUBLE, "")):
            kept.put(connection, key, value)
    return folder


def give_up(database: Database) -> None:
    """Keep no backups there any longer; those that lie there stay."""
    with database.write() as connection:
        for key in (kept.SECOND_PLACE, kept.SECOND_NEWEST, kept.SECOND_TROUBLE):
            kept.put(connection, key, "")


def keep_up(database: Database, workspace: Path, key: bytes) -> None:
    """Bring the newest backup to the second place, if one was chosen and is there now.

    What goes wrong there is kept for people to read; the backups of the workspace itself are not touched by it.
    """
    with database.look() as connection:
        said = kept.get(connection, kept.SECOND_PLACE)
        before = (kept.get(connection, kept.SECOND_NEWEST), kept.get(connection, kept.SECOND_TROUBLE))
    folder, newest = Path(said), next(iter(newest_first(workspace / BACKUPS)), None)
    if not said or newest is None or not _is_there(folder):
        return
    try:
        _copy_key(workspace, folder)
        _copy_checked(newest, folder / BACKUPS / newest.name, key)
        thin(folder / BACKUPS)
        now = (newest.name, "")
    except OSError as error:
        now = (before[0], error.strerror or str(error))
    except Trouble as trouble:
        now = (before[0], trouble.happened)
    if now != before:
        with database.write() as connection:
            kept.put(connection, kept.SECOND_NEWEST, now[0])
            kept.put(connection, kept.SECOND_TROUBLE, now[1])


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _is_there(folder: Path) -> bool:
    # Its own folder and not the one above: where a stick was, the system may leave an empty folder behind.
    return (folder / BACKUPS).is_dir()


def _own_folder(workspace: Path, chosen: Path, name: str) -> Path:
    """Return the folder of this workspace's backups in a place, which other workspaces may use too."""
    words = re.sub(r"[^\w ’'-]", "", name).strip()[:40]
    title = f"WOPField {words}".strip()
    own = (workspace / vault.KEY_FILE).read_bytes()
    number = 1
    while True:
        folder = chosen / (title if number == 1 else f"{title} {number}")
        there = folder / vault.KEY_FILE
        if not folder.exists() or (there.is_file() and there.read_bytes() == own):
            return folder
        number += 1


def _copy_key(workspace: Path, folder: Path) -> None:
    _copy(workspace / vault.KEY_FILE, folder / vault.KEY_FILE)


def _copy_checked(source: Path, target: Path, key: bytes) -> None:
    if target.is_file() and target.stat().st_size == source.stat().st_size:
        return
    beside = target.with_suffix(".new")
    try:
        _copy(source, beside)
        check(beside, key)
        beside.replace(target)
    finally:
        with suppress(OSError):
            beside.unlink()


def _copy(source: Path, target: Path) -> None:
    """Copy a file so that a stick pulled out the moment after holds all of it, or what was there before."""
    beside = target.with_name(f"{target.name}.part")
    try:
        shutil.copyfile(source, beside)
        with beside.open("rb+") as file:
            os.fsync(file.fileno())
        beside.replace(target)
    finally:
        with suppress(OSError):
            beside.unlink()


def _not_usable(chosen: Path, reason: str) -> BadInput:
    return BadInput(
        _("Backups cannot be kept in {folder}: {reason}.", folder=chosen, reason=reason),
        safe=_("The backups on this laptop are as they were."),
        do=_("Choose a folder on a stick or on another disk."),
    )
