"""A new laptop that begins from the server, where colleagues may have entered its person already."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.served import serving
from tests.sync.ratings import begin_partnership_as, rows
from wopfield.desktop.opening import Account, make
from wopfield.desktop.program import Program
from wopfield.store import exchange_log, people
from wopfield.sync import central
from wopfield.ui.icons import pixmap
from wopfield.ui.screens.sync.standing import read
from wopfield.ui.screens.welcome import FirstStart, WelcomeScreen
from wopfield.ui.screens.welcome.recovery import RecoveryPage
from wopfield.ui.widgets.strip import Strip
from wopfield.ui.widgets.toast import Toast

pytestmark = pytest.mark.slow

LONG = 20_000
SECRET = "pipes sing at night"


def test_whoever_a_colleague_had_entered_is_that_person_and_stands_once(tmp_path: Path) -> None:
    with serving(tmp_path / "server") as served:
        for name in ("amina", "joost"):
            served.add_person(name, f"{name}@example.org", SECRET)
        accounts = [Account(served.address, f"{name}@example.org", SECRET) for name in ("amina", "joost")]
        amina = make(tmp_path / "amina", "correct horse battery", "Amina Diallo", "amina@example.org", accounts[0])
        with amina.workspace.database.change(amina.person) as editor:
            named = people.add(editor, name="Joost", email="Joost@Example.org").id
        central.sync_now(amina.workspace.database)

        joost = make(tmp_path / "joost", "correct horse battery", "Joost Verhagen", "joost@example.org", accounts[1])
        with joost.workspace.database.look() as connection:
            (fetched,) = exchange_log.past_exchanges(connection)
        assert fetched.outcome == "stopped; the next exchange goes on from here", "the rest comes into the window"
        central.sync_now(joost.workspace.database)
        central.sync_now(amina.workspace.database)

        assert (amina.trouble, joost.trouble) == (None, None)
        assert (joost.person, joost.name) == (named, "Joost")
        for opened in (amina, joost):
            with opened.workspace.database.read() as session:
                assert sorted(each.name for each in people.every(session)) == ["Amina Diallo", "Joost"]
            opened.workspace.close()


def test_whoever_begins_from_the_server_sees_in_the_sync_centre_how_their_partnerships_arrive(
    qtbot: QtBot, program: Callable[[Path], Program], tmp_path: Path
) -> None:
    with serving(tmp_path / "server") as served:
        for name in ("amina", "joost"):
            served.add_person(name, f"{name}@example.org", SECRET)
        here = Account(served.address, "amina@example.org", SECRET)
        amina = make(tmp_path / "amina", "correct horse battery", "Amina Diallo", "amina@example.org", here)
        scope = begin_partnership_as(amina.workspace.database, amina.person)
        central.sync_now(amina.workspace.database)
        served.add_member(scope, "joost@example.org", "reviewer")
        started = program(tmp_path / "joost")
        welcome = started.at_door
        assert isinstance(welcome, WelcomeScreen)

        welcome.created.emit(
            FirstStart(
                "en", "Joost", "joost@example.org", "correct horse battery", "server", served.address,
                "joost@example.org", SECRET,
            )
        )  # fmt: skip
        qtbot.waitUntil(lambda: welcome.findChild(RecoveryPage) is not None, timeout=LONG)
        welcome.finished.emit()
        qtbot.waitUntil(lambda: started.bench is not None, timeout=LONG)

        bench = started.bench
        assert bench is not None
        assert bench.window.place is not None
        assert bench.window.place.name == "sync"
        assert bench.syncing.state.running, "it begins at once, not after the pause of every start"
        qtbot.waitUntil(lambda: not bench.syncing.state.running, timeout=LONG)
        assert rows(bench.workspace.database)["partnership"] == rows(amina.workspace.database)["partnership"] != []
        amina.workspace.close()


def test_whoever_cannot_reach_the_server_begins_all_the_same(tmp_path: Path) -> None:
    account = Account("http://127.0.0.1:9", "amina@example.org", SECRET)

    opened = make(tmp_path / "amina", "correct horse battery", "Amina Diallo", "amina@example.org", account)

    assert opened.trouble is not None
    assert opened.name == "Amina Diallo"
    with opened.workspace.database.read() as session:
        assert read(opened.workspace, session).typed == ("http://127.0.0.1:9", "amina@example.org")
    opened.workspace.close()


def test_what_failed_at_the_server_stands_above_the_screen_with_the_sign_of_a_fault(
    qtbot: QtBot, program: Callable[[Path], Program], tmp_path: Path
) -> None:
    started = program(tmp_path / "amina")
    welcome = started.at_door
    assert isinstance(welcome, WelcomeScreen)
    welcome.created.emit(
        FirstStart(
            "en", "Amina", "amina@example.org", "correct horse battery", "server", "http://127.0.0.1:9",
            "amina@example.org", SECRET,
        )
    )  # fmt: skip
    qtbot.waitUntil(lambda: welcome.findChild(RecoveryPage) is not None, timeout=LONG)

    welcome.finished.emit()
    qtbot.waitUntil(lambda: started.bench is not None, timeout=LONG)

    assert started.bench is not None
    window = started.bench.window
    (strip,) = (each for each in window.findChildren(Strip) if each.isVisible())
    assert strip.accessibleName().startswith("The server http://127.0.0.1:9 cannot be reached now.")
    fault = pixmap(window.theme, "alert-circle", window.theme.danger, 20).toImage()
    assert fault in [label.pixmap().toImage() for label in strip.findChildren(QLabel)]
    assert not any(toast.isVisible() for toast in window.findChildren(Toast))
