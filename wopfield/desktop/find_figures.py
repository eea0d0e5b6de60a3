"""What the last figure is of those that a search found, with its year: worked out for what is listed alone."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from wopfield.errors import NotANumber
from wopfield.ui.numbers import numeral
from wopfield.ui.shell.ways import Found
from wopfield.ui.values import amount_words

if TYPE_CHECKING:
    from wopfield.domain.catalogue import Catalogue
    from wopfield.store.database import Session
    from wopfield.store.tables import IndicatorEntry

PLACE = "indicators"


def with_last_figures(session: "Session", hits: Sequence[Found]) -> list[Found]:
    """Return what was found, figures and indicators with the last value that is known of each."""
    scopes = {hit.place.get("partnership") for hit in hits if _is_figure(hit)}
    known = {scope: _Known(session, scope) for scope in scopes}
    return [known[hit.place.get("partnership")].told(hit) if _is_figure(hit) else hit for hit in hits]


def _is_figure(hit: Found) -> bool:
    return hit.place.name == PLACE and bool(hit.place.get("variable") or hit.place.get("how"))


class _Known:
    """The figures of one partnership's mentee."""

    def __init__(self, session: "Session", scope: str) -> None:
        from wopfield.checklists.library import indicator_catalogue
        from wopfield.store import indicators, own, partnerships

        pair = partnerships.get(session, scope)
        self._catalogue: Catalogue = own.extended(session, scope, indicator_catalogue()).catalogue
        self._rows: list[IndicatorEntry] = indicators.of_utility(session, scope, pair.partnership.mentee)
        self._entries = indicators.figures(self._rows, self._catalogue)
        self._currency = pair.mentee.currency if pair.mentee is not None else ""

    def told(self, hit: Found) -> Found:
        """Return a hit with its last value and year before the partnership; as it is where none is known."""
        said = self._given(hit.place.get("variable")) or self._worked_out(hit.place.get("how"))
        where = hit.detail.rpartition(" · ")[0]
        return replace(hit, detail=f"{said} · {where}") if said else hit

    def _given(self, code: str) -> str:
        """Return the last figure that was given, as it was typed."""
        from wopfield.domain.period import in_order
        from wopfield.domain.quantity import parse_number

        rows = {row.period: row for row in self._rows if row.variable == code and row.value}
        given = [rows[period] for period in in_order(rows) if rows[period].state == "measured"]
        if not given:
            return ""
        last = given[-1]
        try:
            figure = numeral(parse_number(last.value).value)
        except NotANumber:
            figure = last.value
        unit = last.unit or self._catalogue.variables[code].unit
        return f"{amount_words(figure, unit, self._currency)}, {last.period}"

    def _worked_out(self, code: str) -> str:
        from wopfield.domain.quantity import decimals

        if code not in self._catalogue.indicators:
            return ""
        indicator = self._catalogue.indicators[code]
        for period in reversed(self._entries):
            value = self._catalogue.work_out(code, self._entries[period]).value
            if value is not None:
                figure = numeral(value, places=decimals(value))
                return f"{amount_words(figure, indicator.unit, self._currency)}, {period}"
        return ""
