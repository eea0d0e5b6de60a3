"""Choosing a utility, or naming one that is not there yet."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wopfield.language import _
from wopfield.store.tables import Utility
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.choose import ChoiceBox
from wopfield.ui.widgets.form import labelled, side_by_side
from wopfield.ui.widgets.labels import Label
from wopfield.ui.widgets.text import LineText


@dataclass(frozen=True, slots=True)
class Picked:
    """An id of a utility, or the name and country of a new one; all empty when nothing was chosen."""

    utility: str = ""
    name: str = ""
    country: str = ""


class UtilityChoice(QWidget):
    """A list of utilities that ends with "Another utility"; that one opens two fields below.

    Where no utility is known there is nothing to choose, and the fields stand alone.
    """

    chosen = Signal(object)
    """A Picked, when a person has chosen or has left the name of a new one."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.box = ChoiceBox(theme, name)
        self.box.activated.connect(self._take)
        title = Label(theme, name, "strong")
        title.setBuddy(self.box)
        column.addWidget(title)
        column.addWidget(self.box)
        self.name = LineText(theme, _("Name of the utility"))
        self.country = LineText(theme, _("Country"))
        self.name.left.connect(lambda _words: self._say())
        self._new = side_by_side(
            labelled(theme, _("Name of the utility"), self.name), labelled(theme, _("Country"), self.country)
        )
        column.addWidget(self._new)
        self._new.hide()
        self._rows: tuple[tuple[str, str], ...] = ()
        self.offer(())

    def begin_anew(self) -> None:
        """Forget what was chosen."""
        for field in (self.name, self.country):
            field.forget()
        self._choose_nothing()

    def offer(self, utilities: Sequence[Utility]) -> None:
        """Offer these utilities; the one chosen stays so."""
        rows = (*((row.id, _called(row)) for row in utilities), ("", _("Another utility …")))
        if rows == self._rows:
            return
        held = self.box.currentData()
        self._rows = rows
        self.box.clear()
        for key, words in rows:
            self.box.addItem(words, key)
        self.box.setPlaceholderText(_("Choose a utility"))
        self._choose_nothing()
        if held:
            self.choose(str(held))
        elif self.name.text().strip():  # somebody is naming one while utilities come in
            self.box.setCurrentIndex(len(rows) - 1)
            self._new.show()

    def choose(self, utility: str) -> None:
        """Show which utility is chosen."""
        self.box.setCurrentIndex(self.box.findData(utility) if utility else -1)
        self._new.hide()

    def _choose_nothing(self) -> None:
        """Wait for a choice; where no utility is known, only a new one can be, and its name is asked at once."""
        alone = len(self._rows) == 1
        self.box.setCurrentIndex(0 if alone else -1)
        self.box.setVisible(not alone)
        self._new.setVisible(alone)

    def first(self) -> QWidget:
        """Return where the keyboard begins: at the name where only a new utility can be chosen or one is named."""
        return self.name if self._new.isVisibleTo(self) else self.box

    def picked(self) -> Picked:
        """Return what is chosen, or typed as new."""
        key = self.box.currentData()
        if key:
            return Picked(utility=str(key))
        if key is None:
            return Picked()
        return Picked(name=self.name.text().strip(), country=self.country.text().strip())

    def _take(self, _number: int) -> None:
        is_new = self.box.currentData() == ""
        self._new.setVisible(is_new)
        if is_new:
            self.name.setFocus()
        else:
            self._say()

    def _say(self) -> None:
        picked = self.picked()
        if picked.utility or picked.name:
            self.chosen.emit(picked)


def _called(row: Utility) -> str:
    return f"{row.name}, {row.country}" if row.country else row.name
