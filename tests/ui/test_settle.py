"""What was changed in two places is settled field by field, by mouse or by keys, and nothing is lost."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlmodel import select

from tests.laptops import pass_on
from tests.ui.looking import cut_off, unnamed
from wopfield.checklists import library
from wopfield.store import agreed_ratings, assessments, conflicts, kept
from wopfield.store.database import Database
from wopfield.store.rows import COMMONS
from wopfield.store.tables import AgreedRating, Finding, Member, Partnership, Person
from wopfield.store.workspace import Workspace
from wopfield.ui.operations import Operations
from wopfield.ui.screen import Place, Screen
from wopfield.ui.screens.settle import SettleScreen
from wopfield.ui.screens.settle.cells import MarkedText, SideCard, ValueCell
from wopfield.ui.shell.header import Person as Account
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.labels import Label
from wopfield.ui.window import Window

P = "partnership"


class SyncStandIn(Screen):
    """Where one comes from."""

    place = "sync"
    rail = "sync"


def agree(database: Database, who: str, level: int, reason: str) -> None:
    with database.read() as session:
        rows = session.exec(select(AgreedRating)).all()
    with database.change(who) as editor:
        shown = rows[0] if rows else agreed_ratings.blank(P, "a", "FN02")
        agreed_ratings.agree(editor, shown, level=level, reason=reason)


@pytest.fixture
def database(new_workspace: Callable[[str], Workspace]) -> Database:
    """Amina's laptop, on which a team's rating and a finding were changed in two places."""
    here, there = new_workspace("amina").database, new_workspace("joost").database
    with here.write() as connection:
        kept.put(connection, kept.PERSON, "amina")
    with here.change("amina") as editor:
        editor.add(Person(scope=COMMONS, id="amina", name="Amina Diallo"))
        editor.add(Person(scope=COMMONS, id="joost", name="Joost Verhagen"))
        editor.add(Partnership(scope=P, id=P, name="Marowe – Rijnmeer"))
        editor.add(Finding(scope=P, id="f", kind="gap", text="No bulk meters"))
        assessments.start(editor, P, library.get("peer_review"), title="Follow-up 2026").id = "a"
    agree(here, "amina", 1, "")
    pass_on(here, there)
    agree(there, "joost", 3, "Reviewed in 2026.")
    agree(here, "amina", 2, "Reviewed once.")
    for database, who, words in ((here, "amina", "No meters"), (there, "joost", "Bulk meters are missing")):
        with database.read() as session:
            shown = session.exec(select(Finding)).one()
        with database.change(who) as editor:
            editor.take(shown).text = words
    pass_on(there, here)
    return here


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, database: Database) -> Iterator[Window]:
    operations = Operations(database, "amina")
    shown = Window(theme, {"settle": SettleScreen, "sync": SyncStandIn}, operations, Account("Amina Diallo"))
    qtbot.addWidget(shown)
    shown.resize(1366, 768)
    shown.show()
    shown.go(Place("sync"))
    shown.go(Place("settle"))
    qtbot.waitUntil(lambda: len(cells(shown)) == 4)
    yield shown
    operations.close()


def cells(window: Window) -> list[ValueCell]:
    return [cell for cell in window.findChildren(ValueCell) if cell.isVisible()]


def chosen(window: Window) -> list[bool]:
    return [cell.isChecked() for cell in cells(window)]


def button(window: Window, words: str) -> Button:
    return next(each for each in window.findChildren(Button) if each.isVisible() and each.text() == words)


def shows(window: Window, words: str) -> bool:
    return any(each.isVisible() and each.text() == words for each in window.findChildren(Button))


def says(window: Window, words: str, *, part: bool = False) -> bool:
    said = (each.text() for each in window.findChildren(Label) if each.isVisible())
    return any(words in each if part else each == words for each in said)


def rating(database: Database) -> AgreedRating:
    with database.read() as session:
        return session.exec(select(AgreedRating)).one()


def open_count(database: Database) -> int:
    with database.read() as session:
        return conflicts.count(session)


def press(qtbot: QtBot, window: Window, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(window, key)


def test_nothing_is_chosen_for_a_person_and_nothing_can_be_saved_before(window: Window) -> None:
    assert chosen(window) == [False] * 4
    assert not button(window, "Save and go to the next").isEnabled()
    assert window.shown is not None
    assert window.shown.heading.subtitle == "1 of 2"


@pytest.mark.parametrize(("role", "settles"), [("mentee", False), ("manager", False), ("reviewer", True)])
def test_who_may_not_write_what_is_open_reads_who_settles_it_and_saves_nothing(
    qtbot: QtBot, window: Window, database: Database, role: str, *, settles: bool
) -> None:
    with database.change("amina") as editor:
        editor.add(Member(scope=P, id="m", person="amina", role=role))
    assert window.shown is not None
    window.shown.redraw()
    words = "In your role the server takes nothing of this from you. The lead settles it."
    qtbot.waitUntil(lambda: shows(window, "Save and go to the next") is settles)
    assert says(window, words) is not settles

    press(qtbot, window, Qt.Key.Key_2, Qt.Key.Key_3)
    qtbot.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: open_count(database) == (1 if settles else 2))


def test_keys_choose_field_by_field_and_save(qtbot: QtBot, window: Window, database: Database) -> None:
    press(qtbot, window, Qt.Key.Key_2, Qt.Key.Key_3)
    assert chosen(window) == [False, True, True, True]
    qtbot.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: open_count(database) == 1)
    assert (rating(database).level, rating(database).reason) == (3, "Reviewed in 2026.\nReviewed once.")


def test_three_keeps_no_two_ratings(qtbot: QtBot, window: Window) -> None:
    press(qtbot, window, Qt.Key.Key_3)
    assert chosen(window) == [False] * 4


def test_a_click_on_the_other_text_keeps_both_and_another_takes_one_away(qtbot: QtBot, window: Window) -> None:
    _mine, _theirs, my_text, their_text = cells(window)
    for cell, expected in ((my_text, [True, False]), (their_text, [True, True]), (my_text, [False, True])):
        qtbot.mouseClick(cell, Qt.MouseButton.LeftButton)
        assert chosen(window)[2:] == expected


def test_take_all_takes_a_side_and_says_what_stays(qtbot: QtBot, window: Window) -> None:
    side = next(card for card in window.findChildren(SideCard) if card.isVisible() and card.x() > 100)
    qtbot.mouseClick(side.findChildren(Button)[0], Qt.MouseButton.LeftButton)
    assert chosen(window) == [False, True, False, True]
    screen = window.shown
    assert isinstance(screen, SettleScreen)
    assert screen.what_stays() == "“Reviewed in 2026.”"


def test_it_says_what_becomes_of_what_is_not_chosen(qtbot: QtBot, window: Window) -> None:
    qtbot.mouseClick(button(window, "Ask Joost first"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(cells(window)) == 2)
    assert says(window, "what is not chosen is kept in the history")
    press(qtbot, window, Qt.Key.Key_3)
    assert says(window, "every version stays")
    press(qtbot, window, Qt.Key.Key_1)
    assert says(window, "what is not chosen is kept in the history")


def test_the_words_that_differ_are_marked(window: Window) -> None:
    texts = [words.text() for cell in cells(window)[2:] for words in cell.findChildren(MarkedText)]
    assert any('">once<' in text for text in texts)
    assert any('">in 2026<' in text for text in texts)


def test_ask_first_leaves_it_open_and_goes_on(qtbot: QtBot, window: Window, database: Database) -> None:
    qtbot.mouseClick(button(window, "Ask Joost first"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(cells(window)) == 2)
    qtbot.mouseClick(cells(window)[0], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(button(window, "Save and finish"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.place == Place("sync") and open_count(database) == 1)


def test_after_the_last_one_returns_to_where_one_came_from(qtbot: QtBot, window: Window, database: Database) -> None:
    press(qtbot, window, Qt.Key.Key_1, Qt.Key.Key_1)
    qtbot.mouseClick(button(window, "Save and go to the next"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(cells(window)) == 2)
    press(qtbot, window, Qt.Key.Key_2)
    qtbot.mouseClick(button(window, "Save and finish"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.place == Place("sync") and open_count(database) == 0)
    with database.read() as session:
        assert session.exec(select(Finding)).one().text == "Bulk meters are missing"


def test_with_nothing_open_it_says_so(qtbot: QtBot, window: Window, database: Database) -> None:
    with database.read() as session:
        found = [conflicts.find(session, place) for place in conflicts.places(session)]
    with database.change("amina") as editor:
        for conflict in found:
            assert conflict is not None
            conflicts.settle(editor, conflict, {each.register: each.values[0] or {} for each in conflict.registers})
    window.go(Place("sync"))
    window.go(Place("settle"))
    qtbot.waitUntil(lambda: shows(window, "Back to Sync"))


def test_the_row_can_be_opened(qtbot: QtBot, window: Window) -> None:
    screen = window.shown
    assert isinstance(screen, SettleScreen)
    screen.open_requested.disconnect(window.go)
    with qtbot.waitSignal(screen.open_requested) as asked:
        qtbot.mouseClick(button(window, "See it"), Qt.MouseButton.LeftButton)
    assert asked.args == [Place("assessment", partnership=P, assessment="a", item="FN02")]


def test_nothing_is_cut_off_and_everything_has_a_name(qtbot: QtBot, window: Window) -> None:
    screen = window.shown
    assert screen is not None
    assert unnamed(screen) == []
    qtbot.waitUntil(lambda: cut_off(screen) == [])


def settle_text(database: Database, who: str, words: str) -> None:
    """Settle the finding as somebody."""
    with database.read() as session:
        found = conflicts.find(session, conflicts.Place(P, "finding", "f"))
    assert found is not None
    with database.change(who) as editor:
        conflicts.settle(editor, found, {"text": {"text": words}})


def test_what_was_settled_in_two_ways_is_told_as_that_and_by_whom(
    qtbot: QtBot, window: Window, database: Database, new_workspace: Callable[[str], Workspace]
) -> None:
    there = new_workspace("teresa").database
    pass_on(database, there)
    settle_text(there, "joost", "Bulk meters are missing")
    settle_text(database, "amina", "No meters")
    pass_on(there, database, "Joost’s laptop")
    window.go(Place("settle", scope=P, noun="finding", row="f"))
    qtbot.waitUntil(lambda: says(window, "Agree with one another, and settle it once more.", part=True))
    assert says(window, "settled", part=True)
    assert says(window, "arrived from Joost’s laptop", part=True)
    press(qtbot, window, Qt.Key.Key_1)
    qtbot.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: open_count(database) == 1)
    pass_on(database, there)
    assert open_count(there) == 1


def test_what_a_colleague_settles_while_one_looks_at_it_is_said(
    qtbot: QtBot, window: Window, database: Database, new_workspace: Callable[[str], Workspace]
) -> None:
    title = next(label.text() for label in window.findChildren(Label) if label.isVisible() and "agreed" in label.text())
    there = new_workspace("teresa").database
    pass_on(database, there)
    with there.read() as session:
        place = next(place for place in conflicts.places(session) if place.noun == "agreed_rating")
        found = conflicts.find(session, place)
    assert found is not None
    with there.change("joost") as editor:
        conflicts.settle(editor, found, {each.register: each.said[0] for each in found.registers})
    told: list[str] = []
    assert window.shown is not None
    window.shown.told.connect(lambda words, _undo: told.append(words))
    pass_on(there, database, "Joost’s laptop")
    window.shown.redraw()
    qtbot.waitUntil(lambda: bool(told))
    assert told == [f"{title} was settled on another laptop meanwhile."]


def deleted_there(database: Database, there: Database) -> Finding:
    """Return a finding as it is shown here, after a colleague deleted it on their laptop."""
    with database.change("amina") as editor:
        editor.add(Finding(scope=P, id="g", kind="gap", text="Two shifts."))
    pass_on(database, there)
    with there.read() as session:
        seen = session.get(Finding, (P, "g"))
    assert seen is not None
    with there.change("joost") as editor:
        editor.remove(seen)
    return seen


def test_what_one_went_on_writing_stands_line_by_line_beside_the_deletion_and_can_be_kept(
    qtbot: QtBot, window: Window, database: Database, new_workspace: Callable[[str], Workspace]
) -> None:
    there = new_workspace("teresa").database
    seen = deleted_there(database, there)
    with database.change("amina") as editor:
        going_on = editor.take(seen)
        going_on.text, going_on.recommendation = "Two shifts, one at night.", "Keep the second one."
    pass_on(there, database, "Joost’s laptop")

    window.go(Place("settle", scope=P, noun="finding", row="g"))

    qtbot.waitUntil(lambda: says(window, "Delete it"))
    kept_words = ("Keep it, with the changes", "Recommendation: Keep the second one.",
                  "What was found: Two shifts, one at night.")  # fmt: skip
    assert says(window, "\n".join(kept_words))
    assert cut_off(window) == []
    press(qtbot, window, Qt.Key.Key_1)
    qtbot.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: open_count(database) == 2)
    with database.read() as session:
        row = session.get(Finding, (P, "g"))
    assert row is not None
    assert (row.alive, row.text) == (True, "Two shifts, one at night.")


def test_a_deletion_that_was_settled_in_two_ways_shows_once_more_with_what_it_would_be_kept(
    qtbot: QtBot, window: Window, database: Database, new_workspace: Callable[[str], Workspace]
) -> None:
    there = new_workspace("teresa").database
    seen = deleted_there(database, there)
    with database.change("amina") as editor:
        editor.take(seen).recommendation = "Keep the second one."
    pass_on(there, database, "Joost’s laptop")
    pass_on(database, there, "Amina’s laptop")
    for one, who, alive in ((database, "amina", True), (there, "joost", False)):
        with one.read() as session:
            found = conflicts.find(session, conflicts.Place(P, "finding", "g"))
        assert found is not None
        with one.change(who) as editor:
            conflicts.settle(editor, found, {"alive": {"alive": alive}})
    pass_on(there, database, "Joost’s laptop")

    window.go(Place("settle", scope=P, noun="finding", row="g"))

    qtbot.waitUntil(lambda: says(window, "Delete it"))
    assert says(window, "Keep it, with the changes\nRecommendation: Keep the second one.")
    assert says(window, "Agree with one another, and settle it once more.", part=True)
    assert cut_off(window) == []
