"""The report screen: choose, arrange, write, see the pages, save and print them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from zipfile import is_zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import open as open_pdf
from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from sqlmodel import select

from tests.ui.conftest import Dressed
from tests.ui.looking import cut_off, unnamed
from wopfield.checklists import library
from wopfield.report.sections.names import section_name
from wopfield.store import assessments, drafts, feedback, issuing, kept, reports
from wopfield.store.tables import Partnership, Report
from wopfield.store.workspace import Workspace
from wopfield.ui.operations import Operations
from wopfield.ui.paper import print_report
from wopfield.ui.paper_out import ask_printer
from wopfield.ui.processes import Processes
from wopfield.ui.row_text import RowText
from wopfield.ui.screen import Place, Screen
from wopfield.ui.screens.report import ReportScreen
from wopfield.ui.screens.report.desk import Desk
from wopfield.ui.screens.report.finding import FindBar
from wopfield.ui.screens.report.issue_dialog import IssueDialog
from wopfield.ui.screens.report.preview import Preview
from wopfield.ui.screens.report.readers_dialog import ReadersDialog
from wopfield.ui.screens.report.section_words import SectionWords
from wopfield.ui.screens.report.sections import SectionList, arranged, section_on
from wopfield.ui.screens.report.setup import Setup
from wopfield.ui.screens.report.sheets import Sheets
from wopfield.ui.screens.report.thumbnails import Thumbnails
from wopfield.ui.screens.report.verdict_dialog import VerdictDialog
from wopfield.ui.screens.reports import ReportsScreen
from wopfield.ui.shell.header import Person as Account
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.buttons import Button
from wopfield.ui.widgets.choose import ChoiceBox, Tick
from wopfield.ui.widgets.focus import FocusRing
from wopfield.ui.widgets.links import Link
from wopfield.ui.widgets.rows import RowsView
from wopfield.ui.widgets.segments import Segments
from wopfield.ui.window import Window

P = "partnership"
LONG = 30_000
"""Making pages starts a process; on a busy machine that takes its time."""


class StandIn(Screen):
    """Somewhere else."""

    def open(self, **ids: str) -> None:
        self.ids = ids


class Somewhere:
    """Where a file goes, and what was handed to the system."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "report.pdf"
        self.handed: list[bytes] = []
        self.takes = True
        self.printer = False

    def choose(self, _parent: QWidget, _title: str, name: str) -> str:
        self.proposed = name
        return str(self.file)

    def choose_to_verify(self, _parent: QWidget, _title: str, _name: str) -> str:
        return str(self.file)

    def choose_word(self, _parent: QWidget, _title: str, name: str) -> str:
        self.proposed = name
        return str(self.file.with_suffix(".docx"))

    def ask_printer(self, _parent: QWidget, pages: int) -> QPrinter:
        self.pages = pages
        printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.file.with_name("paper.pdf")))
        return printer

    def hand_over(self, path: Path) -> bool:
        self.handed.append(path.read_bytes())
        return self.takes


@pytest.fixture
def workspace(workspace: Workspace) -> Workspace:
    """A workspace with an assessment whose report is short, so that its pages are made soon."""
    with workspace.database.write() as connection:
        kept.put(connection, kept.PERSON, "amina")
    with workspace.database.change("amina") as editor:
        editor.add(Partnership(scope=P, id=P, name="Marowe – Rijnmeer"))
        row = assessments.start(editor, P, library.get("peer_review"), title="Follow-up: 2026")
        row.id = "a"
        assessments.rate(editor, assessments.blank_answer(P, "a", "NW01", "joost"), 2)
        reports.set_sections(editor, reports.blank_draft(P, row), ["cover", "summary", "signoff"])
    return workspace


@pytest.fixture
def somewhere(tmp_path: Path) -> Somewhere:
    return Somewhere(tmp_path)


@pytest.fixture
def theme(dressed: Dressed, request: pytest.FixtureRequest) -> Theme:
    """The light theme, in the language a test asks for; plain English where it asks for none."""
    return dressed(code=getattr(request, "param", ""))


