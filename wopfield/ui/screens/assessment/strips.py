"""The strips above an item: closed or issued, changed in two places, and something that went wrong."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wopfield.errors import Trouble
from wopfield.language import _
from wopfield.store.conflicts import Conflict
from wopfield.store.item_list import ItemList
from wopfield.ui.screens.assessment.sizes import day_words
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.scrolling import bring_into_sight
from wopfield.ui.widgets.strip import Strip


class Strips(QWidget):
    """Each strip is shown only while it has something to say."""

    settle_asked = Signal()
    reopened = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 6)
        column.setSpacing(8)
        self.closed = Strip(theme, "issued")
        self._open_again = self.closed.add_button("open", _("Open it again"))
        self.closed.pressed.connect(self.reopened)
        self.conflict = Strip(theme, "conflict")
        self.conflict.add_button("settle", _("Settle"))
        self.conflict.pressed.connect(self.settle_asked)
        self.trouble = Strip(theme, "danger", closable=True)
        for strip in (self.closed, self.conflict, self.trouble):
            strip.hide()
            column.addWidget(strip)
        self.hide()

    def show_state(self, shown: ItemList, number: str, conflict: Conflict | None, now: datetime) -> None:
        """Show whether the assessment is closed, and whether the item was changed in two places."""
        self.closed.setVisible(shown.closed)
        if shown.closed:
            self.closed.show_words(*closed_words(shown, now))
            self._open_again.setVisible(shown.issued is None)
        self.conflict.setVisible(conflict is not None)
        if conflict is not None:
            title = _("{number} was changed in two places", number=number)
            self.conflict.show_words(title, sides_words(conflict, now))
        self._fit()

    def complain(self, trouble: Trouble) -> None:
        """Say what happened, what is safe and what to do, until it is put away or the item is left."""
        words = " ".join(part for part in (trouble.safe, trouble.do) if part)
        self.trouble.show_words(trouble.happened, words)
        self.trouble.show()
        self._fit()
        bring_into_sight(self)  # somebody who writes further down has scrolled it away

    def calm(self) -> None:
        """Put the trouble away."""
        self.trouble.hide()
        self._fit()

    def _fit(self) -> None:
        shown = any(not strip.isHidden() for strip in (self.closed, self.conflict, self.trouble))
        self.setVisible(shown)


def closed_words(shown: ItemList, now: datetime) -> tuple[str, str]:
    """Return why nothing can be changed, and a quieter line."""
    report = shown.issued
    if report is None:
        return _("This assessment is closed"), _("Its answers can be read; nothing can be changed.")
    day = day_words(report.issued.date(), today=now.date(), year=True) if report.issued else ""
    title = _("Issued on {day} as version {version}", day=day, version=report.version)
    return title, _("Nobody can change it. Report {number}.", number=report.number)


def sides_words(conflict: Conflict, now: datetime) -> str:
    """Return who changed it and when: ``By you at 14:05 and by Joost at 13:41.``"""
    parts = []
    for side in conflict.sides[:2]:
        clock = f"{side.at.astimezone(now.tzinfo):%H:%M}"
        name = side.name or _("a colleague")
        parts.append(_("you at {clock}", clock=clock) if side.you else _("{name} at {clock}", name=name, clock=clock))
    if len(parts) < 2:
        return _("Both versions are kept.")
    return _("By {first} and by {second}. Both versions are kept.", first=parts[0], second=parts[1])
