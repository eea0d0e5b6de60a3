"""The figures of a utility by year, what is odd about them, and what they come to: one reading, as values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from wopfield.domain.catalogue import Catalogue
from wopfield.domain.indicator import Entry, Result
from wopfield.domain.period import before, length_of
from wopfield.domain.plausible import Doubt
from wopfield.domain.quantity import DecimalSign, parse_number
from wopfield.domain.typed_figure import Reading
from wopfield.errors import NotANumber
from wopfield.store import evidence, history, indicators, own, partnerships, people
from wopfield.store.database import Session
from wopfield.store.indicators import says_something
from wopfield.store.partnerships import Pair
from wopfield.store.tables import Evidence, IndicatorEntry
from wopfield.store.units_here import unit_here, units_here
from wopfield.ui.values import unit_words

Spot = tuple[str, str]
"""A cell of the sheet: code of the variable, and period."""


@dataclass(frozen=True, slots=True)
class Proof:
    """A piece of evidence a figure may be read from."""

    id: str
    words: str
    assessment: str
    item: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is shown; rows are those that were read, so that a change is based on what was on the screen."""

    pair: Pair
    catalogue: Catalogue
    rows: Mapping[Spot, IndicatorEntry]
    periods: tuple[str, ...]
    figures: Mapping[str, Mapping[str, Entry]]
    doubts: Mapping[Spot, Doubt]
    results: Mapping[str, Mapping[str, Result]]
    """By period, then by code of the indicator."""
    proofs: tuple[Proof, ...] = ()
    units: Mapping[str, str] = field(default_factory=dict)
    """The units chosen for new figures on this laptop, by the catalogue's unit."""

    @property
    def currency(self) -> str:
        """Return what the utility counts its money in; empty where nobody said."""
        return self.pair.mentee.currency if self.pair.mentee else ""

    def row(self, spot: Spot) -> IndicatorEntry:
        """Return the entry of a cell, or a blank one that nothing is kept of."""
        found = self.rows.get(spot)
        return found or indicators.blank(self.pair.scope, self.pair.partnership.mentee, *spot)

    def has_figure(self, spot: Spot) -> bool:
        """Return whether a cell has a figure, or says that there is none."""
        row = self.rows.get(spot)
        return row is not None and says_something(row)

    def unit(self, spot: Spot) -> str:
        """Return the unit of a cell: its own, or the one the line was last given in."""
        own = self.rows.get(spot)
        if own is not None and (own.unit or own.value):
            return own.unit or self.catalogue.variables[spot[0]].unit
        return self.line_unit(spot[0])

    def line_unit(self, variable: str) -> str:
        """Return the unit most of a line is read in: that of its newest figure, or the one chosen on this laptop."""
        for period in reversed(self.periods):
            row = self.rows.get((variable, period))
            if row is not None and row.value:
                return row.unit or self.catalogue.variables[variable].unit
        return unit_here(self.units, self.catalogue.variables[variable].unit, self.currency)

    def field_of(self, spot: Spot, decimal: DecimalSign, shown: str = "") -> Reading:
        """Return the field a figure is typed into, read in its own unit or in ``shown``."""
        unit = shown or self.unit(spot)
        spelt = (unit_words(unit, self.currency),)
        return Reading(self.catalogue.variables[spot[0]].unit, unit, spelt, self.currency, decimal)

    def before(self, period: str) -> str:
        """Return the period before another one that is as long, or an empty text."""
        return before(period, self.periods)

    def gaps(self, period: str, variables: Iterable[str]) -> list[tuple[IndicatorEntry, IndicatorEntry]]:
        """Return the cells of a period that say nothing although those of the period before do, with those."""
        earlier = self.before(period)
        spots = [(code, period) for code in variables if earlier and code != indicators.DAYS]
        return [
            (self.row(spot), self.rows[spot[0], earlier])
            for spot in spots
            if not self.has_figure(spot) and self.has_figure((spot[0], earlier))
        ]

    def open_doubt(self, spot: Spot) -> Doubt | None:
        """Return what looks wrong about a cell and nobody has kept."""
        doubt = self.doubts.get(spot)
        return None if doubt is None or indicators.is_kept(self.rows.get(spot), doubt) else doubt

    def trend(self, variable: str, like: str = "") -> dict[str, float | None]:
        """Return the figures of a line from its first to its last period, in the variable's unit.

        Months and years stand on one scale nowhere: all are as long as ``like``, or as the newest where none is.
        """
        entries = {period: self.figures.get(period, {}).get(variable) for period in self.periods}
        values = {period: None if e is None or e.value is None else float(e.value) for period, e in entries.items()}
        given = [period for period, value in values.items() if value is not None]
        known = [period for period in given if length_of(period) == length_of(like)]
        known = known or [period for period in given if length_of(period) == length_of(given[-1])]
        if not known:
            return {}
        between = self.periods[self.periods.index(known[0]) : self.periods.index(known[-1]) + 1]
        return {period: values[period] for period in between if length_of(period) == length_of(known[0])}


