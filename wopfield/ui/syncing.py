"""Sync with the server by itself and on request: one run at a time, beside everything else, never in the way.

After a run that got through, the next follows in some minutes, or soon after something was entered; after one that
did not, the pause grows, and what is entered meanwhile waits for it. A sign that something has changed ends it: another
network, a laptop that woke or that appears nearby, a person who asks. Where the server wants the password again,
nothing is tried until somebody signs in; who was shut out may be let in again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal, SignalInstance

from wopfield.errors import ShutOut, SignInRefused
from wopfield.ui.job import Work
from wopfield.ui.operations import Operations
from wopfield.ui.pauses import USUAL, Pauses

if TYPE_CHECKING:
    from wopfield.store.database import Database
    from wopfield.store.files import FileStore
    from wopfield.store.workspace import Workspace
    from wopfield.sync.central import Connected, Outcome, Step

EXCHANGE = "exchange"
"""What ``Operations.changed`` carries besides nouns when a run has ended: the list of exchanges has a new line."""


class Carrier(Protocol):
    """How the server is reached; ``central`` of the package ``sync``, or what a test puts in its place."""

    def connect(
        self, database: "Database", address: str, email: str, password: str, device_name: str, /
    ) -> "Connected": ...

    def disconnect(self, database: "Database", /) -> None: ...

    def sync_now(
        self,
        database: "Database",
        files: "FileStore | None",
        progress: "Callable[[Step], None]",
        stop: Callable[[], bool],
        /,
    ) -> "Outcome": ...


class Network(Protocol):
    """What the system says of the network: ``came`` is emitted when the internet may be reached again."""

    came: SignalInstance

    def costs(self) -> bool:
        """Return whether what goes over it may cost money: it is metered, or a mobile one."""


class Central:
    """The way to the central server; its library is imported when it is first used."""

    def connect(
        self, database: "Database", address: str, email: str, password: str, device_name: str, /
    ) -> "Connected":
        from wopfield.sync import central

        return central.connect(database, address, email, password, device_name)

    def disconnect(self, database: "Database", /) -> None:
        from wopfield.sync import central

        central.disconnect(database)

    def sync_now(
        self,
        database: "Database",
        files: "FileStore | None",
        progress: "Callable[[Step], None]",
        stop: Callable[[], bool],
        /,
    ) -> "Outcome":
        from wopfield.sync import central

        return central.sync_now(database, files, progress, stop)


@dataclass(frozen=True, slots=True)
class SyncState:
    """How syncing stands now, for those who show it."""

    running: bool = False
    done: int = 0
    total: int = 0
    stopping: bool = False
    trouble: Exception | None = None
    """Why the last run did not get through; None after one that did, or once something does in the one that runs."""
    outcome: "Outcome | None" = None
    """What the last run came to; None before the first."""


class Syncing(QObject):
    """Runs exchanges; ``changed`` says that the state has changed."""

    changed = Signal()
    network_came = Signal()
    """The network came, or is another one, as far as the system tells."""
    _stepped = Signal(int, int)
    # Its own signal and not the job's, which a quick run would emit before anybody could have connected to it.

    def __init__(
        self,
        operations: Operations,
        workspace: "Workspace",
        parent: QObject | None = None,
        *,
        carrier: Carrier | None = None,
        watch_network: Callable[[QObject], Network] | None = None,
        pauses: Pauses = USUAL,
    ) -> None:
        super().__init__(parent)
        self.carrier: Carrier = carrier or Central()
        self._operations = operations
        self._workspace = workspace
        self._pauses = pauses
        self._failures = 0
        """So many runs in a row did not get through since the last sign that one may."""
        self._signed = False
        """Such a sign came during the run."""
        self._ended_at = QElapsedTimer()
        self._entered = False
        self._watch_network = watch_network
        self._network: Network | None = None
        self._stop = Event()
        self._state = SyncState()
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self._begin)
        operations.changed.connect(self._changed)
        self._stepped.connect(self._at, Qt.ConnectionType.QueuedConnection)

    @property
    def state(self) -> SyncState:
        """Return how it stands."""
        return self._state

    @property
    def pause_ms(self) -> int:
        """Return how long it waits between runs now."""
        return self._pauses.after(self._failures)

    def start(self) -> None:
        """Sync by itself from now on."""
        self._clock.start(self._pauses.first_ms)

    def now(self) -> None:
        """Sync now, unless it does already, because somebody wants it: should it fail, it is tried again soon."""
        self._failures = 0
        self._begin()

    def look_again(self) -> None:
        """Try soon, however long the pause had grown: there is a sign that the server may be reached now."""
        self._failures = 0
        self._signed = self._state.running
        if self._clock.isActive():
            since = self._ended_at.elapsed() if self._ended_at.isValid() else self._pauses.first_ms
            self._clock.start(self._pauses.at_sign(self._clock.remainingTime(), since))

    def _begin(self) -> None:
        if self._state.running:
            return
        self._look_at_network()
        self._clock.stop()
        self._stop.clear()
        self._entered = self._signed = False
        before = self._state
        self._become(SyncState(running=True, trouble=before.trouble, outcome=before.outcome))
        work = partial(_run, self._workspace, self.carrier, self.costs(), self._stop, self._stepped.emit)
        self._operations.background(work, self._ended, self._failed)

    def costs(self) -> bool:
        """Return whether what goes over the network may cost money; where the system does not tell, it does not."""
        return self._network is not None and self._network.costs()

    def stop(self) -> None:
        """Ask the run to end between two messages; what has arrived stays."""
        self._stop.set()
        if self._state.running:
            state = self._state
            self._become(SyncState(True, state.done, state.total, True, state.trouble, state.outcome))

    def close(self) -> None:
        """End what runs and start nothing more."""
        self._clock.stop()
        self._stop.set()

    def _look_at_network(self) -> None:
        """Ask the system about the network from the first run on; loading what it takes would delay the window."""
        if self._network is None and self._watch_network is not None:
            self._network = self._watch_network(self)
            self._network.came.connect(self.network_came)
            self._network.came.connect(self.look_again)

    def _changed(self, nouns: frozenset[str]) -> None:
        """Send soon what was entered here; what an exchange brought is no reason for another."""
        if EXCHANGE in nouns:
            return
        self._entered = True
        if not self._state.running and self._clock.isActive() and self._goes_soon():
            self._clock.start(min(self._pauses.soon_ms, self._clock.remainingTime()))

    def _goes_soon(self) -> bool:
        got_through = self._state.outcome is not None and self._state.trouble is None
        return self._entered and got_through and not self.costs()

    def _at(self, done: int, total: int) -> None:
        state = self._state
        if state.running:
            trouble = None if done else state.trouble  # something got through, so what was in the way is gone
            self._become(SyncState(True, done, total, state.stopping, trouble, state.outcome))

    def _ended(self, outcome: "Outcome | None") -> None:
        self._failures = 0
        self._ended_at.start()
        if outcome is None:  # not connected to a server
            self._become(SyncState())
            return
        self._become(SyncState(outcome=outcome))
        self._clock.start(self._pauses.soon_ms if self._goes_soon() else self.pause_ms)
        self._operations.announce(outcome.touched | {EXCHANGE})

    def _failed(self, error: Exception) -> None:
        self._become(SyncState(trouble=error, outcome=self._state.outcome))
        self._ended_at.start()
        if not isinstance(error, SignInRefused) or isinstance(error, ShutOut):
            self._failures += 1
            self._clock.start(self.pause_ms)
            if self._signed:
                self.look_again()
        self._operations.announce(frozenset({EXCHANGE}))

    def _become(self, state: SyncState) -> None:
        self._state = state
        self.changed.emit()


def _run(
    workspace: "Workspace",
    carrier: Carrier,
    costs: bool,
    stop: Event,
    tell: Callable[[int, int], object],
    hand: Work,
) -> "Outcome | None":
    from wopfield.store import kept
    from wopfield.sync.device import home

    hand.catch_up()
    with workspace.database.look() as connection:
        at = home(connection)
        wait = costs and bool(kept.get(connection, kept.FILES_ON_WIFI))
    if at is None or not at.token:
        return None
    files = None if wait else workspace.files
    return carrier.sync_now(workspace.database, files, partial(_tell, tell), stop.is_set)


def _tell(tell: Callable[[int, int], object], step: "Step") -> None:
    done = step.sent + step.received + step.files_sent + step.files_received
    tell(done, done + step.to_send + step.files_left)
