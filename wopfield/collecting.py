"""When Python's collector looks for rings of garbage: not while many small things are made, and at a set pace."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@contextmanager
def without_collecting() -> Iterator[None]:
    """Make many small things at once: looking for rings among them takes a seventh of the time and finds none."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


YOUNG = 2_000
"""Things made and not yet looked at, from which on it is worth to look."""
MIDDLE = 10
"""Looks at young things before those that stayed are looked at again."""
OLD = 5
"""Looks at those before everything is, in a quiet moment."""
FULL = 100
"""Looks at those before everything is, quiet moment or not."""
QUIET = 20
"""Turns in a row in which next to nothing was made, until a moment counts as quiet."""


@dataclass(slots=True)
class Pace:
    """Decide at each turn how far to look, so that the look at everything falls where nobody waits for anything."""

    _quiet: int = 0

    def due(self, counts: tuple[int, int, int]) -> int | None:
        """Return the generation to look through now, given ``gc.get_count()``; None for none."""
        young, middle, old = counts
        busy = young > YOUNG
        self._quiet = 0 if busy else self._quiet + 1
        if old >= FULL or (old >= OLD and self._quiet >= QUIET):
            self._quiet = 0
            return 2
        if middle > MIDDLE:
            return 1
        return 0 if busy else None
