"""What a stranger seals, or somebody seals in another name, is refused in words."""

from dataclasses import replace

import pytest

from tests.colleagues import own, pair
from tests.sync.machine import stubs_for
from tests.sync.mates import NewMate, rate, three
from tests.sync.ratings import answer, blank, rows
from wopfield.errors import Refused
from wopfield.store.rows import COMMONS
from wopfield.store.tables import Member
from wopfield.sync import central
from wopfield.sync.device import keys_of
from wopfield.sync.protocol import decode, encode
from wopfield.sync.signing import make_card, new_keys, read_card
from wopfield.sync.trust import is_trusted, own_card, trust


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
    amina.share(teresa, scope)
    teresa.share(amina, scope)
    assert amina.meet(teresa).refused == 0
    assert answer(teresa.database).level == 3
    joost.tamper = bytes
    assert joost.meet(teresa).refused == 0
    assert rows(amina.database) == rows(joost.database) == rows(teresa.database)


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
