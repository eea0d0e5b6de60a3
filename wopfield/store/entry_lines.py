"""The figures of a utility as they were typed, with who gave them and what stands behind them, ready to be printed."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from sqlmodel import Session

from wopfield.domain.catalogue import Catalogue
from wopfield.domain.day_time import day_in
from wopfield.domain.entry_line import EntryCell, EntryLine, Origin
from wopfield.domain.indicator import EntryState
from wopfield.domain.plausible import Doubt
from wopfield.domain.quantity import parse_number
from wopfield.domain.summary import Audience, Confidence
from wopfield.errors import NotANumber
from wopfield.store import evidence, history, indicators, people
from wopfield.store.indicators import Place, says_something
from wopfield.store.tables import IndicatorEntry

_STATES: Mapping[str, EntryState] = {"not_measured": "not_measured", "not_applicable": "not_applicable"}
_GRADES: Mapping[str, Confidence] = {"A": "A", "B": "B", "C": "C", "D": "D"}


class EntryReading:
    """Reads what stands behind the entries of one utility; ``told`` are the ids of those a reader may know that of."""

    def __init__(
        self,
        session: Session,
        scope: str,
        rows: Sequence[IndicatorEntry],
        catalogue: Catalogue,
        told: Collection[str],
        audience: Audience = "team",
    ) -> None:
        self._catalogue, self._told = catalogue, told
        self._rows = indicators.by_place(row for row in rows if says_something(row))
        self._doubts = indicators.doubts(indicators.figures(rows, catalogue), catalogue)
        self._titles = {row.id: _evidence_words(row.number, row.title)
                        for row, _of in evidence.of_partnership(session, scope)}  # fmt: skip
        # whoever anybody's report is for needs no names
        self._given = {} if audience == "report" else _givers(session, scope, self._rows.values())

    def lines(self, listed: Collection[str] = ()) -> tuple[EntryLine, ...]:
        """Return the lines of the variables ``listed``; where none is, those of which anything was said."""
        spoken = {code for code, _period in self._rows}
        wanted = frozenset(listed) or spoken
        return tuple(
            self._line(code, group.title)
            for group in self._catalogue.groups
            for code in group.variables
            if code in wanted
        )

    def _line(self, code: str, group: str) -> EntryLine:
        variable = self._catalogue.variables[code]
        rows = {period: row for (each, period), row in self._rows.items() if each == code}
        newest = next((rows[period] for period in reversed(indicators.periods(rows.values())) if rows[period].value),
                      None)  # fmt: skip
        unit = (newest.unit if newest is not None else "") or variable.unit
        cells = {period: self._cell(row, variable.unit) for period, row in rows.items()}
        return EntryLine(code, variable.name, unit, group, cells)

    def _cell(self, row: IndicatorEntry, unit: str) -> EntryCell:
        place: Place = (row.variable, row.period)
        doubt: Doubt | None = self._doubts.get(place)
        is_kept = doubt is not None and indicators.is_kept(row, doubt)
        return EntryCell(
            value=_number(row),
            unit=row.unit or unit,
            state=_STATES.get(row.state, "measured"),
            origin=self._origin(row),
            question=doubt.remark if doubt is not None else None,
            kept=is_kept,
            reason=row.kept_reason.strip() if is_kept and row.id in self._told else "",
            disputed=bool(row.open),
        )

    def _origin(self, row: IndicatorEntry) -> Origin:
        given_by, given_on = self._given.get(row.id, ("", None))
        known = Origin(
            confidence=_GRADES.get(row.confidence), basis=row.basis, margin=row.margin, rate=row.rate,
            rate_day=day_in(row.rate_date), given_by=given_by, given_on=given_on,
        )  # fmt: skip
        if row.id not in self._told:
            return known
        read_from = self._titles.get(row.evidence, "") if row.evidence else ""
        return known._replace(source=row.source.strip(), evidence=read_from, note=row.note.strip())


def _givers(session: Session, scope: str, rows: Iterable[IndicatorEntry]) -> dict[str, tuple[str, date | None]]:
    """Return who gave each figure last, and on which day, by the id of its row."""
    ids = [("indicator_entry", row.id) for row in rows]
    newest: dict[str, history.Past] = {}
    for past in history.history(session, scope, ids):
        if past.register == "figure":
            newest.setdefault(past.row, past)
    called = people.names_of(session, {past.author for past in newest.values()})
    # the day in UTC, which is the same on every laptop, whatever its time zone
    return {row: (called.get(past.author, ""), day_in(past.at)) for row, past in newest.items()}


def _evidence_words(number: int | None, title: str) -> str:
    return " ".join(filter(None, (f"E{number}" if number else "", title)))


def _number(row: IndicatorEntry) -> float | None:
    if not row.value or row.state != "measured":
        return None
    try:
        return float(parse_number(row.value).value)
    except NotANumber:
        return None
