"""A workspace, and a clock that the test moves."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from wopfield.store.database import Database
from wopfield.store.workspace import Workspace

PASSWORD = "a pump that never stops"


class Clock:
    """A clock that moves a second each time it is read."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture(scope="session")
def blank_workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace nobody has used; making one takes the password's full stretching, so it is made once."""
    folder = tmp_path_factory.mktemp("blank") / "workspace"
    Workspace.create(folder, PASSWORD)[0].close()
    return folder


@pytest.fixture
def new_workspace(blank_workspace: Path, tmp_path: Path) -> Iterator[Callable[[str], Workspace]]:
    """Make as many workspaces as a test needs, by name."""
    opened: list[Workspace] = []

    def make(name: str) -> Workspace:
        shutil.copytree(blank_workspace, tmp_path / name)
        workspace = Workspace.unlock(tmp_path / name, PASSWORD, Clock())
        opened.append(workspace)
        return workspace

    yield make
    for workspace in opened:
        workspace.close()


@pytest.fixture
def workspace(new_workspace: Callable[[str], Workspace]) -> Workspace:
    """One open workspace."""
    return new_workspace("one")


@pytest.fixture
def database(workspace: Workspace) -> Database:
    """The database of an open workspace."""
    return workspace.database
