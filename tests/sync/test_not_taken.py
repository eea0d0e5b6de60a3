"""What a laptop itself does not take is shown there and told to whoever wrote it, until it is taken."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bundles import Traveller
from tests.colleagues import Mate, pair
from tests.servers import Laptop, Server
from tests.sync.ratings import begin_partnership_as, blank, rows
from wopfield.store import exchange_log, kept
from wopfield.store.database import Database
from wopfield.sync import standing
from wopfield.sync.standing import Quarantined

NewMate = Callable[[str], Mate]
JO = "0b9cbe53-5d3f-4b5c-9f8e-6a8e7f0f2b11"
FORGED = "It was written in somebody else’s name."


def refused(database: Database) -> list[Quarantined]:
    """Return what the Sync centre of a laptop lists as refused."""
    with database.read() as session:
        return standing.refused(session)


def forged(new_mate: NewMate) -> tuple[Mate, Mate, str]:
    """Two laptops that met, on the second of which something was written in a name it never had."""
    amina, joost = new_mate("amina"), new_mate("joost")
    scope = begin_partnership_as(amina.database, amina.person)
    pair(amina, joost)
    amina.share(joost, scope)
    amina.meet(joost)
    with joost.database.change(JO) as editor:
        editor.take(blank(scope)).level = 2
    return amina, joost, scope


@pytest.mark.slow
def test_whoever_asks_and_does_not_take_something_shows_it_and_tells_whose_it_is(new_mate: NewMate) -> None:
    amina, joost, _scope = forged(new_mate)

    outcome = amina.meet(joost)

    assert [each.reason for each in outcome.refused_here] == [FORGED]
    (at_hers,), (at_his,) = refused(amina.database), refused(joost.database)
    assert (at_hers.reason, at_hers.here, at_hers.by) == (FORGED, True, "joost’s laptop")
    assert (at_his.reason, at_his.here, at_his.by) == (FORGED, False, "amina’s laptop")
    with amina.database.look() as connection:
        (past, *_earlier) = exchange_log.past_exchanges(connection)
    assert (past.refused, past.refused_here) == (0, 1)


def test_what_was_refused_is_taken_once_the_laptop_shows_that_it_writes_for_that_person(new_mate: NewMate) -> None:
    amina, joost, scope = forged(new_mate)
    amina.meet(joost)
    with joost.database.write() as connection:
        kept.put(connection, kept.PERSON, JO)
    with joost.database.change(JO) as editor:
        editor.take(blank(scope, "WR02")).level = 3

    outcomes = [amina.meet(joost), joost.meet(amina)]

    assert [(each.refused, each.refused_here) for each in outcomes] == [(0, ()), (0, ())]
    assert refused(amina.database) == refused(joost.database) == []
    assert rows(amina.database) == rows(joost.database)


def test_the_answer_by_stick_says_which_whole_log_was_not_taken_until_it_is(
    traveller: Callable[[str], Traveller], server: Server, new_laptop: Callable[[str], Laptop], tmp_path: Path
) -> None:
    amina = new_laptop("amina")
    scope = begin_partnership_as(amina.database, amina.person)
    amina.sync()  # the server writes its members into the partnership
    joost = traveller("joost")
    here = Traveller("amina", amina.workspace, amina.person, joost.key)
    with joost.database.write() as connection:
        kept.put(connection, "server address", "https://other.example.org")
        kept.put(connection, "server key", "x" * 43)

    here.save(tmp_path / "there.wopf", scope)
    taken = joost.take_in(tmp_path / "there.wopf")
    joost.save(tmp_path / "back.wopf", scope, to=here)
    here.take_in(tmp_path / "back.wopf")

    assert len(taken.refused) == 1
    (told,) = refused(amina.database)
    assert "a server that this laptop does not belong to" in told.reason
    assert (told.by, told.what, told.here) == ("joost’s laptop", "All of a colleague’s entries", False)
    assert [each.here for each in refused(joost.database)] == [True]

    with joost.database.write() as connection:
        kept.put(connection, "server address", "")
    here.save(tmp_path / "again.wopf", scope)
    joost.take_in(tmp_path / "again.wopf")
    joost.save(tmp_path / "once more.wopf", scope, to=here)
    here.take_in(tmp_path / "once more.wopf")

    assert refused(amina.database) == refused(joost.database) == []
    assert rows(amina.database) == rows(joost.database)
