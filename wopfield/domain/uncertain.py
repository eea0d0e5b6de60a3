"""Numbers with their 95 % limits, and how much of them comes from which input: a column of them at once.

Inputs are taken as independent, and their limits as small beside what they are divided by: the usual propagation of
errors. Since every number remembers what each input moves it by, an input that is used twice counts once.

A column holds the same number of many utilities, one a row. All of them lack the same entries, so that what a column
lacks is known before any figure is looked at, and a thousand utilities cost a few walks along lists. One utility is
a column of one row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import repeat
from math import isfinite, nan, sqrt
from operator import add


@dataclass(frozen=True, slots=True)
class Column:
    """A number of each utility, or None where an input is missing; NaN where one cannot be worked out."""

    values: Sequence[float] | None
    moves: Mapping[str, Sequence[float]] = field(default_factory=dict)
    """By code of an input: what each number moves by when that input moves by its limit."""
    missing: tuple[str, ...] = ()
    """Codes of the inputs that have no entry."""

    def __add__(self, other: Column) -> Column:
        if self.values is None or other.values is None:
            return _lacking(self, other)
        return _made([a + b for a, b in zip(self.values, other.values, strict=True)], self, None, other, None)

    def __sub__(self, other: Column) -> Column:
        if self.values is None or other.values is None:
            return _lacking(self, other)
        values = [a - b for a, b in zip(self.values, other.values, strict=True)]
        return _made(values, self, None, other, repeat(-1.0))

    def __mul__(self, other: Column | float) -> Column:
        if not isinstance(other, Column):
            if self.values is None:
                return self
            number = float(other)
            return _made([a * number for a in self.values], self, repeat(number))
        if self.values is None or other.values is None:
            return _lacking(self, other)
        values = [a * b for a, b in zip(self.values, other.values, strict=True)]
        return _made(values, self, other.values, other, self.values)

    def __truediv__(self, other: Column | float) -> Column:
        if not isinstance(other, Column):
            if self.values is None:
                return self
            number = float(other)
            return _made([a / number for a in self.values], self, repeat(1 / number))
        if self.values is None or other.values is None:
            return _lacking(self, other)
        pairs = list(zip(self.values, other.values, strict=True))
        values = [a / b if b else nan for a, b in pairs]
        turned = [1 / b if b else nan for b in other.values]
        if not other.moves:
            return _made(values, self, turned)
        return _made(values, self, turned, other, [-a / b / b if b else nan for a, b in pairs])

    def to_the(self, power: float) -> Column:
        """Return each number raised to ``power``; it must be above zero."""
        if self.values is None:
            return self
        usable = [a if 0 < a < _LARGEST_TO_RAISE else nan for a in self.values]
        slopes = [power * a ** (power - 1) for a in usable]
        return _made([a**power for a in usable], self, slopes)

    def alike(self, number: float, moves: Mapping[str, float]) -> Column:
        """Return a column as long as this one whose number is the same in every row."""
        if self.values is None:
            return self
        rows = len(self.values)
        return Column([number] * rows, {code: [move] * rows for code, move in moves.items()})

    def halves(self) -> list[float]:
        """Return half the width of the 95 % limits of each number there is."""
        squares = [[move * move for move in moves] for moves in self.moves.values()]
        return [sqrt(whole) for whole in _summed(squares, len(self.values or ()))]

    def without(self, code: str) -> Column:
        """Return the same as if the input ``code`` were exact."""
        return Column(self.values, {c: moves for c, moves in self.moves.items() if c != code}, self.missing)


@dataclass(frozen=True, slots=True)
class Uncertain:
    """One number of a column, with its limits."""

    column: Column
    row: int = 0

    @property
    def value(self) -> float | None:
        """Return the number; None where an input is missing or it cannot be worked out."""
        found = None if self.column.values is None else self.column.values[self.row]
        return None if found is None or found != found else found

    @property
    def half(self) -> float:
        """Return half the width of the 95 % limits."""
        return sqrt(sum([moves[self.row] * moves[self.row] for moves in self.column.moves.values()]))

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
        if self.value is None:
            return {}
        squares = {code: moves[self.row] * moves[self.row] for code, moves in self.column.moves.items()}
        whole = sum(squares.values())
        parts = {code: square / whole for code, square in squares.items() if square}
        return dict(sorted(parts.items(), key=lambda part: -part[1]))


def total(parts: Iterable[Column]) -> Column:
    """Return the sum of columns, of which there is at least one."""
    return reduce(add, parts)


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────

_LARGEST_TO_RAISE = 1e150


def _lacking(left: Column, right: Column) -> Column:
    return Column(None, missing=tuple(dict.fromkeys(left.missing + right.missing)))


_NOTHING = Column(())


def _made(
    values: list[float],
    left: Column,
    by_left: Iterable[float] | None,
    right: Column = _NOTHING,
    by_right: Iterable[float] | None = None,
) -> Column:
    """Return a column that each side moves by its factors; by None as much as it moves itself."""
    if not all(map(isfinite, values)):
        values = [value if isfinite(value) else nan for value in values]
    moves = {code: _times(move, by_left) for code, move in left.moves.items()}
    for code, move in right.moves.items():
        more = _times(move, by_right)
        known = moves.get(code)
        moves[code] = more if known is None else [a + b for a, b in zip(known, more, strict=True)]
    return Column(values, moves)


def _times(moves: Sequence[float], by: Iterable[float] | None) -> Sequence[float]:
    if by is None:
        return moves
    return [factor * move for move, factor in zip(moves, by, strict=False)]  # one factor may be for every row


def _summed(columns: Sequence[Sequence[float]], rows: int) -> Sequence[float]:
    if not columns:
        return [0.0] * rows
    whole: Sequence[float] = columns[0]
    for column in columns[1:]:
        whole = [a + b for a, b in zip(whole, column, strict=True)]
    return whole
