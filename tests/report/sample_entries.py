"""The figures of the review that never took place, as they were typed: in their own units, doubted, missing."""

from datetime import date
from decimal import Decimal

from wopfield.checklists.library import indicator_catalogue
from wopfield.domain.entry_line import EntryCell, EntryLine, Origin
from wopfield.domain.remark import Remark

_PERIODS = ("2021", "2022", "2023", "2024", "2025", "2026")
_ACCOUNTS = Origin("A", source="Audited accounts", given_by="Amina Diallo", given_on=date(2026, 10, 6))
_METERS = Origin(
    "B", "measured", "5", "Bulk meters", "E12 Reading of the bulk meters", "Two of six were read by hand.",
    given_by="Peter Quell", given_on=date(2026, 10, 7),
)  # fmt: skip
_ASKED = Origin("D", "stated")
_TENFOLD = Remark("Ten times {period}. Was {likely} meant?", "slip", {"period": "2025", "likely": "11200000"})
_MORE = Remark("More than the whole of {limit}. Is this right?", "limit", {"limit": "100"})


def sample_entry_lines() -> tuple[EntryLine, ...]:
    """Return lines in two groups over six years: whole, with gaps, in another unit, doubted, kept and disputed."""
    return (
        _line("v_own", "Water produced and sold", 6, 18_700_000.0, _METERS),
        EntryLine("v_import", _name("v_import"), "m3", "Water produced and sold", {
            "2025": EntryCell(None, "m3", "not_measured", Origin()),
            "2026": EntryCell(None, "m3", "not_applicable", Origin()),
        }),
        EntryLine("len_mains", _name("len_mains"), "km", "Network and supply", {
            "2024": EntryCell(402.5, "mi", "measured", _METERS),
            "2026": EntryCell(655.0, "km", "measured", _METERS, _MORE, kept=True, reason="Measured twice on the map."),
        }),
        _line("supply_hours", "Network and supply", 3, 17.5, _ASKED),
        EntryLine("opex", _name("opex"), "local currency", "Money", {
            "2025": EntryCell(11_000_000.0, "local currency", "measured", _ACCOUNTS),
            "2026": EntryCell(112_000_000.75, "local currency", "measured", _ACCOUNTS, _TENFOLD),
        }),
        EntryLine("capex", _name("capex"), "million EUR", "Money", {
            "2026": EntryCell(4.6, "million EUR", "measured",
                              _ACCOUNTS._replace(rate="140.5", rate_day=date(2026, 6, 30)), disputed=True),
        }),
        EntryLine("n_staff", _name("n_staff"), "full-time equivalents", "Staff", {}),
    )  # fmt: skip


def _line(code: str, group: str, count: int, value: float, origin: Origin) -> EntryLine:
    unit = indicator_catalogue().variables[code].unit
    cells = {
        period: EntryCell(float(Decimal(str(value)) + at), unit, "measured", origin)
        for at, period in enumerate(_PERIODS[-count:])
    }
    return EntryLine(code, _name(code), unit, group, cells)


def _name(code: str) -> str:
    return indicator_catalogue().variables[code].name
