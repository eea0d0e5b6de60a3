"""Other utilities beside a result: those of the workspace and imported groups, as median and quartiles only."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wopfield.domain.catalogue import Catalogue
from wopfield.domain.comparison import FEWEST, Quartiles
from wopfield.domain.quantity import decimals
from wopfield.language import _, plural, tag
from wopfield.report.numbers import Numbers
from wopfield.report.peers import among_peers
from wopfield.store import comparisons
from wopfield.store.database import Session
from wopfield.store.tables import ComparisonGroup
from wopfield.ui.job import Work
from wopfield.ui.moments import day_words
from wopfield.ui.numbers import numeral
from wopfield.ui.screens.indicators.working import Working
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.buttons import Button, IconButton
from wopfield.ui.widgets.card import Card
from wopfield.ui.widgets.drawing import DrawingView
from wopfield.ui.widgets.labels import Label
from wopfield.ui.widgets.page import clear


@dataclass(frozen=True, slots=True)
class Compared:
    """One group of utilities that a result is compared with; ``row`` is its row where it was imported."""

    title: str
    quartiles: Quartiles | None
    detail: str
    row: ComparisonGroup | None = None


def read_comparisons(
    scope: str,
    code: str,
    mentee: str,
    catalogue: Catalogue,
    session: Session,
) -> tuple[Compared, ...]:
    """Return the groups that an indicator of a utility is compared with."""
    found = []
    if code in catalogue.indicators:
        group = comparisons.of_workspace(session, catalogue, code)
        shape = group.compare(code, mentee)
        count = sum(utility != mentee for utility in group.values.get(code, {}))
        told = plural(
            "One other utility on this laptop has a value.", "{count} others on this laptop have a value.", count
        )
        found.append(Compared(_("Utilities on this laptop"), shape.quartiles if shape else None, told))
    for row in comparisons.groups(session, scope):
        found.append(Compared(row.title, comparisons.shape(row, code), _detail(row), row))
    return tuple(found)


def read_table_of_utilities(path: Path, catalogue: Catalogue, _hand: Work) -> Any:  # a Group, read beside the window
    """Return the group a file holds."""
    from wopfield.figures.groups import read_group

    return read_group(path, catalogue)


class ComparisonsCard(Card):
    """``asked`` wants a table of utilities taken in, ``removed`` carries the row of a group to delete."""

    asked = Signal()
    removed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, margins=(18, 14, 18, 16), spacing=10, parent=parent)
        self._theme = theme
        top = QHBoxLayout()
        top.addWidget(Label(theme, _("Beside other utilities"), "section"), 1)
        take_in = Button(theme, _("Compare with a table of utilities"), "file-import")
        take_in.clicked.connect(self.asked)
        top.addWidget(take_in)
        self.body.addLayout(top)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(10)
        self.body.addLayout(self._rows)
        told = _("Each utility counts once, by its newest year. Fewer than {count} are never shown.", count=FEWEST)
        self.body.addWidget(Label(theme, told, "caption", wrap=True))

    def show_comparisons(self, found: Iterable[Compared], shown: Working) -> None:
        """Show what a result is compared with."""
        clear(self._rows)
        for each in found:
            self._rows.addWidget(self._built(each, shown))

    def _built(self, each: Compared, shown: Working) -> QWidget:
        theme = self._theme
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(Label(theme, each.title, "strong", wrap=True))
        lines.addWidget(Label(theme, quartile_words(each.quartiles, shown.outcome.unit), "body", wrap=True))
        if each.detail:
            lines.addWidget(Label(theme, each.detail, "secondary", ink="ink3", wrap=True))
        if each.quartiles is not None:
            lines.addSpacing(4)
            lines.addWidget(_bar(theme, each.quartiles, shown))
        row.addLayout(lines, 1)
        if each.row is not None:
            away = IconButton(theme, "trash", _("Compare no longer with {title}", title=each.title))
            away.clicked.connect(partial(self._remove, each.row))
            row.addWidget(away)
        return whole

    def _remove(self, row: ComparisonGroup) -> None:
        self.removed.emit(row)


def _bar(theme: Theme, group: Quartiles, shown: Working) -> DrawingView:
    """Return where the result stands among the others, as the report draws it; right is better."""
    before, now = shown.before_and_now
    view = DrawingView(theme)
    view.show_chart(lambda width: among_peers(before, now, group, shown.direction, Numbers(tag()), width))
    return view


def quartile_words(found: Quartiles | None, unit: str) -> str:
    """Return median and quartiles in a sentence, or that too few utilities have a value."""
    if found is None:
        return _("Fewer than {count} have a value, so nothing is shown.", count=FEWEST)
    most = (found.lower, found.median, found.upper)
    low, middle, high = (numeral(value, places=decimals(value, most)) for value in most)
    return _(
        "Median {middle} {unit}; half of {count} utilities lie between {low} and {high}.",
        middle=middle, unit=unit, count=found.count, low=low, high=high,
    ).replace("  ", " ").replace(" ;", ";")  # fmt: skip


def _detail(row: ComparisonGroup) -> str:
    day = day_words(row.taken_in) if row.taken_in else ""
    years = "–".join(dict.fromkeys(filter(None, (row.first_period, row.last_period))))
    count = plural("{count} utility", "{count} utilities", row.utilities)
    taken_in = _("taken in from {file}, {day}", file=row.file, day=day)
    return " · ".join(filter(None, (row.source, count, years, taken_in)))
