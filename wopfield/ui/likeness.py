"""Whether two changes are the same one asked for twice, as by somebody who presses a button again."""

from collections.abc import Callable
from functools import partial
from types import FunctionType


def are_alike(one: Callable[..., object] | None, other: Callable[..., object] | None) -> bool:
    """Return whether two callables do the same with the same; where it cannot be told, they do not."""
    if isinstance(one, partial) and isinstance(other, partial):
        return are_alike(one.func, other.func) and _same((one.args, one.keywords), (other.args, other.keywords))
    if isinstance(one, FunctionType) and isinstance(other, FunctionType):
        return one.__code__ is other.__code__ and _same(_held(one), _held(other))
    return one == other


def _held(function: FunctionType) -> tuple[object, ...]:
    """Return what a function that was made in another holds of it."""
    cells = tuple(cell.cell_contents for cell in function.__closure__ or ())
    return (*cells, function.__defaults__, function.__kwdefaults__)


def _same(one: object, other: object) -> bool:
    return bool(one == other)
