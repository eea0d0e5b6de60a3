"""End a request that hangs as soon as somebody wants it to end, and not when patience has run out."""

import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

EVERY = 0.2
"""Seconds between two looks whether somebody wants it to end."""

_OPENED = ("connection.connect_tcp.complete", "connection.start_tls.complete")


class Heed:
    """Watches over the requests of one line; ``heard`` is told by the library which streams it opens."""

    def __init__(self, stop: Callable[[], bool]) -> None:
        self._stop = stop
        self._stream: Any = None

    def heard(self, event: str, told: Mapping[str, Any]) -> None:
        """Keep the newest stream; one that speaks TLS takes the place of the bare one."""
        if event in _OPENED:
            self._stream = told["return_value"]

    @contextmanager
    def over(self) -> Iterator[None]:
        """Watch over a request for as long as the block lasts."""
        if self._stop is never:
            yield
            return
        done = threading.Event()
        watch = threading.Thread(target=self._watch, args=(done,), name="heed", daemon=True)
        watch.start()
        try:
            yield
        finally:
            done.set()
            watch.join()

    def _watch(self, done: threading.Event) -> None:
        while not done.wait(EVERY):
            if self._stream is not None and self._stop():
                with suppress(OSError):
                    self._stream.get_extra_info("socket").shutdown(socket.SHUT_RDWR)
                return


def never() -> bool:
    """Say that nobody wants it to end."""
    return False
