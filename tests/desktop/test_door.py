"""The door: the first start, unlocking, and what is said when it does not open."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.colleagues import Mate
from tests.sync.ratings import begin_partnership_as, rows
from tests.ui.stage import button
from tests.workspaces import PASSWORD
from wopfield.desktop import doorstep
from wopfield.desktop.doorstep import Doorstep
from wopfield.desktop.program import Program
from wopfield.store import colleagues, kept, people
from wopfield.store.colleagues import Colleague
from wopfield.store.rows import COMMONS
from wopfield.store.tables import Person
from wopfield.store.workspace import Workspace
from wopfield.sync import lan
from wopfield.sync.lan_server import Answering
from wopfield.sync.pairing import Comparison
from wopfield.ui.screens.sync import SyncScreen
from wopfield.ui.screens.sync.nearby import NearbyCard
from wopfield.ui.screens.unlock import UnlockScreen
from wopfield.ui.screens.welcome import FirstStart, WelcomeScreen
from wopfield.ui.screens.welcome.answers import Start
from wopfield.ui.screens.welcome.arrival import ArrivalScreen
from wopfield.ui.theme import theme_of
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.focus import FocusRing

LONG = 20_000


@pytest.fixture
def amina(new_workspace: Callable[[str], Workspace]) -> Path:
    """A closed workspace that belongs to somebody."""
    workspace = new_workspace("amina")
    with workspace.database.write() as connection:
        kept.put(connection, kept.PERSON, "amina")
    with workspace.database.change("amina") as editor:
        editor.add(Person(scope=COMMONS, id="amina", name="Amina Diallo", function="lead"))
    workspace.close()
    doorstep.write(workspace.folder, Doorstep(name="Amina Diallo", detail="lead"))
    return workspace.folder


def words(program: Program) -> str:
    """Return everything that can be read at the door."""
    screen = program.at_door
    return "" if screen is None else " ".join(label.text() for label in screen.findChildren(QLabel))


def recovery_key(program: Program) -> str:
    """Return the recovery key that is shown; empty while none is."""
    screen = program.at_door
    labels = [] if screen is None else screen.findChildren(QLabel)
    return next((label.text() for label in labels if label.accessibleName().startswith("Recovery key")), "")


def door(program: Program) -> UnlockScreen:
    """Return the unlock screen that stands there."""
    screen = program.at_door
    assert isinstance(screen, UnlockScreen)
    return screen


def test_at_the_door_one_sees_what_the_keyboard_is_on(
    qtbot: QtBot, program: Callable[[Path], Program], amina: Path, tmp_path: Path
) -> None:
    for folder, kind in ((amina, UnlockScreen), (tmp_path / "new", WelcomeScreen)):
        screen = program(folder).at_door
        assert isinstance(screen, kind)
        with qtbot.waitActive(screen.window()):
            screen.window().show()
        (ring,) = screen.findChildren(FocusRing)
        last = [each for each in screen.findChildren(Button) if each.isVisible() and each.isEnabled()][-1]
        last.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.waitUntil(ring.isVisible, timeout=LONG)
        assert ring.around() is last


def test_the_right_password_opens_the_window_on_home(
    qtbot: QtBot, program: Callable[[Path], Program], amina: Path
) -> None:
    started = program(amina)
    qtbot.keyClicks(door(started).password.field, PASSWORD)
    qtbot.keyClick(door(started).password.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: started.bench is not None, timeout=LONG)
    assert started.bench is not None
    place = started.bench.window.place
    assert place is not None
    assert place.name == "home"
    assert started.at_door is None
    assert started.bench.operations.saved_at is not None  # and says since when everything is saved


def test_a_wrong_password_is_said_and_the_door_stays(
    qtbot: QtBot, program: Callable[[Path], Program], amina: Path
) -> None:
    started = program(amina)
    qtbot.keyClicks(door(started).password.field, "a guess")
    qtbot.keyClick(door(started).password.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "does not open" in words(started), timeout=LONG)
    assert started.bench is None


def test_a_damaged_workspace_is_said_and_never_replaced(
    qtbot: QtBot, program: Callable[[Path], Program], amina: Path
) -> None:
    (amina / "wopfield.db").write_bytes(b"not a database" * 100)
    started = program(amina)
    qtbot.keyClicks(door(started).password.field, PASSWORD)
    qtbot.keyClick(door(started).password.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "cannot be read" in words(started), timeout=LONG)
    assert (amina / "wopfield.db").read_bytes() == b"not a database" * 100


def test_a_missing_database_asks_for_the_backup_instead_of_beginning_anew(
    qtbot: QtBot, program: Callable[[Path], Program], amina: Path
) -> None:
    (amina / "wopfield.db").unlink()
    started = program(amina)
    qtbot.keyClicks(door(started).password.field, PASSWORD)
    qtbot.keyClick(door(started).password.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "missing" in words(started), timeout=LONG)
    assert not (amina / "wopfield.db").exists()


def test_whoever_asks_again_in_another_language_while_it_opens_gets_in_once(
    qtbot: QtBot, program: Callable[[Path], Program], amina: Path
) -> None:
    started = program(amina)
    for code in ("fr", "en"):
        qtbot.keyClicks(door(started).password.field, PASSWORD)
        qtbot.keyClick(door(started).password.field, Qt.Key.Key_Return)
        door(started).language_requested.emit(code)
    qtbot.waitUntil(lambda: started.bench is not None, timeout=LONG)
    assert started.bench is not None
    started.bench.window.lock_requested.emit()
    qtbot.keyClicks(door(started).password.field, PASSWORD)
    qtbot.keyClick(door(started).password.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: started.bench is not None, timeout=LONG)
    assert started.at_door is None


def test_locking_closes_the_workspace_and_asks_for_the_password_again(
    qtbot: QtBot, program: Callable[[Path], Program], amina: Path
) -> None:
    started = program(amina)
    qtbot.keyClicks(door(started).password.field, PASSWORD)
    qtbot.keyClick(door(started).password.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: started.bench is not None, timeout=LONG)
    assert started.bench is not None
    started.bench.window.lock_requested.emit()
    qtbot.waitUntil(lambda: started.bench is None, timeout=LONG)
    assert isinstance(started.at_door, UnlockScreen)
    Workspace.unlock(amina, PASSWORD).close()


def test_whoever_opens_by_the_recovery_key_is_told_to_choose_a_new_password(
    qtbot: QtBot, program: Callable[[Path], Program], tmp_path: Path
) -> None:
    made, key = Workspace.create(tmp_path / "forgotten", PASSWORD)
    made.close()
    doorstep.write(tmp_path / "forgotten", Doorstep(name="Amina Diallo"))
    started = program(tmp_path / "forgotten")
    door(started).unlock_requested.emit(key.lower())
    qtbot.waitUntil(lambda: started.bench is not None, timeout=LONG)
    assert started.bench is not None
    said = " ".join(label.text() for label in started.bench.window.findChildren(QLabel))
    assert "Choose a new password in the settings." in said


def test_a_window_that_does_not_fit_the_screen_fills_it(
    qtbot: QtBot, qapp: QApplication, program: Callable[[Path], Program], amina: Path
) -> None:
    started = program(amina)  # the screen of the tests is 800 pixels wide and as high
    window = door(started).window()
    assert qapp.primaryScreen().availableSize().width() < 1366
    assert window.isMaximized()


def test_the_first_start_makes_a_workspace_and_shows_the_recovery_key(
    qtbot: QtBot, program: Callable[[Path], Program], tmp_path: Path
) -> None:
    folder = tmp_path / "new"
    started = program(folder)
    welcome = started.at_door
    assert isinstance(welcome, WelcomeScreen)
    welcome.created.emit(FirstStart("en", "Amina Diallo", "amina@example.org", "a pump that never stops", "empty"))
    qtbot.waitUntil(lambda: (folder / "wopfield.db").exists(), timeout=LONG)
    qtbot.waitUntil(lambda: recovery_key(started) != "", timeout=LONG)
    key = recovery_key(started)
    welcome.finished.emit()
    qtbot.waitUntil(lambda: started.bench is not None, timeout=LONG)
    started.close()
    workspace = Workspace.unlock(folder, key)
    with workspace.database.read() as session:
        assert kept.get(session, kept.LAPTOP) == "Amina Diallo’s laptop"  # what colleagues nearby look for
    workspace.close()


def test_whoever_closes_before_the_stick_is_there_is_asked_again_and_may_take_it_in_later(
    qtbot: QtBot, program: Callable[[Path], Program], tmp_path: Path
) -> None:
    folder = tmp_path / "new"
    arrive(qtbot, program(folder), "stick", "Amina Diallo").close()

    again = program(folder)
    door(again).unlock_requested.emit(PASSWORD)
    qtbot.waitUntil(lambda: again.arrival is not None and arriving(again).isVisible(), timeout=LONG)
    assert "choose the file" in words(again)
    button(arriving(again), "Do this later").click()
    qtbot.waitUntil(lambda: again.bench is not None, timeout=LONG)

    assert again.bench is not None
    screen = again.bench.window.shown
    assert isinstance(screen, SyncScreen)
    take_in = screen.stick.card.take_in_button
    qtbot.waitUntil(lambda: screen.window().focusWidget() is take_in)
    assert names(again.bench.workspace) == ["Amina Diallo"]


@pytest.mark.slow
def test_whoever_starts_from_a_colleagues_laptop_compares_digits_and_is_whom_colleagues_had_entered(
    qtbot: QtBot, program: Callable[[Path], Program], new_mate: Callable[[str], Mate], tmp_path: Path
) -> None:
    joost = new_mate("joost")
    scope = begin_partnership_as(joost.database, joost.person)
    with joost.database.change(joost.person) as editor:
        entered = people.add(editor, name="Amina Diallo", function="lead").id
    digits: list[Comparison] = []
    answering = Answering(joost.database, joost.files, show=digits.append, host="127.0.0.1", port=0)
    started = arrive(qtbot, program(tmp_path / "new"), "colleague", "amina diallo")
    assert started.arrival is not None
    neighbours = started.arrival.neighbours
    qtbot.waitUntil(lambda: neighbours.port > 0, timeout=LONG)
    card = arriving(started).findChildren(NearbyCard)[0]

    card.address.setText(f"127.0.0.1:{answering.port}")
    card.address.returnPressed.emit()
    qtbot.waitUntil(lambda: bool(digits) and card.digits.text().replace(" ", "") == digits[0].digits, timeout=LONG)
    assert digits[0].card.name == "amina diallo"
    button(card, "They are the same").click()
    digits[0].say(True)
    # Each side keeps the other in its own time.
    qtbot.waitUntil(lambda: "2 people have arrived." in words(started) and len(paired(joost)) == 1, timeout=LONG)
    (amina,) = paired(joost)
    with joost.database.write() as connection:
        colleagues.choose(connection, amina.device, scope, colleagues.YES)
    sharing = threading.Thread(
        target=lan.share_with,
        args=(joost.database, joost.files, amina, [lan.Address("127.0.0.1", neighbours.port)]),
    )
    sharing.start()
    qtbot.waitUntil(lambda: "1 partnership has arrived." in words(started), timeout=LONG)
    sharing.join()
    button(arriving(started), "Next").click()
    assert "Are you one of these?" in words(started)
    assert arriving(started).who.chosen == entered
    button(arriving(started), "Open WOPField").click()
    qtbot.waitUntil(lambda: started.bench is not None, timeout=LONG)

    assert started.bench is not None
    assert started.bench.operations.author == entered
    assert rows(started.bench.workspace.database) == rows(joost.database)
    assert names(started.bench.workspace) == ["Amina Diallo", "joost"]
    answering.close()


def arrive(qtbot: QtBot, started: Program, start: Start, name: str) -> Program:
    """Go through the first start from colleagues up to where their data is to come."""
    welcome = started.at_door
    assert isinstance(welcome, WelcomeScreen)
    welcome.created.emit(FirstStart("en", name, "", PASSWORD, start))
    qtbot.waitUntil(lambda: recovery_key(started) != "", timeout=LONG)
    welcome.finished.emit()
    qtbot.waitUntil(lambda: arriving(started).isVisible(), timeout=LONG)
    return started


def arriving(started: Program) -> ArrivalScreen:
    """Return the screen on which colleagues' data comes."""
    screen = started.at_door
    assert isinstance(screen, ArrivalScreen)
    return screen


