"""A bug that nobody caught: where it happened is written down, and the person is told that the work is safe.

The file is not locked, so it holds the kind of the error and the way to it, but not the error's own words: those may
repeat what somebody typed.
"""

import sys
import threading
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal

LOG_FILE = "mishaps.txt"
_MOST_BYTES = 200_000
"""An older file that is longer makes room for a new one."""


class Mishaps(QObject):
    """Hears of every bug that flew to the top while this is ``watching``."""

    _happened = Signal(str)

    def __init__(self, tell: Callable[[Path | None], None], folder: Callable[[], Path]) -> None:
        """Write into the folder that ``folder`` names, then ``tell`` the file, in the window's thread.

        The file is None where it could not be written.
        """
        super().__init__()
        self._tell = tell
        self._folder = folder
        self._happened.connect(self._note, Qt.ConnectionType.QueuedConnection)

    def watch(self) -> None:
        """Hear of bugs from now on, of those in threads too."""
        sys.excepthook = self.hear
        threading.excepthook = self._hear_of_thread

    def hear(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Write a bug down and tell of it; what ends the program on purpose is none."""
        sys.__excepthook__(kind, error, trace)
        if issubclass(kind, Exception):
            self._happened.emit("".join([*traceback.format_tb(trace), kind.__qualname__]))

    def _hear_of_thread(self, hooked: threading.ExceptHookArgs) -> None:
        if hooked.exc_value is not None:
            self.hear(hooked.exc_type, hooked.exc_value, hooked.exc_traceback)

    def _note(self, words: str) -> None:
        path = self._folder() / LOG_FILE
        try:
            fresh = not path.exists() or path.stat().st_size > _MOST_BYTES
            with path.open("w" if fresh else "a", encoding="utf-8") as file:
                file.write(f"{datetime.now(UTC).isoformat(timespec='seconds')} {sys.version.split()[0]}\n{words}\n")
        except OSError:
            self._tell(None)  # a full disk must not hide that something went wrong
        else:
            self._tell(path)
