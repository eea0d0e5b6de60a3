"""Bringing a backup back through the window: from the settings, and at the door when the database is damaged."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from tests.colleagues import Mate
from tests.desktop.test_shut_out import words
from tests.sync.ratings import begin_partnership_as, blank, rows
from tests.ui.stage import button
from tests.workspaces import PASSWORD
from wopfield.desktop.program import Program
from wopfield.errors import NewerProgram
from wopfield.store import backup, people, second_place
from wopfield.store.workspace import BACKUPS, DATABASE_FILE, bring_back
from wopfield.ui.screen import Place
from wopfield.ui.screens.settings import SettingsScreen
from wopfield.ui.screens.unlock import UnlockScreen

LONG = 30_000


@pytest.fixture
def amina(new_mate: Callable[[str], Mate]) -> Mate:
    """A closed workspace with a partnership, a backup, and something that was entered after it."""
    amina = new_mate("amina")
    scope = begin_partnership_as(amina.database, amina.person)
    amina.workspace.back_up("by-hand")
    with amina.database.change(amina.person) as editor:
        editor.take(blank(scope)).level = 3
    return amina


def type_password(qtbot: QtBot, started: Program) -> UnlockScreen:
    """Type the password at the door, and return what stands there."""
    door = started.at_door
    assert isinstance(door, UnlockScreen)
    qtbot.keyClicks(door.password.field, PASSWORD)
    qtbot.keyClick(door.password.field, Qt.Key.Key_Return)
    return door


def test_a_backup_chosen_in_the_settings_is_back_with_what_was_entered_since(
    qtbot: QtBot, program: Callable[[Path], Program], amina: Mate
) -> None:
    before = rows(amina.database)
    amina.workspace.close()
    started = program(amina.workspace.folder)
    type_password(qtbot, started)
    qtbot.waitUntil(lambda: started.bench is not None, timeout=LONG)
    assert started.bench is not None
    first = started.bench
    first.window.go(Place("settings"))
    settings = first.window.shown
    assert isinstance(settings, SettingsScreen)
    qtbot.waitUntil(lambda: bool(links(settings)), timeout=LONG)

    links(settings)[0].click()
    button(settings, "Bring it back").click()

    qtbot.waitUntil(lambda: started.bench is not None and started.bench is not first, timeout=LONG)
    assert started.bench is not None
    assert rows(started.bench.workspace.database) == before
    made = backup.every(amina.workspace.folder / BACKUPS)
    assert [each.reason for each in made] == ["before-bringing-back", "by-hand"]


def test_whoever_leaves_after_a_change_leaves_a_backup_of_it_here_and_in_the_second_place(
    qtbot: QtBot, program: Callable[[Path], Program], amina: Mate, tmp_path: Path
) -> None:
    place = second_place.choose(amina.database, amina.workspace.folder, tmp_path, "Amina")
    amina.workspace.close()
    started = program(amina.workspace.folder)
    type_password(qtbot, started)
    qtbot.waitUntil(lambda: started.bench is not None, timeout=LONG)
    assert started.bench is not None
    with qtbot.waitSignal(started.bench.operations.changed, timeout=LONG):
        started.bench.operations.change(lambda editor: people.add(editor, name="Joost"))

    started.close()

    here, there = (backup.every(folder / BACKUPS) for folder in (amina.workspace.folder, place))
    assert {each.reason for each in here} == {"by-hand", "on-leaving"}
    assert [each.name for each in there] == [here[0].name]


def test_a_database_that_cannot_be_read_is_brought_back_at_the_door(
    qtbot: QtBot, program: Callable[[Path], Program], amina: Mate
) -> None:
    amina.workspace.close()
    database = amina.workspace.folder / DATABASE_FILE
    database.write_bytes(os.urandom(20_000))
    damaged = database.read_bytes()
    started = program(amina.workspace.folder)
    door = type_password(qtbot, started)
    qtbot.waitUntil(lambda: any("Bring back" in each.text() for each in shown(door)), timeout=LONG)

    next(each for each in shown(door) if "Bring back" in each.text()).click()

    qtbot.waitUntil(lambda: started.bench is not None, timeout=LONG)
    assert started.bench is not None
    assert rows(started.bench.workspace.database)["partnership"]
    aside = [path for path in (amina.workspace.folder / BACKUPS).iterdir() if "damaged" in path.name]
    assert [path.read_bytes() for path in aside] == [damaged]


def test_a_workspace_of_a_newer_program_asks_for_that_program_and_offers_no_backup_in_its_place(
    qtbot: QtBot, program: Callable[[Path], Program], amina: Mate
) -> None:
    with amina.database.write() as connection:
        connection.exec_driver_sql("UPDATE field_version SET version_num = '9999'")
    amina.workspace.close()
    before = (amina.workspace.folder / DATABASE_FILE).read_bytes()
    started = program(amina.workspace.folder)
    door = type_password(qtbot, started)

    qtbot.waitUntil(lambda: "Install the newest version" in words(door), timeout=LONG)

    assert not [each for each in shown(door) if "Bring back" in each.text()]
    with pytest.raises(NewerProgram, match="newer version"):
        bring_back(amina.workspace.folder, amina.workspace.key)
    assert (amina.workspace.folder / DATABASE_FILE).read_bytes() == before


def test_a_door_at_which_the_program_fails_can_be_knocked_at_again(
    qtbot: QtBot, program: Callable[[Path], Program], amina: Mate
) -> None:
    with amina.database.write() as connection:
        connection.exec_driver_sql("UPDATE field_version SET version_num = '0009'")  # which its tables are not
    amina.workspace.close()
    started = program(amina.workspace.folder)
    door = type_password(qtbot, started)
    with qtbot.captureExceptions() as mishaps:
        qtbot.waitUntil(lambda: "Something in the program did not work" in words(door), timeout=LONG)
    assert len(mishaps) == 1
    assert button(door, "Unlock").isEnabled()


def links(screen: SettingsScreen) -> list[QAbstractButton]:
    """Return the ways to bring a backup back, newest first."""
    return [each for each in screen.findChildren(QAbstractButton) if each.text() == "Bring back"]


def shown(door: UnlockScreen) -> list[QAbstractButton]:
    """Return the buttons that can be seen at the door."""
    return [each for each in door.findChildren(QAbstractButton) if each.isVisible()]
