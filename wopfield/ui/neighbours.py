"""Laptops nearby, as long as the window is open: show this one, find others, be paired, and share.

Paired laptops share when they come near, and again when something waits for them; a person may press the button at any
time. Everything that waits for the network runs beside the window.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from wopfield.errors import NoConnection
from wopfield.language import _
from wopfield.ui.operations import Operations, Work
from wopfield.ui.syncing import EXCHANGE

if TYPE_CHECKING:
    from wopfield.store.colleagues import Colleague
    from wopfield.store.workspace import Workspace
    from wopfield.sync.lan import Address
    from wopfield.sync.lan_server import Answering
    from wopfield.sync.meeting import Outcome, Step
    from wopfield.sync.nearby import Found, Nearby
    from wopfield.sync.pairing import Comparison

COLLEAGUE = "colleague"
"""What ``Operations.changed`` carries besides nouns when something of a paired laptop has changed."""

VISIBLE = "visible nearby"
"""Kept on this laptop: not empty while it shows itself to others."""

EVERY_MS = 60_000


@dataclass(frozen=True, slots=True)
class Run:
    """A run of sharing with one laptop, or how the last one ended."""

    running: bool = False
    done: int = 0
    total: int = 0
    stopping: bool = False
    trouble: Exception | None = None


class Neighbours(QObject):
    """``changed`` says that what can be shown has changed; ``compare`` brings digits to be compared."""

    changed = Signal()
    compare = Signal(object)
    """A ``Comparison`` that both people are to look at."""
    paired = Signal(str)
    """The device that has just been paired from here."""
    _heard = Signal()
    _stepped = Signal(str, int, int)
    _asked = Signal(object)

    def __init__(
        self,
        operations: Operations,
        workspace: "Workspace",
        parent: QObject | None = None,
        *,
        interfaces: Sequence[str] | None = None,
        every_ms: int = EVERY_MS,
    ) -> None:
        super().__init__(parent)
        self._operations = operations
        self._workspace = workspace
        self._interfaces = interfaces
        self._answering: Answering | None = None
        self._nearby: Nearby | None = None
        self._opening = False
        self._closed = False
        self.visible = False
        self.trouble: Exception | None = None
        """Why this laptop cannot show itself, or could not be paired."""
        self.comparison: Comparison | None = None
        self.pairing = ""
        """The laptop that is being asked to be paired; empty when none is."""
        self._runs: dict[str, Run] = {}
        self._stops: dict[str, Event] = {}
        self._near: frozenset[str] = frozenset()
        self._clock = QTimer(self)
        self._clock.setInterval(every_ms)
        self._clock.timeout.connect(self._share_what_waits)
        self._heard.connect(self._look_again, Qt.ConnectionType.QueuedConnection)
        self._stepped.connect(self._at, Qt.ConnectionType.QueuedConnection)
        self._asked.connect(self._show_comparison, Qt.ConnectionType.QueuedConnection)

    # ── what can be shown ────────────────────────────────────────────────────────────────────────────────────

    @property
    def found(self) -> "Sequence[Found]":
        """Return the laptops that show themselves now."""
        return self._nearby.found() if self._nearby is not None else ()

    @property
    def port(self) -> int:
        """Return where this laptop answers; 0 while it does not."""
        return self._answering.port if self._answering is not None else 0

    def run_of(self, device: str) -> Run:
        """Return how sharing with a laptop stands."""
        return self._runs.get(device, Run())

    # ── what people ask ──────────────────────────────────────────────────────────────────────────────────────

    def start(self) -> None:
        """Show this laptop if it did when the window was last closed."""
        self._operations.read(_was_visible, self._start_if)

    def set_visible(self, visible: bool) -> None:
        """Show this laptop to others and look for them, or do neither."""
        self._operations.jot(partial(_keep_visible, visible))
        if visible:
            self._open()
        else:
            self._operations.background(self._shut, self._is_shut)

    def pair(self, laptop: str, addresses: "Sequence[Address]") -> None:
        """Ask a laptop to be paired; its digits come by ``compare``."""
        if self.pairing:
            return
        self.pairing, self.trouble = laptop, None
        self.changed.emit()

        def ask(_work: Work) -> "Colleague":
            from wopfield.sync import lan

            return lan.pair(self._workspace.database, addresses, self._asked.emit)

        self._operations.background(ask, self._is_paired, self._not_paired)

    def pair_at(self, typed: str) -> None:
        """Ask the laptop at a typed address to be paired.

        Raises:
            WrongAddress: it is none.
        """
        from wopfield.sync.lan import read_address

        self.pair(typed, [read_address(typed)])

    def share(self, device: str) -> None:
        """Share with a paired laptop now, unless it does already."""
        if self._closed or self.run_of(device).running:
            return
        stop = self._stops[device] = Event()
        self._become(device, Run(running=True))
        addresses = next((each.addresses for each in self.found if each.device == device), ())
        work = partial(_share, self._workspace, device, addresses, stop, partial(self._stepped.emit, device))
        self._operations.background(work, partial(self._shared, device), partial(self._not_shared, device))

    def stop(self, device: str) -> None:
        """Ask a run to end between two messages; what has arrived stays."""
        if device in self._stops:
            self._stops[device].set()
            self._become(device, replace(self.run_of(device), stopping=True))

    def close(self) -> None:
        """End everything."""
        self._closed = True
        self._clock.stop()
        for stop in self._stops.values():
            stop.set()
        if self.comparison is not None:
            self.comparison.say(False)
        self._shut(None)

    # ── coming and going ─────────────────────────────────────────────────────────────────────────────────────

    def _start_if(self, visible: bool) -> None:
        if visible:
            self._open()

    def _open(self) -> None:
        if self._opening or self._answering is not None or self._closed:
            return
        self._opening, self.visible, self.trouble = True, True, None
        self.changed.emit()
        self._operations.background(self._opened, self._is_open, self._not_open)

    def _opened(self, _work: Work) -> "tuple[Answering, Nearby]":
        from wopfield.store import kept
        from wopfield.sync.device import keys_of
        from wopfield.sync.lan_server import Answering
        from wopfield.sync.nearby import Nearby
        from wopfield.sync.program import program_version

        database = self._workspace.database
        answering = Answering(database, self._workspace.files, self._taken, self._asked.emit)
        try:
            nearby = Nearby(keys_of(database).device, lambda _found: self._heard.emit(), self._interfaces)
            with database.read() as session:
                laptop = kept.get(session, kept.LAPTOP)
            nearby.show_itself(laptop, program_version(), answering.port)
        except BaseException:
            answering.close()
            raise
        return answering, nearby

    def _is_open(self, both: "tuple[Answering, Nearby]") -> None:
        self._opening = False
        self._answering, self._nearby = both
        if self._closed or not self.visible:
            self._operations.background(self._shut, self._is_shut)
            return
        self._clock.start()
        self._look_again()

    def _not_open(self, error: Exception) -> None:
        self._opening, self.visible, self.trouble = False, False, error
        self.changed.emit()

    def _shut(self, _work: Work | None) -> None:
        answering, nearby = self._answering, self._nearby
        self._answering = self._nearby = None
        self.visible = False
        if nearby is not None:
            nearby.close()
        if answering is not None:
            answering.close()

    def _is_shut(self, _done: None) -> None:
        self._clock.stop()
        self._near = frozenset()
        self.changed.emit()

    def _look_again(self) -> None:
        near = frozenset(each.device for each in self.found)
        came, self._near = near - self._near, near
        self.changed.emit()
        if came:
            self._operations.read(partial(_paired_of, came), self._share_all)

    # ── pairing ──────────────────────────────────────────────────────────────────────────────────────────────

    def _show_comparison(self, comparison: "Comparison") -> None:
        if self._closed:
            comparison.say(False)
            return
        self.comparison = comparison
        self.compare.emit(comparison)
        self.changed.emit()

    def end_comparison(self) -> None:
        """Show the digits no more."""
        self.comparison = None
        self.changed.emit()

    def _is_paired(self, colleague: "Colleague") -> None:
        self.pairing, self.comparison = "", None
        self._operations.announce(frozenset({COLLEAGUE}))
        self.paired.emit(colleague.device)
        self.changed.emit()

    def _not_paired(self, error: Exception) -> None:
        self.pairing, self.comparison, self.trouble = "", None, error
        self.changed.emit()

    # ── sharing ──────────────────────────────────────────────────────────────────────────────────────────────

    def _taken(self, nouns: frozenset[str]) -> None:
        self._operations.announce(nouns | {COLLEAGUE, EXCHANGE})

    def _share_what_waits(self) -> None:
        self._operations.read(partial(_waiting_for, self._near), self._share_all)

    def _share_all(self, devices: Sequence[str]) -> None:
        for device in devices:
            self.share(device)

    def _at(self, device: str, done: int, total: int) -> None:
        run = self.run_of(device)
        if run.running:
            self._become(device, replace(run, done=done, total=total))

    def _shared(self, device: str, outcome: "Outcome") -> None:
        self._become(device, Run())
        self._operations.announce(outcome.touched | {COLLEAGUE, EXCHANGE})

    def _not_shared(self, device: str, error: Exception) -> None:
        self._become(device, Run(trouble=error))
        self._operations.announce(frozenset({COLLEAGUE, EXCHANGE}))

    def _become(self, device: str, run: Run) -> None:
        self._runs[device] = run
        self.changed.emit()


# ── in the working threads ───────────────────────────────────────────────────────────────────────────────────


def _was_visible(session: object) -> bool:
    from wopfield.store import kept

    return bool(kept.get(session, VISIBLE))  # type: ignore[arg-type]  # the store's session


def _keep_visible(visible: bool, database: object) -> None:
    from wopfield.store import kept
    from wopfield.store.database import Database

    if isinstance(database, Database):
        with database.write() as connection:
            kept.put(connection, VISIBLE, "yes" if visible else "")


def _paired_of(devices: frozenset[str], session: Mapping[str, object]) -> list[str]:
    from wopfield.store import colleagues

    connection = session.connection()  # type: ignore[attr-defined]
    return [each.device for each in colleagues.every(connection) if each.device in devices and each.allowed]


def _waiting_for(devices: frozenset[str], session: object) -> list[str]:
    from wopfield.store import exchanges

    connection = session.connection()  # type: ignore[attr-defined]
    return [
        device
        for device in _paired_of(devices, session)  # type: ignore[arg-type]
        if exchanges.count_waiting(connection, device)
    ]


def _share(
    workspace: "Workspace",
    device: str,
    addresses: "Sequence[Address]",
    stop: Event,
    tell: Callable[[int, int], object],
    _work: Work,
) -> "Outcome":
    from wopfield.store import colleagues
    from wopfield.sync import lan

    with workspace.database.look() as connection:
        colleague = colleagues.find(connection, device)
    if colleague is None:
        raise NoConnection(_("This laptop is not paired any more."))
    known = [lan.read_address(colleague.address)] if colleague.address else []
    return lan.share_with(
        workspace.database, workspace.files, colleague, [*addresses, *known], partial(_tell, tell), stop.is_set
    )


def _tell(tell: Callable[[int, int], object], step: "Step") -> None:
    done = step.sent + step.received + step.files_sent + step.files_received
    tell(done, done + step.to_send)
