"""What was refused for want of a right is taken once the right is given, without anybody's doing, and everywhere."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from sqlalchemy import select

from tests.colleagues import Mate, pair
from tests.servers import Laptop, Server
from tests.sync.mates import together
from tests.sync.ratings import answer, begin_partnership_as, blank, rate, rows, share
from wopfield.domain.acceptance import accept
from wopfield.domain.checklist import SELF
from wopfield.domain.log import Change, Name
from wopfield.store import conflicts
from wopfield.store.database import Database
from wopfield.store.log import add_own, own_logs
from wopfield.store.log_tables import ENTRY
from wopfield.store.tables import Finding
from wopfield.sync import central
from wopfield.sync.protocol import decode, encode

NewLaptop = Callable[[str], Laptop]
NO_ROLE = (
    "Who wrote it has no role in this partnership that writes this.\n"
    "Ask its lead or whoever runs the server for a role that does."
)


def refused_at(database: Database) -> list[Name]:
    """Return the entries that stand refused in a database."""
    with database.look() as connection:
        return [Name(name) for name in connection.execute(select(ENTRY.c.name).where(ENTRY.c.refused != "")).scalars()]


def reasons(laptop: Laptop) -> set[str]:
    """Return why what a laptop shows as refused was refused."""
    with laptop.database.read() as session:
        return {each.reason for each in central.refused(session)}


def find_on(laptop: Laptop, scope: str, *texts: str) -> None:
    """Write one finding again and again."""
    for text in texts:
        with laptop.database.change(laptop.person) as editor:
            editor.take(Finding(scope=scope, id="f")).text = text


def write_over(laptop: Laptop, scope: str, text: str) -> None:
    """Write another text in the place of the one that the finding shows."""
    with laptop.database.change(laptop.person) as editor:
        shown = editor.session.get(Finding, (scope, "f"))
        assert shown is not None
        editor.take(shown).text = text


def test_what_a_colleague_brought_of_somebody_who_became_a_member_later_comes_to_all(
    new_laptop: NewLaptop, server: Server
) -> None:
    amina, joost, noor = map(new_laptop, ("amina", "joost", "noor"))
    scope = share(amina, noor, server=server)
    amina_here, joost_here = together(amina, joost)
    amina_here.share(joost_here, scope)
    amina_here.meet(joost_here)
    find_on(joost, scope, "No bulk meters", "No bulk meters at the works")
    rate(joost, scope, 3)
    amina_here.meet(joost_here)
    assert amina.sync().refused == 3
    noor.sync()
    assert len(refused_at(noor.database)) == len(refused_at(server.database)) == 3
    find_on(joost, scope, "No bulk meters at either works")  # he never heard of it, and goes on

    server.let_join(scope, "joost")
    for laptop in (joost, amina, noor, joost):
        laptop.sync()

    assert [refused_at(each.database) for each in (amina, joost, noor)] == [[], [], []]
    assert rows(amina.database) == rows(joost.database) == rows(noor.database) == rows(server.database)
    assert reasons(amina) == reasons(joost) == set()
    with noor.database.read() as session:
        found = session.get(Finding, (scope, "f"))
    assert found is not None
    assert (found.text, found.open) == ("No bulk meters at either works", "")


def test_what_is_still_not_allowed_stays_refused_with_its_reason(new_laptop: NewLaptop, server: Server) -> None:
    amina, teresa = new_laptop("amina"), new_laptop("teresa")
    scope = share(amina, teresa, server=server, role="manager")
    find_on(teresa, scope, "No bulk meters")
    with teresa.database.change(teresa.person) as editor:
        editor.take(blank(scope, rater=SELF)).comment = "We are better."
    assert teresa.sync().refused == 2

    server.let_join(scope, "teresa", role="mentee")
    for laptop in (amina, teresa, amina):
        laptop.sync()

    assert answer(amina.database).comment == "We are better."
    assert reasons(teresa) == {NO_ROLE}
    assert len(refused_at(amina.database)) == 1


def lead_manager_and_reviewer(new_laptop: NewLaptop, server: Server) -> tuple[str, Laptop, Laptop, Laptop]:
    """Let three share a partnership; what the second writes of findings a server refuses."""
    amina, teresa, noor = map(new_laptop, ("amina", "teresa", "noor"))
    scope = share(amina, teresa, server=server, role="manager")
    server.let_join(scope, "noor")
    for laptop in (noor, amina, noor):
        laptop.sync()
    return scope, amina, teresa, noor


def test_what_came_from_its_author_and_the_server_refuses_counts_on_no_laptop_but_the_authors(
    new_laptop: NewLaptop, server: Server
) -> None:
    scope, amina, teresa, noor = lead_manager_and_reviewer(new_laptop, server)
    amina_here, teresa_here = together(amina, teresa)
    find_on(teresa, scope, "No bulk meters", "No bulk meters at the works")
    amina_here.meet(teresa_here)
    assert amina.sync().touched >= {"finding"}
    noor.sync()

    assert rows(amina.database) == rows(noor.database) == rows(server.database)
    with amina.database.read() as session:
        (told,) = central.refused(session)  # what replaced it tells of the other as well
    assert (told.reason, told.by, told.offerable, told.here) == (NO_ROLE, "", False, False)
    assert [edit.values["text"] for edit in told.edits] == ["No bulk meters at the works"]
    assert reasons(noor) == set()
    teresa.sync()
    with teresa.database.read() as session:
        assert session.get(Finding, (scope, "f")) is not None
    amina_here.meet(teresa_here)
    assert rows(amina.database) == rows(noor.database)

    server.let_join(scope, "teresa", role="reviewer")
    for laptop in (teresa, amina, noor):
        laptop.sync()
    assert rows(amina.database) == rows(teresa.database) == rows(noor.database) == rows(server.database)
    assert reasons(amina) == reasons(teresa) == set()


def test_what_was_written_over_something_that_the_server_refuses_stands_alike_everywhere(
    new_laptop: NewLaptop, server: Server
) -> None:
    scope, amina, teresa, noor = lead_manager_and_reviewer(new_laptop, server)
    amina_here, teresa_here = together(amina, teresa)
    find_on(amina, scope, "Few bulk meters")
    for laptop in (amina, teresa):
        laptop.sync()
    write_over(teresa, scope, "No bulk meters")
    amina_here.meet(teresa_here)
    write_over(amina, scope, "Bulk meters lack at the works")

    for laptop in (amina, noor):
        laptop.sync()

    assert rows(amina.database) == rows(noor.database) == rows(server.database)
    assert reasons(amina) == set()
    with noor.database.read() as session:
        (place,) = conflicts.places(session)  # hers stands beside what it had not replaced there
        found = conflicts.find(session, place)
    assert found is not None
    assert {values["text"] for values in found.registers[0].said} == {
        "Few bulk meters",
        "Bulk meters lack at the works",
    }


def test_a_laptop_that_leaves_its_server_takes_back_what_that_server_refused(
    new_laptop: NewLaptop, server: Server
) -> None:
    amina, teresa = new_laptop("amina"), new_laptop("teresa")
    scope = share(amina, teresa, server=server, role="manager")
    amina_here, teresa_here = together(amina, teresa)
    find_on(teresa, scope, "No bulk meters")
    amina_here.meet(teresa_here)
    amina.sync()
    with amina.database.read() as session:
        assert session.get(Finding, (scope, "f")) is None

    central.disconnect(amina.database)

    assert rows(amina.database) == rows(teresa.database)
    assert reasons(amina) == set()


def test_an_author_hears_from_the_server_what_a_colleague_brought_in_vain(
    new_laptop: NewLaptop, server: Server
) -> None:
    amina, teresa = new_laptop("amina"), new_laptop("teresa")
    scope = share(amina, teresa, server=server, role="manager")
    amina_here, teresa_here = together(amina, teresa)
    find_on(teresa, scope, "No bulk meters")
    amina_here.meet(teresa_here)
    assert amina.sync().refused == 1
    assert reasons(amina) == {NO_ROLE}  # not hers: Teresa's
    assert reasons(teresa) == set()

    teresa.sync()
    assert teresa.sync().requests == 1
    assert reasons(teresa) == {NO_ROLE}

    server.let_join(scope, "teresa", role="reviewer")
    teresa.sync()
    assert reasons(teresa) == set()


def test_what_a_server_refused_is_not_said_to_be_refused_by_a_colleague_who_has_it_from_there_too(
    new_laptop: NewLaptop, server: Server
) -> None:
    amina, joost, noor = map(new_laptop, ("amina", "joost", "noor"))
    scope = share(amina, joost, noor, server=server, role="manager")
    amina_here, noor_here = together(amina, noor)
    amina_here.meet(noor_here)
    find_on(joost, scope, "No bulk meters")
    for laptop in (joost, amina, noor):
        laptop.sync()

    assert amina_here.meet(noor_here).refused == 0
    assert reasons(amina) == set()

    server.let_join(scope, "joost")
    joost.sync(), noor.sync()
    amina_here.meet(noor_here)
    assert rows(amina.database) == rows(noor.database)


def test_two_of_a_utility_may_say_in_any_order_what_they_think_of_themselves(
    new_laptop: NewLaptop, server: Server
) -> None:
    amina, teresa, pavel = map(new_laptop, ("amina", "teresa", "pavel"))
    scope = share(amina, teresa, pavel, server=server, role="mentee")
    teresa_here, pavel_here = together(teresa, pavel)
    with teresa.database.change(teresa.person) as editor:
        editor.take(blank(scope, rater=SELF)).level = 2
    teresa_here.meet(pavel_here)
    with pavel.database.change(pavel.person) as editor:
        editor.take(answer(pavel.database)).comment = "Since last year."
    with pavel.database.look() as connection:
        (his,) = (log for scoped, log in own_logs(connection) if scoped == scope)

    pavel.wire.tamper = partial(only, his)
    assert pavel.sync().refused == 1
    pavel.wire.tamper = bytes
    for laptop in (pavel, teresa, pavel, teresa, amina):
        laptop.sync()

    assert refused_at(server.database) == []
    assert reasons(pavel) == reasons(teresa) == set()
    assert rows(amina.database) == rows(teresa.database) == rows(pavel.database) == rows(server.database)


def test_nobody_but_the_server_accepts_what_it_refused(new_laptop: NewLaptop, server: Server) -> None:
    amina, teresa = new_laptop("amina"), new_laptop("teresa")
    scope = share(amina, teresa, server=server, role="manager")
    find_on(teresa, scope, "No bulk meters")
    teresa.sync()
    with server.database.look() as connection:
        statement = select(ENTRY.c.name, ENTRY.c.payload).where(ENTRY.c.refused != "")
        name, payload = connection.execute(statement).one()
    for forger in (amina, teresa):
        with forger.database.write() as connection:
            edits = (accept(Name(name), bytes(payload)),)
            add_own(connection, scope, Change("2026-11-23T10:00:00+00:00", forger.person, edits))
        forger.sync()

    assert name in refused_at(server.database)
    assert reasons(amina) == {"Only the server accepts what it refused."}
    assert "Only the server accepts what it refused." in reasons(teresa)


def test_laptops_that_shared_before_they_knew_a_server_come_to_the_same_there(
    new_mate: Callable[[str], Mate], server: Server
) -> None:
    amina_here, joost_here = new_mate("amina"), new_mate("joost")
    scope = begin_partnership_as(amina_here.database, amina_here.person)
    pair(amina_here, joost_here)
    amina_here.share(joost_here, scope)
    amina_here.meet(joost_here)
    amina, joost = (Laptop(each.name, each.workspace, server.wire(), each.person) for each in (amina_here, joost_here))
    find_on(joost, scope, "No bulk meters")
    amina_here.meet(joost_here)
    for laptop in (joost, amina):
        server.account(laptop.name)
        laptop.connect(server)
    assert amina.sync().refused == 1

    server.let_join(scope, "joost")
    for laptop in (joost, amina, joost):
        laptop.sync()

    assert refused_at(server.database) == []
    assert reasons(amina) == reasons(joost) == set()
    assert rows(amina.database) == rows(joost.database) == rows(server.database)


def only(log: str, body: bytes) -> bytes:
    """Return a message with nothing of any log but one."""
    message = decode(body)
    return encode(replace(message, chunks=tuple(chunk for chunk in message.chunks if chunk.log == log)))
