"""Files of figures: JSON objects, or CSV with one row for each utility and year.

The file decides nothing about a value; it only says which variable it stands under. What cannot be understood is
named and left out, so that one bad column or row never spoils its neighbours.
"""

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from wopfield.domain.catalogue import Catalogue
from wopfield.domain.remark import Remark
from wopfield.errors import BadInput, reason_of
from wopfield.figures.objects import read_objects
from wopfield.figures.utility_year import NoFiguresError, UtilityYear
from wopfield.language import _

LARGEST_FILE = 200 * 1024 * 1024


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
    try:
        if is_zipped(path):
            from wopfield.figures.rows import read_cells
            from wopfield.figures.workbooks import read_workbook

            # Of several sheets the longest is the table; the others are covers and notes.
            return FiguresFile(_told_apart(read_cells(max(read_workbook(path), key=len), catalogue)))
        text = text_of(path)
        if _is_json(text, path, catalogue):
            years, single = read_objects(text, catalogue)
            return FiguresFile(_told_apart(years), single)
        from wopfield.figures.rows import read_rows  # knows every way people lay tables out

        return FiguresFile(_told_apart(read_rows(text, catalogue)))
    except NoFiguresError as why:
        raise _refused(path, str(why)) from why


def _is_json(text: str, path: Path, catalogue: Catalogue) -> bool:
    """Return whether a text is JSON, or at least was meant to be."""
    if text.lstrip()[:1] in ("{", "["):
        return True
    if path.suffix.lower() != ".json":
        return False
    from wopfield.figures.rows import names_variables

    return not names_variables(text, catalogue)


def _told_apart(years: tuple[UtilityYear, ...]) -> tuple[UtilityYear, ...]:
    """Return utility-years; those whose id another one has, too, say so."""
    counted = Counter(year.id for year in years)
    if len(counted) == len(years):
        return years
    twice = Remark("This id is given more than once.", "twice")
    return tuple(replace(y, remarks=(*y.remarks, twice)) if counted[y.id] > 1 else y for y in years)


def is_zipped(path: Path) -> bool:
    """Return whether a file is packed as workbooks are, whatever it is called; a pipe can be read only once."""
    try:
        if not path.is_file():
            return False
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
        raise _refused(path, reason_of(error)) from error
    if content[:4] == b"\xd0\xcf\x11\xe0":
        raise _refused(path, _("it is an old workbook (.xls); save it as .xlsx or CSV"))
    for encoding in _encodings(content):
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


def _encodings(content: bytes) -> tuple[str, ...]:
    """Return the encodings to try, by the first bytes: spreadsheet programs write UTF-16 with and without a mark."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return (encoding,)
    begin = content[:200]
    if b"\0" in begin and len(content) % 2 == 0:
        return ("utf-16-le",) if begin[1:2] == b"\0" else ("utf-16-be",)
    return ("utf-8-sig", "cp1252")


_MARKS = (
    (b"\xff\xfe\0\0", "utf-32"), (b"\0\0\xfe\xff", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"),
)  # fmt: skip


def _refused(path: Path, reason: str) -> BadInput:
    return BadInput(
        _("{file} cannot be read: {reason}.", file=path.name, reason=reason),
        do=_("Give a JSON file with “entries”, or a CSV file with one column for each variable."),
    )