def names(workspace: Workspace) -> list[str]:
    """Return who is entered in a workspace."""
    with workspace.database.read() as session:
        return [person.name for person in people.every(session)]


def paired(mate: Mate) -> list[Colleague]:
    """Return the laptops a laptop is paired with."""
    with mate.database.look() as connection:
        return colleagues.every(connection)


def test_somebody_else_begins_in_a_folder_of_their_own(
    qtbot: QtBot, qapp: QApplication, amina: Path, tmp_path: Path
) -> None:
    other = tmp_path / "joost"
    other.mkdir()
    started = Program(qapp, amina, choose=lambda _parent, _title, _beside: str(other))
    started.start()
    door(started).someone_else_requested.emit()
    assert isinstance(started.at_door, WelcomeScreen)
    started.close()
    started.leave_door()


def test_the_look_and_the_large_buttons_somebody_chose_are_there_at_the_next_start(
    qtbot: QtBot, program: Callable[[Path], Program], amina: Path
) -> None:
    chosen = theme_of("sunlight", 1.15, large=True)
    first = program(amina)
    qtbot.keyClicks(door(first).password.field, PASSWORD)
    qtbot.keyClick(door(first).password.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: first.bench is not None, timeout=LONG)
    assert first.bench is not None
    first.bench.show_in(chosen)
    assert program(amina).theme == chosen


