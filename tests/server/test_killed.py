"""Servers that die under load, and writers that meet: what a laptop was told is there is there, once.

Laptops write and sync in threads while the process, or the database under it, is killed without a word. After each
death everything that any of them calls "on the server" must be found in the database.
"""

import itertools
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection, event, select
from sqlalchemy.exc import OperationalError

from tests.served import Served, free_port, serving
from tests.servers import Server, begin, enrolled, start_server
from tests.sync.ratings import begin_partnership_as, blank, rows, share
from tests.temp_postgres import TempPG
from tests.workspaces import Clock
from wopfield.errors import CannotReach
from wopfield.store import exchanges
from wopfield.store.database import Database
from wopfield.store.log_tables import ENTRY
from wopfield.store.workspace import Workspace
from wopfield.sync import central
from wopfield.sync.device import home

pytestmark = pytest.mark.slow

DEATHS = 20
PATIENCE = 60
PASSWORD = "a password that outlives a server"
NewWorkspace = Callable[[str], Workspace]


class Busy:
    """Somebody who enters one thing after another and syncs after each, until told to stop."""

    def __init__(self, database: Database, person: str, scope: str, sync: Callable[[], object]) -> None:
        self.database = database
        self.person = person
        self.scope = scope
        self.sync = sync
        self.written = 0
        self.told = threading.Semaphore(0)
        """Released whenever a sync came to its end."""
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._work)

    def __enter__(self) -> "Busy":
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._stop.set()
        self._thread.join(PATIENCE)

    def _work(self) -> None:
        while not self._stop.wait(0.01):
            self.write()
            try:
                self.sync()
            except CannotReach:
                self._stop.wait(0.2)
            else:
                self.told.release()

    def write(self) -> None:
        """Rate one item more."""
        self.written += 1
        with self.database.change(self.person) as editor:
            editor.take(blank(self.scope, f"{self.person[:8]} {self.written:05}")).level = self.written % 5

    def acknowledged(self) -> set[str]:
        """Return the entries of the partnership that this laptop calls "on the server"."""
        with self.database.look() as connection:
            at = home(connection)
            assert at is not None
            there = exchanges.confirmed(connection, at.key)
            lines = select(ENTRY.c.log, ENTRY.c.seq, ENTRY.c.name).where(ENTRY.c.scope == self.scope)
            return {name for log, seq, name in connection.execute(lines) if seq <= there.get((self.scope, log), 0)}


def kept(database: Database, scope: str) -> Counter[str]:
    """Return the entries of a partnership in a database."""
    with database.look() as connection:
        return Counter(connection.execute(select(ENTRY.c.name).where(ENTRY.c.scope == scope)).scalars())


def wait_until_told(people: Sequence[Busy]) -> None:
    """Wait until each of them has come to the end of a sync once more."""
    for one in people:
        while one.told.acquire(blocking=False):
            pass
    for one in people:
        assert one.told.acquire(timeout=PATIENCE), "nobody was answered for a minute"


@contextmanager
def all_busy(people: Sequence[Busy]) -> Iterator[None]:
    """Let all of them work at once."""
    with ExitStack() as working:
        for one in people:
            working.enter_context(one)
        yield


