"""Leakage from below: what cannot be avoided, what known bursts lost, and what flows at night.

All in the metric form. Sources: A. Lambert et al., AQUA 48(6), 1999 (unavoidable losses and their parts, burst flows
at 50 m); background leakage by the pressure to the power 1.5, bursts in proportion to pressure. The parts agree with
table 7.2 of J. Thornton, R. Sturm and G. Kunkel, Water Loss Control, 2nd ed. 2008, and the burst flows with its table
10.8 (44 and 6 US gallons an hour and psi), each within 2 %. How long bursts run was not found anywhere to compare.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from wopfield.domain.uncertain import Column

Figures = Mapping[str, Column]
"""The entries as numbers with limits, by code of variable."""

# litres for each km of mains, connection, km of private pipe; a day; a metre of pressure
MAINS, CONNECTION, PRIVATE = 18.0, 0.8, 25.0
BACKGROUND: Final = (9.6, 0.6, 16.0)
"""The part of each of the three that no search finds."""

_AT = 50.0
"""The pressure, in metres, at which burst flows and background leakage are published."""

BACKGROUND_POWER, BURST_POWER = 1.5, 1.0
PUBLISHED: Final = "published averages"
"""The name under which the spread of published averages counts as an input."""

_SPREAD = 0.25
"""How far the published averages may be from those of this network; ours."""


@dataclass(frozen=True, slots=True)
class Repairs:
    """How much a reported burst loses: m3 an hour at 50 m, and days from its beginning until it is repaired."""

    mains_flow: float = 12.0
    mains_days: float = 3.0
    connection_flow: float = 1.6
    connection_days: float = 8.0


PUBLISHED_REPAIRS: Final = Repairs()


@dataclass(frozen=True, slots=True)
class NightFlow:
    """A minimum night flow, in m3 an hour, of the network or of a zone."""

    flow: float
    night_use: float = 0.0
    """What customers lawfully use in that hour, m3."""
    day_factor: float | None = None
    """Hours a day at which leakage is as high as at night: 24 where pressure stays the same, usually 18 to 24.

    None for as long as there is water: pipes that stand empty leak nothing.
    """
    accuracy: float = 10.0
    """Its 95 % limits, in per cent."""


@dataclass(frozen=True, slots=True)
class Located:
    """Real losses by where they come from, m3 in the period."""

    background: Column
    mains: Column
    """Reported bursts on mains."""
    connections: Column
    """Reported bursts on service connections."""


def pressurised_days(figures: Figures) -> Column:
    """Return for how many whole days of the period the network stood under pressure."""
    return (figures["days"] * figures["supply_hours"]).over(24)


def unavoidable(figures: Figures, wet: Column) -> Column:
    """Return the unavoidable annual real losses in m3, for the ``wet`` days, those under pressure."""
    return (_by_length(figures, (MAINS, CONNECTION, PRIVATE)) * figures["pressure_avg"] * wet).over(1000)


def locate(figures: Figures, wet: Column, repairs: Repairs) -> Located:
    """Return what background leakage and reported bursts lost, from the network and the number of repairs."""
    pressure = figures["pressure_avg"].over(_AT)
    share = figures["supply_hours"].over(24)
    known = pressure.alike(1.0, {PUBLISHED: _SPREAD})
    small = (_by_length(figures, BACKGROUND) * _AT * pressure.to_the(BACKGROUND_POWER) * wet).over(1000)
    burst = pressure.to_the(BURST_POWER) * share * 24 * known
    return Located(
        background=small * known,
        mains=figures["n_breaks"] * repairs.mains_flow * repairs.mains_days * burst,
        connections=figures["n_breaks_conn"] * repairs.connection_flow * repairs.connection_days * burst,
    )


def by_night(nights: Sequence[NightFlow], days: Column, hours: Column) -> Column:
    """Return the real losses of the period that minimum night flows tell of, m3; ``hours`` of supply a day."""
    flow = Column([night.flow for night in nights], {"night flow": [n.flow * n.accuracy / 100 for n in nights]})
    use = Column([night.night_use for night in nights])
    wet = [24.0] * len(nights) if hours.values is None else [min(hour, 24.0) for hour in hours.values]
    factors = [hour if night.day_factor is None else night.day_factor for night, hour in zip(nights, wet, strict=True)]
    return (flow - use) * Column(factors) * days


def _by_length(figures: Figures, litres: tuple[float, float, float]) -> Column:
    mains, connection, private = litres
    connections = figures["n_serv_conn"]
    pipe = (connections * figures["lp_avg_m"]).over(1000)
    return figures["len_mains"] * mains + connections * connection + pipe * private
