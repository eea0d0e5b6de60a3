"""The Word file says what the PDF says, in the same order, with headings, tables and pictures that are real."""

import zipfile
from dataclasses import replace
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from PIL import Image

from tests.report.hostile import TEXTS, filled
from tests.report.reading import Reading, bare
from tests.report.sample import sample_summary
from tests.report.test_archive import photographed
from wopfield.domain.summary import Summary
from wopfield.language import _, spoken
from wopfield.report.cleaning import clean
from wopfield.report.document import print_document, write_document
from wopfield.report.documents import DOCUMENTS
from wopfield.report.drawing import Circle, Clip, Drawing, Facing, Fill, Label, Path, Rect, Stroke
from wopfield.report.options import ReportOptions
from wopfield.report.raster import png_of
from wopfield.report.style import LEVEL_FILLS

OPTIONS = ReportOptions(number="WOP-2026-0147", version="1.2", confidentiality="Partners only")
SECTIONS = ("cover", "contents", "summary", "areas", "photos", "signoff", "annex")


def few(areas: int = 3) -> tuple[Summary, dict[str, bytes]]:
    """Return a short review with a photograph."""
    whole, photos = photographed()
    kept = tuple(replace(area, items=area.items[:3]) for area in whole.areas[:areas])
    return replace(whole, areas=kept, evidence=whole.evidence[:3], indicators=whole.indicators[:2]), photos


SHORT = replace(OPTIONS, sections=SECTIONS)


@pytest.fixture(scope="module")
def written() -> bytes:
    return write_document(*few(), SHORT)


@pytest.fixture(scope="module")
def word(written: bytes) -> Document:
    return docx.Document(BytesIO(written))


def words_of(document: Document) -> str:
    """Return all text in the order it stands in, in tables too."""
    return "\n".join("".join(text.text or "" for text in one.iter(qn("w:t"))) for one in every(document, "w:p"))


def every(document: Document, name: str) -> list[Any]:
    return list(document.element.body.iter(qn(name)))


def test_the_same_report_gives_the_same_bytes(written: bytes) -> None:
    assert write_document(*few(), SHORT) == written


@pytest.mark.parametrize(
    "document", [pytest.param(name, marks=() if name == "visit_note" else pytest.mark.slow) for name in DOCUMENTS]
)
def test_every_text_of_the_pdf_stands_in_the_word_file(document: str) -> None:
    summary, photos = photographed()
    options = replace(OPTIONS, document=document, sections=DOCUMENTS[document])
    shown = Reading(print_document(summary, photos, options).pdf)
    said = bare(words_of(docx.Document(BytesIO(write_document(summary, photos, options)))))
    pieces = {piece.text.strip() for pieces in shown.pages for piece in pieces if piece.role not in ("", "Figure")}
    lost = [text for text in pieces if bare(text) not in said and not text.isdigit()]
    # the numbers of pages are Word's own
    assert lost == []


def test_headings_come_in_the_order_of_the_pdf(word: Document) -> None:
    reading = Reading(print_document(*few(), SHORT).pdf)
    printed = bare("".join(piece.text for pieces in reading.pages for piece in pieces if piece.role in ("H1", "H2")))
    styled = [(one.text, one.style.name or "") for one in word.paragraphs if one.style is not None]
    written = [text for text, style in styled if style.startswith(("Heading", "Title"))]
    assert bare("".join(written)) == printed


def test_tables_are_tables_with_heads_that_return(word: Document) -> None:
    assert len(every(word, "w:tblHeader")) >= len(few()[0].areas)
    items = [item for area in few()[0].areas for item in area.items]
    assert sum(len(table.rows) for table in word.tables) > len(items)
    widths = [sum(int(one.get(qn("w:w"))) for one in table._tbl.tblGrid) / 20 for table in word.tables]
    assert all(width <= 490 for width in widths)


def test_charts_and_photographs_are_pictures_with_a_sentence(word: Document, written: bytes) -> None:
    said = [one.get("descr") for one in every(word, "wp:docPr")]
    assert any("Code with document number" in one for one in said)
    assert photographed()[0].evidence[0].title in said
    with zipfile.ZipFile(BytesIO(written)) as file:
        photo = photographed()[1]["a" * 64]
        assert photo in [file.read(name) for name in file.namelist() if name.endswith(".jpg")]
    caption = [one.text for one in word.paragraphs if one.style is not None and one.style.name == "Caption"]
    assert photographed()[0].evidence[0].title in caption


