"""Go about in the whole window, and wait until a screen shows what it reads."""

from pytestqt.qtbot import QtBot

from wopfield.desktop.bench import Bench

LONG = 20_000


def arrive(qtbot: QtBot, bench: Bench) -> None:
    """Wait until what the screen reads has come home, and what that asks for too."""
    for _round in range(3):
        home: list[None] = []
        bench.operations.read(lambda _session: None, home.append)
        qtbot.waitUntil(lambda: bool(home), timeout=LONG)  # noqa: B023  # waited for within the round
