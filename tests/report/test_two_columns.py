"""A long list in two columns is read page by page: down the left column, down the right one, then the next page."""

from collections.abc import Iterator

import pytest

from wopfield.report.layout import Block, Side, Text
from wopfield.report.style import TABLE
from wopfield.report.table import Column, GroupRow, Row, Table
from wopfield.report.two_columns import TwoColumns

ACROSS = (Column(0, 200, "Figure"),)


def row(number: int) -> Row:
    made = Row(ACROSS, (Text(str(number), TABLE, 200),))
    made.place = str(number)
    return made


def in_order(page: Block) -> Iterator[int]:
    """Yield the numbers of the rows of a page, its left column first."""
    assert isinstance(page, Side)
    for _x, table in page.parts:
        assert isinstance(table, Table)
        yield from (int(one.place) for one in table.rows if isinstance(one, Row))


@pytest.mark.parametrize("room", [120.0, 180.0, 260.0])
def test_no_row_of_a_later_page_comes_before_one_of_an_earlier_page(room: float) -> None:
    groups: list[list[Block]] = [
        [GroupRow(f"Group {group}", 200), *(row(10 * group + at) for at in range(7))] for group in range(5)
    ]
    read: list[int] = []
    left: Block | None = TwoColumns(ACROSS, groups, 220)
    while left is not None:
        page: Block = left
        left = None
        if page.height > room:
            parts = page.split(room)
            assert parts is not None
            page, left = parts
        assert page.height <= room + 0.01
        read.extend(in_order(page))
    assert read == [10 * group + at for group in range(5) for at in range(7)]
