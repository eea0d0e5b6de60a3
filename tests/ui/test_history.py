"""The history of a partnership: who, when, what, from what to what; filters, more, and undo."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QScrollArea
from pytestqt.qtbot import QtBot

from tests.laptops import pass_on
from tests.ui.looking import cut_off
from tests.ui.stage import part
from wopfield.checklists import library
from wopfield.domain.log import SCHEMA, Change, Edit
from wopfield.language import spoken
from wopfield.store import actions, assessments, conflicts, exchanges, kept
from wopfield.store.database import Database
from wopfield.store.layout import lay_out
from wopfield.store.log import add_own, timestamp
from wopfield.store.rows import COMMONS
from wopfield.store.tables import Action, Partnership, Person
from wopfield.store.workspace import Workspace
from wopfield.ui.operations import Operations
from wopfield.ui.screens.history import HistoryScreen
from wopfield.ui.screens.history.details import Details
from wopfield.ui.screens.history.lines import HappeningsList
from wopfield.ui.syncing import EXCHANGE
from wopfield.ui.theme import Theme
from wopfield.ui.values import shown
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.choose import ChoiceBox
from wopfield.ui.widgets.labels import Label
from wopfield.ui.widgets.level import LevelMark
from wopfield.ui.widgets.links import Link
from wopfield.ui.widgets.strip import Strip

P = "partnership"


@pytest.fixture
def here(database: Database) -> Database:
    """Amina's laptop, on which she and Joost have rated and planned."""
    with database.write() as connection:
        kept.put(connection, kept.PERSON, "amina")
    with database.change("amina") as editor:
        editor.add(Person(scope=COMMONS, id="amina", name="Amina Diallo", utility="m"))
        editor.add(Person(scope=COMMONS, id="joost", name="Joost Verhagen", utility="r"))
        editor.add(Partnership(scope=P, id=P, name="Marowe – Rijnmeer", mentor="r", mentee="m"))
        assessments.start(editor, P, library.get("peer_review"), title="Follow-up 2026").id = "a"
    rate(database, "amina", 1)
    rate(database, "amina", 2)
    add_action(database, "Buy meters", "joost")
    return database


@pytest.fixture
def operations(here: Database) -> Iterator[Operations]:
    work = Operations(here, "amina")
    yield work
    work.close()


@pytest.fixture
def screen(theme: Theme, operations: Operations, qtbot: QtBot) -> HistoryScreen:
    made = HistoryScreen(theme, operations)
    qtbot.addWidget(made)
    made.resize(1274, 666)
    operations.changed.connect(lambda nouns: made.redraw() if made.shows & nouns else None)
    made.show()
    qtbot.waitExposed(made)
    made.open(partnership=P)
    qtbot.waitUntil(lambda: bool(lines(made)))
    return made


def rate(database: Database, who: str, level: int) -> None:
    with database.read() as session:
        shown = assessments.answer(session, P, "a", "NW02", who)
    with database.change(who) as editor:
        assessments.rate(editor, shown, level)


def add_action(database: Database, title: str, who: str) -> Action:
    with database.change(who) as editor:
        return actions.add(editor, P, title=title)


def the_list(screen: HistoryScreen) -> HappeningsList:
    return part(screen, HappeningsList)


def lines(screen: HistoryScreen) -> list[str]:
    """Every line as it is read aloud."""
    model = the_list(screen).happenings
    return [str(model.index(place, 0).data()) for place in range(model.rowCount())]


def press(screen: HistoryScreen, qtbot: QtBot, words: str) -> None:
    found = (each for each in screen.findChildren(QAbstractButton) if each.text() == words and each.isVisible())
    qtbot.mouseClick(next(found), Qt.MouseButton.LeftButton)


def written(screen: HistoryScreen) -> list[str]:
    return [each.text() for each in screen.findChildren(Label) if each.isVisible()]


def links(screen: HistoryScreen) -> list[str]:
    return [each.text() for each in screen.findChildren(Link) if each.isVisible()]


