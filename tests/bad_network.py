"""A network that misbehaves: a proxy on loopback that cuts, swallows, slows down and delays what passes.

Real sockets on both sides, so whatever a program notices of a bad line it notices here.
"""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

_STEP = 4096


Way = Literal["request", "reply", "black hole"]


@dataclass(frozen=True)
class Fault:
    """What happens to one connection: that it hangs, or where it is cut.

    It is cut after a share of the first message that goes one way, or after so many bytes.
    """

    way: Way
    share: float = 0.0
    after: int = 0


@dataclass
class BadNetwork:
    """The proxy; each connection takes the next fault, and passes whole when there is none left."""

    target: tuple[str, int]
    rate: float = 0.0
    """Bytes a second, each way; 0 for as fast as it goes."""
    delay: float = 0.0
    """Seconds that everything is late, each way."""
    faults: list[Fault] = field(default_factory=list)
    met: int = 0
    """So many faults have happened."""
    passed: int = 0
    """So many bytes have passed, both ways."""

    @contextmanager
    def listening(self) -> Iterator[str]:
        """Listen for as long as the block lasts; yield the address."""
        with socket.create_server(("127.0.0.1", 0)) as door:
            threading.Thread(target=self._welcome, args=(door,), daemon=True).start()
            yield f"http://127.0.0.1:{door.getsockname()[1]}"
            door.shutdown(socket.SHUT_RDWR)

    def _welcome(self, door: socket.socket) -> None:
        with suppress(OSError):
            while True:
                near, _address = door.accept()
                fault = self.faults.pop(0) if self.faults else None
                threading.Thread(target=self._connect, args=(near, fault), daemon=True).start()

    def _connect(self, near: socket.socket, fault: Fault | None) -> None:
        with near, socket.create_connection(self.target) as far:
            if fault and fault.way == "black hole":
                self.met += 1
                while near.recv(_STEP):
                    pass
                return
            back = threading.Thread(target=self._pump, args=(far, near, fault, "reply"), daemon=True)
            back.start()
            self._pump(near, far, fault, "request")
            back.join()

    def _pump(self, source: socket.socket, sink: socket.socket, fault: Fault | None, way: str) -> None:
        """Pass bytes on one way until the line ends, or is cut there and then, both ways."""
        mine = fault if fault is not None and fault.way == way else None
        seen, head = 0, b""
        with suppress(OSError):
            while part := source.recv(_STEP):
                if self.rate:
                    time.sleep(len(part) / self.rate)
                if self.delay and not seen:
                    time.sleep(self.delay)
                head = head if b"\r\n\r\n" in head else head + part
                limit = _limit(mine, head) if mine is not None and b"\r\n\r\n" in head else None
                if limit is not None and seen + len(part) >= limit:
                    sink.sendall(part[: max(limit - seen, 0)])
                    self.met += 1
                    break
                sink.sendall(part)
                seen += len(part)
                self.passed += len(part)
        for end in (source, sink):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


def before(address: str, rate: float = 0.0, delay: float = 0.0) -> BadNetwork:
    """Return a bad network that leads to ``address``."""
    parts = urlsplit(address)
    return BadNetwork((parts.hostname or "", parts.port or 80), rate, delay)


def _limit(fault: Fault, head: bytes) -> int:
    """Return after how many bytes a line is cut, from the head of the first message."""
    return fault.after or int(_length(head) * fault.share)


def _length(head: bytes) -> int:
    """Return how long a message of HTTP is."""
    top, _end, _rest = head.partition(b"\r\n\r\n")
    lines = [line.lower() for line in top.split(b"\r\n") if line.lower().startswith(b"content-length:")]
    return len(top) + 4 + (int(lines[0].partition(b":")[2]) if lines else 0)
