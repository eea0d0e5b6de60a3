"""Figures and dates the way the language of the report writes them.

A no-break space stands between a number and its unit and inside a date, and minus is the true sign.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from functools import lru_cache

from wopfield.domain.quantity import decimals, rounded
from wopfield.language import ARABIC_INDIC, meant
from wopfield.report.text import NBSP

MINUS = "−"
_LONGEST = 400
"""A figure has fewer digits than this, whatever somebody typed."""
LEFT_TO_RIGHT, RIGHT_TO_LEFT = "\u200e", "\u200f"


@dataclass(frozen=True, slots=True)
class Numbers:
    """Writes figures in the language with this code (``fr``)."""

    language: str = "en"

    def decimal(self, value: float, digits: int = 1) -> str:
        """Return a figure with so many decimals; what rounds to zero has no sign."""
        figure = _decimal(_locale(self.language), value, digits)
        return self._in_digits(self._mark + figure if figure[0] == MINUS else figure)

    @property
    def _mark(self) -> str:
        """Return what keeps a sign on the left of its figure where text runs to the left."""
        return LEFT_TO_RIGHT if self.language == "ar" else ""

    def _in_digits(self, figure: str) -> str:
        """Return a figure in the digits, with the signs of its language, and its sign where it is read first."""
        return figure.translate(_ARABIC_INDIC) if self.language == ARABIC_INDIC else figure

    def signed(self, value: float, digits: int = 1) -> str:
        """Return a change with its sign; no change is a plain zero."""
        return (f"{self._mark}+" if rounded(value, digits) > 0 else "") + self.decimal(value, digits)

    def whole(self, value: float) -> str:
        """Return a figure without decimals."""
        return self.decimal(value, 0)

    def percent(self, share: float) -> str:
        """Return a share (0 to 1) in whole percent."""
        return self.in_percent(share * 100, 0)

    def in_percent(self, hundredths: float, digits: int = 1) -> str:
        """Return a figure in percent with so many decimals and the sign as the language sets it."""
        if self.language == ARABIC_INDIC:
            return f"{self.decimal(hundredths, digits)}٪"
        return f"{self.decimal(hundredths, digits)}{'' if self.language == 'ar' else NBSP}%"

    def before_unit(self, unit: str) -> str:
        """Return what stands between a figure and its unit: a space, but none before the percent sign in Arabic."""
        return "" if unit == "%" and self.language in ("ar", ARABIC_INDIC) else NBSP

    def measured(self, value: float, among: Iterable[float | None] = ()) -> str:
        """Return a figure with the decimals its size asks for, or the largest size ``among`` which it stands."""
        return self.decimal(value, decimals(value, among))

    def exact(self, value: float) -> str:
        """Return a figure with all the decimals it was typed with."""
        return self.decimal(value, max(0, -int(Decimal(repr(value)).normalize().as_tuple().exponent)))

    def span(self, first: str, last: str) -> str:
        """Return two periods as a span, in the direction in which the page is read."""
        return f"{RIGHT_TO_LEFT if self.language in ('ar', ARABIC_INDIC) else ''}{first} – {last}"

    def range(self, low: float, high: float, digits: int = 1) -> str:
        """Return two figures as a range."""
        return self.between(self.decimal(low, digits), self.decimal(high, digits))

    def between(self, low: str, high: str, apart: str = "") -> str:
        """Return two written figures as a range that runs the way the page is read, whatever stands beside it."""
        mark = RIGHT_TO_LEFT if self.language in ("ar", ARABIC_INDIC) else ""
        return f"{mark}{low}{apart}{mark}–{mark}{apart}{high}{mark}"

    def day(self, day: date) -> str:
        """Return a date with the month in words."""
        return _date(_locale(self.language), day, "long")

    def short_day(self, day: date) -> str:
        """Return a date with the month cut short.

        Arabic has no shorter names, and its short form has none at all; the usual Portuguese form says "de" twice.
        """
        locale = _locale(self.language)
        return _date(locale, day, "d MMM y" if locale.startswith(("ar", "pt")) else "medium")

    def month(self, day: date) -> str:
        """Return month and year."""
        return _date(_locale(self.language), day, "MMMM y")

    def short_month(self, day: date) -> str:
        """Return the month cut short, and the year."""
        return _date(_locale(self.language), day, "MMM y")

    def days(self, first: date | None, last: date | None) -> str:
        """Return a span of days in the fewest words; empty when neither is known."""
        if first is None or last is None or first == last:
            known = first or last
            return self.day(known) if known else ""
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day}{NBSP}–{NBSP}{self.day(last)}"
        return self._two_days(first, last)

    def _two_days(self, first: date, last: date) -> str:
        return f"{self.day(first)} –{NBSP}{self.day(last)}"


def number_word(count: int) -> str:
    """Return a small count in words, for the beginning or middle of a sentence; larger ones in digits."""
    words = (
        meant("no", "number"), meant("one", "number"), meant("two", "number"), meant("three", "number"),
        meant("four", "number"), meant("five", "number"), meant("six", "number"), meant("seven", "number"),
        meant("eight", "number"), meant("nine", "number"), meant("ten", "number"), meant("eleven", "number"),
        meant("twelve", "number"),
    )  # fmt: skip
    return words[count] if 0 <= count < len(words) else str(count)


def begun(sentence: str) -> str:
    """Return a sentence with a capital at its start."""
    return sentence[:1].upper() + sentence[1:]


_MARKS = LEFT_TO_RIGHT + RIGHT_TO_LEFT
_ARABIC_INDIC = str.maketrans("0123456789.,", "٠١٢٣٤٥٦٧٨٩٫٬")


@lru_cache(maxsize=64)
def _locale(language: str) -> str:
    """Return the locale of a language; of one nobody knows, that of English."""
    from babel import Locale, UnknownLocaleError

    try:
        known = str(Locale.parse(language.partition("-u-")[0].replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        known = "en"
    return "en_GB" if known == "en" else known


@lru_cache(maxsize=20_000)
def _decimal(locale: str, value: float, digits: int) -> str:
    from babel.numbers import format_decimal

    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    with localcontext() as context:
        context.prec = _LONGEST
        figure = format_decimal(rounded(value, digits), format=pattern, locale=locale).strip(_MARKS)
    return figure.replace("-", MINUS).replace("\u202f", NBSP)


@lru_cache(maxsize=5_000)
def _date(locale: str, day: date, form: str) -> str:
    from babel.dates import format_date

    return format_date(day, form, locale=locale).replace(" ", NBSP)
