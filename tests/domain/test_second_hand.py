"""Every indicator a second time: by hand, in exact fractions, from figures that were counted in other units.

Nothing here reads a formula of ours. Each result is written down from its definition, by way of the few volumes of
the water balance, and the program is handed the same utility in American units as text.
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wopfield.checklists.library import indicator_catalogue
from wopfield.figures.computing import take
from wopfield.figures.utility_year import UtilityYear

CATALOGUE = indicator_catalogue()

Counted = dict[str, int]
"""The figures of a utility, in thousandths of its unit: whole numbers, so that both sides begin from the same."""

UNITS: Mapping[str, tuple[str, Fraction]] = {
    "m3": ("million US gallons", Fraction(3785411784, 1_000_000)),
    "m3/day": ("million US gallons/day", Fraction(3785411784, 1_000_000)),
    "km": ("miles", Fraction(1609344, 1_000_000)),
    "m": ("feet", Fraction(3048, 10_000)),
    "persons": ("thousand persons", Fraction(1000)),
    "number": ("thousand", Fraction(1000)),
    "kWh": ("MWh", Fraction(1000)),
    "kg": ("tonnes", Fraction(1000)),
    "kgCO2e/kWh": ("gCO2e/kWh", Fraction(1, 1000)),
    "local currency": ("million local currency", Fraction(1_000_000)),
    "local currency/m3": ("local currency/megalitre", Fraction(1, 1000)),
}
"""The unit in which the program is told a figure, and how many of the catalogue's unit one is."""


def counted() -> st.SearchStrategy[Counted]:
    figure = st.integers(1, 10**9) | st.integers(1, 10**5)
    return st.fixed_dictionaries(dict.fromkeys(CATALOGUE.variables, figure))


@given(counted())
def test_every_indicator_is_what_a_second_hand_works_out(figures: Counted) -> None:
    exact: dict[str, Fraction] = {}
    told: dict[str, object] = {}
    for code, thousandths in figures.items():
        unit, factor = UNITS.get(CATALOGUE.variables[code].unit, ("", Fraction(1)))
        exact[code] = Fraction(thousandths, 1000) * factor
        told[code] = {"value": str(Decimal(thousandths).scaleb(-3)), "unit": unit}

    worked = CATALOGUE.work_out_all(take(UtilityYear("one", told), CATALOGUE).entries)
    second = by_hand(exact)

    assert worked.keys() == second.keys()
    for code, (value, largest) in second.items():
        # what is left of large volumes carries their rounding
        near = 1e-9 * max(abs(float(value)), float(largest))
        assert worked[code].value == pytest.approx(float(value), abs=near), code


