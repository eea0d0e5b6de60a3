"""Groups of utilities: those without data are left out, and few are not shown."""

import pytest

from wopfield.domain.comparison import compare

COVERAGE = """74.5 75.7 92.9 83.4 100.0 89.3 76.1 77.3 75.2 74.4 79.0 70.0 100.0 91.5 92.6 98.1 77.4 77.7 70.5
49.2"""
LOST = "nd 57 45 nd 39 17 41 nd 14 13 35 nd 13 52 60 23 nd 30 24 14"


def figures(text: str) -> list[float | None]:
    return [None if word == "nd" else float(word) for word in text.split()]


@pytest.mark.parametrize(("text", "count", "mean", "middle"), [(COVERAGE, 20, 81.2, 77.55), (LOST, 15, 31.8, 30)])
def test_published_averages_of_twenty_utilities_are_reproduced(
    text: str, count: int, mean: float, middle: float
) -> None:
    group = compare(figures(text))
    assert group is not None
    assert group.count == count
    assert group.mean == pytest.approx(mean, abs=0.05)
    assert group.median == pytest.approx(middle)
    assert group.least <= group.lower_quartile <= group.median <= group.upper_quartile <= group.most


def test_a_group_in_which_somebody_could_be_recognised_is_not_shown() -> None:
    few, enough = compare([1.0, 2.0, 3.0, 4.0, None]), compare([1.0, 2.0, 3.0, 4.0, 5.0])
    assert few is not None
    assert enough is not None
    assert not few.may_be_shown
    assert enough.may_be_shown


def test_a_group_without_data_has_no_shape() -> None:
    assert compare([None, float("nan")]) is None
    alone = compare([7.0])
    assert alone is not None
    assert alone.lower_quartile == alone.upper_quartile == 7.0
