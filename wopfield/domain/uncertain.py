"""Numbers with their 95 % limits, and how much of them comes from which input: a column of them at once.

Inputs are taken as independent. Since every number remembers what each input moves it by, an input that is used twice
counts once; what several inputs move a product by together is remembered, too, so that limits may be wide. How the
limits come of it is told beside ``limits_of`` and ``limits_of_quotient``.

A column holds the same number of many utilities, one a row. All of them lack the same entries, so that what a column
lacks is known before any figure is looked at, and a thousand utilities cost a few walks along lists. One utility is
a column of one row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from itertools import repeat
from math import isfinite, nan, sqrt
from operator import add, mul
from typing import NamedTuple, Self

from wopfield.domain.limits import Known, Limits, Pair, dot, limits_of, limits_of_quotient


@dataclass(frozen=True, slots=True)
class Column:
    """A number of each utility, or None where an input is missing; NaN where one cannot be worked out."""

    values: Sequence[float] | None
    moves: Mapping[str, Sequence[float]] = field(default_factory=dict)
    """By code of an input: what each number moves by when that input moves by its limit."""
    missing: tuple[str, ...] = ()
    """Codes of the inputs that have no entry."""
    pairs: tuple[Pair, ...] = ()
    """What two sets of inputs move each number by together."""

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
        made = _made(values, self, other.values, other, self.values)
        one, another = _moving(self.moves), _moving(other.moves)
        return replace(made, pairs=(*made.pairs, Pair(one, another))) if one and another else made

    def __truediv__(self, other: Column) -> Quotient:
        return Quotient(self, other)

    def over(self, number: float) -> Column:
        """Return each number divided by one that is known exactly."""
        if self.values is None:
            return self
        return _made([a / number for a in self.values], self, repeat(1 / number))

    def to_the(self, power: float) -> Column:
        """Return each number raised to ``power``; it must be above zero."""
        if self.values is None:
            return self
        curves = [_Curve.of(a, half, power) for a, half in zip(self.values, self.halves(), strict=True)]
        made = _made([curve.value for curve in curves], self, [curve.slope for curve in curves])
        moves = _moving(self.moves)
        bent = {code: _times(each, [curve.bend for curve in curves]) for code, each in moves.items()}
        return replace(made, pairs=(*made.pairs, Pair(bent, moves))) if _moving(bent) else made

    def alike(self, number: float, moves: Mapping[str, float]) -> Column:
        """Return a column as long as this one whose number is the same in every row."""
        if self.values is None:
            return self
        rows = len(self.values)
        return Column([number] * rows, {code: [move] * rows for code, move in moves.items()})

    def limits(self) -> list[Limits]:
        """Return the 95 % limits of each number there is."""
        return [] if self.values is None else limits_of(self.known)

    @property
    def known(self) -> Known:
        """Return the numbers there are, and what moves them."""
        return Known(self.values or (), self.moves, self.pairs)

    def halves(self) -> list[float]:
        """Return half the width of the 95 % limits of each number there is; of sums."""
        return [sqrt(whole) for whole in dot(self.moves, self.moves, len(self.values or ()))]

    def without(self, code: str) -> Column:
        """Return the same sum as if the input ``code`` were exact."""
        return Column(self.values, {c: moves for c, moves in self.moves.items() if c != code}, self.missing)


@dataclass(frozen=True, slots=True)
class Quotient:
    """One column by another, row by row."""

    top: Column
    bottom: Column

    def __mul__(self, number: float) -> Quotient:
        return Quotient(self.top * number, self.bottom)

    def __truediv__(self, other: Column) -> Quotient:
        return Quotient(self.top, self.bottom * other)

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the codes of the inputs that have no entry."""
        return tuple(dict.fromkeys(self.top.missing + self.bottom.missing))

    @property
    def values(self) -> Sequence[float] | None:
        """Return each number, NaN where one would divide by zero; None where an input is missing."""
        if self.top.values is None or self.bottom.values is None:
            return None
        return [a / b if b else nan for a, b in zip(self.top.values, self.bottom.values, strict=True)]

    def exact(self) -> Column:
        """Return the numbers alone, where nobody asks how sure they are."""
        return Column(self.values, missing=self.missing)

    def limits(self) -> list[Limits]:
        """Return the 95 % limits of each number there is, infinite where there is none."""
        return [] if self.values is None else limits_of_quotient(self.top.known, self.bottom.known)


@dataclass(frozen=True, slots=True)
class Uncertain:
    """One number of a column, with its limits."""

    column: Column
    row: int = 0

    @property
    def value(self) -> float | None:
        """Return the number; None where an input is missing or it cannot be worked out."""
        values = self.column.values
        found = None if values is None else values[self.row]
        return found if found is not None and isfinite(found) else None

    @property
    def half(self) -> float:
        """Return half the width of the 95 % limits of a sum."""
        return sqrt(sum([moves[self.row] * moves[self.row] for moves in self.column.moves.values()]))

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


class _Curve(NamedTuple):
    """A power of a number as the parabola that meets it there and at both of its limits."""

    value: float
    slope: float
    bend: float

    @classmethod
    def of(cls, number: float, half: float, power: float) -> Self:
        if not 0 < number < _LARGEST_TO_RAISE:
            return cls(nan, nan, nan)
        here = number**power
        if not half:
            return cls(here, power * number ** (power - 1), 0.0)
        low = max(0.0, number - half) ** power
        high = min(number + half, _LARGEST_TO_RAISE) ** power
        return cls(here, (high - low) / (2 * half), ((high - here) + (low - here)) / (2 * half * half))


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
        moves[code] = more if known is None else list(map(add, known, more))
    return Column(values, moves, pairs=(*_pairs(left.pairs, by_left), *_pairs(right.pairs, by_right)))


def _times(moves: Sequence[float], by: Iterable[float] | None) -> Sequence[float]:
    if by is None:
        return moves
    return list(map(mul, moves, by))  # one factor may be for every row


def _pairs(pairs: Iterable[Pair], by: Iterable[float] | None) -> Iterable[Pair]:
    if by is None:
        return pairs
    return [Pair({code: _times(moves, by) for code, moves in pair.one.items()}, pair.other) for pair in pairs]


def _moving(moves: Mapping[str, Sequence[float]]) -> Mapping[str, Sequence[float]]:
    """Return the inputs that move a number anywhere; the others are exact."""
    return {code: each for code, each in moves.items() if any(each)}
