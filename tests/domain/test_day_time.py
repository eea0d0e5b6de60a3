"""Days and times of a day, as they are kept and as people type them."""

from datetime import date

import pytest

from wopfield.domain.day_time import day_in, read_time
from wopfield.errors import BadInput


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("8:30", "08:30"),
        ("8.30", "08:30"),
        ("8h30", "08:30"),
        ("0830", "08:30"),
        ("14", "14:00"),
        (" 9h ", "09:00"),
        ("", ""),
    ],
)
def test_a_time_is_read_as_people_type_it(typed: str, kept: str) -> None:
    assert read_time(typed) == kept


@pytest.mark.parametrize("typed", ["25:00", "8:75", "noon", "8:3", "123", "-1"])
def test_what_is_no_time_is_told_in_a_sentence(typed: str) -> None:
    with pytest.raises(BadInput, match="not a time of day"):
        read_time(typed)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-12-31", date(2025, 12, 31)),
        (" 2025-12-31 00:00:00 ", date(2025, 12, 31)),
        ("2025-12-31T23:59:00+00:00", date(2025, 12, 31)),
        ("31/12/2025", None),
        ("2025-13-01", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_it_is_kept_and_guessed_from_nothing_else(text: str, day: date | None) -> None:
    assert day_in(text) == day
