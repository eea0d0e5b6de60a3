"""Chances of one and of two numbers that are normally distributed."""

from math import asin, cos, erfc, exp, pi, sin, sqrt
from typing import Final


def below(z: float) -> float:
    """Return the chance that a number lies less than ``z`` standard deviations above its mean."""
    return erfc(-z / _ROOT) / 2


def both_above(one: float, other: float, together: float) -> float:
    """Return the chance that two numbers with the correlation ``together`` both lie so many deviations above theirs.

    By the integral over the correlation (Z. Drezner and G. O. Wesolowsky, 1990); right to 0.0002.
    """
    whole = asin(max(-1.0, min(1.0, together)))
    chance = below(-one) * below(-other)
    squares, twice = one * one + other * other, 2 * one * other
    for place, weight in _PLACES:
        angle = whole * place
        apart = (squares - twice * sin(angle)) / (2 * cos(angle) ** 2)
        chance += weight * whole * exp(-apart) / _TURN
    return chance


_ROOT: Final = sqrt(2)
_TURN: Final = 2 * pi
_HALVES: Final = (
    (0.2386191860831969, 0.46791393457269104),
    (0.6612093864662645, 0.36076157304813866),
    (0.932469514203152, 0.17132449237917027),
)
_PLACES: Final = tuple(((1 + side * place) / 2, weight / 2) for place, weight in _HALVES for side in (-1, 1))
"""Where Gauss and Legendre look between 0 and 1, and what each counts."""