@pytest.mark.slow
@pytest.mark.parametrize("document", DOCUMENTS)
def test_no_picture_is_without_its_sentence(document: str) -> None:
    options = replace(OPTIONS, document=document, sections=DOCUMENTS[document])
    made = docx.Document(BytesIO(write_document(*photographed(), options)))
    said = [one.get("descr") for one in every(made, "wp:docPr")]
    assert [one for one in said if not one.strip()] == []


def test_words_are_dressed_by_styles_that_a_template_may_have_otherwise(word: Document) -> None:
    used = {one.style.name for one in word.paragraphs if one.style is not None}
    assert {"Title", "Heading 1", "Heading 2", "Caption", "List", "List Continue", "WOP Kicker", "WOP Lead"} <= used
    sizes = [one for one in every(word, "w:sz") if one.getparent().tag == qn("w:rPr")]
    assert sizes == []
    styles = {one.get(qn("w:val")) for table in word.tables for one in table._tbl.iter(qn("w:tblStyle"))}
    assert styles == {"WOPTable"}


def test_a_level_stands_in_the_middle_of_its_colour(word: Document) -> None:
    grounds = {fill[1:] for fill in LEVEL_FILLS}
    cells = [one.getparent().getparent() for one in every(word, "w:shd") if one.get(qn("w:fill")) in grounds]
    levels = [one for one in cells if one.tag == qn("w:tc")]
    assert len(levels) > 10
    assert all(one.find(f".//{qn('w:jc')}").get(qn("w:val")) == "center" for one in levels)


def test_the_line_that_has_to_stand_behind_a_last_table_is_next_to_nothing_high() -> None:
    summary, photos = few()
    word = docx.Document(BytesIO(write_document(summary, photos, replace(OPTIONS, sections=("terms",)))))
    *_others, table, last, _section = word.element.body
    (spacing,) = last.iter(qn("w:spacing"))
    assert table.tag == qn("w:tbl")
    assert [spacing.get(qn(f"w:{name}")) for name in ("before", "after", "line", "lineRule")] == [
        "0",
        "0",
        "20",
        "exact",
    ]


@pytest.mark.parametrize(("language", "side"), [("en", "right"), ("ar", "left")])
def test_figures_stand_at_the_end_of_their_column(language: str, side: str) -> None:
    summary, photos = few()
    options = replace(OPTIONS, language=language, sections=("figures",))
    word = docx.Document(BytesIO(write_document(summary, photos, options)))
    # the last column says how sure they are
    figures = [cell for row in word.tables[0].rows[1:] for cell in row.cells[2:-1] if cell.text]
    stands = [[str(one.get(qn("w:val"))) for one in cell._tc.iter(qn("w:jc"))] for cell in figures]
    assert len(figures) >= 2
    assert stands == [[side]] * len(figures)


def test_a_small_chart_stands_behind_the_words_it_belongs_to() -> None:
    whole = sample_summary()
    codes = tuple(one.code for one in whole.indicators)
    linked = replace(whole, areas=(replace(whole.areas[0], linked_indicators=codes),))
    made = docx.Document(BytesIO(write_document(linked, {}, replace(SHORT, sections=("areas",)))))
    around = [one.getparent().getparent() for one in every(made, "w:drawing")]
    assert sum(any(text.text for text in line.iter(qn("w:t"))) for line in around) >= 2


def test_areas_follow_one_another_and_long_sections_begin_a_page(word: Document) -> None:
    breaks = [one.text for one in word.paragraphs if one.paragraph_format.page_break_before]
    assert breaks == ["CONTENTS", "EXECUTIVE SUMMARY", "AREA 01", "SIGN-OFF", "ANNEX A · ALL ANSWERS"]
    assert "PHOTOGRAPHS" in [one.text for one in word.paragraphs]


