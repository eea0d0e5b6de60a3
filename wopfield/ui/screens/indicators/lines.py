"""Which lines the grid shows: the variables a filter lets through, under the titles of their groups."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from wopfield.domain.indicator import Variable
from wopfield.language import _
from wopfield.ui.screens.indicators.sheet import Sheet
from wopfield.ui.widgets.matching import matches

Filter = Literal["common", "all", "given"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the grid: a variable, or the title of a group."""

    title: str
    variable: Variable | None = None

    @property
    def key(self) -> str:
        """Return what the line is known by across redraws."""
        return self.variable.code if self.variable else f"group {self.title}"


def filter_of(key: str) -> Filter:
    """Return the filter a segment stands for."""
    return cast(Filter, key) if key in ("common", "all", "given") else "all"


def lines(sheet: Sheet, which: Filter, needed: Sequence[str] = (), typed: str = "") -> list[Line]:
    """Return the lines to show.

    ``needed`` are variables that an indicator is worked out from; they go before the filter. What is typed to
    search is looked for among all variables.
    """
    wanted = _wanted(sheet, which, needed)
    if typed.strip():
        wanted = frozenset(
            variable.code
            for variable in sheet.catalogue.variables.values()
            if matches(typed.strip(), f"{variable.name} {variable.code}")
        )
    found: list[Line] = []
    for group in sheet.catalogue.groups:
        variables = [sheet.catalogue.variables[code] for code in group.variables if code in wanted]
        if variables:
            found.append(Line(_(group.title)))
            found.extend(Line(variable.name, variable) for variable in variables)
    return found


def _wanted(sheet: Sheet, which: Filter, needed: Sequence[str]) -> frozenset[str]:
    everything: Iterable[str] = sheet.catalogue.variables
    if needed:
        return frozenset(needed)
    if which == "common":
        return frozenset(sheet.catalogue.common_variables)
    if which == "given":
        return frozenset(code for (code, period) in sheet.rows if sheet.has_figure((code, period)))
    return frozenset(everything)
