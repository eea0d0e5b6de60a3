"""Laptops nearby, through the Sync centre: visible or not, paired by six digits, sharing, and what is shared."""

import sys
import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLabel
from pytestqt.qtbot import QtBot

from tests.colleagues import Mate, own, pair
from tests.servers import begin
from tests.sync.ratings import begin_partnership_as, rows
from tests.ui.stage import button
from wopfield.domain.log import SCHEMA, Change, Edit
from wopfield.errors import NotPaired
from wopfield.store import backup, colleagues, exchanges, kept, utilities
from wopfield.store.database import Database
from wopfield.store.log import add_own, timestamp
from wopfield.store.rows import COMMONS, new_id
from wopfield.store.workspace import Workspace
from wopfield.sync import lan
from wopfield.sync.lan import Address
from wopfield.sync.lan_server import Answering
from wopfield.sync.nearby import Nearby
from wopfield.sync.pairing import Comparison
from wopfield.ui.neighbours import Neighbours
from wopfield.ui.operations import Operations
from wopfield.ui.screens.sync import SyncScreen
from wopfield.ui.screens.sync.parts import Picture
from wopfield.ui.syncing import Syncing
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.labels import ShortLabel
from wopfield.ui.widgets.strip import Strip

LONG = 30_000
HOST, ELSEWHERE = "127.0.0.1", "127.0.0.2"


@pytest.fixture
def workspace(new_workspace: Callable[[str], Workspace]) -> Workspace:
    """Amina's, with a partnership."""
    made = new_workspace("amina")
    begin_partnership_as(made.database, begin(made.database, "Amina Diallo"))
    with made.database.write() as connection:
        kept.put(connection, kept.LAPTOP, "Amina’s laptop")
    return made


@pytest.fixture
def amina(workspace: Workspace) -> Database:
    return workspace.database


@pytest.fixture
def operations(workspace: Workspace) -> Iterator[Operations]:
    with workspace.database.look() as connection:
        made = Operations(workspace.database, kept.get(connection, kept.PERSON))
    yield made
    made.close()


@pytest.fixture
def neighbours(operations: Operations, workspace: Workspace) -> Iterator[Neighbours]:
    """Who is near, on this computer alone."""
    made = Neighbours(operations, workspace, interfaces=lambda: [HOST])
    yield made
    made.close()


@pytest.fixture
def screen(
    qtbot: QtBot, theme: Theme, workspace: Workspace, operations: Operations, neighbours: Neighbours
) -> Iterator[SyncScreen]:
    """The Sync centre of Amina's laptop."""
    syncing = Syncing(operations, workspace)
    shown = SyncScreen(theme, operations, workspace, syncing, neighbours)
    operations.changed.connect(lambda nouns: shown.redraw() if shown.shows & nouns else None)
    qtbot.addWidget(shown)
    shown.resize(1274, 900)
    shown.show()
    shown.open()
    qtbot.waitUntil(lambda: says(shown, "Switch it on"))
    yield shown
    syncing.close()


@pytest.fixture
def joost(new_mate: Callable[[str], Mate]) -> Mate:
    """A colleague's laptop."""
    return new_mate("joost")


def says(screen: SyncScreen, words: str) -> bool:
    """Return whether the card shows these words."""
    shown = [each for each in screen.nearby.findChildren(QLabel) if each.isVisible()]
    return any(words in (each.whole() if isinstance(each, ShortLabel) else each.text()) for each in shown)


def paired_with(database: Database) -> list[str]:
    """Return the laptops that a laptop is paired with."""
    with database.look() as connection:
        return [each.laptop for each in colleagues.every(connection)]


def switch_on(screen: SyncScreen, qtbot: QtBot) -> int:
    """Show Amina's laptop to others, and return where it answers."""
    screen.nearby.visible_box.click()
    qtbot.waitUntil(lambda: says(screen, "answers at port"), timeout=LONG)
    (words,) = [each.text() for each in screen.nearby.findChildren(QLabel) if "at port" in each.text()]
    return int(words.rstrip(".").split()[-1])


