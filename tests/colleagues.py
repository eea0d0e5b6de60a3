"""Laptops of colleagues that never saw a server, and a line between two of them in one process."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from tests.servers import begin
from wopfield.errors import NoConnection
from wopfield.store import colleagues, kept
from wopfield.store.colleagues import Colleague
from wopfield.store.database import Database
from wopfield.store.files import FileStore
from wopfield.store.log import timestamp
from wopfield.store.workspace import Workspace
from wopfield.sync.meeting import Outcome, meet
from wopfield.sync.protocol import Message, decode, encode
from wopfield.sync.sharing import answer_with, replica_with
from wopfield.sync.trust import own_card, trust


@dataclass
class Mate:
    """A laptop with its person; it knows no server."""

    name: str
    workspace: Workspace
    person: str
    tamper: Callable[[bytes], bytes] = bytes
    """What somebody on the way makes of the messages this laptop sends."""
    messages: list[Message] = field(default_factory=list)

    @property
    def database(self) -> Database:
        """Return its database."""
        return self.workspace.database

    @property
    def files(self) -> FileStore:
        """Return its pieces of files."""
        return self.workspace.files

    def knows(self, other: "Mate") -> Colleague:
        """Return the other laptop as it was paired here."""
        with self.database.look() as connection:
            found = colleagues.find(connection, own(other))
        assert found is not None
        return found

    def share(self, other: "Mate", *scopes: str) -> None:
        """Choose partnerships to go to another laptop."""
        with self.database.write() as connection:
            for scope in scopes:
                colleagues.choose(connection, own(other), scope, colleagues.YES)

    def meet(self, other: "Mate") -> Outcome:
        """Exchange with another laptop until both have the same."""
        replica = replica_with(self.database, self.knows(other))
        return meet(lambda: between(self, other), replica, tell_back=True)


def own(mate: Mate) -> str:
    """Return the id of a laptop's device."""
    with mate.database.look() as connection:
        return kept.get(connection, "device")


def pair(one: Mate, other: Mate) -> None:
    """Let two laptops know one another, as if the digits had been compared."""
    for here, there in ((one, other), (other, one)):
        card = trust(here.database, own_card(there.database))
        with here.database.write() as connection:
            at = timestamp(here.database.clock())
            colleagues.keep(connection, Colleague(card.device, card.public, card.laptop, card.name, at))


@contextmanager
def between(one: Mate, other: Mate) -> Iterator["Between"]:
    """A line between two laptops."""
    yield Between(one, other)


@dataclass
class Between:
    """Carries the messages of one laptop into another."""

    asking: Mate
    answering: Mate

    def exchange(self, message: Message) -> Message:
        """Carry one message of an exchange."""
        body = self.asking.tamper(encode(message))
        if not body:
            raise NoConnection("lost")
        replica = replica_with(self.answering.database, self.answering.knows(self.asking))
        said, _touched = answer_with(replica, decode(body))
        self.asking.messages.append(said)
        return decode(encode(said))

    def missing_pieces(self, _scope: str, _names: list[str]) -> list[str]:
        """Ask for no files."""
        return []

    def put_part(self, _scope: str, _sha256: str, _start: int, of: int, _content: bytes) -> int:
        """Send no files."""
        return of

    def get_part(self, _scope: str, _sha256: str, _start: int, _most: int) -> bytes | None:
        """Get no files."""


@pytest.fixture
def new_mate(new_workspace: Callable[[str], Workspace]) -> Callable[[str], Mate]:
    """Make a laptop whose person never saw a server."""

    def make(name: str) -> Mate:
        workspace = new_workspace(name)
        person = begin(workspace.database, name)
        with workspace.database.write() as connection:
            kept.put(connection, kept.LAPTOP, f"{name}’s laptop")
        own_card(workspace.database)
        return Mate(name, workspace, person)

    return make
