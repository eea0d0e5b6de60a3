"""In which unit the figures of a pasted table are: beside each, or said once for all of them."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from wopfield.domain.currency import OWN_CURRENCY, counts_money, currency_of, in_currency
from wopfield.domain.money_words import SIGNS, which_currency
from wopfield.domain.units import FACTORS, find_unit


def unit_said(behind: str, beside: str, unit: str) -> tuple[str, bool]:
    """Return the unit a row gives for its figures, and whether all that it says of it is the same.

    What stands ``beside``, in a column for units, goes before what stands ``behind`` the name of the variable:
    ``Population (persons) | thousands``.
    """
    column, bracket = (find_unit(each, unit) if each else None for each in (beside, behind))
    if column is None:
        return (beside if says_unit(beside, unit) else behind or beside), True
    return beside, bracket is None or bracket.name == column.name


def says_unit(words: str, unit: str) -> bool:
    """Return whether words behind a name say in what its figures are, if only in thousands; perhaps not clearly."""
    if not words or find_unit(words, unit) is not None:
        return bool(words)
    return any(_times(word, unit) or word.casefold() in _UNCLEAR for word in _words(words)) or (
        counts_money(unit) and row_unit(words, unit, "") != words
    )


def row_unit(written: str, unit: str, currency: str) -> str:
    """Return the unit of a row as figures are read in it: empty for ``unit`` itself, what nobody knows as it is.

    Money may be in a currency by its name: ``KES``, ``million KES``, ``M FCFA``. ``currency`` is the utility's own;
    where nobody knows it, every name is taken for it.
    """
    if not written:
        return ""
    price, code = _price(written, unit, currency)
    found = find_unit(price, unit) or (find_unit(f"{OWN_CURRENCY}{price}", unit) if price.startswith("/") else None)
    if found is not None:
        return in_currency(found.name, code) if code else "" if found.name == unit else written
    name = _scaled(written, unit, currency)
    return written if name is None else "" if name == unit else name


def is_money(spelling: str, unit: str) -> bool:
    """Return whether ``spelling`` names a currency in which an amount of money in ``unit`` may be written."""
    code = currency_of(spelling)
    if not counts_money(unit) or (code and find_unit(spelling.replace(code, OWN_CURRENCY), unit)):
        return counts_money(unit)
    named = any(which_currency(word, "") is not None for word in _words(spelling))
    return named and row_unit(spelling, unit, "") == ""


def unit_of_all(heads: Iterable[str], unit: str, currency: str) -> str:
    """Return the unit that the heads of a table say for all its figures: ``('000 m³)``, ``in million KES``.

    A mere ``in thousands`` is believed of money alone, of which accounts say so.
    """
    for head in heads:
        for said in _SAID.findall(head):
            written = next(each for each in said if each).strip()
            if find_unit(written, "persons") is not None and not counts_money(unit):
                continue
            known = row_unit(written, unit, currency)
            if known != written or find_unit(written, unit) is not None:
                return known
    return ""


# ── how many of which unit ───────────────────────────────────────────────────────────────────────────────────

_SAID = re.compile(
    r"[(\[]\s*(?:in |en |em )?([^()\[\]]{1,30})[)\]]|\b(?:in|en|em) (.{1,30})$|^([^()\[\]]{0,12}['’]?000s?)$"
)
_LINKS = frozenset({"in", "en", "em", "of", "de", "des", "d", "x", "expressed", "the", "per", "year", "yr"})
_SCALES: Mapping[str, int] = {
    **dict.fromkeys(
        ("000", "000s", "1000", "1000s", "thousand", "thousands", "millier", "milliers", "miles", "milhares", "ألف",
         "آلاف", "بالآلاف", "بالألف"),
        1000,
    ),
    **dict.fromkeys(
        ("million", "millions", "mio", "mln", "mn", "millón", "millon", "millones", "milhão", "milhao", "milhões",
         "milhoes", "مليون", "ملايين", "بالملايين", "1000000", "000000"),
        1_000_000,
    ),
}  # fmt: skip
_LETTERS: Mapping[str, int] = {"k": 1000, "m": 1_000_000}
_UNCLEAR = frozenset(
    {"mil", "mm", "bn", "billion", "billions", "milliard", "milliards", "lakh", "lakhs", "crore", "crores", "hundred",
     "hundreds", "cents", "مليار"}
)  # fmt: skip
"""Words that change a figure, of which a person has to say what they mean here: ``mil`` is a thousand or a million."""
_COUNTED = frozenset({OWN_CURRENCY, "number", "persons"})
_SIGN = re.escape("".join(sorted(SIGNS)))
_PRICED = re.compile(rf"((?:US|R)\$|[{_SIGN}]|[A-Z]{{3}})\s?/")
_PARTS = re.compile(rf"(?:US|R)\$|[{_SIGN}]|[^\W\d_]+|\d+s?")


def _words(written: str) -> list[str]:
    """Return the words of a unit apart, ``1,000`` as one, without those that only link them."""
    plain = re.sub(r"(?<=\d)[,. '’\u00a0\u202f](?=000)", "", written)
    return [word for word in _PARTS.findall(plain) if word.casefold() not in _LINKS]


def _times(word: str, unit: str) -> int | None:
    """Return how many a word stands for; a letter does only where money, people or things are counted."""
    plain = word.casefold()
    letter = _LETTERS.get(plain) if unit in _COUNTED else None
    return letter or _SCALES.get(plain)


def _scaled(written: str, unit: str, currency: str) -> str | None:
    """Return the name of a unit that is written as a number of another: ``thousands of KES``, ``M FCFA``, ``$m``."""
    words = _words(written)
    counts = [times for word in words if (times := _times(word, unit))]
    rest = " ".join(word for word in words if not _times(word, unit))
    if len(counts) > 1 or not words:
        return None
    size = Decimal(counts[0] if counts else 1)
    name = next((each for each, factor in FACTORS.get(unit, {unit: 1}).items() if factor == size), None)
    if name is None:
        return None
    if not rest or ((found := find_unit(rest, unit)) and found.name == unit):
        return name
    code = which_currency(rest, currency) if counts_money(unit) else None
    return None if code is None else in_currency(name, code) if code else name


def _price(written: str, unit: str, currency: str) -> tuple[str, str]:
    """Return a price without the currency it is in, and that where it is not the utility's own: ``USD/m3``."""
    said = _PRICED.match(written) if unit.startswith(f"{OWN_CURRENCY}/") else None
    code = which_currency(said[1], currency) if said else ""
    return (written[len(said[1]) :].lstrip(), code) if said and code is not None else (written, "")
