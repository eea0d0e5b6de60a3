"""The whole program, started on a folder as it is by the person at the laptop."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from wopfield.desktop.program import Program
from wopfield.ui.tongue import speak_in


@pytest.fixture
def program(qapp: QApplication) -> Iterator[Callable[[Path], Program]]:
    """Start the program on a folder."""
    started: list[Program] = []

    def start(folder: Path) -> Program:
        made = Program(qapp, folder)
        started.append(made)
        made.start()
        return made

    yield start
    for made in started:
        made.close()
        made.leave_door()
    speak_in(qapp, "en")
