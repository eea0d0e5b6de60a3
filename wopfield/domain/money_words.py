"""The currency that people write before or behind an amount."""

import re
from collections.abc import Mapping
from typing import Final

from wopfield.domain.currency import OWN_CURRENCY, counts_money, currency_of, in_currency
from wopfield.domain.units import find_unit

_DOLLARS = ("USD", "AUD", "CAD", "NZD", "FJD", "SBD", "XCD", "BBD", "JMD", "TTD", "BZD", "GYD", "SRD", "LRD", "NAD",
            "SGD", "HKD", "BSD", "ZWL", "KYD", "BND", "TWD")  # fmt: skip
_PESOS = ("MXN", "COP", "CLP", "ARS", "UYU", "DOP", "CUP", "PHP")
_RUPEES = ("INR", "PKR", "LKR", "NPR", "MUR", "SCR", "IDR")

_NAMES: Mapping[str, tuple[str, ...]] = {
    "$": (*_DOLLARS, *_PESOS, "BRL", "NIO", "TOP", "CVE"),
    "us$": ("USD",),
    "r$": ("BRL",),
    "€": ("EUR",),
    "£": ("GBP", "EGP", "SSP", "SDG", "SYP", "LBP"),
    "¥": ("JPY", "CNY"),
    "₦": ("NGN",),
    "₹": ("INR",),
    "₱": ("PHP",),
    "₫": ("VND",),
    "₵": ("GHS",),
    "lcu": (),
    "local currency": (),
    **dict.fromkeys(("fcfa", "cfa", "f cfa", "francs cfa"), ("XOF", "XAF")),
    **dict.fromkeys(("ksh", "kshs", "kes"), ("KES",)),
    **dict.fromkeys(("tsh", "tshs"), ("TZS",)),
    **dict.fromkeys(("ush", "ushs"), ("UGX",)),
    **dict.fromkeys(("rs", "rupees", "rupee"), _RUPEES),
    **dict.fromkeys(("peso", "pesos"), _PESOS),
    **dict.fromkeys(("real", "reais"), ("BRL",)),
    **dict.fromkeys(("metical", "meticais", "mt"), ("MZN",)),
    **dict.fromkeys(("dirham", "dirhams", "dh"), ("MAD", "AED")),
    **dict.fromkeys(("dinar", "dinars"), ("JOD", "TND", "DZD", "IQD", "KWD", "LYD", "BHD")),
    "kwacha": ("ZMW", "MWK"),
    "naira": ("NGN",),
    "cedis": ("GHS",),
    "birr": ("ETB",),
    "rand": ("ZAR",),
    "soles": ("PEN",),
    "bolivianos": ("BOB",),
    "quetzales": ("GTQ",),
    "lempiras": ("HNL",),
    "ariary": ("MGA",),
    "gourdes": ("HTG",),
    "taka": ("BDT",),
    "euros": ("EUR",),
}
"""What people call a currency, and the codes of those it may be, the one it is outside their countries first."""

SIGNS: Final = frozenset(name for name in _NAMES if len(name) == 1)
"""Signs of currencies, of which several share one."""

_CODE = re.compile(r"[A-Z]{3}")
_BEFORE = re.compile(
    rf"((?:US|R)?\$|[{''.join(sorted(SIGNS))}]|[A-Z]{{3}}(?=[ \u00a0\u202f]))[ \u00a0\u202f]?([-(0-9][^A-Za-z]*)"
)


def is_code(name: str) -> bool:
    """Return whether a currency is named by its code."""
    return bool(_CODE.fullmatch(name)) and name != "LCU"


def which_currency(name: str, own: str) -> str | None:
    """Return the code of the currency that ``name`` means in a country whose own is ``own``; None where it is none.

    Empty where it is their own. Where nobody knows the own one, every currency is taken for it.
    """
    codes = (name,) if is_code(name) else _NAMES.get(name.casefold().rstrip("."))
    if codes is None:
        return None
    return "" if not codes or own in ("", *codes) else codes[0]


def currency_behind(amount: str) -> str:
    """Return an amount with its currency behind it: ``USD 1,500``, ``$1,500``."""
    found = _BEFORE.fullmatch(amount) if len(amount) <= 100 else None
    return f"{found[2]} {found[1]}" if found else amount


def in_column(behind: str, column: str, unit: str, own: str) -> str:
    """Return the unit of an amount with ``behind`` behind it in a ``column`` of a unit: ``$6.61`` under ``/ccf``.

    A currency alone says nothing of how many of it are counted, which is what the column says.
    """
    code = which_currency(behind, own) if column and counts_money(unit) else None
    if code is None:
        return behind or column
    known = currency_of(column)
    if code in ("", known):
        return column
    found = find_unit(column.replace(known, OWN_CURRENCY) if known else column, unit)
    return in_currency(found.name, code) if found else behind
