"""Whether somebody may be about to press something that a list would move by growing or by shrinking."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QWidget

REST_MS = 1_500


class Hand(QObject):
    """The pointer, as long as it is on its way to something in ``part``, or in what stands below that.

    ``rested`` is called once it has stayed where it was for a moment, or has gone elsewhere.
    """

    def __init__(self, part: QWidget, rested: Callable[[], None], rest_ms: int = REST_MS) -> None:
        super().__init__(part)
        self._part = part
        self._rested = rested
        self._seen_at: QPoint | None = None
        self._rests = False
        self._wait = QTimer(self, interval=rest_ms, singleShot=True)
        self._wait.timeout.connect(self._look_again)

    def is_below(self, line: int) -> bool:
        """Return whether the pointer is on its way below a line of the part; then ``rested`` follows."""
        return self._moves(self._is_over(line))

    def is_within(self) -> bool:
        """Return whether the pointer is on its way to something in the part; then ``rested`` follows."""
        part = self._part
        return self._moves(part.isVisible() and part.rect().contains(part.mapFromGlobal(QCursor.pos())))

    def _moves(self, there: bool) -> bool:
        if self._rests or not there:
            return False
        if not self._wait.isActive():
            self._seen_at = QCursor.pos()
            self._wait.start()
        return True

    def _is_over(self, line: int) -> bool:
        part, column = self._part, self._part.parentWidget()
        if column is None or not part.isVisible():
            return False
        at = QCursor.pos()
        return column.rect().contains(column.mapFromGlobal(at)) and part.mapFromGlobal(at).y() > line

    def _look_again(self) -> None:
        self._rests = self._seen_at == QCursor.pos()
        try:
            self._rested()
        finally:
            self._rests = False
