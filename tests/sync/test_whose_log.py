"""A log belongs to the device that seals it: nobody's seal comes to stand on what somebody else entered."""

from collections.abc import Callable

from sqlalchemy import select, update

from tests.colleagues import Mate, pair
from tests.servers import Laptop, Server
from tests.sync.mates import together
from tests.sync.ratings import answer, begin_partnership_as, blank, rate, rows, share
from wopfield.store.database import Database
from wopfield.store.log_tables import LOG
from wopfield.sync import central

NewLaptop = Callable[[str], Laptop]
NewMate = Callable[[str], Mate]


def go_on_in(theirs: Database, forger: Database, scope: str) -> None:
    """Let a forger's next entries stand in the log of somebody else, which came here before."""
    with theirs.look() as connection:
        log = connection.execute(select(LOG.c.log).where(LOG.c.scope == scope, LOG.c.mine)).scalar_one()
    with forger.write() as connection:
        connection.execute(update(LOG).where(LOG.c.scope == scope).values(mine=LOG.c.log == log))


def refused(database: Database) -> list[str]:
    """Return why anything was refused, here or by others."""
    with database.read() as session:
        return [each.reason for each in central.refused(session)]


def enter(mate: Mate, scope: str, level: int, item: str) -> None:
    """Rate one item."""
    with mate.database.change(mate.person) as editor:
        editor.take(blank(scope, item)).level = level


def test_what_a_forger_adds_to_the_log_of_another_takes_nothing_from_those_who_get_both_later(
    new_mate: NewMate,
) -> None:
    amina, eve, teresa, joost = map(new_mate, ("amina", "eve", "teresa", "joost"))
    for one, other in ((amina, eve), (amina, teresa), (eve, teresa), (teresa, joost)):
        pair(one, other)
    scope = begin_partnership_as(amina.database, amina.person)
    for one, other in ((amina, eve), (amina, teresa), (eve, teresa), (teresa, joost)):
        one.share(other, scope)
        other.share(one, scope)
    enter(amina, scope, 3, "WR01")
    amina.meet(eve), amina.meet(teresa)

    go_on_in(amina.database, eve.database, scope)
    enter(eve, scope, 1, "WR02")
    eve.meet(teresa)
    joost.meet(teresa)

    assert refused(joost.database) == []
    assert answer(joost.database).level == 3
    assert rows(joost.database) == rows(teresa.database)


def test_whoever_owns_a_log_that_a_forger_went_on_in_works_on_as_before(new_laptop: NewLaptop, server: Server) -> None:
    amina, eve, joost = (new_laptop(name) for name in ("amina", "eve", "joost"))
    scope = share(amina, eve, joost, server=server)
    rate(amina, scope, 3)
    amina.sync(), eve.sync()
    go_on_in(amina.database, eve.database, scope)
    for number in range(3):
        rate(eve, scope, 1, item=f"WR1{number}")
        eve.sync()

    copied: dict[str, bool] = {}
    for level, item in ((2, "WR20"), (4, "WR21")):
        rate(amina, scope, level, item=item)
        for laptop in (amina, joost, eve, amina, joost):
            copied[laptop.name] = laptop.sync().copied or copied.get(laptop.name, False)

    assert copied == {"amina": False, "joost": False, "eve": True}
    assert rows(amina.database) == rows(joost.database) == rows(server.database)
    assert [answer(joost.database, item).level for item in ("WR01", "WR20", "WR21", "WR12")] == [3, 2, 4, 1]
    assert [refused(laptop.database) for laptop in (amina, joost)] == [[], []]
    assert joost.sync().requests == 1


def test_whoever_brings_the_work_of_another_first_as_if_it_were_theirs_takes_nothing_from_its_author(
    new_laptop: NewLaptop, server: Server
) -> None:
    amina, eve, joost = (new_laptop(name) for name in ("amina", "eve", "joost"))
    scope = share(amina, eve, joost, server=server)
    amina_here, eve_here = together(amina, eve)
    amina_here.share(eve_here, scope)
    eve_here.share(amina_here, scope)
    rate(amina, scope, 3)
    amina_here.meet(eve_here)
    go_on_in(amina.database, eve.database, scope)
    rate(eve, scope, 1, item="WR30")
    assert eve.sync().refused == 1

    amina.sync(), joost.sync()

    assert [refused(laptop.database) for laptop in (amina, joost)] == [[], []]
    assert answer(joost.database).level == 3
    assert rows(amina.database) == rows(joost.database) == rows(server.database)
    assert amina.sync().requests == 1
