"""The Sync centre says where the work is, and brings it to the server by itself, on request, or not at all."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from threading import Event

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.looking import cut_off, unnamed
from wopfield.errors import NoConnection, ShutOut, SignInRefused, Trouble, WrongAddress
from wopfield.store import conflicts, exchanges, kept
from wopfield.store.database import Database
from wopfield.store.exchange_log import Stretch
from wopfield.store.exchanges import Kept, Past
from wopfield.store.files import FileStore
from wopfield.store.log import own_logs
from wopfield.store.tables import Finding, Partnership
from wopfield.store.workspace import Workspace
from wopfield.sync.central import Connected, Outcome, Step
from wopfield.sync.device import Home, forget_home, keep_home
from wopfield.ui.operations import Operations
from wopfield.ui.screen import Place, Screen
from wopfield.ui.screens.sync import SyncScreen
from wopfield.ui.screens.sync.parts import Exchanges
from wopfield.ui.shell.header import Person as Account
from wopfield.ui.syncing import Syncing
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.labels import ShortLabel
from wopfield.ui.widgets.links import Link
from wopfield.ui.window import Window

P = "partnership"
LONG = 30_000
PAUSE_MS = 600_000
"""Longer than any test: nothing syncs by itself while one looks."""
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
        self, database: Database, files: FileStore, progress: Callable[[Step], None], stop: Callable[[], bool], /
    ) -> Outcome:
        self.runs += 1
        progress(Step(1, 0, 3))
        while self.hold and not stop() and not self.hold.wait(0.02):
            pass
        stopped = stop()
        with database.write() as connection:
            words = str(self.trouble) if self.trouble else ""
            exchanges.note_exchange(connection, Past("2026-11-23T09:00:00+00:00", SERVER.key, 4, 2, "0.1", words))
            for scope, log in own_logs(connection) if not self.trouble and not stopped else ():
                exchanges.confirm(connection, SERVER.key, scope, {log: 99})
        if self.trouble:
            raise self.trouble
        return Outcome(4, 2, 0, 0, 0, 0.1, 1, frozenset(), stopped=stopped)


class StandIn(Screen):
    """Somewhere else."""


@pytest.fixture
def workspace(workspace: Workspace) -> Workspace:
    with workspace.database.write() as connection:
        kept.put(connection, kept.PERSON, "amina")
        kept.put(connection, kept.LAPTOP, "Amina’s laptop")
    with workspace.database.change("amina") as editor:
        editor.add(Partnership(scope=P, id=P, name="Marowe – Rijnmeer"))
        editor.add(Finding(scope=P, id="f", kind="gap", text="No bulk meters"))
    return workspace


@pytest.fixture
def carrier() -> Carrier:
    return Carrier()


@pytest.fixture
def operations(workspace: Workspace) -> Iterator[Operations]:
    made = Operations(workspace.database, "amina")
    yield made
    made.close()


@pytest.fixture
def syncing(operations: Operations, workspace: Workspace, carrier: Carrier) -> Iterator[Syncing]:
    made = Syncing(operations, workspace, carrier=carrier, first_ms=10, soon_ms=PAUSE_MS, every_ms=PAUSE_MS)
    yield made
    made.close()


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, operations: Operations, workspace: Workspace, syncing: Syncing) -> Window:
    def sync(theme: Theme, operations: Operations) -> SyncScreen:
        return SyncScreen(theme, operations, workspace, syncing)

    ways = {"sync": sync, "settle": StandIn, "home": StandIn}
    shown = Window(theme, ways, operations, Account("Amina Diallo"))
    qtbot.addWidget(shown)
    shown.resize(1366, 768)
    shown.show()
    return shown


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


def sign_in(qtbot: QtBot, window: Window) -> None:
    for name, words in (
        ("Address of the server", "https://sync.example.org"),
        ("E-mail, or the code of your invitation", "amina@example.org"),
        ("Password for the server", "a secret"),
    ):
        fields = [each for each in window.findChildren(QWidget) if each.accessibleName() == name and each.isVisible()]
        qtbot.keyClicks(fields[0], words)
    press(qtbot, window, "Connect")


def test_without_a_server_it_says_that_all_is_on_this_laptop(qtbot: QtBot, window: Window) -> None:
    show(qtbot, window)
    see(qtbot, window, "Everything is on this laptop")
    see(qtbot, window, "Connect to a server")


def test_connecting_signs_in_and_brings_everything_to_the_server(
    qtbot: QtBot, window: Window, carrier: Carrier
) -> None:
    show(qtbot, window)
    sign_in(qtbot, window)
    see(qtbot, window, "Everything is on the server")
    assert carrier.asked == [("https://sync.example.org", "amina@example.org", "a secret", "Amina’s laptop")]
    assert carrier.runs == 1
    see(qtbot, window, "4 sent, 2 received")


@pytest.mark.parametrize(
    "trouble",
    [
        SignInRefused("The server does not accept this e-mail and password.", do="Check both."),
        WrongAddress("Nobody of ours answers at this address.", do="Ask whoever runs the server."),
        NoConnection("The server cannot be reached now.", do="Try again where there is a network."),
    ],
)
def test_what_goes_wrong_in_connecting_is_said_where_one_types(
    qtbot: QtBot, window: Window, carrier: Carrier, trouble: Trouble
) -> None:
    carrier.trouble = trouble
    show(qtbot, window)
    sign_in(qtbot, window)
    see(qtbot, window, trouble.happened)
    see(qtbot, window, trouble.do)
    assert button(window, "Connect").isEnabled()


def test_the_password_that_was_refused_has_the_keyboard_still(qtbot: QtBot, window: Window, carrier: Carrier) -> None:
    carrier.trouble = SignInRefused("The server does not accept this e-mail and password.", do="Check both.")
    show(qtbot, window)
    sign_in(qtbot, window)
    see(qtbot, window, "Check both.")
    field = next(each for each in window.findChildren(QLineEdit) if each.accessibleName() == "Password for the server")
    field.setFocus()
    qtbot.keyClicks(field, "x")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(carrier.asked) == 2)
    qtbot.waitUntil(lambda: window.focusWidget() is field and field.isEnabled())


def test_an_empty_field_is_asked_for(qtbot: QtBot, window: Window, carrier: Carrier) -> None:
    show(qtbot, window)
    press(qtbot, window, "Connect")
    see(qtbot, window, "Type the address of the server.")
    assert carrier.asked == []


def test_what_waits_is_told_by_kind(qtbot: QtBot, window: Window, workspace: Workspace) -> None:
    connect(workspace)
    show(qtbot, window)
    see(qtbot, window, "Waiting for the server")
    for words in ("Findings", "Partnership, objectives and sites", "Marowe – Rijnmeer"):
        see(qtbot, window, words)


def test_a_run_shows_how_far_it_is_and_can_be_stopped(
    qtbot: QtBot, window: Window, workspace: Workspace, carrier: Carrier
) -> None:
    connect(workspace)
    carrier.hold = Event()
    show(qtbot, window)
    see(qtbot, window, "Signed in as")
    press(qtbot, window, "Try now")
    see(qtbot, window, "1 of 4")
    assert window.focusWidget() is button(window, "Stop")
    press(qtbot, window, "Stop")
    qtbot.waitUntil(lambda: not says(window, "1 of 4"))
    see(qtbot, window, "Waiting for the server")
    qtbot.waitUntil(lambda: can_be_pressed(window, "Try now") and window.focusWidget() is button(window, "Try now"))


def test_exchanges_are_listed_the_newest_first_as_they_come_and_go(qtbot: QtBot, theme: Theme) -> None:
    def past(day: int) -> Stretch:
        at = f"2025-11-{day:02}T09:00:00+00:00"
        return Stretch(Past(at, "server", day, 0, "0.1", ""), 1, at)

    def listed() -> list[int]:
        lines = [line for line in card.findChildren(ShortLabel) if line.isVisible() and "09:00" in line.text()]
        said = [line.text() for line in sorted(lines, key=lambda line: line.mapTo(card, QPoint()).y())]
        return [int(words.split()[1]) for words in said]

    card = Exchanges(theme)
    qtbot.addWidget(card)
    card.resize(500, 400)
    card.show()
    for days in ([3], [4, 3], [4, 4, 3], [9, 6, 4, 3], [9, 7, 6, 3], [8, 7]):
        card.show_exchanges(tuple(past(day) for day in days))
        qtbot.waitUntil(lambda days=days: listed() == days[:3])


def test_what_came_to_the_same_many_times_is_told_once_and_hides_nothing_that_moved(
    qtbot: QtBot, window: Window, workspace: Workspace
) -> None:
    connect(workspace)
    with workspace.database.write() as connection:
        for minute, sent, why in [(0, 4, ""), *((5 * each, 0, "") for each in range(1, 9)), (45, 0, "No line."),
                                  (50, 0, "No line."), (55, 0, "")]:  # fmt: skip
            at = f"2025-11-03T09:{minute:02}:00+00:00"
            exchanges.note_exchange(connection, Past(at, SERVER.key, sent, 0, f"0.{minute}", why, 0, 0, 0, "server"))
    show(qtbot, window)
    for words in ("nothing new", "No line. (2 times since", "nothing new (8 times since"):
        see(qtbot, window, words)
    next(each for each in window.findChildren(Link) if each.isVisible() and each.text() == "Show all").click()
    see(qtbot, window, "4 sent, 0 received")


def test_an_exchange_that_fails_says_why_and_can_be_tried_again(
    qtbot: QtBot, window: Window, workspace: Workspace, carrier: Carrier
) -> None:
    connect(workspace)
    carrier.trouble = NoConnection("The server cannot be reached now.", safe="Everything is safe on this laptop.")
    show(qtbot, window)
    press(qtbot, window, "Try now")
    see(qtbot, window, "Everything is safe on this laptop.")
    carrier.trouble = None
    press(qtbot, window, "Try again")
    see(qtbot, window, "Everything is on the server")
    qtbot.waitUntil(lambda: not can_be_pressed(window, "Try again"))
    see(qtbot, window, "What you enter next goes there by itself.")
    carrier.trouble = ShutOut("This laptop was shut out.", do="Ask whoever runs the server.")
    press(qtbot, window, "Try now")
    see(qtbot, window, "This laptop was shut out. Ask whoever runs the server.")
    qtbot.waitUntil(lambda: not says(window, "What you enter next goes there by itself."))


def test_when_the_token_has_ended_the_password_is_asked_for_again(
    qtbot: QtBot, window: Window, workspace: Workspace
) -> None:
    with workspace.database.write() as connection:
        keep_home(connection, Home(SERVER.address, SERVER.key, "", SERVER.email))
    show(qtbot, window)
    see(qtbot, window, "Sign in again")
    assert button(window, "Sign in").isEnabled()
    assert not button(window, "Try now").isEnabled()
    see(qtbot, window, "It goes once you have signed in again. You can switch the laptop off.")


def test_what_the_server_refused_is_listed_with_the_reason(qtbot: QtBot, window: Window, workspace: Workspace) -> None:
    connect(workspace)
    with workspace.database.write() as connection:
        ((scope, log),) = own_logs(connection)
        entry = exchanges.entry(connection, scope, log, 1)
        assert entry is not None
        exchanges.keep_refusals(
            connection, [Kept(SERVER.key, scope, log, 1, entry.name, "You may only read this partnership.")]
        )
    show(qtbot, window)
    see(qtbot, window, "1 change was refused")
    see(qtbot, window, "You may only read this partnership.")


def test_changes_in_two_places_lead_to_settling(qtbot: QtBot, window: Window, workspace: Workspace) -> None:
    with workspace.database.read() as session:
        shown = session.get(Finding, (P, "f"))
        assert shown is not None
    for who, words in (("amina", "No meters"), ("joost", "Meters are missing")):
        with workspace.database.change(who) as editor:
            editor.take(shown).text = words
    with workspace.database.read() as session:
        assert conflicts.count(session) == 1
    show(qtbot, window)
    see(qtbot, window, "1 thing was changed in two places")
    press(qtbot, window, "Settle it")
    assert window.place == Place("settle")


def test_a_backup_is_made_and_named(qtbot: QtBot, window: Window, workspace: Workspace) -> None:
    show(qtbot, window)
    press(qtbot, window, "Back up now")
    see(qtbot, window, "checked · 1 kept")
    assert len(list((workspace.folder / "backups").glob("*.db"))) == 1


def test_disconnecting_leaves_everything_here(qtbot: QtBot, window: Window, workspace: Workspace) -> None:
    connect(workspace)
    show(qtbot, window)
    link = next(each for each in window.findChildren(Link) if each.text() == "Disconnect" and each.isVisible())
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    see(qtbot, window, "Everything is on this laptop")
    with workspace.database.read() as session:
        assert session.get(Finding, (P, "f")) is not None


def test_what_went_wrong_with_a_server_goes_with_it(
    qtbot: QtBot, window: Window, workspace: Workspace, carrier: Carrier
) -> None:
    connect(workspace)
    carrier.trouble = NoConnection("The server cannot be reached now.")
    show(qtbot, window)
    press(qtbot, window, "Try now")
    see(qtbot, window, "The server cannot be reached now.")
    link = next(each for each in window.findChildren(Link) if each.text() == "Disconnect" and each.isVisible())
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    see(qtbot, window, "Everything is on this laptop")
    assert not can_be_pressed(window, "Try again")


def test_it_syncs_by_itself_once_connected(
    qtbot: QtBot, syncing: Syncing, workspace: Workspace, carrier: Carrier
) -> None:
    connect(workspace)
    syncing.start()
    qtbot.waitUntil(lambda: syncing.state.outcome is not None)
    assert carrier.runs == 1


def test_without_a_server_nothing_is_tried(qtbot: QtBot, syncing: Syncing, carrier: Carrier) -> None:
    with qtbot.waitSignals([syncing.changed, syncing.changed]):
        syncing.now()
    assert (carrier.runs, syncing.state.trouble) == (0, None)


def test_after_a_failure_the_pause_doubles_and_after_success_it_is_as_before(
    qtbot: QtBot, syncing: Syncing, workspace: Workspace, carrier: Carrier
) -> None:
    connect(workspace)
    carrier.trouble = NoConnection("The server cannot be reached now.")
    for expected in (2 * PAUSE_MS, 4 * PAUSE_MS):
        syncing.now()
        qtbot.waitUntil(lambda expected=expected: syncing.pause_ms == expected and not syncing.state.running)
    carrier.trouble = None
    syncing.now()
    qtbot.waitUntil(lambda: syncing.pause_ms == PAUSE_MS and not syncing.state.running)


def test_two_requests_are_one_run(qtbot: QtBot, syncing: Syncing, workspace: Workspace, carrier: Carrier) -> None:
    connect(workspace)
    syncing.now()
    syncing.now()
    qtbot.waitUntil(lambda: not syncing.state.running)
    assert carrier.runs == 1


def test_nothing_is_cut_off_and_everything_has_a_name(qtbot: QtBot, window: Window, workspace: Workspace) -> None:
    show(qtbot, window)
    screen = window.shown
    assert screen is not None
    assert unnamed(screen) == []
    qtbot.waitUntil(lambda: cut_off(screen) == [])
    connect(workspace)
    screen.redraw()
    see(qtbot, window, "Waiting for the server")
    assert unnamed(screen) == []
    qtbot.waitUntil(lambda: cut_off(screen) == [])


def enter(qtbot: QtBot, operations: Operations) -> None:
    with qtbot.waitSignal(operations.changed, timeout=LONG):
        operations.change(lambda editor: editor.add(Finding(scope=P, kind="gap", text="No valve works")))


def test_what_is_entered_goes_to_the_server_soon_and_not_minutes_later(
    qtbot: QtBot, operations: Operations, workspace: Workspace, carrier: Carrier
) -> None:
    connect(workspace)
    syncing = Syncing(operations, workspace, carrier=carrier, first_ms=10, soon_ms=10, every_ms=PAUSE_MS)
    syncing.start()
    qtbot.waitUntil(lambda: carrier.runs == 1 and not syncing.state.running, timeout=LONG)
    enter(qtbot, operations)
    qtbot.waitUntil(lambda: carrier.runs == 2 and not syncing.state.running, timeout=LONG)

    carrier.hold = Event()
    syncing.now()
    enter(qtbot, operations)  # while a run is under way, which may have passed it by
    carrier.hold.set()
    qtbot.waitUntil(lambda: carrier.runs == 4 and not syncing.state.running, timeout=LONG)
    syncing.close()


def test_what_is_entered_without_a_server_waits_for_the_next_try(
    qtbot: QtBot, operations: Operations, workspace: Workspace, carrier: Carrier
) -> None:
    connect(workspace)
    carrier.trouble = NoConnection("The server cannot be reached now.")
    syncing = Syncing(operations, workspace, carrier=carrier, first_ms=10, soon_ms=0, every_ms=PAUSE_MS)
    syncing.now()
    qtbot.waitUntil(lambda: syncing.state.trouble is not None and not syncing.state.running, timeout=LONG)
    enter(qtbot, operations)
    QApplication.processEvents()
    assert (carrier.runs, syncing.state.running) == (1, False)
    syncing.close()
