"""The arrow keys to the left and to the right: from one to its neighbour, the way the page is read."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget


def sideways(widget: QWidget, event: QKeyEvent) -> int | None:
    """Return 1 for the arrow that leads on and -1 for the one that leads back; None for any other key."""
    mirrored = widget.layoutDirection() == Qt.LayoutDirection.RightToLeft
    steps = {Qt.Key.Key_Left: 1 if mirrored else -1, Qt.Key.Key_Right: -1 if mirrored else 1}
    return steps.get(Qt.Key(event.key()))


class SteppingButton(QAbstractButton):
    """One of some buttons side by side; an arrow key asks for its neighbour."""

    stepped = Signal(int)
    """1 for the next one, -1 for the one before."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = sideways(self, event)
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)
