"""Make the pages anew when what they show has changed; while some are being made, once more afterwards."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from wopfield.domain.summary import Summary
from wopfield.report.document import Printed
from wopfield.report.photographs import wanted
from wopfield.store.workspace import Workspace
from wopfield.ui.operations import Operations
from wopfield.ui.paper import Material, draft_report
from wopfield.ui.screens.report.work import copy_photos

_PAUSE_MS = 150
"""Changes come in bursts; the pages follow once they pause."""
_LONG_MS = 2000
"""What takes longer is said, and can be stopped."""


class Printing(QObject):
    """Drafts in a process of its own; photos are copied once and kept for the next time."""

    printed = Signal(object)
    failed = Signal(object)
    begun = Signal()
    lasting = Signal()
    """It takes so long that somebody may want to stop it."""

    def __init__(self, operations: Operations, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._operations, self._workspace = operations, workspace
        self._wanted: tuple[str, Summary, Mapping[str, object]] | None = None
        self._running = self._again = False
        self._any = self._stopped = False
        self._turn = 0
        """Counts what was begun: what comes of a turn that was stopped is not shown."""
        self.material: Material | None = None
        """What the newest pages are made of."""
        self._photos: dict[str, bytes] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._print)
        self._long = QTimer(self)
        self._long.setSingleShot(True)
        self._long.setInterval(_LONG_MS)
        self._long.timeout.connect(self.lasting)

    @property
    def busy(self) -> bool:
        """Return whether pages are being made, or soon will be."""
        return self._running or self._pause.isActive()

    @property
    def is_of_now(self) -> bool:
        """Return whether the newest pages are of what was asked for last: none are being made, or were stopped."""
        return not self.busy and not self._stopped

    def forget(self) -> None:
        """Begin with another report."""
        self._wanted, self._any = None, False
        self._photos = {}
        self.stop()

    def stop(self) -> None:
        """Show nothing of what is being made; the pages before stay."""
        self._turn += 1
        self._running = self._again = False
        self._stopped = True
        self._pause.stop()
        self._long.stop()

    def ask(self, scope: str, summary: Summary, options: Mapping[str, object]) -> None:
        """Have pages made of this; at once the first time, else when changes pause."""
        self._wanted, self._stopped = (scope, summary, options), False
        self.begun.emit()
        if self._any:
            self._pause.start()
        else:
            self._print()

    def _print(self) -> None:
        if self._wanted is None:
            return
        if self._running:
            self._again = True
            return
        self._running = True
        self._turn += 1
        self._long.start()
        self.begun.emit()
        scope, missing = self._wanted[0], self._needed() - self._photos.keys()
        if missing:
            copy = partial(copy_photos, self._workspace, scope, missing)
            self._operations.background(copy, partial(self._have_photos, self._turn), partial(self._fail, self._turn))
        else:
            self._send()

    def _needed(self) -> frozenset[str]:
        if self._wanted is None:
            return frozenset()
        _scope, summary, options = self._wanted
        sections = options.get("sections", ())
        if not isinstance(sections, tuple) or not {"photos", "sites"}.intersection(sections):
            return frozenset()
        return wanted(summary)

    def _have_photos(self, turn: int, copies: dict[str, bytes]) -> None:
        if turn == self._turn:
            # One that has not arrived is asked for again the next time pages are made.
            self._photos |= copies
            self._send()

    def _send(self) -> None:
        if self._wanted is None:
            self._running = False
            return
        _scope, summary, options = self._wanted
        photos = {sha256: self._photos[sha256] for sha256 in self._needed() & self._photos.keys()}
        self.material = (summary, photos, options, str(options.get("language", "en")))
        done, fail = partial(self._done, self._turn), partial(self._fail, self._turn)
        self._operations.work(draft_report, *self.material, then=done, otherwise=fail)

    def _done(self, turn: int, printed: Printed) -> None:
        if turn != self._turn:
            return
        self._running = False
        self._long.stop()
        if self._again:
            self._again = False
            self._print()
            return
        self._any = True
        self.printed.emit(printed)

    def _fail(self, turn: int, error: Exception) -> None:
        if turn == self._turn:
            self.stop()
            self.failed.emit(error)
