"""Python's collector, kept in the window's thread."""

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

from wopfield.collecting import Pace


class Collector(QObject):
    """Look for garbage by a timer of the window's thread, and never where something happens to be made.

    Left to itself Python collects in whichever thread makes the next thing. Where that is a reading thread and the
    garbage is an object of Qt, destroying it waits for Python's lock while it holds one of Qt's; the window's thread
    may at that moment hold the first and wait for the second, and then the window stands still for good.
    """

    EVERY: Final = 100
    """Milliseconds."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pace = Pace()
        self._was_on = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self, interval=self.EVERY)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def end(self) -> None:
        """Leave collecting to Python again."""
        self._timer.stop()
        if self._was_on:
            gc.enable()

    def _look(self) -> None:
        generation = self._pace.due(gc.get_count())
        if generation is not None:
            gc.collect(generation)
