"""What was deleted, below the list it was in: by whom and when, with a button that brings it back."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wopfield.language import _, plural
from wopfield.ui.moments import when
from wopfield.ui.operations import Operations
from wopfield.ui.theme import SECONDARY, Theme
from wopfield.ui.widgets.links import Link
from wopfield.ui.widgets.page import clear
from wopfield.ui.widgets.strip import Strip

if TYPE_CHECKING:
    from wopfield.store.deleted import Deleted

_NEWS = timedelta(days=30)
"""So long a deletion by somebody else is shown without being asked for."""


class DeletedStrips(QWidget):
    """A strip for each thing that somebody else deleted lately; the others stand behind a link."""

    brought_back = Signal(str)
    """What was pressed goes, as something is there again; in words."""

    def __init__(self, theme: Theme, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._operations = operations
        self._all = False
        self._deleted: tuple[Deleted, ...] = ()
        self._today = date.today()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.hide()

    def show_deleted(self, deleted: Sequence["Deleted"], today: date) -> None:
        """Show what was deleted, the last one first; nothing where nothing was."""
        self._today = today
        if tuple(deleted) != self._deleted:
            self._deleted = tuple(deleted)
            self._fill()
        self.setVisible(bool(deleted))

    def _fill(self) -> None:
        clear(self._column)
        news = [each for each in self._deleted if self._all or (not each.you and self._today - each.at.date() < _NEWS)]
        for each in news:
            self._column.addWidget(self._strip(each))
        rest = len(self._deleted) - len(news)
        if rest:
            link = Link(self._theme, plural("{count} deleted", "{count} deleted", rest), size=SECONDARY)
            link.clicked.connect(self._show_all)
            self._column.addWidget(link)

    def _strip(self, deleted: "Deleted") -> Strip:
        moment = when(deleted.at)
        if deleted.you:
            title = _("You deleted “{name}”, {when}.", name=deleted.name, when=moment)
        elif deleted.author_name:
            title = _("{who} deleted “{name}”, {when}.", who=deleted.author_name, name=deleted.name, when=moment)
        else:
            title = _("“{name}” was deleted, {when}.", name=deleted.name, when=moment)
        kept = _("All that was entered in it is kept, also what was written elsewhere meanwhile.")
        whose = "" if deleted.may_bring_back else _("Its lead can bring it back.")
        words = f"{kept} {whose}".rstrip()
        strip = Strip(self._theme, "warning", title, words, icon="trash")
        if deleted.may_bring_back:
            button = strip.add_button("back", _("Bring it back"))
            button.setAccessibleName(_("Bring back “{name}”", name=deleted.name))
            strip.pressed.connect(lambda _key: self._bring_back(deleted))
        return strip

    def _bring_back(self, deleted: "Deleted") -> None:
        words = _("“{name}” is there again, with all that is in it.", name=deleted.name)
        self._operations.change(deleted.bring_back, lambda _done: self.brought_back.emit(words))

    def _show_all(self) -> None:
        self._all = True
        self._fill()
