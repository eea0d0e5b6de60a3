"""Progress counts what one rater has said, and leads to what is left."""

import pytest

from wopfield.domain.checklist import Area, Checklist, Item
from wopfield.domain.progress import Count, Progress, progress
from wopfield.domain.summary import Rating


def checklist() -> Checklist:
    areas = tuple(
        Area(a, n, f"Area {a}", tuple(Item(f"{a}{i}", f"{n}.{i}", a, "t", "q") for i in (1, 2)))
        for n, a in enumerate("AB", start=1)
    )
    return Checklist("own", "1", "other", "Ours", areas)


RATINGS = {
    "A1": Rating(0),
    "A2": Rating(None, does_not_apply=True),
    "B1": Rating(None, not_seen=True),
}


def half_way() -> Progress:
    return progress(checklist(), RATINGS, flagged=["B1", "A1", "Z9"])


def test_what_does_not_apply_is_done_and_what_was_not_seen_is_left() -> None:
    assert half_way().count == Count(rated=1, applicable=3, total=4)
    assert half_way().not_rated == ("B1", "B2")
    assert [a.count for a in half_way().areas] == [Count(1, 1, 2), Count(0, 2, 2)]
    assert half_way().areas[0].count.done
    assert not half_way().count.done
    assert half_way().count.share == pytest.approx(1 / 3)


def test_flags_are_counted_by_area_and_come_in_order() -> None:
    assert half_way().flagged == ("A1", "B1")
    assert [a.flagged for a in half_way().areas] == [1, 1]


def test_a_comment_alone_is_no_rating() -> None:
    assert progress(checklist(), {"A1": Rating(None, comment="saw nothing")}).count.rated == 0


def test_a_value_is_an_answer_and_an_open_level_too() -> None:
    ratings = {"A1": Rating(None, value="yes"), "A2": Rating(None, open_levels=(1, 2))}
    assert progress(checklist(), ratings).count.rated == 2


def test_the_next_item_to_rate_comes_after_and_then_from_the_start() -> None:
    assert half_way().next_not_rated("A1") == "B1"
    assert half_way().next_not_rated("B1") == "B2"
    assert half_way().next_not_rated("B2") == "B1"
    assert half_way().next_not_rated() == "B1"
    assert half_way().previous_not_rated("B1") == "B2"
    assert half_way().previous_not_rated("B2") == "B1"
    assert half_way().previous_not_rated() == "B2"


def test_there_is_no_next_when_all_is_rated_or_only_this_one_is_left() -> None:
    rated = {item.code: Rating(3) for item in checklist().items}
    assert progress(checklist(), rated).next_not_rated("A1") is None
    del rated["B2"]
    assert progress(checklist(), rated).next_not_rated("B2") is None
    assert progress(checklist(), rated).next_not_rated("B1") == "B2"


def test_an_empty_checklist_is_done() -> None:
    empty = progress(Checklist("own", "1", "other", "Ours", ()), {})
    assert empty.count.done
    assert empty.count.share == 1
    assert empty.next_not_rated() is None