def command(screen: HistoryScreen, keys: str) -> Callable[[], object]:
    return next(each.run for each in screen.commands() if each.keys == keys)


def test_what_a_newer_program_keeps_is_said_to_be_that(screen: HistoryScreen, here: Database, qtbot: QtBot) -> None:
    newer = Change(timestamp(here.clock()), "joost", (Edit("weather_day", "d", "sky", {"sky": "clear"}),), SCHEMA + 1)
    with here.write() as connection:
        lay_out(connection, [add_own(connection, P, newer)])
    screen.redraw()
    qtbot.waitUntil(lambda: "Something that a newer version of the program keeps" in lines(screen)[0])
    assert "clear" in lines(screen)[0]


def test_what_has_a_time_that_has_not_come_is_said_to_be_dated_ahead(
    screen: HistoryScreen, here: Database, qtbot: QtBot
) -> None:
    years_ahead = datetime.now(UTC) + timedelta(days=730)
    with here.write() as connection:
        edit = Edit("action", "a1", "text", {"title": "Mend the clock"})
        lay_out(connection, [add_own(connection, P, Change(timestamp(years_ahead), "amina", (edit,)))])
    screen.redraw()
    qtbot.waitUntil(lambda: "Dated ahead: a laptop’s clock was wrong." in lines(screen)[0])
    assert "Dated ahead" not in "".join(lines(screen)[1:])
    assert f" {years_ahead.astimezone().year}, " in lines(screen)[0]
    view = the_list(screen)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: "Dated ahead: a laptop’s clock was wrong." in written(screen))
    add_action(here, "After it", "amina")  # what comes after it in the same log cannot be dated before it
    screen.redraw()
    qtbot.waitUntil(lambda: "After it" in lines(screen)[0])
    assert "Dated ahead" in lines(screen)[0]


def test_the_newest_change_stands_first_and_is_read_whole(screen: HistoryScreen) -> None:
    first, second = lines(screen)[:2]

    assert first.startswith("Joost Verhagen, ")
    assert first.endswith("A-01  Buy meters, Added, Number: 1, Title: Buy meters")
    assert second.startswith("You, ")
    assert second.endswith("Rating: Level 1 of 4, Started, now Level 2 of 4, Partly in place")


def test_the_chosen_change_is_shown_in_full(screen: HistoryScreen, qtbot: QtBot) -> None:
    view = the_list(screen)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Down)

    qtbot.waitUntil(lambda: "Since then" in written(screen))
    assert {"Before", "Started", "Partly in place", "on this laptop"} <= set(written(screen))
    assert len([mark for mark in screen.findChildren(LevelMark) if mark.isVisible()]) == 2


def test_where_a_change_is_known_to_be_is_told_anew_after_an_exchange(
    screen: HistoryScreen, qtbot: QtBot, here: Database, operations: Operations
) -> None:
    the_list(screen).choose(the_list(screen).happenings.row(1).key)
    qtbot.waitUntil(lambda: "on this laptop" in written(screen))
    with here.write() as connection:
        kept.put(connection, kept.SERVER_KEY, "server")
        for line in exchanges.lines(connection, [P]):
            exchanges.confirm(connection, "server", P, {line.id: line.seq})
    operations.announce(frozenset({EXCHANGE}))
    qtbot.waitUntil(lambda: "on the server" in written(screen))


def test_changes_are_filtered_by_kind_and_by_person(screen: HistoryScreen, qtbot: QtBot) -> None:
    press(screen, qtbot, "Ratings")
    qtbot.waitUntil(lambda: len(lines(screen)) == 2)
    press(screen, qtbot, "All")
    qtbot.waitUntil(lambda: len(lines(screen)) > 2)

    people = part(screen, ChoiceBox)
    assert [people.itemText(place) for place in range(people.count())] == [
        "Everybody",
        "Amina Diallo",
        "Joost Verhagen",
    ]
    people.setCurrentIndex(2)
    people.activated.emit(2)
    qtbot.waitUntil(lambda: len(lines(screen)) == 1)
    press(screen, qtbot, "Visits")
    qtbot.waitUntil(lambda: "Nothing of this kind has happened yet." in written(screen))


