"""Processes for what takes the processor for long, each with a line of its own.

    submit ──► a thread ──one line──► its process

The standard library's pool has one line for all its processes: one that dies while it answers leaves half an answer
there, and whoever waits for the rest waits for ever. Here that line ends with its process: its work fails, in words,
and the next work gets a new process.
"""

import os
import pickle
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from traceback import format_exc
from typing import ParamSpec, TypeVar, cast

from wopfield.errors import CutShort
from wopfield.language import _

Given = ParamSpec("Given")
Result = TypeVar("Result")

_AT_ONCE = os.cpu_count() or 1


class Processes(Executor):
    """An executor of functions of modules on plain values; a process begins with its first work."""

    def __init__(self, at_once: int = _AT_ONCE) -> None:
        self._threads = ThreadPoolExecutor(at_once, "asks a process", _leave_key_presses)
        self._mine = threading.local()
        self._every: list[_Process] = []
        self._stopped = False

    def submit(
        self, function: Callable[Given, Result], /, *arguments: Given.args, **named: Given.kwargs
    ) -> Future[Result]:
        """Have a function called in a process; the future raises CutShort where that ends before it has answered."""
        return self._threads.submit(self._ask, partial(function, *arguments, **named))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Finish what is under way, and end the processes."""
        self._threads.shutdown(wait, cancel_futures=cancel_futures)
        if wait:
            self._end()

    def stop(self) -> None:
        """End the processes at once, whatever they do; nothing else is begun."""
        self._stopped = True
        for process in list(self._every):
            process.work.kill()
        self._threads.shutdown(cancel_futures=True)
        self._end()

    def _ask(self, work: Callable[[], Result]) -> Result:
        process = self._process()
        try:
            process.line.send_bytes(pickle.dumps(work))
            answer = process.line.recv()
        except (EOFError, OSError) as error:
            self._forget(process)
            raise _cut_short() from error
        if isinstance(answer, _Raised):
            raise answer.error
        return cast("Result", answer)

    def _process(self) -> "_Process":
        process: _Process | None = getattr(self._mine, "process", None)
        if process is not None and process.work.is_alive():
            return process
        if process is not None:
            self._forget(process)
        self._mine.process = process = _begin()
        self._every.append(process)
        if self._stopped:  # while this one began, and was not seen
            process.work.kill()
        return process

    def _forget(self, process: "_Process") -> None:
        self._mine.process = None
        self._every.remove(process)
        process.end()

    def _end(self) -> None:
        while self._every:
            self._every.pop().end()


@dataclass(frozen=True, slots=True)
class _Process:
    work: BaseProcess
    line: "Connection[bytes, object]"

    def end(self) -> None:
        """Close the line, which its process takes as the end, and wait until it has gone."""
        self.line.close()
        self.work.join()


@dataclass(frozen=True, slots=True)
class _Raised:
    """An answer of its own kind: a function may well return an exception."""

    error: BaseException


def _begin() -> _Process:
    context = get_context("spawn")
    here, there = context.Pipe()
    work = context.Process(target=_serve, args=(there,), daemon=True)
    work.start()
    there.close()  # or the line would not end with the process
    return _Process(work, here)


def _cut_short() -> CutShort:
    return CutShort(
        _("What was being made could not be finished: its process was ended, perhaps because memory ran out."),
        safe=_("Nothing in the workspace was changed."),
        do=_("Close what else is open, and try again."),
    )


def _leave_key_presses() -> None:
    """Leave Ctrl+C to the main thread: what this one starts must not end at it, and cannot be told so before."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


# in the process


def _serve(line: "Connection[object, bytes]") -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # on Windows, where a process takes no mask from who started it
    with suppress(EOFError, OSError):
        while True:
            line.send_bytes(_answer(line.recv_bytes()))


def _answer(work: bytes) -> bytes:
    try:
        return pickle.dumps(pickle.loads(work)())
    except Exception as error:  # whatever it is, it is raised again for whoever asked
        error.add_note(format_exc())  # where it was raised does not come along
        return pickle.dumps(_Raised(error))
