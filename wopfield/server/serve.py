"""Run the server."""

import ctypes
import gc
import socket
import sys
from collections.abc import Callable
from pathlib import Path

from sqlalchemy.exc import ArgumentError, OperationalError

from wopfield.errors import CannotOpen, reason_of
from wopfield.language import _
from wopfield.server.app import create_app
from wopfield.server.blobs import KEEPS_BEGINNINGS, BlobFolder, BlobStore
from wopfield.server.restoring import must_not_be_restored_now
from wopfield.store.database import SERVING, Database, open_plain
from wopfield.store.migrate import bring_up

_TRIM_THRESHOLD = -1
"""``M_TRIM_THRESHOLD`` of glibc's ``malloc.h``; setting it ends that the threshold grows by itself."""
HEARS_OUT = 30.0
"""Seconds in which a request has to come; one with a long body has more, as long as it goes on coming."""
KEEPS_LINES = 30
"""Seconds that a line stays open after an answer; a proxy has to let go of it before."""
AT_ONCE = 200
"""More connections than this at a time are turned away."""


def open_database(database_url: str, called: str = "") -> Database:
    """Open the server's database, ``sqlite:///file`` or ``postgresql+psycopg://…``, and bring its schema up.

    ``called`` is what others who are connected to PostgreSQL see of who this is.

    Raises:
        CannotOpen: the address is none, or nobody answers there who takes it.
    """
    try:
        engine = open_plain(database_url, called)
        bring_up(engine, "field")
        bring_up(engine, "server")
    except (OperationalError, ArgumentError) as error:
        raise CannotOpen(
            _("The database of the server cannot be opened: {reason}.", reason=_first_line(error)),
            safe=_("Nothing was changed."),
            do=_("Check --database, and that the database runs and lets this program in."),
        ) from error
    return Database(engine)


def open_blobs(files: str) -> BlobStore:
    """Open where the pieces of files lie: a folder, or ``s3://bucket/prefix``.

    Raises:
        CannotOpen: the store does not take pieces.
    """
    if not files.startswith("s3://"):
        return BlobFolder(Path(files))
    from wopfield.server.bucket import open_bucket

    return open_bucket(files)


def serve(
    database_url: str,
    host: str,
    port: int,
    files: str,
    *,
    folder: Path | None = None,
    certificate: Path | None = None,
    key: Path | None = None,
    quiet: bool = False,
    begun: Callable[[], None] = lambda: None,
) -> None:
    """Serve until the process is told to end; with ``certificate`` and ``key`` over TLS.

    Without them it listens in the clear, for a proxy on the same machine that speaks TLS. ``files`` is a folder, or
    ``s3://bucket/prefix``; ``folder`` is where its disk fills. ``begun`` is called once nothing stands in the way.

    Raises:
        CannotOpen: the store of files cannot be used, the address is not to be had, or a backup is being restored.
    """
    import uvicorn

    from wopfield.server.patience import impatient

    database = open_database(database_url, SERVING)
    must_not_be_restored_now(database)
    blobs = open_blobs(files)
    app = create_app(database.engine, blobs, folder=folder)
    _must_be_free(host, port)
    blobs.forget_beginnings(database.clock() - KEEPS_BEGINNINGS)
    begun()
    _collect_seldom()
    _give_memory_back()
    uvicorn.run(
        app,
        host=host,
        port=port,
        http=impatient(HEARS_OUT),
        ws="none",
        limit_concurrency=AT_ONCE,
        timeout_keep_alive=KEEPS_LINES,
        server_header=False,
        date_header=False,
        access_log=False,
        log_level="warning" if quiet else "info",
        ssl_certfile=certificate,
        ssl_keyfile=key,
    )


def _first_line(error: OperationalError | ArgumentError) -> str:
    said = error.orig if isinstance(error, OperationalError) else error
    return str(said).strip().splitlines()[0].rstrip(".")


def _must_be_free(host: str, port: int) -> None:
    """Find out whether one can listen there, before uvicorn says so in its own words."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        raise CannotOpen(
            _("The server cannot listen on {host}:{port}: {reason}.", host=host, port=port, reason=reason_of(error)),
            safe=_("Nothing was changed."),
            do=_("End the other one, or name another --host or --port."),
        ) from error


def _collect_seldom() -> None:
    """Keep the collector from looking through the program itself again and again while a page is taken in."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def _give_memory_back() -> None:
    """Have the system get back what a large page needed; by itself glibc keeps more and more of it."""
    if sys.platform == "linux":
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # Linux has C libraries without it, too
        if mallopt is not None:
            mallopt(_TRIM_THRESHOLD, 128 * 1024)
