"""It syncs by itself: soon after something was entered, later after a failure, and one run at a time."""

from threading import Event

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.sync.stand_ins import LONG, PAUSE_MS, Carrier, P, connect
from wopfield.errors import NoConnection
from wopfield.store.tables import Finding
from wopfield.store.workspace import Workspace
from wopfield.ui.operations import Operations
from wopfield.ui.syncing import Syncing


def test_it_syncs_by_itself_once_connected(
    qtbot: QtBot, syncing: Syncing, workspace: Workspace, carrier: Carrier
) -> None:
    connect(workspace)
    syncing.start()
    qtbot.waitUntil(lambda: syncing.state.outcome is not None)
    assert carrier.runs == 1


def test_without_a_server_nothing_is_tried(qtbot: QtBot, syncing: Syncing, carrier: Carrier) -> None:
    with qtbot.waitSignals([syncing.changed, syncing.changed]):
        syncing.now()
    assert (carrier.runs, syncing.state.trouble) == (0, None)


def test_after_a_failure_the_pause_doubles_and_after_success_it_is_as_before(
    qtbot: QtBot, syncing: Syncing, workspace: Workspace, carrier: Carrier
) -> None:
    def wait_pause(expected: int) -> None:
        qtbot.waitUntil(lambda: syncing.pause_ms == expected and not syncing.state.running)

    connect(workspace)
    carrier.trouble = NoConnection("The server cannot be reached now.")
    for expected in (2 * PAUSE_MS, 4 * PAUSE_MS):
        syncing.now()
        wait_pause(expected)
    carrier.trouble = None
    syncing.now()
    wait_pause(PAUSE_MS)


def test_two_requests_are_one_run(qtbot: QtBot, syncing: Syncing, workspace: Workspace, carrier: Carrier) -> None:
    connect(workspace)
    syncing.now()
    syncing.now()
    qtbot.waitUntil(lambda: not syncing.state.running)
    assert carrier.runs == 1


def enter(qtbot: QtBot, operations: Operations) -> None:
    with qtbot.waitSignal(operations.changed, timeout=LONG):
        operations.change(lambda editor: editor.add(Finding(scope=P, kind="gap", text="No valve works")))


def test_what_is_entered_goes_to_the_server_soon_and_not_minutes_later(
    qtbot: QtBot, operations: Operations, workspace: Workspace, carrier: Carrier
) -> None:
    connect(workspace)
    syncing = Syncing(operations, workspace, carrier=carrier, first_ms=10, soon_ms=10, every_ms=PAUSE_MS)
    syncing.start()
    qtbot.waitUntil(lambda: carrier.runs == 1 and not syncing.state.running, timeout=LONG)
    enter(qtbot, operations)
    qtbot.waitUntil(lambda: carrier.runs == 2 and not syncing.state.running, timeout=LONG)

    carrier.hold = Event()
    syncing.now()
    enter(qtbot, operations)  # while a run is under way, which may have passed it by
    carrier.hold.set()
    qtbot.waitUntil(lambda: carrier.runs == 4 and not syncing.state.running, timeout=LONG)
    syncing.close()


def test_what_is_entered_without_a_server_waits_for_the_next_try(
    qtbot: QtBot, operations: Operations, workspace: Workspace, carrier: Carrier
) -> None:
    connect(workspace)
    carrier.trouble = NoConnection("The server cannot be reached now.")
    syncing = Syncing(operations, workspace, carrier=carrier, first_ms=10, soon_ms=0, every_ms=PAUSE_MS)
    syncing.now()
    qtbot.waitUntil(lambda: syncing.state.trouble is not None and not syncing.state.running, timeout=LONG)
    enter(qtbot, operations)
    QApplication.processEvents()
    assert (carrier.runs, syncing.state.running) == (1, False)
    syncing.close()
