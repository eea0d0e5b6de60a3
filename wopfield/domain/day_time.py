"""Days and times of a day, as they are kept and as people type them."""

import re
from datetime import date, datetime

from wopfield.errors import BadInput


def read_time(text: str) -> str:
    """Return the time in ``text`` as ``08:30``; ``8``, ``8:30``, ``8.30``, ``8h30`` and ``0830`` are read. Empty stays.

    Raises:
        BadInput: it is no time of a day.
    """
    plain = text.strip()
    if not plain:
        return ""
    found = _TIME.fullmatch(plain) or _DIGITS.fullmatch(plain)
    if found:
        hour, minute = int(found[1]), int(found[2] or 0)
        if hour < 24 and minute < 60:
            return f"{hour:02}:{minute:02}"
    raise BadInput(
        "“{text}” is not a time of day.",
        safe="What was kept before is unchanged.",
        do="Type hours and minutes, such as 8:30 or 14:00.",
        parts={"text": plain[:20]},
    )


def day_in(text: str) -> date | None:
    """Return the day that is kept as ``2025-12-31``, also where a spreadsheet put midnight behind it; None for none."""
    try:
        return datetime.fromisoformat(text.strip()).date() if text.strip() else None
    except ValueError:
        return None


_TIME = re.compile(r"(\d{1,2})(?:\s*[:.hH]\s*(\d{2})|\s*[hH])?", re.ASCII)
_DIGITS = re.compile(r"(\d{2})(\d{2})", re.ASCII)
