"""Scores: the laws of a weighted mean that never takes silence for zero."""

from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wopfield.domain.checklist import Item
from wopfield.domain.score import (
    distribution,
    is_given,
    item_result,
    item_results,
    levels_of,
    overall,
    peers_differ,
    score,
    spread,
)
from wopfield.domain.summary import Rating, Score

DOES_NOT_APPLY = Rating(None, does_not_apply=True)
NOT_SEEN = Rating(None, not_seen=True)
NOT_RATED = Rating(None)


def item(weight: int = 1, **more: Any) -> Item:
    return replace(Item("X01", "1.1", "X", "title", "question", weight=weight), **more)


def at(level: int, weight: int = 1) -> tuple[Item, Rating]:
    return item(weight), Rating(level)


levels = st.integers(0, 4)
open_ratings = st.builds(
    lambda level, more: Rating(level, open_levels=tuple(more)), st.none() | levels, st.lists(levels, max_size=3)
)
ratings = st.none() | st.builds(Rating, levels) | open_ratings | st.sampled_from([DOES_NOT_APPLY, NOT_SEEN, NOT_RATED])
rated_items = st.tuples(st.builds(item, st.integers(1, 3)), ratings)
lists = st.lists(rated_items, max_size=12)


# ── laws ─────────────────────────────────────────────────────────────────────────────────────────────────────


@given(lists)
def test_a_score_never_leaves_its_scale(rated: list[tuple[Item, Rating | None]]) -> None:
    worked = score(rated)
    for figure in (worked.mean, worked.low, worked.high):
        assert figure is None or 0.0 <= figure <= 4.0


@given(lists)
def test_the_mean_lies_between_low_and_high(rated: list[tuple[Item, Rating | None]]) -> None:
    worked = score(rated)
    if worked.mean is not None:
        assert worked.low is not None
        assert worked.high is not None
        assert worked.low <= worked.mean <= worked.high


@given(lists, st.randoms(use_true_random=False))
def test_the_order_of_items_does_not_matter(rated: list[tuple[Item, Rating | None]], chance: Random) -> None:
    shuffled = list(rated)
    chance.shuffle(shuffled)
    assert score(shuffled) == score(rated)


@given(lists, st.integers(1, 3))
def test_an_item_that_does_not_apply_changes_no_figure(rated: list[tuple[Item, Rating | None]], weight: int) -> None:
    before = score(rated)
    after = score([*rated, (item(weight), DOES_NOT_APPLY)])
    assert replace(after, total=before.total) == before
    assert after.total == before.total + 1


@given(lists, st.integers(1, 3), st.sampled_from([None, NOT_SEEN, NOT_RATED]))
def test_what_was_not_seen_lowers_the_coverage_and_nothing_else(
    rated: list[tuple[Item, Rating | None]], weight: int, silence: Rating | None
) -> None:
    before, after = score(rated), score([*rated, (item(weight), silence)])
    assert (after.mean, after.low, after.high, after.rated) == (
        before.mean,
        before.low,
        before.high,
        before.rated,
    )
    assert after.applicable == before.applicable + 1


@given(lists)
def test_coverage_is_a_share(rated: list[tuple[Item, Rating | None]]) -> None:
    worked = score(rated)
    assert 0.0 <= worked.coverage <= 1.0
    assert worked.rated <= worked.applicable <= worked.total


@given(lists)
def test_a_score_is_provisional_exactly_when_a_level_is_open(
    rated: list[tuple[Item, Rating | None]],
) -> None:
    assert score(rated).provisional == any(len(set(levels_of(rating))) > 1 for _, rating in rated)


@given(st.lists(lists, max_size=5), st.randoms(use_true_random=False))
def test_the_overall_score_keeps_the_same_laws(areas: list[list[tuple[Item, Rating | None]]], chance: Random) -> None:
    scores = [score(area) for area in areas]
    whole = overall(scores)
    shuffled = list(scores)
    chance.shuffle(shuffled)
    assert overall(shuffled) == whole
    assert 0.0 <= whole.coverage <= 1.0
    if whole.mean is not None:
        assert whole.low is not None
        assert whole.high is not None
        assert 0.0 <= whole.low <= whole.mean <= whole.high <= 4.0


@given(st.none() | ratings, st.lists(ratings.filter(lambda r: r is not None), max_size=4))
def test_the_result_of_an_item_stays_within_what_people_said(agreed: Rating | None, peers: list[Rating]) -> None:
    result = item_result(agreed, peers)
    said = {level for rating in (agreed, *peers) for level in levels_of(rating)}
    assert set(levels_of(result)) <= said


# ── examples ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_heavier_item_counts_more() -> None:
    assert score([at(4, weight=3), at(0, weight=1)]) == Score(3.0, 3.0, 3.0, 2, 2, 2)


