"""Money in another currency than the utility's own: which one a unit is in, and what it comes to in ours."""

import re
from decimal import Context, Decimal

from wopfield.domain.units import convert

_EXACT = Context(prec=50)

OWN_CURRENCY = "local currency"
CURRENCIES = ("USD", "EUR", "GBP", "XOF", "XAF", "ZAR")
"""Currencies that are offered beside the utility's own; any other code of three letters is understood, too."""

_CODE = re.compile(r"(?:^|(?<= )(?<!per ))[A-Z]{3}(?=$|/)")


def counts_money(unit: str) -> bool:
    """Return whether a unit is one of money; a rate of exchange, ``local currency per USD``, is none."""
    return OWN_CURRENCY in unit and " per " not in unit


def currency_of(unit: str) -> str:
    """Return the code of another currency than the utility's own that a unit is in, such as of ``million USD``."""
    found = _CODE.search(unit)
    return found[0] if found and found[0] != "LCU" else ""


def in_currency(unit: str, code: str) -> str:
    """Return a unit of the utility's own currency as it is in another one: ``million USD``, ``USD/m3``."""
    return unit.replace(OWN_CURRENCY, code)


def convert_money(value: Decimal, typed: str, unit: str, rate: Decimal) -> Decimal:
    """Return ``value``, typed in a unit of another currency, in ``unit``; ``rate`` is ours for one of the other.

    Raises:
        BadInput: the one does not measure what the other does.
    """
    code = currency_of(typed)
    return _EXACT.multiply(convert(value, typed.replace(code, OWN_CURRENCY) if code else typed, unit), rate)
