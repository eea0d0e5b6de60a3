"""Something the program has to say about a figure, as a value.

The domain does not translate: a remark carries the English sentence and its parts, and the edge says it with
``_(remark.sentence, **remark.parts)``. ``str(remark)`` is the English text.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import NamedTuple

from wopfield.domain.quantity import THIN

_FIGURES = frozenset(
    {"volume", "percent", "ili", "hours", "value", "part_value", "whole_value", "parts_value", "last", "likely",
     "limit", "other"}
)  # fmt: skip
"""The parts that hold a figure; a period or a text that somebody typed is none, though it may look like one."""
_WRITTEN = re.compile(f"(\N{MINUS SIGN}?)(\\d[\\d{THIN}]*(?:\\.\\d+)?)(?:{THIN}(\\D.*))?")


class Remark(NamedTuple):
    """A sentence with ``{parts}`` to fill in, and the kind of thing it says, for programs."""

    sentence: str
    kind: str
    parts: Mapping[str, str] = {}
    """Never changed; a read-only view of nothing could not be handed to the process that prints."""

    def told(
        self, number: Callable[[Decimal], str], amount: Callable[[str, str], str], name: Callable[[str], str] = str
    ) -> Mapping[str, str]:
        """Return the parts with their figures and names as somebody reads them; ``amount`` joins figure and unit."""
        return {key: _told(key, part, number, amount, name) for key, part in self.parts.items()}

    def __str__(self) -> str:
        return self.sentence.format(**self.parts) if self.parts else self.sentence


def _told(
    key: str, part: str, number: Callable[[Decimal], str], amount: Callable[[str, str], str], name: Callable[[str], str]
) -> str:
    if key == "names":
        return ", ".join(map(name, part.split(", ")))
    written = _WRITTEN.fullmatch(part) if key in _FIGURES else None
    if written is None:
        return part
    minus, digits, behind = written.groups()
    figure = number(Decimal(f"{'-' if minus else ''}{digits.replace(THIN, '')}"))
    return amount(figure, behind) if behind else figure


def in_short(text: str) -> str:
    """Return what somebody gave as a remark names it: no longer than a sentence bears."""
    plain = text.strip()
    return plain if len(plain) <= 40 else plain[:39] + "…"
