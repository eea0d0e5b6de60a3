"""A slip of the point or the unit is seen in a first year, and a utility that is only unlike most is not asked."""

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wopfield.checklists.library import indicator_catalogue
from wopfield.domain.fitting import check_together
from wopfield.domain.indicator import Entry
from wopfield.domain.plausible import Doubt

EXAMPLES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "worked_examples.json").read_text(encoding="utf-8")
)
TOWN = {
    "days": 365, "pop_area": 450_000, "pop_water": 380_000, "n_conn_water": 66_000, "n_serv_conn": 71_000,
    "len_mains": 1500, "v_own": 24_000_000, "v_import": 0, "v_export": 0, "v_bill_met": 14_500_000,
    "v_bill_unmet": 600_000, "n_staff": 410, "kwh_water": 11_000_000, "opex": 9_000_000, "rev_op": 9_800_000,
    "rev_water": 8_300_000, "cost_labour": 3_100_000,
}  # fmt: skip
SIZES = ("pop_area", "pop_water", "n_conn_water", "n_serv_conn", "len_mains", "v_own", "v_bill_met", "n_staff",
         "kwh_water", "opex", "rev_op", "rev_water", "cost_labour")  # fmt: skip


def asked(figures: Mapping[str, float]) -> dict[str, Doubt]:
    given_entries = {code: Entry(Decimal(repr(figure))) for code, figure in figures.items()}
    return check_together(indicator_catalogue().variables, given_entries)


CLOSE = ("pop_water", "n_conn_water", "n_serv_conn", "v_own", "v_bill_met", "opex", "rev_op", "rev_water")
"""Figures that go together closely enough for ten times to be told."""


@pytest.mark.parametrize(
    ("code", "times"),
    [
        *((code, times) for code in SIZES for times in (100, 1000, 0.01, 0.001)),
        *((code, times) for code in CLOSE for times in (10, 0.1)),
    ],
)
def test_a_slip_in_a_first_year_is_asked_about_with_the_likely_value(code: str, times: float) -> None:
    doubt = asked({**TOWN, code: TOWN[code] * times})[code]
    assert doubt.remark.kind == "slip"
    assert float(doubt.likely or 0) == pytest.approx(TOWN[code])


def test_the_question_about_a_first_year_names_what_it_stands_beside() -> None:
    assert str(asked({**TOWN, "n_staff": 41_000})["n_staff"]).replace("\u202f", "") == (
        "A hundred times what is usual beside: Active water connections, Population served with water. Was 410 meant?"
    )


@pytest.mark.parametrize(
    "unlike_most",
    [
        {},
        {"n_conn_water": 15_000, "n_serv_conn": 15_500},  # tower blocks: 25 people a connection
        {"n_conn_water": 5000, "n_serv_conn": 5600, "len_mains": 700, "v_own": 4_500_000, "v_bill_met": 3e6},  # kiosks
        {"v_own": 90_000_000, "v_export": 64_000_000},  # sells most of it to other utilities
        {"v_bill_met": 4_000_000},  # loses four fifths
        {"opex": 35_000_000, "cost_labour": 12_000_000},  # is paid for by the state
        {"n_staff": 2000, "cost_labour": 7_000_000},
        {"len_mains": 9000, "n_conn_water": 40_000, "n_serv_conn": 42_000},  # scattered
        {"pop_area": 4_000_000},  # serves a tenth
        {"v_own": 90_000_000, "v_bill_met": 75_000_000, "n_conn_water": 150_000, "n_serv_conn": 155_000},  # gardens
    ],
    ids=lambda figures: ",".join(figures),
)
def test_a_utility_unlike_most_is_not_taken_for_a_slip(unlike_most: dict[str, float]) -> None:
    assert {code: str(doubt) for code, doubt in asked({**TOWN, **unlike_most}).items() if doubt.likely} == {}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: str(each["title"]))
def test_no_published_audit_is_taken_for_a_slip(example: dict[str, Any]) -> None:
    assert [code for code, doubt in asked(example["inputs"]).items() if doubt.likely is not None] == []


@given(st.lists(st.floats(0.4, 2.5), min_size=len(SIZES), max_size=len(SIZES)))
def test_figures_that_vary_as_those_of_utilities_do_are_never_taken_for_slips(varied: list[float]) -> None:
    figures = {**TOWN, **{code: TOWN[code] * by for code, by in zip(SIZES, varied, strict=True)}}
    assert [code for code, doubt in asked(figures).items() if doubt.likely is not None] == []
