"""Visits have kinds, stages and a first programme."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wopfield.checklists.library import listed
from wopfield.domain.visit import CHAPTERS, KINDS, KINDS_BY_CODE, day_number, days, hours, programme, stage

MONDAY = date(2026, 5, 11)


@pytest.mark.parametrize(
    ("today", "expected"),
    [(-1, "before"), (0, "under_way"), (5, "under_way"), (6, "after")],
)
def test_the_stage_of_a_visit_follows_from_its_days(today: int, expected: str) -> None:
    assert stage(MONDAY, MONDAY + timedelta(days=5), MONDAY + timedelta(days=today)) == expected


def test_a_visit_without_days_is_not_planned_yet() -> None:
    assert stage(None, None, MONDAY) == "not_planned"
    assert days(None, None) == ()
    assert programme(None, None) == {}


def test_a_visit_without_an_end_or_that_ends_before_it_starts_lasts_one_day() -> None:
    assert days(MONDAY, None) == (MONDAY,)
    assert days(MONDAY, MONDAY - timedelta(days=3)) == (MONDAY,)
    assert stage(MONDAY, None, MONDAY + timedelta(days=1)) == "after"


def test_a_mistyped_year_does_not_make_a_calendar_of_centuries() -> None:
    assert len(days(MONDAY, date(9999, 12, 31))) == 60


def test_days_are_numbered_from_one() -> None:
    assert day_number(MONDAY, MONDAY) == 1
    assert day_number(MONDAY + timedelta(days=4), MONDAY) == 5
    assert day_number(MONDAY - timedelta(days=1), MONDAY) is None
    assert day_number(MONDAY, None) is None


def test_six_days_give_each_part_its_own() -> None:
    plan = programme(MONDAY, MONDAY + timedelta(days=5))
    assert [[c.code for c in parts] for parts in plan.values()] == [
        ["opening"],
        ["interviews"],
        ["sites"],
        ["sites"],
        ["agreeing"],
        ["exit"],
    ]


@given(st.integers(1, 30))
def test_however_short_or_long_a_visit_has_every_part_in_order_and_no_empty_day(length: int) -> None:
    plan = programme(MONDAY, MONDAY + timedelta(days=length - 1))
    assert len(plan) == length
    assert all(plan.values())
    in_plan = list(dict.fromkeys(c.code for day in sorted(plan) for c in plan[day]))
    assert in_plan == [c.code for c in CHAPTERS if c.share]


@given(st.integers(0, 30))
def test_sessions_of_a_day_begin_one_after_another_within_it(count: int) -> None:
    begin = hours(count)
    assert len(begin) == len(set(begin)) == count
    assert list(begin) == sorted(begin)


def test_kinds_use_checklists_that_ship() -> None:
    assert {code for kind in KINDS for code in kind.checklists} == set(listed())
    assert set(KINDS_BY_CODE) == {kind.code for kind in KINDS}
