"""The cells of a table in HTML, as word processors and browsers copy it: their plain text has lost the columns."""

from html.parser import HTMLParser

from wopfield.domain.pasted import tidy, unusable
from wopfield.domain.pasted_table import Cells

_LARGEST = 2_000_000
_MOST_CELLS = 200_000
_WIDEST = 200


def cells_of_html(text: str) -> Cells:
    """Return the cells of the first table in ``text``; empty where there is none.

    A cell that lies across several columns or rows stands in the first of them, as spreadsheets copy it.

    Raises:
        BadInput: it is larger than any table of figures.
    """
    # Tags that never end would keep the reader searching for as long as they are many times many.
    if len(text) > _LARGEST or text.count("<") > 2 * text.count(">") + 100:
        raise unusable("This is larger than any table of figures.")
    reader = _Reader()
    reader.feed(text)
    reader.close()
    rows = [row for row in reader.rows if any(cell.strip() for cell in row)]
    return tidy(rows) if rows else ()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self._deep = 0
        self._done = False
        self._inside = False
        self._at = 0
        self._below: dict[int, int] = {}
        """How many rows further down a cell from above still covers a column."""
        self._count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._done:
            return
        if tag == "table":
            self._deep += 1
        elif self._deep == 1 and tag == "tr":
            self.rows.append([])
        elif self._deep == 1 and tag in ("td", "th") and self.rows and self._count < _MOST_CELLS:
            self._begin(dict(attrs))
        elif tag == "br" and self._inside:
            self.rows[-1][self._at] += " "

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self._deep:
            self._deep -= 1
            self._done = self._deep == 0 and bool(self.rows)
        elif self._deep == 1 and tag in ("td", "th"):
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside and self._deep == 1:
            self.rows[-1][self._at] += data

    def _begin(self, said: dict[str, str | None]) -> None:
        row = self.rows[-1]
        while self._below.get(len(row), 0) > 0:
            self._below[len(row)] -= 1
            row.append("")
        self._at = len(row)
        wide, high = _span(said.get("colspan")), _span(said.get("rowspan"))
        for place in range(self._at, self._at + wide):
            self._below[place] = high - 1
        row += [""] * wide
        self._count += wide
        self._inside = True


def _span(text: str | None) -> int:
    return min(int(text), _WIDEST) if text and text.isascii() and text.isdigit() and int(text) > 0 else 1
