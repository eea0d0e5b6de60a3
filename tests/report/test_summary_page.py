"""The pages a manager reads first: the figures and charts of the summary, and what capacity reports say."""

from dataclasses import replace

import pytest

from tests.report.pages import only
from tests.report.reading import Reading
from tests.report.sample import sample_summary
from wopfield.language import OWN_NAMES, spoken
from wopfield.report.area_means import Series
from wopfield.report.chart import legend
from wopfield.report.document import print_document
from wopfield.report.documents import DOCUMENTS
from wopfield.report.drawing import Label
from wopfield.report.options import ReportOptions
from wopfield.report.page import TEXT_WIDTH


@pytest.mark.parametrize("code", ["en", "es"])
def test_the_report_on_capacity_speaks_of_an_assessment_wherever_it_says_how_it_was_done(code: str) -> None:
    options = ReportOptions(document="capacity", sections=DOCUMENTS["capacity"], language=code)
    printed = print_document(sample_summary(), {}, options)
    reading, pages = Reading(printed.pdf), printed.section_pages
    done, review, record = {
        "en": ("How the assessment was done", "review was done", "Agreed record of the assessment"),
        "es": ("Cómo se hizo la evaluación", "hizo la revisión", "Acta acordada de la evaluación"),
    }[code]
    method = " ".join(reading.text(pages["method"]).split())
    assert done.upper() in method
    assert done in method
    assert done in " ".join(reading.text(pages["contents"]).split())
    assert record in " ".join(reading.text(pages["signoff"]).split())
    assert review.upper() not in " ".join(reading.text().split()).upper()


def test_three_figures_of_the_summary_take_the_whole_width() -> None:
    whole = replace(sample_summary(), actions=(), evidence=sample_summary().evidence[:1])
    options = ReportOptions(document="capacity", sections=("summary",))
    pieces = Reading(print_document(whole, {}, options).pdf).pages[0]
    figures = sorted(piece.x for piece in pieces if piece.size == 24)
    assert len(figures) == 3
    assert figures[-1] > 56.7 + 0.6 * TEXT_WIDTH


NOT_AGREED = {"en": "not agreed yet", "fr": "pas encore convenu", "es": "aún sin acordar", "pt": "ainda não acordado"}


@pytest.mark.parametrize("code", NOT_AGREED)
def test_the_signs_of_the_charts_are_named_on_one_line_apart_from_what_follows(code: str) -> None:
    reading = Reading(print_document(sample_summary(), {}, only("summary", language=code)).pdf)
    (unsettled,) = (piece for piece in reading.pages[0] if piece.text == NOT_AGREED[code])
    beside = [piece for piece in reading.pages[0] if piece.y == unsettled.y and piece.text.endswith(("2026", "2024"))]
    assert len(beside) == 3
    heads = [piece for piece in reading.pages[0] if piece.role == "H2" and piece.y > unsettled.y]
    assert min(head.y for head in heads) - unsettled.y > 20


@pytest.mark.parametrize("code", OWN_NAMES)
def test_signs_that_a_narrow_chart_has_no_room_for_go_on_below(code: str) -> None:
    series = [Series("peer", "Peer rating 2026", (1.0,), unsettled=(True,)), Series("self", "Self-rating", (2.0,))]
    with spoken(code):
        narrow, wide = legend(series, 150), legend(series, TEXT_WIDTH)
    lines = [len({mark.y for mark in one.marks if isinstance(mark, Label)}) for one in (narrow, wide)]
    assert lines == [2, 1]
