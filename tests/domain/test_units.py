"""Figures may be typed in the unit they were read in."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wopfield.checklists.library import indicator_catalogue
from wopfield.domain.units import FACTORS, convert, convert_back, factor, units_for
from wopfield.errors import BadInput


@pytest.mark.parametrize(
    ("value", "typed", "unit", "expected"),
    [
        ("1", "million US gallons", "m3", 3785.411784),
        ("1", "acre-feet", "m3", 1233.4818),
        ("748.05", "hundred cubic feet", "m3", 748.05 * 2.83168),
        ("600", "miles", "km", 965.6064),
        ("70", "psi", "m", 49.2149),
        ("3.6", "MJ", "kWh", 1),
        ("2.5", "million m3", "m3", 2_500_000),
        ("10", "litres/s", "m3/day", 864),
    ],
)
def test_a_figure_is_turned_into_the_unit_of_the_catalogue(value: str, typed: str, unit: str, expected: float) -> None:
    assert float(convert(Decimal(value), typed, unit)) == pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize("typed", ["", "persons"])
def test_a_figure_in_the_same_unit_stays_to_the_digit(typed: str) -> None:
    assert str(convert(Decimal("12.50"), typed, "persons")) == "12.50"


@pytest.mark.parametrize(("typed", "unit"), [("miles", "m3"), ("m3", "persons"), ("furlong", "km")])
def test_a_figure_of_another_kind_is_refused(typed: str, unit: str) -> None:
    with pytest.raises(BadInput, match="cannot be turned into"):
        convert(Decimal(1), typed, unit)


def test_every_unit_offered_is_of_a_variable_and_its_own_comes_first() -> None:
    units = {variable.unit for variable in indicator_catalogue().variables.values()}
    assert set(FACTORS) <= units
    for unit in units:
        assert units_for(unit)[0] == unit
        assert convert(Decimal(7), unit, unit) == 7


@given(st.sampled_from([(typed, unit) for unit, units in FACTORS.items() for typed in units]), st.floats(1e-9, 1e12))
def test_a_figure_in_any_unit_comes_back_as_it_was_typed(units: tuple[str, str], figure: float) -> None:
    typed, unit = units
    exact = Decimal(repr(figure))
    there = convert(exact, typed, unit)
    assert float(convert_back(there, typed, unit)) == pytest.approx(figure, rel=1e-12)
    assert float(there) == pytest.approx(figure * float(factor(typed, unit)), rel=1e-12)
