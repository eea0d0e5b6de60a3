"""Numbers as the person's language writes them: its decimal sign, and its digits where somebody chose them."""

from decimal import Decimal

from PySide6.QtCore import QLocale

from wopfield.domain.quantity import DecimalSign, format_number
from wopfield.language import figure_in_digits


def decimal_sign() -> DecimalSign:
    """Return the decimal sign of the person's language."""
    return "," if QLocale().decimalPoint() == "," else "."


def numeral(value: Decimal | float, *, places: int | None = None, unit: str = "") -> str:
    """Return a number to read; ``places`` rounds it to so many decimals, the unit stands behind it."""
    return figure_in_digits(format_number(value, decimal=decimal_sign(), places=places, unit=unit))
