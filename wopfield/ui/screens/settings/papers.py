"""Reports and paper: what a new report begins with, and how pages look that are shown and printed on this laptop."""

from functools import partial

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QWidget

from wopfield.language import PAPER_NAMES, _
from wopfield.store.editor import Editor
from wopfield.store.on_paper import PAPERS, OnPaper, begin_with, keep_looks
from wopfield.ui.operations import Operations
from wopfield.ui.paper import ON_PAPER
from wopfield.ui.screens.settings.parts import Rows
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.choose import ChoiceBox, Switch
from wopfield.ui.widgets.segments import Segments


class PaperRows(Rows):
    """Kept at once; open reports are shown accordingly, those begun before keep their paper and language."""

    def __init__(self, theme: Theme, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._operations = operations
        self._paper = Segments(theme, _("Paper"), [(paper, paper) for paper in PAPERS])
        self._paper.chosen.connect(partial(self._begin_with, "paper"))
        self.add(_("Paper"), _("of a new report, and of the water balance; each report can have another"), self._paper)
        self._language = ChoiceBox(theme, _("Language of reports"))
        for code, name in PAPER_NAMES.items():
            self._language.addItem(name, code)
        self._language.activated.connect(lambda _at: self._begin_with("language", self._language.currentData()))
        self.add(_("Language of reports"), _("a new report begins in it; each can have another"), self._language)
        looks = (
            ("greyscale", _("In greys"), _("for printers without colour; an issued report is always in colour")),
            ("light_cover", _("White cover"), _("takes less ink")),
            ("archive", _("For an archive (PDF/A)"), _("a saved file is up to three times as large")),
        )
        self._looks = {look: Switch(theme, name) for look, name, _words in looks}
        for look, name, words in looks:
            self._looks[look].toggled.connect(self._choose_looks)
            self.add(name, words, self._looks[look])

    def show_paper(self, here: OnPaper) -> None:
        """Show what is kept."""
        self._paper.choose(here.paper)
        self._language.setCurrentIndex(self._language.findData(here.language))
        for look, switch in self._looks.items():
            with QSignalBlocker(switch):
                switch.setChecked(look in here.looks)
            switch.update()

    def _begin_with(self, field: str, value: str) -> None:
        self._operations.change(partial(_begin_with, field, value), self._tell)

    def _choose_looks(self, _on: bool) -> None:
        looks = frozenset(look for look, switch in self._looks.items() if switch.isChecked())
        self._operations.change(partial(_keep_looks, looks), self._tell)

    def _tell(self, _done: None) -> None:
        self._operations.announce(frozenset({ON_PAPER}))


def _begin_with(field: str, value: str, editor: Editor) -> None:
    begin_with(editor.session.connection(), field, value)


def _keep_looks(looks: frozenset[str], editor: Editor) -> None:
    keep_looks(editor.session.connection(), looks)
