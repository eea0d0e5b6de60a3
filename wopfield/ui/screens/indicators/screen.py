"""Figures by year, typed straight into a grid; beside it the chosen one, below it what they come to."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wopfield.language import _
from wopfield.ui.library import indicator_catalogue
from wopfield.ui.operations import Operations
from wopfield.ui.output import Output, output_here
from wopfield.ui.paper import ChoosePlace
from wopfield.ui.screen import Command, Heading, Place, Screen
from wopfield.ui.screens.indicators.asking import question_about
from wopfield.ui.screens.indicators.beginning import Beginning
from wopfield.ui.screens.indicators.carrying import Carrying
from wopfield.ui.screens.indicators.defining import Defining
from wopfield.ui.screens.indicators.explaining import Explaining
from wopfield.ui.screens.indicators.files import choose_to_open, choose_to_save
from wopfield.ui.screens.indicators.head import Deed
from wopfield.ui.screens.indicators.keeping import Keeping
from wopfield.ui.screens.indicators.leaving import Leaving
from wopfield.ui.screens.indicators.lines import COMMON
from wopfield.ui.screens.indicators.listing import Listing
from wopfield.ui.screens.indicators.pages import Pages
from wopfield.ui.screens.indicators.printing import Printing
from wopfield.ui.screens.indicators.sheet import (
    Sheet,
    Spot,
    Story,
    first_period,
    next_year,
    read_sheet,
    read_story,
)
from wopfield.ui.screens.indicators.taking import Taking
from wopfield.ui.theme import Theme
from wopfield.ui.undoing import redo, undo


class IndicatorsScreen(Screen):
    """The indicators tab of a partnership: the figures of the utility that is helped."""

    place = "indicators"
    rail = "partnerships"
    tab = "indicators"
    shows = frozenset(
        {"indicator_entry", "own_variable", "own_indicator", "comparison_group", "partnership", "utility", "person"}
    )

    def __init__(
        self,
        theme: Theme,
        operations: Operations,
        *,
        today: Callable[[], date] = date.today,
        choose_to_save: ChoosePlace = choose_to_save,
        choose_to_open: ChoosePlace = choose_to_open,
        output: Callable[[Operations, QWidget], Output] = output_here,
    ) -> None:
        super().__init__(theme, operations)
        self._today = today
        self._choose_to_open = choose_to_open
        self._carrying = Carrying(operations, self, today, choose_to_save, choose_to_open)
        self._carrying.told.connect(self.told)
        self._carrying.begun.connect(self.leave)
        self._defining = Defining(operations, self, choose_to_save, choose_to_open)
        self._defining.told.connect(self.told)
        self._printing = Printing(operations, output(operations, self), today, self)
        self._printing.told.connect(self.told)
        self._printing.begun.connect(self.leave)
        self._leaving = Leaving(self)
        self._leaving.asked.connect(self.open_requested)
        self._scope = ""
        self._sheet: Sheet | None = None
        self._listing = Listing()
        self._how = ""
        """The indicator of which somebody wants to know how it was worked out, once there is a reading."""
        self._wanted: Spot | None = None
        self._told_of = ("", "")
        """The row, and what its reader has seen, whose story is on the card."""
        self._reading = self._again = self._arriving = False
        self._build()

    # what the window asks

    def open(self, **ids: str) -> None:
        scope = ids.get("partnership", "")
        if scope != self._scope:
            self._pages.hide()
            self._sheet, self._told_of = None, ("", "")
            self._listing.choose(COMMON)
            self._body.grid.figures.wrong.clear()
            self._body.grid.figures.readings.clear()
        self._scope, self._arriving = scope, True
        self._defining.show_scope(scope)
        self._leaving.show_scope(scope)
        self._listing.indicator, self._how = ids.get("indicator", ""), ids.get("how", "")
        variable, period = ids.get("variable", ""), ids.get("period", "")
        if variable or period or self._listing.indicator or self._how:
            self._wanted = (variable, period)
            self._body.head.search.clear()
            self._pages.show_figures()
        self.head(Heading(_("Indicators"), crumbs=((_("Partnerships"), Place("partnerships")),)))
        self.redraw()

    def redraw(self) -> None:
        if self._reading:
            self._again = True
            return
        self._reading, self._again = True, False
        query = partial(read_sheet, self._scope, indicator_catalogue())
        self.operations.read(query, partial(self._read, self._scope), self._not_read)

    def leave(self) -> None:
        self._body.grid.finish_typing()
        self._body.card.flush()

    def commands(self) -> tuple[Command, ...]:
        return (
            Command(_("Find a figure"), self._search, "Ctrl+F", "search"),
            Command(_("Add a year"), self._open_year, "Ctrl+N", "plus"),
            Command(_("All results"), self._open_all, "Ctrl+R", "chart-line"),
            Command(_("How this was worked out"), self._explain, "Ctrl+I", "info-circle"),
            Command(_("Paste from Excel"), self._taking.paste, "Ctrl+V", "clipboard-text"),
            *self._printing.commands(),
            *self._carrying.commands(),
            *self._defining.commands(),
            Command(_("Compare with a table of utilities"), self._explaining.take_in_group, "", "file-import"),
            Command(_("Water balance"), self._open_balance, "Ctrl+B", "droplet"),
            *self._leaving.commands(),
            Command(_("Not measured"), partial(self._keeping.say_state, "not_measured"), "M", "eye-off"),
            Command(_("Does not apply here"), partial(self._keeping.say_state, "not_applicable"), "A", "circle-minus"),
            Command(_("Take the figure of the year before"), self._keeping.fill_cell, "Ctrl+D", "copy"),
            Command(_("Undo"), partial(undo, self.operations, self._scope), "Ctrl+Z", "arrow-back-up"),
            Command(_("Redo"), partial(redo, self.operations, self._scope), "Ctrl+Shift+Z", "arrow-forward-up"),
        )

    def panes(self) -> tuple[QWidget, ...]:
        return self._pages.panes()

    def go_back(self) -> bool:
        if self._pages.shows_looking():
            self._taking.close()
            return True
        if self._pages.shows_working():
            self._explaining.close()
            return True
        if self._pages.shows_results():
            self._pages.show_figures()
            return True
        if not self._body.head.year.isHidden():
            self._body.head.close_year()
            return True
        if self._listing.indicator and self._sheet is not None:
            self._choose_filter(COMMON)
            return True
        return False

    # building

    def _build(self) -> None:
        outside = QVBoxLayout(self)
        outside.setContentsMargins(20, 12, 20, 12)
        self._pages = Pages(self.theme)
        outside.addWidget(self._pages)
        self._body, self._list = self._pages.figures, self._pages.results
        self._keeping = Keeping(self._body, self.operations, self)
        self._keeping.told.connect(self.told)
        self._pages.no_utility.started.connect(self._leaving.to_utility)
        self._beginning = Beginning(self._body.head, self.operations, self)
        self._beginning.begun.connect(self._go_to_year)
        self._pages.no_year.started.connect(self._open_year)
        self._pages.take_in.clicked.connect(self._carrying.take_in)
        self._pages.template.clicked.connect(self._carrying.save_template)
        self._pages.whole_template.clicked.connect(self._carrying.save_whole_template)
        self._taking = Taking(self._pages, self._keeping, self)
        self._taking.told.connect(self.told)
        self._taking.begun.connect(self.leave)
        self._carrying.opened.connect(self._taking.look_at)
        self._defining.offered.connect(self._taking.look_at_definitions)
        self._pages.offered.accepted.connect(self._defining.keep)
        self._connect_body()
        self._explaining = Explaining(self._pages, self.operations, self._today, self._choose_to_open, self)
        self._explaining.told.connect(self.told)
        self._explaining.year_chosen.connect(self._choose_year)
        self._pages.working.figure_asked.connect(self._show_spot)
        self._pages.working.proof_asked.connect(self._leaving.to_proof)
        self._pages.working.grid_asked.connect(self._show_needed)
        self._list.opened.connect(self._show_result)
        self._list.closed.connect(self._pages.show_figures)
        self._list.year_chosen.connect(self._choose_year)

    def _connect_body(self) -> None:
        body, grid, card = self._body, self._body.grid, self._body.card
        body.head.filter_chosen.connect(self._choose_filter)
        body.head.searched.connect(lambda _words: self._fill())
        body.head.balance_asked.connect(self._open_balance)
        body.head.paste_asked.connect(self._taking.paste)
        body.head.print_asked.connect(self._printing.print_out)
        body.head.offer(self._deeds)
        body.all_asked.connect(self._open_all)
        body.results.opened.connect(self._show_result)
        body.head.working_asked.connect(self._explain)
        grid.figures.dataChanged.connect(lambda *_places: self._show_figure())
        grid.chosen.connect(self._chosen)
        card.proof_asked.connect(self._leaving.to_proof)
        card.history_asked.connect(self._leaving.to_history)
        card.settle_asked.connect(self._leaving.to_settling)

    def _deeds(self) -> tuple[Deed, ...]:
        """Return what the head offers under one button."""
        return (
            (_("Fill the gaps of this year from the year before"), self._keeping.fill_year),
            *((command.words, command.run) for command in self._leaving.commands()),
            *((f"{one.words} …", one.run) for one in (*self._carrying.commands(), *self._defining.commands())),
        )

    # reading and showing

    def _read(self, scope: str, sheet: Sheet) -> None:
        self._reading = False
        if self._again or scope != self._scope:
            self.redraw()
            return
        first = self._sheet is None
        self._sheet = sheet
        self._carrying.show_sheet(sheet)
        self._beginning.show_sheet(sheet)
        self._taking.show_sheet(sheet)
        row = sheet.pair.partnership
        crumbs = ((_("Partnerships"), Place("partnerships")), (row.name, Place("partnership", partnership=row.id)))
        self.head(Heading(_("Indicators"), crumbs=crumbs))
        self._pages.show_sheet(sheet)
        if not sheet.periods:
            self._keeping.show_sheet(scope, sheet)
            return
        self._body.head.show_years(next_year(sheet, self._today()))
        if self._wanted is not None or first:
            self._go_to(sheet, self._wanted or ("", ""))
        else:
            self._fill()
        self._wanted = None
        # Whoever comes here types at once, but never into a figure behind another page.
        if self._arriving and self.hasFocus() and self._pages.shows_figures():
            self._body.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        self._arriving = False
        if self._pages.shows_results():
            self._list.show_sheet(sheet, self._period())
        self._keeping.show_sheet(scope, sheet)
        self._explaining.show_sheet(scope, sheet)
        if self._how:
            self._explaining.open(self._how, self._period())
            self._how = ""

    def _not_read(self, error: Exception) -> None:
        self._reading = False
        self.operations.failed.emit(error)

    def _go_to(self, sheet: Sheet, wanted: Spot) -> None:
        """Go to a cell that somebody asked for; where it says nothing, to what looks wrong, else to the first."""
        variable, period = wanted
        year = period if period in sheet.periods else self._body.grid.figures.year
        year = year if year in sheet.periods else first_period(sheet)
        self._listing.let_in(sheet, variable, year, self._body.head.search.text())
        self._body.grid.figures.show_year(year)
        self._fill()
        if variable and self._body.grid.choose((variable, year)):
            return
        spot = self._listing.first_to_see(sheet, year, self._body.head.search.text())
        if spot is None or not self._body.grid.choose(spot):
            self._body.grid.choose_first(year)

    def _fill(self) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        typed = self._body.head.search.text()
        found = self._listing.lines(sheet, self._period(), typed)
        grid = self._body.grid
        grid.show_sheet(sheet, found)
        codes = [line.variable.code for line in found if line.variable]
        self._carrying.list_figures(codes)
        self._printing.list_figures(self._scope, codes, self._listing.told(sheet, self._period(), typed))
        self._body.none.setVisible(not found)
        if grid.current() is None and not grid.is_typing():
            grid.choose_first(self._period())
        self._show_filter(sheet)
        self._body.show_results(sheet, self._period())
        self._show_figure()

    def _show_filter(self, sheet: Sheet) -> None:
        choices = self._listing.choices(sheet, self._period())
        self._body.head.show_filter(choices, self._listing.filter, self._listing.title(sheet))

    def _period(self) -> str:
        year = self._body.grid.figures.year
        if self._sheet is None or year in self._sheet.periods:
            return year
        return first_period(self._sheet)

    def _chosen(self, spot: Spot | None) -> None:
        self._show_figure()
        if spot is not None and self._sheet is not None:
            self._body.show_results(self._sheet, spot[1])
            self._show_filter(self._sheet)

    def _show_figure(self) -> None:
        grid, sheet = self._body.grid, self._sheet
        spot = grid.current()
        self._body.card.setEnabled(spot is not None)
        if spot is None or sheet is None:
            return
        question = question_about(sheet, spot, grid.figures.readings.get(spot))
        self._body.card.show_figure(sheet, spot, question, grid.figures.wrong.get(spot))
        row = sheet.rows.get(spot)
        told_of = (row.id, row.heads) if row is not None else ("", "")
        if row is not None and told_of != self._told_of:
            query = partial(read_story, self._scope, spot, row.id)
            self.operations.read(query, self._show_story)
        self._told_of = told_of

    def _show_story(self, story: Story) -> None:
        if story.spot == self._body.grid.current():
            self._body.card.show_story(story)

    # years, filters, results

    def _go_to_year(self, period: str) -> None:
        current = self._body.grid.current()
        self._wanted = (current[0] if current else "", period)
        self.redraw()
        self._body.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_year(self) -> None:
        sheet = self._sheet
        if sheet is not None and sheet.periods:
            self._pages.show_figures()
            self._body.head.open_year()
        elif sheet is not None and sheet.pair.mentee is not None:
            self._beginning.begin(str(self._today().year - 1))  # the first one is last year's; others follow it

    def _choose_filter(self, key: str) -> None:
        self._listing.choose(key)
        self._fill()

    def _choose_year(self, period: str) -> None:
        sheet, current = self._sheet, self._body.grid.current()
        if sheet is None or not (current and self._body.grid.choose((current[0], period))):
            return
        self._list.show_sheet(sheet, period)

    def _show_needed(self, indicator: str) -> None:
        """List the figures an indicator is worked out from, and go to the first it lacks."""
        self._pages.show_figures()
        self._listing.indicator = indicator
        self._body.head.search.clear()
        if self._sheet is not None:
            self._go_to(self._sheet, ("", self._period()))
        self._body.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_result(self, indicator: str) -> None:
        """Say how a result was worked out; where it lacks a figure, go to that."""
        sheet = self._sheet
        result = sheet.results.get(self._period(), {}).get(indicator) if sheet else None
        if result is None or result.missing:
            self._show_needed(indicator)
        else:
            self.leave()
            self._explaining.open(indicator, self._period())

    def _explain(self) -> None:
        if self._listing.indicator:
            self.leave()
            self._explaining.open(self._listing.indicator, self._period())

    def _show_spot(self, spot: Spot) -> None:
        self._pages.show_figures()
        if self._sheet is not None:
            self._go_to(self._sheet, spot)
        self._body.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_all(self) -> None:
        if self._sheet is not None and self._sheet.periods:
            self.leave()
            self._list.show_sheet(self._sheet, self._period())
            self._pages.show_results()
            self._list.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _search(self) -> None:
        field = self._list.search if self._pages.shows_results() else self._body.head.search
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()

    def _open_balance(self) -> None:
        self._leaving.to_balance(self._period())
