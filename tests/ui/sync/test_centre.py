"""The Sync centre says where the work is, and brings it to the server on request, or not at all."""

from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.looking import cut_off, unnamed
from tests.ui.sync.stand_ins import SERVER, Carrier, P, button, can_be_pressed, connect, press, says, see, show
from wopfield.errors import NoConnection, ShutOut, SignInRefused, Trouble, WrongAddress
from wopfield.store import conflicts, evidence, exchanges, file_states
from wopfield.store.exchanges import Kept
from wopfield.store.log import own_logs
from wopfield.store.tables import Assessment, Finding
from wopfield.store.workspace import Workspace
from wopfield.sync.device import Home, keep_home
from wopfield.ui.operations import Operations
from wopfield.ui.screen import Place
from wopfield.ui.screens.sync.parts import Picture
from wopfield.ui.syncing import EXCHANGE
from wopfield.ui.widgets.links import Link
from wopfield.ui.window import Window


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


def test_while_a_photo_is_only_here_not_everything_is_said_to_be_on_the_server(
    qtbot: QtBot, window: Window, workspace: Workspace, operations: Operations, tmp_path: Path
) -> None:
    (tmp_path / "pump test.pdf").write_bytes(b"the pump ran for an hour")
    file = evidence.ready_document(workspace.files, tmp_path / "pump test.pdf")
    with workspace.database.change("amina") as editor:
        about = editor.add(Assessment(scope=P, checklist="peer_review", title="Peer review"))
        evidence.add(editor, about, "A1", "document", "Pump test", file)
    show(qtbot, window)
    sign_in(qtbot, window)
    see(qtbot, window, "Everything but 1 file is on the server")
    (picture,) = window.findChildren(Picture)
    assert "1 file waiting" in picture.accessibleName()
    assert "all there" not in picture.accessibleName()
    with workspace.database.write() as connection:
        file_states.note_there(connection, SERVER.key, P, file.pieces)
    operations.announce(frozenset({EXCHANGE}))
    see(qtbot, window, "Everything is on the server")
    qtbot.waitUntil(lambda: "all there" in picture.accessibleName())


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


def test_once_something_gets_through_it_is_no_longer_said_that_the_server_cannot_be_reached(
    qtbot: QtBot, window: Window, workspace: Workspace, carrier: Carrier
) -> None:
    connect(workspace)
    carrier.trouble = NoConnection("The server cannot be reached now.", safe="Everything is safe on this laptop.")
    show(qtbot, window)
    press(qtbot, window, "Try now")
    see(qtbot, window, "Everything is safe on this laptop.")
    carrier.trouble, carrier.hold = None, Event()

    press(qtbot, window, "Try again")

    qtbot.waitUntil(lambda: not can_be_pressed(window, "Try again"))
    assert can_be_pressed(window, "Stop")
    carrier.hold.set()


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
    see(qtbot, window, "to connect again you need the address and your password")
    press(qtbot, window, "Stay connected")
    assert not says(window, "to connect again you need")
    assert says(window, "Signed in as amina@example.org")
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    press(qtbot, window, "Disconnect")
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
    press(qtbot, window, "Disconnect")
    see(qtbot, window, "Everything is on this laptop")
    assert not can_be_pressed(window, "Try again")


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
