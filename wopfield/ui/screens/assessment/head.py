"""The top of an item: number and area, that ratings differ, flag and history, and the question."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wopfield.language import _
from wopfield.store.item_page import ItemPage
from wopfield.ui.theme import SEMIBOLD, Theme
from wopfield.ui.widgets.buttons import IconButton
from wopfield.ui.widgets.labels import Label, ShortLabel
from wopfield.ui.widgets.pill import Pill


class ItemHead(QWidget):
    """Which item is open, and what stands out about it."""

    flagged = Signal(bool)
    history_asked = Signal()
    side_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        line = QHBoxLayout()
        line.setSpacing(8)
        self._number = Label(theme, "", "secondary", weight=SEMIBOLD)
        self._area = ShortLabel(theme, "", "secondary", ink="ink3")
        self.differ = Pill(theme, "", "warning", "arrows-diff")
        self.flag = IconButton(theme, "flag", _("Flag this item (F)"))
        self.flag.setCheckable(True)
        self.flag.clicked.connect(self.flagged)
        self.history = IconButton(theme, "history", _("History of this item (H)"))
        self.history.clicked.connect(self.history_asked)
        self.side = IconButton(theme, "users", _("Ratings side by side"))
        self.side.clicked.connect(self.side_asked)
        line.addWidget(self._number)
        line.addWidget(self._area, 1)
        for part in (self.differ, self.flag, self.history, self.side):
            line.addWidget(part)
        column.addLayout(line)
        self.question = Label(theme, "", "question", wrap=True)
        self.question.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            # A question in Latin letters would else stand at the far side.
            self.question.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        column.addWidget(self.question)
        self.side.hide()

    def show_page(self, page: ItemPage, *, locked: bool) -> None:
        """Show the top of an item."""
        self._number.setText(page.item.number)
        self._area.setText(page.area_title)
        self.question.setText(page.item.question)
        self.differ.setVisible(page.differ > 0)
        if page.differ:
            self.differ.set_status(_("Ratings differ by {count}", count=page.differ), "warning", "arrows-diff")
        self.show_flag(page.answer.flagged)
        self.flag.setEnabled(not locked)

    def show_flag(self, flagged: bool) -> None:
        """Show whether the item is flagged."""
        self.flag.setChecked(flagged)
        self.flag.set_icon("flag", self._theme.warning if flagged else self._theme.ink2)
        self.flag.set_name(_("Take the flag off (F)") if flagged else _("Flag this item (F)"))
