"""Whatever a network does to the messages between, each edit arrives exactly once."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.bad_network import BadNetwork, Fault, Way, before
from tests.servers import SECRET, begin
from wopfield.errors import NoConnection
from wopfield.server.loopback import Loopback, on_loopback
from wopfield.store import evidence, partnerships, utilities
from wopfield.store.database import Database
from wopfield.store.files import PIECE_BYTES
from wopfield.store.log_tables import ENTRY, PIECE
from wopfield.store.rows import table
from wopfield.store.tables import Assessment, Finding
from wopfield.store.workspace import Workspace
from wopfield.sync import central
from wopfield.sync.carrier import TRIES
from wopfield.sync.http import PATIENCE
from wopfield.sync.pace import LEAST_PART

SHARES = [step / 20 for step in range(1, 21)]
AT_A_TIME = 25
PIECES = 8


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loopback]:
    with on_loopback(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture
def network(server: Loopback) -> BadNetwork:
    return before(server.address)


class Team:
    """A laptop behind the bad network, and the partnership it shares."""

    def __init__(self, database: Database, server: Loopback, address: str, name: str) -> None:
        self.database = database
        self.person = begin(database, name)
        server.add_person(name, f"{name}@example.org", SECRET)
        central.connect(database, address, f"{name}@example.org", SECRET, name)
        with database.change(self.person) as editor:
            mentor, mentee = (utilities.add(editor, name=each) for each in ("Delta Water", "Marowe"))
            self.scope = partnerships.add(editor, mentor=mentor.id, mentee=mentee.id).id
        central.sync_now(database)
        self.written: list[str] = []

    def write(self, count: int) -> None:
        """Write down so many findings, an entry each."""
        for _number in range(count):
            with self.database.change(self.person) as editor:
                text = f"finding {len(self.written)}"
                editor.add(Finding(scope=self.scope, text=text))
            self.written.append(text)


def arrived(server: Loopback, scope: str) -> list[str]:
    """Return the findings the server has, by their texts."""
    lines = table(Finding)
    with server.database.look() as connection:
        return sorted(connection.execute(select(lines.c.text).where(lines.c.scope == scope)).scalars())


def entries(database: Database, scope: str) -> int:
    with database.look() as connection:
        statement = select(func.count()).select_from(ENTRY).where(ENTRY.c.scope == scope)
        return int(connection.execute(statement).scalar_one())


@pytest.mark.parametrize("way", [pytest.param("request", marks=pytest.mark.slow), "reply"])
def test_a_line_cut_at_each_twentieth_of_a_message_brings_every_edit_once(
    way: Way, network: BadNetwork, server: Loopback, new_workspace: Callable[[str], Workspace]
) -> None:
    with network.listening() as address:
        team = Team(new_workspace(way).database, server, address, f"cut-{way}")
        for share in SHARES:
            team.write(AT_A_TIME)
            network.faults.append(Fault(way, share))
            central.sync_now(team.database)
    assert network.met == len(SHARES)
    assert arrived(server, team.scope) == sorted(team.written)
    assert entries(server.database, team.scope) == entries(team.database, team.scope)


def test_a_line_that_never_holds_ends_in_words_and_the_next_sync_goes_on(
    network: BadNetwork, server: Loopback, new_workspace: Callable[[str], Workspace]
) -> None:
    with network.listening() as address:
        team = Team(new_workspace("never").database, server, address, "never")
        team.write(AT_A_TIME)
        network.faults += [Fault("request", 0.5)] * 3
        with pytest.raises(NoConnection, match="cannot be reached"):
            central.sync_now(team.database)
        with team.database.read() as session:
            waits = central.status(session)
        outcome = central.sync_now(team.database)
    assert (waits.waiting, waits.reached) == (AT_A_TIME, False)
    assert outcome.sent == AT_A_TIME
    assert arrived(server, team.scope) == sorted(team.written)


@pytest.mark.slow
def test_a_file_cut_at_any_byte_goes_on_from_its_last_part(
    network: BadNetwork, server: Loopback, new_workspace: Callable[[str], Workspace], tmp_path: Path
) -> None:
    workspace = new_workspace("film")
    film = tmp_path / "pump test.mp4"
    film.write_bytes(b"".join(bytes([number]) * PIECE_BYTES for number in range(PIECES)))
    with network.listening() as address:
        team = Team(workspace.database, server, address, "film")
        ready = evidence.ready_document(workspace.files, film)
        with workspace.database.change(team.person) as editor:
            assessment = editor.add(Assessment(scope=team.scope, checklist="peer-review", title="Peer review"))
            evidence.add(editor, assessment, "A1", "document", "Pump test", ready)
        central.sync_now(workspace.database)
        before_it = network.passed
        for part in range(1, PIECES - 1):
            cut = Fault("request", after=PIECE_BYTES + 4000 + part * PIECE_BYTES // PIECES // 4)
            # Once a piece is through, what follows on that line is cut; then each new line in its first part.
            network.faults += [cut, *[Fault("request", after=4000 + part * LEAST_PART // PIECES)] * (TRIES - 1)]
            with pytest.raises(NoConnection):
                central.sync_now(workspace.database, workspace.files)
        assert central.sync_now(workspace.database, workspace.files).files_sent <= 2
    assert network.passed - before_it < (PIECES + 3) * PIECE_BYTES
    with server.database.look() as connection:
        kept = connection.execute(select(PIECE.c.sha256).where(PIECE.c.scope == team.scope)).scalars()
        assert sorted(kept) == sorted(ready.pieces)


def test_a_line_that_hangs_is_left_as_soon_as_somebody_wants_it(
    network: BadNetwork, server: Loopback, new_workspace: Callable[[str], Workspace]
) -> None:
    with network.listening() as address:
        team = Team(new_workspace("hangs").database, server, address, "hangs")
        team.write(AT_A_TIME)
        network.faults += [Fault("black hole")] * 3
        began = time.monotonic()
        outcome = central.sync_now(team.database, stop=lambda: network.met > 0)
        took = time.monotonic() - began
        network.faults.clear()
        assert outcome.stopped
        assert took < PATIENCE / 2
        assert central.sync_now(team.database).sent == AT_A_TIME
    assert arrived(server, team.scope) == sorted(team.written)


@pytest.mark.slow
def test_a_line_that_swallows_everything_costs_patience_and_nothing_else(
    network: BadNetwork, server: Loopback, new_workspace: Callable[[str], Workspace]
) -> None:
    with network.listening() as address:
        team = Team(new_workspace("hole").database, server, address, "hole")
        team.write(AT_A_TIME)
        network.faults.append(Fault("black hole"))
        central.sync_now(team.database)
    assert network.met == 1
    assert arrived(server, team.scope) == sorted(team.written)
