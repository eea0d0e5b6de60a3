"""The utilities: a list, and beside it the chosen one, written where it stands."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.stage import part
from wopfield.store import kept, partnerships, utilities
from wopfield.store.database import Database
from wopfield.store.tables import Utility
from wopfield.ui.operations import Operations
from wopfield.ui.screen import Place
from wopfield.ui.screens.utilities import UtilitiesScreen
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.labels import ShortLabel
from wopfield.ui.widgets.links import Link
from wopfield.ui.widgets.rows import RowsView
from wopfield.ui.widgets.strip import Strip

Told = list[tuple[str, object]]


@pytest.fixture
def operations(database: Database) -> Iterator[Operations]:
    with database.write() as connection:
        kept.put(connection, kept.PERSON, "amina")
    work = Operations(database, "amina")
    yield work
    work.close()


@pytest.fixture
def two(database: Database) -> tuple[Utility, Utility]:
    """Marowe and Rijnmeer, which have a partnership."""
    with database.change("amina") as editor:
        marowe = utilities.add(editor, name="Marowe Water", country="Kenya", people_served=381_000)
        rijnmeer = utilities.add(editor, name="Rijnmeer Waterbedrijf", country="Netherlands")
        partnerships.add(editor, name="Marowe – Rijnmeer", mentor=rijnmeer.id, mentee=marowe.id)
    return marowe, rijnmeer


@pytest.fixture
def screen(theme: Theme, operations: Operations, qtbot: QtBot) -> UtilitiesScreen:
    made = UtilitiesScreen(theme, operations)
    qtbot.addWidget(made)
    made.resize(1274, 710)
    operations.changed.connect(lambda nouns: made.redraw() if made.shows & nouns else None)
    made.show()
    qtbot.waitExposed(made)
    return made


def open_on(screen: UtilitiesScreen, qtbot: QtBot, utility: str = "") -> None:
    screen.open(utility=utility)
    qtbot.waitUntil(lambda: field(screen, "Name").isVisible())


def field(screen: UtilitiesScreen, name: str) -> QLineEdit:
    return next(edit for edit in screen.findChildren(QLineEdit) if edit.accessibleName() == name)


def write(screen: UtilitiesScreen, qtbot: QtBot, name: str, text: str) -> None:
    """Type into a field and leave it with Enter."""
    edit = field(screen, name)
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClick(edit, Qt.Key.Key_Delete)
    qtbot.keyClicks(edit, text)
    qtbot.keyClick(edit, Qt.Key.Key_Return)


def every(database: Database) -> dict[str, Utility]:
    with database.read() as session:
        return {row.name: row for row in utilities.every(session)}


def listed_names(screen: UtilitiesScreen) -> list[str]:
    model = part(screen, RowsView).model()
    return [str(model.index(line, 0).data()) for line in range(model.rowCount())]


def press(screen: UtilitiesScreen, qtbot: QtBot, words: str) -> None:
    button = next(each for each in screen.findChildren(Button) if each.text() == words and each.isVisible())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_without_any_utility_the_screen_says_what_to_do(screen: UtilitiesScreen, qtbot: QtBot) -> None:
    screen.open()

    qtbot.waitUntil(lambda: any(each.text() == "Add a utility" and each.isVisible() for each in buttons(screen)))
    assert not part(screen, RowsView).isVisible()


def told_beside(screen: UtilitiesScreen) -> list[str]:
    return [each.accessibleName() for each in screen.findChildren(Strip) if each.isVisible()]


def buttons(screen: UtilitiesScreen) -> list[Button]:
    return screen.findChildren(Button)


def test_utilities_are_listed_with_country_people_and_partnerships(
    screen: UtilitiesScreen, qtbot: QtBot, two: tuple[Utility, Utility]
) -> None:
    open_on(screen, qtbot)

    model = part(screen, RowsView).model()
    assert [model.index(0, column).data() for column in range(4)] == [
        "Marowe Water",
        "Kenya",
        "381\u202f000",
        "Marowe – Rijnmeer",
    ]
    assert field(screen, "Country").text() == "Kenya"


def test_a_field_is_kept_when_it_is_left(
    screen: UtilitiesScreen, qtbot: QtBot, two: tuple[Utility, Utility], database: Database
) -> None:
    open_on(screen, qtbot)

    write(screen, qtbot, "City", "Marowe town")
    write(screen, qtbot, "People served", "392 500")
    write(screen, qtbot, "Hours of supply a day", "15,5")

    qtbot.waitUntil(lambda: every(database)["Marowe Water"].hours_of_supply == "15.5")
    kept_now = every(database)["Marowe Water"]
    assert (kept_now.city, kept_now.people_served) == ("Marowe town", 392_500)


def test_a_utility_keeps_its_name_when_the_name_is_emptied(
    screen: UtilitiesScreen, qtbot: QtBot, two: tuple[Utility, Utility], database: Database
) -> None:
    open_on(screen, qtbot)

    write(screen, qtbot, "Name", "")

    qtbot.waitUntil(lambda: any("A utility needs a name" in words for words in told_beside(screen)))
    assert field(screen, "Name").text() == "Marowe Water"
    assert set(every(database)) == {"Marowe Water", "Rijnmeer Waterbedrijf"}


def test_a_day_has_no_more_than_24_hours(
    screen: UtilitiesScreen, qtbot: QtBot, two: tuple[Utility, Utility], database: Database
) -> None:
    open_on(screen, qtbot)

    write(screen, qtbot, "Hours of supply a day", "30")

    assert field(screen, "Hours of supply a day").property("state") == "danger"
    assert every(database)["Marowe Water"].hours_of_supply == ""


def test_a_new_utility_is_kept_as_soon_as_it_has_a_name(
    screen: UtilitiesScreen, qtbot: QtBot, two: tuple[Utility, Utility], database: Database
) -> None:
    open_on(screen, qtbot)

    command(screen, "Ctrl+N")()
    assert not field(screen, "City").isEnabled()
    write(screen, qtbot, "Name", "Kisima Water")

    qtbot.waitUntil(lambda: "Kisima Water" in every(database))
    write(screen, qtbot, "City", "Kisima")
    qtbot.waitUntil(lambda: every(database)["Kisima Water"].city == "Kisima")
    qtbot.waitUntil(lambda: listed_names(screen) == ["Kisima Water", "Marowe Water", "Rijnmeer Waterbedrijf"])


def test_the_fields_after_the_name_of_a_new_utility_are_typed_without_a_pause(
    screen: UtilitiesScreen, qtbot: QtBot, two: tuple[Utility, Utility], database: Database
) -> None:
    open_on(screen, qtbot)

    command(screen, "Ctrl+N")()
    for name, text in (
        ("Name", "Kisima Water"),
        ("Short name", "KW"),
        ("Country", "Kenya"),
        ("City", "Kisima"),
        ("Currency", "KES"),
        ("People served", "120000"),
    ):
        typed = field(screen, name)
        qtbot.waitUntil(typed.hasFocus)
        qtbot.keyClicks(typed, text)
        qtbot.keyClick(typed, Qt.Key.Key_Tab)

    qtbot.waitUntil(lambda: "Kisima Water" in every(database))
    qtbot.waitUntil(lambda: every(database)["Kisima Water"].people_served == 120_000)
    row = every(database)["Kisima Water"]
    assert (row.short_name, row.country, row.city, row.currency) == ("KW", "Kenya", "Kisima", "KES")
    qtbot.waitUntil(lambda: field(screen, "City").text() == "Kisima")


def command(screen: UtilitiesScreen, keys: str) -> Callable[[], object]:
    return next(each.run for each in screen.commands() if each.keys == keys)


def test_escape_leaves_a_new_utility_that_has_no_name(
    screen: UtilitiesScreen, qtbot: QtBot, two: tuple[Utility, Utility], database: Database
) -> None:
    open_on(screen, qtbot)
    command(screen, "Ctrl+N")()

    assert screen.go_back()
    assert field(screen, "Name").text() == "Marowe Water"
    assert not screen.go_back()
    assert len(every(database)) == 2


def test_a_utility_in_a_partnership_is_not_removed_and_the_screen_says_why(
    screen: UtilitiesScreen, qtbot: QtBot, two: tuple[Utility, Utility], database: Database
) -> None:
    open_on(screen, qtbot)

    press(screen, qtbot, "Remove this utility")

    qtbot.waitUntil(lambda: any("takes part in Marowe – Rijnmeer" in words for words in told_beside(screen)))
    assert "Marowe Water" in every(database)


def test_a_removed_utility_can_be_brought_back(
    screen: UtilitiesScreen, qtbot: QtBot, two: tuple[Utility, Utility], database: Database
) -> None:
    with database.change("amina") as editor:
        spare = utilities.add(editor, name="Kisima Water")
    told: Told = []
    screen.told.connect(lambda words, undo: told.append((words, undo)))
    open_on(screen, qtbot, spare.id)

    press(screen, qtbot, "Remove this utility")
    qtbot.waitUntil(lambda: bool(told))
    qtbot.waitUntil(lambda: "Kisima Water" not in listed_names(screen))
    assert told[0][0] == "Kisima Water was removed"
    undo = told[0][1]
    assert callable(undo)
    undo()

    qtbot.waitUntil(lambda: "Kisima Water" in listed_names(screen))


def test_what_is_searched_is_found_in_names_places_and_partnerships(
    screen: UtilitiesScreen, qtbot: QtBot, two: tuple[Utility, Utility]
) -> None:
    open_on(screen, qtbot)
    search = field(screen, "Find a utility")

    qtbot.keyClicks(search, "kenya")
    assert listed_names(screen) == ["Marowe Water"]
    search.clear()
    qtbot.keyClicks(search, "rijnmeer mar")
    assert listed_names(screen) == ["Marowe Water", "Rijnmeer Waterbedrijf"]


def test_a_partnership_of_a_utility_is_opened(
    screen: UtilitiesScreen, qtbot: QtBot, two: tuple[Utility, Utility]
) -> None:
    asked: list[Place] = []
    screen.open_requested.connect(asked.append)
    open_on(screen, qtbot)

    link = next(each for each in screen.findChildren(Link) if each.isVisible())
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)

    assert asked[0].name == "partnership"
    assert asked[0].get("partnership")


def test_the_chosen_utility_stays_chosen_while_others_change(
    screen: UtilitiesScreen, qtbot: QtBot, two: tuple[Utility, Utility], operations: Operations
) -> None:
    open_on(screen, qtbot, two[1].id)

    operations.change(lambda editor: utilities.add(editor, name="Aaby Water"))

    qtbot.waitUntil(lambda: len(listed_names(screen)) == 3)
    titles = [each.whole() for each in screen.findChildren(ShortLabel)]
    assert "Rijnmeer Waterbedrijf" in titles
    assert part(screen, RowsView).current() == two[1].id
