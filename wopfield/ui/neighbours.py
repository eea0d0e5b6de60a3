"""Laptops nearby, as long as the window is open: show this one, find others, and be paired.

Everything that waits for the network runs beside the window.
"""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from wopfield.ui.job import Stopped, Work
from wopfield.ui.operations import Operations
from wopfield.ui.runs import EVERY_MS, Runs
from wopfield.ui.sharing_work import COLLEAGUE, keep_allowed, keep_visible, was_visible
from wopfield.ui.syncing import EXCHANGE

if TYPE_CHECKING:
    from wopfield.store.colleagues import Colleague
    from wopfield.store.workspace import Workspace
    from wopfield.sync.lan import Address
    from wopfield.sync.lan_server import Answering
    from wopfield.sync.nearby import Found, Nearby
    from wopfield.sync.pairing import Comparison


class Neighbours(QObject):
    """``changed`` says that what can be shown has changed; ``compare`` brings digits to be compared."""

    changed = Signal()
    compare = Signal(object)
    """A ``Comparison`` that both people are to look at."""
    came = Signal()
    """A laptop shows itself that did not a moment ago: the network is another one, perhaps."""
    paired = Signal(str)
    """The device that has just been paired, whoever asked."""
    _heard = Signal()
    _asked = Signal(object)
    _compared = Signal(object)

    def __init__(
        self,
        operations: Operations,
        workspace: "Workspace",
        parent: QObject | None = None,
        *,
        interfaces: Callable[[], Sequence[str]] | None = None,
        every_ms: int = EVERY_MS,
    ) -> None:
        super().__init__(parent)
        self._operations = operations
        self._workspace = workspace
        self._interfaces = interfaces
        """Tells the addresses of this laptop to look from; None takes all."""
        self._shown_at: tuple[str, ...] = ()
        self._guard = Lock()
        self._both: tuple[Answering, Nearby] | None = None
        """What answers, and what looks around, while this laptop shows itself."""
        self._seen: frozenset[str] = frozenset()
        """The devices that showed themselves when it was looked last."""
        self._opening = self._shutting = self._moving = False
        self._closed = False
        self.visible = False
        self.trouble: Exception | None = None
        """Why this laptop cannot show itself, or could not be paired."""
        self.comparison: Comparison | None = None
        self.pairing = ""
        """The laptop that is being asked to be paired; empty when none is."""
        self.runs = Runs(operations, workspace, self._addresses_of, self, every_ms=every_ms)
        self.runs.changed.connect(self.changed)
        self._heard.connect(self._look_again, Qt.ConnectionType.QueuedConnection)
        self._asked.connect(self._show_comparison, Qt.ConnectionType.QueuedConnection)
        self._compared.connect(self._is_compared, Qt.ConnectionType.QueuedConnection)

    # ── what can be shown ────────────────────────────────────────────────────────────────────────────────────

    @property
    def found(self) -> "Sequence[Found]":
        """Return the laptops that show themselves now."""
        both = self._both
        return both[1].found() if both is not None and self.visible else ()

    @property
    def near(self) -> frozenset[str]:
        """Return the devices of those laptops."""
        return frozenset(each.device for each in self.found)

    def found_of(self, device: str) -> "Found | None":
        """Return a laptop that shows itself now, by its device."""
        return next((each for each in self.found if each.device == device), None)

    @property
    def port(self) -> int:
        """Return where this laptop answers; 0 while it does not."""
        both = self._both
        return both[0].port if both is not None and self.visible else 0

    # ── what people ask ──────────────────────────────────────────────────────────────────────────────────────

    def start(self) -> None:
        """Show this laptop if it did when the window was last closed."""
        self._operations.read(was_visible, self._start_if)

    def set_visible(self, visible: bool) -> None:
        """Show this laptop to others and look for them, or do neither."""
        self._operations.jot(partial(keep_visible, visible))
        if visible:
            self._open()
        else:
            if self.comparison is not None:
                self.comparison.say(False)
                self.comparison = None
            self._hide()

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

    def allow(self, device: str, allowed: bool) -> None:
        """Let a paired laptop share with this one, or not for now."""
        if not allowed:
            self.runs.stop(device)
        self._operations.jot(partial(keep_allowed, device, allowed, self._operations.announce))

    def close(self) -> None:
        """End everything."""
        with self._guard:
            self._closed = True
        self.runs.close()
        if self.comparison is not None:
            self.comparison.say(False)
        self._shut()

    # ── coming and going ─────────────────────────────────────────────────────────────────────────────────────

    def _start_if(self, visible: bool) -> None:
        if visible:
            self._open()

    def _open(self) -> None:
        if self._closed:
            return
        self.visible, self.trouble = True, None
        if self._both is None and not self._opening and not self._shutting:
            self._opening = True
            self._operations.background(self._opened, self._is_open, self._not_open)
        self.changed.emit()

    def _opened(self, _work: Work) -> None:
        from wopfield.sync.lan_server import Answering

        with ExitStack() as undone:
            answering = Answering(
                self._workspace.database,
                self._workspace.files,
                self._taken,
                self._asked.emit,
                on_compared=self._compared.emit,
                before_new=self._workspace.back_up_before_sharing,
            )
            undone.callback(answering.close)
            nearby = self._looking_around(self._addresses(), answering.port)
            undone.callback(nearby.close)
            with self._guard:
                if self._closed:
                    raise Stopped
                self._both = answering, nearby
                undone.pop_all()

    def _addresses(self) -> tuple[str, ...]:
        """Return the addresses of this laptop now."""
        from wopfield.sync.nearby import addresses_here

        return tuple((self._interfaces or addresses_here)())

    def _looking_around(self, addresses: tuple[str, ...], port: int) -> "Nearby":
        """Look around, and show this laptop at these addresses."""
        from wopfield.store import kept
        from wopfield.sync.device import keys_of
        from wopfield.sync.nearby import Nearby
        from wopfield.sync.program import program_version

        database = self._workspace.database
        with ExitStack() as undone:
            looked_from = addresses if self._interfaces is not None else None
            nearby = Nearby(keys_of(database).device, lambda _found: self._heard.emit(), looked_from)
            undone.callback(nearby.close)
            with database.read() as session:
                laptop = kept.get(session, kept.LAPTOP)
            nearby.show_itself(laptop, program_version(), port)
            self._shown_at = addresses
            undone.pop_all()
        return nearby

    def _is_open(self, _done: None) -> None:
        self._opening = False
        if self._closed:
            return
        if not self.visible:
            self._hide()
            return
        self._look_again()

    def look_at_network(self) -> None:
        """Show this laptop on the network as it is now: it may have come, or be another one."""
        from wopfield.errors import CannotReach

        if not self.visible and isinstance(self.trouble, CannotReach):
            self.start()
        elif self._both is not None and self.visible and not self._moving:
            self._moving = True
            self._operations.background(self._move, self._has_moved, self._not_moved)

    def _move(self, _work: Work) -> bool:
        """Look around from the addresses of now: at those of before nobody would find this laptop any more."""
        both, addresses = self._both, self._addresses()
        if both is None or addresses == self._shown_at:
            return False
        answering, before = both
        before.hide()
        nearby = self._looking_around(addresses, answering.port)
        with self._guard:
            still = self._both is both and not self._closed
            if still:
                self._both = answering, nearby
        (before if still else nearby).close()
        return still

    def _has_moved(self, moved: bool) -> None:
        self._moving = False
        if moved:
            self.trouble = None
        self._look_again()

    def _not_moved(self, error: Exception) -> None:
        self._moving, self.trouble = False, error
        self.changed.emit()

    def _not_open(self, error: Exception) -> None:
        self._opening, self.visible, self.trouble = False, False, error
        self.changed.emit()

    def _hide(self) -> None:
        """Show this laptop no more; somebody may want it shown again before that is done."""
        self.visible = False
        self._seen = frozenset()
        self.runs.see(self._seen)
        if not self._opening and not self._shutting:
            self._shutting = True
            self._operations.background(lambda _work: self._shut(), self._is_shut, self._not_shut)
        self.changed.emit()

    def _shut(self) -> None:
        with self._guard:
            both, self._both = self._both, None
        if both is not None:
            answering, nearby = both
            try:
                nearby.close()
            finally:
                answering.close()

    def _is_shut(self, _done: None) -> None:
        self._shutting = False
        if self.visible:
            self._open()
        self.changed.emit()

    def _not_shut(self, error: Exception) -> None:
        self.trouble = error
        self._is_shut(None)

    def _look_again(self) -> None:
        before, self._seen = self._seen, self.near
        self.runs.see(self._seen)
        self.changed.emit()
        if self._seen - before:
            self.came.emit()

    def _addresses_of(self, device: str) -> "Sequence[Address]":
        found = self.found_of(device)
        return found.addresses if found is not None else ()

    def _taken(self, nouns: frozenset[str]) -> None:
        self._operations.announce(nouns | {COLLEAGUE, EXCHANGE})

    # ── pairing ──────────────────────────────────────────────────────────────────────────────────────────────

    def _show_comparison(self, comparison: "Comparison") -> None:
        if self._closed:
            comparison.say(False)
            return
        self.comparison, self.trouble = comparison, None  # whatever went wrong before is past
        self.compare.emit(comparison)
        self.changed.emit()

    def say(self, same: bool) -> None:
        """Say whether the digits are the same on both screens; the end comes with the other person's word."""
        if self.comparison is not None:
            self.comparison.say(same)
            self.changed.emit()

    def _is_compared(self, outcome: "Colleague | Exception") -> None:
        if isinstance(outcome, Exception):
            self.comparison, self.trouble = None, outcome
            self.changed.emit()
        else:
            self._is_paired(outcome)

    def _is_paired(self, colleague: "Colleague") -> None:
        self.pairing, self.comparison, self.trouble = "", None, None
        self._operations.announce(frozenset({COLLEAGUE}))
        self.paired.emit(colleague.device)
        self.changed.emit()

    def _not_paired(self, error: Exception) -> None:
        self.pairing, self.comparison, self.trouble = "", None, error
        self.changed.emit()
