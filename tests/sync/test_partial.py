"""A laptop holds only the partnerships its people belong to."""

from collections.abc import Callable

from sqlalchemy import select

from tests.servers import Laptop, Server
from wopfield.store import partnerships, utilities
from wopfield.store.log_tables import ENTRY
from wopfield.store.rows import COMMONS, table
from wopfield.store.tables import Partnership


def begun(laptop: Laptop, mentee: str) -> str:
    """Begin a partnership, and return its scope."""
    with laptop.database.change(laptop.person) as editor:
        mentor, other = (utilities.add(editor, name=name) for name in ("Delta Water", mentee))
        return partnerships.add(editor, mentor=mentor.id, mentee=other.id).id


def held(laptop: Laptop) -> set[str]:
    """Return the scopes of all entries on a laptop."""
    with laptop.database.look() as connection:
        return set(connection.execute(select(ENTRY.c.scope).distinct()).scalars())


def test_a_laptop_holds_its_own_partnerships_and_what_everybody_shares(
    new_laptop: Callable[[str], Laptop], server: Server
) -> None:
    amina, joost = new_laptop("amina"), new_laptop("joost")
    marowe, rutale = begun(amina, "Marowe"), begun(amina, "Rutale")
    amina.sync()
    joost.sync()
    assert held(joost) == {COMMONS}

    server.let_join(marowe, "joost")
    joost.sync()

    assert held(joost) == {COMMONS, marowe}
    with joost.database.look() as connection:
        assert list(connection.execute(select(table(Partnership).c.id)).scalars()) == [marowe]
    assert rutale in held(amina)
    assert not any(rutale.encode() in body for body in joost.wire.bodies)
