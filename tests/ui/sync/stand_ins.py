"""A server that does what the test says, and how a test looks at the Sync centre."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from wopfield.store import exchange_log, exchanges
from wopfield.store.database import Database
from wopfield.store.exchange_log import Past
from wopfield.store.files import FileStore
from wopfield.store.log import own_logs
from wopfield.store.workspace import Workspace
from wopfield.sync.central import Connected, Outcome, Step
from wopfield.sync.device import Home, forget_home, keep_home
from wopfield.ui.pauses import Pauses
from wopfield.ui.screen import Place, Screen
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.labels import ShortLabel
from wopfield.ui.window import Window

P = "partnership"


LONG = 30_000


PAUSE_MS = 600_000
"""Longer than any test."""

QUIET = Pauses(10, PAUSE_MS, PAUSE_MS, PAUSE_MS, PAUSE_MS)
"""Nothing syncs by itself while one looks, but the first time."""


SERVER = Home("https://sync.example.org", "key of the server", "token", "amina@example.org")


@dataclass
class Carrier:
    """A server that does what the test says."""

    trouble: Exception | None = None
    hold: Event | None = None
    asked: list[tuple[str, str, str, str]] = field(default_factory=list)
    runs: int = 0

    def connect(self, database: Database, address: str, email: str, password: str, device_name: str, /) -> Connected:
        self.asked.append((address, email, password, device_name))
        if self.trouble:
            raise self.trouble
        with database.write() as connection:
            keep_home(connection, Home(address, SERVER.key, "token", email))
        return Connected(address, "Amina Diallo", email, ())

    def disconnect(self, database: Database, /) -> None:
        with database.write() as connection:
            forget_home(connection)

    def sync_now(
        self,
        database: Database,
        files: FileStore | None,
        progress: Callable[[Step], None],
        stop: Callable[[], bool],
        /,
    ) -> Outcome:
        self.runs += 1
        progress(Step(1, 0, 3))
        while self.hold and not stop() and not self.hold.wait(0.02):
            pass
        stopped = stop()
        with database.write() as connection:
            words = str(self.trouble) if self.trouble else ""
            exchange_log.note_exchange(connection, Past("2026-11-23T09:00:00+00:00", SERVER.key, 4, 2, "0.1", words))
            for scope, log in own_logs(connection) if not self.trouble and not stopped else ():
                exchanges.confirm(connection, SERVER.key, scope, {log: 99})
        if self.trouble:
            raise self.trouble
        return Outcome(4, 2, 0, 0, 0, 0.1, 1, frozenset(), stopped=stopped)


class StandIn(Screen):
    """Somewhere else."""


def show(qtbot: QtBot, window: Window) -> None:
    window.go(Place("sync"))
    qtbot.waitUntil(lambda: says(window, "Room on this laptop") and says(window, "free"))


def connect(workspace: Workspace) -> None:
    with workspace.database.write() as connection:
        keep_home(connection, SERVER)


def says(window: Window, words: str) -> bool:
    """Return whether the window shows these words somewhere."""
    shown = [each for each in window.findChildren(QLabel) if each.isVisible()]
    return any(words in (each.whole() if isinstance(each, ShortLabel) else each.text()) for each in shown)


def button(window: Window, words: str) -> Button:
    return next(each for each in window.findChildren(Button) if each.isVisible() and each.text() == words)


def see(qtbot: QtBot, window: Window, words: str) -> None:
    """Wait until the window shows these words somewhere."""
    qtbot.waitUntil(lambda: says(window, words))


def can_be_pressed(window: Window, words: str) -> bool:
    shown = [each for each in window.findChildren(Button) if each.isVisible() and each.isEnabled()]
    return any(each.text() == words for each in shown)


def press(qtbot: QtBot, window: Window, words: str) -> None:
    qtbot.waitUntil(lambda: can_be_pressed(window, words))
    qtbot.mouseClick(button(window, words), Qt.MouseButton.LeftButton)
