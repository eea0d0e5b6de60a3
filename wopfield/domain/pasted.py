"""A pasted table, and what each of its cells would become: nothing is written before somebody has seen it.

People paste what they have: variables down and years across or the other way round, codes or names, units in a
column or behind the name, decimal commas, totals, notes. The reader maps what it can, marks what it guessed and names
what it could not place; a screen passes corrections back in and reads again.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from io import StringIO

from wopfield.domain.catalogue import Catalogue
from wopfield.domain.given import Given, read_given
from wopfield.domain.matching import Match, Matcher
from wopfield.domain.pasted_blocks import below_each_other
from wopfield.domain.pasted_decimals import settled, settled_beside
from wopfield.domain.pasted_entries import find_columns, preview_entries
from wopfield.domain.pasted_heads import head_row, read_heads
from wopfield.domain.pasted_table import (
    UNCORRECTED,
    Anchor,
    Cells,
    Corrections,
    PastedCell,
    PeriodLine,
    Place,
    Preview,
    VariableLine,
)
from wopfield.domain.pasted_units import row_unit, unit_of_all, unit_said
from wopfield.domain.pasted_words import Words, find_words, with_words
from wopfield.domain.plainly_given import PLAIN, Manner
from wopfield.domain.remark import Remark
from wopfield.domain.units import find_unit
from wopfield.errors import BadInput


def cells_of(text: str) -> list[list[str]]:
    """Return the cells of copied text: tabs as spreadsheets copy them, or a CSV.

    Raises:
        BadInput: it is empty, or larger than any table of figures.
    """
    if len(text) > _LARGEST:
        raise unusable("This is larger than any table of figures.")
    lines = [line for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()]
    try:
        found = list(csv.reader(StringIO(text, newline=""), delimiter=_sign(text, lines)))
    except csv.Error as error:
        raise unusable("This is no table.") from error
    return tidy(found)


def check_size(cells: Cells, catalogue: Catalogue) -> None:
    """Refuse what nobody could look at before it is written.

    Raises:
        BadInput: it has more lines or columns than figures have names.
    """
    if max(len(cells), len(cells[0])) > _MOST_LINES and find_columns(cells, catalogue) is None:
        raise unusable("This is larger than any table of figures.")


def _sign(text: str, lines: Sequence[str]) -> str:
    """Return the sign between cells: one that stands in every line, or gives nearly all rows the same width."""
    for sign in "\t;,":
        if lines and all(sign in line for line in lines):
            return sign
    for sign in "\t;,":
        widths = [len(row) for row in csv.reader(StringIO(text, newline=""), delimiter=sign) if any(row)]
        if widths and widths[0] > 1 and widths.count(widths[0]) * 10 >= 9 * len(widths):
            return sign
    return "\t"


def tidy(cells: Iterable[Iterable[str]]) -> list[list[str]]:
    """Return cells as a rectangle, without empty rows and columns around and between; tables in one column of them."""
    rows = [[" ".join(cell.split()) for cell in row] for row in cells]
    rows = [row for row in rows if any(row)]
    if not rows:
        raise unusable("There is nothing to paste.")
    width = max(map(len, rows))
    if width * len(rows) > _MOST_CELLS:
        raise unusable("This is larger than any table of figures.")
    rows = [row + [""] * (width - len(row)) for row in rows]
    used = [place for place in range(width) if any(row[place] for row in rows)]
    return [list(row) for row in below_each_other([[row[place] for place in used] for row in rows])]


def unusable(happened: str) -> BadInput:
    """Return what is told of something that is no table of figures."""
    return BadInput(
        happened, safe="Nothing was written.", do="Copy the cells with their names and years, and paste again."
    )


def preview(
    cells: Cells,
    catalogue: Catalogue,
    anchor: Anchor | None = None,
    corrections: Corrections = UNCORRECTED,
    manner: Manner = PLAIN,
) -> Preview:
    """Return what a table would write; ``cells`` are as ``cells_of`` or ``tidy`` return them."""
    columns = find_columns(cells, catalogue)
    if columns is not None:
        return preview_entries(cells, columns, catalogue, corrections, manner)
    manner = settled(cells, corrections.decimal, manner)
    shape = _shape(cells, Matcher(catalogue), catalogue)
    if shape is None:
        return _bare(cells, catalogue, anchor, manner)
    table = cells if shape.across is False else [list(column) for column in zip(*cells, strict=True)]
    return _named(table, shape, catalogue, corrections, manner)


# ── which way round ──────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Shape:
    """A table with names, as if the variables stood down and the periods across."""

    across: bool
    head: int
    """The row with the periods; -1 where there is none."""
    names: int
    """The column with the variables."""
    units: int | None
    matches: tuple[Match | None, ...]

    @property
    def first(self) -> int:
        """The first row that names a variable, below the heads."""
        return next((place for place, match in enumerate(self.matches) if match), self.head + 1)


def _shape(cells: Cells, matcher: Matcher, catalogue: Catalogue) -> _Shape | None:
    found = []
    for across in (False, True):
        table = cells if not across else [list(column) for column in zip(*cells, strict=True)]
        names, matches = _name_column(table, matcher)
        head = head_row(table)
        if not any(matches) and not _has_names(table, names, head):
            continue
        sure = sum(match is not None and match.sure for match in matches)
        found.append(((any(matches), head >= 0, sure, sum(map(bool, matches))), across, table, names, matches, head))
    if not found:
        return None
    _score, across, table, names, matches, head = max(found, key=lambda each: each[0])
    return _Shape(across, head, names, _unit_column(table, names, matches, catalogue), matches)


def _name_column(table: Cells, matcher: Matcher) -> tuple[int, tuple[Match | None, ...]]:
    """Return the column whose cells name most variables, among the first few, and what each names."""
    best: tuple[int, tuple[Match | None, ...]] = (0, ())
    most = -1.0
    for column in range(min(4, len(table[0]))):
        matches = tuple(matcher.find(row[column]) for row in table)
        score = sum(1.0 if match.sure else 0.4 for match in matches if match)
        if score > most:
            best, most = (column, matches), score
    return best


def _has_names(table: Cells, names: int, head: int) -> bool:
    """Return whether a table of periods has words where variables are named, whatever they mean."""
    below = [row[names] for place, row in enumerate(table) if place != head and row[names]]
    return head >= 0 and bool(below) and all(cell[0].isalpha() or not _starts_as_number(cell) for cell in below)


def _unit_column(table: Cells, names: int, matches: tuple[Match | None, ...], catalogue: Catalogue) -> int | None:
    """Return the column where most cells are units of the variable of their row."""
    for column in range(len(table[0])):
        if column != names and any(row[column].casefold().strip(".") in _UNIT_HEADS for row in table[:6]):
            return column
    rows = [(row, match) for row, match in zip(table, matches, strict=True) if match]
    best, most = None, 0
    for column in range(len(table[0])):
        fit = sum(
            bool(row[column]) and find_unit(row[column], catalogue.variables[match.variable].unit) is not None
            for row, match in rows
        )
        if column != names and fit > most and fit * 2 >= len(rows):
            best, most = column, fit
    return best


# ── with names ───────────────────────────────────────────────────────────────────────────────────────────────


def _named(table: Cells, shape: _Shape, catalogue: Catalogue, changed: Corrections, manner: Manner) -> Preview:
    words = find_words(table, shape.names)
    periods = _periods(table, shape, changed, words)
    variables = _variables(table, shape, catalogue, changed, words, manner.currency)
    columns = [period.line for period in periods if period.period]
    manner = settled_beside(([table[line.line][at] for at in columns] for line in variables if line.variable), manner)
    cells: list[PastedCell] = []
    lonely: list[str] = []
    written: set[Place] = set()
    for line in variables:
        if line.variable is None:
            continue
        of_line = []
        for period in periods:
            if period.period is None:
                continue
            text = table[line.line][period.line]
            place = (line.variable, period.period)
            given = read_given(catalogue.variables[line.variable], text, manner, line.unit)
            if place in written and (given.entry or given.refused):
                given = Given(refused=Remark("Another row or column gives this figure, too.", "twice"))
            elif given.entry or given.refused:
                written.add(place)
            given = with_words(given, words.beside(table, line.line, period.line))
            row, column = (period.line, line.line) if shape.across else (line.line, period.line)
            of_line.append(PastedCell(row, column, text, *place, given))
        cells += of_line
        if all(cell.given.entry is None for cell in of_line):
            lonely += [table[line.line][place] for place in words.columns if table[line.line][place]]
    return Preview(
        variables, periods, tuple(cells), shape.across, manner.decimal, tuple(_problems(variables, periods, lonely))
    )


def _problems(
    variables: Sequence[VariableLine], periods: Sequence[PeriodLine], lonely: Sequence[str]
) -> Iterator[Remark]:
    """Yield what there is to say about a table as a whole; ``lonely`` are words that stand beside no figure."""
    unplaced = [line.text for line in variables if line.variable is None and line.text]
    if unplaced:
        yield Remark("No variable was found for: {names}.", "unknown_rows", {"names": _listed(unplaced)})
    if lonely:
        yield Remark("Beside no figure, and so not taken in: {names}.", "lonely_words", {"names": _listed(lonely)})
    if rivals := [period.text for period in periods if period.rival]:
        yield Remark(
            "Several are of the same period; say which one is meant: {names}.", "rivals", {"names": _listed(rivals)}
        )
    elif not any(period.period for period in periods):
        yield Remark("No year, quarter or month was found; say which period each column is.", "no_periods")


def _variables(
    table: Cells, shape: _Shape, catalogue: Catalogue, changed: Corrections, words: Words, currency: str
) -> tuple[VariableLine, ...]:
    lines = []
    above = [cell for row in table[: shape.first] for cell in row if cell]
    for place, (row, match) in enumerate(zip(table, shape.matches, strict=True)):
        if (place == shape.head and not (match and match.sure)) or place in words.rows:
            continue
        if not row[shape.names] and not any(map(_starts_as_number, row)):
            continue  # more heads, such as "Actual" below the years
        code = changed.variables.get(place, match.variable if match else None) or None
        sure = place in changed.variables or (match is not None and match.sure)
        variable = catalogue.variables.get(code) if code else None
        unit = ""
        if variable is not None:
            beside = row[shape.units] if shape.units is not None else ""
            unit, agreed = unit_said(match.unit if match else "", beside, variable.unit)
            unit = changed.units.get(place, "") or unit
            sure = sure and (agreed or place in changed.units)
            if not unit and (unit := unit_of_all(above, variable.unit, currency)):
                sure = False
            unit = row_unit(unit, variable.unit, currency)
        lines.append(VariableLine(place, row[shape.names], variable.code if variable else None, sure, unit))
    return tuple(lines)


def _periods(table: Cells, shape: _Shape, changed: Corrections, words: Words) -> tuple[PeriodLine, ...]:
    lines = []
    heads = read_heads(table, shape.head, [place for place, match in enumerate(shape.matches) if match])
    for place, head in enumerate(heads):
        if place in (shape.names, shape.units) or place in words.columns:
            continue
        period = changed.periods.get(place, head.period) or None
        if period is None and not _numbers_below(table[shape.first :], place):
            continue
        lines.append(PeriodLine(place, head.text, period, place in changed.periods or head.sure))
    return _without_rivals(lines, changed)


def _without_rivals(lines: Sequence[PeriodLine], changed: Corrections) -> tuple[PeriodLine, ...]:
    """Leave to the person which of several columns of one period is meant: towns of a group, utilities of a country."""
    counts = Counter(line.period for line in lines if line.period)
    chosen = set(changed.periods.values())
    return tuple(
        replace(line, period=None, sure=False, rival=line.period not in chosen)
        if line.period and counts[line.period] > 1 and line.line not in changed.periods
        else line
        for line in lines
    )


def _numbers_below(figures: Cells, place: int) -> bool:
    """Return whether a column without a period is one of figures, and no remark or number of the line."""
    cells = [row[place] for row in figures if row[place]]
    return bool(cells) and 2 * sum(map(_starts_as_number, cells)) > len(cells)


def _starts_as_number(cell: str) -> bool:
    return cell.lstrip("-+( ")[:1].isdigit()


# ── numbers alone ────────────────────────────────────────────────────────────────────────────────────────────


def _bare(cells: Cells, catalogue: Catalogue, anchor: Anchor | None, manner: Manner) -> Preview:
    """Return what numbers without names would write, from the chosen cell on."""
    if anchor is None:
        problem = Remark("Neither variables nor periods were found in it.", "no_names")
        return Preview((), (), (), False, manner.decimal, (problem,))
    placed = []
    for r, (row, code) in enumerate(zip(cells, anchor.variables, strict=False)):
        for c, (text, period) in enumerate(zip(row, anchor.periods, strict=False)):
            placed.append(PastedCell(r, c, text, code, period, read_given(catalogue.variables[code], text, manner)))
    problems = []
    if len(cells) > len(anchor.variables) or len(cells[0]) > len(anchor.periods):
        problems.append(Remark("The table is larger than the room below and beside the chosen cell.", "no_room"))
    rows = zip(range(len(cells)), anchor.variables, strict=False)
    columns = zip(range(len(cells[0])), anchor.periods, strict=False)
    return Preview(
        tuple(VariableLine(r, "", code, sure=True) for r, code in rows),
        tuple(PeriodLine(c, "", period, sure=True) for c, period in columns),
        tuple(placed),
        False,
        manner.decimal,
        tuple(problems),
    )


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────

_UNIT_HEADS = frozenset(
    {"unit", "units", "unité", "unités", "unidad", "unidades", "unidade", "einheit", "الوحدة", "وحدة", "الوحدات"}
)
_LARGEST = 5_000_000
_MOST_CELLS = 200_000
_MOST_LINES = 600


def _listed(names: Sequence[str]) -> str:
    shown = [name if len(name) <= 60 else name[:59] + "…" for name in names]
    return ", ".join(shown[:8]) + (" …" if len(shown) > 8 else "")
