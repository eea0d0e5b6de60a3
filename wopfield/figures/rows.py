"""Figures in rows and columns: a row for each utility and year, or a table with the figures down and years across."""

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from wopfield.domain.catalogue import Catalogue
from wopfield.domain.given import TWICE
from wopfield.domain.pasted import preview, tidy
from wopfield.domain.pasted_decimals import decimal_sign
from wopfield.domain.pasted_table import Cells
from wopfield.domain.quantity import DecimalSign
from wopfield.domain.remark import Remark
from wopfield.errors import BadInput
from wopfield.figures.heads import Heads
from wopfield.figures.unit_words import known_in_every_language, with_own_units
from wopfield.figures.utility_year import NoFiguresError, UtilityYear
from wopfield.language import _


def read_rows(text: str, catalogue: Catalogue) -> tuple[UtilityYear, ...]:
    """Return the utility-years of a CSV, whatever signs stand between its cells and its digits.

    Raises:
        NoFiguresError: it is no CSV, or no variable is named in it.
    """
    sign, _known = _sign(text, Heads(catalogue))
    return read_cells(_parsed(text, sign), catalogue, by_programs=sign == ",")


def read_cells(cells: Cells, catalogue: Catalogue, *, by_programs: bool = True) -> tuple[UtilityYear, ...]:
    """Return the utility-years of the cells of a table; ``by_programs`` where a point is surely for decimals.

    Raises:
        NoFiguresError: no variable is named in it.
    """
    if not cells:
        raise NoFiguresError(_("it is empty"))
    heads = Heads(catalogue)
    across = max(heads.count(row) for row in cells[:_MOST_ABOVE])
    first = cells[:_MOST_DOWN]
    down = max(heads.count(row[place] for row in first if place < len(row)) for place in range(3))
    if down > across or not across:
        return _down(cells, catalogue)
    return tuple(_years(cells, heads, by_programs=by_programs))


def names_variables(text: str, catalogue: Catalogue) -> bool:
    """Return whether one of the first lines of a text names a variable."""
    return _sign(text, Heads(catalogue))[1] > 0


# ── what stands where ────────────────────────────────────────────────────────────────────────────────────────

_MOST_ABOVE = 10
"""How many lines of titles and notes may stand above the heads."""
_MOST_DOWN = 300
"""So many lines tell whether the variables stand down."""
_FIRST_PART, _LONGEST_HEAD = 1_000_000, 100_000
_SIGNS = ",;\t|"
_NAMES = ("id", "utility", "name", "utility_name", "utility name", "city")
_PERIODS = ("period", "year")
_ABOUT = frozenset((*_NAMES, *_PERIODS))


def _sign(text: str, heads: Heads) -> tuple[str, int]:
    """Return the sign between cells, and how many variables the line names that names most."""
    lines = text[:_FIRST_PART].lstrip("\r\n").splitlines()[:_MOST_ABOVE]
    counted = {
        sign: max((heads.count(_split(line, sign)) for line in lines), default=0) if sign in text else 0
        for sign in _SIGNS
    }
    best = max(_SIGNS, key=lambda sign: counted[sign])
    if counted[best]:
        return best, counted[best]
    return max(_SIGNS, key=lambda sign: sum(line.count(sign) for line in lines)), 0


def _split(line: str, sign: str) -> list[str]:
    return next(csv.reader([line[:_LONGEST_HEAD]], delimiter=sign), [])


def _parsed(text: str, sign: str) -> list[list[str]]:
    before = csv.field_size_limit(len(text) + 1)  # one endless cell is refused, and not its whole file
    try:
        rows = csv.reader(StringIO(text, newline=""), delimiter=sign, strict=True)
        found = [row for row in rows if any(map(str.strip, row))]
    except csv.Error as error:
        raise NoFiguresError(_("it is no CSV ({reason})", reason=error)) from error
    finally:
        csv.field_size_limit(before)
    if found and found[0][0].strip().casefold().startswith("sep="):
        del found[0]
    return found


