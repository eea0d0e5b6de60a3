"""Numbers as accountants and their programs write them: ``(1,200)``, ``1200-``, ``1,200*``."""

import re
from typing import Final

from wopfield.domain.money_words import SIGNS


def out_of_brackets(text: str, *, never_below: bool) -> str | None:
    """Return a number that stands in brackets, ``(1,200)`` or ``KES (1,200)``, without them; None where it does not.

    ``never_below``: the figure is an amount that is never below zero, so that it was paid out. Else it has a minus.
    """
    found = _BRACKETED.fullmatch(_without_notes(text))
    if found is None:
        return None
    number = found["number"] if never_below else f"-{found['number']}"
    return " ".join(filter(None, (number, found["before"] or found["inside"])))


def without_marks(text: str) -> str:
    """Return a number as people type it, without the mark of a note behind it and with its minus before it."""
    plain = _without_notes(text)
    found = _MINUS_BEHIND.fullmatch(plain)
    return f"-{found[1]}" if found else plain


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────

_LONGEST: Final = 100
_CURRENCY = rf"(?:US|R)?[{re.escape(''.join(sorted(SIGNS)))}]|[A-Z]{{3}}"
_BRACKETED = re.compile(
    rf"(?P<before>{_CURRENCY})?\s*\(\s*(?P<inside>{_CURRENCY})?\s*"
    r"(?P<number>[0-9][0-9.,' \u00a0\u202f]*?)\s*\)"
)
_MINUS_BEHIND = re.compile(r"([0-9][0-9.,' \u00a0\u202f]*?)\s*-")
_FOOTNOTES = "*†‡¹⁴⁵"
"""Marks of a note at the foot of a table; ² and ³ are left, since they end units."""
_NUMBERED_NOTE = re.compile(r"(?<=[0-9)])(?: [0-9]\)| ?\[[0-9a-z]\])$")


def _without_notes(text: str) -> str:
    plain = text.strip()
    return plain if len(plain) > _LONGEST else _NUMBERED_NOTE.sub("", plain.rstrip(_FOOTNOTES + " ")) or plain
