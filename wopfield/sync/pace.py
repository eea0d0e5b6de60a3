"""How much of a file goes at once to one other side: less after each cut, more while the line holds."""

from collections.abc import Callable
from typing import TypeVar

from wopfield.errors import NoConnection
from wopfield.store import kept
from wopfield.store.database import Database
from wopfield.store.files import PIECE_BYTES
from wopfield.sync.carrier import TRIES

T = TypeVar("T")

LEAST_PART = 16_000
"""The last of the tries is with this: whoever carries so much at a time brings every photo in the end."""
_LESS = 8
_HOLDS = 4
"""So many parts in a row show that a line would carry larger ones; one that is cut after every few never does."""


class Pace:
    """The size of the next part; it is kept, so that the next exchange begins as this one ended."""

    def __init__(self, database: Database, peer: str, go_on: Callable[[], bool]) -> None:
        self._database = database
        self._key = f"part for {peer}"
        self._go_on = go_on
        self.stopped = False
        self._held = 0
        with database.look() as connection:
            self.most = int(kept.get(connection, self._key) or PIECE_BYTES)

    def go_on(self) -> bool:
        """Return whether to go on; False once somebody wants it to end."""
        self.stopped = self.stopped or not self._go_on()
        return not self.stopped

    def persist(self, ask: Callable[[], T]) -> T:
        """Ask again where the line broke: with hundreds of photos, a cut now and then must not end it all."""
        for _left in range(TRIES - 1):
            try:
                return ask()
            except NoConnection:
                if not self.go_on():
                    raise
        return ask()

    def carry(self, ask: Callable[[int], T]) -> T:
        """Carry a part of at most so many bytes, and after a cut a smaller one."""

        def once() -> T:
            try:
                done = ask(self.most)
            except NoConnection:
                self._held = 0
                self._keep(max(self.most // _LESS, LEAST_PART))
                raise
            self._held += 1
            if self._held % _HOLDS == 0:
                self._keep(min(self.most * 2, PIECE_BYTES))
            return done

        return self.persist(once)

    def _keep(self, most: int) -> None:
        if most != self.most:
            self.most = most
            with self._database.write() as connection:
                kept.put(connection, self._key, str(most))
