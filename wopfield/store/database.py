"""Open a database, read it, and change it in one transaction.

On a laptop it is one SQLCipher file; the server also keeps PostgreSQL or plain SQLite. One writer at a time, any
number of readers beside it.
"""

import errno
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool
from sqlmodel import Session as Session  # the door for those who only name it

from wopfield.errors import NO_ROOM, CannotKeep, DiskFull, Trouble, Unreadable, reason_of
from wopfield.language import _
from wopfield.store.editor import Editor

Clock = Callable[[], datetime]
_WRITES = {"wopfield_writes": True}
# A page of others' entries touches pages all over the file. With SQLite's own 2 MB they are sealed and opened
# again and again, and every second commit folds the WAL into the file.
_USUAL = ("cache_size = -8000", "wal_autocheckpoint = 4000")
_ROOMY = ("cache_size = -64000", "wal_autocheckpoint = 16000")
"""What one connection has while much is taken in: random names and ids outgrow the usual room as the log grows."""
_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",  # not NORMAL: a power cut may otherwise take back what the screen called saved
    "foreign_keys = ON",
    "busy_timeout = 10000",
    *_USUAL,
)

SERVING = "wopfield serve"
"""What a server is called among those who are connected to PostgreSQL."""
_SERVED = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = :called"
)

_INDEX_BYTES = 32_768
"""So large is the smallest index of a WAL, which SQLite lays beside the file when it opens it."""

_QUIET = 30.0
"""Who entered nothing for so many seconds is not typing now."""

# The connection used last, which has the pages of the file at hand, is used next.
_POOL: dict[str, Any] = {"poolclass": QueuePool, "pool_use_lifo": True}


def now() -> datetime:
    """Return the moment by this computer's clock."""
    return datetime.now(UTC)


class Database:
    """One database: ``read`` gives a session that sees one moment, ``change`` an editor for one person's change."""

    def __init__(self, engine: Engine, clock: Clock = now) -> None:
        self.engine = engine
        self.clock = clock
        self._writer = engine.execution_options(**_WRITES)
        self._one_writer = threading.RLock()
        self._waiting: list[None] = []
        self._taking = threading.local()
        self._last_change = -_QUIET

    @property
    def is_awaited(self) -> bool:
        """Return whether somebody waits for their turn to write."""
        return bool(self._waiting)

    @property
    def is_quiet(self) -> bool:
        """Return whether nobody has changed anything for a while, so that a longer transaction is in nobody's way."""
        return time.monotonic() - self._last_change >= _QUIET

    def give_way(self) -> None:
        """Return once whoever waits to write has begun: a lock is not fair, and who let it go could take it again."""
        while self._waiting:
            time.sleep(0.001)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Yield a session that sees one moment; rows stay readable afterwards."""
        with _plainly(), Session(self.engine, expire_on_commit=False, autoflush=False) as session:
            yield session

    @contextmanager
    def change(self, author: str) -> Iterator[Editor]:
        """Yield an editor; what it changed is kept with its log entry, wholly or not at all."""
        with (
            _plainly(),
            self._turn(),
            Session(self._writer, expire_on_commit=False, autoflush=False) as session,
        ):
            editor = Editor(session, author, self.clock)
            yield editor
            session.commit()
            self._last_change = time.monotonic()

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Yield a connection for set-based writing in one transaction, for what is no person's change."""
        with _plainly(), self._turn(), self._begun() as connection:
            yield connection

    @contextmanager
    def taking_much(self) -> Iterator[None]:
        """Give what this thread writes more room, from its first writing on; whatever was kept is as safe as ever."""
        with _plainly(), ExitStack() as rooms:
            self._taking.rooms = rooms
            try:
                yield
            finally:
                self._taking.rooms = self._taking.connection = None

    def _begun(self) -> AbstractContextManager[Connection]:
        rooms: ExitStack | None = getattr(self._taking, "rooms", None)
        if rooms is None:
            return self._writer.begin()
        connection: Connection | None = getattr(self._taking, "connection", None)
        if connection is None:
            connection = self._taking.connection = rooms.enter_context(_with_room(self._writer))
        return _committed(connection)

    @contextmanager
    def look(self) -> Iterator[Connection]:
        """Yield a connection for set-based reading that sees one moment."""
        with _plainly(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def _turn(self) -> Iterator[None]:
        self._waiting.append(None)  # one step of the interpreter, as is taking it off: no thread can lose it
        try:
            self._one_writer.acquire()
        finally:
            self._waiting.pop()
        try:
            yield
        finally:
            self._one_writer.release()

    def is_served(self) -> bool:
        """Return whether a server has this database open; of a SQLite file, whether anybody else has."""
        if self.engine.dialect.name == "postgresql":
            with self.look() as connection:
                return bool(connection.execute(_SERVED, {"called": SERVING}).scalar())
        self.engine.dispose()  # the file must be open nowhere else
        with self.engine.connect() as connection:
            return _is_open_elsewhere(connection.connection.driver_connection)

    def close(self) -> None:
        """Let go of the database; a WAL is folded into the file."""
        self.engine.dispose()


def open_encrypted(path: Path, key: bytes) -> Engine:
    """Return an engine on a SQLCipher file, made if it is not there; ``key`` is 32 random bytes.

    Raises:
        Unreadable: the file is damaged, or is not opened by this key.
        DiskFull: there is no room for what SQLite lays beside it.
    """
    import sqlcipher3.dbapi2 as sqlcipher

    def connect() -> Any:  # a driver connection
        connection = sqlcipher.connect(str(path), isolation_level=None, check_same_thread=False, timeout=10)
        try:
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            _prepare(connection)
        except sqlcipher.DatabaseError as error:
            connection.close()
            raise _cannot_open(path, str(error)) from error
        return connection

    engine = create_engine("sqlite://", module=sqlcipher, creator=connect, **_POOL)
    _own_transactions(engine)
    with engine.connect():
        return engine


def open_plain(url: str, called: str = "") -> Engine:
    """Return an engine for the server's database: ``sqlite:///file`` or ``postgresql+psycopg://…``.

    ``called`` is what PostgreSQL tells of who is connected.
    """
    if not url.startswith("sqlite"):
        more = {"connect_args": {"application_name": called}} if called else {}
        return create_engine(url, pool_pre_ping=True, pool_size=10, max_overflow=10, **more)
    import sqlcipher3.dbapi2 as sqlcipher  # without a key it is a newer SQLite than the standard library's

    path = url.removeprefix("sqlite:///")

    def connect() -> Any:  # a driver connection
        connection = sqlcipher.connect(path, isolation_level=None, check_same_thread=False, timeout=30)
        _prepare(connection)
        return connection

    engine = create_engine("sqlite://", module=sqlcipher, creator=connect, **_POOL)
    _own_transactions(engine)
    return engine


def _is_open_elsewhere(connection: Any) -> bool:  # a driver connection
    """Return whether somebody else has a SQLite file open: it leaves its WAL for nobody else."""
    import sqlcipher3.dbapi2 as sqlcipher

    _set(connection, ("busy_timeout = 0",))
    try:
        _set(connection, ("journal_mode = DELETE",))
    except sqlcipher.OperationalError:
        return True
    finally:
        _prepare(connection)
    return False


def _prepare(connection: Any) -> None:  # a driver connection
    _set(connection, _PRAGMAS)


def _set(connection: Any, pragmas: Sequence[str]) -> None:  # a driver connection
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}")


