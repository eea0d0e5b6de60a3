"""Figures that others published, entered in the units they stand in, give the results published with them."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

import pytest

from wopfield.checklists.library import indicator_catalogue
from wopfield.figures.balances import balance_lines
from wopfield.figures.computing import answer_lines
from wopfield.figures.utility_year import UtilityYear

CATALOGUE = indicator_catalogue()
GALLONS, MILE = 3785.411784, 1.609344
"""A million US gallons in m3, a mile in km."""


class Audit(NamedTuple):
    """A validated audit: million US gallons a year, miles, psi; as the state of Georgia published it."""

    name: str
    days: int
    own: float
    imported: float
    exported: float
    supplied: float
    billed: float
    unbilled_metered: float
    unbilled: float
    apparent: float
    mains: float
    connections: int
    pressure: float
    real: float
    uarl: float
    ili: float
    per_connection: float | None = None
    """Real losses, US gallons a connection and day."""
    per_mile: float | None = None
    """Real losses, US gallons a mile and day."""


AUDITS = (
    Audit("Temple 2012", 366, 0, 104.294, 0, 104.294, 97.65, 0, 1.303675, 2.497717142857147, 41.8, 2102, 78,
          2.8426078571428457, 15.41473986, 0.1844084222607728, per_connection=3.7050269894853503),
    Audit("Folkston 2016", 366, 245.455, 0, 1.206, 246.896520456743, 222.984, 1.259864, 1.24, 3.439790836495382,
          58.26, 2269, 52, 17.972865620247596, 12.442084667999996, 1.444522047536962,
          per_connection=21.701510677261233),
    Audit("Summerville 2013", 365, 648.22, 0, 19.27, 629.1407920792079, 430.916, 0, 16.294, 25.87029, 225, 5140, 80,
          156.06050207920794, 58.0569, 2.688061230951152, per_mile=1900.280086200401),
    Audit("Walton County 2012", 366, 0, 1723.061, 343.145, 1389.341, 942.48, 0, 17.3667625, 20.182039809644632,
          525.76, 15490, 95, 409.3121976903552, 179.19560098, 2.28416431794014, per_mile=2132.918596590534),
    Audit("North Fulton County 2014", 365, 0, 9894.914, 147.335, 9747.579, 8660.63921477, 0, 121.8447375,
          145.89034833722684, 1106.05, 72300, 97.8, 819.2046993927725, 600.7351926585, 1.3636702317496254,
          per_connection=31.042827616770776),
    Audit("Upson County 2017", 365, 122.897, 2.601, 0, 125.498, 123.999, 0.80414, 1.568725, 4.483633427835053, 71.57,
          1928, 82, -5.357498427835048, 20.244463441, -0.2646401789530663, per_mile=-205.08701808690213),
    Audit("Atlanta 2018", 365, 31261.85, 4482.32, 1095.24, 34709.60228268903, 24818.61, 0, 433.8700285336129,
          1001.1342857142846, 2835, 202481, 103, 8455.987968441135, 1718.4486525, 4.920710290726092,
          per_connection=114.4161196581223),
)  # fmt: skip
"""Georgia EPD validated water audits, as collected in USGS-R/municipal-water-loss-ml (CC0), georgia_all_years.csv.

All 1,851 audits of that file were compared: real losses and non-revenue water agree in each, unavoidable losses in all
but those with private pipe that the file does not list.
"""

AS_PUBLISHED, OTHER_FORM = 0.002, 0.012
"""Relative: the audits are of 365 days in leap years, too; and the rounded American form of unavoidable losses."""


def gallons(volume: float) -> dict[str, object]:
    return {"value": volume, "unit": "million US gallons"}


def entries(audit: Audit) -> dict[str, object]:
    corrected = audit.supplied - audit.own - audit.imported + audit.exported
    return {
        "days": audit.days, "supply_hours": 24, "v_own": gallons(audit.own), "v_import": gallons(audit.imported),
        "v_export": gallons(audit.exported), "v_meter_adj": gallons(corrected), "v_bill_met": gallons(audit.billed),
        "v_bill_unmet": 0, "v_unbill_met": gallons(audit.unbilled_metered), "v_unbill_unmet": gallons(audit.unbilled),
        "v_unauth": 0, "v_meter_err": gallons(audit.apparent), "v_data_err": 0,
        "len_mains": {"value": audit.mains, "unit": "mi"}, "n_serv_conn": audit.connections,
        "n_conn_water": audit.connections, "lp_avg_m": 0, "pressure_avg": {"value": audit.pressure, "unit": "psi"},
    }  # fmt: skip


def asked(entries: Mapping[str, object]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what is answered of indicators, and of the balance."""
    year = [UtilityYear("one", entries)]
    return json.loads(next(answer_lines(year, CATALOGUE))), json.loads(next(balance_lines(year, CATALOGUE)))


@pytest.mark.parametrize("audit", AUDITS, ids=lambda audit: audit.name)
def test_an_audit_in_american_units_gives_what_was_published_of_it(audit: Audit) -> None:
    indicators, balance = asked(entries(audit))
    nrw = audit.supplied - audit.billed
    published = {
        "WB05": (nrw * GALLONS, 1e-6),
        "NR01": (100 * nrw / audit.supplied, 1e-6),
        "WB08": (audit.real * GALLONS, 1e-6),
        "NR10": (audit.uarl * GALLONS * audit.days / 365, OTHER_FORM),
        "NR11": (audit.ili * 365 / audit.days, OTHER_FORM),
    }
    if audit.per_connection is not None:
        published["NR07"] = (audit.per_connection * GALLONS / 1000 * 365 / audit.days, AS_PUBLISHED)
    if audit.per_mile is not None:
        published["NR08"] = (audit.per_mile * GALLONS / 1000 / MILE * 365 / audit.days, AS_PUBLISHED)
    for code, (value, tolerance) in published.items():
        assert indicators["indicators"][code]["value"] == pytest.approx(value, rel=tolerance), code
    assert balance["components"]["real_losses"]["value"] == pytest.approx(audit.real * GALLONS, rel=1e-6)
    impossible = "Not possible: real losses are below zero"
    assert any(said.startswith(impossible) for said in balance["warnings"]) == (audit.real < 0)


def test_limits_of_non_revenue_water_are_those_of_the_published_table() -> None:
    # San Francisco; J. Thornton, R. Sturm and G. Kunkel, Water Loss Control, 2nd ed. 2008, table 7.5: million US
    # gallons, with variances in their squares
    put_in, billed = 29032.56, 24778.64
    _indicators, balance = asked(
        {
            "v_own": {**gallons(put_in), "accuracy": 196 * 38910.3**0.5 / put_in},
            "v_import": 0, "v_export": 0, "v_meter_adj": 0, "v_bill_unmet": 0,
            "v_bill_met": {**gallons(billed), "accuracy": 196 * 20237.7**0.5 / billed},
        }
    )  # fmt: skip
    for code, volume, limits in (
        ("system_input", 29032.56, 1.3),
        ("billed_authorised", 24778.64, 1.1),
        ("non_revenue_water", 4253.92, 11.2),
    ):
        part = balance["components"][code]
        assert part["value"] == pytest.approx(volume * GALLONS, rel=1e-6), code
        assert 50 * (part["high"] - part["low"]) / part["value"] == pytest.approx(limits, abs=0.06), code
