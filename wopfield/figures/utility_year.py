"""The figures of one utility for one period, as a file gives them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from wopfield.domain.quantity import DecimalSign
from wopfield.domain.remark import Remark


class NoFiguresError(Exception):
    """A text holds no figures; says why."""


@dataclass(frozen=True, slots=True)
class UtilityYear:
    """The figures of one utility for one period, as the file gives them."""

    id: object
    values: Mapping[str, object]
    """By code of variable, or by the column's name where no variable has it."""
    units: Mapping[str, str] = field(default_factory=dict)
    """The unit of a column, by code of variable."""
    period: str = ""
    problem: str = ""
    """Why the whole of it cannot be read."""
    decimal: DecimalSign = "."
    utility: str = ""
    """Whose figures they are, where the file says so apart from the year."""
    night_flow: object = None
    """What the file says of a minimum night flow."""
    sure: bool = True
    """Whether the decimal sign is known, and not only usual."""
    remarks: tuple[Remark, ...] = ()
    """What there is to say about the whole of it."""
