"""About how high parts are in a Word file, before any program has laid it out."""

from collections.abc import Sequence
from math import ceil

from wopfield.report.flow import Break, Cell, Chart, Grid, Part, Passage, Photo
from wopfield.report.page import TEXT_WIDTH

_LETTER = 4.6
"""About how wide a letter is."""
_LINE, _LINE_OF_A_TABLE = 14.0, 10.0
_HEADING, _BETWEEN_ROWS = 32.0, 5.0


def height_of(parts: Sequence[Part]) -> float:
    """Return about how high parts are below one another, in points."""
    return sum(map(_height, parts))


def _height(part: Part) -> float:
    match part:
        case Passage(role, words):
            lines = _lines(sum(len(said.text) for said in words), TEXT_WIDTH)
            return _HEADING * lines if role.startswith("H") else _LINE * lines
        case Chart(drawing):
            return drawing.height
        case Photo(box=(_width, height)):
            return height
        case Grid():
            return sum(_row(row, TEXT_WIDTH / max(map(len, part.rows))) for row in part.rows)
        case Break():
            return 0.0


def _row(row: Sequence[Cell], width: float) -> float:
    room = TEXT_WIDTH if len(row) == 1 else width
    return _BETWEEN_ROWS + _LINE_OF_A_TABLE * max((_lines_of(cell, room) for cell in row), default=1)


def _lines_of(cell: Cell, width: float) -> int:
    words = [part for part in cell.parts if isinstance(part, Passage)]
    return max(sum(_lines(sum(len(said.text) for said in part.words), width) for part in words), 1)


def _lines(letters: int, width: float) -> int:
    return max(ceil(letters * _LETTER / width), 1)
