"""The tree of tags and the links, written into the file as they are.

Both are many small objects. They are put together here as finished bytes, since the library's own way of
writing a dictionary costs more than all the rest of a long report.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from wopfield.language import reads_from_the_right
from wopfield.report.bidi import holds_right_to_left
from wopfield.report.finishing import text
from wopfield.report.tags import Drawn, Link, Tag


def write_tree(
    document: Any,
    tree: Tag,
    marked: Sequence[Sequence[Tag]],
    links: Sequence[Link],
    places: Mapping[str, tuple[int, float]],
) -> None:
    """Write the elements below ``tree``, every link, and the way back from pages and links to their elements.

    ``document`` is the file as ReportLab keeps it, which carries no types; all its pages must have been shown.
    ``marked`` holds for each page the element of each piece of its content, ``places`` page and height of
    every name a link may lead to.
    """
    objects = _Objects(document)
    owners = _without_paragraphs_in_cells(tree)
    owners.update(_contents(tree))
    keys = {id(link): len(marked) + at for at, link in enumerate(links)}
    for link in links:
        page, top = places[link.place]
        objects.add(_link(link, keys[id(link)], objects.page(page), top), link.name)
    first = objects.next_number()
    every = list(tree.every())
    numbers = {id(tag): first + 1 + at for at, tag in enumerate(every)}
    back = [
        b"%d [%b]" % (page, b" ".join(b"%d 0 R" % numbers[id(owners.get(id(tag), tag))] for tag in tags))
        for page, tags in enumerate(marked)
    ]
    back.extend(b"%d %d 0 R" % (keys[id(link)], numbers[id(link.owner)]) for link in links)
    objects.add(
        b"<< /Type /StructTreeRoot /K %d 0 R /ParentTree << /Nums [%b] >> /ParentTreeNextKey %d >>"
        % (numbers[id(tree)], b" ".join(back), len(back)),
        "StructTreeRoot",
    )
    spans = _spans(every)
    above = {id(below): tag for tag in every for below in tag.below if isinstance(below, Tag)}
    for tag in every:
        parent = numbers[id(above[id(tag)])] if tag is not tree else first
        objects.add(_element(tag, parent, spans.get(id(tag), 1), numbers, objects))


def _spans(every: Sequence[Tag]) -> dict[int, int]:
    """Return over how many columns each cell reaches that has a row of its table to itself."""
    spans: dict[int, int] = {}
    for table in every:
        if table.role != "Table":
            continue
        rows = [[cell for cell in row.below if isinstance(cell, Tag)] for row in table.below if isinstance(row, Tag)]
        widest = max(map(len, rows), default=1)
        spans.update((id(row[0]), widest) for row in rows if len(row) == 1 < widest)
    return spans


def _without_paragraphs_in_cells(tree: Tag) -> dict[int, Tag]:
    """Make the words of a cell its own where it holds nothing but plain paragraphs, and say whose they now are.

    Paragraphs of cells were a third of all elements. A cell read aloud is its words one after the other either way.
    """
    owners: dict[int, Tag] = {}
    for tag in tree.every():
        if tag.role in ("TD", "TH") and tag.below and all(map(_is_plain_paragraph, tag.below)):
            paragraphs = [one for one in tag.below if isinstance(one, Tag)]
            owners.update((id(one), tag) for one in paragraphs)
            tag.below = [piece for one in paragraphs for piece in one.below]
            tag.said = " ".join([one.said for one in paragraphs if one.said])
    return owners


def _contents(tree: Tag) -> dict[int, Tag]:
    """Make of the rows of each list of contents what stands in one, and say whose the words of its heading now are."""
    owners: dict[int, Tag] = {}
    for contents in tree.every():
        rows = [row for row in contents.below if isinstance(row, Tag)] if contents.role == "TOC" else []
        for row in rows:
            cells = [cell for cell in row.below if isinstance(cell, Tag)]
            if len(cells) == 1:
                row.role, row.below, row.said = "Caption", cells[0].below, cells[0].said
                owners[id(cells[0])] = row
                continue
            row.role, row.below = "TOCI", [cell for cell in cells if cell.below]
            for cell in cells:
                leads = any(below.role == "Link" for below in cell.every())
                cell.role, cell.scope = ("Reference" if leads else "Lbl" if cell is cells[0] else "NonStruct"), ""
                for below in cell.every():
                    below.role = "Span" if below.role == "P" else below.role
    return owners


def _is_plain_paragraph(one: Tag | Drawn | Link) -> bool:
    return (
        isinstance(one, Tag) and one.role == "P" and not one.alternative
        and all(isinstance(below, Drawn) for below in one.below)
    )  # fmt: skip


class _Objects:
    """Numbered objects of a document; a number may be used before its object is there."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._pages: dict[int, bytes] = {}

    def page(self, page: int) -> bytes:
        if page not in self._pages:
            self._pages[page] = self.named(f"Page{page + 1}")
        return self._pages[page]

    def named(self, name: str) -> bytes:
        return b"%d %d R" % self._document.idToObjectNumberAndVersion[name]

    def next_number(self) -> int:
        return int(self._document.objectcounter) + 1

    def add(self, content: bytes, name: str = "") -> None:
        self._document.Reference(content, name or f"W{self.next_number()}")


