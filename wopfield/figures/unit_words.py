"""Units in a workbook that people fill in: written in their language, read in any of ours."""

from collections.abc import Mapping
from functools import cache

from wopfield.domain.catalogue import Catalogue
from wopfield.domain.pasted_table import Cells
from wopfield.domain.units import units_for
from wopfield.language import ENGLISH, OWN_NAMES, _, spoken

_MONEY = "local currency"


def unit_words(unit: str, currency: str) -> str:
    """Return a unit as it is written; money by the code of the utility's currency, which is one in every language."""
    return unit.replace(_MONEY, currency) if currency and _MONEY in unit else _(unit)


def with_own_units(cells: Cells, catalogue: Catalogue) -> Cells:
    """Return cells with units that are written in one of our languages by the names they have in the catalogue."""
    known = _known(frozenset(variable.unit for variable in catalogue.variables.values()))
    return tuple(tuple(known.get(cell.strip().casefold(), cell) for cell in row) for row in cells)


@cache
def _known(units: frozenset[str]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for code in OWN_NAMES:
        if code != ENGLISH:
            with spoken(code):
                found |= {_(name).casefold(): name for unit in units for name in units_for(unit) if _(name) != name}
    return found
