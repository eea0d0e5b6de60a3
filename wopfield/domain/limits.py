"""The 95 % limits of results, for inputs whose own limits may be wide.

The inputs are independent and normally distributed. A sum has the limits of the usual propagation of errors. A product
is skewed: its second-order terms (GUM, 5.1.2) widen its limits, and move them as E. A. Cornish and R. A. Fisher
(1937) tell. A quotient has the limits E. C. Fieller (1954) found: a number r lies within them as long as
top - r * bottom may be zero. Where what one divides by may itself be zero, there is no upper limit.
"""

from collections.abc import Callable, Mapping, Sequence
from math import inf, isfinite, nan, sqrt
from typing import Final, NamedTuple

Numbers = Sequence[float]
Moves = Mapping[str, Numbers]
"""By code of an input: what each number moves by when that input moves by its limit."""

Limits = tuple[float, float]
"""The lower and the upper one; infinite where there is none."""


class Pair(NamedTuple):
    """What two sets of inputs move a product by when both move: the one's moves times the other's."""

    one: Moves
    other: Moves


class Known(NamedTuple):
    """Numbers, and all that moves them."""

    values: Numbers
    moves: Moves
    pairs: Sequence[Pair] = ()


def limits_of(number: Known) -> list[Limits]:
    """Return the limits of sums and products."""
    rows = len(number.values)
    squares = dot(number.moves, number.moves, rows)
    if not number.pairs:
        halves = map(sqrt, squares)
        return [(value - half, value + half) for value, half in zip(number.values, halves, strict=True)]
    skew = _skew(number.pairs, number.moves, {}, rows)
    found = []
    for value, square, wider, moved in zip(number.values, squares, skew.wider, skew.still, strict=True):
        whole = square + wider
        middle, half = value + (_MOVED * moved / whole if whole else 0.0), sqrt(whole)
        found.append((middle - half, middle + half))
    return found


def limits_of_quotient(top: Known, bottom: Known) -> list[Limits]:
    """Return the limits of each quotient; not a number where one divides by zero."""
    rows = len(top.values)
    values = [a / b if b else nan for a, b in zip(top.values, bottom.values, strict=True)]
    moves = _moves_of_quotient(top, bottom, values)
    sums = map(
        _Sums,
        values,
        bottom.values,
        dot(moves, moves, rows),
        dot(moves, bottom.moves, rows),
        dot(bottom.moves, bottom.moves, rows),
    )
    if not top.pairs and not bottom.pairs:
        return list(map(_fieller, sums))
    over = zip(*_skew(top.pairs, moves, bottom.moves, rows), strict=True)
    under = zip(*_skew(bottom.pairs, moves, bottom.moves, rows), strict=True)
    found = []
    for row, (each, *skews) in enumerate(zip(sums, over, under, strict=True)):
        low, high = _skewed(each, *skews) if skews[0][0] or skews[1][0] else _fieller(each)
        if _may_be_zero(each, bottom.moves, row):
            low, high = low if low > 0 else -inf, high if high < 0 else inf
        found.append((low, high))
    return found


def dot(one: Moves, other: Moves, rows: int) -> Numbers:
    """Return for each row the sum of the products of what the same input moves both by."""
    products = [
        [a * b for a, b in zip(moves, other[code], strict=True)] for code, moves in one.items() if code in other
    ]
    if not products:
        return [0.0] * rows
    return products[0] if len(products) == 1 else list(map(sum, zip(*products, strict=True)))


def _moves_of_quotient(top: Known, bottom: Known, values: Numbers) -> Moves:
    """Return what moves top - value * bottom: how far a quotient moves, times its bottom."""
    moves = dict(top.moves)
    for code, each in bottom.moves.items():
        by_bottom = [value * move for value, move in zip(values, each, strict=True)]
        by_top = moves.get(code)
        moves[code] = (
            [a - b for a, b in zip(by_top, by_bottom, strict=True)] if by_top else [-move for move in by_bottom]
        )
    return moves


# ── sums over sums ───────────────────────────────────────────────────────────────────────────────────────────


class _Sums(NamedTuple):
    """A quotient, its bottom, and the sums over the inputs of what moves top - value * bottom, and the bottom."""

    value: float
    bottom: float
    square: float
    both: float
    under: float


