"""Shapes and colours in the language of a PDF page; y grows upwards there."""

from collections.abc import Sequence
from functools import lru_cache

from wopfield.report.style import grey_of, rgb

_ARC = 0.5522847498
"""How far the handles of a quarter circle reach, in radii."""


def number(value: float) -> str:
    """Return a length in points, to a hundredth."""
    return f"{value:.2f}"


@lru_cache(maxsize=128)
def colour_parts(colour: str, grey: bool) -> str:
    """Return red, green and blue, each from 0 to 1; in a grey document three times its lightness."""
    parts = rgb(grey_of(colour) if grey else colour)
    return " ".join(f"{part:.3f}".rstrip("0").rstrip(".") for part in parts)


def course(points: Sequence[tuple[float, float]]) -> str:
    """Return a line through points."""
    return " ".join(f"{x:.2f} {y:.2f} {'l' if at else 'm'}" for at, (x, y) in enumerate(points))


def square(x: float, y: float, width: float, height: float) -> str:
    """Return a rectangle by its lower left corner."""
    return f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re"


def rounded(x: float, y: float, width: float, height: float, radius: float) -> str:
    """Return a rectangle with rounded corners by its lower left corner; a circle where the radius is half of it."""
    r, k = radius, radius * (1 - _ARC)
    right, top = x + width, y + height
    steps = (
        ("m", (x + r, y)), ("l", (right - r, y)), ("c", (right - k, y, right, y + k, right, y + r)),
        ("l", (right, top - r)), ("c", (right, top - k, right - k, top, right - r, top)),
        ("l", (x + r, top)), ("c", (x + k, top, x, top - k, x, top - r)),
        ("l", (x, y + r)), ("c", (x, y + k, x + k, y, x + r, y)),
    )  # fmt: skip
    return " ".join(" ".join(map(number, values)) + f" {operator}" for operator, values in steps)
