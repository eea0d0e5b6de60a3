"""Codes people say stay short, unique, and the same on every laptop."""

from hypothesis import given
from hypothesis import strategies as st

from wopfield.domain.numbering import codes, next_number

numbered = st.dictionaries(st.text("abcdef", min_size=1, max_size=4), st.integers(-1, 6), max_size=40)


def test_two_people_who_made_the_same_number_apart_both_keep_it() -> None:
    assert codes(["z", "a", "m"], {"z": 12, "a": 12, "m": 3}, "E") == {"m": "E3", "a": "E12", "z": "E12b"}


def test_a_row_without_a_number_comes_after_all_others() -> None:
    assert codes(["a", "b", "c"], {"b": 7}, "E") == {"b": "E7", "a": "E8", "c": "E9"}


def test_actions_have_two_digits() -> None:
    assert codes(["a", "b"], {"a": 1, "b": 112}, "A-", digits=2) == {"a": "A-01", "b": "A-112"}


@given(numbered)
def test_codes_are_unique_and_do_not_depend_on_the_order_of_rows(numbers: dict[str, int]) -> None:
    coded = codes(numbers, numbers, "E")
    assert set(coded) == set(numbers)
    assert len(set(coded.values())) == len(coded)
    assert codes(reversed(list(numbers)), numbers, "E") == coded


def test_hundreds_of_twins_still_differ() -> None:
    rows = [f"{n:03d}" for n in range(800)]
    coded = list(codes(rows, dict.fromkeys(rows, 1), "E").values())
    assert coded[:3] == ["E1", "E1b", "E1c"]
    assert coded[25:28] == ["E1z", "E1aa", "E1ab"]
    assert len(set(coded)) == 800


def test_the_next_number_is_one_more() -> None:
    assert next_number([]) == 1
    assert next_number([3, 9, 4]) == 10