def _fieller(sums: _Sums) -> Limits:
    """Return the limits of a quotient of sums: where (t * bottom)^2 = square - 2 * t * both + t^2 * under."""
    value, bottom, square, both, under = sums
    if not isfinite(value):
        return nan, nan
    if not square:
        return value, value
    inside = both * both + (bottom * bottom - under) * square
    if not inside >= 0:
        return -inf, inf
    root = sqrt(inside)
    ends = [square / (both + each) for each in (root, -root) if both + each]
    return (
        value + max([end for end in ends if end < 0], default=-inf),
        value + min([end for end in ends if end > 0], default=inf),
    )


# ── products among them ──────────────────────────────────────────────────────────────────────────────────────

_Z: Final = 1.96
_MOVED: Final = (_Z * _Z - 1) / (_Z * _Z)
"""How far the skew moves both limits, in the terms moves are in."""


class _Skew(NamedTuple):
    """What pairs widen and move the limits by: ``still + t * rising + t^2 * bending`` beside moves less t * bottom."""

    wider: Numbers
    still: Numbers
    rising: Numbers
    bending: Numbers


def _skew(pairs: Sequence[Pair], moves: Moves, bottom: Moves, rows: int) -> _Skew:
    nothing = [0.0] * rows
    whole = _Skew(nothing, nothing, nothing, nothing)
    for pair in pairs:
        columns = zip(
            dot(pair.one, pair.one, rows),
            dot(pair.other, pair.other, rows),
            dot(pair.one, moves, rows),
            dot(pair.other, moves, rows),
            dot(pair.one, bottom, rows),
            dot(pair.other, bottom, rows),
            strict=True,
        )
        parts = [(a * b / (_Z * _Z), c * d, -c * f - d * e, e * f) for a, b, c, d, e, f in columns]
        each = zip(*parts, strict=True) if parts else (nothing,) * 4
        whole = _Skew(*([a + b for a, b in zip(x, y, strict=True)] for x, y in zip(whole, each, strict=True)))
    return whole


def _may_be_zero(sums: _Sums, bottom: Moves, row: int) -> bool:
    """Return whether a single input can take what one divides by to zero, whatever the others are."""
    least = (1 - _CLOSE) * abs(sums.bottom)
    return sums.under >= least * least and any(abs(moves[row]) >= least for moves in bottom.values())


_OnePair = tuple[float, float, float, float]


def _skewed(sums: _Sums, over: _OnePair, under: _OnePair) -> Limits:
    """Return the limits where there are products in the top or the bottom: where top - (value + t) * bottom is zero."""
    value, bottom = sums.value, sums.bottom
    if not isfinite(value):
        return nan, nan
    still = sums.square + over[0] + value * value * under[0]
    rising, bending = 2 * (value * under[0] - sums.both), sums.under + under[0]
    turned = _MOVED if bottom > 0 else -_MOVED
    steep = abs(bottom)

    def left(t: float, sign: float) -> float:
        """Return how far a limit of it is from zero; above zero where t is too low."""
        square = still + t * (rising + t * bending)
        if not square > 0:
            return -t * steep
        skew = over[1] + t * (over[2] + t * over[3])
        skew -= (value + t) * (under[1] + t * (under[2] + t * under[3]))
        return turned * skew / square - t * steep + sign * sqrt(square)

    first = sqrt(still) / steep
    return value + _crossing(left, -1.0, first), value + _crossing(left, 1.0, first)


_Left = Callable[[float, float], float]


def _crossing(left: _Left, limit: float, first: float) -> float:
    """Return where ``left`` falls through zero, sought in steps of which each is twice the last; infinite if never."""
    inner, here = 0.0, left(0.0, limit)
    if not isfinite(here):
        return nan
    way = 1.0 if here > 0 else -1.0  # above zero, it falls through farther up
    for doubled in range(40):
        outer = way * first * 2.0**doubled
        there = left(outer, limit)
        if not there * way > 0:
            return _between(left, limit, (inner, here), (outer, there))
        inner, here = outer, there
    return way * inf


_CLOSE: Final = 1e-9


def _between(left: _Left, limit: float, one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return where ``left`` is zero between two places on either side of it (the Illinois form of false position)."""
    (a, at_a), (b, at_b) = one, other
    for _turn in range(60):
        if at_a == at_b:
            break
        middle = b - at_b * (b - a) / (at_b - at_a)
        near = abs(middle - b) <= _CLOSE * abs(middle)
        found = left(middle, limit)
        if (found > 0) == (at_b > 0):
            at_a /= 2
        else:
            a, at_a = b, at_b
        b, at_b = middle, found
        if near:
            break
    return b
