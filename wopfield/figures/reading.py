"""Files of figures: JSON objects, or CSV with one row for each utility and year.

The file decides nothing about a value; it only says which variable it stands under. What cannot be understood is
named and left out, so that one bad column or row never spoils its neighbours.
"""

import csv
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from io import StringIO
from pathlib import Path

from wopfield.domain.catalogue import Catalogue
from wopfield.domain.given import TWICE
from wopfield.domain.pasted import Cells
from wopfield.domain.quantity import DecimalSign
from wopfield.errors import BadInput
from wopfield.figures.workbooks import read_workbook
from wopfield.language import _

LARGEST_FILE = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class UtilityYear:
    """The figures of one utility for one period, as the file gives them."""

    id: object
    values: Mapping[str, object]
    """By code of variable, or by the column's name where no variable has it."""
    units: Mapping[str, str] = field(default_factory=dict)
    """The unit of a column, by code of variable."""
    period: str = ""
    problem: str = ""
    """Why the whole of it cannot be read."""
    decimal: DecimalSign = "."
    utility: str = ""
    """Whose figures they are, where the file says so apart from the year."""
    night_flow: object = None
    """What the file says of a minimum night flow."""


@dataclass(frozen=True, slots=True)
class FiguresFile:
    """What a file holds; ``single`` where it holds one object and no list."""

    rows: tuple[UtilityYear, ...]
    single: bool = False


def read_figures(path: Path, catalogue: Catalogue) -> FiguresFile:
    """Return the utility-years of a file.

    Raises:
        BadInput: it is not there, not JSON or CSV, or holds no figure.
    """
    if is_zipped(path):
        # Of several sheets the longest is the table; the others are covers and notes.
        return FiguresFile(tuple(_from_csv(_as_csv(max(read_workbook(path), key=len)), catalogue, path)))
    text = text_of(path)
    if path.suffix.lower() == ".csv" or (path.suffix.lower() != ".json" and text.lstrip()[:1] not in ("{", "[")):
        return FiguresFile(tuple(_from_csv(text, catalogue, path)))
    return _from_json(text, path)


def is_zipped(path: Path) -> bool:
    """Return whether a file is packed as workbooks are, whatever it is called."""
    try:
        with path.open("rb") as content:
            return content.read(4) == b"PK\x03\x04"
    except OSError:
        return False


def text_of(path: Path) -> str:
    """Return the text of a file, whichever way a spreadsheet program has written its letters.

    Raises:
        BadInput: it cannot be read, is empty, or no text.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise _refused(path, _("it is larger than any file of figures"))
        content = path.read_bytes()
    except OSError as error:
        raise _refused(path, error.strerror or str(error)) from error
    if content[:4] == b"\xd0\xcf\x11\xe0":
        raise _refused(path, _("it is an old workbook (.xls); save it as .xlsx or CSV"))
    for encoding in ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        if not text.strip():
            raise _refused(path, _("it is empty"))
        return text
    raise _refused(path, _("it is no text"))


def _refused(path: Path, reason: str) -> BadInput:
    return BadInput(
        _("{file} cannot be read: {reason}.", file=path.name, reason=reason),
        do=_("Give a JSON file with “entries”, or a CSV file with one column for each variable."),
    )


# ── JSON ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _from_json(text: str, path: Path) -> FiguresFile:
    try:
        found = json.loads(text, parse_int=_number, parse_float=_number, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        where = _("line {line}, column {column}", line=error.lineno, column=error.colno)
        raise _refused(path, _("it is no JSON ({where})", where=where)) from error
    except RecursionError as error:
        raise _refused(path, _("it is nested too deeply")) from error
    if isinstance(found, Mapping):
        return FiguresFile((_object(found, found.get("id")),), single=True)
    if not isinstance(found, list):
        raise _refused(path, _("it holds neither an object nor a list of objects"))
    if not found:
        raise _refused(path, _("its list is empty"))
    return FiguresFile(tuple(_object(each, place) for place, each in enumerate(found, start=1)))


def _number(digits: str) -> object:
    """Return a number to the digit; one that is absurdly long stays text, and is refused as such later."""
    return Decimal(digits) if len(digits) <= 100 else digits


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return an object; a name that is given twice has no value anybody could rely on."""
    found: dict[str, object] = {}
    for name, value in pairs:
        found[name] = TWICE if name in found else value
    return found


def _object(found: object, place: object) -> UtilityYear:
    if not isinstance(found, Mapping):
        return UtilityYear(place, {}, problem=_("This is not an object with “entries”."))
    name = found.get("id", place)
    named = _plain_id(name) if isinstance(name, (str, int, Decimal)) and not isinstance(name, bool) else place
    entries = found.get("entries")
    period = str(found.get("period") or "")
    if not isinstance(entries, Mapping):
        problem = _("It has no “entries”.") if entries is None else _("Its “entries” are not an object.")
        return UtilityYear(named, {}, period=period, problem=problem)
    utility = str(found.get("utility") or "")
    return UtilityYear(named, entries, period=period, utility=utility, night_flow=found.get("night_flow"))


