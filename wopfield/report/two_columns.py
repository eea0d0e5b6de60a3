"""A long list of short rows as two tables beside one another, filled page by page."""

from collections.abc import Iterator, Sequence

from wopfield.report.layout import Block, Side
from wopfield.report.table import Column, Table

Groups = Sequence[Sequence[Block]]
"""Rows by group, the name of each before its rows."""


class TwoColumns(Side):
    """Groups of rows in two columns of about one height, the second ``left`` from the edge.

    A group of four rows or more may go on in the second, or on the next page, with its name again. Where a page ends
    its left column is read on in its right one, and only then on the next page.
    """

    def __init__(self, across: Sequence[Column], groups: Groups, left: float, *, gap: float = 0.0) -> None:
        sides = min(_partings(groups), key=lambda two: max(sum(row.height for row in rows) for rows in two))
        super().__init__([(at * left, Table(across, rows)) for at, rows in enumerate(sides) if rows], gap=gap)
        self._across, self._groups, self._left = across, groups, left

    def split(self, room: float, *, forced: bool = False) -> tuple[Block, Block] | None:
        """Fill both columns with as many of the first rows as fit, and leave the others for the next page."""
        for before, after in reversed(list(_cuts(self._groups))):
            upper = TwoColumns(self._across, before, self._left, gap=self.gap)
            if upper.height <= room + 0.01:
                return upper, TwoColumns(self._across, after, self._left)
        return super().split(room, forced=forced)


def _cuts(groups: Groups) -> Iterator[tuple[Groups, Groups]]:
    """Yield each way to end a page, from the first on; a name stands with two rows at least."""
    for at, rows in enumerate(groups):
        if at:
            yield groups[:at], groups[at:]
        for cut in range(3, len(rows) - 1):
            yield [*groups[:at], rows[:cut]], [[rows[0], *rows[cut:]], *groups[at + 1 :]]


def _partings(groups: Groups) -> Iterator[tuple[list[Block], list[Block]]]:
    """Yield each way to part groups, the name of each before its rows, into two columns."""
    yield [row for rows in groups for row in rows], []
    for before, after in _cuts(groups):
        yield [row for rows in before for row in rows], [row for rows in after for row in rows]
