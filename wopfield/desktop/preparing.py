"""What is seen while something takes its time before the window opens."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from wopfield.ui.theme import Theme
from wopfield.ui.widgets.gauge_board import GaugeBoard
from wopfield.ui.widgets.labels import Label


class Preparing(QWidget):
    """The board in the water, what is being done and which step of it."""

    def __init__(self, theme: Theme, title: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(GaugeBoard(theme))
        lines = QVBoxLayout()
        lines.setContentsMargins(48, 0, 48, 0)
        lines.setSpacing(theme.px(12))
        lines.addStretch(1)
        lines.addWidget(Label(theme, title, "page"))
        lines.addWidget(Label(theme, words, "body", wrap=True))
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(theme.px(6))
        self._bar.setAccessibleName(title)
        lines.addWidget(self._bar)
        self._step = Label(theme, "", "secondary")
        lines.addWidget(self._step, alignment=Qt.AlignmentFlag.AlignLeading)
        lines.addStretch(1)
        row.addLayout(lines, 1)

    def say(self, step: str) -> None:
        """Say which step is being done."""
        self._step.setText(step)
