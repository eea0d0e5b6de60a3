"""Whether figures fit one another: parts and their whole, and what is usual for each one of another.

Each rule looks twice. First along the columns of all utilities, by numbers that are quick and may be a little off;
then, at the few it could not clear, by the figures to the digit.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Final, Protocol

from wopfield.domain.expression import Figures
from wopfield.domain.indicator import Entry, Variable
from wopfield.domain.plausible import Doubt
from wopfield.domain.quantity import format_number, to_figures
from wopfield.domain.remark import Remark
from wopfield.domain.side_by_side import SideBySide
from wopfield.domain.slips import Slip

Entries = Mapping[str, Entry]
Variables = Mapping[str, Variable]


class Rule(Protocol):
    """Something figures of one utility and period have to keep."""

    def suspects(self, figures: Figures) -> Iterator[int]:
        """Yield the rows in which it may be broken."""

    def doubt(self, entries: Entries, variables: Variables) -> tuple[str, Doubt] | None:
        """Return what to ask about which variable, where it is broken."""


def check_together(variables: Variables, entries: Entries) -> dict[str, Doubt]:
    """Return what to ask about figures that do not fit others, by code of variable."""
    return check_all_together(variables, SideBySide((entries,)))[0]


def check_all_together(variables: Variables, utilities: SideBySide) -> list[dict[str, Doubt]]:
    """Return the same for each of many utilities."""
    found: list[dict[str, Doubt]] = [{} for _entries in utilities.utilities]
    for rule in RULES:
        for row in rule.suspects(utilities.figures):
            if isinstance(rule, Beside) and rule.other in found[row] and found[row][rule.other].likely is not None:
                continue  # it is the other that was a slip
            if doubt := rule.doubt(utilities.utilities[row], variables):
                found[row].setdefault(*doubt)
    return found


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
class PartOf:
    """A figure that is a part of another."""

    part: str
    whole: str

    def suspects(self, figures: Figures) -> Iterator[int]:
        """Yield the rows in which the part is not below its whole."""
        pairs = zip(figures.columns[self.part], figures.columns[self.whole], strict=True)
        return (row for row, (small, large) in enumerate(pairs) if small >= large)

    def doubt(self, entries: Entries, variables: Variables) -> tuple[str, Doubt] | None:
        """Return the doubt about a part that is more than its whole."""
        small, large = _figure(entries, self.part), _figure(entries, self.whole)
        if small is None or large is None or small <= large:
            return None
        small_told, large_told = _told_apart(small, large)
        parts = {
            "part": variables[self.part].name,
            "whole": variables[self.whole].name,
            "part_value": small_told,
            "whole_value": large_told,
        }
        sentence = "“{part}” ({part_value}) is more than “{whole}” ({whole_value}), of which it is a part."
        return self.part, Doubt(Remark(sentence, "part_above_whole", parts))


@dataclass(frozen=True, slots=True)
class SumOf:
    """Figures that together cannot be more than others together."""

    several: tuple[str, ...]
    wholes: tuple[str, ...]

    def suspects(self, figures: Figures) -> Iterator[int]:
        """Yield the rows in which the parts may come to more than the whole."""
        parts = zip(*(_or_nothing(figures.columns[code]) for code in self.several), strict=True)
        wholes = [figures.columns[code] for code in self.wholes]
        if self.wholes == _PUT_IN:
            wholes.append(_or_nothing(figures.columns[_CORRECTION]))
        for row, (small, large) in enumerate(zip(parts, zip(*wholes, strict=True), strict=True)):
            slack = _SLACK * (sum(map(abs, small)) + sum(map(abs, large)))
            if sum(small) > sum(large) * float(_ROUNDED) - slack:
                yield row

    def doubt(self, entries: Entries, variables: Variables) -> tuple[str, Doubt] | None:
        """Return the doubt about the largest of the parts, where those that are known come to more than the whole."""
        known = {code: figure for code in self.several if (figure := _figure(entries, code)) is not None}
        given = {code: figure for code in self.wholes if (figure := _figure(entries, code)) is not None}
        if not known or len(given) < len(self.wholes):
            return None
        parts, whole = sum(known.values(), Decimal(0)), sum(given.values(), Decimal(0))
        if self.wholes == _PUT_IN:
            whole += _figure(entries, _CORRECTION) or 0
        if parts <= whole * _ROUNDED:
            return None
        parts_told, whole_told = _told_apart(parts, whole)
        told = {
            "parts": " + ".join(variables[code].name for code in known),
            "wholes": " + ".join(variables[code].name for code in self.wholes),
            "parts_value": parts_told,
            "whole_value": whole_told,
        }
        sentence = "{parts} ({parts_value}) is more than {wholes} ({whole_value})."
        largest = max(known, key=lambda code: known[code])
        return largest, Doubt(Remark(sentence, "sum_above_whole", told))


@dataclass(frozen=True, slots=True)
class Beside:
    """What a figure usually is for each one of another; a day, where it is a volume."""

    code: str
    other: str
    least: Decimal
    most: Decimal
    a_day: bool = False

    def suspects(self, figures: Figures) -> Iterator[int]:
        """Yield the rows in which it may not be usual."""
        least, most = float(self.least) * (1 + _SLACK), float(self.most) * (1 - _SLACK)
        days = figures.columns["days"] if self.a_day else [1.0] * figures.rows
        together = zip(figures.columns[self.code], figures.columns[self.other], days, strict=True)
        for row, (value, other, length) in enumerate(together):
            if other and length and ((each := value / other / length) < least or each > most):
                yield row

    def doubt(self, entries: Entries, variables: Variables) -> tuple[str, Doubt] | None:
        """Return the doubt about a figure in another unit than it says, where another figure tells which one."""
        value, other = _figure(entries, self.code), _figure(entries, self.other)
        days = _figure(entries, "days") if self.a_day else Decimal(1)
        if not value or not other or not days or value < 0 or other < 0 or days < 0:
            return None
        each = _WIDE.divide(_WIDE.divide(value, other), days)
        if self.least <= each <= self.most:
            return None
        fitting = [times for times in _UNIT_SLIPS if self.least <= _WIDE.divide(each, times) <= self.most]
        if len(fitting) != 1:
            return None
        likely = Decimal(f"{_WIDE.divide(value, fitting[0]).normalize(_WIDE):f}")
        parts = {"other": variables[self.other].name, "likely": format_number(likely)}
        return self.code, Doubt(Remark(_UNIT_SLIPS[fitting[0]], "slip", parts), likely)


BESIDE: tuple[Beside, ...] = (
    Beside("v_own", "pop_water", Decimal("0.02"), Decimal("0.7"), a_day=True),
    Beside("v_bill_met", "pop_water", Decimal("0.01"), Decimal("0.6"), a_day=True),
    Beside("len_mains", "n_serv_conn", Decimal(1) / 400, Decimal(1) / 3),
    Beside("n_conn_water", "pop_water", Decimal(1) / 60, Decimal(1)),
    Beside("kwh_water", "v_own", Decimal("0.01"), Decimal(5)),
)
"""Figures that were given in another unit than they say show beside one another, even in the first year."""

RULES: Final[tuple[Rule, ...]] = (
    Slip(),  # first, since it names what was likely meant
    *(PartOf(part, whole) for part, whole in PART_OF.items()),
    *(SumOf(several, wholes) for several, wholes in PARTS_TOGETHER),
    *BESIDE,
)
"""All of them; where two ask about the same figure, the first is heard."""


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────

_WIDE = Context(prec=60)
_SLACK = 1e-9
"""More than rounding can add to the quick look."""

_PUT_IN, _CORRECTION = ("v_own", "v_import"), "v_meter_adj"

_UNIT_SLIPS: Mapping[Decimal, str] = {
    Decimal(1000): "A thousand times what is usual beside “{other}”. Was {likely} meant?",
    Decimal(1_000_000): "A million times what is usual beside “{other}”. Was {likely} meant?",
    Decimal("0.001"): "A thousandth of what is usual beside “{other}”. Was {likely} meant?",
    Decimal("0.000001"): "A millionth of what is usual beside “{other}”. Was {likely} meant?",
}

_ROUNDED = Decimal("1.005")
"""Parts that were rounded one by one may come to a little more than their whole."""


def _or_nothing(column: Sequence[float]) -> Sequence[float]:
    return [figure if figure == figure else 0.0 for figure in column]


def _told_apart(one: Decimal, other: Decimal) -> tuple[str, str]:
    """Return two figures to read beside one another; digits that only a change of units made are left off."""
    short = to_figures(one, max(9, one.adjusted() + 1)), to_figures(other, max(9, other.adjusted() + 1))
    shown = (one, other) if short[0] == short[1] else short
    return format_number(shown[0]), format_number(shown[1])


def _figure(entries: Mapping[str, Entry], code: str) -> Decimal | None:
    entry = entries.get(code)
    if entry is None or entry.state != "measured" or entry.value is None or not entry.value.is_finite():
        return None
    return entry.value
