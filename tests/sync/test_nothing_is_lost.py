"""A machine that edits, syncs over bad lines, restores servers and copies laptops, and then looks for what is lost.

It runs the real core over real databases. Whatever it does, in the end everybody holds the same rows, and every
value that anybody entered stands in the log exactly once.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select
from sqlmodel import select as pick

from tests.servers import ADDRESS, SECRET, Fault, Server, Wire, begin
from tests.sync.ratings import begin_partnership_as, blank, rows
from tests.workspaces import Clock
from wopfield.errors import CannotReach
from wopfield.server import admin
from wopfield.server.app import create_app
from wopfield.server.blobs import BlobFolder
from wopfield.server.serve import open_database
from wopfield.store.database import Database, open_plain
from wopfield.store.log_tables import ENTRY
from wopfield.store.migrate import bring_up
from wopfield.store.tables import Answer
from wopfield.sync import central

NAMES = ("amina", "joost", "teresa")
FAULTS: tuple[Fault, ...] = ("", "", "lost", "reply lost", "cut")


class Exchanges(RuleBasedStateMachine):
    """Three laptops and a server."""

    template: Path
    scope: str
    people: tuple[str, ...]

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="wopfield-machine-"))
        shutil.copytree(self.template, self.folder, dirs_exist_ok=True)
        self.server = open_server(self.folder)
        self.laptops = [opened(self.folder / name) for name in NAMES]
        self.person = list(self.people)
        self.forms: list[dict[str, Answer]] = [{} for _name in NAMES]
        self.entered: list[str] = []
        self.has_snapshot = False

    @initialize()
    def open_forms(self) -> None:
        """Let everybody look at the same empty checklist."""
        for laptop in range(len(NAMES)):
            self.look(laptop)

    @rule(laptop=st.integers(0, 2))
    def look(self, laptop: int) -> None:
        """Show what stands now, as a screen that is opened anew."""
        with self.laptops[laptop].read() as session:
            self.forms[laptop] = {row.item: row for row in session.exec(pick(Answer))}

    @rule(laptop=st.integers(0, 2), item=st.sampled_from(["WR01", "WR02"]))
    def comment(self, laptop: int, item: str) -> None:
        """Enter a text in a form that may have been open for long."""
        value = f"value {len(self.entered):04}."
        self.entered.append(value)
        with self.laptops[laptop].change(self.person[laptop]) as editor:
            editor.take(self.forms[laptop].get(item) or blank(self.scope, item)).comment = value

    @rule(laptop=st.integers(0, 2), item=st.sampled_from(["WR01", "WR02"]))
    def remove(self, laptop: int, item: str) -> None:
        """Delete what is shown, where something is."""
        shown = self.forms[laptop].get(item)
        if shown is not None:
            with self.laptops[laptop].change(self.person[laptop]) as editor:
                editor.remove(shown)

    @rule(laptop=st.integers(0, 2), faults=st.lists(st.sampled_from(FAULTS), max_size=4))
    def sync(self, laptop: int, faults: list[Fault]) -> None:
        """Sync over a line that may break."""
        wire = Wire(self.server.app)
        wire.faults = [*faults]
        try:
            central.sync_now(self.laptops[laptop], make_transport=lambda: wire)
        except CannotReach:
            assert any(faults)

    @rule()
    def back_up_the_server(self) -> None:
        """Keep a copy of the server as it is."""
        self.server.database.close()
        shutil.copy(self.folder / "server.db", self.folder / "snapshot.db")
        self.server = open_server(self.folder)
        self.has_snapshot = True

    @precondition(lambda self: self.has_snapshot)
    @rule()
    def restore_the_server(self) -> None:
        """Let the server go back to that copy."""
        self.server.database.close()
        for left in self.folder.glob("server.db*"):
            left.unlink()
        shutil.copy(self.folder / "snapshot.db", self.folder / "server.db")
        self.server = open_server(self.folder)

    @rule(source=st.integers(0, 1), go_on=st.lists(st.sampled_from(["source", "copy"]), max_size=4))
    def copy_a_laptop(self, source: int, go_on: list[str]) -> None:
        """Give the third person a copy of somebody's disk, and let both go on writing.

        What was on the third person's own has reached everybody before.
        """
        self.agree()
        for laptop in (source, 2):
            self.laptops[laptop].close()
        shutil.copy(self.folder / NAMES[source], self.folder / NAMES[2])
        for laptop in (source, 2):
            self.laptops[laptop] = opened(self.folder / NAMES[laptop])
        self.person[2] = self.person[source]
        self.forms[2] = dict(self.forms[source])
        for who in go_on:
            self.comment(source if who == "source" else 2, "WR01")

    def agree(self) -> None:
        """Sync over good lines until nobody has anything new."""
        for laptop in (0, 1, 2, 0, 1, 2, 0, 1):
            self.sync(laptop, [])

    def teardown(self) -> None:
        """Look for what is lost, doubled, or different."""
        try:
            self.agree()
            everybody = [*self.laptops, self.server.database]
            for database in everybody:
                assert texts(database) == self.entered
            laid = [rows(database) for database in everybody]
            assert all(each == laid[0] for each in laid)
            for laptop in self.laptops:
                with laptop.read() as session:
                    assert central.status(session).waiting == 0
        finally:
            for database in (*self.laptops, self.server.database):
                database.close()
            shutil.rmtree(self.folder)


def texts(database: Database) -> list[str]:
    """Return every text of the machine that stands in the log, in the order in which it was entered."""
    with database.look() as connection:
        payloads = [
            bytes(payload).decode() for payload in connection.execute(select(ENTRY.c.payload)).scalars()
        ]
    return sorted(text.partition('"comment":"')[2][:11] for text in payloads if '"comment":"value' in text)


def opened(path: Path) -> Database:
    """Open a laptop's database; without encryption, which is none of the exchange's."""
    return Database(open_plain(f"sqlite:///{path}"), Clock())


def open_server(folder: Path) -> Server:
    """Open a server over its database as it is now."""
    database = Database(open_plain(f"sqlite:///{folder / 'server.db'}"), Clock())
    return Server(
        database, create_app(database.engine, BlobFolder(folder / "pieces"), database.clock), folder
    )


@contextmanager
def stage() -> Iterator[type[Exchanges]]:
    """Prepare three laptops that share a partnership, once; each run of the machine gets a copy."""
    with tempfile.TemporaryDirectory(prefix="wopfield-stage-") as name:
        folder = Path(name)
        open_database(f"sqlite:///{folder / 'server.db'}").close()
        server = open_server(folder)
        laptops = [opened(folder / name) for name in NAMES]
        people: list[str] = []
        for called, laptop in zip(NAMES, laptops, strict=True):
            bring_up(laptop.engine)
            people.append(begin(laptop, called))
            wire = server.wire()
            admin.add_account(server.database, called, f"{called}@example.org", SECRET)
            central.connect(laptop, ADDRESS, f"{called}@example.org", SECRET, called, lambda wire=wire: wire)
        scope = begin_partnership_as(laptops[0], people[0])
        central.sync_now(laptops[0], make_transport=server.wire)
        server.let_join(scope, *NAMES[1:])
        for laptop in (*laptops, *laptops):
            central.sync_now(laptop, make_transport=server.wire)
        for database in (*laptops, server.database):
            database.close()
        yield type("Staged", (Exchanges,), {"template": folder, "scope": scope, "people": tuple(people)})


def test_whatever_happens_everybody_ends_with_the_same_and_nothing_is_lost() -> None:
    with stage() as machine:
        run_state_machine_as_test(machine, settings=_settings(8, 12))


@pytest.mark.slow
def test_whatever_happens_in_long_runs_nothing_is_lost() -> None:
    with stage() as machine:
        run_state_machine_as_test(machine, settings=_settings(100, 40))


def _settings(examples: int, steps: int) -> settings:
    return settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink),
    )
