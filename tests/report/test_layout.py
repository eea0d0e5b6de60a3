"""Blocks find their place: nothing is lost, cut through, or left alone at the foot of a page."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.report.reading import Reading, Written
from tests.report.sample import sample_summary
from wopfield.report.document import print_document
from wopfield.report.layout import Block, Marks, Side, Stack, Text
from wopfield.report.options import ReportOptions
from wopfield.report.page import BETWEEN_SECTIONS, Pages, Paper, Sheet
from wopfield.report.style import BODY, HEAD, TABLE
from wopfield.report.table import Column, GroupRow, Row, Table
from wopfield.report.two_columns import TwoColumns

ACROSS = (Column(0, 200, "What"), Column(210, 200, "Why"))
ROOM = Sheet().room


class Piece(Block):
    """A block of some height that cannot be parted."""

    def __init__(self, height: float, keep: bool = False, gap: float = 0.0) -> None:
        self.height, self.keep, self.gap = height, keep, gap


def laid_out(blocks: Sequence[Block]) -> list[list[tuple[Block, float]]]:
    pages = Pages(Sheet())
    pages.begin("section", "Section")
    pages.add(blocks)
    return [page.blocks for page in pages.pages]


def row(words: str = "word", times: int = 1) -> Row:
    return Row(ACROSS, (Text(words, TABLE, 200), Text(" ".join([words] * times), TABLE, 200)))


def rows_of(page: list[tuple[Block, float]]) -> list[Block]:
    return [one for block, _y in page if isinstance(block, Table) for one in block.rows]


@given(st.lists(st.tuples(st.floats(1, ROOM), st.booleans(), st.floats(0, 30)), max_size=30))
def test_blocks_stay_in_order_and_on_their_page(parts: list[tuple[float, bool, float]]) -> None:
    blocks = [Piece(*part) for part in parts]
    pages = laid_out(blocks)
    assert [block for page in pages for block, _y in page] == blocks
    top = Sheet().height - ROOM
    for page in pages:
        low = 0.0
        for block, y in page:
            assert y >= low - 0.01
            low = y + block.height
        assert low <= ROOM + top + 0.02


@given(st.floats(1, ROOM), st.lists(st.floats(1, ROOM), min_size=1, max_size=4))
def test_a_short_section_begins_below_another_only_where_all_of_it_has_room(above: float, below: list[float]) -> None:
    pages = Pages(Sheet())
    pages.begin("first", "First")
    pages.add([Piece(above)])
    pages.follow("second", "Second", [Piece(height) for height in below])
    together = above + BETWEEN_SECTIONS + sum(below) <= ROOM
    assert pages.section_pages() == {"first": 1, "second": 1 if together else 2}
    if together:
        assert len(pages.pages) == 1
        assert pages.pages[0].blocks[1][1] >= pages.pages[0].blocks[0][1] + above + BETWEEN_SECTIONS - 0.01


@given(st.floats(1, ROOM), st.floats(1, ROOM))
def test_a_section_begins_below_another_whose_last_page_would_stay_two_thirds_empty(above: float, below: float) -> None:
    pages = Pages(Sheet())
    pages.begin("first", "First")
    pages.add([Piece(above)])
    pages.begin("second", "Second")
    pages.add([Piece(below)])
    together = above < 0.34 * ROOM and above + BETWEEN_SECTIONS + below <= ROOM
    assert pages.section_pages() == {"first": 1, "second": 1 if together else 2}
    assert [page.section for page in pages.pages] == (["first"] if together else ["first", "second"])


def test_a_section_that_wants_whole_pages_begins_one() -> None:
    pages = Pages(Sheet())
    pages.begin("first", "First")
    pages.add([Piece(100)])
    pages.begin("second", "Second", whole=True)
    pages.add([Piece(100)])
    assert pages.section_pages() == {"first": 1, "second": 2}


@given(st.floats(1, ROOM - 60))
def test_a_heading_never_stands_alone_at_the_foot_of_a_page(above: float) -> None:
    heading = Text("Heading", HEAD, 300, keep=True, gap=24)
    text = Text("word " * 400, BODY, 300, gap=4)
    for page in laid_out([Piece(above), heading, text]):
        assert page[-1][0] is not heading


@given(st.floats(1, ROOM))
def test_a_paragraph_never_leaves_one_line_behind(above: float) -> None:
    lines = [
        len(block.lines)
        for page in laid_out([Piece(above), Text("word " * 300, BODY, 300)])
        for block, _y in page
        if isinstance(block, Text)
    ]
    assert min(lines) >= 2


@given(st.lists(st.integers(1, 60), min_size=1, max_size=40), st.floats(1, ROOM))
def test_rows_are_never_cut_and_never_lost(heights: list[int], above: float) -> None:
    rows = [row(times=height) for height in heights]
    pages = laid_out([Piece(above), Table(ACROSS, rows)])
    assert [one for page in pages for one in rows_of(page)] == rows


@given(st.lists(st.integers(1, 7), min_size=1, max_size=20), st.floats(1, ROOM))
def test_a_group_row_stays_with_two_rows_of_its_group(groups: list[int], above: float) -> None:
    rows: list[Block] = []
    for count in groups:
        rows.extend([GroupRow("Group", 410), *(row(times=9) for _ in range(count))])
    for page in laid_out([Piece(above), Table(ACROSS, rows)]):
        here = rows_of(page)
        if not here:
            continue
        assert not isinstance(here[-1], GroupRow)
        if len(here) > 1 and isinstance(here[-2], GroupRow):
            at = rows.index(here[-1])
            assert at + 1 == len(rows) or isinstance(rows[at + 1], GroupRow) or len(here) == 2


@given(st.lists(st.integers(1, 25), min_size=1, max_size=40), st.floats(1, ROOM))
def test_no_single_low_row_comes_to_the_next_page(heights: list[int], above: float) -> None:
    rows = [row(times=height) for height in heights]
    parts = [rows_of(page) for page in laid_out([Piece(above), Table(ACROSS, rows)]) if rows_of(page)]
    assert len(parts) == 1 or len(parts[-1]) > 1 or parts[-1][0].height > 60


@pytest.mark.parametrize(("more", "count"), [(0, 1), (2, 1), (30, 2)])
def test_rows_stand_closer_only_where_that_spares_a_page_with_a_few_of_them(more: int, count: int) -> None:
    head, usual = Table(ACROSS, []).height, row()
    rows = [row() for _ in range(int((ROOM - head) / usual.height) + more)]
    pages = laid_out([Table(ACROSS, rows)])
    assert [one for page in pages for one in rows_of(page)] == rows
    assert len(pages) == count
    assert (rows[0].height < usual.height) == (more == 2)


@pytest.mark.parametrize("more", range(1, 9))
def test_no_page_holds_only_a_quarter_where_closer_rows_would_spare_it(more: int) -> None:
    heading = Table(ACROSS, []).height
    count = int((ROOM - heading) / row().height)
    pages = laid_out([Table(ACROSS, [row() for _ in range(count + more)])])
    tight = row()
    tight.breathe(0.55)
    needed = heading + (count + more) * tight.height
    assert len(pages) == (1 if needed <= ROOM else 2)


def test_a_page_that_goes_on_with_a_section_begun_below_another_says_so_at_its_head() -> None:
    pages = Pages(Sheet())
    pages.begin("first", "First")
    pages.add([Piece(100)])
    pages.follow("second", "Second", [Piece(100), Piece(ROOM - 100)], parted=True)
    assert [page.running for page in pages.pages] == ["First", "Second"]


@given(st.lists(st.integers(1, 9), min_size=1, max_size=6))
def test_two_columns_are_about_as_high_as_one_another_and_name_what_goes_on(groups: list[int]) -> None:
    made = [[GroupRow(f"Group {at}", 410), *(row() for _ in range(count))] for at, count in enumerate(groups)]
    tables = [block for _x, block in TwoColumns(ACROSS, made, 210, gap=0).parts if isinstance(block, Table)]
    assert [one for table in tables for one in table.rows if isinstance(one, Row)] == [
        one for rows in made for one in rows if isinstance(one, Row)
    ]
    assert all(isinstance(table.rows[0], GroupRow) for table in tables)
    if sum(groups) > 12:
        assert abs(tables[0].height - tables[1].height) < 6 * made[0][1].height


def test_a_row_higher_than_a_page_goes_on_line_by_line() -> None:
    pages = laid_out([Table(ACROSS, [row(times=20_000)])])
    lines = [
        line.text
        for page in pages
        for one in rows_of(page)
        if isinstance(one, Row) and isinstance(one.cells[1], Text)
        for line in one.cells[1].lines
    ]
    assert " ".join(" ".join(lines).split()) == " ".join(["word"] * 20_000)


def test_a_block_that_nothing_can_part_stands_alone_rather_than_for_ever() -> None:
    pages = laid_out([Piece(10), Piece(ROOM * 2), Piece(10)])
    assert [len(page) for page in pages] == [1, 1, 1]


def test_columns_part_at_the_same_height() -> None:
    long, short = Text("word " * 3000, BODY, 200), Text("word " * 20, BODY, 200)
    parts = Side([(0, Stack([long])), (220, Stack([short]))]).split(300)
    assert parts is not None
    first, rest = parts
    assert first.height <= 300
    assert rest.height + first.height >= long.height - 0.01


def test_places_are_found_on_the_page_they_end_on() -> None:
    pages = Pages(Sheet())
    pages.begin("section", "Section")
    marked = Marks([], 10)
    marked.place = "here"
    pages.add([Piece(ROOM), marked])
    assert pages.page_of() == {"section-section": 1, "here": 2}


@pytest.mark.parametrize(("paper", "width"), [("A4", 595.3), ("Letter", 612.0)])
def test_no_text_of_the_report_overlaps_another_or_leaves_the_page(paper: Paper, width: float) -> None:
    printed = print_document(sample_summary(), {}, ReportOptions(paper=paper, number="WOP-1"))
    for pieces in Reading(printed.pdf).pages:
        boxes = sorted((box_of(one) for one in pieces if one.text.strip()), key=lambda box: box[1])
        for at, (left, top, right, foot, text) in enumerate(boxes):
            assert left > 50, text
            assert right < width - 50, text
            for other in boxes[at + 1 :]:
                if other[1] >= foot:
                    break
                across = min(right, other[2]) - max(left, other[0])
                down = min(foot, other[3]) - max(top, other[1])
                assert across < 0.8 or down < 0.8, (text, other[4])


def box_of(one: Written) -> tuple[float, float, float, float, str]:
    """Return left, top, right and foot of the letters of a piece, a space at its end not counted."""
    space = 0.25 * one.size if one.text.endswith(" ") else 0.0
    return one.x, one.y - 0.7 * one.size, one.x + one.width - space, one.y + 0.15 * one.size, one.text
