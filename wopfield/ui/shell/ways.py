"""What the window is handed: how screens are made, how a search is done, and what stands on its edges."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wopfield.ui.operations import Operations
from wopfield.ui.screen import Place, Screen, ServerState
from wopfield.ui.theme import Theme

Way = Callable[[Theme, Operations], Screen]
"""How a screen is made; a screen's class is one."""


@dataclass(frozen=True, slots=True)
class Found:
    """Something that a search found, and where it is."""

    words: str
    place: Place
    group: str
    detail: str = ""
    icon: str = "arrow-right"
    level: int | None = None
    also: str = ""
    """Further words that it is found by and that are not shown."""


Find = Callable[[Any, str], Sequence[Found]]
"""Search what is kept for what was typed; gets what the database's ``read`` yields."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands on rail, tabs and header beside the screen: counts to act on, and the server's state."""

    rail: Mapping[str, int]
    tabs: Mapping[str, int]
    server: ServerState
