"""Back the server up, put it back, and check it: hash by hash, seal by seal, whichever database it stands on.

A backup is one SQLite file with every table of the server, so that what was kept in PostgreSQL can be put back into
SQLite and the other way round. It holds the server's keys: whoever has it can read everything.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Table, func, insert, select, text
from sqlalchemy.exc import DBAPIError

from wopfield.domain import log as wording
from wopfield.domain.log import Name
from wopfield.errors import BadInput, CannotKeep, CannotOpen, Unreadable, reason_of
from wopfield.language import _
from wopfield.server.blobs import BlobStore
from wopfield.server.restoring import being_restored
from wopfield.server.serve import open_database
from wopfield.server.tables import ACCOUNT, DEVICE, METADATA
from wopfield.store import exchanges
from wopfield.store.database import Database, open_plain
from wopfield.store.exchanges import Line
from wopfield.store.log import name_at
from wopfield.store.log_tables import PIECE
from wopfield.store.migrate import schema_of
from wopfield.store.rows import METADATA as FIELD
from wopfield.store.rows import table
from wopfield.store.tables import EvidenceFile
from wopfield.sync.device import keys_of
from wopfield.sync.signing import is_signed, sealed_bytes

_AT_ONCE = 500
_READ_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found; ``heads`` is a hash of where every log stands, the same before and after a restore."""

    accounts: int
    logs: int
    entries: int
    seals: int
    pieces: int
    heads: str
    missing: int
    """Pieces of files that are not where they should lie, or were damaged; laptops that have them send them again."""
    incomplete: tuple[str, ...]
    """The names of the files they belong to."""
    wrong: tuple[str, ...]
    """Logs whose entries are not those that were written, or whose seals do not hold."""


def back_up(database: Database, target: Path) -> Checked:
    """Write a checked copy of the whole database into a new file, while the server runs on.

    Raises:
        BadInput: the file is there already.
        CannotKeep: the copy did not pass its check, or could not be written.
    """
    if target.exists():
        raise BadInput(_("{file} is there already.", file=target), safe=_("It was left as it is."))
    beside = target.with_name(f"{target.name}.new")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        beside.unlink(missing_ok=True)
        beside.touch(mode=0o600)
        with _opened(beside) as copy:
            _copy(database, copy)
            found = check(copy)
        if found.wrong:
            raise CannotKeep(_("The backup did not pass its check: {logs}.", logs=", ".join(found.wrong[:3])))
        beside.replace(target)
    except OSError as error:
        raise CannotKeep(_("{file} could not be written: {reason}.", file=target, reason=reason_of(error))) from error
    finally:
        beside.unlink(missing_ok=True)
    return found


def restore(source: Path, database: Database) -> Checked:
    """Put a backup into a database that holds nothing yet, and check what is there then.

    Raises:
        BadInput: the database holds something already, or a server has it open.
        Unreadable: the file is no backup of a server, or is damaged.
    """
    with database.look() as connection:
        if connection.execute(select(ACCOUNT.c.id).limit(1)).first() or exchanges.scopes(connection):
            raise BadInput(
                _("There is a server’s work in this database already."),
                safe=_("It was left as it is."),
                do=_("Restore into an empty one."),
            )
    with being_restored(database), tempfile.TemporaryDirectory() as folder:
        if database.is_served():
            raise BadInput(
                _("A server runs on this database: it would go on with keys that are no longer there."),
                safe=_("Nothing was restored."),
                do=_("End the server, restore, and start it again."),
            )
        file = Path(folder) / "backup.db"  # an older backup is brought up to date: the file itself stays as it is
        try:
            shutil.copyfile(source, file)
            if not _is_backup(file):
                raise _no_backup(source)
            with _opened(file) as copy:
                before = check(copy)
                if before.wrong:
                    raise _no_backup(source)
                _copy(copy, database)
        except (OSError, RuntimeError, DBAPIError, CannotOpen) as error:
            raise _no_backup(source) from error
    return check(database)