@dataclass(frozen=True, slots=True)
class Story:
    """Who gave a figure and when, and who kept it although it looked wrong; empty where nobody did."""

    spot: Spot
    given_by: str = ""
    given_at: datetime | None = None
    kept_by: str = ""


def read_sheet(scope: str, catalogue: Catalogue, session: Session) -> Sheet:
    """Return the figures of a partnership's mentee.

    Raises:
        BadInput: the partnership is not on this laptop (any more).
    """
    pair = partnerships.get(session, scope)
    catalogue = own.extended(session, scope, catalogue).catalogue
    mentee = pair.partnership.mentee
    listed = indicators.of_utility(session, scope, mentee) if mentee else []
    rows = {(row.variable, row.period): row for row in listed if row.variable in catalogue.variables}
    figures = indicators.figures(rows.values(), catalogue)
    return Sheet(
        pair=pair,
        catalogue=catalogue,
        rows=rows,
        periods=indicators.periods(rows.values()),
        figures=figures,
        doubts=indicators.doubts(figures, catalogue),
        results={period: catalogue.work_out_all(entries) for period, entries in figures.items()},
        proofs=tuple(_proof(row, title) for row, title in evidence.of_partnership(session, scope)),
        units=units_here(session),
    )


def read_story(scope: str, spot: Spot, row: str, session: Session) -> Story:
    """Return who gave the figure of a cell and who kept it."""
    pasts = history.history(session, scope, [("indicator_entry", row)])
    given = next((past for past in pasts if past.register == "figure"), None)
    kept = next((past for past in pasts if past.register == "warning" and past.after.get("kept")), None)
    return Story(
        spot,
        given_by=name_of(session, given.author) if given else "",
        given_at=datetime.fromisoformat(given.at) if given else None,
        kept_by=name_of(session, kept.author) if kept else "",
    )


def name_of(session: Session, person: str) -> str:
    """Return what a person is called; empty where nobody knows them."""
    found = people.find(session, person)
    return found.name if found else ""


def number_of(row: IndicatorEntry) -> Decimal | None:
    """Return the figure as it was typed, in the unit it was typed in; None where there is none."""
    try:
        return parse_number(row.value).value if row.value and row.state == "measured" else None
    except NotANumber:
        return None


def first_period(sheet: Sheet) -> str:
    """Return the year to begin with: the newest from which something key can be worked out, else the newest."""
    for period in reversed(sheet.periods):
        results = sheet.results.get(period, {})
        if any(results[code].value is not None for code in sheet.catalogue.key_indicators if code in results):
            return period
    return sheet.periods[-1] if sheet.periods else ""


def next_year(sheet: Sheet, today: date) -> str:
    """Return the year after the newest, or last year where periods are no years."""
    newest = sheet.periods[-1]
    return str(int(newest) + 1) if newest.isdigit() else str(today.year - 1)


def _proof(row: Evidence, assessment: str) -> Proof:
    number = f"E{row.number}" if row.number else ""
    words = " · ".join(filter(None, (" ".join(filter(None, (number, row.title))), assessment)))
    return Proof(row.id, words, row.assessment, row.item)
