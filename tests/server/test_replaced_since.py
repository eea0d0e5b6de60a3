"""A refused change that others have replaced since stays listed for its author, until they take it off the list."""

from collections.abc import Callable

from tests.laptops import pass_on
from tests.servers import Laptop, Server
from tests.sync.ratings import answer, rate, rows, share
from wopfield.store import conflicts
from wopfield.sync import central, standing
from wopfield.sync.standing import Quarantined

NewLaptop = Callable[[str], Laptop]


def refused(laptop: Laptop) -> list[Quarantined]:
    """Return what the Sync centre lists as refused."""
    with laptop.database.read() as session:
        return central.refused(session)


def test_what_was_refused_and_is_settled_otherwise_stays_listed_until_its_author_takes_it_off(
    server: Server, new_laptop: NewLaptop
) -> None:
    lead, teresa, joost = map(new_laptop, ("lead", "teresa", "joost"))
    scope = share(lead, teresa, server=server)
    rate(lead, scope, 1)
    lead.sync(), teresa.sync()
    server.let_join(scope, "joost", role="manager")
    joost.sync()
    rate(joost, scope, 2, shown=answer(joost.database))
    pass_on(joost.database, teresa.database)
    rate(teresa, scope, 5, shown=answer(teresa.database))
    teresa.sync(), joost.sync(), lead.sync()
    with lead.database.read() as session:
        (place,) = conflicts.places(session)
        conflict = conflicts.find(session, place)
    assert conflict is not None
    (register,) = conflict.registers
    value = next(each for each in register.values if each and each["level"] == 1)
    with lead.database.change(lead.person) as editor:
        conflicts.settle(editor, conflict, {register.register: value})
    lead.sync()
    for _time in range(3):
        joost.sync()
        (told,) = refused(joost)
        assert (told.replaced, told.offerable) == (True, False)
    assert standing.save_refused(joost.database, joost.workspace.folder / "refused.json") == 1
    standing.take_off(joost.database, told.refusal)
    joost.sync()
    assert refused(joost) == []
    teresa.sync()
    assert rows(joost.database) == rows(teresa.database) == rows(lead.database) == rows(server.database)
