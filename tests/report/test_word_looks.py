"""What a Word file looks like: nothing cut, nothing alone at the foot of a page, room to sign."""

import re
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from tests.report.sample import sample_summary
from tests.report.test_archive import photographed
from wopfield.domain.summary import Summary
from wopfield.report.document import write_document
from wopfield.report.documents import DOCUMENTS
from wopfield.report.options import ReportOptions
from wopfield.report.standing import is_provisional

NARROWEST_LETTER = 3.6
"""How wide a letter of a word is on average at least, in the table's size."""


def written(
    document: str, *, language: str = "en", summary: Summary | None = None, sections: tuple[str, ...] = ()
) -> Document:
    whole, photos = photographed()
    options = ReportOptions(document=document, sections=sections or DOCUMENTS[document], language=language)
    return docx.Document(BytesIO(write_document(summary or whole, photos, options)))


def text_of(element: Any) -> str:
    """Return the words of an element, a line end as a space."""
    return "".join(
        one.text or "" if one.tag == qn("w:t") else " " for one in element.iter(qn("w:t"), qn("w:br"))
    ).strip()


def has_picture(element: Any) -> bool:
    return next(element.iter(qn("w:drawing")), None) is not None


def style_of(line: Any) -> str:
    return str(line.style.name)


def stays(line: Any) -> bool:
    """Return whether a paragraph stays with the next one, by itself or by its style."""
    return line._p.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None or bool(
        line.style.paragraph_format.keep_with_next
    )


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "fr", "ar"])
@pytest.mark.parametrize("document", ["peer_review", "plan", "balance", "goals"])
def test_every_word_of_a_table_has_room_in_its_column(document: str, language: str) -> None:
    crumpled = []
    for table in written(document, language=language).tables:
        for cell in table._tbl.iter(qn("w:tc")):
            width = int(cell.find(f".//{qn('w:tcW')}").get(qn("w:w"))) / 20
            words = [word for line in cell.iter(qn("w:p")) for word in text_of(line).replace("/", "/ ").split(" ")]
            crumpled += [word for word in words if len(word) * NARROWEST_LETTER > width and len(word) < 40]
    assert crumpled == []


@pytest.mark.parametrize("document", [pytest.param("peer_review", marks=pytest.mark.slow), "plan"])
def test_all_that_heads_a_table_or_a_picture_stays_with_it(document: str) -> None:
    lines = {one._p: one for one in written(document).paragraphs}
    alone = []
    for element, line in lines.items():
        after, before = element.getnext(), element.getprevious()
        below_title = before in lines and style_of(lines[before]).startswith("Heading")
        heads = (
            after is not None
            and line.text.strip()
            and ((after.tag == qn("w:p") and has_picture(after)) or (after.tag == qn("w:tbl") and below_title))
        )
        if ((heads and len(line.text) < 200) or style_of(line).startswith("Heading")) and not stays(line):
            alone.append(line.text)
    assert alone == []


def test_halves_of_a_table_that_stand_beside_one_another_on_paper_are_one_table() -> None:
    body = written("peer_review", sections=("sites", "goals")).element.body
    heads = [
        text_of(table.find(qn("w:tr")))
        for table in body.iter(qn("w:tbl"))
        if table.find(f".//{qn('w:tblHeader')}") is not None
    ]
    assert (heads.count("ReadingValueUnit"), heads.count("CodeFigure2026Unit")) == (1, 1)


def test_no_empty_line_stands_before_a_title() -> None:
    lines = written("peer_review", sections=("areas", "sites")).paragraphs
    pairs = [(one, two) for one, two in pairwise(lines) if one._p.getnext() is two._p]
    assert [
        two.text for one, two in pairs if not one.text and not has_picture(one._p) and "Heading" in style_of(two)
    ] == []


@pytest.mark.parametrize("document", ["visit_note", "plan"])
def test_whoever_signs_finds_lines_for_the_name_the_signature_and_the_date(document: str) -> None:
    summary, _photos = photographed()
    unsigned = replace(summary, words=replace(summary.words, signatories=()))
    asked = [
        line.text.partition(" ")[0] for line in written(document, summary=unsigned).paragraphs if "______" in line.text
    ]
    assert asked == ["Name", "Signature", "Date"] * 2


