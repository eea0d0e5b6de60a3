"""Keep the counts on rail, tabs and header true, and a backup at hand."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from wopfield.ui.job import Work
from wopfield.ui.operations import Operations
from wopfield.ui.screen import Place, ServerState
from wopfield.ui.window import Window

if TYPE_CHECKING:
    from wopfield.store.database import Session
    from wopfield.store.workspace import Workspace

_SETTLE_MS = 250
"""Changes come in bursts; counts follow once they pause."""
_BACKUP_MS = 30 * 60 * 1000
_PLUGGED_IN_MS = 60 * 1000
"""So often it is looked whether the second place of backups is there and lacks the newest, and whether it is a new day
on which files are to be checked."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What stands on the marks: conflicts, what was refused, late actions, doubtful figures, and the server's state."""

    conflicts: int
    refused: int
    late: int
    doubts: int
    server: ServerState


class Watch(QObject):
    """Look again after each change, and back up every half hour in which something changed."""

    def __init__(
        self, window: Window, operations: Operations, workspace: "Workspace", today: Callable[[], date]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._operations = operations
        self._workspace = workspace
        self._today = today
        self._changed_since_backup = False
        self._settling = QTimer(self, interval=_SETTLE_MS, singleShot=True)
        self._settling.timeout.connect(self._look)
        self._backing_up = QTimer(self, interval=_BACKUP_MS)
        self._backing_up.timeout.connect(self._back_up)
        self._backing_up.start()
        self._plugged_in = QTimer(self, interval=_PLUGGED_IN_MS)
        self._plugged_in.timeout.connect(lambda: operations.background(self._keep_second_place_up))
        self._plugged_in.timeout.connect(lambda: operations.background(self.check_files))
        self._plugged_in.start()
        operations.changed.connect(self._note)
        window.opened.connect(self._settle)
        self._settle()

    @property
    def changed_since_backup(self) -> bool:
        """Return whether something changed after the last backup that was made by itself."""
        return self._changed_since_backup

    def check_files(self, work: Work) -> None:
        """Read photos and documents once a day, with a server or without: a damaged one is told of."""
        from wopfield.sync.pieces import check_pieces
        from wopfield.ui.syncing import EXCHANGE

        def go_on() -> bool:
            work.at(0, 0)  # raises where it was stopped
            return True

        if check_pieces(self._workspace.database, self._workspace.files, go_on):
            self._operations.announce(frozenset({EXCHANGE}))

    def close(self) -> None:
        """Look no more: the window may stand for a while after the workspace was closed."""
        for timer in (self._settling, self._backing_up, self._plugged_in):
            timer.stop()

    def _note(self, _nouns: object) -> None:
        self._changed_since_backup = True
        self._settling.start()

    def _settle(self, _place: object = None) -> None:
        self._settling.start()

    def _look(self) -> None:
        place: Place | None = self._window.place
        scope = place.get("partnership") if place is not None else ""
        self._operations.read(partial(count, scope=scope, today=self._today()), self._show)

    def _show(self, counts: Counts) -> None:
        self._window.show_marks(
            rail={"sync": counts.conflicts + counts.refused},
            tabs={"plan": counts.late, "indicators": counts.doubts},
            server=counts.server,
        )

    def _back_up(self) -> None:
        if self._changed_since_backup:
            self._changed_since_backup = False
            self._operations.background(self._copy)

    def _copy(self, _work: Work) -> None:
        self._workspace.back_up("by-itself")

    def _keep_second_place_up(self, _work: Work) -> None:
        self._workspace.keep_second_place_up()


def count(session: "Session", scope: str, today: date) -> Counts:
    """Count what somebody should act on; ``scope`` is the partnership that is open, or empty."""
    from wopfield.checklists.library import indicator_catalogue
    from wopfield.store import actions, indicators, partnerships
    from wopfield.sync.standing import count_waiting, status

    late = doubts = 0
    pair = partnerships.find(session, scope) if scope else None
    if pair is not None:
        late = sum(1 for row in actions.of_partnership(session, scope) if actions.days_late(row, today))
        catalogue = indicator_catalogue()
        rows = indicators.by_place(indicators.of_utility(session, scope, pair.partnership.mentee))
        found = indicators.doubts(indicators.figures(rows.values(), catalogue), catalogue)
        doubts = sum(1 for at, doubt in found.items() if not indicators.is_kept(rows.get((at[0], at[1])), doubt))
    state = status(session)
    contact = datetime.fromisoformat(state.last_contact) if state.last_contact else None
    server = ServerState(
        count_waiting(session),
        contact,
        state.not_taken,
        online=state.reached,
        connected=bool(state.address),
        files=state.files_waiting,
        asks=bool(state.address) and not state.connected,
    )
    return Counts(state.conflicts, state.refused, late, doubts, server)
