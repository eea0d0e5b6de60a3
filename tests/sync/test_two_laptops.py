"""Two laptops and a server: what one enters the other gets, and nothing is lost on the way."""

from collections.abc import Callable

import pytest
from sqlmodel import select as pick

from tests.servers import Laptop, Server
from tests.sync.ratings import answer, begin_partnership, blank, rate, rows, share
from wopfield.store import conflicts
from wopfield.store.state import fingerprint
from wopfield.store.tables import Member, Report

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


@pytest.mark.slow
def test_a_thousand_records_edited_apart_are_a_thousand_questions_and_two_thousand_values_everywhere(
    pair: tuple[Laptop, Laptop, str], server: Server
) -> None:
    amina, joost, scope = pair
    for laptop in pair[:2]:
        with laptop.database.change(laptop.person) as editor:
            for number in range(1000):
                editor.take(blank(scope, f"WR{number:04}")).comment = f"{laptop.name} saw leak {number}."

    for laptop in (amina, joost, amina):
        laptop.sync()

    entered = {f"{laptop.name} saw leak {number}." for laptop in pair[:2] for number in range(1000)}
    for database in (amina.database, joost.database, server.database):
        with database.read() as session:
            open_now = [place for place in conflicts.places(session) if place.scope == scope]
            found = [conflicts.find(session, place) for place in open_now]
        assert len(open_now) == 1000
        assert {values["comment"] for each in found if each for values in each.registers[0].values if values} == entered
    assert rows(amina.database) == rows(joost.database) == rows(server.database)


def test_two_laptops_with_the_same_words_are_told_to_hold_the_same_in_whatever_order_they_were_written(
    pair: tuple[Laptop, Laptop, str],
) -> None:
    amina, joost, scope = pair
    with amina.database.change(amina.person) as editor:
        editor.add(Report(scope=scope, assessment="a", texts={"plan": "All agreed.", "areas": "Ten rose."}))
    for laptop in (amina, joost):
        laptop.sync()
    states = set()
    for laptop in (amina, joost):
        with laptop.database.look() as connection:
            states.add(fingerprint(connection))
    assert len(states) == 1