def test_what_is_not_agreed_has_dashes_around_it_and_a_range_stands_below_its_mean() -> None:
    summary = sample_summary()
    tables = written("peer_review", summary=summary, sections=("profile",)).tables
    cells = [cell for table in tables for cell in table._tbl.iter(qn("w:tc"))]
    dashed = [
        cell
        for cell in cells
        if cell.find(f"{qn('w:tcPr')}/{qn('w:tcBorders')}/{qn('w:top')}[@{qn('w:val')}='dashed']") is not None
    ]
    assert len(dashed) == sum(map(is_provisional, summary.areas))
    ranges = [cell for cell in dashed if "open" in text_of(cell)]
    assert ranges
    for cell in ranges:
        assert cell.find(f"{qn('w:tcPr')}/{qn('w:shd')}") is not None
        assert len(list(cell.iter(qn("w:br")))) == 2


def test_photographs_stand_beside_one_another_each_above_its_caption() -> None:
    summary, photos = photographed()
    (only,) = photos
    lines = [replace(summary.evidence[0], id=f"ev-{at}", code=f"E{at}", title=f"Pump {at}") for at in range(1, 5)]
    many = replace(summary, evidence=tuple(replace(one, sha256=only) for one in lines))
    (table,) = written("peer_review", summary=many, sections=("photos",)).tables
    assert [len(row.cells) for row in table.rows] == [2, 2]
    for cell in (cell for row in table.rows for cell in row.cells):
        assert has_picture(cell.paragraphs[0]._p)
        assert cell.paragraphs[-1].style is not None
        assert cell.paragraphs[-1].style.name == "Caption"


def test_latin_words_of_an_arabic_report_keep_their_marks_behind_them_and_their_codes_at_the_side() -> None:
    lines = written("visit_note", language="ar").paragraphs
    listed = [line for line in lines if style_of(line).startswith("List")]
    assert len(listed) > 5
    for line in listed:
        assert line._p.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None
    latin = [run for line in listed for run in line.runs if any("a" <= sign <= "z" for sign in run.text)]
    latin = [run for run in latin if "\u200f" not in run.text]  # the order of such words is told by their own marks
    assert latin
    assert [run.text for run in latin if run._r.find(f"{qn('w:rPr')}/{qn('w:rtl')}") is not None] == []
    assert [run.text for run in latin if run.text.rstrip().endswith(".")] == []


def test_every_line_with_arabic_words_is_read_from_the_right_in_an_arabic_report() -> None:
    body = written("peer_review", language="ar", sections=("areas",)).element.body
    arabic = [line for line in body.iter(qn("w:p")) if re.search("[\u0621-\u064a]", text_of(line))]
    assert any(re.match("[A-Za-z]", text_of(line)) for line in arabic), "some begin with a code in Latin letters"
    assert [text_of(line) for line in arabic if line.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is None] == []


def test_each_line_of_latin_words_keeps_its_stop_behind_it_in_an_arabic_report() -> None:
    whole = sample_summary()
    item = replace(whole.areas[0].items[0], comment="Two valves are set.\nA plan exists.")
    short = replace(whole, areas=(replace(whole.areas[0], items=(item,)),))
    body = written("peer_review", language="ar", summary=short, sections=("annex",)).element.body
    said = [text.text for text in body.iter(qn("w:t")) if re.search("valves are|plan exists", text.text)]
    assert len(said) == 2
    assert [text for text in said if not text.rstrip().endswith(".\u200e")] == []


@pytest.mark.parametrize("language", ["en", "fr", "pt"])
def test_a_level_and_what_it_asks_for_stand_in_one_line_of_a_blank_checklist(language: str) -> None:
    summary = sample_summary()
    asked = "Leakage is known"
    item = replace(summary.areas[0].items[0], levels=(asked, asked, asked, asked, asked))
    short = replace(summary, areas=(replace(summary.areas[0], items=(item,)),))
    document = written("checklist", summary=short, language=language)
    lines = [text_of(line) for line in document.element.body.iter(qn("w:p")) if asked in text_of(line)]
    assert len(lines) == 5
    assert [line for line in lines if not line.startswith("☐")] == []