def by_hand(figures: Mapping[str, Fraction]) -> dict[str, tuple[Fraction, Fraction]]:
    """Return each indicator, and the size of the largest part it is a difference of."""
    f = SimpleNamespace(**figures)
    year = Fraction(365) / f.days
    system = f.v_own + f.v_import
    supplied = system + f.v_meter_adj - f.v_export
    billed, unbilled = f.v_bill_met + f.v_bill_unmet, f.v_unbill_met + f.v_unbill_unmet
    sold = billed + f.v_export
    apparent = f.v_unauth + f.v_meter_err + f.v_data_err
    not_sold = supplied - billed
    real = not_sold - unbilled - apparent
    volumes = system + f.v_export + f.v_meter_adj + billed + unbilled + apparent
    wet = f.days * f.supply_hours / 24
    litres_a_metre = 18 * f.len_mains + Fraction(8, 10) * f.n_serv_conn + f.n_serv_conn * f.lp_avg_m / 40
    unavoidable = litres_a_metre * f.pressure_avg * wet / 1000
    wrong = share(f.n_bills_corrected, f.n_bills_issued)
    worth = apparent * f.tariff_retail + (real + unbilled) * f.cost_var

    plain = {
        "CV01": share(f.pop_water, f.pop_area), "CV02": share(f.pop_water_direct, f.pop_area),
        "CV03": share(f.pop_water_point, f.pop_area), "CV04": share(f.pop_sewer, f.pop_area),
        "CV05": share(f.pop_safe_water, f.pop_area), "CV06": share(f.pop_safe_san, f.pop_area),
        "CV07": share(f.n_conn_new, f.n_conn_new_requests),
        "PC01": system * 1000 / (f.pop_water * f.days), "PC02": system * year / f.n_conn_water / 12,
        "PC03": sold * 1000 / (f.pop_water * f.days), "PC04": f.v_bill_res * 1000 / (f.pop_water * f.days),
        "PC05": share(f.v_own, f.days * f.cap_wtp),
        "WB01": system + f.v_meter_adj, "WB03": billed, "WB04": billed + unbilled, "WB07": apparent,
        "NR05": apparent * 1000 / (f.n_serv_conn * f.days), "NR06": share(apparent, billed + unbilled),
        "NR10": unavoidable, "NR12": f.n_serv_conn / f.len_mains, "NR14": share(f.n_conn_dma, f.n_serv_conn),
        "MT01": share(f.n_conn_metered, f.n_conn_water), "MT02": share(f.v_bill_met, billed),
        "MT03": share(f.n_conn_meter_old, f.n_conn_metered),
        "NT01": f.n_breaks * year / f.len_mains, "NT02": f.n_breaks_conn * 1000 * year / f.n_serv_conn,
        "NT03": share(f.len_renewed * year, f.len_mains), "NT04": share(f.len_surveyed * year, f.len_mains),
        "NT05": share(f.n_leak_reports_ontime, f.n_leak_reports), "NT06": f.n_blockages * year / f.len_sewers,
        "NT07": f.n_overflows * year / (f.len_sewers / 100),
        "QS01": f.supply_hours, "QS02": share(f.n_conn_intermittent, f.n_conn_water),
        "QS03": f.conn_hours_lost * year / f.n_conn_water, "QS04": share(f.n_tests_done, f.n_tests_req),
        "QS05": share(f.n_tests_pass, f.n_tests_done), "QS06": share(f.n_ecoli_pass, f.n_ecoli_done),
        "QS07": share(f.n_complaints * year, f.n_conn_water + f.n_conn_sewer),
        "QS08": share(f.n_complaints_ontime, f.n_complaints),
        "CM01": f.rev_op / sold, "CM02": f.rev_water / sold, "CM03": share(f.cash_billed, f.rev_op),
        "CM04": f.days * f.ar_end / f.rev_op, "CM05": share(f.ar_over_90, f.ar_end),
        "CM06": share(f.ar_public, f.ar_end),
        "FN01": f.opex / sold, "FN02": f.opex / system, "FN03": f.opex_water / sold,
        "FN04": f.opex_ww * year / f.pop_sewer, "FN05": share(f.cost_labour, f.opex),
        "FN06": share(f.cost_energy, f.opex), "FN07": share(f.cost_contract, f.opex),
        "FN08": share(f.cost_repair, f.opex), "FN09": f.rev_op / f.opex, "FN10": f.cash_billed / f.opex,
        "FN11": share(f.cash_op, f.debt_service), "FN12": share(f.capex, f.capex_budget),
        "FN13": f.capex / f.depreciation, "FN14": f.fixed_assets / f.pop_water,
        "EQ01": share(f.rev_op * year / f.pop_water, f.gni_pc), "EQ02": share(f.bill_6m3, f.income_p20),
        "EQ03": share(f.pop_low_income_served, f.pop_low_income), "EQ04": share(f.conn_fee, f.income_p20),
        "HR01": f.n_staff_water / (f.n_conn_water / 1000),
        "HR02": f.n_staff / ((f.n_conn_water + f.n_conn_sewer) / 1000),
        "HR03": share(f.n_staff_women, f.n_staff), "HR04": share(f.n_staff_women_eng, f.n_staff_eng),
        "HR05": share(f.n_managers_women, f.n_managers), "HR06": f.n_training_days * year / f.n_staff,
        "HR07": share(f.n_staff_certified, f.n_operators), "HR08": f.n_lti / (f.hours_worked / 1_000_000),
        "SN01": share(f.v_ww_treat_prim, f.v_ww_collected), "SN02": share(f.v_ww_treat_sec, f.v_ww_collected),
        "SN03": share(f.v_ww_safe, f.v_ww_generated), "SN04": share(f.n_eff_pass, f.n_eff_done),
        "SN05": share(f.v_ww_collected, f.days * f.cap_wwtp), "SN06": share(f.v_fs_delivered, f.v_fs_generated),
        "SN07": share(f.v_fs_treated, f.v_fs_generated), "SN08": share(f.pop_onsite, f.pop_area),
        "EN01": f.kwh_water / system, "EN02": f.kwh_ww / f.v_ww_collected,
        "EN03": f.kwh_pump / (f.v_pumped * f.head_pump / 100), "EN04": share(f.kwh_renew, f.kwh_water + f.kwh_ww),
        "EN05": f.ef_grid * f.kwh_water / system, "EN06": f.kwh_ww / f.kg_bod_removed,
        "EN07": share(f.v_ww_reused, f.v_ww_collected), "EN08": share(f.t_sludge_reused, f.t_sludge),
        "EN09": share(f.n_assets_risk, f.n_assets_key),
    }  # fmt: skip
    left = {
        "PC06": (share(f.v_raw - f.v_own, f.v_raw), share(f.v_raw + f.v_own, f.v_raw)),
        "PC07": (share(real, system), share(volumes, system)),
        "WB02": (supplied, volumes), "WB05": (not_sold, volumes), "WB06": (not_sold - unbilled, volumes),
        "WB08": (real, volumes),
        "NR01": (share(not_sold, supplied), share(volumes, abs(supplied)) * (1 + volumes / abs(supplied))),
        "NR02": (share(not_sold, system + f.v_meter_adj), share(volumes, system + f.v_meter_adj)),
        "NR03": (not_sold / (f.len_mains * f.days), volumes / (f.len_mains * f.days)),
        "NR04": (not_sold / (f.n_conn_water * f.days), volumes / (f.n_conn_water * f.days)),
        "NR07": (real * 1000 / (f.n_serv_conn * wet), volumes * 1000 / (f.n_serv_conn * wet)),
        "NR08": (real * 1000 / (f.len_mains * wet), volumes * 1000 / (f.len_mains * wet)),
        "NR09": (real * 1000 / (f.n_serv_conn * wet * f.pressure_avg),
                 volumes * 1000 / (f.n_serv_conn * wet * f.pressure_avg)),
        "NR11": (real / unavoidable, volumes / unavoidable),
        "NR13": (share(worth, f.opex), share(volumes * (f.cost_var + f.tariff_retail), f.opex)),
        "CM07": (100 - wrong, 100 + wrong),
        "CM08": (share(billed, supplied) * f.cash_billed / f.rev_op,
                 share(volumes, abs(supplied)) * (1 + volumes / abs(supplied)) * f.cash_billed / f.rev_op),
    }  # fmt: skip
    return {code: (value, abs(value)) for code, value in plain.items()} | left


def share(part: Fraction, whole: Fraction) -> Fraction:
    """Return a part of a whole in per cent."""
    return 100 * part / whole
