"""A few words beside a cell: why a text is no figure, or a question about one, with what can be done."""

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wopfield.ui.theme import CONTROL_RADIUS, Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.labels import Label
from wopfield.ui.widgets.page import clear

_WIDE = 320
_SIDE = 12


class Bubble(QWidget):
    """Lies over the grid, takes no focus, and goes when somebody types on."""

    pressed = Signal(str)
    """The key of the answer that was pressed."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view = parent
        self._danger = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(_SIDE, 8, _SIDE, 10)
        column.setSpacing(8)
        self._words = Label(theme, "", "secondary", ink="ink", wrap=True)
        column.addWidget(self._words)
        self._answers = QHBoxLayout()
        self._answers.setSpacing(8)
        column.addLayout(self._answers)
        self.hide()

    def words(self) -> str:
        """Return what is said."""
        return self._words.text() if self.isVisible() else ""

    def say(self, cell: QRect, words: str, *answers: tuple[str, str], danger: bool = False) -> None:
        """Say something beside a cell of the parent; ``answers`` are keys and words of buttons."""
        self._danger = danger
        self._words.setText(words)
        self._words.set_ink("danger" if danger else "ink")
        self.setAccessibleName(words)
        clear(self._answers)
        for number, (key, text) in enumerate(answers):
            button = Button(self._theme, text, kind="normal" if number else "primary")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _checked=False, key=key: self.pressed.emit(key))
            self._answers.addWidget(button)
        if answers:
            self._answers.addStretch(1)
        self._stand_by(cell)
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = theme.danger if self._danger else theme.warning
        painter.setPen(QPen(QColor(edge), 1.5))
        painter.setBrush(QColor(theme.danger_surface if self._danger else theme.warning_surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), CONTROL_RADIUS, CONTROL_RADIUS)

    def _stand_by(self, cell: QRect) -> None:
        """Stand above the cell, since people go on below and beside it; below it where there is no room."""
        room = self._view.rect()
        inner = self.layout()
        answers = self._answers.sizeHint().width() + 2 * _SIDE
        width = min(max(self._theme.px(_WIDE), answers), room.width() - 16)
        self.setFixedWidth(width)
        height = inner.totalHeightForWidth(width) if inner is not None else self.sizeHint().height()
        left = max(8, min(cell.right() - width + 1, room.width() - width - 8))
        above = cell.top() - height - 4
        self.setFixedHeight(height)
        self.move(QPoint(left, above if above >= 4 else cell.bottom() + 5))
