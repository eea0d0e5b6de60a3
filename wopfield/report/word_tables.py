"""Tables of a Word file: which columns they have, how wide those are, and how their cells look."""

from collections.abc import Sequence
from typing import Any

from wopfield.report.flow import Cell, Grid, Passage
from wopfield.report.page import TEXT_WIDTH
from wopfield.report.style import WHITE
from wopfield.report.word_elements import edge, first_below, in_order, new_element, tag_name

_LETTER = 5.0
"""About how wide a letter of a column's head is."""
_NARROWEST = 30.0
"""The least width of a column: the faces of the page are narrower than those of a template."""


def is_head(row: Sequence[Cell]) -> bool:
    """Return whether a row heads the columns."""
    return bool(row) and all(cell.scope == "Column" for cell in row)


def white_rules() -> Any:
    """Return the white rules between coloured cells."""
    made = new_element("tcBorders")
    made.extend([edge(side, WHITE, 12) for side in ("top", "left", "bottom", "right")])
    return made


def empty_line() -> Any:
    """Return a line of a table without words."""
    made, about = new_element("p"), new_element("pPr")
    about.append(new_element("pStyle", val="WOPTableText"))
    made.append(about)
    return made


def to_the_middle(box: Any) -> None:
    """Set the figure of a coloured cell in its middle."""
    first_below(box, "tcPr").append(new_element("vAlign", val="center"))
    for line in box.iter(tag_name("p")):
        _stand(line, "center")


def to_the_end(box: Any, *, right_to_left: bool) -> None:
    """Set the lines of a cell at the side where its column ends; a line read from the right counts its sides so."""
    for line in box.iter(tag_name("p")):
        from_the_right = first_below(line, "pPr").find(tag_name("bidi")) is not None
        _stand(line, "right" if from_the_right == right_to_left else "left")


def _stand(line: Any, side: str) -> None:
    about = first_below(line, "pPr")
    for old in about.findall(tag_name("jc")):
        about.remove(old)
    about.append(new_element("jc", val=side))
    in_order(about)


def spread(row: list[Cell], edges: list[int], widths: list[float]) -> list[tuple[Cell, int, int]]:
    """Return the cells of a row with the columns each takes: one alone takes all, wide words those left empty."""
    if len(row) == 1:
        return [(row[0], 0, len(widths))]
    cells = [row[at] for at in edges if at < len(row)]
    found: list[tuple[Cell, int, int]] = []
    at = 0
    while at < len(cells):
        count = 1
        wide = cells[at].reach - (cells[at].x or 0.0) > widths[at] + 12
        while wide and at + count < len(cells) and not cells[at + count].parts:
            count += 1
        found.append((cells[at], at, count))
        at += count
    return found


def columns(grid: Grid) -> tuple[list[int], list[float]]:
    """Return which columns say anything, and how wide they are, as far as their text shows where they start."""
    most = max((len(row) for row in grid.rows), default=0)
    whole = [row for row in grid.rows if len(row) == most]
    used = [at for at in range(most) if any(row[at].parts for row in whole)] or list(range(most))
    starts: list[float] = []
    for at in used:
        known = [x for row in whole if (x := row[at].x) is not None]
        starts.append(max(min(known, default=0.0), starts[-1] + 12 if starts else 0.0))
    left = starts[0] if starts else 0.0
    ends = [*starts[1:], max(left + TEXT_WIDTH, starts[-1] + 30 if starts else 0.0)]
    least = [max([_NARROWEST, *(_longest_word(row[at]) for row in whole)]) for at in used]
    widths = [max(end - start, narrow) for start, end, narrow in zip(starts, ends, least, strict=True)]
    over = sum(widths) - TEXT_WIDTH
    if over > 0:
        widest = widths.index(max(widths))
        widths[widest] = max(widths[widest] - over, _NARROWEST)
    return used, widths


def _longest_word(cell: Cell) -> float:
    """Return about how wide the longest word of a column's head is in the bold face of a template."""
    if cell.scope != "Column":
        return 0.0
    words = " ".join(said.text for part in cell.parts if isinstance(part, Passage) for said in part.words).split()
    return max((len(word) for word in words), default=0) * _LETTER + 7


def ground_of(cell: Cell) -> str:
    """Return the colour of a cell that holds a figure and nothing else, all of it on one; a word on one is a pill."""
    words = [said for part in cell.parts if isinstance(part, Passage) for said in part.words]
    grounds = {said.ground for said in words}
    figure = not any(sign.isalpha() for said in words for sign in said.text)
    return grounds.pop() if len(grounds) == 1 and figure else ""
