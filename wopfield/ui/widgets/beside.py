"""Two columns beside one another, or one below the other where the window has no room for both."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget


class Beside(QWidget):
    """Show ``first`` and ``second`` beside one another in ``shares`` of the width as long as the words of both fit."""

    def __init__(self, first: QWidget, second: QWidget, *, shares: tuple[int, int] = (1, 1), spacing: int = 16) -> None:
        super().__init__()
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._both.setContentsMargins(0, 0, 0, 0)
        self._both.setSpacing(spacing)
        for part, share in zip((first, second), shares, strict=True):
            self._both.addWidget(part, share)

    def minimumSizeHint(self) -> QSize:
        """Ask for the width of the wider column alone: that much is always enough."""
        return QSize(max(self._least()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fits = sum(self._least()) + self._both.spacing() <= self.width()
        way = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        if way != self._both.direction():
            self._both.setDirection(way)
            self.updateGeometry()

    def _least(self) -> list[int]:
        items = (self._both.itemAt(at) for at in range(self._both.count()))
        return [item.minimumSize().width() for item in items if item is not None]
