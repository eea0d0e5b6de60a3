"""The demonstration: an invented partnership, two laptops, and a central server of its own on this machine."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wopfield.demo.round import Round


@dataclass(frozen=True, slots=True)
class Stage:
    """A demonstration that was played: what came of it, and the folder of the laptop to sit down at."""

    round: "Round"
    laptop: Path


@contextmanager
def play(folder: Path, tell: Callable[[str], None] = lambda _step: None) -> Iterator[Stage]:
    """Start the server, let two laptops make the round, and keep the server until the end."""
    from wopfield.demo import story
    from wopfield.demo.round import PASSWORD, Central, go_round
    from wopfield.server.loopback import on_loopback

    with on_loopback(folder / "server") as server:
        for someone in story.people():
            server.add_person(someone.name, someone.email, PASSWORD, admin=someone.role == "lead")
        made = go_round(folder, Central(server.address, server.add_member), date.today(), tell)
        yield Stage(made, made.laptops[0].folder)
