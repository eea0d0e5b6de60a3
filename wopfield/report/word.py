"""A Word file of what a document says: real headings, tables and captions, charts as pictures with their sentences.

It is meant to be copied into somebody else's template, so it says what things are by Word's own styles and leaves
their looks to the template. The same parts give the same bytes.
"""

import zipfile
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from wopfield.language import _, reads_from_the_right
from wopfield.report.bidi import is_right_to_left
from wopfield.report.finishing import About
from wopfield.report.flow import Break, Cell, Chart, Grid, Part, Passage, Photo, Said
from wopfield.report.page import MM, TEXT_WIDTH, Sheet
from wopfield.report.raster import png_of
from wopfield.report.word_elements import (
    bookmark,
    borders,
    first_below,
    in_order,
    new_element,
    new_text,
    tag_name,
)

_STYLES = {"H1": "Heading1", "H2": "Heading2", "H3": "Heading3", "Caption": "Caption", "Title": "Title"}
_TWENTIETHS, _EMU = 20, 12_700
"""What Word counts lengths in: twentieths of a point, and for pictures English metric units, so many to a point."""
_CELL_SIZE = 16
"""Type in tables, in half points."""
_NARROWEST = 30.0
"""The least width of a column: the faces of the page are narrower than those of a template."""
_FACE = "Arial"
_STAMP = (2000, 1, 1, 0, 0, 0)


def word_file(parts: Sequence[Part], about: About, sheet: Sheet, foot: str) -> bytes:
    """Return a document as a ``.docx``; ``foot`` stands at the foot of each page, before the page's number."""
    import docx

    document = docx.Document()
    _name(document, about)
    _lay_out(document, about, sheet, foot)
    _Writer(document, right_to_left=reads_from_the_right()).write(parts)
    out = BytesIO()
    document.save(out)
    return _without_clock(out.getvalue())


class _Writer:
    def __init__(self, document: Any, *, right_to_left: bool) -> None:  # python-docx carries no types
        self._part = document.part
        self._body = document.element.body
        for old in list(self._body):
            if not old.tag.endswith("}sectPr"):
                self._body.remove(old)
        self._end = self._body[-1]
        self._right_to_left = right_to_left
        self._pictures = 0
        self._known: dict[bytes, str] = {}
        self._drawn: dict[object, bytes] = {}
        self._marks = 0
        self._places: set[str] = set()

    def write(self, parts: Sequence[Part]) -> None:
        self._places = {name for passage in _passages(parts) for name in passage.places}
        breaks = False
        first = parts[: parts.index(Break())] if Break() in parts else ()
        for title in [part for part in first if isinstance(part, Passage) and part.role == "H1"][:1]:
            title.role = "Title"
        for part in parts:
            if isinstance(part, Break):
                breaks = True
                continue
            for made in self._made(part, size=0):
                if breaks and made.tag == tag_name("p"):
                    first_below(made, "pPr").append(new_element("pageBreakBefore"))
                    in_order(made[0])
                breaks = False
                self._end.addprevious(made)

    def _made(self, part: Part, *, size: int) -> list[Any]:
        match part:
            case Passage():
                return [self._paragraph(part, size=size)]
            case Chart(drawing):
                if drawing.marks not in self._drawn:
                    self._drawn[drawing.marks] = png_of(drawing, mirrored=self._right_to_left)
                png = self._drawn[drawing.marks]
                return [self._picture(png, (drawing.width, drawing.height), drawing.alternative)]
            case Photo():
                return [self._picture(part.jpeg, part.box, part.alternative, part.size)]
            case Grid():
                # two tables in a row would become one: an empty paragraph stands between
                return [self._table(part), new_element("p")]
            case Break():
                return []

    # --- paragraphs ------------------------------------------------------------------------------------

    def _paragraph(self, passage: Passage, *, size: int) -> Any:
        made = new_element("p")
        about = first_below(made, "pPr")
        if passage.role in _STYLES:
            about.append(new_element("pStyle", val=_STYLES[passage.role]))
        text = "".join(said.text for said in passage.words)
        from_the_right = is_right_to_left(text) or (self._right_to_left and not text.strip())
        if from_the_right:
            about.append(new_element("bidi"))
        elif self._right_to_left:
            about.append(new_element("jc", val="right"))  # Latin words in a document that stands from the right
        for name in passage.places:
            self._marks += 1
            made.append(new_element("bookmarkStart", id=str(self._marks), name=bookmark(name)))
            made.append(new_element("bookmarkEnd", id=str(self._marks)))
        heading = passage.role in ("H1", "H2", "H3", "Title")
        for said in passage.words:
            into = made
            if said.link in self._places:
                into = new_element("hyperlink", anchor=bookmark(said.link))
                made.append(into)
            for run in self._runs(said, size=size, plain=heading, from_the_right=from_the_right):
                into.append(run)
        return made

    def _runs(self, said: Said, *, size: int, plain: bool, from_the_right: bool) -> list[Any]:
        if said.page_of:
            return self._page_of(said.page_of)
        run = new_element("r")
        about = first_below(run, "rPr")
        face = said.style.face
        if not plain and ("semibold" in face or "medium" in face):
            about.extend([new_element("b"), new_element("bCs")])
        if not plain and "italic" in face:
            about.extend([new_element("i"), new_element("iCs")])
        if said.ground:
            about.append(new_element("color", val=said.style.colour[1:]))
        if size:
            about.extend([new_element("sz", val=str(size)), new_element("szCs", val=str(size))])
        if said.ground:
            about.append(new_element("shd", val="clear", color="auto", fill=said.ground[1:]))
        if from_the_right:
            about.append(new_element("rtl"))
        for at, line in enumerate(said.text.split("\n")):
            if at:
                run.append(new_element("br"))
            if line:
                run.append(new_text(line))
        return [run]

    def _page_of(self, place: str) -> list[Any]:
        """Return a field that Word fills in with the number of a page."""
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

    # --- pictures --------------------------------------------------------------------------------------

    def _picture(
        self, data: bytes, box: tuple[float, float], alternative: str, pixels: tuple[int, int] | None = None
    ) -> Any:
        from docx.oxml.shape import CT_Inline
        from docx.shared import Emu

        share = min(1.0, TEXT_WIDTH / box[0])
        width, height = (Emu(round(side * share * _EMU)) for side in box)
        if data not in self._known:
            self._known[data] = self._part.get_or_add_image(BytesIO(data))[0]
        self._pictures += 1
        name = f"Picture {self._pictures}"
        inline = CT_Inline.new_pic_inline(self._pictures, self._known[data], name, width, height)
        inline.docPr.set("descr", alternative)
        if pixels:
            _cut_to(inline, box, pixels)
        made, run, drawing = new_element("p"), new_element("r"), new_element("drawing")
        if self._right_to_left:
            about = new_element("pPr")
            about.append(new_element("bidi"))
            made.append(about)
        drawing.append(inline)
        run.append(drawing)
        made.append(run)
        return made

    # --- tables ----------------------------------------------------------------------------------------

    def _table(self, grid: Grid) -> Any:
        edges, widths = _columns(grid)
        made, about = new_element("tbl"), new_element("tblPr")
        about.append(new_element("tblStyle", val="TableGrid"))
        if self._right_to_left:
            about.append(new_element("bidiVisual"))
        about.append(new_element("tblW", w=str(round(sum(widths) * _TWENTIETHS)), type="dxa"))
        about.append(borders())
        about.append(new_element("tblLayout", type="fixed"))
        room = new_element("tblCellMar")
        room.extend([new_element("left", w="50", type="dxa"), new_element("right", w="50", type="dxa")])
        about.append(room)
        about.append(new_element("tblLook", firstRow="1", firstColumn="1", val="00A0"))
        across = new_element("tblGrid")
        for width in widths:
            across.append(new_element("gridCol", w=str(round(width * _TWENTIETHS))))
        made.extend([about, across])
        for row in grid.rows:
            made.append(self._row(row, edges, widths))
        return made

    def _row(self, row: list[Cell], edges: list[int], widths: list[float]) -> Any:
        made, about = new_element("tr"), new_element("trPr")
        about.append(new_element("cantSplit"))
        if row and all(cell.scope == "Column" for cell in row):
            about.append(new_element("tblHeader"))
        made.append(about)
        for cell, first, count in _spread(row, edges, widths):
            box, said = new_element("tc"), new_element("tcPr")
            width = sum(widths[first : first + count])
            said.append(new_element("tcW", w=str(round(width * _TWENTIETHS)), type="dxa"))
            if count > 1:
                said.append(new_element("gridSpan", val=str(count)))
            ground = _ground(cell)
            if ground:
                said.append(new_element("shd", val="clear", color="auto", fill=ground[1:]))
            box.append(said)
            for part in cell.parts:
                box.extend(self._made(part, size=_CELL_SIZE))
            if len(box) == 1 or box[-1].tag != tag_name("p"):
                box.append(new_element("p"))
            made.append(box)
        return made


