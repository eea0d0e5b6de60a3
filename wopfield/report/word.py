"""A Word file of what a document says: real headings, tables and captions, charts as pictures with their sentences.

It is meant to be copied into somebody else's template, so it says what things are by styles, which look as the pages of
the PDF do until a template has others. The same parts give the same bytes.
"""

import zipfile
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from wopfield.language import _, reads_from_the_right
from wopfield.report.bidi import holds_right_to_left, is_right_to_left
from wopfield.report.finishing import About
from wopfield.report.flow import Break, Cell, Chart, Grid, Part, Passage, Photo, Said
from wopfield.report.page import Sheet
from wopfield.report.style import DARK_NUMERAL, FAINT, INK, MUTED, TEXT, TINT_2, WHITE
from wopfield.report.word_elements import (
    bookmark,
    first_below,
    in_order,
    new_element,
    new_text,
    shaded,
    tag_name,
)
from wopfield.report.word_keeping import keep_together, lower_last
from wopfield.report.word_page import (
    begins_facts,
    cover_of,
    facts,
    is_on_the_field,
    lay_out,
    on_the_field,
    with_few_breaks,
)
from wopfield.report.word_pictures import Pictures, ends_in_a_line, is_in_a_line
from wopfield.report.word_styles import TABLE_STYLE, dress, style_of
from wopfield.report.word_tables import (
    empty_line,
    ground_of,
    is_head,
    is_level,
    is_pill,
    look_of,
    on_one_ground,
    spread,
    to_the_end,
    to_the_middle,
)
from wopfield.report.word_tiles import Tiles, in_columns, joined, tiled
from wopfield.report.word_widths import columns

_TWENTIETHS = 20
"""What Word counts lengths in, to a point."""
_QUIET = frozenset({INK, TEXT, MUTED, FAINT, WHITE, DARK_NUMERAL})
"""Colours that the styles have or that only their ground asks for."""
_LONGEST_CODE = 8
_LONGEST_BESIDE = 16
_FROM_THE_LEFT = "\u200e"
"""A sign without a shape that keeps a mark behind Latin words in a line that is read from the right."""
_STAMP = (2000, 1, 1, 0, 0, 0)


def word_file(parts: Sequence[Part], about: About, sheet: Sheet, foot: str) -> bytes:
    """Return a document as a ``.docx``; ``foot`` stands at the foot of each page, before the page's number."""
    import docx

    document = docx.Document()
    _name(document, about)
    dress(document, about.language)
    lay_out(document, about, sheet, foot, cover=cover_of(parts) > 0)
    _Writer(document, right_to_left=reads_from_the_right()).write(parts)
    out = BytesIO()
    document.save(out)
    return _without_clock(out.getvalue())


