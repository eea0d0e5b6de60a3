"""A pasted table as a value: what each line, column and cell of it is taken for, and what it would write."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from wopfield.domain.given import Given
from wopfield.domain.quantity import DecimalSign
from wopfield.domain.remark import Remark

Cells = Sequence[Sequence[str]]
Place = tuple[str, str]
"""Code of the variable and period."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where numbers without names go: the variables and periods from the chosen cell on, as the grid shows them."""

    variables: tuple[str, ...]
    periods: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Corrections:
    """What a person changed in the preview; by line of the pasted table, an empty text leaves the line out."""

    variables: Mapping[int, str] = field(default_factory=dict)
    periods: Mapping[int, str] = field(default_factory=dict)
    units: Mapping[int, str] = field(default_factory=dict)
    decimal: DecimalSign | None = None


UNCORRECTED: Final = Corrections()


@dataclass(frozen=True, slots=True)
class VariableLine:
    """A row of the table (a column, where the variables stand across) and the variable it is taken for."""

    line: int
    text: str
    variable: str | None
    sure: bool
    """Whether code or name said so; a guess is for the person to look at."""
    unit: str = ""
    """The unit it is in, as we call it; empty for the variable's own."""


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """A column of the table (a row, where the periods stand down) and the period it is taken for."""

    line: int
    text: str
    period: str | None
    sure: bool
    rival: bool = False
    """Whether others are of the same period, so that nobody knows which of them is meant."""


@dataclass(frozen=True, slots=True)
class PastedCell:
    """One value, where it would go, and what it would become."""

    row: int
    column: int
    text: str
    variable: str
    period: str
    given: Given


@dataclass(frozen=True, slots=True)
class Preview:
    """What a pasted table would write."""

    variables: tuple[VariableLine, ...]
    periods: tuple[PeriodLine, ...]
    cells: tuple[PastedCell, ...]
    across: bool
    """Whether the variables stand across, and the periods down."""
    decimal: DecimalSign
    problems: tuple[Remark, ...] = ()

    @property
    def to_write(self) -> dict[Place, Given]:
        """Return what would be written, by variable and period."""
        return {(cell.variable, cell.period): cell.given for cell in self.cells if cell.given.entry is not None}

    @property
    def refused(self) -> tuple[PastedCell, ...]:
        """Return the cells that hold no figure, and say why."""
        return tuple(cell for cell in self.cells if cell.given.refused is not None)

    @property
    def guessed(self) -> tuple[VariableLine, ...]:
        """Return the rows whose variable is only a guess."""
        return tuple(line for line in self.variables if line.variable and not line.sure)
