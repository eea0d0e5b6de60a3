"""Laptops that meet by a stick alone."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.servers import begin
from wopfield.store import kept
from wopfield.store.database import Database
from wopfield.store.files import FileStore
from wopfield.store.workspace import Workspace
from wopfield.sync import bundle, bundle_file
from wopfield.sync.bundle import Saved, TakenIn
from wopfield.sync.bundle_lock import Key, new_key
from wopfield.sync.bundle_making import Choice
from wopfield.sync.bundle_parts import Part
from wopfield.sync.bundle_preview import Looked, look_into
from wopfield.sync.device import keys_of
from wopfield.sync.trust import trust

STICK_PASSWORD = "four wells and a weir"


@dataclass
class Traveller:
    """A laptop with its person, and the key of the files it saves."""

    name: str
    workspace: Workspace
    person: str
    key: Key

    @property
    def database(self) -> Database:
        """Return its database."""
        return self.workspace.database

    @property
    def files(self) -> FileStore:
        """Return its pieces of files."""
        return self.workspace.files

    @property
    def device(self) -> str:
        """Return the id of the laptop."""
        return keys_of(self.database).device

    def save(self, path: Path, *scopes: str, to: "Traveller | None" = None, photos: bool = True) -> Saved:
        """Save a bundle, for one laptop or for anybody."""
        receiver = (to.device, to.name) if to is not None else ("", "")
        return bundle.save(self.database, self.files, path, self.key, Choice(frozenset(scopes), *receiver, photos))

    def look(self, path: Path) -> Looked:
        """Look into a bundle."""
        return look_into(self.database, self.files, bundle_file.open_clear(path), self.key)

    def take_in(self, path: Path) -> TakenIn:
        """Look into a bundle, confirm its maker, and take it in."""
        looked = self.look(path)
        if not looked.preview.trusted:
            trust(self.database, looked.preview.head.card)
        return bundle.take_in(self.database, self.files, looked.sealed, looked.key, looked.preview.head)


@pytest.fixture(scope="session")
def stick_key() -> Key:
    """The key of all bundles of the tests; stretching a password takes seconds on purpose."""
    return new_key(STICK_PASSWORD)


@pytest.fixture
def traveller(new_workspace: Callable[[str], Workspace], stick_key: Key) -> Callable[[str], Traveller]:
    """Make a laptop that knows nobody yet."""

    def make(name: str) -> Traveller:
        workspace = new_workspace(name)
        person = begin(workspace.database, name)
        with workspace.database.write() as connection:
            kept.put(connection, kept.LAPTOP, f"{name}’s laptop")
        return Traveller(name, workspace, person, stick_key)

    return make


def parts_of(path: Path, key: Key) -> list[Part]:
    """Return what is inside the lock."""
    found: list[Part] = []
    bundle_file.read(bundle_file.open_clear(path), key, found.append, lambda _done, _total: None)
    return found


def relocked(path: Path, key: Key, parts: Iterable[Part]) -> Path:
    """Put parts under the lock, as somebody who knows the password could."""
    bundle_file.write(path, key, iter(parts))
    return path
