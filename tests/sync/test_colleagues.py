"""Laptops that meet without any server: who is believed, what goes to whom, and that all come to agree."""

from collections.abc import Callable
from dataclasses import replace
from itertools import permutations

import pytest
from sqlalchemy import select
from sqlmodel import select as pick

from tests.colleagues import Mate, own, pair
from tests.servers import ADDRESS, SECRET, Server, Wire
from tests.sync.machine import stubs_for
from tests.sync.ratings import answer, begin_partnership_as, blank, evidence_file, rows
from wopfield.errors import Refused
from wopfield.server import admin, health
from wopfield.server.app import house_of
from wopfield.store import colleagues, partnerships
from wopfield.store.exchanges import waiting
from wopfield.store.log_tables import ENTRY
from wopfield.store.rows import COMMONS
from wopfield.store.tables import Member
from wopfield.sync import central
from wopfield.sync.device import keys_of
from wopfield.sync.protocol import decode, encode
from wopfield.sync.signing import certify, make_card, new_keys, read_card
from wopfield.sync.trust import is_trusted, own_card, rules_of, trust

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


def test_a_laptop_passes_on_what_it_got_and_the_one_that_gets_it_needs_not_know_who_wrote_it(new_mate: NewMate) -> None:
    amina, joost, teresa, scope = three(new_mate)
    rate(amina, scope, 3)

    outcomes = [amina.meet(joost), teresa.meet(joost), amina.meet(joost)]

    assert [outcome.refused for outcome in outcomes] == [0, 0, 0]
    assert answer(teresa.database).level == 3
    assert rows(amina.database) == rows(joost.database) == rows(teresa.database)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_three_laptops_that_meet_in_any_order_end_with_the_same(new_mate: NewMate, order: tuple[int, ...]) -> None:
    *mates, scope = three(new_mate)
    amina, joost, teresa = mates  # type: ignore[misc]
    amina.meet(joost), joost.meet(teresa)
    pair(amina, teresa)
    for level, mate in enumerate((amina, joost, teresa)):
        rate(mate, scope, level, item=f"WR1{level}")
        rate(mate, scope, level)
    meetings = [lambda: amina.meet(joost), lambda: joost.meet(teresa), lambda: teresa.meet(amina)]

    for number in (*order, *order):
        meetings[number]()

    assert rows(amina.database) == rows(joost.database) == rows(teresa.database)
    assert answer(teresa.database).is_open("rating")
    assert [meeting().requests for meeting in meetings] == [1, 1, 1]


def test_two_laptops_that_got_the_same_from_a_third_send_each_other_nothing_of_it(new_mate: NewMate) -> None:
    amina, joost, teresa, scope = three(new_mate)
    pair(amina, teresa)
    amina.share(teresa, scope), teresa.share(joost, scope)
    amina.meet(joost), amina.meet(teresa)
    rate(teresa, scope, 2, item="WR03")

    outcome = joost.meet(teresa)

    assert (outcome.sent, outcome.received) == (0, 2)  # Teresa herself and her rating; Amina brought all the rest
    assert rows(joost.database) == rows(teresa.database)


def test_a_partnership_that_is_not_shared_does_not_leave(new_mate: NewMate) -> None:
    amina, joost, _teresa, scope = three(new_mate)
    private = begin_partnership_as(amina.database, amina.person)
    rate(amina, private, 4)

    amina.meet(joost), joost.meet(amina)

    with joost.database.read() as session:
        assert [pair.scope for pair in partnerships.every(session)] == [scope]
    assert private not in str([*joost.messages, *amina.messages])


def test_who_only_knows_the_name_of_a_partnership_is_given_nothing_of_it(new_mate: NewMate) -> None:
    amina, joost, _teresa, _scope = three(new_mate)
    private = begin_partnership_as(amina.database, amina.person)
    rate(joost, private, 4)
    joost.share(amina, private)

    outcome = joost.meet(amina)

    assert outcome.refused == 1
    assert private not in {chunk.scope for message in joost.messages for chunk in message.chunks}
    with joost.database.read() as session:
        assert "not shared" in central.refused(session)[0].reason
    amina.share(joost, private)
    assert joost.meet(amina).refused == 0
    assert rows(amina.database) == rows(joost.database)


def test_what_a_stranger_sealed_is_refused_in_words(new_mate: NewMate) -> None:
    amina, joost, _teresa, scope = three(new_mate)
    rate(amina, scope, 3)

    def without_cards(body: bytes) -> bytes:
        return encode(replace(decode(body), certificates=()))

    with joost.database.write() as connection:
        connection.exec_driver_sql("DELETE FROM card WHERE device = ?", (own(amina),))
    amina.tamper = without_cards
    outcome = amina.meet(joost)

    assert outcome.refused > 0
    with amina.database.read() as session:
        assert {"paired" in each.reason for each in central.refused(session)} == {True}
    amina.tamper = bytes
    assert amina.meet(joost).refused == 0
    assert rows(amina.database) == rows(joost.database)


