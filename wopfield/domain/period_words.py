"""How people write a period at the head of a column, and the period it is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from wopfield.domain.quantity import plain_digits


@dataclass(frozen=True, slots=True)
class FoundPeriod:
    """A period as we write it; ``sure`` is False where the words could mean another one."""

    period: str
    sure: bool = True


def find_period(text: str) -> FoundPeriod | None:
    """Return the period ``text`` names: ``2024``, ``FY 2023-24``, ``Q2 2024``, ``Jan-24``, ``05/2024``; else None."""
    if not text or len(text) > 40:
        return None
    plain = " ".join(plain_digits(text).casefold().replace("–", "-").split()).strip(".*")
    for pattern, make in _FORMS:
        if (found := pattern.fullmatch(plain)) and (period := make(found)):
            return period
    return None


def _fiscal(found: re.Match[str]) -> FoundPeriod | None:
    first, second = int(found["first"]), found["second"]
    if (first + 1) % 100 != int(second[-2:]) or (len(second) == 4 and int(second) != first + 1):
        return None
    return FoundPeriod(f"{first}/{second[-2:]}", sure=len(second) == 4 or int(second) > 12 or "-" not in found[0])


def _year(found: re.Match[str]) -> FoundPeriod | None:
    return FoundPeriod(found["year"], sure=not found["fy"])


def _month(found: re.Match[str]) -> FoundPeriod | None:
    number = next((n for name, n in _MONTHS.items() if found["month"].startswith(name)), None)
    year = found["year"] if len(found["year"]) == 4 else f"20{found['year']}"
    return FoundPeriod(f"{year}-{number:02}") if number else None


def _numbered(found: re.Match[str]) -> FoundPeriod | None:
    month = int(found["month"])
    return FoundPeriod(f"{found['year']}-{month:02}") if 1 <= month <= 12 else None


def _quarter(found: re.Match[str]) -> FoundPeriod | None:
    return FoundPeriod(f"{found['year']}-Q{found['quarter']}")


_Y = r"(?P<year>(?:19|20)\d\d)"
_FORMS = tuple(
    (re.compile(pattern), make)
    for pattern, make in (
        (rf"(?P<fy>fy|fiscal year|financial year|ex)?\s*{_Y}(?:\.0)?", _year),
        (rf"(?P<fy>)(?:year|cy|calendar year|année|año|ano)\s*{_Y}", _year),
        (
            r"(?:fy|fiscal year|financial year|year)?\s*(?P<first>(?:19|20)\d\d)\s*[-/]\s*(?P<second>\d\d(?:\d\d)?)",
            _fiscal,
        ),
        (rf"q(?P<quarter>[1-4])[\s/-]*{_Y}", _quarter),
        (rf"{_Y}[\s/-]*q(?P<quarter>[1-4])", _quarter),
        (rf"(?P<month>\d\d?)[/.-]{_Y}", _numbered),
        (rf"{_Y}[/.-](?P<month>\d\d)", _numbered),
        (r"(?P<month>[^\W\d_]{3,10})\.?[\s/-]*(?P<year>(?:19|20)?\d\d)", _month),
        (rf"{_Y}[\s/-]*(?P<month>[^\W\d_]{{3,10}})\.?", _month),
    )
)

_MONTHS: Mapping[str, int] = {
    "jan": 1, "ene": 1, "feb": 2, "fev": 2, "fév": 2, "mar": 3, "mär": 3, "apr": 4, "avr": 4, "abr": 4, "may": 5,
    "mai": 5, "jun": 6, "juin": 6, "jul": 7, "juil": 7, "aug": 8, "aou": 8, "aoû": 8, "ago": 8, "sep": 9, "set": 9,
    "oct": 10, "okt": 10, "out": 10, "nov": 11, "dec": 12, "déc": 12, "dez": 12, "dic": 12,
}  # fmt: skip
"""The first letters of months, in English, French, Spanish, Portuguese and German."""
