"""The plan as charts of the report: what to do first, and what is planned when."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wopfield.domain.summary import ActionLine
from wopfield.language import _, plural
from wopfield.report.drawing import Label as Word
from wopfield.report.risks import priority_grid
from wopfield.report.timebars import time_bars
from wopfield.store import actions
from wopfield.store.plan_page import PlanLine
from wopfield.store.summaries import action_line
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.drawing import DrawingView
from wopfield.ui.widgets.page import Page

_CELL = 92.0
_REACH = 9.0
"""How far from its code, in points, an action is still meant."""


class PlanChart(QWidget):
    """One chart of all actions: a press chooses one, and so do up and down. ``chosen`` carries its id."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._ids: dict[str, str] = {}
        self._at = -1
        page = Page(theme, margins=(16, 10, 16, 10), spacing=0)
        self.view = _Stepped(theme)
        self.view.stepped.connect(self._step)
        self.view.pressed.connect(self._press)
        page.body.addWidget(self.view)
        page.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)

    def show_lines(self, lines: Sequence[PlanLine], today: date) -> None:
        """Show these actions; those that were dropped are not charted."""
        self._ids = {line.code: line.row.id for line in lines}
        shown = [replace(action_line(line.row), code=line.code) for line in lines if line.row.status != "dropped"]
        if self._kind == "grid":
            self.view.show_chart(lambda width: priority_grid(shown, width, _CELL))
        else:
            late = sum(actions.days_late(line.row, today) > 0 for line in lines)
            words = _time_words(shown, late)
            self.view.show_chart(lambda width: time_bars(shown, today, width, words))

    def _press(self, x: float, y: float) -> None:
        """Choose the action whose code stands there, in a row the one of the row."""
        near = [
            (abs(one.y - 3 - y), at)
            for at, one in enumerate(self._codes())
            if abs(one.y - 3 - y) <= _REACH and (self._kind == "time" or _is_on(one, x))
        ]
        if near:
            self._take(min(near)[1])

    def _step(self, step: int) -> None:
        if codes := self._codes():
            self._take(max(0, min(self._at + step, len(codes) - 1)))

    def _take(self, at: int) -> None:
        self._at = at
        self.chosen.emit(self._ids[self._codes()[at].text])

    def _codes(self) -> list[Word]:
        """Return the codes on the chart, in reading order."""
        words = (mark for mark in self.view.drawing.marks if isinstance(mark, Word))
        return sorted((word for word in words if word.text in self._ids), key=lambda word: (word.y, word.x))


class _Stepped(DrawingView):
    """A chart on which the arrows go from one thing to the next."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)


def _is_on(word: Word, x: float) -> bool:
    return abs(word.x - x) <= 2 * _REACH


def _time_words(shown: Sequence[ActionLine], late: int) -> str:
    words = plural("{count} action over time", "{count} actions over time", len(shown))
    return _("{actions}, {late} of them late", actions=words, late=late)
