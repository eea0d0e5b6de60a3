"""Below the list of items: the same on paper, and at a site buttons that are large enough for gloves."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from wopfield.language import _
from wopfield.ui.theme import MEDIUM, Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.choose import Switch
from wopfield.ui.widgets.ends import Ends
from wopfield.ui.widgets.labels import Label


class ListFoot(Ends):
    """``worn`` carries the theme with other buttons, said later than it is pressed: it throws the screen away."""

    paper_asked = Signal()
    worn = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._theme = theme
        self.paper = Button(theme, _("Checklist for paper"), "printer", kind="link")
        self.paper.setToolTip(_("The same items with boxes to tick and room to write, to print (Ctrl+P)"))
        self.paper.clicked.connect(self.paper_asked)
        self.near.addWidget(self.paper)
        self.near.addStretch(1)
        self.large = Switch(theme, _("Large buttons"), on=theme.large)
        self.large.toggled.connect(self._wear)
        self._words = Label(theme, _("Large buttons"), "secondary", weight=MEDIUM)
        self.far.addStretch(1)
        self.far.addWidget(self._words)
        self.far.addWidget(self.large)
        self.line.setContentsMargins(0, 0, 12, 0)

    def show_checks(self, checks: bool) -> None:
        """Offer large buttons where checks are answered on site."""
        self._words.setVisible(checks)
        self.large.setVisible(checks)

    def _wear(self, on: bool) -> None:
        QTimer.singleShot(0, partial(self.worn.emit, replace(self._theme, large=on)))
