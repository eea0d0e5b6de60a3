"""The currency that people write before or behind an amount."""

import re
from typing import Final

from wopfield.domain.currency import OWN_CURRENCY, currency_of
from wopfield.domain.units import find_unit

SIGNS: Final = frozenset("$€£¥₦₹₱₫₵")
"""Signs of currencies, of which several share one: they are read as the utility's own, and that is said."""

_BEFORE = re.compile(rf"([{''.join(sorted(SIGNS))}]|[A-Z]{{3}}(?=[ \u00a0\u202f]))[ \u00a0\u202f]?([-(0-9][^A-Za-z]*)")


def currency_behind(amount: str) -> str:
    """Return an amount with its currency behind it: ``USD 1,500``, ``$1,500``."""
    found = _BEFORE.fullmatch(amount) if len(amount) <= 100 else None
    return f"{found[2]} {found[1]}" if found else amount


def is_money(spelling: str, unit: str) -> bool:
    """Return whether ``spelling`` is a currency in which an amount of money in ``unit`` may be written."""
    if not unit.startswith(OWN_CURRENCY):
        return False
    code = currency_of(spelling)
    return spelling in SIGNS or bool(code and find_unit(spelling.replace(code, OWN_CURRENCY), unit))
