"""What stands above the days of a visit: its title, its state, and what is done most."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from wopfield.language import _
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.buttons import Button, IconButton
from wopfield.ui.widgets.ends import Ends
from wopfield.ui.widgets.labels import ShortLabel
from wopfield.ui.widgets.page import mirrored
from wopfield.ui.widgets.pill import Pill


class Top(Ends):
    """Title and state at the near side, buttons at the far side, or below where there is no room for both."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(gap=8)
        self.setContentsMargins(*mirrored((0, 0, 20, 0)))
        whole = _Words(theme.px(_READABLE))
        words = QVBoxLayout(whole)
        words.setContentsMargins(0, 0, 0, 0)
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
        self.near.addWidget(whole)
        self._standing = Pill(theme, "", "accent", "calendar")
        self.far.addWidget(self._standing)
        self.note = IconButton(theme, "printer", _("Visit note, to print and leave behind (Ctrl+P)"), framed=True)
        self.far.addWidget(self.note)
        self.summary = Button(theme, _("Day summary"), "file-text")
        self.add = Button(theme, _("Add session"), "plus")
        self.photo = Button(theme, _("Add photo"), "camera", kind="primary")
        for button in (self.summary, self.add, self.photo):
            self.far.addWidget(button)

    def show_visit(self, title: str, about: Sequence[str], standing: str) -> None:
        """Show a visit; what is empty in ``about`` is left out."""
        self.title.setText(title)
        self._about.setText(" · ".join(part for part in about if part))
        self._standing.set_status(standing, "accent", "calendar")


_READABLE = 260
"""So much of a title, in pixels at 100 %, is to be read before the buttons have the line to themselves."""


class _Words(QWidget):
    """Title and period: they take what there is, and ask for no more than can be read at a glance."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(min(hint.width(), self._most), hint.height())
