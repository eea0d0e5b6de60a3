"""How far an entry may be from the truth: its 95 % limits in per cent of its value.

What somebody said of an entry counts first, then its grade. An entry without a grade is taken as a metered volume or
an estimate usually is, and the balance says so.
"""

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Final

from wopfield.domain.grade import Confidence
from wopfield.domain.indicator import Entry

BY_GRADE: Final[Mapping[Confidence, int]] = {"A": 2, "B": 5, "C": 20, "D": 50}
"""A measured and verified, B records seen, C told by staff, D guess; our reading of what each is worth."""

BY_BAND: Final[Mapping[str, int]] = {"1": 5, "2": 20, "3": 50, "4": 100}
"""The IWA bands of accuracy (0-5, 5-20, 20-50 and above 50 %), by the worse end of each."""

_EXACT = frozenset({"days"})
_ALL_DAY = Decimal(24)
_ESTIMATED = frozenset({"v_bill_unmet", "v_unbill_unmet", "v_unauth", "v_meter_err", "v_data_err", "v_meter_adj"})
_USUAL: Final[Mapping[bool, int]] = {True: 50, False: 5}
"""What an entry without a grade is taken for: an estimate, or a reading."""


def accuracy(code: str, entry: Entry) -> float:
    """Return the limits of an entry as a share of its value, such as 0.05 for ± 5 %."""
    if code in _EXACT:
        return 0.0
    if entry.margin is not None:
        return float(entry.margin) / 100
    if code == "supply_hours" and entry.value == _ALL_DAY:
        return 0.0
    return (BY_GRADE[entry.confidence] if entry.confidence else _USUAL[code in _ESTIMATED]) / 100


def is_assumed(code: str, entry: Entry) -> bool:
    """Return whether nobody said how sure an entry is, so that its limits are only usual ones."""
    if code == "supply_hours" and entry.value == _ALL_DAY:
        return False
    return code not in _EXACT and entry.margin is None and entry.confidence is None and entry.value != Decimal(0)


_GRADES: Mapping[str, Confidence] = {"A": "A", "B": "B", "C": "C", "D": "D"}


@lru_cache(maxsize=64)  # a file says the same few thousands of times
def bands(text: str) -> tuple[Confidence | None, Decimal | None] | None:
    """Return grade and accuracy of ``B`` or of the IWA bands ``B2``; None where it is neither."""
    plain = text.strip().upper()
    grade = _GRADES.get(plain[:1])
    if grade is None or len(plain) > 2 or (len(plain) == 2 and plain[1] not in BY_BAND):
        return None
    return grade, Decimal(BY_BAND[plain[1]]) if len(plain) == 2 else None
