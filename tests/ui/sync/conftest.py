"""The Sync centre in a window, with a server that does what the test says."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.sync.stand_ins import QUIET, Carrier, P, StandIn
from wopfield.store import kept
from wopfield.store.tables import Finding, Partnership
from wopfield.store.workspace import Workspace
from wopfield.ui.operations import Operations
from wopfield.ui.screens.sync import SyncScreen
from wopfield.ui.shell.header import Person as Account
from wopfield.ui.shell.ways import Way
from wopfield.ui.syncing import Syncing
from wopfield.ui.theme import Theme
from wopfield.ui.window import Window


@pytest.fixture
def workspace(workspace: Workspace) -> Workspace:
    with workspace.database.write() as connection:
        kept.put(connection, kept.PERSON, "amina")
        kept.put(connection, kept.LAPTOP, "Amina’s laptop")
    with workspace.database.change("amina") as editor:
        editor.add(Partnership(scope=P, id=P, name="Marowe – Rijnmeer"))
        editor.add(Finding(scope=P, id="f", kind="gap", text="No bulk meters"))
    return workspace


@pytest.fixture
def carrier() -> Carrier:
    return Carrier()


@pytest.fixture
def operations(workspace: Workspace) -> Iterator[Operations]:
    made = Operations(workspace.database, "amina")
    yield made
    made.close()


@pytest.fixture
def syncing(operations: Operations, workspace: Workspace, carrier: Carrier) -> Iterator[Syncing]:
    made = Syncing(operations, workspace, carrier=carrier, pauses=QUIET)
    yield made
    made.close()


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, operations: Operations, workspace: Workspace, syncing: Syncing) -> Window:
    def sync(theme: Theme, operations: Operations) -> SyncScreen:
        return SyncScreen(theme, operations, workspace, syncing)

    ways: dict[str, Way] = {"sync": sync, "settle": StandIn, "home": StandIn}
    shown = Window(theme, ways, operations, Account("Amina Diallo"))
    qtbot.addWidget(shown)
    shown.resize(1366, 768)
    shown.show()
    return shown
