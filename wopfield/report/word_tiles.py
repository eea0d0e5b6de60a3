"""What stands beside one another in a Word file: big figures, small charts and photographs, in columns without rules.

And what does so on the page, but need not here: two tables that are halves of one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from wopfield.report.flow import Cell, Chart, Grid, Part, Passage, Photo
from wopfield.report.page import TEXT_WIDTH
from wopfield.report.word_elements import new_element
from wopfield.report.word_styles import is_big
from wopfield.report.word_tables import is_head

_TWENTIETHS = 20
_BELOW_FIGURE, _BELOW_PHOTO = 2, 3
"""How many lines may say what a big figure is, and what a photograph shows."""
_FIGURES, _CHARTS = 4, 3
"""How many stand beside one another."""
_NARROWEST, _HIGHEST = 100.0, 60.0
_LONGEST_LABEL = 120
_APART = 8.0
"""The white space between columns."""

Make = Callable[[Part], list[Any]]
"""Makes elements of a part."""


@dataclass(slots=True)
class Tiles:
    """Groups of parts that stand beside one another, in so many columns: figures, photographs or charts."""

    columns: int
    groups: list[list[Part]]
    below: int = 0
    """How many lines more each may have."""


def joined(parts: Sequence[Part]) -> list[Part]:
    """Return parts with tables as one that stand beside one another on the page, one going on in the next."""
    found: list[Part] = []
    for part in parts:
        last = found[-1] if found else None
        if isinstance(part, Grid) and isinstance(last, Grid) and _goes_on_in(last, part):
            group = next((row for row in reversed(last.rows) if len(row) == 1), None)
            rest = part.rows[1:]
            if group and rest and len(rest[0]) == 1 and _words_of(rest[0]) == _words_of(group):
                rest = rest[1:]  # the name of a group that goes on
            found[-1] = Grid(last.across, [*last.rows, *rest])
        else:
            found.append(part)
    return found


def _goes_on_in(first: Grid, second: Grid) -> bool:
    heads = [grid.rows[0] if grid.rows and is_head(grid.rows[0]) else [] for grid in (first, second)]
    return bool(heads[0]) and _words_of(heads[0]) == _words_of(heads[1]) and len(first.across) == len(second.across)


def _words_of(row: Sequence[Cell]) -> list[str]:
    return [said.text for cell in row for part in cell.parts if isinstance(part, Passage) for said in part.words]


def tiled(parts: Sequence[Part]) -> list[Part | Tiles]:
    """Return parts with those gathered that stand beside one another, each with the lines that say what it is."""
    found: list[Part | Tiles] = []
    for part in parts:
        last = found[-1] if found else None
        columns, below = _begins(part)
        if columns:
            if not (isinstance(last, Tiles) and (last.columns, last.below) == (columns, below)):
                last = Tiles(columns, [], below)
                found.append(last)
            last.groups.append([part])
        elif isinstance(last, Tiles) and _says_what(part) and len(last.groups[-1]) <= last.below:
            last.groups[-1].append(part)
        else:
            found.append(part)
    return _with_charts([one for part in found for one in _alone(part)])


def _begins(part: Part) -> tuple[int, int]:
    """Return how many of what begins here stand beside one another, and how many lines each has; 0 for others."""
    if isinstance(part, Photo):
        return max(int((TEXT_WIDTH + _APART) / (part.box[0] + _APART)), 1), _BELOW_PHOTO
    style = part.words[0].style if isinstance(part, Passage) and part.role == "P" and part.words else None
    return (_FIGURES, _BELOW_FIGURE) if style is not None and is_big(style) else (0, 0)


def _alone(part: Part | Tiles) -> Sequence[Part | Tiles]:
    """Return the parts of a photograph that has none beside it."""
    return (
        part.groups[0] if isinstance(part, Tiles) and len(part.groups) == 1 and part.below == _BELOW_PHOTO else [part]
    )


def _says_what(part: Part) -> bool:
    return isinstance(part, Passage) and part.role in ("P", "Caption")


def _is_small(part: Part) -> bool:
    if not isinstance(part, Chart):
        return False
    return _NARROWEST < part.drawing.width < TEXT_WIDTH / _CHARTS and part.drawing.height < _HIGHEST


def _is_label(part: Part | Tiles) -> bool:
    return (
        isinstance(part, Passage) and part.role == "P" and sum(len(said.text) for said in part.words) <= _LONGEST_LABEL
    )


def _with_charts(parts: Sequence[Part | Tiles]) -> list[Part | Tiles]:
    """Return parts with small charts gathered, each with the line above it, where enough follow one another."""
    found: list[Part | Tiles] = []
    at = 0
    while at < len(parts):
        pairs: list[list[Part]] = []
        while at + 1 < len(parts):
            label, chart = parts[at], parts[at + 1]
            if isinstance(label, Tiles) or isinstance(chart, Tiles) or not (_is_label(label) and _is_small(chart)):
                break
            pairs.append([label, chart])
            at += 2
        if len(pairs) >= _CHARTS:
            found.append(Tiles(_CHARTS, pairs))
        elif pairs:
            found.extend(part for pair in pairs for part in pair)
        else:
            found.append(parts[at])
            at += 1
    return found


def in_columns(groups: Sequence[Sequence[Part]], make: Make, count: int, *, right_to_left: bool) -> Any:
    """Return groups of parts beside one another in so many columns, and below."""
    width = round(TEXT_WIDTH * _TWENTIETHS / count)
    table, about, across = new_element("tbl"), new_element("tblPr"), new_element("tblGrid")
    if right_to_left:
        about.append(new_element("bidiVisual"))
    about.append(new_element("tblW", w=str(width * count), type="dxa"))
    about.append(new_element("tblLayout", type="fixed"))
    across.extend([new_element("gridCol", w=str(width)) for _column in range(count)])
    room = new_element("tblCellMar")
    room.extend(
        [new_element("left", w="0", type="dxa"), new_element("right", w=str(round(_APART * _TWENTIETHS)), type="dxa")]
    )
    about.append(room)
    table.extend([about, across])
    for start in range(0, len(groups), count):
        row, whole = new_element("tr"), new_element("trPr")
        whole.append(new_element("cantSplit"))
        row.append(whole)
        for group in [*groups[start : start + count], *([[]] * (start + count - len(groups)))]:
            cell, said = new_element("tc"), new_element("tcPr")
            said.append(new_element("tcW", w=str(width), type="dxa"))
            cell.append(said)
            cell.extend([one for part in group for one in make(part)] or [new_element("p")])
            row.append(cell)
        table.append(row)
    return table
