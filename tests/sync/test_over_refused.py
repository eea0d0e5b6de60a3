"""Whoever wrote over something that a server refuses since is told why what stood before it is asked about."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from tests.servers import Laptop, Server
from tests.sync.mates import together
from tests.sync.ratings import answer, rate, share
from wopfield.store import conflicts
from wopfield.store.conflicts import Conflict
from wopfield.store.database import Database
from wopfield.store.tables import Answer

NO_ROLE = "Who wrote it has no role in this partnership that writes this."
NewLaptop = Callable[[str], Laptop]


def asked(database: Database) -> Conflict:
    with database.read() as session:
        (place,) = conflicts.places(session)
        found = conflicts.find(session, place)
    assert found is not None
    return found


@pytest.fixture
def three(new_laptop: NewLaptop, server: Server) -> tuple[Laptop, Laptop, Laptop]:
    """Amina and Noor of one partnership; what Joost writes in it, who may no more, came to Amina alone, who went on."""
    amina, joost, noor = (new_laptop(name) for name in ("amina", "joost", "noor"))
    scope = share(amina, noor, joost, server=server)
    rate(noor, scope, 1)
    for laptop in (noor, joost, amina):
        laptop.sync()
    server.let_join(scope, "joost", role="manager")
    amina_here, joost_here = together(amina, joost)
    amina_here.share(joost_here, scope)
    rate(joost, scope, 2, shown=answer(joost.database))
    amina_here.meet(joost_here)
    rate(amina, scope, 3, shown=answer(amina.database))
    return amina, joost, noor


def test_whoever_wrote_over_what_is_refused_hears_whose_it_was_and_why(
    three: tuple[Laptop, Laptop, Laptop],
) -> None:
    amina, _joost, _noor = three

    assert amina.sync().refused == 1

    found = asked(amina.database)
    (over,) = found.over
    assert found.sides[over.column].here
    assert (over.name, over.reason.partition("\n")[0]) == ("joost", NO_ROLE)
    with amina.database.read() as session:
        assert session.exec(select(Answer)).one().level in (1, 3)


def test_who_never_had_what_was_refused_hears_that_something_was(three: tuple[Laptop, Laptop, Laptop]) -> None:
    amina, _joost, noor = three
    amina.sync()
    noor.sync()

    found = asked(noor.database)

    (over,) = found.over
    assert not found.sides[over.column].here
    assert (over.name, over.reason.partition("\n")[0]) == ("", NO_ROLE)
