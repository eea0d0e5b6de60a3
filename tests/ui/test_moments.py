"""Moments and sizes are written as people say them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from wopfield.ui.moments import ahead_words, clock, day_words, number_words, size_words, when
from wopfield.ui.shell.saved import moment

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def test_today_and_yesterday_are_said_so() -> None:
    assert when(NOW, NOW) == f"today {clock(NOW)}"
    assert when(NOW - timedelta(days=1), NOW) == f"yesterday {clock(NOW)}"


def test_an_earlier_day_has_its_name_and_another_year_its_number() -> None:
    assert when(NOW - timedelta(days=3), NOW).startswith("Fri 20 Nov, ")
    assert when(NOW - timedelta(days=400), NOW).startswith("Sun 19 Oct 2025, ")


def test_a_moment_that_has_not_come_is_said_to_be_dated_ahead_unless_clocks_merely_differ() -> None:
    assert "a laptop’s clock was wrong" in ahead_words(NOW + timedelta(days=730), NOW)
    assert ahead_words(NOW + timedelta(hours=11), NOW) == ahead_words(NOW - timedelta(days=730), NOW) == ""


def test_when_it_was_saved_has_its_year_where_that_is_another_one() -> None:
    now = datetime.now()
    assert moment(now) == clock(now)
    assert moment(datetime(2023, 5, 4, 9, 30)) == "4 May 2023"


def test_a_day_is_written_with_the_name_of_its_month() -> None:
    assert day_words(date(2026, 1, 2)) == "2 Jan 2026"


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0 kB"),
        (38_400, "38 kB"),
        (999_400, "999 kB"),
        (1_240_000, "1.2 MB"),
        (41_000_000_000, "41 GB"),
        (5_000_000_000_000_000, "5000 TB"),
    ],
)
def test_sizes_are_in_the_unit_that_fits(count: int, words: str) -> None:
    assert size_words(count).replace(",", "") == words


def test_thousands_are_apart_by_a_thin_space() -> None:
    assert number_words(1_234_567) == "1\u202f234\u202f567"
