"""Figures as workbooks and as CSV: taken out, and sent ahead as a template that a utility fills in with no program.

Cells that begin like a formula are written as text, and a formula that somebody typed into a template is read as the
figure it showed. Nothing in a workbook is run.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from wopfield.domain.catalogue import Catalogue
from wopfield.domain.indicator import Variable
from wopfield.domain.pasted import tidy
from wopfield.domain.pasted_table import Cells
from wopfield.domain.units import units_for
from wopfield.errors import BadInput, reason_of
from wopfield.figures.unit_words import unit_words
from wopfield.language import _, reads_from_the_right

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Value = str | float | Decimal | date | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to be written: its title, and rows of text, numbers and days, the head first."""

    title: str
    rows: tuple[tuple[Value, ...], ...]


def as_workbook(sheets: Sequence[Sheet]) -> bytes:
    """Return tables as a workbook, with heads that stay in sight and let rows be chosen by what is in them."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for sheet in sheets:
        page = book.create_sheet(sheet.title[:31])
        page.sheet_view.rightToLeft = reads_from_the_right()
        for place, row in enumerate(sheet.rows, start=1):
            for column, value in enumerate(row, start=1):
                _write(page, place, column, value, bold=place == 1)
            _make_high(page, place, row)
        page.freeze_panes = "B2"
        page.auto_filter.ref = page.dimensions
        _widen(page, sheet.rows)
        _set_for_paper(page)
    return _saved(book)


def as_csv(sheet: Sheet) -> str:
    """Return a table as CSV that spreadsheets open with its letters right and run nothing of."""
    lines = StringIO(newline="")
    writer = csv.writer(lines)
    for row in sheet.rows:
        writer.writerow(["" if value is None else _harmless(value) for value in row])
    return "\ufeff" + lines.getvalue()


def template(
    catalogue: Catalogue, variables: Iterable[str], periods: Sequence[str], utility: str, currency: str = ""
) -> bytes:
    """Return a workbook for a utility to fill in: white cells to type in, the rest locked, units to choose."""
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    page.title = _("Figures")[:31]
    page.sheet_view.rightToLeft = reads_from_the_right()
    _fill_template(page, [catalogue.variables[code] for code in variables], periods, currency)
    notes = book.create_sheet(_("How to fill in")[:31])
    for place, line in enumerate(_how_to(utility, periods), start=1):
        _write(notes, place, 1, line, bold=place == 1)
    notes.column_dimensions["A"].width = 110
    notes.sheet_view.rightToLeft = reads_from_the_right()
    notes.protection.sheet = True
    return _saved(book)


def read_workbook(path: Path) -> list[Cells]:
    """Return the cells of every sheet with something in it, as text.

    Raises:
        BadInput: it is no workbook, or larger than any table of figures.
    """
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        content = path.read_bytes() if path.stat().st_size <= _LARGEST else b""
        _look_inside(content, path)
        shown = load_workbook(BytesIO(content), read_only=True, data_only=True)
        typed = load_workbook(BytesIO(content), read_only=True, data_only=False)
        sheets = [_cells(shown[name], typed[name]) for name in shown.sheetnames[:_MOST_SHEETS]]
    except OSError as error:
        raise _unreadable(path, reason_of(error)) from error
    except (BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, AttributeError, SyntaxError) as error:
        raise _unreadable(path, _("it is no workbook (.xlsx), or it is damaged")) from error
    tables: list[Cells] = [tidy(cells) for cells in sheets if any(any(row) for row in cells)]
    if not tables:
        raise _unreadable(path, _("there is nothing in it"))
    return tables


# ── the template ─────────────────────────────────────────────────────────────────────────────────────────────

_FIRST_PERIOD = 4
_LINE, _TINT = "FFB8C4CC", "FFEAF2F3"


def _fill_template(page: "Worksheet", variables: Sequence[Variable], periods: Sequence[str], currency: str) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Border, PatternFill, Protection, Side
    from openpyxl.worksheet.datavalidation import DataValidation

    line = Side(style="thin", color=_LINE)
    edge, tint = Border(line, line, line, line), PatternFill("solid", fgColor=_TINT)
    beside = (_("How sure"), _("Where it comes from"), _("Note"))
    head = (_("Code"), _("Figure"), _("Unit"), *periods, *beside)
    for column, text in enumerate(head, start=1):
        _write(page, 1, column, text, bold=True)
    lists: dict[tuple[str, ...], Any] = {}
    for place, variable in enumerate(variables, start=2):
        unit = unit_words(variable.unit, currency)
        for column, words in enumerate((variable.code, variable.name, unit), start=1):
            _write(page, place, column, words).fill = tint
        page.cell(place, 2).comment = Comment(variable.definition, "WOPField", height=120, width=320)
        choices = (unit, *(_(each) for each in units_for(variable.unit)[1:]))
        if len(choices) > 1 and sum(map(len, choices)) + len(choices) < 250:
            page.cell(place, 3).protection = Protection(locked=False)
            listed = lists.setdefault(choices, DataValidation("list", formula1=f'"{",".join(choices)}"'))
            listed.add(page.cell(place, 3))
        for column in range(_FIRST_PERIOD, len(head) + 1):
            cell = page.cell(place, column)
            cell.protection, cell.border = Protection(locked=False), edge
    grade_at = page.cell(1, _FIRST_PERIOD + len(periods)).column_letter
    grades = DataValidation("list", formula1='"A,B,C,D"')
    grades.add(f"{grade_at}2:{grade_at}{len(variables) + 1}")
    for listed in (*lists.values(), grades):
        page.add_data_validation(listed)
    page.protection.sheet = True
    page.protection.formatColumns = False
    page.freeze_panes = page.cell(2, _FIRST_PERIOD)
    _set_for_paper(page)
    widths = (18, 48, 26, *(16 for _period in periods), 12, 34, 34)
    for column, width in enumerate(widths, start=1):
        page.column_dimensions[page.cell(1, column).column_letter].width = width


def _how_to(utility: str, periods: Sequence[str]) -> tuple[str, ...]:
    return (
        _("Figures of {utility}", utility=utility or _("the utility")),
        _("Type in the framed cells of the first sheet only, for: {periods}.", periods=", ".join(periods)),
        _("Leave a cell empty where you do not have the figure yet. An empty cell is not zero."),
        _("Type 0 where it is zero, and “not measured” where nobody measures it."),
        _("Type “not applicable” where you have no such thing, such as sewers."),
        _("Choose another unit in the column Unit if your figures are in it. Do not work them out yourself."),
        _("Say how sure the figures of a line are: A measured and verified, B records seen, C told by staff, D guess."),
        _("Say in the last two columns where they come from, and what else there is to know."),
        _("Point at the name of a figure to read what it means."),
    )


# ── cells ────────────────────────────────────────────────────────────────────────────────────────────────────

_WIDEST = 60
"""How many letters a column is wide at most; longer words go on below."""
_LINE_HEIGHT, _HIGHEST = 15.0, 409.0
"""In points; no row of a workbook may be higher than that."""
_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def _write(page: "Worksheet", row: int, column: int, value: Value, bold: bool = False) -> Any:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Font

    cell = page.cell(row, column)
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:32_000]
        if cell.data_type == "f" or value.startswith(_LIKE_A_FORMULA):
            cell.data_type = "s"
            cell.quotePrefix = True
    elif isinstance(value, Decimal) and Decimal(repr(float(value))) != value:
        cell.value = f"{value:f}"  # more digits than a workbook's number keeps
    elif value is not None:
        cell.value = value
    if bold:
        cell.font = Font(bold=True)
    return cell


def _harmless(value: Value) -> str:
    """Return a cell of a CSV; text that begins like a formula stands behind an apostrophe."""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_LIKE_A_FORMULA) else value
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:f}" if isinstance(value, Decimal) else repr(value)


def _widen(page: "Worksheet", rows: Sequence[Sequence[Value]]) -> None:
    from openpyxl.utils import get_column_letter

    for column in range(len(rows[0]) if rows else 0):
        longest = max(len(str(row[column])) for row in rows[:200] if column < len(row))
        page.column_dimensions[get_column_letter(column + 1)].width = min(_WIDEST, max(10, longest + 2))


def _make_high(page: "Worksheet", place: int, row: Sequence[Value]) -> None:
    """Let long words go on below in their cell: not every program finds out by itself how high a row then is."""
    from openpyxl.styles import Alignment

    lines = max((_lines(value) for value in row if isinstance(value, str)), default=1)
    if lines == 1:
        return
    page.row_dimensions[place].height = min(_HIGHEST, lines * _LINE_HEIGHT)
    for column in range(1, len(row) + 1):
        page.cell(place, column).alignment = Alignment(wrap_text=True, vertical="top")


def _lines(text: str) -> int:
    """Return into how many lines of the widest column a text goes, words at their ends not parted."""
    return sum(max(1, -(-len(part) // (_WIDEST - 8))) for part in text.split("\n"))


def _set_for_paper(page: "Worksheet") -> None:
    """Print a table across the page, as wide as it is, with its head on each page."""
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = "1:1"


def _saved(book: Any) -> bytes:
    content = BytesIO()
    book.save(content)
    return content.getvalue()


# ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────

_LARGEST = 20 * 1024 * 1024
_LARGEST_INSIDE = 200 * 1024 * 1024
_MOST_SHEETS = 20
_MOST_ROWS, _MOST_COLUMNS = 5_000, 200


def _look_inside(content: bytes, path: Path) -> None:
    """Refuse what is no workbook, and one that would fill the memory, before anything of it is unpacked."""
    if not content:
        raise _unreadable(path, _("it is larger than any table of figures"))
    with ZipFile(BytesIO(content)) as parts:
        if sum(part.file_size for part in parts.infolist()) > _LARGEST_INSIDE:
            raise _unreadable(path, _("it is larger than any table of figures"))


def _cells(shown: Any, typed: Any) -> list[list[str]]:
    limits: Mapping[str, int] = {"max_row": _MOST_ROWS, "max_col": _MOST_COLUMNS}
    pairs = zip(shown.iter_rows(values_only=True, **limits), typed.iter_rows(values_only=True, **limits), strict=False)
    return [[_text(a if a is not None else b) for a, b in zip(one, other, strict=False)] for one, other in pairs]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, (datetime, date)):
        whole = (value.month, value.day) in ((1, 1), (12, 31))
        return f"{value.year}" if whole else f"{value.year}-{value.month:02}"
    return str(value)


def _number(value: float) -> str:
    """Return a number so that no reader takes it for another one, whatever sign it reads for decimals."""
    if value != value or value in (float("inf"), float("-inf")):
        return str(value)
    text = f"{Decimal(repr(value)):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    whole, _point, fraction = text.partition(".")
    if len(fraction) == 3 and len(whole.lstrip("-")) <= 3:
        return f"{'-' if value < 0 else ''}0{text.lstrip('-')}"  # 1.234 could be 1234, 01.234 cannot
    return text


def _unreadable(path: Path, reason: str) -> BadInput:
    return BadInput(
        _("{file} cannot be read: {reason}.", file=path.name, reason=reason), safe=_("Nothing was written.")
    )
