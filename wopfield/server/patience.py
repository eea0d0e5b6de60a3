"""An end to connections that say nothing: whoever holds one open without asking keeps others out."""

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol

_PACE = 1000
"""Bytes a second that a body comes in at least; the slowest lines of telephones bring twice that."""


def impatient(seconds: float) -> type[H11Protocol]:
    """Return how uvicorn speaks HTTP, and hangs up on those who say nothing for so long."""

    class Impatient(_Impatient):
        patience = seconds

    return Impatient


class _Impatient(H11Protocol):
    patience: float
    """Seconds that somebody may say nothing."""
    _look_again: asyncio.TimerHandle | None = None
    _since = 0.0
    _came = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # any transport, says its base
        super().connection_made(transport)
        self._listen()

    def data_received(self, data: bytes) -> None:
        self._came += len(data)
        super().data_received(data)
        if self.cycle is not None and not (self.cycle.more_body or self.cycle.response_complete):
            self._stop_listening()  # all of it came, and it is answered now
        elif self._look_again is None:
            self._listen()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_listening()
        super().connection_lost(exc)

    def _listen(self) -> None:
        self._since, self._came = self.loop.time(), 0
        self._look_again = self.loop.call_later(self.patience, self._look)

    def _stop_listening(self) -> None:
        if self._look_again is not None:
            self._look_again.cancel()
            self._look_again = None

    def _look(self) -> None:
        left = self._since + self.patience + self._came / _PACE - self.loop.time()
        if left > 0:
            self._look_again = self.loop.call_later(left, self._look)
        else:
            self.transport.abort()
