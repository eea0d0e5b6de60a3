"""The password is changed, and backups are made, kept in a second place and brought back, in the settings."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from tests.ui.settings.parts import button, says
from tests.workspaces import PASSWORD
from wopfield.errors import WrongPassword
from wopfield.store import backup, vault
from wopfield.store.workspace import BACKUPS, Workspace
from wopfield.ui.screens.settings import SettingsScreen

NEW = "three pipes and a ladder"


def change_password(qtbot: QtBot, screen: SettingsScreen, now: str, new: str, again: str) -> None:
    form = screen.password
    for part, words in ((form.now, now), (form.new, new), (form.again, again)):
        part.field.setText(words)
    qtbot.mouseClick(button(screen, "Change the password"), Qt.MouseButton.LeftButton)


def test_the_password_is_changed_and_the_old_one_no_longer_opens(
    qtbot: QtBot, screen: SettingsScreen, workspace: Workspace
) -> None:
    change_password(qtbot, screen, PASSWORD, NEW, NEW)
    qtbot.waitUntil(lambda: says(screen, "The password is changed."), timeout=20_000)
    assert vault.unlock(workspace.folder, NEW) == workspace.key
    with pytest.raises(WrongPassword):
        vault.unlock(workspace.folder, PASSWORD)
    assert screen.password.now.text() == ""


@pytest.mark.parametrize(
    ("now", "new", "again", "words"),
    [
        ("", NEW, NEW, "Type the password you have now."),
        (PASSWORD, "short", "short", "Too short"),
        (PASSWORD, NEW, "something else", "not the same"),
        ("wrong", NEW, NEW, "Nothing was changed."),
    ],
)
def test_a_password_that_will_not_do_is_refused_in_words(
    qtbot: QtBot, screen: SettingsScreen, workspace: Workspace, now: str, new: str, again: str, words: str
) -> None:
    change_password(qtbot, screen, now, new, again)
    qtbot.waitUntil(lambda: says(screen, words), timeout=20_000)
    assert vault.unlock(workspace.folder, PASSWORD) == workspace.key


def test_a_backup_is_made_and_listed(qtbot: QtBot, screen: SettingsScreen, workspace: Workspace) -> None:
    qtbot.mouseClick(button(screen, "Back up now"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: says(screen, "1 kept, checked") and says(screen, "by hand"))
    assert len(list((workspace.folder / "backups").glob("*.db"))) == 1


def test_backups_are_kept_in_a_second_place_by_keyboard_until_somebody_wants_no_more_there(
    qtbot: QtBot, screen: SettingsScreen, workspace: Workspace, tmp_path: Path
) -> None:
    place = tmp_path / "WOPField Amina’s laptop"
    choose = button(screen, "Choose a place …")
    choose.setFocus()
    qtbot.keyClick(choose, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: says(screen, f"{place}: newest copy"), timeout=10_000)
    assert screen.focusWidget() is choose
    assert [each.reason for each in backup.every(place / BACKUPS)] == ["by-hand"]

    place.rename(tmp_path / "in a pocket")
    screen.redraw()
    qtbot.waitUntil(lambda: says(screen, f"{place} is not there now; newest copy"))
    qtbot.keyClick(button(screen, "Keep none there"), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: says(screen, "none yet; a stick"))
    assert len(backup.every(tmp_path / "in a pocket" / BACKUPS)) == 1


def test_a_backup_is_brought_back_once_somebody_said_so_twice(
    qtbot: QtBot, screen: SettingsScreen, workspace: Workspace, brought: list[str]
) -> None:
    made = workspace.back_up("by-hand")
    screen.redraw()
    qtbot.waitUntil(lambda: says(screen, "1 kept"))
    (link,) = [each for each in screen.findChildren(QAbstractButton) if each.text() == "Bring back"]
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(button(screen, "Leave it"), Qt.MouseButton.LeftButton)
    assert brought == []
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(button(screen, "Bring it back"), Qt.MouseButton.LeftButton)
    assert brought == [made.name]
