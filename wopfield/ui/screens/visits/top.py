"""What stands above the days of a visit: its title, its state, and what is done most."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wopfield.language import _
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.buttons import Button, IconButton
from wopfield.ui.widgets.labels import ShortLabel
from wopfield.ui.widgets.page import mirrored
from wopfield.ui.widgets.pill import Pill


class Top(QWidget):
    """Title and state at the near side, buttons at the far side."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(*mirrored((0, 0, 20, 0)))
        row.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        title = QHBoxLayout()
        title.setSpacing(4)
        self.title = ShortLabel(theme, "", "page")
        title.addWidget(self.title)
        self.edit = IconButton(theme, "pencil", _("Edit the visit"))
        title.addWidget(self.edit)
        title.addStretch(1)
        words.addLayout(title)
        self._about = ShortLabel(theme, "", "secondary")
        words.addWidget(self._about)
        row.addLayout(words, 1)
        self._standing = Pill(theme, "", "accent", "calendar")
        row.addWidget(self._standing)
        self.summary = Button(theme, _("Day summary"), "file-text")
        self.add = Button(theme, _("Add session"), "plus")
        self.photo = Button(theme, _("Add photo"), "camera", kind="primary")
        for button in (self.summary, self.add, self.photo):
            row.addWidget(button)

    def show_visit(self, title: str, about: Sequence[str], standing: str) -> None:
        """Show a visit; what is empty in ``about`` is left out."""
        self.title.setText(title)
        self._about.setText(" · ".join(part for part in about if part))
        self._standing.set_status(standing, "accent", "calendar")
