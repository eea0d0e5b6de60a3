"""The water balance gives what others published, carries its limits, closes, and says what cannot be."""

import pickle
from collections.abc import Mapping
from decimal import Decimal
from math import isclose
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.audits import CATALOGUE, EXAMPLES, FIGURES, VOLUMES, atlanta, entries, kinds
from wopfield.domain.balance import Balance
from wopfield.domain.balancing import INPUTS, balance, balances
from wopfield.domain.indicator import Entry
from wopfield.domain.leakage import NightFlow, Repairs
from wopfield.domain.remark import Remark
from wopfield.domain.what_if import Change, what_if

CASES = [
    pytest.param(each["inputs"], code, expected, id=f"{each['title']}: {code}")
    for each in EXAMPLES
    for code, expected in each["expected"].items()
]


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


# ── what is said ─────────────────────────────────────────────────────────────────────────────────────────────


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
