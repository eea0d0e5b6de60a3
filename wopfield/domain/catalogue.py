"""The indicators we publish and the variables behind them, read from the text of their files.

A new indicator is a row: screens, report and command line read the catalogue.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from io import StringIO
from typing import cast

from wopfield.domain.dimension import check
from wopfield.domain.expression import parse
from wopfield.domain.grade import Direction
from wopfield.domain.indicator import Entry, Indicator, Result, Variable
from wopfield.domain.side_by_side import SideBySide
from wopfield.domain.working_out import work_out, work_out_all


@dataclass(frozen=True, slots=True)
class Group:
    """A group of variables in the grid where figures are entered."""

    code: str
    title: str
    variables: tuple[str, ...]


@dataclass(frozen=True)
class Catalogue:
    """Indicators and variables by code, in the order of their files, and how they are grouped."""

    indicators: Mapping[str, Indicator]
    variables: Mapping[str, Variable]
    groups: tuple[Group, ...]
    key_indicators: tuple[str, ...]
    """The few that everybody asks for first, in order."""
    common_variables: tuple[str, ...]
    """The variables people begin with: exactly what the key indicators need, and a little more."""
    known_as: Mapping[str, str] = field(default_factory=dict)
    """Other names under which variables stand in people's tables, with their codes."""

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Return the names of the variables by code."""
        return {code: variable.name for code, variable in self.variables.items()}

    @cached_property
    def themes(self) -> tuple[str, ...]:
        """Return every theme of an indicator, in order of appearance."""
        return tuple(dict.fromkeys(t for i in self.indicators.values() for t in i.themes))

    def using(self, variable: str) -> tuple[Indicator, ...]:
        """Return the indicators that need ``variable``."""
        return tuple(i for i in self.indicators.values() if variable in i.variables)

    def worked_out_from(self, variables: Iterable[str]) -> tuple[str, ...]:
        """Return the codes of the indicators that need nothing but ``variables``, and the length of the period."""
        known = {*variables, "days"}
        return tuple(i.code for i in self.indicators.values() if known.issuperset(i.variables))

    def work_out(self, code: str, entries: Mapping[str, Entry]) -> Result:
        """Return the result of one indicator, its remarks in the names of the variables."""
        return work_out(self.indicators[code], entries, self.names)

    def work_out_all(self, entries: Mapping[str, Entry]) -> dict[str, Result]:
        """Return the result of every indicator by its code."""
        return self.work_out_many(SideBySide((entries,)))[0]

    def work_out_many(self, utilities: SideBySide) -> list[dict[str, Result]]:
        """Return the same for each of many utilities."""
        return work_out_all(self.indicators.values(), utilities, self.names)


def load(indicators: str, variables: str, groups: str, common: str) -> Catalogue:
    """Return the catalogue from the text of its four files.

    Raises:
        BadInput: a formula cannot be read, uses a variable that is not there, or gives another unit than it says.
    """
    by_code = {row["code"]: indicator_of(row) for row in _rows(indicators)}
    units = {row["code"]: row["unit"] for row in _rows(variables)}
    for code, indicator in by_code.items():
        check(code, indicator.tree, indicator.unit, units)
    grouped = tuple(Group(r["group"], r["title"], _codes(r["variables"])) for r in _rows(groups))
    group_of = {code: group.code for group in grouped for code in group.variables}
    begun_with = [(row["kind"], row["code"]) for row in _rows(common)]
    return Catalogue(
        indicators=by_code,
        variables={row["code"]: variable_of(row, group_of.get(row["code"], "")) for row in _rows(variables)},
        groups=grouped,
        key_indicators=tuple(code for kind, code in begun_with if kind == "indicator"),
        common_variables=tuple(code for kind, code in begun_with if kind == "variable"),
    )


def variable_of(row: Mapping[str, str], group: str) -> Variable:
    """Return the variable of a row of its file."""
    return Variable(
        code=row["code"],
        name=row["name"],
        unit=row["unit"],
        definition=row["definition"],
        plausible_min=Decimal(row["plausible_min"]),
        plausible_max=Decimal(row["plausible_max"]),
        source=row["source"],
        group=group,
    )


def indicator_of(row: Mapping[str, str]) -> Indicator:
    """Return the indicator of a row of its file.

    Raises:
        BadInput: its formula cannot be read.
    """
    good = row["good_practice_value"]
    return Indicator(
        code=row["code"],
        name=row["name"],
        formula=row["formula"],
        tree=parse(row["formula"]),
        unit=row["unit"],
        direction=cast(Direction, row["direction"]),
        typical_min=Decimal(row["typical_min"]),
        typical_max=Decimal(row["typical_max"]),
        good_practice=Decimal(good) if good else None,
        good_practice_source=row["good_practice_source"],
        definition=row["definition"],
        source=row["source"],
        themes=_codes(row["themes"]),
    )


# ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────

_Row = Mapping[str, str]


def _rows(text: str) -> list[_Row]:
    return list(csv.DictReader(StringIO(text, newline="")))


def _codes(text: str) -> tuple[str, ...]:
    return tuple(text.split(";")) if text else ()
