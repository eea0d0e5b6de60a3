"""What a laptop begins with and shows of itself: its name, paper and units, its network, and the list of its keys."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.settings.parts import button, field, nothing, says, switch, write
from wopfield.desktop.ways import Surroundings, ways
from wopfield.store import kept, reports
from wopfield.store.on_paper import OnPaper, begin_with, on_paper
from wopfield.store.tables import Assessment
from wopfield.store.units_here import units_here
from wopfield.store.workspace import Workspace
from wopfield.sync.device import Home, keep_home
from wopfield.ui.neighbours import Neighbours
from wopfield.ui.operations import Operations
from wopfield.ui.screen import Place
from wopfield.ui.screens.settings import SettingsScreen
from wopfield.ui.shortcuts import every_shortcut
from wopfield.ui.syncing import Syncing
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.choose import ChoiceBox
from wopfield.ui.widgets.rows import RowsView

LONG = 30_000


def test_the_laptop_is_called_as_one_likes(qtbot: QtBot, screen: SettingsScreen, workspace: Workspace) -> None:
    write(qtbot, screen, "Name of this laptop", "Yellow laptop")

    def called() -> bool:
        with workspace.database.read() as session:
            return kept.get(session, kept.LAPTOP) == "Yellow laptop"

    qtbot.waitUntil(called)


def test_paper_is_chosen_by_keyboard_for_new_reports_and_for_what_is_printed_here(
    qtbot: QtBot, screen: SettingsScreen, workspace: Workspace
) -> None:
    def chosen() -> OnPaper:
        with workspace.database.read() as session:
            return on_paper(session)

    assert chosen() == OnPaper("A4", "en", frozenset())
    qtbot.keyClick(button(screen, "Letter"), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: chosen().paper == "Letter")
    languages = next(b for b in screen.findChildren(ChoiceBox) if b.accessibleName() == "Language of reports")
    qtbot.keyClick(languages, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: chosen().language == "fr")
    for name in ("In greys", "White cover"):
        qtbot.keyClick(switch(screen, name), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: chosen() == OnPaper("Letter", "fr", frozenset({"greyscale", "light_cover"})))
    with workspace.database.read() as session:
        draft = reports.draft(session, "p1", Assessment(scope="p1", id="a1"))
    assert (draft.paper, draft.language) == ("Letter", "fr")


def test_a_report_that_was_begun_keeps_its_paper_whatever_a_laptop_begins_with(workspace: Workspace) -> None:
    review = Assessment(scope="p1", id="a1")
    with workspace.database.change("amina") as editor:
        reports.choose(editor, reports.blank_draft("p1", review), "language", "pt")
    with workspace.database.write() as connection:
        begin_with(connection, "paper", "Letter")
        begin_with(connection, "language", "fr")
    with workspace.database.read() as session:
        draft = reports.draft(session, "p1", review)
    assert (draft.paper, draft.language) == ("A4", "pt")


def test_the_units_of_new_figures_are_chosen_by_keyboard(
    qtbot: QtBot, screen: SettingsScreen, workspace: Workspace
) -> None:
    def chosen() -> Mapping[str, str]:
        with workspace.database.read() as session:
            return units_here(session)

    assert chosen() == {}
    for name in ("Volumes of water", "Pressure"):
        box = next(each for each in screen.findChildren(ChoiceBox) if each.accessibleName() == name)
        qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: chosen() == {"m3": "thousand m3", "m": "bar"}, timeout=LONG)
    qtbot.keyClick(box, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: chosen() == {"m3": "thousand m3"}, timeout=LONG)


def test_photos_wait_for_wifi_and_the_server_is_said_with_a_way_to_the_sync_centre(
    qtbot: QtBot, screen: SettingsScreen, workspace: Workspace
) -> None:
    def waits() -> str:
        with workspace.database.read() as session:
            return kept.get(session, kept.FILES_ON_WIFI)

    assert says(screen, "none; you can work without one")
    qtbot.keyClick(switch(screen, "Photos only on Wi-Fi or by cable"), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: waits() == "yes")
    with workspace.database.write() as connection:
        keep_home(connection, Home("https://wop.example", "key", "", "amina@example.org"))
    screen.redraw()
    qtbot.waitUntil(lambda: says(screen, "https://wop.example: sign in again"))
    with qtbot.waitSignal(screen.open_requested) as opened:
        qtbot.keyClick(button(screen, "Open the Sync centre"), Qt.Key.Key_Space)
    assert opened.args == [Place("sync")]


def test_this_laptop_shows_itself_nearby_as_long_as_the_switch_is_on(
    qtbot: QtBot, screen: SettingsScreen, neighbours: Neighbours
) -> None:
    visible = switch(screen, "Visible to others")
    qtbot.keyClick(visible, Qt.Key.Key_Space)
    assert neighbours.visible
    neighbours.set_visible(False)
    qtbot.waitUntil(lambda: not visible.isChecked())


def listed_keys(screen: SettingsScreen) -> list[str]:
    model = screen.findChildren(RowsView)[0].model()
    return [" · ".join(str(model.index(row, at).data()) for at in range(3)) for row in range(model.rowCount())]


def test_a_key_is_found_by_what_it_does_where_or_by_itself(qtbot: QtBot, screen: SettingsScreen) -> None:
    search = field(screen, "Find a key")
    assert "Ctrl K · Search and commands · Everywhere" in listed_keys(screen)
    qtbot.keyClicks(search, "photo visit")
    assert listed_keys(screen) == ["P · Add a photo · Visit"]
    search.clear()
    qtbot.keyClicks(search, "ctrl f")
    assert "Ctrl F · Find in the library · Library" in listed_keys(screen)
    search.clear()
    qtbot.keyClicks(search, "coffee")
    assert listed_keys(screen) == []
    assert says(screen, "No key does this.")


def test_the_list_of_keys_says_what_the_screens_themselves_do(
    theme: Theme, workspace: Workspace, operations: Operations, neighbours: Neighbours, qtbot: QtBot
) -> None:
    syncing = Syncing(operations, workspace)
    around = Surroundings(workspace, "amina", date.today, syncing, neighbours, nothing, nothing, nothing)
    listed = {(one.place, one.keys, one.words) for one in every_shortcut() if one.place}
    found: set[tuple[str, str, str]] = set()
    for place, way in ways(around).items():
        screen = way(theme, operations)
        qtbot.addWidget(screen)
        named = "assessment" if place == "inspection" else place  # one screen, asked for by two names
        found |= {(named, one.keys, one.words) for one in screen.commands() if one.keys}
    numbers = {one for one in found if one[0] == "settle" and one[1].isdigit()}
    assert found - numbers <= listed
    when_there_is_something = {
        ("home", "Ctrl+Return", "Continue where you stopped"),
        ("partnership_form", "Ctrl+N", "Add an objective"),
        ("partnership_form", "Ctrl+Z", "Take back my last change"),
        ("settle", "1, 2, 3", "Yours, theirs, both"),
    }
    assert listed - found == when_there_is_something
