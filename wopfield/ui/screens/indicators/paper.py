"""What this utility's figures say on paper or as a PDF: a document of the report, without an assessment."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from wopfield.errors import Trouble
from wopfield.language import _, in_a_row, tag
from wopfield.ui.operations import Operations
from wopfield.ui.output import Output
from wopfield.ui.paper import Material, file_name

if TYPE_CHECKING:
    from datetime import date

    from wopfield.domain.summary import Summary
    from wopfield.store.database import Session
    from wopfield.store.on_paper import OnPaper

    _Read = tuple[Summary, OnPaper]

Query = Callable[[Any], "_Read"]
"""Reads, in the store's session, what a document says and how paper is made here."""


class FiguresPaper(QObject):
    """Prints what is kept when it is asked to; what was being typed before is in it."""

    told = Signal(str)

    def __init__(self, operations: Operations, output: Output, today: "Callable[[], date]", parent: QObject) -> None:
        super().__init__(parent)
        self._operations, self._output, self._today = operations, output, today
        output.said.connect(self.told)
        output.failed.connect(operations.failed)

    def print_balance(self, scope: str, period: str) -> None:
        """Ask how, and print the balance of a period."""
        self._read(partial(_balance, scope, period, self._today()), partial(self._print, "balance", period))

    def save_balance(self, scope: str, period: str) -> None:
        """Ask where, and write the balance of a period as a PDF."""
        self._read(partial(_balance, scope, period, self._today()), partial(self._save, "balance", period))

    def print_goals(self, scope: str, period: str) -> None:
        """Ask how, and print what the figures of a period say about SDG 6."""
        self._read(partial(_goals, scope, period, self._today()), partial(self._print, "goals", period))

    def save_goals(self, scope: str, period: str) -> None:
        """Ask where, and write what the figures of a period say about SDG 6 as a PDF."""
        self._read(partial(_goals, scope, period, self._today()), partial(self._save, "goals", period))

    def print_entries(self, scope: str, listed: tuple[str, ...], words: str) -> None:
        """Ask how, and print these figures by year, and what they come to; ``words`` tell which they are."""
        self._read(partial(_entries, scope, listed, words, self._today()), partial(self._print, "entries", ""))

    def save_entries(self, scope: str, listed: tuple[str, ...], words: str) -> None:
        """Ask where, and write these figures by year as a PDF."""
        self._read(partial(_entries, scope, listed, words, self._today()), partial(self._save, "entries", ""))

    # private

    def _read(self, query: Query, then: "Callable[[_Read], None]") -> None:
        if not self._output.busy:
            self._operations.read_after(query, then, self._trouble)

    def _trouble(self, error: Exception) -> None:
        if isinstance(error, Trouble):
            self.told.emit(str(error))
        else:
            self._operations.failed.emit(error)

    def _print(self, document: str, period: str, read: "_Read") -> None:
        self._output.print_out(_material(document, period, *read))

    def _save(self, document: str, period: str, read: "_Read") -> None:
        from wopfield.report.documents import document_name

        words = in_a_row((document_name(document), read[0].mentee, period), " ")
        self._output.save(file_name(f"{words}.pdf"), _material(document, period, *read))


def _balance(scope: str, period: str, today: "date", session: "Session") -> "_Read":
    from wopfield.checklists.library import indicator_catalogue
    from wopfield.errors import BadInput
    from wopfield.report.lacking import newest_balance
    from wopfield.store import summaries
    from wopfield.store.on_paper import on_paper

    summary = summaries.figures_alone(session, scope, today, indicator_catalogue())
    if newest_balance(summary, period) is None:
        raise BadInput(_("There is nothing to print yet: how much water was put into the network is missing."))
    return summary, on_paper(session)


def _goals(scope: str, period: str, today: "date", session: "Session") -> "_Read":
    from wopfield.checklists.library import indicator_catalogue
    from wopfield.errors import BadInput
    from wopfield.store import summaries
    from wopfield.store.on_paper import on_paper

    summary = summaries.figures_alone(session, scope, today, indicator_catalogue(), period)
    if summary.around.goals is None:
        raise BadInput(_("There is nothing to print yet: no figure about SDG 6 is known."))
    return summary, on_paper(session)


def _entries(scope: str, listed: tuple[str, ...], words: str, today: "date", session: "Session") -> "_Read":
    from wopfield.checklists.library import indicator_catalogue
    from wopfield.store import summaries
    from wopfield.store.on_paper import on_paper

    summary = summaries.figures_listed(session, scope, today, indicator_catalogue(), listed, words)
    return summary, on_paper(session)


def _material(document: str, period: str, summary: "Summary", here: "OnPaper") -> Material:
    spoken = tag()
    options = {
        "document": document, "sections": (document,), "period": period, "version": "", "language": spoken,
        "paper": here.paper, **dict.fromkeys(here.looks, True),
    }  # fmt: skip
    return summary, {}, options, spoken