def check(database: Database, blobs: BlobStore | None = None) -> Checked:
    """Work every log out anew from its entries, and try every seal; read every piece that came to ``blobs``."""
    keys = keys_of(database)
    heads = hashlib.sha256()
    wrong: list[str] = []
    entries = seals = logs = 0
    with database.look() as connection:
        statement = select(DEVICE.c.id, DEVICE.c.public_key)
        sealers: dict[str, str] = {row.id: row.public_key for row in connection.execute(statement)}
        sealers[keys.device] = keys.public
        for line in exchanges.lines(connection, exchanges.scopes(connection)):
            logs += 1
            names = _names(connection, line)
            kept = exchanges.seals_between(connection, line.scope, line.id, line.first - 1, line.seq)
            holds = names is not None and all(
                is_signed(
                    sealers.get(seal.device, ""),
                    sealed_bytes(line.scope, line.log, seq, names[seq - line.first]),
                    seal.signature,
                )
                for seq, seal in kept.items()
            )
            if not holds:
                wrong.append(f"{line.scope} {line.id}")
            entries += line.seq - line.first + 1
            seals += len(kept)
            heads.update(f"{line.scope} {line.id} {line.seq} {line.name}\n".encode())
        accounts = int(connection.execute(select(func.count()).select_from(ACCOUNT)).scalar_one())
        pieces = set(connection.execute(select(PIECE.c.sha256)).scalars())
    lost = _lost(pieces, blobs) if blobs is not None else set()
    incomplete = _files_with(database, lost)
    return Checked(accounts, logs, entries, seals, len(pieces), heads.hexdigest(), len(lost), incomplete, tuple(wrong))


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _lost(pieces: Collection[str], blobs: BlobStore) -> set[str]:
    """Return which pieces are not in the store, or are there with other bytes than they came with."""
    with ThreadPoolExecutor(_READ_AT_ONCE) as pool:
        found = pool.map(lambda sha256: blobs.get(sha256) is not None, pieces)
        return {sha256 for sha256, whole in zip(pieces, found, strict=True) if not whole}


def _files_with(database: Database, pieces: set[str]) -> tuple[str, ...]:
    """Return the names of the files that some of ``pieces`` belong to."""
    if not pieces:
        return ()
    files = table(EvidenceFile)
    with database.look() as connection:
        rows = connection.execute(select(files.c.name, files.c.pieces).where(files.c.alive)).all()
    return tuple(
        sorted({name for name, parts in rows if any(each in pieces for each in parts or () if isinstance(each, str))})
    )


def _names(connection: Connection, line: Line) -> list[Name] | None:
    """Return the names of the entries of a line, worked out from what they say; None where one is not what it was."""
    before = name_at(connection, line.scope, line.id if line.first == 1 else line.parent, line.first - 1)
    if before is None:
        return None
    found: list[Name] = []
    between = exchanges.entries_between(connection, line.scope, line.id, line.first - 1, line.seq)
    for number, (name, payload, *_rest) in enumerate(between, start=line.first):
        # Of an entry that was refused on the way only the name came along.
        if payload and wording.name_of(line.scope, line.log, number, before, payload) != name:
            return None
        before = name
        found.append(name)
    return found if len(found) == line.seq - line.first + 1 and before == line.name else None


def _copy(source: Database, target: Database) -> None:
    """Copy every table, as it stood at one moment."""
    with source.engine.connect() as reading, target.write() as writing:
        if source.engine.dialect.name == "postgresql":
            reading = reading.execution_options(isolation_level="REPEATABLE READ")
        for lines in _tables():
            writing.execute(lines.delete())
            found = reading.execution_options(yield_per=_AT_ONCE).execute(select(lines))
            for part in found.mappings().partitions(_AT_ONCE):
                writing.execute(insert(lines), [dict(row) for row in part])
            if target.engine.dialect.name == "postgresql":
                _count_on(writing, lines)


def _count_on(connection: Connection, lines: Table) -> None:
    """Let PostgreSQL number the next row after those that were copied."""
    number = lines.autoincrement_column
    if number is None:
        return
    last = connection.execute(select(func.max(number))).scalar()
    if last is not None:
        connection.execute(
            text("SELECT setval(pg_get_serial_sequence(:name, :number), :last)"),
            {"name": lines.name, "number": number.name, "last": last},
        )


def _tables() -> list[Table]:
    return [*FIELD.sorted_tables, *METADATA.sorted_tables]


@contextmanager
def _opened(file: Path) -> Iterator[Database]:
    database = open_database(f"sqlite:///{file}")
    try:
        yield database
        with database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        database.close()
        for rest in ("-wal", "-shm"):
            Path(f"{file}{rest}").unlink(missing_ok=True)


def _is_backup(file: Path) -> bool:
    """Return whether a file holds the tables of a server."""
    engine = open_plain(f"sqlite:///{file}")
    try:
        return bool(schema_of(engine, "server"))
    finally:
        engine.dispose()


def _no_backup(source: Path) -> Unreadable:
    return Unreadable(
        _("{file} is no backup of a server, or it is damaged.", file=source),
        safe=_("Nothing was restored."),
        do=_("Take another backup."),
    )
