"""Units and names in a workbook that people fill in: written in their language, read in any of ours."""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from wopfield.domain.catalogue import Catalogue
from wopfield.domain.pasted_table import Cells
from wopfield.domain.units import units_for
from wopfield.language import ENGLISH, OWN_NAMES, _, spoken

_MONEY = "local currency"
_ANY = "¤"
"""Stands for the code of any currency where a unit of money is looked up."""
_CODE = re.compile(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])")


def unit_words(unit: str, currency: str) -> str:
    """Return a unit as it is written; money by the code of the utility's currency, which is one in every language."""
    return _(unit).replace(_(_MONEY), currency) if currency and _MONEY in unit else _(unit)


def with_own_units(cells: Cells, catalogue: Catalogue) -> Cells:
    """Return cells with units that are written in one of our languages by the names they have in the catalogue."""
    known = _known(frozenset(variable.unit for variable in catalogue.variables.values()))
    return tuple(tuple(known.get(_plain(cell)) or _of_money(cell, known) for cell in row) for row in cells)


def known_in_every_language(catalogue: Catalogue) -> Catalogue:
    """Return a catalogue whose variables are known by their names in each of our languages."""
    own = {**{each.name: code for code, each in catalogue.variables.items()}, **catalogue.known_as}
    found: dict[str, str] = {}
    for language in OWN_NAMES:
        with spoken(language):
            found |= {_(name): code for name, code in own.items()}
    return replace(catalogue, known_as={**found, **own})


def _of_money(cell: str, known: Mapping[str, str]) -> str:
    """Return a unit with the code of a currency by the name it has with that in English; another cell as it is."""
    code = _CODE.search(cell)
    name = known.get(_plain(cell[: code.start()] + _ANY + cell[code.end() :])) if code else None
    return name.replace(_MONEY, code[0]) if code and name else cell


@cache
def _known(units: frozenset[str]) -> Mapping[str, str]:
    """Return the names of units in our languages; none that is another unit in English, as Spanish ``miles`` is."""
    names = {name for unit in units for name in units_for(unit)}
    found: dict[str, str] = {}
    for code in OWN_NAMES:
        if code != ENGLISH:
            with spoken(code):
                found |= {_plain(_(name)): name for name in names}
                money = _plain(_(_MONEY))
                found |= {_plain(_(name)).replace(money, _ANY): name for name in names if _MONEY in name}
    return {words: name for words, name in found.items() if words not in set(map(_plain, names))}


def _plain(words: str) -> str:
    return words.strip().casefold().replace("³", "3")
