"""Figures as tables of their own: entries, results, and what a table from outside would write."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Protocol

from wopfield.domain.catalogue import Catalogue
from wopfield.domain.indicator import Entry, Variable
from wopfield.domain.pasted import cells_of, preview
from wopfield.domain.pasted_table import Cells, Preview
from wopfield.domain.quantity import format_number, parse_number
from wopfield.errors import NotANumber
from wopfield.figures.computing import said
from wopfield.figures.reading import is_zipped, text_of
from wopfield.figures.unit_words import with_own_units
from wopfield.figures.workbooks import Sheet, Value, read_workbook
from wopfield.language import _, plural


@dataclass(frozen=True, slots=True)
class EntryLine:
    """An entry as it is kept, for people to read elsewhere."""

    variable: str
    period: str
    value: Decimal | None
    unit: str = ""
    state: str = "measured"
    basis: str = ""
    confidence: str = ""
    margin: str = ""
    source: str = ""
    note: str = ""
    kept_reason: str = ""
    rate: str = ""
    rate_date: str = ""


class KeptEntry(Protocol):
    """An entry as it is kept: what was typed, and what is said of it."""

    variable: str
    period: str
    value: str
    unit: str
    state: str
    basis: str
    confidence: str
    margin: str
    source: str
    note: str
    kept_reason: str
    rate: str
    rate_date: str


def entry_line(kept: KeptEntry) -> EntryLine:
    """Return a kept entry as a line of a table; what is no number any more is none."""
    try:
        value = parse_number(kept.value).value if kept.value else None
    except NotANumber:
        value = None
    return EntryLine(
        kept.variable, kept.period, value, kept.unit, kept.state, kept.basis, kept.confidence, kept.margin,
        kept.source, kept.note, kept.kept_reason, kept.rate, kept.rate_date,
    )  # fmt: skip


def entry_sheet(lines: Iterable[EntryLine], catalogue: Catalogue) -> Sheet:
    """Return entries as a table, one a row, in the order of the catalogue."""
    order = {code: place for place, code in enumerate(catalogue.variables)}
    head = (
        _("Code"), _("Figure"), _("Period"), _("Value"), _("Unit"), _("State"), _("How it was got"), _("How sure"),
        _("± % at 95 %"), _("Source"), _("Note"), _("Kept although asked, because"), _("Exchange rate"),
        _("Day of the rate"),
    )  # fmt: skip
    rows: list[tuple[Value, ...]] = [head]
    for line in sorted(lines, key=lambda each: (order.get(each.variable, len(order)), each.period)):
        variable = catalogue.variables.get(line.variable)
        name, unit = (variable.name, variable.unit) if variable else (line.variable, "")
        rows.append(
            (line.variable, name, line.period, line.value, line.unit or unit, line.state, line.basis, line.confidence,
             line.margin, line.source, line.note, line.kept_reason, line.rate, line.rate_date)
        )  # fmt: skip
    return Sheet(_("Entries"), tuple(rows))


def result_sheet(figures: Mapping[str, Mapping[str, Entry]], catalogue: Catalogue) -> Sheet:
    """Return what is worked out, one indicator a row, with what it lacks or why it cannot be in words."""
    worked = {period: catalogue.work_out_all(entries) for period, entries in figures.items()}
    head = (_("Code"), _("Indicator"), _("Unit"), *worked, _("What there is to say"), _("Formula"), _("Source"))
    rows: list[tuple[Value, ...]] = [head]
    for code, indicator in catalogue.indicators.items():
        results = {period: found[code] for period, found in worked.items()}
        remarks = [f"{period}: {said(result.problem)}" for period, result in results.items() if result.problem]
        remarks += [
            _("{period}: lacks {names}", period=period, names=", ".join(result.missing))
            for period, result in results.items()
            if result.missing
        ]
        values = (result.value for result in results.values())
        told = ("; ".join(remarks), indicator.formula, indicator.source)
        rows.append((code, indicator.name, indicator.unit, *values, *told))
    return Sheet(_("Indicators"), tuple(rows))


# ── what comes in ────────────────────────────────────────────────────────────────────────────────────────────


def read_table(path: Path, catalogue: Catalogue) -> Cells:
    """Return the cells of a workbook or of a text with a table of figures; of several sheets, the one with most.

    Raises:
        BadInput: it is neither, or holds nothing.
    """
    if not is_zipped(path) and path.suffix.lower() not in (".xlsx", ".xlsm"):
        return with_own_units(cells_of(text_of(path)), catalogue)
    sheets = [with_own_units(cells, catalogue) for cells in read_workbook(path)]
    return sheets[0] if len(sheets) == 1 else max(sheets, key=lambda cells: len(preview(cells, catalogue).to_write))


def preview_answer(found: Preview, *, written: bool) -> dict[str, object]:
    """Return what a table would write, ready for JSON."""
    return {
        "written": written,
        "across": found.across,
        "decimal": found.decimal,
        "variables": [
            {"text": line.text, "variable": line.variable, "sure": line.sure, "unit": line.unit}
            for line in found.variables
        ],
        "periods": [{"text": line.text, "period": line.period, "sure": line.sure} for line in found.periods],
        "figures": [
            {"variable": variable, "period": period, **_figure(given.entry)}
            for (variable, period), given in found.to_write.items()
        ],
        "refused": [
            {"variable": cell.variable, "period": cell.period, "text": cell.text, "reason": said(cell.given.refused)}
            for cell in found.refused
            if cell.given.refused
        ],
        "problems": [said(problem) for problem in found.problems],
    }


def preview_lines(found: Preview, catalogue: Catalogue, *, written: bool) -> Iterator[str]:
    """Yield what a table would write, for a person."""
    for (code, period), given in found.to_write.items():
        if given.entry is not None:
            variable = catalogue.variables[code]
            yield f"{variable.name}, {period}: {_in_words(given.entry, variable)}"
    yield from _cautions(found, catalogue)
    count = len(found.to_write)
    if written:
        yield plural("{count} figure was written.", "{count} figures were written.", count)
    else:
        yield plural("{count} figure would be written.", "{count} figures would be written.", count)


def _in_words(entry: Entry, variable: Variable) -> str:
    if entry.value is None:
        return entry.state.replace("_", " ")
    return f"{format_number(entry.value)} {variable.unit}"


def _cautions(found: Preview, catalogue: Catalogue) -> Iterator[str]:
    """Yield what a person should look at before the table is written."""
    for cell in found.cells:
        for remark in cell.given.remarks:
            name = catalogue.variables[cell.variable].name
            yield _("Check: {name}: {reason}", name=f"{name}, {cell.period}", reason=said(remark))
    for cell in found.refused:
        if cell.given.refused:
            name = catalogue.variables[cell.variable].name
            yield _("Not used: {name}: {reason}", name=f"{name}, {cell.period}", reason=said(cell.given.refused))
    for problem in found.problems:
        yield said(problem)
    for line in found.guessed:
        name = catalogue.variables[line.variable].name if line.variable else ""
        yield _("Guessed: “{text}” is taken for {name}.", text=line.text, name=name)


def _figure(entry: Entry | None) -> dict[str, object]:
    if entry is None:
        return {}
    return {"value": None if entry.value is None else float(entry.value), "state": entry.state}
