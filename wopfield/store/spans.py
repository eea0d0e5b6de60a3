"""Stretches of days, as people give them: either end may not be known yet."""

from datetime import date

from wopfield.errors import BadInput
from wopfield.language import _


def must_be_in_order(starts: date | None, ends: date | None) -> None:
    """Let a stretch of days pass if it does not end before it starts.

    Raises:
        BadInput: it does.
    """
    if starts is not None and ends is not None and ends < starts:
        raise BadInput(
            _("The last day is before the first."),
            safe=_("What was kept before is unchanged."),
            do=_("Choose a last day on or after the first."),
        )
