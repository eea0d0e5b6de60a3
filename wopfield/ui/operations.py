"""Work off the screen's thread, and word of what it changed.

    screen ── operations.change(lambda edit: visits.close(edit, visit), self._closed) ──► one writing thread
    screen ◄── changed({"visit"}) ── operations ◄── one transaction: rows and their entries, or neither

One thread owns writing, so changes are kept in the order people made them; reading goes on beside it on a
second. What finds no room on the disk waits, with all that comes after it, and is tried again until there is some:
nobody has to give it twice. Long work runs on two more, and hands its changes to the writing thread in small pieces,
between which a person's own change goes in. What takes the processor for long (paper) runs in a process of its own:
in a thread it would make the window stutter. Results come home in the window's thread; a receiver that is gone by
then is not called.
"""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from shiboken6 import isValid

from wopfield.errors import BadInput, DiskFull, Refused
from wopfield.ui.job import Job, Kept, Stopped, Work
from wopfield.ui.likeness import are_alike
from wopfield.ui.receivers import Failed, Receivers, receivers

if TYPE_CHECKING:
    from wopfield.ui.processes import Processes

Result = TypeVar("Result")


class Operations(QObject):
    """The only way from a screen to what is kept."""

    changed = Signal(object)
    """The nouns (a frozenset) that a change, here or taken in from elsewhere, has touched."""
    failed = Signal(object)
    """The exception of work that nobody else asked to hear of."""
    saving = Signal()
    """A change is on its way to the disk."""
    saved = Signal(object)
    """Everything is on this laptop's disk, since the datetime given (None: nothing was changed yet)."""
    unsaved = Signal()
    """A change could not be kept."""
    waits = Signal()
    """A change waits for room on the disk."""
    _came_home = Signal(object)

    def __init__(
        self,
        database: Kept,
        author: str,
        parent: QObject | None = None,
        *,
        now: Callable[[], datetime] = datetime.now,
        saved_at: datetime | None = None,
        processes: "Processes | None" = None,
        again_ms: int = 3_000,
    ) -> None:
        """Take where things are kept, and since when; ``processes`` are somebody else's, who also ends them.

        What found no room on the disk is tried again after ``again_ms``.
        """
        super().__init__(parent)
        self._database = database
        self._author = author
        self._now = now
        self._writing = ThreadPoolExecutor(1, "writing")
        self._reading = ThreadPoolExecutor(1, "reading")
        self._long = ThreadPoolExecutor(2, "long work")
        self._processes = processes
        self._lent = processes
        self._jobs: list[Job] = []
        self._under_way = 0
        self._closed = False
        self._deeds: list[_Deed] = []
        """What is not written yet, in the order people asked for it."""
        self._sent = 0
        """How many of them are with the writing thread."""
        self._holds = False
        """Whether some of them wait for room on the disk."""
        self._without_room: _Deed | None = None
        """The first of those, as the writing thread knows it; nothing is written before it."""
        self._again = QTimer(self, interval=again_ms, singleShot=True)
        self._again.timeout.connect(self._try_again)
        self.saved_at = saved_at
        # Queued even from this thread: work that is done before its caller has returned still comes later.
        self._came_home.connect(self._receive, Qt.ConnectionType.QueuedConnection)
        self._arrivals: deque[Callable[[], None]] = deque()
        self._next = QTimer(self, interval=0)
        self._next.timeout.connect(self._receive_next)

    @property
    def author(self) -> str:
        """Return the id of the person whose changes these are."""
        return self._author

    @property
    def pending(self) -> int:
        """Return how many changes are on their way to the disk."""
        return len(self._deeds)

    @property
    def lacks_room(self) -> bool:
        """Return whether some of them wait for room on the disk."""
        return any(deed.told for deed in self._deeds)

    @property
    def under_way(self) -> int:
        """Return how many reads, changes and works have not come home yet."""
        return self._under_way

    def read(
        self,
        query: Callable[[Any], Result],
        then: Callable[[Result], None],
        otherwise: Failed | None = None,
    ) -> None:
        """Read beside the writing, and hand the result to ``then``.

        ``otherwise`` gets the exception instead of ``failed``. Both are best bound methods of the screen:
        they are not called once it is gone. After ``close`` nobody reads any more: what a last change touched
        need not be shown again.
        """
        if self._closed:
            return
        arrive = partial(self._hand_over, receivers(then, otherwise))
        self._start(self._reading, partial(self._query, query), arrive)

    def read_after(
        self,
        query: Callable[[Any], Result],
        then: Callable[[Result], None],
        otherwise: Failed | None = None,
    ) -> None:
        """Read once every change that was asked for before is kept, as what goes on paper must be."""
        if self._closed:
            return
        arrive = partial(self._hand_over, receivers(then, otherwise))
        self._start(self._writing, partial(self._query, query), arrive)

    def change(
        self,
        edit: Callable[[Any], Result],
        then: Callable[[Result], None] | None = None,
        otherwise: Failed | None = None,
    ) -> None:
        """Keep one change, in one transaction; then say ``saved`` and ``changed``.

        Where there is no room on the disk, ``otherwise`` hears ``DiskFull`` once; the change is then tried again, and
        ``then`` follows when it is kept. Whoever asks for the very same while it waits hears so again, and has it once.
        """
        if self.lacks_room and (waiting := self._last_asked()) is not None and are_alike(edit, waiting.edit):
            waiting.asked_again = True
            self._try_again()
            return
        self._send(_Deed(partial(self._keep, edit), receivers(then, otherwise), edit))

    def jot(self, keep: Callable[[Any], None]) -> None:
        """Keep a draft, or something of this laptop alone: ``keep`` gets the database, and nobody redraws.

        After ``close`` nothing is kept any more: a window leaves its fields, which keeps them, before it closes, and
        a clock of one of them that strikes later has nothing new to bring.
        """
        if self._closed:
            return
        self._send(_Deed(partial(self._jot, keep), receivers(None, None)))

    def background(
        self,
        work: Callable[[Work], Result],
        then: Callable[[Result], None] | None = None,
        otherwise: Failed | None = None,
    ) -> Job:
        """Do long work beside everything else; the job tells how far it is and can be stopped.

        Work that is stopped calls neither ``then`` nor ``otherwise``.
        """
        job = Job(self)
        self._jobs.append(job)
        hand = Work(job, self._database, self._keep_a_piece, self._catch_up)
        self._start(self._long, partial(work, hand), partial(self._ended, job, receivers(then, otherwise)))
        return job

    def work(
        self,
        function: Callable[..., Result],
        *arguments: object,
        then: Callable[[Result], None],
        otherwise: Failed | None = None,
    ) -> None:
        """Run a function of a module in a process of its own; arguments and result are plain values.

        After ``close`` nothing is begun: pages of a window that has gone need not be made.
        """
        if self._closed:
            return
        arrive = partial(self._hand_over, receivers(then, otherwise))
        self._start(self._process(), partial(function, *arguments), arrive)

    def announce(self, nouns: frozenset[str]) -> None:
        """Say from any thread that these nouns have changed by another way than ``change``."""
        self._came_home.emit(partial(self.changed.emit, nouns))

    def close(self) -> None:
        """Stop long work, finish every change, and end the threads; what comes home later is handed to nobody."""
        if self._closed:
            return
        self._closed = True
        self._again.stop()
        for job in self._jobs:
            job.stop()
        self._writing.submit(lambda: None).result()
        for deed in self._deeds:
            if not deed.done:
                self._writing.submit(self._in_turn, deed)  # there may be room by now
        for pool in (self._long, self._reading, self._writing):
            pool.shutdown(wait=True)
        if self._processes is not None and self._processes is not self._lent:
            self._processes.shutdown(wait=True, cancel_futures=True)

    # in the working threads

    def _query(self, query: Callable[[Any], Result]) -> Result:
        with self._database.read() as session:
            return query(session)

    def _keep(self, edit: Callable[[Any], Result]) -> "_Outcome[Result]":
        with self._database.change(self._author) as change:
            result = edit(change)
        return _Outcome(result, change.touched)

    def _in_turn(self, deed: "_Deed") -> "_Outcome[Any]":
        """Do what was asked for, unless something that was asked for before still waits for room."""
        if self._without_room not in (None, deed):
            raise _Behind
        self._without_room, deed.done = None, True
        try:
            return deed.work()
        except DiskFull:
            self._without_room, deed.done = deed, False
            raise

    def _jot(self, keep: Callable[[Any], None]) -> "_Outcome[None]":
        keep(self._database)
        return _Outcome(None, frozenset())

    def _keep_a_piece(self, edit: Callable[[Any], Result]) -> Result:
        outcome = self._writing.submit(self._keep, edit).result()
        if outcome.touched:
            self._came_home.emit(self._note_saved)
            self.announce(outcome.touched)
        return outcome.result

    def _catch_up(self) -> None:
        self._writing.submit(lambda: None).result()

    def _bring_home(self, arrive: Callable[[Future[Any]], None], future: Future[Any]) -> None:
        if isValid(self):
            self._came_home.emit(partial(self._arrive, arrive, future))

    # in the window's thread

    def _start(self, pool: Executor, function: Callable[[], Any], arrive: Callable[[Future[Any]], None]) -> None:
        self._under_way += 1
        pool.submit(function).add_done_callback(partial(self._bring_home, arrive))

    def _send(self, deed: "_Deed") -> None:
        self._deeds.append(deed)
        if len(self._deeds) == 1:
            self.saving.emit()
        if self._holds:
            self._try_again()
        else:
            self._hand_in(deed)

    def _hand_in(self, deed: "_Deed") -> None:
        self._sent += 1
        self._start(self._writing, partial(self._in_turn, deed), partial(self._kept, deed))

    def _try_again(self) -> None:
        """Hand in all that waits, in its order; while some of it is still with the writing thread, not yet."""
        if not self._sent:
            self._holds = False
            for deed in self._deeds:
                self._hand_in(deed)

    def _wait_for_room(self, deed: "_Deed", future: Future["_Outcome[Any]"]) -> None:
        self._holds = True
        if not self._sent:
            self._again.start()
        self.waits.emit()
        if not isinstance(future.exception(), DiskFull):
            return
        if not deed.told:
            deed.told = deed.asked_again = True
        for each in self._deeds:
            if each.asked_again:
                each.asked_again = False
                self._hand_over(each.home, future)

    def _last_asked(self) -> "_Deed | None":
        """Return the last change that is not written yet; drafts, which keep themselves, are none."""
        return next((deed for deed in reversed(self._deeds) if deed.edit is not None), None)

    def _arrive(self, arrive: Callable[[Future[Any]], None], future: Future[Any]) -> None:
        self._under_way -= 1
        arrive(future)

    def _process(self) -> "Processes":
        if self._processes is None:
            # Costs 10 ms, which the start of the window does not have.
            from wopfield.ui.processes import Processes

            self._processes = Processes(1)
        return self._processes

    def _receive(self, arrival: Callable[[], None]) -> None:
        self._arrivals.append(arrival)
        self._next.start()

    def _receive_next(self) -> None:
        """Hand over one thing a turn: between two of them the window hears its keys and draws."""
        arrival = self._arrivals.popleft()
        if not self._arrivals:
            self._next.stop()
        if not self._closed:
            arrival()

    def _hand_over(self, home: Receivers, future: Future[Any]) -> None:
        if future.cancelled():
            return
        error = future.exception()
        if error is None:
            home.deliver(future.result())
        elif isinstance(error, Exception):
            self._complain(home, error)
        else:
            raise error

    def _complain(self, home: Receivers, error: Exception) -> None:
        if not isinstance(error, Stopped) and not home.complain(error):
            self.failed.emit(error)

    def _kept(self, deed: "_Deed", future: Future["_Outcome[Any]"]) -> None:
        error, home = future.exception(), deed.home
        self._sent -= 1
        if isinstance(error, DiskFull | _Behind):
            self._wait_for_room(deed, future)
            return
        self._deeds.remove(deed)
        if error is not None:
            if not isinstance(error, _ANSWERS):
                self.unsaved.emit()
            elif not self._deeds:
                self.saved.emit(self.saved_at)
            self._hand_over(home, future)
            return
        self._note_saved()
        # The receiver hears first, so that it may leave what is no longer there before screens redraw.
        outcome = future.result()
        home.deliver(outcome.result)
        if outcome.touched:
            self.changed.emit(outcome.touched)

    def _note_saved(self) -> None:
        if not self._deeds:
            self.saved_at = self._now()
            self.saved.emit(self.saved_at)

    def _ended(self, job: Job, home: Receivers, future: Future[Any]) -> None:
        self._jobs.remove(job)
        job.ended.emit()
        job.deleteLater()
        self._hand_over(home, future)


_ANSWERS = (BadInput, Refused)
"""What says no to somebody, and leaves nothing unsaved."""


class _Behind(Exception):
    """Something that was asked for before still waits for room on the disk."""


@dataclass(slots=True, eq=False)
class _Deed:
    """Something to be written, and who hears of it."""

    work: "Callable[[], _Outcome[Any]]"
    home: Receivers
    edit: Callable[..., object] | None = None
    """What somebody asked for; None for a draft."""
    told: bool = False
    """Whether it was said that there is no room for it."""
    asked_again: bool = False
    """Whether somebody is to hear that there still is none."""
    done: bool = False
    """Whether it was written, or refused for another reason than room."""


@dataclass(frozen=True, slots=True)
class _Outcome(Generic[Result]):
    result: Result
    touched: frozenset[str]
