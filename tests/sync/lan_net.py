"""A network of laptops that answer on this computer."""

import socket
import threading
from collections.abc import Callable
from contextlib import suppress

from tests.colleagues import Mate
from tests.sync.ratings import blank
from wopfield.store import exchange_log
from wopfield.store.exchange_log import Past
from wopfield.sync import lan
from wopfield.sync.lan import Address
from wopfield.sync.lan_server import Answering
from wopfield.sync.meeting import Outcome
from wopfield.sync.pairing import Comparison

NewMate = Callable[[str], Mate]


HOST = "127.0.0.1"


class Net:
    """The laptops that answer on this computer, by name."""

    def __init__(self) -> None:
        self.answering: dict[str, Answering] = {}
        self.asked: list[Comparison] = []

    def open(self, mate: Mate, say: bool | None = True) -> Address:
        """Let a laptop answer; its person says this of digits, or (None) nothing."""

        def show(comparison: Comparison) -> None:
            self.asked.append(comparison)
            if say is not None:
                comparison.say(say)

        found = Answering(mate.database, mate.files, show=show, host=HOST, port=0)
        self.answering[mate.name] = found
        return Address(HOST, found.port)

    def at(self, mate: Mate) -> list[Address]:
        """Return where a laptop answers."""
        return [Address(HOST, self.answering[mate.name].port)]

    def share(self, one: Mate, other: Mate, connect: lan.Connect = lan.connected) -> Outcome:
        """Let one laptop share with another."""
        return lan.share_with(one.database, one.files, one.knows(other), self.at(other), connect=connect)


def rate(mate: Mate, scope: str, level: int, item: str = "WR01") -> None:
    """Rate one item."""
    with mate.database.change(mate.person) as editor:
        editor.take(blank(scope, item)).level = level


class Scissors:
    """Opens connections that end after so many bytes went through, both ways counted: all together, or ``each``."""

    def __init__(self, after: int, *, each: bool = False) -> None:
        self.left = self._after = after
        self.opened = 0
        self._each = each
        self._lock = threading.Lock()
        self._ends: list[socket.socket] = []
        self._pumps: list[threading.Thread] = []

    def __enter__(self) -> "Scissors":
        return self

    def __exit__(self, *_error: object) -> None:
        for end in self._ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        for pump in self._pumps:
            pump.join()
        for end in self._ends:
            end.close()

    def connect(self, host: str, port: int) -> socket.socket:
        """Open a connection through a pair of sockets, so that it can be cut anywhere."""
        self.opened += 1
        if self._each:  # there is one at a time: a line is opened anew once the one before broke
            self.left = self._after
        near, far = socket.socketpair()
        there = socket.create_connection((host, port))
        self._ends += [far, there]
        for source, target in ((far, there), (there, far)):
            self._pumps.append(threading.Thread(target=self._pump, args=(source, target), daemon=True))
            self._pumps[-1].start()
        return near

    def _pump(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while part := source.recv(4096):
                with self._lock:
                    part, self.left = part[: self.left], self.left - len(part)
                target.sendall(part)
                if self.left <= 0:
                    break
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


def past(mate: Mate) -> list[Past]:
    """Return the exchanges a laptop keeps account of."""
    with mate.database.look() as connection:
        return exchange_log.past_exchanges(connection)


def until(true: Callable[[], bool]) -> None:
    """Wait until something is true."""
    ticking = threading.Event()
    for _try in range(1200):
        if true():
            return
        ticking.wait(0.05)
    raise AssertionError("it never came to be true")
