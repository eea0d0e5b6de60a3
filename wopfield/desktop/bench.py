"""The working desk on one open workspace: operations, window, counts, and the sync that runs by itself."""

from contextlib import suppress
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from wopfield.desktop.find import find
from wopfield.desktop.watch import Watch
from wopfield.desktop.ways import Surroundings, ways
from wopfield.errors import ShutOut, Trouble
from wopfield.language import _
from wopfield.ui.dress import dress
from wopfield.ui.neighbours import Neighbours
from wopfield.ui.operations import Operations
from wopfield.ui.screen import Place
from wopfield.ui.shell.header import Person
from wopfield.ui.syncing import Syncing
from wopfield.ui.theme import Theme
from wopfield.ui.tongue import speak_in
from wopfield.ui.window import Window

if TYPE_CHECKING:
    from wopfield.desktop.network import Network
    from wopfield.desktop.opening import Opened
    from wopfield.store.workspace import Workspace
    from wopfield.sync.meeting import Outcome
    from wopfield.sync.pairing import Comparison


class Bench(QObject):
    """Everything that lives while a workspace is open."""

    lock_requested = Signal()
    look_chosen = Signal(object)
    """The theme everything is shown in from now on."""
    language_chosen = Signal(str)
    bring_back_requested = Signal(str)
    """A backup, by its name; the workspace has to be closed for it."""

    def __init__(self, application: QApplication, opened: "Opened", theme: Theme) -> None:
        super().__init__()
        self._application = application
        self.workspace = opened.workspace
        self.operations = Operations(opened.workspace.database, opened.person, saved_at=_last_entered(opened.workspace))
        self.syncing = Syncing(self.operations, opened.workspace, self, watch_network=_network)
        self.neighbours = Neighbours(self.operations, opened.workspace, self)
        surroundings = Surroundings(
            opened.workspace,
            opened.person,
            date.today,
            self.syncing,
            self.neighbours,
            self.bring_back_requested.emit,
            self.show_in,
            self.speak,
        )
        self.window = Window(
            theme, ways(surroundings), self.operations, Person(opened.name, opened.function), find=find
        )
        self.window.lock_requested.connect(self.lock_requested)
        self._watch = Watch(self.window, self.operations, opened.workspace, date.today)
        self.syncing.changed.connect(self._tell_shut_out)
        self._told: Outcome | None = None
        self.syncing.changed.connect(self._tell_copied)
        self.neighbours.compare.connect(self._tell_digits)
        self.neighbours.came.connect(self.syncing.look_again)
        self.syncing.network_came.connect(self.neighbours.look_at_network)
        self.syncing.start()
        self.neighbours.start()
        self.window.go(Place("home"))

    def close(self, *, leaving: bool = False) -> None:
        """Finish every change and close the workspace; ``leaving`` it for today, with a backup of what changed."""
        self.window.close()
        changed = self._watch.changed_since_backup or self.operations.pending > 0
        self.syncing.close()
        self.neighbours.close()
        self.operations.close()
        self._watch.close()  # what the last changes told it would otherwise be looked at when nobody can any more
        if leaving:
            _back_up(self.workspace, changed=changed)
        _obey(self.workspace)
        self.workspace.close()

    def _tell_shut_out(self) -> None:
        state = self.syncing.state
        if isinstance(state.trouble, ShutOut) and not state.running:
            self.window.complain(state.trouble)

    def _tell_copied(self) -> None:
        """Tell once that a laptop was copied, where an exchange has shown it: its person may know of no copy."""
        outcome = self.syncing.state.outcome
        if outcome is not None and outcome is not self._told and outcome.copied:
            self._told = outcome
            self.window.tell(_("A laptop was copied, and both copies went on. Both lines of work are kept."))

    def _tell_digits(self, comparison: "Comparison") -> None:
        """Tell whoever is somewhere else that a colleague waits for six digits to be compared."""
        place = self.window.place
        if place is None or place.name != "sync":
            who = comparison.card.name or comparison.card.laptop
            words = _("{name} waits beside you: compare six digits to share.", name=who)
            self.window.tell(words, partial(self.window.go, Place("sync", at="nearby")), button=_("Show them"))

    def show_in(self, theme: Theme) -> None:
        """Show everything in another look, text size or size of buttons."""
        dress(self._application, theme)
        self.window.restyle(theme)
        self.look_chosen.emit(theme)

    def speak(self, code: str) -> None:
        """Say everything in another language."""
        speak_in(self._application, code)
        self.window.restyle(self.window.theme)
        self.language_chosen.emit(code)


def _last_entered(workspace: "Workspace") -> datetime | None:
    """Return when something was last entered here before the program was opened; None where no clock was right then."""
    from wopfield.store.log import newest_own

    with workspace.database.look() as connection:
        last = newest_own(connection)
    return last.astimezone() if last is not None and last <= workspace.database.clock() else None


def _back_up(workspace: "Workspace", *, changed: bool) -> None:
    """Back up what changed, unless that was done a moment ago; nobody is there any more to be told what went wrong."""
    with suppress(Trouble):
        if changed and not workspace.is_backed_up():
            workspace.back_up("on-leaving")
        else:
            workspace.keep_second_place_up()


def _obey(workspace: "Workspace") -> None:
    """Lock or wipe a workspace whose person was told so while it was open."""
    from wopfield.store import kept

    with workspace.database.look() as connection:
        ordered = bool(kept.get(connection, kept.LOCK_ORDER))
    if ordered:
        from wopfield.sync.locking import carry_out_order

        carry_out_order(workspace)


def _network(parent: QObject) -> "Network":
    from wopfield.desktop.network import Network

    return Network(parent)
