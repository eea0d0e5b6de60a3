"""Laptops that meet one another, some in a row, and what is looked at on them."""

from collections.abc import Callable

from sqlmodel import select as pick

from tests.colleagues import Mate, pair
from tests.servers import Laptop, Server
from tests.sync.ratings import begin_partnership_as, blank
from wopfield.server import health
from wopfield.server.app import house_of
from wopfield.store.tables import Member

NewMate = Callable[[str], Mate]


NAMES = ("amina", "joost", "teresa")


def rate(mate: Mate, scope: str, level: int, item: str = "WR01", author: str = "") -> None:
    """Rate one item."""
    with mate.database.change(author or mate.person) as editor:
        editor.take(blank(scope, item)).level = level


def members(mate: Mate, scope: str) -> list[Member]:
    """Return who is a member of a partnership on a laptop."""
    with mate.database.read() as session:
        return list(session.exec(pick(Member).where(Member.scope == scope)))


def three(new_mate: NewMate) -> tuple[Mate, Mate, Mate, str]:
    """Three laptops in a row: the first and the last never met."""
    amina, joost, teresa = map(new_mate, NAMES)
    pair(amina, joost)
    pair(joost, teresa)
    scope = begin_partnership_as(amina.database, amina.person)
    amina.share(joost, scope)
    joost.share(teresa, scope)
    return amina, joost, teresa, scope


def refused_on(server: Server) -> list[str]:
    """Return why the server's page of syncing says that it refuses something."""
    found = house_of(server.app).look(lambda connection: health.look(connection, server.database.clock(), None))
    return [each.reason for each in found.refused]


def together(*laptops: Laptop) -> list[Mate]:
    """Return laptops as they meet one another, each knowing all others."""
    mates = [Mate(each.name, each.workspace, each.person) for each in laptops]
    for number, mate in enumerate(mates):
        for other in mates[number + 1 :]:
            pair(mate, other)
    return mates
