"""Answering an assessment by keyboard and mouse: what is pressed is kept, and nobody is led by others."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from tests.disks import fill_the_disk
from tests.ui.assessment.desk import Desk, P, furnish, open_desk
from wopfield.domain.checklist import SELF
from wopfield.domain.log import ALIVE
from wopfield.store import assessments
from wopfield.store.history import history
from wopfield.store.workspace import Workspace
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.toast import Toast

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


def test_a_digit_rates_and_is_kept_in_the_rows_and_in_the_log(desk: Desk) -> None:
    desk.press(Qt.Key.Key_2)
    desk.wait_kept(lambda answer: answer.level == 2)
    with desk.workspace.database.read() as session:
        told = history(session, P, [("answer", desk.answer().id)])
    assert [past.after["level"] for past in told if past.register == "rating"] == [2]
    assert {past.author for past in told} == {"amina"}
    assert ALIVE not in {past.register for past in told}


def test_a_press_anywhere_on_a_card_rates(desk: Desk) -> None:
    card = desk.screen.item.answering.cards.cards[3]
    desk.click(card)
    desk.wait_kept(lambda answer: answer.level == 3)
    assert card.isChecked()


def test_rating_does_not_jump_ahead(desk: Desk) -> None:
    desk.press(Qt.Key.Key_2)
    desk.settle()
    assert desk.shown == "NW01"


def test_the_last_of_several_quick_digits_stands(desk: Desk) -> None:
    for key in (Qt.Key.Key_1, Qt.Key.Key_4, Qt.Key.Key_3):
        desk.press(key)
    desk.settle()
    assert desk.answer().level == 3
    assert not desk.answer().open


def test_colleagues_and_the_self_rating_are_hidden_until_one_has_rated(desk: Desk) -> None:
    desk.say("joost", 0)
    desk.say(SELF, 4)
    desk.qtbot.waitUntil(lambda: desk.screen.deeds.page is not None and desk.screen.deeds.page.hidden == 2)
    assert shown_words(desk) & {"Joost Verhagen", "Marowe, self-rating"} == set()
    assert not desk.screen.item.head.differ.isVisible()
    desk.press(Qt.Key.Key_2)
    desk.qtbot.waitUntil(lambda: {"Joost Verhagen", "Marowe, self-rating"} <= shown_words(desk))
    assert desk.screen.item.head.differ.text() == "Ratings differ by 4"


def test_a_colleague_who_rates_meanwhile_appears_by_themselves(desk: Desk) -> None:
    desk.press(Qt.Key.Key_2)
    desk.settle()
    desk.say("joost", 1)
    desk.qtbot.waitUntil(lambda: "Joost Verhagen" in shown_words(desk))


def test_last_time_is_shown_before_one_has_rated(desk: Desk) -> None:
    assert {"Baseline 2025", "“Made by consultants.”", "Map of the network"} <= {
        words.lstrip("•\N{NO-BREAK SPACE}") for words in shown_words(desk)
    }


def test_a_means_does_not_apply_and_asks_for_one_line(desk: Desk) -> None:
    desk.press(Qt.Key.Key_A)
    desk.wait_kept(lambda answer: answer.does_not_apply)
    desk.qtbot.waitUntil(desk.screen.item.reason.isVisible)
    desk.type(desk.screen.item.reason, "No sewers in town")
    desk.press(Qt.Key.Key_Return)
    desk.wait_kept(lambda answer: answer.reason == "No sewers in town" and answer.does_not_apply)
    assert (desk.answer().level, desk.answer().reason) == (None, "No sewers in town")


def test_n_means_does_not_apply_where_levels_are_asked(desk: Desk) -> None:
    desk.press(Qt.Key.Key_N)
    desk.wait_kept(lambda answer: answer.does_not_apply)
    desk.settle()
    desk.press(Qt.Key.Key_N)
    desk.wait_kept(lambda answer: not answer.does_not_apply)


def test_not_seen_yet_leaves_the_item_to_be_rated(desk: Desk) -> None:
    desk.click(desk.screen.item.controls.seen)
    desk.wait_kept(lambda answer: answer.not_seen)
    desk.settle()
    reading = desk.screen.reading
    assert reading is not None
    assert "NW01" in reading.list.progress.not_rated


def test_how_sure_one_is_takes_one_press_and_one_more_takes_it_back(desk: Desk) -> None:
    records = desk.screen.item.controls.grades.button("B")
    desk.click(records)
    desk.wait_kept(lambda answer: answer.confidence == "B")
    desk.click(records)
    desk.wait_kept(lambda answer: answer.confidence == "")


def test_delete_clears_the_rating_and_undo_brings_it_back(desk: Desk) -> None:
    desk.press(Qt.Key.Key_3)
    desk.wait_kept(lambda answer: answer.level == 3)
    desk.settle()
    desk.press(Qt.Key.Key_Delete)
    desk.settle()
    assert desk.answer().level is None
    toast = desk.window.findChild(Toast)
    assert toast is not None
    assert toast.words() == "Rating of 1.1 cleared"
    toast.undo()
    desk.wait_kept(lambda answer: answer.level == 3)


def test_undo_and_redo_go_back_and_forth_over_ones_changes(desk: Desk) -> None:
    def wait_level(level: int | None) -> None:
        desk.wait_kept(lambda answer: answer.level == level)

    for key, level in ((Qt.Key.Key_1, 1), (Qt.Key.Key_2, 2)):
        desk.press(key)
        wait_level(level)
    for before in (1, None):
        desk.press(Qt.Key.Key_Z, CTRL)
        wait_level(before)
    desk.press(Qt.Key.Key_Z, CTRL | SHIFT)
    wait_level(1)


def test_f_flags_and_the_filter_finds_it(desk: Desk) -> None:
    desk.press(Qt.Key.Key_F)
    desk.wait_kept(lambda answer: answer.flagged)
    desk.settle()
    choose_filter(desk, "flagged")
    assert desk.screen.tree.codes() == ["NW01"]


def test_an_item_that_was_just_rated_stays_among_the_not_rated_until_one_leaves_it(desk: Desk) -> None:
    choose_filter(desk, "not_rated")
    desk.press(Qt.Key.Key_2)
    desk.wait_kept(lambda answer: answer.level == 2)
    desk.settle()
    assert "NW01" in desk.screen.tree.codes()
    desk.press(Qt.Key.Key_Down, CTRL)
    desk.wait_for("NW02")
    assert "NW01" not in desk.screen.tree.codes()


def test_keys_go_to_the_next_and_the_next_not_rated_item(desk: Desk) -> None:
    desk.say("amina", 2, "NW02")
    desk.qtbot.waitUntil(lambda: progress_words(desk) == ("1 of 10 rated", "9 to go"))
    desk.press(Qt.Key.Key_Down, CTRL)
    desk.wait_for("NW03")
    desk.press(Qt.Key.Key_Up, ALT)
    desk.wait_for("NW02")
    desk.press(Qt.Key.Key_Up, CTRL)
    desk.wait_for("NW01")
    desk.press(Qt.Key.Key_Down, ALT)
    desk.wait_for("NW02")


def test_a_digit_pressed_while_the_next_item_is_being_read_rates_that_item(desk: Desk) -> None:
    desk.press(Qt.Key.Key_Down, ALT)
    desk.press(Qt.Key.Key_4)
    desk.wait_kept(lambda answer: answer.level == 4, "NW02")
    assert desk.answer("NW01").level is None


def test_the_footer_leads_back_and_to_the_next_not_rated(desk: Desk) -> None:
    footer = desk.screen.item.footer
    assert not footer.back.isEnabled()
    desk.click(footer.forward)
    desk.wait_for("NW02")
    assert footer.back.text() == "1.1  Previous"
    desk.click(footer.back)
    desk.wait_for("NW01")


def test_the_header_counts_what_was_rated(desk: Desk) -> None:
    desk.press(Qt.Key.Key_2)
    desk.settle()
    desk.qtbot.waitUntil(lambda: progress_words(desk) == ("1 of 10 rated", "9 to go"))
    assert desk.screen.heading.title == "Follow-up 2026"
    assert desk.screen.heading.subtitle == "Marowe · Trial review 1.0"


def test_a_closed_assessment_is_only_read(desk: Desk) -> None:
    with desk.workspace.database.change("amina") as editor:
        assessments.close(editor, desk.row())
    desk.operations.announce(frozenset({"assessment"}))
    desk.qtbot.waitUntil(desk.screen.item.strips.closed.isVisible)
    desk.press(Qt.Key.Key_2)
    desk.click(desk.screen.item.answering.cards.cards[3])
    desk.settle()
    assert desk.answer().level is None
    assert desk.screen.item.comment.field.isReadOnly()
    assert not desk.screen.item.exhibits.photo.isVisible()


def test_a_closed_assessment_is_opened_again_from_its_strip(desk: Desk) -> None:
    desk.screen.close_assessment(closed=True)
    strips = desk.screen.item.strips
    desk.qtbot.waitUntil(strips.closed.isVisible)
    (again,) = [b for b in strips.closed.findChildren(QAbstractButton) if b.text() == "Open it again"]
    desk.click(again)
    desk.qtbot.waitUntil(lambda: not strips.closed.isVisible())
    desk.press(Qt.Key.Key_2)
    desk.wait_kept(lambda answer: answer.level == 2)


def test_one_goes_on_where_one_stopped(qtbot: QtBot, theme: Theme, workspace: Workspace) -> None:
    assessment = furnish(workspace)
    first = open_desk(qtbot, theme, workspace, assessment)
    first.open("GV02")
    first.settle()
    qtbot.waitUntil(lambda: "GV02" in last_item(workspace))
    first.window.close()
    first.operations.close()
    second = open_desk(qtbot, theme, workspace, assessment, item="", expected="GV02")
    second.window.close()
    second.operations.close()


def last_item(workspace: Workspace) -> str:
    """Return where one stopped, as it is kept."""
    from wopfield.store import kept

    with workspace.database.read() as session:
        return kept.get(session, kept.LAST_ITEM)


def choose_filter(desk: Desk, key: str) -> None:
    """Press one of the three filters over the tree."""
    filters = desk.screen.tree.filters
    place = ["all", "not_rated", "flagged"].index(key)
    desk.click(filters.findChildren(QAbstractButton)[place])


def progress_words(desk: Desk) -> tuple[str, str]:
    """Return what the header says of the progress."""
    progress = desk.screen.heading.progress
    return (progress.words, progress.rest) if progress else ("", "")


def shown_words(desk: Desk) -> set[str]:
    """Return every text in the side pane."""
    from wopfield.ui.widgets.labels import Label, ShortLabel

    found = set()
    for label in desk.screen.side.findChildren(Label):
        found.add(label.whole() if isinstance(label, ShortLabel) else label.text())
    return found


def test_a_level_that_could_not_be_kept_is_not_shown_as_given_and_it_is_said_in_sight(desk: Desk) -> None:
    fill_the_disk(desk.workspace.database, P)
    desk.window.resize(1024, 640)
    bar = desk.screen.item.view.verticalScrollBar()
    desk.qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    desk.press(Qt.Key.Key_3)
    strips, cards = desk.screen.item.strips, desk.screen.item.answering.cards
    desk.qtbot.waitUntil(lambda: strips.trouble.isVisible() and cards.level() is None)
    assert "no room" in strips.trouble.accessibleName()
    assert bar.value() == 0
    assert desk.answer().level is None
