"""Laptops with and without a server meet: what a server said is believed, what somebody made up is not."""

from dataclasses import replace

from sqlalchemy import select

from tests.colleagues import Mate, own, pair
from tests.servers import ADDRESS, SECRET, Server, Wire
from tests.sync.mates import NAMES, NewMate, members, rate, refused_on, three
from tests.sync.ratings import answer, begin_partnership_as, evidence_file, rows
from wopfield.server import admin
from wopfield.store import colleagues, partnerships
from wopfield.store.log_tables import ENTRY
from wopfield.store.rows import COMMONS
from wopfield.store.tables import Member
from wopfield.sync import central
from wopfield.sync.device import keys_of
from wopfield.sync.protocol import decode, encode
from wopfield.sync.signing import certify, new_keys
from wopfield.sync.trust import rules_of


def test_what_a_server_refused_is_passed_on_by_name_with_the_servers_own_word(
    new_mate: NewMate, server: Server
) -> None:
    amina, joost, teresa = map(new_mate, NAMES)
    scope = begin_partnership_as(amina.database, amina.person)
    wire = server.wire()
    for mate in (amina, joost):
        server.account(mate.name)
        central.connect(mate.database, ADDRESS, f"{mate.name}@example.org", SECRET, mate.name, lambda: wire)
    central.sync_now(amina.database, make_transport=lambda: wire)
    rate(amina, scope, 4, author=teresa.person)
    rate(amina, scope, 2, item="WR02")
    assert central.sync_now(amina.database, make_transport=lambda: wire).refused == 1
    admin.add_member(server.database, scope, "joost@example.org", "reviewer")
    central.sync_now(joost.database, make_transport=lambda: wire)
    pair(joost, teresa)
    pair(amina, teresa)
    joost.share(teresa, scope)

    assert joost.meet(teresa).refused == 0  # teresa knows no server, and takes the word of the one joost brings

    assert rows(joost.database) == rows(teresa.database)
    assert answer(teresa.database, "WR02").level == 2
    for mate in (joost, teresa):
        with mate.database.look() as connection:
            kept = connection.execute(select(ENTRY.c.payload).where(ENTRY.c.refused != "")).scalars().all()
        assert list(map(bytes, kept)) == [b""]


def test_who_enrols_later_brings_the_work_of_those_who_do_and_the_rest_waits(new_mate: NewMate, server: Server) -> None:
    amina, joost, _teresa, scope = three(new_mate)
    amina.meet(joost)
    rate(joost, scope, 3)
    rate(amina, scope, 1, item="WR02")
    amina.meet(joost)
    wires = {mate.name: server.wire() for mate in (amina, joost)}

    def enrol(mate: Mate) -> None:
        server.account(mate.name)
        email = f"{mate.name}@example.org"
        central.connect(mate.database, ADDRESS, email, SECRET, mate.name, lambda: wires[mate.name])

    def sync(mate: Mate) -> int:
        return central.sync_now(mate.database, make_transport=lambda: wires[mate.name]).refused

    enrol(amina)
    assert sync(amina) > 0
    with amina.database.read() as session:
        assert any("never signed in" in each.reason for each in central.refused(session))
        status = central.status(session)
    assert status.waiting > 0
    assert refused_on(server)
    enrol(joost)
    admin.add_member(server.database, scope, "joost@example.org", "reviewer")

    assert sync(amina) == 0
    assert sync(joost) == 0
    sync(amina)

    assert refused_on(server) == []
    assert rows(amina.database) == rows(joost.database) == rows(server.database)
    with amina.database.read() as session:
        assert central.status(session).waiting == 0
    assert amina.meet(joost).refused == 0
    assert amina.meet(joost).requests == 1


def test_whoever_enrols_before_they_are_a_member_is_told_what_the_server_does_not_take(
    new_mate: NewMate, server: Server
) -> None:
    amina, _joost, scope, wire = two_of_a_server(new_mate, server)
    teresa = new_mate("teresa")
    pair(amina, teresa)
    with amina.database.change(amina.person) as editor:
        editor.add(evidence_file(scope, b"a pump", amina.files.put(b"a pump")))
    amina.share(teresa, scope)
    amina.meet(teresa)
    server.account("teresa")
    central.connect(teresa.database, ADDRESS, "teresa@example.org", SECRET, "teresa", lambda: wire)
    teresa.files.put(b"a pump")

    outcome = central.sync_now(teresa.database, teresa.files, make_transport=lambda: wire)

    assert outcome.refused == 1
    with teresa.database.read() as session:
        (refused,) = central.refused(session)
        assert (refused.refusal.scope, refused.by, central.status(session).reached) == (scope, "", True)
    admin.add_member(server.database, scope, "teresa@example.org", "reviewer")
    assert central.sync_now(teresa.database, teresa.files, make_transport=lambda: wire).refused == 0


