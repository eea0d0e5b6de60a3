"""The limits of a water balance are those a simulation finds, and say which entry to improve first."""

import random
from collections.abc import Iterator, Mapping
from decimal import Decimal
from math import prod, sqrt
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.audits import CATALOGUE, EXAMPLES, FIGURES, VOLUMES, atlanta, entries, kinds
from wopfield.domain.accuracy import BY_GRADE, accuracy, bands
from wopfield.domain.balance import Amount, Balance
from wopfield.domain.balancing import INPUTS, balance, balances
from wopfield.domain.indicator import Entry

WHOLE: dict[str, float] = {
    **EXAMPLES[0]["inputs"], "v_unauth": 900_000.0, "lp_avg_m": 4.0, "supply_hours": 20.0, "n_breaks": 600.0,
    "n_breaks_conn": 4000.0,
}  # fmt: skip
WIDE = {"v_own": 20, "n_serv_conn": 50, "pressure_avg": 50, "opex": 60, "tariff_retail": 50}
DRAWN = 6000


@pytest.mark.slow
@pytest.mark.parametrize("margins", [{"": 2}, {"": 5}, {"": 20}, {"": 50}, {"": 10, **WIDE}], ids=str)
def test_limits_are_those_a_monte_carlo_finds_however_wide_they_are(margins: Mapping[str, int]) -> None:
    complete = WHOLE
    sure = {code: 0 if code == "days" else margins.get(code, margins[""]) for code in complete}
    made = balance({c: Entry(Decimal(repr(v)), margin=Decimal(sure[c])) for c, v in complete.items()})
    drawn: dict[str, list[float]] = {}
    spread = {code: abs(figure) * sure[code] / 100 / 1.96 for code, figure in complete.items()}
    for each in balances([entries(figures) for figures in thrown(complete, spread)]):
        for name, amount in every_amount(each):
            drawn.setdefault(name, []).append(amount.value or 0.0)
    found = {name: amount for name, amount in every_amount(made) if amount.value is not None}
    for name, amount in found.items():
        if name in SPREAD_OF_ITS_OWN or name == "share of water_supplied":
            continue
        values = sorted(drawn[name])
        low, high = values[DRAWN // 40], values[-DRAWN // 40]
        assert amount.low == pytest.approx(low, abs=0.05 * (high - low)), name
        assert amount.high == pytest.approx(high, abs=0.05 * (high - low)), name


NEAR_ZERO = ("pressure_avg", "opex", "n_conn_water", "tariff_retail")
SPREAD_OF_PUBLISHED = 0.25 / 1.96


@pytest.mark.slow
@pytest.mark.parametrize("wide", [70, 90, 95, 100])
@pytest.mark.parametrize("codes", [("v_own",), NEAR_ZERO, ("n_serv_conn", "supply_hours")], ids="/".join)
def test_limits_are_those_a_monte_carlo_finds_or_said_to_be_none_where_inputs_come_near_zero(
    codes: tuple[str, ...], wide: int
) -> None:
    complete = WHOLE
    sure = {code: 0 if code == "days" else wide if code in codes else 5 for code in complete}
    made = balance({c: Entry(Decimal(repr(v)), margin=Decimal(sure[c])) for c, v in complete.items()})
    spread = {code: abs(figure) * sure[code] / 100 / 1.96 for code, figure in complete.items()}
    drawn: dict[str, list[float]] = {}
    draws, averages = thrown(complete, spread), shares(random.Random(7), DRAWN)
    for draw, average, each in zip(draws, averages, balances([entries(d) for d in draws]), strict=True):
        for name, value in by_published(each, 1 + SPREAD_OF_PUBLISHED * average).items():
            if prod(draw[code] for code in DIVIDED_BY.get(name, ())) > 0:
                drawn.setdefault(name, []).append(value)
    said = " ".join(kinds(made))
    for name, amount in every_amount(made):
        if not amount.value or name == "share of water_supplied":
            continue
        values = sorted(drawn[name])
        low, high = values[len(values) // 40], values[-len(values) // 40]
        width = high - low
        if amount.high is None:
            assert wide == 100 or (wide >= 90 and "n_serv_conn" in codes), name
            assert made.measure(name).indicator in said
        else:
            # two divisors that are both near zero: a little too far, never too near
            assert -0.06 * width <= amount.high - high <= (0.2 if "n_serv_conn" in codes else 0.06) * width, name
        if amount.low is None:
            assert made.measure(name).indicator in said.partition("No lower limit")[2]
        else:
            assert amount.low == pytest.approx(low, abs=0.1 * width), name


DIVIDED_BY = {
    "nrw_per_km": ("len_mains",),
    "nrw_per_connection": ("n_conn_water",),
    "apparent_per_connection": ("n_serv_conn",),
    "real_per_connection": ("n_serv_conn", "supply_hours"),
    "real_per_km": ("len_mains", "supply_hours"),
    "real_per_connection_and_pressure": ("n_serv_conn", "supply_hours", "pressure_avg"),
    "ili": ("supply_hours", "pressure_avg"),
    "nrw_cost_percent": ("opex",),
}
"""Drawn below zero, they are no utility's: nobody divides by them."""


def by_published(made: Balance, times: float) -> dict[str, float]:
    """Return what there is of a balance, had the published averages been so many times what they are."""
    found = {name: amount.value or 0.0 for name, amount in every_amount(made)}
    located = {part.code: (part.volume.value or 0.0) * times for part in made.located[:-1]}
    return {**found, **located, "hidden_leakage": found["real_losses"] - sum(located.values())}


def thrown(middles: Mapping[str, float], spread: Mapping[str, float]) -> list[dict[str, float]]:
    """Return figures drawn by a Latin hypercube: each entry has every share of its distribution once."""
    dice = random.Random(2026)
    columns = [[middle + spread[c] * z for z in shares(dice, DRAWN)] for c, middle in middles.items()]
    return [dict(zip(middles, row, strict=True)) for row in zip(*columns, strict=True)]


def shares(dice: random.Random, many: int) -> list[float]:
    """Return deviations from the mean, of which each share of their distribution is there once, in any order."""
    return dice.sample([NormalDist().inv_cdf((place + 0.5) / many) for place in range(many)], many)


SPREAD_OF_ITS_OWN = frozenset({"background_leakage", "mains_bursts", "connection_bursts", "hidden_leakage"})
"""These are unsure by published averages, too, which no entry tells."""


def every_amount(made: Balance) -> Iterator[tuple[str, Amount]]:
    for part in (*made.components(), *made.located):
        yield part.code, part.volume
        if part.code not in SPREAD_OF_ITS_OWN:
            yield f"share of {part.code}", part.percent
            yield f"money of {part.code}", part.money
    for measure in made.measures:
        yield measure.code, measure.amount


def test_where_a_divisor_may_be_zero_no_upper_limit_is_given_and_that_is_said() -> None:
    given_entries = {**entries(EXAMPLES[0]["inputs"], "A"), "pressure_avg": Entry(Decimal(72), margin=Decimal(100))}
    made = balance(given_entries, CATALOGUE.names)
    ili = made.measure("ili").amount
    assert (ili.value is None, ili.high, ili.half, ili.is_even) == (False, None, None, False)
    assert 0 < (ili.low or 0) < (ili.value or 0)
    assert made.measure("nrw_percent").amount.high is not None
    said = [str(remark) for remark in made.warnings if "No upper limit" in str(remark)]
    assert said == [
        "No upper limit can be given of NR09, NR11: by the limits of the entries, what one divides by may be zero. "
        "Worth knowing better: Average operating pressure."
    ]


@given(FIGURES, st.lists(st.sampled_from([0, 2, 20, 50, 100, 300]), min_size=len(INPUTS), max_size=len(INPUTS)))
def test_limits_are_on_either_side_of_each_volume_share_and_measure(
    figures: dict[str, float], margins: list[int]
) -> None:
    sure = dict(zip(INPUTS, margins, strict=True))
    made = balance({c: Entry(Decimal(repr(v)), margin=Decimal(sure[c])) for c, v in figures.items()})
    amounts = [*(part.volume for part in made.components()), *(part.percent for part in made.components())]
    for amount in amounts:
        if amount.value is not None:
            slack = 1e-9 * (abs(amount.value) + 1)
            assert amount.low is None or amount.low <= amount.value + slack
            assert amount.high is None or amount.high >= amount.value - slack


def test_limits_of_a_sum_add_as_squares_and_an_input_used_twice_counts_once() -> None:
    given_entries = atlanta()
    made = balance({**given_entries, "v_own": Entry(given_entries["v_own"].value, "B")})
    parts = [made.find(code).volume.half or 0 for code in ("billed_metered", "billed_unmetered")]
    assert made.find("billed_authorised").volume.half == pytest.approx(sqrt(sum(part**2 for part in parts)))
    # the share of a whole that is its only part is known exactly, however badly the whole is
    alone = balance(entries(dict.fromkeys(VOLUMES, 0.0) | {"v_own": 1000.0}, "D"))
    assert alone.measure("nrw_percent").amount.half == pytest.approx(0)


def test_an_accuracy_of_its_own_counts_before_the_grade() -> None:
    entry = Entry(Decimal(100), "D", margin=Decimal(1))
    assert accuracy("v_own", entry) == 0.01
    assert [accuracy("v_own", Entry(Decimal(1), grade)) * 100 for grade in BY_GRADE] == list(BY_GRADE.values())
    assert bands("b2") == ("B", Decimal(20))
    assert bands("E") is bands("B7") is bands("") is None


def test_the_entry_worth_improving_first_is_the_one_behind_most_of_the_doubt() -> None:
    advice = balance(atlanta(), CATALOGUE.names).advice
    assert [each.entry for each in advice[:2]] == ["v_own", "v_bill_met"]
    assert sum(each.share for each in advice) == pytest.approx(1)
    exact = {**atlanta(), "v_own": Entry(atlanta()["v_own"].value, margin=Decimal(0))}
    assert balance(exact).find("real_losses").volume.half == pytest.approx(advice[0].half_then)
