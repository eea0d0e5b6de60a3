"""In which unit the figures of a pasted table are: beside each, or said once for all of them."""

import re
from collections.abc import Iterable

from wopfield.domain.currency import OWN_CURRENCY, in_currency
from wopfield.domain.units import find_unit


def unit_said(behind: str, beside: str, unit: str) -> tuple[str, bool]:
    """Return the unit a row gives for its figures, and whether all that it says of it is the same.

    What stands ``beside``, in a column for units, goes before what stands ``behind`` the name of the variable:
    ``Population (persons) | thousands``.
    """
    column, bracket = (find_unit(each, unit) if each else None for each in (beside, behind))
    if column is None:
        return behind or beside, True
    return beside, bracket is None or bracket.name == column.name


def row_unit(written: str, unit: str, currency: str) -> str:
    """Return the unit of a row as figures are read in it: empty for ``unit`` itself, what nobody knows as it is.

    Money may be in a currency by its name: ``KES``, ``million KES``, ``USD '000``. ``currency`` is the utility's own;
    where nobody knows it, every name is taken for it.
    """
    found = find_unit(written, unit) if written else None
    if not written or found is not None:
        return "" if found is None or found.name == unit else written
    code = _CODE.search(written)
    if code is None or not unit.startswith(OWN_CURRENCY):
        return written
    rest = " ".join(_CODE.sub(" ", written).split())
    amount = find_unit(rest, unit) if rest else None
    if rest and amount is None:
        return written
    name = amount.name if amount else unit
    if currency not in ("", code[0]):
        return in_currency(name, code[0])
    return "" if name == unit else name


def unit_of_all(heads: Iterable[str], unit: str, currency: str) -> str:
    """Return the unit that the heads of a table say for all its figures: ``('000 m³)``, ``in million KES``.

    A mere ``in thousands`` is believed of money alone, of which accounts say so.
    """
    for head in heads:
        for said in _SAID.findall(head):
            written = next(each for each in said if each).strip()
            if find_unit(written, "persons") is not None and not unit.startswith(OWN_CURRENCY):
                continue
            known = row_unit(written, unit, currency)
            if known != written or find_unit(written, unit) is not None:
                return known
    return ""


_CODE = re.compile(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])")
_SAID = re.compile(r"[(\[]\s*(?:in |en |em )?([^()\[\]]{1,30})[)\]]|\b(?:in|en|em) (.{1,30})$")
