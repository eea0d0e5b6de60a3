"""The window in the languages of the people who work with it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialogButtonBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.workspaces import PASSWORD
from wopfield.desktop import doorstep
from wopfield.desktop.program import Program
from wopfield.language import OWN_NAMES, language
from wopfield.store.workspace import Workspace
from wopfield.ui.screen import Place
from wopfield.ui.screens.unlock import UnlockScreen
from wopfield.ui.screens.welcome import WelcomeScreen
from wopfield.ui.tongue import speak_in

LONG = 20_000


def press(within: QWidget | None, words: str) -> None:
    """Press a button by what stands on it."""
    assert within is not None
    next(each for each in within.findChildren(QAbstractButton) if each.text() == words).click()


def reads(within: QWidget | None) -> str:
    """Return everything that can be read."""
    assert within is not None
    return " ".join(each.text() for kind in (QLabel, QAbstractButton) for each in within.findChildren(kind))


def test_the_first_start_is_in_the_language_of_the_computer_and_keeps_what_was_typed_in_another(
    qtbot: QtBot, program: Callable[[Path], Program], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WOPFIELD_LANGUAGE", "pt")
    started = program(tmp_path / "new")
    first = started.at_door
    assert isinstance(first, WelcomeScreen)
    assert first.language.language == "pt"
    first.you.name.setText("Amina Diallo")
    first.start.choose("stick")
    first.language.chosen.emit("fr")
    second = started.at_door
    assert isinstance(second, WelcomeScreen)
    assert "Dans quelle langue" in reads(second)
    assert (second.you.name.text(), second.start.start) == ("Amina Diallo", "stick")


def test_the_language_chosen_at_the_door_is_spoken_behind_it_and_at_the_next_start(
    qtbot: QtBot, qapp: QApplication, program: Callable[[Path], Program], workspace: Workspace
) -> None:
    workspace.close()
    started = program(workspace.folder)
    assert isinstance(started.at_door, UnlockScreen)
    press(started.at_door, OWN_NAMES["ar"])
    assert qapp.layoutDirection() == Qt.LayoutDirection.RightToLeft
    door = started.at_door
    assert isinstance(door, UnlockScreen)
    door.unlock_requested.emit(PASSWORD)
    qtbot.waitUntil(lambda: started.bench is not None, timeout=LONG)
    assert started.bench is not None
    window = started.bench.window
    window.go(Place("settings"))
    press(window.shown, OWN_NAMES["fr"])
    qtbot.waitUntil(lambda: "Paramètres" in reads(window), timeout=LONG)
    assert window.layoutDirection() == Qt.LayoutDirection.LeftToRight
    assert doorstep.read(workspace.folder).language == "fr"
    started.close()
    speak_in(qapp, "en")
    program(workspace.folder)
    assert language() == "fr"


@pytest.mark.parametrize(
    ("code", "cancel", "number", "day"),
    [
        ("en", "Cancel", "1.5", "28 November"),
        ("fr", "Annuler", "1,5", "28 novembre"),
        ("es", "Cancelar", "1,5", "28 noviembre"),
        ("pt", "Cancelar", "1,5", "28 novembro"),
        ("ar", "ألغِ", "1.5", "28 نوفمبر"),
    ],
)
def test_the_words_of_dialogs_numbers_and_days_are_those_of_the_language(
    qtbot: QtBot, qapp: QApplication, program: object, code: str, cancel: str, number: str, day: str
) -> None:
    speak_in(qapp, code)
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text().replace("&", "") == cancel
    assert QLocale().toString(1.5) == number
    assert QLocale().toString(QDate(2026, 11, 28), "d MMMM") == day