@dataclass(frozen=True, slots=True)
class _Columns:
    """What the columns of a table are, and how the cells in them are written."""

    figures: Sequence[tuple[int, str]]
    """Place and code (or the words nobody knows) of each column that holds figures."""
    names: Sequence[tuple[int, str]]
    """The same of the columns that say whose figures and of when they are."""
    units: Mapping[str, str]
    decimal: DecimalSign
    sure: bool
    count: int
    twice: frozenset[str]
    """Codes that more than one column has."""


def _years(rows: Cells, heads: Heads, *, by_programs: bool) -> Iterator[UtilityYear]:
    counts = [heads.count(row) for row in rows[:_MOST_ABOVE]]
    head = counts.index(max(counts))
    columns = [heads.find(cell) for cell in rows[head]]
    below = rows[head + 1 :]
    units = heads.units_below(columns, below[0]) if below else {}
    if units:
        below = below[1:]
    if not below:
        raise NoFiguresError(_("it has no row below its first line"))
    decimal = decimal_sign(below)
    made = _columns(columns, units, decimal or ".", sure=by_programs or decimal is not None)
    for place, row in enumerate(below, start=1):
        yield _row(made, row, place)


def _columns(
    heads: Sequence[tuple[str, str]], units: Mapping[str, str], decimal: DecimalSign, *, sure: bool
) -> _Columns:
    """Return what columns are; ``units`` stand in a row of their own, and those in a head count before them."""
    figures = [(place, name) for place, (name, _unit) in enumerate(heads) if name.casefold() not in _ABOUT]
    names = [(place, name.casefold()) for place, (name, _unit) in enumerate(heads) if name.casefold() in _ABOUT]
    own = {heads[place][0]: heads[place][1] for place, _name in figures if heads[place][1]}
    counted = Counter(name for _place, name in figures)
    twice = frozenset(name for name, count in counted.items() if count > 1)
    return _Columns(figures, names, {**units, **own}, decimal, sure, len(heads), twice)


def _row(columns: _Columns, row: Sequence[str], place: int) -> UtilityYear:
    filled = len(row)
    values: dict[str, object] = {name: row[at] for at, name in columns.figures if at < filled}
    for name in columns.twice & values.keys():
        if sum(name == other for at, other in columns.figures if at < filled) > 1:
            values[name] = TWICE
    said: dict[str, str] = {}
    for at, name in columns.names:
        if at < filled:
            said.setdefault(name, row[at].strip())
    over = any(map(str.strip, row[columns.count :]))
    problem = _("It has more cells than the first line.") if over else ""
    period = next((said[name] for name in _PERIODS if said.get(name)), "")
    name = said.get("id") or " ".join(part for part in (*(said.get(n, "") for n in _NAMES[1:]), period) if part)
    utility = next((said[each] for each in _NAMES[1:] if said.get(each)), "")
    return UtilityYear(
        name or place, {} if problem else values, columns.units, period, problem, columns.decimal, utility,
        sure=columns.sure,
    )  # fmt: skip


# ── figures down, years across ───────────────────────────────────────────────────────────────────────────────


def _down(rows: Cells, catalogue: Catalogue) -> tuple[UtilityYear, ...]:
    """Return a utility-year for each period of a table such as people paste, what was guessed in it said.

    Raises:
        NoFiguresError: it is no such table.
    """
    try:
        found = preview(tidy(with_own_units(rows, catalogue)), known_in_every_language(catalogue))
    except BadInput as refused:
        raise NoFiguresError(_("no line of it names a variable")) from refused
    years: dict[str, dict[str, object]] = {}
    for cell in found.cells:
        years.setdefault(cell.period, {})[cell.variable] = cell.given
    if not years:
        raise NoFiguresError(_("its first line names no variable"))
    sentence = "The line “{text}” is taken for “{name}”."
    guessed = tuple(
        Remark(sentence, "guessed", {"text": line.text[:60], "name": catalogue.variables[line.variable].name})
        for line in found.guessed
        if line.variable
    )
    remarks = (*guessed, *found.problems)
    return tuple(UtilityYear(period, values, period=period, remarks=remarks) for period, values in years.items())