def test_a_laptop_is_paired_by_its_address_and_shares_what_was_chosen(
    qtbot: QtBot, screen: SyncScreen, workspace: Workspace, joost: Mate
) -> None:
    shown: list[Comparison] = []
    answering = Answering(joost.database, joost.files, show=shown.append, host=HOST, port=0)
    switch_on(screen, qtbot)
    screen.nearby.address.setText(f"{HOST}:{answering.port}")
    screen.nearby.address.setFocus()
    QTest.keyClick(screen.nearby.address, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: says(screen, "same six digits") and bool(shown), timeout=LONG)
    assert screen.nearby.digits.text().replace(" ", "") == shown[0].digits
    assert screen.focusWidget() is button(screen, "They differ")  # the safe answer is at hand

    QTest.mouseClick(button(screen, "They are the same"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: says(screen, "Waiting until joost"), timeout=LONG)
    shown[0].say(True)
    qtbot.waitUntil(lambda: says(screen, "joost’s laptop") and says(screen, "not shared yet"), timeout=LONG)
    qtbot.waitUntil(lambda: paired_with(joost.database) == ["Amina’s laptop"])  # the other side keeps it in its time
    (box,) = [each for each in screen.nearby.findChildren(QCheckBox) if "Delta" in each.text()]
    assert not box.isChecked()
    qtbot.waitUntil(box.hasFocus)
    assert screen.nearby.address.text() == ""
    box.click()
    button(screen, "Share now with joost’s laptop").click()

    qtbot.waitUntil(lambda: says(screen, "all the same"), timeout=LONG)
    assert rows(workspace.database) == rows(joost.database)
    (made,) = backup.every(workspace.folder / "backups")
    assert made.reason == "before-first-sharing"
    button(screen, "Forget this laptop").click()
    qtbot.waitUntil(lambda: paired_with(workspace.database) == [] and not says(screen, "joost’s laptop"), timeout=LONG)
    answering.close()


def test_a_laptop_that_asks_is_compared_here_and_a_no_keeps_nothing(
    qtbot: QtBot, screen: SyncScreen, amina: Database, joost: Mate
) -> None:
    port = switch_on(screen, qtbot)
    screen.nearby.address.setText(f"{HOST}:1")
    button(screen, "Pair by address").click()
    qtbot.waitUntil(lambda: says(screen, "cannot be reached now"), timeout=LONG)
    words: list[str] = []

    def ask() -> None:
        try:
            lan.pair(joost.database, [Address(HOST, port)], lambda comparison: comparison.say(True))
        except NotPaired as error:
            words.append(str(error))

    asking = threading.Thread(target=ask)
    asking.start()
    qtbot.waitUntil(lambda: says(screen, "same six digits"), timeout=LONG)
    assert not says(screen, "cannot be reached now")
    button(screen, "They differ").click()
    qtbot.waitUntil(lambda: bool(words), timeout=LONG)
    asking.join()

    assert "not the same" in words[0]
    qtbot.waitUntil(lambda: not says(screen, "same six digits"), timeout=LONG)
    assert paired_with(amina) == []


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "darwin", reason="there this computer has one such address alone")
def test_on_another_network_it_shows_itself_there_and_whoever_appears_is_a_sign(
    qtbot: QtBot, workspace: Workspace, operations: Operations, joost: Mate
) -> None:
    here = [HOST]
    neighbours = Neighbours(operations, workspace, interfaces=lambda: here)
    elsewhere = Nearby(own(joost), lambda _found: None, [ELSEWHERE])
    try:
        neighbours.set_visible(True)
        qtbot.waitUntil(lambda: neighbours.port > 0)
        here[:] = [ELSEWHERE]
        neighbours.look_at_network()
        qtbot.waitUntil(lambda: any(str(each.addresses[0]).startswith(ELSEWHERE) for each in elsewhere.found()))

        with qtbot.waitSignal(neighbours.came):
            elsewhere.show_itself("joost’s laptop", "1", 48290)
        neighbours.look_at_network()  # nothing has changed
        qtbot.waitUntil(lambda: operations.under_way == 0)
        assert own(joost) in neighbours.near
    finally:
        elsewhere.close()
        neighbours.close()


@pytest.mark.slow
def test_nobody_is_listed_while_it_is_off_an_address_that_is_none_is_told_and_the_last_press_of_the_switch_holds(
    qtbot: QtBot, screen: SyncScreen
) -> None:
    switch_on(screen, qtbot)
    screen.nearby.address.setText("nowhere at all")
    screen.nearby.address.returnPressed.emit()
    assert says(screen, "no address of a laptop")

    screen.nearby.visible_box.click()

    qtbot.waitUntil(lambda: says(screen, "Switch it on"), timeout=LONG)
    assert not is_shown(screen, "Connect")

    for _change_of_mind in range(3):
        screen.nearby.visible_box.click()
    qtbot.waitUntil(lambda: says(screen, "answers at port"))


