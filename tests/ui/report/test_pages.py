"""The pages of a report on its screen: made, found in, gone to, and looked at near and from afar."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.looking import cut_off
from tests.ui.report.desk import (
    LONG,
    Somewhere,
    button,
    screen,
    sections,
)
from wopfield.ui.screens.report.desk import Desk
from wopfield.ui.screens.report.finding import FindBar
from wopfield.ui.screens.report.preview import Preview
from wopfield.ui.screens.report.sheets import Sheets
from wopfield.ui.screens.report.thumbnails import Thumbnails
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.focus import FocusRing
from wopfield.ui.window import Window


def press_escape(field: QLineEdit) -> None:
    """Press Escape as the system does, which asks shortcuts first."""
    asked = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    asked.ignore()
    QApplication.sendEvent(field, asked)
    assert asked.isAccepted()
    QTest.keyClick(field, Qt.Key.Key_Escape)


def find_field(window: Window) -> QLineEdit:
    named = (each for each in window.findChildren(QLineEdit) if each.accessibleName() == "Find in the report")
    return next(named)


def test_words_are_found_in_the_pages_and_gone_to_one_after_the_other(qtbot: QtBot, window: Window) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field = find_field(window)
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "Version")
    told = window.findChildren(FindBar)[0].findChildren(QLabel)
    qtbot.waitUntil(lambda: any(each.text().startswith("1 of ") for each in told), timeout=LONG)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any(each.text().startswith("2 of ") for each in told), timeout=LONG)
    field.setText("no such words anywhere")
    qtbot.waitUntil(lambda: any(each.text() == "Not found" for each in told), timeout=LONG)
    press_escape(field)
    qtbot.waitUntil(lambda: not field.isVisible())
    assert screen(window).isVisible()


def test_a_place_that_is_found_is_brought_into_sight_and_not_only_its_page(qtbot: QtBot, window: Window) -> None:
    preview = window.findChildren(Preview)[0]
    view = preview.findChildren(QPdfView)[0]
    for _step in range(4):
        preview.zoom(1)
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    find_field(window).setText("give this file")
    qtbot.waitUntil(lambda: preview.found() == 1, timeout=LONG)
    found, bar = view.searchModel().resultAtIndex(0), view.verticalScrollBar()
    middle = found.rectangles()[0].center()
    per_point = view.zoomFactor() * view.logicalDpiY() / 72
    place = bar.value()
    preview.go_to(found.page() + 1)
    down = bar.value() + middle.y() * per_point - place
    assert 0 < down < view.viewport().height()


def test_words_found_before_are_found_again_when_finding_is_begun_again(qtbot: QtBot, window: Window) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field = find_field(window)
    qtbot.keyClicks(field, "Version")
    told = window.findChildren(FindBar)[0].findChildren(QLabel)
    qtbot.waitUntil(lambda: any(each.text().startswith("1 of ") for each in told), timeout=LONG)
    press_escape(field)
    qtbot.waitUntil(lambda: not field.isVisible())
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: any(each.text().startswith("1 of ") for each in told), timeout=LONG)
    assert field.text() == "Version"


def test_small_pages_stand_at_the_side_and_lead_to_theirs(qtbot: QtBot, window: Window) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F4)
    small = window.findChildren(Thumbnails)[0]
    qtbot.waitUntil(small.isVisible)
    assert small.count() == screen(window).page_count()
    first = small.item(0).icon().cacheKey()
    qtbot.waitUntil(lambda: small.item(0).icon().cacheKey() != first, timeout=LONG)
    small.setFocus()
    small.setCurrentRow(0)
    qtbot.keyClick(small, Qt.Key.Key_Down)
    page = window.findChildren(Preview)[0]
    qtbot.waitUntil(lambda: page.page() == 2, timeout=LONG)
    qtbot.keyClick(window, Qt.Key.Key_F4)
    assert not small.isVisible()


@pytest.mark.slow
def test_a_whole_page_fits_the_window(qtbot: QtBot, window: Window) -> None:
    qtbot.keyClick(window, Qt.Key.Key_9, Qt.KeyboardModifier.ControlModifier)
    assert button(window, "Whole page").isVisible()
    qtbot.keyClick(window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert button(window, "Fit width").isVisible()


def test_the_page_in_sight_stays_while_pages_become_larger_and_smaller(qtbot: QtBot, window: Window) -> None:
    preview = window.findChildren(Preview)[0]
    last = preview.pages()
    preview.go_to(last)
    wide = preview.view.width()
    preview.show_thumbnails()
    qtbot.waitUntil(lambda: preview.view.width() < wide)
    assert preview.page() == last
    for step in (1, 1, 1, -1, 0):
        preview.zoom(step)
        assert preview.page() == last
    preview.fit_page()
    assert preview.page() == last


def test_a_whole_page_begins_at_its_top_and_so_does_a_page_that_is_gone_to_again(window: Window) -> None:
    preview = window.findChildren(Preview)[0]
    bar = preview.findChildren(QPdfView)[0].verticalScrollBar()
    preview.go_to(2)
    top = bar.value()
    bar.setValue(top + 60)
    preview.go_to(2)
    assert bar.value() == top
    bar.setValue(top + 60)
    preview.fit_page()
    assert preview.page() == 2
    view = bar.maximum() + preview.findChildren(QPdfView)[0].viewport().height()
    assert bar.value() == pytest.approx(view / preview.pages(), abs=12)


def test_f6_leads_from_the_sections_to_the_pages_themselves(qtbot: QtBot, window: Window) -> None:
    listed = sections(window)
    listed.setFocus()
    qtbot.waitUntil(listed.hasFocus)
    qtbot.keyClick(window, Qt.Key.Key_F6)
    pages = window.findChildren(Preview)[0].view
    assert QApplication.focusWidget() is pages
    assert window.findChildren(FocusRing)[0].around() is pages


def test_f6_leads_from_the_pages_to_the_first_thing_to_look_at(qtbot: QtBot, window: Window) -> None:
    window.findChildren(Preview)[0].view.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_F6)
    first = QApplication.focusWidget()
    desk = window.findChildren(Desk)[0]
    assert isinstance(first, Button)
    others = [each for each in desk.findChildren(Button) if each.isVisible()]
    assert min(others, key=lambda each: each.mapTo(desk, QPoint(0, 0)).y()) is first


def test_pages_being_made_can_be_stopped_and_made_later(qtbot: QtBot, window: Window, somewhere: Somewhere) -> None:
    sheets = window.findChildren(Sheets)[0]
    listed = sections(window)
    pages = screen(window).page_count()
    listed.setCurrentRow([listed.item(row).text() for row in range(listed.count())].index("How the review was done"))
    qtbot.keyClick(listed, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not button(window, "Save as PDF").isEnabled(), timeout=LONG)
    sheets.stop_asked.emit()  # its button comes when it lasts
    assert screen(window).page_count() == pages
    assert not button(window, "Save as PDF").isEnabled()
    button(window, "Make them").click()
    qtbot.waitUntil(lambda: screen(window).page_count() > pages, timeout=LONG)
    assert button(window, "Save as PDF").isEnabled()
    assert not [each for each in window.findChildren(Button) if each.isVisible() and each.text() == "Make them"]


def test_on_a_small_laptop_the_pages_keep_every_button_of_their_bar(qtbot: QtBot, window: Window) -> None:
    window.resize(1024, 690)
    preview = window.findChildren(Preview)[0]
    qtbot.waitUntil(lambda: cut_off(preview) == [])
    assert button(window, "Fit width").isVisible()
