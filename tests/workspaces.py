"""A workspace, and a clock that the test moves."""

import base64
import json
import secrets
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from wopfield.store.database import Database
from wopfield.store.vault import KEY_FILE
from wopfield.store.workspace import Workspace

PASSWORD = "a pump that never stops"


class Clock:
    """A clock that moves a second each time it is read."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def clock_of(database: Database) -> Clock:
    """Return the clock of a database, to turn it."""
    assert isinstance(database.clock, Clock)
    return database.clock


@pytest.fixture(scope="session")
def blank_workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace nobody has used, made once; its password is stretched less than those of people, to open quickly."""
    folder = tmp_path_factory.mktemp("blank") / "workspace"
    made = Workspace.create(folder, PASSWORD)[0]
    made.close()
    wraps = json.loads((folder / KEY_FILE).read_text(encoding="utf-8"))
    wraps["password"] = _wrapped(made.key, PASSWORD)
    (folder / KEY_FILE).write_text(json.dumps(wraps), encoding="utf-8")
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


def _wrapped(key: bytes, password: str) -> dict[str, object]:
    """Wrap the key of a workspace as the program does, at a hundredth of the price; the file says how it was done."""
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    stretched = hash_secret_raw(password.encode(), salt, 1, 64, 1, 32, Type.ID)
    sealed = AESGCM(stretched).encrypt(nonce, key, b"wopfield key 1")
    parts = {"salt": salt, "nonce": nonce, "key": sealed}
    return {
        "argon2id": {"time": 1, "memory": 64, "lanes": 1},
        **{name: base64.b64encode(part).decode() for name, part in parts.items()},
    }
