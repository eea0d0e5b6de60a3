"""The figures behind SDG 6, from the entries of one utility and period: the seed of that section of the report."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from wopfield.domain.catalogue import Catalogue
from wopfield.domain.indicator import Entry, Result
from wopfield.domain.remark import Remark


@dataclass(frozen=True, slots=True)
class Part:
    """A share of the people in the service area, as one step of a ladder of service."""

    label: str
    percent: float | None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """A target of SDG 6, with the indicators that tell of it."""

    code: str
    label: str
    indicators: tuple[tuple[str, Result], ...]
    ladder: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class SustainableWater:
    """What the entries say about SDG 6."""

    targets: tuple[Target, ...]
    coverage_gap: float | None
    """How many percentage points people in low-income areas are behind everybody."""
    affordable: bool | None
    """Whether the lifeline bill stays below the share of income that is widely taken as affordable."""
    remarks: tuple[Remark, ...] = ()

    @property
    def known(self) -> int:
        """Return how many of its indicators have a value."""
        return sum(result.value is not None for target in self.targets for _, result in target.indicators)


AFFORDABLE: Final = 3.0
"""Per cent of the income of a poor household; a rule of thumb of development banks, and no international norm."""

TARGETS: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "6.1": ("Drinking water", ("CV05", "CV01", "CV02", "CV03", "QS01", "QS06")),
    "6.2": ("Sanitation", ("CV06", "CV04", "SN08", "SN06", "SN07")),
    "6.3": ("Wastewater and quality", ("SN03", "SN01", "SN02", "SN04", "EN07")),
    "6.4": ("Use of water", ("NR01", "PC06", "PC01")),
    "equity": ("Equity", ("EQ03", "HR03", "HR05")),
    "affordability": ("Affordability", ("EQ02", "EQ04", "EQ01")),
}


def sustainable_water(entries: Mapping[str, Entry], catalogue: Catalogue) -> SustainableWater:
    """Return what ``entries`` say about SDG 6; nothing is made up for what they lack."""
    results = {
        code: catalogue.work_out(code, entries)
        for _label, codes in TARGETS.values()
        for code in codes
        if code in catalogue.indicators
    }
    ladders = {"6.1": _water_ladder(results), "6.2": _sanitation_ladder(results)}
    targets = tuple(
        Target(code, label, tuple((i, results[i]) for i in codes if i in results), ladders.get(code, ()))
        for code, (label, codes) in TARGETS.items()
    )
    poor, everybody = results["EQ03"].value, results["CV01"].value
    bill = results["EQ02"].value
    return SustainableWater(
        targets,
        coverage_gap=None if poor is None or everybody is None else everybody - poor,
        affordable=None if bill is None else bill <= AFFORDABLE,
        remarks=tuple(_remarks(results)),
    )


def _water_ladder(results: Mapping[str, Result]) -> tuple[Part, ...]:
    """Return safely managed, other service of the utility, and none of it; together everybody."""
    return _ladder(
        results["CV05"], results["CV01"],
        ("Safely managed", "Served, but not safely managed", "Not served by the utility"),
    )  # fmt: skip


def _sanitation_ladder(results: Mapping[str, Result]) -> tuple[Part, ...]:
    safe, sewer = results["CV06"], results["CV04"]
    parts = [Part("Safely managed", safe.value, safe.missing)]
    rest = None if safe.value is None else 100 - safe.value
    parts.append(Part("Not safely managed", rest, safe.missing))
    parts.append(Part("Connected to sewers", sewer.value, sewer.missing))
    return tuple(parts)


def _ladder(upper: Result, whole: Result, labels: tuple[str, str, str]) -> tuple[Part, ...]:
    both = tuple(dict.fromkeys(upper.missing + whole.missing))
    middle = None if upper.value is None or whole.value is None else whole.value - upper.value
    rest = None if whole.value is None else 100 - whole.value
    return (
        Part(labels[0], upper.value, upper.missing),
        Part(labels[1], middle, both),
        Part(labels[2], rest, whole.missing),
    )


def _remarks(results: Mapping[str, Result]) -> list[Remark]:
    found = []
    safe, served = results["CV05"].value, results["CV01"].value
    if safe is not None and served is not None and safe > served:
        found.append(
            Remark(
                "More people have safely managed water than are served by the utility: others may serve them.", "check"
            )
        )
    treated, collected = results["SN03"].value, results["SN01"].value
    if treated is not None and collected is not None and treated > collected:
        found.append(Remark("More wastewater is safely treated than receives any treatment.", "check"))
    return found
