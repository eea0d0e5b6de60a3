"""The picture of where the work is says all of it, however narrow the window is."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.reading import read
from wopfield.ui.screens.sync.parts import Picture, Stop
from wopfield.ui.theme import Theme

LAPTOP = Stop("device-laptop", "This laptop", "Everything saved, 14:32", good=True)
COLLEAGUE = Stop("users", "Joost’s laptop", "has what is shared, Wednesday 25 Nov, 18:35", "same network", good=True)
SERVER = Stop("cloud", "Server", "last contact yesterday 18:10", "37 waiting")


@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2])
@pytest.mark.parametrize("width", [490, 730])
def test_the_time_below_a_colleague_stands_whole(
    qtbot: QtBot, theme: Theme, width: int, direction: Qt.LayoutDirection
) -> None:
    page = QWidget()
    page.setLayoutDirection(direction)
    column = QVBoxLayout(page)
    picture = Picture(theme)
    column.addWidget(picture)
    column.addStretch(1)
    qtbot.addWidget(page)
    page.resize(width, 400)
    page.show()
    before = picture.height()
    picture.show_stops((LAPTOP, COLLEAGUE, COLLEAGUE, SERVER))
    qtbot.waitUntil(lambda: picture.height() > before)

    pieces = read(picture)
    assert [each.words for each in pieces if each.is_cut or each.words.endswith("…")] == []
    assert [each.words.strip() for each in pieces if "18:35" in each.words] != []
    assert max(each.box.bottom() for each in pieces) <= picture.height()