def test_undo_takes_ones_last_change_back_and_adds_a_line(screen: HistoryScreen, qtbot: QtBot, here: Database) -> None:
    before = len(lines(screen))

    press(screen, qtbot, "Undo my last change")

    qtbot.waitUntil(lambda: len(lines(screen)) == before + 1)
    assert "now Level 1 of 4" in lines(screen)[0]
    command(screen, "Ctrl+Shift+Z")()
    qtbot.waitUntil(lambda: len(lines(screen)) == before + 2)
    assert "now Level 2 of 4" in lines(screen)[0]


def test_with_nothing_left_to_undo_the_screen_says_so(screen: HistoryScreen, qtbot: QtBot) -> None:
    told: list[str] = []
    screen.told.connect(lambda words, undo: told.append(words))

    for _time in range(4):
        command(screen, "Ctrl+Z")()

    qtbot.waitUntil(lambda: "There is nothing left to take back." in told)


def test_an_undo_that_would_overwrite_somebody_is_refused_in_a_sentence(
    screen: HistoryScreen, qtbot: QtBot, here: Database, new_workspace: Callable[[str], Workspace]
) -> None:
    shown = add_action(here, "Read meters", "amina")
    there = new_workspace("joost").database
    pass_on(here, there)
    with there.change("joost") as editor:
        actions.change(editor, shown, title="Read meters weekly")
    pass_on(there, here)

    unsaved: list[bool] = []
    screen.operations.unsaved.connect(lambda: unsaved.append(True))
    command(screen, "Ctrl+Z")()

    strip = part(screen, Strip)
    qtbot.waitUntil(strip.isVisible)
    assert "Somebody has changed this since" in strip.accessibleName()
    assert not unsaved  # nothing that was entered waits to be kept


def test_what_did_not_stand_is_put_back_from_the_history(
    screen: HistoryScreen, qtbot: QtBot, here: Database, new_workspace: Callable[[str], Workspace]
) -> None:
    there = new_workspace("joost").database
    pass_on(here, there)
    for database, who, title in ((here, "amina", "Buy bulk meters"), (there, "joost", "Buy ten meters")):
        with database.read() as session:
            shown = actions.of_partnership(session, P)[0]
        with database.change(who) as editor:
            actions.change(editor, shown, title=title)
    pass_on(there, here)
    with here.read() as session:
        conflict = conflicts.find(session, conflicts.places(session)[0])
    assert conflict is not None
    with here.change("amina") as editor:
        conflicts.settle(editor, conflict, {"title": {"title": "Buy ten meters"}})
    screen.redraw()
    qtbot.waitUntil(lambda: sum(line.endswith("now Buy ten meters") for line in lines(screen)) == 2)

    place = next(place for place, line in enumerate(lines(screen)) if line.endswith("now Buy bulk meters"))
    the_list(screen).choose(the_list(screen).happenings.row(place).key)
    count = len(lines(screen))
    qtbot.waitUntil(lambda: links(screen) == ["Put this back", "Put this back"])
    [link for link in screen.findChildren(Link) if link.isVisible()][1].click()

    qtbot.waitUntil(lambda: len(lines(screen)) == count + 1)
    assert any(line.endswith("Title: Buy ten meters, now Buy bulk meters") for line in lines(screen))
    qtbot.waitUntil(lambda: links(screen) == ["Put this back"])  # what stands now is not put back
    with here.read() as session:
        assert actions.of_partnership(session, P)[0].title == "Buy bulk meters"
        assert conflicts.count(session) == 0


