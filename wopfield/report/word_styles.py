"""The styles of a Word file, near those of the page: Word's own where it has one, and a few with names of ours.

Whoever copies the file into a template changes the looks by these styles; little is set on the words themselves.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from wopfield.language import reads_from_the_right
from wopfield.report.style import INK, MUTED, PRIMARY, RULE, TEXT, TextStyle
from wopfield.report.word_elements import borders, edge, new_element, tag_name

FACE = "Arial"
TABLE_STYLE = "WOPTable"
_HEADINGS = {"H1": "Heading1", "H2": "Heading2", "H3": "Heading3", "Caption": "Caption", "Title": "Title"}


class _Look(NamedTuple):
    """How a style looks: lengths in points."""

    size: float
    colour: str = TEXT
    bold: bool = False
    before: float = 0.0
    after: float = 4.0
    keep: bool = False
    """Whether it stays with what comes next."""
    indent: float = 0.0
    hanging: float = 0.0
    tracking: float = 0.0


_LOOKS: Mapping[str, _Look] = MappingProxyType(
    {
        "Normal": _Look(9),
        "Title": _Look(30, INK, before=64, after=8),
        "Heading 1": _Look(18, INK, before=2, after=8, keep=True),
        "Heading 2": _Look(11, INK, bold=True, before=12, after=4, keep=True),
        "Heading 3": _Look(10, INK, bold=True, before=10, after=3, keep=True),
        "Caption": _Look(8.5, INK, after=8),
        "List": _Look(9, indent=38, hanging=38, after=3),
        "List Continue": _Look(8.5, MUTED, indent=38, after=3),
        "Header": _Look(7.5, MUTED, after=0),
        "Footer": _Look(7.5, MUTED, after=0),
        "WOP Kicker": _Look(7.5, PRIMARY, bold=True, before=26, after=2, keep=True, tracking=0.6),
        "WOP Lead": _Look(9.5, MUTED, after=8),
        "WOP Note": _Look(8, MUTED, after=3),
        "WOP Figure": _Look(15, INK, before=8, after=0, keep=True),
        "WOP Table Text": _Look(8, after=0),
        "WOP Table Head": _Look(8, INK, bold=True, after=0, keep=True),
    }
)


def style_of(role: str, style: TextStyle | None, *, cell: bool, heads: bool) -> str:
    """Return the id of the style of a passage whose words begin in a style of the page; empty for Word's usual one.

    In a ``cell`` it is that of its table; ``heads`` a column or a group of rows.
    """
    if role in _HEADINGS:
        return _HEADINGS[role]
    if cell:
        return "WOPTableHead" if heads else "WOPTableText"
    if style is None:
        return ""
    if style.tracking and style.size < 8:
        return "WOPKicker"
    if is_big(style):
        return "WOPFigure"
    return _running_style(style)


def is_big(style: TextStyle) -> bool:
    """Return whether words are set as a big figure."""
    return style.face == "light" and style.size > 15


def _running_style(style: TextStyle) -> str:
    if style.face.startswith("condensed") and style.size < 8.1:
        return "WOPNote"
    return "WOPLead" if style.colour == MUTED and style.size > 9 else ""


def dress(document: Any, language: str) -> None:  # python-docx carries no types
    """Give the document its styles, in a language."""
    from docx.enum.style import WD_STYLE_TYPE

    known = {style.name for style in document.styles}
    for name, look in _LOOKS.items():
        if name not in known:
            added = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            added.base_style = document.styles["Normal"]
            added.quick_style = True
        _dress(document.styles[name], look, language)
    document.styles.element.append(_table_style())


def _dress(style: Any, look: _Look, language: str) -> None:
    from docx.shared import Pt

    about = style.element.get_or_add_rPr()
    about[:] = []
    about.append(new_element("rFonts", ascii=FACE, hAnsi=FACE, cs=FACE, eastAsia=FACE))
    if look.bold:
        about.extend([new_element("b"), new_element("bCs")])
    about.append(new_element("color", val=look.colour[1:]))
    if look.tracking and not reads_from_the_right():  # letters that join are not to be drawn apart
        about.append(new_element("spacing", val=str(round(20 * look.tracking))))
    about.extend(new_element(name, val=str(round(2 * look.size))) for name in ("sz", "szCs"))
    about.append(new_element("lang", val=language, eastAsia=language, bidi=language))
    lines = style.element.get_or_add_pPr()
    for old in lines.findall(tag_name("pBdr")):
        lines.remove(old)
    spaced = style.paragraph_format
    spaced.space_before, spaced.space_after = Pt(look.before), Pt(look.after)
    spaced.keep_with_next, spaced.line_spacing = look.keep, 1.1
    spaced.left_indent = Pt(look.indent) if look.indent else None
    spaced.first_line_indent = Pt(-look.hanging) if look.hanging else None


def _table_style() -> Any:
    """Return the style of our tables: level rules alone, and a heavier one below the head."""
    made = new_element("style", type="table", customStyle="1", styleId=TABLE_STYLE)
    made.append(new_element("name", val="WOP Table"))
    made.append(new_element("basedOn", val="TableNormal"))
    made.append(new_element("qFormat"))
    about = new_element("tblPr")
    about.append(borders(RULE))
    room = new_element("tblCellMar")
    for side, width in (("top", 36), ("left", 50), ("bottom", 36), ("right", 50)):
        room.append(new_element(side, w=str(width), type="dxa"))
    about.append(room)
    made.append(about)
    head = new_element("tblStylePr", type="firstRow")
    cell, lines = new_element("tcPr"), new_element("tcBorders")
    lines.append(edge("bottom", INK, 8))
    cell.append(lines)
    head.append(cell)
    made.append(head)
    return made
