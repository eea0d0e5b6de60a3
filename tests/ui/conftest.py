"""A window's surroundings for tests: no screen needed, the bundled typefaces, a themed application."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from gettext import NullTranslations

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.stage import Stage, begin_partnership, stage_on
from wopfield.language import speak_by
from wopfield.store.database import Database
from wopfield.store.tables import Partnership
from wopfield.ui.dress import dress
from wopfield.ui.fonts import load_fonts
from wopfield.ui.operations import Operations
from wopfield.ui.processes import Processes
from wopfield.ui.theme import Look, Theme, theme_of
from wopfield.ui.tongue import speak_in

Dressed = Callable[..., Theme]


class Longer(NullTranslations):
    """A language a third longer than English, as French and Spanish often are."""

    def gettext(self, message: str) -> str:
        # Widths and codes must stay what they are; words grow at their end, where translations do.
        return message + "·" * max(2, round(len(message) * 0.35))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


@pytest.fixture(scope="session")
def press() -> Iterator[Processes]:
    """The process that makes pages, started once for all tests that need one."""
    with Processes(1) as started:
        yield started


@pytest.fixture(autouse=True)
def _numbers_and_days_as_in_britain() -> Iterator[None]:
    """One country for every test, whatever the machine's own is and whatever the test before it chose."""
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(QLocale("en_GB"))


@pytest.fixture(scope="session")
def _typefaces(qapp: QApplication) -> None:
    """The bundled typefaces, read once."""
    load_fonts()


@pytest.fixture
def dressed(qapp: QApplication, _typefaces: None) -> Iterator[Dressed]:
    """A function that dresses the application; mirrored, longer words or a language; plain English afterwards."""

    def wear(
        look: Look = "light", scale: float = 1.0, *, mirrored: bool = False, longer: bool = False, code: str = ""
    ) -> Theme:
        theme = theme_of(look, scale)
        if code:
            speak_in(qapp, code)
        else:
            right_to_left, left_to_right = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight
            qapp.setLayoutDirection(right_to_left if mirrored else left_to_right)
            speak_by(Longer() if longer else NullTranslations())
        dress(qapp, theme)
        return theme

    yield wear
    speak_in(qapp, "en")


@pytest.fixture
def theme(dressed: Dressed) -> Theme:
    """The light theme at 100 %, worn by the application; left to right."""
    return dressed()


@pytest.fixture
def stage(database: Database, theme: Theme, qtbot: QtBot) -> Iterator[Stage]:
    """A stage for screens, over an open workspace."""
    with stage_on(database, theme, qtbot) as made:
        yield made


@pytest.fixture
def partnership(database: Database) -> Partnership:
    """A partnership that has just begun."""
    return begin_partnership(database)


class NoChange:
    """A change that touches nothing."""

    touched: frozenset[str] = frozenset()


class NothingKept:
    """A database with nothing in it."""

    @contextmanager
    def read(self) -> Iterator[None]:
        yield None

    @contextmanager
    def change(self, author: str) -> Iterator[NoChange]:
        yield NoChange()


@pytest.fixture
def no_operations(qapp: QApplication) -> Iterator[Operations]:
    """Operations over a database with nothing in it."""
    running = Operations(NothingKept(), "amina")
    yield running
    running.close()