def test_a_card_with_another_key_does_not_take_the_place_of_the_one_that_is_known(new_mate: NewMate) -> None:
    amina, joost, teresa, scope = three(new_mate)
    amina.meet(joost)
    forged = make_card(new_keys(own(amina)), frozenset({amina.person}), "Amina’s laptop", "amina")

    def with_the_forged_card(body: bytes) -> bytes:
        return encode(replace(decode(body), certificates=(forged,)))

    rate(teresa, COMMONS, 1)
    teresa.tamper = with_the_forged_card
    teresa.meet(joost)

    assert is_trusted(joost.database, own_card(amina.database))
    assert not is_trusted(joost.database, forged)
    rate(amina, scope, 2, item="WR02")
    assert amina.meet(joost).refused == 0


def test_what_is_sealed_in_somebody_elses_name_is_refused_and_its_maker_is_told(new_mate: NewMate) -> None:
    amina, joost, teresa, scope = three(new_mate)
    amina.meet(joost), joost.meet(teresa)
    rate(amina, scope, 4, author=teresa.person)
    rate(amina, scope, 2, item="WR02")

    outcome = amina.meet(joost)
    joost.meet(teresa)

    assert outcome.refused == 1
    with amina.database.read() as session:
        (kept,) = central.refused(session)
    assert "somebody else" in kept.reason
    assert answer(teresa.database, "WR02").level == 2
    with teresa.database.read() as session:
        assert session.get(type(blank(scope)), (scope, blank(scope).id)) is None


def test_an_entry_without_its_content_is_taken_from_nobody_and_comes_by_another_way(new_mate: NewMate) -> None:
    amina, joost, teresa, scope = three(new_mate)
    amina.meet(joost), joost.meet(teresa)
    rate(amina, scope, 3)
    amina.meet(joost)

    def without_content(body: bytes) -> bytes:
        message, keys = decode(body), keys_of(joost.database)
        chunks = [replace(chunk, lines=tuple(stubs_for(chunk, keys))) for chunk in message.chunks]
        return encode(replace(message, chunks=tuple(chunks)))

    joost.tamper = without_content
    outcome = joost.meet(teresa)

    assert outcome.refused == 1
    with joost.database.read() as session:
        assert "without its content" in central.refused(session)[0].reason
    pair(amina, teresa)
    amina.share(teresa, scope), teresa.share(amina, scope)
    assert amina.meet(teresa).refused == 0
    assert answer(teresa.database).level == 3
    joost.tamper = bytes
    assert joost.meet(teresa).refused == 0
    assert rows(amina.database) == rows(joost.database) == rows(teresa.database)


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
    pair(joost, teresa), pair(amina, teresa)
    joost.share(teresa, scope)

    assert joost.meet(teresa).refused == 0  # teresa knows no server, and takes the word of the one joost brings

    assert rows(joost.database) == rows(teresa.database)
    assert answer(teresa.database, "WR02").level == 2
    for mate in (joost, teresa):
        with mate.database.look() as connection:
            kept = connection.execute(select(ENTRY.c.payload).where(ENTRY.c.refused != "")).scalars().all()
        assert list(map(bytes, kept)) == [b""]


def test_no_laptop_says_who_is_a_member(new_mate: NewMate) -> None:
    amina, joost, _teresa, scope = three(new_mate)
    with amina.database.change(amina.person) as editor:
        editor.add(Member(scope=scope, person=joost.person, role="lead"))

    assert amina.meet(joost).refused == 1


@pytest.mark.parametrize("change", ["key", "people", "signature", "nonsense", "own"])
def test_a_card_that_was_changed_is_refused_in_words(new_mate: NewMate, change: str) -> None:
    amina, joost = new_mate("amina"), new_mate("joost")
    card = own_card(amina.database)
    changed = {
        "key": replace(card, content=card.content.replace(read_card(card).public, new_keys("x").public)),
        "people": replace(card, content=card.content.replace(amina.person, joost.person)),
        "signature": replace(card, signature="A" * 86),
        "nonsense": replace(card, content='{"device": 7}'),
        "own": own_card(joost.database),
    }[change]

    with pytest.raises(Refused, match="card"):
        trust(joost.database, changed)
    assert not is_trusted(joost.database, card)


def refused_on(server: Server) -> list[str]:
    """Return why the server's page of syncing says that it refuses something."""
    found = house_of(server.app).look(lambda connection: health.look(connection, server.database.clock(), None))
    return [each.reason for each in found.refused]


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
    pair(amina, joost), pair(amina, teresa), pair(joost, teresa)

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
    pair(amina, teresa), pair(teresa, samuel)
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
    pair(amina, teresa), pair(teresa, samuel), amina.share(teresa, scope)
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


def test_only_what_the_other_side_said_it_has_counts_as_being_there(new_mate: NewMate) -> None:
    amina, joost, _teresa, scope = three(new_mate)
    amina.meet(joost)
    rate(amina, scope, 3)

    def left() -> list[tuple[str, str, int]]:
        with amina.database.look() as connection:
            return waiting(connection, own(joost))

    assert left() == [(scope, "answer", 1)]
    amina.meet(joost)
    assert left() == []


def test_a_laptop_forgotten_is_not_told_anything_more(new_mate: NewMate) -> None:
    amina, joost, _teresa, _scope = three(new_mate)
    amina.meet(joost)
    with joost.database.write() as connection:
        colleagues.forget(connection, own(amina))
        assert colleagues.find(connection, own(amina)) is None
        assert colleagues.shared_with(connection, own(amina), ()) == {COMMONS}
