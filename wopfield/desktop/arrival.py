"""The first start from colleagues, after the workspace is made: bring their data, and find out who begins here.

What carries is the Sync centre's own: laptops nearby with the six digits, and what comes by a stick.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wopfield.errors import Trouble
from wopfield.language import _
from wopfield.ui.neighbours import Neighbours
from wopfield.ui.operations import Operations
from wopfield.ui.theme import Theme

if TYPE_CHECKING:
    from wopfield.desktop.opening import Opened
    from wopfield.store.database import Session
    from wopfield.store.newcomer import Newcomer
    from wopfield.ui.screens.welcome.arrival import Arrived


class Arrival(QObject):
    """Owns ``screen`` until it is known whose workspace it is, and the threads that bring data to it."""

    known = Signal(str)
    """The person whom colleagues had entered; empty for somebody new."""

    def __init__(self, theme: Theme, opened: "Opened", newcomer: "Newcomer") -> None:
        super().__init__()
        from wopfield.ui.screens.welcome.arrival import ArrivalScreen

        self.opened = opened
        self.newcomer = newcomer
        # Nobody writes here yet: it only takes in and reads.
        self.operations = Operations(opened.workspace.database, "", self)
        self.neighbours = Neighbours(self.operations, opened.workspace, self)
        self._carrier = QWidget()
        column = QVBoxLayout(self._carrier)
        column.setContentsMargins(0, 0, 0, 0)
        self.screen = ArrivalScreen(theme, newcomer.name, newcomer.start, self._carrier)
        self.screen.finished.connect(self.known)
        self.operations.changed.connect(self._look)
        self.operations.failed.connect(self._complain)
        carry = self._by_stick if newcomer.start == "stick" else self._by_network
        self._redraw: Callable[[], None] = carry(theme, column)
        self._look(frozenset())

    @property
    def brought(self) -> bool:
        """Return whether a partnership has arrived."""
        return self.screen.arrived.partnerships > 0

    def close(self) -> None:
        """End what is on its way; what has arrived stays."""
        self.neighbours.close()
        self.operations.close()

    def _by_network(self, theme: Theme, column: QVBoxLayout) -> Callable[[], None]:
        from wopfield.ui.screens.sync.nearby import NearbyCard

        card = NearbyCard(theme, self.operations, self.neighbours)
        card.told.connect(self.screen.complain)
        column.addWidget(card)
        self.neighbours.paired.connect(self.neighbours.runs.share)
        self.neighbours.set_visible(True)
        return card.redraw

    def _by_stick(self, theme: Theme, column: QVBoxLayout) -> Callable[[], None]:
        from wopfield.ui.screens.sync.stick import Stick

        stick = Stick(theme, self.operations, self.opened.workspace, self.screen)
        stick.told.connect(self.screen.complain)
        stick.settle_asked.connect(self.screen.go_on)
        stick.card.save_button.hide()
        column.addWidget(stick.card)
        column.addWidget(stick.place)
        return stick.redraw

    def _look(self, _nouns: frozenset[str]) -> None:
        self._redraw()
        self.operations.read(self._arrived, self.screen.show_arrived)

    def _arrived(self, session: "Session") -> "Arrived":
        from wopfield.desktop.opening import arrived

        return arrived(session, self.newcomer)

    def _complain(self, error: Exception) -> None:
        self.screen.complain(
            str(error)
            if isinstance(error, Trouble)
            else _("Something in the program did not work: {words}", words=error)
        )
