"""The IWA standard water balance of a period, worked out top-down with 95 % limits carried through to every result.

Real losses are what is left; a result that lacks an entry names it and has no value.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from wopfield.domain.accuracy import accuracy, is_assumed
from wopfield.domain.balance import Advice, Amount, Balance, Component, Measure
from wopfield.domain.balance_remarks import Worked, remarks
from wopfield.domain.indicator import Entry
from wopfield.domain.leakage import (
    PUBLISHED_REPAIRS,
    Figures,
    Located,
    NightFlow,
    Repairs,
    by_night,
    locate,
    pressurised_days,
    unavoidable,
)
from wopfield.domain.uncertain import Uncertain, total

INPUTS: Final = (
    "v_own", "v_import", "v_export", "v_meter_adj", "v_bill_met", "v_bill_unmet", "v_unbill_met", "v_unbill_unmet",
    "v_unauth", "v_meter_err", "v_data_err", "days", "supply_hours", "len_mains", "n_serv_conn", "n_conn_water",
    "lp_avg_m", "pressure_avg", "tariff_retail", "cost_var", "opex", "n_breaks", "n_breaks_conn",
)  # fmt: skip
"""The variables a balance is made from, in the order of the table; the last two only for the parts of real losses."""

_MAY_NOT_APPLY = frozenset(
    {"v_import", "v_export", "v_meter_adj", "v_bill_met", "v_bill_unmet", "v_unbill_met", "v_unbill_unmet"}
)
"""A utility that buys no water has none of it: in a sum, what does not apply is nothing."""


def balance(
    entries: Mapping[str, Entry],
    called: Mapping[str, str] | None = None,
    repairs: Repairs = PUBLISHED_REPAIRS,
    night: NightFlow | None = None,
) -> Balance:
    """Return the water balance of one utility and period from its entries; ``called`` are names of variables."""
    figures = {code: _figure(code, entries.get(code)) for code in INPUTS}
    volumes = _volumes(figures)
    supplied, prices = volumes["water_supplied"], _prices(figures)
    located = locate(figures, repairs)
    by_flow = None if night is None else by_night(night, figures["days"])
    given = [code for code in INPUTS if code in entries]
    worked = Worked(
        figures=figures,
        volumes=volumes,
        uarl=unavoidable(figures),
        located=located.background + located.mains + located.connections,
        night=by_flow,
        assumed=tuple(c for c in given if figures[c].value is not None and is_assumed(c, entries[c])),
        absent=tuple(c for c in given if c in _MAY_NOT_APPLY and entries[c].state == "not_applicable"),
        called=called or {},
    )
    return Balance(
        system_input=_component("system_input", volumes, supplied, prices),
        revenue=_component("revenue_water", volumes, supplied, prices),
        non_revenue=_component("non_revenue_water", volumes, supplied, prices),
        measures=_measures(figures, volumes),
        advice=_advice(volumes["real_losses"]),
        warnings=remarks(worked),
        missing=tuple(code for code in INPUTS[:-2] if figures[code].missing),
        located=_located(located, volumes, supplied, prices),
        by_night=None if by_flow is None else _amount(by_flow),
    )


# ── volumes ──────────────────────────────────────────────────────────────────────────────────────────────────


def _figure(code: str, entry: Entry | None) -> Uncertain:
    if entry is not None and entry.state == "not_applicable" and code in _MAY_NOT_APPLY:
        return Uncertain(0.0)
    if entry is None or entry.state != "measured" or entry.value is None or not entry.value.is_finite():
        return Uncertain(None, missing=(code,))
    value = float(entry.value)
    return Uncertain(value, {code: abs(value) * accuracy(code, entry)})


def _volumes(figures: Figures) -> dict[str, Uncertain]:
    """Return every volume of the balance by its code."""
    put_in = figures["v_own"] + figures["v_import"] + figures["v_meter_adj"]
    supplied = put_in - figures["v_export"]
    billed = figures["v_bill_met"] + figures["v_bill_unmet"]
    unbilled = figures["v_unbill_met"] + figures["v_unbill_unmet"]
    apparent = total(figures[code] for code in ("v_unauth", "v_meter_err", "v_data_err"))
    losses = supplied - billed - unbilled
    return {
        "system_input": put_in,
        "water_exported": figures["v_export"],
        "water_supplied": supplied,
        "authorised_consumption": billed + unbilled,
        "billed_authorised": billed,
        "unbilled_authorised": unbilled,
        "water_losses": losses,
        "apparent_losses": apparent,
        "real_losses": losses - apparent,
        "revenue_water": billed,
        "non_revenue_water": supplied - billed,
        **{code: figures[entry] for code, entry in _ENTERED.items() if code != "water_exported"},
    }


_ENTERED: Mapping[str, str] = {
    "water_exported": "v_export",
    "billed_metered": "v_bill_met",
    "billed_unmetered": "v_bill_unmet",
    "unbilled_metered": "v_unbill_met",
    "unbilled_unmetered": "v_unbill_unmet",
    "unauthorised_consumption": "v_unauth",
    "meter_errors": "v_meter_err",
    "data_errors": "v_data_err",
}
"""The variable each part of the table is entered as."""

_PARTS: Mapping[str, tuple[str, ...]] = {
    "system_input": ("water_exported", "water_supplied"),
    "water_supplied": ("authorised_consumption", "water_losses"),
    "authorised_consumption": ("billed_authorised", "unbilled_authorised"),
    "billed_authorised": ("billed_metered", "billed_unmetered"),
    "unbilled_authorised": ("unbilled_metered", "unbilled_unmetered"),
    "water_losses": ("apparent_losses", "real_losses"),
    "apparent_losses": ("unauthorised_consumption", "meter_errors", "data_errors"),
}

_LABELS: Mapping[str, str] = {
    "system_input": "System input volume",
    "water_exported": "Water exported",
    "water_supplied": "Water supplied",
    "authorised_consumption": "Authorised consumption",
    "billed_authorised": "Billed authorised consumption",
    "billed_metered": "Billed metered",
    "billed_unmetered": "Billed unmetered",
    "unbilled_authorised": "Unbilled authorised consumption",
    "unbilled_metered": "Unbilled metered",
    "unbilled_unmetered": "Unbilled unmetered",
    "water_losses": "Water losses",
    "apparent_losses": "Apparent losses",
    "unauthorised_consumption": "Unauthorised consumption",
    "meter_errors": "Meter errors",
    "data_errors": "Data errors",
    "real_losses": "Real losses",
    "revenue_water": "Revenue water",
    "non_revenue_water": "Non-revenue water",
    "background_leakage": "Background leakage",
    "mains_bursts": "Reported bursts on mains",
    "connection_bursts": "Reported bursts on connections",
    "hidden_leakage": "Hidden leaks and overflows",
}

_INDICATORS: Mapping[str, str] = {
    "system_input": "WB01",
    "water_supplied": "WB02",
    "billed_authorised": "WB03",
    "authorised_consumption": "WB04",
    "non_revenue_water": "WB05",
    "water_losses": "WB06",
    "apparent_losses": "WB07",
    "real_losses": "WB08",
}


# ── money ────────────────────────────────────────────────────────────────────────────────────────────────────


def _prices(figures: Figures) -> dict[str, Uncertain]:
    """Return what a m3 of each part is worth: a sale missed at the tariff, water lost at what one more m3 costs."""
    tariff, cost = figures["tariff_retail"], figures["cost_var"]
    at_tariff = ("billed_authorised", "billed_metered", "billed_unmetered", "revenue_water", "apparent_losses",
                 "unauthorised_consumption", "meter_errors", "data_errors")  # fmt: skip
    at_cost = ("system_input", "water_supplied", "unbilled_authorised", "unbilled_metered", "unbilled_unmetered",
               "real_losses", "background_leakage", "mains_bursts", "connection_bursts", "hidden_leakage")  # fmt: skip
    return dict.fromkeys(at_tariff, tariff) | dict.fromkeys(at_cost, cost)


def _money(code: str, volumes: Mapping[str, Uncertain], prices: Mapping[str, Uncertain]) -> Uncertain:
    if code == "water_losses":
        parts: tuple[str, ...] = ("apparent_losses", "real_losses")
    elif code == "non_revenue_water":
        parts = ("apparent_losses", "real_losses", "unbilled_authorised")
    elif code == "authorised_consumption":
        parts = ("billed_authorised", "unbilled_authorised")
    elif code in prices:
        parts = (code,)
    else:
        return Uncertain(None)
    return total(volumes[part] * prices[part] for part in parts)


# ── values ───────────────────────────────────────────────────────────────────────────────────────────────────


def _amount(number: Uncertain) -> Amount:
    if number.value is None:
        return Amount(None, None, None, number.missing)
    half = number.half
    return Amount(number.value, number.value - half, number.value + half, number.missing)


def _component(
    code: str, volumes: Mapping[str, Uncertain], supplied: Uncertain, prices: Mapping[str, Uncertain]
) -> Component:
    return Component(
        code=code,
        label=_LABELS[code],
        volume=_amount(volumes[code]),
        percent=_amount(volumes[code] * 100 / supplied),
        money=_amount(_money(code, volumes, prices)),
        children=tuple(_component(part, volumes, supplied, prices) for part in _PARTS.get(code, ())),
        entry=_ENTERED.get(code, ""),
        indicator=_INDICATORS.get(code, ""),
    )


def _located(
    located: Located, volumes: Mapping[str, Uncertain], supplied: Uncertain, prices: Mapping[str, Uncertain]
) -> tuple[Component, ...]:
    known = {
        "background_leakage": located.background,
        "mains_bursts": located.mains,
        "connection_bursts": located.connections,
    }
    rest = volumes["real_losses"] - total(known.values())
    parts = {**known, "hidden_leakage": rest}
    return tuple(_component(code, parts, supplied, prices) for code in parts)


def _measures(figures: Figures, volumes: Mapping[str, Uncertain]) -> tuple[Measure, ...]:
    nrw, real, apparent = volumes["non_revenue_water"], volumes["real_losses"], volumes["apparent_losses"]
    connections, mains, days = figures["n_serv_conn"], figures["len_mains"], figures["days"]
    wet = pressurised_days(figures)
    uarl, supplied = unavoidable(figures), volumes["water_supplied"]
    cost = _money("non_revenue_water", volumes, _prices(figures))
    listed = (
        ("nrw_percent", "Non-revenue water, share of water supplied", "%", nrw * 100 / supplied, "NR01"),
        ("nrw_per_km", "Non-revenue water per km of mains", "m3/km/day", nrw / mains / days, "NR03"),
        ("nrw_per_connection", "Non-revenue water per connection", "m3/connection/day",
         nrw / figures["n_conn_water"] / days, "NR04"),
        ("apparent_per_connection", "Apparent losses per service connection", "litres/connection/day",
         apparent * 1000 / connections / days, "NR05"),
        ("real_per_connection", "Real losses per service connection, when pressurised", "litres/connection/day",
         real * 1000 / connections / wet, "NR07"),
        ("real_per_km", "Real losses per km of mains, when pressurised", "litres/km/day",
         real * 1000 / mains / wet, "NR08"),
        ("real_per_connection_and_pressure", "Real losses per connection and metre of pressure",
         "litres/connection/day/m", real * 1000 / connections / wet / figures["pressure_avg"], "NR09"),
        ("uarl", "Unavoidable annual real losses (UARL), metric form", "m3", uarl, "NR10"),
        ("ili", "Infrastructure leakage index (ILI)", "ratio", real / uarl, "NR11"),
        ("connection_density", "Connection density", "connections/km", connections / mains, "NR12"),
        ("nrw_cost_percent", "Cost of non-revenue water, share of operating cost", "%",
         cost * 100 / figures["opex"], "NR13"),
    )  # fmt: skip
    return tuple(Measure(code, label, unit, _amount(number), same) for code, label, unit, number, same in listed)


def _advice(real: Uncertain) -> tuple[Advice, ...]:
    """Return the entries behind the limits of real losses, the most worth improving first."""
    found = []
    for code, share in real.shares().items():
        then = replace(real, moves={c: m for c, m in real.moves.items() if c != code}).half
        found.append(Advice(code, share, real.half, then))
    return tuple(found)
