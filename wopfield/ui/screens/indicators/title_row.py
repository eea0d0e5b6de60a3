"""The line above a screen that stands behind the grid of figures: the way back, what it is, and a hint below."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayoutItem, QVBoxLayout, QWidget

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
        self._title = ShortLabel(theme, title, "page")
        lines.addWidget(self._title)
        self._hint = ShortLabel(theme, "", "secondary", ink="ink3")
        lines.addWidget(self._hint)
        self.row.addLayout(lines, 1)
        self._lines = lines

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the title to the path above where it would be cut short or what is chosen needs the whole line."""
        super().resizeEvent(event)
        has_room = self.width() - self.needed() >= self._title.sizeHint().width()
        self._title.setVisible(has_room)
        self._hint.setVisible(has_room)
        self.row.activate()  # at once, or what is chosen would be squeezed until the next turn

    def needed(self) -> int:
        """Return how wide all is that stands beside the title, with the gap before it."""
        return sum(item.sizeHint().width() + self.row.spacing() for item in self._others())

    def minimumSizeHint(self) -> QSize:
        """Return what it needs without its title: that goes by itself where there is no room."""
        least = sum(item.minimumSize().width() + self.row.spacing() for item in self._others())
        return QSize(max(0, least - self.row.spacing()), super().minimumSizeHint().height())

    def _others(self) -> list[QLayoutItem]:
        items = map(self.row.itemAt, range(self.row.count()))
        return [item for item in items if item is not None and item is not self._lines]

    def say(self, hint: str) -> None:
        """Say something else below the title."""
        self._hint.setText(hint)