@pytest.fixture
def window(
    qtbot: QtBot, theme: Theme, workspace: Workspace, somewhere: Somewhere, press: Processes
) -> Iterator[Window]:
    operations = Operations(workspace.database, "amina", processes=press)

    def report(theme: Theme, operations: Operations) -> ReportScreen:
        return ReportScreen(
            theme,
            operations,
            workspace,
            today=lambda: date(2026, 11, 23),
            choose=somewhere.choose,
            choose_to_verify=somewhere.choose_to_verify,
            choose_word=somewhere.choose_word,
            hand_over=somewhere.hand_over,
            has_printer=lambda: somewhere.printer,
            ask_printer=somewhere.ask_printer,
        )

    ways = {"report": report, "reports": ReportsScreen, "agree": StandIn, "assessment": StandIn, "home": StandIn}
    shown = Window(theme, ways, operations, Account("Amina Diallo"))
    qtbot.addWidget(shown)
    shown.resize(1366, 768)
    shown.show()
    shown.go(Place("report", partnership=P, assessment="a"))
    qtbot.waitUntil(lambda: screen(shown).page_count() > 0, timeout=LONG)
    yield shown
    shown.go(Place("home"))
    operations.close()


def screen(window: Window) -> ReportScreen:
    return window.findChildren(ReportScreen)[0]


def sections(window: Window) -> SectionList:
    return window.findChildren(SectionList)[0]


def printed_sections(window: Window) -> list[str]:
    printed = screen(window)._printed
    return list(printed.section_pages) if printed is not None else []


def draft(workspace: Workspace) -> Report:
    with workspace.database.read() as session:
        return session.exec(select(Report)).one()


def said(window: Window) -> list[str]:
    return [each.text() for dialog in window.findChildren(VerdictDialog) for each in dialog.findChildren(QLabel)]


def button(window: Window, words: str) -> Button:
    return next(each for each in window.findChildren(Button) if each.isVisible() and each.text() == words)


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


def test_the_words_are_kept_without_a_button(qtbot: QtBot, window: Window, workspace: Workspace) -> None:
    headline = window.findChildren(RowText)[0]
    window.activateWindow()
    headline.setFocus()
    qtbot.waitUntil(headline.hasFocus)
    qtbot.keyClicks(headline, "Losses fall")
    qtbot.keyClick(headline, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: draft(workspace).headline == "Losses fall")


def test_a_section_takes_the_teams_title_and_says_what_it_lacks(
    qtbot: QtBot, window: Window, workspace: Workspace
) -> None:
    listed = sections(window)
    names = [listed.item(row).text() for row in range(listed.count())]
    listed.setCurrentRow(names.index("Sign-off"))
    words = window.findChildren(SectionWords)[0]
    qtbot.waitUntil(lambda: "Nobody is named who signs" in [each.text() for each in words.findChildren(QLabel)])
    window.activateWindow()
    words.title.setFocus()
    qtbot.waitUntil(words.title.hasFocus)
    qtbot.keyClicks(words.title, "We agree")
    # as one types it is a draft, which stands here again when the program was ended meanwhile
    qtbot.waitUntil(lambda: drafted(workspace) == {"titles": {"signoff": "We agree"}}, timeout=LONG)
    qtbot.keyClick(words.title, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: draft(workspace).titles == {"signoff": "We agree"}, timeout=LONG)
    listed.setCurrentRow(names.index("Area by area"))
    qtbot.waitUntil(lambda: words.title.toPlainText() == "")
    listed.setCurrentRow(names.index("Sign-off"))
    qtbot.waitUntil(lambda: words.title.toPlainText() == "We agree", timeout=LONG)


def test_pages_that_come_meanwhile_leave_a_writer_in_the_section_begun(qtbot: QtBot, window: Window) -> None:
    listed = sections(window)
    names = [listed.item(row).text() for row in range(listed.count())]
    listed.setCurrentRow(names.index("What the utility can offer others"))
    words = window.findChildren(SectionWords)[0]
    qtbot.waitUntil(lambda: words.key == "offer")
    window.activateWindow()
    words.title.setFocus()
    qtbot.waitUntil(words.title.hasFocus)
    listed.light("signoff")
    assert listed.current() == "signoff"
    assert words.key == "offer"
    listed.setFocus()
    listed.light("cover")
    assert words.key == "cover"


def drafted(workspace: Workspace) -> object:
    with workspace.database.read() as session:
        return drafts.find(session, session.exec(select(Report)).one(), "titles")


