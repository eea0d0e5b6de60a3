"""The keys of the screen that is open, which go with it."""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


class KeysOfAScreen:
    """Keys of a window that are given for one screen and taken back for the next."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._given: list[QShortcut] = []

    def give(self, keys: Iterable[str], run: Callable[[str], object]) -> None:
        """Let these keys alone, of those given before, call ``run`` with themselves."""
        self.take_back()
        for each in keys:
            shortcut = QShortcut(QKeySequence(each), self._window)
            shortcut.activated.connect(partial(run, each))
            self._given.append(shortcut)

    def take_back(self) -> None:
        """Let none of them do anything any more."""
        for shortcut in self._given:
            shortcut.setEnabled(False)  # at once: it goes only when the events have been seen to
            shortcut.deleteLater()
        self._given = []