def _link(link: Link, key: int, page: bytes, top: float) -> bytes:
    edges = b" ".join(b"%.2f" % edge for edge in link.edges)
    return (
        b"<< /Type /Annot /Subtype /Link /F 4 /Border [0 0 0] /StructParent %d /Rect [%b] /Dest [%b /XYZ 0 %.2f 0] "
        b"/Contents %b >>" % (key, edges, page, top, text(link.words))
    )


def _element(tag: Tag, parent: int, span: int, numbers: Mapping[int, int], objects: _Objects) -> bytes:
    # there are fifteen thousand of them in a long report: what a reader does not need is not written, spaces neither
    parts = [b"<</S/%b/P %d 0 R" % (tag.role.encode("ascii"), parent)]
    if tag.alternative:
        parts.append(b"/Alt" + text(tag.alternative))
    if language := _script_of_others(tag.said):
        parts.append(b"/Lang(" + language + b")")
    if tag.said and holds_right_to_left(tag.said) and not tag.alternative and _is_all_words(tag):
        parts.append(b"/ActualText" + text(_MARKS.sub("", tag.said)))
    if tag.scope or span > 1:
        scope = b"/Scope/" + tag.scope.encode("ascii") if tag.scope else b""
        parts.append(b"/A<</O/Table%b%b>>" % (scope, b"/ColSpan %d" % span if span > 1 else b""))
    own_page = next((one.page for one in tag.below if isinstance(one, Drawn)), -1)
    if own_page >= 0:
        parts.append(b"/Pg " + objects.page(own_page))
    kids = [
        b"%d" % one.number if type(one) is Drawn and one.page == own_page else _kid(one, numbers, objects)
        for one in tag.below
    ]
    if len(kids) == 1:
        parts.append(b"/K " + kids[0])
    elif kids:
        parts.append(b"/K[%b]" % b" ".join(kids))
    parts.append(b">>")
    return b"".join(parts)


_MARKS = re.compile("[\u200e\u200f]")
_ARABIC = re.compile("[\u0620-\u064a]")
_LATIN_WORD = re.compile("[A-Za-z\u00c0-\u024f]{3}")


def _script_of_others(said: str) -> bytes:
    """Return what is known of the language of words that are not in the document's own script; mostly nothing.

    People write in whatever language they speak, and nobody notes which: the script alone is certain.
    """
    if reads_from_the_right():
        return b"und-Latn" if not holds_right_to_left(said) and _LATIN_WORD.search(said) else b""
    return b"und-Arab" if _ARABIC.search(said) and not _LATIN_WORD.search(said) else b""


def _is_all_words(tag: Tag) -> bool:
    """Return whether all of an element is its own words: links in it are elements of their own."""
    return all(type(one) is Drawn or (tag.role == "Link" and type(one) is Link) for one in tag.below)


def _kid(one: Tag | Drawn | Link, numbers: Mapping[int, int], objects: _Objects) -> bytes:
    match one:
        case Tag():
            return b"%d 0 R" % numbers[id(one)]
        case Drawn(page, number):
            return b"<</Type/MCR/Pg %b/MCID %d>>" % (objects.page(page), number)
        case Link():
            return b"<</Type/OBJR/Obj %b/Pg %b>>" % (objects.named(one.name), objects.page(one.page))
