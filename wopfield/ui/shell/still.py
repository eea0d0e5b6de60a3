"""What was shown before, kept in sight until the next screen has read what it shows."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QStackedWidget, QWidget

from wopfield.ui.operations import Operations

_LONGEST_MS = 600
"""Longer nothing old stays in sight: somebody might press what is not there any more."""


class Still(QWidget):
    """The picture of the screen that is left, over the one that is opened: that one is empty until it has read."""

    def __init__(self, operations: Operations, over: QStackedWidget) -> None:
        super().__init__(over)
        self._operations, self._over = operations, over
        self._picture = QPixmap()
        self._longest = QTimer(self, interval=_LONGEST_MS, singleShot=True)
        self._longest.timeout.connect(self.lift)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def take(self) -> None:
        """Take the picture of what is there."""
        self.lift()
        self._picture = self._over.grab() if self._over.isVisible() else QPixmap()

    def lay(self) -> None:
        """Lay it over what was opened, whose first reading has been asked for, until that has come home."""
        if self._picture.isNull() or not self._operations.under_way:
            self.lift()
            return
        self.setGeometry(self._over.rect())
        self.raise_()
        self.show()
        self._longest.start()
        # One thread reads, in the order it is asked: this comes home right behind what the screen asked for.
        self._operations.read(lambda _session: None, self._lift_for, self._lift_for)

    def lift(self) -> None:
        """Let the screen be seen."""
        self._longest.stop()
        self._picture = QPixmap()
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).drawPixmap(0, 0, self._picture)

    def _lift_for(self, _nothing: object) -> None:
        self.lift()
