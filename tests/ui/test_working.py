"""Long work as people see it: quick things never flash, slow things say what and can be stopped."""

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from tests.ui.stage import button, clock, part, words_in
from wopfield.ui.job import Job
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.progress import Bar
from wopfield.ui.widgets.working import SHAPES_MS, WORDS_MS, Shapes, Working


def test_what_is_quick_never_flashes(qtbot: QtBot, theme: Theme) -> None:
    shapes = Shapes(theme)
    qtbot.addWidget(shapes)
    shapes.resize(shapes.sizeHint())
    shapes.start()
    assert shapes.grab().toImage().pixelColor(10, 10) == QColor(theme.canvas)
    clock(shapes).timeout.emit()
    assert shapes.grab().toImage().pixelColor(10, 10) == QColor(theme.line)
    shapes.stop()
    assert not shapes.isVisible()
    assert (SHAPES_MS, WORDS_MS) == (300, 2000)


@pytest.fixture
def working(qtbot: QtBot, theme: Theme) -> Working:
    card = Working(theme)
    qtbot.addWidget(card)
    return card


def test_long_work_says_what_and_how_much(working: Working) -> None:
    job = Job()
    working.follow(job, "Taking in photos from the stick")
    assert not working.isVisible()
    clock(working).timeout.emit()
    job.progressed.emit(120, 300, "photos")
    assert working.isVisible()
    assert "120 of 300 · photos" in words_in(working)
    assert part(working, Bar).share() == pytest.approx(0.4)


def test_stop_asks_once_and_the_card_goes_when_the_work_has_ended(working: Working) -> None:
    job = Job()
    working.follow(job, "Taking in photos", at_once=True)
    button(working, "Stop").click()
    assert job.is_stopped
    assert not button(working, "Stop").isEnabled()
    assert working.isVisible()
    job.ended.emit()
    assert not working.isVisible()


def test_work_of_unknown_length_shows_words_without_a_count(working: Working) -> None:
    job = Job()
    working.follow(job, "Looking for laptops", at_once=True)
    job.progressed.emit(3, 0, "found Joost’s laptop")
    assert "found Joost’s laptop" in words_in(working)
