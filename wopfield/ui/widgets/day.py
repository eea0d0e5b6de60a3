"""A field for a day, typed as people type it or chosen in a calendar; it may be empty."""

import re
from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget, QWidgetAction

from wopfield.errors import BadInput
from wopfield.language import _
from wopfield.ui.theme import BODY, Theme
from wopfield.ui.widgets.buttons import IconButton
from wopfield.ui.widgets.labels import Label
from wopfield.ui.widgets.month import Month


def written_day(day: date | None) -> str:
    """Return a day with the whole name of its month, such as "30 January 2027"; empty for None."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMMM yyyy") if day else ""


def read_day(text: str, today: date) -> date | None:
    """Return the day in ``text``: ``30 Jan``, ``30 January 2027``, ``30.1.27``, ``2027-01-30``; None when empty.

    A day without a year is the next one to come.

    Raises:
        BadInput: it is no day.
    """
    plain = " ".join(text.replace(",", " ").split())
    if not plain:
        return None
    for read in (_iso, _numbers, _words):
        found = read(plain)
        if found is not None:
            year, month, day = found
            try:
                return date(year, month, day) if year else _next(month, day, today)
            except ValueError:
                break
    raise BadInput(
        _("“{text}” is not a day.", text=plain[:24]),
        safe=_("What was kept before is unchanged."),
        do=_("Type it such as 30 Jan 2027, or choose it in the calendar."),
    )


class DayField(QWidget):
    """A day; ``chosen`` carries a date or None when a person has given another one."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, name: str, *, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._day: date | None = None
        self.source: object = None
        """What the day that stands here was read from; another one that is given is based on that."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.field = _DayLine()
        self.field.setFont(theme.font(BODY))
        self.field.setAccessibleName(name)
        self.field.setPlaceholderText(hint)
        self.field.setMinimumWidth(theme.px(110))
        self.field.editingFinished.connect(self.flush)
        self.field.textEdited.connect(lambda _text: self._warn(""))
        self.calendar = IconButton(theme, "calendar", _("Choose in a calendar: {name}", name=name))
        self.calendar.clicked.connect(self._open_calendar)
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addWidget(self.field, 1)
        row.addWidget(self.calendar)
        column.addLayout(row)
        self._words = Label(theme, "", "secondary", ink="danger", wrap=True)
        self._words.hide()
        column.addWidget(self._words)
        self.setFocusProxy(self.field)

    def day(self) -> date | None:
        """Return the day that is shown."""
        return self._day

    def show_day(self, day: date | None, source: object = None) -> None:
        """Show what is kept, unless somebody is typing something else here; ``source`` is where it was read from."""
        if not self.field.isModified():
            self.source = source
            self._day = day
            self.field.setText(_short(day))

    def forget(self) -> None:
        """Stand empty, also where something was typed that is no day."""
        self._warn("")
        self.field.setModified(False)
        self.show_day(None)

    def type_day(self, words: str) -> None:
        """Take words as if somebody had typed them, also such as are no day."""
        self.field.setText(words)
        self.field.setModified(True)
        self.flush()

    def flush(self) -> None:
        """Take what was typed; text that is no day is told and stays as it is."""
        if not self.field.isModified():
            return
        try:
            day = read_day(self.field.text(), date.today())
        except BadInput as error:
            self._warn(f"{error.happened} {error.do}")
            return
        self._take(day)

    def _take(self, day: date | None) -> None:
        changed = day != self._day
        self._day = day
        self._warn("")
        self.field.setText(_short(day))
        self.field.setModified(False)
        if changed:
            self.chosen.emit(day)

    def _open_calendar(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = Month(self._theme, self._day)
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(calendar)
        menu.addAction(holder)
        if self._day is not None:
            menu.addAction(_("No day"), lambda: self._take(None))

        def take(chosen: QDate) -> None:
            menu.close()
            self._take(date(chosen.year(), chosen.month(), chosen.day()))

        calendar.clicked.connect(take)
        calendar.activated.connect(take)
        menu.popup(self.field.mapToGlobal(QPoint(0, self.field.height())))
        calendar.setFocus()

    def _warn(self, words: str) -> None:
        self._words.setText(words)
        self._words.setVisible(bool(words))
        state = "danger" if words else ""
        if self.field.property("state") != state:
            self.field.setProperty("state", state)
            self.field.style().unpolish(self.field)
            self.field.style().polish(self.field)


class _DayLine(QLineEdit):
    """A press into it chooses the whole day, so that what is typed takes its place; a second press goes between."""

    _entered = False

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._entered = event.reason() == Qt.FocusReason.MouseFocusReason

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self._entered and not self.hasSelectedText():
            self.selectAll()
        self._entered = False


def _short(day: date | None) -> str:
    """Return a day as a field has room for it, such as "30 Jan 2027"."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMM yyyy") if day else ""


# ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────

_Found = tuple[int, int, int]
"""Year (0 where none was typed), month, day."""

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})[./\- ](\d{1,2})(?:[./\- ](\d{4}|\d{2}))?\.?")
_DAY_FIRST = re.compile(r"(\d{1,2})\.? ?([^\W\d]+)\.? ?(\d{4})?")
_MONTH_FIRST = re.compile(r"([^\W\d]+)\.? (\d{1,2})(?: (\d{4}))?")


def _iso(text: str) -> _Found | None:
    found = _ISO.fullmatch(text)
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def _numbers(text: str) -> _Found | None:
    found = _NUMBERS.fullmatch(text)
    if found is None:
        return None
    first, second = int(found[1]), int(found[2])
    month_first = QLocale().dateFormat(QLocale.FormatType.ShortFormat).upper().startswith("M")
    # 30/01 can only be the 30th of January, also where the month is written first.
    month, day = (first, second) if month_first and "/" in text and first <= 12 else (second, first)
    return _year(found[3]), month, day


def _words(text: str) -> _Found | None:
    if found := _DAY_FIRST.fullmatch(text):
        month, day, year = _month(found[2]), int(found[1]), found[3]
    elif found := _MONTH_FIRST.fullmatch(text):
        month, day, year = _month(found[1]), int(found[2]), found[3]
    else:
        return None
    return (_year(year), month, day) if month else None


def _month(word: str) -> int:
    """Return the month whose name begins so, in the person's language or in English; 0 when none does."""
    start = word.casefold()
    if len(start) < 3:
        return 0
    for locale in (QLocale(), QLocale(QLocale.Language.English)):
        for month in range(1, 13):
            if locale.monthName(month).casefold().startswith(start):
                return month
    return 0


def _year(text: str | None) -> int:
    return 0 if not text else int(text) + (2000 if len(text) == 2 else 0)


def _next(month: int, day: int, today: date) -> date:
    this_year = date(today.year, month, day)
    return this_year if this_year >= today else date(today.year + 1, month, day)
