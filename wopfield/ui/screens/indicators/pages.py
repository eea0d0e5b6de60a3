"""What the screen shows: the figures, the list of all results, or what to do where nothing is yet."""

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from wopfield.language import _
from wopfield.ui.screens.indicators.body import SheetBody
from wopfield.ui.screens.indicators.offered_page import OfferedPage
from wopfield.ui.screens.indicators.pasting import PastePage
from wopfield.ui.screens.indicators.result_list import ResultList
from wopfield.ui.screens.indicators.sheet import Sheet
from wopfield.ui.screens.indicators.working_page import WorkingPage
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.empty import Empty
from wopfield.ui.widgets.links import Link


class Pages(QStackedWidget):
    """One page at a time; nothing until the first reading has come."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figures = SheetBody(theme)
        self.results = ResultList(theme)
        self.pasting = PastePage(theme)
        self.offered = OfferedPage(theme)
        self.working = WorkingPage(theme)
        no_utility = _("Figures are those of the utility that is helped. Say which one it is.")
        self.no_utility = Empty(theme, _("No utility yet"), no_utility, _("Choose the utility"))
        no_year = _("Add a year, then type its figures. What they come to is worked out at once.")
        self.no_year = Empty(theme, _("No figures yet"), no_year, _("Add a year"))
        self.template = Link(theme, _("Save a template of the common figures"))
        self.whole_template = Link(theme, _("Save a template of all figures"))
        self.take_in = Link(theme, _("Take in a workbook or CSV"))
        self._without_utility = _on_top(self.no_utility)
        self._without_year = _on_top(self.no_year, self.template, self.whole_template, self.take_in)
        for page in (self.figures, self.results, self.pasting, self.offered, self.working):
            self.addWidget(page)
        for empty in (self._without_utility, self._without_year):
            self.addWidget(empty)
        self.hide()

    def show_sheet(self, sheet: Sheet) -> None:
        """Show the page that fits a reading; the list of results stays open."""
        if sheet.pair.mentee is None:
            self.setCurrentWidget(self._without_utility)
        elif self.shows_looking():
            pass  # the table somebody is looking at stays
        elif not sheet.periods:
            self.setCurrentWidget(self._without_year)
        elif not self.shows_results() and not self.shows_working():
            self.setCurrentWidget(self.figures)
        self.show()

    def show_figures(self) -> None:
        """Show the figures, if there are any."""
        if self.shows_results() or self.shows_looking() or self.shows_working():
            self.setCurrentWidget(self.figures)

    def shows_figures(self) -> bool:
        """Return whether the figures are shown, and with them the chosen cell."""
        return self.currentWidget() is self.figures

    def show_pasting(self) -> None:
        """Show what a pasted table would write."""
        self.setCurrentWidget(self.pasting)

    def show_offered(self) -> None:
        """Show what a file of definitions would change."""
        self.setCurrentWidget(self.offered)

    def shows_looking(self) -> bool:
        """Return whether somebody looks at what would be taken in: a table, or definitions."""
        return self.currentWidget() in (self.pasting, self.offered)

    def show_working(self) -> None:
        """Show how a result was worked out."""
        self.setCurrentWidget(self.working)

    def shows_working(self) -> bool:
        """Return whether it is shown how a result was worked out."""
        return self.currentWidget() is self.working

    def show_results(self) -> None:
        """Show the list of all results."""
        self.setCurrentWidget(self.results)

    def shows_results(self) -> bool:
        """Return whether the list of all results is open."""
        return self.currentWidget() is self.results

    def panes(self) -> tuple[QWidget, ...]:
        """Return the parts F6 walks through."""
        if self.shows_results():
            return (self.results.view,)
        if self.shows_looking():
            return (self.offered if self.currentWidget() is self.offered else self.pasting,)
        if self.shows_working():
            return (self.working,)
        if self.shows_figures():
            return (self.figures.head, self.figures.grid, self.figures.card, self.figures.results)
        return (self.no_utility, self.no_year)


def _on_top(part: QWidget, *links: Link) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(part)
    row = QHBoxLayout()
    row.setContentsMargins(14, 6, 14, 0)
    row.setSpacing(24)
    for link in links:
        row.addWidget(link)
    row.addStretch(1)
    column.addLayout(row)
    column.addStretch(1)
    return whole
