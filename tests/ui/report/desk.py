"""What the tests of the report screen press, read and stand in for."""

from pathlib import Path

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel, QWidget
from sqlmodel import select

from wopfield.store.tables import Report
from wopfield.store.workspace import Workspace
from wopfield.ui.paper import Handed
from wopfield.ui.screen import Screen
from wopfield.ui.screens.report import ReportScreen
from wopfield.ui.screens.report.sections import SectionList
from wopfield.ui.screens.report.verdict_dialog import VerdictDialog
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
        self.outcome = Handed.SHOWN
        self.printer = False

    def choose(self, _parent: QWidget, _title: str, name: str) -> str:
        self.proposed = name
        return str(self.file)

    def choose_to_verify(self, _parent: QWidget, _title: str, _name: str) -> str:
        return str(self.file)

    def choose_workbook(self, _parent: QWidget, _title: str, name: str) -> str:
        self.proposed = name
        return str(self.file.with_suffix(".xlsx"))

    def choose_word(self, _parent: QWidget, _title: str, name: str) -> str:
        self.proposed = name
        return str(self.file.with_suffix(".docx"))

    def ask_printer(self, _parent: QWidget, pages: int, paper: str) -> QPrinter:
        self.pages, self.paper = pages, paper
        printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.file.with_name("paper.pdf")))
        return printer

    def hand_over(self, path: Path) -> Handed:
        self.handed.append(path.read_bytes())
        return self.outcome


def screen(window: Window) -> ReportScreen:
    return window.findChildren(ReportScreen)[0]


def sections(window: Window) -> SectionList:
    return window.findChildren(SectionList)[0]


def printed_sections(window: Window) -> list[str]:
    printed = screen(window).printed
    return list(printed.section_pages) if printed is not None else []


def draft(workspace: Workspace) -> Report:
    with workspace.database.read() as session:
        return session.exec(select(Report)).one()


def said(window: Window) -> list[str]:
    return [each.text() for dialog in window.findChildren(VerdictDialog) for each in dialog.findChildren(QLabel)]


def button(window: Window, words: str) -> Button:
    return next(each for each in window.findChildren(Button) if each.isVisible() and each.text() == words)