def _plain_id(name: object) -> object:
    if isinstance(name, Decimal):
        return int(name) if name.is_finite() and name == name.to_integral_value() and abs(name) < 10**18 else str(name)
    return name


# ── CSV ──────────────────────────────────────────────────────────────────────────────────────────────────────

_NAMES = ("id", "utility", "name", "utility_name", "city")
_PERIODS = ("period", "year")


def _from_csv(text: str, catalogue: Catalogue, path: Path) -> Iterator[UtilityYear]:
    head = text.lstrip("\r\n").splitlines()[0]
    called = _called(catalogue)
    sign = max(",;\t", key=lambda each: _known(head.split(each), catalogue, called))
    try:
        rows = [
            row
            for row in csv.reader(StringIO(text, newline=""), delimiter=sign, strict=True)
            if any(map(str.strip, row))
        ]
    except csv.Error as error:
        raise _refused(path, _("it is no CSV ({reason})", reason=error)) from error
    columns = [_column(cell, called) for cell in rows[0]]
    if not any(code in catalogue.variables or code in catalogue.indicators for code, _unit in columns):
        raise _refused(path, _("its first line names no variable"))
    if len(rows) == 1:
        raise _refused(path, _("it has no row below its first line"))
    decimal = _decimal_sign(rows[1:]) if sign != "," else "."
    for place, row in enumerate(rows[1:], start=1):
        yield _row(columns, row, place, decimal)


def _as_csv(cells: Cells) -> str:
    whole = StringIO(newline="")
    csv.writer(whole).writerows(cells)
    return whole.getvalue()


def _called(catalogue: Catalogue) -> Mapping[str, str]:
    """Return the codes of variables and indicators by what else heads a column: names, and numbers of IBNET."""
    found = {each.name.casefold(): code for code, each in catalogue.indicators.items()}
    for code, indicator in catalogue.indicators.items():
        for number in _IBNET.findall(indicator.source):
            found.setdefault(number, code)
    return {**found, **{each.name.casefold(): code for code, each in catalogue.variables.items()}}


_IBNET = re.compile(r"IBNET (\d+\.\d+[a-z]?)")
_NUMBERED = re.compile(r"(?:IBNET )?(\d+\.\d+[a-z]?)(?:\s.*)?", re.IGNORECASE)


def _known(cells: list[str], catalogue: Catalogue, called: Mapping[str, str]) -> int:
    codes = [_column(cell.strip('"'), called)[0] for cell in cells]
    return sum(code in catalogue.variables or code in catalogue.indicators for code in codes)


def _column(cell: str, called: Mapping[str, str]) -> tuple[str, str]:
    """Return what a column is called, and its unit where the head says one: ``v_own [ML]``, ``len_mains (mi)``."""
    name, unit = cell.strip(), ""
    for opens, closes in ("[]", "()"):
        if name.endswith(closes) and opens in name:
            before, _sign, unit = name[:-1].partition(opens)
            name, unit = before.strip(), unit.strip()
            break
    numbered = _NUMBERED.fullmatch(name)
    return called.get(name.casefold()) or (called.get(numbered[1]) if numbered else None) or name, unit


def _row(columns: list[tuple[str, str]], row: list[str], place: int, decimal: DecimalSign) -> UtilityYear:
    values: dict[str, object] = {}
    units: dict[str, str] = {}
    said: dict[str, str] = {}
    for (name, unit), cell in zip(columns, row, strict=False):
        if name.casefold() in (*_NAMES, *_PERIODS):
            said.setdefault(name.casefold(), cell.strip())
            continue
        values[name] = TWICE if name in values else cell
        if unit:
            units[name] = unit
    problem = _("It has more cells than the first line.") if any(map(str.strip, row[len(columns) :])) else ""
    period = next((said[name] for name in _PERIODS if said.get(name)), "")
    name = said.get("id") or " ".join(part for part in (*(said.get(n, "") for n in _NAMES[1:]), period) if part)
    utility = next((said[each] for each in _NAMES[1:] if said.get(each)), "")
    return UtilityYear(name or place, {} if problem else values, units, period, problem, decimal, utility)


def _decimal_sign(rows: list[list[str]]) -> DecimalSign:
    """Return the decimal sign of a file whose cells stand between semicolons or tabs."""
    cells = [cell.strip() for row in rows for cell in row]
    commas = sum(cell.count(",") == 1 and "." not in cell and cell.replace(",", "").isdigit() for cell in cells)
    points = sum(cell.count(".") == 1 and "," not in cell and cell.replace(".", "").isdigit() for cell in cells)
    return "," if commas > points else "."
