"""Numbers with a word for how large they are: ``1.3 million``, ``$1.3m``, ``Rs 2 crore``.

A letter alone stands for a million or a thousand only where money, people or things are counted; elsewhere ``m`` is a
metre. ``mil`` is a thousand in Spanish and a million in English, so that nobody knows.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from wopfield.domain.currency import OWN_CURRENCY
from wopfield.domain.money_words import SIGNS, which_currency
from wopfield.domain.quantity import plain_digits


class Worded(NamedTuple):
    """A number as it is written, what it is to be taken times, and the currency that stands beside it, if one does."""

    number: str
    times: Decimal
    currency: str = ""


def worded(text: str, unit: str) -> Worded | None:
    """Return what a text says of a figure in ``unit``, or None where it says no such word, or not clearly."""
    known = len(text) <= _LONGEST and unit in _COUNTED | _MEASURED
    found = _WORDED.fullmatch(plain_digits(text)) if known else None
    if found is None:
        return None
    times = _WORDS.get(found["word"].casefold())
    if times is None and unit in _COUNTED:
        times = _LETTERS.get(found["word"])
    currencies = [each for each in (found["before"], found["behind"]) if each]
    if times is None or len(currencies) > 1 or (currencies and unit != OWN_CURRENCY):
        return None
    if any(which_currency(each, "") is None for each in currencies):
        return None
    return Worded(found["number"].strip(), Decimal(times), "".join(currencies))


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────

_COUNTED: Final = frozenset({OWN_CURRENCY, "number", "persons", "full-time equivalents"})
_MEASURED: Final = frozenset({"m3", "m3/day", "kWh", "km", "kg", "hours", "connection-hours", "person-days"})

_LONGEST = 100
_SIGN = "".join(sorted(SIGNS))
_WORDED = re.compile(
    rf"(?P<before>(?:US|R)?\$|[{_SIGN}]|[^\W\d_]{{2,5}}\.?(?=[ \u00a0\u202f]))?\s*(?P<number>-?[0-9][0-9.,'٫\s]*)"
    rf"(?P<word>[^\W\d_]+)\.?\s*(?P<behind>[{_SIGN}]|(?<=[\s.])[^\W\d_]{{2,5}})?"
)
_THOUSAND, _MILLION, _MILLIARD = 10**3, 10**6, 10**9
_WORDS: Mapping[str, int] = {
    **dict.fromkeys(("thousand", "thousands", "millier", "milliers", "ألف", "آلاف"), _THOUSAND),
    **dict.fromkeys(("lakh", "lakhs", "lac", "lacs"), 10**5),
    **dict.fromkeys(
        ("million", "millions", "mio", "mln", "millón", "millon", "millones", "milhão", "milhões", "مليون", "ملايين"),
        _MILLION,
    ),
    **dict.fromkeys(("crore", "crores"), 10**7),
    **dict.fromkeys(("billion", "billions", "bn", "milliard", "milliards", "mrd", "مليار", "مليارات"), _MILLIARD),
}
_LETTERS: Mapping[str, int] = {
    **dict.fromkeys(("k", "K"), _THOUSAND),
    **dict.fromkeys(("m", "M", "mn"), _MILLION),
}
