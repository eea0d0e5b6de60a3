"""Each change says where it is confirmed to be, and every exchange leaves a line that can be read."""

from collections.abc import Callable

import pytest

from tests.colleagues import Mate, own, pair
from tests.servers import Laptop, Server
from tests.sync.ratings import rate, share
from wopfield.errors import CannotReach
from wopfield.store import exchange_log, exchanges, partnerships, utilities
from wopfield.store.database import Database
from wopfield.store.exchange_log import Past
from wopfield.store.history import history
from wopfield.store.tables import Finding
from wopfield.sync import central
from wopfield.sync.central import Step
from wopfield.sync.sharing import waiting_for


def begun(database: Database, person: str) -> str:
    """Begin a partnership, and return its scope."""
    with database.change(person) as editor:
        mentor, mentee = (utilities.add(editor, name=name) for name in ("Delta Water", "Marowe"))
        return partnerships.add(editor, mentor=mentor.id, mentee=mentee.id).id


def laptops_with(database: Database, scope: str) -> set[tuple[str, ...]]:
    """Return on which colleagues' laptops the changes of a partnership are known to be."""
    with database.read() as session:
        return {past.on_laptops for past in history(session, scope, [("partnership", scope)])}


def told(database: Database) -> Past:
    """Return the newest exchange that was noted."""
    with database.look() as connection:
        return exchange_log.past_exchanges(connection)[0]


def test_a_change_is_on_a_colleagues_laptop_once_that_has_said_so(new_mate: Callable[[str], Mate]) -> None:
    amina, joost = new_mate("amina"), new_mate("joost")
    pair(amina, joost)
    scope = begun(amina.database, amina.person)
    amina.share(joost, scope)
    assert laptops_with(amina.database, scope) == {()}

    amina.tamper = lambda _body: b""
    with pytest.raises(CannotReach):
        amina.meet(joost)
    assert laptops_with(amina.database, scope) == {()}

    amina.tamper = bytes
    amina.meet(joost)
    assert laptops_with(amina.database, scope) == {("joost’s laptop",)}


def test_what_waits_for_the_server_may_be_safe_with_a_colleague(new_mate: Callable[[str], Mate]) -> None:
    amina, joost = new_mate("amina"), new_mate("joost")
    pair(amina, joost)
    scope = begun(amina.database, amina.person)
    amina.share(joost, scope)
    amina.meet(joost)
    with amina.database.change(amina.person) as editor:
        utilities.add(editor, name="Rijnmeer")
    with amina.database.look() as connection:
        waits = sum(count for _scope, _noun, count in exchanges.waiting(connection, "server"))
        alone = exchanges.waiting(connection, "server", own(joost))
    assert waits > 3
    assert [(noun, count) for _scope, noun, count in alone] == [("utility", 1)]


def test_a_colleagues_laptop_is_never_said_to_lack_what_was_written_on_it(new_mate: Callable[[str], Mate]) -> None:
    amina, joost, samuel = (new_mate(name) for name in ("amina", "joost", "samuel"))
    for one, other in ((amina, joost), (joost, samuel), (amina, samuel)):
        pair(one, other)
    scope = begun(amina.database, amina.person)
    for one, others in ((amina, (joost, samuel)), (joost, (samuel, amina)), (samuel, (joost, amina))):
        for other in others:
            one.share(other, scope)
    for one, other in ((amina, samuel), (samuel, joost), (joost, amina)):
        one.meet(other)

    def lacking() -> int:
        with amina.database.look() as connection:
            return waiting_for(connection, own(samuel))

    before = lacking()
    for number in range(3):
        with samuel.database.change(samuel.person) as editor:
            editor.add(Finding(scope=scope, kind="gap", text=f"Written by Samuel, {number}"))
    samuel.meet(joost), joost.meet(amina)
    assert lacking() == before
    with amina.database.change(amina.person) as editor:
        editor.add(Finding(scope=scope, kind="gap", text="Written by Amina"))
    assert lacking() == before + 1


def test_every_exchange_leaves_a_line_about_who_what_and_how_it_ended(
    new_laptop: Callable[[str], Laptop], server: Server
) -> None:
    amina = new_laptop("amina")
    begun(amina.database, amina.person)
    outcome = amina.sync()
    past = told(amina.database)
    assert (past.way, past.called, past.sent, past.reached) == ("server", "server", outcome.sent, True)

    amina.wire.faults += ["lost"] * 3
    with pytest.raises(CannotReach):
        amina.sync()
    past = told(amina.database)
    assert (past.sent, past.reached) == (0, False)
    assert "cannot be reached" in past.outcome


def test_sharing_with_a_colleague_is_noted_by_what_the_laptop_is_called(new_mate: Callable[[str], Mate]) -> None:
    amina, joost = new_mate("amina"), new_mate("joost")
    pair(amina, joost)
    amina.meet(joost)
    past = told(amina.database)
    assert (past.way, past.called) == ("laptop", "joost’s laptop")


def test_when_the_server_was_last_reached_is_known_however_often_colleagues_were_met_since(
    new_laptop: Callable[[str], Laptop], server: Server
) -> None:
    amina = new_laptop("amina")
    begun(amina.database, amina.person)
    amina.sync()
    with amina.database.read() as session:
        before = central.status(session)
    with amina.database.write() as connection:
        for number in range(300):
            at = f"2026-11-23T10:00:00.{number:06}+00:00"
            exchange_log.note_exchange(connection, Past(at, "joost", 0, 0, "0.1", ""))
    with amina.database.read() as session:
        after = central.status(session)
    assert before.last_contact
    assert (after.last_contact, after.reached) == (before.last_contact, True)


def test_what_only_this_laptop_holds_is_on_the_server_before_anything_is_taken_from_it(
    new_laptop: Callable[[str], Laptop], server: Server
) -> None:
    amina, joost = new_laptop("amina"), new_laptop("joost")
    scope = share(amina, joost, server=server)
    rate(joost, scope, 1)
    joost.sync()
    for number in range(6):
        with amina.database.change(amina.person) as editor:
            editor.add(Finding(scope=scope, text=f"Finding {number}: " + "leak " * 60_000))
    steps: list[Step] = []

    central.sync_now(amina.database, progress=steps.append, make_transport=lambda: amina.wire)

    assert [step.to_send for step in steps if step.sent and step.to_send], "it came in several pages"
    assert {step.to_send for step in steps if step.received} == {0}
