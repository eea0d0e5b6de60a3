"""Whether a figure is likely to be what was meant. These are questions, never refusals."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Context, Decimal

from wopfield.domain.indicator import Entry, Indicator, Variable
from wopfield.domain.period import YEAR_DAYS, days_in
from wopfield.domain.quantity import format_number, significant
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
    figures = {code: figure for code in entries if (figure := _figure(entries, code)) is not None}
    for part, whole in PART_OF.items():
        small, large = figures.get(part), figures.get(whole)
        if small is None or large is None or small <= large:
            continue
        parts = {
            "part": variables[part].name,
            "whole": variables[whole].name,
            "part_value": _beside(small, large),
            "whole_value": _beside(large, small),
        }
        sentence = "“{part}” ({part_value}) is more than “{whole}” ({whole_value}), of which it is a part."
        doubts[part] = Doubt(Remark(sentence, "part_above_whole", parts))
    for several, wholes in PARTS_TOGETHER:
        if found := _sum_above(several, wholes, variables, figures):
            doubts.setdefault(*found)
    for usual in BESIDE:
        if slipped := _slip_beside(usual, variables, figures):
            doubts.setdefault(usual.code, slipped)
    return doubts


def check_days(period: str, value: Decimal) -> Doubt | None:
    """Return what to ask where the days given are not those of the period; a leap year may have one more."""
    days = days_in(period)
    if days is None or value == days or (days == YEAR_DAYS and value == YEAR_DAYS + 1):
        return None
    parts = {"period": period, "days": str(days), "value": format_number(value)}
    likely = Decimal(days)
    return Doubt(Remark("{period} has {days} days; {value} are given.", "days", parts), likely)


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

PARTS_TOGETHER: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("v_bill_met", "v_bill_unmet", "v_export"), ("v_own", "v_import")),
    (("v_bill_res",), ("v_bill_met", "v_bill_unmet")),
    (("v_own",), ("v_raw",)),
    (("pop_water_direct", "pop_water_point"), ("pop_water",)),
    (("pop_sewer", "pop_onsite"), ("pop_area",)),
    (("opex_water", "opex_ww"), ("opex",)),
    (("cost_labour", "cost_energy", "cost_contract", "cost_repair"), ("opex",)),
    (("kwh_pump",), ("kwh_water", "kwh_ww")),
)
"""Which variables together cannot be more than others together: billed water and the water there was."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What a figure usually is for each one of another; a day, where it is a volume."""

    code: str
    other: str
    least: Decimal
    most: Decimal
    a_day: bool = False


BESIDE: tuple[Beside, ...] = (
    Beside("v_own", "pop_water", Decimal("0.02"), Decimal("0.7"), a_day=True),
    Beside("v_bill_met", "pop_water", Decimal("0.01"), Decimal("0.6"), a_day=True),
    Beside("len_mains", "n_serv_conn", Decimal(1) / 400, Decimal(1) / 3),
    Beside("n_conn_water", "pop_water", Decimal(1) / 60, Decimal(1)),
    Beside("kwh_water", "v_own", Decimal("0.01"), Decimal(5)),
)
"""Figures that were given in another unit than they say show beside one another, even in the first year."""


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
    if least <= value <= most:
        return None
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


_UNIT_SLIPS: Mapping[Decimal, str] = {
    Decimal(1000): "A thousand times what is usual beside “{other}”. Was {likely} meant?",
    Decimal(1_000_000): "A million times what is usual beside “{other}”. Was {likely} meant?",
    Decimal("0.001"): "A thousandth of what is usual beside “{other}”. Was {likely} meant?",
    Decimal("0.000001"): "A millionth of what is usual beside “{other}”. Was {likely} meant?",
}


def _slip_beside(usual: Beside, variables: Mapping[str, Variable], figures: Mapping[str, Decimal]) -> Doubt | None:
    """Return the doubt about a figure in another unit than it says, where another figure tells which one."""
    value, other = figures.get(usual.code), figures.get(usual.other)
    days = figures.get("days") if usual.a_day else Decimal(1)
    if not value or not other or not days or value < 0 or other < 0 or days < 0:
        return None
    each = _WIDE.divide(_WIDE.divide(value, other), days)
    if usual.least <= each <= usual.most:
        return None
    fitting = [times for times in _UNIT_SLIPS if usual.least <= _WIDE.divide(each, times) <= usual.most]
    if len(fitting) != 1:
        return None
    likely = Decimal(f"{_WIDE.divide(value, fitting[0]).normalize(_WIDE):f}")
    parts = {"other": variables[usual.other].name, "likely": format_number(likely)}
    return Doubt(Remark(_UNIT_SLIPS[fitting[0]], "slip", parts), likely)


_ROUNDED = Decimal("1.005")
"""Parts that were rounded one by one may come to a little more than their whole."""


def _sum_above(
    several: tuple[str, ...], wholes: tuple[str, ...], variables: Mapping[str, Variable], figures: Mapping[str, Decimal]
) -> tuple[str, Doubt] | None:
    """Return the largest of the parts with the doubt, where those that are known come to more than the whole."""
    known = {code: figures[code] for code in several if code in figures}
    if not known or any(code not in figures for code in wholes):
        return None
    parts = sum(known.values(), Decimal(0))
    whole = sum((figures[code] for code in wholes), Decimal(0))
    if wholes == ("v_own", "v_import"):
        whole += figures.get("v_meter_adj", 0)
    if parts <= whole * _ROUNDED:
        return None
    told = {
        "parts": " + ".join(variables[code].name for code in known),
        "wholes": " + ".join(variables[code].name for code in wholes),
        "parts_value": _beside(parts, whole),
        "whole_value": _beside(whole, parts),
    }
    sentence = "{parts} ({parts_value}) is more than {wholes} ({whole_value})."
    largest = max(known, key=lambda code: known[code])
    return largest, Doubt(Remark(sentence, "sum_above_whole", told))


def _beside(value: Decimal, other: Decimal) -> str:
    """Return ``value`` to read beside ``other``; digits that only a change of units made are left off."""
    short, same = (significant(each, max(9, each.adjusted() + 1)) for each in (value, other))
    return format_number(value if short == same else short)


def _figure(entries: Mapping[str, Entry], code: str) -> Decimal | None:
    entry = entries.get(code)
    if entry is None or entry.state != "measured" or entry.value is None or not entry.value.is_finite():
        return None
    return entry.value
