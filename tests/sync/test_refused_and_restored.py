"""What a server refused, and its dump of before: everybody hears what it decides anew, and nobody has to do anything.

A server that goes back to its dump has forgotten what it refused. Others bring it without its content, or its author
brings it and has the role by now.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import ColumnElement, select
from sqlmodel import select as pick

from tests.servers import enrolled, start_server
from tests.sync.mates import together
from tests.sync.ratings import ask, rate, rows, share
from tests.sync.test_given_later import find_on, reasons, refused_at
from tests.workspaces import Clock
from wopfield.domain.log import Name
from wopfield.server import keeping
from wopfield.server.serve import open_database
from wopfield.store import conflicts
from wopfield.store.database import Database
from wopfield.store.log_tables import ENTRY
from wopfield.store.tables import Member
from wopfield.store.workspace import Workspace
from wopfield.sync.device import keys_of
from wopfield.sync.protocol import MOST_DOUBTED, Message, encode

THREE = ("amina", "joost", "noor")


class Dumped:
    """A partnership of three at a server that has a dump of what stood before anything was refused."""

    def __init__(self, folder: Path, new_workspace: Callable[[str], Workspace], role: str) -> None:
        self.folder = folder
        self.server = start_server(f"sqlite:///{folder / 'server.db'}", folder / "pieces", Clock())
        self.amina, self.joost, self.noor = (enrolled(new_workspace(name), name, self.server) for name in THREE)
        self.scope = share(self.amina, self.noor, server=self.server)
        self.server.let_join(self.scope, "joost", role=role)
        for laptop in (self.joost, self.noor, self.amina):
            laptop.sync()
        keeping.back_up(self.server.database, folder / "dump.db")

    def restore(self) -> None:
        """Let the server go back to its dump."""
        self.server.database.close()
        again = f"sqlite:///{self.folder / 'again.db'}"
        empty = open_database(again)
        keeping.restore(self.folder / "dump.db", empty)
        empty.close()
        self.server = start_server(again, self.folder / "pieces", Clock())
        for laptop in (self.amina, self.joost, self.noor):
            laptop.wire.app = self.server.app

    def everybody_has_the_finding(self) -> None:
        """Look that all hold the same, that nothing is said to be refused, and that the finding is among it."""
        found = [rows(each.database) for each in (self.amina, self.joost, self.noor, self.server)]
        assert all(each == found[0] for each in found)
        assert any("No bulk meters" in row for row in found[0]["finding"])
        assert [reasons(each) for each in (self.amina, self.joost, self.noor)] == [set(), set(), set()]
        assert [refused_at(each.database) for each in (self.amina, self.joost, self.noor, self.server)] == [[]] * 4


def empty_at(database: Database) -> int:
    """Return how many entries a database holds without what they say."""
    with database.look() as connection:
        return len(connection.execute(select(ENTRY.c.name).where(ENTRY.c.payload == b"")).all())


@pytest.fixture
def dumped(tmp_path: Path, new_workspace: Callable[[str], Workspace]) -> Iterator[Callable[[str], Dumped]]:
    """Make a partnership of three of whom Joost has a role."""
    made: list[Dumped] = []

    def make(role: str) -> Dumped:
        made.append(Dumped(tmp_path, new_workspace, role))
        return made[-1]

    yield make
    for each in made:
        each.server.database.close()


@pytest.mark.slow
def test_what_a_restored_server_takes_that_it_had_refused_is_said_to_be_refused_by_nobody_any_more(
    dumped: Callable[[str], Dumped],
) -> None:
    world = dumped("reviewer")
    amina_here, joost_here = together(world.amina, world.joost)
    amina_here.share(joost_here, world.scope)
    world.server.let_join(world.scope, "joost", role="manager")
    find_on(world.joost, world.scope, "No bulk meters")
    amina_here.meet(joost_here)
    assert world.amina.sync().refused == 1
    world.noor.sync()
    assert len(refused_at(world.noor.database)) == 1

    world.restore()
    for laptop in (world.joost, world.amina, world.noor, world.joost, world.amina):
        laptop.sync()

    world.everybody_has_the_finding()
    assert world.amina.sync().requests == 1


def test_however_much_a_restored_server_forgot_to_refuse_one_exchange_settles_all_of_it(
    dumped: Callable[[str], Dumped],
) -> None:
    world = dumped("reviewer")
    world.server.let_join(world.scope, "joost", role="manager")
    many = 2 * MOST_DOUBTED + 10
    for number in range(many):
        find_on(world.joost, world.scope, f"No bulk meters {number}")
    assert world.joost.sync().refused == many
    world.noor.sync()
    assert len(refused_at(world.noor.database)) == many

    world.restore()
    world.joost.sync()
    assert refused_at(world.joost.database) == []
    world.noor.sync()
    assert refused_at(world.noor.database) == []
    world.joost.sync()
    assert [each.sync().requests for each in (world.noor, world.joost)] == [1, 1]


@pytest.mark.parametrize("news", [False, True], ids=["nothing else", "news both ways"])
def test_however_much_a_restored_server_lacks_its_author_brings_all_of_it_in_one_exchange(
    dumped: Callable[[str], Dumped], *, news: bool
) -> None:
    world = dumped("manager")
    for number in range(2 * MOST_DOUBTED + 10):
        find_on(world.joost, world.scope, f"No bulk meters {number}")
    world.joost.sync()
    world.noor.sync()
    world.restore()
    world.noor.sync()
    world.server.let_join(world.scope, "joost")
    if news:
        rate(world.amina, world.scope, 2)
        rate(world.joost, world.scope, 3)
        world.amina.sync()

    world.joost.sync()

    assert empty_at(world.server.database) == 0
    for laptop in (world.noor, world.amina):
        laptop.sync()
    world.everybody_has_the_finding()


def test_what_a_restored_server_lacks_of_a_laptop_that_never_comes_does_not_stand_before_what_others_bring(
    dumped: Callable[[str], Dumped],
) -> None:
    world = dumped("manager")
    world.server.let_join(world.scope, "noor", role="manager")
    of_noor, of_joost = MOST_DOUBTED + 40, 20
    for laptop, many in ((world.noor, of_noor), (world.joost, of_joost)):
        for number in range(many):
            find_on(laptop, world.scope, f"No bulk meters {number}")
        assert laptop.sync().refused == many
    world.amina.sync()
    world.restore()
    world.amina.sync()
    assert empty_at(world.server.database) == of_noor + of_joost

    world.joost.sync()

    assert empty_at(world.server.database) == of_noor


def test_whoever_says_of_everything_that_it_was_refused_makes_the_log_grow_by_each_change_once_at_most(
    dumped: Callable[[str], Dumped],
) -> None:
    world = dumped("reviewer")
    find_on(world.joost, world.scope, "No bulk meters")
    world.joost.sync()

    def names(*where: ColumnElement[bool]) -> list[Name]:
        with world.server.database.look() as connection:
            statement = select(ENTRY.c.name).where(ENTRY.c.scope == world.scope, *where)
            return [Name(name) for name in connection.execute(statement).scalars()]

    def say_all_was_refused() -> None:
        everything = names()
        for start in range(0, len(everything), MOST_DOUBTED):
            named = frozenset(everything[start : start + MOST_DOUBTED])
            said = Message(device=keys_of(world.noor.database).device, doubts={world.scope: named})
            assert ask(world.noor, "POST", "/exchange", encode(said)).status_code == 200

    of_laptops = len(names(ENTRY.c.arrived_from != ""))
    before = len(names())
    say_all_was_refused()
    grown = len(names())
    assert before < grown <= before + of_laptops
    for _time in range(3):
        say_all_was_refused()
    assert len(names()) == grown


@pytest.mark.slow
def test_a_restored_server_takes_back_the_roles_it_had_given_and_taken(dumped: Callable[[str], Dumped]) -> None:
    world = dumped("reviewer")
    world.server.let_join(world.scope, "noor", role="manager")
    world.server.let_join(world.scope, "joost", role="")
    world.amina.sync()

    world.restore()
    world.server.let_join(world.scope, "joost", role="mentor")  # what is decided since stands
    world.amina.sync()
    find_on(world.noor, world.scope, "No bulk meters")

    assert world.noor.sync().refused == 1  # a manager, as before
    world.joost.sync()
    world.amina.sync()
    for laptop in (world.amina, world.joost, world.noor):
        with laptop.database.read() as session:
            assert conflicts.places(session) == []
            roles = {row.role for row in session.exec(pick(Member).where(Member.scope == world.scope))}
        assert roles == {"lead", "manager", "mentor"}


@pytest.mark.parametrize("role_first", [True, False], ids=["the role first", "its author first"])
def test_what_others_brought_a_restored_server_empty_its_author_brings_by_itself(
    dumped: Callable[[str], Dumped], *, role_first: bool
) -> None:
    world = dumped("manager")
    find_on(world.joost, world.scope, "No bulk meters")
    assert world.joost.sync().refused == 1
    world.noor.sync()

    world.restore()
    world.noor.sync()
    with world.server.database.look() as connection:
        assert connection.execute(select(ENTRY.c.payload).where(ENTRY.c.refused != "")).scalars().all() == [b""]
    if role_first:
        world.server.let_join(world.scope, "joost")
        world.joost.sync()
    else:
        world.joost.sync()
        assert len(reasons(world.joost)) == 1
        world.server.let_join(world.scope, "joost")
        world.joost.sync()
    for laptop in (world.noor, world.amina):
        laptop.sync()

    world.everybody_has_the_finding()
    assert world.joost.sync().requests == 1