class _Writer:
    def __init__(self, document: Any, *, right_to_left: bool) -> None:  # python-docx carries no types
        self._body = document.element.body
        for old in list(self._body):
            if not old.tag.endswith("}sectPr"):
                self._body.remove(old)
        self._end = self._body[-1]
        self._right_to_left = right_to_left
        self._pictures = Pictures(document.part, right_to_left=right_to_left)
        self._marks = 0
        self._places: set[str] = set()
        self._listed = False
        """Whether the last paragraph was a line of a list."""

    def write(self, parts: Sequence[Part]) -> None:
        self._places = {name for passage in _passages(parts) for name in passage.places}
        count = cover_of(parts)
        if count:
            self._add_cover(parts[:count])
            parts = parts[count:]
        breaks = False
        for part in tiled(joined(with_few_breaks(parts))):
            if isinstance(part, Break):
                breaks = True
                continue
            if not isinstance(part, Tiles) and self._goes_on(part, self._end.getprevious()):
                continue
            for made in self._tiles(part) if isinstance(part, Tiles) else self._made(part):
                if breaks and made.tag == tag_name("p"):
                    first_below(made, "pPr").extend(
                        [new_element("pageBreakBefore"), new_element("spacing", before="0")]
                    )
                    in_order(made[0])
                breaks = False
                self._end.addprevious(made)
        keep_together(self._body)
        lower_last(self._body)

    def _goes_on(self, part: Part, line: Any) -> bool:
        """Let a small chart stand behind the words before it, and a figure behind that; return whether it does."""
        if isinstance(part, Chart) and is_in_a_line(part) and line is not None and line.tag == tag_name("p"):
            line.append(self._made(part)[0][-1])
            return True
        if not isinstance(part, Passage) or part.role != "P" or not ends_in_a_line(line):
            return False
        text = "".join(said.text for said in part.words)
        if len(text) > _LONGEST_BESIDE or any(map(str.isalpha, text)):
            return False
        part.words.insert(0, Said("\u00a0", part.words[0].style))
        line.extend(list(self._paragraph(part, cell=True, heads=False).iter(tag_name("r"))))
        return True

    def _add_cover(self, parts: Sequence[Part]) -> None:
        count = next((at for at, part in enumerate(parts) if begins_facts(part)), len(parts))
        for part in parts[:count]:
            if isinstance(part, Passage) and part.role == "H1":
                part.role = "Title"
            for made in self._made(part):
                if isinstance(part, Passage) and is_on_the_field(part):
                    on_the_field(made, part.words[0].style.colour)
                self._end.addprevious(made)
        self._end.addprevious(new_element("p"))
        for made in facts(parts[count:], self._made, right_to_left=self._right_to_left):
            self._end.addprevious(made)

    def _tiles(self, tiles: Tiles) -> list[Any]:
        made = in_columns(
            tiles.groups, self._made, min(tiles.columns, len(tiles.groups)), right_to_left=self._right_to_left
        )
        return [made, empty_line()]

    def _made(self, part: Part, *, cell: bool = False, heads: bool = False) -> list[Any]:
        match part:
            case Passage():
                return [self._paragraph(part, cell=cell, heads=heads)]
            case Chart():
                self._listed = False
                return [self._pictures.chart(part, cell=cell)]
            case Photo():
                return [self._pictures.photo(part, cell=cell)]
            case Grid():
                # two tables in a row would become one: an empty paragraph stands between
                return [self._table(part), empty_line()]
            case Break():
                return []

    # --- paragraphs ------------------------------------------------------------------------------------

    def _paragraph(self, passage: Passage, *, cell: bool, heads: bool) -> Any:
        made = new_element("p")
        about = first_below(made, "pPr")
        listed = "" if cell else _place_in_a_list(passage, below=self._listed)
        if not cell:
            self._listed = bool(listed)
        named = listed or style_of(
            passage.role, passage.words[0].style if passage.words else None, cell=cell, heads=heads
        )
        if named:
            about.append(new_element("pStyle", val=named))
        text = "".join(said.text for said in passage.words)
        from_the_right = is_right_to_left(text) or (
            self._right_to_left and bool(listed or not text.strip() or holds_right_to_left(text))
        )
        if from_the_right:
            about.append(new_element("bidi"))
        elif self._right_to_left:
            about.append(new_element("jc", val="right"))  # Latin words in a document that stands from the right
        for name in passage.places:
            self._marks += 1
            made.append(new_element("bookmarkStart", id=str(self._marks), name=bookmark(name)))
            made.append(new_element("bookmarkEnd", id=str(self._marks)))
        plain = heads or passage.role in ("H1", "H2", "H3", "Title") or named in ("WOPKicker", "WOPFigure")
        for at, said in enumerate(passage.words):
            if listed == "List" and at == 1 and said.text == " ":
                tab = new_element("r")
                tab.append(new_element("tab"))
                made.append(tab)
                continue
            into = made
            if said.link in self._places:
                into = new_element("hyperlink", anchor=bookmark(said.link))
                made.append(into)
            for run in self._runs(said, plain=plain, from_the_right=from_the_right):
                into.append(run)
        return made

    def _runs(self, said: Said, *, plain: bool, from_the_right: bool) -> list[Any]:
        if said.page_of:
            return self._page_of(said.page_of)
        latin = any(map(str.isalpha, said.text)) and not holds_right_to_left(said.text)
        run = new_element("r")
        run.append(_look_of(said, plain=plain, from_the_right=from_the_right and not latin))
        text = f"\u00a0{said.text.strip()}\u00a0" if is_pill(said) and not plain else said.text
        for at, line in enumerate(text.split("\n")):
            if at:
                run.append(new_element("br"))
            if line:
                run.append(new_text(_with_its_marks(line) if from_the_right and latin else line))
        return [run]

    def _page_of(self, place: str) -> list[Any]:
        """Return a field that Word fills in with the number of a page.

        The list is no TOC field: what such a field shows before somebody updates it is plain text, and the pages of
        this file are not those of the PDF.
        """
        if place not in self._places:
            return []
        begin = new_element("fldChar", fldCharType="begin", dirty="true")
        order = new_text(f" PAGEREF {bookmark(place)} \\h ", "instrText")
        middle, end = (new_element("fldChar", fldCharType=kind) for kind in ("separate", "end"))
        parts = (begin, order, middle, new_text("…"), end)
        runs = []
        for part in parts:
            run = new_element("r")
            run.append(part)
            runs.append(run)
        return runs

    # --- tables ----------------------------------------------------------------------------------------

    def _table(self, grid: Grid) -> Any:
        edges, widths = columns(grid)
        made, about = new_element("tbl"), new_element("tblPr")
        about.append(new_element("tblStyle", val=TABLE_STYLE))
        if self._right_to_left:
            about.append(new_element("bidiVisual"))
        about.append(new_element("tblW", w=str(round(sum(widths) * _TWENTIETHS)), type="dxa"))
        about.append(new_element("tblLayout", type="fixed"))
        headed = str(int(bool(grid.rows) and is_head(grid.rows[0])))
        about.append(new_element("tblLook", firstRow=headed, firstColumn="0", val="0020" if headed == "1" else "0000"))
        across = new_element("tblGrid")
        for width in widths:
            across.append(new_element("gridCol", w=str(round(width * _TWENTIETHS))))
        made.extend([about, across])
        middles = {at for at, cell in enumerate(grid.rows[0]) if cell.align == "middle"} if headed == "1" else set()
        for row in grid.rows:
            made.append(self._row(row, edges, widths, {edges.index(at) for at in middles if at in edges}))
        return made

    def _row(self, row: list[Cell], edges: list[int], widths: list[float], middles: set[int]) -> Any:
        made, about = new_element("tr"), new_element("trPr")
        about.append(new_element("cantSplit"))
        if is_head(row):
            about.append(new_element("tblHeader"))
        made.append(about)
        heads = is_head(row) or len(row) == 1
        for cell, first, count in spread(row, edges, widths):
            box, said = new_element("tc"), new_element("tcPr")
            width = sum(widths[first : first + count])
            said.append(new_element("tcW", w=str(round(width * _TWENTIETHS)), type="dxa"))
            if count > 1:
                said.append(new_element("gridSpan", val=str(count)))
            level = ground_of(cell)
            look_of(said, cell, ground=level or (TINT_2 if heads and not is_head(row) else ""))
            box.append(said)
            for part in cell.parts:
                one = on_one_ground(part) if level and isinstance(part, Passage) else part
                if len(box) == 1 or not self._goes_on(one, box[-1]):
                    box.extend(self._made(one, cell=True, heads=heads))
            if len(box) == 1 or box[-1].tag != tag_name("p"):
                box.append(empty_line())
            if is_level(cell) or (first in middles and count == 1):
                to_the_middle(box, at_the_top=not is_level(cell))
            elif cell.align == "end":
                to_the_end(box, right_to_left=self._right_to_left)
            made.append(box)
        return made


