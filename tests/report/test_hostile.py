"""What people write is printed as they wrote it, and can do nothing to the page."""

import re
import unicodedata
from dataclasses import replace

import pytest

from tests.report.hostile import TEXTS, WORDS, filled
from tests.report.reading import Reading, bare
from tests.report.sample import sample_summary
from wopfield.domain.summary import FindingLine, Summary
from wopfield.report.document import print_document
from wopfield.report.options import ReportOptions
from wopfield.report.text import clean

OPTIONS = ReportOptions(number="WOP <1>", version="1&2", confidentiality="<b>partners</b> & “friends”")
RIGHT_TO_LEFT = ("arabic", "arabic marks", "hebrew", "mixed", "direction marks")
INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufe0f]")


def small() -> Summary:
    """Return a review with little of everything, so that long texts stay affordable."""
    whole = sample_summary()
    return replace(
        whole,
        areas=tuple(replace(area, items=area.items[:1], findings=area.findings[:3]) for area in whole.areas[:5]),
        evidence=whole.evidence[:1],
        actions=whole.actions[:2],
        indicators=whole.indicators[:2],
    )


def expected(text: str) -> str:
    """Return a text as it must be found in the file."""
    return bare(INVISIBLE.sub("", clean(text)))


@pytest.fixture(scope="module", params=TEXTS)
def hostile(request: pytest.FixtureRequest) -> tuple[str, Reading]:
    """Return each text with the report that holds it in every place."""
    name = request.param
    return name, Reading(print_document(filled(small(), TEXTS[name]), {}, OPTIONS).pdf)


def test_any_text_in_every_place_is_printed_whole(hostile: tuple[str, Reading]) -> None:
    name, reading = hostile
    found = INVISIBLE.sub("", bare(reading.content()))
    if name not in RIGHT_TO_LEFT:
        assert expected(TEXTS[name]) in found
        return
    for word in re.findall(r"[\u0590-\u06ff]+", TEXTS[name]):
        letters = without_marks(unicodedata.normalize("NFKC", word))
        # on the page the letters of these words stand from the right
        assert letters[::-1] in without_marks(found)


def test_no_text_brings_in_a_link_an_action_a_picture_or_a_font(hostile: tuple[str, Reading]) -> None:
    _name, reading = hostile
    assert not reading.file.check_pdf_syntax()
    for annotation in reading.annotations():
        assert annotation.Subtype == "/Link"
        assert "/A" not in annotation
        assert "/Dest" in annotation
    assert "/OpenAction" not in reading.file.Root
    assert "/Names" not in reading.file.Root
    for page in reading.file.pages:
        assert not page.resources.get("/XObject", {})
    for font in reading.fonts().values():
        assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor


def without_marks(text: str) -> str:
    return "".join(letter for letter in text if not unicodedata.combining(letter))


@pytest.mark.parametrize("name", ["many words", "no spaces", "many lines", "arabic", "long address", "emoji"])
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


@pytest.mark.parametrize("place", PLACES)
def test_fifty_thousand_words_go_on_over_as_many_pages_as_they_need(place: str) -> None:
    # all of them in a comment, which is printed twice; elsewhere fewer show the same
    count = 50_000 if place == "a comment" else 10_000
    words = [f"n{at}" if at % 25 == 0 else WORDS.split()[at % 4] for at in range(count)]
    printed = print_document(PLACES[place](small(), " ".join(words)), {}, OPTIONS)
    found = Reading(printed.pdf).content().split()
    assert {word for word in words if word.startswith("n")} <= set(found)
    assert len(found) >= len(words)
    assert printed.section_pages["method"] == printed.section_pages["summary"] + 1
