"""The keys: all of them in one table, found by what they do, where, or by the key itself."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from wopfield.language import _, meant
from wopfield.ui.screens.settings.parts import Rows
from wopfield.ui.shell.keys import key_words
from wopfield.ui.shortcuts import Shortcut, every_shortcut
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.labels import Label
from wopfield.ui.widgets.matching import matches
from wopfield.ui.widgets.rows import Column, RowsModel, RowsView
from wopfield.ui.widgets.text import LineText

_HEIGHT = 350


class KeyRows(Rows):
    """A field to search in, and the keys that hold every word typed there."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._every = every_shortcut()
        self.search = LineText(theme, _("Find a key"), hint=_("such as “photo”, “report” or “Ctrl”"))
        self.search.textChanged.connect(self._find)
        self.add(_("Find a key"), _("single letters work while no text field has the keyboard"), self.search, wide=True)
        self._model = RowsModel[Shortcut](_columns(), lambda one: (one.where, one.keys, one.words), self)
        self.table = RowsView(theme, _("Keys"), self._model, row_height=38)
        self.table.setFixedHeight(theme.px(_HEIGHT))
        self._nothing = Label(
            theme, _("No key does this. Ctrl K finds everything that can be done."), "body", wrap=True
        )
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(4, 0, 4, 8)
        column.addWidget(self.table)
        column.addWidget(self._nothing)
        self.body.addWidget(inside)
        self._find("")

    def _find(self, typed: str) -> None:
        found = [one for one in self._every if matches(typed, f"{one.where} {key_words(one.keys)} {one.words}")]
        self._model.show_rows(found)
        self.table.setVisible(bool(found))
        self._nothing.setVisible(not found)


def _columns() -> list[Column[Shortcut]]:
    return [
        Column(meant("Key", "of a keyboard"), lambda one: key_words(one.keys), strong=True, width=150),
        Column(meant("Does", "a key"), lambda one: one.words),
        Column(_("Where"), lambda one: one.where, width=150),
    ]
