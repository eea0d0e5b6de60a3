"""Answering the checks of a site in their lines, by a press or by keys alone."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from tests.ui.assessment.desk import Desk, P, checklist
from tests.ui.stage import button
from wopfield.store import assessments, exchanges
from wopfield.store.item_list import ItemLine
from wopfield.ui.screen import Place
from wopfield.ui.screens.assessment.answering import CheckAnswer
from wopfield.ui.screens.assessment.checks import CheckLine, check_height, others_words
from wopfield.ui.screens.assessment.tree_model import LINE
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.reading import ReadingField

LONG = 20_000


@pytest.fixture
def site(desk: Desk) -> Desk:
    """The window on the inspection of a reservoir."""
    checks = replace(checklist(), code="site", kind="site_inspection", areas=checklist().areas[2:])
    with desk.workspace.database.change("amina") as editor:
        desk.assessment = assessments.start(editor, P, checks, title="Reservoir", started=date(2026, 11, 3)).id
    desk.open("ST01")
    return desk


def line(desk: Desk, code: str) -> ItemLine:
    """Return a check as the list has it."""
    found = desk.screen.tree.model.find(code).data(LINE)
    assert isinstance(found, ItemLine)
    return found


def focused(desk: Desk) -> QWidget:
    """Return what the keyboard is on."""
    return desk.window.focusWidget() or desk.window


def place_of(desk: Desk, code: str, key: str) -> QPoint:
    """Return where the answer is drawn in the line of a check."""
    view = desk.screen.tree.view
    area = view.visualRect(desk.screen.tree.model.find(code))
    drawn = CheckLine(desk.screen.theme, line(desk, code), area, view.layoutDirection())
    row = [QPoint(x, area.center().y()) for x in range(area.left(), area.right())]
    hit = [point for point in row if drawn.key_at(point) == key]
    assert hit, f"{key} is not in the line of {code}"
    return hit[len(hit) // 2]


def press(desk: Desk, code: str, key: str) -> None:
    """Press an answer in the line of a check."""
    desk.click(desk.screen.tree.view.viewport(), place_of(desk, code, key))


def test_a_check_is_answered_where_it_stands_in_the_list(site: Desk) -> None:
    press(site, "ST01", "yes")
    site.wait_kept(lambda answer: answer.value == "yes", "ST01")
    press(site, "ST01", "n/a")
    site.wait_kept(lambda answer: answer.does_not_apply, "ST01")
    site.settle()
    assert line(site, "ST01").does_not_apply


def test_the_answer_that_holds_pressed_again_is_taken_away(site: Desk) -> None:
    press(site, "ST01", "yes")
    site.wait_kept(lambda answer: answer.value == "yes", "ST01")
    site.settle()
    press(site, "ST01", "yes")
    site.wait_kept(lambda answer: answer.value == "", "ST01")


def test_a_press_on_a_reading_leads_to_its_field(site: Desk) -> None:
    press(site, "ST02", "write")
    site.wait_for("ST02")
    check = site.screen.item.answering.check
    assert check is not None
    site.qtbot.waitUntil(lambda: check.reading is not None and check.reading.isAncestorOf(focused(site)))


def test_the_list_stays_and_takes_answers_beside_who_answered_and_the_history(site: Desk) -> None:
    site.window.resize(1366, 768)
    for open_it in (lambda: site.press(Qt.Key.Key_H), lambda: site.click(site.screen.item.head.side)):
        open_it()
        assert site.screen.tree.isVisible()
        assert site.screen.item.isVisible()
        press(site, "ST01", "yes")
        site.wait_kept(lambda answer: answer.value == "yes", "ST01")
        site.settle()
        press(site, "ST01", "yes")
        site.wait_kept(lambda answer: answer.value == "", "ST01")
        site.settle()
        if site.screen.history.isVisible():
            site.press(Qt.Key.Key_H)
    assert site.screen.side.isVisible()


def test_enter_on_the_open_check_leads_to_its_answer_and_esc_back_to_the_list(site: Desk) -> None:
    site.screen.tree.focus()
    site.press(Qt.Key.Key_Down)
    site.wait_for("ST02")
    site.press(Qt.Key.Key_Return)
    site.qtbot.waitUntil(lambda: site.screen.item.isAncestorOf(focused(site)))
    site.type(focused(site), "0.9")
    site.press(Qt.Key.Key_Return)
    site.wait_kept(lambda answer: answer.value == "0.9", "ST02")
    site.qtbot.waitUntil(lambda: line(site, "ST02").doubtful, timeout=LONG)


def test_after_no_the_line_for_what_is_wrong_leads_back_to_the_list(site: Desk) -> None:
    site.screen.tree.focus()
    site.press(Qt.Key.Key_N)
    check = site.screen.item.answering.check
    assert check is not None
    site.qtbot.waitUntil(lambda: focused(site) is check.gap)
    site.type(check.gap, "Lock is broken")
    site.press(Qt.Key.Key_Return)
    site.qtbot.waitUntil(lambda: focused(site) is site.screen.tree.view)
    site.press(Qt.Key.Key_Down)
    site.wait_for("ST02")
    assert site.screen.reading is not None


def test_the_head_says_how_many_things_are_to_be_fixed(site: Desk) -> None:
    press(site, "ST01", "no")
    site.wait_kept(lambda answer: answer.value == "no", "ST01")
    site.settle()
    progress = site.screen.heading.progress
    assert progress is not None
    assert (progress.words, progress.rest) == ("1 of 4 answered", "1 to fix")


def test_a_closed_inspection_takes_no_answer(site: Desk) -> None:
    site.screen.close_assessment(closed=True)
    site.qtbot.waitUntil(lambda: site.screen.deeds.locked)
    site.settle()
    press(site, "ST01", "yes")
    site.settle()
    assert site.answer("ST01").value == ""


def test_the_keys_are_told_in_the_words_of_an_inspection(site: Desk) -> None:
    site.press(Qt.Key.Key_F1)
    told = {label.text() for label in site.window.findChildren(QLabel) if label.isVisible()}
    assert {"Answer yes", "Clear the answer", "Next not answered", "Previous not answered"} <= told
    assert not {"Clear the rating", "Next not rated"} & told


def test_read_aloud_a_reading_has_its_unit(site: Desk) -> None:
    with site.workspace.database.change("amina") as editor:
        assessments.give_value(editor, site.answer("ST02"), "0.3")
    site.operations.announce(frozenset({"answer"}))
    site.qtbot.waitUntil(lambda: line(site, "ST02").value == "0.3", timeout=LONG)
    said = site.screen.tree.model.find("ST02").data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "3.2 Chlorine, 0.3\N{NARROW NO-BREAK SPACE}mg/L"


@pytest.mark.parametrize("way", ["button", "keys"])
def test_the_checklist_of_the_site_is_printed_from_where_it_is_answered(site: Desk, way: str) -> None:
    if way == "button":
        site.click(site.screen.tree.foot.paper)
    else:
        site.press(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert site.window.place == Place("report", partnership=P, assessment=site.assessment, document="checklist")


def test_an_answer_pressed_in_a_list_that_is_being_left_lands_on_no_other_item(site: Desk) -> None:
    with site.workspace.database.read() as session:
        others = [row.id for row in assessments.of_partnership(session, P) if row.id != site.assessment]
    site.screen.open(partnership=P, assessment=others[0])
    press(site, "ST01", "n/a")  # the list is still that of the site
    press(site, "ST01", "yes")
    site.settle()
    assert site.screen.reading is not None
    assert site.screen.reading.list.assessment.id == others[0]
    with site.workspace.database.read() as session:
        assert [row for each in others for row in assessments.answers(session, P, each)] == []


def test_what_a_colleague_answered_stands_in_the_line_and_is_not_left(site: Desk) -> None:
    with site.workspace.database.change("joost") as editor:
        answer = assessments.blank_answer(P, site.assessment, "ST01", "joost")
        assessments.give_value(editor, answer, "no")
    site.operations.announce(frozenset({"answer"}))
    site.qtbot.waitUntil(lambda: others_words(line(site, "ST01")) == "Joost: No", timeout=LONG)
    assert not line(site, "ST01").left
    assert "Joost: No" in str(site.screen.tree.model.find("ST01").data(Qt.ItemDataRole.AccessibleTextRole))
    press(site, "ST01", "yes")
    site.wait_kept(lambda answer: answer.value == "yes", "ST01")
    site.qtbot.waitUntil(lambda: others_words(line(site, "ST01")) == "", timeout=LONG)


def test_the_buttons_are_made_large_where_they_are_pressed_with_gloves(site: Desk) -> None:
    worn: list[Theme] = []
    site.screen.tree.foot.worn.connect(worn.append)
    assert site.screen.tree.foot.large.isVisible()
    site.click(site.screen.tree.foot.large)
    site.qtbot.waitUntil(lambda: bool(worn))
    assert check_height(worn[0], 640) > check_height(site.screen.theme, 640) >= 52
    area = QRect(0, 0, 640, check_height(worn[0], 640))
    drawn = CheckLine(worn[0], line(site, "ST01"), area, Qt.LayoutDirection.LeftToRight)
    column = [drawn.key_at(QPoint(x, y)) for x in (500,) for y in range(area.height())]
    assert len([key for key in column if key]) >= 52


def test_beside_a_check_stands_what_the_last_inspection_of_the_site_found(desk: Desk) -> None:
    checks = replace(checklist(), code="site", kind="site_inspection", areas=checklist().areas[2:])
    days = {date(2026, 3, 2): "0.9", date(2026, 6, 8): "0.35", date(2026, 12, 1): "0.1"}
    with desk.workspace.database.change("joost") as editor:
        for day, reading in days.items():
            before = assessments.start(editor, P, checks, title="Reservoir", started=day, site="kibo")
            assessments.give_value(editor, assessments.blank_answer(P, before.id, "ST02", "joost"), reading)
            assessments.give_value(editor, assessments.blank_answer(P, before.id, "ST01", "joost"), "no")
        other = assessments.start(editor, P, checks, title="Tower", started=date(2026, 10, 1), site="tower")
        assessments.give_value(editor, assessments.blank_answer(P, other.id, "ST02", "joost"), "0.7")
        row = assessments.start(editor, P, checks, title="Reservoir", started=date(2026, 11, 3), site="kibo")
    desk.assessment = row.id
    desk.open("ST02")
    assert "Last time: 0.35 mg/L, 8 Jun 2026" in told(desk)
    desk.open("ST01")
    assert "Last time: No, 8 Jun 2026" in told(desk)
    desk.open("ST03")
    assert not any("Last time" in words for words in told(desk))


def told(desk: Desk) -> list[str]:
    """Return the words beside the answer, with plain spaces."""
    check = desk.screen.item.answering.check
    assert check is not None
    labels = [each for each in check.findChildren(QLabel) if each.isVisibleTo(check)]
    return [each.text().replace("\u202f", " ").replace("\u2009", " ") for each in labels]


def reading_field(desk: Desk) -> ReadingField:
    """Go to the check that asks for a reading, by the list, and return its field."""
    desk.screen.tree.focus()
    desk.press(Qt.Key.Key_Down)
    desk.wait_for("ST02")
    check = desk.screen.item.answering.check
    assert check is not None
    assert check.reading is not None
    return check.reading


def entries(desk: Desk) -> int:
    """Return how many entries the partnership has."""
    with desk.workspace.database.look() as connection:
        return sum(line.seq for line in exchanges.lines(connection, [P]))


def test_plus_and_minus_beside_a_reading_step_it_and_one_entry_is_kept(site: Desk) -> None:
    reading = reading_field(site)
    before = entries(site)
    for step, times in ((reading.more, 4), (reading.less, 1)):
        for _each in range(times):
            site.click(step)
    assert reading.field.text() == "0.4"  # the first press shows the least that is usual, then it goes by tenths
    site.wait_kept(lambda answer: answer.value == "0.4", "ST02")
    assert entries(site) == before + 1


def test_both_buttons_beside_a_reading_are_large_enough_for_gloves(site: Desk) -> None:
    reading = reading_field(site)
    for part in (reading.less, reading.field, reading.more):
        assert min(part.width(), part.height()) >= 52


def test_a_digit_pressed_in_the_list_begins_the_reading_and_plus_steps_it(site: Desk) -> None:
    reading = reading_field(site)
    site.press(Qt.Key.Key_7)
    assert focused(site) is reading.field
    site.press(Qt.Key.Key_Plus, Qt.KeyboardModifier.ShiftModifier)  # as most keyboards have it
    site.wait_kept(lambda answer: answer.value == "7.1", "ST02")
    site.screen.tree.focus()
    site.press(Qt.Key.Key_2)
    site.press(Qt.Key.Key_Return)
    site.wait_kept(lambda answer: answer.value == "2", "ST02")
    site.screen.tree.focus()
    site.press(Qt.Key.Key_Minus)
    site.wait_kept(lambda answer: answer.value == "1.9", "ST02")
    site.screen.tree.focus()
    site.press(Qt.Key.Key_Plus, Qt.KeyboardModifier.ShiftModifier)
    site.wait_kept(lambda answer: answer.value == "2.0", "ST02")


def far_off(desk: Desk) -> CheckAnswer:
    """Type a reading far outside its limits, and return what answers it."""
    reading_field(desk)
    desk.press(Qt.Key.Key_9)
    desk.press(Qt.Key.Key_9)
    desk.press(Qt.Key.Key_Return)
    desk.wait_kept(lambda answer: answer.value == "99", "ST02")
    check = desk.screen.item.answering.check
    assert check is not None
    desk.qtbot.waitUntil(check.question.isVisible)
    return check


def test_a_reading_outside_its_limits_that_is_right_leads_to_the_line_for_its_finding(site: Desk) -> None:
    check = far_off(site)
    site.click(button(check.question, "Yes, it is"))
    assert not check.question.isVisible()
    site.qtbot.waitUntil(lambda: focused(site) is check.gap)
    site.type(check.gap, "The dosing pump runs without a stop")
    site.press(Qt.Key.Key_Tab)
    site.qtbot.waitUntil(lambda: not check.gap.isVisible())
    (chip,) = site.screen.item.findings.chips()
    assert chip.text() == "The dosing pump runs without a stop"
    assert not check.question.isVisible()


def test_a_reading_outside_its_limits_that_is_not_right_is_typed_again(site: Desk) -> None:
    check = far_off(site)
    site.click(button(check.question, "Change"))
    assert check.reading is not None
    assert focused(site) is check.reading.field
    site.type(check.reading.field, "0.3")
    assert not check.question.isVisible()
    site.press(Qt.Key.Key_Return)
    site.wait_kept(lambda answer: answer.value == "0.3", "ST02")
    assert not check.question.isVisible()


def test_tab_goes_from_a_reading_to_what_stands_below_it(site: Desk) -> None:
    reading = reading_field(site)
    reading.field.setFocus()
    walked = []
    for _each in range(2):
        site.press(Qt.Key.Key_Tab)
        walked.append(focused(site))
    assert walked == [reading.more, site.screen.item.controls.apply]


def test_enter_on_a_check_puts_the_keyboard_on_its_yes_and_the_arrows_lead_on(site: Desk) -> None:
    site.screen.tree.focus()
    site.press(Qt.Key.Key_Return)
    for word in ("Yes", "No"):
        on = focused(site)
        assert isinstance(on, QAbstractButton)
        assert on.text() == word
        site.press(Qt.Key.Key_Right)
    site.press(Qt.Key.Key_Left)
    site.press(Qt.Key.Key_Space)
    site.wait_kept(lambda answer: answer.value == "no", "ST01")


@pytest.mark.parametrize("code", ["ST01", "ST02"])
def test_esc_in_an_answer_leads_back_to_the_list_and_keeps_it(site: Desk, code: str) -> None:
    site.open(code)
    site.screen.item.answering.focus()
    site.qtbot.waitUntil(lambda: site.screen.item.answering.isAncestorOf(focused(site)))
    site.press(Qt.Key.Key_Escape)
    assert focused(site) is site.screen.tree.view
    assert site.shown == code
