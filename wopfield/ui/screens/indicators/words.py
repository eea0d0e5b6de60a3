"""Figures, units and cells in words."""

from collections.abc import Mapping
from decimal import Decimal

from wopfield.domain.currency import convert_money, currency_of
from wopfield.domain.indicator import EntryState
from wopfield.domain.quantity import THIN, parse_number, significant
from wopfield.domain.units import convert, units_for
from wopfield.errors import BadInput, NotANumber
from wopfield.language import _
from wopfield.store.tables import IndicatorEntry
from wopfield.ui.numbers import numeral
from wopfield.ui.screens.indicators.sheet import Sheet, Spot, number_of
from wopfield.ui.values import amount_words, unit_words

NOTHING = "–"
"""Stands where there is no figure."""


def states() -> Mapping[EntryState, str]:
    """Return the words for cells without a figure that say why."""
    return {"not_measured": _("not measured"), "not_applicable": _("does not apply")}


def in_own_unit(row: IndicatorEntry, unit: str, currency: str = "") -> str:
    """Return the figure in the unit of its variable where it was typed in another one, else an empty text."""
    value = number_of(row)
    if value is None or row.unit in ("", unit):
        return ""
    code = currency_of(row.unit) if row.unit not in units_for(unit) else ""
    if code and not row.rate:
        return _("Say how much one {currency} was, or nothing is worked out from it.", currency=code)
    try:
        rate = parse_number(row.rate).value if code else Decimal(1)
        exact = convert_money(value, row.unit, unit, rate) if code else convert(value, row.unit, unit)
    except (BadInput, NotANumber):
        return _("This unit cannot be turned into {unit}.", unit=unit_words(unit, currency))
    shown = significant(exact, 6)
    return f"{equals(shown, exact)} {amount_words(numeral(shown), unit, currency)}"


def equals(shown: Decimal, exact: Decimal) -> str:
    """Return the sign before a figure: it is only about what was worked out where it was rounded to be shown."""
    return "=" if shown == exact else "≈"


def to_edit(value: Decimal) -> str:
    """Return a number as it stands in a field where it is typed: without signs between thousands."""
    return numeral(value).replace(THIN, "")


def figure_words(row: IndicatorEntry | None) -> str:
    """Return what a cell says: its figure, why there is none, or a dash."""
    if row is None:
        return NOTHING
    for state, words in states().items():
        if row.state == state:
            return words
    value = number_of(row)
    return numeral(value) if value is not None else row.value or NOTHING


def cell_name(sheet: Sheet, spot: Spot) -> str:
    """Return a cell as it is read aloud: what, when, how much, and what is odd."""
    variable, period = spot
    row = sheet.rows.get(spot)
    parts = [sheet.catalogue.variables[variable].name, period, figure_words(row)]
    if row is not None and row.value:
        parts[-1] = amount_words(parts[-1], sheet.unit(spot), sheet.currency)
    if row is not None and row.open:
        parts.append(_("changed in two places"))
    if sheet.open_doubt(spot) is not None:
        parts.append(_("looks wrong"))
    return ", ".join(parts)
