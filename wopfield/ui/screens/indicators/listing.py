"""Which figures are listed: those a filter lets through, or those an indicator is worked out from."""

from wopfield.language import _
from wopfield.ui.screens.indicators.lines import ALL, COMMON, Line, filters, lines, passing
from wopfield.ui.screens.indicators.sheet import Sheet, Spot


class Listing:
    """Remembers what was chosen; a figure that is typed does not leave under the hand."""

    def __init__(self) -> None:
        self.filter = COMMON
        self.indicator = ""
        """The indicator whose figures are listed, before any filter."""
        self._shown: frozenset[str] = frozenset()
        """What the filter let through when it was chosen."""

    def choose(self, key: str) -> None:
        """List by a filter."""
        self.filter, self.indicator, self._shown = key, "", frozenset()

    def lines(self, sheet: Sheet, period: str, words: str) -> list[Line]:
        """Return the lines to show, those that hold ``words``."""
        if not self._shown:
            self._shown = passing(sheet, self.filter, period)
        return lines(sheet, self.needed(sheet) or self._shown, words)

    def let_in(self, sheet: Sheet, variable: str, period: str, words: str) -> None:
        """List everything where a figure that somebody asks for would not be shown."""
        if variable and all(line.key != variable for line in self.lines(sheet, period, words)):
            self.filter, self.indicator, self._shown = ALL, "", passing(sheet, ALL, period)

    def needed(self, sheet: Sheet) -> tuple[str, ...]:
        """Return the figures of the indicator that is listed; empty where a filter is."""
        indicator = sheet.catalogue.indicators.get(self.indicator)
        return indicator.variables if indicator else ()

    def title(self, sheet: Sheet) -> str:
        """Return the name of the indicator that is listed; empty where a filter is."""
        return sheet.catalogue.indicators[self.indicator].name if self.needed(sheet) else ""

    def told(self, sheet: Sheet, period: str, words: str) -> str:
        """Return in a sentence which figures are listed; empty where those are all."""
        if words.strip():
            return _("Listed are the figures called “{words}”.", words=words.strip())
        if self.needed(sheet):
            return _("Listed is what “{name}” is worked out from.", name=self.title(sheet))
        called = dict(filters(sheet, period)).get(self.filter, "")
        return "" if self.filter == ALL else _("Listed: {which}.", which=called)

    def choices(self, sheet: Sheet, period: str) -> list[tuple[str, str]]:
        """Return the filters that can be chosen."""
        return filters(sheet, period)

    def first_to_see(self, sheet: Sheet, period: str, words: str) -> Spot | None:
        """Return where to begin: a figure that is lacking, else one that looks wrong; None where none is."""
        shown = [line.key for line in self.lines(sheet, period, words)]
        needed = self.needed(sheet)
        lacking = [(code, period) for code in shown if code in needed and not sheet.has_figure((code, period))]
        doubted = [spot for spot in sheet.doubts if spot[1] == period and spot[0] in shown and sheet.open_doubt(spot)]
        return next(iter((*lacking, *doubted)), None)
