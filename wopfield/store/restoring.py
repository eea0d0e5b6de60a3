"""Bring a backup of a workspace back, and lay on it again what was entered since.

The backup is put in the place of the database only once everything that can be read of that database was copied into
it: entries with the seals of who wrote them, what was being typed, and what concerns this laptop alone. So nobody loses
an hour to a good backup, and a damaged database gives what its sound pages hold. The laptop begins new logs then, as
whoever goes back in time must: a number that was given away is never given again.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Table, delete, select
from sqlalchemy.exc import DBAPIError

from wopfield.domain import log as wording
from wopfield.domain.log import Name
from wopfield.errors import CannotKeep, DiskFull, Unreadable, reason_of
from wopfield.language import _
from wopfield.store import exchanges
from wopfield.store.backup import back_up, check
from wopfield.store.bulk import insert_many
from wopfield.store.database import Clock, Database, open_encrypted
from wopfield.store.layout import lay_out_again
from wopfield.store.log import start_new_logs
from wopfield.store.log_tables import (
    CARD,
    CERTIFICATE,
    COLLEAGUE,
    DRAFT,
    ENTRY,
    EXCHANGE,
    KEPT,
    LOG,
    PIECE,
    PIECE_AT,
    REFUSAL,
    SEAL,
    SHARING,
)
from wopfield.store.migrate import HEAD, bring_up, must_not_be_newer, schema_of

_OF_THIS_LAPTOP = (KEPT, CARD, CERTIFICATE, COLLEAGUE, SHARING, REFUSAL, EXCHANGE, PIECE, PIECE_AT, DRAFT)
"""What is taken whole as it stands now. Not what others confirmed: they say that again when they are met."""

_PAGE = 500


@dataclass(frozen=True, slots=True)
class Restored:
    """What bringing a backup back came to."""

    backup: str
    entries: int
    """How many entries came after the backup and were laid on it again."""
    whole: bool
    """All of the database that was there could be read."""
    aside: str
    """Where that database lies now, in the folder of backups; empty where there was none."""


def restore(folder: Path, file: str, key: bytes, backup: Path, clock: Clock) -> Restored:
    """Put a backup in the place of the database ``file`` of a workspace that nobody has open.

    Raises:
        Unreadable: the backup is damaged, or of a newer program; nothing was changed.
        NewerProgram: the database that is there is; what was entered since the backup could not be laid on it here.
        DiskFull: there is no room for it; nothing was changed.
    """
    present, beside = folder / file, folder / f"{file}.restoring"
    must_not_be_newer(_stands_at(present, key))
    _copy_checked(backup, beside, key)
    try:
        engine = open_encrypted(beside, key)
        made = Database(engine, clock)
        try:
            _bring_to_today(made, backup)
            entries, whole = _lay_on(made, present, key, clock)
        finally:
            made.close()
        aside = _set_aside(present, key, clock, whole=whole)
        beside.replace(present)
    except DBAPIError as error:
        raise _no_room(error) from error
    except OSError as error:
        raise _no_room(error) from error
    finally:
        for rest in ("", "-wal", "-shm"):
            Path(f"{beside}{rest}").unlink(missing_ok=True)
    return Restored(backup.name, entries, whole, aside)


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _stands_at(present: Path, key: bytes) -> str:
    """Return the schema of the database that is there; empty where it cannot be read."""
    with suppress(Unreadable, DBAPIError):
        engine = open_encrypted(present, key) if present.is_file() else None
        if engine is not None:
            try:
                return schema_of(engine)
            finally:
                engine.dispose()
    return ""


def _copy_checked(backup: Path, beside: Path, key: bytes) -> None:
    try:
        shutil.copyfile(backup, beside)
        check(beside, key)
    except FileNotFoundError as error:
        raise _damaged(backup) from error
    except (Unreadable, CannotKeep) as error:
        beside.unlink(missing_ok=True)
        raise _damaged(backup) from error
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise _no_room(error) from error


def _bring_to_today(made: Database, backup: Path) -> None:
    found = schema_of(made.engine)
    if found > HEAD:
        raise Unreadable(
            _("The backup {name} was written by a newer version of the program.", name=backup.name),
            safe=_("Nothing was changed."),
            do=_("Install the newest version on this laptop."),
        )
    if found != HEAD:
        bring_up(made.engine)


def _lay_on(made: Database, present: Path, key: bytes, clock: Clock) -> tuple[int, bool]:
    """Copy what came after the backup, as far as it can be read; return how many entries, and whether that was all."""
    entries, whole = 0, True
    with made.write() as connection:
        with _readable(present, key, clock) as old:
            if old is None:
                whole = not present.exists()
            else:
                entries, whole = _copy_entries(old, connection)
                for table in _OF_THIS_LAPTOP:
                    whole = _copy_table(old, connection, table) and whole
        start_new_logs(connection)
        if entries:
            lay_out_again(connection)
    return entries, whole


@contextmanager
def _readable(present: Path, key: bytes, clock: Clock) -> Iterator[Connection | None]:
    """Yield a connection to the database that is there; None where it cannot be opened or is of another schema."""
    database: Database | None = None
    connection: Connection | None = None
    if present.is_file():
        with suppress(Unreadable, DBAPIError):
            database = Database(open_encrypted(present, key), clock)
            if schema_of(database.engine) != HEAD:
                bring_up(database.engine)
            connection = database.engine.connect()
    try:
        yield connection
    finally:
        if connection is not None:
            connection.close()
        if database is not None:
            database.close()


def _copy_entries(old: Connection, new: Connection) -> tuple[int, bool]:
    copied, whole = 0, True
    try:
        lines = old.execute(select(LOG)).all()
        seals = old.execute(select(SEAL)).all()
    except DBAPIError:
        return 0, False
    here = {(each.scope, each.log): each for each in new.execute(select(LOG)).all()}
    reached: dict[tuple[str, str], int] = {}
    for line in lines:
        place = (line.scope, line.log)
        start = here[place].seq if place in here else line.first - 1
        last, name = _copy_line(old, new, line.scope, line.log, start, line.seq)
        reached[place] = last
        copied += last - start
        whole = whole and last == line.seq
        if last > start:
            values = {**line._mapping, "seq": last, "name": name}
            new.execute(delete(LOG).where(LOG.c.scope == line.scope, LOG.c.log == line.log))
            insert_many(new, LOG, {}, tuple(values), [tuple(values.values())])
    known = {(each.scope, each.log, each.seq) for each in new.execute(select(SEAL)).all()}
    fresh = [
        tuple(each)
        for each in seals
        if (each.scope, each.log, each.seq) not in known and each.seq <= reached.get((each.scope, each.log), 0)
    ]
    insert_many(new, SEAL, {}, tuple(SEAL.c.keys()), fresh)
    return copied, whole


def _copy_line(old: Connection, new: Connection, scope: str, log: str, after: int, until: int) -> tuple[int, Name]:
    """Copy the entries of a line in order until one cannot be read or is not what its name says."""
    before = _name_at(new, scope, log, after)
    statement = select(ENTRY).where(ENTRY.c.scope == scope, ENTRY.c.log == log).order_by(ENTRY.c.seq).limit(_PAGE)
    while after < until:
        try:
            page = old.execute(statement.where(ENTRY.c.seq > after)).all()
        except DBAPIError:
            page = []
        sound = []
        for entry in page:
            named = wording.name_of(scope, exchanges.log_of(log), entry.seq, before, bytes(entry.payload))
            if entry.seq != after + 1 or (not entry.refused and before and named != entry.name):
                break
            sound.append(tuple(entry))
            after, before = entry.seq, Name(entry.name)
        insert_many(new, ENTRY, {}, tuple(ENTRY.c.keys()), sound)
        if not sound or len(sound) < len(page):
            break
    return after, before


def _name_at(new: Connection, scope: str, log: str, seq: int) -> Name:
    """Return the name of an entry that is here; the start of a log, or empty where a line left another one."""
    if seq == 0:
        return wording.START
    found = new.execute(
        select(ENTRY.c.name).where(ENTRY.c.scope == scope, ENTRY.c.log == log, ENTRY.c.seq == seq)
    ).scalar()
    return Name(found or "")


def _copy_table(old: Connection, new: Connection, table: Table) -> bool:
    try:
        rows = [tuple(row) for row in old.execute(select(table)).all()]
    except DBAPIError:
        return False
    new.execute(delete(table))
    insert_many(new, table, {}, tuple(table.c.keys()), rows)
    return True


def _set_aside(present: Path, key: bytes, clock: Clock, *, whole: bool) -> str:
    """Keep the database that was there among the backups, and return its name there."""
    rests = [Path(f"{present}{rest}") for rest in ("-wal", "-shm")]
    if not present.exists():
        for rest in rests:
            rest.unlink(missing_ok=True)
        return ""
    backups = present.parent / "backups"
    if whole:
        old = Database(open_encrypted(present, key), clock)
        try:
            kept = back_up(old, backups, key, "before-bringing-back").name
        finally:
            old.close()  # its WAL is folded in and gone: it must never meet the file that comes now
        for rest in rests:
            rest.unlink(missing_ok=True)
        return kept
    backups.mkdir(exist_ok=True)
    stamp = clock().strftime("%Y%m%d-%H%M%S-%f")
    for rest in rests:
        if rest.exists():
            os.replace(rest, backups / f"{stamp}-damaged.file{rest.name[len(present.name) :]}")
    os.replace(present, backups / f"{stamp}-damaged.file")
    return f"{stamp}-damaged.file"


def _damaged(backup: Path) -> Unreadable:
    return Unreadable(
        _("The backup {name} is damaged or not there.", name=backup.name),
        safe=_("Nothing was changed."),
        do=_("Choose another one."),
    )


def _no_room(error: Exception) -> DiskFull:
    return DiskFull(
        _("The backup could not be brought back: {reason}.", reason=reason_of(error)),
        safe=_("Nothing was changed."),
        do=_("Make room on the disk and try again."),
    )
