"""The indicators that go with an item of a checklist, worked out for the mentee over its periods."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session

from wopfield.domain.catalogue import Catalogue
from wopfield.domain.indicator import Indicator, Result
from wopfield.store import indicators
from wopfield.store.tables import Partnership


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator: its value in each period, the earliest first, and its newest result that has a value."""

    indicator: Indicator
    values: tuple[float | None, ...]
    period: str
    """The period of ``latest``; of the newest figures where no period has a value; empty without figures."""
    latest: Result
    missing: tuple[str, ...]
    """The names of the variables that are missing where there is no value."""


def read_figures(session: Session, scope: str, codes: Iterable[str], catalogue: Catalogue) -> tuple[Figure, ...]:
    """Return the indicators with these codes for the mentee of a partnership; unknown codes are left out."""
    wanted = [catalogue.indicators[code] for code in codes if code in catalogue.indicators]
    partnership = session.get(Partnership, (scope, scope))
    if partnership is None or not partnership.mentee or not wanted:
        return tuple(_figure(indicator, {}, catalogue) for indicator in wanted)
    rows = indicators.of_utility(session, scope, partnership.mentee)
    entries = indicators.figures(rows, catalogue)
    return tuple(
        _figure(
            indicator,
            {period: catalogue.work_out(indicator.code, given) for period, given in entries.items()},
            catalogue,
        )
        for indicator in wanted
    )


def _figure(indicator: Indicator, results: dict[str, Result], catalogue: Catalogue) -> Figure:
    values = tuple(result.value for result in results.values())
    known = [period for period, result in results.items() if result.value is not None]
    period = known[-1] if known else next(reversed(results), "")
    latest = results.get(period, Result(None, indicator.variables))
    missing = tuple(catalogue.names.get(code, code) for code in latest.missing)
    return Figure(indicator, values, period, latest, missing)
