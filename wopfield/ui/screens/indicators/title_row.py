"""The line above a screen that stands behind the grid of figures: the way back, what it is, and a hint below."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wopfield.language import _
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.buttons import IconButton
from wopfield.ui.widgets.labels import ShortLabel


class TitleRow(QWidget):
    """``row`` takes what is chosen there."""

    figures_asked = Signal()

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(8)
        back = IconButton(theme, "arrow-left", _("All figures"), framed=True)
        back.clicked.connect(self.figures_asked)
        self.row.addWidget(back)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(ShortLabel(theme, title, "page"))
        self._hint = ShortLabel(theme, "", "secondary", ink="ink3")
        lines.addWidget(self._hint)
        self.row.addLayout(lines, 1)

    def say(self, hint: str) -> None:
        """Say something else below the title."""
        self._hint.setText(hint)
