"""Moments as this screen says them."""

from datetime import date, datetime

from PySide6.QtCore import QDate, QLocale

from wopfield.language import _


def day_words(day: date, *, today: date, year: bool = False) -> str:
    """Return a day with the name of its month; the year where it is another one or asked for."""
    if day == today and not year:
        return _("today")
    shape = "d MMM yyyy" if year or day.year != today.year else "d MMM"
    return QLocale().toString(QDate(day.year, day.month, day.day), shape)


def moment_words(at: datetime, *, now: datetime) -> str:
    """Return when something happened: ``today 14:32``, ``2 Nov 16:20``, or only the day where it is long ago."""
    local = at.astimezone(now.tzinfo)
    day = day_words(local.date(), today=now.date())
    if local.year != now.year:
        return day
    return f"{day} {local:%H:%M}"
