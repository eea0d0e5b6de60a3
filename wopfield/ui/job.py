"""Long work, seen from the window and from the function that does it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from threading import Event
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

Result = TypeVar("Result")


class Kept(Protocol):
    """Where things are read from and changes kept, each change whole or not at all.

    What ``read`` and ``change`` yield is the store's business and the screen's, hence ``Any``; of a change only
    ``touched`` is looked at, the names of the nouns it changed, known once it is kept.
    """

    def read(self) -> AbstractContextManager[Any]: ...

    def change(self, author: str) -> AbstractContextManager[Any]: ...


class Stopped(Exception):
    """Somebody pressed Stop; what was kept until then stays."""


class Job(QObject):
    """Long work, as the window sees it."""

    progressed = Signal(int, int, str)
    """Done, of how many (0 while nobody knows), and what is being done."""
    ended = Signal()
    """Finished, failed or stopped."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stop = Event()

    def stop(self) -> None:
        """Ask the work to end at the next place where nothing is half done."""
        self._stop.set()

    @property
    def is_stopped(self) -> bool:
        """Return whether somebody asked it to end."""
        return self._stop.is_set()


class Work:
    """Long work, as the function that does it sees it; lives in the function's thread."""

    def __init__(
        self, job: Job, database: Kept, keep: Callable[[Callable[[Any], Any]], Any], catch_up: Callable[[], None]
    ) -> None:
        self._job = job
        self._database = database
        self._keep = keep
        self.catch_up = catch_up
        """Wait until what people changed before is kept: whoever presses a button means what they entered, too."""

    def at(self, done: int, total: int, words: str = "") -> None:
        """Say how far it is.

        Raises:
            Stopped: somebody pressed Stop.
        """
        if self._job.is_stopped:
            raise Stopped
        self._job.progressed.emit(done, total, words)

    def read(self, query: Callable[[Any], Result]) -> Result:
        """Read here, in this thread."""
        with self._database.read() as session:
            return query(session)

    def change(self, edit: Callable[[Any], Result]) -> Result:
        """Keep one piece and wait until it is kept; pieces of about 20 ms let a person's change go between.

        Raises:
            Stopped: somebody pressed Stop.
        """
        if self._job.is_stopped:
            raise Stopped
        kept: Result = self._keep(edit)
        return kept
