"""Objectives on the overview: start, now and goal on a bar, and how far that is in words."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wopfield.domain.quantity import significant
from wopfield.language import _, meant
from wopfield.store.overview import Goal
from wopfield.ui.numbers import numeral
from wopfield.ui.theme import MEDIUM, Theme
from wopfield.ui.values import unit_words
from wopfield.ui.widgets.card import Card
from wopfield.ui.widgets.labels import Ink, Label
from wopfield.ui.widgets.links import Link
from wopfield.ui.widgets.page import clear
from wopfield.ui.widgets.progress import Bar


class GoalsCard(Card):
    """What the partnership wants to reach, or the way to say so."""

    asked = Signal()
    """Somebody wants to write or change objectives."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, margins=(22, 10, 22, 10), spacing=6, parent=parent)
        self._theme = theme
        top = QHBoxLayout()
        self._title = Label(theme, _("What we want to reach"), "question", wrap=True)
        self.change = Link(theme, meant("Change", "button"))
        self.change.clicked.connect(self.asked)
        top.addWidget(self._title, 1)
        top.addWidget(self.change, alignment=Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(top)
        self.purpose = Label(theme, "", "secondary", wrap=True)
        self.body.addWidget(self.purpose)
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        self.body.addLayout(self._list)
        self.body.addStretch(1)

    def show_goals(self, goals: Sequence[Goal], until: str, purpose: str) -> None:
        """Show objectives below the purpose; ``until`` is the year the partnership ends, or empty."""
        words = _("What we want to reach by {year}", year=until) if until else _("What we want to reach")
        self._title.setText(words)
        self.change.setText(meant("Change", "button") if goals else _("Write objectives"))
        self.change.updateGeometry()
        self.purpose.setText(purpose)
        self.purpose.setVisible(bool(purpose))
        clear(self._list)
        if not goals:
            note = _("Nothing is written down yet. Objectives show later how far the partnership has come.")
            self._list.addWidget(Label(self._theme, note, "secondary", wrap=True))
        for goal in goals:
            self._list.addWidget(_line(self._theme, goal))


def figure_words(value: Decimal | None, unit: str = "") -> str:
    """Return a figure to read, with at most three figures that say something; a dash where there is none."""
    if value is None:
        return "–"
    short = significant(value, 3)
    whole = short.quantize(Decimal(1)) if short == short.to_integral_value() else short
    return numeral(whole, unit=unit_words(unit))


def _line(theme: Theme, goal: Goal) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    top = QHBoxLayout()
    top.addWidget(Label(theme, goal.row.text, "strong", wrap=True), 1)
    top.addWidget(Label(theme, figure_words(goal.way.now, goal.unit), "question"))
    column.addLayout(top)
    share = goal.way.share
    words, ink = _words(goal)
    bar = Bar(theme, 10, colour=theme.good if ink == "good" else "")
    bar.set_share(max(0.0, share or 0.0), 1.0, f"{goal.row.text}: {words}")
    column.addWidget(bar)
    ends = QHBoxLayout()
    start, end = figure_words(goal.way.start, goal.unit), figure_words(goal.way.goal, goal.unit)
    ends.addWidget(Label(theme, _("start {figure}", figure=start), "secondary", ink="ink3"))
    ends.addStretch(1)
    ends.addWidget(Label(theme, words, "secondary", ink=ink, weight=MEDIUM if ink != "ink2" else None))
    ends.addStretch(1)
    ends.addWidget(Label(theme, _("goal {figure}", figure=end), "secondary", ink="ink3"))
    column.addLayout(ends)
    return whole


def _words(goal: Goal) -> tuple[str, Ink]:
    """Return how far an objective is in words; never a share where a figure is missing."""
    share = goal.way.share
    if goal.way.now is None:
        return (_("no figure yet") if not goal.row.indicator else _("figures are missing")), "ink3"
    if share is None:
        return _("start or goal is missing"), "ink3"
    if share >= 1:
        return _("reached"), "good"
    if share < 0:
        return _("further away than at the start"), "warning"
    return _("{percent} % of the way", percent=round(share * 100)), "ink2"
