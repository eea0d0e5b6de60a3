"""What people do with figures, handed on to be kept; and the question that follows beside the cell."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal

from wopfield.domain.indicator import EntryState
from wopfield.domain.pasted_table import Preview
from wopfield.errors import Trouble
from wopfield.language import _, plural
from wopfield.store.tables import IndicatorEntry
from wopfield.ui.moments import number_words
from wopfield.ui.operations import Operations
from wopfield.ui.screens.indicators import deeds
from wopfield.ui.screens.indicators.asking import meant, question_about
from wopfield.ui.screens.indicators.body import SheetBody
from wopfield.ui.screens.indicators.figure_card import Said
from wopfield.ui.screens.indicators.grid_model import Cleared, Given, Stated
from wopfield.ui.screens.indicators.sheet import Sheet, Spot
from wopfield.ui.undoing import undo


class Keeping(QObject):
    """Stands between the parts of the sheet and what is kept."""

    told = Signal(str, object)
    """A sentence for the toast, and what Undo does."""

    def __init__(self, body: SheetBody, operations: Operations, parent: QObject) -> None:
        super().__init__(parent)
        self._body = body
        self._operations = operations
        self._scope = ""
        self._sheet: Sheet | None = None
        self._typed: Spot | None = None
        """The figure that was typed last: what looks wrong about it is asked beside it."""
        self._asked: Spot = ("", "")
        body.grid.figures.given.connect(self._give)
        body.grid.figures.cleared.connect(self._clear)
        body.grid.figures.stated.connect(self._state)
        body.grid.bubble.pressed.connect(self._answer_beside)
        body.card.said.connect(self._say)
        body.card.typed.connect(lambda said: operations.jot(partial(deeds.jot, said)))
        body.card.answered.connect(self._answer)
        body.card.fill_asked.connect(self.fill_cell)

    def show_sheet(self, scope: str, sheet: Sheet) -> None:
        """Take another reading, and ask beside the figure that was typed last, since people have gone on."""
        self._scope, self._sheet = scope, sheet
        grid, spot = self._body.grid, self._typed or self._asked
        question = question_about(sheet, spot, grid.figures.readings.get(spot)) if spot in sheet.rows else None
        if question is None or question.kept:
            if not grid.is_typing():  # then the bubble says what is wrong with what is being typed
                grid.bubble.hide()
            return
        if self._typed is None:
            return
        self._typed = None
        self._asked = spot
        answers = [("use", question.use)] if question.use else []
        grid.ask(spot, question.words, *answers, ("keep", question.keep))

    def say_state(self, state: EntryState) -> None:
        """Say of the chosen cell that it is not measured, or does not apply; said again, it is taken back."""
        sheet, spot = self._sheet, self._shown_spot()
        if sheet is None or spot is None:
            return
        row = sheet.row(spot)
        self._body.grid.figures.forget(spot)
        if row.state == state:
            self._operations.change(partial(deeds.set_state, row, "measured"))
            return
        self._operations.change(partial(deeds.set_state, row, state), self._stated if row.value else None)
        self._body.grid.step(1, 0)

    def take_in(self, found: Preview) -> None:
        """Write what a pasted table holds, as one change that one undo takes back."""
        if self._sheet is not None:
            self._operations.change(partial(deeds.take_in, self._sheet, found.to_write), self._taken_in)

    def _taken_in(self, count: int) -> None:
        words = plural("One figure was written", "{count} figures were written", count, count=number_words(count))
        self.told.emit(words, partial(undo, self._operations, self._scope))

    def fill_cell(self) -> None:
        """Take last year's figure for the chosen cell."""
        spot = self._shown_spot()
        if self._sheet is not None and spot is not None:
            self._fill(self._sheet.gaps(spot[1], [spot[0]]))
            self._body.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def fill_year(self) -> None:
        """Take last year's figures for every cell of the chosen year that says nothing, among the lines shown."""
        spot = self._shown_spot()
        if self._sheet is not None and spot is not None:
            shown = [line.variable.code for line in self._body.grid.figures.lines if line.variable]
            self._fill(self._sheet.gaps(spot[1], shown))

    # private

    def _shown_spot(self) -> Spot | None:
        """Return the chosen cell; None while another page lies over it, where a key must not write into it."""
        return self._body.grid.current() if self._body.isVisible() else None

    def _fill(self, gaps: Sequence[tuple[IndicatorEntry, IndicatorEntry]]) -> None:
        if gaps:
            self._operations.change(partial(deeds.fill, gaps), self._filled)
        else:
            self.told.emit(_("There is no gap here that the year before could fill."), None)

    def _filled(self, count: int) -> None:
        words = plural(
            "One figure was carried forward as an estimate", "{count} figures were carried forward as estimates", count
        )
        self.told.emit(words, partial(undo, self._operations, self._scope))

    def _state(self, stated: Stated) -> None:
        edit = partial(deeds.set_state, stated.shown, stated.state)
        self._operations.change(edit, partial(self._settle, stated.spot))

    def _settle(self, spot: Spot, _done: None) -> None:
        self._body.grid.figures.settle(spot)

    def _stated(self, _done: None) -> None:
        self.told.emit(_("The figure was removed"), partial(undo, self._operations, self._scope))

    def _give(self, given: Given) -> None:
        if self._sheet is None:
            return
        edit = partial(deeds.give, given, self._sheet.catalogue.variables[given.spot[0]].unit)
        self._operations.change(edit, partial(self._given, given), partial(self._not_kept, given))

    def _given(self, given: Given, _done: None) -> None:
        self._body.grid.figures.settle(given.spot)
        self._typed = given.spot

    def _clear(self, cleared: Cleared) -> None:
        edit = partial(deeds.clear, cleared)
        self._operations.change(edit, partial(self._cleared, cleared), partial(self._not_kept, cleared))

    def _cleared(self, cleared: Cleared, _done: None) -> None:
        self._body.grid.figures.settle(cleared.spot)
        name = self._sheet.catalogue.names[cleared.spot[0]] if self._sheet else ""
        words = _("{name}, {period}: the figure was removed", name=name, period=cleared.spot[1])
        self.told.emit(words, partial(undo, self._operations, self._scope))

    def _not_kept(self, what: Given | Cleared, error: Exception) -> None:
        words = error.happened if isinstance(error, Trouble) else _("This could not be kept.")
        self._body.grid.figures.refuse(what, words)
        self._operations.failed.emit(error)

    def _answer(self, key: str) -> None:
        self._body.grid.bubble.hide()
        spot = self._body.grid.current()
        if spot is not None:
            self._answer_about(spot, key)
            if key == "keep":
                self._body.card.ask_why()

    def _answer_beside(self, key: str) -> None:
        self._body.grid.bubble.hide()
        self._answer_about(self._asked, key)

    def _answer_about(self, spot: Spot, key: str) -> None:
        sheet, figures = self._sheet, self._body.grid.figures
        if sheet is None:
            return
        row, doubt, otherwise = sheet.row(spot), sheet.doubts.get(spot), figures.readings.get(spot)
        figures.forget(spot)
        if key == "use":
            value = meant(sheet, spot, otherwise)
            if value is not None:
                self._operations.change(partial(deeds.give_instead, row, value))
        elif key == "keep" and otherwise is None and doubt is not None:
            self._operations.change(partial(deeds.keep, row, doubt))
        elif key == "again":
            self._operations.change(partial(deeds.ask_again, row))
        self._body.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, said: Said) -> None:
        doubt = self._sheet.doubts.get((said.shown.variable, said.shown.period)) if self._sheet else None
        self._operations.change(partial(deeds.say, said, doubt))