def test_what_the_utility_says_of_a_section_stands_with_the_reply(
    qtbot: QtBot, window: Window, workspace: Workspace
) -> None:
    listed = sections(window)
    names = [listed.item(row).text() for row in range(listed.count())]
    listed.setCurrentRow(names.index("Sign-off"))
    words = window.findChildren(SectionWords)[0]
    qtbot.mouseClick(words.add, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(words.cards()) == 1, timeout=LONG)
    (card,) = words.cards()
    window.activateWindow()
    for field, said in ((card.text, "A date is wrong."), (card.reply, "Corrected.")):
        field.setFocus()
        qtbot.waitUntil(field.hasFocus)
        qtbot.keyClicks(field, said)
        field.flush()
    card.changed.click()
    qtbot.waitUntil(lambda: replied(workspace) == [("signoff", "A date is wrong.", "Corrected.", True)], timeout=LONG)
    next(action for action in card.readers.menu().actions() if "team" in action.text()).trigger()
    qtbot.waitUntil(lambda: readers_of_comments(workspace) == ["team"], timeout=LONG)
    qtbot.keyClick(window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: len(window.findChildren(ReadersDialog)) == 1)
    (dialog,) = window.findChildren(ReadersDialog)
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1, timeout=LONG)
    assert "Corrected." in dialog.model.row(0).words
    assert "team" in dialog.model.index(0, 3).data()
    dialog.accept()


def readers_of_comments(workspace: Workspace) -> list[str]:
    with workspace.database.read() as session:
        return [row.audience for row in feedback.of_assessment(session, P, "a")]


def replied(workspace: Workspace) -> list[tuple[str, str, str, bool]]:
    with workspace.database.read() as session:
        return [(row.section, row.text, row.reply, row.changed) for row in feedback.of_assessment(session, P, "a")]


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


@pytest.mark.parametrize("theme", ["fr", "es", "pt", "ar"], indirect=True)
def test_a_section_with_a_comment_stands_in_its_pane_whole_in_every_language(
    qtbot: QtBot, window: Window, theme: Theme
) -> None:
    listed, desk = sections(window), window.findChildren(Desk)[0]
    listed.setCurrentRow(next(at for at in range(listed.count()) if listed.item(at).text() == section_name("areas")))
    words = window.findChildren(SectionWords)[0]
    qtbot.waitUntil(lambda: words.key == "areas")
    qtbot.mouseClick(words.add, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(words.cards()) == 1, timeout=LONG)
    qtbot.waitUntil(lambda: desk.body.parentWidget().minimumSizeHint().width() <= desk.viewport().width())
    assert desk.horizontalScrollBar().maximum() == 0


def press_escape(field: QLineEdit) -> None:
    """Press Escape as the system does, which asks shortcuts first."""
    asked = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    asked.ignore()
    QApplication.sendEvent(field, asked)
    assert asked.isAccepted()
    QTest.keyClick(field, Qt.Key.Key_Escape)


def test_the_systems_dialog_offers_every_page_and_prints_nothing_when_it_is_left(qtbot: QtBot, window: Window) -> None:
    offered: list[tuple[int, int]] = []

    def look_and_leave() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QPrintDialog)
        offered.append((dialog.fromPage(), dialog.toPage()))
        dialog.reject()

    QTimer.singleShot(0, look_and_leave)
    assert ask_printer(window, 14) is None
    assert offered == [(1, 14)]
    assert window.findChildren(QPrintDialog) == []  # which would know a printer that is gone


def find_field(window: Window) -> QLineEdit:
    named = (each for each in window.findChildren(QLineEdit) if each.accessibleName() == "Find in the report")
    return next(named)


def test_words_are_found_in_the_pages_and_gone_to_one_after_the_other(qtbot: QtBot, window: Window) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field = find_field(window)
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "Version")
    told = window.findChildren(FindBar)[0].findChildren(QLabel)
    qtbot.waitUntil(lambda: any(each.text().startswith("1 of ") for each in told), timeout=LONG)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any(each.text().startswith("2 of ") for each in told), timeout=LONG)
    field.setText("no such words anywhere")
    qtbot.waitUntil(lambda: any(each.text() == "Not found" for each in told), timeout=LONG)
    press_escape(field)
    qtbot.waitUntil(lambda: not field.isVisible())
    assert screen(window).isVisible()


def test_a_place_that_is_found_is_brought_into_sight_and_not_only_its_page(qtbot: QtBot, window: Window) -> None:
    preview = window.findChildren(Preview)[0]
    view = preview.findChildren(QPdfView)[0]
    for _step in range(4):
        preview.zoom(1)
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    find_field(window).setText("give this file")
    qtbot.waitUntil(lambda: preview.found() == 1, timeout=LONG)
    found, bar = view.searchModel().resultAtIndex(0), view.verticalScrollBar()
    middle = found.rectangles()[0].center()
    per_point = view.zoomFactor() * view.logicalDpiY() / 72
    place = bar.value()
    preview.go_to(found.page() + 1)
    down = bar.value() + middle.y() * per_point - place
    assert 0 < down < view.viewport().height()


