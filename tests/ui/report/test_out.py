"""A report leaves its screen: saved, printed, issued, for Word, and verified when it comes back."""

from zipfile import is_zipfile

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from sqlmodel import select

from tests.ui.looking import cut_off
from tests.ui.report.desk import (
    LONG,
    P,
    Somewhere,
    button,
    printed_sections,
    said,
    screen,
)
from wopfield.store import actions, assessments, issuing, kept, reports
from wopfield.store.editor import Editor
from wopfield.store.tables import Report
from wopfield.store.workspace import Workspace
from wopfield.ui.output import Output
from wopfield.ui.paper import Handed
from wopfield.ui.paper_out import ask_printer
from wopfield.ui.screens.report.desk import Desk
from wopfield.ui.screens.report.issue_dialog import IssueDialog
from wopfield.ui.screens.report.verdict_dialog import VerdictDialog
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.choose import Tick
from wopfield.ui.widgets.focus import FocusRing
from wopfield.ui.widgets.links import Link
from wopfield.ui.window import Window


def test_the_pdf_is_saved_as_it_is_shown_and_handed_to_the_system(
    qtbot: QtBot, window: Window, somewhere: Somewhere
) -> None:
    qtbot.mouseClick(button(window, "Save as PDF"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(somewhere.file.exists)
    saved = QPdfDocument()
    assert saved.load(str(somewhere.file)) == QPdfDocument.Error.None_
    assert saved.pageCount() == screen(window).page_count()
    assert somewhere.proposed == "Marowe – Rijnmeer – Follow-up- 2026.pdf"
    qtbot.mouseClick(button(window, "Print"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: somewhere.handed == [somewhere.file.read_bytes()])
    qtbot.waitUntil(lambda: told(window, "The program that shows PDF files opens the pages."))


def test_where_no_program_shows_pdf_files_nothing_is_said_to_be_printed(
    qtbot: QtBot, window: Window, somewhere: Somewhere
) -> None:
    somewhere.outcome = Handed.REFUSED
    qtbot.mouseClick(button(window, "Print"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: told(window, "No program on this computer prints PDF files."), timeout=LONG)


def told(window: Window, words: str) -> bool:
    return any(words in each.text() for each in window.findChildren(QLabel) if each.isVisible())


def test_a_folder_that_cannot_be_written_to_is_told_in_words(
    qtbot: QtBot, window: Window, somewhere: Somewhere
) -> None:
    somewhere.file = somewhere.file / "not" / "there.pdf"
    qtbot.mouseClick(button(window, "Save as PDF"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: any("could not be written" in each.text() for each in window.findChildren(QLabel) if each.isVisible())
    )


def test_issuing_keeps_a_version_that_verifies_and_a_new_draft_follows(
    qtbot: QtBot, window: Window, workspace: Workspace, somewhere: Somewhere
) -> None:
    qtbot.mouseClick(button(window, "Issue"), Qt.MouseButton.LeftButton)
    dialog = window.findChildren(IssueDialog)[0]
    dialog.signing.setPlainText("Lindiwe Marsh\n\nAdaeze Okafor")
    dialog.stage.choose("comment")
    assert cut_off(dialog) == []
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    dialog.issue.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: dialog.findChildren(FocusRing)[0].around() is dialog.issue, timeout=LONG)
    qtbot.mouseClick(dialog.issue, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(somewhere.file.exists, timeout=LONG)
    with workspace.database.read() as session:
        row = next(row for row in session.exec(select(Report)) if row.status == "issued")
        assert issuing.file_of(session, workspace.files, row) == somewhere.file.read_bytes()
    assert (row.version, row.stage, row.signatories) == ("1.0", "comment", ["Lindiwe Marsh", "Adaeze Okafor"])
    assert somewhere.proposed == f"{row.number} 1.0.pdf"
    qtbot.waitUntil(lambda: any(each.text() == "Verify" for each in window.findChildren(Button) if each.isVisible()))
    (number,) = window.findChildren(Desk)[0].findChildren(Link)
    window.resize(1024, 690)
    qtbot.waitUntil(lambda: number.width() >= number.sizeHint().width())
    qtbot.mouseClick(button(window, "Verify"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any(words.endswith("is genuine") for words in said(window)))
    window.findChildren(VerdictDialog)[0].accept()
    verify = button(window, "Verify")
    verify.setFocus()
    with workspace.database.change("amina") as editor:
        answer = assessments.blank_answer(P, "a", "NW02", "joost")
        assessments.rate(editor, answer, 3)
    screen(window).redraw()
    qtbot.waitUntil(lambda: any("2 ratings not agreed" in each.text() for each in window.findChildren(QLabel)))
    assert verify.isVisible()
    assert window.focusWidget() is verify


def test_who_signs_is_asked_for_where_it_is_missed_also_while_pages_are_made(qtbot: QtBot, window: Window) -> None:
    qtbot.waitUntil(lambda: button(window, "Name").isVisible(), timeout=LONG)
    greys = next(tick for tick in window.findChildren(Tick) if tick.text() == "In greys")
    greys.click()
    qtbot.waitUntil(lambda: not button(window, "Issue").isEnabled())
    qtbot.mouseClick(button(window, "Name"), Qt.MouseButton.LeftButton)
    (dialog,) = window.findChildren(IssueDialog)
    assert dialog.focusWidget() is dialog.signing
    assert not dialog.note.isVisible()  # there is no version before


def test_a_file_that_was_altered_is_said_to_be_not_genuine(
    qtbot: QtBot, window: Window, workspace: Workspace, somewhere: Somewhere
) -> None:
    qtbot.mouseClick(button(window, "Issue"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(window.findChildren(IssueDialog)[0].issue, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(somewhere.file.exists, timeout=LONG)
    pdf = somewhere.file.read_bytes()
    somewhere.file.write_bytes(pdf[:2000] + bytes([pdf[2000] ^ 1]) + pdf[2001:])
    qtbot.waitUntil(lambda: button(window, "Verify a file").isEnabled())
    qtbot.mouseClick(button(window, "Verify a file"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any(words.endswith("is not genuine") for words in said(window)))


def test_of_a_file_from_elsewhere_it_is_said_that_it_is_no_report(
    qtbot: QtBot, window: Window, somewhere: Somewhere
) -> None:
    somewhere.file.write_bytes(b"%PDF-1.4 from another program")
    qtbot.mouseClick(button(window, "Verify a file"), Qt.MouseButton.LeftButton)
    wanted = {"report.pdf", "This file is not a report made by WOPField."}
    qtbot.waitUntil(lambda: wanted <= set(said(window)), timeout=LONG)
    assert not [each for each in window.findChildren(Button) if each.isVisible() and each.text() == "Try again"]


@pytest.mark.parametrize(("paper", "points"), [("A4", QSize(595, 842)), ("Letter", QSize(612, 792))])
def test_the_systems_dialog_offers_every_page_and_prints_nothing_when_it_is_left(
    window: Window, paper: str, points: QSize
) -> None:
    """The paper that is chosen in it is the one the report was made for, whatever a printer here calls it."""
    offered: list[tuple[int, int, QSize]] = []

    def look_and_leave() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QPrintDialog)
        layout = dialog.printer().pageLayout()
        offered.append((dialog.fromPage(), dialog.toPage(), layout.pageSize().sizePoints()))
        dialog.reject()

    QTimer.singleShot(0, look_and_leave)
    assert ask_printer(window, 14, paper) is None
    assert offered == [(1, 14, points)]
    assert window.findChildren(QPrintDialog) == []  # which would know a printer that is gone


def test_pages_go_to_the_printer_that_was_chosen_one_by_one(qtbot: QtBot, window: Window, somewhere: Somewhere) -> None:
    somewhere.printer = True
    told: list[str] = []
    screen(window).told.connect(lambda words, _do: told.append(words))
    button(window, "Print").click()
    qtbot.waitUntil(lambda: "The pages were sent to the printer." in told, timeout=LONG)
    assert somewhere.pages == screen(window).page_count()
    assert somewhere.paper == "A4"
    printed = QPdfDocument()
    printed.load(str(somewhere.file.with_name("paper.pdf")))
    assert printed.pageCount() == somewhere.pages
    assert not somewhere.handed


@pytest.mark.slow
def test_printing_can_be_stopped(qtbot: QtBot, window: Window, somewhere: Somewhere) -> None:
    def stop(words: str) -> None:
        if words:
            button(window, "Stop").click()

    somewhere.printer = True
    told: list[str] = []
    screen(window).told.connect(lambda words, _do: told.append(words))
    # As soon as its button is there, with the first page: the others may be gone a moment later.
    output = screen(window).findChild(Output)
    assert isinstance(output, Output)
    output.progressed.connect(stop)
    button(window, "Print").click()
    qtbot.waitUntil(lambda: "Printing was stopped." in told, timeout=LONG)


def test_the_same_contents_are_saved_for_word(qtbot: QtBot, window: Window, somewhere: Somewhere) -> None:
    told: list[str] = []
    screen(window).told.connect(lambda words, _do: told.append(words))
    button(window, "Word").click()
    qtbot.waitUntil(lambda: any(words.startswith("Saved as report.docx, ") for words in told), timeout=LONG)
    assert is_zipfile(somewhere.file.with_suffix(".docx"))
    assert somewhere.proposed.endswith("Follow-up- 2026.docx")


def test_the_tables_of_what_is_shown_are_saved_as_a_workbook(
    qtbot: QtBot, window: Window, somewhere: Somewhere
) -> None:
    def plan(editor: Editor) -> None:
        actions.add(editor, P, title="=Fill in the register", owner="Grace")
        (draft,) = editor.session.exec(select(Report)).all()
        reports.set_sections(editor, draft, ["cover", "plan"])

    screen(window).operations.change(plan)
    qtbot.waitUntil(lambda: printed_sections(window) == ["cover", "plan"], timeout=LONG)
    told: list[str] = []
    screen(window).told.connect(lambda words, _do: told.append(words))
    button(window, "Tables").click()
    qtbot.waitUntil(lambda: any(words.startswith("Saved as report.xlsx, ") for words in told), timeout=LONG)
    assert somewhere.proposed.endswith("Follow-up- 2026.xlsx")
    saved = load_workbook(somewhere.file.with_suffix(".xlsx"))["Improvement plan"]
    assert [cell.value for cell in saved[2]][:4] == ["A-01", "=Fill in the register", None, "Grace"]
    assert saved["B2"].data_type == "s"


def test_where_no_chosen_section_holds_a_table_it_is_said_in_words(qtbot: QtBot, window: Window) -> None:
    button(window, "Tables").click()
    qtbot.waitUntil(
        lambda: any("no table in the chosen sections" in one.text() for one in window.findChildren(QLabel)),
        timeout=LONG,
    )


@pytest.mark.slow
def test_a_white_cover_and_greys_are_chosen_on_the_screen_and_stay_on_the_laptop(
    qtbot: QtBot, window: Window, workspace: Workspace, somewhere: Somewhere
) -> None:
    def saved() -> bytes:
        button(window, "Save as PDF").click()
        qtbot.waitUntil(somewhere.file.exists, timeout=LONG)
        content = somewhere.file.read_bytes()
        somewhere.file.unlink()
        return content

    before = saved()
    box = next(each for each in window.findChildren(Tick) if each.text() == "White cover")
    box.click()
    qtbot.waitUntil(lambda: not button(window, "Save as PDF").isEnabled())
    qtbot.waitUntil(lambda: button(window, "Save as PDF").isEnabled(), timeout=LONG)
    assert saved() != before
    with workspace.database.read() as session:
        assert kept.get(session, kept.REPORT_LOOKS) == "light_cover"
