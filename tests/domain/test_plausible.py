"""Odd figures are asked about; none is refused."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wopfield.checklists.library import indicator_catalogue
from wopfield.domain.fitting import PART_OF, check_together
from wopfield.domain.indicator import Entry
from wopfield.domain.plausible import Doubt, Earlier, check_days, check_entry

KENYA = {
    "QS05": (84, 93, 93, 95, 99, 93, 93),
    "NR01": (65, 63, 58, 58, 55, 54, 49),
    "CV01": (23, 22, 59, 62, 71, 75, 83),
    "QS01": (11, 12, 12, 12, 19, 18, 18),
    "HR01": (16, 14, 11, 10, 8, 6, 5),
    "CM03": (34, 37, 40, 99, 98, 103, 97),
    "FN05": (94, 88, 89, 40, 52, 53, 50),
    "FN09": (0.84, 1.02, 0.99, 1.02, 1.08, 1.13, 1.02),
    "MT01": (31, 27, 33, 60, 71, 86, 91),
}
"""A utility's nine regulator's indicators, 2016 and 2018 to 2023 (naruwasco.co.ke/strategic-plan-2)."""


def asked(code: str, value: str, last: str | None = None) -> Doubt | None:
    variable = indicator_catalogue().variables[code]
    return check_entry(variable, Decimal(value), Earlier("2024", Decimal(last)) if last else None)


def test_a_likely_figure_is_not_asked_about() -> None:
    assert asked("v_own", "612000", "598000") is None
    assert asked("v_own", "612000") is None


def test_ten_times_last_year_is_asked_about_with_the_likely_value() -> None:
    doubt = asked("v_own", "6120000", "598000")
    assert doubt is not None
    assert doubt.likely == Decimal(612000)
    assert doubt.remark.kind == "slip"
    assert str(doubt).replace("\N{NARROW NO-BREAK SPACE}", " ") == "Ten times 2024. Was 612 000 meant?"


@pytest.mark.parametrize(
    ("value", "last", "likely"),
    [
        ("61.2", "598", "612"),
        ("612000", "598", "612"),
        ("0.598", "598", "598"),
        ("45", "4.9", "4.5"),
        ("612000000", "598", "612"),
    ],
)
def test_a_slip_of_point_or_unit_is_seen_in_both_directions(value: str, last: str, likely: str) -> None:
    doubt = asked("v_bill_met", value, last)
    assert doubt is not None
    assert doubt.likely == Decimal(likely)


def test_a_slip_is_asked_before_the_limits_since_it_names_the_likely_value() -> None:
    doubt = asked("pressure_avg", "350", "36")
    assert doubt is not None
    assert doubt.likely == Decimal(35)


@pytest.mark.parametrize(
    ("code", "value", "kind"),
    [("supply_hours", "25", "high"), ("pressure_avg", "2", "low"), ("pop_area", "-5", "low"), ("days", "367", "high")],
)
def test_a_figure_outside_its_limits_is_asked_about(code: str, value: str, kind: str) -> None:
    doubt = asked(code, value)
    assert doubt is not None
    assert doubt.remark.kind == kind
    assert doubt.likely is None


@pytest.mark.parametrize(("value", "starts"), [("1300", "Twice 2024"), ("300", "Half of 2024")])
def test_twice_or_half_of_last_year_is_asked_about(value: str, starts: str) -> None:
    doubt = asked("n_breaks", value, "610")
    assert doubt is not None
    assert doubt.remark.kind == "jump"
    assert str(doubt).startswith(starts)


def test_a_first_figure_after_zero_is_not_asked_about() -> None:
    assert asked("v_import", "5000", "0") is None
    assert asked("v_import", "0", "0") is None


@given(
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**14), max_value=10**14),
    st.none() | st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**14), max_value=10**14),
)
def test_any_figure_is_asked_about_in_one_sentence_or_not_at_all(value: Decimal, last: Decimal | None) -> None:
    variable = indicator_catalogue().variables["v_own"]
    doubt = check_entry(variable, value, None if last is None else Earlier("2024", last))
    assert doubt is None or (str(doubt) and "{" not in str(doubt))


@pytest.mark.parametrize("code", sorted(KENYA))
def test_a_published_series_is_within_the_usual_range(code: str) -> None:
    least, most = indicator_catalogue().indicators[code].usual
    assert [value for value in KENYA[code] if not least <= value <= most] == []


def test_a_part_larger_than_its_whole_names_both() -> None:
    variables = indicator_catalogue().variables
    entries = {"pop_water": Entry(Decimal(1200)), "pop_area": Entry(Decimal(1000)), "pop_sewer": Entry(Decimal(10))}
    doubts = check_together(variables, entries)
    assert list(doubts) == ["pop_water"]
    assert "Population in the service area" in str(doubts["pop_water"])


def test_parts_and_wholes_are_variables_of_one_unit() -> None:
    variables = indicator_catalogue().variables
    for part, whole in PART_OF.items():
        assert variables[part].unit == variables[whole].unit, part


def test_a_part_without_a_figure_is_not_compared() -> None:
    variables = indicator_catalogue().variables
    unmeasured = Entry(None, state="not_measured")
    assert check_together(variables, {"pop_water": unmeasured, "pop_area": Entry(Decimal(5))}) == {}
    assert check_together(variables, {"pop_water": Entry(Decimal("NaN")), "pop_area": Entry(Decimal(5))}) == {}


@pytest.mark.parametrize(
    ("figures", "asked"),
    [
        ({"v_bill_met": 90, "v_export": 20, "v_own": 100, "v_import": 0}, "v_bill_met"),
        ({"v_bill_met": 90, "v_own": 50, "v_import": 60, "v_meter_adj": -30}, "v_bill_met"),
        ({"pop_sewer": 600, "pop_onsite": 500, "pop_area": 1000}, "pop_sewer"),
        ({"cost_labour": 60, "cost_energy": 50, "opex": 100}, "cost_labour"),
        ({"v_own": 101, "v_raw": 100}, "v_own"),
    ],
)
def test_parts_that_come_to_more_than_their_whole_are_asked_about(figures: dict[str, int], asked: str) -> None:
    entries = {code: Entry(Decimal(figure)) for code, figure in figures.items()}
    found = check_together(indicator_catalogue().variables, entries)
    assert list(found) == [asked]
    assert "is more than" in str(found[asked])


def test_digits_that_a_change_of_units_made_are_not_read_out_but_never_hide_the_difference() -> None:
    def told(part: str, whole: str) -> str:
        figures = {"n_staff_women": Entry(Decimal(part)), "n_staff": Entry(Decimal(whole))}
        return str(check_together(indicator_catalogue().variables, figures)["n_staff_women"]).replace("\u202f", "")

    assert "(2277269.66)" in (shown := told("2277269.660548344", "1307087.547368063984502723256"))
    assert "(1307087.55)" in shown
    assert "(1000000.00000001)" in told("1000000.00000001", "1000000")


def test_parts_are_not_compared_with_a_whole_that_is_missing_or_rounded() -> None:
    variables = indicator_catalogue().variables
    assert check_together(variables, {"v_bill_met": Entry(Decimal(90)), "v_own": Entry(Decimal(1))}) == {}
    rounded = {"pop_sewer": Entry(Decimal(501)), "pop_onsite": Entry(Decimal(500)), "pop_area": Entry(Decimal(1000))}
    assert check_together(variables, rounded) == {}


def test_the_days_of_a_period_are_those_its_name_says() -> None:
    for period, days in (("2024", 365), ("2024", 366), ("2024-02", 29), ("baseline", 200)):
        assert check_days(period, Decimal(days)) is None
    doubt = check_days("2024-02", Decimal(365))
    assert doubt is not None
    assert (str(doubt), doubt.likely) == ("2024-02 has 29 days; 365 are given.", Decimal(29))


@pytest.mark.parametrize(
    ("figures", "asked", "likely"),
    [
        ({"v_own": 12_480, "pop_water": 380_000, "days": 365}, "v_own", 12_480_000),
        ({"v_own": 12_480_000_000, "pop_water": 380_000, "days": 365}, "v_own", 12_480_000),
        ({"len_mains": 580_000, "n_serv_conn": 42_000}, "len_mains", 580),
    ],
)
def test_a_figure_in_another_unit_shows_beside_its_neighbours(figures: dict[str, int], asked: str, likely: int) -> None:
    entries = {code: Entry(Decimal(figure)) for code, figure in figures.items()}
    found = check_together(indicator_catalogue().variables, entries)
    assert {code: doubt.likely for code, doubt in found.items()} == {asked: likely}


def test_a_usual_figure_is_not_asked_about_beside_its_neighbours() -> None:
    figures = {"v_own": 12_480_000, "pop_water": 380_000, "days": 365, "len_mains": 580, "n_serv_conn": 42_000}
    entries = {code: Entry(Decimal(figure)) for code, figure in figures.items()}
    assert check_together(indicator_catalogue().variables, entries) == {}
