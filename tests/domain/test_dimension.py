"""A formula that gives something else than its unit says is found before any figure is there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wopfield.checklists.library import indicator_catalogue
from wopfield.domain.catalogue import load
from wopfield.domain.dimension import check, unit_of
from wopfield.domain.expression import parse
from wopfield.errors import BadInput
from wopfield.shipped import shipped

CATALOGUE = indicator_catalogue()
UNITS = {code: each.unit for code, each in CATALOGUE.variables.items()}
WORDS = sorted({word for unit in UNITS.values() for word in unit.split("/")})


def wrong(code: str, formula: str) -> str:
    """Return what is said when an indicator has another formula."""
    with pytest.raises(BadInput) as refused:
        check(code, parse(formula), CATALOGUE.indicators[code].unit, UNITS)
    return str(refused.value)


def test_every_formula_that_ships_gives_its_unit() -> None:
    for code, each in CATALOGUE.indicators.items():
        check(code, each.tree, each.unit, UNITS)


@pytest.mark.parametrize(
    ("code", "formula", "said"),
    [
        ("CV01", "pop_water / pop_area", "not %"),  # the 100 is forgotten
        ("CV01", "100 * pop_water / n_conn_water", "person"),  # connections for people
        ("PC01", "(v_own + v_import) / pop_water / days", "0.001"),  # m3, not litres
        ("PC01", "1000 * (v_own + v_import) / pop_water", "not litres/person/day"),
        ("NR03", "(v_own - v_bill_met) / len_mains", "not m3/km/day"),
        ("NR05", "1000 * v_unauth / n_serv_conn / days * 365", "not litres"),
        ("WB02", "v_own + len_mains", "it adds"),
        ("FN01", "opex / v_own / days", "not local currency/m3"),
        ("NT01", "n_breaks / len_mains / days", "not breaks/km/year"),
        ("NR10", "(18 * len_mains + 0.8 * n_serv_conn + 25 * n_serv_conn * lp_avg_m) * pressure_avg", "it adds"),
        ("CM07", "100 * (1 - n_bills_corrected)", ""),
        ("CV01", "100 * wells / pop_area", "there is no variable “wells”"),
        ("CV01", "0 * pop_water", "by zero"),
        ("EN03", "kwh_pump / v_pumped / head_pump", "not kWh/m3/100 m"),
    ],
)
def test_a_wrong_formula_is_refused_and_says_what_it_gives(code: str, formula: str, said: str) -> None:
    if code == "CM07":  # counted things have no dimension: this one gives a share, if an odd one
        check(code, parse(formula), "%", UNITS)
        return
    assert said in wrong(code, formula)


def test_a_catalogue_with_a_wrong_formula_does_not_load() -> None:
    folder = shipped("resources") / "indicators"
    files = {name: (folder / name).read_text("utf-8") for name in ("variables.csv", "groups.csv", "common.csv")}
    indicators = (
        (folder / "indicators.csv").read_text("utf-8").replace(",100 * pop_water / pop_area,", ",pop_water,", 1)
    )
    with pytest.raises(BadInput, match="formula of CV01 is wrong"):
        load(indicators, *files.values())


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4))
def test_a_unit_divided_by_itself_is_none(words: list[str]) -> None:
    unit = unit_of("/".join(words))
    assert (unit / unit).is_same(unit_of("ratio"))
    assert (unit * unit / unit).is_same(unit)


def test_a_unit_that_is_not_known_is_refused() -> None:
    with pytest.raises(BadInput, match="furlongs"):
        unit_of("furlongs/day")