@pytest.mark.slow
def test_who_comes_later_is_listed_last_and_who_left_stays_listed_only_until_the_pointer_rests(
    qtbot: QtBot, screen: SyncScreen
) -> None:
    def wait_said(name: str) -> None:
        qtbot.waitUntil(lambda: says(screen, name), timeout=LONG)

    switch_on(screen, qtbot)
    shown: list[Nearby] = []
    mine = new_id()[:6]  # others on this network may show themselves, too
    teresa, amadou, grace = (f"{name} {mine}" for name in ("Teresa", "Amadou", "Grace"))
    for name in (teresa, amadou, grace):
        shown.append(Nearby(f"device of {name}", lambda _found: None, [HOST]))
        shown[-1].show_itself(name, "1.0", 48290)
        wait_said(name)

    def listed() -> list[str]:
        return [each for each in from_top_to_bottom(screen, "Connect to") if each.endswith(mine)]

    connects = [f"Connect to {name}" for name in (teresa, amadou, grace)]
    qtbot.waitUntil(lambda: listed() == connects)

    button(screen, f"Connect to {teresa}").setFocus()
    QCursor.setPos(button(screen, f"Connect to {amadou}").mapToGlobal(QPoint(9, 9)))
    shown[0].close()
    qtbot.waitUntil(lambda: not button(screen, f"Connect to {teresa}").isEnabled())
    assert says(screen, "not here any more")
    assert listed() == connects
    assert button(screen, f"Connect to {amadou}").isEnabled()
    assert screen.nearby.visible_box.hasFocus()
    qtbot.waitUntil(lambda: listed() == connects[1:])  # the pointer rests
    assert screen.nearby.visible_box.hasFocus()
    QCursor.setPos(screen.mapToGlobal(QPoint()))
    shown[1].close()
    qtbot.waitUntil(lambda: listed() == connects[2:])
    shown[2].close()


@pytest.mark.slow
def test_whoever_comes_while_the_pointer_is_on_its_way_to_something_below_is_listed_once_it_rests(
    qtbot: QtBot, screen: SyncScreen, neighbours: Neighbours
) -> None:
    switch_on(screen, qtbot)
    mine = f"Teresa {new_id()[:6]}"
    below = button(screen, "Back up now")
    stood = below.mapToGlobal(QPoint())
    QCursor.setPos(below.mapToGlobal(below.rect().center()))
    nearby = Nearby(f"device of {mine}", lambda _found: None, [HOST])
    with qtbot.waitSignal(neighbours.came, timeout=LONG):
        nearby.show_itself(mine, "1.0", 48290)
    assert below.mapToGlobal(QPoint()) == stood
    assert not says(screen, mine)
    qtbot.waitUntil(lambda: says(screen, mine), timeout=LONG)
    qtbot.waitUntil(lambda: below.mapToGlobal(QPoint()).y() > stood.y())
    nearby.close()


def from_top_to_bottom(screen: SyncScreen, words: str) -> list[str]:
    """Return the names of the buttons that begin so, in the order in which they stand."""
    found = [each for each in screen.nearby.findChildren(QAbstractButton) if each.isVisible()]
    found.sort(key=lambda each: each.mapTo(screen, QPoint()).y())
    return [each.accessibleName() for each in found if each.accessibleName().startswith(words)]


# ── laptops that are paired already ──────────────────────────────────────────────────────────────────────────


@pytest.fixture
def mates(qtbot: QtBot, workspace: Workspace, screen: SyncScreen, joost: Mate) -> Iterator[Mate]:
    """Amina's laptop and Joost's are paired, share the partnership, and show themselves to one another."""
    pair(Mate("amina", workspace, ""), joost)
    with workspace.database.write() as connection:
        for scope in set(exchanges.scopes(connection)) - {COMMONS}:
            colleagues.choose(connection, own(joost), scope, colleagues.YES)
    answering = Answering(joost.database, joost.files, host=HOST, port=0)
    nearby = Nearby(own(joost), lambda _found: None, [HOST])
    nearby.show_itself("joost’s laptop", "1.0", answering.port)
    screen.redraw()
    qtbot.waitUntil(lambda: says(screen, "joost’s laptop"), timeout=LONG)
    yield joost
    nearby.close()
    answering.close()


def test_of_a_laptop_that_does_not_get_everything_it_is_not_said_that_it_has_the_same(
    qtbot: QtBot, screen: SyncScreen, amina: Database, mates: Mate
) -> None:
    with amina.write() as connection:
        for scope in set(exchanges.scopes(connection)) - {COMMONS}:
            colleagues.choose(connection, own(mates), scope, colleagues.NO)
    switch_on(screen, qtbot)
    drawn = screen.findChildren(Picture)[0]
    qtbot.waitUntil(lambda: "joost’s laptop. has what is shared" in drawn.accessibleName(), timeout=LONG)
    assert says(screen, "all of what is shared is there")
    assert not says(screen, "all the same")


