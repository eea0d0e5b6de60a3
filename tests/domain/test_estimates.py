"""What people mark as an estimate, in a cell or a file."""

from decimal import Decimal

import pytest

from wopfield.checklists.library import indicator_catalogue
from wopfield.domain.given import read_given

STAFF = indicator_catalogue().variables["n_staff"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("~84", 84),
        ("≈ 1 284", 1284),
        ("115 (est.)", 115),
        ("115 [estimated]", 115),
        ("ca. 1 200", 1200),
        ("environ 300", 300),
        ("cerca de 300", 300),
        ("300 (estimación)", 300),
        ("حوالي ٣٤", 34),
    ],
)
def test_a_figure_marked_as_an_estimate_is_taken_as_one_and_told(text: str, value: int) -> None:
    given = read_given(STAFF, text)
    assert given.entry is not None
    assert (given.entry.value, given.basis) == (Decimal(value), "estimated")
    assert [remark.kind for remark in given.remarks] == ["estimate"]


@pytest.mark.parametrize(
    "text", ["~", "~~84", "~12 (3)", "~1-2", "115 (audited)", "about", "est.", "~NaN", "~12 (est.)"]
)
def test_what_holds_no_single_figure_is_refused_whatever_it_is_marked_as(text: str) -> None:
    given = read_given(STAFF, text)
    assert given.entry is None
    assert given.refused is not None


def test_a_letter_that_may_be_million_is_not_guessed_where_nothing_is_counted() -> None:
    catalogue = indicator_catalogue().variables
    assert read_given(catalogue["v_own"], "1.3m").refused is not None
    metres = read_given(catalogue["len_mains"], "1300 m").entry
    assert metres is not None
    assert metres.value is not None
    assert float(metres.value) == 1.3
