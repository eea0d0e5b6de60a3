"""The report screen: choose the document, its sections and their order, and see them all on a small screen."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from pikepdf import open as open_pdf
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Dressed
from tests.ui.looking import cut_off, unnamed
from tests.ui.report.desk import (
    LONG,
    P,
    Somewhere,
    button,
    draft,
    printed_sections,
    screen,
    sections,
)
from tests.ui.stage import following, part
from wopfield.checklists import library
from wopfield.store import assessments, reports
from wopfield.store.workspace import Workspace
from wopfield.ui.paper import print_report
from wopfield.ui.screen import Place
from wopfield.ui.screens.report.desk import Desk
from wopfield.ui.screens.report.issue_dialog import IssueDialog
from wopfield.ui.screens.report.sections import SectionList, arranged, section_on
from wopfield.ui.screens.report.setup import Setup
from wopfield.ui.screens.report.sheets import Sheets
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.choose import ChoiceBox
from wopfield.ui.widgets.rows import RowsView
from wopfield.ui.widgets.segments import Segments
from wopfield.ui.window import Window


def test_a_report_on_capacities_cannot_be_chosen_of_a_peer_review_and_says_why(window: Window) -> None:
    box = next(each for each in window.findChildren(ChoiceBox) if each.accessibleName() == "Document")
    place = box.findText("Capacity assessment report")
    line = box.model().index(place, 0)
    assert not line.flags() & Qt.ItemFlag.ItemIsEnabled
    for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
        assert line.data(role) == "Only of a capacity assessment"
    box.setCurrentIndex(place - 1)
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.currentIndex() == place + 1


def test_space_takes_a_section_in_and_the_pages_follow(qtbot: QtBot, window: Window, workspace: Workspace) -> None:
    before = screen(window).page_count()
    listed = sections(window)
    place = next(row for row in range(listed.count()) if listed.item(row).text() == "How the review was done")
    listed.setCurrentRow(place)
    qtbot.keyClick(listed, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: draft(workspace).sections == ["cover", "summary", "method", "signoff"])
    qtbot.waitUntil(lambda: screen(window).page_count() > before, timeout=LONG)


def test_the_language_chosen_by_keyboard_is_kept_and_the_pages_are_made_in_it(
    qtbot: QtBot, window: Window, workspace: Workspace, somewhere: Somewhere
) -> None:
    box = next(each for each in window.findChildren(ChoiceBox) if each.accessibleName() == "Language")
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: draft(workspace).language == "fr", timeout=LONG)

    def the_file_is_french() -> bool:
        save = button(window, "Save as PDF")  # the window itself speaks as before
        if not save.isEnabled():
            return False
        save.click()
        qtbot.waitUntil(somewhere.file.exists, timeout=LONG)
        with open_pdf(somewhere.file) as pdf:
            language = str(pdf.Root.Lang)
        somewhere.file.unlink()
        return language == "fr"

    qtbot.waitUntil(the_file_is_french, timeout=LONG)


def test_alt_and_up_moves_a_section(qtbot: QtBot, window: Window, workspace: Workspace) -> None:
    listed = sections(window)
    names = [listed.item(row).text() for row in range(listed.count())]
    listed.setCurrentRow(names.index("Executive summary"))
    for _step in range(2):
        qtbot.keyClick(listed, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: draft(workspace).sections == ["summary", "cover", "signoff"])


def test_a_section_arranged_by_keyboard_keeps_the_keyboard_when_its_pages_come(
    qtbot: QtBot, window: Window, workspace: Workspace
) -> None:
    listed = sections(window)
    names = [listed.item(row).text() for row in range(listed.count())]
    listed.setFocus()
    qtbot.waitUntil(listed.hasFocus)
    listed.setCurrentRow(names.index("Executive summary"))
    before = screen(window).page_count()
    qtbot.keyClick(listed, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: screen(window).page_count() < before, timeout=LONG)
    assert listed.currentItem().text() == "Executive summary"
    qtbot.keyClick(listed, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: screen(window).page_count() == before, timeout=LONG)
    for _step in range(2):
        qtbot.keyClick(listed, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: printed_sections(window) == ["summary", "cover", "signoff"], timeout=LONG)
    assert listed.currentItem().text() == "Executive summary"


def test_the_last_section_cannot_be_left_out(qtbot: QtBot, window: Window, workspace: Workspace) -> None:
    listed = sections(window)
    for name in ("Cover", "Sign-off", "Executive summary"):
        listed.setCurrentRow([listed.item(row).text() for row in range(listed.count())].index(name))
        qtbot.keyClick(listed, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: draft(workspace).sections == ["summary"])


def test_what_is_not_ready_and_what_a_section_lacks_has_a_button_that_opens_the_place(
    qtbot: QtBot, window: Window
) -> None:
    named = {each.accessibleName(): each for each in window.findChildren(Button)}
    assert "Open: No baseline to compare with" in named
    named["Name: Nobody is named who signs"].click()
    window.findChildren(IssueDialog)[0].reject()
    named["Rate: 105 items not rated"].click()
    assert window.place == Place("assessment", partnership=P, assessment="a")
    window.go(Place("report", partnership=P, assessment="a"))
    qtbot.mouseClick(button(window, "Agree"), Qt.MouseButton.LeftButton)
    assert window.place == Place("agree", partnership=P, assessment="a")


def test_the_list_of_reports_opens_one(qtbot: QtBot, window: Window) -> None:
    window.go(Place("reports", partnership=P))
    view = next(each for each in window.findChildren(RowsView) if each.isVisible())
    qtbot.waitUntil(lambda: view.model().rowCount() == 1)
    view.setCurrentIndex(view.model().index(0, 0))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert window.place == Place("report", partnership=P, assessment="a")


EVERY = ("cover", "summary", "method", "areas", "plan")


@given(st.lists(st.sampled_from(EVERY), unique=True, min_size=1))
def test_every_section_is_listed_once_and_the_chosen_ones_keep_their_order(chosen: list[str]) -> None:
    found = arranged(chosen, EVERY)
    assert sorted(name for name, _on in found) == sorted(EVERY)
    assert [name for name, on in found if on] == chosen


def test_of_sections_on_one_page_the_one_that_is_lit_stays_so() -> None:
    starts = {"cover": 1, "priorities": 2, "plan": 3, "offer": 3}
    assert [section_on(page, starts, "") for page in (1, 2, 3, 4)] == ["cover", "priorities", "plan", "plan"]
    assert [section_on(page, starts, "offer") for page in (1, 2, 3, 4)] == ["cover", "priorities", "offer", "offer"]


def test_with_nothing_chosen_yet_all_sections_are_in() -> None:
    assert arranged((), EVERY) == [(name, True) for name in EVERY]


def test_a_section_that_is_left_out_stays_where_it_usually_stands() -> None:
    assert arranged(("cover", "method", "plan"), EVERY)[1] == ("summary", False)


def test_pages_are_made_from_plain_values(workspace: Workspace) -> None:
    from wopfield.store import summaries

    with workspace.database.read() as session:
        summary = summaries.summary(session, P, "a", date(2026, 11, 23))
    printed = print_report(summary, {}, {"sections": ("cover",), "paper": "Letter"}, "en")
    assert printed.pages == 1


def test_nothing_is_cut_off_and_everything_has_a_name(qtbot: QtBot, window: Window) -> None:
    assert unnamed(screen(window)) == []
    qtbot.waitUntil(lambda: cut_off(screen(window)) == [])


def test_tab_walks_from_what_to_look_at_to_the_issued_versions_from_top_to_bottom(window: Window) -> None:
    desk = window.findChildren(Desk)[0]
    stops: list[QWidget] = []
    now = following(desk)
    while now is not desk:
        if desk.isAncestorOf(now) and now.isVisible() and now.focusPolicy() & Qt.FocusPolicy.TabFocus:
            stops.append(now)
        now = following(now)
    heights = [stop.mapTo(desk, QPoint(0, 0)).y() for stop in stops]
    assert len(heights) > 4
    assert heights == sorted(heights)


def test_of_the_inspection_of_a_site_its_checklist_alone_is_offered(
    qtbot: QtBot, window: Window, workspace: Workspace
) -> None:
    with workspace.database.change("amina") as editor:
        checks = library.get("site_inspection")
        row = assessments.start(editor, P, checks, title="Kibo", site="kibo", areas=[checks.areas[0].code])
    window.go(Place("report", partnership=P, assessment=row.id, document="checklist"))
    qtbot.waitUntil(lambda: printed_sections(window) == ["blank"], timeout=LONG)
    box = part(window, Setup).document
    offered = [
        box.itemData(at)
        for at in range(box.count())
        if box.model().flags(box.model().index(at, 0)) & Qt.ItemFlag.ItemIsEnabled
    ]
    assert offered == ["checklist"] == [box.currentData()]


def test_a_small_window_in_large_text_shows_the_sections_or_how_they_are_printed(
    qtbot: QtBot, dressed: Dressed
) -> None:
    setup = Setup(dressed(scale=1.3))
    qtbot.addWidget(setup)
    setup.resize(380, 560)
    setup.show()
    listed, language = setup.sections, setup.findChildren(ChoiceBox)[1]
    listed.show_sections([(str(at), True) for at in range(9)], {str(at): f"Section {at}" for at in range(9)}, {}, {})
    qtbot.waitUntil(lambda: listed.height() >= 6 * listed.sizeHintForRow(0))
    assert not language.isVisible()
    fold = next(one for one in setup.findChildren(Button) if one.isVisible() and one.text() == "How it is printed")
    fold.setFocus()
    qtbot.keyClick(fold, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: language.isVisible() and cut_off(setup) == [])
    assert not listed.isVisible()
    qtbot.keyClick(fold, Qt.Key.Key_Space)
    assert listed.isVisible()
    setup.resize(380, 1200)
    assert listed.isVisible()
    assert language.isVisible()
    assert not fold.isVisible()


def test_on_a_usual_laptop_many_sections_stand_above_language_and_paper_and_a_few_above_every_choice(
    qtbot: QtBot, dressed: Dressed
) -> None:
    setup = Setup(dressed())
    qtbot.addWidget(setup)
    setup.resize(300, 710)
    setup.show()
    listed = setup.sections
    listed.show_sections([(str(at), True) for at in range(24)], {str(at): f"Section {at}" for at in range(24)}, {}, {})
    qtbot.waitUntil(lambda: listed.height() >= 9 * listed.sizeHintForRow(0))

    def shown() -> list[str]:
        return [box.accessibleName() for box in setup.findChildren(ChoiceBox) if box.isVisible()]

    assert shown() == ["Document", "Language", "Paper"]
    fold = next(one for one in setup.findChildren(Button) if one.isVisible() and one.text() == "How it is printed")
    qtbot.mouseClick(fold, Qt.MouseButton.LeftButton)
    assert shown() == ["Document", "Language", "Paper", "For", "People"]
    assert cut_off(setup) == []
    qtbot.waitUntil(lambda: listed.isVisible() and listed.height() >= 3 * listed.sizeHintForRow(0))


def test_where_there_is_no_room_for_both_the_panes_stand_beside_the_pages_in_turn(qtbot: QtBot, window: Window) -> None:
    shown = screen(window)
    sections, desk = window.findChildren(SectionList)[0], window.findChildren(Desk)[0]
    sheets = window.findChildren(Sheets)[0]
    assert sections.isVisible()
    assert desk.isVisible()
    window.resize(960, 690)
    qtbot.waitUntil(lambda: sections.isVisible() and not desk.isVisible())
    assert sheets.width() >= sheets.minimumWidth()
    qtbot.waitUntil(lambda: cut_off(shown) == [])
    choice = shown.findChildren(Segments)[0]
    qtbot.mouseClick(choice.findChildren(QAbstractButton)[1], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.isVisible() and not sections.isVisible())
    assert desk.horizontalScrollBar().maximum() == 0
    qtbot.waitUntil(lambda: cut_off(shown) == [])
    window.resize(1366, 690)
    qtbot.waitUntil(lambda: sections.isVisible() and desk.isVisible())


def test_a_document_is_asked_only_for_what_it_prints(qtbot: QtBot, window: Window) -> None:
    def asked() -> str:
        labels = window.findChildren(Desk)[0].findChildren(QLabel)
        return "\n".join(each.text() for each in labels if each.isVisible())

    qtbot.waitUntil(lambda: "Summary is not written" in asked() and "agreed" in asked())
    window.go(Place("report", partnership=P, assessment="a", document="entries"))
    qtbot.waitUntil(lambda: "Figures look right" in asked() and "Summary" not in asked())
    assert "agreed" not in asked()


def test_the_document_that_is_shown_first_is_the_one_that_was_meant(
    qtbot: QtBot, window: Window, workspace: Workspace
) -> None:
    with workspace.database.change("amina") as editor:
        capacity = assessments.start(editor, P, library.get("capacity_assessment"), title="Capacity 2026")
        plan = reports.set_sections(editor, reports.blank_draft(P, capacity, "plan"), ["plan"])

    def shown() -> list[str]:
        boxes = screen(window).findChildren(ChoiceBox)
        return [box.currentText() for box in boxes if box.accessibleName() == "Document"]

    window.go(Place("report", partnership=P, report=plan.id))
    qtbot.waitUntil(lambda: shown() == ["Improvement plan"])
    window.go(Place("report", partnership=P, assessment=capacity.id))
    qtbot.waitUntil(lambda: shown() == ["Capacity assessment report"])
    window.go(Place("report", partnership=P, assessment="a"))
    qtbot.waitUntil(lambda: shown() == ["Peer review report"])
