"""Runs of sharing with paired laptops: when one comes near, when something waits for it, and when a person asks.

What a laptop does not take is not offered to it every minute: only what was changed here since is news.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from wopfield.ui.operations import Operations
from wopfield.ui.sharing_work import COLLEAGUE, paired_of, share_with, waiting_for
from wopfield.ui.syncing import EXCHANGE

if TYPE_CHECKING:
    from wopfield.store.workspace import Workspace
    from wopfield.sync.lan import Address
    from wopfield.sync.meeting import Outcome

EVERY_MS = 60_000
_SOON_MS = 1_500
"""So long after the last choice of what is shared it is: people tick several."""
_NEWS_MS = 10_000
"""So long after something was entered it goes to whoever is near."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of sharing with one laptop, or how the last one ended."""

    running: bool = False
    done: int = 0
    total: int = 0
    stopping: bool = False
    trouble: Exception | None = None


class Runs(QObject):
    """``changed`` says that a run began, went on or ended; ``addresses_of`` tells where a laptop answers now."""

    changed = Signal()
    _stepped = Signal(str, int, int)

    def __init__(
        self,
        operations: Operations,
        workspace: "Workspace",
        addresses_of: "Callable[[str], Sequence[Address]]",
        parent: QObject | None = None,
        *,
        every_ms: int = EVERY_MS,
    ) -> None:
        super().__init__(parent)
        self._operations, self._workspace, self._addresses_of = operations, workspace, addresses_of
        self._closed = False
        self._runs: dict[str, Run] = {}
        self._stops: dict[str, Event] = {}
        self._near: frozenset[str] = frozenset()
        self._left: dict[str, int] = {}
        """How much waited for a laptop after the last run."""
        self._changes = 0
        """Counts what was changed here: what waits of it is news."""
        self._chosen: set[str] = set()
        self._soon = QTimer(self, interval=_SOON_MS, singleShot=True)
        self._soon.timeout.connect(self._share_what_was_chosen)
        self._news = QTimer(self, interval=_NEWS_MS, singleShot=True)
        self._news.timeout.connect(self._share_what_waits)
        self._clock = QTimer(self, interval=every_ms)
        self._clock.timeout.connect(self._share_what_waits)
        operations.changed.connect(self._note_change)
        self._stepped.connect(self._at, Qt.ConnectionType.QueuedConnection)

    def of(self, device: str) -> Run:
        """Return how sharing with a laptop stands."""
        return self._runs.get(device, Run())

    def see(self, near: frozenset[str]) -> None:
        """Note which laptops are near now, and share with those that have come."""
        came, self._near = near - self._near, near
        if not near:
            self._clock.stop()
        elif not self._clock.isActive():
            self._clock.start()
        if came:
            self._operations.read(partial(paired_of, came), self._share_all)

    def share(self, device: str) -> None:
        """Share with a paired laptop now, unless it does already."""
        if self._closed or self.of(device).running:
            return
        stop = self._stops[device] = Event()
        self._become(device, Run(running=True))
        addresses = self._addresses_of(device)
        work = partial(share_with, self._workspace, device, addresses, stop, partial(self._stepped.emit, device))
        self._operations.background(work, partial(self._shared, device), partial(self._not_shared, device))

    def share_soon(self, device: str) -> None:
        """Share with a laptop that is near, once nothing more was chosen for a moment."""
        if device in self._near:
            self._chosen.add(device)
            self._soon.start()

    def stop(self, device: str) -> None:
        """Ask a run to end between two messages; what has arrived stays."""
        if device in self._stops:
            self._stops[device].set()
            self._become(device, replace(self.of(device), stopping=True))

    def close(self) -> None:
        """End every run, and begin none."""
        self._closed = True
        for timer in (self._clock, self._news, self._soon):
            timer.stop()
        for stop in self._stops.values():
            stop.set()

    # ── by itself ────────────────────────────────────────────────────────────────────────────────────────────

    def _note_change(self, nouns: frozenset[str]) -> None:
        if nouns - {COLLEAGUE, EXCHANGE}:
            self._changes += 1
            self._left.clear()
            if self._near and not self._news.isActive():
                self._news.start()

    def _note_left(self, changes: int, waiting: Mapping[str, int]) -> None:
        if changes == self._changes:
            self._left.update(waiting)

    def _share_what_waits(self) -> None:
        self._operations.read(partial(waiting_for, self._near), self._share_if_news)

    def _share_if_news(self, waiting: Mapping[str, int]) -> None:
        self._share_all([each for each, count in waiting.items() if count and count != self._left.get(each)])

    def _share_what_was_chosen(self) -> None:
        chosen, self._chosen = self._chosen, set()
        self._share_all(sorted(chosen))

    def _share_all(self, devices: Sequence[str]) -> None:
        for device in devices:
            self.share(device)

    # ── a run ────────────────────────────────────────────────────────────────────────────────────────────────

    def _at(self, device: str, done: int, total: int) -> None:
        run = self.of(device)
        if run.running:
            self._become(device, replace(run, done=done, total=total))

    def _shared(self, device: str, outcome: "Outcome") -> None:
        self._become(device, Run())
        self._operations.read(partial(waiting_for, frozenset({device})), partial(self._note_left, self._changes))
        self._operations.announce(outcome.touched | {COLLEAGUE, EXCHANGE})

    def _not_shared(self, device: str, error: Exception) -> None:
        self._become(device, Run(trouble=error))
        self._operations.announce(frozenset({COLLEAGUE, EXCHANGE}))

    def _become(self, device: str, run: Run) -> None:
        self._runs[device] = run
        self.changed.emit()
