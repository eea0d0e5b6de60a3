"""A window on six invented screens."""

from datetime import datetime
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.window.sheets import WAYS, Open
from wopfield.ui.operations import Operations
from wopfield.ui.screen import Place, ServerState
from wopfield.ui.shell.header import Person
from wopfield.ui.theme import Theme
from wopfield.ui.window import Window


@pytest.fixture
def open_window(qtbot: QtBot, theme: Theme, no_operations: Operations) -> Open:
    """Open a window on the invented screens, at home."""

    def opened(look: Theme = theme, width: int = 1366, height: int = 768, **options: Any) -> Window:
        window = Window(look, WAYS, no_operations, Person("Amina Diallo"), **options)
        qtbot.addWidget(window)
        window.resize(width, height)
        with qtbot.waitActive(window):
            window.show()
        window.show_marks(
            rail={"sync": 2},
            tabs={"indicators": 1, "plan": 3},
            server=ServerState(37, datetime(2026, 11, 20, 9, 0)),
        )
        window.go(Place("home"))
        return window

    return opened


@pytest.fixture
def window(open_window: Open) -> Window:
    """Return such a window in the usual look and size."""
    return open_window()
