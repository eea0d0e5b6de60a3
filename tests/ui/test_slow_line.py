"""Over the worst lines there are, a thousand edits arrive exactly once and the window never stands still."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from tests.bad_network import Fault, before
from tests.benchmarks.test_push_speed import begin_partnership, write_ratings
from tests.served import Served, serving
from tests.servers import begin
from wopfield.store.log_tables import ENTRY
from wopfield.store.rows import table
from wopfield.store.tables import Answer
from wopfield.store.workspace import Workspace
from wopfield.sync import central
from wopfield.ui.operations import Operations
from wopfield.ui.pauses import Pauses
from wopfield.ui.screens.sync import SyncScreen
from wopfield.ui.syncing import Syncing
from wopfield.ui.theme import Theme

EDITS = 1000
SLOW = 64_000 / 8
LATE = 0.5
SECRET = "a valve nobody turns"
LONG = 120_000

pytestmark = [pytest.mark.slow, pytest.mark.alone]


def waited() -> float:
    """Return how long this thread was ready while the machine did something else; 0 if nobody tells.

    Of this one alone: reading those of fifty threads at each beat took longer than what is measured.
    """
    with suppress(OSError):
        return int(Path("/proc/thread-self/schedstat").read_text().split()[1]) / 1e9
    return 0.0


class Heart:
    """Beats in the window's thread, and keeps the longest time between two beats; what others took does not count."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._last, self._waited = time.perf_counter(), waited()
        self._timer = QTimer()
        self._timer.setInterval(5)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now, others = time.perf_counter(), waited()
        self.longest = max(self.longest, now - self._last - max(0.0, others - self._waited))
        self._last, self._waited = now, others

    def since(self) -> float:
        """Return the longest pause in seconds since this was last asked."""
        longest, self.longest = self.longest, 0.0
        return longest


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Served]:
    with serving(tmp_path / "server") as running:
        running.add_person("Amina Diallo", "amina@example.org", SECRET)
        yield running


@dataclass
class Shown:
    """A laptop with a thousand edits to send, its sync screen, and the beat of its window."""

    syncing: Syncing
    heart: Heart
    scope: str
    alone: float
    """The longest pause of the window while nothing was exchanged."""


@contextmanager
def shown(qtbot: QtBot, theme: Theme, workspace: Workspace, address: str) -> Iterator[Shown]:
    """Let somebody who has a thousand edits to send look at the sync screen."""
    person = begin(workspace.database, "amina")
    central.connect(workspace.database, address, "amina@example.org", SECRET, "amina")
    scope = begin_partnership(workspace.database, person)
    central.sync_now(workspace.database)
    write_ratings(workspace.database, scope, person, EDITS)
    operations = Operations(workspace.database, person)
    syncing = Syncing(operations, workspace, pauses=Pauses(10, every_ms=100, again_ms=200))
    screen = SyncScreen(theme, operations, workspace, syncing)
    operations.changed.connect(lambda nouns: screen.redraw() if screen.shows & nouns else None)
    qtbot.addWidget(screen)
    screen.show()
    screen.open()
    heart = Heart()
    qtbot.wait(2000)
    yield Shown(syncing, heart, scope, heart.since())
    syncing.close()
    operations.close()


def check_arrived(server: Served, scope: str) -> None:
    """See that every edit arrived, once."""
    with server.database.look() as connection:
        answers = len(connection.execute(select(table(Answer).c.id)).all())
        entries = connection.execute(
            select(func.count()).select_from(ENTRY).where(ENTRY.c.scope == scope, ENTRY.c.arrived_from != "")
        ).scalar_one()
    assert (answers, entries) == (EDITS // 2, EDITS + 1)


def test_a_thousand_edits_go_over_a_slow_and_broken_line_while_the_window_lives(
    qtbot: QtBot, theme: Theme, workspace: Workspace, server: Served
) -> None:
    network = before(server.address, SLOW, LATE)
    with network.listening() as address, shown(qtbot, theme, workspace, address) as laptop:
        network.faults += [Fault("request", 0.4), Fault("reply", 0.6)]
        began = time.perf_counter()
        laptop.syncing.now()
        qtbot.waitUntil(lambda: laptop.syncing.state.outcome is not None, timeout=LONG)
        took, paused = time.perf_counter() - began, laptop.heart.since()

    print(
        f"\n{took:.1f} s, {network.passed} bytes passed, longest pause {paused * 1000:.0f} ms"
        f" (idle {laptop.alone * 1000:.0f})"
    )
    check_arrived(server, laptop.scope)
    assert network.met == 2
    # A busy machine makes an idle window pause too; what syncing adds is what counts.
    assert paused < max(0.1, 2 * laptop.alone)


def test_a_thousand_edits_go_once_a_line_that_swallows_everything_is_let_go_while_the_window_lives(
    qtbot: QtBot, theme: Theme, workspace: Workspace, server: Served
) -> None:
    network = before(server.address)
    with network.listening() as address, shown(qtbot, theme, workspace, address) as laptop:
        network.faults += [Fault("black hole")] * 2
        laptop.syncing.now()
        qtbot.waitUntil(lambda: network.met > 0, timeout=LONG)
        assert laptop.syncing.state.running
        laptop.syncing.stop()
        qtbot.waitUntil(lambda: not laptop.syncing.state.running, timeout=LONG)
        network.faults.clear()
        laptop.syncing.now()
        qtbot.waitUntil(lambda: has_ended(laptop.syncing), timeout=LONG)
        paused = laptop.heart.since()

    print(f"\nlongest pause {paused * 1000:.0f} ms (idle {laptop.alone * 1000:.0f})")
    check_arrived(server, laptop.scope)
    assert paused < max(0.1, 2 * laptop.alone)


def has_ended(syncing: Syncing) -> bool:
    """Return whether the last sync came to its end."""
    outcome = syncing.state.outcome
    return outcome is not None and not outcome.stopped and not syncing.state.running
