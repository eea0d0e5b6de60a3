"""Laptops are paired once by six digits on both screens, and whoever comes between is found out."""

import threading
from contextlib import suppress

import pytest

from tests.colleagues import Mate, own, pair
from tests.sync.lan_net import Net, NewMate, Scissors, rate, until
from tests.sync.ratings import rows
from wopfield.errors import CannotReach, NotPaired, WrongAddress
from wopfield.language import _, speak, spoken
from wopfield.store import colleagues
from wopfield.sync import lan
from wopfield.sync.lan import Address
from wopfield.sync.pairing import Comparison
from wopfield.sync.signing import new_keys


def test_each_laptop_says_in_its_own_language_what_the_other_answers(two: tuple[Mate, Mate, str], net: Net) -> None:
    amina, joost, _scope = two
    with amina.database.write() as connection:
        colleagues.forget(connection, own(joost))
    speak("es")
    try:
        with spoken("fr"), pytest.raises(NotPaired) as told:
            net.share(joost, amina)
        with spoken("fr"):
            expected = (_("These two laptops are not paired."), _("Pair them: compare six digits once."))
    finally:
        speak("en")

    assert [expected[0] in told.value.happened, told.value.do] == [True, expected[1]]
    assert "laptops" not in " ".join(expected)


def paired(mate: Mate) -> list[str]:
    """Return the laptops a laptop is paired with."""
    with mate.database.look() as connection:
        return [each.laptop for each in colleagues.every(connection)]


def test_two_laptops_are_paired_once_both_people_say_that_the_digits_are_the_same(new_mate: NewMate, net: Net) -> None:
    amina, joost = new_mate("amina"), new_mate("joost")
    at = net.open(joost)
    shown: list[Comparison] = []

    def show(comparison: Comparison) -> None:
        shown.append(comparison)
        comparison.say(True)

    kept = lan.pair(amina.database, [at], show)

    assert (kept.laptop, kept.name) == ("joost’s laptop", "joost")
    assert [each.digits for each in shown] == [each.digits for each in net.asked]
    assert len(shown[0].digits) == 6
    until(lambda: (paired(amina), paired(joost)) == (["joost’s laptop"], ["amina’s laptop"]))


@pytest.mark.parametrize(("here", "there"), [(True, False), (False, True), (False, False)])
def test_when_one_of_the_two_says_no_nothing_is_kept(new_mate: NewMate, net: Net, here: bool, there: bool) -> None:
    amina, joost = new_mate("amina"), new_mate("joost")
    at = net.open(joost, say=there)

    with pytest.raises(NotPaired, match="digits"):
        lan.pair(amina.database, [at], lambda comparison: comparison.say(here))

    net.answering["joost"].close()
    assert (paired(amina), paired(joost)) == ([], [])


def test_where_the_line_breaks_after_somebody_said_same_it_is_said_what_happened(new_mate: NewMate, net: Net) -> None:
    amina, joost = new_mate("amina"), new_mate("joost")
    at = net.open(joost, say=None)

    with Scissors(1_000_000) as scissors:

        def show(comparison: Comparison) -> None:
            comparison.say(True)
            scissors.left = 0  # the next bytes cut it

        with pytest.raises(NotPaired) as told:
            lan.pair(amina.database, [at], show, scissors.connect)

    assert told.value.happened.startswith("You said that the digits are the same; then the line broke")
    assert "left" not in str(told.value)
    assert paired(amina) == []


def test_whoever_said_same_and_hears_nothing_is_not_told_that_nobody_did(new_mate: NewMate, net: Net) -> None:
    amina, joost = new_mate("amina"), new_mate("joost")
    at = net.open(joost, say=None)

    with pytest.raises(NotPaired) as told:
        lan.pair(amina.database, [at], lambda comparison: comparison.say(True), seconds=0)

    assert told.value.happened == (
        "You said that the digits are the same, but nothing came from joost’s laptop in two minutes."
    )


def test_whoever_said_nothing_is_told_whether_the_other_did(new_mate: NewMate, net: Net) -> None:
    amina, joost = new_mate("amina"), new_mate("joost")
    at = net.open(joost, say=True)
    with pytest.raises(NotPaired, match=r"joost’s laptop said .* but you did not"):
        lan.pair(amina.database, [at], lambda _shown: None, seconds=1)
    net.answering["joost"].close()
    at = net.open(joost, say=None)
    with pytest.raises(NotPaired, match="Nobody said"):
        lan.pair(amina.database, [at], lambda _shown: None, seconds=0)


def test_somebody_between_the_two_makes_the_digits_differ(new_mate: NewMate, net: Net) -> None:
    amina, joost, eve = map(new_mate, ("amina", "joost", "eve"))
    at_joost, at_eve = net.open(joost, say=None), net.open(eve, say=None)
    shown: list[Comparison] = []

    def ask(mate: Mate, at: Address) -> None:
        with suppress(CannotReach):
            lan.pair(mate.database, [at], shown.append)

    asking = [threading.Thread(target=ask, args=each) for each in ((amina, at_eve), (eve, at_joost))]
    for thread in asking:
        thread.start()
    until(lambda: len(shown) == 2 and len(net.asked) == 2)

    of_amina = next(each for each in shown if each.card.device == own(eve))
    of_joost = next(each for each in net.asked if each.card.device == own(eve))
    assert of_amina.digits != of_joost.digits
    for comparison in (*shown, *net.asked):
        comparison.say(False)
    for thread in asking:
        thread.join()
    for answering in net.answering.values():
        answering.close()
    assert (paired(amina), paired(joost)) == ([], [])


def test_who_did_not_compare_digits_is_given_nothing(new_mate: NewMate, net: Net) -> None:
    amina, joost = new_mate("amina"), new_mate("joost")
    pair(amina, joost)
    at = net.open(joost)
    with joost.database.write() as connection:
        colleagues.forget(connection, own(amina))

    with pytest.raises(NotPaired, match="not paired"):
        lan.share_with(amina.database, None, amina.knows(joost), [at])


def test_a_laptop_whose_key_is_another_than_the_pinned_one_is_sent_nothing(
    two: tuple[Mate, Mate, str], net: Net
) -> None:
    amina, joost, scope = two
    rate(amina, scope, 3)
    before = rows(joost.database)
    other = new_keys(own(joost))
    with joost.database.write() as connection:
        for key, value in (("device private key", other.private), ("device public key", other.public)):
            connection.exec_driver_sql("UPDATE kept SET value = ? WHERE key = ?", (value, key))
    net.answering["joost"].close()
    net.open(joost)

    with pytest.raises(WrongAddress, match="not with the key you compared"):
        net.share(amina, joost)

    assert rows(joost.database) == before
    with pytest.raises(NotPaired, match="not paired"):  # nor does it get in where the old key is known
        net.share(joost, amina)