@pytest.mark.parametrize("light", [False, True])
@pytest.mark.parametrize("name", ["Marowe Water", "Société nationale des eaux et de l’assainissement " * 6])
def test_a_cover_has_its_title_and_its_facts_in_columns(light: bool, name: str) -> None:
    summary, photos = few()
    options = replace(SHORT, sections=("cover", "areas"), light_cover=light)
    made = docx.Document(BytesIO(write_document(replace(summary, mentee=name), photos, options)))
    assert made.sections[0].different_first_page_header_footer
    (title,) = [one for one in made.paragraphs if one.style is not None and one.style.name == "Title"]
    looks = title._p.pPr
    assert looks is not None
    assert (looks.find(qn("w:shd")) is None) == light
    assert len(made.tables[0].columns) == 3
    assert made.tables[0].cell(0, 0).paragraphs[1].text.startswith(name[:20])


def test_a_document_without_a_cover_begins_with_a_heading() -> None:
    options = replace(OPTIONS, document="plan", sections=("priorities", "plan"))
    made = docx.Document(BytesIO(write_document(*few(), options)))
    assert [one.style.name for one in made.paragraphs[:2] if one.style] == ["WOP Kicker", "Heading 1"]
    assert not made.sections[0].different_first_page_header_footer


def test_title_and_number_of_the_page_stand_on_every_page_but_the_cover(word: Document) -> None:
    section = word.sections[0]
    assert section.different_first_page_header_footer
    assert section.header.paragraphs[0].text == word.core_properties.title
    orders = [one.text for one in section.footer._element.iter(qn("w:instrText"))]
    assert orders == [" PAGE ", " NUMPAGES "]


def test_the_file_says_its_language_title_and_that_it_is_no_record(word: Document) -> None:
    assert word.core_properties.language == "en"
    assert "Riverbend" in word.core_properties.title
    spoken = {one.get(qn("w:val")) for one in word.styles.element.iter(qn("w:lang"))}
    assert "en" in spoken
    foot = word.sections[0].footer.paragraphs[0].text
    assert "Partners only" in foot
    assert "Copy to edit; the record is the PDF" in foot


def test_every_link_leads_to_a_bookmark(word: Document) -> None:
    there = {one.get(qn("w:name")) for one in every(word, "w:bookmarkStart")}
    led = {one.get(qn("w:anchor")) for one in every(word, "w:hyperlink")}
    assert led
    assert led <= there


def test_an_arabic_report_stands_from_the_right(written: bytes) -> None:
    made = docx.Document(BytesIO(write_document(*few(), replace(SHORT, language="ar"))))
    assert every(made, "w:bidiVisual")
    assert len(every(made, "w:bidi")) > 20
    section = made.sections[0]
    for line in (section.header.paragraphs[0], section.footer.paragraphs[0]):
        assert line._p.pPr.find(qn("w:bidi")) is not None
    # letters that join are not drawn apart
    assert made.styles["WOP Kicker"].element.rPr.find(qn("w:spacing")) is None


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_box_of_a_blank_checklist_stands_before_what_it_ticks(language: str) -> None:
    summary, photos = few()
    options = replace(OPTIONS, language=language, document="checklist", sections=DOCUMENTS["checklist"])
    lines = words_of(docx.Document(BytesIO(write_document(summary, photos, options)))).split("\n")
    items = sum(len(area.items) for area in summary.areas)
    graded = [line for line in lines if line.count("\u2610") == len("ABCD")]
    assert len(graded) == items
    assert all("\u2610 A \u2610 B \u2610 C \u2610 D" in line for line in graded)
    ticked = [line.split("\u2610") for line in lines if line.count("\u2610") == 1]
    assert len(ticked) == 7 * items
    assert all(not before.strip() and behind.strip() for before, behind in ticked)


def test_the_room_for_a_figure_in_a_blank_checklist_has_its_unit_behind_it() -> None:
    summary, photos = few()
    asking = replace(summary, asks={summary.areas[0].items[0].code: ("number", "mg/l")})
    options = replace(OPTIONS, document="checklist", sections=DOCUMENTS["checklist"])
    lines = words_of(docx.Document(BytesIO(write_document(asking, photos, options)))).split("\n")
    (asked,) = (line for line in lines if "mg/l" in line)
    assert asked.startswith("_" * 16 + " mg/l")


@pytest.mark.parametrize("name", ["markup", "nulls", "surrogate", "right-to-left override", "tabs and lines", "format"])
def test_hostile_text_is_text(name: str) -> None:
    whole = sample_summary()
    little = replace(whole, areas=whole.areas[:1], evidence=whole.evidence[:1], indicators=whole.indicators[:1])
    made = write_document(filled(little, TEXTS[name]), {}, replace(SHORT, sections=("cover", "areas", "signoff")))
    assert bare(clean(TEXTS[name])) in bare(words_of(docx.Document(BytesIO(made))))
    with zipfile.ZipFile(BytesIO(made)) as file:
        links = [file.read(part) for part in file.namelist() if part.endswith(".rels")]
    assert not any(b"External" in link for link in links)


