"""Times of a day, as people type them."""

import pytest

from wopfield.domain.day_time import read_time
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
