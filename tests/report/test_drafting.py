"""A draft to look at shows what is printed, whatever was drawn before it."""

from dataclasses import replace

import pytest

from tests.report.reading import Reading
from tests.report.sample import sample_summary
from wopfield.domain.summary import Summary
from wopfield.errors import BadInput
from wopfield.report.document import print_document
from wopfield.report.drafting import Drafting
from wopfield.report.options import ReportOptions

OPTIONS = ReportOptions(sections=("cover", "contents", "plan", "annex"))


def short() -> Summary:
    """Return the sample with two of its areas."""
    return replace(sample_summary(), areas=sample_summary().areas[:2])


def commented(words: str, area: int = 1) -> Summary:
    """Return it with another comment of the first reviewer on the third item of an area."""
    summary = short()
    areas = list(summary.areas)
    items = list(areas[area].items)
    first, *others = items[2].peers
    items[2] = replace(items[2], peers=(replace(first, comment=words), *others))
    areas[area] = replace(areas[area], items=tuple(items))
    return replace(summary, areas=tuple(areas))


def shown(pdf: bytes) -> object:
    """Return what somebody sees and can press: words with their places, and links with where they lead."""
    reading = Reading(pdf)
    # drafts have no tags, so nothing there needs a space between two lines
    words = [[replace(piece, role="") for piece in page if piece.text != " "] for page in reading.pages]
    pages = [page.obj.objgen for page in reading.file.pages]
    links = [
        (pages.index(link.Dest[0].objgen), float(link.Dest[3]), [float(edge) for edge in link.Rect])
        for link in reading.annotations()
    ]
    return words, links


def test_a_changed_comment_draws_the_pages_anew_that_show_it_and_no_other() -> None:
    drafting = Drafting()
    pages = drafting.print(commented("Seen on site."), {}, OPTIONS).pages
    assert drafting.drawn == pages
    drafting.print(commented("Seen on paper."), {}, OPTIONS)
    assert 1 <= drafting.drawn <= 2  # the cover carries the fingerprint


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_draft_shows_the_same_words_at_the_same_places_as_the_print(language: str) -> None:
    drafting = Drafting()
    options = replace(OPTIONS, language=language)
    for summary in (
        short(),
        commented("Words that run on. " * 90),
        commented("فحص في الموقع – ωμέγα", area=0),
    ):
        draft, printed = drafting.print(summary, {}, options), print_document(summary, {}, options)
        assert (draft.pages, draft.section_pages) == (printed.pages, printed.section_pages)
        assert shown(draft.pdf) == shown(printed.pdf)


def test_another_look_or_a_section_that_moved_draws_what_it_has_to() -> None:
    drafting, summary = Drafting(), short()
    for options in (
        OPTIONS,
        replace(OPTIONS, greyscale=True),
        replace(OPTIONS, paper="Letter"),
        replace(OPTIONS, sections=("annex", "cover")),
    ):
        draft, printed = drafting.print(summary, {}, options), print_document(summary, {}, options)
        assert shown(draft.pdf) == shown(printed.pdf)


def test_what_cannot_be_printed_is_refused_as_it_is_on_paper_and_the_next_draft_is_made() -> None:
    drafting = Drafting()
    with pytest.raises(BadInput, match="nothing to print"):
        drafting.print(short(), {}, ReportOptions(sections=("photos",)))
    assert drafting.print(short(), {}, ReportOptions(sections=("cover",))).pages == 1
