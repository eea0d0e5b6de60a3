"""The IWA standard water balance of a period, worked out top-down with 95 % limits carried through to every result.

Real losses are what is left; a result that lacks an entry names it and has no value.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import repeat
from math import isfinite
from typing import Final

from wopfield.domain.accuracy import accuracy, is_assumed
from wopfield.domain.balance import Advice, Amount, Balance, Component, Measure
from wopfield.domain.balance_remarks import Worked, remarks
from wopfield.domain.indicator import Entry, is_nothing
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
from wopfield.domain.limits import Limits
from wopfield.domain.uncertain import Column, Quotient, Uncertain, total

INPUTS: Final = (
    "v_own", "v_import", "v_export", "v_meter_adj", "v_bill_met", "v_bill_unmet", "v_unbill_met", "v_unbill_unmet",
    "v_unauth", "v_meter_err", "v_data_err", "days", "supply_hours", "len_mains", "n_serv_conn", "n_conn_water",
    "lp_avg_m", "pressure_avg", "tariff_retail", "cost_var", "opex", "n_breaks", "n_breaks_conn",
)  # fmt: skip
"""The variables a balance is made from, in the order of the table; the last two only for the parts of real losses."""


def balance(
    entries: Mapping[str, Entry],
    called: Mapping[str, str] | None = None,
    repairs: Repairs = PUBLISHED_REPAIRS,
    night: NightFlow | None = None,
) -> Balance:
    """Return the water balance of one utility and period from its entries; ``called`` are names of variables."""
    return balances((entries,), called, repairs, (night,))[0]


def balances(
    utilities: Sequence[Mapping[str, Entry]],
    called: Mapping[str, str] | None = None,
    repairs: Repairs = PUBLISHED_REPAIRS,
    nights: Sequence[NightFlow | None] = (),
) -> list[Balance]:
    """Return the water balance of each of many; those that lack the same are worked out together."""
    flows = nights or (None,) * len(utilities)
    alike: dict[object, list[int]] = {}
    for place, (entries, night) in enumerate(zip(utilities, flows, strict=True)):
        alike.setdefault((_given(entries), night is None), []).append(place)
    found: dict[int, Balance] = {}
    for places in alike.values():
        together = [utilities[place] for place in places]
        known = [night for place in places if (night := flows[place]) is not None]
        found.update(zip(places, _together(together, called or {}, repairs, known), strict=True))
    return [found[place] for place in range(len(utilities))]


def _together(
    utilities: Sequence[Mapping[str, Entry]],
    called: Mapping[str, str],
    repairs: Repairs,
    nights: Sequence[NightFlow],
) -> Iterator[Balance]:
    """Yield the balance of each of some utilities that lack the same entries."""
    figures = _figures(utilities)
    volumes, wet, prices = _volumes(figures), pressurised_days(figures), _prices(figures)
    uarl, located = unavoidable(figures, wet), locate(figures, wet, repairs)
    table = _Table(volumes, prices, len(utilities))
    measures = _measures(figures, table, wet, uarl)
    by_flow = by_night(nights, figures["days"], figures["supply_hours"]) if nights else None
    columns = {
        **figures,
        **volumes,
        "correction": (figures["v_meter_adj"] * 100 / (figures["v_own"] + figures["v_import"])).exact(),
        "uarl": uarl,
        "ili": (volumes["real_losses"] / uarl).exact(),
        "density": (figures["n_serv_conn"] / figures["len_mains"]).exact(),
        "located": located.background + located.mains + located.connections,
        **({} if by_flow is None else {"night": by_flow}),
    }
    between: dict[str, Sequence[Limits]] = {
        code: columns[code].limits() for code in ("real_losses", "located", "night") if code in columns
    }
    missing = tuple(code for code in INPUTS[:-2] if figures[code].missing)
    rows = zip(
        utilities,
        table.components("system_input"),
        table.components("revenue_water"),
        table.components("non_revenue_water"),
        zip(*measures, strict=True),
        _advice(volumes["real_losses"], len(utilities)),
        zip(*_located(located, table), strict=True),
        repeat(None, len(utilities)) if by_flow is None else _amounts(by_flow, len(utilities)),
        strict=True,
    )
    for row, (entries, put_in, revenue, non_revenue, measured, advice, parts, flow) in enumerate(rows):
        given = [code for code in INPUTS if code in entries]
        worked = Worked(
            columns=columns,
            row=row,
            between=between,
            without_upper=tuple(
                [m.indicator for m in measured if m.amount.value is not None and m.amount.high is None]
            ),
            without_lower=tuple([m.indicator for m in measured if m.amount.value is not None and m.amount.low is None]),
            assumed=tuple([c for c in given if figures[c].values is not None and is_assumed(c, entries[c])]),
            absent=tuple([c for c in given if is_nothing(c, entries[c])]),
            called=called,
        )
        yield Balance(
            put_in, revenue, non_revenue, measured, advice, remarks(worked), missing, located=parts, by_night=flow
        )


# ── entries ──────────────────────────────────────────────────────────────────────────────────────────────────


def _given(entries: Mapping[str, Entry]) -> tuple[str, ...]:
    """Return which of the inputs there are."""
    return tuple([code for code in INPUTS if (entry := entries.get(code)) and _has_figure(code, entry)])


def _has_figure(code: str, entry: Entry) -> bool:
    if entry.state == "measured":
        return entry.value is not None and entry.value.is_finite()
    return is_nothing(code, entry)


def _figures(utilities: Sequence[Mapping[str, Entry]]) -> dict[str, Column]:
    """Return every input as a column; all of these utilities have the same."""
    given = frozenset(_given(utilities[0]))
    found = {code: Column(None, missing=(code,)) for code in INPUTS}
    for code in given:
        figures = [_figure(code, entries[code]) for entries in utilities]
        found[code] = Column([value for value, _move in figures], {code: [move for _value, move in figures]})
    return found


def _figure(code: str, entry: Entry) -> tuple[float, float]:
    """Return a figure and its limit; what does not apply is nothing in a sum."""
    if entry.state != "measured" or entry.value is None:
        return 0.0, 0.0
    value = float(entry.value)
    return value, abs(value) * accuracy(code, entry)


# ── volumes ──────────────────────────────────────────────────────────────────────────────────────────────────


def _volumes(figures: Figures) -> dict[str, Column]:
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


def _prices(figures: Figures) -> dict[str, Column]:
    """Return what a m3 of each part is worth: a sale missed at the tariff, water lost at what one more m3 costs."""
    tariff, cost = figures["tariff_retail"], figures["cost_var"]
    at_tariff = ("billed_authorised", "billed_metered", "billed_unmetered", "revenue_water", "apparent_losses",
                 "unauthorised_consumption", "meter_errors", "data_errors")  # fmt: skip
    at_cost = ("system_input", "water_supplied", "unbilled_authorised", "unbilled_metered", "unbilled_unmetered",
               "real_losses", "background_leakage", "mains_bursts", "connection_bursts", "hidden_leakage")  # fmt: skip
    return dict.fromkeys(at_tariff, tariff) | dict.fromkeys(at_cost, cost)


def _money(code: str, volumes: Mapping[str, Column], prices: Mapping[str, Column]) -> Column:
    """Return what a part is worth; volumes of one price are summed first, so that each input moves it once."""
    parts = _AT_BOTH_PRICES.get(code, ((code,),) if code in prices else ())
    if not parts:
        return Column(None)
    return total(total(volumes[part] for part in alike) * prices[alike[0]] for alike in parts)


_AT_BOTH_PRICES: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "water_losses": (("apparent_losses",), ("real_losses",)),
    "non_revenue_water": (("apparent_losses",), ("real_losses", "unbilled_authorised")),
    "authorised_consumption": (("billed_authorised",), ("unbilled_authorised",)),
}


# ── values ───────────────────────────────────────────────────────────────────────────────────────────────────


def _amounts(numbers: Column | Quotient, rows: int) -> list[Amount]:
    values = numbers.values
    if values is None:
        return [Amount(None, missing=numbers.missing)] * rows
    return [
        Amount(value + 0.0, _known(low), _known(high)) if isfinite(value) else _NO_AMOUNT  # + 0.0: never minus zero
        for value, (low, high) in zip(values, numbers.limits(), strict=True)
    ]


def _known(limit: float) -> float | None:
    return limit if isfinite(limit) else None


_NO_AMOUNT = Amount(None)


@dataclass(frozen=True, slots=True)
class _Table:
    """The parts of the balances of utilities that lack the same."""

    volumes: Mapping[str, Column]
    prices: Mapping[str, Column]
    rows: int

    def components(self, code: str) -> list[Component]:
        """Return a part of each balance."""
        volume = self.volumes[code]
        inner = [self.components(part) for part in _PARTS.get(code, ())]
        children: Iterable[tuple[Component, ...]] = zip(*inner, strict=True) if inner else repeat((), self.rows)
        columns = zip(
            _amounts(volume, self.rows),
            _amounts(volume * 100 / self.volumes["water_supplied"], self.rows),
            _amounts(_money(code, self.volumes, self.prices), self.rows),
            children,
            strict=True,
        )
        about = _ENTERED.get(code, ""), _INDICATORS.get(code, "")
        return [Component(code, _LABELS[code], *parts, *about) for parts in columns]


def _located(located: Located, table: _Table) -> list[list[Component]]:
    known = {
        "background_leakage": located.background,
        "mains_bursts": located.mains,
        "connection_bursts": located.connections,
    }
    rest = table.volumes["real_losses"] - total(known.values())
    parts = {**known, "hidden_leakage": rest}
    whole = replace(table, volumes={**table.volumes, **parts})
    return [whole.components(code) for code in parts]


def _measures(figures: Figures, table: _Table, wet: Column, uarl: Column) -> list[list[Measure]]:
    volumes = table.volumes
    nrw, real, apparent = volumes["non_revenue_water"], volumes["real_losses"], volumes["apparent_losses"]
    connections, mains, days = figures["n_serv_conn"], figures["len_mains"], figures["days"]
    cost = _money("non_revenue_water", volumes, table.prices)
    by_connection = real * 1000 / connections / wet
    listed = (
        ("nrw_percent", "Non-revenue water, share of water supplied", "%", nrw * 100 / volumes["water_supplied"],
         "NR01"),
        ("nrw_per_km", "Non-revenue water per km of mains", "m3/km/day", nrw / mains / days, "NR03"),
        ("nrw_per_connection", "Non-revenue water per connection", "m3/connection/day",
         nrw / figures["n_conn_water"] / days, "NR04"),
        ("apparent_per_connection", "Apparent losses per service connection", "litres/connection/day",
         apparent * 1000 / connections / days, "NR05"),
        ("real_per_connection", "Real losses per service connection, when pressurised", "litres/connection/day",
         by_connection, "NR07"),
        ("real_per_km", "Real losses per km of mains, when pressurised", "litres/km/day",
         real * 1000 / mains / wet, "NR08"),
        ("real_per_connection_and_pressure", "Real losses per connection and metre of pressure",
         "litres/connection/day/m", by_connection / figures["pressure_avg"], "NR09"),
        ("uarl", "Unavoidable annual real losses (UARL), metric form", "m3", uarl, "NR10"),
        ("ili", "Infrastructure leakage index (ILI)", "ratio", real / uarl, "NR11"),
        ("connection_density", "Connection density", "connections/km", connections / mains, "NR12"),
        ("nrw_cost_percent", "Cost of non-revenue water, share of operating cost", "%",
         cost * 100 / figures["opex"], "NR13"),
    )  # fmt: skip
    return [
        [Measure(code, label, unit, amount, same) for amount in _amounts(numbers, table.rows)]
        for code, label, unit, numbers, same in listed
    ]


def _advice(real: Column, rows: int) -> Iterator[tuple[Advice, ...]]:
    """Yield the entries behind the limits of real losses, the most worth improving first."""
    if real.values is None:
        yield from repeat((), rows)
        return
    then = {code: real.without(code).halves() for code in real.moves}
    for row, half in enumerate(real.halves()):
        shares = Uncertain(real, row).shares()
        yield tuple([Advice(code, share, half, then[code][row]) for code, share in shares.items()])
