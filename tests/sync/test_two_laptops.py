"""Two laptops and a server: what one enters the other gets, and nothing is lost on the way."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlmodel import select as pick

from tests.servers import Laptop, Server
from wopfield.store import partnerships, utilities
from wopfield.store.database import Database
from wopfield.store.log_tables import CONFLICT, EDIT
from wopfield.store.rows import table
from wopfield.store.tables import NOUNS, Answer, Member, answer_id

NewLaptop = Callable[[str], Laptop]


def begin_partnership(laptop: Laptop) -> str:
    """Begin a partnership as the person of a laptop, and return its scope."""
    with laptop.database.change(laptop.person) as editor:
        mentor, mentee = (utilities.add(editor, name=name) for name in ("Delta Water", "Marowe"))
        return partnerships.add(editor, mentor=mentor.id, mentee=mentee.id).id


def rate(laptop: Laptop, scope: str, level: int, item: str = "WR01", shown: Answer | None = None) -> Answer:
    """Rate one item as somebody who looks at ``shown``, and return the row as it then stands."""
    fresh = Answer(scope=scope, id=answer_id("a", item, "team"), assessment="a", item=item, rater="team")
    with laptop.database.change(laptop.person) as editor:
        editor.take(shown or fresh).level = level
    return answer(laptop.database, item)


def answer(database: Database, item: str = "WR01") -> Answer:
    """Return the answer to an item as a screen would read it."""
    with database.read() as session:
        return session.exec(pick(Answer).where(Answer.item == item)).one()


def rows(database: Database) -> dict[str, list[str]]:
    """Return everything that is laid out, in one order."""
    with database.look() as connection:
        laid: dict[str, list[str]] = {
            noun: sorted(map(repr, connection.execute(select(table(model))))) for noun, model in NOUNS.items()
        }
        laid["conflict"] = sorted(map(repr, connection.execute(select(CONFLICT))))
        laid["heads"] = sorted(map(repr, connection.execute(select(EDIT).where(EDIT.c.status == 0))))
        return laid


@pytest.fixture
def pair(new_laptop: NewLaptop, server: Server) -> tuple[Laptop, Laptop, str]:
    """Two laptops that share a partnership through the server."""
    amina, joost = new_laptop("amina"), new_laptop("joost")
    scope = begin_partnership(amina)
    amina.sync()
    server.let_join(scope, "joost")
    joost.sync()
    amina.sync()
    joost.sync()
    return amina, joost, scope


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


def test_what_one_enters_the_other_gets(pair: tuple[Laptop, Laptop, str], server: Server) -> None:
    amina, joost, scope = pair
    rate(amina, scope, 3)

    sent, received = amina.sync(), joost.sync()

    assert (sent.sent, received.received) == (1, 1)
    assert answer(joost.database).level == 3
    assert rows(amina.database) == rows(joost.database) == rows(server.database)


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
