"""The 95 % limits of results, for inputs whose own limits may be wide.

The inputs are independent and normally distributed. A sum has the limits of the usual propagation of errors. A product
is skewed: its second-order terms (GUM, 5.1.2) widen its limits, and move them as E. A. Cornish and R. A. Fisher
(1937) tell. A quotient has the limits E. C. Fieller (1954) found: a number r lies within them as long as
top - r * bottom may be zero. Nobody divides by a length or a number of connections below zero: where limits come near
it, only the cases on this side of it count. Where the limits of what one divides by hold zero, there is no upper one.
"""

from collections.abc import Callable, Mapping, Sequence
from math import copysign, inf, isfinite, nan, sqrt
from operator import add, mul, neg, sub
from typing import Final, NamedTuple

from wopfield.domain.normal import below, both_above

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
    moving = _moved(_Z)
    found = []
    for value, square, wider, shift, skewed in zip(
        number.values, squares, skew.wider, skew.middle, skew.still, strict=True
    ):
        whole = square + wider
        middle, half = value + shift + (moving * skewed / whole if whole else 0.0), sqrt(whole)
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
        return [
            _fieller(each) if each.is_far_from_zero else _near_zero(_Plain(each), may_be_zero=False) for each in sums
        ]
    over = zip(*_skew(top.pairs, moves, bottom.moves, rows), strict=True)
    under = zip(*_skew(bottom.pairs, moves, bottom.moves, rows), strict=True)
    found = []
    for row, (each, *skews) in enumerate(zip(sums, over, under, strict=True)):
        quotient = _Skewed(each, *skews) if skews[0][0] or skews[1][0] else _Plain(each)
        if each.is_far_from_zero:
            found.append(quotient.ends())
        else:
            found.append(_near_zero(quotient, may_be_zero=_may_be_zero(each, bottom.moves, row)))
    return found


def dot(one: Moves, other: Moves, rows: int) -> Numbers:
    """Return for each row the sum of the products of what the same input moves both by."""
    products = [list(map(mul, moves, other[code])) for code, moves in one.items() if code in other]
    if not products:
        return [0.0] * rows
    return products[0] if len(products) == 1 else list(map(sum, zip(*products, strict=True)))


def _moves_of_quotient(top: Known, bottom: Known, values: Numbers) -> Moves:
    """Return what moves top - value * bottom: how far a quotient moves, times its bottom."""
    moves = dict(top.moves)
    for code, each in bottom.moves.items():
        by_bottom = map(mul, values, each)
        by_top = moves.get(code)
        moves[code] = list(map(sub, by_top, by_bottom) if by_top else map(neg, by_bottom))
    return moves


# ── sums over sums ───────────────────────────────────────────────────────────────────────────────────────────

_Z: Final = 1.96


class _Sums(NamedTuple):
    """A quotient, its bottom, and the sums over the inputs of what moves top - value * bottom, and the bottom."""

    value: float
    bottom: float
    square: float
    both: float
    under: float

    @property
    def is_far_from_zero(self) -> bool:
        """Return whether it need not be asked how likely the bottom is on the other side of zero."""
        return not self.square or not self.under * _FAR > self.bottom * self.bottom


_FAR: Final = 4.0
"""Limits of ± 50 % are far from zero: that it is crossed is a chance of one in twenty thousand."""


class _Plain(NamedTuple):
    """A quotient of sums."""

    sums: _Sums

    def ends(self) -> Limits:
        """Return its limits on both sides."""
        return _fieller(self.sums)

    def limit(self, z: float) -> float:
        """Return how far it reaches so many deviations away: (t * bottom)^2 = square - 2 * t * both + t^2 * under."""
        share = z * z / (_Z * _Z)
        value, bottom, square, both, under = self.sums
        low, high = _fieller(_Sums(value, bottom, square * share, both * share, under * share))
        return high if z > 0 else low

    def together(self, limit: float) -> float:
        """Return the correlation of top - limit * bottom with the bottom."""
        t = limit - self.sums.value
        return _correlation(t, self.sums.square, -2 * self.sums.both, self.sums.under)

    def deviations(self) -> float:
        """Return by how many deviations the bottom is away from zero."""
        return _Z * abs(self.sums.bottom) / sqrt(self.sums.under)


