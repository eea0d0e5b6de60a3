"""On which scale the volumes of a water balance are read: the same on screen and on paper."""

from wopfield.domain.balance import Balance
from wopfield.domain.units import factor

_LARGE = 100_000
_LONGEST = 10_000_000_000
"""From here on a figure has no room in a field."""


def usual_unit(balance: Balance, chosen: str = "") -> str:
    """Return the unit in which the volumes of a balance are easiest to read, or ``chosen`` where they can be."""
    whole = balance.find("water_supplied").volume.value or 0
    if chosen and abs(in_unit(whole, chosen)) < _LONGEST:
        return chosen
    return "thousand m3" if abs(whole) >= _LARGE else "m3"


def places_of(balance: Balance, unit: str) -> int:
    """Return how many decimals give four figures of the whole."""
    whole = abs(in_unit(balance.find("water_supplied").volume.value or 0, unit))
    return max(0, 4 - len(str(int(whole)))) if whole else 0


def in_unit(cubic_metres: float, unit: str) -> float:
    """Return a volume in a unit."""
    return cubic_metres / float(factor(unit, "m3"))
