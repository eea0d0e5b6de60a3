"""A long report takes little more than the bare library needs to write the same lines."""

from dataclasses import replace
from io import BytesIO
from time import process_time

import pytest

from tests.report.reading import Reading
from tests.report.sample import sample_summary
from wopfield.domain.summary import Summary
from wopfield.report.document import print_document
from wopfield.report.options import ReportOptions

pytestmark = pytest.mark.slow

ROWS = 1200
OPTIONS = ReportOptions(sections=("cover", "contents", "summary", "profile", "annex"), number="WOP-2026-0147")


def long_review() -> Summary:
    """Return the sample with 100 items in each of its 12 areas."""
    sample = sample_summary()
    areas = []
    for area in sample.areas:
        items = (area.items[at % len(area.items)] for at in range(ROWS // len(sample.areas)))
        numbered = (
            replace(item, code=f"{area.code}{at}", number=f"{area.number}.{at}") for at, item in enumerate(items, 1)
        )
        areas.append(replace(area, items=tuple(numbered)))
    return replace(sample, areas=tuple(areas))


def latin(text: str) -> str:
    """Return text with a question mark for every letter outside Latin 1."""
    return text.encode("latin-1", "replace").decode("latin-1")


def write_bare(pages: list[list[tuple[str, float, float, float]]]) -> None:
    """Write the same lines at the same places with the library alone: no layout, no tags, no fonts of ours."""
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(BytesIO(), pageCompression=1, invariant=1)
    for lines in pages:
        for text, x, y, size in lines:
            canvas.setFont("Helvetica", size)
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()


def test_a_hundred_pages_cost_at_most_nine_times_the_bare_library() -> None:
    summary = long_review()
    printed = print_document(summary, {}, OPTIONS)
    assert printed.pages >= 95
    # the library's own font knows Latin letters only
    lines = [[(latin(one.text), one.x, one.y, one.size) for one in page] for page in Reading(printed.pdf).pages]
    ours, bare = [], []
    for _turn in range(5):
        start = process_time()
        print_document(summary, {}, OPTIONS)
        ours.append(process_time() - start)
        start = process_time()
        write_bare(lines)
        bare.append(process_time() - start)
    print(f"report {min(ours):.2f} s CPU, bare {min(bare):.2f} s, {printed.pages} pages")
    assert min(ours) <= 9 * min(bare)


def test_time_grows_with_the_pages_and_not_faster() -> None:
    whole = long_review()
    half = replace(whole, areas=tuple(replace(area, items=area.items[:50]) for area in whole.areas))

    def per_page(summary: Summary) -> float:
        times = []
        for _turn in range(3):
            start = process_time()
            pages = print_document(summary, {}, OPTIONS).pages
            times.append((process_time() - start) / pages)
        return min(times)

    assert per_page(whole) <= 1.4 * per_page(half)


def test_the_tree_of_tags_and_twelve_hundred_rows_stay_below_two_and_a_half_megabytes() -> None:
    # Archives take no packed objects: the fifteen thousand elements of the tree make three quarters of it.
    assert len(print_document(long_review(), {}, OPTIONS).pdf) < 2_500_000
