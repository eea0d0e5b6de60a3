"""What people write is printed as they wrote it, and can do nothing to the page: every text, in every slot."""

import re
import subprocess
import sys
import unicodedata
from dataclasses import replace

import pytest

from tests.report.hostile import TEXTS, WORDS, filled
from tests.report.reading import Reading, bare
from tests.report.sample import sample_summary
from wopfield.domain.summary import FindingLine, Summary
from wopfield.report import fonts
from wopfield.report.cleaning import clean
from wopfield.report.document import print_document
from wopfield.report.documents import DOCUMENTS
from wopfield.report.options import ReportOptions, VersionLine
from wopfield.report.style import BODY
from wopfield.report.text import lines_of

RIGHT_TO_LEFT = ("arabic", "arabic marks", "hebrew", "mixed", "direction marks", "scripts", "rare scripts",
                 "compatibility")  # fmt: skip
INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufe0f]")
TELLING = ("markup", "image", "link", "pdf operators", "nulls", "surrogate", "right-to-left override", "mixed", "emoji")
"""What is tried whenever the tests run; the rest are tried with all documents by the slow ones."""
WITHOUT_A_DRAWING = ("private use", "noncharacters")
"""Texts of characters that nobody has given a shape."""
ONLY_CLEAN = ("nulls", "surrogate", "right-to-left override")
"""Texts that only the cleaning of text keeps from doing harm: markup does none to begin with."""


def small(areas: int = 5) -> Summary:
    """Return a review with little of everything, so that long texts stay affordable."""
    whole = sample_summary()
    return replace(
        whole,
        areas=tuple(replace(area, items=area.items[:1], findings=area.findings[:3]) for area in whole.areas[:areas]),
        evidence=whole.evidence[:1],
        actions=whole.actions[:2],
        indicators=whole.indicators[:2],
    )


def expected(text: str) -> str:
    """Return a text as it must be found in the file."""
    return bare(INVISIBLE.sub("", clean(text)))


def without_marks(text: str) -> str:
    return "".join(letter for letter in text if not unicodedata.combining(letter))


def options_for(document: str, text: str) -> ReportOptions:
    """Return the choices for a document, with a text in every place that takes one."""
    whole = sample_summary()
    return ReportOptions(
        sections=DOCUMENTS[document], document=document, number=text[:60], version=text[:20], confidentiality=text,
        issued_by=text, seal_key=text, versions=(VersionLine(text, whole.today, "final", text, text),),
    )  # fmt: skip


def harm_of(name: str, document: str) -> list[str]:
    """Return what a text does to a document that holds it in every slot; nothing is as it should be."""
    text = TEXTS[name]
    try:
        printed = print_document(filled(small(1), text), {}, options_for(document, text))
        reading = Reading(printed.pdf)
    except Exception as error:  # whatever it is, it is harm
        return [f"it is not built: {type(error).__name__}"]
    return [*_lost(name, reading), *_brought_in(reading)]


def _lost(name: str, reading: Reading) -> list[str]:
    found = INVISIBLE.sub("", bare(reading.content()))
    if name not in RIGHT_TO_LEFT:
        return [] if expected(TEXTS[name]) in found else ["it is not read back"]
    lost: list[str] = []
    words = [word for word in TEXTS[name].split() if word[0].isalpha() and not _FROM_THE_RIGHT.search(word)]
    lost.extend(f"{word} is not read back" for word in words if expected(word) not in found)
    for word in _FROM_THE_RIGHT.findall(TEXTS[name]):
        letters = without_marks(unicodedata.normalize("NFKC", word))
        # on the page the letters of these words stand from the right
        if letters[::-1] not in without_marks(found):
            lost.append(f"{word} is not read back")
    return lost


_FROM_THE_RIGHT = re.compile("[\u0590-\u085f\U0001e900-\U0001e95f]+")


