"""A laptop's disk that was copied, and both copies worked on: their people are told, and nothing is lost."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.desktop.test_shut_out import LONG, SECRET, walk_in, words
from tests.workspaces import PASSWORD
from wopfield.desktop.program import Program
from wopfield.server.loopback import on_loopback
from wopfield.store import kept, utilities
from wopfield.store.workspace import Workspace
from wopfield.sync import central
from wopfield.ui.screen import Place

pytestmark = pytest.mark.slow


def test_the_window_says_now_and_later_that_a_laptop_was_copied_and_holds_what_both_entered(
    qtbot: QtBot, qapp: QApplication, new_workspace: Callable[[str], Workspace], tmp_path: Path
) -> None:
    with on_loopback(tmp_path / "server") as server:
        server.add_person("Amina Diallo", "amina@example.org", SECRET)
        first = new_workspace("amina")
        central.connect(first.database, server.address, "amina@example.org", SECRET, "laptop")
        central.sync_now(first.database)
        with first.database.read() as session:
            person = kept.get(session, kept.PERSON)
        with first.database.change(person) as editor:
            utilities.add(editor, name="Marowe Water")
        central.sync_now(first.database)
        first.close()
        copy = Path(shutil.copytree(first.folder, tmp_path / "copy"))
        for folder, name in ((first.folder, "Rutale Water"), (copy, "Delta Water")):
            opened = Workspace.unlock(folder, PASSWORD)
            with opened.database.change(person) as editor:
                utilities.add(editor, name=name)
            if folder != copy:
                central.sync_now(opened.database)
            opened.close()

        program = Program(qapp, copy)
        bench = walk_in(qtbot, program)
        bench.syncing.now()

        qtbot.waitUntil(lambda: "A laptop was copied" in words(bench.window), timeout=LONG)
        with bench.workspace.database.read() as session:
            names = {each.name for each in utilities.every(session)}
        assert names == {"Marowe Water", "Rutale Water", "Delta Water"}
        bench.window.go(Place("sync"))
        qtbot.waitUntil(lambda: "a laptop was copied; both lines of work are kept" in words(bench.window), timeout=LONG)
        program.close()
