"""The Sync centre against a real server on this machine."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from wopfield.server import admin
from wopfield.server.loopback import Loopback, on_loopback
from wopfield.store import kept
from wopfield.store.rows import new_id
from wopfield.store.tables import Finding, Partnership
from wopfield.store.workspace import Workspace
from wopfield.ui.operations import Operations
from wopfield.ui.screens.sync import SyncScreen
from wopfield.ui.syncing import Syncing
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.labels import ShortLabel

LONG = 30_000
SECRET = "a valve nobody turns"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loopback]:
    with on_loopback(tmp_path_factory.mktemp("server")) as running:
        running.add_person("Amina Diallo", "amina@example.org", SECRET, admin=True)
        yield running


@pytest.fixture
def screen(qtbot: QtBot, theme: Theme, workspace: Workspace) -> Iterator[SyncScreen]:
    person, scope = new_id(), new_id()
    with workspace.database.write() as connection:
        kept.put(connection, kept.PERSON, person)
        kept.put(connection, kept.LAPTOP, "Amina’s laptop")
    with workspace.database.change(person) as editor:
        editor.add(Partnership(scope=scope, id=scope, name="Marowe – Rijnmeer"))
    with workspace.database.change(person) as editor:
        editor.add(Finding(scope=scope, kind="gap", text="No bulk meters"))
    operations = Operations(workspace.database, person)
    syncing = Syncing(operations, workspace)
    shown = SyncScreen(theme, operations, workspace, syncing)
    operations.changed.connect(lambda nouns: shown.redraw() if shown.shows & nouns else None)
    qtbot.addWidget(shown)
    shown.resize(1274, 710)
    shown.show()
    shown.open()
    qtbot.waitUntil(lambda: says(shown, "Connect to a server"))
    yield shown
    syncing.close()
    operations.close()


def says(screen: SyncScreen, words: str) -> bool:
    shown = [each for each in screen.findChildren(QLabel) if each.isVisible()]
    return any(words in (each.whole() if isinstance(each, ShortLabel) else each.text()) for each in shown)


def sign_in(screen: SyncScreen, address: str, email: str, password: str) -> None:
    form = screen.server
    form.address.setText(address)
    form.email.setText(email)
    form.password.field.setText(password)
    form.password.field.returnPressed.emit()


def test_everything_gets_to_the_server(qtbot: QtBot, screen: SyncScreen, server: Loopback) -> None:
    sign_in(screen, server.address, "amina@example.org", SECRET)
    qtbot.waitUntil(lambda: says(screen, "Everything is on the server"), timeout=LONG)
    qtbot.waitUntil(lambda: says(screen, "Signed in as amina@example.org"))


def test_the_code_of_an_invitation_lets_somebody_in_once_with_a_password_of_their_own(
    qtbot: QtBot, screen: SyncScreen, server: Loopback
) -> None:
    code = admin.invite(server.database, "Joost Verhagen", "joost@example.org").code
    sign_in(screen, server.address, code.lower().replace("-", " "), "short")
    qtbot.waitUntil(lambda: says(screen, "at least 12 letters") and not says(screen, "Asking"), timeout=LONG)

    sign_in(screen, server.address, code.lower().replace("-", " "), "three pipes and a ladder")
    qtbot.waitUntil(lambda: says(screen, "Signed in as joost@example.org"), timeout=LONG)

    screen.server.disconnect_asked.emit()
    qtbot.waitUntil(lambda: says(screen, "Connect to a server"), timeout=LONG)
    sign_in(screen, server.address, code, "three pipes and a ladder")
    qtbot.waitUntil(lambda: says(screen, "This code does not work"), timeout=LONG)


def test_a_wrong_password_is_told_and_nothing_is_sent(qtbot: QtBot, screen: SyncScreen, server: Loopback) -> None:
    sign_in(screen, server.address, "amina@example.org", "wrong")
    qtbot.waitUntil(lambda: says(screen, "password") and not says(screen, "Asking the server"), timeout=LONG)
    assert says(screen, "Connect to a server")


def test_an_address_where_nobody_answers_is_told(qtbot: QtBot, screen: SyncScreen) -> None:
    sign_in(screen, "http://127.0.0.1:9", "amina@example.org", SECRET)
    qtbot.waitUntil(lambda: says(screen, "127.0.0.1"), timeout=LONG)
    assert says(screen, "Connect to a server")
