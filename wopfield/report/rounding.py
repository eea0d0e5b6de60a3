"""What is judged by the figure as it is printed, and what is said where printed figures do not add up."""

from wopfield.domain.quantity import rounded
from wopfield.domain.summary import AreaResult
from wopfield.language import _

CLEAR_CHANGE = 0.4
"""From here on a mean counts as clearly changed."""
_NEAR_DIFFERENCE = 0.6
"""From here on a self-rating counts as well above the peers' (means; two levels for one item)."""


def is_clear(change: float) -> bool:
    """Return whether a mean rose clearly: a reader has only the printed figure to hold against the threshold."""
    return float(rounded(change, 1)) >= CLEAR_CHANGE


def is_well_above(difference: float) -> bool:
    """Return whether a self-rating, less the peers', is well above them, as it is printed."""
    return float(rounded(difference, 1)) >= _NEAR_DIFFERENCE


def seems_off(first: float | None, last: float | None, change: float | None, digits: int) -> bool:
    """Return whether a change, as it is printed, is not what the two printed figures differ by."""
    if first is None or last is None or change is None:
        return False
    return rounded(last, digits) - rounded(first, digits) != rounded(change, digits)


def area_seems_off(area: AreaResult) -> bool:
    """Return whether the change of an area since the baseline is not what its two printed means differ by."""
    return seems_off(area.baseline.mean, area.now.mean, area.change, 1)


def told_of_rounding() -> str:
    """Return what stands below a table once, where one of its changes seems off."""
    return _(
        "Changes and differences are worked out before rounding, so the last digit may differ by one from what the "
        "printed figures give."
    )


def told_of_grades() -> str:
    """Return what the letters mean that stand beside figures."""
    return _("The letter is how sure a figure is: A measured and verified, B records seen, C told by staff, D a guess.")


def told_of_weak_figures() -> str:
    """Return what stands below a table of figures as they were worked out, some of which are not as sure as that.

    A table has them in full, so that they can be worked out again and compared; what a title says of one is rounded.
    """
    return _(
        "Values are printed as they were worked out. Of one with C rely on two figures, of one with D on the first "
        "alone: read it as “about”."
    )
