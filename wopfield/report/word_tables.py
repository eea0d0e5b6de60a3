"""Tables of a Word file: which cells a row has, and how they look."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from wopfield.report.flow import Cell, Passage, Said
from wopfield.report.style import INK, WHITE
from wopfield.report.word_elements import edge, first_below, in_order, new_element, shaded, tag_name

_LONGEST_BELOW = 24


def is_head(row: Sequence[Cell]) -> bool:
    """Return whether a row heads the columns."""
    return bool(row) and all(cell.scope == "Column" for cell in row)


def is_level(cell: Cell) -> bool:
    """Return whether a cell holds a level or a mean, on its colour or between dashes."""
    return cell.dashed or bool(ground_of(cell))


def is_wide(cell: Cell, width: float) -> bool:
    """Return whether the words of a cell have more room on the page than its column is wide."""
    return cell.reach - (cell.x or 0.0) > width + 12


def look_of(about: Any, cell: Cell, *, ground: str) -> None:
    """Give a cell its ground and rules: white between coloured ones, dashes around what is not agreed yet."""
    if is_level(cell):
        rules = new_element("tcBorders")
        for side in ("top", "left", "bottom", "right"):
            rules.append(edge(side, INK, 12, kind="dashed") if cell.dashed else edge(side, WHITE, 12))
        about.append(rules)
    if ground:
        about.append(shaded(ground))


def empty_line() -> Any:
    """Return a line of a table without words."""
    made, about = new_element("p"), new_element("pPr")
    about.append(new_element("pStyle", val="WOPTableText"))
    made.append(about)
    return made


def to_the_middle(box: Any, *, at_the_top: bool) -> None:
    """Set the figure of a cell in its middle, and of its height as well unless it stands ``at_the_top``."""
    if not at_the_top:
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
        wide = is_wide(cells[at], widths[at])
        while wide and at + count < len(cells) and not cells[at + count].parts:
            count += 1
        found.append((cells[at], at, count))
        at += count
    return found


def ground_of(cell: Cell) -> str:
    """Return the colour of a cell that holds a figure on one; a word on one is a pill, and stands in its line.

    A few words more may stand below the figure, such as the range of a mean that is not settled.
    """
    words = [said for part in cell.parts if isinstance(part, Passage) for said in part.words]
    grounds = {said.ground for said in words if said.ground}
    figure = not any(sign.isalpha() for said in words if said.ground for sign in said.text)
    below = sum(len(said.text) for said in words if not said.ground)
    return grounds.pop() if len(grounds) == 1 and figure and below <= _LONGEST_BELOW else ""


def is_pill(said: Said) -> bool:
    """Return whether words stand on a ground of their own, which is to reach a little beyond them."""
    return bool(said.ground) and not said.text.startswith("\n") and any(map(str.isalpha, said.text))


def on_one_ground(passage: Passage) -> Passage:
    """Return what a coloured cell says, each piece on a line, all in the colour that is read on its ground."""
    figure = next(said for said in passage.words if said.ground)
    words: list[Said] = []
    for said in passage.words:
        if said.text.strip():
            start = "\n" if words else ""
            style = said.style.in_colour(figure.style.colour)
            text = "\n".join(said.text.strip().rsplit(" ", 1))  # a range is not cut
            words.append(replace(said, text=start + text, style=style, ground=figure.ground))
    return Passage(passage.role, words, passage.places)
