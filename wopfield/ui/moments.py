"""Moments and sizes as people say them: "today 14:05", "Fri 20 Nov, 18:10", "41 GB"."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from PySide6.QtCore import QDate, QLocale, QTime

from wopfield.language import _
from wopfield.ui.numbers import numeral

_LARGEST = 3
CLOCKS_DIFFER = timedelta(hours=12)
"""A clock that is set right by a few minutes, or to another zone by mistake, is nothing to tell of."""


def when(at: datetime, now: datetime | None = None) -> str:
    """Return a moment by this computer's clock; the year only where it is another one."""
    here = at.astimezone()
    today = (now or datetime.now().astimezone()).astimezone().date()
    time = clock(here)
    match (today - here.date()).days:
        case 0:
            return _("today {time}", time=time)
        case 1:
            return _("yesterday {time}", time=time)
    return _("{day}, {time}", day=day_words(here.date(), today, weekday=True), time=time)


def ahead_words(at: datetime, now: datetime | None = None) -> str:
    """Return why a change has a time that has not come yet; empty where it has."""
    here = now or datetime.now().astimezone()
    return _("Dated ahead: a laptop’s clock was wrong.") if at - here > CLOCKS_DIFFER else ""


def clock(at: datetime) -> str:
    """Return the time of day by this computer's clock."""
    here = at.astimezone()
    return QLocale().toString(QTime(here.hour, here.minute), "HH:mm")


def day_words(day: date, today: date | None = None, *, weekday: bool = False) -> str:
    """Return a day with the name of its month; without a year where it is this one and ``today`` is given."""
    pattern = "d MMM" if today and today.year == day.year else "d MMM yyyy"
    return QLocale().toString(QDate(day.year, day.month, day.day), f"ddd {pattern}" if weekday else pattern)


def size_words(count: int) -> str:
    """Return a number of bytes in the unit that fits."""
    size, unit = count / 1000, 0
    while size >= 999.5 and unit < _LARGEST:
        size, unit = size / 1000, unit + 1
    number = QLocale().toString(size, "f", 1 if size < 9.95 and unit else 0)
    return (_("{size} kB"), _("{size} MB"), _("{size} GB"), _("{size} TB"))[unit].format(size=number)


def number_words(count: int) -> str:
    """Return a whole number with thin spaces between thousands."""
    return numeral(Decimal(count))
