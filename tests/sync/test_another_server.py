"""Another server set up in place of an old one, not from its dump: it gets everybody's work, and decides for itself."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.servers import ADDRESS, SECRET, Laptop, Server, enrolled, start_server
from tests.sync.ratings import answer, rate, share
from tests.workspaces import Clock
from wopfield.store.database import Database
from wopfield.store.log_tables import ENTRY
from wopfield.store.workspace import Workspace
from wopfield.sync import central


@pytest.fixture
def servers(tmp_path: Path) -> Iterator[tuple[Server, Server]]:
    """A server, and another one that knows nothing of the first."""
    made = tuple(
        start_server(f"sqlite:///{tmp_path / name}.db", tmp_path / f"{name} pieces", Clock()) for name in ("old", "new")
    )
    yield made[0], made[1]
    for each in made:
        each.database.close()


def move(laptop: Laptop, server: Server) -> bool:
    """Leave the server and sign in at another one; return whether something is said to stay here."""
    central.disconnect(laptop.database)
    return sign_in(laptop, server)


def sign_in(laptop: Laptop, server: Server) -> bool:
    """Sign in at a server; return whether something is said to stay here."""
    laptop.wire = server.wire()
    email = f"{laptop.name}@example.org"
    return central.connect(laptop.database, ADDRESS, email, SECRET, laptop.name, lambda: laptop.wire).apart


def entries(database: Database) -> set[tuple[str, bytes]]:
    """Return everything that stands in the logs."""
    with database.look() as connection:
        found = connection.execute(select(ENTRY.c.name, ENTRY.c.payload))
        return {(str(name), bytes(payload)) for name, payload in found}


def test_what_an_old_server_had_decided_stays_on_the_laptops_and_neither_waits_nor_is_refused_by_the_new_one(
    servers: tuple[Server, Server], new_workspace: Callable[[str], Workspace]
) -> None:
    old, new = servers
    amina, joost = (enrolled(new_workspace(name), name, old) for name in ("amina", "joost"))
    scope = share(amina, joost, server=old)
    rate(joost, scope, 3)
    joost.sync()
    amina.sync()
    before = entries(amina.database)
    for name in ("amina", "joost"):
        new.account(name)

    told = [move(amina, new)]
    amina.sync()
    new.let_join(scope, "joost")
    told.append(move(joost, new))
    for laptop in (joost, amina, joost):
        laptop.sync()

    assert told == [True, True]
    assert sign_in(amina, new) is False
    assert answer(new.database).level == 3
    for laptop in (amina, joost):
        with laptop.database.read() as session:
            assert central.refused(session) == []
            assert central.waiting(session) == []
            assert central.status(session).waiting == 0
        assert before <= entries(laptop.database)
    requests = amina.wire.requests
    amina.sync()
    assert amina.wire.requests - requests == 1
