"""What would change if pressure, repair times or the tariff were others. The entries stay as they are.

Leakage follows pressure by a power between 0.5 and 1.5; 1 is usual for a network of mixed pipes. A shorter repair
saves a part of what reported bursts lose. What is not lost need not be put in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from wopfield.domain.balance import Balance
from wopfield.domain.balancing import balance
from wopfield.domain.indicator import Entry
from wopfield.domain.leakage import PUBLISHED_REPAIRS, Repairs


@dataclass(frozen=True, slots=True)
class Change:
    """What is tried; None leaves it as it is."""

    pressure: float | None = None
    """Average pressure in metres."""
    mains_days: float | None = None
    """Days a reported burst on a main runs."""
    connection_days: float | None = None
    tariff: float | None = None
    """Average retail tariff, local currency per m3."""
    power: float = 1.0
    """By which leakage follows pressure."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The balance as it is and as it would be."""

    now: Balance
    then: Balance
    saved: float | None
    """Real losses that would be saved, m3; None where an entry is missing."""
    worth: float | None
    """What that is worth at variable cost, local currency."""


def what_if(
    entries: Mapping[str, Entry],
    change: Change,
    called: Mapping[str, str] | None = None,
    repairs: Repairs = PUBLISHED_REPAIRS,
) -> Outcome:
    """Return what ``change`` would do to the balance of ``entries``, which are left as they are."""
    now = balance(entries, called, repairs)
    then_repairs = replace(
        repairs,
        mains_days=repairs.mains_days if change.mains_days is None else change.mains_days,
        connection_days=repairs.connection_days if change.connection_days is None else change.connection_days,
    )
    saved = _saved(now, entries, change, repairs, then_repairs)
    tried = dict(entries)
    if saved and (own := _value(entries, "v_own")) is not None:
        tried["v_own"] = _with(entries["v_own"], own - saved)
    if change.pressure is not None and "pressure_avg" in entries:
        tried["pressure_avg"] = _with(entries["pressure_avg"], change.pressure)
    if change.tariff is not None and "tariff_retail" in entries:
        tried["tariff_retail"] = _with(entries["tariff_retail"], change.tariff)
    cost = _value(entries, "cost_var")
    worth = None if saved is None or cost is None else saved * cost
    return Outcome(now, balance(tried, called, then_repairs), saved, worth)


def _saved(now: Balance, entries: Mapping[str, Entry], change: Change, before: Repairs, after: Repairs) -> float | None:
    """Return the real losses saved: first by shorter bursts, then what remains by lower pressure."""
    real = now.find("real_losses").volume.value
    if real is None or _value(entries, "v_own") is None:
        return None
    left = real
    for code, was, will in (
        ("mains_bursts", before.mains_days, after.mains_days),
        ("connection_bursts", before.connection_days, after.connection_days),
    ):
        if was == will:
            continue
        lost = now.find(code).volume.value
        if lost is None:
            return None
        left -= lost * (1 - will / was)
    if change.pressure is not None:
        pressure = _value(entries, "pressure_avg")
        if not pressure or pressure < 0:
            return None
        left *= (change.pressure / pressure) ** change.power
    return real - left


def _value(entries: Mapping[str, Entry], code: str) -> float | None:
    entry = entries.get(code)
    return None if entry is None or entry.value is None else float(entry.value)


def _with(entry: Entry, value: float) -> Entry:
    return entry._replace(value=Decimal(repr(value)))
