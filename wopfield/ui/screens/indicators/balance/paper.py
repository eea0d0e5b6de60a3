"""The balance of a period on paper or as a PDF: its page of the report, alone."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from wopfield.language import _, in_a_row, tag
from wopfield.ui.operations import Operations
from wopfield.ui.output import Output
from wopfield.ui.paper import Material, file_name

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from wopfield.domain.summary import Summary
    from wopfield.store.on_paper import OnPaper

    _Read = tuple[Summary, OnPaper]


class BalancePaper(QObject):
    """Prints what is kept when it is asked to; what was being typed before is in it."""

    told = Signal(str)

    def __init__(self, operations: Operations, output: Output, today: "Callable[[], date]", parent: QObject) -> None:
        super().__init__(parent)
        self._operations, self._output, self._today = operations, output, today
        output.said.connect(self.told)
        output.failed.connect(operations.failed)

    def print_out(self, scope: str, period: str) -> None:
        """Ask how, and print the balance of a period."""
        self._read(scope, period, self._print)

    def save(self, scope: str, period: str) -> None:
        """Ask where, and write the balance of a period as a PDF."""
        self._read(scope, period, self._save)

    # private

    def _read(self, scope: str, period: str, then: "Callable[[str, _Read], None]") -> None:
        if not self._output.busy:
            self._operations.read_after(partial(_load, scope, self._today()), partial(self._check, period, then))

    def _check(self, period: str, then: "Callable[[str, _Read], None]", read: "_Read") -> None:
        from wopfield.report.lacking import newest_balance

        if newest_balance(read[0], period) is None:
            self.told.emit(_("There is nothing to print yet: how much water was put into the network is missing."))
            return
        then(period, read)

    def _print(self, period: str, read: "_Read") -> None:
        self._output.print_out(_material(period, *read))

    def _save(self, period: str, read: "_Read") -> None:
        words = in_a_row((_("Water balance"), read[0].mentee, period), " ")
        self._output.save(file_name(f"{words}.pdf"), _material(period, *read))


def _load(scope: str, today: "date", session: Any) -> "_Read":  # the store's session
    from wopfield.checklists.library import indicator_catalogue
    from wopfield.store import summaries
    from wopfield.store.on_paper import on_paper

    return summaries.figures_alone(session, scope, today, indicator_catalogue()), on_paper(session)


def _material(period: str, summary: "Summary", here: "OnPaper") -> Material:
    from wopfield.report.documents import DOCUMENTS

    spoken = tag()
    options = {
        "document": "balance", "sections": DOCUMENTS["balance"], "period": period, "version": "", "language": spoken,
        "paper": here.paper, **dict.fromkeys(here.looks, True),
    }  # fmt: skip
    return summary, {}, options, spoken
