"""The ways from the figures of a partnership to other screens."""

from PySide6.QtCore import QObject, Signal

from wopfield.language import _
from wopfield.store.tables import IndicatorEntry
from wopfield.ui.screen import Command, Place
from wopfield.ui.screens.indicators.sheet import Proof


class Leaving(QObject):
    """Asks for the place; the window knows the way."""

    asked = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._scope = ""

    def show_scope(self, scope: str) -> None:
        """Leave from another partnership."""
        self._scope = scope

    def commands(self) -> tuple[Command, ...]:
        """Return the ways to what else is made of figures."""
        return (
            Command(_("What the figures say about SDG 6"), lambda: self._ask("sdg"), "", "target"),
            Command(_("Figures and indicators of our own"), lambda: self._ask("own_figures"), "", "plus"),
        )

    def to_utility(self) -> None:
        """Choose which utility is helped."""
        self._ask("partnership_form")

    def to_balance(self, period: str) -> None:
        """See the figures of a period as its water balance."""
        self._ask("balance", period=period)

    def to_proof(self, proof: Proof) -> None:
        """See the evidence of a figure."""
        self._ask("assessment", assessment=proof.assessment, item=proof.item)

    def to_history(self, row: IndicatorEntry) -> None:
        """See what a figure was before."""
        self._ask("history", noun="indicator_entry", row=row.id)

    def to_settling(self, row: IndicatorEntry) -> None:
        """Settle a figure that was changed in two places."""
        self.asked.emit(Place("settle", scope=self._scope, noun="indicator_entry", row=row.id))

    def _ask(self, place: str, **ids: str) -> None:
        self.asked.emit(Place(place, partnership=self._scope, **ids))
