"""What stays together in a Word file: a title with its table or picture, a picture with its caption."""

from typing import Any

from wopfield.report.word_elements import first_below, in_order, new_element, tag_name

_TITLES = frozenset({"Heading1", "Heading2", "Heading3", "Title", "WOPKicker"})
_LONGEST_LABEL = 240
"""Words up to this length above a picture or a table are taken for its label."""


def keep_together(body: Any) -> None:  # lxml's elements carry no types
    """Let no title, label or picture stand alone at the foot of a page, and drop empty lines where a title follows."""
    for line in list(body):
        after = line.getnext()
        if line.tag == tag_name("p") and after is not None:
            if _is_empty(line) and _begins(after):
                body.remove(line)
            elif _belongs_to(line, after):
                about = first_below(line, "pPr")
                about.append(new_element("keepNext"))
                in_order(about)


def _belongs_to(line: Any, after: Any) -> bool:
    style, next_style = _style(line), _style(after)
    if style in _TITLES:
        return False  # its style says so already
    if style in ("List", "ListContinue"):
        return next_style == "ListContinue"
    before = line.getprevious()
    below_title = before is not None and _style(before) in _TITLES
    if _is_picture(line):
        return below_title or next_style == "Caption"
    if _is_empty(line) or len(_text(line)) > _LONGEST_LABEL:
        return False
    return _has_picture(after) or (below_title and after.tag == tag_name("tbl"))


def _begins(after: Any) -> bool:
    """Return whether a title or a page begins: then white space is there already."""
    about = after.find(tag_name("pPr"))
    new_page = about is not None and about.find(tag_name("pageBreakBefore")) is not None
    return new_page or _style(after) in _TITLES


def _style(line: Any) -> str:
    found = line.find(f"{tag_name('pPr')}/{tag_name('pStyle')}")
    return "" if found is None else str(found.get(tag_name("val")))


def _has_picture(line: Any) -> bool:
    return line.tag == tag_name("p") and next(line.iter(tag_name("drawing")), None) is not None


def _is_picture(line: Any) -> bool:
    return _has_picture(line) and not _text(line)


def lower_last(body: Any) -> None:
    """Let the empty line that has to stand behind a last table be so low that it hardly ever begins a page."""
    last = body[-1].getprevious()
    if last is not None and last.tag == tag_name("p") and _is_empty(last):
        first_below(last, "pPr").append(new_element("spacing", before="0", after="0", line="20", lineRule="exact"))
        in_order(last[0])


def _is_empty(line: Any) -> bool:
    return not _has_picture(line) and not _text(line)


def _text(line: Any) -> str:
    return "".join(one.text or "" for one in line.iter(tag_name("t"))).strip()
