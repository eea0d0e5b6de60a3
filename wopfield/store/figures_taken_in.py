"""Figures of a table that somebody has looked at, written as indicator entries by one change."""

from collections.abc import Mapping
from decimal import Decimal

from wopfield.domain.catalogue import Catalogue
from wopfield.domain.currency import currency_of
from wopfield.domain.given import Given
from wopfield.domain.quantity import parse_number
from wopfield.domain.units import units_for
from wopfield.errors import NotANumber
from wopfield.store import indicators
from wopfield.store.editor import Editor
from wopfield.store.indicators import Place
from wopfield.store.tables import IndicatorEntry


def take_in(
    editor: Editor,
    shown: Mapping[Place, IndicatorEntry],
    scope: str,
    utility: str,
    figures: Mapping[Place, Given],
    catalogue: Catalogue,
) -> int:
    """Write the figures of a table somebody has seen, as one change; return how many are other than before.

    ``shown`` are the entries as they were read when the table was looked at.
    """
    rows, changed = dict(shown), set[Place]()
    for (variable, period), given in figures.items():
        if given.entry is None:
            continue
        place = variable, period
        row = rows.get(place) or indicators.blank(scope, utility, variable, period)
        rows[place], fresh = _take_one_in(editor, row, given, catalogue.variables[variable].unit)
        if fresh:
            changed.add(place)
    reasons = {place: given.kept.strip() for place, given in figures.items() if given.kept.strip()}
    return len(changed | _keep_for(editor, rows, reasons, catalogue))


def _keep_for(
    editor: Editor, rows: Mapping[Place, IndicatorEntry], reasons: Mapping[Place, str], catalogue: Catalogue
) -> set[Place]:
    """Keep the figures that are asked about and come with a reason; return which of them had not been kept so."""
    if not reasons:
        return set()
    asked = indicators.doubts(indicators.figures(rows.values(), catalogue), catalogue)
    fresh = {
        place
        for place, reason in reasons.items()
        if place in asked and not (indicators.is_kept(rows[place], asked[place]) and rows[place].kept_reason == reason)
    }
    for place in fresh:
        indicators.keep(editor, rows[place], asked[place], reasons[place])
    return fresh


def _take_one_in(editor: Editor, row: IndicatorEntry, given: Given, own_unit: str) -> tuple[IndicatorEntry, bool]:
    """Write one figure with the words beside it; return it, and whether it is other than before."""
    unit = given.unit if given.unit in units_for(own_unit) or currency_of(given.unit) else ""
    entry, changed = given.entry, False
    if entry is None:
        return row, False
    value = (given.typed if unit else None) or entry.value
    if value is None:
        if row.state != entry.state:
            row, changed = indicators.set_state(editor, row, entry.state), True
    elif not _is_given(row, value, unit, own_unit):
        row, changed = indicators.give(editor, row, value, unit), True
    words = {
        "confidence": entry.confidence or "",
        "margin": "" if entry.margin is None else f"{entry.margin:f}",
        "source": given.source.strip(),
        "note": given.note.strip(),
        "basis": given.basis,
        "rate": given.rate,
        "rate_date": given.rate_date.strip(),
    }
    fresh = {field: text for field, text in words.items() if text and not _says_the_same(text, getattr(row, field))}
    if fresh:
        row = editor.take(row)
        for field, text in fresh.items():
            setattr(row, field, text)
    return row, changed or bool(fresh)


def _is_given(row: IndicatorEntry, value: Decimal, unit: str, own_unit: str) -> bool:
    """Return whether an entry has this very figure already, however its digits are written."""
    try:
        same = bool(row.value) and parse_number(row.value).value == value
    except NotANumber:
        return False
    return same and (row.unit or own_unit) == (unit or own_unit) and row.state == "measured"


def _says_the_same(text: str, kept: str) -> bool:
    """Return whether two texts differ only in what a table loses: blanks, line ends, noughts behind a number."""
    if text.split() == kept.split():
        return True
    try:
        return parse_number(text).value == parse_number(kept).value
    except NotANumber:
        return False
