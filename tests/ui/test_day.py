"""A field for a day."""

from datetime import date

import pytest
from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Dressed
from wopfield.errors import BadInput
from wopfield.ui.theme import CAPTION, SEMIBOLD, Theme
from wopfield.ui.widgets.day import DayField, read_day
from wopfield.ui.widgets.month import Month

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("30 January 2027", date(2027, 1, 30)),
        ("30 jan 2027", date(2027, 1, 30)),
        ("30.1.27", date(2027, 1, 30)),
        ("30/01/2027", date(2027, 1, 30)),
        ("2027-01-30", date(2027, 1, 30)),
        ("Jan 30, 2027", date(2027, 1, 30)),
        ("30 Jan", date(2027, 1, 30)),
        ("24 Nov", date(2026, 11, 24)),
        ("", None),
    ],
)
def test_a_day_is_read_as_people_type_it(typed: str, day: date | None) -> None:
    assert read_day(typed, TODAY) == day


@pytest.mark.parametrize(
    ("language", "typed", "day"),
    [
        ("en_GB", "04/05/2027", date(2027, 5, 4)),
        ("en_US", "04/05/2027", date(2027, 4, 5)),
        ("en_US", "30/01/2027", date(2027, 1, 30)),
        ("en_US", "4.5.2027", date(2027, 5, 4)),
    ],
)
def test_numbers_are_read_in_the_order_of_the_persons_country(language: str, typed: str, day: date) -> None:
    QLocale.setDefault(QLocale(language))
    assert read_day(typed, TODAY) == day


@pytest.mark.parametrize("typed", ["soon", "31 Feb 2027", "2027", "45.1.2027", "30 Ja 2027"])
def test_what_is_no_day_is_told_in_a_sentence(typed: str) -> None:
    with pytest.raises(BadInput, match="is not a day"):
        read_day(typed, TODAY)


def test_a_day_that_was_typed_is_told_once_and_one_that_is_none_stays_in_the_field(theme: Theme, qtbot: QtBot) -> None:
    day = DayField(theme, "Due")
    qtbot.addWidget(day)
    day.show()
    heard: list[object] = []
    day.chosen.connect(heard.append)
    for words in ("30 Jan 2027", "30 Jan 2027", "soon"):
        day.field.selectAll()
        QTest.keyClicks(day.field, words)
        QTest.keyClick(day.field, Qt.Key.Key_Return)
    assert heard == [date(2027, 1, 30)]
    assert (day.day(), day.field.text()) == (date(2027, 1, 30), "soon")


def test_a_press_into_a_day_chooses_it_whole_so_that_what_is_typed_takes_its_place(theme: Theme, qtbot: QtBot) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    day, other = DayField(theme, "Last day"), DayField(theme, "First day")
    column.addWidget(other)
    column.addWidget(day)
    qtbot.addWidget(window, before_close_func=lambda _closing: window.hide())
    day.show_day(date(2026, 12, 9))
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    other.setFocus()
    QTest.mouseClick(day.field, Qt.MouseButton.LeftButton, pos=day.field.rect().center())
    QTest.keyClicks(day.field, "2 Dec 2026")
    QTest.keyClick(day.field, Qt.Key.Key_Return)
    assert day.day() == date(2026, 12, 2)


def opened_month(theme: Theme, qtbot: QtBot) -> tuple[Month, QTableView]:
    """Show a month, and return it with the table of its days."""
    month = Month(theme, date(2026, 11, 24))
    qtbot.addWidget(month)
    with qtbot.waitExposed(month):
        month.show()
    days = month.findChild(QTableView)
    assert isinstance(days, QTableView)
    return month, days


def test_a_day_is_chosen_in_a_month_with_room_for_a_finger(theme: Theme, qtbot: QtBot) -> None:
    month, days = opened_month(theme, qtbot)
    column = range(days.model().columnCount())
    shown = [days.visualRect(days.model().index(row, at)) for row in range(1, 7) for at in column]
    cells = [cell for cell in shown if not cell.isEmpty()]
    assert len(cells) == 42
    assert min(min(cell.width(), cell.height()) for cell in cells) >= 36
    with qtbot.waitSignal(month.clicked) as pressed:
        QTest.mouseClick(days.viewport(), Qt.MouseButton.LeftButton, pos=cells[0].center())
    assert pressed.args == [QDate(2026, 10, 26)]


def test_the_days_of_the_week_stand_whole_above_a_month(dressed: Dressed, qtbot: QtBot) -> None:
    theme = dressed(code="ar")
    _month, days = opened_month(theme, qtbot)
    names = QFontMetrics(theme.font(CAPTION, SEMIBOLD))
    for column in range(7):
        head = days.model().index(0, column)
        assert names.horizontalAdvance(str(head.data())) < days.visualRect(head).width() - 6
