"""A laptop that was shut out and is to be locked or wiped: what its person sees, in window and command line."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.cli.test_command_line import wopfield
from tests.workspaces import PASSWORD
from wopfield.desktop.bench import Bench
from wopfield.desktop.program import Program
from wopfield.server import admin, locking
from wopfield.server.loopback import Loopback, on_loopback
from wopfield.store import kept
from wopfield.store.rows import COMMONS
from wopfield.store.tables import Person
from wopfield.store.vault import KEY_FILE
from wopfield.store.wiping import LEFT
from wopfield.store.workspace import Workspace
from wopfield.sync import central
from wopfield.sync.device import keys_of
from wopfield.ui.screens.unlock import UnlockScreen

LONG = 30_000
SECRET = "a valve nobody turns"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Loopback]:
    """A server on this machine."""
    with on_loopback(tmp_path / "server") as running:
        running.add_person("Amina Diallo", "amina@example.org", SECRET)
        yield running


@pytest.fixture
def ordered(new_workspace: Callable[[str], Workspace], server: Loopback) -> Path:
    """A closed workspace, of a laptop that was shut out and is to be locked, which does not know it yet."""
    workspace = new_workspace("amina")
    with workspace.database.write() as connection:
        kept.put(connection, kept.PERSON, "amina-diallo")
    with workspace.database.change("amina-diallo") as editor:
        editor.add(Person(scope=COMMONS, id="amina-diallo", name="Amina Diallo", function="lead"))
    central.connect(workspace.database, server.address, "amina@example.org", SECRET, "laptop")
    device = keys_of(workspace.database).device
    admin.revoke_device(server.database, device)
    locking.order(server.database, device)
    workspace.close()
    return workspace.folder


def words(widget: QWidget | None) -> str:
    """Return everything that can be read on a part of the window."""
    labels = [] if widget is None else widget.findChildren(QLabel)
    return " ".join(label.text() for label in labels if label.isVisible())


def unlock(qtbot: QtBot, program: Program) -> None:
    """Type the password at the door."""
    screen = program.at_door
    assert isinstance(screen, UnlockScreen)
    qtbot.keyClicks(screen.password.field, PASSWORD)
    qtbot.keyClick(screen.password.field, Qt.Key.Key_Return)


def walk_in(qtbot: QtBot, program: Program) -> Bench:
    """Start the program, go through its door, and return what then stands in the window."""
    program.start()
    unlock(qtbot, program)
    qtbot.waitUntil(lambda: program.bench is not None, timeout=LONG)
    assert program.bench is not None
    return program.bench


def test_the_window_says_so_when_it_hears_of_it_and_closing_it_locks(
    qtbot: QtBot, qapp: QApplication, ordered: Path
) -> None:
    program = Program(qapp, ordered)
    bench = walk_in(qtbot, program)

    bench.syncing.now()

    qtbot.waitUntil(lambda: "has the work on it locked" in words(bench.window), timeout=LONG)
    assert "Nothing is deleted" in words(bench.window)
    program.close()
    again = Program(qapp, ordered)
    again.start()
    qtbot.waitUntil(lambda: "had the work on this laptop locked" in words(again.at_door), timeout=LONG)
    assert "Nothing was deleted" in words(again.at_door)
    again.close()
    again.leave_door()


def test_a_window_that_ended_without_closing_is_locked_at_the_door(
    qtbot: QtBot, qapp: QApplication, ordered: Path
) -> None:
    workspace = Workspace.unlock(ordered, PASSWORD)
    with pytest.raises(Exception, match="has the work on it locked"):
        central.sync_now(workspace.database, workspace.files)
    workspace.close()
    program = Program(qapp, ordered)
    program.start()
    unlock(qtbot, program)
    qtbot.waitUntil(lambda: "had the work on this laptop locked" in words(program.at_door), timeout=LONG)
    assert program.bench is None
    program.close()
    program.leave_door()


def test_the_window_says_that_it_is_wiped_and_closing_it_leaves_what_was_not_sent_alone(
    qtbot: QtBot, qapp: QApplication, ordered: Path, server: Loopback
) -> None:
    workspace = Workspace.unlock(ordered, PASSWORD)
    locking.order(server.database, keys_of(workspace.database).device, wipe=True)
    workspace.close()
    program = Program(qapp, ordered)
    bench = walk_in(qtbot, program)

    bench.syncing.now()

    qtbot.waitUntil(lambda: "has the work on it wiped" in words(bench.window), timeout=LONG)
    assert "stays on this laptop, sealed for them" in words(bench.window)
    program.close()
    assert {path.name for path in ordered.iterdir()} <= {KEY_FILE, LEFT, "lock"}
    assert (ordered / LEFT).exists()
    again = Program(qapp, ordered)
    again.start()
    qtbot.waitUntil(lambda: "had the work on this laptop wiped" in words(again.at_door), timeout=LONG)
    again.close()
    again.leave_door()


@pytest.mark.slow
def test_the_command_line_says_so_and_locks_and_the_servers_opens_it_again(
    ordered: Path, server: Loopback, tmp_path: Path
) -> None:
    here = ("--workspace", str(ordered))
    done = wopfield("sync", *here, WOPFIELD_PASSWORD=PASSWORD)
    assert done.returncode == 1
    assert "has the work on it locked" in done.stderr
    assert "Traceback" not in done.stderr
    done = wopfield("backup", *here, WOPFIELD_PASSWORD=PASSWORD)
    assert done.returncode == 1
    assert "Hand the laptop or that folder to them" in done.stderr

    folder = ("--folder", str(tmp_path / "server"))
    done = wopfield("admin", "open-workspace", str(ordered), *folder, WOPFIELD_NEW_PASSWORD="a wheel that turns once")

    assert done.returncode == 0, done.stderr
    assert "opens with the new password" in done.stdout
    assert "revoke-laptop --enable" in done.stdout
    assert wopfield("backup", *here, WOPFIELD_PASSWORD="a wheel that turns once").returncode == 0
