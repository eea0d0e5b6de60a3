"""The page of a Word file, and its cover: a dark field with the title, and the facts below it in three columns."""

from collections.abc import Sequence
from itertools import takewhile
from typing import Any

from wopfield.language import reads_from_the_right
from wopfield.report.finishing import About
from wopfield.report.flow import Break, Part, Passage
from wopfield.report.page import MM, TEXT_WIDTH, Sheet
from wopfield.report.style import AMBER, AREA_TITLE, MUTED, PRIMARY_DARK, RULE
from wopfield.report.word_elements import edge, first_below, in_order, new_element, new_text, shaded, tag_name
from wopfield.report.word_heights import height_of
from wopfield.report.word_tiles import Make, in_columns

_TWENTIETHS = 20
_COLUMNS = 3
_SHORT = 250.0
"""A section lower than that begins no page."""
_DARK = 0.55
"""Type lighter than that stands on the dark field."""


def lay_out(document: Any, about: About, sheet: Sheet, foot: str, *, cover: bool) -> None:
    """Set the page, with the title at its head, and at its foot some words and the number of the page."""
    from docx.shared import Pt

    section = document.sections[0]
    section.page_width, section.page_height = Pt(sheet.width), Pt(sheet.height)
    section.left_margin = section.right_margin = Pt((sheet.width - TEXT_WIDTH) / 2)
    section.top_margin, section.bottom_margin = Pt(19 * MM), Pt(17 * MM)
    section.header_distance = section.footer_distance = Pt(11 * MM)
    section.different_first_page_header_footer = cover
    head, low = section.header.paragraphs[0], section.footer.paragraphs[0]
    head.add_run(about.title)
    _furnish(head, "bottom")
    low.add_run(f"{foot}\t")
    for order in ("PAGE", "NUMPAGES"):
        if order == "NUMPAGES":
            low.add_run(" / ")
        for kind, words in (("begin", ""), ("", f" {order} "), ("end", "")):
            low.add_run()._r.append(new_element("fldChar", fldCharType=kind) if kind else new_text(words, "instrText"))
    _furnish(low, "top")


def _furnish(paragraph: Any, side: str) -> None:
    """Give a line at the head or foot its rule, and a tab at the far end."""
    about = paragraph._p.get_or_add_pPr()
    rules = new_element("pBdr")
    rules.append(edge(side, RULE, 4, 4))
    stops = new_element("tabs")
    stops.extend([new_element("tab", val="clear", pos=str(place)) for place in (4320, 8640)])
    stops.append(new_element("tab", val="right", pos=str(round(TEXT_WIDTH * _TWENTIETHS))))
    about.extend([rules, stops])
    if reads_from_the_right():
        about.append(new_element("bidi"))
    in_order(about)


def cover_of(parts: Sequence[Part]) -> int:
    """Return how many parts the cover has; 0 for a document without one.

    It begins with the name of the programme, where other sections have a kicker or their title.
    """
    count = parts.index(Break()) if Break() in parts else 0
    first = parts[0] if count else None
    named = isinstance(first, Passage) and first.role == "P" and not any(said.style.tracking for said in first.words)
    return count if named and any(isinstance(one, Passage) and one.role == "H1" for one in parts[:4]) else 0


def is_on_the_field(part: Passage) -> bool:
    """Return whether words of the cover stand on its dark field: where it is white, none does."""
    return bool(part.words) and _lightness(part.words[0].style.colour) > _DARK


def on_the_field(made: Any, colour: str) -> None:
    """Set a paragraph on the dark field, which those that follow one another make together."""
    about = first_below(made, "pPr")
    rules = new_element("pBdr")
    for side, ink, eighths, space in (
        ("top", PRIMARY_DARK, 48, 31), ("left", PRIMARY_DARK, 48, 12), ("bottom", AMBER, 48, 31),
        ("right", PRIMARY_DARK, 48, 12),
    ):  # fmt: skip
        rules.append(edge(side, ink, eighths, space))
    about.append(rules)
    about.append(shaded(PRIMARY_DARK))
    in_order(about)
    for run in made.iter(tag_name("r")):
        for old in first_below(run, "rPr").findall(tag_name("color")):
            old.getparent().remove(old)
        first_below(run, "rPr").append(new_element("color", val=colour[1:]))


def facts(parts: Sequence[Part], make: Make, *, right_to_left: bool) -> list[Any]:
    """Return what stands below the field: each small head with its lines in a column, then all else."""
    groups: list[list[Part]] = []
    rest: list[Part] = []
    for part in parts:
        if begins_facts(part) and not rest:
            groups.append([part])
        elif groups and not rest and isinstance(part, Passage):
            groups[-1].append(part)
        else:
            rest.append(part)
    made = [in_columns(groups, make, _COLUMNS, right_to_left=right_to_left), new_element("p")] if groups else []
    return [*made, *(one for part in rest for one in make(part))]


def with_few_breaks(parts: Sequence[Part]) -> list[Part]:
    """Return parts in which areas follow one another, and short sections what is before them.

    Here areas do not fit a page each, and a section of a few lines would leave a page all but empty.
    """
    found: list[Part] = []
    before = False
    for at, part in enumerate(parts):
        if isinstance(part, Break):
            section = list(takewhile(lambda one: not isinstance(one, Break), parts[at + 1 :]))
            heads = [one for one in section[:2] if isinstance(one, Passage) and one.role == "H1" and one.words]
            area = any(one.words[0].style.size == AREA_TITLE.size for one in heads)
            if not (before and area) and (area or not found or height_of(section) > _SHORT):
                found.append(part)
            before = area
        else:
            found.append(part)
    return found


def begins_facts(part: Part) -> bool:
    """Return whether it is the small head of a fact."""
    style = part.words[0].style if isinstance(part, Passage) and part.words else None
    return style is not None and style.tracking > 0 and style.colour == MUTED


def _lightness(colour: str) -> float:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return 0.3 * red + 0.6 * green + 0.1 * blue
