"""Run the server."""

import gc
from pathlib import Path

from wopfield.server.app import create_app
from wopfield.server.blobs import BlobFolder
from wopfield.store.database import Database, open_plain
from wopfield.store.migrate import bring_up

AT_ONCE = 200
"""More connections than this at a time are turned away."""


def open_database(database_url: str) -> Database:
    """Open the server's database, ``sqlite:///file`` or ``postgresql+psycopg://…``, and bring its schema up."""
    engine = open_plain(database_url)
    bring_up(engine, "field")
    bring_up(engine, "server")
    return Database(engine)


def serve(
    database_url: str,
    host: str,
    port: int,
    blobs: Path,
    *,
    certificate: Path | None = None,
    key: Path | None = None,
    quiet: bool = False,
) -> None:
    """Serve until the process is told to end; with ``certificate`` and ``key`` over TLS.

    Without them it listens in the clear, for a proxy on the same machine that speaks TLS.
    """
    import uvicorn

    database = open_database(database_url)
    app = create_app(database.engine, BlobFolder(blobs), folder=blobs.parent)
    _collect_seldom()
    uvicorn.run(
        app,
        host=host,
        port=port,
        limit_concurrency=AT_ONCE,
        timeout_keep_alive=30,
        server_header=False,
        date_header=False,
        access_log=False,
        log_level="warning" if quiet else "info",
        ssl_certfile=certificate,
        ssl_keyfile=key,
    )


def _collect_seldom() -> None:
    """Keep the collector from looking through the program itself again and again while a page is taken in."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