def test_a_colleagues_rating_and_what_is_closed_are_not_put_back(
    screen: HistoryScreen, qtbot: QtBot, here: Database
) -> None:
    for level in (3, 4):
        rate(here, "joost", level)
    screen.redraw()
    qtbot.waitUntil(lambda: lines(screen)[0].endswith("now Level 4 of 4, Leading"))
    the_list(screen).choose(the_list(screen).happenings.row(0).key)
    qtbot.waitUntil(lambda: "Since then" in written(screen))
    assert links(screen) == []

    own = next(place for place, line in enumerate(lines(screen)) if line.startswith("You, ") and "now Level" in line)
    the_list(screen).choose(the_list(screen).happenings.row(own).key)
    qtbot.waitUntil(lambda: links(screen) == ["Put this back"])
    with here.read() as session:
        shown = assessments.find(session, P, "a")
    assert shown is not None
    with here.change("amina") as editor:
        assessments.close(editor, shown)
    screen.redraw()
    qtbot.waitUntil(lambda: links(screen) == [])


def test_older_changes_are_shown_when_asked_for(screen: HistoryScreen, qtbot: QtBot, here: Database) -> None:
    for number in range(210):
        add_action(here, f"Action {number}", "amina")
    screen.redraw()
    qtbot.waitUntil(lambda: len(lines(screen)) == 200)
    more = next(each for each in screen.findChildren(Button) if each.text() == "Show more")
    assert more.isVisible()

    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: len(lines(screen)) > 210)
    assert not more.isVisible()


def test_the_line_one_looks_at_stays_chosen_while_new_ones_come(
    screen: HistoryScreen, qtbot: QtBot, operations: Operations
) -> None:
    chosen = the_list(screen).current()
    count = len(lines(screen))

    operations.change(lambda editor: actions.add(editor, P, title="Read meters").id)

    qtbot.waitUntil(lambda: len(lines(screen)) == count + 1)
    assert the_list(screen).current() == chosen


def test_the_history_of_one_thing_is_shown_until_everything_is_asked_for(
    screen: HistoryScreen, qtbot: QtBot, here: Database
) -> None:
    shown = add_action(here, "Read meters", "amina")
    screen.open(partnership=P, noun="action", row=shown.id)
    qtbot.waitUntil(lambda: len(lines(screen)) == 1)

    said = [strip.accessibleName() for strip in screen.findChildren(Strip) if strip.isVisible()]
    assert said == ["Only what happened to: A-02  Read meters"]

    press(screen, qtbot, "Show everything")
    qtbot.waitUntil(lambda: len(lines(screen)) > 3)
    assert not any(strip.isVisible() for strip in screen.findChildren(Strip))


def test_an_issued_report_is_told_by_what_its_print_says_and_not_by_its_keys() -> None:
    issue = {
        "number": "WOP-2026-0147", "version": "1.1", "status": "issued", "fingerprint": "b0a258578edd3c51",
        "issued": "2026-11-28T21:49:39+00:00", "stage": "comment", "issuer": "dcc04974", "change_note": "",
        "sha256": "02597c9a25a1",
    }  # fmt: skip
    assert shown("issue", issue, {}).words == "WOP-2026-0147, version 1.1\nFor comment\ncode b0a2 5857"


def test_a_figure_is_told_as_the_grid_shows_it() -> None:
    figure = {"value": "-6120000.5", "unit": "million local currency", "state": "measured"}
    assert shown("figure", figure, {}).words == "\N{MINUS SIGN}6\u202f120\u202f000.5 million local currency"
    assert shown("figure", {**figure, "value": "", "state": "not_measured"}, {}).words == "Not measured"
    assert shown("figure", {"value": "", "unit": "", "state": "measured"}, {}).words == "–"
    with spoken("fr"):
        assert shown("figure", {**figure, "value": "4", "unit": "million USD"}, {}).words == "4 millions de USD"


def test_on_a_small_laptop_the_change_in_full_keeps_its_width(screen: HistoryScreen, qtbot: QtBot) -> None:
    screen.resize(932, 590)
    qtbot.waitUntil(lambda: cut_off(screen) == [])
    details = screen.findChildren(Details)[0]
    assert details.width() >= 270
    assert details.findChildren(QScrollArea)[0].horizontalScrollBar().maximum() == 0
