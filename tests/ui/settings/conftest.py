"""The settings of a laptop of Amina, who has nothing but her name and her work."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.settings.parts import field
from wopfield.store import kept
from wopfield.store.rows import COMMONS
from wopfield.store.tables import Person
from wopfield.store.workspace import Workspace
from wopfield.ui.neighbours import Neighbours
from wopfield.ui.operations import Operations
from wopfield.ui.screens.settings import SettingsScreen
from wopfield.ui.theme import Theme


@pytest.fixture
def workspace(workspace: Workspace) -> Workspace:
    with workspace.database.write() as connection:
        kept.put(connection, kept.PERSON, "amina")
        kept.put(connection, kept.LAPTOP, "Amina’s laptop")
    with workspace.database.change("amina") as editor:
        editor.add(Person(scope=COMMONS, id="amina", name="Amina Diallo", function="Finance director"))
    return workspace


@pytest.fixture
def worn() -> list[Theme]:
    return []


@pytest.fixture
def spoken() -> list[str]:
    return []


@pytest.fixture
def brought() -> list[str]:
    return []


@pytest.fixture
def operations(workspace: Workspace) -> Iterator[Operations]:
    made = Operations(workspace.database, "amina")
    yield made
    made.close()


@pytest.fixture
def neighbours(operations: Operations, workspace: Workspace) -> Iterator[Neighbours]:
    made = Neighbours(operations, workspace, interfaces=lambda: ["127.0.0.1"])
    yield made
    made.close()


@pytest.fixture
def screen(
    qtbot: QtBot,
    theme: Theme,
    workspace: Workspace,
    operations: Operations,
    neighbours: Neighbours,
    worn: list[Theme],
    spoken: list[str],
    brought: list[str],
    tmp_path: Path,
) -> SettingsScreen:
    shown = SettingsScreen(
        theme, operations, workspace, neighbours, worn.append, spoken.append, brought.append,
        lambda _parent, _title: str(tmp_path),
    )  # fmt: skip
    operations.changed.connect(lambda nouns: shown.redraw() if shown.shows & nouns else None)
    qtbot.addWidget(shown)
    shown.resize(1274, 710)
    shown.show()
    shown.open()
    qtbot.waitUntil(lambda: field(shown, "Your name").text() == "Amina Diallo")
    return shown