def _brought_in(reading: Reading) -> list[str]:
    root = reading.file.Root
    harm = [f"the file is broken: {fault}" for fault in reading.file.check_pdf_syntax()]
    for one in reading.annotations():
        if one.Subtype != "/Link" or "/A" in one or "/Dest" not in one:
            harm.append("a link leads out of the file")
    harm += [f"{name} is in the file" for name in ("/OpenAction", "/Names", "/AA", "/AcroForm") if name in root]
    for page in reading.file.pages:
        if page.resources.get("/XObject", {}) or "/AA" in page.obj:
            harm.append("a picture or an action is on a page")
    for font in reading.fonts().values():
        if "/FontFile2" not in font.DescendantFonts[0].FontDescriptor:
            harm.append("a font is not in the file")
    shown = [one for pieces in reading.pages for piece in pieces for one in piece.text]
    if any(unicodedata.category(one) in ("Cc", "Cs") or one in "\u202d\u202e\u2066" for one in shown):
        harm.append("a control character is on a page")
    return harm


@pytest.mark.parametrize("name", TELLING)
def test_any_text_in_every_slot_is_printed_whole_and_does_nothing(name: str) -> None:
    assert harm_of(name, "visit_note") == []


@pytest.mark.slow
@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("name", TEXTS)
def test_any_text_in_every_slot_of_every_document_is_printed_whole_and_does_nothing(name: str, document: str) -> None:
    assert harm_of(name, document) == []


def test_the_same_texts_do_harm_where_text_is_not_cleaned() -> None:
    # another process, whose text comes in as it is; what it prints are the texts that this let through
    script = (
        "from wopfield.report import cleaning\n"
        "cleaning.clean = lambda words: words\n"
        "from tests.report.test_hostile import ONLY_CLEAN, harm_of\n"
        "print([name for name in ONLY_CLEAN if harm_of(name, 'visit_note')])\n"
    )
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert found.strip() == str(list(ONLY_CLEAN))
    assert [name for name in ONLY_CLEAN if harm_of(name, "visit_note")] == []


@pytest.mark.parametrize("name", TEXTS)
def test_no_letter_of_any_text_shows_as_the_sign_for_an_unknown_one(name: str) -> None:
    drawn = [piece.run for line in lines_of(TEXTS[name], BODY, 400) for piece in line.pieces]
    unknown = {glyph.text for run in drawn for glyph in run.glyphs if glyph.code == fonts.font(run.font).unknown}
    assert bool(unknown - {" "}) == (name in WITHOUT_A_DRAWING)


@pytest.mark.parametrize("name", ["many words", "no spaces", "arabic"])
def test_the_executive_summary_is_one_page_whatever_is_written(name: str) -> None:
    options = ReportOptions(sections=("summary", "method", "areas"))
    printed = print_document(filled(small(), TEXTS[name]), {}, options)
    assert printed.section_pages["method"] == printed.section_pages["summary"] + 1


def _in_comment(summary: Summary, text: str) -> Summary:
    item = replace(summary.areas[0].items[0], comment=text)
    return replace(summary, areas=(replace(summary.areas[0], items=(item,)), *summary.areas[1:]))


def _in_finding(summary: Summary, text: str) -> Summary:
    finding = FindingLine("f", "gap", summary.areas[0].code, "", text, in_summary=True)
    return replace(summary, areas=(replace(summary.areas[0], findings=(finding,)), *summary.areas[1:]))


PLACES = {
    "a comment": _in_comment,
    "a finding": _in_finding,
    "the name of the utility": lambda summary, text: replace(summary, mentee=text),
    "the headline": lambda summary, text: replace(summary, words=replace(summary.words, headline=text)),
    "the title of an action": lambda summary, text: replace(
        summary, actions=(replace(summary.actions[0], title=text), *summary.actions[1:])
    ),
}


def _words_go_on(place: str, count: int) -> None:
    options = ReportOptions(number="WOP <1>", version="1&2", confidentiality="<b>partners</b> & “friends”")
    words = [f"n{at}" if at % 25 == 0 else WORDS.split()[at % 4] for at in range(count)]
    printed = print_document(PLACES[place](small(), " ".join(words)), {}, options)
    found = Reading(printed.pdf).content().split()
    assert {word for word in words if word.startswith("n")} <= set(found)
    assert len(found) >= len(words)
    assert printed.section_pages["method"] == printed.section_pages["summary"] + 1


@pytest.mark.parametrize("place", PLACES)
def test_five_hundred_words_go_on_over_as_many_pages_as_they_need(place: str) -> None:
    _words_go_on(place, 500)


@pytest.mark.slow
@pytest.mark.parametrize("place", ["a comment", "the name of the utility"])
def test_fifty_thousand_words_go_on_over_as_many_pages_as_they_need(place: str) -> None:
    _words_go_on(place, 50_000)