def test_a_picture_has_the_strokes_of_the_drawing() -> None:
    red, blue = Fill("#FF0000"), Fill("#0000FF")
    marks = (
        Rect(0, 0, 20, 20, None, red),
        Clip(20, 0, 20, 10, (Rect(20, 0, 20, 20, None, blue),)),
        Facing(40, 20, (Rect(0, 0, 5, 20, None, blue),)),
        Path(((60, 10), (80, 10)), Stroke("#00FF00", 4)),
        Label(85, 15, "Wasser", size=10),
    )
    drawing = Drawing(120, 20, marks)
    seen = Image.open(BytesIO(png_of(drawing)))
    turned = Image.open(BytesIO(png_of(drawing, mirrored=True)))

    def at(picture: Image.Image, x: float, y: float) -> object:
        return picture.getpixel((round(x * picture.width / 120), round(y * picture.height / 20)))

    assert at(seen, 10, 10) == at(turned, 110, 10) == (255, 0, 0)
    assert at(seen, 30, 5) == (0, 0, 255)
    assert at(seen, 30, 15) == (255, 255, 255)
    assert at(seen, 42, 10) == at(turned, 62, 10) == (0, 0, 255)
    assert at(seen, 70, 10) == (0, 255, 0)
    assert min(seen.crop((round(85 * 3.2), 0, seen.width, seen.height)).getchannel("R").tobytes()) < 128


def ink(text: str) -> int:
    """Return how much a picture of some words is darkened by them."""
    seen = Image.open(BytesIO(png_of(Drawing(160, 24, (Label(4, 16, text, size=12, colour="#000000"),)))))
    return sum(255 - dot for dot in seen.convert("L").tobytes())


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("النظراء 2025", ("النظراء", "2025")),
        ("غير 3 بنود", ("غير", "3", "بنود")),
        ("क्ष", ("क्ष",)),
        ("12 km", ("12", "km")),
    ],
)
def test_a_picture_shows_the_letters_of_its_words_and_no_box(words: str, parts: tuple[str, ...]) -> None:
    with spoken("ar"):
        assert ink(words) == pytest.approx(sum(map(ink, parts)), rel=0.02)


def test_letters_that_become_one_sign_are_drawn_as_one() -> None:
    assert ink("क्ष") < 0.9 * (ink("क") + ink("ष"))


@pytest.mark.parametrize(
    "shape", [Circle(20, 20, 12, Stroke("#000000", 1, (4, 3))), Rect(8, 8, 24, 24, Stroke("#000000", 1, (4, 3)))]
)
def test_an_edge_of_dashes_is_one_of_dashes_in_a_picture(shape: Circle | Rect) -> None:
    solid = replace(shape, stroke=Stroke("#000000", 1))
    dashed, whole = (
        sum(255 - dot for dot in Image.open(BytesIO(png_of(Drawing(40, 40, (one,))))).convert("L").tobytes())
        for one in (shape, solid)
    )
    assert 0.4 < dashed / whole < 0.75


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_key_to_the_signs_stands_whole_in_its_picture(language: str) -> None:
    made = write_document(sample_summary(), {}, replace(OPTIONS, sections=("summary", "profile"), language=language))
    document = docx.Document(BytesIO(made))
    with spoken(language):
        begins = _("The signs and what they mean: {names}.", names="").partition(":")[0]
    keys = [one for one in every(document, "w:drawing") if begins in next(one.iter(qn("wp:docPr"))).get("descr")]
    assert len(keys) == 2
    for key in keys:
        blip = next(key.iter(qn("a:blip"))).get(qn("r:embed"))
        picture = Image.open(BytesIO(document.part.rels[blip].target_part.blob)).convert("L")
        edges = [
            (0, picture.height - 1, picture.width, picture.height),
            (picture.width - 1, 0, picture.width, picture.height),
        ]
        edge = edges[0] if key is keys[0] else (0, 0, 1, picture.height) if language == "ar" else edges[1]
        assert min(picture.crop(edge).tobytes()) == 255