@contextmanager
def _with_room(engine: Engine) -> Iterator[Connection]:
    """Yield a connection with more room, and give the room back."""
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        _set(driver, _ROOMY)
        try:
            yield connection
        finally:
            _set(driver, _USUAL)


@contextmanager
def _committed(connection: Connection) -> Iterator[Connection]:
    with connection.begin():
        yield connection


def _own_transactions(engine: Engine) -> None:
    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("wopfield_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def no_room_to_open(error: OSError) -> DiskFull:
    """Return what is told where a disk has no room even for opening a workspace."""
    return DiskFull(
        _("The workspace cannot be opened: {reason}.", reason=reason_of(error)),
        safe=_("Everything in it is safe."),
        do=_("Make room on the disk, and unlock it again."),
    )


def _cannot_open(path: Path, words: str) -> Trouble:
    """Return why a database does not open; of a full disk SQLite says no more than that it does not answer."""
    if "I/O error" not in words and "disk is full" not in words:
        return _unreadable(path)
    beside = path.with_name(f".{path.name}.room")
    try:
        beside.write_bytes(bytes(_INDEX_BYTES))
    except OSError as error:
        if error.errno in NO_ROOM or error.errno == errno.EFBIG:
            return no_room_to_open(error)
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
    return _unreadable(path)


def _unreadable(path: Path) -> Unreadable:
    return Unreadable(
        _("The workspace {name} cannot be read.", name=path.name),
        safe=_("It was left exactly as it is; nothing was replaced."),
        do=_("If the password is right, the file is damaged: restore it from a backup."),
    )


@contextmanager
def _plainly() -> Iterator[None]:
    """Turn what the database library raises into something a person can act on."""
    try:
        yield
    except DBAPIError as error:
        trouble = _trouble(str(error.orig))
        if trouble is None:
            raise
        raise trouble from error


def _trouble(words: str) -> Trouble | None:
    if "disk is full" in words or "No space left" in words:
        return DiskFull(
            _("There is no room left on the disk, so the last change could not be kept."),
            safe=_("Everything saved before is safe, and what you typed stays in the field."),
            do=_("Make room on the disk; the program tries again by itself."),
        )
    if "disk I/O error" in words or "readonly database" in words:
        return CannotKeep(
            _("The disk does not take the change: {words}.", words=words),
            safe=_("Everything saved before is safe, and what you typed stays in the field."),
            do=_("Check the disk and whether the folder may be written to."),
        )
    if "malformed" in words or "not a database" in words:
        return Unreadable(
            _("The workspace is damaged: {words}.", words=words),
            safe=_("It was left as it is; nothing was replaced."),
            do=_("Close the program and restore the newest backup."),
        )
    return None
