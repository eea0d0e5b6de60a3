"""Whoever was entered twice is one person, whatever colleagues said of it, in whatever order."""

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from wopfield.domain.same_person import said_as_one, same_people
from wopfield.domain.score import levels_of
from wopfield.domain.summary import Rating

PEOPLE = st.sampled_from("abcdefgh")
SAID = st.dictionaries(PEOPLE, PEOPLE, max_size=8)
RATINGS = st.builds(
    Rating,
    st.none() | st.integers(0, 4),
    comment=st.sampled_from(("", "seen", "not seen by me")),
    audience=st.sampled_from(("team", "utility", "report")),
)


@given(SAID)
def test_those_who_were_joined_have_one_and_the_same_who_stands(said: dict[str, str]) -> None:
    found = same_people(said)
    for person, other in said.items():
        assert found.one(person) == found.one(other)
        assert found.one(found.one(person)) == found.one(person), "who stands is stood for by nobody"
        assert found.all_of(person) == found.all_of(other)
        assert {person, other} <= {*found.all_of(person)}


@given(SAID)
def test_nobody_is_joined_to_somebody_whom_no_word_leads_to(said: dict[str, str]) -> None:
    found = same_people(said)
    near: dict[str, set[str]] = {each: {each} for each in "abcdefgh"}
    for person, other in said.items():
        together = near[person] | near[other]
        near.update(dict.fromkeys(together, together))
    for person, group in near.items():
        assert {*found.all_of(person)} == group


@given(SAID, st.randoms(use_true_random=False))
def test_the_order_in_which_the_words_came_does_not_matter(said: dict[str, str], chance: Random) -> None:
    mixed = list(said.items())
    chance.shuffle(mixed)
    assert same_people(dict(mixed)) == same_people(said)


def test_whoever_was_chosen_stands_and_of_two_joined_to_one_another_the_smallest_id() -> None:
    assert same_people({"a": "b"}).one("a") == "b"
    assert same_people({"a": "b", "b": "c"}).all_of("b") == ("c", "a", "b")
    assert same_people({"b": "a", "a": "b", "z": "b"}).all_of("z") == ("a", "b", "z")
    assert same_people({"a": "a"}).one("a") == "a"


@given(st.lists(RATINGS, min_size=1, max_size=4))
def test_nothing_that_one_person_said_as_two_is_left_out(ratings: list[Rating]) -> None:
    told = said_as_one(ratings)
    assert {level for rating in ratings for level in levels_of(rating)} == {*levels_of(told)}
    assert {rating.comment for rating in ratings if rating.comment} == {*filter(None, told.comment.split("\n"))}
    again = said_as_one([told, *(replace(rating) for rating in ratings)])
    assert (levels_of(again), again.audience) == (levels_of(told), told.audience)