def test_what_a_newer_program_wrote_is_told_beside_its_laptop_with_what_to_do(
    qtbot: QtBot, screen: SyncScreen, amina: Database, mates: Mate
) -> None:
    with amina.look() as connection:
        (scope,) = set(exchanges.scopes(connection)) - {COMMONS}
    write_newer(mates, scope)
    switch_on(screen, qtbot)
    qtbot.waitUntil(lambda: says(screen, "1 change was made with a newer version of the program."), timeout=LONG)
    assert says(screen, "It is kept and passed on. To see it, install the newest version on this laptop.")

    colleague = screen.nearby.mates[0].colleague.device
    with amina.write() as connection:
        colleagues.forget(connection, colleague)  # it is not listed any more
    screen.redraw()
    strips = screen.findChildren(Strip)
    qtbot.waitUntil(lambda: any("Made on: joost’s laptop." in each.accessibleName() for each in strips))


def write_newer(mate: Mate, scope: str) -> None:
    """Write what this program has no place for."""
    edit = Edit("weather_day", "today", "weather", {"weather": "rain"})
    with mate.database.write() as connection:
        add_own(connection, scope, Change(timestamp(mate.database.clock()), mate.person, (edit,), SCHEMA + 1))


def test_paired_laptops_share_by_themselves_when_they_meet_and_when_something_is_entered(
    qtbot: QtBot, screen: SyncScreen, neighbours: Neighbours, amina: Database, mates: Mate
) -> None:
    joost = mates.database
    switch_on(screen, qtbot)
    qtbot.waitUntil(lambda: rows(joost) == rows(amina) and says(screen, "all the same"), timeout=LONG)
    drawn = screen.findChildren(Picture)[0]
    qtbot.waitUntil(lambda: "joost’s laptop. has the same" in drawn.accessibleName(), timeout=LONG)

    screen.operations.change(lambda editor: utilities.add(editor, name="Rutale Water"))
    qtbot.waitUntil(lambda: screen.operations.pending == 0)

    def under_way() -> list[QTimer]:
        return [each for each in neighbours.runs.findChildren(QTimer) if each.isSingleShot() and each.isActive()]

    qtbot.waitUntil(lambda: len(under_way()) == 1)  # it goes in ten seconds
    under_way()[0].setInterval(0)

    qtbot.waitUntil(lambda: rows(joost) == rows(amina), timeout=LONG)


@pytest.mark.slow
def test_sharing_is_stopped_by_its_button_and_goes_on_later_without_loss(
    qtbot: QtBot, screen: SyncScreen, amina: Database, mates: Mate
) -> None:
    joost = mates.database
    with joost.write():  # what arrives there waits, as on a laptop whose disk is busy
        switch_on(screen, qtbot)
        qtbot.waitUntil(lambda: is_shown(screen, "Stop sharing with joost’s laptop"), timeout=LONG)
        stop = button(screen, "Stop sharing with joost’s laptop")
        stop.setFocus()
        stop.click()
        assert not stop.isEnabled()
    qtbot.waitUntil(lambda: is_shown(screen, "Share now with joost’s laptop"), timeout=LONG)
    assert rows(joost) != rows(amina)
    qtbot.waitUntil(lambda: any("stopped" in each.text() for each in screen.findChildren(QLabel)), timeout=LONG)

    button(screen, "Share now with joost’s laptop").click()

    qtbot.waitUntil(lambda: rows(joost) == rows(amina), timeout=LONG)


@pytest.mark.slow
def test_a_paused_laptop_shares_nothing_until_it_is_let_again(
    qtbot: QtBot, screen: SyncScreen, amina: Database, mates: Mate
) -> None:
    joost = mates.database
    qtbot.waitUntil(lambda: is_shown(screen, "What is shared"), timeout=LONG)
    button(screen, "What is shared").click()
    button(screen, "Pause: share nothing with this laptop for now").click()
    qtbot.waitUntil(lambda: says(screen, "paused"), timeout=LONG)
    switch_on(screen, qtbot)
    assert not is_shown(screen, "Share now with joost’s laptop")
    assert rows(joost) != rows(amina)

    button(screen, "Pause: share nothing with this laptop for now").click()
    qtbot.waitUntil(lambda: is_shown(screen, "Share now with joost’s laptop"), timeout=LONG)
    button(screen, "Share now with joost’s laptop").click()

    qtbot.waitUntil(lambda: rows(joost) == rows(amina), timeout=LONG)


def is_shown(screen: SyncScreen, name: str) -> bool:
    """Return whether a button of this name can be seen."""
    return any(
        name in (each.text(), each.accessibleName()) and each.isVisible()
        for each in screen.nearby.findChildren(QAbstractButton)
    )
