"""Two laptops and a server: what one enters the other gets, and nothing is lost on the way."""

from collections.abc import Callable

import pytest
from sqlmodel import select as pick

from tests.servers import Laptop, Server
from tests.sync.ratings import answer, begin_partnership, rate, rows, share
from wopfield.store.tables import Member

NewLaptop = Callable[[str], Laptop]

# These run on PostgreSQL each time; the others do when all tests are asked for.
pytestmark = pytest.mark.parametrize("server", ["sqlite", "postgres"], indirect=True)


@pytest.fixture
def pair(new_laptop: NewLaptop, server: Server) -> tuple[Laptop, Laptop, str]:
    """Two laptops that share a partnership through the server."""
    amina, joost = new_laptop("amina"), new_laptop("joost")
    return amina, joost, share(amina, joost, server=server)


def test_a_partnership_begun_on_a_laptop_is_opened_on_the_server_with_its_maker_as_lead(
    new_laptop: NewLaptop, server: Server
) -> None:
    amina = new_laptop("amina")
    scope = begin_partnership(amina)

    outcome = amina.sync()

    with amina.database.read() as session:
        (member,) = session.exec(pick(Member)).all()
    assert (member.scope, member.person, member.role) == (scope, amina.person, "lead")
    assert outcome.refused == 0
    assert rows(amina.database) == rows(server.database)


def test_two_who_rate_the_same_answer_apart_both_see_it_was_changed_in_two_places(
    pair: tuple[Laptop, Laptop, str], server: Server
) -> None:
    amina, joost, scope = pair
    rate(amina, scope, 3)
    rate(joost, scope, 1)

    for laptop in (amina, joost, amina):
        laptop.sync()

    assert answer(amina.database).is_open("rating")
    assert rows(amina.database) == rows(joost.database) == rows(server.database)
