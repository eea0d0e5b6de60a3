"""The water balance gives what others published, carries its limits, closes, and says what cannot be."""

import json
import pickle
import random
from collections.abc import Iterator, Mapping
from decimal import Decimal
from math import isclose, prod, sqrt
from pathlib import Path
from statistics import NormalDist
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wopfield.checklists.library import indicator_catalogue
from wopfield.domain.accuracy import BY_GRADE, accuracy, bands
from wopfield.domain.balance import Amount, Balance
from wopfield.domain.balancing import INPUTS, balance, balances
from wopfield.domain.indicator import Entry
from wopfield.domain.leakage import NightFlow, Repairs
from wopfield.domain.remark import Remark
from wopfield.domain.summary import Confidence
from wopfield.domain.what_if import Change, what_if

EXAMPLES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "worked_examples.json").read_text(encoding="utf-8")
)
CATALOGUE = indicator_catalogue()
CASES = [
    pytest.param(each["inputs"], code, expected, id=f"{each['title']}: {code}")
    for each in EXAMPLES
    for code, expected in each["expected"].items()
]
VOLUMES = INPUTS[:11]


def entries(figures: Mapping[str, float], grade: Confidence | None = None) -> dict[str, Entry]:
    return {code: Entry(Decimal(repr(figure)), grade) for code, figure in figures.items()}


def atlanta(**others: float) -> dict[str, Entry]:
    return entries(EXAMPLES[0]["inputs"] | others)


def by_indicator(made: Balance) -> dict[str, float | None]:
    found = {each.indicator: each.volume.value for each in made.components() if each.indicator}
    return found | {each.indicator: each.amount.value for each in made.measures}


# ── what others published ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("inputs", "code", "expected"), CASES)
def test_a_published_balance_is_reproduced(inputs: dict[str, float], code: str, expected: dict[str, float]) -> None:
    assert by_indicator(balance(entries(inputs)))[code] == pytest.approx(expected["value"], rel=expected["rel_tol"])


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: str(each["title"]))
def test_the_balance_and_the_indicators_never_differ(example: dict[str, Any]) -> None:
    given_entries = entries(example["inputs"])
    for code, value in by_indicator(balance(given_entries)).items():
        indicator = CATALOGUE.work_out(code, given_entries).value
        assert value == (None if indicator is None else pytest.approx(indicator, rel=1e-12, abs=1e-6)), code


def test_an_audit_that_cannot_be_right_says_so_and_names_what_to_check() -> None:
    made = balance(entries(EXAMPLES[-1]["inputs"]), CATALOGUE.names)
    said = str(made.warnings[0])
    assert not made.is_possible
    assert said.startswith("Not possible: real losses are below zero, by 28")
    assert "Volume from own sources" in said
    assert "Water exported" not in said  # it is zero


def test_parts_of_unavoidable_losses_are_those_of_the_published_table() -> None:
    # background, of mains and connections, as shares of the whole coefficient: 2.87 of 5.4 and 0.112 of 0.15
    zone = {"days": 365, "supply_hours": 24, "lp_avg_m": 0, "pressure_avg": 50, "n_breaks": 0, "n_breaks_conn": 0}
    mains = balance(entries(zone | {"len_mains": 100, "n_serv_conn": 0}))
    connections = balance(entries(zone | {"len_mains": 0, "n_serv_conn": 10_000}))
    shares = [
        (made.find("background_leakage").volume.value or 0) / (made.measure("uarl").amount.value or 1)
        for made in (mains, connections)
    ]
    assert shares == pytest.approx([2.87 / 5.4, 0.112 / 0.15], rel=0.01)


# ── laws ─────────────────────────────────────────────────────────────────────────────────────────────────────

FIGURES = st.fixed_dictionaries({code: st.floats(0, 1e9) for code in VOLUMES}) | st.fixed_dictionaries(
    {code: st.floats(1, 1e6) for code in INPUTS}
)


