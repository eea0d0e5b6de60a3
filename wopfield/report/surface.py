"""What blocks draw on: the printed page, or anything else that takes down what they say in the same order."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from wopfield.report.canvas import Align
from wopfield.report.drawing import Drawing, Mark
from wopfield.report.style import TextStyle
from wopfield.report.text import TextLine
from wopfield.report.words import Words

Across = Sequence[tuple[float, float]]
"""Where each column of a table starts, and how wide it is."""


class Surface(Protocol):
    """Elements say what something is; what is drawn outside the content of one is furniture.

    ``words`` is a text before it was cut into lines, for whoever cuts it otherwise; ``says`` are words that stand
    for strokes where only text is taken down.
    """

    @property
    def flows(self) -> bool:
        """Return whether there are no pages: then nothing has to be shortened, and no number of a page is known."""

    def element(
        self, role: str, *, scope: str = "", one: object = None, across: Across = ()
    ) -> AbstractContextManager[object]: ...

    def content(self, role: str, *, alternative: str = "", scope: str = "") -> AbstractContextManager[object]: ...

    def line(self, line: TextLine, x: float, baseline: float) -> None: ...

    def lines(
        self, lines: Sequence[TextLine], style: TextStyle, x: float, top: float, width: float = 0.0,
        align: Align = "start", words: Words = "",
    ) -> float: ...  # fmt: skip

    def page_number(self, lines: Sequence[TextLine], style: TextStyle, x: float, top: float, width: float,
                    place: str) -> None: ...  # fmt: skip

    def figure(self, drawing: Drawing, x: float, y: float) -> None: ...

    def marks(self, marks: Sequence[Mark], x: float = 0.0, y: float = 0.0, *, says: str = "") -> None: ...

    def rule(self, x1: float, x2: float, y: float, colour: str, width: float = 0.6) -> None: ...

    def box(self, x: float, y: float, width: float, height: float, colour: str) -> None: ...

    def picture(self, jpeg: bytes, size: tuple[int, int], x: float, y: float, width: float, height: float) -> None: ...

    def place(self, name: str, y: float = 0.0) -> None: ...

    def outline(self, title: str, y: float, level: int) -> None: ...

    def next_page(self) -> None: ...
