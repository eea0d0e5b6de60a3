"""How long syncing by itself waits: a decision, asked without a clock."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wopfield.ui.pauses import USUAL, slept

MINUTE = 60_000


def test_it_is_tried_again_soon_and_never_later_than_after_a_quarter_of_an_hour() -> None:
    assert [USUAL.after(failures) // MINUTE for failures in range(8)] == [5, 1, 2, 4, 8, 15, 15, 15]


@given(st.integers(1, 10_000))
def test_no_failure_shortens_the_pause_and_none_lets_it_grow_without_end(failures: int) -> None:
    assert USUAL.after(failures) <= USUAL.after(failures + 1) <= USUAL.longest_ms


@given(left=st.integers(0, 10**7), since=st.integers(0, 10**7))
def test_a_sign_never_puts_the_next_try_off_and_blinking_is_not_followed(left: int, since: int) -> None:
    wait = USUAL.at_sign(left, since)
    assert wait <= left
    assert wait == left or since + wait >= USUAL.first_ms
    if since >= USUAL.first_ms:
        assert wait <= USUAL.sign_ms


@pytest.mark.parametrize(("passed", "expected"), [(20.0, False), (26.0, False), (3600.0, True), (-3600.0, False)])
def test_a_laptop_whose_clock_went_on_while_its_timers_stood_still_has_slept(passed: float, expected: bool) -> None:
    assert slept(passed, 20.0) is expected
