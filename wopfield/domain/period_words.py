"""How people write a period at the head of a column, and the period it is."""

import re
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
    plain = " ".join(plain_digits(text).casefold().replace("–", "-").split()).strip(_FOOTNOTES)
    for pattern, make in _FORMS:
        if (found := pattern.fullmatch(plain)) and (period := make(found)):
            return period
    if said := _SAID.fullmatch(plain):
        inner = find_period(said["period"] or said["inside"])
        return FoundPeriod(inner.period, sure=False) if inner else None
    return None


def _fiscal(found: re.Match[str]) -> FoundPeriod | None:
    first, second = int(found["first"]), found["second"]
    if (first + 1) % 100 != int(second[-2:]) or (len(second) == 4 and int(second) != first + 1):
        return None
    return FoundPeriod(f"{first}/{second[-2:]}", sure=len(second) == 4 or int(second) > 12 or "-" not in found[0])


def _year(found: re.Match[str]) -> FoundPeriod | None:
    return FoundPeriod(found["year"], sure=not found["fy"])


def _short_fiscal(found: re.Match[str]) -> FoundPeriod | None:
    first, second = int(found["first"]), int(found["second"])
    return FoundPeriod(f"20{first:02}/{second:02}") if (first + 1) % 100 == second else None


def _said_of_year(found: re.Match[str]) -> FoundPeriod | None:
    return FoundPeriod(found["year"], sure=False)


def _from_to(found: re.Match[str]) -> FoundPeriod | None:
    """Return the year that goes from one month to the one before it: ``July 2023 - June 2024``."""
    first, last = _month_number(found["month"]), _month_number(found["last"])
    year, end = int(found["year"]), int(found["end"])
    if first == 1 and last == 12 and year == end:
        return FoundPeriod(str(year))
    if first and last and last == first - 1 and end == year + 1:
        return FoundPeriod(f"{year}/{end % 100:02}")
    return None


def _ended(found: re.Match[str]) -> FoundPeriod | None:
    """Return the year that a day is the last of: ``31/12/2023``, ``year ended 30 June 2024``."""
    year, month = int(found["year"]), found["month"]
    number = int(month) if month.isdigit() else _month_number(month) or 0
    last = {12: (31,), 6: (30,), 3: (31,), 9: (30,)}.get(number, ())
    if int(found["day"]) not in last:
        # A spreadsheet holds a month as its first day, and shows it to nobody but programs.
        return FoundPeriod(f"{year}-{number:02}", sure=False) if found["day"] == "01" and _ISO(found[0]) else None
    return FoundPeriod(str(year)) if number == 12 else FoundPeriod(f"{year - 1}/{year % 100:02}", sure=False)


_ISO = re.compile(r"\d{4}-.*").fullmatch


def _month_number(word: str) -> int | None:
    """Return the month that a word, or its first letters, name; ``mar`` does, ``market`` does not."""
    return next(
        (number for number, names in enumerate(_MONTHS, start=1) if any(name.startswith(word) for name in names)), None
    )


def _month(found: re.Match[str]) -> FoundPeriod | None:
    number = _month_number(found["month"])
    year = found["year"] if len(found["year"]) == 4 else f"20{found['year']}"
    return FoundPeriod(f"{year}-{number:02}") if number else None


def _numbered(found: re.Match[str]) -> FoundPeriod | None:
    month = int(found["month"])
    return FoundPeriod(f"{found['year']}-{month:02}") if 1 <= month <= 12 else None


def _quarter(found: re.Match[str]) -> FoundPeriod | None:
    return FoundPeriod(f"{found['year']}-Q{found['quarter']}")


_STANDS = (
    r"est|estimated?|prov|provisional|prelim|preliminary|audited|unaudited|actuals?|estimé|provisoire|réel|réalisé"
    r"|estimado|real|realizado|ejecutado|provisório"
)
"""How far a year's figures are settled."""

_SAID = re.compile(
    rf"(?P<period>.*\d)\s*[(\[](?:{_STANDS})\.?[)\]]"
    r"|year \d\d?\s*[(\[](?P<inside>[^()]+)[)\]]"
)
"""A period of which more is said, and one that stands behind its number: ``Year 1 (2023)``."""

_Y = r"(?P<year>(?:19|20)\d\d)"
_FISCAL = (
    r"fy|fiscal year|financial year|exercice|exercice budgétaire|année fiscale|ejercicio|ejercicio fiscal|año fiscal"
    r"|gestión|exercício|ano fiscal"
)
"""What people call a year of accounts, in the languages the program speaks."""
_WORD = r"[^\W\d_]{3,10}"
_FOOTNOTES = ".*†‡¹²³⁴ "
"""What stands behind a year that has a note at the foot of the table."""

_FORMS = tuple(
    (re.compile(pattern), make)
    for pattern, make in (
        (rf"(?P<fy>{_FISCAL}|ex)?\s*{_Y}(?:\.0)?", _year),
        (rf"(?P<fy>)(?:year|cy|calendar year|année|año|ano)\s*{_Y}", _year),
        (
            rf"(?:{_FISCAL}|year|année|año|ano)?\s*(?P<first>(?:19|20)\d\d)\s*[-/]\s*(?P<second>\d\d(?:\d\d)?)",
            _fiscal,
        ),
        (r"fy\s*(?P<first>\d\d)\s*[-/]\s*(?P<second>\d\d)", _short_fiscal),
        (
            rf"{_Y}\s*[(\[]?(?:{_STANDS})\.?[)\]]?",
            _said_of_year,
        ),
        (rf"(?P<month>{_WORD})\.? {_Y} (?:-|to) (?P<last>{_WORD})\.? (?P<end>(?:19|20)\d\d)", _from_to),
        (rf"(?:year (?:ended|ending|to) )?(?P<day>\d\d?)[/. -](?P<month>\d\d?|{_WORD})[/. -]{_Y}", _ended),
        (rf"{_Y}-(?P<month>\d\d)-(?P<day>\d\d)(?: 00:00(?::00)?)?", _ended),
        (rf"[qt](?P<quarter>[1-4])[\s/-]*{_Y}", _quarter),
        (rf"{_Y}[\s/-]*[qt](?P<quarter>[1-4])", _quarter),
        (rf"(?P<month>\d\d?)[/.-]{_Y}", _numbered),
        (rf"{_Y}[/.-](?P<month>\d\d)", _numbered),
        (r"(?P<month>[^\W\d_]{3,10})\.?[\s/-]*(?P<year>(?:19|20)?\d\d)", _month),
        (rf"{_Y}[\s/-]*(?P<month>[^\W\d_]{{3,10}})\.?", _month),
    )
)

_MONTHS = tuple(
    names.split()
    for names in (
        "january janvier enero janeiro januar يناير",
        "february février fevrier febrero fevereiro februar فبراير",
        "march mars marzo março marco märz مارس",
        "april avril abril أبريل",
        "may mai mayo maio مايو",
        "june juin junio junho juni يونيو",
        "july juillet julio julho juli يوليو",
        "august août aout agosto أغسطس",
        "september septembre septiembre setiembre setembro سبتمبر",
        "october octobre octubre outubro oktober أكتوبر",
        "november novembre noviembre novembro نوفمبر",
        "december décembre decembre diciembre dezembro dezember ديسمبر",
    )
)
"""Months in English, French, Spanish, Portuguese, German and Arabic."""
