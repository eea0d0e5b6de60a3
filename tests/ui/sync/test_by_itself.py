"""It syncs by itself: soon after something was entered, later after a failure, and one run at a time."""

from threading import Event

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.sync.stand_ins import LONG, PAUSE_MS, QUIET, Carrier, P, connect
from wopfield.errors import NoConnection
from wopfield.store.tables import Finding
from wopfield.store.workspace import Workspace
from wopfield.ui.operations import Operations
from wopfield.ui.pauses import Pauses
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


def test_after_each_failure_it_waits_longer_and_after_success_as_before(
    qtbot: QtBot, operations: Operations, workspace: Workspace, carrier: Carrier
) -> None:
    connect(workspace)
    carrier.trouble = NoConnection("The server cannot be reached now.")
    syncing = Syncing(operations, workspace, carrier=carrier, pauses=Pauses(1, PAUSE_MS, PAUSE_MS, 1, 50))
    syncing.start()
    qtbot.waitUntil(lambda: syncing.pause_ms == 50)
    carrier.trouble = None
    qtbot.waitUntil(lambda: syncing.pause_ms == PAUSE_MS)
    syncing.close()


def test_whoever_asks_again_and_again_makes_nobody_wait_longer(
    qtbot: QtBot, syncing: Syncing, workspace: Workspace, carrier: Carrier
) -> None:
    connect(workspace)
    carrier.trouble = NoConnection("The server cannot be reached now.")
    for _press in range(3):
        syncing.now()
        qtbot.waitUntil(lambda: not syncing.state.running)
        assert syncing.pause_ms == QUIET.after(1)


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
    syncing = Syncing(operations, workspace, carrier=carrier, pauses=Pauses(10, 10, PAUSE_MS, PAUSE_MS))
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
    syncing = Syncing(operations, workspace, carrier=carrier, pauses=Pauses(10, 0, PAUSE_MS, PAUSE_MS))
    syncing.now()
    qtbot.waitUntil(lambda: syncing.state.trouble is not None and not syncing.state.running, timeout=LONG)
    enter(qtbot, operations)
    QApplication.processEvents()
    assert (carrier.runs, syncing.state.running) == (1, False)
    syncing.close()