def _spread(row: list[Cell], edges: list[int], widths: list[float]) -> list[tuple[Cell, int, int]]:
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


def _columns(grid: Grid) -> tuple[list[int], list[float]]:
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
    return max((len(word) for word in words), default=0) * _CELL_SIZE * 0.31 + 7


def _ground(cell: Cell) -> str:
    """Return the colour of a cell whose words all stand on one."""
    grounds = {said.ground for part in cell.parts if isinstance(part, Passage) for said in part.words}
    return grounds.pop() if len(grounds) == 1 else ""


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


def _lay_out(document: Any, about: About, sheet: Sheet, foot: str) -> None:
    from docx.shared import Pt

    for style in ("Normal", "Heading 1", "Heading 2", "Heading 3", "Caption"):
        spoken = new_element("lang", val=about.language, eastAsia=about.language, bidi=about.language)
        about_type = document.styles[style].element.get_or_add_rPr()
        for old in about_type.findall(tag_name("lang")):
            about_type.remove(old)
        about_type.append(spoken)
    face = document.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        face.set(tag_name(script), _FACE)
    document.styles["Normal"].font.size = Pt(9.5)
    document.styles["Normal"].paragraph_format.space_after = Pt(4)
    section = document.sections[0]
    section.page_width, section.page_height = Pt(sheet.width), Pt(sheet.height)
    section.left_margin = section.right_margin = Pt((sheet.width - TEXT_WIDTH) / 2)
    section.top_margin = section.bottom_margin = Pt(20 * MM)
    line = section.footer.paragraphs[0]
    line.add_run(f"{foot} · ")
    for kind, words in (("begin", ""), ("", " PAGE "), ("end", "")):
        line.add_run()._r.append(new_element("fldChar", fldCharType=kind) if kind else new_text(words, "instrText"))


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


def _cut_to(inline: Any, box: tuple[float, float], pixels: tuple[int, int]) -> None:
    """Show of a photograph what fills a box; the whole of it stays in the file."""
    from docx.oxml.ns import qn

    scale = max(box[0] / pixels[0], box[1] / pixels[1])
    over = [round((1 - side / (length * scale)) / 2 * 100_000) for side, length in zip(box, pixels, strict=True)]
    fill = next(inline.iter(qn("pic:blipFill")))
    edges = {"l": over[0], "r": over[0], "t": over[1], "b": over[1]}
    fill.insert(1, fill.makeelement(qn("a:srcRect"), {edge: str(share) for edge, share in edges.items()}))
