"""A line that never carries a whole photo in one go brings every photo, a part at a time, both ways."""

import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.bad_network import Fault, before
from tests.colleagues import Mate
from tests.servers import SECRET, begin
from tests.sync.lan_net import Net, Scissors
from tests.sync.ratings import begin_partnership_as, evidence_file
from wopfield.errors import NoConnection
from wopfield.server.loopback import Loopback, on_loopback
from wopfield.store.workspace import Workspace
from wopfield.sync import central
from wopfield.sync.carrier import TRIES

CARRIES = 40_000
"""So many bytes a connection carries before it is cut."""
OFTEN = 400
"""More connections than any of these need."""


def photo(number: int) -> bytes:
    """Return something as large as a photo, of which every part is different."""
    return random.Random(number).randbytes(480_000)


@dataclass
class Far:
    """A laptop that reaches its server over a line of its own."""

    workspace: Workspace
    person: str

    def add(self, scope: str, content: bytes) -> None:
        """Add a file to a partnership."""
        with self.workspace.database.change(self.person) as editor:
            editor.add(evidence_file(scope, content, self.workspace.files.put(content)))

    def has(self, content: bytes) -> bool:
        """Return whether a file is here as it was added."""
        return self.workspace.files.get([photo_name(content)]) == content

    def sync(self) -> central.Outcome:
        """Exchange with the server."""
        return central.sync_now(self.workspace.database, self.workspace.files)


def photo_name(content: bytes) -> str:
    """Return what the one piece of a photo is called."""
    return evidence_file("", content, ()).sha256


def times_until_through(sync: Callable[[], object]) -> int:
    """Sync until a sync does not end early, and return how many that took."""
    for time in range(1, 11):
        with suppress(NoConnection):
            sync()
            return time
    raise AssertionError("it never got through")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Loopback]:
    with on_loopback(tmp_path / "server") as running:
        yield running


@pytest.fixture
def far(new_workspace: Callable[[str], Workspace], server: Loopback) -> Callable[[str, str], Far]:
    def make(name: str, address: str) -> Far:
        workspace = new_workspace(name)
        person = begin(workspace.database, name)
        server.add_person(name, f"{name}@example.org", SECRET)
        central.connect(workspace.database, address, f"{name}@example.org", SECRET, name)
        return Far(workspace, person)

    return make


@pytest.mark.slow
def test_photos_reach_the_server_and_come_from_it_over_a_line_that_carries_none_of_them_whole(
    far: Callable[[str, str], Far], server: Loopback
) -> None:
    photos = [photo(number) for number in range(3)]
    line = before(server.address)
    with line.listening() as address:
        amina, joost = far("amina", address), far("joost", address)
        scope = begin_partnership_as(amina.workspace.database, amina.person)
        amina.sync()
        server.add_member(scope, "joost@example.org", "reviewer")
        joost.sync()
        for content in photos:
            amina.add(scope, content)

        line.faults, passed = [Fault("request", after=CARRIES)] * OFTEN, line.passed
        up = times_until_through(amina.sync)
        sent, passed = line.passed - passed, line.passed
        line.faults = [Fault("reply", after=CARRIES)] * OFTEN
        down = times_until_through(joost.sync)
        came = line.passed - passed

    assert line.met > 2 * len(photos)
    assert up <= 2
    assert down <= 2
    assert all(joost.has(content) for content in photos)
    whole = sum(map(len, photos))
    assert sent < 2 * whole
    assert came < 2 * whole


@pytest.mark.slow
def test_a_photo_goes_on_where_the_last_sync_left_it(
    far: Callable[[str, str], Far], server: Loopback, tmp_path: Path
) -> None:
    content = photo(1)
    line = before(server.address)
    with line.listening() as address:
        amina = far("amina", address)
        scope = begin_partnership_as(amina.workspace.database, amina.person)
        amina.sync()
        amina.add(scope, content)
        # The first sync brings a part of it and breaks off; then the line holds.
        line.faults = [Fault("request", after=CARRIES)] * 6 + [Fault("request", after=4000)] * (TRIES - 1)
        with pytest.raises(NoConnection):
            amina.sync()
        (begun,) = (tmp_path / "server" / "files" / "begun").rglob("?" * 64)
        rest, passed = len(content) - begun.stat().st_size, line.passed
        line.faults = []
        assert amina.sync().files_left == 0
    assert line.passed - passed < rest + 20_000 < len(content)
    assert not begun.exists()


@pytest.mark.slow
def test_photos_go_both_ways_between_laptops_over_a_line_that_carries_none_of_them_whole(
    two: tuple[Mate, Mate, str], net: Net
) -> None:
    amina, joost, scope = two
    net.share(amina, joost)
    for mate, content in ((amina, photo(1)), (joost, photo(2))):
        with mate.database.change(mate.person) as editor:
            editor.add(evidence_file(scope, content, mate.files.put(content)))

    with Scissors(CARRIES, each=True) as scissors:
        times = times_until_through(lambda: net.share(amina, joost, scissors.connect))

    assert scissors.opened > 2 * 480_000 // CARRIES
    assert times <= 2
    for mate in (amina, joost):
        assert [mate.files.get([photo_name(photo(number))]) == photo(number) for number in (1, 2)] == [True, True]
