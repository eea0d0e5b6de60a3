"""The indicators of a catalogue that no year's figures are enough for, each with the figures it lacks."""

from collections.abc import Container, Mapping

from wopfield.domain.catalogue import Catalogue
from wopfield.domain.indicator import Entry
from wopfield.domain.period import in_order
from wopfield.domain.summary import LackingLine


def without_result(
    catalogue: Catalogue, entries: Mapping[str, Mapping[str, Entry]], told: Container[str]
) -> tuple[LackingLine, ...]:
    """Return the indicators that are not ``told`` of, with what they lack in the period that lacks least of it.

    Of periods that lack as much it is the newest. ``entries`` are by period, then by code of variable.
    """
    periods = tuple(reversed(in_order(entries)))
    lines = []
    for code, indicator in catalogue.indicators.items():
        if code not in told and periods:
            least = min((catalogue.work_out(code, entries[period]).missing for period in periods), key=len)
            lines.append(LackingLine(code, indicator.name, tuple(catalogue.names[one] for one in least)))
    return tuple(lines)
