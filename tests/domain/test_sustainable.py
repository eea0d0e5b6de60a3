"""What the entries say about SDG 6, and nothing that they do not."""

from decimal import Decimal

import pytest

from wopfield.checklists.library import indicator_catalogue
from wopfield.domain.indicator import Entry
from wopfield.domain.sustainable import TARGETS, SustainableWater, sustainable_water

CATALOGUE = indicator_catalogue()


def told(**figures: int) -> SustainableWater:
    return sustainable_water({code: Entry(Decimal(figure)) for code, figure in figures.items()}, CATALOGUE)


def test_water_is_a_ladder_of_everybody_in_the_area() -> None:
    found = told(pop_area=1000, pop_water=700, pop_safe_water=400)
    ladder = found.targets[0].ladder
    assert [part.percent for part in ladder] == pytest.approx([40, 30, 30])
    assert found.known == 2


def test_what_is_missing_is_named_and_no_step_is_made_up() -> None:
    ladder = told(pop_area=1000, pop_water=700).targets[0].ladder
    assert [(part.percent, part.missing) for part in ladder] == [
        (None, ("pop_safe_water",)), (None, ("pop_safe_water",)), (pytest.approx(30), ()),
    ]  # fmt: skip


def test_equity_is_how_far_the_poor_are_behind_everybody() -> None:
    assert told(pop_area=1000, pop_water=700, pop_low_income=200, pop_low_income_served=80).coverage_gap == (
        pytest.approx(30)
    )
    assert told(pop_area=1000, pop_water=700).coverage_gap is None


def test_a_bill_is_affordable_below_three_per_cent_of_a_poor_income() -> None:
    assert told(bill_6m3=20, income_p20=1000).affordable is True
    assert told(bill_6m3=40, income_p20=1000).affordable is False
    assert told(bill_6m3=40).affordable is None


def test_figures_that_disagree_are_asked_about() -> None:
    assert told(pop_area=1000, pop_water=300, pop_safe_water=400).remarks[0].kind == "check"


def test_every_indicator_of_the_targets_is_in_the_catalogue() -> None:
    assert all(code in CATALOGUE.indicators for _label, codes in TARGETS.values() for code in codes)
