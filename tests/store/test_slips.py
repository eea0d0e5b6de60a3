"""Slips planted in the histories of made-up utilities: nearly all are asked about, and what is right seldom is."""

import random
from decimal import Decimal

import pytest

from wopfield.checklists.library import indicator_catalogue
from wopfield.domain.indicator import Entry
from wopfield.domain.plausible import Doubt
from wopfield.store.indicators import doubts

CATALOGUE = indicator_catalogue()

UTILITY = {
    "pop_area": 410_000, "pop_water": 330_000, "pop_sewer": 120_000, "n_conn_water": 61_000, "n_serv_conn": 72_000,
    "n_conn_metered": 52_000, "v_own": 24_500_000, "v_bill_met": 14_200_000, "v_bill_unmet": 900_000,
    "len_mains": 1_150, "n_breaks": 620, "n_complaints": 7_400, "n_staff": 480, "n_staff_water": 390,
    "rev_op": 9_800_000, "cash_billed": 8_700_000, "opex": 9_100_000, "cost_labour": 3_300_000,
    "cost_energy": 2_600_000, "kwh_water": 15_300_000,
}  # fmt: skip
"""A town of the size most partnerships help, in a year."""

YEARS = ("2019", "2020", "2021", "2022", "2023")
Histories = dict[str, dict[str, float]]


def history(dice: random.Random) -> Histories:
    """Return five years that grow together, each figure a little off on its own."""
    size, growth = dice.uniform(0.2, 5), dice.uniform(0.97, 1.09)
    return {
        year: {code: figure * size * growth**place * dice.uniform(0.96, 1.04) for code, figure in UTILITY.items()}
        for place, year in enumerate(YEARS)
    }


def asked(years: Histories) -> dict[tuple[str, str], Doubt]:
    entries = {
        year: {"days": Entry(Decimal(365)), **{code: Entry(Decimal(f"{each:.2f}")) for code, each in figures.items()}}
        for year, figures in years.items()
    }
    return doubts(entries, CATALOGUE)


def test_figures_that_are_right_are_seldom_asked_about() -> None:
    dice = random.Random(1)
    questions = sum(len(asked(history(dice))) for _ in range(40))
    assert questions <= 0.001 * 40 * len(YEARS) * len(UTILITY), questions


@pytest.mark.parametrize("times", [10, 100, 1000, 0.1, 0.01, 0.001])
def test_a_slip_after_the_first_year_is_asked_about_and_what_was_meant_is_offered(times: float) -> None:
    dice = random.Random(2)
    found = []
    for code in UTILITY:
        for year in (YEARS[1], YEARS[-1]):
            years = history(dice)
            meant = years[year][code]
            years[year][code] = meant * times
            doubt = asked(years).get((code, year))
            likely = None if doubt is None else doubt.likely
            found.append(likely is not None and float(likely) == pytest.approx(meant, rel=0.01, abs=5))
    assert sum(found) >= 0.95 * len(found), f"{sum(found)} of {len(found)}"
