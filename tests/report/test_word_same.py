"""The Word file and the PDF hold the same words and figures, in every language; each difference has its reason."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from io import BytesIO

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from tests.report.reading import Reading, joined
from tests.report.test_archive import photographed
from wopfield.report.document import print_document, write_document
from wopfield.report.documents import DOCUMENTS
from wopfield.report.options import ReportOptions

TO_WRITE_ON = {"☐", "→"}
"""Signs that stand in the Word file for strokes of the page, as do lines to write on."""
FIELD = "..."
"""What a field shows before Word fills in the number of a page."""


WRITING = re.compile(r"[A-Za-z]+|\d+(?:[.,]\d+)*|[\u0600-\u06ff]+")


def key(word: str) -> str:
    """Return a word as it can be compared: Arabic without the order of its letters, which a page has turned round.

    A letter that the page draws together with another may be told twice there.
    """
    if not any("\u0600" <= sign <= "\u06ff" for sign in word):
        return word
    return "".join(sorted({sign for sign in word if sign.isalpha()}))


def words_in(text: str, *, turned: bool) -> list[str]:
    """Return the words of a text; where lines are ``turned`` round no mark stays at its word."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")
    return WRITING.findall(plain) if turned else plain.split()


def counted(texts: Iterable[str], *, turned: bool) -> Counter[str]:
    return Counter(key(word) for text in texts for word in words_in(text, turned=turned))


def lines_of(document: Document) -> list[str]:
    """Return every paragraph, tabs and line ends as spaces."""
    return [
        "".join(
            one.text or "" if one.tag == qn("w:t") else " " for one in line.iter(qn("w:t"), qn("w:tab"), qn("w:br"))
        )
        for line in document.element.body.iter(qn("w:p"))
    ]


def heads_of(document: Document, *, turned: bool) -> set[str]:
    """Return the words that head columns and groups: a table in two halves on the page has them twice."""
    rows = [
        row for table in document.tables for row in table.rows if row._tr.find(f".//{qn('w:tblHeader')}") is not None
    ]
    groups = [row for table in document.tables for row in table.rows if len(row._tr.tc_lst) == 1]
    return set(counted((cell.text for row in [*rows, *groups] for cell in row.cells), turned=turned))


def pages_of(reading: Reading, *, pictures: bool, turned: bool) -> Counter[str]:
    """Return the words of the content of pages; those of charts are a picture in the other file."""
    quiet = ("",) if pictures else ("", "Figure")
    return counted(
        (joined([piece for piece in pieces if piece.role not in quiet]) for pieces in reading.pages), turned=turned
    )


def without_parted(left: Counter[str], right: Counter[str]) -> None:
    """Take away long words that the page parts at the end of a line, or of two in a narrow column."""
    for whole in list(left):
        parts = parts_of(whole, right)
        if len(parts) > 1:
            left -= Counter({whole: 1})
            right -= Counter(parts)


def parts_of(whole: str, among: Counter[str]) -> list[str]:
    """Return the words that make up a whole one behind each other; nothing where there are no such words."""
    for first in among:
        rest = whole.removeprefix(first)
        if rest == whole or not first:
            continue
        others = parts_of(rest, among - Counter([first])) if rest else []
        if others or not rest:
            return [first, *others]
    return []


@pytest.mark.parametrize("language", ["en", "fr", "es", "pt", "ar"])
@pytest.mark.parametrize(
    "document", [pytest.param(name, marks=() if name == "visit_note" else pytest.mark.slow) for name in DOCUMENTS]
)
def test_what_stands_in_one_stands_in_the_other(document: str, language: str) -> None:
    summary, photos = photographed()
    options = ReportOptions(
        number="WOP-2026-0147", version="1.2", document=document, sections=DOCUMENTS[document], language=language
    )
    reading = Reading(print_document(summary, photos, options).pdf)
    word = docx.Document(BytesIO(write_document(summary, photos, options)))
    turned = language == "ar"
    written = counted(lines_of(word), turned=turned)

    more = written - pages_of(reading, pictures=True, turned=turned)
    less = pages_of(reading, pictures=False, turned=turned) - written
    without_parted(more, less)
    fields = more.pop(FIELD, 0)
    assert {one for one in more if one not in TO_WRITE_ON and set(one) != {"_"}} == set()
    heads = heads_of(word, turned=turned)
    numbers = {one for one in less if one.isdigit()} - heads
    assert set(less) - numbers - heads == set()
    assert turned or sum(less[one] for one in numbers) <= fields
