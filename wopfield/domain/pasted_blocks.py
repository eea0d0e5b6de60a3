"""Tables that stand beside each other on one sheet, read as if they stood below each other."""

from collections.abc import Sequence

from wopfield.domain.pasted_heads import head_row
from wopfield.domain.pasted_table import Cells
from wopfield.domain.period_words import find_period


def below_each_other(cells: Cells) -> Cells:
    """Return the rows of a table whose right half names other figures for the same periods below those of the left.

    Otherwise the names on the right would be taken for those of the numbers on the left. A table is cut where the
    periods begin anew behind a column of words.
    """
    head = head_row(cells)
    if head < 0:
        return cells
    for cut in range(2, len(cells[0]) - 1):
        if _begins_anew(cells, head, cut):
            left, right = [row[:cut] for row in cells], [row[cut:] for row in cells]
            return _stacked(left, below_each_other(right), head)
    return cells


# ── private ──────────────────────────────────────────────────────────────────────────────────────────────────

_WORDS = 3
"""A name has more letters than most units."""


def _begins_anew(cells: Cells, head: int, cut: int) -> bool:
    """Return whether a column has names, each once, of rows whose first period has stood to the left already."""
    periods = [_period(cell) for cell in cells[head]]
    if periods[cut] or not periods[cut + 1] or periods[cut + 1] not in periods[:cut]:
        return False
    names = [row[cut] for row in cells[head + 1 :] if row[cut]]
    worded = [name for name in names if name[0].isalpha() and len(name) > _WORDS]
    return len(worded) > 1 and len(worded) == len(names) == len(set(names))


def _period(cell: str) -> str:
    found = find_period(cell)
    return found.period if found else ""


def _stacked(left: Sequence[Sequence[str]], right: Cells, head: int) -> Cells:
    """Return two tables as one whose columns are those of the left and, behind them, what only the right has."""
    heads = [_period(cell) or cell.casefold() for cell in left[head]]
    places: list[int] = [_name_column(left, head)]
    more: list[str] = []
    for cell in right[head][1:]:
        plain = _period(cell) or cell.casefold()
        free = [place for place, each in enumerate(heads) if each == plain and place not in places]
        if free:
            places.append(free[0])
        else:
            places.append(len(left[0]) + len(more))
            more.append(cell)
    width = len(left[0]) + len(more)
    stacked = [[*row, *(more if place == head else [""] * len(more))] for place, row in enumerate(left)]
    for row in (*right[head + 1 :], *right[:head]):
        if any(row):
            line = [""] * width
            for place, cell in zip(places, row, strict=True):
                line[place] = cell
            stacked.append(line)
    return [row for place, row in enumerate(stacked) if any(row) or place <= head]  # the head stays where it was


def _name_column(left: Sequence[Sequence[str]], head: int) -> int:
    """Return the first column of a table in which words stand."""
    below = left[head + 1 :]
    columns = range(len(left[0]))
    return next((place for place in columns if 2 * sum(row[place][:1].isalpha() for row in below) > len(below)), 0)