@given(FIGURES)
def test_a_balance_closes(figures: dict[str, float]) -> None:
    made = balance(entries(figures))
    whole = made.system_input.volume.value
    leaves = [each.volume.value for each in made.system_input.walk() if not each.children]
    assert whole is not None
    scale = max(abs(leaf or 0) for leaf in [*leaves, whole])
    assert sum(leaf or 0 for leaf in leaves) == pytest.approx(whole, rel=1e-9, abs=1e-9 * scale)
    for each in made.system_input.walk():
        if each.children:
            parts = sum(child.volume.value or 0 for child in each.children)
            assert parts == pytest.approx(each.volume.value, rel=1e-9, abs=1e-9 * scale)


@given(FIGURES, st.floats(0.01, 100))
def test_scaling_every_volume_scales_the_balance_and_leaves_its_shares(figures: dict[str, float], by: float) -> None:
    larger = {code: figure * by if code in VOLUMES else figure for code, figure in figures.items()}
    small, large = balance(entries(figures)), balance(entries(larger))
    scale = max(abs(each.volume.value or 0) for each in large.components()) + 1e-9
    for one, other in zip(small.components(), large.components(), strict=True):
        assert other.volume.value == pytest.approx((one.volume.value or 0) * by, rel=1e-9, abs=1e-9 * scale)


OVER_THE_PERIOD = (*VOLUMES, "days", "opex", "n_breaks", "n_breaks_conn")
TIMES = st.floats(0.01, 100)


@given(st.fixed_dictionaries({code: st.floats(1, 1e6) for code in INPUTS} | {"v_own": st.floats(1e7, 1e9)}), TIMES)
def test_a_period_so_many_times_as_long_scales_every_volume_and_leaves_what_is_told_by_the_day(
    figures: dict[str, float], times: float
) -> None:
    longer = {code: figure * times if code in OVER_THE_PERIOD else figure for code, figure in figures.items()}
    short, long = balance(entries(figures)), balance(entries(longer))
    scale = max(abs(each.volume.value or 0) for each in (*long.components(), *long.located))
    for one, other in zip((*short.components(), *short.located), (*long.components(), *long.located), strict=True):
        assert other.volume.value == pytest.approx((one.volume.value or 0) * times, rel=1e-9, abs=1e-9 * scale)
    for before, after in zip(short.measures, long.measures, strict=True):
        grows = times if before.code == "uarl" else 1
        value = (before.amount.value or 0) * grows
        # what is left of large volumes carries their rounding
        rounding = 1e-9 * (max(abs(before.amount.half or 0), abs(value)) * grows)
        assert after.amount.value == pytest.approx(value, rel=1e-9, abs=rounding), before.code


@given(st.sets(st.sampled_from(INPUTS)))
def test_nothing_comes_from_a_missing_entry(given_codes: set[str]) -> None:
    complete = {**EXAMPLES[0]["inputs"], "n_breaks": 50, "n_breaks_conn": 900}
    made = balance(entries({code: complete[code] for code in given_codes}))
    for each in (*made.components(), *made.located):
        assert (each.volume.value is None) == bool(each.volume.missing)
    for measure in made.measures:
        assert (measure.amount.value is None) == bool(measure.amount.missing)
    missing = {code for each in made.components() for code in each.volume.missing}
    assert not missing & given_codes


@given(st.dictionaries(st.sampled_from(INPUTS), st.decimals()))
def test_no_entries_whatever_break_a_balance(figures: dict[str, Decimal]) -> None:
    made = balance({code: Entry(figure) for code, figure in figures.items()}, CATALOGUE.names)
    assert all(str(remark) for remark in made.warnings)
    assert len(list(made.components())) == 18


ENTRY = st.builds(
    Entry,
    st.none() | st.decimals(-10, 10**9, places=2),
    st.sampled_from([None, "A", "D"]),
    st.sampled_from(["measured", "measured", "not_applicable", "not_measured"]),
    st.none(),
)


@given(st.lists(st.tuples(st.dictionaries(st.sampled_from(INPUTS), ENTRY), st.sampled_from([None, NightFlow(120)]))))
def test_many_utilities_at_once_have_to_the_last_digit_what_each_has_alone(
    utilities: list[tuple[dict[str, Entry], NightFlow | None]],
) -> None:
    nights = [night for _entries, night in utilities]
    together = balances([each for each, _night in utilities], CATALOGUE.names, nights=nights)
    assert together == [balance(each, CATALOGUE.names, night=night) for each, night in utilities]