def _with_its_marks(line: str) -> str:
    """Return Latin words that keep the mark they end with behind them in a line read from the right."""
    words = line.rstrip()
    held = words and not words[-1].isalnum()
    return f"{words}{_FROM_THE_LEFT}{line[len(words) :]}" if held else line


def _look_of(said: Said, *, plain: bool, from_the_right: bool) -> Any:
    """Return how words differ from what their style says; ``plain`` ones do so by their ground alone."""
    about = new_element("rPr")
    face = said.style.face
    if not plain and ("semibold" in face or "medium" in face):
        about.extend([new_element("b"), new_element("bCs")])
    if not plain and "italic" in face:
        about.extend([new_element("i"), new_element("iCs")])
    if said.ground or (said.style.colour not in _QUIET and not plain):
        about.append(new_element("color", val=said.style.colour[1:]))
    if said.ground:
        about.append(shaded(said.ground))
    if from_the_right:
        about.append(new_element("rtl"))
    return about


def _place_in_a_list(passage: Passage, *, below: bool) -> str:
    """Return the style of a line that a code begins, or of one that goes on ``below`` it; empty for others."""
    if passage.role != "P" or not passage.words:
        return ""
    first = passage.words[0]
    code = len(first.text) <= _LONGEST_CODE and any(map(str.isdigit, first.text))
    if len(passage.words) > 2 and passage.words[1].text == " " and code:
        return "List"
    small = first.style.face == "condensed-semibold" and len(passage.words) > 1
    return "ListContinue" if below and small and first.style.size < 8.5 else ""


def _passages(parts: Sequence[Part]) -> list[Passage]:
    found: list[Passage] = []
    for part in parts:
        if isinstance(part, Passage):
            found.append(part)
        elif isinstance(part, Grid):
            for row in part.rows:
                for cell in row:
                    found.extend(_passages(cell.parts))
    return found


# --- the file ------------------------------------------------------------------------------------------


def _name(document: Any, about: About) -> None:
    said = document.core_properties
    said.title, said.language, said.subject = about.title[:255], about.language, about.subject[:255]
    said.author, said.last_modified_by, said.comments = "", "", ""
    said.identifier = about.identifier[:255]
    said.created = said.modified = about.made.replace(tzinfo=None)
    said.revision = 1


def foot_of(document: str, confidentiality: str) -> str:
    """Return what stands at the foot: this may have been changed by anybody, the PDF is the record."""
    copy = _("Copy to edit; the record is the PDF")
    return " · ".join(part for part in (confidentiality, document, copy) if part)


def _without_clock(file: bytes) -> bytes:
    """Return a package whose parts bear no time of writing."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(file)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            kept = zipfile.ZipInfo(entry.filename, _STAMP)
            kept.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(kept, old.read(entry))
    return out.getvalue()