def connected(laptops: Sequence[Database], served: Served) -> list[Busy]:
    """Let people sign in at a server in another process, and share a partnership."""
    people = [begin(database, f"person{number}") for number, database in enumerate(laptops)]
    for number, database in enumerate(laptops):
        served.add_person(f"person{number}", f"person{number}@example.org", PASSWORD)
        central.connect(database, served.address, f"person{number}@example.org", PASSWORD, f"laptop{number}")
    scope = begin_partnership_as(laptops[0], people[0])
    central.sync_now(laptops[0])
    for number in range(1, len(laptops)):
        served.add_member(scope, f"person{number}@example.org", "reviewer")
    for database in (*laptops, *laptops):
        central.sync_now(database)
    return [
        Busy(database, person, scope, partial(central.sync_now, database))
        for database, person in zip(laptops, people, strict=True)
    ]


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_what_a_server_said_it_has_it_has_though_its_process_is_killed_twenty_times(
    kind: str, new_workspace: NewWorkspace, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    port, folder, url = free_port(), tmp_path / "server", ""
    if kind == "postgres":
        postgres: TempPG = request.getfixturevalue("postgres")
        url = postgres.new_database()
    laptops = [new_workspace(name).database for name in ("amina", "joost")]
    with serving(folder, url, port=port) as served:
        people = connected(laptops, served)
    with all_busy(people):
        for _death in range(DEATHS):
            with serving(folder, url, port=port) as served:
                wait_until_told(people)
                served.process.kill()
                served.process.wait(PATIENCE)
                said = [one.acknowledged() for one in people]
                assert not set().union(*said) - kept(served.database, people[0].scope).keys()
    with serving(folder, url, port=port) as served:
        for one in (*people, *people):
            one.sync()
        everything = kept(served.database, people[0].scope)
        assert set(everything.values()) == {1}
        assert sum(one.written for one in people) <= len(everything)
        for one in people:
            assert kept(one.database, one.scope) == everything
            assert one.acknowledged() == set(everything)


def test_what_a_server_said_it_has_it_has_though_postgresql_is_stopped_at_once_twenty_times(
    new_workspace: NewWorkspace, tmp_path: Path
) -> None:
    with TempPG() as postgres:
        server = start_server(postgres.new_database(), tmp_path / "pieces", Clock())
        laptops = [enrolled(new_workspace(name), name, server) for name in ("amina", "joost", "teresa")]
        scope = share(*laptops, server=server)
        people = [Busy(each.database, each.person, scope, each.sync) for each in laptops]
        with all_busy(people):
            for _death in range(DEATHS):
                wait_until_told(people)
                postgres.stop(immediate=True)
                said = [one.acknowledged() for one in people]
                postgres.start()
                here = kept(server.database, scope)
                assert not set().union(*said) - here.keys()
        for one in (*people, *people):
            one.sync()
        everything = kept(server.database, scope)
        assert set(everything.values()) == {1}
        assert all(kept(one.database, scope) == everything for one in people)
        assert all(rows(one.database) == rows(server.database) for one in people)
        assert all(one.acknowledged() == set(everything) for one in people)
        server.database.close()


def test_eight_who_write_at_once_while_commits_fail_are_each_taken_once(
    new_workspace: NewWorkspace, server: Server
) -> None:
    laptops = [enrolled(new_workspace(f"laptop{number}"), f"laptop{number}", server) for number in range(8)]
    scope = share(*laptops, server=server)
    reader = enrolled(new_workspace("reader"), "reader", server)
    server.let_join(scope, "reader")
    numbers = itertools.count()
    failed: list[int] = []

    @event.listens_for(server.database.engine, "commit")
    def fail_sometimes(connection: Connection) -> None:
        number = next(numbers)
        if connection.get_execution_options().get("wopfield_writes") and number % 3 == 0:
            failed.append(number)
            raise OperationalError("COMMIT", {}, Exception("the disk was away"))

    people = [Busy(each.database, each.person, scope, each.sync) for each in laptops]

    def work(one: Busy) -> None:
        for _time in range(6):
            for _entry in range(4):
                one.write()
            with suppress(CannotReach):
                one.sync()

    def read(_number: int) -> None:
        with suppress(CannotReach):
            reader.sync()

    with ThreadPoolExecutor(len(people) + 1) as pool:
        done = [pool.submit(work, one) for one in people]
        list(map(read, range(6)))
        for one in done:
            one.result(5 * PATIENCE)
    event.remove(server.database.engine, "commit", fail_sometimes)
    for laptop in (*laptops, *laptops, reader):
        laptop.sync()

    everything = kept(server.database, scope)
    assert len(failed) > 8
    assert set(everything.values()) == {1}
    assert all(kept(each.database, scope) == everything for each in (*laptops, reader))
    assert all(rows(each.database) == rows(server.database) for each in (*laptops, reader))
    assert sum(one.written for one in people) == 8 * 24
