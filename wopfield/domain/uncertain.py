"""A number with its 95 % limits, and how much of them comes from which input.

Inputs are taken as independent, and their limits as small beside what they are divided by: the usual propagation of
errors. Since every number remembers what each input moves it by, an input that is used twice counts once.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from math import isfinite, sqrt


@dataclass(frozen=True, slots=True)
class Uncertain:
    """A number, or None where an input is missing or it cannot be worked out."""

    value: float | None
    moves: Mapping[str, float] = field(default_factory=dict)
    """By code of an input: what the result moves by when that input moves by its limit."""
    missing: tuple[str, ...] = ()
    """Codes of the inputs that have no entry."""

    @property
    def half(self) -> float:
        """Return half the width of the 95 % limits."""
        return sqrt(sum([move * move for move in self.moves.values()]))

    @property
    def low(self) -> float | None:
        """Return the lower 95 % limit."""
        return None if self.value is None else self.value - self.half

    @property
    def high(self) -> float | None:
        """Return the upper 95 % limit."""
        return None if self.value is None else self.value + self.half

    def shares(self) -> dict[str, float]:
        """Return the share of the uncertainty that comes from each input, the largest first; together they are 1."""
        whole = sum(move * move for move in self.moves.values())
        if not whole:
            return {}
        parts = {code: move * move / whole for code, move in self.moves.items() if move}
        return dict(sorted(parts.items(), key=lambda part: -part[1]))

    def __add__(self, other: "Uncertain | float") -> "Uncertain":
        right = _as_uncertain(other)
        return _made(self, right, lambda a, b: a + b, 1.0, 1.0)

    def __sub__(self, other: "Uncertain | float") -> "Uncertain":
        right = _as_uncertain(other)
        return _made(self, right, lambda a, b: a - b, 1.0, -1.0)

    def __mul__(self, other: "Uncertain | float") -> "Uncertain":
        right = _as_uncertain(other)
        return _made(self, right, lambda a, b: a * b, right.value or 0.0, self.value or 0.0)

    def __truediv__(self, other: "Uncertain | float") -> "Uncertain":
        right = _as_uncertain(other)
        if not right.value or self.value is None:
            return Uncertain(None, missing=_both(self, right))
        slope = -self.value / right.value / right.value
        return _made(self, right, lambda a, b: a / b, 1 / right.value, slope)

    def to_the(self, power: float) -> "Uncertain":
        """Return the number raised to ``power``; it must be above zero."""
        if self.value is None or self.value <= 0:
            return Uncertain(None, missing=self.missing)
        slope = power * self.value ** (power - 1)
        return Uncertain(self.value**power, {code: slope * move for code, move in self.moves.items()})


def total(parts: Iterable[Uncertain]) -> Uncertain:
    """Return the sum of numbers."""
    whole = Uncertain(0.0)
    for part in parts:
        whole = whole + part
    return whole


def _as_uncertain(number: Uncertain | float) -> Uncertain:
    return number if isinstance(number, Uncertain) else Uncertain(float(number))


def _both(left: Uncertain, right: Uncertain) -> tuple[str, ...]:
    if not right.missing:
        return left.missing
    return tuple(dict.fromkeys(left.missing + right.missing))


def _made(
    left: Uncertain, right: Uncertain, work: Callable[[float, float], float], by_left: float, by_right: float
) -> Uncertain:
    if left.value is None or right.value is None:
        return Uncertain(None, missing=_both(left, right))
    value = work(left.value, right.value)
    if not isfinite(value):
        return Uncertain(None)
    moved = left.moves
    if by_left != 1.0 and moved:
        moved = {code: by_left * move for code, move in moved.items()}
    if not right.moves:
        return Uncertain(value, moved)  # a number that is exact moves nothing
    moves = dict(moved)
    for code, move in right.moves.items():
        moves[code] = moves.get(code, 0.0) + by_right * move
    return Uncertain(value, moves)