# ── limits ───────────────────────────────────────────────────────────────────────────────────────────────────


WHOLE: dict[str, float] = {
    **EXAMPLES[0]["inputs"], "v_unauth": 900_000.0, "lp_avg_m": 4.0, "supply_hours": 20.0, "n_breaks": 600.0,
    "n_breaks_conn": 4000.0,
}  # fmt: skip
WIDE = {"v_own": 20, "n_serv_conn": 50, "pressure_avg": 50, "opex": 60, "tariff_retail": 50}
DRAWN = 6000
SLOWLY = ({"": 2}, {"": 5}, {"": 20})
"""The others are looked at with the slow tests."""


@pytest.mark.parametrize(
    "margins",
    [
        pytest.param(margins, id=str(margins), marks=pytest.mark.slow if margins in SLOWLY else ())
        for margins in ({"": 2}, {"": 5}, {"": 20}, {"": 50}, {"": 10, **WIDE})
    ],
)
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


# ── what is said ─────────────────────────────────────────────────────────────────────────────────────────────


def kinds(made: Balance) -> list[str]:
    return [str(remark) for remark in made.warnings]


@pytest.mark.parametrize(
    ("others", "said"),
    [
        ({"v_bill_met": 121e6}, "An ILI of 0."),
        ({"v_bill_met": 140e6}, "more were billed than supplied"),
        ({"supply_hours": 8.0}, "Water flows 8.0 hours a day"),
        ({"n_serv_conn": 900.0}, "less certain here"),
        ({"pressure_avg": 12.0}, "less certain here"),
        ({"v_meter_adj": -20e6}, "correction of the production meters is −14.7 %"),
        ({"v_meter_err": 0.0}, "No apparent losses are entered"),
        ({"v_import": -5.0}, "below zero: Water imported"),
        ({"supply_hours": 25.0}, "no more than 24 hours"),
        ({"n_breaks": 1e6, "n_breaks_conn": 0.0}, "more than the real losses"),
    ],
)
def test_what_is_odd_is_said_plainly(others: dict[str, float], said: str) -> None:
    assert any(said in sentence for sentence in kinds(balance(atlanta(**others), CATALOGUE.names))), said


def test_of_a_usual_balance_there_is_nothing_to_say_but_how_its_unavoidable_losses_are_meant() -> None:
    graded = {code: Entry(entry.value, "B") for code, entry in atlanta().items()}
    made = balance(graded, CATALOGUE.names)
    assert kinds(made) == []
    assert [str(each) for each in made.meant] == [
        "Unavoidable losses are in the metric form (18, 0.8 and 25 litres); "
        "the rounded American form gives up to 1 % more."
    ]
    without = {code: entry for code, entry in graded.items() if code != "pressure_avg"}
    assert balance(without, CATALOGUE.names).meant == ()


def test_what_does_not_apply_counts_as_nothing_and_is_said() -> None:
    bought_none = {**atlanta(), "v_import": Entry(None, state="not_applicable")}
    made = balance(bought_none, CATALOGUE.names)
    assert made.system_input.volume.value == pytest.approx(118562049.696072 - 638204.270645)
    assert any("counts as nothing in the sum: Water imported" in sentence for sentence in kinds(made))
    assert balance({**atlanta(), "v_import": Entry(None, state="not_measured")}).missing == ("v_import",)


def test_leakage_and_unavoidable_losses_count_the_time_under_pressure() -> None:
    whole, half = balance(atlanta()), balance(atlanta(supply_hours=12.0))
    for code, times in (("uarl", 0.5), ("ili", 2), ("real_per_connection", 2), ("nrw_percent", 1)):
        assert half.measure(code).amount.value == pytest.approx((whole.measure(code).amount.value or 0) * times)


# ── from below ───────────────────────────────────────────────────────────────────────────────────────────────


