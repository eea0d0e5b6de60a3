"""Indicator entries, figures people added, and groups to compare with."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from sqlalchemy import Index

from wopfield.store.rows import Row, derived_id
from wopfield.store.tables.columns import words_column


class IndicatorEntry(Row, table=True):
    """The value of a variable for a utility and period; its id is derived from the three."""

    __tablename__ = "indicator_entry"
    __table_args__ = (Index("ix_indicator_entry_utility", "scope", "utility"),)
    registers: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "about": ("utility", "variable", "period"),
        "figure": ("value", "unit", "state"),
        "rate": ("rate", "rate_date"),
        "warning": ("kept", "kept_reason"),
    }
    utility: str = ""
    variable: str = ""
    period: str = ""
    value: str = ""
    unit: str = ""
    state: str = "measured"
    """measured, not_measured or not_applicable; only the first has a value."""
    rate: str = ""
    """How much of the utility's own currency one of the unit's currency was, where that is another one."""
    rate_date: str = ""
    """The day of that rate, as YYYY-MM-DD."""
    basis: str = ""
    """measured, estimated or stated; empty until somebody says."""
    confidence: str = ""
    margin: str = ""
    """How far the true figure may lie from this one, as ± % at 95 %; empty goes by the confidence."""
    source: str = ""
    evidence: str = ""
    """The id of the piece of evidence the figure was read from."""
    note: str = ""
    kept: str = ""
    """The warning that was kept although the program asked; empty when none."""
    kept_reason: str = ""
    audience: str = "report"
    """Who may read where it comes from and why it was kept; never more than may read its evidence."""


class OwnVariable(Row, table=True):
    """A variable people of a partnership added themselves; its id is derived from its code."""

    __tablename__ = "own_variable"
    registers: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "about": ("code",),
        "limits": ("plausible_min", "plausible_max"),
    }
    code: str = ""
    name: str = ""
    unit: str = ""
    definition: str = ""
    plausible_min: str = ""
    plausible_max: str = ""


class OwnIndicator(Row, table=True):
    """An indicator people of a partnership added themselves; its id is derived from its code."""

    __tablename__ = "own_indicator"
    registers: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "about": ("code",),
        "formula": ("formula", "unit"),
        "limits": ("typical_min", "typical_max"),
        "good_practice": ("good_practice_value", "good_practice_source"),
    }
    code: str = ""
    name: str = ""
    formula: str = ""
    unit: str = ""
    direction: str = "higher_better"
    typical_min: str = ""
    typical_max: str = ""
    good_practice_value: str = ""
    good_practice_source: str = ""
    definition: str = ""


class ComparisonGroup(Row, table=True):
    """Utilities of an imported table to compare with: how many they are, median and quartiles, and no single one."""

    __tablename__ = "comparison_group"
    registers: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "table": ("file", "taken_in", "utilities", "first_period", "last_period", "shapes"),
    }
    title: str = ""
    source: str = ""
    file: str = ""
    taken_in: date | None = None
    utilities: int = 0
    first_period: str = ""
    last_period: str = ""
    shapes: dict[str, list[str]] = words_column()
    """By code of indicator: how many have it, lower quartile, median, upper quartile, as decimal text."""


def indicator_entry_id(utility: str, variable: str, period: str) -> str:
    """Return the id that an indicator entry has on every laptop."""
    return derived_id("indicator_entry", utility, variable, period)


def own_variable_id(scope: str, code: str) -> str:
    """Return the id that a variable people added has on every laptop."""
    return derived_id("own_variable", scope, code)


def own_indicator_id(scope: str, code: str) -> str:
    """Return the id that an indicator people added has on every laptop."""
    return derived_id("own_indicator", scope, code)
