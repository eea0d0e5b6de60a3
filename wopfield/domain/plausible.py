"""Whether a figure is likely to be what was meant. These are questions, never refusals."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Context, Decimal

from wopfield.domain.indicator import Entry, Indicator, Variable
from wopfield.domain.quantity import format_number
from wopfield.domain.remark import Remark


@dataclass(frozen=True, slots=True)
class Earlier:
    """The figure of an earlier period."""

    period: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Doubt:
    """A question about a figure, and the value that was likely meant, where there is one."""

    remark: Remark
    likely: Decimal | None = None

    def __str__(self) -> str:
        return str(self.remark)


def check_entry(variable: Variable, value: Decimal, last: Earlier | None = None) -> Doubt | None:
    """Return what to ask about ``value``, in the variable's unit, or None where nothing is odd.

    A slip of the decimal point is asked before the limits, since it names what was likely meant.
    """
    return (
        _slip(value, last)
        or _limits(value, variable.plausible_min, variable.plausible_max, variable.unit)
        or _jump(value, last)
    )


def check_result(indicator: Indicator, value: float, last: Earlier | None = None) -> Doubt | None:
    """Return what to ask about a worked-out value: outside its usual range, or far from the last period."""
    exact = Decimal(repr(value))
    if not exact.is_finite():
        return None
    return _limits(exact, indicator.typical_min, indicator.typical_max, indicator.unit) or _jump(exact, last)


def check_together(variables: Mapping[str, Variable], entries: Mapping[str, Entry]) -> dict[str, Doubt]:
    """Return the variables whose figure is larger than the whole it is a part of."""
    doubts: dict[str, Doubt] = {}
    for part, whole in PART_OF.items():
        small, large = _figure(entries, part), _figure(entries, whole)
        if small is None or large is None or small <= large:
            continue
        parts = {
            "part": variables[part].name,
            "whole": variables[whole].name,
            "part_value": format_number(small),
            "whole_value": format_number(large),
        }
        sentence = "“{part}” ({part_value}) is more than “{whole}” ({whole_value}), of which it is a part."
        doubts[part] = Doubt(Remark(sentence, "part_above_whole", parts))
    return doubts


PART_OF: Mapping[str, str] = {
    "pop_water": "pop_area",
    "pop_water_direct": "pop_water",
    "pop_water_point": "pop_water",
    "pop_sewer": "pop_area",
    "pop_onsite": "pop_area",
    "pop_safe_water": "pop_area",
    "pop_safe_san": "pop_area",
    "pop_low_income": "pop_area",
    "pop_low_income_served": "pop_low_income",
    "n_conn_metered": "n_conn_water",
    "n_conn_intermittent": "n_conn_water",
    "n_conn_water": "n_serv_conn",
    "n_conn_dma": "n_serv_conn",
    "n_tests_pass": "n_tests_done",
    "n_ecoli_pass": "n_ecoli_done",
    "n_complaints_ontime": "n_complaints",
    "n_leak_reports_ontime": "n_leak_reports",
    "n_bills_corrected": "n_bills_issued",
    "v_ww_collected": "v_ww_generated",
    "v_ww_treat_prim": "v_ww_collected",
    "v_ww_treat_sec": "v_ww_treat_prim",
    "v_ww_safe": "v_ww_generated",
    "n_eff_pass": "n_eff_done",
    "v_fs_treated": "v_fs_delivered",
    "t_sludge_reused": "t_sludge",
    "n_staff_water": "n_staff",
    "n_staff_women": "n_staff",
    "n_staff_eng": "n_staff",
    "n_staff_women_eng": "n_staff_eng",
    "n_managers_women": "n_managers",
    "n_staff_certified": "n_operators",
    "rev_water": "rev_op",
    "ar_over_90": "ar_end",
    "ar_public": "ar_end",
    "opex_water": "opex",
    "opex_ww": "opex",
    "cost_labour": "opex",
    "cost_energy": "opex",
    "cost_contract": "opex",
    "cost_repair": "opex",
    "n_assets_risk": "n_assets_key",
}
"""Which variable is a part of which, by their definitions."""


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────

_WIDE = Context(prec=60)
_SLIPS: Mapping[int, str] = {
    10: "Ten times {period}. Was {likely} meant?",
    100: "A hundred times {period}. Was {likely} meant?",
    1000: "A thousand times {period}. Was {likely} meant?",
    1_000_000: "A million times {period}. Was {likely} meant?",
}
_SMALL_SLIPS: Mapping[int, str] = {
    10: "A tenth of {period}. Was {likely} meant?",
    100: "A hundredth of {period}. Was {likely} meant?",
    1000: "A thousandth of {period}. Was {likely} meant?",
    1_000_000: "A millionth of {period}. Was {likely} meant?",
}
_CLOSE = Decimal("1.25")
"""Figures seldom change by more than a quarter in a year, so ten times is anything from 8 to 12.5 times."""

_FAR = 2
"""From here on a change is asked about: twice or half of the last period."""


def _slip(value: Decimal, last: Earlier | None) -> Doubt | None:
    """Return the doubt about a decimal point in the wrong place or a unit taken for another."""
    if last is None or value <= 0 or last.value <= 0:
        return None
    for times in _SLIPS:
        larger = _WIDE.divide(value, Decimal(times))
        smaller = _WIDE.multiply(value, Decimal(times))
        if _near(larger, last.value):
            return _asked(_SLIPS[times], last.period, larger)
        if _near(smaller, last.value):
            return _asked(_SMALL_SLIPS[times], last.period, smaller)
    return None


def _near(value: Decimal, other: Decimal) -> bool:
    return other <= _WIDE.multiply(value, _CLOSE) and value <= _WIDE.multiply(other, _CLOSE)


def _asked(sentence: str, period: str, likely: Decimal) -> Doubt:
    tidy = Decimal(f"{likely.normalize(_WIDE):f}")
    return Doubt(Remark(sentence, "slip", {"period": period, "likely": format_number(tidy)}), tidy)


def _limits(value: Decimal, least: Decimal, most: Decimal, unit: str) -> Doubt | None:
    if value < least:
        limit = format_number(least, unit=unit)
        return Doubt(Remark("Less than expected (usually at least {limit}).", "low", {"limit": limit}))
    if value > most:
        limit = format_number(most, unit=unit)
        return Doubt(Remark("More than expected (usually at most {limit}).", "high", {"limit": limit}))
    return None


def _jump(value: Decimal, last: Earlier | None) -> Doubt | None:
    if last is None or last.value <= 0 or value < 0:
        return None
    parts = {"period": last.period, "last": format_number(last.value)}
    if value >= _WIDE.multiply(last.value, Decimal(_FAR)):
        return Doubt(Remark("Twice {period} or more ({last}). Is this right?", "jump", parts))
    if _WIDE.multiply(value, Decimal(_FAR)) <= last.value:
        return Doubt(Remark("Half of {period} or less ({last}). Is this right?", "jump", parts))
    return None


def _figure(entries: Mapping[str, Entry], code: str) -> Decimal | None:
    entry = entries.get(code)
    if entry is None or entry.state != "measured" or entry.value is None or not entry.value.is_finite():
        return None
    return entry.value
