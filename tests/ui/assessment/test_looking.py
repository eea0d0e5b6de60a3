"""Looking back, checking a site, and how the assessment screen stands on every laptop."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.ui.assessment.desk import Desk, P, furnish, open_desk
from tests.ui.looking import cut_off
from wopfield.store import assessments, findings
from wopfield.store.workspace import Workspace
from wopfield.ui.dress import dress
from wopfield.ui.screens.assessment.history import HistoryPanel
from wopfield.ui.theme import Look, Theme, theme_of
from wopfield.ui.widgets.labels import Label, ShortLabel

# ── history ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_h_opens_the_history_of_the_item_and_h_closes_it(desk: Desk) -> None:
    desk.press(Qt.Key.Key_2)
    desk.settle()
    desk.press(Qt.Key.Key_H)
    desk.qtbot.waitUntil(lambda: "your rating" in told(desk) or "rating" in told(desk))
    assert {"History of 1.1", "You", "today 08:00", "on this laptop, not yet on the server"} <= told(desk)
    desk.press(Qt.Key.Key_H)
    assert not desk.screen.history.isVisible()
    assert desk.screen.side.isVisible()


def test_the_history_filters_ratings_comments_and_files(desk: Desk) -> None:
    desk.press(Qt.Key.Key_2)
    desk.type(desk.screen.item.comment.field, "Seen")
    desk.press(Qt.Key.Key_Tab)
    desk.wait_kept(lambda answer: answer.comment == "Seen")
    desk.screen.toggle_history()
    desk.qtbot.waitUntil(lambda: "“Seen”" in told(desk))
    desk.click(desk.screen.history.filters.findChildren(QAbstractButton)[1])
    assert "“Seen”" not in told(desk)
    assert "rating" in told(desk)
    desk.click(desk.screen.history.filters.findChildren(QAbstractButton)[3])
    assert "Nothing of this kind has happened yet." in told(desk)


def test_undo_in_the_history_takes_back_the_last_change_of_this_item_only(desk: Desk) -> None:
    desk.press(Qt.Key.Key_1)
    desk.press(Qt.Key.Key_2)
    desk.press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    desk.wait_for("NW02")
    desk.press(Qt.Key.Key_4)
    desk.wait_kept(lambda answer: answer.level == 4, "NW02")
    desk.open("NW01")
    desk.press(Qt.Key.Key_H)
    undo = desk.screen.history.undo
    desk.qtbot.waitUntil(undo.isEnabled)
    desk.click(undo)
    desk.wait_kept(lambda answer: answer.level == 1)
    assert desk.answer("NW02").level == 4


def test_the_history_does_not_tell_what_colleagues_rated_before_one_has_rated(desk: Desk) -> None:
    desk.say("joost", 4)
    desk.screen.toggle_history()
    desk.qtbot.waitUntil(lambda: any("by others" in words for words in told(desk)))
    assert "Joost Verhagen" not in told(desk)


def test_who_has_rated_is_told_when_colleagues_see_it(desk: Desk) -> None:
    def said() -> set[str]:
        return {label.text() for label in desk.screen.findChildren(Label) if label.isVisible()}

    desk.screen.rate(3)
    desk.qtbot.waitUntil(lambda: "Colleagues see your rating once they have rated" in said())
    assert "Colleagues’ ratings show once you have rated" not in said()


# ── checks of a site ─────────────────────────────────────────────────────────────────────────────────────────


def test_y_and_n_answer_a_check_and_no_asks_for_one_line(desk: Desk) -> None:
    desk.open("ST01")
    desk.press(Qt.Key.Key_Y)
    desk.wait_kept(lambda answer: answer.value == "yes", "ST01")
    desk.settle()
    desk.press(Qt.Key.Key_N)
    desk.wait_kept(lambda answer: answer.value == "no", "ST01")
    check = desk.screen.item.answering.check
    assert check is not None
    desk.qtbot.waitUntil(check.gap.isVisible)
    desk.type(check.gap, "Lock is broken")
    desk.press(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: gaps(desk, "ST01") == [("Lock is broken", "high")])
    desk.qtbot.waitUntil(lambda: not check.gap.isVisible())


def test_no_puts_the_keyboard_on_the_line_so_that_words_are_never_taken_for_keys(desk: Desk) -> None:
    desk.open("ST01")
    desk.press(Qt.Key.Key_N)
    check = desk.screen.item.answering.check
    assert check is not None
    desk.qtbot.waitUntil(check.gap.isVisible)
    assert check.gap.hasFocus()
    desk.press(Qt.Key.Key_Escape)
    assert desk.window.shown is desk.screen
    assert not check.gap.hasFocus()


def test_a_no_given_earlier_leaves_the_keys_to_the_screen(desk: Desk) -> None:
    desk.open("ST01")
    desk.press(Qt.Key.Key_N)
    desk.wait_kept(lambda answer: answer.value == "no", "ST01")
    desk.open("ST02")
    desk.open("ST01")
    check = desk.screen.item.answering.check
    assert check is not None
    desk.qtbot.waitUntil(check.gap.isVisible)
    assert not check.gap.hasFocus()


def test_a_means_not_applicable_in_a_check_too(desk: Desk) -> None:
    desk.open("ST01")
    desk.press(Qt.Key.Key_A)
    desk.wait_kept(lambda answer: answer.does_not_apply, "ST01")


def test_digits_do_not_answer_a_check(desk: Desk) -> None:
    desk.open("ST01")
    desk.press(Qt.Key.Key_3)
    desk.settle()
    assert not assessments.is_rated(desk.answer("ST01"))


def test_a_reading_out_of_its_limits_is_asked_about_and_kept(desk: Desk) -> None:
    desk.open("ST02")
    check = desk.screen.item.answering.check
    assert check is not None
    assert check.reading is not None
    desk.type(check.reading.field, "1,4")
    desk.press(Qt.Key.Key_Return)
    desk.wait_kept(lambda answer: answer.value == "1.4", "ST02")
    desk.settle()
    shown = {label.text() for label in check.question.findChildren(Label) if label.isVisible()}
    assert any("usually at most 0.5" in words and "Is the reading right?" in words for words in shown)


def test_what_is_no_number_stays_in_the_field_and_is_not_kept(desk: Desk) -> None:
    desk.open("ST02")
    check = desk.screen.item.answering.check
    assert check is not None
    assert check.reading is not None
    desk.type(check.reading.field, "a little")
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert check.reading.field.text() == "a little"
    assert desk.answer("ST02").value == ""


def test_words_answer_a_check_that_asks_for_words(desk: Desk) -> None:
    desk.open("ST04")
    check = desk.screen.item.answering.check
    assert check is not None
    desk.type(check.words, "Clean and dry")
    desk.press(Qt.Key.Key_Tab)
    desk.wait_kept(lambda answer: answer.value == "Clean and dry", "ST04")


# ── on every laptop ──────────────────────────────────────────────────────────────────────────────────────────


def test_on_a_low_screen_only_the_middle_scrolls_and_the_footer_stays(
    qtbot: QtBot, theme: Theme, workspace: Workspace
) -> None:
    desk = open_desk(qtbot, theme, workspace, furnish(workspace), height=600)
    bar = desk.screen.item.view.verticalScrollBar()
    assert bar.maximum() > 0
    footer = desk.screen.item.footer
    assert footer.mapTo(desk.window, footer.rect().bottomLeft()).y() <= desk.window.height()
    assert footer.forward.visibleRegion().boundingRect() == footer.forward.rect()
    shut(desk)


def test_the_item_fits_a_screen_of_768_without_scrolling(desk: Desk) -> None:
    assert desk.screen.item.view.verticalScrollBar().maximum() == 0


def test_a_narrow_window_opens_the_side_by_a_button(qtbot: QtBot, theme: Theme, workspace: Workspace) -> None:
    desk = open_desk(qtbot, theme, workspace, furnish(workspace), width=1000)
    button = desk.screen.item.head.side
    assert not desk.screen.side.isVisible()
    desk.click(button)
    assert desk.screen.side.isVisible()
    assert not desk.screen.tree.isVisible()
    desk.click(button)
    assert desk.screen.tree.isVisible()
    shut(desk)


def test_the_names_beside_the_ratings_stand_whole(desk: Desk) -> None:
    with desk.workspace.database.change("amina") as editor:
        every = assessments.of_partnership(editor.session, P)
        earlier = next(row for row in every if row.title == "Baseline 2025")
        earlier.title = "Baseline assessment 2025 of all works"
    desk.open("NW01")
    names = [label for label in desk.screen.side.findChildren(QLabel) if label.text().startswith("Baseline assessment")]
    assert [label.text() for label in names if label.isVisible()] == ["Baseline assessment 2025 of all works"]
    assert cut_off(desk.screen.side) == []


@pytest.fixture
def mirrored(qapp: QApplication, theme: Theme) -> Iterator[Theme]:
    """The theme of a language that reads from right to left."""
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield theme
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_the_whole_screen_mirrors(qtbot: QtBot, mirrored: Theme, workspace: Workspace) -> None:
    desk = open_desk(qtbot, mirrored, workspace, furnish(workspace))
    tree, item, side = (
        part.mapTo(desk.window, QPoint(0, 0)).x() for part in (desk.screen.tree, desk.screen.item, desk.screen.side)
    )
    assert tree > item > side
    card = desk.screen.item.answering.cards.cards[2]
    desk.click(card)
    desk.wait_kept(lambda answer: answer.level == 2)
    assert not desk.window.grab().isNull()
    shut(desk)


@pytest.mark.parametrize(("look", "scale"), [("dark", 1.0), ("sunlight", 1.15), ("light", 1.3)])
def test_every_look_and_text_size_can_be_worked_in(
    qtbot: QtBot, qapp: QApplication, theme: Theme, workspace: Workspace, look: Look, scale: float
) -> None:
    other = theme_of(look, scale)
    dress(qapp, other)
    desk = open_desk(qtbot, other, workspace, furnish(workspace))
    desk.press(Qt.Key.Key_2)
    desk.wait_kept(lambda answer: answer.level == 2)
    assert not desk.window.grab().isNull()
    shut(desk)


def test_everything_the_keyboard_reaches_has_a_name(desk: Desk) -> None:
    desk.screen.deeds.add_finding("gap")
    desk.qtbot.waitUntil(lambda: desk.screen.item.findings.editor is not None)
    nameless = [
        widget
        for widget in desk.screen.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and not (widget.accessibleName() or getattr(widget, "text", str)())
    ]
    assert nameless == []


def test_the_tree_reads_its_rows_aloud(desk: Desk) -> None:
    desk.press(Qt.Key.Key_3)
    desk.press(Qt.Key.Key_F)
    desk.wait_kept(lambda answer: answer.flagged)
    desk.settle()
    model = desk.screen.tree.model
    spoken = model.data(model.find("NW01"), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "1.1 Item 1, Level 3 of 4, In place, flagged"


def test_the_model_of_the_tree_keeps_qts_rules(desk: Desk, qtmodeltester: ModelTester) -> None:
    desk.screen.tree.model.show_areas(())
    qtmodeltester.check(desk.screen.tree.model)
    desk.say("joost", 1)
    desk.settle()
    qtmodeltester.check(desk.screen.tree.model)


def test_a_press_on_an_area_opens_it_and_a_press_on_an_item_goes_there(desk: Desk) -> None:
    view = desk.screen.tree.view
    area = view.model().index(1, 0)
    desk.click(view.viewport(), view.visualRect(area).center())
    assert view.isExpanded(area)
    item = desk.screen.tree.model.find("GV02")
    desk.click(view.viewport(), view.visualRect(item).center())
    desk.wait_for("GV02")


def test_f6_walks_the_panes(desk: Desk) -> None:
    seen = []
    for _step in range(4):
        desk.press(Qt.Key.Key_F6)
        focus = desk.window.focusWidget()
        seen.append(next((n for n, pane in enumerate(desk.screen.panes()) if pane.isAncestorOf(focus)), None))
    assert {0, 1, 2} <= set(seen)


def told(desk: Desk) -> set[str]:
    """Return every text in the history panel that is shown."""
    panel: HistoryPanel = desk.screen.history
    return {
        label.whole() if isinstance(label, ShortLabel) else label.text()
        for label in panel.findChildren(Label)
        if label.isVisible()
    }


def gaps(desk: Desk, item: str) -> list[tuple[str, str]]:
    """Return the gaps that are kept of an item, with their priority."""
    with desk.workspace.database.read() as session:
        rows = findings.of_item(session, P, desk.assessment, item)
    return [(row.text, row.priority) for row in rows if row.kind == "gap"]


def shut(desk: Desk) -> None:
    """Close the window and end its work."""
    desk.window.close()
    desk.operations.close()
