"""Indicators reproduce what others published, and say what they lack or why they cannot be."""

import csv
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wopfield.checklists.library import get, indicator_catalogue
from wopfield.domain.balancing import balance
from wopfield.domain.catalogue import Catalogue
from wopfield.domain.indicator import Entry, Result, readable
from wopfield.shipped import shipped

EXAMPLES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "worked_examples.json").read_text(encoding="utf-8")
)
CASES = [
    pytest.param(example["inputs"], code, expected, id=f"{example['title']}: {code}")
    for example in EXAMPLES
    for code, expected in example["expected"].items()
]


def catalogue() -> Catalogue:
    return indicator_catalogue()


def entries(**figures: float | str) -> dict[str, Entry]:
    return {code: Entry(Decimal(str(figure))) for code, figure in figures.items()}


def result(code: str, **figures: float | str) -> Result:
    return catalogue().work_out(code, entries(**figures))


def rows(file: str) -> list[dict[str, str]]:
    with (shipped("resources") / "indicators" / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


# ── the catalogue is what its files say ──────────────────────────────────────────────────────────────────────


def test_every_row_and_column_of_the_indicators_is_loaded() -> None:
    loaded = [
        {
            "code": i.code,
            "name": i.name,
            "formula": i.formula,
            "unit": i.unit,
            "direction": i.direction,
            "typical_min": str(i.typical_min),
            "typical_max": str(i.typical_max),
            "good_practice_value": "" if i.good_practice is None else str(i.good_practice),
            "good_practice_source": i.good_practice_source,
            "definition": i.definition,
            "source": i.source,
            "themes": ";".join(i.themes),
        }
        for i in catalogue().indicators.values()
    ]
    assert loaded == rows("indicators.csv")
    assert len(loaded) == 105


def test_every_row_and_column_of_the_variables_is_loaded() -> None:
    loaded = [
        {
            "code": v.code,
            "name": v.name,
            "unit": v.unit,
            "definition": v.definition,
            "plausible_min": str(v.plausible_min),
            "plausible_max": str(v.plausible_max),
            "source": v.source,
        }
        for v in catalogue().variables.values()
    ]
    assert loaded == rows("variables.csv")
    assert len(loaded) == 122


def test_every_formula_uses_known_variables_and_every_variable_is_used_or_explains() -> None:
    used = {code for i in catalogue().indicators.values() for code in i.variables}
    explaining = {v.code for v in catalogue().variables.values() if v.source.startswith("explanatory only")}
    assert used | explaining == set(catalogue().variables)
    assert not used & explaining


def test_limits_and_directions_make_sense() -> None:
    for indicator in catalogue().indicators.values():
        assert indicator.typical_min < indicator.typical_max, indicator.code
        assert indicator.direction in {"higher_better", "lower_better", "target"}, indicator.code
    for variable in catalogue().variables.values():
        assert variable.plausible_min < variable.plausible_max, variable.code


def test_every_variable_is_in_exactly_one_group_of_the_grid() -> None:
    grouped = [code for group in catalogue().groups for code in group.variables]
    assert sorted(grouped) == sorted(catalogue().variables)
    assert {v.group for v in catalogue().variables.values()} == {g.code for g in catalogue().groups}


def test_the_key_indicators_need_no_more_than_the_common_variables() -> None:
    assert catalogue().key_indicators == ("NR01", "CV01", "QS01", "HR01", "FN09")
    for code in catalogue().key_indicators:
        assert set(catalogue().indicators[code].variables) <= set(catalogue().common_variables)
    assert len(catalogue().common_variables) == 14


def test_items_of_the_peer_review_link_to_indicators_that_exist() -> None:
    for item in get("peer_review").items:
        for code in item.linked_indicators:
            assert code in catalogue().indicators, f"{item.code} links to {code}"


def test_the_indicators_that_use_a_variable_are_found() -> None:
    assert {i.code for i in catalogue().using("supply_hours")} >= {"QS01", "NR07", "NR10", "NR11"}
    assert catalogue().using("rainfall_mm") == ()


# ── worked examples ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("inputs", "code", "expected"), CASES)
def test_a_published_result_is_reproduced(inputs: dict[str, float], code: str, expected: dict[str, float]) -> None:
    worked = result(code, **inputs)
    assert worked.missing == ()
    assert worked.value == pytest.approx(expected["value"], rel=expected["rel_tol"])


def test_there_are_as_many_published_results_as_were_collected() -> None:
    assert len(EXAMPLES) == 5
    assert len(CASES) == 26


@pytest.mark.parametrize(
    ("mains", "connections", "losses", "unavoidable", "ratio", "density"),
    [(6.8, 278, 4221, 415, 10.17, 41), (39.62, 2240, 33862, 4260, 7.95, 57), (10.83, 141, 1059, 370, 2.86, 13)],
)
def test_zones_of_a_published_study_have_their_leakage_index_and_density(
    mains: float, connections: int, losses: float, unavoidable: float, ratio: float, density: float
) -> None:
    # the study gives the unavoidable losses, not the pressure: take the pressure that gives them
    zone = {"len_mains": mains, "n_serv_conn": connections, "lp_avg_m": 0, "days": 30, "supply_hours": 24}
    at_one_metre = result("NR10", **zone, pressure_avg=1).value
    assert at_one_metre is not None
    zone["pressure_avg"] = unavoidable / at_one_metre
    nothing = dict.fromkeys(catalogue().indicators["WB08"].variables, 0.0)
    assert result("NR11", **nothing | zone | {"v_own": losses}).value == pytest.approx(ratio, abs=0.01)
    assert result("NR12", **zone).value == pytest.approx(density, abs=0.5)


@given(
    mains=st.floats(50, 5000),
    connections=st.integers(1000, 500_000),
    psi=st.floats(30, 120),
)
def test_unavoidable_losses_are_a_little_below_the_rounded_american_form(
    mains: float, connections: int, psi: float
) -> None:
    american = (5.41 * mains / 1.609344 + 0.15 * connections) * psi * 365 * 3.785411784 / 1000
    ours = result(
        "NR10",
        len_mains=mains,
        n_serv_conn=connections,
        lp_avg_m=0,
        pressure_avg=psi * 0.703070,
        days=365,
        supply_hours=24,
    ).value
    assert ours is not None
    assert 0.990 <= ours / american <= 0.9955


def test_an_audit_that_cannot_be_right_is_shown_and_says_what_to_check() -> None:
    hanford = EXAMPLES[-1]["inputs"]
    for code in ("WB08", "NR11"):
        worked = result(code, **hanford)
        assert worked.value is not None
        assert worked.value < 0
        assert worked.problem is not None
        assert worked.problem.kind == "impossible"
        assert "Billed unmetered consumption" in str(worked.problem)
        assert "Water exported" not in str(worked.problem)  # it is zero
        assert not worked.comparable


# ── what is missing, and what cannot be ──────────────────────────────────────────────────────────────────────


def test_what_is_missing_is_named_and_never_zero() -> None:
    worked = result("CV01", pop_area=1000)
    assert worked == Result(None, ("pop_water",))
    assert catalogue().work_out("CV01", {}).missing == ("pop_water", "pop_area")


def test_a_figure_that_was_not_measured_is_missing() -> None:
    given_entries = entries(pop_area=1000) | {"pop_water": Entry(None, state="not_measured")}
    assert catalogue().work_out("CV01", given_entries).missing == ("pop_water",)


def test_what_does_not_apply_is_not_missing() -> None:
    given_entries = entries(pop_area=1000) | {"pop_sewer": Entry(None, state="not_applicable")}
    worked = catalogue().work_out("CV04", given_entries)
    assert worked.missing == ()
    assert worked.value is None
    assert str(worked.problem) == "Does not apply here: Population connected to sewers."


def test_a_flow_that_does_not_apply_counts_as_nothing_in_indicators_as_in_the_balance() -> None:
    known = entries(v_own=1000, v_meter_adj=0, v_bill_met=600, len_mains=10, days=365)
    none = dict.fromkeys(("v_import", "v_export", "v_bill_unmet"), Entry(None, state="not_applicable"))
    nothing = entries(v_import=0, v_export=0, v_bill_unmet=0)
    for code in ("WB01", "WB02", "NR01", "NR03", "MT02"):
        worked = catalogue().work_out(code, known | none)
        assert worked.value is not None
        assert worked == catalogue().work_out(code, known | nothing)
    assert catalogue().work_out("NR01", known | none).value == pytest.approx(
        balance(known | none).measure("nrw_percent").amount.value
    )
    unsaid = known | none | {"v_import": Entry(None, state="not_measured")}
    assert catalogue().work_out("NR01", unsaid).missing == ("v_import",)


def test_nothing_is_divided_by_zero() -> None:
    worked = result("CV01", pop_water=10, pop_area=0)
    assert worked.value is None
    assert str(worked.problem).startswith("Not calculated: Population in the service area is zero")


def test_a_part_cannot_be_more_than_the_whole() -> None:
    worked = result("CV01", pop_water=1200, pop_area=1000)
    assert worked.value == pytest.approx(120)
    assert worked.problem is not None
    assert worked.problem.kind == "impossible"
    assert not worked.comparable


def test_collecting_more_than_was_billed_is_possible() -> None:
    worked = result("CM03", cash_billed=103, rev_op=100)
    assert worked.value == pytest.approx(103)
    assert worked.problem is None
    assert worked.comparable


def test_a_value_out_of_the_usual_range_is_asked_about_but_stands() -> None:
    worked = result("HR01", n_staff_water=900, n_conn_water=10000)
    assert worked.problem is not None
    assert worked.problem.kind == "unusual"
    assert worked.comparable


def test_a_leakage_index_below_one_is_asked_about() -> None:
    losses = dict.fromkeys(catalogue().indicators["WB08"].variables, 0.0)
    network = {"len_mains": 100, "n_serv_conn": 10000, "lp_avg_m": 0, "pressure_avg": 40}
    time = {"days": 365, "supply_hours": 24}
    low = result("NR11", **losses | network | time | {"v_own": 130_000})
    assert low.value is not None
    assert 0.8 < low.value < 1
    assert low.problem is not None
    assert str(low.problem).startswith("Lower than usual (below 1)")


def test_the_weakest_input_gives_the_confidence() -> None:
    given_entries = {"pop_water": Entry(Decimal(50), "A"), "pop_area": Entry(Decimal(100), "C")}
    assert catalogue().work_out("CV01", given_entries).confidence == "C"
    assert result("CV01", pop_water=50, pop_area=100).confidence is None


def test_all_indicators_are_worked_out_at_once() -> None:
    worked = catalogue().work_out_all(entries(supply_hours=12))
    assert len(worked) == 105
    assert worked["QS01"].value == 12
    assert worked["NR01"].missing[0] == "v_own"


def test_a_formula_can_be_read_with_names() -> None:
    assert readable(catalogue().indicators["CV01"], catalogue().names) == (
        "100 × Population served with water / Population in the service area"
    )


@given(st.dictionaries(st.sampled_from(sorted(indicator_catalogue().variables)), st.decimals(), max_size=122))
def test_no_entries_whatever_break_the_working_out(figures: dict[str, Decimal]) -> None:
    for worked in catalogue().work_out_all({code: Entry(figure) for code, figure in figures.items()}).values():
        assert worked.value is not None or worked.missing or worked.problem


@given(st.sets(st.sampled_from(sorted(indicator_catalogue().variables))))
def test_no_result_ever_comes_from_a_missing_entry(given_codes: set[str]) -> None:
    for code, worked in catalogue().work_out_all(entries(**dict.fromkeys(given_codes, 7.0))).items():
        needed = catalogue().indicators[code].needs
        assert set(worked.missing) == needed - given_codes
        assert (worked.value is not None or worked.problem is not None) == (needed <= given_codes)
