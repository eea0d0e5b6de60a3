"""A part of a screen with nothing in it yet: one sentence, one primary button, one link."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from wopfield.ui.theme import Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.card import Card
from wopfield.ui.widgets.labels import Label
from wopfield.ui.widgets.links import Link


class Empty(Card):
    """What to do where nothing is yet; ``started`` is the button, ``asked`` the link."""

    started = Signal()
    asked = Signal()

    def __init__(
        self,
        theme: Theme,
        title: str,
        words: str,
        button: str = "",
        link: str = "",
        *,
        icon: str = "plus",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, margins=(40, 20, 20, 16), parent=parent)
        row = QHBoxLayout()
        row.setSpacing(40)
        row.addWidget(_Gauge(theme), alignment=Qt.AlignmentFlag.AlignTop)
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addWidget(Label(theme, title, "question", wrap=True))
        lines.addWidget(Label(theme, words, "secondary", wrap=True))
        lines.addSpacing(8)
        buttons = QHBoxLayout()
        buttons.setSpacing(24)
        if button:
            start = Button(theme, button, icon, kind="primary")
            start.clicked.connect(self.started)
            buttons.addWidget(start)
        if link:
            ask = Link(theme, link)
            ask.clicked.connect(self.asked)
            buttons.addWidget(ask)
        buttons.addStretch(1)
        lines.addLayout(buttons)
        lines.addStretch(1)  # where it fills a page, what it says stays together
        row.addLayout(lines, 1)
        self.body.addLayout(row)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)


class _Gauge(QWidget):
    """An empty gauge board."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(34, 76)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.control), 2))
        box = QRectF(2, 6, 29, 64)
        painter.drawRoundedRect(box, 5, 5)
        for number in range(7):
            length = 13 if number % 2 == 0 else 8
            at = box.top() + 7 + number * 8.3
            painter.drawLine(int(box.left()), round(at), int(box.left()) + length, round(at))
