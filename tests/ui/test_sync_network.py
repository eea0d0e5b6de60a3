"""What the network costs decides whether photos go; when it comes back, syncing does not wait out its pause."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from threading import Event

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.ui.looking import cut_off, unnamed
from wopfield.errors import NoConnection
from wopfield.language import later
from wopfield.store import evidence, exchange_log, kept
from wopfield.store.database import Database
from wopfield.store.exchange_log import Past
from wopfield.store.files import FileStore
from wopfield.store.tables import Assessment, Partnership
from wopfield.store.workspace import Workspace
from wopfield.sync.central import Connected, Outcome, Step
from wopfield.sync.device import Home, keep_home
from wopfield.ui.operations import Operations
from wopfield.ui.pauses import Pauses
from wopfield.ui.screens.sync import SyncScreen
from wopfield.ui.syncing import Syncing
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.labels import ShortLabel
from wopfield.ui.widgets.links import Link

P = "partnership"
HOUR = 3_600_000
SERVER = Home("https://sync.example.org", "key of the server", "token", "amina@example.org")


class Mobile(QObject):
    """A network that costs money until the test says otherwise."""

    came = Signal()
    dear = True

    def costs(self) -> bool:
        return self.dear


@dataclass
class Carrier:
    """A server that takes everything; it keeps whether files were to go."""

    with_files: list[bool] = field(default_factory=list)
    trouble: Exception | None = None
    hold: Event | None = None

    def connect(self, database: Database, address: str, email: str, password: str, device_name: str, /) -> Connected:
        return Connected(address, "Amina Diallo", email, ())

    def disconnect(self, database: Database, /) -> None:
        """Forget nothing."""

    def sync_now(
        self,
        database: Database,
        files: FileStore | None,
        progress: Callable[[Step], None],
        stop: Callable[[], bool],
        /,
    ) -> Outcome:
        self.with_files.append(files is not None)
        if self.hold is not None:
            self.hold.wait()
        if self.trouble:
            raise self.trouble
        return Outcome(0, 0, 0, 0, 0, 0.1, 1, frozenset())


@pytest.fixture
def workspace(workspace: Workspace) -> Workspace:
    with workspace.database.write() as connection:
        keep_home(connection, SERVER)
    path = workspace.folder / "pump test.pdf"
    path.write_bytes(b"a page")
    ready = evidence.ready_document(workspace.files, path)
    with workspace.database.change("amina") as editor:
        editor.add(Partnership(scope=P, id=P, name="Marowe – Rijnmeer"))
        about = editor.add(Assessment(scope=P, checklist="peer_review", title="Peer review"))
        evidence.add(editor, about, "A1", "document", "Pump test", ready)
    return workspace


@dataclass
class Desk:
    """The Sync screen with what it stands on."""

    screen: SyncScreen
    syncing: Syncing
    carrier: Carrier
    network: Mobile

    def says(self, words: str) -> bool:
        """Return whether the screen shows these words somewhere."""
        shown = [each for each in self.screen.findChildren(QLabel) if each.isVisible()]
        return any(words in (each.whole() if isinstance(each, ShortLabel) else each.text()) for each in shown)


@pytest.fixture
def desk(qtbot: QtBot, theme: Theme, workspace: Workspace) -> Iterator[Desk]:
    operations = Operations(workspace.database, "amina")
    network, carrier = Mobile(), Carrier()
    syncing = Syncing(
        operations,
        workspace,
        carrier=carrier,
        watch_network=lambda _parent: network,
        pauses=Pauses(10, HOUR, HOUR, HOUR, HOUR, sign_ms=10),
    )
    screen = SyncScreen(theme, operations, workspace, syncing)
    operations.changed.connect(lambda nouns: screen.redraw() if screen.shows & nouns else None)
    qtbot.addWidget(screen)
    screen.resize(1274, 900)
    screen.show()
    screen.open()
    made = Desk(screen, syncing, carrier, network)
    qtbot.waitUntil(lambda: made.says("is only on this laptop"))
    yield made
    syncing.close()
    operations.close()


def test_photos_wait_for_wifi_when_that_is_chosen_and_answers_do_not(qtbot: QtBot, desk: Desk) -> None:
    desk.syncing.now()
    qtbot.waitUntil(lambda: desk.carrier.with_files == [True] and not desk.syncing.state.running)

    desk.screen.files.only_wifi.click()
    qtbot.waitUntil(lambda: desk.says("They wait: this network may cost money."))
    desk.syncing.now()
    qtbot.waitUntil(lambda: desk.carrier.with_files == [True, False] and not desk.syncing.state.running)

    desk.network.dear = False
    desk.syncing.now()
    qtbot.waitUntil(lambda: desk.carrier.with_files == [True, False, True])
    qtbot.waitUntil(lambda: not desk.says("They wait"))


def test_a_network_that_comes_back_ends_the_pause(qtbot: QtBot, desk: Desk) -> None:
    desk.carrier.trouble = NoConnection("The server cannot be reached now.")
    desk.syncing.now()
    qtbot.waitUntil(lambda: desk.syncing.state.trouble is not None and not desk.syncing.state.running)
    assert desk.syncing.pause_ms > 3_000_000

    desk.carrier.trouble = None
    desk.network.came.emit()

    qtbot.waitUntil(lambda: desk.syncing.state.trouble is None and len(desk.carrier.with_files) == 2)


def test_a_network_that_comes_back_while_a_try_still_hangs_is_tried_once_it_has_failed(
    qtbot: QtBot, desk: Desk
) -> None:
    desk.carrier.trouble, desk.carrier.hold = NoConnection("The server cannot be reached now."), Event()
    desk.syncing.now()
    qtbot.waitUntil(lambda: len(desk.carrier.with_files) == 1)
    desk.network.came.emit()
    desk.carrier.hold.set()

    qtbot.waitUntil(lambda: len(desk.carrier.with_files) >= 2)


def test_a_file_that_is_nowhere_else_is_named_with_its_size(qtbot: QtBot, desk: Desk) -> None:
    assert desk.says("pump test.pdf")
    assert desk.says("only on this laptop")
    assert unnamed(desk.screen) == []
    qtbot.waitUntil(lambda: cut_off(desk.screen) == [])


def test_every_exchange_can_be_read_with_whom_what_and_how_it_ended(
    qtbot: QtBot, desk: Desk, workspace: Workspace
) -> None:
    with workspace.database.write() as connection:
        for number in range(6):
            past = Past(
                f"2026-11-23T09:0{number}:00+00:00", "joost", number, 1, "0.4", "", way="laptop", called="Joost"
            )
            exchange_log.note_exchange(connection, past)
        why = later("The server {address} cannot be reached now.", address="wop.example.org").written()
        lost = Past("2026-11-23T10:00:00+00:00", SERVER.key, 7, 0, "3.1", why, 2, 5, 0, "server", "server")
        exchange_log.note_exchange(connection, lost)
    desk.screen.redraw()
    qtbot.waitUntil(lambda: desk.says("7 sent, 0 received · pieces of files: 5 sent, 0 received · 2 refused"))
    assert desk.says("with the server")
    assert desk.says("The server wop.example.org cannot be reached now.")
    assert not desk.says("0 sent, 1 received")

    links = [each for each in desk.screen.findChildren(Link) if each.isVisible() and each.text() == "Show all"]
    links[-1].click()
    qtbot.waitUntil(lambda: desk.says("0 sent, 1 received"))
    assert desk.says("with Joost")


def test_the_choice_is_kept(qtbot: QtBot, desk: Desk, workspace: Workspace) -> None:
    def chosen() -> str:
        with workspace.database.look() as connection:
            return kept.get(connection, kept.FILES_ON_WIFI)

    desk.screen.files.only_wifi.click()
    qtbot.waitUntil(lambda: chosen() == "yes")
    desk.screen.files.only_wifi.click()
    qtbot.waitUntil(lambda: chosen() == "")
