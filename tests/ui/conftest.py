"""A window's surroundings for tests: no screen needed, the bundled typefaces, a themed application."""

import os
from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from wopfield.ui.dress import dress
from wopfield.ui.fonts import load_fonts
from wopfield.ui.theme import Theme, theme_of


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    return QApplication


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The light theme at 100 %, worn by the application; left to right."""
    load_fonts()
    light = theme_of("light")
    dress(qapp, light)
    yield light
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
