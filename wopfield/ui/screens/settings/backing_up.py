"""What is done with backups: one made, a second place chosen or given up, each away from the window's thread."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from wopfield.language import _
from wopfield.store import second_place
from wopfield.store.workspace import Workspace
from wopfield.ui.backing_up import back_up_by_hand
from wopfield.ui.job import Work
from wopfield.ui.operations import Operations
from wopfield.ui.screens.settings.backups import Backups
from wopfield.ui.screens.settings.second_place import ChooseFolder


class BackingUp(QObject):
    """Does what the card of backups asks for; ``called`` tells what this laptop is called."""

    told = Signal(str)
    done = Signal()
    """What there is has changed."""

    def __init__(
        self,
        operations: Operations,
        workspace: Workspace,
        card: Backups,
        choose: ChooseFolder,
        called: Callable[[], str],
    ) -> None:
        super().__init__(card)
        self._operations, self._workspace, self._card = operations, workspace, card
        self._choose, self._called = choose, called
        card.back_up_asked.connect(self.back_up)
        card.place_asked.connect(self._choose_place)
        card.place_given_up.connect(self._give_place_up)

    def back_up(self) -> None:
        """Make a backup now."""
        self._card.show_busy(True)
        back_up_by_hand(self._operations, self._workspace, self._backed_up, self._failed)

    def _backed_up(self, _name: str) -> None:
        self._end(_("A checked backup is on this laptop."))

    def _choose_place(self) -> None:
        chosen = self._choose(self._card, _("Choose a folder on a stick or another disk"))
        if not chosen:
            return
        self._card.show_busy(True)
        workspace, name = self._workspace, self._called()

        def choose() -> None:
            second_place.choose(workspace.database, workspace.folder, Path(chosen), name)

        back_up_by_hand(self._operations, workspace, self._backed_up_twice, self._failed, choose)

    def _backed_up_twice(self, _name: str) -> None:
        self._end(_("Backups are kept in the second place too from now on."))

    def _give_place_up(self) -> None:
        database = self._workspace.database

        def give_up(_work: Work) -> None:
            second_place.give_up(database)

        self._operations.background(give_up, self._place_given_up)

    def _place_given_up(self, _done: None) -> None:
        self._end(_("No more backups go there; those that lie there stay."))

    def _end(self, words: str) -> None:
        self._card.show_busy(False)
        self.told.emit(words)
        self.done.emit()

    def _failed(self, error: Exception) -> None:
        self._card.show_busy(False)
        self._operations.failed.emit(error)
