"""A report screen in its window, on an assessment whose report is short."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from sqlmodel import select

from tests.ui.conftest import Dressed
from wopfield.checklists import library
from wopfield.store import assessments, kept, reports
from wopfield.store.tables import Partnership, Report
from wopfield.store.workspace import Workspace
from wopfield.ui.operations import Operations
from wopfield.ui.processes import Processes
from wopfield.ui.screen import Place, Screen
from wopfield.ui.screens.report import ReportScreen
from wopfield.ui.screens.report.sections import SectionList
from wopfield.ui.screens.report.verdict_dialog import VerdictDialog
from wopfield.ui.screens.reports import ReportsScreen
from wopfield.ui.shell.header import Person as Account
from wopfield.ui.shell.ways import Way
from wopfield.ui.theme import Theme
from wopfield.ui.widgets.buttons import Button
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

    def ask_printer(self, _parent: QWidget, pages: int, paper: str) -> QPrinter:
        self.pages, self.paper = pages, paper
        printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.file.with_name("paper.pdf")))
        return printer

    def hand_over(self, path: Path) -> bool:
        self.handed.append(path.read_bytes())
        return self.takes


@pytest.fixture(name="workspace")
def short_report(workspace: Workspace) -> Workspace:
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


@pytest.fixture(name="somewhere")
def a_place(tmp_path: Path) -> Somewhere:
    return Somewhere(tmp_path)


@pytest.fixture(name="theme")
def asked_theme(dressed: Dressed, request: pytest.FixtureRequest) -> Theme:
    """The light theme, in the language a test asks for; plain English where it asks for none."""
    return dressed(code=getattr(request, "param", ""))


@pytest.fixture(name="window")
def opened_window(
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

    ways: dict[str, Way] = {
        "report": report,
        "reports": ReportsScreen,
        "agree": StandIn,
        "assessment": StandIn,
        "home": StandIn,
    }
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