def test_nothing_rated_gives_no_mean_rather_than_zero() -> None:
    assert score([(item(), None), (item(), NOT_SEEN), (item(), DOES_NOT_APPLY)]) == Score(None, None, None, 0, 2, 3)
    assert score([]).mean is None


def test_level_zero_is_a_level() -> None:
    assert score([at(0)]) == Score(0.0, 0.0, 0.0, 1, 1, 1)


def test_a_level_changed_in_two_places_gives_a_range_and_the_one_shown_first_counts() -> None:
    worked = score([(item(), Rating(3, open_levels=(1, 3))), at(2)])
    assert (worked.mean, worked.low, worked.high) == (2.5, 1.5, 2.5)
    assert worked.provisional


def test_items_that_ask_for_no_level_are_not_scored() -> None:
    assert score([(item(response_type="yes_no"), Rating(None, value="no")), at(4)]) == Score(4, 4, 4, 1, 1, 1)


def test_the_overall_score_counts_each_area_the_same() -> None:
    small = score([at(4)])
    large = score([at(0), at(0), at(0)])
    unrated = score([(item(), None)])
    assert overall([small, large, unrated]) == Score(2.0, 2.0, 2.0, 4, 5, 5)
    assert overall([unrated]).mean is None
    assert overall([]).mean is None


def test_the_agreed_rating_wins() -> None:
    assert item_result(Rating(2, reason="records seen"), [Rating(4), Rating(4)]).level == 2


def test_an_agreed_rating_that_says_nothing_yet_does_not_win() -> None:
    assert item_result(NOT_RATED, [Rating(4)]).level == 4


def test_peers_who_say_the_same_need_no_talk() -> None:
    assert item_result(None, [Rating(3), Rating(3), NOT_RATED, NOT_SEEN]) == Rating(3)


def test_peers_who_differ_leave_the_item_open_with_their_range() -> None:
    result = item_result(None, [Rating(3), Rating(1), Rating(1)])
    assert result.level is None
    assert result.open_levels == (1, 1, 3)
    worked = score([(item(), result)])
    assert worked.low == 1
    assert worked.mean == pytest.approx(5 / 3)
    assert worked.high == 3


def test_an_item_does_not_apply_when_everybody_who_spoke_says_so() -> None:
    assert item_result(None, [replace(DOES_NOT_APPLY, reason="no sewers"), NOT_RATED]) == Rating(
        None, does_not_apply=True, reason="no sewers"
    )
    assert item_result(None, [DOES_NOT_APPLY, NOT_SEEN]).not_seen
    assert item_result(None, [DOES_NOT_APPLY, Rating(2)]).level == 2
    assert item_result(None, []) == NOT_RATED


def test_the_best_proof_of_the_level_that_counts_gives_the_confidence() -> None:
    peers = [Rating(3, confidence="D"), Rating(3, confidence="B"), Rating(1, confidence="A")]
    assert item_result(Rating(3), peers).confidence == "B"
    assert item_result(Rating(3, confidence="C"), peers).confidence == "C"
    assert item_result(Rating(0), peers).confidence is None


def test_a_level_that_nobody_gave_is_as_sure_as_everybody_was() -> None:
    peers = [Rating(3, confidence="C"), Rating(3, confidence="C"), Rating(None, not_seen=True)]
    assert item_result(Rating(2), peers).confidence == "C"
    assert item_result(Rating(2), [*peers, Rating(3)]).confidence is None
    assert item_result(Rating(None, does_not_apply=True), peers).confidence is None


def test_a_value_two_people_agree_on_is_the_result() -> None:
    yes, no = Rating(None, value="yes"), Rating(None, value="no")
    assert item_result(None, [yes, yes]).value == "yes"
    assert item_result(None, [yes, no]).value == ""
    assert is_given(yes)


def test_the_self_rating_never_counts() -> None:
    answers = {("WR01", "self"): Rating(4), ("WR01", "anna"): Rating(1), ("WR02", "self"): Rating(4)}
    assert item_results(answers, {"WR03": Rating(2)}) == {"WR01": Rating(1), "WR03": Rating(2)}


def test_the_spread_is_measured_over_those_who_rated() -> None:
    assert spread([Rating(1), Rating(4), NOT_SEEN, None]) == 3
    assert spread([Rating(2)]) == 0
    assert spread([DOES_NOT_APPLY]) is None
    assert peers_differ([Rating(1), Rating(3)])
    assert not peers_differ([Rating(2), Rating(3)])


def test_the_distribution_counts_settled_levels() -> None:
    assert distribution([Rating(0), Rating(4), Rating(4), None, NOT_SEEN, Rating(None, open_levels=(1, 2))]) == (
        1,
        0,
        0,
        0,
        2,
    )
