"""Fields, buttons and words of the settings, for their tests."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from wopfield.store import people
from wopfield.store.tables import Person
from wopfield.store.workspace import Workspace
from wopfield.ui.screens.settings import SettingsScreen
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.choose import Switch
from wopfield.ui.widgets.text import LineText


def nothing(_told: object) -> None:
    """Do nothing: what a test hands the screen whose wishes it does not look at."""


def field(screen: SettingsScreen, name: str) -> LineText:
    return next(each for each in screen.findChildren(LineText) if each.accessibleName() == name)


def button(screen: SettingsScreen, words: str) -> QAbstractButton:
    return next(each for each in screen.findChildren(QAbstractButton) if each.text() == words)


def says(screen: SettingsScreen, words: str) -> bool:
    return any(words in each.text() for each in screen.findChildren(QLabel) if each.isVisibleTo(screen))


def write(qtbot: QtBot, screen: SettingsScreen, name: str, words: str) -> None:
    line = field(screen, name)
    line.selectAll()
    qtbot.keyClicks(line, words)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def person(workspace: Workspace) -> Person:
    with workspace.database.read() as session:
        found = people.find(session, "amina")
    assert found is not None
    return found


def called(screen: SettingsScreen, name: str) -> list[Button]:
    return [each for each in screen.people.findChildren(Button) if each.accessibleName() == name]


def switch(screen: SettingsScreen, name: str) -> Switch:
    return next(each for each in screen.findChildren(Switch) if each.accessibleName() == name)
