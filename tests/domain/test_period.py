"""Periods have a length where their name tells it, and an order."""

from datetime import date

import pytest

from wopfield.domain.period import before, days_in, in_order, last_day


@pytest.mark.parametrize(
    ("period", "days"),
    [
        ("2023", 365),
        ("2024", 365),
        ("2023/24", 365),
        ("2024-02", 29),
        ("2023-02", 28),
        ("2024-Q1", 91),
        ("2023-Q4", 92),
        ("2024-13", None),
        ("2024-Q5", None),
        ("baseline", None),
        ("", None),
    ],
)
def test_a_period_has_the_days_its_name_tells(period: str, days: int | None) -> None:
    assert days_in(period) == days


def test_periods_come_in_order_and_once() -> None:
    assert in_order(["baseline", "2024", "2022", "2023/24", "2024"]) == ("2022", "2023/24", "2024", "baseline")


@pytest.mark.parametrize(
    ("period", "earlier"),
    [
        ("2026/27", "2025"),
        ("2026", "2025"),
        ("2026-03", "2026-02"),
        ("2026-02", ""),
        ("2026-Q2", "2026-Q1"),
        ("2024", ""),
        ("baseline", ""),
    ],
)
def test_the_period_before_is_the_last_one_as_long(period: str, earlier: str) -> None:
    assert before(period, ["2026-Q1", "2026-02", "baseline", "2025", "2024"]) == earlier


@pytest.mark.parametrize(
    ("period", "last"),
    [
        ("2024", date(2024, 12, 31)),
        ("2023/24", date(2024, 6, 30)),
        ("2024-02", date(2024, 2, 29)),
        ("2024-Q3", date(2024, 9, 30)),
        ("2024-13", None),
        ("baseline", None),
    ],
)
def test_a_period_ends_on_the_day_its_name_tells(period: str, last: date | None) -> None:
    assert last_day(period) == last
