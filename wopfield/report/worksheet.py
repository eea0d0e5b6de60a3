"""A table of a workbook that tells what pages of a report tell."""

from dataclasses import dataclass
from datetime import date

Cell = str | float | date | None
Rows = list[tuple[Cell, ...]]


@dataclass(frozen=True, slots=True)
class Worksheet:
    """One table: its title, and its rows, the first of which is the head."""

    title: str
    rows: tuple[tuple[Cell, ...], ...]