def test_words_found_before_are_found_again_when_finding_is_begun_again(qtbot: QtBot, window: Window) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field = find_field(window)
    qtbot.keyClicks(field, "Version")
    told = window.findChildren(FindBar)[0].findChildren(QLabel)
    qtbot.waitUntil(lambda: any(each.text().startswith("1 of ") for each in told), timeout=LONG)
    press_escape(field)
    qtbot.waitUntil(lambda: not field.isVisible())
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: any(each.text().startswith("1 of ") for each in told), timeout=LONG)
    assert field.text() == "Version"


def test_small_pages_stand_at_the_side_and_lead_to_theirs(qtbot: QtBot, window: Window) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F4)
    small = window.findChildren(Thumbnails)[0]
    qtbot.waitUntil(small.isVisible)
    assert small.count() == screen(window).page_count()
    first = small.item(0).icon().cacheKey()
    qtbot.waitUntil(lambda: small.item(0).icon().cacheKey() != first, timeout=LONG)
    small.setFocus()
    small.setCurrentRow(0)
    qtbot.keyClick(small, Qt.Key.Key_Down)
    page = window.findChildren(Preview)[0]
    qtbot.waitUntil(lambda: page.page() == 2, timeout=LONG)
    qtbot.keyClick(window, Qt.Key.Key_F4)
    assert not small.isVisible()


@pytest.mark.slow
def test_a_whole_page_fits_the_window(qtbot: QtBot, window: Window) -> None:
    qtbot.keyClick(window, Qt.Key.Key_9, Qt.KeyboardModifier.ControlModifier)
    assert button(window, "Whole page").isVisible()
    qtbot.keyClick(window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert button(window, "Fit width").isVisible()


def test_the_page_in_sight_stays_while_pages_become_larger_and_smaller(qtbot: QtBot, window: Window) -> None:
    preview = window.findChildren(Preview)[0]
    last = preview.pages()
    preview.go_to(last)
    wide = preview.view.width()
    preview.show_thumbnails()
    qtbot.waitUntil(lambda: preview.view.width() < wide)
    assert preview.page() == last
    for step in (1, 1, 1, -1, 0):
        preview.zoom(step)
        assert preview.page() == last
    preview.fit_page()
    assert preview.page() == last


def test_a_whole_page_begins_at_its_top_and_so_does_a_page_that_is_gone_to_again(window: Window) -> None:
    preview = window.findChildren(Preview)[0]
    bar = preview.findChildren(QPdfView)[0].verticalScrollBar()
    preview.go_to(2)
    top = bar.value()
    bar.setValue(top + 60)
    preview.go_to(2)
    assert bar.value() == top
    bar.setValue(top + 60)
    preview.fit_page()
    assert preview.page() == 2
    view = bar.maximum() + preview.findChildren(QPdfView)[0].viewport().height()
    assert bar.value() == pytest.approx(view / preview.pages(), abs=12)


def test_f6_leads_from_the_sections_to_the_pages_themselves(qtbot: QtBot, window: Window) -> None:
    listed = sections(window)
    listed.setFocus()
    qtbot.waitUntil(listed.hasFocus)
    qtbot.keyClick(window, Qt.Key.Key_F6)
    pages = window.findChildren(Preview)[0].view
    assert QApplication.focusWidget() is pages
    assert window.findChildren(FocusRing)[0].around() is pages


def test_f6_leads_from_the_pages_to_the_first_thing_to_look_at(qtbot: QtBot, window: Window) -> None:
    window.findChildren(Preview)[0].view.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_F6)
    first = QApplication.focusWidget()
    desk = window.findChildren(Desk)[0]
    assert isinstance(first, Button)
    others = [each for each in desk.findChildren(Button) if each.isVisible()]
    assert min(others, key=lambda each: each.mapTo(desk, QPoint(0, 0)).y()) is first


