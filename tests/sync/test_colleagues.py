"""Laptops that meet without any server: what goes to whom, and that all come to agree."""

from itertools import permutations

import pytest

from tests.colleagues import own, pair
from tests.sync.mates import NewMate, rate, three
from tests.sync.ratings import answer, begin_partnership_as, rows
from wopfield.store import colleagues, partnerships
from wopfield.store.exchanges import waiting
from wopfield.store.rows import COMMONS
from wopfield.sync import central


def test_a_laptop_passes_on_what_it_got_and_the_one_that_gets_it_needs_not_know_who_wrote_it(new_mate: NewMate) -> None:
    amina, joost, teresa, scope = three(new_mate)
    rate(amina, scope, 3)

    outcomes = [amina.meet(joost), teresa.meet(joost), amina.meet(joost)]

    assert [outcome.refused for outcome in outcomes] == [0, 0, 0]
    assert answer(teresa.database).level == 3
    assert rows(amina.database) == rows(joost.database) == rows(teresa.database)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_three_laptops_that_meet_in_any_order_end_with_the_same(new_mate: NewMate, order: tuple[int, ...]) -> None:
    amina, joost, teresa, scope = three(new_mate)
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


@pytest.mark.slow
def test_two_laptops_that_got_the_same_from_a_third_send_each_other_nothing_of_it(new_mate: NewMate) -> None:
    amina, joost, teresa, scope = three(new_mate)
    pair(amina, teresa)
    amina.share(teresa, scope)
    teresa.share(joost, scope)
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