def two_of_a_server(new_mate: NewMate, server: Server) -> tuple[Mate, Mate, str, Wire]:
    """Two laptops enrolled at a server, and a partnership there of which both are members by its word."""
    amina, joost = map(new_mate, NAMES[:2])
    scope = begin_partnership_as(amina.database, amina.person)
    wire = server.wire()
    for mate in (amina, joost):
        server.account(mate.name)
        central.connect(mate.database, ADDRESS, f"{mate.name}@example.org", SECRET, mate.name, lambda: wire)
    central.sync_now(amina.database, make_transport=lambda: wire)
    admin.add_member(server.database, scope, "joost@example.org", "reviewer")
    return amina, joost, scope, wire


def test_members_by_the_servers_word_share_without_being_asked(new_mate: NewMate, server: Server) -> None:
    amina, joost, scope, wire = two_of_a_server(new_mate, server)
    teresa = new_mate("teresa")
    central.sync_now(amina.database, make_transport=lambda: wire)
    pair(amina, joost)
    pair(amina, teresa)
    pair(joost, teresa)

    amina.meet(teresa), amina.meet(joost)

    assert rows(amina.database) == rows(joost.database)
    with teresa.database.read() as session:
        assert partnerships.every(session) == []
    joost.share(teresa, scope)
    assert joost.meet(teresa).refused == 0  # the server's own entries too, though teresa knows no server
    assert rows(joost.database) == rows(teresa.database)


def through_the_server(new_mate: NewMate, server: Server) -> tuple[Mate, Mate, str]:
    """Two laptops that never met: what one entered came to the other through the server of both."""
    amina, joost, scope, wire = two_of_a_server(new_mate, server)
    central.sync_now(joost.database, make_transport=lambda: wire)
    rate(joost, scope, 3)
    for mate in (joost, amina):
        assert central.sync_now(mate.database, make_transport=lambda: wire).refused == 0
    return amina, joost, scope


def test_whoever_has_no_server_takes_what_came_to_a_colleague_through_one_and_passes_it_on(
    new_mate: NewMate, server: Server
) -> None:
    amina, joost, scope = through_the_server(new_mate, server)
    teresa, samuel = new_mate("teresa"), new_mate("samuel")
    pair(amina, teresa)
    pair(teresa, samuel)
    amina.share(teresa, scope)

    assert amina.meet(teresa).refused == 0
    teresa.share(samuel, scope)
    assert teresa.meet(samuel).refused == 0
    assert amina.meet(teresa).refused == 0

    assert rows(amina.database) == rows(teresa.database) == rows(samuel.database)
    assert answer(samuel.database).level == 3
    pair(joost, samuel)
    rate(joost, scope, 1)
    met = joost.meet(samuel)  # the key he was certified with and the one he shows are the same
    assert met.refused == 0
    assert met.requests <= 4  # samuel offers what joost, who knows of no sharing with him, does not take


def test_a_server_that_somebody_made_up_changes_no_key_that_is_known(new_mate: NewMate, server: Server) -> None:
    amina, joost, scope = through_the_server(new_mate, server)
    teresa, samuel = new_mate("teresa"), new_mate("samuel")
    pair(amina, teresa)
    pair(teresa, samuel)
    amina.share(teresa, scope)
    amina.meet(teresa)
    made_up, other = new_keys("made-up"), new_keys("other")
    forged = [
        certify(made_up, made_up.device, made_up.public, frozenset()),
        *(
            certify(made_up, own(mate), key, frozenset())
            for mate in (amina, joost)
            for key in (other.public, made_up.public)
        ),
    ]
    rate(samuel, COMMONS, 1)
    samuel.tamper = lambda body: encode(replace(decode(body), certificates=tuple(forged)))
    samuel.meet(teresa)

    with teresa.database.look() as connection:
        rules = rules_of(connection, keys_of(teresa.database))
        known = {own(mate): rules.public_key(connection, own(mate)) for mate in (amina, joost)}
    assert known == {own(mate): keys_of(mate.database).public for mate in (amina, joost)}


def test_whoever_belongs_to_a_server_believes_no_other_that_a_colleague_brings(
    new_mate: NewMate, server: Server
) -> None:
    amina, joost, teresa, scope = three(new_mate)
    wire = server.wire()
    server.account(amina.name)
    central.connect(amina.database, ADDRESS, f"{amina.name}@example.org", SECRET, amina.name, lambda: wire)
    amina.meet(joost), joost.meet(teresa)
    keys = keys_of(teresa.database)
    made_up = certify(keys, keys.device, keys.public, frozenset())
    with joost.database.write() as connection:
        colleagues.keep_card(connection, keys.device, made_up.content, made_up.signature)
    with teresa.database.change(teresa.person) as editor:
        editor.add(Member(scope=scope, person=teresa.person, role="lead"))

    assert teresa.meet(joost).refused == 0  # he knows no server, and takes the word of the one that comes
    joost.meet(amina)

    assert [len(members(mate, scope)) for mate in (joost, amina)] == [1, 0]
