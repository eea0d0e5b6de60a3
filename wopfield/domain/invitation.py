"""The code of an invitation as it stands on paper: sixteen letters in groups of four."""

import re

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""None that is mistaken for another on paper."""
GROUPS, GROUP = 4, 4

LEAST_PASSWORD = 12
"""So many letters a password at a server has at least."""

_FORM = re.compile(rf"[{LETTERS}]{{{GROUP}}}(?:[- ]?[{LETTERS}]{{{GROUP}}}){{{GROUPS - 1}}}")


def is_code(text: str) -> bool:
    """Return whether a text has the form of a code, however it was typed."""
    return _FORM.fullmatch(text.strip().upper()) is not None