def test_pages_go_to_the_printer_that_was_chosen_one_by_one(qtbot: QtBot, window: Window, somewhere: Somewhere) -> None:
    somewhere.printer = True
    told: list[str] = []
    screen(window).told.connect(lambda words, _do: told.append(words))
    button(window, "Print").click()
    qtbot.waitUntil(lambda: "All pages were sent to the printer." in told, timeout=LONG)
    assert somewhere.pages == screen(window).page_count()
    printed = QPdfDocument()
    printed.load(str(somewhere.file.with_name("paper.pdf")))
    assert printed.pageCount() == somewhere.pages
    assert not somewhere.handed


@pytest.mark.slow
def test_printing_can_be_stopped(qtbot: QtBot, window: Window, somewhere: Somewhere) -> None:
    somewhere.printer = True
    told: list[str] = []
    screen(window).told.connect(lambda words, _do: told.append(words))
    # As soon as its button is there, with the first page: the others may be gone a moment later.
    screen(window)._output.progressed.connect(lambda words: words and button(window, "Stop").click())
    button(window, "Print").click()
    qtbot.waitUntil(lambda: "Printing was stopped." in told, timeout=LONG)


def test_the_same_contents_are_saved_for_word(qtbot: QtBot, window: Window, somewhere: Somewhere) -> None:
    told: list[str] = []
    screen(window).told.connect(lambda words, _do: told.append(words))
    button(window, "Word").click()
    qtbot.waitUntil(lambda: any(words.startswith("Saved as report.docx, ") for words in told), timeout=LONG)
    assert is_zipfile(somewhere.file.with_suffix(".docx"))
    assert somewhere.proposed.endswith("Follow-up- 2026.docx")


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


def test_pages_being_made_can_be_stopped_and_made_later(qtbot: QtBot, window: Window, somewhere: Somewhere) -> None:
    sheets = window.findChildren(Sheets)[0]
    listed = sections(window)
    pages = screen(window).page_count()
    listed.setCurrentRow([listed.item(row).text() for row in range(listed.count())].index("How the review was done"))
    qtbot.keyClick(listed, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not button(window, "Save as PDF").isEnabled(), timeout=LONG)
    sheets.stop_asked.emit()  # its button comes when it lasts
    assert screen(window).page_count() == pages
    assert not button(window, "Save as PDF").isEnabled()
    button(window, "Make them").click()
    qtbot.waitUntil(lambda: screen(window).page_count() > pages, timeout=LONG)
    assert button(window, "Save as PDF").isEnabled()
    assert not [each for each in window.findChildren(Button) if each.isVisible() and each.text() == "Make them"]


def test_tab_walks_from_what_to_look_at_to_the_issued_versions_from_top_to_bottom(window: Window) -> None:
    desk = window.findChildren(Desk)[0]
    stops, now = [], desk.nextInFocusChain()
    while now is not desk:
        if desk.isAncestorOf(now) and now.isVisible() and now.focusPolicy() & Qt.FocusPolicy.TabFocus:
            stops.append(now)
        now = now.nextInFocusChain()
    heights = [stop.mapTo(desk, QPoint(0, 0)).y() for stop in stops]
    assert len(heights) > 4
    assert heights == sorted(heights)


def test_on_a_small_laptop_the_pages_keep_every_button_of_their_bar(qtbot: QtBot, window: Window) -> None:
    window.resize(1024, 690)
    preview = window.findChildren(Preview)[0]
    qtbot.waitUntil(lambda: cut_off(preview) == [])
    assert button(window, "Fit width").isVisible()


def test_of_the_inspection_of_a_site_its_checklist_alone_is_offered(
    qtbot: QtBot, window: Window, workspace: Workspace
) -> None:
    with workspace.database.change("amina") as editor:
        checks = library.get("site_inspection")
        row = assessments.start(editor, P, checks, title="Kibo", site="kibo", areas=[checks.areas[0].code])
    window.go(Place("report", partnership=P, assessment=row.id, document="checklist"))
    qtbot.waitUntil(lambda: printed_sections(window) == ["blank"], timeout=LONG)
    box = screen(window)._setup.document
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


def test_on_a_usual_laptop_many_sections_stand_above_language_and_paper(qtbot: QtBot, dressed: Dressed) -> None:
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
    assert shown() == ["Document", "Language", "Paper", "For", "People met"]
    assert cut_off(setup) == []


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

    qtbot.waitUntil(lambda: "Summary is not written" in asked() and "agreed" in asked() and "late" in asked())
    window.go(Place("report", partnership=P, assessment="a", document="entries"))
    qtbot.waitUntil(lambda: "Figures look right" in asked() and "Summary" not in asked())
    assert "agreed" not in asked()
    assert "late" not in asked()
