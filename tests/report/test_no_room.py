"""What must be told stands on the page in every language and on every paper, however little room there is."""

from dataclasses import replace
from functools import cache

import pytest

from tests.report.pages import only
from tests.report.reading import Reading
from tests.report.sample import sample_summary
from wopfield.domain.summary import Confidence, Summary
from wopfield.language import OWN_NAMES, spoken
from wopfield.report.document import print_document
from wopfield.report.findings import compared_periods, profile_title
from wopfield.report.numbers import Numbers
from wopfield.report.page import TEXT_WIDTH, Paper
from wopfield.report.style import TITLE
from wopfield.report.text import lines_of

WORSENED = 4
"""The place among its linked indicators of the one that worsened."""


@cache
def crowded() -> Summary:
    """Return a review of one area whose page is too full, with five linked indicators, of which the last worsened."""
    whole = sample_summary()
    first, last = compared_periods(whole)
    lines = tuple(
        replace(one, values={first: 20.0, last: 10.0 if at == WORSENED else 30.0}, direction="higher_better")
        for at, one in enumerate(whole.indicators[:5])
    )
    area = replace(whole.areas[5], linked_indicators=tuple(one.code for one in lines))
    words = replace(whole.words, area_context={area.code: "\n".join(["We saw the works."] * 4)})
    return replace(whole, areas=(area,), indicators=lines, words=words)


def page(code: str, paper: Paper) -> str:
    options = only("areas", "indicators", "annex", language=code, paper=paper)
    return Reading(print_document(crowded(), {}, options).pdf).text(1)


@pytest.mark.slow
@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("code", OWN_NAMES)
def test_an_area_shows_what_worsened_first_and_names_every_indicator_it_is_linked_to(code: str, paper: Paper) -> None:
    told, codes = page(code, paper), [one.code for one in crowded().indicators]
    assert {each for each in codes if each not in told} == set()
    assert told.index(codes[WORSENED]) == min(told.index(each) for each in codes)
    assert "−10" in told.replace("\u200e", "")


@pytest.mark.parametrize("name", ["Asset management", "Wastewater treatment and the safe use of sludge in farming"])
@pytest.mark.parametrize("of", ["all", "some", "none", "no baseline"])
@pytest.mark.parametrize("code", OWN_NAMES)
def test_the_finding_says_what_is_weakest_in_every_language_on_two_lines(code: str, of: str, name: str) -> None:
    before = {"all": (2.8, 1.7, 0.6), "some": (2.8, 2.2, 1.3), "none": (3.2, 2.1, 1.3), "no baseline": (None,) * 3}
    areas = tuple(
        replace(
            area,
            title=f"{name} {at}",
            now=replace(area.now, mean=3.3 - at, low=0.0, high=4.0),
            baseline=replace(area.baseline, mean=before[of][at]),
        )
        for at, area in enumerate(sample_summary().areas[:3])
    )
    words = replace(sample_summary().words, section_titles={})
    with spoken(code):
        title = profile_title(replace(sample_summary(), areas=areas, words=words), Numbers(code))
    assert Numbers(code).decimal(1.3) in title
    assert areas[2].title in title or f"{areas[2].number:02d}" in title
    assert len(lines_of(title, TITLE, TEXT_WIDTH)) <= 2


@pytest.mark.parametrize(("grade", "told"), [("A", False), ("B", False), ("C", True), ("D", True)])
def test_a_table_of_weak_figures_says_how_many_digits_of_them_hold(grade: Confidence, told: bool) -> None:
    whole = sample_summary()
    lines = tuple(replace(one, confidence=grade) for one in whole.indicators)
    assert whole.around.goals is not None
    code = whole.around.goals.targets[0].figures[0].code
    own = replace(lines[0], code=code, values={whole.around.goals.period: 50.3})
    summary = replace(whole, indicators=(*lines, own))
    for section in ("indicators", "goals"):
        text = " ".join(Reading(print_document(summary, {}, only(section)).pdf).content().split())
        assert ("of one with D on the first alone: read it as “about”" in text) is told, section
