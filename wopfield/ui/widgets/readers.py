"""Who may read something in print: a small button that says it and offers the others."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from wopfield.domain.audience import AUDIENCES
from wopfield.domain.summary import Audience
from wopfield.language import _
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.buttons import IconButton

READER_ICONS: Mapping[Audience, str] = {"team": "lock", "utility": "users", "report": "eye"}


def reader_words() -> Mapping[Audience, str]:
    """Return the circles of readers in words, the widest first."""
    return {
        "report": _("Any report may say this"),
        "utility": _("Only reports for the utility"),
        "team": _("Only the team’s own print"),
    }


class Readers(IconButton):
    """A padlock where only the team may read it; a press offers the choices."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, READER_ICONS["report"], "", parent=parent)
        self._near = theme
        self._audience: Audience = "report"
        self.clicked.connect(self._offer)
        self.show_audience("report")

    @property
    def audience(self) -> Audience:
        """Return who may read it."""
        return self._audience

    def show_audience(self, word: str) -> None:
        """Show who may read it."""
        self._audience = next((known for known in AUDIENCES if known == word), "team")
        self.set_icon(READER_ICONS[self._audience], self._near.warning if self._audience == "team" else self._near.ink2)
        self.set_name(_("Who may read it: {readers}", readers=reader_words()[self._audience]))

    def menu(self) -> QMenu:
        """Return the choices, ready to be shown."""
        menu = QMenu(self)
        group = QActionGroup(menu)
        for audience, words in reader_words().items():
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(audience == self._audience)
            group.addAction(action)
            action.triggered.connect(partial(self._choose, audience))
        return menu

    def _offer(self) -> None:
        self.menu().popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _choose(self, audience: Audience, _checked: bool = False) -> None:
        if audience != self._audience:
            self.show_audience(audience)
            self.chosen.emit(audience)
