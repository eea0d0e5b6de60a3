"""A server in the same process, and laptops that reach it without a network."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import httpx
import pytest
from fastapi import FastAPI

from tests.temp_postgres import TempPG
from tests.workspaces import Clock
from wopfield.server import admin
from wopfield.server.app import create_app
from wopfield.server.blobs import BlobFolder
from wopfield.server.serve import open_database
from wopfield.store import kept, people
from wopfield.store.database import Database
from wopfield.store.files import FileStore
from wopfield.store.workspace import Workspace
from wopfield.sync import central
from wopfield.sync.central import Outcome

ADDRESS = "http://localhost"
SECRET = "pipes sing at night"

Fault = Literal["", "lost", "reply lost", "cut"]


class Wire(httpx.BaseTransport):
    """Carries requests into the server; counts them, and does to them what a bad line does."""

    def __init__(self, app: FastAPI) -> None:
        self.app = app
        self.requests = 0
        self.bytes = 0
        self.faults: list[Fault] = []
        self.tamper: Callable[[bytes], bytes] = bytes
        """What somebody on the way makes of a message."""
        self.bodies: list[bytes] = []

    def another(self) -> "Wire":
        """Return another line into the same server."""
        return Wire(self.app)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Carry one request, or break it."""
        fault = self.faults.pop(0) if self.faults else ""
        body = request.read()
        if fault == "lost":
            raise httpx.ReadTimeout("lost on the way")
        if request.url.path == "/exchange":
            self.bodies.append(body)
            body = self.tamper(body)
        asked = httpx.Request(request.method, request.url, content=body, headers=_without_length(request.headers))
        status, headers, content = asyncio.run(self._carry(asked))
        self.requests += 1
        self.bytes += len(body) + len(content)
        if fault == "reply lost":
            raise httpx.ReadTimeout("the reply was lost")
        if fault == "cut":
            raise httpx.RemoteProtocolError("the line was cut")
        return httpx.Response(status, headers=headers, content=content)

    async def _carry(self, request: httpx.Request) -> tuple[int, httpx.Headers, bytes]:
        carrier = httpx.ASGITransport(self.app, raise_app_exceptions=False)
        response = await carrier.handle_async_request(request)
        content = await response.aread()
        return response.status_code, response.headers, content


@dataclass
class Server:
    """A server of the test, over one database."""

    database: Database
    app: FastAPI
    folder: Path

    def wire(self) -> Wire:
        """Return a line into this server."""
        return Wire(self.app)

    def account(self, name: str, *, is_admin: bool = False) -> str:
        """Make an account and return its e-mail."""
        return admin.add_account(self.database, name, f"{name}@example.org", SECRET, is_admin).email

    def let_join(self, scope: str, *names: str, role: str = "reviewer") -> None:
        """Give accounts a role in a partnership."""
        for name in names:
            admin.add_member(self.database, scope, f"{name}@example.org", role)


@dataclass
class Laptop:
    """A workspace with a person, and its line to the server."""

    name: str
    workspace: Workspace
    wire: Wire
    person: str = ""

    @property
    def database(self) -> Database:
        """Return its database."""
        return self.workspace.database

    @property
    def files(self) -> FileStore:
        """Return its pieces of files."""
        return self.workspace.files

    def connect(self, server: Server) -> None:
        """Sign in at a server."""
        self.wire = server.wire()
        central.connect(self.database, ADDRESS, f"{self.name}@example.org", SECRET, self.name, lambda: self.wire)

    def sync(self) -> Outcome:
        """Exchange until both sides have the same."""
        return central.sync_now(self.database, self.files, make_transport=lambda: self.wire)


def enrolled(workspace: Workspace, name: str, server: Server) -> Laptop:
    """Return a laptop whose person has an account on the server, and is signed in there."""
    laptop = Laptop(name, workspace, server.wire(), begin(workspace.database, name))
    server.account(name)
    laptop.connect(server)
    return laptop


def begin(database: Database, name: str) -> str:
    """Say whose workspace it is, and return the person's id."""
    with database.change("program") as editor:
        person = people.add(editor, name=name).id
    with database.write() as connection:
        kept.put(connection, kept.PERSON, person)
    return person


def start_server(url: str, folder: Path, clock: Clock) -> Server:
    """Open a server over a database that may be empty."""
    database = Database(open_database(url).engine, clock)
    return Server(database, create_app(database.engine, BlobFolder(folder), clock), folder)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    """A server that nobody has used, on SQLite and on PostgreSQL."""
    url = f"sqlite:///{tmp_path / 'server.db'}"
    if request.param == "postgres":
        postgres: TempPG = request.getfixturevalue("postgres")
        url = postgres.new_database()
    made = start_server(url, tmp_path / "pieces", Clock())
    yield made
    made.database.close()


@pytest.fixture
def new_laptop(new_workspace: Callable[[str], Workspace], server: Server) -> Callable[[str], Laptop]:
    """Make a laptop whose person has an account on the server, and is signed in there."""

    def make(name: str) -> Laptop:
        return enrolled(new_workspace(name), name, server)

    return make


def _without_length(headers: httpx.Headers) -> httpx.Headers:
    return httpx.Headers([(name, value) for name, value in headers.raw if name.lower() != b"content-length"])