def test_real_losses_are_divided_among_what_bursts_lost_and_what_is_hidden() -> None:
    made = balance(atlanta(n_breaks=600.0, n_breaks_conn=4000.0))
    parts = {each.code: each.volume.value or 0 for each in made.located}
    assert sum(parts.values()) == pytest.approx(made.find("real_losses").volume.value)
    assert parts["mains_bursts"] == pytest.approx(600 * 12 * 24 * 3 * 72.275596 / 50)
    assert parts["connection_bursts"] == pytest.approx(4000 * 1.6 * 24 * 8 * 72.275596 / 50)
    slower = balance(atlanta(n_breaks=600.0, n_breaks_conn=4000.0), repairs=Repairs(mains_days=6))
    assert slower.find("mains_bursts").volume.value == pytest.approx(2 * parts["mains_bursts"])


def test_a_night_flow_tells_of_real_losses_and_is_compared_with_the_balance() -> None:
    agrees = balance(atlanta(), night=NightFlow(flow=4000, night_use=500, day_factor=21.4))
    assert agrees.by_night is not None
    assert agrees.by_night.value == pytest.approx(3500 * 21.4 * 365)
    assert not any("do not meet" in sentence for sentence in kinds(agrees))
    far = balance(atlanta(), night=NightFlow(flow=400, night_use=50))
    assert any("do not meet" in sentence for sentence in kinds(far))


@pytest.mark.parametrize(("supply", "lasts"), [({}, 24), ({"supply_hours": 24.0}, 24), ({"supply_hours": 15.0}, 15)])
def test_a_night_flow_lasts_as_long_as_there_is_water_where_nobody_says_how_long(
    supply: Mapping[str, float], lasts: int
) -> None:
    told = balance(atlanta(**supply), night=NightFlow(flow=4000, night_use=500)).by_night
    assert told is not None
    assert told.value == pytest.approx(3500 * lasts * 365)


# ── what if ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_trying_a_lower_pressure_saves_leakage_and_leaves_the_entries_alone() -> None:
    given_entries = atlanta()
    before = dict(given_entries)
    tried = what_if(given_entries, Change(pressure=72.275596 / 2))
    real = tried.now.find("real_losses").volume.value or 0
    assert given_entries == before
    assert tried.saved == pytest.approx(real / 2)
    assert tried.worth == pytest.approx(real / 2 * 0.095503)
    assert tried.then.find("real_losses").volume.value == pytest.approx(real / 2)
    assert tried.then.find("billed_authorised").volume == tried.now.find("billed_authorised").volume


def test_repairing_in_half_the_time_saves_half_of_what_reported_bursts_lose() -> None:
    given_entries = atlanta(n_breaks=600.0, n_breaks_conn=4000.0)
    tried = what_if(given_entries, Change(mains_days=1.5))
    lost = tried.now.find("mains_bursts").volume.value or 0
    assert tried.saved == pytest.approx(lost / 2)
    assert tried.then.find("mains_bursts").volume.value == pytest.approx(lost / 2)
    assert tried.then.find("hidden_leakage").volume.value == pytest.approx(
        tried.now.find("hidden_leakage").volume.value
    )


def test_another_tariff_changes_money_and_no_water() -> None:
    tried = what_if(atlanta(), Change(tariff=2 * 1.746177))
    assert tried.saved == 0
    now, then = tried.now.find("apparent_losses"), tried.then.find("apparent_losses")
    assert then.volume == now.volume
    assert isclose(then.money.value or 0, 2 * (now.money.value or 1))


def test_nothing_is_said_to_be_saved_where_an_entry_is_missing() -> None:
    lacking = {code: entry for code, entry in atlanta().items() if code != "v_bill_met"}
    assert what_if(lacking, Change(pressure=30)).saved is None


def test_a_balance_with_all_that_is_said_of_it_goes_to_the_process_that_makes_its_page() -> None:
    made = balance(entries({"v_own": 100}))
    plain = Remark("No apparent losses are entered, so that everything lost counts as leakage.", "unusual")

    assert pickle.loads(pickle.dumps(made)) == made
    assert pickle.loads(pickle.dumps((plain, *made.warnings))) == (plain, *made.warnings)