def _fieller(sums: _Sums) -> Limits:
    """Return the limits of a quotient of sums, infinite where there is none."""
    value, bottom, square, both, under = sums
    if not isfinite(value):
        return nan, nan
    if not square:
        return value, value
    inside = both * both + (bottom * bottom - under) * square
    if not inside >= 0:
        return -inf, inf
    root = sqrt(inside)
    low, high = -inf, inf
    for each in (root, -root):
        if both + each:
            end = square / (both + each)
            if low < end < 0:
                low = end
            elif 0 < end < high:
                high = end
    return value + low, value + high


def _correlation(t: float, still: float, rising: float, bending: float) -> float:
    """Return the correlation of two numbers of which ``still + t * rising + t^2 * bending`` and ``bending`` vary."""
    square = still + t * (rising + t * bending)
    if not isfinite(t) or not 0 < square * bending < inf:
        return -copysign(1.0, t)
    return -(rising / 2 + t * bending) / sqrt(square * bending)


# ── products among them ──────────────────────────────────────────────────────────────────────────────────────


def _moved(z: float) -> float:
    """Return how far the skew moves a limit so many deviations away, in the terms moves are in."""
    return (z * z - 1) / (_Z * _Z)


class _Skew(NamedTuple):
    """What pairs widen and move the limits by: ``still + t * rising + t^2 * bending`` beside moves less t * bottom."""

    wider: Numbers
    middle: Numbers
    still: Numbers
    rising: Numbers
    bending: Numbers


def _skew(pairs: Sequence[Pair], moves: Moves, bottom: Moves, rows: int) -> _Skew:
    nothing = [0.0] * rows
    whole = _Skew(*[nothing] * 5)
    for pair in pairs:
        columns = zip(
            dot(pair.one, pair.one, rows),
            dot(pair.other, pair.other, rows),
            dot(pair.one, pair.other, rows),
            dot(pair.one, moves, rows),
            dot(pair.other, moves, rows),
            dot(pair.one, bottom, rows),
            dot(pair.other, bottom, rows),
            strict=True,
        )
        square = _Z * _Z
        parts = [
            ((a * b + s * s) / square, s / square, c * d, -c * f - d * e, e * f) for a, b, s, c, d, e, f in columns
        ]
        each = zip(*parts, strict=True) if parts else (nothing,) * 5
        whole = _Skew(*(list(map(add, x, y)) for x, y in zip(whole, each, strict=True)))
    return whole


_OnePair = tuple[float, float, float, float, float]


class _Skewed(NamedTuple):
    """A quotient with products in its top or bottom."""

    sums: _Sums
    over: _OnePair
    under: _OnePair

    def ends(self) -> Limits:
        """Return its limits on both sides."""
        return self.limit(-_Z), self.limit(_Z)

    def limit(self, z: float) -> float:
        """Return how far it reaches so many deviations away: where top - (value + t) * bottom is zero."""
        value, bottom = self.sums.value, self.sums.bottom
        if not isfinite(value):
            return nan
        _wider, over_middle, *over = self.over
        _wider, under_middle, *under = self.under
        still, rising, bending = self._varying()
        turned, steep = (1.0 if bottom > 0 else -1.0), abs(bottom)
        moved, share = _moved(z), z / _Z

        def left(t: float) -> float:
            """Return how far a limit of it is from zero; above zero where t is too low."""
            square = still + t * (rising + t * bending)
            middle = turned * (over_middle - (value + t) * under_middle) - t * steep
            if not square > 0:
                return middle
            skew = over[0] + t * (over[1] + t * over[2])
            skew -= (value + t) * (under[0] + t * (under[1] + t * under[2]))
            return middle + turned * moved * skew / square + share * sqrt(square)

        return value + _crossing(left, sqrt(still) / steep)

    def together(self, limit: float) -> float:
        """Return the correlation of top - limit * bottom with the bottom."""
        return _correlation(limit - self.sums.value, *self._varying())

    def deviations(self) -> float:
        """Return by how many deviations the bottom is away from zero; infinite where no number of them reaches it."""
        bottom = self.sums.bottom
        wider, middle, _still, _rising, third = self.under
        whole = self.sums.under + wider
        turned = 1.0 if bottom > 0 else -1.0
        away, each, bent = turned * (bottom + middle), sqrt(whole) / _Z, turned * third / whole / (_Z * _Z)
        # away - z * each + (z * z - 1) * bent = 0
        inside = each * each - 4 * bent * (away - bent)
        return 2 * (away - bent) / (each + sqrt(inside)) if inside >= 0 else inf

    def _varying(self) -> tuple[float, float, float]:
        value, _bottom, square, both, under = self.sums
        wider = self.under[0]
        return square + self.over[0] + value * value * wider, 2 * (value * wider - both), under + wider


