"""How far the saving or taking in of a bundle is, and how somebody ends it."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """How far it is, in whatever it is counted, and how many entries and pieces of files went so far."""

    done: int
    total: int
    entries: int = 0
    pieces: int = 0


class Stopped(Exception):
    """Somebody wants it to end."""


Progress = Callable[[Step], None]
Stop = Callable[[], bool]


def never() -> bool:
    """Go on to the end."""
    return False


def unheard(_step: Step) -> None:
    """Tell nobody."""
