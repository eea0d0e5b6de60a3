"""A server on this very machine, in a thread of the program: for the demonstration and for tests."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from fastapi import FastAPI

from wopfield.errors import CannotOpen
from wopfield.language import _
from wopfield.server.admin import add_account, add_member
from wopfield.server.app import create_app
from wopfield.server.blobs import FILES, BlobFolder
from wopfield.server.serve import HEARS_OUT, open_database
from wopfield.store.database import Database

PATIENCE = 30.0
"""Seconds that a server may take to come up or go down."""


@dataclass(frozen=True, slots=True)
class Loopback:
    """A server that runs, and what its administrator does."""

    address: str
    database: Database

    def add_person(self, name: str, email: str, password: str, *, admin: bool = False) -> None:
        """Let somebody sign in."""
        add_account(self.database, name, email, password, admin)

    def add_member(self, scope: str, email: str, role: str) -> None:
        """Give somebody a role in a partnership."""
        add_member(self.database, scope, email, role)


@contextmanager
def on_loopback(folder: Path, database_url: str = "", patience: float = HEARS_OUT) -> Iterator[Loopback]:
    """Run a server with its database and files in ``folder``, for as long as the block lasts."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    database = open_database(database_url or f"sqlite:///{folder / 'server.db'}")
    try:
        app = create_app(database.engine, BlobFolder(folder / FILES), folder=folder)
        with _running(app, patience) as port:
            yield Loopback(f"http://127.0.0.1:{port}", database)
    finally:
        database.close()


@contextmanager
def _running(app: FastAPI, patience: float) -> Iterator[int]:
    import uvicorn

    from wopfield.server.patience import impatient

    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(
        uvicorn.Config(app, http=impatient(patience), ws="none", log_level="warning", access_log=False, lifespan="off")
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, name="server", daemon=True)
    thread.start()
    try:
        # The socket takes connections from the first moment; they are answered once the server has come up.
        yield int(listening.getsockname()[1])
    finally:
        server.should_exit = True
        thread.join(PATIENCE)
        listening.close()
        if thread.is_alive():
            raise CannotOpen(_("The server on this machine does not end."))