_Left = Callable[[float], float]


def _crossing(left: _Left, first: float) -> float:
    """Return where ``left`` falls through zero, sought in steps of which each is twice the last; infinite if never."""
    inner, here = 0.0, left(0.0)
    if not isfinite(here):
        return nan
    way = 1.0 if here > 0 else -1.0  # above zero, it falls through farther up
    for doubled in range(40):
        outer = way * first * 2.0**doubled
        there = left(outer)
        if not there * way > 0:
            return _between(left, (inner, here), (outer, there))
        inner, here = outer, there
    return way * inf


_CLOSE: Final = 1e-9


def _between(left: _Left, one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return where ``left`` is zero between two places on either side of it (the Illinois form of false position)."""
    (a, at_a), (b, at_b) = one, other
    for _turn in range(60):
        if at_a == at_b:
            break
        middle = b - at_b * (b - a) / (at_b - at_a)
        near = abs(middle - b) <= _CLOSE * abs(middle)
        found = left(middle)
        if (found > 0) == (at_b > 0):
            at_a /= 2
        else:
            a, at_a = b, at_b
        b, at_b = middle, found
        if near:
            break
    return b


# ── divisors near zero ───────────────────────────────────────────────────────────────────────────────────────


def _may_be_zero(sums: _Sums, bottom: Moves, row: int) -> bool:
    """Return whether a single input can take what one divides by to zero, whatever the others are."""
    least = (1 - _CLOSE) * abs(sums.bottom)
    return any(abs(moves[row]) >= least for moves in bottom.values())


def _near_zero(quotient: _Plain | _Skewed, *, may_be_zero: bool) -> Limits:
    """Return the limits where what one divides by is not far from zero, which it is known not to have crossed."""
    if not isfinite(quotient.sums.value):
        return nan, nan
    away = quotient.deviations()
    if may_be_zero or away <= _Z:
        low, high = quotient.ends()
        return low if low > 0 else -inf, high if high < 0 else inf
    if away >= _Z * sqrt(_FAR):
        return quotient.ends()
    return _uncrossed(quotient, -1.0, away), _uncrossed(quotient, 1.0, away)


_TAIL: Final = 0.025
_DEVIATIONS: Final = 1.5, 2.5
"""Where the number of them is sought that leaves the tail beyond."""


def _uncrossed(quotient: _Plain | _Skewed, side: float, away: float) -> float:
    """Return the limit that is passed as seldom as it should be, among the cases that have not crossed zero."""
    tail = _TAIL * below(away)

    def left(z: float) -> float:
        together = side * quotient.together(quotient.limit(side * z))
        return both_above(z, -away, together) - tail

    few, many = [(z, left(z)) for z in _DEVIATIONS]
    if not few[1] > 0 > many[1]:
        return side * inf
    return quotient.limit(side * _between(left, few, many))