def test_without_a_doorstep_the_door_still_opens(qtbot: QtBot, program: Callable[[Path], Program], amina: Path) -> None:
    (amina / "doorstep.json").write_text("{broken")
    started = program(amina)
    qtbot.keyClicks(door(started).password.field, PASSWORD)
    qtbot.keyClick(door(started).password.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: started.bench is not None, timeout=LONG)


def test_a_clock_that_stands_before_the_last_change_is_told_of_and_nothing_else_changes(
    qtbot: QtBot, program: Callable[[Path], Program], amina: Path
) -> None:
    later = datetime.now(UTC) + timedelta(days=40)
    workspace = Workspace.unlock(amina, PASSWORD, lambda: later)
    with workspace.database.change("amina") as editor:
        row = editor.get(Person, COMMONS, "amina")
        assert row is not None
        editor.take(row).email = "amina@example.org"
    workspace.close()
    started = program(amina)
    qtbot.keyClicks(door(started).password.field, PASSWORD)
    qtbot.keyClick(door(started).password.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: started.bench is not None, timeout=LONG)
    assert started.bench is not None
    said = " ".join(label.text() for label in started.bench.window.findChildren(QLabel))
    assert "The clock of this laptop stands before your last change" in said
    assert "If it is right and was ahead before, go on: the history says what is dated ahead." in said
    assert started.bench.operations.saved_at is None  # nobody knows when that was
    with started.bench.workspace.database.read() as session:
        kept_row = people.find(session, "amina")
        assert kept_row is not None
        assert kept_row.email == "amina@example.org"
