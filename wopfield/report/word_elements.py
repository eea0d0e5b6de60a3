"""Elements of a Word file, by the short names they have there."""

from typing import Any


def tag_name(name: str) -> str:
    """Return the full name of an element or attribute."""
    return f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{name}"


def new_element(name: str, /, **attributes: str) -> Any:
    """Return an element with its attributes, both by their short names; python-docx carries no types."""
    from docx.oxml.parser import OxmlElement

    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(tag_name(key), value)
    return made


def new_text(words: str, name: str = "t") -> Any:
    """Return an element that holds words, their spaces kept."""
    made = new_element(name)
    made.text = words
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def first_below(parent: Any, name: str) -> Any:
    """Return the first element below, which is made where it is not there."""
    found = parent.find(tag_name(name))
    if found is None:
        found = new_element(name)
        parent.insert(0, found)
    return found


def in_order(about: Any) -> None:
    """Bring a paragraph's properties into the order that Word wants them in."""
    names = ("pStyle", "keepNext", "pageBreakBefore", "pBdr", "shd", "tabs", "bidi", "spacing", "ind", "jc")
    order = [tag_name(name) for name in names]
    about[:] = sorted(about, key=lambda one: order.index(one.tag))


def edge(side: str, colour: str, eighths: int, space: int = 0, kind: str = "single") -> Any:
    """Return a rule along a side, so many eighths of a point wide, with some points to what it bounds."""
    return new_element(side, val=kind, sz=str(eighths), space=str(space), color=colour[1:])


def shaded(colour: str) -> Any:
    """Return what fills the ground of words, a paragraph or a cell."""
    return new_element("shd", val="clear", color="auto", fill=colour[1:])


def borders(colour: str) -> Any:
    """Return the rules of a table: level ones alone."""
    made = new_element("tblBorders")
    for side in ("top", "bottom", "insideH"):
        made.append(edge(side, colour, 4))
    for side in ("left", "right", "insideV"):
        made.append(new_element(side, val="nil"))
    made[:] = sorted(made, key=lambda one: _SIDES.index(one.tag.partition("}")[2]))
    return made


_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def bookmark(place: str) -> str:
    """Return a place's name in the form that Word takes."""
    return "".join(sign if sign.isalnum() and sign.isascii() else "_" for sign in f"wop_{place}")[:40]
