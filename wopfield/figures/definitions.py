"""Variables and indicators of people's own as a file: what one partnership defined, for others and for scripts.

One row for each, by the names of the catalogue's columns. What a row is shows in its code: ``own_`` or ``OWN_``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from wopfield.domain.catalogue import Catalogue
from wopfield.domain.own import Fields, extended
from wopfield.domain.pasted import cells_of, tidy
from wopfield.errors import BadInput
from wopfield.figures.reading import is_zipped, text_of
from wopfield.figures.workbooks import Sheet, read_workbook
from wopfield.language import _

COLUMNS: Final = (
    "code", "name", "unit", "formula", "direction", "plausible_min", "plausible_max", "typical_min", "typical_max",
    "good_practice_value", "good_practice_source", "definition",
)  # fmt: skip
"""The heads, in every language: programs read them, too."""

_OF_VARIABLE = ("code", "name", "unit", "plausible_min", "plausible_max", "definition")
_OF_INDICATOR = tuple(column for column in COLUMNS if not column.startswith("plausible"))


@dataclass(frozen=True, slots=True)
class Definitions:
    """What a file defines, as it was typed."""

    variables: tuple[Fields, ...]
    indicators: tuple[Fields, ...]


def definition_sheet(defined: Definitions) -> Sheet:
    """Return definitions as a table, the variables first."""
    rows = ((*(fields.get(column, "") for column in COLUMNS),) for fields in defined.variables + defined.indicators)
    return Sheet(_("Our own"), (COLUMNS, *rows))


def read_definitions(path: Path) -> Definitions:
    """Return what a CSV or workbook defines.

    Raises:
        BadInput: it cannot be read, or its first line is not ours.
    """
    cells = tidy(read_workbook(path)[0]) if is_zipped(path) else cells_of(text_of(path))
    heads = [cell.strip().casefold() for cell in cells[0]]
    if not {"code", "name", "unit"} <= set(heads) or len(cells) == 1:
        raise BadInput(
            _("{file} defines no figures.", file=path.name),
            safe=_("Nothing was changed."),
            do=_("Give a CSV or workbook with a row for each, under the heads {heads}.", heads=", ".join(COLUMNS)),
        )
    rows = [{head: _plain(cell) for head, cell in zip(heads, row, strict=True)} for row in cells[1:]]
    return Definitions(
        tuple(_only(_OF_VARIABLE, row) for row in rows if not row["code"].startswith("OWN_")),
        tuple(_only(_OF_INDICATOR, row) for row in rows if row["code"].startswith("OWN_")),
    )


def with_definitions(catalogue: Catalogue, path: Path | None) -> Catalogue:
    """Return ``catalogue`` with what a file defines.

    Raises:
        BadInput: the file cannot be read, or something in it is wrong.
    """
    if path is None:
        return catalogue
    defined = read_definitions(path)
    whole = extended(catalogue, defined.variables, defined.indicators)
    if whole.problems:
        raise BadInput(
            " ".join(whole.problems.values()), do=_("Put {names} right in {file}.", names=", ".join(whole.problems),
                                                    file=path.name)
        )  # fmt: skip
    return whole.catalogue


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────


def _only(columns: Iterable[str], row: Mapping[str, str]) -> Fields:
    return {column: row.get(column, "") for column in columns}


def _plain(cell: str) -> str:
    """Return a cell without the apostrophe that a CSV puts before what a spreadsheet would take for a formula."""
    return cell[1:] if cell.startswith(("'=", "'+", "'-", "'@")) else cell
