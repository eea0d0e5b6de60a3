"""Units and money: in which units new figures are typed, and volumes are read, on this laptop."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from wopfield.language import _
from wopfield.store.editor import Editor
from wopfield.store.units_here import MEASURES, choose_unit, offered
from wopfield.ui.operations import Operations
from wopfield.ui.screens.settings.parts import Rows
from wopfield.ui.theme import Theme
from wopfield.ui.values import capital, unit_words
from wopfield.ui.widgets.choose import ChoiceBox

_WIDTH = 260


class UnitRows(Rows):
    """Kept at once; figures that are there stay in the units they were typed in."""

    def __init__(self, theme: Theme, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._operations = operations
        self._units = {measure: self._added(measure, *said) for measure, said in _measures().items()}

    def show_units(self, chosen: Mapping[str, str]) -> None:
        """Show what is kept."""
        for measure, box in self._units.items():
            box.setCurrentIndex(box.findData(chosen.get(measure, measure)))

    def _added(self, measure: str, name: str, words: str) -> ChoiceBox:
        box = ChoiceBox(self._theme, name)
        box.setMinimumWidth(self._theme.px(_WIDTH))
        for unit in offered(measure):
            box.addItem(capital(unit_words(unit)) if unit.startswith("local") else unit_words(unit), unit)
        box.activated.connect(lambda _at: self._choose(measure, box.currentData()))
        self.add(name, words, box)
        return box

    def _choose(self, measure: str, unit: str) -> None:
        self._operations.change(partial(_keep, measure, unit))


def _measures() -> Mapping[str, tuple[str, str]]:
    """Return what each measure is called, and what its unit is used for."""
    words = _("a new figure is typed in it; each figure can have another")
    names = (
        _("Volumes of water"),
        _("Flows"),
        _("Lengths"),
        _("Pressure"),
        _("Energy"),
        _("Money"),
        _("Tariffs and costs of water"),
    )
    told = {
        "m3": _("a new figure is typed in it, and the water balance shown; each can have another"),
        "local currency": _("in another currency than the utility’s own, each figure asks for its rate"),
    }
    return {measure: (name, told.get(measure, words)) for measure, name in zip(MEASURES, names, strict=True)}


def _keep(measure: str, unit: str, editor: Editor) -> None:
    choose_unit(editor.session.connection(), measure, unit)
