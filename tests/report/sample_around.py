"""What stands around the review that never took place: balances, sites, capacity, programme, comments."""

from datetime import date
from decimal import Decimal

from wopfield.checklists.library import indicator_catalogue
from wopfield.domain.around import (
    Ability,
    AbilityArea,
    AgendaEntry,
    Around,
    Capacity,
    Goal,
    Met,
    ReadingLine,
    Reply,
    RiskLine,
    SiteVisit,
)
from wopfield.domain.grade import Confidence
from wopfield.domain.indicator import Entry
from wopfield.domain.summary import IndicatorLine
from wopfield.domain.surroundings import with_figures

_YEARS = {"2024": (18_700_000, 10_700_000), "2025": (18_400_000, 11_050_000), "2026": (18_250_000, 11_480_000)}


def entries() -> dict[str, dict[str, Entry]]:
    """Return the figures of three years, as they were entered."""
    return {year: _year(put_in, billed) for year, (put_in, billed) in _YEARS.items()}


def sample_around(indicators: tuple[IndicatorLine, ...]) -> Around:
    """Return everything a report tells beside the ratings."""
    around = Around(
        nrw_goal=Goal(25.0, date(2029, 6, 30)),
        currency="USD",
        sites=_sites(),
        capacity=_capacity(),
        programme=(
            AgendaEntry(date(2026, 10, 5), "08:30", "09:15", "Opening meeting", "Head office", ("Adaeze Okafor",)),
            AgendaEntry(date(2026, 10, 5), "10:00", "12:30", "Site walk: Karst Works", "Karst Works", ()),
            AgendaEntry(date(2026, 10, 6), "08:30", "12:00", "Interviews: losses", "Workshop", ("Jonas Pereira",)),
        ),
        met=(
            Met("Lindiwe Marsh", "Managing Director", "Riverbend", "opening and closing"),
            Met("Peter Quell", "Head of production", "Riverbend", "bulk meters"),
        ),
        replies=(
            Reply("balance", "The bulk meter was replaced in September.", "Head of production", date(2026, 11, 2),
                  "Corrected; the balance uses the new reading.", changed=True),
            Reply("", "We rate zone metering higher.", "Managing Director", date(2026, 11, 2),
                  "Twelve meters give no readings; both views stand."),
        ),
    )  # fmt: skip
    return with_figures(around, indicator_catalogue(), entries(), {"v_own": "Bulk meters"}, _known(indicators))


def _known(indicators: tuple[IndicatorLine, ...]) -> list[IndicatorLine]:
    """Return lines whose codes the catalogue knows, so that there are terms to print."""
    catalogue = indicator_catalogue()
    codes = list(catalogue.indicators)[:6]
    return [
        IndicatorLine(code, line.name, line.unit, line.direction, {}, {}, None, None, "", "", ())
        for code, line in zip(codes, indicators, strict=False)
    ]


def _year(put_in: int, billed: int) -> dict[str, Entry]:
    figures: dict[str, tuple[int, Confidence]] = {
        "v_own": (put_in, "B"), "v_import": (0, "A"), "v_export": (0, "A"), "v_meter_adj": (0, "C"),
        "v_bill_met": (billed - 790_000, "A"), "v_bill_unmet": (790_000, "C"), "v_unbill_met": (95_000, "B"),
        "v_unbill_unmet": (180_000, "D"), "v_unauth": (910_000, "D"), "v_meter_err": (1_000_000, "C"),
        "v_data_err": (295_000, "C"), "days": (365, "A"), "supply_hours": (19, "B"), "len_mains": (612, "B"),
        "n_serv_conn": (36_400, "A"), "n_conn_water": (35_200, "A"), "lp_avg_m": (6, "D"), "pressure_avg": (31, "C"),
        "tariff_retail": (1, "A"), "cost_var": (0, "C"), "opex": (11_000_000, "A"), "n_breaks": (471, "B"),
        "n_breaks_conn": (2_310, "B"), "pop_area": (240_000, "C"), "pop_water": (203_800, "B"),
        "pop_safe_water": (151_000, "C"), "n_staff": (278, "A"),
    }  # fmt: skip
    return {code: Entry(Decimal(value), grade) for code, (value, grade) in figures.items()}


def _sites() -> tuple[SiteVisit, ...]:
    return (
        SiteVisit(
            "Karst Works", "Water treatment plant", "Karst", date(2026, 10, 5), 30, 32,
            (
                RiskLine("high", "WTP04", "Chlorine cylinders are chained", "cylinder can fall and leak",
                         "Two of six stood free."),
                RiskLine("medium", "WTP11", "Jar tests are made each day", "dose is not right"),
                RiskLine("low", "WTP20", "The yard is tidy"),
            ),
            (ReadingLine("Free chlorine after contact", 0.1, "mg/l", odd=True), ReadingLine("Turbidity", 0.8, "NTU")),
        ),
        SiteVisit("Harbour reservoir", "Reservoir", "Harbour", date(2026, 10, 7), 18, 18,
                  (RiskLine("high", "RES03", "The vent is screened", "birds and insects get in", "Screen is torn."),)),
        SiteVisit("Central laboratory", "Laboratory", "Head office", date(2026, 10, 8), 12, 12),
    )  # fmt: skip


def _capacity() -> Capacity:
    return Capacity(
        "Capacity assessment 2026",
        date(2026, 10, 9),
        (
            AbilityArea("IND", "Individual", 2.5, 1.5, 2, 2, (
                Ability("1.1", "Technical basics", 3, 2, "They solve normal problems alone.", "Four of five."),
                Ability("1.2", "Field skills", 2, 1, "The task is done with the mentor present."),
            )),
            AbilityArea("ORG", "Organisation", 1.0, None, 1, 2, (
                Ability("2.1", "Tools and spare parts", 1, None, "Some tools, none kept."),
                Ability("2.2", "Time for the work", None),
            )),
        ),
    )  # fmt: skip
