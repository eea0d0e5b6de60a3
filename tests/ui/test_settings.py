"""Settings change what they say at once; nobody presses Save."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Dressed
from tests.ui.looking import cut_off, unnamed
from tests.workspaces import PASSWORD
from wopfield.desktop.ways import Surroundings, ways
from wopfield.errors import WrongPassword
from wopfield.store import backup, kept, people, reports, vault
from wopfield.store.on_paper import OnPaper, begin_with, on_paper
from wopfield.store.rows import COMMONS
from wopfield.store.tables import Assessment, Person
from wopfield.store.units_here import units_here
from wopfield.store.workspace import BACKUPS, Workspace
from wopfield.sync.device import Home, keep_home
from wopfield.ui.neighbours import Neighbours
from wopfield.ui.operations import Operations
from wopfield.ui.screen import Place
from wopfield.ui.screens.settings import SettingsScreen
from wopfield.ui.screens.settings.about import parts
from wopfield.ui.screens.settings.look import LookRows
from wopfield.ui.shortcuts import every_shortcut
from wopfield.ui.syncing import Syncing
from wopfield.ui.theme import Theme, theme_of
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.choose import ChoiceBox, Switch
from wopfield.ui.widgets.page import Page
from wopfield.ui.widgets.rows import RowsView
from wopfield.ui.widgets.side_list import SideList
from wopfield.ui.widgets.text import LineText

NEW = "three pipes and a ladder"
LONG = 30_000


@pytest.fixture
def workspace(workspace: Workspace) -> Workspace:
    with workspace.database.write() as connection:
        kept.put(connection, kept.PERSON, "amina")
        kept.put(connection, kept.LAPTOP, "Amina’s laptop")
    with workspace.database.change("amina") as editor:
        editor.add(Person(scope=COMMONS, id="amina", name="Amina Diallo", function="Finance director"))
    return workspace


@pytest.fixture
def worn() -> list[Theme]:
    return []


@pytest.fixture
def spoken() -> list[str]:
    return []


@pytest.fixture
def brought() -> list[str]:
    return []


@pytest.fixture
def operations(workspace: Workspace) -> Iterator[Operations]:
    made = Operations(workspace.database, "amina")
    yield made
    made.close()


@pytest.fixture
def neighbours(operations: Operations, workspace: Workspace) -> Iterator[Neighbours]:
    made = Neighbours(operations, workspace, interfaces=["127.0.0.1"])
    yield made
    made.close()


@pytest.fixture
def screen(
    qtbot: QtBot,
    theme: Theme,
    workspace: Workspace,
    operations: Operations,
    neighbours: Neighbours,
    worn: list[Theme],
    spoken: list[str],
    brought: list[str],
    tmp_path: Path,
) -> SettingsScreen:
    shown = SettingsScreen(
        theme, operations, workspace, neighbours, worn.append, spoken.append, brought.append,
        lambda _parent, _title: str(tmp_path),
    )  # fmt: skip
    operations.changed.connect(lambda nouns: shown.redraw() if shown.shows & nouns else None)
    qtbot.addWidget(shown)
    shown.resize(1274, 710)
    shown.show()
    shown.open()
    qtbot.waitUntil(lambda: field(shown, "Your name").text() == "Amina Diallo")
    return shown


def field(screen: SettingsScreen, name: str) -> LineText:
    return next(each for each in screen.findChildren(LineText) if each.accessibleName() == name)


def button(screen: SettingsScreen, words: str) -> QAbstractButton:
    return next(each for each in screen.findChildren(QAbstractButton) if each.text() == words)


def says(screen: SettingsScreen, words: str) -> bool:
    return any(words in each.text() for each in screen.findChildren(QLabel) if each.isVisibleTo(screen))


def write(qtbot: QtBot, screen: SettingsScreen, name: str, words: str) -> None:
    line = field(screen, name)
    line.selectAll()
    qtbot.keyClicks(line, words)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def person(workspace: Workspace) -> Person:
    with workspace.database.read() as session:
        found = people.find(session, "amina")
    assert found is not None
    return found


def test_a_press_on_a_look_shows_everything_in_it(qtbot: QtBot, screen: SettingsScreen, worn: list[Theme]) -> None:
    qtbot.mouseClick(button(screen, "Dark"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: worn == [theme_of("dark")])


def test_outdoors_and_in_gloves_there_are_the_strongest_contrast_and_large_buttons(
    qtbot: QtBot, screen: SettingsScreen, worn: list[Theme]
) -> None:
    qtbot.mouseClick(button(screen, "Sunlight"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: worn == [theme_of("sunlight")])
    large = next(each for each in screen.findChildren(Switch) if each.accessibleName() == "Large buttons")
    qtbot.keyClick(large, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: worn[1:] == [theme_of("light", large=True)])


def test_enter_in_the_list_leads_into_the_section(qtbot: QtBot, screen: SettingsScreen) -> None:
    with qtbot.waitActive(screen):
        screen.activateWindow()
    sections = screen.findChildren(SideList)[0]
    sections.setFocus()
    for _step in range(2):
        qtbot.keyClick(sections, Qt.Key.Key_Down)
    qtbot.keyClick(sections, Qt.Key.Key_Return)
    qtbot.waitUntil(field(screen, "Your name").hasFocus)


def test_a_text_size_is_chosen_in_three_steps(qtbot: QtBot, screen: SettingsScreen, worn: list[Theme]) -> None:
    qtbot.mouseClick(button(screen, "115 %"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: worn == [theme_of("light", 1.15)])


def test_another_language_is_chosen_by_its_own_name(qtbot: QtBot, screen: SettingsScreen, spoken: list[str]) -> None:
    qtbot.mouseClick(button(screen, "Français"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: spoken == ["fr"])


def test_name_and_work_are_kept_when_the_field_is_left(
    qtbot: QtBot, screen: SettingsScreen, workspace: Workspace
) -> None:
    write(qtbot, screen, "Your name", "Amina D.")
    write(qtbot, screen, "What you do", "Director")
    qtbot.waitUntil(lambda: (person(workspace).name, person(workspace).function) == ("Amina D.", "Director"))


def test_an_empty_name_is_refused_in_words_and_the_old_one_stays(
    qtbot: QtBot, screen: SettingsScreen, workspace: Workspace
) -> None:
    write(qtbot, screen, "Your name", " ")
    qtbot.waitUntil(lambda: says(screen, "A person needs a name."))
    assert person(workspace).name == "Amina Diallo"
    qtbot.waitUntil(lambda: field(screen, "Your name").text() == "Amina Diallo")


def test_the_laptop_is_called_as_one_likes(qtbot: QtBot, screen: SettingsScreen, workspace: Workspace) -> None:
    write(qtbot, screen, "Name of this laptop", "Yellow laptop")

    def called() -> bool:
        with workspace.database.read() as session:
            return kept.get(session, kept.LAPTOP) == "Yellow laptop"

    qtbot.waitUntil(called)


def change_password(qtbot: QtBot, screen: SettingsScreen, now: str, new: str, again: str) -> None:
    form = screen.password
    for part, words in ((form.now, now), (form.new, new), (form.again, again)):
        part.field.setText(words)
    qtbot.mouseClick(button(screen, "Change the password"), Qt.MouseButton.LeftButton)


def test_the_password_is_changed_and_the_old_one_no_longer_opens(
    qtbot: QtBot, screen: SettingsScreen, workspace: Workspace
) -> None:
    change_password(qtbot, screen, PASSWORD, NEW, NEW)
    qtbot.waitUntil(lambda: says(screen, "The password is changed."), timeout=20_000)
    assert vault.unlock(workspace.folder, NEW) == workspace.key
    with pytest.raises(WrongPassword):
        vault.unlock(workspace.folder, PASSWORD)
    assert screen.password.now.text() == ""


@pytest.mark.parametrize(
    ("now", "new", "again", "words"),
    [
        ("", NEW, NEW, "Type the password you have now."),
        (PASSWORD, "short", "short", "Too short"),
        (PASSWORD, NEW, "something else", "not the same"),
        ("wrong", NEW, NEW, "Nothing was changed."),
    ],
)
def test_a_password_that_will_not_do_is_refused_in_words(
    qtbot: QtBot, screen: SettingsScreen, workspace: Workspace, now: str, new: str, again: str, words: str
) -> None:
    change_password(qtbot, screen, now, new, again)
    qtbot.waitUntil(lambda: says(screen, words), timeout=20_000)
    assert vault.unlock(workspace.folder, PASSWORD) == workspace.key


def test_a_backup_is_made_and_listed(qtbot: QtBot, screen: SettingsScreen, workspace: Workspace) -> None:
    qtbot.mouseClick(button(screen, "Back up now"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: says(screen, "1 kept, checked") and says(screen, "by hand"))
    assert len(list((workspace.folder / "backups").glob("*.db"))) == 1


def test_backups_are_kept_in_a_second_place_by_keyboard_until_somebody_wants_no_more_there(
    qtbot: QtBot, screen: SettingsScreen, workspace: Workspace, tmp_path: Path
) -> None:
    place = tmp_path / "WOPField Amina’s laptop"
    choose = button(screen, "Choose a place …")
    choose.setFocus()
    qtbot.keyClick(choose, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: says(screen, f"{place}: newest copy"), timeout=10_000)
    assert screen.focusWidget() is choose
    assert [each.reason for each in backup.every(place / BACKUPS)] == ["by-hand"]

    place.rename(tmp_path / "in a pocket")
    screen.redraw()
    qtbot.waitUntil(lambda: says(screen, f"{place} is not there now; newest copy"))
    qtbot.keyClick(button(screen, "Keep none there"), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: says(screen, "none yet; a stick"))
    assert len(backup.every(tmp_path / "in a pocket" / BACKUPS)) == 1


def test_a_backup_is_brought_back_once_somebody_said_so_twice(
    qtbot: QtBot, screen: SettingsScreen, workspace: Workspace, brought: list[str]
) -> None:
    made = workspace.back_up("by-hand")
    screen.redraw()
    qtbot.waitUntil(lambda: says(screen, "1 kept"))
    (link,) = [each for each in screen.findChildren(QAbstractButton) if each.text() == "Bring back"]
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(button(screen, "Leave it"), Qt.MouseButton.LeftButton)
    assert brought == []
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(button(screen, "Bring it back"), Qt.MouseButton.LeftButton)
    assert brought == [made.name]


def test_versions_and_licences_are_told(qtbot: QtBot, screen: SettingsScreen) -> None:
    assert all(part.licence for part in parts())
    assert {"Python", "reportlab", "IBM Plex"} <= {part.name for part in parts()}
    qtbot.mouseClick(button(screen, "Tabler Icons"), Qt.MouseButton.LeftButton)
    texts = screen.findChildren(QPlainTextEdit)
    assert any("MIT" in each.toPlainText() for each in texts)


@pytest.mark.parametrize("width", [1274, 932])
def test_nothing_is_cut_off_and_everything_has_a_name(qtbot: QtBot, screen: SettingsScreen, width: int) -> None:
    screen.resize(width, 640)
    assert unnamed(screen) == []
    assert cut_off(screen) == []
    pages = screen.findChildren(Page)
    qtbot.waitUntil(lambda: all(page.horizontalScrollBar().maximum() == 0 for page in pages))


def test_whoever_stands_twice_is_joined_by_keyboard_and_taken_apart_again(
    qtbot: QtBot, screen: SettingsScreen, workspace: Workspace
) -> None:
    with workspace.database.change("amina") as editor:
        editor.add(Person(scope=COMMONS, id="office", name="Joost Verhagen", function="networks"))
        editor.add(Person(scope=COMMONS, id="field", name="Joost", email="joost@example.org"))
    screen.redraw()
    twice, stays = (
        next(box for box in screen.people.findChildren(ChoiceBox) if box.accessibleName() == name)
        for name in ("Who stands here twice", "Who it is, and stays")
    )
    qtbot.waitUntil(lambda: twice.findData("field") > 0, timeout=LONG)
    joined = button(screen, "Join")
    assert not joined.isEnabled()
    assert not stays.isEnabled()

    qtbot.keyClicks(twice, "Joost")
    while twice.currentData() != "field":
        qtbot.keyClick(twice, Qt.Key.Key_Down)
    qtbot.keyClick(stays, Qt.Key.Key_Down)
    assert stays.currentData() == "office", "the likeliest comes first"
    assert any("you can take them apart again" in label.text() for label in screen.people.findChildren(QLabel))
    with qtbot.waitSignal(screen.told) as told:
        qtbot.keyClick(joined, Qt.Key.Key_Space)
    assert told.args is not None
    assert told.args[0] == "Joost Verhagen stands here once now"
    assert standing(workspace) == ["Amina Diallo", "Joost Verhagen"]
    apart = "Take Joost apart from Joost Verhagen"
    qtbot.waitUntil(lambda: bool(called(screen, apart)), timeout=LONG)
    assert not unnamed(screen)

    with qtbot.waitSignal(screen.told):
        qtbot.keyClick(called(screen, apart)[0], Qt.Key.Key_Space)
    assert standing(workspace) == ["Amina Diallo", "Joost", "Joost Verhagen"]
    qtbot.waitUntil(lambda: not called(screen, apart), timeout=LONG)


def standing(workspace: Workspace) -> list[str]:
    with workspace.database.read() as session:
        return [person.name for person in people.every(session)]


def called(screen: SettingsScreen, name: str) -> list[Button]:
    return [each for each in screen.people.findChildren(Button) if each.accessibleName() == name]


def switch(screen: SettingsScreen, name: str) -> Switch:
    return next(each for each in screen.findChildren(Switch) if each.accessibleName() == name)


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


def test_digits_are_offered_where_a_language_has_its_own(
    qtbot: QtBot, dressed: Dressed, screen: SettingsScreen, spoken: list[str]
) -> None:
    assert not says(screen, "Digits")
    look = LookRows(dressed(code="ar"))
    qtbot.addWidget(look)
    look.spoken.connect(spoken.append)
    own = next(each for each in look.findChildren(QAbstractButton) if each.text() == "٠١٢٣")
    qtbot.keyClick(own, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: spoken == ["ar-u-nu-arab"], timeout=LONG)


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
    around = Surroundings(workspace, "amina", date.today, syncing, neighbours, str, repr, str)
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


@pytest.mark.parametrize("code", ["en", "fr", "es", "pt", "ar"])
def test_in_large_text_on_a_small_screen_nothing_is_scrolled_sideways(
    qtbot: QtBot, dressed: Dressed, workspace: Workspace, operations: Operations, neighbours: Neighbours, code: str
) -> None:
    theme = dressed("sunlight", scale=1.3, code=code)
    shown = SettingsScreen(theme, operations, workspace, neighbours, lambda _theme: None, str, str)
    qtbot.addWidget(shown)
    shown.resize(904, 625)
    shown.show()
    shown.open()
    page = shown.findChild(Page)
    assert page is not None
    qtbot.waitUntil(lambda: any(each.text() == "Amina Diallo" for each in shown.findChildren(LineText)))
    qtbot.waitUntil(lambda: page.horizontalScrollBar().maximum() == 0)
    qtbot.waitUntil(lambda: not cut_off(shown))  # what is read comes home one a turn, and moves what stands below
    assert shown.width() == 904
    assert page.horizontalScrollBar().maximum() == 0
    assert cut_off(shown) == []
