"""What is chosen in the settings holds at once: the look, the language, who one is. Nobody presses Save."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Dressed
from tests.ui.looking import cut_off, unnamed
from tests.ui.settings.parts import button, called, field, nothing, person, says, write
from wopfield.store import people
from wopfield.store.rows import COMMONS
from wopfield.store.tables import Person
from wopfield.store.workspace import Workspace
from wopfield.ui.neighbours import Neighbours
from wopfield.ui.operations import Operations
from wopfield.ui.screens.settings import SettingsScreen
from wopfield.ui.screens.settings.about import parts
from wopfield.ui.screens.settings.look import LookRows
from wopfield.ui.theme import Theme, theme_of
from wopfield.ui.widgets.choose import ChoiceBox, Switch
from wopfield.ui.widgets.page import Page
from wopfield.ui.widgets.side_list import SideList
from wopfield.ui.widgets.text import LineText

LONG = 30_000


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


@pytest.mark.parametrize("code", ["en", "fr", "es", "pt", "ar"])
def test_in_large_text_on_a_small_screen_nothing_is_scrolled_sideways(
    qtbot: QtBot, dressed: Dressed, workspace: Workspace, operations: Operations, neighbours: Neighbours, code: str
) -> None:
    theme = dressed("sunlight", scale=1.3, code=code)
    shown = SettingsScreen(theme, operations, workspace, neighbours, nothing, nothing, nothing)
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
