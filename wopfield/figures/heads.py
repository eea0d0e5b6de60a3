"""What the heads of columns and the names of figures in a file stand for."""

import re
from collections.abc import Iterable, Mapping

from wopfield.domain.catalogue import Catalogue
from wopfield.domain.given import is_unit


class Heads:
    """Finds variables and indicators by code or name, however they are written, and by their numbers in IBNET."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._codes: dict[str, str] = {}
        for indicator in catalogue.indicators.values():
            for number in _IBNET.findall(indicator.source):
                self._codes.setdefault(number, indicator.code)
        self._codes |= {_plain(each.name): code for code, each in catalogue.indicators.items()}
        self._codes |= {_plain(each.name): code for code, each in catalogue.variables.items()}
        self._codes |= {_plain(code): code for code in (*catalogue.indicators, *catalogue.variables)}

    def find(self, text: str) -> tuple[str, str]:
        """Return the code and the unit that ``v_own [ML]`` or ``V_Own, ML`` says; the text itself where it has none."""
        plain = " ".join(text.split())
        if len(plain) > _LONGEST:
            return plain, ""
        if code := self._known(plain):
            return code, ""
        for pattern in _WITH_UNIT:
            found = pattern.fullmatch(plain)
            code = self._known(found["name"]) if found else None
            if found and code and (pattern is _WITH_UNIT[0] or self._fits(found["unit"], code)):
                return code, found["unit"].strip()
        return plain, ""

    def count(self, cells: Iterable[str]) -> int:
        """Return how many of ``cells`` name a variable or an indicator."""
        known = (self.find(cell)[0] for cell in cells)
        return sum(code in self._catalogue.variables or code in self._catalogue.indicators for code in known)

    def units_below(self, columns: Iterable[tuple[str, str]], row: Iterable[str]) -> Mapping[str, str]:
        """Return the units in a row below the heads by code; none where it is a row of figures."""
        units: dict[str, str] = {}
        for (code, _unit), cell in zip(columns, row, strict=False):
            if code not in self._catalogue.variables or not cell.strip():
                continue
            if not any(c.isalpha() or c == "%" for c in cell) or not self._fits(cell, code):
                return {}
            units[code] = cell.strip()
        return units

    def _known(self, words: str) -> str | None:
        numbered = _NUMBERED.fullmatch(words)
        return self._codes.get(_plain(words)) or (self._codes.get(numbered[1]) if numbered else None)

    def _fits(self, unit: str, code: str) -> bool:
        variable = self._catalogue.variables.get(code)
        return variable is not None and is_unit(unit, variable)


_LONGEST = 300
_IBNET = re.compile(r"IBNET (\d+\.\d+[a-z]?)")
_NUMBERED = re.compile(r"(?:IBNET )?(\d+\.\d+[a-z]?)(?:\s.*)?", re.IGNORECASE)
_WITH_UNIT = (
    re.compile(r"(?P<name>[^\[(]+?)\s*[\[(](?P<unit>[^\[\]]*)[\])]"),
    re.compile(r"(?P<name>.+?)\s*,\s*(?P<unit>[^,]{1,30})"),
    re.compile(r"(?P<name>\w+?)[\s_](?P<unit>[^\s_]{1,12})"),
)
"""A head with its unit: in brackets, where any unit is meant as one; else behind a comma, a space or a _."""


def _plain(words: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", words.casefold()))
