"""A table with one entry a row, as the program saves entries: figure, period, value and all that is said of it.

It is shown as any pasted table is: figures down, periods across. The heads may be in any language, since the columns
stand where the program has put them; those of another order are known by their English heads.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from wopfield.domain.catalogue import Catalogue
from wopfield.domain.currency import currency_of
from wopfield.domain.day_time import day_in
from wopfield.domain.given import Given, read_given
from wopfield.domain.indicator import Variable
from wopfield.domain.pasted_table import Cells, Corrections, PastedCell, PeriodLine, Preview, VariableLine
from wopfield.domain.pasted_words import with_words
from wopfield.domain.period_words import find_period
from wopfield.domain.plainly_given import Manner
from wopfield.domain.remark import Remark
from wopfield.domain.units import find_unit

COLUMNS: Final = (
    "Code", "Figure", "Period", "Value", "Unit", "State", "How it was got", "How sure", "± % at 95 %", "Source", "Note",
    "Kept although asked, because", "Exchange rate", "Day of the rate",
)  # fmt: skip
"""The heads in English, in the order in which they are saved."""

_NEEDED = ("Code", "Period", "Value")
_BASES = ("measured", "estimated", "stated")


def find_columns(cells: Cells, catalogue: Catalogue) -> Mapping[str, int] | None:
    """Return where each column stands by its English head; None where this is no table of entries."""
    if len(cells) < 2:
        return None
    heads = {" ".join(cell.split()).casefold(): place for place, cell in enumerate(cells[0])}
    found = {head: heads[head.casefold()] for head in COLUMNS if head.casefold() in heads}
    if not all(head in found for head in _NEEDED):
        if len(cells[0]) != len(COLUMNS):
            return None
        found = {head: place for place, head in enumerate(COLUMNS)}
    code, period = found["Code"], found["Period"]
    known = sum(row[code].strip() in catalogue.variables and find_period(row[period]) is not None for row in cells[1:])
    return found if known * 2 > len(cells) - 1 else None


def preview_entries(
    cells: Cells, columns: Mapping[str, int], catalogue: Catalogue, changed: Corrections, manner: Manner
) -> Preview:
    """Return what a table of entries would write."""
    rows = [{head: _as_saved(row[place]) for head, place in columns.items()} for row in cells[1:]]
    names = list(dict.fromkeys(row["Code"] for row in rows if row["Code"]))
    periods = list(dict.fromkeys(row["Period"] for row in rows if row["Period"]))
    variables = tuple(_variable(place, name, rows, catalogue, changed) for place, name in enumerate(names))
    across = tuple(_period(place, text, changed) for place, text in enumerate(periods))
    placed: list[PastedCell] = []
    written: set[tuple[str, str]] = set()
    for row in rows:
        line = variables[names.index(row["Code"])] if row["Code"] else None
        period = across[periods.index(row["Period"])] if row["Period"] else None
        if line is None or period is None or line.variable is None or period.period is None:
            continue
        variable = catalogue.variables[line.variable]
        given = _given(variable, row, replace(manner, decimal="."), changed.units.get(line.line, ""))
        place = (variable.code, period.period)
        if place in written:
            given = Given(refused=Remark("Another row or column gives this figure, too.", "twice"))
        written.add(place)
        text = row.get("Value") or row.get("State", "")
        placed.append(PastedCell(line.line, period.line, text, *place, given))
    unknown = [line.text for line in variables if line.variable is None and line.line not in changed.variables]
    problems = [Remark("No variable was found for: {names}.", "unknown_rows", {"names": ", ".join(unknown[:8])})]
    return Preview(variables, across, tuple(placed), False, ".", tuple(problems if unknown else ()))


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _variable(
    place: int, name: str, rows: Sequence[Mapping[str, str]], catalogue: Catalogue, changed: Corrections
) -> VariableLine:
    own = name if name in catalogue.variables else None
    code = changed.variables.get(place, own) or None
    units = {row.get("Unit", "") for row in rows if row["Code"] == name}
    told = next((row["Figure"] for row in rows if row["Code"] == name and row.get("Figure")), name)
    unit = changed.units.get(place, units.pop() if len(units) == 1 else "")
    if code is not None:
        found = find_unit(unit, catalogue.variables[code].unit) if unit else None
        unit = "" if found and found.name == catalogue.variables[code].unit else unit
    return VariableLine(place, told, code, sure=True, unit=unit)


def _period(place: int, text: str, changed: Corrections) -> PeriodLine:
    found = find_period(text)
    return PeriodLine(place, text, changed.periods.get(place, found.period if found else None) or None, sure=True)


def _given(variable: Variable, row: Mapping[str, str], manner: Manner, chosen_unit: str) -> Given:
    """Return what a row gives for its variable, with all that stands beside it."""
    unit = chosen_unit or row.get("Unit", "")
    state = row.get("State", "").casefold().replace(" ", "_")
    if state in ("not_measured", "not_applicable") and not row.get("Value"):
        given = read_given(variable, {"value": None, "state": state})
    else:
        given = _figure(variable, row, manner, unit)
    given = with_words(given, {"source": row.get("Source", ""), "note": row.get("Note", "")})
    given = with_words(given, {"grade": row.get("How sure", ""), "source": given.source, "note": given.note})
    if given.entry is None:
        return given
    margin = read_given(variable, row.get("± % at 95 %", ""), manner).entry
    entry = given.entry if margin is None else given.entry._replace(margin=margin.value)
    basis = row.get("How it was got", "").casefold()
    return replace(
        given, entry=entry, basis=basis if basis in _BASES else "", kept=row.get("Kept although asked, because", "")
    )


def _figure(variable: Variable, row: Mapping[str, str], manner: Manner, unit: str) -> Given:
    code = currency_of(unit) if unit != variable.unit else ""
    if not code:
        return read_given(variable, row["Value"], manner, "" if unit == variable.unit else unit)
    rate = read_given(variable, row.get("Exchange rate", ""), manner).entry
    if rate is None or rate.value is None or rate.value <= 0:
        # As it is kept: in money whose rate nobody has said yet.
        given = read_given(variable, row["Value"], manner)
        return replace(given, unit=unit if given.entry else "")
    given = read_given(variable, row["Value"], replace(manner, rates={code: rate.value}), unit)
    return _with_day(replace(given, rate=_plain(rate.value)), row.get("Day of the rate", "")) if given.entry else given


def _with_day(given: Given, text: str) -> Given:
    day = day_in(text)
    if day is None and text:
        sentence = "The day of the rate, “{text}”, is not known; write it as 2025-12-31."
        return replace(given, remarks=(*given.remarks, Remark(sentence, "rate_day", {"text": text[:40]})))
    return replace(given, rate_date=day.isoformat() if day else "")


def _as_saved(cell: str) -> str:
    """Return a cell without the apostrophe that a CSV puts before what a spreadsheet would take for a formula."""
    plain = cell.strip()
    return plain[1:] if plain.startswith(("'=", "'+", "'-", "'@")) else plain


def _plain(number: Decimal) -> str:
    return f"{number:f}"
